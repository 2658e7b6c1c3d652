"""The statements, exchanges and themes of a summary of ours, held against the sentences that they cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ..assembly import prose
from ..extractors.draft import PointDraft
from ..extractors.material import Line
from ..extractors.rules import Sentences
from ..extractors.topics import label
from ..grounding.prose import Language, objection
from ..outline.model import ExchangeSpan
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..schemas import Answer, Exchange, Outlook, Overview, Risk, Strategy, Summary, Theme
from .claims import ClaimText
from .item import Item
from .judge import Judge
from .own_places import Places
from .source import Source, Span

_HAN = lazy(f"[{HAN}]")
_Statement = Overview | Strategy | Outlook | Risk | Answer | Theme


class OwnStatements:
    """Everything that a summary says in sentences."""

    def __init__(self, source: Source, places: Places, judge: Judge) -> None:
        self._source, self._places, self._judge = source, places, judge
        self._exchanges = {span.index: span for span in source.material.outline.exchanges}
        header = source.material.outline.header
        self._names = " ".join(filter(None, (header.company, header.short_name)))
        self._named = ""

    def items(self, summary: Summary) -> Iterator[Item]:
        """One item a statement, a question, an answer's point, a theme."""
        shown: list[_Statement] = [*summary.strategy, *summary.outlook, *summary.risks]
        shown += [point for one in summary.qa for point in one.answer]
        # what a model was shown when it wrote of the whole
        self._named = " ".join(evidence.quote for statement in shown for evidence in statement.evidence)
        for section in ("overview", "strategy", "outlook", "risks"):
            statements: Sequence[_Statement] = getattr(summary, section)
            for index, statement in enumerate(statements):
                item = Item(f"{section}[{index}]", statement.text, "words", section)
                spans = self._text(item, statement, self._named if section == "overview" else "")
                self._status(item, statement, spans)
                yield item
        for index, exchange in enumerate(summary.qa):
            yield from self._exchange(f"qa[{index}]", exchange, summary)
        for index, theme in enumerate(summary.themes):
            yield self._theme(f"themes[{index}]", theme, summary)

    # -- what a statement says ------------------------------------------------------------------------------------------

    def _text(self, item: Item, statement: _Statement, named: str) -> list[Span]:
        """Holds the text against the sentences that it cites."""
        spans = self._places.spans(item, "evidence", statement.evidence)
        sources = [self._source.text[start:end] for start, end in spans]
        said = statement.text
        if sources and said in {prose(one) for one in (*sources, "\n".join(sources))}:
            item.basis = "quote"
            item.bear_out("text", None, item.evidence)
            return spans
        own = self._source.material.outline.language
        language = _language(said, own)
        reason = objection(said, sources, also=self._names, named=named, language=language, source_language=own) if sources else None
        if sources and reason is None:
            item.bear_out("text", None, item.evidence)
            return spans
        judged = self._judge.claim(ClaimText(said, item.where, headings=(item.section,) if item.section else ()), "c0")
        if judged.verdict != "supported":
            item.take("text", [part for part in judged.parts if part.verdict != "supported"])
        if reason is not None and (judged.verdict == "supported" or not judged.parts):
            # the document may say it; the sentences that are given for it do not
            item.miss("text", None, f"the sentences it cites do not bear it out: {reason}", item.evidence)
        return spans

    def _status(self, item: Item, statement: _Statement, spans: Sequence[Span]) -> None:
        if not isinstance(statement, Strategy | Outlook):
            return
        read = [self._sentences.point(line, "other") for line in self._lines(spans)]
        if not read:
            return
        if isinstance(statement, Strategy):
            if statement.status != "unknown" and all(one.status != statement.status for one in read):
                item.contradict("status", statement.status, f"the source says {_told([one.status for one in read])}", item.evidence)
            self._due(item, "horizon", statement.horizon, read)
        else:
            self._due(item, "due", statement.due, read)

    def _due(self, item: Item, path: str, said: str | None, read: Sequence[PointDraft]) -> None:
        if said is None or any(one.due is not None and fold(one.due) == fold(said) for one in read):
            return
        held = [one.due for one in read if one.due is not None]
        if held:
            item.contradict(path, said, f"the source says {_told(held)}", item.evidence)
        else:
            item.miss(path, said, "the sentences it cites name no such time", item.evidence)

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self._source.material)

    def _lines(self, spans: Sequence[Span]) -> list[Line]:
        found = [self._source.material.line_at.get(start) for start, _ in spans]
        return [line for line in found if line is not None]

    # -- questions and answers ------------------------------------------------------------------------------------------

    def _exchange(self, path: str, exchange: Exchange, summary: Summary) -> Iterator[Item]:
        section = f"Q{exchange.index}"
        item = Item(path, " ".join(exchange.questions), "quote", section)
        spans = self._places.spans(item, "evidence", exchange.evidence)
        held = self._asked(item, exchange, spans)
        self._kpis(item, exchange.kpis, summary)
        yield item
        for number, answer in enumerate(exchange.answer):
            point = Item(f"{path}.answer[{number}]", answer.text, "words", section)
            named = self._source.text[slice(*held.asked)] if held is not None else ""
            places = self._text(point, answer, named)
            if held is not None:
                self._answered(point, held, places)
            yield point

    def _asked(self, item: Item, exchange: Exchange, spans: Sequence[Span]) -> ExchangeSpan | None:
        """The exchange of the source that is told, and whether it is told rightly."""
        held = self._exchanges.get(exchange.index)
        if held is None:
            item.contradict("index", exchange.index, f"the source holds {len(self._exchanges)} exchanges")
            return None
        if spans and not any(_meet(span, held.asked) for span in spans):
            item.contradict("evidence", "", f"question {exchange.index} is asked elsewhere", [self._source.evidence(held.asked)])
        known = [prose(self._source.text[slice(*one)]) for one in held.questions or [held.asked]]
        for number, question in enumerate(exchange.questions):
            if question in known:
                item.bear_out(f"questions[{number}]", None, item.evidence)
            else:
                told = self._judge.claim(ClaimText(question, item.where), "c0")
                reason = "the question is not asked in these words"
                object_to = item.contradict if told.verdict == "contradicted" else item.miss
                object_to(f"questions[{number}]", None, reason, [self._source.evidence(held.asked)])
        if exchange.asker is not None and exchange.asker != held.asker:
            item.contradict("asker", exchange.asker, f"asked by {held.asker or 'somebody whom the source does not name'}", item.evidence)
        for number, name in enumerate(exchange.responders):
            if name not in held.responders:
                who = ", ".join(held.responders) or "somebody whom the source does not name"
                item.contradict(f"responders[{number}]", name, f"answered by {who}", item.evidence)
        return held

    def _answered(self, item: Item, held: ExchangeSpan, spans: Sequence[Span]) -> None:
        for span in spans:
            if any(_meet(span, one) for one in held.answers):
                continue
            other = next((one for one in self._exchanges.values() if any(_meet(span, answer) for answer in one.answers)), None)
            reason = f"this answers question {other.index}" if other is not None else "this is no part of the answer"
            item.contradict("evidence", "", reason, [self._source.evidence(span)])
            return

    def _kpis(self, item: Item, ids: Sequence[str], summary: Summary) -> None:
        known = {kpi.id for kpi in summary.kpis}
        for number, one in enumerate(ids):
            if one not in known:
                item.miss(f"kpis[{number}]", one, "the summary has no such KPI")

    # -- themes -----------------------------------------------------------------------------------------------------------

    def _theme(self, path: str, theme: Theme, summary: Summary) -> Item:
        item = Item(path, f"{theme.label}: {theme.text}", "words", "themes")
        spans = self._text(item, theme, self._named)
        self._kpis(item, theme.kpis, summary)
        if theme.label not in {label(theme.topic, language) for language in ("zh-Hans", "zh-Hant", "en")}:
            item.contradict("label", theme.label, f"the topic {theme.topic} has another name")
        told = next((one.exchanges for one in self._source.summary.themes if one.topic == theme.topic), None)
        for number, index in enumerate(theme.exchanges):
            if index not in self._exchanges:
                item.contradict(f"exchanges[{number}]", index, f"the source holds {len(self._exchanges)} exchanges")
            elif told is not None and index not in told:
                item.contradict(f"exchanges[{number}]", index, f"it is spoken of in {', '.join(f'Q{one}' for one in told)}")
        inside = [span for one in theme.exchanges if (held := self._exchanges.get(one)) for span in (held.asked, *held.answers)]
        if spans and inside and not any(_meet(span, one) for span in spans for one in inside):
            item.contradict("exchanges", theme.exchanges, "its sentences stand in none of them", item.evidence)
        return item


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _told(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _language(text: str, own: Language) -> Language:
    """That of a text beside a document in ``own``: a few Latin words in a Chinese sentence make no English."""
    if own == "en":
        return "zh-Hans" if 4 * len(_HAN.findall(text)) > len(text) else "en"
    return own if _HAN.search(text) else "en"

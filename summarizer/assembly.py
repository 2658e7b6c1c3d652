"""From a draft to a summary: merge what is told twice, prove every item, check figures against each other, count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .checks import check_document, check_figures, check_mended, check_reading, say
from .extractors.currency import document_currency
from .extractors.draft import AnswerDraft, Draft, ExchangeDraft, KPIDraft, PointDraft, RejectedDraft, Span, ThemeDraft
from .extractors.material import Material
from .extractors.rules import measured_by
from .extractors.topics import label
from .figures.model import PeriodMention
from .grounding import evidence_for
from .grounding.numbers import SourceNumbers
from .merging import count_reported, merge
from .outline.model import ExchangeSpan
from .patterns import lazy
from .reading import Document
from .schemas import (
    KPI,
    Answer,
    Change,
    Check,
    Company,
    Coverage,
    DocumentInfo,
    Event,
    Evidence,
    Exchange,
    Host,
    Outlook,
    Overview,
    Period,
    Provenance,
    Rejected,
    Risk,
    Strategy,
    Summary,
    Theme,
)

_IDS = ("item", "at", "from", "when")
"""What of a rejected item names ids and no words."""


@dataclass
class _Prover:
    """Builds evidence and prose from places of the repaired text."""

    material: Material
    page_starts: Sequence[int] | None = None
    rejected: list[Rejected] = field(default_factory=list)

    @cached_property
    def _numbers(self) -> SourceNumbers:
        return SourceNumbers(self.material.folded)

    def evidence(self, span: Span) -> Evidence:
        return evidence_for(self.material.outline.repaired, *span, page_starts=self.page_starts)

    def words(self, span: Span) -> str:
        return prose(self.material.text[span[0] : span[1]])

    def refused(self, draft: RejectedDraft) -> Rejected:
        """What failed to the last try, without a number that the source does not hold."""
        known = self._numbers
        item = {
            name: known.struck(value) if isinstance(value, str) and name not in _IDS else value for name, value in draft.item.items()
        }
        return Rejected(section=draft.section, item=item, reason=known.struck(draft.reason))

    def told(self, point: PointDraft | AnswerDraft | ThemeDraft) -> dict[str, object]:
        """A point's ``text`` and ``evidence``: the source's own words, or a model's with the sentences that bear it out."""
        evidence = [self.evidence(span) for span in sorted({point.span, *point.further})]
        foreign = self._numbers.missing(point.text)
        if foreign is not None:
            # cannot be, since prose points at figures; and if it were, it would end here
            self.rejected.append(Rejected(section="prose", item={"text": point.text}, reason=f"the source holds no {foreign}"))
        words = self.words(point.span)
        if point.text is None or foreign is not None or (point.text == words and not point.further):
            return {"text": words, "evidence": evidence}
        for one in evidence:
            one.match = "reworded"
        return {"text": point.text, "evidence": evidence}


def prose(words: str) -> str:
    """A source's words on one line; white space between Han characters and line breaks folded."""
    words = " ".join(words.split())
    return words if words.isascii() or " " not in words else _BETWEEN_HAN.sub("", words)


_BETWEEN_HAN = lazy(r"(?<=[一-鿿，。、；：！？「」（）《》]) (?=[一-鿿，。、；：！？「」（）《》])")


def assemble(
    document: Document,
    material: Material,
    draft: Draft,
    provenance: Provenance,
    *,
    rejected: Sequence[RejectedDraft] = (),
    checks: Sequence[Check] = (),
    differ: Callable[[str, dict[int, str]], list[Check]] | None = None,
) -> Summary:
    """The one place where a summary is made. Every span satisfies ``text[start:end] == quote``.

    ``rejected`` and ``checks`` are what was found before; ``differ`` makes checks of what two heads say of the KPIs, given the language and
    their ids by the place of their figure.
    """
    prover = _Prover(material, document.page_starts)
    outline = material.outline
    header = outline.header
    currency = document_currency(material)
    drafts = merge(draft.kpis)
    drafts, unproven = _proven(prover, drafts)
    kpis = [_kpi(prover, number, kpi, currency) for number, kpi in enumerate(drafts, 1)]
    ids_by_exchange: dict[int, list[str]] = {}
    answers = _Answers(material)
    for kpi, made in zip(drafts, kpis, strict=True):
        for exchange in {kpi.exchange, *(answers.at(start) for start, _ in kpi.repeats)}:
            if exchange is not None:
                ids_by_exchange.setdefault(exchange, []).append(made.id)
    exchanges = _exchanges(prover, draft, ids_by_exchange)
    themes = _themes(prover, draft, ids_by_exchange)
    found = [
        *checks,
        *check_document(outline),
        *check_reading(document, kpis, outline.language),
        *check_figures(
            kpis,
            outline.language,
            amounts_without_currency=[
                kpi.id for kpi, d in zip(kpis, drafts, strict=True) if d.figure.kind == "amount" and kpi.unit is None
            ],
        ),
    ]
    if differ is not None:
        found += differ(outline.language, {d.figure.start: kpi.id for kpi, d in zip(kpis, drafts, strict=True)})
    if provenance.engine == "hybrid" and (left := [kpi.id for kpi in kpis if "model" not in kpi.found_by]):
        found.append(say(outline.language, "model_left_out", "info", left, count=len(left)))
    found += check_mended(outline, {kpi.id: (d.figure.start, d.figure.end) for kpi, d in zip(kpis, drafts, strict=True)})
    figures = [
        figure
        for line in material.lines
        if line.sentence.role in ("narrative", "question", "answer")
        for figure in line.figures
    ]
    if not material.scan.figures:
        found.append(say(outline.language, "no_figures", "info"))
    statements = _statements(prover, draft)
    return Summary(
        document=DocumentInfo(
            source=document.source,
            sha256=document.sha256,
            media_type=document.media_type,
            kind=outline.kind,
            language=outline.language,
            title=header.title,
            record_number=header.record_number,
            published=header.published,
            characters=len(document.text),
            pages=len(document.page_starts) if document.page_starts else None,
        ),
        company=Company(
            name=header.company, short_name=header.short_name, ticker=header.ticker, exchange=header.exchange
        ),
        event=Event.model_validate(
            {
                "type": header.event_type,
                "date": header.event_date,
                "date_is_inferred": header.date_is_inferred,
                "start": header.start,
                "end": header.end,
                "venue": header.venue,
                "hosts": [
                    Host(name=host.name, title=host.title, organisation=host.organisation) for host in header.hosts
                ],
                "participants": header.participants,
                "participants_count": header.participants_count,
            }
        ),
        overview=statements.overview,
        strategy=statements.strategy,
        kpis=kpis,
        outlook=statements.outlook,
        risks=statements.risks,
        qa=exchanges,
        themes=themes,
        checks=found,
        rejected=[*unproven, *prover.rejected, *(prover.refused(one) for one in rejected)],
        coverage=Coverage(
            figures=len(figures),
            figures_reported=count_reported(figures, drafts),
            exchanges=len(exchanges),
            exchanges_answered=sum(1 for exchange in exchanges if exchange.answer),
            failed_sections=draft.failed_sections,
        ),
        provenance=provenance,
    )


def _proven(prover: _Prover, drafts: list[KPIDraft]) -> tuple[list[KPIDraft], list[Rejected]]:
    """Drafts whose every number the source holds where they point; the others with the reason."""
    material = prover.material
    numbers = SourceNumbers(material.folded)
    kept: list[KPIDraft] = []
    rejected: list[Rejected] = []
    for draft in drafts:
        figure = draft.figure
        raw = material.text[figure.start : figure.end]
        foreign = numbers.missing(draft.name, draft.entity, draft.segment, draft.period.label if draft.period else None)
        if foreign is None and draft.span[0] <= figure.start and figure.end <= draft.span[1]:
            kept.append(draft)
            continue
        reason = f"the source holds no {foreign}" if foreign else "the evidence does not hold the figure"
        rejected.append(
            Rejected(
                section="kpis", item={"name": draft.name, "raw": prose(raw), "found_by": draft.found_by}, reason=reason
            )
        )
    return kept, rejected


# -- KPIs ---------------------------------------------------------------------------------------------------------------


class _Answers:
    """Which exchange's answer holds a place."""

    def __init__(self, material: Material) -> None:
        self._spans = sorted(
            (start, end, span.index) for span in material.outline.exchanges for start, end in span.answers
        )
        self._starts = [start for start, _, _ in self._spans]

    def at(self, offset: int) -> int | None:
        place = bisect_right(self._starts, offset) - 1
        return self._spans[place][2] if place >= 0 and offset < self._spans[place][1] else None


def _kpi(prover: _Prover, number: int, draft: KPIDraft, currency: str | None) -> KPI:
    text = prover.material.text
    figure = draft.figure
    unit = draft.unit
    # 营业额 412 is money, 员工人数 1,234 is not
    money = figure.kind == "amount" or (figure.kind == "number" and draft.metric is not None and "amount" in measured_by(draft.metric))
    if unit is None and money:
        unit = currency
    spans = [draft.span, *draft.repeats[:4]]
    return KPI(
        id=f"k{number}",
        name=draft.name,
        metric=draft.metric,  # type: ignore[arg-type]  # pydantic checks the closed list
        entity=draft.entity,
        segment=draft.segment,
        value=draft.value,
        value_max=draft.value_max,
        unit=unit,
        raw=prose(text[figure.start : figure.end]),
        qualifier=figure.qualifier,
        basis=draft.basis,
        period=_period(text, draft.period),
        change=_change(text, draft),
        found_by=draft.found_by,
        evidence=[prover.evidence(span) for span in spans],
    )


def _period(text: str, mention: PeriodMention | None) -> Period | None:
    if mention is None:
        return None
    return Period(
        label=prose(text[mention.start : mention.end]),
        kind=mention.kind,
        start=mention.first.isoformat() if mention.first else None,
        end=mention.last.isoformat() if mention.last else None,
    )


def _change(text: str, draft: KPIDraft) -> Change | None:
    figure = draft.change
    if figure is None or figure.unit is None:
        return None
    kind = figure.change
    if kind == "change" or kind is None:
        # a growth beside a year's, half-year's or year-to-date figure is against the year before
        kind = "yoy" if draft.period is not None and draft.period.kind in ("year", "half", "year_to_date") else "since"
    value = -abs(figure.value) if figure.direction < 0 else figure.value
    start = figure.context_start
    if against := _AGAINST.search(text, max(0, start - 8), start):
        start = against.start()
    return Change(kind=kind, value=value, unit=figure.unit, raw=prose(text[start : figure.context_end]))


# What a growth is against, in front of its verb: 同比增长 8%.
_AGAINST = lazy(r"(?:同比|环比|環比|按年|按季)(?:大幅|小幅|稳步|穩步)?\s?$")


# -- statements, exchanges, themes --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Statements:
    """The sections that are lists of statements."""

    overview: list[Overview]
    strategy: list[Strategy]
    outlook: list[Outlook]
    risks: list[Risk]


class Preview:
    """Parts of a draft as they would stand in its summary, while the others are still worked on."""

    def __init__(self, document: Document, material: Material) -> None:
        self._prover = _Prover(material, document.page_starts)
        self._spans = {span.index: span for span in material.outline.exchanges}

    def kpi(self, draft: KPIDraft) -> KPI:
        """A KPI, numbered as the first of all."""
        return _kpi(self._prover, 1, draft, document_currency(self._prover.material))

    def statements(self, draft: Draft) -> Statements:
        """The statements of a draft."""
        return _statements(self._prover, draft)

    def exchange(self, draft: ExchangeDraft) -> Exchange:
        """One exchange, the ids of its KPIs left out."""
        return _exchange(self._prover, self._spans[draft.index], draft, [])


def _statements(prover: _Prover, draft: Draft) -> Statements:
    return Statements(
        overview=[Overview.model_validate(prover.told(point)) for point in draft.overview],
        strategy=[_strategy(prover, point) for point in draft.strategy],
        outlook=[Outlook.model_validate({**prover.told(point), "topic": point.topic, "due": point.due}) for point in draft.outlook],
        risks=[Risk.model_validate({**prover.told(point), "topic": point.topic}) for point in draft.risks],
    )


def _strategy(prover: _Prover, point: PointDraft) -> Strategy:
    return Strategy.model_validate(
        {
            **prover.told(point),
            "topic": point.topic,
            "status": point.status,
            "horizon": point.due,
        }
    )


def _exchanges(prover: _Prover, draft: Draft, ids: dict[int, list[str]]) -> list[Exchange]:
    by_index = {exchange.index: exchange for exchange in draft.exchanges}
    return [
        _exchange(prover, span, by_index.get(span.index), ids.get(span.index, []))
        for span in prover.material.outline.exchanges
    ]


def _exchange(prover: _Prover, span: ExchangeSpan, drafted: ExchangeDraft | None, kpis: list[str]) -> Exchange:
    return Exchange.model_validate(
        {
            "index": span.index,
            "asker": span.asker,
            "responders": span.responders,
            "questions": [prover.words(question) for question in span.questions or [span.asked]],
            "answer": [Answer.model_validate(prover.told(part)) for part in (drafted.answer if drafted else [])],
            "topics": drafted.topics if drafted else [],
            "kpis": kpis,
            "evidence": [prover.evidence(span.asked)],
        }
    )


def _themes(prover: _Prover, draft: Draft, ids: dict[int, list[str]]) -> list[Theme]:
    language = prover.material.outline.language
    made = []
    for theme in draft.themes:
        kpis = [kpi for exchange in theme.exchanges for kpi in ids.get(exchange, [])]
        made.append(
            Theme.model_validate(
                {
                    "topic": theme.topic,
                    "label": label(theme.topic, language),
                    **prover.told(theme),
                    "exchanges": theme.exchanges,
                    "kpis": list(dict.fromkeys(kpis)),
                }
            )
        )
    return made

"""The figures of a text with what they are told of: one form for a summary and for its source, whatever their languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..extractors.draft import KPIDraft
from ..extractors.material import Line, Material
from ..extractors.rules.kpis import find_kpis
from ..extractors.rules.metrics import find_metrics
from ..extractors.rules.subject import clauses
from ..figures import scan
from ..figures.model import Figure, PeriodMention
from ..outline.model import Header, Outline, Sentence
from ..outline.repair import repair
from ..outline.script import detect_language
from ..outline.sentences import split_sentences
from ..patterns import lazy
from .regions import regions

Span = tuple[int, int]
Days = tuple[date | None, date | None]


@dataclass(slots=True)
class Fact:
    """One figure and what it is told of. Spans count code points of the text that was read (a source's repaired text)."""

    figure: Figure
    raw: str
    """The number with its unit, as written."""
    lead: str
    """The words of change and the qualifier in front of it."""
    sentence: Span
    clause: Span
    before: Span
    """The words in front of it that are its own."""
    after: Span
    """Those behind it."""
    metric: str | None = None
    named: bool = False
    """Whether the metric stands in its own clause; else it was carried over."""
    name: str = ""
    owner: str = ""
    """Segment and entity."""
    is_change: bool = False
    direction: int = 0
    base: str | None = None
    value: int | float = 0
    """Signed where the words say so: a loss, a fall."""
    value_max: int | float | None = None
    unit: str | None = None
    period: PeriodMention | None = None
    beside: frozenset[str] = frozenset()
    """The metrics named in its own words."""
    former: bool = False
    """Whether it is what another figure is held against: ``from 82%``, ``versus $1.28 a year ago``."""
    dated: bool = False
    """Whether its period stands in its own sentence; else it was carried over."""
    basis: str = "actual"
    place: Span = (0, 0)
    """The words to show for it: what the rules took as its proof, else its clause, cut where that is long."""
    measured: bool = True
    """Whether the rules read it as a figure of somebody's; ``False`` for a number in passing."""

    @property
    def kind(self) -> str:
        """amount, percent, points, multiple, count, rank, duration or number."""
        return self.figure.kind

    @property
    def days(self) -> Days | None:
        """First and last day of its period, where both are known."""
        if self.period is None or (self.period.first is None and self.period.last is None):
            return None
        return self.period.first, self.period.last


def read_facts(material: Material, currency: str | None = None) -> list[Fact]:
    """Every figure of ``material``, in order of place; ``currency`` is that of amounts that name none."""
    levels: dict[int, KPIDraft] = {}
    changes: dict[int, KPIDraft] = {}
    for draft in find_kpis(material):
        levels.setdefault(draft.figure.start, draft)
        if draft.change is not None:
            changes.setdefault(draft.change.start, draft)
    language = material.outline.language
    found: list[Fact] = []
    for line in material.lines:
        if line.figures:
            found.extend(_facts_of(material, line, levels, changes, language))
    for fact in found:
        if fact.kind == "amount" and fact.unit is None:
            fact.unit = currency
    found.sort(key=lambda fact: fact.figure.start)
    return found


def _facts_of(
    material: Material, line: Line, levels: dict[int, KPIDraft], changes: dict[int, KPIDraft], language: str
) -> Iterator[Fact]:
    start, end = line.sentence.start, line.sentence.end
    spans = clauses(material.folded, start, end)
    around = regions(material.folded, (start, end), line.figures)
    for figure, (before, after) in zip(line.figures, around, strict=True):
        clause = next((span for span in spans if span[0] <= figure.start < span[1]), (start, end))
        fact = Fact(
            figure, material.text[figure.start : figure.end], material.text[figure.context_start : figure.start],
            (start, end), clause, before, after,
            is_change=figure.change is not None, direction=figure.direction,
            base=figure.change if figure.change in ("yoy", "qoq", "since") else None,
            value=figure.value, value_max=figure.value_max, unit=figure.unit,
        )  # fmt: skip
        if figure.kind == "points" and not figure.direction:
            # points are points of change: expand operating margin by 100 basis points
            moved = list(MOVED.finditer(material.folded, *before))
            if moved:
                fact.direction = 1 if moved[-1].lastgroup == "up" else -1
        draft = levels.get(figure.start) or changes.get(figure.start)
        _name(material, line, fact, draft, language)
        fact.place = draft.span if draft is not None else _shown(fact)
        if draft is None:
            fact.measured = False
        elif figure.start in levels:
            fact.value, fact.value_max, fact.unit = draft.value, draft.value_max, draft.unit or fact.unit
        yield fact


def _name(material: Material, line: Line, fact: Fact, draft: KPIDraft | None, language: str) -> None:
    """Metric, name, owner, period and basis: those that the rules found, else what its own clause names."""
    mention = next(iter(_mentions(material, fact, language)), None)
    fact.metric = mention
    fact.named = mention is not None
    fact.beside = frozenset(
        one.metric.id for span in (fact.before, fact.after) for one in find_metrics(material.folded, *span, language) if one.metric.id
    )
    fact.former = (
        fact.figure.pair == "from"
        or _AGAINST.search(material.folded, max(0, fact.figure.context_start - 24), fact.figure.context_start) is not None
        or _FORMERLY.match(material.folded, fact.figure.end) is not None
    )
    if draft is not None:
        fact.name = draft.name
        fact.owner = " ".join(filter(None, (draft.segment, draft.entity)))
        fact.period, fact.basis = draft.period, draft.basis
        own = own_period(material, fact)
        fact.dated = draft.period is not None and own is not None and own.start == draft.period.start
        if draft.metric is not None:
            fact.metric = draft.metric
    if fact.period is None:
        inside = [mention for mention in line.periods if fact.clause[0] <= mention.start < fact.clause[1]]
        around = inside or line.periods
        fact.period = around[0] if len(around) == 1 else None
        fact.dated = fact.period is not None


_COMPARED = lazy(
    r"(?:than|from|versus|vs\.?|compared (?:with|to)|against|over|on|since|ahead of|above|below|behind"
    r"|较|(?<![占同环])比|相较于?|相比|同|由|从|自)"
    r"(?: in| the| of| at| that of)*\s?$"
)
_BASE = lazy(r"\s?(?:的|为)?(?:基数|基础|水平)|\s(?:base|level)")
_WITHIN = lazy(r"[,，;；。]")


def own_period(material: Material, fact: Fact) -> PeriodMention | None:
    """The period that a writer tells a figure for: named beside it, or in front of it in its sentence. What it is compared with is none."""
    folded = material.folded
    line = material.line_at[fact.sentence[0]]
    inside = [
        mention for mention in line.periods
        if not (mention.start < fact.figure.end and fact.figure.start < mention.end)
        and not _COMPARED.search(folded, max(0, mention.start - 18), mention.start)
        and not _BASE.match(folded, mention.end)
        and not (fact.figure.kind == "multiple" and folded[mention.end : fact.figure.context_start].strip() == "的")
        and not (mention.kind in ("quarter", "year", "half") and mention.label.endswith(("ago", "earlier")))
    ]  # fmt: skip
    beside = [one for one in inside if fact.before[0] <= one.start < fact.before[1]]
    if beside:
        return _stretch(folded, inside, beside[-1])
    behind = [
        one for one in inside if fact.after[0] <= one.start < fact.after[1] and not _WITHIN.search(folded, fact.after[0], one.start)
    ]
    if behind:
        return _stretch(folded, inside, behind[0])
    first = min(one.start for one in line.figures)
    # what opens a sentence holds for all of it
    opening = [one for one in inside if one.end <= first]
    return opening[-1] if opening and len(inside) == 1 else None


_SHOWN = 60


def _shown(fact: Fact) -> Span:
    start, end = fact.clause
    if end - start <= _SHOWN:
        return start, end
    return max(start, fact.figure.context_start - _SHOWN // 2), min(end, fact.figure.context_end + _SHOWN // 2)


MOVED = lazy(
    r"(?P<up>\b(?:expan\w+|improv\w+|increas\w+|ris\w+|rose|gr[eo]w\w*|gain\w*|widen\w*|higher|up)\b|扩大|提升|上升|增加|提高|改善)"
    r"|(?P<down>\b(?:contract\w*|compress\w*|declin\w+|decreas\w+|lower\w*|reduc\w+|shr[aiu]nk\w*|f[ae]ll\w*|drop\w*|narrow\w*|down)\b|收窄|下降|降低|减少|下滑|回落)"
)
_AGAINST = lazy(
    r"(?:(?:\bfrom|\bversus|\bvs\.?|compared (?:with|to)|\bagainst|由|从|较|对比)"
    r"(?: an?| the| about| approximately| a (?:net )?loss of| loss of|约)*|(?:去年同期|上年同期|year ago|year earlier)[^,，。;\d]{0,8})\s?$"
)
_FORMERLY = lazy(
    r"\s?[(,]?\s?(?:py\b|(?:a )?year ago|(?:in the )?(?:prior|previous|last|year-ago) (?:year|period|quarter)|上年同期|去年同期)"
)


_THROUGH = lazy(r"\s?(?:and|to|through|until|[-~]|至|到|和)\s?")


def _stretch(folded: str, mentions: Sequence[PeriodMention], one: PeriodMention) -> PeriodMention:
    """``one``, or the whole stretch that it begins or ends: between 2023 and 2026."""
    for other in mentions:
        first, last = sorted((one, other), key=lambda mention: mention.start)
        if first is not last and _THROUGH.fullmatch(folded, first.end, last.start) and first.first and last.last:
            label = folded[first.start : last.end]
            return replace(one, start=first.start, end=last.end, label=label, kind="range", first=first.first, last=last.last)
    return one


def _mentions(material: Material, fact: Fact, language: str) -> Iterator[str]:
    """Metrics named beside a figure, nearest first: in front of it, behind it, in its clause."""
    kind = fact.figure.kind
    # 扣除…收入后为: what is left of something is not it
    found = [one for one in find_metrics(material.folded, *fact.before, language) if material.folded[one.end : one.end + 1] != "后"]
    before = [one.metric for one in found]
    after = [one.metric for one in find_metrics(material.folded, *fact.after, language)]
    whole = [] if before or after else [
        one.metric for one in find_metrics(material.folded, *fact.clause, language) if material.folded[one.end : one.end + 1] != "后"
    ]  # fmt: skip
    for metric in (*reversed(before), *after, *whole):
        if metric.id and (fact.figure.change is not None or kind in metric.of or kind == "number"):
            yield metric.id


_BLANKS = lazy(r"\s+")


def read_text(text: str, anchor_of: Material, *, before: Sequence[str] = ()) -> tuple[Material, int]:
    """``text`` as material of its own, its periods resolved as those of ``anchor_of`` are.

    ``before`` is what it goes on from; the offset at which ``text`` itself begins is given back.
    """
    head = "".join(f"{_BLANKS.sub(' ', one).strip()}\n" for one in before[-1:])
    repaired = repair(head + text)
    offset = repaired.repaired_offset(len(head)) if head else 0
    language = detect_language(text)
    spans = split_sentences(repaired.text, repaired.folded, 0, len(repaired.text))
    sentences = [Sentence(index, start, end, 0, "narrative") for index, (start, end) in enumerate(spans)]
    made = Outline(repaired, language, "other", Header(), sentences, [], [], [])
    return gather_at(made, anchor_of), offset


def gather_at(outline: Outline, other: Material) -> Material:
    """`gather`, with the anchor of another document: ``this year`` is that document's."""
    text, folded = outline.repaired.text, outline.repaired.folded
    anchor = other.anchor
    if anchor.fiscal_end is None and other.outline.kind == "ir_record":
        # on the mainland the year of every company is the calendar's
        anchor = replace(anchor, fiscal_end=12)
    found = scan(text, folded, anchor)
    lines = [Line(sentence) for sentence in outline.sentences]
    for line in lines:
        line.figures = [one for one in found.figures if line.sentence.start <= one.start < line.sentence.end]
        line.periods = [one for one in found.periods if line.sentence.start <= one.start < line.sentence.end]
    return Material(outline, text, folded, found, anchor, lines)


_PART = lazy(r"成|分之|半|half|third|fifth|quarter|tenth|sixth|eighth")
_ROUGHLY = 0.07
"""An approximation is no further off, as a part of what it tells."""


def written_unit(raw: str, value: int | float, *, rounded: bool = False, upper: bool = False) -> float:
    """Half of what the last written digit of a figure is worth: ``3.7 billion`` stands for 3.65 to 3.75 billion.

    ``rounded``: told as an approximation, so that noughts at its end are none of its digits (about 3,400; about 25 goes by fives).
    Without digits (``三成``) nothing is given away. ``upper``: ``value`` is the upper end of a range.
    """
    # of a range each end goes by its own digits
    runs = list(re.finditer(r"\d+(?:,\d{3})*(?:\.(?P<decimals>\d+))?", raw))
    digits = (runs[-1] if upper else runs[0]) if runs else None
    if digits is None:
        # a third, 六分之一, 两成: told in words, a part is told roughly
        return max(1.0, 0.03 * abs(value)) if _PART.search(raw) else abs(value) * 1e-9
    number = float(digits[0].replace(",", ""))
    scale = abs(value) / number if number else 1.0
    unit = 10.0 ** -len(digits["decimals"] or "")
    if rounded and not digits["decimals"] and number:
        while number % (10 * unit) == 0:
            unit *= 10
        if unit == 1 and number % 5 == 0 and number >= 10:
            unit = 5
        unit = min(unit, max(1, 2 * _ROUGHLY * number))
    return 0.5 * scale * unit


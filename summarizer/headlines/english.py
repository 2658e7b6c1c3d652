"""KPIs of an English summary as lines of a newswire."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..patterns import lazy
from ..schemas import KPI, Summary
from ..tables import table
from .english_measures import english
from .headline import Candidate, Headline
from .measures import Measure
from .spoken import Reported, reported
from .standing import Standing
from .telling import holds_name, is_bare, otherwise, tellable, told_as

_AND = lazy(r"(?:\s+and|,\s+to)\s+(?=[$€£\d])")
_MOVED = lazy(r"\d[\d,]*(?:\.\d+)?\s?(?:%|percent\b)", re.IGNORECASE)
# how much less than the company's own figure of the quarter
_PART, _UNSAID, _OPEN, _YEAR, _GROWTH, _UNNAMED, _BIG = 24, 13, 3, 14, 9, 30, 4


def english_lines(summary: Summary) -> Iterator[Candidate]:
    """Every KPI that a newswire would tell, as a line; of one measure there may be several."""
    time = reported(summary.kpis)
    named = [(kpi, english(kpi)) for kpi in summary.kpis if tellable(kpi)]
    told = [(kpi, measure) for kpi, measure in named if measure is not None and told_as(kpi, measure)]
    lines = _Lines(time, told)
    for kpi, measure in told:
        found = lines.result(kpi, measure) if kpi.basis == "actual" else lines.guidance(kpi, measure)
        if found is not None:
            yield found


class _Lines:
    def __init__(self, time: Reported, told: Sequence[tuple[KPI, Measure]]) -> None:
        self.time = time
        self.standing = Standing(time, told)
        self.words: dict[str, Any] = table("headlines", "words")["en"]

    def result(self, kpi: KPI, measure: Measure) -> Candidate | None:
        news, when = float(measure.kind.result), self.time.time_of(kpi)
        if not news or when == "other" or kpi.value_max is not None or (measure.kind.share and kpi.qualifier):
            return None
        news -= {"now": 0, "open": _OPEN, "year": _YEAR}[when]
        part = self.standing.part(kpi, measure)
        news -= _PART * part + _GROWTH * measure.growth + _UNSAID * (part and not (kpi.segment or kpi.entity))
        if not measure.kind.share and (is_bare(kpi) or (when == "year" and not holds_name(kpi, measure))):
            news -= _UNNAMED
        if measure.kind.share and kpi.evidence[0].quote == kpi.raw:
            news -= _YEAR
        if measure.growth and measure.kind.id not in ("revenue", "comparable_sales", "revpar"):
            news -= _GROWTH
        if measure.variant and not measure.part and not measure.kind.share:
            news -= 2
        if kpi.change is not None and kpi.change.unit == "%" and abs(kpi.change.value) >= 20:
            news += _BIG
        period = self.time.told(kpi)
        if measure.growth:
            body = f"{measure.name} {self.moved(kpi.value)} {self.figure(kpi)}"
        elif (moved := self.change(kpi)) is not None and not measure.kind.share and not measure.kind.ratio:
            body = f"{measure.name} {moved} to {self.figure(kpi)}"
        else:
            body = f"{measure.name} {self.figure(kpi)}"
        text = f"{period} {body}" if period else body
        same = ("result", measure.kind.id, measure.variant, "year" if when == "year" else "")
        return _candidate(text, "result", kpi, news, same)

    def guidance(self, kpi: KPI, measure: Measure) -> Candidate | None:
        news = float(measure.kind.guidance)
        if not news or not self.time.ahead(kpi) or self.standing.astray(kpi, measure) or (kpi.period is None and kpi.value_max is None):
            return None
        news -= _PART * measure.part + _UNSAID * (measure.part and not (kpi.segment or kpi.entity))
        news -= 4 * measure.growth + (8 if kpi.period is None else 0)
        if kpi.value_max is not None:
            news += 3
        if not holds_name(kpi, measure) if not measure.kind.share else kpi.value_max is None and kpi.evidence[0].quote == kpi.raw:
            news -= _UNNAMED
        verb = self.words["targets" if kpi.basis == "target" else "sees"]
        period = self.time.told(kpi)
        if measure.growth:
            moved = f"{measure.name} to {'rise' if kpi.value >= 0 else 'fall'} {self.figure(kpi)}"
        else:
            moved = f"{measure.name} {self.figure(kpi)}"
        text = " ".join(filter(None, [verb, period, moved]))
        return _candidate(text, "guidance", kpi, news, ("guidance", measure.kind.id, measure.variant, period))

    def figure(self, kpi: KPI) -> str:
        raw = " ".join(kpi.raw.split())
        if kpi.value_max is not None:
            raw = _AND.sub(" to ", raw)
        return f"{self.words['qualifier'][kpi.qualifier]} {raw}" if kpi.qualifier else raw

    def moved(self, value: float) -> str:
        return str(self.words["moved"]["up" if value >= 0 else "down"])

    def change(self, kpi: KPI) -> str | None:
        """``rose 8%``, in the change's own digits."""
        change = kpi.change
        if change is None or change.kind == "qoq" or change.unit != "%" or kpi.value < 0 or not change.value:
            return None
        if otherwise(kpi, change.raw):
            return None
        for found in _MOVED.finditer(change.raw):
            number = re.match(r"[\d,.]*\d", found[0])
            if number and float(number[0].replace(",", "")) == abs(change.value):
                return f"{self.moved(change.value)} {found[0]}"
        return None


def _candidate(text: str, kind: Any, kpi: KPI, news: float, same: tuple[str, ...]) -> Candidate:
    text = text[0].upper() + text[1:]
    return Candidate(Headline(text, kind, tuple(kpi.evidence), (kpi.id,)), news, same, kpi.evidence[0].start)

"""Where a figure stands among the others of its measure: the company's own, a part's, or what is added to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ..schemas import KPI
from .measures import Measure
from .spoken import Reported
from .telling import is_bare

_Key = TypeVar("_Key")

_NEAR = 400
"""Code points within which what follows a measure's first figure still belongs to it."""
_LARGEST = 0.97
"""Rounding: $1.27 billion may be said as 1.3."""
_SMALL, _SMALL_SHARE, _YEARLY = 0.15, 0.5, 2.5
"""Guidance below this share of a result is no guidance of it; a quarter guided at more than `_YEARLY` quarters is a year."""


class Standing:
    """The figures of a document by their measures."""

    def __init__(self, time: Reported, told: Sequence[tuple[KPI, Measure]]) -> None:
        self._largest: dict[str, float] = {}
        """The largest result of the quarter by measure: the company's own, for no part of it is larger."""
        self._open: dict[str, float] = {}
        """The same of figures without a time, and an eighth of a year's: no quarter of a company is less."""
        self._opening: set[str] = set()
        """What tells a measure first, and what stands near by; growth told later may be of a part that its sentence leaves out."""
        self._guided: dict[tuple[str, str | None], float] = {}
        """The largest amount guided of a measure for a quarter, a year, or no time said."""
        self._sales: list[float] = []
        ends: dict[str, tuple[int, bool]] = {}
        for kpi, measure in told:
            when = time.time_of(kpi) if kpi.basis == "actual" and not is_bare(kpi) else "other"
            if when == "other":
                continue
            if not measure.growth:
                largest = self._largest if when == "now" else self._open
                if measure.kind.id == "revenue":
                    self._sales.append(kpi.value)
                _raise(largest, measure.kind.id, kpi.value / (8 if when == "year" else 1))
            if when != "year":
                end, whole = ends.get(measure.kind.id, (kpi.evidence[0].start, True))
                whole = whole and not measure.part and kpi.evidence[0].start <= end + _NEAR
                ends[measure.kind.id] = kpi.evidence[0].end, whole
                if whole:
                    self._opening.add(kpi.id)
        self._ratios: dict[tuple[str, str, str | None], set[str]] = {}
        """What is guided of a ratio by its measure, variant and time: two figures are those of parts that their sentences leave out."""
        self._dated: list[tuple[str, str, int]] = []
        """Measure, variant and place of guidance with a time."""
        for kpi, measure in told:
            if kpi.basis == "actual" or measure.growth or self._yearly(kpi, measure):
                continue
            _raise(self._guided, (measure.kind.id, _kind(kpi)), kpi.value)
            if measure.kind.ratio:
                self._ratios.setdefault((measure.kind.id, measure.variant, _kind(kpi)), set()).add(kpi.raw)
            if kpi.period is not None:
                self._dated.append((measure.kind.id, measure.variant, kpi.evidence[0].end))

    def part(self, kpi: KPI, measure: Measure) -> bool:
        """Whether the figure is, or may well be, that of a part of the company."""
        opening = kpi.id in self._opening
        if measure.kind.opens and not opening:
            return True
        if measure.kind.opens and measure.kind.total and kpi.value > max(self._sales, default=kpi.value):
            # no profit and no cash flow of a quarter is more than what was sold: it is that of several years
            return True
        if measure.part or measure.growth or not measure.kind.total:
            return measure.part or (measure.growth and not opening)
        largest = self._largest.get(measure.kind.id, 0)
        if not opening:
            largest = max(largest, self._open.get(measure.kind.id, 0))
        return 0 < kpi.value < _LARGEST * largest

    def astray(self, kpi: KPI, measure: Measure) -> bool:
        """Whether guidance is so far from the results that it is a part of it, what is added to it, or that of another time."""
        if kpi.period is None and any(
            dated[:2] == (measure.kind.id, measure.variant) and 0 <= kpi.evidence[0].start - dated[2] <= _NEAR for dated in self._dated
        ):
            # the range before: raised to …, from …
            return True
        if len(self._ratios.get((measure.kind.id, measure.variant, _kind(kpi)), ())) > 1:
            return True
        largest = self._result(measure)
        if measure.kind.share:
            return kpi.value_max is None and abs(kpi.value) < _SMALL_SHARE * largest
        if not measure.kind.total or measure.growth:
            return False
        guided = self._guided.get((measure.kind.id, _kind(kpi)), 0)
        return kpi.value < max(_SMALL_SHARE * guided, _SMALL * largest) or self._yearly(kpi, measure)

    def _yearly(self, kpi: KPI, measure: Measure) -> bool:
        """Whether what is guided for a quarter is too much for one."""
        return measure.kind.total and _kind(kpi) == "quarter" and 0 < _YEARLY * self._result(measure) < kpi.value

    def _result(self, measure: Measure) -> float:
        return max(self._largest.get(measure.kind.id, 0), self._open.get(measure.kind.id, 0))


def _raise(largest: dict[_Key, float], key: _Key, value: float) -> None:
    largest[key] = max(largest.get(key, 0), value)


def _kind(kpi: KPI) -> str | None:
    return kpi.period.kind if kpi.period else None

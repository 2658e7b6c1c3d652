"""Measures over several documents as tables: those of one kind of period share their columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...schemas.comparison import Point, Series
from .telling import Telling

_MOST = 8
"""Periods side by side; a longer run is told in tables one after another."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Series whose periods are of one kind."""

    periods: tuple[str, ...]
    rows: tuple[tuple[Series, tuple[Point | None, ...]], ...]
    """Each series with its point of every period, None where it has none."""

    def place(self, series: Series, telling: Telling) -> str:
        """Where the readings stand, document by document."""
        found: dict[int, list[Point]] = {}
        points = next(points for one, points in self.rows if one is series)
        for point in points:
            if point is not None:
                found.setdefault(point.reading.document, []).append(point)
        places = ((document, [one for point in told for one in point.reading.evidence]) for document, told in sorted(found.items()))
        return "; ".join(f"{telling.name(document)} {telling.place(document, evidence)}" for document, evidence in places)


def timelines(telling: Telling, most: int = _MOST) -> Iterator[Timeline]:
    """The series of a comparison, ``most`` periods side by side, those of one kind of period together, the most frequent kind first."""
    kinds: dict[str, list[Series]] = {}
    for series in telling.parts["series"].items:
        kinds.setdefault(series.period_kind or "", []).append(series)
    for together in sorted(kinds.values(), key=len, reverse=True):
        ends: dict[str, str] = {}
        for series in together:
            for point in series.points:
                period = point.reading.period
                ends.setdefault(point.label, (period.end if period else None) or "")
        # points of unknown days stand in the order in which they are told
        labels = sorted(ends, key=lambda label: ends[label])
        for start in range(0, len(labels), most):
            columns = tuple(labels[start : start + most])
            rows = []
            for series in together:
                points = {point.label: point for point in series.points}
                if any(label in points for label in columns):
                    rows.append((series, tuple(points.get(label) for label in columns)))
            yield Timeline(columns, tuple(rows))

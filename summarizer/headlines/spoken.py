"""The period a line names, and whether a figure is of the time that the document reports on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..patterns import lazy
from ..schemas import KPI, Period

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_QUARTER = lazy(
    r"\b(?:q(?P<q>[1-4])|(?P<p>[1-4])q|"
    r"(?P<word>first|1st|second|2nd|third|3rd|fourth|4th)[\s-]+(?:fiscal\s+)?quarter)",
    re.IGNORECASE,
)
_HALF = lazy(r"\b(?:(?P<word>first|second)[\s-]+half|h(?P<h>[12])|(?P<p>[12])h)\b", re.IGNORECASE)
_YEAR = lazy(r"(?<!\d)(?:19|20)(?P<year>\d\d)(?!\d)|(?:\bfy\s?|['’])(?P<short>\d\d)\b", re.IGNORECASE)
_PAST = lazy(
    r"\b(?:last|prior|previous|preceding|year[\s-]+ago|years?\s+earlier|ago|earlier|a year before|same (?:period|quarter)|comparable|"
    r"corresponding|sequential)\b",
    re.IGNORECASE,
)
_NEXT = lazy(r"\b(?:next|coming|following|upcoming)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A period as it was said: ``quarter`` and ``half`` are ordinals, None where the words name none."""

    kind: str
    quarter: int | None = None
    half: int | None = None
    year: int | None = None
    past: bool = False
    ahead: bool = False


def spoken(period: Period) -> Spoken:
    """What the words of an English period say."""
    label = period.label
    quarter, half, year = _QUARTER.search(label), _HALF.search(label), _YEAR.search(label)
    return Spoken(
        period.kind,
        _ordinal(quarter["q"] or quarter["p"] or quarter["word"]) if quarter else None,
        _ordinal(half["h"] or half["p"] or half["word"]) if half else None,
        2000 + int(year["year"] or year["short"]) if year else None,
        _PAST.search(label) is not None,
        _NEXT.search(label) is not None,
    )


def _ordinal(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINALS[word.lower()]


@dataclass(frozen=True, slots=True)
class Reported:
    """The quarter and the year that a document reports on, as most of its figures say; None where they do not."""

    quarter: int | None
    leading: int | None
    """The quarter most often named, be it too seldom to name another figure's by it."""
    year: int | None
    year_of_quarter: int | None

    def time_of(self, kpi: KPI) -> str:
        """``now`` of the quarter reported, ``year`` of the whole year or part of it, ``open`` where none is said, ``other`` elsewhere."""
        if kpi.period is None:
            return "open"
        said = spoken(kpi.period)
        if said.past:
            return "other"
        if said.kind == "quarter":
            if said.ahead or (said.quarter is not None and self.leading is not None and said.quarter != self.leading):
                return "other"
            return "now" if said.year is None or self.year_of_quarter in (None, said.year) else "other"
        if said.kind == "year" and self.quarter not in (None, 4):
            # a year that is still running has no result
            return "other"
        if said.kind == "year_to_date" and self.quarter is not None:
            return "other"
        if said.kind in ("year", "half", "year_to_date"):
            return "year" if said.year is None or self.year is None or said.year == self.year else "other"
        return "other"

    def ahead(self, kpi: KPI) -> bool:
        """Whether guidance is of a time yet to come or still running; what was guided for the quarter reported is old."""
        if kpi.period is None:
            return True
        said = spoken(kpi.period)
        if said.past or said.kind not in ("quarter", "year", "half"):
            return False
        if said.kind == "quarter" and not said.ahead:
            # the quarter's own guidance is of the past once its results are told; without a number it may be either
            later = said.year is not None and self.year_of_quarter is not None and said.year > self.year_of_quarter
            return said.quarter is not None and (said.quarter != self.leading or later)
        return said.year is None or self.year is None or said.year >= self.year

    def told(self, kpi: KPI) -> str:
        """The period at the head of an English line: ``Q3``, ``FY 2021``, ``Quarterly``; empty where none was said."""
        if kpi.period is None:
            return ""
        said = spoken(kpi.period)
        year = f" {said.year}" if said.year else ""
        if said.kind == "quarter":
            number = said.quarter or (self.quarter if kpi.basis == "actual" else None)
            return f"Q{number}{year if kpi.basis != 'actual' else ''}" if number else "Quarterly" if kpi.basis == "actual" else ""
        if said.kind == "half" and said.half:
            return f"H{said.half}{year}"
        if said.kind == "year_to_date":
            return "Year-to-date"
        return f"FY{year}" if said.kind == "year" else ""


def reported(kpis: Iterable[KPI]) -> Reported:
    """What the figures of a document say it reports on.

    The quarter is the one that most figures name: the results' own and the one they are held against a year before, the half or the nine
    months that end with it, and the quarter that is guided next. Where few name one, or they differ, it stays unknown.
    """
    votes: Counter[int] = Counter()
    of_quarter: dict[int, list[int]] = {}
    years: list[int] = []
    told: list[int] = []
    guided: list[int] = []
    for kpi in kpis:
        if kpi.period is None:
            continue
        said = spoken(kpi.period)
        if kpi.basis != "guidance" and kpi.basis != "target" and said.year:
            told.append(said.year)
        if kpi.basis == "guidance":
            if said.kind == "quarter" and said.quarter and not said.past:
                votes[(said.quarter - 2) % 4 + 1] += 1
            if said.year and not said.past:
                guided.append(said.year)
            continue
        if kpi.basis != "actual":
            continue
        if said.kind == "quarter" and said.quarter and (not said.past or _YEAR_BEFORE.search(kpi.period.label)):
            votes[said.quarter] += 2
        elif said.kind == "half" and said.half:
            votes[said.half * 2] += 1
        elif said.kind == "year_to_date" and _NINE.search(kpi.period.label):
            votes[3] += 1
        if said.year and not said.past and said.kind != "range":
            years.append(said.year)
            if said.kind == "quarter" and said.quarter:
                of_quarter.setdefault(said.quarter, []).append(said.year)
    leading, most = votes.most_common(1)[0] if votes else (None, 0)
    quarter = leading
    if list(votes.values()).count(most) > 1:
        leading = None
    if most < _ENOUGH or most < _SHARE * votes.total():
        quarter = None
    # a figure of the past is of no later year than the one reported on
    year = max(years, default=max(told, default=None))
    if guided and quarter != 4:
        # what is guided is the running year, and a year told of results alone may be the one they are held against
        year = max(year or 0, max(Counter(guided).most_common(), key=lambda one: (one[1], one[0]))[0])
    named = max(of_quarter.get(quarter, ()), default=None) if quarter else None
    return Reported(quarter, leading, year, max(named, year) if named and year and quarter != 4 else named)


_YEAR_BEFORE = lazy(r"\byear\b", re.IGNORECASE)
_NINE = lazy(r"\bnine\b|\b9\b", re.IGNORECASE)
_ENOUGH, _SHARE = 5, 0.6

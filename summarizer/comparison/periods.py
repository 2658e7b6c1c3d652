"""Which period a figure is of, in a form in which two documents' periods can be compared; which one a document is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from ..outline.script import fold
from ..patterns import lazy
from ..schemas import KPI, Period
from ..schemas.vocabulary import PeriodKind
from ..tables import table

_QUARTER = lazy(r"\bq([1-4])\b|\bq([1-4])(?=\d|fy)|\b(first|second|third|fourth) (?:fiscal )?quarter|第?([一二三四1-4])季")
_HALF = lazy(r"\bh([12])\b|\b(first|second) half|([上下])半年")
_YEAR = lazy(r"(?:fy|财年|fiscal(?: year)?) ?'?(\d{2}(?:\d{2})?)\b|\b((?:19|20)\d{2})(?!\d)")
_ORDINALS = {word: number for number, words in enumerate((("first", "一", "上", "1"), ("second", "二", "下", "2"), ("third", "三", "3"),
                                                          ("fourth", "四", "4")), 1) for word in words}  # fmt: skip
_FLOWS: tuple[PeriodKind, ...] = ("quarter", "half", "year", "year_to_date")
_ENOUGH = 3
"""So many figures make a quarter what a document is about."""
_MONTHS = {"quarter": 3, "half": 6, "year": 12, "month": 1}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period: from day to day where these are known, else what its label says of it."""

    kind: PeriodKind
    start: str | None
    end: str | None
    number: int | None
    """Which quarter or half of the year; as the label says."""
    year: int | None
    """As the label says."""
    relation: str
    """``this``, ``before`` or empty: what the label says of it against the document."""

    @classmethod
    def of(cls, period: Period) -> Stretch:
        """A period of a summary."""
        label = fold(period.label)
        years = [full_year(match[1] or match[2]) for match in _YEAR.finditer(label)]
        return cls(period.kind, period.start, period.end, _number(label, period.kind), years[-1] if years else None, _relation(label))

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day."""
        return (date.fromisoformat(self.start), date.fromisoformat(self.end)) if self.start and self.end else None

    @property
    def months(self) -> int | None:
        """Its length in months, 0 for a day; ``None`` where it has no whole months."""
        if self.kind == "date":
            return 0
        days = self.days
        if days is None:
            return _MONTHS.get(self.kind)
        first, last = days
        whole = first.day == 1 and (last + timedelta(days=1)).day == 1
        if whole:
            return (last.year - first.year) * 12 + last.month - first.month + 1
        # a fiscal quarter of thirteen weeks ends on a weekday
        weeks = round(((last - first).days + 1) / 7)
        return {13: 3, 14: 3, 26: 6, 39: 9, 52: 12, 53: 12}.get(weeks)

    def same(self, other: Stretch) -> bool:
        """Whether both are the same stretch of time, as far as is known. What is not known is not the same."""
        if self.days and other.days:
            return self.days == other.days
        if self.days or other.days or self.kind != other.kind or self.relation or other.relation:
            return False
        if self.number != other.number or (self.kind in ("quarter", "half") and self.number is None):
            return False
        if self.kind == "year":
            return self.year is not None and self.year == other.year
        return self.year == other.year or self.year is None or other.year is None



@dataclass(frozen=True, slots=True)
class FiscalYear:
    """How a company counts its quarters."""

    end: int = 12
    """The month in which its year ends."""
    ahead: int = 0
    """How many years its number is ahead of the year in which it ends."""

    @classmethod
    def of(cls, stretches: Iterable[Stretch]) -> FiscalYear:
        """As most quarters that are named and dated have it."""
        counts: Counter[FiscalYear] = Counter()
        for one in stretches:
            days = one.days
            if one.kind != "quarter" or days is None or one.number is None or one.year is None:
                continue
            # a quarter of whole weeks may end some days into the next month
            month = (days[1] - timedelta(days=10)).month
            end = (month + 3 * (4 - one.number) - 1) % 12 + 1
            counts[cls(end, one.year - (days[1].year + (month > end)))] += 1
        return max(counts, key=lambda one: (counts[one], -abs(one.ahead), one.end)) if counts else cls()

    def label(self, stretch: Stretch) -> str | None:
        """A period as a chart tells it: ``2025 Q2``, ``2025 H1``, ``2025 9M``, ``2025``, ``2025-06``, ``2025-06-30``; of a fiscal year
        that is not the calendar's ``FY2026 Q1``. ``None`` where its days are not known."""
        days = stretch.days
        if days is None:
            return None
        last = days[1]
        months = stretch.months
        if stretch.kind == "date":
            return last.isoformat()
        if months == 1:
            return f"{last:%Y-%m}"
        if months is None:
            return f"{days[0].isoformat()}–{last.isoformat()}"
        month = (last - timedelta(days=10)).month
        into = (month - self.end - 1) % 12 + 1
        year = last.year + (month > self.end) + self.ahead
        name = f"{year}" if self.end == 12 and not self.ahead else f"FY{year}"
        if months == 12 and into == 12:
            return name
        if months == 3 and into % 3 == 0:
            return f"{name} Q{into // 3}"
        if months == 6 and into % 6 == 0:
            return f"{name} H{into // 6}"
        return f"{name} {months}M" if into == months else f"{days[0].isoformat()}–{last.isoformat()}"


def full_year(word: str) -> int:
    """``26`` is 2026."""
    return int(word) if len(word) > 2 else 2000 + int(word)


def _number(label: str, kind: PeriodKind) -> int | None:
    match = (_QUARTER if kind == "quarter" else _HALF).search(label) if kind in ("quarter", "half") else None
    if match is None:
        return None
    word = next(part for part in match.groups() if part)
    return _ORDINALS[word]


def _relation(label: str) -> str:
    words: dict[str, Any] = _words()
    if any(word in label for word in words["before"]):
        return "before"
    return "this" if any(word in label for word in words["this"]) else ""


@cache
def _words() -> dict[str, Any]:
    rows: dict[str, str] = table("comparison", "periods")
    return {name: tuple(rows[name].split("|")) for name in ("this", "before")}


def reported(kpis: Sequence[KPI], day: str | None) -> Period | None:
    """The period that most actual figures are of: a quarter, half, year or so far of a year that had ended by ``day``."""
    counts: Counter[tuple[PeriodKind, str | None, str | None, int | None]] = Counter()
    first: dict[tuple[PeriodKind, str | None, str | None, int | None], Period] = {}
    for kpi in kpis:
        if kpi.basis != "actual" or kpi.period is None or kpi.period.kind not in _FLOWS:
            continue
        stretch = Stretch.of(kpi.period)
        if stretch.relation == "before" or (day and stretch.end and stretch.end > day):
            continue
        key = (stretch.kind, stretch.start, stretch.end, None if stretch.start else stretch.number)
        counts[key] += 1
        if key not in first or _telling(stretch) > _telling(Stretch.of(first[key])):
            first[key] = kpi.period
    if not counts:
        return None
    quarters = [key for key in counts if key[0] == "quarter"]
    if quarters and max(counts, key=lambda key: counts[key])[1] is None and sum(counts[key] for key in quarters) >= _ENOUGH:
        # without days a year's figures cannot be told to end with the quarter's: the quarter is what the next document goes on from
        counts = Counter({key: counts[key] for key in quarters})
    return first[max(counts, key=lambda key: (counts[key], key[2] or "", key[3] or 0))]


def _telling(stretch: Stretch) -> tuple[bool, bool]:
    """How much a label tells: "Q2 2025" more than "Q2", and that more than "the quarter"."""
    return stretch.number is not None, stretch.year is not None


def slot(stretch: Stretch | None, current: Stretch | None, day: str | None, *, stock: bool) -> str | None:
    """Under which a figure stands beside those of other documents: ``3m`` for the quarter that its document is about, ``6m``, ``9m``,
    ``12m`` for what ended with it, ``instant`` for its last day, ``none`` where no period is told.

    ``None`` for all that is not of the document's own time: last year's quarter, the year to come. ``stock``: the figure is one of a day.
    """
    if stretch is None:
        return "none"
    if stretch.relation == "before":
        return None
    if current is None:
        return None
    found = _resolved(stretch, current, day) if stretch.days and current.days else _labelled(stretch, current)
    return "instant" if found is not None and stock else found


def _resolved(stretch: Stretch, current: Stretch, day: str | None) -> str | None:
    days, now = stretch.days, current.days
    if days is None or now is None:
        return None
    until = max(now[1], date.fromisoformat(day)) if day else now[1]
    if stretch.kind == "date":
        return "instant" if now[0] <= days[1] <= until else None
    if stretch.kind == "month":
        return "1m" if now[0] <= days[0] and days[1] <= until else None
    if days[1] != now[1] or stretch.kind not in _FLOWS or stretch.months is None:
        return None
    return f"{stretch.months}m"


def _labelled(stretch: Stretch, current: Stretch) -> str | None:
    if stretch.kind != current.kind or stretch.kind == "year_to_date":
        return None
    if stretch.year is not None and current.year is not None and stretch.year != current.year:
        return None
    if stretch.number is not None and current.number is not None and stretch.number != current.number:
        return None
    if stretch.kind == "year" and stretch.year is None and not stretch.relation:
        return None
    return f"{_MONTHS[stretch.kind]}m" if stretch.kind in _MONTHS else None

"""What relative periods count from, and the arithmetic of calendar and fiscal periods."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ..schemas.vocabulary import PeriodKind

Resolved = tuple[PeriodKind, date | None, date | None]
"""Kind, first and last day; no days where the text and the anchor do not tell them."""

_RECENT = timedelta(days=200)
"""A day named without its year lies at most this far ahead; past that it is the year before's."""
_NEARLY_OVER = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative periods are resolved against."""

    event: date | None = None
    reporting: tuple[date, date] | None = None
    """First and last day of the period that the document reports."""
    fiscal_end: int | None = None
    """Month in which the fiscal year ends, where the document tells; ``None`` is unknown."""
    formal: bool = False
    """Of a formal announcement: its 本年度 is the year that it reports, not the one in which it is made."""

    def quarter(self) -> tuple[date, date] | None:
        """The quarter that ``this quarter`` means: the last one of the reported period, else the last complete one."""
        if self.reporting and self.reporting[1].day >= 28:
            last = self.reporting[1]
            return months_before(last, 3), last
        if self.event is None or self.fiscal_end is None:
            return None
        first, last = quarter_span(self.event.year, (self.event.month + 2) // 3)
        if last - self.event > _NEARLY_OVER:
            last = first - timedelta(days=1)
            first = months_before(last, 3)
        return first, last

    def fiscal_span(self, year: int | None, quarter: int | None = None) -> tuple[date | None, date | None]:
        """A fiscal year, or a quarter of it; no days where it is not known when the fiscal year ends."""
        if self.fiscal_end is None or year is None:
            return None, None
        if quarter is None:
            return fiscal_quarter(year, 1, self.fiscal_end)[0], fiscal_quarter(year, 4, self.fiscal_end)[1]
        return fiscal_quarter(year, quarter, self.fiscal_end)

    def fiscal_half(self, year: int | None, half: int) -> tuple[date | None, date | None]:
        """The first or second half of a fiscal year."""
        return self.fiscal_span(year, 2 * half - 1)[0], self.fiscal_span(year, 2 * half)[1]

    def fiscal_year(self) -> int | None:
        """The fiscal year in which the reported period ends, else the one in which the event lies."""
        day = self.reporting[1] if self.reporting else self.event
        return None if day is None else day.year + (day.month > (self.fiscal_end or 12))

    def year_of_quarter(self, quarter: int) -> int | None:
        """The fiscal year meant where only a quarter is named: the reported period's, else the one whose quarter began last
        before the event."""
        end = self.fiscal_end or 12
        if self.reporting:
            for year in range(self.reporting[1].year - 1, self.reporting[1].year + 2):
                first, last = fiscal_quarter(year, quarter, end)
                if last == self.reporting[1] or first == self.reporting[0]:
                    return year
        if self.event is None:
            return None
        year = self.event.year + 1
        while fiscal_quarter(year, quarter, end)[0] > self.event:
            year -= 1
        return year

    def same_period_last_year(self, year: int | None = None) -> Resolved:
        """去年同期, the prior-year period: a year before the reported one, or in the ``year`` that is named with it."""
        if not self.reporting:
            return "range", None, None
        back = 1 if year is None else self.reporting[1].year - year
        first, last = (years_back(day, back) for day in self.reporting)
        return kind_of(first, last), first, last

    def recent_day(self, month: int, day: int) -> date | None:
        """A day without its year; ``None`` where there is no such day or no event to count from."""
        if self.event is None:
            return None
        found = safe_date(self.event.year, month, day)
        return safe_date(self.event.year - 1, month, day) if found and found - self.event > _RECENT else found

    def recent_month(self, month: int) -> int | None:
        """The year of a month named without it."""
        if self.event is None:
            return None
        return self.event.year - (date(self.event.year, month, 1) - self.event > _RECENT)


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of month ``first`` and last day of month ``last`` of ``year``."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def quarter_span(year: int, quarter: int) -> tuple[date, date]:
    """Quarter ``quarter`` of the calendar year."""
    return month_span(year, quarter * 3 - 2, quarter * 3)


def fiscal_quarter(year: int, quarter: int, end_month: int) -> tuple[date, date]:
    """Quarter ``quarter`` of the fiscal year that ends in month ``end_month`` of ``year``."""
    index = year * 12 + end_month - 1 - (4 - quarter) * 3
    last = month_span(index // 12, 1, index % 12 + 1)[1]
    return months_before(last, 3), last


def months_before(last: date, months: int) -> date:
    """First day of the ``months`` months that end with ``last``."""
    index = last.year * 12 + last.month - months
    return date(index // 12, index % 12 + 1, 1)


def ending(last: date, months: int) -> Resolved:
    """The ``months`` months that end with ``last``."""
    first = months_before(last, months)
    return kind_of(first, last), first, last


def kind_of(first: date, last: date) -> PeriodKind:
    """What a stretch of whole months is called."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    named: dict[int, PeriodKind] = {12: "year", 6: "half", 3: "quarter", 9: "year_to_date", 1: "month"}
    return named.get(months, "range")


def years_back(day: date, years: int) -> date:
    """The same day ``years`` years before; the last of February where there is none."""
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, ``None`` where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(word: str) -> int:
    """A year written with two digits or four: ``23`` is 2023."""
    number = int(word)
    return number + 2000 if number < 100 else number

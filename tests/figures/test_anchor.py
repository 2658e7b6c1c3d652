"""What relative periods count from, and the arithmetic of fiscal periods."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.figures.anchor import Anchor, ending, fiscal_quarter, kind_of, months_before, safe_date, years_back


@pytest.mark.parametrize(
    ("year", "quarter", "end", "first", "last"),
    [
        (2025, 1, 12, date(2025, 1, 1), date(2025, 3, 31)), (2025, 4, 12, date(2025, 10, 1), date(2025, 12, 31)),
        (2026, 1, 1, date(2025, 2, 1), date(2025, 4, 30)), (2026, 4, 1, date(2025, 11, 1), date(2026, 1, 31)),
        (2025, 1, 6, date(2024, 7, 1), date(2024, 9, 30)), (2025, 3, 6, date(2025, 1, 1), date(2025, 3, 31)),
        (2024, 2, 3, date(2023, 7, 1), date(2023, 9, 30)), (2024, 3, 8, date(2024, 3, 1), date(2024, 5, 31)),
    ],
)  # fmt: skip
def test_a_fiscal_quarter_is_counted_back_from_the_year_end(year: int, quarter: int, end: int, first: date, last: date) -> None:
    """A fiscal year bears the number of the calendar year in which it ends."""
    assert fiscal_quarter(year, quarter, end) == (first, last)


def test_no_fiscal_dates_where_the_year_end_is_unknown() -> None:
    """A guess would be wrong for most who have a fiscal year."""
    anchor = Anchor(date(2025, 5, 28), None, None)
    assert anchor.fiscal_span(2025, 1) == anchor.fiscal_span(2025) == anchor.fiscal_half(2025, 1) == (None, None)


@pytest.mark.parametrize(
    ("anchor", "quarter"),
    [
        # the quarter reported
        (Anchor(date(2023, 10, 30), (date(2023, 1, 1), date(2023, 9, 30)), 12),
        (date(2023, 7, 1), date(2023, 9, 30))),
        (Anchor(date(2025, 5, 28), (date(2025, 2, 1), date(2025, 4, 30)), 1), (date(2025, 2, 1), date(2025, 4, 30))),
        # the last complete one, or one all but over
        (Anchor(date(2023, 10, 30), None, 12), (date(2023, 7, 1), date(2023, 9, 30))),
        (Anchor(date(2024, 3, 25), None, 12), (date(2024, 1, 1), date(2024, 3, 31))),
        (Anchor(date(2024, 1, 5), None, 12), (date(2023, 10, 1), date(2023, 12, 31))),
        (Anchor(date(2024, 1, 5), None, None), None),
        (Anchor(), None),
    ],
)  # fmt: skip
def test_this_quarter(anchor: Anchor, quarter: tuple[date, date] | None) -> None:
    """本季度 is the quarter that the report is on, else the last one that is over."""
    assert anchor.quarter() == quarter


def test_a_named_quarter_is_the_latest_one_that_has_begun() -> None:
    """A third quarter spoken of in May is last year's; the reported period's own year goes before."""
    assert Anchor(date(2024, 5, 20), None, 12).year_of_quarter(3) == 2023
    assert Anchor(date(2024, 5, 20), None, 12).year_of_quarter(1) == 2024
    assert Anchor(date(2025, 5, 28), (date(2025, 2, 1), date(2025, 4, 30)), 1).year_of_quarter(1) == 2026
    assert Anchor().year_of_quarter(1) is None


def test_a_day_without_its_year_lies_near_the_event() -> None:
    """31 December said in January is behind, 31 March is ahead, and 30 February is no day."""
    anchor = Anchor(date(2024, 1, 15))
    assert anchor.recent_day(12, 31) == date(2023, 12, 31)
    assert anchor.recent_day(3, 31) == date(2024, 3, 31)
    assert anchor.recent_day(2, 30) is None
    assert Anchor().recent_day(3, 31) is None


def test_months_that_end_with_a_day() -> None:
    """止六个月 counts back, and a stretch of whole months has its name."""
    assert ending(date(2025, 6, 30), 6) == ("half", date(2025, 1, 1), date(2025, 6, 30))
    assert ending(date(2025, 3, 31), 12) == ("year", date(2024, 4, 1), date(2025, 3, 31))
    assert months_before(date(2025, 1, 31), 3) == date(2024, 11, 1)
    assert kind_of(date(2024, 1, 1), date(2024, 9, 30)) == "year_to_date"
    assert kind_of(date(2024, 1, 1), date(2024, 5, 31)) == "range"


def test_leap_days() -> None:
    """A year before the 29th of February is the 28th."""
    assert years_back(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert safe_date(2023, 2, 29) is None

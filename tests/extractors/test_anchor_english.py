"""What an English call tells of its fiscal calendar and of the quarter that it is on."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.extractors.anchor_english import reported_quarter, says_fiscal, told_year_end


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("our annual report on form 10-k for the year ended 01/31/2026", 1), ("our fiscal year ends in june", 6),
        ("fiscal 2026, which ends on january 31", 1), ("the full year ended february 1, 2025", 1), ("our june 30 fiscal year-end", 6),
        ("the second quarter of fiscal 2026, which ended on july 31", 1), ("for the nine months ended september 30, 2024", 12),
        ("results for our first quarter. for the three months ended july 31, 2025", 4),
        ("third quarter results. the quarterly report on form 10-q for the quarter ended 09/30/2025", 12),
        # the one on file is on the quarter before
        ("fourth quarter results. our form 10-q for the quarter ended october 31, 2025, filed with the sec on december 2", 1),
        ("the third quarter was strong", None),
    ],
)  # fmt: skip
def test_the_end_of_the_fiscal_year(words: str, month: int | None) -> None:
    """A year, or a numbered part of one, that is said to end on a day tells it."""
    assert told_year_end(words) == month


def test_fiscal_is_said_of_a_year() -> None:
    """Fiscal policy makes no fiscal year."""
    assert says_fiscal("in fiscal 2026")
    assert says_fiscal("fy26")
    assert not says_fiscal("fiscal stimulus and fiscal discipline")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the third quarter of 2024 was strong. in the third quarter", date(2024, 7, 1), date(2024, 9, 30)),
        ("our third quarter. sales rose 4% versus the third quarter of 2023", date(2024, 7, 1), date(2024, 9, 30)),
        ("our third quarter. earnings were $2 compared to $1.50 in the third quarter of 2023", date(2024, 7, 1), date(2024, 9, 30)),
        ("in the first 9 months of 2025 sales grew 4%. in the first 9 months", date(2025, 1, 1), date(2025, 9, 30)),
        ("form 10-k for the year ended 12/31/2024. we share our q1 results", date(2025, 1, 1), date(2025, 3, 31)),
        ("this is the fourth quarter in a row of growth. the second quarter of 2025 was good", date(2025, 4, 1), date(2025, 6, 30)),
    ],
)  # fmt: skip
def test_the_quarter_that_a_call_is_on(words: str, first: date, last: date) -> None:
    """What is compared with is a year before it, and what is to come is none."""
    assert reported_quarter(words, 12, None) == (first, last)


@pytest.mark.parametrize(
    "words",
    [
        "a strong third quarter", "results for the year ended june 30. the first quarter of 2024",
        "q3 2024 and again q3 2025: a third quarter",
    ],
)
def test_no_quarter_where_its_year_is_open(words: str) -> None:
    """Without a year, or with two told as often, there are no days."""
    assert reported_quarter(words, 12, None) is None


def test_the_last_such_quarter_before_the_event() -> None:
    """Where the day of the call is known, the year needs no words."""
    assert reported_quarter("a strong third quarter", 1, date(2025, 12, 2)) == (date(2025, 8, 1), date(2025, 10, 31))

"""Dates and periods in English, and codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from summarizer.figures import Anchor, PeriodMention, scan
from summarizer.figures.periods import PeriodFinder
from summarizer.outline.script import fold
from summarizer.schemas.vocabulary import PeriodKind

CALENDAR = Anchor(date(2024, 10, 30), (date(2024, 7, 1), date(2024, 9, 30)), 12)
"""A call on the third quarter of 2024."""
JANUARY = Anchor(date(2025, 5, 28), (date(2025, 2, 1), date(2025, 4, 30)), 1)
"""A call on the first quarter of a fiscal 2026 that ends in January."""
JUNE = Anchor(date(2025, 2, 20), (date(2024, 10, 1), date(2024, 12, 31)), 6)
UNKNOWN = Anchor(date(2025, 5, 28), None, None)

Only = Callable[[str, Anchor], PeriodMention]


@pytest.mark.parametrize(
    ("text", "raw", "kind", "first", "last"),
    [
        ("FY25", "FY25", "year", "2025-01-01", "2025-12-31"),
        ("FY 2026", "FY 2026", "year", "2026-01-01", "2026-12-31"),
        ("FY'27", "FY'27", "year", "2027-01-01", "2027-12-31"),
        ("Q3", "Q3", "quarter", "2024-07-01", "2024-09-30"), ("Q4", "Q4", "quarter", "2024-10-01", "2024-12-31"),
        ("Q3 2023", "Q3 2023", "quarter", "2023-07-01", "2023-09-30"),
        ("Q3'24", "Q3'24", "quarter", "2024-07-01", "2024-09-30"),
        ("3Q23", "3Q23", "quarter", "2023-07-01", "2023-09-30"),
        ("2025Q1", "2025Q1", "quarter", "2025-01-01", "2025-03-31"),
        ("FY25 Q3", "FY25 Q3", "quarter", "2025-07-01", "2025-09-30"),
        ("Q1 of fiscal 2025", "Q1 of fiscal 2025", "quarter", "2025-01-01", "2025-03-31"),
        ("1H24", "1H24", "half", "2024-01-01", "2024-06-30"),
        ("H2 2024", "H2 2024", "half", "2024-07-01", "2024-12-31"),
        ("CY25", "CY25", "year", "2025-01-01", "2025-12-31"),
        ("12/31/2024", "12/31/2024", "date", "2024-12-31", "2024-12-31"),
        ("in 2024", "2024", "year", "2024-01-01", "2024-12-31"),
        ("the third quarter", "third quarter", "quarter", "2024-07-01", "2024-09-30"),
        ("the third quarter of 2023", "third quarter of 2023", "quarter", "2023-07-01", "2023-09-30"),
        ("third-quarter revenue", "third-quarter", "quarter", "2024-07-01", "2024-09-30"),
        ("fiscal second quarter", "fiscal second quarter", "quarter", "2024-04-01", "2024-06-30"),
        ("first half of 2025", "first half of 2025", "half", "2025-01-01", "2025-06-30"),
        ("second half of the year", "second half of the year", "half", "2024-07-01", "2024-12-31"),
        ("in '23", "'23", "year", "2023-01-01", "2023-12-31"),
        ("third quarter of '23", "third quarter of '23", "quarter", "2023-07-01", "2023-09-30"),
        ("fiscal year '23", "fiscal year '23", "year", "2023-01-01", "2023-12-31"),
        ("first half of fiscal year '25", "first half of fiscal year '25", "half", "2025-01-01", "2025-06-30"),
        ("the fiscal year 2025", "fiscal year 2025", "year", "2025-01-01", "2025-12-31"),
        ("fiscal 2025", "fiscal 2025", "year", "2025-01-01", "2025-12-31"),
        ("full year 2025", "full year 2025", "year", "2025-01-01", "2025-12-31"),
        ("calendar 2025", "calendar 2025", "year", "2025-01-01", "2025-12-31"),
        ("for the full year", "for the full year", "year", "2024-01-01", "2024-12-31"),
        ("the prior-year quarter", "the prior-year quarter", "quarter", "2023-07-01", "2023-09-30"),
        ("a year ago", "a year ago", "quarter", "2023-07-01", "2023-09-30"),
        ("the same quarter last year", "the same quarter last year", "quarter", "2023-07-01", "2023-09-30"),
        ("the year-ago period", "the year-ago period", "quarter", "2023-07-01", "2023-09-30"),
        ("Q4 last year", "Q4 last year", "quarter", "2023-10-01", "2023-12-31"),
        ("the fourth quarter of last year", "fourth quarter of last year", "quarter", "2023-10-01", "2023-12-31"),
        ("this quarter", "this quarter", "quarter", "2024-07-01", "2024-09-30"),
        ("next quarter", "next quarter", "quarter", "2024-10-01", "2024-12-31"),
        ("in the prior quarter", "prior quarter", "quarter", "2024-04-01", "2024-06-30"),
        ("last year", "last year", "year", "2023-01-01", "2023-12-31"),
        ("the current fiscal year", "current fiscal year", "year", "2024-01-01", "2024-12-31"),
        ("year to date", "year to date", "year_to_date", "2024-01-01", "2024-09-30"),
        ("first nine months of 2023", "first nine months of 2023", "year_to_date", "2023-01-01", "2023-09-30"),
        ("the first 6 months", "first 6 months", "half", "2024-01-01", "2024-06-30"),
        ("the nine-month period", "nine-month period", "year_to_date", "2024-01-01", "2024-09-30"),
        ("the trailing twelve months", "trailing twelve months", "range", "2023-10-01", "2024-09-30"),
        ("the next 12 months", "next 12 months", "range", "None", "None"),
        ("the December quarter", "December quarter", "quarter", "2024-10-01", "2024-12-31"),
        ("by the end of 2025", "end of 2025", "date", "2025-12-31", "2025-12-31"),
        ("the end of the third quarter", "end of the third quarter", "date", "2024-09-30", "2024-09-30"),
        ("at quarter-end", "quarter-end", "date", "2024-09-30", "2024-09-30"),
        ("at year-end 2025", "year-end 2025", "date", "2025-12-31", "2025-12-31"),
        ("the back half of the year", "back half of the year", "half", "2024-07-01", "2024-12-31"),
        ("the 39 weeks ended October 1, 2024", "the 39 weeks ended October 1, 2024", "year_to_date", "2024-01-01", "2024-10-01"),
        ("fiscal 2025 first quarter", "fiscal 2025 first quarter", "quarter", "2025-01-01", "2025-03-31"),
        ("fiscal 2020 5.", "fiscal 2020 5", "year", "2025-01-01", "2025-12-31"),
        ("October 30, 2024", "October 30, 2024", "date", "2024-10-30", "2024-10-30"),
        ("30 October 2024", "30 October 2024", "date", "2024-10-30", "2024-10-30"),
        ("Oct. 30", "Oct. 30", "date", "2024-10-30", "2024-10-30"),
        ("June 30th", "June 30th", "date", "2024-06-30", "2024-06-30"),
        ("March 2025", "March 2025", "month", "2025-03-01", "2025-03-31"),
        ("nine months ended September 30, 2024", "nine months ended September 30, 2024", "year_to_date", "2024-01-01", "2024-09-30"),
        ("the year ended December 31, 2023", "the year ended December 31, 2023", "year", "2023-01-01", "2023-12-31"),
        ("six months ended June 30", "six months ended June 30", "half", "2024-01-01", "2024-06-30"),
        ("the year ended 31 March 2024", "the year ended 31 March 2024", "year", "2023-04-01", "2024-03-31"),
        ("the quarter ended May 3, 2024", "the quarter ended May 3, 2024", "quarter", "2024-02-01", "2024-05-03"),
    ],
)  # fmt: skip
def test_a_period_resolved_in_an_october_call(only: Only, text: str, raw: str, kind: PeriodKind, first: str, last: str) -> None:
    """What a call of 30 October 2024 on its third calendar quarter means by it."""
    mention = only(text, CALENDAR)
    assert text[mention.start : mention.end] == raw
    assert (mention.kind, str(mention.first), str(mention.last)) == (kind, first, last)


@pytest.mark.parametrize(
    ("text", "anchor", "first", "last"),
    [
        ("third quarter of fiscal 2025", JANUARY, "2024-08-01", "2024-10-31"),
        ("Q1", JANUARY, "2025-02-01", "2025-04-30"), ("Q2", JANUARY, "2025-05-01", "2025-07-31"),
        ("FY26", JANUARY, "2025-02-01", "2026-01-31"), ("this quarter", JANUARY, "2025-02-01", "2025-04-30"),
        ("last quarter", JANUARY, "2024-11-01", "2025-01-31"),
        ("next year", JANUARY, "2026-02-01", "2027-01-31"), ("Q1 of last year", JANUARY, "2024-02-01", "2024-04-30"),
        ("2H26", JANUARY, "2025-08-01", "2026-01-31"),
        ("in 2025", JANUARY, "2025-01-01", "2025-12-31"), ("CY25", JANUARY, "2025-01-01", "2025-12-31"),
        ("the prior-year quarter", JANUARY, "2024-02-01", "2024-04-30"),
        ("FY25", JUNE, "2024-07-01", "2025-06-30"), ("second quarter", JUNE, "2024-10-01", "2024-12-31"),
        ("H2 FY25", JUNE, "2025-01-01", "2025-06-30"),
        ("fiscal year 2024", JUNE, "2023-07-01", "2024-06-30"), ("next quarter", JUNE, "2025-01-01", "2025-03-31"),
        ("calendar year 2025", JUNE, "2025-01-01", "2025-12-31"), ("year-to-date", JUNE, "2024-07-01", "2024-12-31"),
        ("first nine months of fiscal 2025", JUNE, "2024-07-01", "2025-03-31"), ("second half", JUNE, "2025-01-01", "2025-06-30"),
        ("first nine months of fiscal 2025", UNKNOWN, "None", "None"),
        ("FY25", UNKNOWN, "None", "None"), ("Q3", UNKNOWN, "None", "None"), ("this quarter", UNKNOWN, "None", "None"),
        ("last year", UNKNOWN, "None", "None"),
        ("in 2025", UNKNOWN, "2025-01-01", "2025-12-31"), ("May 1", UNKNOWN, "2025-05-01", "2025-05-01"),
    ],
)  # fmt: skip
def test_other_calendars(only: Only, text: str, anchor: Anchor, first: str, last: str) -> None:
    """A fiscal year is the year it ends in, and where nobody says when it ends there are no dates."""
    mention = only(text, anchor)
    assert (str(mention.first), str(mention.last)) == (first, last)


@pytest.mark.parametrize(
    "text", ["Q3", "FY25", "last year", "the third quarter", "Oct. 30", "year to date", "a year ago", "nine months ended June 30"]
)
def test_without_an_anchor_there_are_no_dates(only: Only, text: str) -> None:
    """A relative period of an undated text keeps its label alone."""
    mention = only(text, Anchor())
    assert (mention.first, mention.last) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "H100", "H200", "H20", "Q5", "2,024 people", "2024 customers", "$2024", "20.24", "a year over", "marching 5",
        "2023-005", "Q7", "5 years",
        "Q1: who asks?", "the fourth quarter in a row", "the '90s", "'40", "'20%'", "Q2、问",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_period(text: str) -> None:
    """Models, counts, amounts and numbers of questions are none."""
    assert PeriodFinder(fold(text), CALENDAR).find() == []


def test_a_word_inside_a_longer_phrase_is_found_once() -> None:
    """Mentions do not overlap; the longer of two at one place holds."""
    text = "Q3 last year, in the prior year, the fiscal second quarter of 2024 and Q1 FY25"
    labels = [mention.label for mention in PeriodFinder(fold(text), CALENDAR).find()]
    assert labels == ["q3 last year", "prior year", "fiscal second quarter of 2024", "q1 fy25"]


def test_both_grammars_in_one_text() -> None:
    """A Chinese text may name its quarters in code."""
    text = "2024年Q1收入增长，FY25目标不变，上半年"
    assert [mention.label for mention in PeriodFinder(fold(text), CALENDAR).find()] == ["2024年q1", "fy25", "上半年"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Revenue for the first three quarters of 2023 rose.", "first three quarters of 2023"),
        ("Revenue rose in 9M 2023.", "9m 2023"),
        ("Revenue rose in 9M23.", "9m23"),
    ],
)
def test_nine_months_have_several_names(text: str, label: str) -> None:
    """Three quarters of a year are a period and no 75 percent; 9M is short for it."""
    found = scan(text, fold(text), Anchor(fiscal_end=12))
    assert [(one.label, one.first, one.last) for one in found.periods] == [(label, date(2023, 1, 1), date(2023, 9, 30))]
    assert found.figures == []

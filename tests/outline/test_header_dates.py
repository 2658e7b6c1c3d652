"""Dates and clock times."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.outline.dates import find_compact_dates, find_dates, find_times
from summarizer.outline.header_dates import dateline, event_mention, infer_year
from summarizer.outline.script import fold


def first_whole(text: str) -> str | None:
    return next((mention.iso for mention in find_dates(fold(text)) if mention.iso), None)



@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023年10月30日", "2023-10-30"),
        ("2026 年 9 月 29 日", "2026-09-29"),
        ("二零二五年六月三十日", "2025-06-30"),
        ("二〇二四年十二月二十一日", "2024-12-21"),
        ("2019-01-02 12:00:00.000", "2019-01-02"),
        ("2024/3/5", "2024-03-05"),
        ("2024.04.29", "2024-04-29"),
        ("May 22, 2024", "2024-05-22"),
        ("May 22nd , 2024", "2024-05-22"),
        ("22 May 2024", "2024-05-22"),
        ("06/30/2025", "2025-06-30"),
        ("30/06/2025", "2025-06-30"),
        ("民國113年11月5日", "2024-11-05"),
    ],
)
def test_a_whole_date_is_read_in_every_notation(text: str, iso: str) -> None:
    """Each notation gives the one ISO date."""
    assert first_whole(text) == iso


@pytest.mark.parametrize(
    "text", ["2026年7月", "2026年7月份", "May 2024", "2024年13月45日", "2023年2月30日", "编号：2023-005", "3月28日", "1.2.3"]
)
def test_what_is_no_whole_date_gives_none(text: str) -> None:
    """A month, a day that does not exist, a record's number and a date without a year are no whole dates."""
    assert first_whole(text) is None


def test_month_and_day_count_before_a_clock_time() -> None:
    """``03/28 15:58`` is a date without its year; ``3/4`` is a fraction."""
    (mention,) = find_dates(fold("某某財經 ·  03/28 15:58"))
    assert (mention.year, mention.month, mention.day) == (None, 3, 28)
    assert not list(find_dates("佔到接近3/4"))


def test_eight_digits_are_a_date_only_where_asked_for() -> None:
    """Record numbers look alike."""
    assert not list(find_dates("编号:20190102"))
    assert [mention.iso for mention in find_compact_dates("接待日期:20190102")] == ["2019-01-02"]


@pytest.mark.parametrize(
    ("text", "begins", "finishes"),
    [
        ("2023年10月30日 16:00-17:00", "16:00", "17:00"),
        ("2017年03月16日上午10:15-11:45", "10:15", "11:45"),
        ("下午3:00-4:30", "15:00", "16:30"),
        ("上午10:00至下午2:00", "10:00", "14:00"),
        ("2024年5月8日（周三）下午 15：00—16：30", "15:00", "16:30"),
        ("15时30分至16点", "15:30", "16:00"),
        ("下午2点半", "14:30", None),
        ("7:30 AM ET", "07:30", None),
        (", 5:00 p.m. ET", "17:00", None),
        ("9:30-11:00am", "09:30", "11:00"),
    ],
)
def test_clock_times_come_out_in_24_hours(text: str, begins: str, finishes: str | None) -> None:
    """上午, 下午, am and pm are taken into account, for both ends of a range."""
    found = next(find_times(fold(text)))
    assert (found.begins, found.finishes) == (begins, finishes)


def test_a_time_with_seconds_is_a_databases() -> None:
    """The noon of a timestamp is no meeting's."""
    assert not list(find_times("2019-01-02 12:00:00.000"))


@given(st.text(alphabet="0123456789年月日:-/. 上午下mayp,一二十零至点半"))
def test_any_text_is_read_without_error(text: str) -> None:
    """Every span lies inside the text, and every ISO date is a real one."""
    for mention in find_dates(text):
        assert 0 <= mention.start < mention.end <= len(text)
    for found in find_times(text):
        assert found.begins < "24:00"


def test_full_year_results_told_in_march_are_of_the_year_before() -> None:
    """The year that a publication leaves out is inferred from what it reports."""
    text = fold("某某科技業績會:2023年收入增長 2023年收入11億,佔比從22年的82%下降,展望2024年保持增長,2023年毛利率")
    assert infer_year(text, 3, len(text)) == 2024
    interim = fold("某某科技公布2024年上半年業績,2024年上半年收入增長")
    assert infer_year(interim, 8, len(interim)) == 2024


def test_the_event_is_on_the_day_on_which_it_was_held() -> None:
    """Not on the report's own date, nor on the last day of the period it reports."""
    text = fold("某某社11月27日丨某某於11月26日舉行業績電話會。截至2024年9月30日止六個月收入增長。")
    mention = event_mention(text, len(text))
    assert mention is not None
    assert (mention.month, mention.day) == (11, 26)
    published = dateline(text, len(text))
    assert published is not None
    assert (published.month, published.day) == (11, 27)

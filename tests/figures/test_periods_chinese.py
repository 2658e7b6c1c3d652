"""Dates and periods in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from summarizer.figures import Anchor, PeriodMention
from summarizer.figures.periods import PeriodFinder
from summarizer.outline.script import fold
from summarizer.schemas.vocabulary import PeriodKind

THIRD_QUARTER = Anchor(date(2023, 10, 30), (date(2023, 1, 1), date(2023, 9, 30)), 12)
"""A record of October 2023 on the first three quarters."""
ANNUAL = Anchor(date(2024, 3, 28), (date(2023, 1, 1), date(2023, 12, 31)), 12)
JANUARY = Anchor(date(2025, 5, 28), (date(2025, 2, 1), date(2025, 4, 30)), 1)
"""A call on the first quarter of a fiscal 2026 that ends in January."""
INTERIM = Anchor(date(2025, 8, 21), (date(2025, 1, 1), date(2025, 6, 30)), 12)
JUNE = Anchor(date(2025, 2, 20), (date(2024, 7, 1), date(2024, 12, 31)), 6)
UNKNOWN = Anchor(date(2025, 5, 28), None, None)

Only = Callable[[str, Anchor], PeriodMention]


@pytest.mark.parametrize(
    ("text", "raw", "kind", "first", "last"),
    [
        # the year is said
        ("2023年前三季度", "2023年前三季度", "year_to_date", "2023-01-01", "2023-09-30"),
        ("2023年度", "2023年度", "year", "2023-01-01", "2023-12-31"),
        ("22年的", "22年", "year", "2022-01-01", "2022-12-31"),
        ("2025年上半年", "2025年上半年", "half", "2025-01-01", "2025-06-30"),
        ("23年下半年", "23年下半年", "half", "2023-07-01", "2023-12-31"),
        ("2024年第一季度", "2024年第一季度", "quarter", "2024-01-01", "2024-03-31"),
        ("2024年一季度末", "2024年一季度末", "date", "2024-03-31", "2024-03-31"),
        ("2025Q1", "2025Q1", "quarter", "2025-01-01", "2025-03-31"),
        ("24H1", "24H1", "half", "2024-01-01", "2024-06-30"),
        ("2025全年", "2025全年", "year", "2025-01-01", "2025-12-31"),
        ("2024年底", "2024年底", "date", "2024-12-31", "2024-12-31"),
        ("2024年初", "2024年初", "date", "2024-01-01", "2024-01-01"),
        ("2023年9月", "2023年9月", "month", "2023-09-01", "2023-09-30"),
        ("2023年9月末", "2023年9月末", "date", "2023-09-30", "2023-09-30"),
        ("2023年1-9月", "2023年1-9月", "year_to_date", "2023-01-01", "2023-09-30"),
        ("2023年1至6月", "2023年1至6月", "half", "2023-01-01", "2023-06-30"),
        ("二零二四年上半年", "二零二四年上半年", "half", "2024-01-01", "2024-06-30"),
        ("民國113年", "民國113年", "year", "2024-01-01", "2024-12-31"),
        ("114年第1季", "114年第1季", "quarter", "2025-01-01", "2025-03-31"),
        # days
        ("2023 年 10 月 30 日", "2023 年 10 月 30 日", "date", "2023-10-30", "2023-10-30"),
        ("2023-10-30", "2023-10-30", "date", "2023-10-30", "2023-10-30"),
        ("2023/10/3", "2023/10/3", "date", "2023-10-03", "2023-10-03"),
        ("2023.10.30", "2023.10.30", "date", "2023-10-30", "2023-10-30"),
        ("二零二五年三月三十一日", "二零二五年三月三十一日", "date", "2025-03-31", "2025-03-31"),
        # months that end there
        ("截至二零二五年三月三十一日止年度", "二零二五年三月三十一日止年度", "year", "2024-04-01", "2025-03-31"),
        ("截至2025年6月30日止六個月", "2025年6月30日止六個月", "half", "2025-01-01", "2025-06-30"),
        ("截至六月底止六個月", "六月底止六個月", "half", "2023-01-01", "2023-06-30"),
        ("截至6月30日止六個月", "6月30日止六個月", "half", "2023-01-01", "2023-06-30"),
        # several years
        ("2024-2026年", "2024-2026年", "range", "2024-01-01", "2026-12-31"),
        ("23-28年", "23-28年", "range", "2023-01-01", "2028-12-31"),
        ("2024年至2026年", "2024年至2026年", "range", "2024-01-01", "2026-12-31"),
        ("27、28年", "27、28年", "range", "2027-01-01", "2028-12-31"),
        ("从22到23翻了三倍", "22到23", "year", "2023-01-01", "2023-12-31"),
        ("预计23-24可以", "23-24", "year", "2024-01-01", "2024-12-31"),
        ("2021-2023", "2021-2023", "range", "2021-01-01", "2023-12-31"),
        ("“十四五”期间", "“十四五”期间", "range", "2021-01-01", "2025-12-31"),
        ("十五五规划", "十五五规划", "range", "2026-01-01", "2030-12-31"),
        # counted from the event
        ("去年", "去年", "year", "2022-01-01", "2022-12-31"),
        ("今年前三季度", "今年前三季度", "year_to_date", "2023-01-01", "2023-09-30"),
        ("明年上半年", "明年上半年", "half", "2024-01-01", "2024-06-30"),
        ("前年", "前年", "year", "2021-01-01", "2021-12-31"),
        ("后年", "后年", "year", "2025-01-01", "2025-12-31"),
        ("本年度", "本年度", "year", "2023-01-01", "2023-12-31"),
        ("上年末", "上年末", "date", "2022-12-31", "2022-12-31"),
        ("去年年底", "去年年底", "date", "2022-12-31", "2022-12-31"),
        ("今年以来", "今年以来", "year_to_date", "2023-01-01", "2023-10-30"),
        ("年初至今", "年初至今", "year_to_date", "2023-01-01", "2023-10-30"),
        ("年内", "年内", "year", "2023-01-01", "2023-12-31"), ("年底", "年底", "date", "2023-12-31", "2023-12-31"),
        ("年初", "年初", "date", "2023-01-01", "2023-01-01"),
        ("9月1日", "9月1日", "date", "2023-09-01", "2023-09-01"),
        ("9月份", "9月份", "month", "2023-09-01", "2023-09-30"),
        # counted from the report
        ("前三季度", "前三季度", "year_to_date", "2023-01-01", "2023-09-30"),
        ("第三季度", "第三季度", "quarter", "2023-07-01", "2023-09-30"),
        ("四季度", "四季度", "quarter", "2023-10-01", "2023-12-31"),
        ("上半年", "上半年", "half", "2023-01-01", "2023-06-30"),
        ("1-9月", "1-9月", "year_to_date", "2023-01-01", "2023-09-30"),
        ("三季度末", "三季度末", "date", "2023-09-30", "2023-09-30"),
        ("本季度末", "本季度末", "date", "2023-09-30", "2023-09-30"),
        ("本季度", "本季度", "quarter", "2023-07-01", "2023-09-30"),
        ("上季度", "上季度", "quarter", "2023-04-01", "2023-06-30"),
        ("下一季度", "下一季度", "quarter", "2023-10-01", "2023-12-31"),
        ("去年同期", "去年同期", "year_to_date", "2022-01-01", "2022-09-30"),
        ("报告期内", "报告期内", "year_to_date", "2023-01-01", "2023-09-30"),
        ("报告期末", "报告期末", "date", "2023-09-30", "2023-09-30"),
        ("期初", "期初", "date", "2023-01-01", "2023-01-01"),
        ("全年", "全年", "year", "2023-01-01", "2023-12-31"),
        ("我们的第三季度", "第三季度", "quarter", "2023-07-01", "2023-09-30"),
        # the months so far, and those that end on a day
        ("前九个月，公司", "前九个月", "year_to_date", "2023-01-01", "2023-09-30"),
        ("2023 年前 9 个月", "2023 年前 9 个月", "year_to_date", "2023-01-01", "2023-09-30"),
        ("截至 2023 年 9 月 30 日的三个月", "2023 年 9 月 30 日的三个月", "quarter", "2023-07-01", "2023-09-30"),
        ("截至9月30日的季度", "9月30日的季度", "quarter", "2023-07-01", "2023-09-30"),
        ("截至今年6月30日止六个月", "今年6月30日止六个月", "half", "2023-01-01", "2023-06-30"),
        ("过去十二个月", "过去十二个月", "range", "2022-10-01", "2023-09-30"),
        ("上一财年同期", "上一财年同期", "year_to_date", "2022-01-01", "2022-09-30"),
        ("年内净增", "年内", "year_to_date", "2023-01-01", "2023-09-30"),
        ("中期分红", "中期", "half", "2023-01-01", "2023-06-30"),
    ],
)  # fmt: skip
def test_a_period_resolved_in_an_october_record(only: Only, text: str, raw: str, kind: PeriodKind, first: str, last: str) -> None:
    """What a record of 30 October 2023 on its first three quarters means by it."""
    mention = only(text, THIRD_QUARTER)
    assert text[mention.start : mention.end] == raw
    assert (mention.kind, str(mention.first), str(mention.last)) == (kind, first, last)


@pytest.mark.parametrize(
    ("text", "anchor", "first", "last"),
    [
        # an annual report of March: 年底, 全年 and 四季度 are the finished year's, what is planned is this year's
        ("年底", ANNUAL, "2023-12-31", "2023-12-31"), ("预计到年底", ANNUAL, "2024-12-31", "2024-12-31"),
        ("全年", ANNUAL, "2023-01-01", "2023-12-31"),
        ("预计全年", ANNUAL, "2024-01-01", "2024-12-31"), ("第四季度", ANNUAL, "2023-10-01", "2023-12-31"),
        ("去年", ANNUAL, "2023-01-01", "2023-12-31"),
        ("前三季度", ANNUAL, "2023-01-01", "2023-09-30"), ("预计上半年", ANNUAL, "2024-01-01", "2024-06-30"),
        ("一季度", ANNUAL, "2024-01-01", "2024-03-31"),
        # an interim report of August: the second half is under way
        ("下半年", INTERIM, "2025-07-01", "2025-12-31"), ("上半年", INTERIM, "2025-01-01", "2025-06-30"),
        ("三季度", INTERIM, "2025-07-01", "2025-09-30"),
        # a fiscal year that ends in January
        ("2026财年第一季度", JANUARY, "2025-02-01", "2025-04-30"), ("2026财年", JANUARY, "2025-02-01", "2026-01-31"),
        ("第一财季", JANUARY, "2025-02-01", "2025-04-30"),
        ("第一季度", JANUARY, "2025-02-01", "2025-04-30"), ("2026财年下半年", JANUARY, "2025-08-01", "2026-01-31"),
        ("本财年", JANUARY, "2025-02-01", "2026-01-31"),
        ("下一财年", JANUARY, "2026-02-01", "2027-01-31"), ("上季度", JANUARY, "2024-11-01", "2025-01-31"),
        ("下季度", JANUARY, "2025-05-01", "2025-07-31"),
        ("今年第一季度", JANUARY, "2025-02-01", "2025-04-30"),
        ("2026财年第一季度末", JANUARY, "2025-04-30", "2025-04-30"),
        ("去年同期", JANUARY, "2024-02-01", "2024-04-30"),
        ("2025年", JANUARY, "2025-01-01", "2025-12-31"),
        # one that ends in June
        ("2025财年上半年", JUNE, "2024-07-01", "2024-12-31"), ("上半年", JUNE, "2024-07-01", "2024-12-31"),
        ("2024/25财年", JUNE, "2024-07-01", "2025-06-30"),
        ("2025财政年度", JUNE, "2024-07-01", "2025-06-30"), ("第三季度", JUNE, "2025-01-01", "2025-03-31"),
        # one that nobody tells
        ("2026财年第一季度", UNKNOWN, "None", "None"), ("第一季度", UNKNOWN, "None", "None"),
        ("上半年", UNKNOWN, "None", "None"),
        ("2024年第三季度", UNKNOWN, "None", "None"), ("本季度", UNKNOWN, "None", "None"),
        ("2024年", UNKNOWN, "2024-01-01", "2024-12-31"),
        ("去年", UNKNOWN, "2024-01-01", "2024-12-31"), ("5月1日", UNKNOWN, "2025-05-01", "2025-05-01"),
    ],
)  # fmt: skip
def test_other_calendars(only: Only, text: str, anchor: Anchor, first: str, last: str) -> None:
    """Quarters are the fiscal year's, calendar years stay the calendar's, and what is not known has no dates."""
    mention = only(text, anchor)
    assert (str(mention.first), str(mention.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("去年", "year"), ("上半年", "half"), ("第三季度", "quarter"), ("三季度末", "date"),
        ("前三季度", "year_to_date"), ("9月1日", "date"), ("9月", "month"),
        ("年底", "date"), ("今年三季度", "quarter"), ("本季度末", "date"), ("2025财年第二季度", "quarter"),
    ],
)  # fmt: skip
def test_without_an_anchor_a_period_keeps_its_kind(only: Only, text: str, kind: PeriodKind) -> None:
    """A relative period of an undated text has a label and a kind, and no dates."""
    mention = only(text, Anchor())
    assert (mention.label, mention.kind, mention.first, mention.last) == (fold(text), kind, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "近20年", "过去5年", "15年来", "10年经验", "第3年", "3年期", "每半年", "1-2年", "2023-005", "三个季度",
        "未来两个季度", "99年", "13月", "2月30日",
        "2050 全球研究院", "一个月", "30到23",
    ],
)  # fmt: skip
def test_a_stretch_of_time_is_no_period(text: str) -> None:
    """Durations, numbers of documents and days that no calendar has are none."""
    assert PeriodFinder(fold(text), THIRD_QUARTER).find() == []


def test_two_years_told_side_by_side_are_two() -> None:
    """2023 年、2024 年 are no stretch of two years."""
    mentions = PeriodFinder(fold("2023年、2024年分别为"), ANNUAL).find()
    assert [mention.label for mention in mentions] == ["2023年", "2024年"]


def test_fiscal_periods_say_so(only: Only) -> None:
    """财 in a period makes it a fiscal one."""
    assert only("2026财年", JANUARY).fiscal
    assert not only("2026年", JANUARY).fiscal

"""What a Chinese call says of its own quarter and fiscal year."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.extractors.anchor_chinese import reported_period, year_end


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("截至二零二五年三月三十一日止年度", 3),
        ("截至 2026 年 1 月 31 日的 10-k 表格年度报告", 1),
        ("2026财年。截至2025年7月31日的第二财季", 1),
        ("2025 年收入增长。", None),
    ],
)
def test_the_end_of_a_fiscal_year(text: str, month: int | None) -> None:
    """A year's last day tells it, and a numbered quarter's; nothing else does."""
    assert year_end(text) == month


@pytest.mark.parametrize(
    ("head", "end", "first", "last"),
    [
        ("截至 2025 年 9 月 30 日的季度", 12, "2025-07-01", "2025-09-30"),
        ("2025 年前 9 个月,销售额增长。第三季度放缓。", 12, "2025-01-01", "2025-09-30"),
        ("2026财年第一季度业绩", 1, "2025-02-01", "2025-04-30"),
        ("截至 2026 年 1 月 31 日的 10-k 表格。第一季度收入增长。", 1, "2026-02-01", "2026-04-30"),
    ],
)
def test_the_period_a_call_is_on(head: str, end: int, first: str, last: str) -> None:
    """The quarter by its last day or its name, the months so far, or the quarter that follows the last annual report."""
    found = reported_period(head, end, None)
    assert found is not None
    assert tuple(map(str, found)) == (first, last)


def test_a_year_misheard() -> None:
    """A quarter that days named in the call contradict is left unresolved."""
    assert reported_period("2020财年第一季度。我们于 2026 年 3 月 11 日提交了报告。", 1, None) is None
    assert reported_period("第一季度收入增长。", 12, date(2025, 5, 6)) == (date(2025, 1, 1), date(2025, 3, 31))

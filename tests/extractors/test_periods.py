"""Which time a figure is of."""

from __future__ import annotations

import pytest

from .made_up import days, figure, figures, record

HALF = ("2024-01-01", "2024-06-30")
YEAR_BEFORE = ("2023-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("words", "kind", "first", "last"),
    [
        ("2024年上半年", "half", *HALF),
        ("上半年", "half", *HALF),
        ("去年", "year", *YEAR_BEFORE),
        ("2023年度", "year", *YEAR_BEFORE),
        ("二季度", "quarter", "2024-04-01", "2024-06-30"),
        ("2023年前三季度", "year_to_date", "2023-01-01", "2023-09-30"),
        ("上年同期", "half", "2023-01-01", "2023-06-30"),
        ("今年7月", "month", "2024-07-01", "2024-07-31"),
    ],
)
def test_said_beside_the_figure(words: str, kind: str, first: str, last: str) -> None:
    """A period in the sentence is the figure's, resolved against the event's day; its label is the source's."""
    opening = "2024年上半年，公司经营稳健。" if "同期" in words else ""
    period = figures(f"{opening}{words}公司实现营业收入18.62亿元。")[-1].period
    assert period is not None
    assert (period.label, period.kind, *days(period)) == (words, kind, first, last)


def test_each_figure_its_own_period() -> None:
    """Two periods in one sentence are not mixed up."""
    old, new = figures("去年公司实现净利润3.2亿元，今年上半年净利润2.07亿元。")
    assert (days(old.period), days(new.period)) == (YEAR_BEFORE, HALF)


def test_carried_from_the_sentence_before() -> None:
    """A sentence that opens with a period speaks of it until another does, within the paragraph."""
    found = figures("2023年前三季度，公司经营稳健，营业收入36.8亿元。研发费用6.2亿元。整体毛利率80%。")
    assert {days(kpi.period) for kpi in found} == {("2023-01-01", "2023-09-30")}


def test_the_reported_period_where_nothing_is_said() -> None:
    """A flow in the narrative without a time of its own is of the period that the record reports."""
    found = figures("一、2024年上半年经营情况\n2024年上半年，公司实现营业收入18.62亿元。\n公司净利润为2.07亿元。")
    assert [days(kpi.period) for kpi in found] == [HALF, HALF]


def test_a_balance_stands_at_a_day() -> None:
    """What is counted at the end of a period has that period's last day."""
    period = figure("截至6月末，公司员工人数为5,320人。").period
    assert period is not None
    assert (period.kind, period.start, period.end, period.label) == ("date", "2024-06-30", "2024-06-30", "6月末")


def test_now_is_no_period() -> None:
    """What is said of today has no period rather than a guessed one."""
    assert figure("目前公司门店数量为1,200家。").period is None


def test_the_base_of_a_comparison_is_not_the_figures_period() -> None:
    """较上年同期提升 leaves the figure in its own period."""
    kpi = figure("2024年上半年，综合毛利率为27.8%，较上年同期提升1.2个百分点。")
    assert days(kpi.period) == HALF
    assert kpi.change is not None
    assert kpi.change.kind == "yoy"


def test_a_questions_period_is_its_answers() -> None:
    """An answer that names no time speaks of the one it was asked about."""
    summary = record("问：二季度毛利率如何？\n答：毛利率为28.6%，主要由于产品结构优化。")
    assert [days(kpi.period) for kpi in summary.kpis] == [("2024-04-01", "2024-06-30")]


def test_one_exchange_does_not_speak_for_the_next() -> None:
    """A period named in one answer is not carried into another."""
    summary = record("问：分红如何？\n答：2021年度现金分红比例为35%。\n问：员工有多少？\n答：公司员工人数为5,320人。")
    assert [kpi.period and kpi.period.label for kpi in summary.kpis] == ["2021年度", None]


def test_no_date_no_days() -> None:
    """Without a date to count from 去年 keeps its words and has no days."""
    from summarizer import summarize
    from summarizer.reading import from_text

    summary = summarize(from_text("公司去年实现营业收入18.62亿元。"))
    assert [(kpi.period and kpi.period.label, days(kpi.period)) for kpi in summary.kpis] == [("去年", (None, None))]
    assert "no_event_date" in {check.code for check in summary.checks}

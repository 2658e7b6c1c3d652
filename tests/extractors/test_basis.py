"""Whether a figure is a fact, a forecast, an aim, a comparison, or somebody's claim."""

from __future__ import annotations

import pytest

from .made_up import figure, figures


@pytest.mark.parametrize(
    ("body", "basis"),
    [
        ("上半年公司实现营业收入18.62亿元。", "actual"),
        ("公司预计2024年全年营业收入不低于40亿元。", "guidance"),
        ("预计下半年毛利率将达到30%。", "guidance"),
        ("公司计划全年资本开支4亿元。", "guidance"),
        ("公司力争全年毛利率保持在27%至29%之间。", "target"),
        ("公司2025年的目标是营业收入达到60亿元。", "target"),
        ("据统计，行业市场规模约3000亿元。", "claim"),
        ("行业平均毛利率约为20%。", "claim"),
        ("芯片的算力每两年以三倍的速度提升。", "claim"),
        ("公司收入以20%的速度增长。", "actual"),
        ("公司已完成年初制定的目标，上半年实现营业收入18.62亿元。", "actual"),
        ("公司营业收入超预期，上半年达到18.62亿元。", "actual"),
        ("上半年公司营业收入符合市场预期，营业收入18.62亿元。", "actual"),
        ("总经理李明预期，下半年营业收入介乎20亿元至22亿元。", "guidance"),
        ("公司维持全年营业收入80亿元的预期。", "guidance"),
    ],
)
def test_by_the_words_around_it(body: str, basis: str) -> None:
    """The words in front of a figure tell what it rests on."""
    assert figure(body).basis == basis


def test_a_period_ahead_is_guidance() -> None:
    """Nothing of next year is a fact yet, whatever the verb."""
    assert figure("2025年营业收入50亿元。").basis == "guidance"


def test_a_fact_beside_a_forecast() -> None:
    """A sentence may hold both; each figure has its own basis."""
    found = figures("上半年营业收入18.62亿元，预计全年营业收入40亿元。")
    assert [(kpi.value, kpi.basis) for kpi in found] == [(1862000000, "actual"), (4000000000, "guidance")]


def test_a_forecast_is_not_merged_with_a_fact() -> None:
    """The same number told as a forecast and as a fact is two KPIs."""
    found = figures("公司预计营业收入达到5.2亿元。\n公司实现营业收入5.2亿元。")
    assert [kpi.basis for kpi in found] == ["guidance", "actual"]

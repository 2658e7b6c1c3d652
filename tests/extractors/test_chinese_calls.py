"""KPIs of calls and records in Chinese: what is measured on which terms, what is only listed, and what a growth is of."""

from __future__ import annotations

import pytest

from .made_up import days, figure, figures, values


@pytest.mark.parametrize(
    ("body", "name", "value", "unit"),
    [
        ("上半年营业收入（含税）为12.4亿元。", "营业收入（含税）", 1_240_000_000, "CNY"),
        ("截至6月末，不良贷款率（含核销）1.2%。", "不良贷款率（含核销）", 1.2, "%"),
        ("山岚及其他（之前称为非云岭）同比增长13%。", "山岚及其他（之前称为非云岭）增长", 13, "%"),
    ],
)
def test_brackets_interrupt_a_name(body: str, name: str, value: float, unit: str) -> None:
    """Words in brackets behind a name are not the name: what stands in front of them is."""
    assert values(body) == [(name, value, unit)]


def test_a_profit_without_one_offs_in_brackets() -> None:
    """归母净利润（扣非后） is the adjusted profit."""
    assert figure("上半年归母净利润（扣非后）为3亿元。").metric == "adjusted_net_profit"


def test_constant_currency_is_kept() -> None:
    """A growth at constant currency is of what was just told, and its name says on which terms."""
    reported, constant = figures("销售额以当地货币计算增长了12%，以固定汇率计算增长了15%。")
    assert (reported.value, constant.value, constant.name) == (12, 15, "销售额（以固定汇率计算）增长")
    assert figure("按固定汇率计算，2024年销售额预计增长8%至11%。").name == "销售额（按固定汇率计算）增长"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("我们实现了15%的销售额增长和10%的营业利润增长。", ["销售额增长", "营业利润增长"]),
        ("星图平台的增长依然强劲。连续第四个季度同比增长超过29%。", ["星图平台增长"]),
        ("期末剩余履约义务金额为14.6亿美元。这意味着同比增长88%。", ["剩余履约义务金额", "剩余履约义务金额增长"]),
        ("第一季度净利润为1.12亿美元，即每股1.00美元。", ["净利润", "每股净利润"]),
        ("我们斥资1亿美元用于股票回购，5800万美元用于缴税。", ["股票回购", "缴税"]),
        ("预计对全年营业利润增长产生约3个百分点的负面影响。", ["对营业利润增长的负面影响"]),
    ],
)
def test_what_a_figure_is_of(body: str, names: list[str]) -> None:
    """Behind the figure, in the sentence before, or what it was spent on."""
    assert [kpi.name for kpi in figures(body)] == names


@pytest.mark.parametrize(
    "body",
    [
        "我想强调本季度的3个关键要点。", "我100%相信这个方向是对的。", "口服制剂25毫克已提交申请。", "你看看10万以上的客户。",
        "这种转变归结为5个核心优势。",
    ],
)  # fmt: skip
def test_what_measures_nothing(body: str) -> None:
    """Points of a list, weights of one's words, doses, and what sorts customers are no KPIs."""
    assert figures(body) == []


def test_who_is_counted_is_not_what_they_spend() -> None:
    """A threshold sorts the customers; the growth behind it is theirs."""
    kpi = figure("我们有2900名客户的ARR至少为10万美元，同比增长16%。")
    assert (kpi.name, kpi.value, kpi.change and kpi.change.value) == ("客户", 2900, 16)


@pytest.mark.parametrize(
    ("body", "kind", "change", "unit"),
    [
        ("上半年，新发放贷款利率3.41%，比上年同期低46BP。", "yoy", -46, "bps"),
        ("上半年，净息差1.61%，较上年同期高2个基点。", "yoy", 2, "bps"),
        ("服务收入2.3亿元，增长13%。", "yoy", 13, "%"),
        ("上半年公司净亏损3亿元，亏损同比收窄40%。", "yoy", 40, "%"),
    ],
)
def test_a_growth_against_a_period(body: str, kind: str, change: float, unit: str) -> None:
    """高 and 低 against a period are growths of the level; a loss that narrows is a gain; nothing said means the year before."""
    kpi = figure(body)
    assert kpi.change is not None
    assert (kpi.change.kind, kpi.change.value, kpi.change.unit) == (kind, change, unit)


def test_two_growths_of_one_level() -> None:
    """The contract holds one growth: the year's; the other is no KPI of its own."""
    kpi = figure("上半年净息差1.52%，同比收窄14个基点，较一季度下降2个基点。")
    assert kpi.change is not None
    assert (kpi.change.kind, kpi.change.value) == ("yoy", -14)


def test_equal_growths_of_different_things() -> None:
    """One number told of two things is two KPIs."""
    assert [kpi.name for kpi in figures("总销售额增长15%。美国业务增长15%。")] == ["总销售额增长", "美国业务增长"]


def test_a_part_that_was_asked_about() -> None:
    """An answer's figures are of the one part that its question asks about, but for the company's own."""
    kpis = figures("1、问：两轮车业务的经营情况如何？\n答：上半年销量12万辆，毛利率18.2%，公司总收入30亿元。\n")
    assert [kpi.segment for kpi in kpis] == ["两轮车", "两轮车", None]


def test_the_last_three_years() -> None:
    """过去三年…分别是 gives each whole year before the event its own."""
    kpis = figures("过去三年公司的现金分红率分别是28%、30%和31%。")
    assert [days(kpi.period)[1] for kpi in kpis] == ["2021-12-31", "2022-12-31", "2023-12-31"]

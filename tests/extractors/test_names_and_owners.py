"""What a figure is called, and whose it is."""

from __future__ import annotations

import pytest

from .made_up import article, figure, figures, values


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("公司上半年实现营业收入约18.62亿元。", "营业收入"),
        ("同时，公司的整体毛利率已经达到了80%。", "整体毛利率"),
        ("报告期内，公司研发费用增长至6.2亿元。", "研发费用"),
        ("截至6月末，公司员工人数为5,320人。", "员工人数"),
        ("公司2025年的目标是营业收入达到60亿元。", "营业收入"),
        ("上半年，公司“营业收入”为18.62亿元。", "营业收入"),
    ],
)
def test_a_name_is_the_metric_without_verbs_and_time(body: str, name: str) -> None:
    """Connectives, periods, verbs and quotation marks around a metric's name are no part of it."""
    assert figure(body).name == name


def test_a_period_in_the_middle_of_a_name_is_cut_out() -> None:
    """传统业务去年收入 is 传统业务收入, of last year."""
    kpi = figure("传统业务去年收入为18.4亿元。")
    assert (kpi.name, kpi.segment, kpi.period and kpi.period.label) == ("传统业务收入", "传统", "去年")


@pytest.mark.parametrize(
    ("body", "name", "value", "unit"),
    [
        ("公司有近17000名签约供稿人。", "签约供稿人", 17000, "名"),
        ("另外还有约3,000张芯片待交付。", "芯片待交付", 3000, "张"),
        ("公司门店数量达到1,200家。", "门店数量", 1200, "家"),
        ("公司芯片储备达9,000张。", "芯片储备", 9000, "张"),
    ],
)
def test_counted_nouns(body: str, name: str, value: int, unit: str) -> None:
    """What is counted is named by the noun in front of the figure or behind it; the counting word is the unit."""
    assert values(body) == [(name, value, unit)]


def test_a_rank() -> None:
    """排名第二 is two, in ranks."""
    kpi = figure("公司在国内市场排名第二。")
    assert (kpi.value, kpi.unit) == (2, "rank")


@pytest.mark.parametrize("word", ["名", "位", "家"])
def test_numbers_in_a_name_stay_apart(word: str) -> None:
    """What is cut out of a name's middle never leaves two numbers run together: no such number was told."""
    for kpi in figures(f"型号A1去年2代产品有30{word}客户，“7”5代产品收入3亿元，产品 3 2024年4 代销量12台。"):
        assert not any(number in kpi.name for number in ("12", "75", "34")), kpi.name


# -- segments -----------------------------------------------------------------------------------------------------------


def test_a_segments_bare_name() -> None:
    """减速器业务收入 is the revenue of 减速器; 营业收入, 主营业务收入 and 总收入 are of no segment."""
    kpi = figure("减速器业务收入11.20亿元，同比增长21%。")
    assert (kpi.metric, kpi.segment, kpi.name) == ("revenue", "减速器", "减速器业务收入")
    for body in (
        "营业收入5亿元。",
        "公司主营业务收入5亿元。",
        "公司总收入5亿元。",
        "集团整体收入5亿元。",
        "公司实现营业总收入5亿元。",
    ):
        assert (figure(body).metric, figure(body).segment) == ("revenue", None), body


@pytest.mark.parametrize("share", ["占总收入的比例为60%", "占总收入比例提升到60%", "占营业收入的60%", "占公司收入60%"])
def test_a_share_inherits_its_segment(share: str) -> None:
    """A share of revenue without an owner of its own belongs to the segment told just before it."""
    level, part = figures(f"减速器业务收入11.20亿元，同比增长21%，{share}。")
    assert (level.segment, level.metric) == ("减速器", "revenue")
    assert (part.segment, part.metric, part.value, part.unit) == ("减速器", "revenue_share", 60, "%")


def test_each_share_its_own_segment() -> None:
    """Two segments told side by side keep their shares apart."""
    found = figures("减速器业务收入11.20亿元，占总收入的比例为60%；机床业务收入5.34亿元，占总收入的比例为40%。")
    assert [(kpi.segment, kpi.metric, kpi.value) for kpi in found] == [
        ("减速器", "revenue", 1120000000),
        ("减速器", "revenue_share", 60),
        ("机床", "revenue", 534000000),
        ("机床", "revenue_share", 40),
    ]


def test_a_ratio_of_spending_is_no_share_of_revenue() -> None:
    """占营业收入的比例 behind R&D spending is the R&D ratio."""
    spending, ratio = figures("研发费用9,870万元，占营业收入的比例为5.3%。")
    assert (spending.metric, ratio.metric, ratio.segment) == ("rd_expense", "rd_ratio", None)


def test_the_segment_of_the_clause_before() -> None:
    """新能源业务持续增长，收入为…: the revenue is that of the clause's subject."""
    kpi = figure("新能源业务持续增长，上半年收入为8.1亿元。")
    assert (kpi.metric, kpi.segment) == ("revenue", "新能源")


def test_a_list_of_shares_goes_on() -> None:
    """车用占比38%、工控26%、通讯14%: three shares, each with its name."""
    found = figures("车用占比38%、工控26%、通讯14%。")
    assert [(kpi.value, kpi.name[:2]) for kpi in found] == [(38, "车用"), (26, "工控"), (14, "通讯")]


# -- others' figures ----------------------------------------------------------------------------------------------------


def test_another_models_figure_in_brackets() -> None:
    """LLaMA2-70B（56.8%） behind one's own score is the same measure of another, told for comparison."""
    own, other = figures("在GSM8K测试中，模型以80%的正确率脱颖而出，大幅领先LLaMA2-70B（56.8%）。")
    assert (own.value, own.basis) == (80, "actual")
    assert (other.value, other.entity, other.basis) == (56.8, "LLaMA2-70B", "comparison")
    assert "正确率" in own.name
    assert other.name == own.name


def test_traditional_script_is_read_as_simplified() -> None:
    """Names come in the source's own script; metrics, segments and units do not depend on it."""
    level, share = article("去年機器人業務收入為11.8億港元，按年上升200%，佔總收入比例提升到35%。").kpis
    assert (level.name, level.metric, level.segment, level.value, level.unit) == (
        "機器人業務收入",
        "revenue",
        "機器人",
        1180000000,
        "HKD",
    )
    assert level.change is not None
    assert (level.change.kind, level.change.value, level.change.raw) == ("yoy", 200, "按年上升200%")
    assert (share.metric, share.segment, share.value) == ("revenue_share", "機器人", 35)


@pytest.mark.parametrize(
    ("body", "metric"),
    [
        ("归属于上市公司股东的净利润2.07亿元。", "net_profit_attributable"),
        ("扣除非经常性损益的净利润1.9亿元。", "adjusted_net_profit"),
        ("经营活动产生的现金流量净额3.15亿元。", "operating_cash_flow"),
        ("海外收入占比84%。", "overseas_revenue_share"),
        ("研发费用率为5.3%。", "rd_ratio"),
        ("公司在手订单约26亿元。", "backlog"),
        ("产能利用率为85%。", "utilisation"),
        ("公司市占率约30%。", "market_share"),
        ("员工人数5,320人。", "headcount"),
        ("全年资本开支4亿元。", "capex"),
        ("现金分红比例为35%。", "dividend_payout"),
        ("综合毛利率27.8%。", "gross_margin"),
        ("账上现金20亿元。", "cash"),
        ("基本每股收益0.52元。", "eps"),
    ],
)
def test_canonical_metrics(body: str, metric: str) -> None:
    """The words a mainland record uses have their canonical id."""
    assert figure(body).metric == metric


@pytest.mark.parametrize(
    ("body", "segment"), [("云服务收入为11.2亿元。", "云服务"), ("技术服务收入达到1.2亿元。", "技术服务"), ("总收入为19.4亿元。", None)]
)
def test_revenue_from_services_is_that_of_a_part(body: str, segment: str | None) -> None:
    """云服务收入 is not the company's revenue: two such figures of one quarter are no contradiction."""
    kpi = figure(body)
    assert (kpi.metric, kpi.segment) == ("revenue", segment)

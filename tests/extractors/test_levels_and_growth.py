"""Which figures are one KPI, and which are two."""

from __future__ import annotations

import pytest

from .made_up import figure, figures, values


def test_a_level_with_its_growth_is_one() -> None:
    """The growth is the level's change: kind, signed value, unit, and the source's words for it."""
    kpi = figure("2024年上半年，公司实现营业收入18.62亿元，同比增长12.4%。")
    assert (kpi.name, kpi.metric, kpi.value, kpi.unit, kpi.raw) == (
        "营业收入",
        "revenue",
        1862000000,
        "CNY",
        "18.62亿元",
    )
    assert kpi.change is not None
    assert (kpi.change.kind, kpi.change.value, kpi.change.unit, kpi.change.raw) == ("yoy", 12.4, "%", "同比增长12.4%")


def test_a_fall_is_negative() -> None:
    """下降 3.1% changes by minus 3.1."""
    change = figure("上半年净利润2.07亿元，同比下降3.1%。").change
    assert change is not None
    assert (change.value, change.raw) == (-3.1, "同比下降3.1%")


@pytest.mark.parametrize(
    ("body", "value", "change"),
    [
        ("上半年营业收入同比增长12.4%，达到18.62亿元。", 1862000000, 12.4),
        ("上半年营业收入同比增长12.4%至18.62亿元。", 1862000000, 12.4),
        ("上半年毛利率提升5个百分点至45%。", 45, 5),
    ],
)
def test_growth_told_before_its_level(body: str, value: float, change: float) -> None:
    """Growth first and level second is the same one KPI, under the same name."""
    kpi = figure(body)
    assert kpi.value == value
    assert kpi.change is not None
    assert kpi.change.value == change
    assert kpi.name in ("营业收入", "毛利率")


def test_growth_alone() -> None:
    """Growth with no level is a KPI of its own whose name says that it grew; it is no level of the metric."""
    kpi = figure("上半年，公司海外订单同比增长30%。")
    assert (kpi.name, kpi.metric, kpi.value, kpi.unit, kpi.change) == ("海外订单同比增长", None, 30, "%", None)


@pytest.mark.parametrize(
    ("body", "value", "unit"),
    [("预计今年出货量再翻一番。", 2, "x"), ("算力规模同比增长一倍。", 1, "x"), ("去年收入翻了三倍。", 3, "x")],
)
def test_multiples(body: str, value: float, unit: str) -> None:
    """翻一番 is twofold, 增长一倍 is plus one, 翻了三倍 stays what is said."""
    kpi = figure(body)
    assert (kpi.value, kpi.unit) == (value, unit)


def test_growth_against_the_year_before_is_kept_of_two() -> None:
    """A level with growth on the quarter and on the year has the year's as its change, and no KPI besides."""
    change = figure("营业收入5亿元，环比增长10%，同比增长20%。").change
    assert change is not None
    assert (change.kind, change.value) == ("yoy", 20)


def test_points_are_a_ratios_change() -> None:
    """A ratio changes by points, against what the words say."""
    kpi = figure("二季度毛利率为28.6%，环比提升1.7个百分点。")
    assert kpi.change is not None
    assert (kpi.metric, kpi.change.kind, kpi.change.value, kpi.change.unit) == ("gross_margin", "qoq", 1.7, "pp")


def test_respectively() -> None:
    """With 分别 each name has its own level and its own growth."""
    found = figures("上半年，营业收入和净利润分别为18.62亿元和2.07亿元，同比增长12%和下降3%。")
    assert [(kpi.name, kpi.value, kpi.change and kpi.change.value) for kpi in found] == [
        ("营业收入", 1862000000, 12),
        ("净利润", 207000000, -3),
    ]


def test_respectively_over_years() -> None:
    """With 分别 after several years each level has its own year."""
    found = figures("2022年、2023年研发费用分别为1.1亿元和1.4亿元。")
    assert [(kpi.name, kpi.value, kpi.period and kpi.period.label) for kpi in found] == [
        ("研发费用", 110000000, "2022年"),
        ("研发费用", 140000000, "2023年"),
    ]


def test_from_and_to_are_two_levels() -> None:
    """A metric that went from one value to another has two, each of its own time, and no change."""
    old, new = figures("2024年上半年，境外收入占比由上年同期的18%提升至23%。")
    assert (old.value, new.value, old.change, new.change) == (18, 23, None, None)
    assert old.metric == new.metric == "overseas_revenue_share"
    assert old.period is not None
    assert new.period is not None
    assert (old.period.start, new.period.start) == ("2023-01-01", "2024-01-01")


def test_the_year_of_from_is_not_that_of_to() -> None:
    """In 从22年的31%下降到27% only the first level is of the year 2022."""
    old, new = figures("毛利率从22年的31%下降到27%。")
    assert old.period is not None
    assert old.period.start == "2022-01-01"
    assert new.period is None or new.period.start != "2022-01-01"


def test_what_is_told_twice_is_one_with_two_places() -> None:
    """A total told again adds its place and its growth, not a second KPI."""
    kpi = figure("上半年营业收入18.62亿元。公司上半年实现营业收入18.62亿元，同比增长12%。")
    assert len(kpi.evidence) == 2
    assert kpi.change is not None
    assert kpi.change.value == 12


def test_what_is_told_in_an_answer_again_belongs_to_that_answer_too() -> None:
    """An exchange points at the figures of its answer though the narrative told them first."""
    from .made_up import record

    summary = record(
        "上半年营业收入18.62亿元。\n问：收入如何？\n答：公司上半年营业收入为18.62亿元，主要来自新产品放量。"
    )
    assert [kpi.value for kpi in summary.kpis] == [1862000000]
    assert summary.qa[0].kpis == [summary.kpis[0].id]


@pytest.mark.parametrize(
    ("body", "value", "value_max", "qualifier"),
    [
        ("毛利率约28%。", 28, None, "about"),
        ("毛利率超过28%。", 28, None, "over"),
        ("毛利率不低于28%。", 28, None, "at_least"),
        ("毛利率在27%至29%之间。", 27, 29, None),
        ("毛利率为27%-29%。", 27, 29, None),
        ("毛利率在 27 到 29 之间。", 27, 29, None),
    ],
)
def test_ranges_and_qualifiers(body: str, value: float, value_max: float | None, qualifier: str | None) -> None:
    """A range has both ends; a bare number of a ratio is a percentage; a qualifier is kept apart from the value."""
    kpi = figure(body)
    assert (kpi.metric, kpi.unit) == ("gross_margin", "%")
    assert (kpi.value, kpi.value_max, kpi.qualifier) == (value, value_max, qualifier)


def test_losses_and_outflows_are_negative() -> None:
    """A loss is a negative profit, told by a word or by a minus sign."""
    assert values("公司上半年亏损1.2亿元。") == [("亏损", -120000000, "CNY")]
    assert values("经营活动产生的现金流量净额为-1.2亿元。") == [("经营活动产生的现金流量净额", -120000000, "CNY")]


@pytest.mark.parametrize(
    "body",
    [
        "公司成立于2004年，总部位于高新区88号。",
        "公司股票代码为300999，咨询电话400-820-8820。",
        "公司发布了GPT-3.5和Skyline-13B两款模型。",
        "会议于2024年8月28日15:00召开。",
        "根据公司法第571条，公司召开第3次会议。",
    ],
)
def test_what_is_no_figure(body: str) -> None:
    """Dates, codes, telephone numbers, laws and numbers in names are no KPIs."""
    assert values(body) == []

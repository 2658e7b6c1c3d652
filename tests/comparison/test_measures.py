"""Figures side by side: only what measures the same thing over the same kind of time is held against one another."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import compare
from summarizer.schemas.comparison import Comparison, Measure
from tests.comparison.made_up import BEFORE, END, H1, NINE, Q1, Q2, Q3, kpi, summary


def compared(old: list[dict[str, Any]], new: list[dict[str, Any]], **more: Any) -> Comparison:
    """Two documents with these figures, a quarter apart."""
    return compare(summary(old, date="2025-05-05"), summary(new, date="2025-08-05", **more), engine="rules")


def both(comparison: Comparison) -> list[Measure]:
    """What stands side by side."""
    return [one for one in comparison.kpis if one.status == "both"]


def test_one_measure_of_two_quarters() -> None:
    """Names may differ; the difference carries its sum in the documents' own figures."""
    (one,) = both(compared([kpi("Revenue", 318_400_000, "$318.4 million", Q1)], [kpi("Total revenue", 334_700_000, "$334.7 million", Q2)]))
    assert one.difference is not None
    assert one.difference.arithmetic.text == "$334.7 million ÷ $318.4 million − 1 = 5.1%"
    assert (one.difference.direction, one.difference.value, one.difference.unit) == ("up", 5.1, "%")
    quotes = [piece.quote for piece in one.difference.arithmetic.operands]
    assert quotes == ["Total revenue was $334.7 million", "Revenue was $318.4 million"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (kpi("Revenue", 100, "100", Q1), kpi("Revenue", 190, "190", H1)),
        (kpi("Revenue", 190, "190", H1), kpi("Revenue", 280, "280", NINE)),
        (kpi("Revenue", 100, "100", Q1), kpi("Revenue", 90, "90", BEFORE)),
        (kpi("Revenue", 100, "100", Q1), kpi("Annualized revenue run rate", 110, "110", Q2)),
        (kpi("Pump revenue", 100, "100", Q1, segment="Pump"), kpi("Valve revenue", 110, "110", Q2, segment="Valve")),
        (kpi("Revenue", 100, "100", Q1), kpi("Revenue growth", 11, "11%", Q2, unit="%")),
        (kpi("Revenue", 100, "100", Q1, unit="USD"), kpi("Revenue", 110, "110", Q2, unit="EUR")),
        (kpi("Operating margin", 12, "12%", Q1, metric="operating_margin", unit="%"),
         kpi("Non-GAAP operating margin", 15, "15%", Q2, metric="operating_margin", unit="%")),
        (kpi("Revenue", 100, "100", Q1), kpi("Revenue", 110, "110", Q2, basis="guidance")),
        (kpi("Revenue", 100, "100", Q1), kpi("Revenue", 110, "110", Q2, entity="Brightmoor AG")),
    ],
    ids=["half", "nine months", "last year", "run rate", "segment", "growth", "currency", "adjusted", "guidance", "entity"],
)  # fmt: skip
def test_what_is_not_the_same_is_not_compared(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Another time, another part, another manner of measuring: no difference is told."""
    # what each document is about is told by two more figures
    old_more = [kpi(name, 5, "5", Q1, metric=metric) for name, metric in (("Cash used", "capex"), ("Debt", "total_debt"))]
    new_more = [kpi(name, 5, "5", Q2, metric=metric) for name, metric in (("Buyback", "buyback"), ("Dividend", "dividend"))]
    assert both(compared([*old_more, old], [*new_more, new])) == []


def test_the_same_segment_under_other_spellings() -> None:
    """Case, number and the word for a segment tell no two segments apart, in the name or beside it."""
    (one,) = both(compared(
        [kpi("Revenue", 40, "$40", Q1, segment="sensor segment")], [kpi("Sensors revenue", 44, "$44", Q2)],
    ))  # fmt: skip
    assert one.difference is not None
    assert one.difference.value == 10


def test_chinese_names_of_one_measure() -> None:
    """营业收入 and 营收 are one metric; 汽车传感器业务 and 汽车传感器 one segment, in either script."""
    yuan = {"unit": "CNY"}
    old = [kpi("營業收入", 12e8, "12 億元", Q1, **yuan), kpi("汽車傳感器業務收入", 7e8, "7 億元", Q1, segment="汽車傳感器", **yuan)]
    new = [kpi("公司营收", 15e8, "15 亿元", Q2, **yuan), kpi("收入", 7e8, "7 亿元", Q2, segment="汽车传感器业务", **yuan)]
    comparison = compare(summary(old, date="2025-05-05", language="zh-Hant"), summary(new, language="zh-Hans"))
    told = {one.segment: one.difference for one in both(comparison)}
    assert {segment: one.arithmetic.text for segment, one in told.items() if one} == {
        None: "15 亿元 ÷ 12 億元 − 1 = 25%", "汽车传感器业务": "7 亿元 ÷ 7 億元 − 1 = 0%",
    }  # fmt: skip


def test_two_languages() -> None:
    """A segment is known under its translation; what has none is neither compared nor called new."""
    old = [
        kpi("工业阀门业务收入", 3e8, "3 亿元", Q1, unit="CNY", segment="工业阀门"),
        kpi("矿山机械收入", 1e8, "1 亿元", Q1, unit="CNY", segment="矿山机械"),
    ]
    new = [
        kpi("Industrial valves revenue", 33e7, "RMB330 million", Q2, unit="CNY", segment="Industrial valves"),
        kpi("Brake pads revenue", 1e8, "RMB100 million", Q2, unit="CNY", segment="Brake pads"),
    ]
    comparison = compare(summary(old, date="2025-05-05", language="zh-Hans", company="塔恩布鲁克泵业"), summary(new))
    assert [(one.segment, one.status) for one in comparison.kpis] == [("Industrial valves", "both")]
    assert "languages_differ" in [check.code for check in comparison.checks]


def test_percentages_differ_by_points() -> None:
    """A margin that falls from 71.4% to 70.9% falls by half a point."""
    margin = {"metric": "gross_margin", "unit": "%"}
    (one,) = both(compared([kpi("Gross margin", 71.4, "71.4%", Q1, **margin)], [kpi("Gross margin", 70.9, "70.9%", Q2, **margin)]))
    assert one.difference is not None
    assert one.difference.arithmetic.text == "70.9% − 71.4% = −0.5 pp"


def test_across_nought_the_difference_is_told_in_money() -> None:
    """A profit after a loss has no rate of growth."""
    profit = {"metric": "net_profit"}
    (one,) = both(compared([kpi("Net profit", -3e6, "$3 million", Q1, **profit)], [kpi("Net profit", 12e6, "$12 million", Q2, **profit)]))
    assert one.difference is not None
    assert one.difference.arithmetic.text == "$12 million − (−$3 million) = 15,000,000 USD"
    assert one.difference.direction == "up"


def test_a_range_has_no_difference() -> None:
    """Side by side, and not reckoned."""
    (one,) = both(compared([kpi("Revenue", 90, "$90 to $95", Q1, value_max=95)], [kpi("Revenue", 100, "$100", Q2)]))
    assert one.difference is None


def test_a_balance_is_of_a_day_however_its_period_was_read() -> None:
    """Cash at the end of the quarter and cash of the quarter are one."""
    cash = {"metric": "cash"}
    q1_end = END | {"start": "2025-03-31", "end": "2025-03-31"}
    revenue = [kpi("Revenue", 9, "$9", Q1), kpi("Revenue", 9, "$9", Q2)]
    found = both(compared([revenue[0], kpi("cash", 100, "$100", q1_end, **cash)], [revenue[1], kpi("cash", 120, "$120", Q2, **cash)]))
    assert [one.metric for one in found] == ["revenue", "cash"]


def test_a_document_that_disagrees_with_itself_says_less() -> None:
    """Two margins of one quarter: neither is taken. A smaller revenue behind the group's is a part of it: the group's is taken."""
    margin = {"metric": "gross_margin", "unit": "%"}
    old = [kpi("Gross margin", 30, "30%", Q1, **margin), kpi("Revenue", 100, "$100", Q1)]
    new = [
        kpi("Gross margin", 31, "31%", Q2, **margin), kpi("Gross margin", 24, "24%", Q2, **margin),
        kpi("Revenue", 110, "$110", Q2), kpi("Revenue", 40, "$40", Q2),
    ]  # fmt: skip
    assert [(one.metric, one.new.raw if one.new else None) for one in both(compared(old, new))] == [("revenue", "$110")]


def test_values_that_cannot_both_be_right() -> None:
    """A revenue of a tenth is a slip of somebody's: it is not compared, and a check says so."""
    comparison = compared([kpi("Revenue", 274e6, "$274 million", Q1)], [kpi("Revenue", 34e6, "$34 million", Q2)])
    assert both(comparison) == []
    assert [check.message.split(" lie")[0] for check in comparison.checks if check.code == "far_apart"] == [
        "Revenue: $274 million and $34 million"
    ]


def test_new_and_gone() -> None:
    """Told in one of the documents alone; what only its name tells is told where the name is that of a measure."""
    people = {"metric": "headcount", "unit": "people"}
    old = [kpi("Revenue", 100, "$100", Q1), kpi("Headcount", 900, "900", Q1, **people), kpi("think", 7, "$7", Q1, metric=None)]
    rate, places = kpi("Win rate", 46, "46%", Q2, metric=None, unit="%"), kpi("countries", 30, "30", Q2, metric=None, unit="countries")
    comparison = compared(old, [kpi("Revenue", 110, "$110", Q2), rate, places])
    assert [(one.status, one.name) for one in comparison.kpis] == [("both", "Revenue"), ("new", "Win rate"), ("gone", "Headcount")]
    assert "text_unavailable" in [check.code for check in comparison.checks]


def test_a_figure_without_a_period_is_of_the_quarter_under_review() -> None:
    """Where it is the only one of its measure, and is not what another is compared with."""
    more = {"metric": "orders"}
    found = both(compared(
        [kpi("Revenue", 100, "$100", Q1), kpi("Orders", 50, "$50", Q1, **more), kpi("EPS", 2, "$2", Q1, metric="eps")],
        [kpi("Revenue", 110, "$110", Q2), kpi("Orders", 60, "$60", None, **more), kpi("EPS", 1, "$1", None, metric="eps", said="up from")],
    ))  # fmt: skip
    assert [one.name for one in found] == ["Revenue", "Orders"]


def test_undated_quarters_are_known_by_their_labels() -> None:
    """Q1 and Q2 without a year or a day still stand side by side; the third quarter's guidance does not."""
    labels = [{"label": label, "kind": "quarter"} for label in ("Q1", "Q2", "Q3")]
    comparison = compare(
        summary([kpi("Revenue", 100, "$100", labels[0])], date=None),
        summary([kpi("Revenue", 110, "$110", labels[1]), kpi("Revenue", 120, "$120", labels[2], basis="guidance")], date=None),
    )
    assert [(one.old.raw, one.new.raw) for one in both(comparison) if one.old and one.new] == [("$100", "$110")]
    assert "date_unknown" in [check.code for check in comparison.checks]


def test_the_same_period_is_said_to_be_the_same() -> None:
    """A call and a record of one quarter may be compared; a check says what they are."""
    revenue = kpi("Revenue", 100, "$100", Q3)
    comparison = compare(summary([revenue], date="2025-11-01"), summary([revenue], date="2025-11-02"))
    assert [check.code for check in comparison.checks] == ["same_period", "text_unavailable"]

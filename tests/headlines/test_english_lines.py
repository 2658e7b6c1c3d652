"""English KPIs become lines of a newswire, or none where the line would be wrong."""

from __future__ import annotations

import pytest

from .made_up import QUARTER, call, kpi, texts


def test_a_quarter_reads_like_a_newswire() -> None:
    """Results of the quarter stand first, earnings a share before revenue, and guidance behind them."""
    assert texts(call(*QUARTER)) == [
        "Q2 earnings per share $1.12",
        "Q2 adjusted earnings per share $1.25",
        "Q2 revenue rose 14% to $412.6 million",
        "Q2 operating income $74.1 million",
        "Sees Q3 revenue $420 million to $430 million",
    ]


@pytest.mark.parametrize(
    ("name", "raw", "value", "metric", "told"),
    [
        ("core net operating earnings per share", "$2.71", 2.71, "operating_profit", "Q2 core earnings per share $2.71"),
        ("net loss per diluted share", "$0.39", -0.39, "eps", "Q2 loss per share $0.39"),
        ("GAAP net income per share", "$0.70", 0.7, "eps", "Q2 GAAP earnings per share $0.70"),
        ("NAREIT funds from operations per share", "$0.45", 0.45, None, "Q2 FFO per share $0.45"),
        ("comprehensive income per share", "$0.09", 0.09, None, "Q2 comprehensive income per share $0.09"),
        ("Total revenues", "$1.5 billion", 1.5e9, "revenue", "Q2 total revenue $1.5 billion"),
        ("Northgate's net sales", "$80 million", 8e7, "revenue", "Q2 net sales $80 million"),
    ],
)
def test_names_are_those_of_a_wire(name: str, raw: str, value: float, metric: str | None, told: str) -> None:
    """A measure is called what a wire calls it, whatever words of the speaker stand around it; a loss stays a loss."""
    assert texts(call(kpi(name, raw, value, metric=metric, period="second quarter"))) == [told]


@pytest.mark.parametrize(
    "wrong",
    [
        kpi("revenue", "$380 million", 3.8e8, metric="revenue", period="second quarter of last year"),
        kpi("revenue", "$350 million", 3.5e8, metric="revenue", period="first quarter"),
        kpi("revenue", "$350 million", 3.5e8, metric="revenue", basis="comparison"),
        kpi("revenue", "$29 million", 2.9e7, metric="revenue", period="Q2", quote="revenue increased by $29 million"),
        kpi("revenue", "$29 million", 2.9e7, metric="revenue", period="Q2", quote="$29 million above the midpoint"),
        kpi("revenue", "$380 million", 3.8e8, metric="revenue", period="Q2", quote="up from $380 million"),
        kpi("revenue", "$7 million", 7e6, metric="revenue", period="Q2", quote="revenue overcame a headwind of $7 million"),
        kpi("loss on our position per share", "$0.12", 0.12, period="Q2"),
        kpi("Harbor Instruments per share", "$0.12", 0.12, period="Q2"),
        kpi("EBITDA", "3.5 times", 3.5, metric="ebitda", unit="x", period="Q2"),
    ],
)
def test_what_is_no_result_is_not_told(wrong: dict[str, object]) -> None:
    """Figures of another time, those that others are held against, and what a level moved by are no results."""
    assert texts(call(*QUARTER, wrong)) == texts(call(*QUARTER))
    assert texts(call(*QUARTER[1:3], wrong), 9) == texts(call(*QUARTER[1:3]), 9)


def test_a_part_is_not_told_as_the_whole() -> None:
    """A segment's revenue whose sentence leaves the segment out does not take the company's place, nor does growth told later."""
    part = kpi("revenue", "$71.2 million", 71_200_000, metric="revenue", period="second quarter")
    grew = kpi("revenue growth", "41%", 41, unit="%", metric="revenue", period="second quarter", quote="revenue grew 41%")
    lines = texts(call(part, *QUARTER, grew), 9)
    assert "Q2 revenue rose 14% to $412.6 million" in lines
    assert not [line for line in lines if "71.2" in line or "41%" in line]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (kpi("revenue", "$300 million to $310 million", 3e8, value_max=3.1e8, metric="revenue", basis="guidance", period="Q2"), "old"),
        (kpi("revenue", "$1.5 million", 1.5e6, metric="revenue", basis="guidance", period="full year", kind="year"), "a part of it"),
        (kpi("revenue", "$1.7 billion", 1.7e9, metric="revenue", basis="guidance", period="third quarter"), "a year's"),
        (kpi("EPS", "$4", 4, metric="eps", basis="guidance", period="full year", kind="year", quote="EPS in a range of $4"), "half"),
        (kpi("revenue", "$1.2 billion", 1.2e9, metric="revenue", basis="guidance", period="last year", kind="year"), "past"),
    ],
)
def test_what_is_no_guidance_is_not_told(wrong: dict[str, object], why: str) -> None:
    """Guidance of a time that is over, a part of what is guided, and half a range are not told."""
    assert texts(call(*QUARTER, wrong), 9) == texts(call(*QUARTER), 9), why


def test_a_growth_of_something_else_is_left_out() -> None:
    """Organic growth in the sentence of a level does not become the level's own growth."""
    change = {"kind": "yoy", "value": 13, "unit": "%", "raw": "reflecting underlying growth of 13%"}
    assert texts(call(kpi("revenue", "$4.6 billion", 4.6e9, metric="revenue", period="Q2", change=change))) == ["Q2 revenue $4.6 billion"]


def test_the_quarter_gets_its_number_where_figures_agree_on_it() -> None:
    """``the quarter`` is the one that most figures name; where none does, the line says quarterly."""
    only = kpi("net sales", "$80 million", 8e7, metric="revenue", period="the quarter")
    assert texts(call(only)) == ["Quarterly net sales $80 million"]
    assert texts(call(*QUARTER[1:3], only))[-1] == "Quarterly net sales $80 million"
    third = kpi("gross profit", "$20 million", 2e7, metric="gross_profit", period="second quarter of 2025")
    assert "Q2 net sales $80 million" in texts(call(*QUARTER[1:3], only, third))


def test_a_figure_without_a_time_gets_none() -> None:
    """Where the source says no period, the line does not make one up."""
    assert texts(call(kpi("diluted EPS", "$1.12", 1.12, metric="eps"))) == ["Earnings per share $1.12"]

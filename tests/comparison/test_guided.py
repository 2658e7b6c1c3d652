"""Guidance then against actual now: the period decides, and both ends of a range count."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import compare
from summarizer.schemas.comparison import Guidance
from tests.comparison.made_up import Q1, Q2, Q3, YEAR, kpi, summary


def guided(old: dict[str, Any], *new: dict[str, Any]) -> list[Guidance]:
    """What comes of a guidance of the first quarter's document in the second's."""
    first = summary([kpi("Headcount", 9, "9", Q1, metric="headcount", unit="people"), old | {"basis": "guidance"}], date="2025-05-05")
    return compare(first, summary([kpi("Headcount", 9, "9", Q2, metric="headcount", unit="people"), *new])).guidance


RANGE = kpi("revenue", 128, "$128 to $134", Q2, value_max=134)


@pytest.mark.parametrize(
    ("before", "value", "outcome", "arithmetic"),
    [
        (RANGE, 135.8, "above", "$135.8 ÷ $134 − 1 = 1.3%"),
        (RANGE, 134, "within", None),
        (RANGE, 120, "below", "$120 ÷ $128 − 1 = −6.3%"),
        (kpi("revenue", 130, "$130", Q2, qualifier="about"), 131, "within", "$131 ÷ $130 − 1 = 0.8%"),
        (kpi("revenue", 130, "$130", Q2), 131, "above", "$131 ÷ $130 − 1 = 0.8%"),
        (kpi("revenue", 130, "$130", Q2, qualifier="at_least"), 150, "within", "$150 ÷ $130 − 1 = 15.4%"),
        (kpi("revenue", 130, "$130", Q2, qualifier="at_least"), 129, "below", "$129 ÷ $130 − 1 = −0.8%"),
        (kpi("revenue", 130, "$130", Q2, qualifier="up_to"), 131, "above", "$131 ÷ $130 − 1 = 0.8%"),
    ],
)
def test_outcomes(before: dict[str, Any], value: float, outcome: str, arithmetic: str | None) -> None:
    """Above, within or below, with the sum against the end that was passed; "about" is met by what rounds to it."""
    (one,) = guided(before, kpi("Revenue", value, f"${value:g}", Q2))
    assert one.outcome == outcome
    assert (one.difference.arithmetic.text if one.difference else None) == arithmetic


@pytest.mark.parametrize(
    ("before", "again", "revision"),
    [
        ((50, 52), (51.5, 52.5), "raised"), ((295, 305), (294, 298), "lowered"), ((110, 120), (115, 120), "narrowed"),
        ((110, 120), (105, 125), "widened"), ((110, 120), (110, 120), "kept"), ((40, None), (45, None), "raised"),
        ((40, None), (40, None), "kept"), ((100, None), (100, 150), "raised"), ((100, 150), (120, None), "narrowed"),
    ],
)  # fmt: skip
def test_revisions(before: tuple[float, float | None], again: tuple[float, float | None], revision: str) -> None:
    """Guidance for the year given anew, by both its ends; a point that becomes a range upwards is raised."""

    def year(low: float, high: float | None) -> dict[str, Any]:
        return kpi("revenue", low, f"${low:g}" + (f" to ${high:g}" if high else ""), YEAR, value_max=high, basis="guidance")

    (one,) = guided(year(*before), year(*again))
    assert (one.revision, one.outcome, one.actual) == (revision, "open", None)


@pytest.mark.parametrize("qualifier", ["at_least", "up_to"])
def test_bounds_are_moved_by_their_value(qualifier: str) -> None:
    """At least 280 and then at least 300 is raised, and so is a ceiling."""
    before = kpi("capital expenditures", 280, "$280", YEAR, qualifier=qualifier, metric="capex")
    (one,) = guided(before, before | {"value": 300, "raw": "$300", "basis": "guidance"})
    assert one.revision == "raised"


def test_another_period_answers_nothing() -> None:
    """Guidance for the third quarter, nine months and last year's figure leave the second quarter's guidance open."""
    (one,) = guided(RANGE, kpi("revenue", 140, "$140", Q3, basis="guidance"), kpi("Revenue", 134, "$134", Q1))
    assert (one.outcome, one.actual, one.anew, one.revision) == ("open", None, None, None)


def test_a_year_that_is_not_over_has_no_actual_figure() -> None:
    """A figure "of this year" told in August is no result of the year."""
    capex = kpi("capital expenditures", 12, "$12", YEAR, metric="capex")
    (one,) = guided(capex, capex | {"value": 10, "raw": "$10"})
    assert one.outcome == "open"


def test_the_amount_by_which_guidance_is_raised_is_not_the_guidance() -> None:
    """"Raising by 70 to 2,340 to 2,360": the larger one is guided to."""
    year = kpi("revenue", 2300, "$2,300", YEAR)
    again = kpi("revenue", 2340, "$2,340 to $2,360", YEAR, value_max=2360, basis="guidance")
    (one,) = guided(year, kpi("revenue", 70, "$70", YEAR, basis="guidance"), again)
    assert (one.revision, one.anew.raw if one.anew else None) == ("raised", "$2,340 to $2,360")


def test_growth_guided_is_met_by_growth_told() -> None:
    """Growth of the quarter that is told with its level answers the growth that was guided to."""
    growth = kpi("revenue growth", 20, "20%", Q2, unit="%")
    change = {"kind": "yoy", "value": 22, "unit": "%", "raw": "up 22% year over year"}
    (one,) = guided(growth, kpi("Revenue", 120, "$120", Q2, change=change))
    assert (one.outcome, one.actual.raw if one.actual else None) == ("above", "22%")
    assert one.difference is not None
    assert one.difference.arithmetic.text == "22% − 20% = 2 pp"


def test_middle_against_middle() -> None:
    """How far a range was moved is shown with both its ends."""
    year = kpi("revenue", 50, "50 to 52 million", YEAR, value_max=52)
    (one,) = guided(year, year | {"value": 51.5, "value_max": 52.5, "raw": "51.5 to 52.5 million", "basis": "guidance"})
    assert one.difference is not None
    assert one.difference.arithmetic.text == "((51.5 million + 52.5 million) ÷ 2) ÷ ((50 million + 52 million) ÷ 2) − 1 = 2%"

"""Turns of phrase around an English figure, and whose figure it is at all."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.extractors.draft import KPIDraft
from summarizer.extractors.material import gather
from summarizer.extractors.rules.kpis import find_kpis
from summarizer.outline import outline
from summarizer.reading.document import Document

_HEAD = "Acme Inc. Q2 2025 earnings call, August 5, 2025. We report the second quarter of 2025. "


def _read(words: str) -> list[KPIDraft]:
    return find_kpis(gather(outline(Document(text=_HEAD + words, source="call.txt", sha256=""))))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Sales increased by 12% in euros and by 15% at constant exchange rates.",
         [("Sales growth in euros", 12), ("Sales growth at constant exchange rates", 15)]),
        ("We delivered 15% sales growth and 10% operating profit growth.", [("sales growth", 15), ("operating profit growth", 10)]),
        ("Gross margin was 87.9% on a GAAP basis, and 89% on a non-GAAP basis.",
         [("Gross margin", 87.9), ("Gross margin on a non-GAAP basis", 89)]),
        ("We delivered a non GAAP operating margin of 18%.", [("non GAAP operating margin", 18)]),
        ("Of our largest customers, 45% use two products or more, up from 37% in the year ago quarter.",
         [("share of largest customers that use two products or more", 45),
          ("share of largest customers that use two products or more", 37)]),
        ("Broadcast represented about 38% of total licensing.", [("Broadcast share of total licensing", 38)]),
        ("Sales growth was helped by one-off effects in Spain of around $6 million.", [("one-off effects in Spain", 6_000_000)]),
        ("We raised our quarterly dividend by 8%.", [("quarterly dividend growth", 8)]),
        ("Usage of the platform has more than doubled.", [("Usage of the platform", 2)]),
        ("In Q2 we spent $58 million to settle taxes.", [("settle taxes", 58_000_000)]),
        ("Momentum across our base is reflected in our total net ARR expansion rate, which was 121%.",
         [("total net ARR expansion rate", 121)]),
        ("We had 9,100 customers at quarter end, up from 880 a year ago.", [("customers", 9_100), ("customers", 880)]),
        ("Our largest customers now total 654.", [("largest customers", 654)]),
        ("Revenue accelerated to 17%.", [("Revenue growth", 17)]),
        ("After adjusting for the impairment, net earnings totaled $62 million.", [("adjusted net earnings", 62_000_000)]),
        ("Diluted earnings per share, adjusted for special items, was $0.78.", [("Diluted earnings per share", 0.78)]),
        ("Earnings were $2 million, including $3 million related to restructuring charges.",
         [("Earnings", 2_000_000), ("restructuring charges", 3_000_000)]),
    ],
)  # fmt: skip
def test_what_a_figure_measures(words: str, told: list[tuple[str, float]]) -> None:
    """On what basis, of whom, of what: the words around say it, and one figure's do not serve for another."""
    assert [(draft.name, draft.value) for draft in _read(words)] == told


def test_a_range_of_growth_is_a_figure_of_its_own() -> None:
    """A change holds one number: 23% to 24% stands beside the level."""
    drafts = _read("For Q3, we expect revenue of $729 million to $734 million, representing 23% to 24% year-over-year growth.")
    assert [(draft.metric, draft.value, draft.value_max, draft.basis) for draft in drafts] == [
        ("revenue", 729_000_000, 734_000_000, "guidance"), ("revenue", 23, 24, "guidance"),
    ]  # fmt: skip


def test_guidance_goes_on_for_its_period() -> None:
    """What follows a quarter's guidance is guidance for that quarter until another period is named."""
    drafts = _read("For the third quarter, we expect revenue of $50 million.\n\nWe expect operating income of $5 million to $6 million.")
    told = {(draft.period.first, draft.period.last) if draft.period else None for draft in drafts}
    assert told == {(date(2025, 7, 1), date(2025, 9, 30))}


def test_a_quarter_guided_is_the_next_such_one() -> None:
    """In August a first quarter that is promised is next year's."""
    (draft,) = _read("We expect revenue of $50 million in the first quarter.")
    assert draft.period is not None
    assert draft.period.first == date(2026, 1, 1)


def test_a_year_that_is_measured_on_is_not_the_period() -> None:
    """84% of 2019 levels is told of now."""
    (draft,) = _read("Average daily rates were 84% of 2019 levels.")
    assert draft.period is None or draft.period.label != "2019"


def test_each_period_its_own_growth() -> None:
    """26% in one quarter and 21% to 23% in the year are growths both, of the same."""
    drafts = _read("We expect Orion revenue growth of approximately 26% in Q3 and 21% to 23% in 2026.")
    assert [(draft.name, draft.metric, draft.period.label if draft.period else None) for draft in drafts] == [
        ("Orion revenue growth", "revenue", "q3"), ("Orion revenue growth", "revenue", "2026"),
    ]  # fmt: skip


def test_what_a_customer_plans_is_no_guidance() -> None:
    """Whoever plans to expand in a relative clause is not the company."""
    drafts = _read("We signed a $90 million transaction with a lender that plans to expand, and a $100 million deal with a bank.")
    assert {draft.basis for draft in drafts} == {"actual"}


def test_a_half_that_is_over_is_not_guided() -> None:
    """In August a first half that is promised is next year's."""
    (draft,) = _read("We expect revenue to be up 9% to 11% in the first half.")
    assert draft.period is not None
    assert draft.period.first == date(2026, 1, 1)


def test_losses_compared() -> None:
    """A loss is negative on both sides of a comparison, a profit beside it is not."""
    drafts = _read("Adjusted EBITDA was a loss of $3 million compared to a loss of $4 million in the same quarter last year.")
    assert [draft.value for draft in drafts] == [-3_000_000, -4_000_000]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Orion Logistics achieved revenue growth of 22%.", "Orion Logistics"),
        ("In North America, revenue was $50 million.", "North America"),
        ("Growth is driven by Orion, which had 66,400 customers at the end of the quarter.", "Orion"),
        ("Non-GAAP product gross margin was 76%.", "product"),
    ],
)
def test_the_part_of_the_company(words: str, part: str) -> None:
    """Who achieved it, where the sentence opens, whose it is."""
    assert [draft.segment for draft in _read(words)][-1] == part


@pytest.mark.parametrize(
    "words",
    [
        "For example, Brightlake Labs is a security platform protecting over 7 million applications.",
        "Brightlake, a leading retailer, cut costs by 55%. It now handles 15 million conversations a month.",
        "The world's largest food delivery company handles 90 million orders on us.",
        "Maria Vale joined as chief customer officer, most recently taking a rival from $5 billion in revenues to more than $10 billion.",
        "So I am 100% sure of that.",
        "Half of the 4K TV shipments come with it.",
    ],
)
def test_what_is_not_the_companys(words: str) -> None:
    """Customers' stories, careers and turns of speech hold no figure of the company."""
    assert _read(words) == []


def test_a_customers_own_metric_is_the_customers() -> None:
    """A known metric in a customer's story keeps its owner."""
    (draft,) = _read("For example, Brightlake Labs is a security platform with revenue growth of 225% year-over-year.")
    assert (draft.metric, draft.entity) == ("revenue", "Brightlake Labs")


def test_a_threshold_only_sorts() -> None:
    """The count is the figure, the threshold belongs into its name."""
    (draft,) = _read("We now have 733 customers spending more than $1 million, growing 27% year over year.")
    assert (draft.value, draft.metric, draft.segment) == (733, "customers", "spending more than $1 million")
    assert draft.change is not None
    assert draft.change.value == 27


def test_a_name_is_no_aim() -> None:
    """Sold at Target is written as a name is."""
    (draft,) = _read("Demand at Target was strong, with sales growing 10% over last year.")
    assert draft.basis == "actual"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Our agents now deliver 25% faster case resolution.", ["faster case resolution"]),
        ("That makes our engineers 10 times more effective.", []),
        ("65% of purchases were in bonds with a long tenor.", ["share of purchases that were in bonds with a long tenor"]),
    ],
)
def test_a_name_is_a_noun_phrase(words: str, names: list[str]) -> None:
    """What begins or ends in the middle of a clause is cut to its noun; without one there is no KPI."""
    assert [draft.name for draft in _read(words)] == names

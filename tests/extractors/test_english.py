"""What an English clause says of its figures: subject, metric, part, period, growth."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.extractors.draft import KPIDraft
from summarizer.extractors.material import gather
from summarizer.extractors.rules.kpis import find_kpis
from summarizer.outline import outline
from summarizer.reading.document import Document

_HEAD = "Acme Inc. Q2 2025 earnings call, August 5, 2025. We report the second quarter of 2025. "
_Q2, _Q2_BEFORE = (date(2025, 4, 1), date(2025, 6, 30)), (date(2024, 4, 1), date(2024, 6, 30))


def _read(words: str) -> list[KPIDraft]:
    return find_kpis(gather(outline(Document(text=_HEAD + words, source="call.txt", sha256=""))))


def _told(words: str) -> list[tuple[str | None, float | int]]:
    return [(draft.metric, draft.value) for draft in _read(words)]


def _names(words: str) -> list[str]:
    return [draft.name for draft in _read(words)]


def _periods(words: str) -> list[tuple[date | None, date | None] | None]:
    return [(draft.period.first, draft.period.last) if draft.period else None for draft in _read(words)]


@pytest.mark.parametrize(
    ("words", "metric", "value"),
    [
        ("Net sales were $148 million.", "revenue", 148_000_000),
        ("We generated $148 million in revenue.", "revenue", 148_000_000),
        ("Consolidated net sales in the quarter of $1.1 billion were up significantly.", "revenue", 1_100_000_000),
        ("We delivered an 86% gross margin.", "gross_margin", 86),
        ("We generated $28 million from operating activities.", "operating_cash_flow", 28_000_000),
        ("Operations used cash of $50 million in the quarter.", "operating_cash_flow", -50_000_000),
        ("We invested $24 million in capital projects.", "capex", 24_000_000),
        ("We spent $61 million to repurchase our stock.", "buyback", 61_000_000),
        ("We returned $45.2 million to our shareholders through dividends.", "dividend", 45_200_000),
        ("The board declared a $0.28 per share dividend.", "dividend", 0.28),
        ("We generated a record $2.46 per share in earnings.", "eps", 2.46),
    ],
)
def test_object_and_subject(words: str, metric: str, value: float) -> None:
    """The metric is the subject of some verbs and the object of others, in front of the figure or behind it."""
    assert _told(words) == [(metric, value)]


def test_growth_finds_its_subject() -> None:
    """A growth is of its verb's subject, with all that sorts it, and keeps the subject's metric."""
    drafts = _read("Paid customers spending more than $10,000 in ARR grew 37% year-over-year.")
    assert [(draft.metric, draft.value, draft.name) for draft in drafts] == [
        ("customers", 37, "Paid customers spending more than $10,000 in ARR growth")
    ]
    assert _names("There was a 28% increase in freight costs due to the weather.") == ["freight costs growth"]
    assert _told("We delivered 15% sales growth.") == [("revenue", 15)]


def test_comparison_is_of_the_same_kind() -> None:
    """Levels of comparison are, in their order, what the levels before them are, a year before."""
    words = (
        "Operating cash flow was well above our expectations at $72 million and free cash flow was $70 million, "
        "which compares to negative $1 million and negative $4 million respectively in the year-ago period."
    )
    assert _told(words) == [
        ("operating_cash_flow", 72_000_000),
        ("free_cash_flow", 70_000_000),
        ("operating_cash_flow", -1_000_000),
        ("free_cash_flow", -4_000_000),
    ]
    assert _periods(words) == [_Q2, _Q2, _Q2_BEFORE, _Q2_BEFORE]


def test_comparison_across_sentences() -> None:
    """``This compares to`` goes on about the sentence before; the prior year of a quarter is its quarter."""
    drafts = _read(
        "Atlas represents 74% of total revenue. This compares to 71% in the prior year and 72% last quarter."
    )
    assert {draft.metric for draft in drafts} == {"revenue_share"}
    assert {draft.name for draft in drafts} == {"Atlas share of total revenue"}
    assert [draft.period and draft.period.first for draft in drafts] == [
        date(2025, 4, 1),
        date(2024, 4, 1),
        date(2025, 1, 1),
    ]


def test_comparison_of_margins() -> None:
    """Amounts are compared with amounts, margins with margins."""
    words = "Steel generated adjusted EBIT of $108 million and EBIT margin of 13% compared to $14 million and 3% in Q1 of last year."
    assert _names(words) == ["adjusted EBIT", "EBIT margin"] * 2


def test_growth_past_a_comparison() -> None:
    """A growth behind the year-ago level is the reported level's."""
    first, second = _read(
        "Our customer base grew to 690,000 paid customers from 450,000 in Q1 of last year, growing 54% year-over-year."
    )
    assert first.change is not None
    assert first.change.value == 54
    assert (second.value, second.change, second.unit) == (450_000, None, "customers")


def test_base_from_the_period_beside() -> None:
    """A growth from the prior-year quarter is year over year."""
    (draft,) = _read("Net sales were $148 million, up 10.6% from the prior-year quarter.")
    assert draft.change is not None
    assert draft.change.change == "yoy"


def test_higher_than_is_a_growth() -> None:
    """``60% higher than`` is a growth and no share."""
    (draft,) = _read("Premiums were 60% higher than the comparable prior year period.")
    assert draft.figure.change == "yoy"
    assert draft.name == "Premiums growth"


def test_growth_told_twice() -> None:
    """Of a fall in percent and in money only the percentage is reported."""
    assert _told("Sales were down 28% or $157.3 million year-over-year.") == [("revenue", -28)]
    (orders,) = _read("Orders were $384 million, an increase of $80 million or 26%.")
    assert orders.change is not None
    assert orders.change.value == 26


def test_shares() -> None:
    """A share of revenue is its owner's; a cost's share of sales is a ratio of the cost."""
    (share,) = _read("Continental Europe accounted for 41% of revenue.")
    assert (share.metric, share.segment) == ("revenue_share", "Continental Europe")
    assert _names("SG&A was $38 million or 9.4% of sales.") == ["SG&A", "SG&A as a share of sales"]
    assert _names("60% of our largest customers used it weekly.") == ["share of largest customers used it weekly"]


def test_loss() -> None:
    """A loss is negative, and so is its share."""
    words = "We had a net loss of $12.3 million, or a loss of $0.23 per diluted share, compared with a net loss of $9.8 million a year ago."
    assert _told(words) == [("net_profit", -12_300_000), ("eps", -0.23), ("net_profit", -9_800_000)]


def test_per_share_pair() -> None:
    """The level that a fall in earnings per share started from is per share too."""
    assert _told("Earnings per share decreased 52% from $0.64 per share to $0.31 per share.") == [
        ("eps", -52),
        ("eps", 0.64),
        ("eps", 0.31),
    ]


def test_repurchase() -> None:
    """Shares and their price are both the repurchase."""
    assert _told("We repurchased 82,000 shares of our common stock for $2.9 million.") == [
        ("buyback", 82_000),
        ("buyback", 2_900_000),
    ]


def test_number_of_a_named_metric() -> None:
    """A bare number counts what its metric counts, on the period's last day."""
    (draft,) = _read("Headcount was 1,940, down 6% from a year ago.")
    assert (draft.metric, draft.unit, draft.period and draft.period.last) == (
        "headcount",
        "employees",
        date(2025, 6, 30),
    )


def test_small_talk() -> None:
    """Three things, the ten largest banks and a first place measure nothing."""
    assert _read("Our raise is driven by 3 things. Seven of the 10 largest banks run it. It took the No. 1 spot.") == []


def test_attributive_figure() -> None:
    """A figure in front of its noun is that noun's."""
    assert _names("This had a 17 percentage point impact on our free cash flow margin.") == [
        "impact on our free cash flow margin"
    ]


def test_part_of_the_paragraph() -> None:
    """A paragraph that opens on a part of the company speaks of it until it ends."""
    drafts = _read("In Consumer Products, net sales were $148 million. EBIT was $21 million.")
    assert [draft.segment for draft in drafts] == ["Consumer Products", "Consumer Products"]
    (sales,) = _read(
        "Third-quarter sales of our bleaching clay and fluids purification products declined by 3% from the prior year."
    )
    assert sales.segment is not None
    assert sales.segment.startswith("bleaching clay")
    assert _read("Net sales were $1 billion. Gross margin was 40%.")[1].segment is None


def test_pronoun_of_a_sentence_without_a_figure() -> None:
    """``It`` is what the sentence before named, figure or not."""
    assert _names("Our effective tax rate is worthy of mention. During the quarter, it was 17%.") == [
        "effective tax rate"
    ]


def test_relative_clause() -> None:
    """The verb behind a relative clause is the main clause's."""
    assert _told("Our cash and short-term investments, which are invested in bills totaled $192.7 million.") == [
        ("cash", 192_700_000)
    ]


def test_earlier_guidance() -> None:
    """An earlier range is of the same year, and guidance as well."""
    new, old = _read(
        "For 2025 we now expect revenue of about $845 million, down from our earlier range of $860 million to $890 million."
    )
    assert new.basis == old.basis == "guidance"
    assert new.metric == old.metric == "revenue"
    assert old.period is not None
    assert old.period.label == "2025"


def test_target_against_a_finished_year() -> None:
    """What a target is compared with has happened."""
    drafts = _read("We target a return on capital employed of 18%, compared with 15.4% in 2024.")
    assert [draft.basis for draft in drafts] == ["target", "actual"]


def test_abbreviation_ends_no_clause() -> None:
    """``U.S. operations`` is one name."""
    assert _names("U.S. operations grew 15%.") == ["U.S. operations growth"]


def test_noun_between_level_and_growth() -> None:
    """``$274 million in revenue, representing 38% growth`` is one level with its growth."""
    (draft,) = _read("We ended the quarter with $274 million in revenue, representing 38% year-over-year growth.")
    assert draft.metric == "revenue"
    assert draft.change is not None
    assert draft.change.value == 38


def test_comparison_names_its_own_metric() -> None:
    """A pair of levels is not of the sentence before where its own sentence names what it is."""
    words = "Our operating margin was 12%. Additionally, our non-GAAP tax rate decreased from 25% to 10%."
    assert _names(words) == ["operating margin", "non-GAAP tax rate", "non-GAAP tax rate"]


def test_threshold() -> None:
    """What sorts customers is no figure of its own."""
    (draft,) = _read("13,000 paid customers spend over $10,000 in ARR.")
    assert (draft.value, draft.metric) == (13_000, "customers")
    assert _read("We see growth in our 100k plus customers.") == []


@pytest.mark.parametrize(
    ("words", "name", "metric"),
    [
        ("In May we closed the acquisition of Alder Optics for approximately $85 million in cash.", "acquisition of Alder Optics", None),
        ("We signed an agreement to acquire Alder Labs for approximately $60 million in cash.", "acquisition", None),
        ("We ended the quarter with $62.8 million in cash and cash equivalents.", "cash", "cash"),
        ("As of June 30, we held $479 million in cash.", "cash", "cash"),
        ("We repurchased $35 million of our stock.", "share repurchases", "buyback"),
        ("We repurchased $40 million of stock.", "share repurchases", "buyback"),
        ("During the quarter we bought back $12 million worth of our common shares.", "share repurchases", "buyback"),
    ],
)
def test_how_something_is_paid_is_not_what_it_is(words: str, name: str, metric: str | None) -> None:
    """A price paid in cash is no cash balance; stock that is bought back is a buyback."""
    (draft,) = _read(words)
    assert (draft.name, draft.metric) == (name, metric)


@pytest.mark.parametrize(
    "words",
    [
        "Gross margin was 41.2%, which was below our guidance.",
        "Gross margin was 41.2%, in line with our outlook for the quarter.",
        "Gross margin of 41.2% fell short of our guidance.",
    ],
)
def test_what_is_held_against_guidance_is_a_fact(words: str) -> None:
    """A figure that missed or met its guidance is not itself guided to."""
    (draft,) = _read(words)
    assert draft.basis == "actual"

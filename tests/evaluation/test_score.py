"""The scorer can fail: a perfect summary scores 1 everywhere, and each kind of error lowers its own number and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .made_up import Case, kpi, place


@pytest.fixture
def case() -> Case:
    return Case()


Spoil = Callable[[dict[str, Any]], Any]

STRICT = {"strict_precision", "strict_recall"}
VALUE = {"value_precision", "value_recall"}


def test_a_perfect_summary_scores_one_everywhere(case: Case) -> None:
    """Every measure has something to measure, and all of it is right."""
    result = case.score()
    assert {measure: result.rate(measure) for measure in result.tallies} == dict.fromkeys(result.tallies, 1.0)
    assert (result.rate("value_f1"), result.rate("strict_f1")) == (1.0, 1.0)
    assert result.misses == []


@pytest.mark.parametrize(
    ("spoil", "measures"),
    [
        (lambda s: s["kpis"].pop(), {"value_recall", "strict_recall"}),
        (lambda s: s["kpis"].append(kpi("k9", "数", 8, "%", "8%")), {"value_precision", "strict_precision"}),
        (lambda s: s["kpis"].append(s["kpis"][0]), {"value_precision", "strict_precision"}),
        (lambda s: s["kpis"][0].update(value=1260000000), VALUE | STRICT | {"digits"}),
        (lambda s: s["kpis"][2].update(value_max=None), VALUE | STRICT | {"digits"}),
        (lambda s: s["kpis"][3].update(value_max=25), VALUE | STRICT | {"digits"}),
        (lambda s: s["kpis"][0].update(unit="USD"), VALUE | STRICT),
        (lambda s: s["kpis"][0].update(unit=None), VALUE | STRICT),
        (lambda s: s["kpis"][4].update(unit="%"), VALUE | STRICT),
        (lambda s: s["kpis"][0].update(evidence=place("维持分红。")), VALUE | STRICT),
        (lambda s: s["kpis"][0].update(evidence=[]), VALUE | STRICT | {"spans"}),
        (lambda s: s["kpis"][1].update(name="费用率", metric="gross_margin"), {"name"} | STRICT),
        (lambda s: s["kpis"][0].update(metric="net_profit"), {"metric"}),
        (lambda s: s["kpis"][0].update(metric=None), {"metric"}),
        (lambda s: s["kpis"][1].update(segment=None), {"segment"}),
        (lambda s: s["kpis"][1].update(segment="照明"), {"segment"}),
        (lambda s: s["kpis"][0].update(segment="家电"), {"segment"}),
        (lambda s: s["kpis"][3].update(entity="竞品乙"), {"segment"}),
        (lambda s: s["kpis"][0].update(period=None), {"period"} | STRICT),
        (lambda s: s["kpis"][0]["period"].update(end="2024-09-30"), {"period"} | STRICT),
        (lambda s: s["kpis"][2].update(basis="guidance"), {"basis"}),
        (lambda s: s["kpis"][1].update(qualifier=None), {"qualifier"}),
        (lambda s: s["kpis"][0].update(qualifier="over"), {"qualifier"}),
        (lambda s: s["kpis"][0].update(change=None), {"change"}),
        (lambda s: s["kpis"][0]["change"].update(value=-8), {"change"}),
        (lambda s: s["kpis"][0]["change"].update(kind="qoq"), {"change"}),
        (lambda s: s["kpis"][0]["change"].update(unit="pp"), {"change"}),
        (lambda s: s["kpis"][1].update(change=s["kpis"][0]["change"]), {"change"}),
        (lambda s: s["document"].update(language="zh-Hant"), {"meta"}),
        (lambda s: s["document"].update(kind="other"), {"meta"}),
        (lambda s: s["document"].update(published=None), {"meta"}),
        (lambda s: s["company"].update(name="暮光电器"), {"meta"}),
        (lambda s: s["company"].update(name=None), {"meta"}),
        (lambda s: s["company"].update(short_name="电器"), {"meta"}),
        (lambda s: s["company"].update(ticker="000002"), {"meta"}),
        (lambda s: s["event"].update(date="2024-08-31"), {"meta"}),
        (lambda s: s["event"].update(date_is_inferred=True), {"meta"}),
        (lambda s: s["event"].update(type="roadshow"), {"meta"}),
        (lambda s: s["event"].update(participants=[]), {"meta"}),
        (lambda s: s["event"].update(hosts=[]), {"meta"}),
        (lambda s: s["event"]["hosts"][0].update(title="总经理"), {"meta"}),
        (lambda s: s["qa"].pop(), {"exchanges_found", "exchanges_paired", "question_counts", "themes", "answers"}),
        (lambda s: s["qa"].append(s["qa"][0]), {"exchanges_reported"}),
        (lambda s: s["qa"][0].update(answer=s["qa"][1]["answer"]), {"exchanges_paired", "answers"}),
        (lambda s: s["qa"][0].update(answer=[]), {"exchanges_paired", "answers"}),
        (lambda s: s["qa"][0]["questions"].pop(), {"question_counts"}),
        (lambda s: s["qa"][0].update(topics=["talent"]), {"themes"}),
        (lambda s: s["qa"][0]["answer"][0].update(text="年内投产"), {"answers"}),
        (lambda s: s["strategy"][0].update(text="进入市场"), {"strategy"}),
        (lambda s: s["strategy"][0].update(text="进入欧洲 页眉 乱码"), {"noise_free"}),
        (lambda s: s["kpis"][0].update(raw="页眉乱码"), {"noise_free", "digits"}),
        (lambda s: s["strategy"][0]["evidence"][0].update(quote="进入非洲市场"), {"spans"}),
        (lambda s: s["strategy"][0].update(evidence=[]), {"spans"}),
        (lambda s: s["qa"][1]["answer"][0]["evidence"][0].update(end=10_000), {"spans"}),
        (lambda s: s["strategy"][0].update(text="进入欧洲市场,投资 7 亿元"), {"digits"}),
        (lambda s: s["kpis"][0]["period"].update(label="2023年上半年"), {"digits"}),
    ],
)
def test_each_error_lowers_its_own_number(case: Case, spoil: Spoil, measures: set[str]) -> None:
    """One error, one number (a value that is wrong is both missing and extra; the strict rates follow)."""
    spoil(case.summary)
    assert case.spoilt() == measures
    assert case.score().misses


@pytest.mark.parametrize(
    "allow",
    [
        lambda s: s["kpis"].append(kpi("k9", "研发人员", 50, "人", "50 人")),
        lambda s: s["kpis"].extend(kpi(id, "人员", 50, "名", "50 人", basis="claim") for id in ("k8", "k9")),
        lambda s: s["kpis"][4].update(evidence=place("门店 200 家是")),
        lambda s: s["kpis"][4].update(unit="个"),
        lambda s: s["kpis"][4].update(unit="count"),
        lambda s: s["kpis"][0].update(unit="人民幣"),
        lambda s: s["kpis"][0].update(name="營 收"),
        lambda s: s["kpis"][0].update(entity="晨光电器"),
        lambda s: s["kpis"][0].update(value=1250000000.0),
        lambda s: s["kpis"][1].update(segment="家电业务"),
        lambda s: s["kpis"][3].update(period={"label": "今年", "kind": "year"}),
        lambda s: s["kpis"][1].update(change={"kind": "since", "value": 8, "unit": "pp", "raw": "8"}),
        lambda s: s["qa"].reverse(),
        lambda s: s.update(strategy=[], overview=[{"text": "进入欧洲市场", "evidence": place("进入欧洲市场")}]),
        lambda s: s["company"].update(short_name="晨光"),
    ],
)
def test_what_gold_leaves_open_costs_nothing(case: Case, allow: Spoil) -> None:
    """Optional figures, repetitions, spellings of a unit, another script, a period gold does not give."""
    allow(case.summary)
    assert case.spoilt() == set()


def test_optional_gold_is_never_missed(case: Case) -> None:
    """Marking everything optional leaves nothing to find, and the rates say so instead of claiming 1 or 0."""
    for figure in case.gold["kpis"]:
        figure["optional"] = True
    result = case.score()
    assert result.rate("value_f1") is None
    assert result.rate("name") is None


def test_a_quote_the_document_does_not_hold_is_told(case: Case) -> None:
    """An error of the gold file is not silently an error of the summary."""
    case.gold["kpis"][0]["quote"] = "营收达到 99 亿元"
    assert any("gold quote is not in the document" in miss.message for miss in case.score().misses)


def test_f1_counts_both_sides(case: Case) -> None:
    """Four of five found with one too many: precision and recall 0.8, and so is F1."""
    case.summary["kpis"][0]["value"] = 1
    result = case.score()
    assert result.rate("value_f1") == pytest.approx(0.8)
    case.summary["kpis"][1]["period"] = None
    assert case.score().rate("strict_f1") == pytest.approx(0.6)


def test_of_two_growths_in_gold_either_is_right(case: Case) -> None:
    """A KPI holds one change; over a quarter it is no less right than over a year, and a mixture of both is wrong."""
    case.gold["kpis"][0]["qoq_percent"] = -2
    assert case.spoilt() == set()
    case.summary["kpis"][0]["change"].update(kind="qoq", value=-2)
    assert "change" not in case.spoilt()
    case.summary["kpis"][0]["change"].update(value=8)
    assert "change" in case.spoilt()


def test_points_are_answers_and_strategy(case: Case) -> None:
    """What answers must mention and what strategy must mention, added up."""
    case.summary["strategy"].clear()
    result = case.score()
    assert (result.rate("answers"), result.rate("strategy")) == (1.0, 0.0)
    tally = result.tally("points")
    assert (tally.right, tally.total) == (3, 4)


def test_scores_add_up(case: Case) -> None:
    """Several documents count by their facts, not by their averages."""
    good = case.score()
    case.summary["kpis"].clear()
    total = good + case.score()
    assert total.rate("value_recall") == 0.5
    assert total.tallies["value_recall"].total == 10

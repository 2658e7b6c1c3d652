"""The comparison with instructor and langextract counts as it says, and for nobody."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import openai
import pytest

from summarizer.evaluation.gold import Gold
from summarizer.reading import Document
from tests.extractors.model.fault_endpoint import FaultEndpoint, Reply, answer, cut, status, text

Benchmark = Callable[[str], ModuleType]
SOURCE = "营收达到 36.8 亿元,同比增长 8%;毛利率\n达 80%,员工约1,200人。"
GOLD = Gold.model_validate({
    "document": "a.txt", "language": "zh-Hans", "kind": "ir_record",
    "kpis": [
        {"name": ["营收"], "value": 3680000000, "unit": "CNY", "basis": "actual", "yoy_percent": 8, "quote": "36.8 亿元"},
        {"name": ["毛利率"], "value": 80, "unit": "%", "basis": "actual", "quote": "80%"},
        {"name": ["员工"], "value": 1200, "unit": "人", "basis": "actual", "optional": True, "quote": "1,200人"},
    ],
})  # fmt: skip
PLAIN: dict[str, Any] = {
    "company": "某公司", "event_date": None, "overview": "", "strategy": ["一"], "qa": [{"question": "何时?", "answer_points": ["今年"]}],
    "kpis": [
        {"name": "营收", "value": 36.8, "unit": "亿元", "period": None, "yoy_change": "8%", "quote": "营收达到 36.8 亿元"},
        {"name": "利润率", "value": 0.8, "unit": None, "period": None, "yoy_change": None, "quote": "毛利率达 80%"},
        {"name": "净利润", "value": 12.5, "unit": "亿元", "period": None, "yoy_change": None, "quote": "净利润12.5亿元"},
        {"name": "员工", "value": 1200, "unit": "人", "period": None, "yoy_change": None, "quote": "员工约1,200人"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def figures(benchmark: Benchmark) -> ModuleType:
    return benchmark("beside_figures")


@pytest.fixture(scope="module")
def beside(benchmark: Benchmark) -> ModuleType:
    return benchmark("models")


@pytest.mark.parametrize(
    ("value", "unit", "right"),
    [
        (36.8, "亿元", 3.68e9), (36.8, "億港元", 3.68e9), (3.68e9, "元", 3.68e9), (3.68, "billion yuan", 3.68e9), (3.68, "RMB bn", 3.68e9),
        (80, "%", 80), (0.8, "%", 80), (0.8, None, 80), (-5, "%", 5), (600, "GB", 600), (150, "B tokens", 150e9),
    ],
)  # fmt: skip
def test_values_are_read_generously(figures: ModuleType, value: float, unit: str | None, right: float) -> None:
    """Scale words of any spelling count, a fraction may be a percentage, and a fall has no sign."""
    assert figures.among([right], figures.readings(value, unit))


def test_another_value_is_another(figures: ModuleType) -> None:
    """Generosity ends at the digits."""
    assert not figures.among([3.68e9], figures.readings(3.86, "billion"))
    assert not figures.among([3.68e9], figures.readings(36.8, "万元"))


def test_numbers_of_a_source(figures: ModuleType) -> None:
    """Both the digits as they stand and what they come to with their scale."""
    numbers = figures.numbers_of(SOURCE)
    assert all(figures.among([one], numbers) for one in (36.8, 3.68e9, 8, 80, 1200))
    assert not figures.among([12.5], numbers)


def test_both_are_counted_by_one_yardstick(figures: ModuleType, beside: ModuleType) -> None:
    """What was got, what was made up, what is not quoted; an optional figure counts neither way."""
    measures = figures.Measures()
    figures.compare(beside.plain_figures(beside.PlainSummary.model_validate(PLAIN)), GOLD, SOURCE, measures)
    assert (measures.got, measures.required, measures.named) == (2, 2, 1)
    assert (measures.growths_got, measures.growths) == (1, 1)
    assert (measures.reported, measures.countable) == (4, 3)
    assert measures.f1 == pytest.approx(2 * 2 / 5)
    assert (measures.invented, measures.quotes) == (1, 4)
    # the line break inside one quote, and the quote that was made up
    assert (measures.not_literal, measures.not_there) == (2, 1)


def test_one_value_answers_for_one_figure(figures: ModuleType) -> None:
    """Two figures of gold with the same value are two to be got."""
    twice = Gold.model_validate({**GOLD.model_dump(), "kpis": [GOLD.kpis[1].model_dump()] * 2})
    measures = figures.Measures()
    figures.compare([figures.Reported("毛利率", (80.0,), "%", "", ())], twice, SOURCE, measures)
    assert (measures.got, measures.required) == (1, 2)


@pytest.mark.parametrize(
    ("reply", "calls", "output", "why"),
    [(cut(), 1, 20, "length"), (text("I would rather talk."), 1, 20, "stop"), (status(500, "broken"), 1, 0, "None")],
)
def test_a_plain_run_that_fails_is_counted(beside: ModuleType, reply: Reply, calls: int, output: int, why: str) -> None:
    """It got nothing, at what its last completion cost, and all of gold was to be got."""
    with FaultEndpoint([reply]) as endpoint, openai.OpenAI(base_url=endpoint.url, api_key="none", max_retries=0) as client:
        measures, failure = beside.run_plain(client, "m", Document(SOURCE, "a.txt", ""), GOLD, 100)
    assert endpoint.count == 1
    assert failure.endswith(f"finish reason {why})")
    assert (measures.usable, measures.got, measures.required) == (0, 0, 2)
    assert (measures.calls, measures.output_tokens) == (calls, output)


def test_a_plain_run(beside: ModuleType) -> None:
    """One call, whose tokens and answer are counted; sums and ratios come out in the table."""
    with FaultEndpoint([answer(PLAIN)]) as endpoint, openai.OpenAI(base_url=endpoint.url, api_key="none", max_retries=0) as client:
        measures, failure = beside.run_plain(client, "m", Document(SOURCE, "a.txt", ""), GOLD, 100)
    assert failure is None
    assert (measures.calls, measures.input_tokens, measures.output_tokens) == (1, 100, 20)
    assert (measures.strategy, measures.exchanges, measures.points) == (1, 1, 1)
    (body,) = (request.body for request in endpoint.requests)
    assert body["temperature"] == 0
    assert body["response_format"]["type"] == "json_schema"
    both = measures + measures
    assert (both.documents, both.got, both.required, both.f1) == (2, 4, 4, measures.f1)
    shown = beside.table("a.txt", {"plain": measures, "langextract": both, "ours": both})
    assert "| a.txt | plain instructor | langextract | summarizer | ours ÷ instructor | ours ÷ langextract |" in shown
    assert "| output tokens | 20 | 40 | 40 | 2.00 | 1.00 |" in shown
    assert "| gold values got | 2/2 | 4/4 | 4/4 | 2.00 | 1.00 |" in shown
    assert "| calls | - | - | 2 | - | - |" in beside.table("a.txt", {"plain": None, "langextract": None, "ours": both})


def test_langextract_is_read_generously(figures: ModuleType, beside: ModuleType) -> None:
    """A value that brings its unit, one that stands in the words alone, one that is no number: each as favourably as can be."""
    told = [
        {"text": "营收达到 36.8 亿元", "attributes": {"name": "营收", "value": "36.8亿元", "unit": "", "yoy_change": "8%"}},
        {"text": "毛利率达 80%", "attributes": {"name": "毛利率", "value": "", "unit": "%", "period": ["2023"]}},
        {"text": "毛利率", "attributes": {"name": "毛利率", "value": "高"}},
    ]
    measures = figures.Measures()
    figures.compare(beside.langextract_figures(told), GOLD, SOURCE, measures)
    assert (measures.got, measures.required, measures.growths_got, measures.invented) == (2, 2, 1, 0)
    # the line break inside the second quote
    assert (measures.reported, measures.not_literal) == (2, 1)


def test_what_langextract_could_not_place_is_left_out(beside: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """As its guide says; the note says how many."""
    placed = {"text": "营收达到 36.8 亿元", "attributes": {"name": "营收", "value": "36.8", "unit": "亿元"}, "placed": True}
    lost = {"text": "净利润12.5亿元", "attributes": {"name": "净利润", "value": "12.5", "unit": "亿元"}, "placed": False}
    spent = {"seconds": 2.0, "calls": 3, "input_tokens": 30, "cached_tokens": 0, "output_tokens": 20}
    asked: list[Any] = []

    def answers(*given: Any) -> dict[str, Any]:
        asked.append(given)
        return {"extractions": [placed, lost], "failure": None, **spent}

    monkeypatch.setattr(beside, "ask", answers)
    measures, note = beside.run_langextract({"model": "m"}, Document(SOURCE, "a.txt", ""), GOLD)
    assert (measures.usable, measures.calls, measures.reported, measures.got, measures.invented) == (1, 3, 1, 1, 0)
    assert note == "1 of 2 extractions without a place, left out"
    ((_, _, told),) = asked
    assert told["han"]
    # the worked example is nobody's: no figure of it stands in the document
    assert all(one["attributes"]["value"] not in SOURCE for one in told["example"]["extractions"])

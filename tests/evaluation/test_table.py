"""Scores as a table to read and as data to keep: of one engine a column a document, of several a column an engine."""

from __future__ import annotations

import json

from summarizer.evaluation import MEASURES, RATES, EngineRun, Score, as_data, render_misses, render_table

from .made_up import Case


def run(*names: str, score: Score | None = None, **more: float) -> EngineRun:
    """An engine's run with the same score for each document."""
    made = EngineRun(scores=dict.fromkeys(names, score or Case().score()))
    for name, value in more.items():
        setattr(made, name, value)
    return made


def test_one_document_is_one_column() -> None:
    """Rates with the counts behind them."""
    table = render_table({"rules": run("made_up")}, ["made_up"])
    assert table.startswith("made_up\n")
    assert "value_recall         1.000 (5/5)\n" in table


def test_several_documents_are_numbered() -> None:
    """Long names go into a legend above the columns."""
    table = render_table({"rules": run("one", "two")}, ["one", "two"])
    assert table.startswith("[1] one\n[2] two\n")
    assert "value_recall         1.000 (5/5)       1.000 (5/5)       1.000 (10/10)\n" in table


def test_what_was_not_measured_shows_a_dash() -> None:
    """Nothing to score is neither 0 nor 1."""
    case = Case()
    case.gold["qa"] = []
    assert "exchanges_found          -\n" in render_table({"rules": run("made_up", score=case.score())}, ["made_up"])


def test_engines_stand_side_by_side() -> None:
    """A column an engine over all documents, what a model took, and strict F1 by document."""
    case = Case()
    case.summary["kpis"][0]["period"] = None
    model = run("one", "two", score=case.score(), seconds=3.21, calls=7, input_tokens=900, output_tokens=80)
    lines = render_table({"rules": run("one", "two"), "model": model}, ["one", "two"]).splitlines()
    rows = {line.split()[0]: line.split()[1:] for line in lines if line.strip()}
    assert ["rules", "model"] in [line.split() for line in lines]
    assert rows["documents"] == ["2/2", "2/2"]
    assert rows["period"] == ["1.000", "(6/6)", "0.667", "(4/6)"]
    assert rows["seconds"] == ["0.0", "3.2"]
    assert [rows[name] for name in ("calls", "input_tokens", "output_tokens")] == [["0", "7"], ["0", "900"], ["0", "80"]]
    assert rows["two"] == ["1.000", "0.800"]


def test_rules_alone_show_no_calls() -> None:
    """What was asked of nobody is not in the table."""
    table = render_table({"rules": run("made_up")}, ["made_up"])
    assert "seconds" in table
    assert "calls" not in table


def test_failed_is_not_zero() -> None:
    """A document without a summary is failed in its column, counts nowhere, and says why; so does an engine that failed on all."""
    half = run("one")
    half.fail("two", "no model can be reached")
    table = render_table({"model": half}, ["one", "two"])
    assert "value_recall         1.000 (5/5)      failed             1.000 (5/5)\n" in table
    assert "documents                                                  1/2\n" in table
    assert table.endswith("\nfailed: two: no model can be reached\n")
    whole = EngineRun()
    whole.fail("one", "gone")
    beside = render_table({"rules": run("one"), "model": whole}, ["one"])
    assert "value_recall         1.000 (5/5)      failed\n" in beside
    assert "0.000" not in beside
    assert as_data({"rules": run("one"), "model": whole})["engines"]["model"]["all"] is None


def test_sections_that_a_model_could_not_fill_are_counted() -> None:
    """A summary that there is may still be one in part."""
    made = run("made_up")
    made.failed_sections = {"made_up": ["qa", "risks"]}
    assert "failed_sections          2\n" in render_table({"model": made}, ["made_up"])


def test_each_miss_is_a_line() -> None:
    """What is wrong is said with the place and both values, behind the engine where there are several."""
    case = Case()
    case.summary["kpis"][0]["period"] = None
    spoilt = run("made_up", score=case.score())
    line = "made_up: period: k1 '营收' 12.5 亿元: None, gold ('2024-01-01', '2024-06-30')\n"
    assert render_misses({"rules": spoilt}) == line
    assert render_misses({"rules": run("made_up"), "model": spoilt}) == "model: " + line


def test_invented_digits_are_counted() -> None:
    """Beside the rate stands the number itself."""
    case = Case()
    case.summary["strategy"][0]["text"] = "进入欧洲市场,投资 7 亿元和 9 亿元"
    made = run("made_up", score=case.score())
    assert "invented_digits          2\n" in render_table({"rules": made}, ["made_up"])
    assert as_data({"rules": made})["all"]["invented_digits"] == 2


def test_data_holds_every_measure() -> None:
    """The JSON names all rates and what is behind them, for each document and for all together; of several engines by name."""
    data = json.loads(json.dumps(as_data({"rules": run("made_up")})))
    assert set(RATES) | {"invented_digits", "counts"} == data["all"].keys()
    assert data["all"]["counts"].keys() == set(MEASURES)
    assert data["documents"]["made_up"]["misses"] == []
    several = as_data({"rules": run("made_up"), "model": run("made_up", calls=3)})
    assert several["engines"]["rules"]["all"] == data["all"]
    assert several["engines"]["model"]["usage"]["calls"] == 3

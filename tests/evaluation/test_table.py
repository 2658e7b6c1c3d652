"""Scores as a table to read and as data to keep."""

from __future__ import annotations

import json

from summarizer.evaluation import MEASURES, as_data, render_misses, render_table

from .made_up import Case


def test_one_document_is_one_column() -> None:
    """Rates with the counts behind them."""
    score = Case().score()
    table = render_table({"made_up": score}, score)
    assert table.startswith("made_up\n")
    assert "value_recall         1.000 (5/5)\n" in table


def test_several_documents_are_numbered() -> None:
    """Long names go into a legend above the columns."""
    score = Case().score()
    table = render_table({"one": score, "two": score}, score + score)
    assert table.startswith("[1] one\n[2] two\n")
    assert "value_recall         1.000 (5/5)       1.000 (5/5)       1.000 (10/10)\n" in table


def test_what_was_not_measured_shows_a_dash() -> None:
    """Nothing to score is neither 0 nor 1."""
    case = Case()
    case.gold["qa"] = []
    score = case.score()
    assert "exchanges_found          -\n" in render_table({"made_up": score}, score)


def test_each_miss_is_a_line() -> None:
    """What is wrong is said with the place and both values."""
    case = Case()
    case.summary["kpis"][0]["period"] = None
    assert render_misses({"made_up": case.score()}) == (
        "made_up: period: k1 '营收' 12.5 亿元: None, gold ('2024-01-01', '2024-06-30')\n"
    )


def test_data_holds_every_measure() -> None:
    """The JSON names all measures for each document and for all together."""
    score = Case().score()
    data = json.loads(json.dumps(as_data({"made_up": score}, score)))
    assert set(MEASURES) | {"value_f1", "strict_f1", "counts"} == data["all"].keys()
    assert data["documents"]["made_up"]["misses"] == []

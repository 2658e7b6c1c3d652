"""Invented digits: numbers of a summary that its source does not hold, and none that it does."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.evaluation.digits import says, score_digits
from summarizer.evaluation.tally import Score
from summarizer.outline.repair import repair
from summarizer.schemas import Summary

from .made_up import PERFECT, TEXT


def invented(told: str, text: str = TEXT) -> int:
    """How many numbers of a statement are invented."""
    parts = {name: PERFECT[name] for name in ("document", "company", "event", "coverage", "provenance")}
    strategy = [{"text": told, "topic": "other", "status": "planned", "evidence": []}]
    score = Score()
    score_digits(Summary.model_validate({**parts, "strategy": strategy}), text, repair(text), score)
    assert len(score.misses) == score.invented_digits
    return score.invented_digits


@pytest.mark.parametrize(
    "told",
    [
        "营收 12.5 亿元", "增长 8%", "Revenue was 1.25 billion yuan, up 8%", "毛利率 32%~35%", "門店200家", "2024 年",
        "研发人员50名", "没有",
        "revenue of RMB1,250 million", "0.08 或 8", "毛利率約30%", "產能三萬台",
    ],
)  # fmt: skip
def test_what_the_source_holds_is_not_invented(told: str) -> None:
    """The same digits, the same value in another unit, script or language; but a percentage told as a ratio is another number."""
    assert invented(told) == (1 if "0.08" in told else 0)


@pytest.mark.parametrize(
    "told",
    [
        "营收 12.6 亿元", "营收 12.5 万元", "Revenue was 12.5 billion yuan", "增长 9%", "毛利率 32%~36%", "2022 年", "门店 201 家",
        "翻了3倍", "增长四成", "门店 2000 家",
    ],
)  # fmt: skip
def test_a_number_of_ones_own_is_invented(told: str) -> None:
    """A digit, a scale, an end of a range, a year, a number in words: each is one."""
    assert invented(told) == 1


def test_every_text_is_asked() -> None:
    """Names, quoted words, periods, questions, answers, what was rejected; not the reasons, and not the arithmetic of checks."""
    made_up: dict[str, Any] = {**PERFECT, "checks": [{"code": "sum", "severity": "info", "message": "777", "kpis": []}]}
    made_up["qa"] = [{**PERFECT["qa"][0], "questions": ["产能 777 吗?"], "answer": [{"text": "777 台", "evidence": []}]}]
    made_up["kpis"] = [{**PERFECT["kpis"][4], "name": "777 店"}]
    made_up["themes"] = [{"topic": "capacity", "label": "产能", "text": "777", "exchanges": [], "kpis": [], "evidence": []}]
    made_up["rejected"] = [{"section": "qa", "item": {"text": "777 台", "at": "s777"}, "reason": "no such number: 777"}]
    score = Score()
    score_digits(Summary.model_validate(made_up), TEXT, repair(TEXT), score)
    assert score.invented_digits == 5
    assert score.tallies["digits"].total > 5


@pytest.mark.parametrize(
    ("raw", "ends"),
    [
        ("36.8 亿元", [3_680_000_000]), ("$1.4 billion", [1_400_000_000]), ("翻一番", [2]), ("第一", [1]), ("half", [50]), ("3/4", [75]),
        ("1,234", [12_340_000]), ("20%到30%", [20, 30]), ("$4 million and $5 million", [4_000_000, 5_000_000]), ("下降 3.1%", [-3.1]),
        ("48.3p", [0.483]), ("虧損 60 百萬港元至 70 百萬港元", [-70_000_000, -60_000_000]),
    ],
)  # fmt: skip
def test_a_value_is_what_is_quoted(raw: str, ends: list[int | float]) -> None:
    """In the base unit; a fall without its sign; a bare number of a table with the scale of its head."""
    assert says(raw, ends)


@pytest.mark.parametrize(
    ("raw", "ends"),
    [
        ("36.8 亿元", [36.8]), ("36.8 亿元", [368_000_000]), ("$1.4 billion", [1_500_000_000]), ("8%", [800]), ("20%到30%", [20]),
        ("1,234", [12_350_000]), ("没有", [1]),
    ],
)  # fmt: skip
def test_a_value_that_is_not_quoted_is_invented(raw: str, ends: list[int | float]) -> None:
    """What has its scale says no other value."""
    assert not says(raw, ends)

"""The bar: what the rules reach on the two real documents, so that a change that loses something is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import read, summarize
from summarizer.evaluation import Score, load_gold, score

NAMES = ("kunlun_2023q3_ir_record", "sensetime_2023fy_briefing")
FLOORS = {
    "value_f1": 0.97, "strict_f1": 0.95, "period": 0.95, "meta": 1.0, "exchanges_found": 1.0, "exchanges_reported": 1.0,
    "exchanges_paired": 1.0, "question_counts": 1.0, "answers": 0.9, "strategy": 0.9, "noise_free": 1.0, "spans": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def scores(documents: Path, gold: Path) -> dict[str, Score]:
    """Each sample, summarised by rules and scored."""
    return {
        name: score(
            summarize(documents / f"{name}.txt", engine="rules"),
            load_gold(gold / f"{name}.json"),
            read(documents / f"{name}.txt").text,
        )
        for name in NAMES
    }


@pytest.mark.parametrize(("measure", "floor"), FLOORS.items())
def test_the_samples_are_summarised_rightly(scores: dict[str, Score], measure: str, floor: float) -> None:
    """Both documents together reach each floor; the misses say what was lost."""
    total = scores[NAMES[0]] + scores[NAMES[1]]
    misses = [f"{one.measure}: {one.message}" for one in total.misses]
    rate = total.rate(measure)
    assert rate is not None
    assert rate >= floor, misses

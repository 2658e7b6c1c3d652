"""docs/evaluation.md is true: it names every row of the table, and its example is gold of a document that is there."""

from __future__ import annotations

import re
from pathlib import Path

from summarizer import read, summarize
from summarizer.evaluation import RATES, load_gold, score

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")


def test_every_row_is_told() -> None:
    """No rate without a word on what it is of and when it is right, and none that is not there."""
    told = {name for row in re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    spent = {"invented_digits", "seconds", "calls", "input_tokens", "output_tokens"}
    assert told == {*RATES, *spent}


def test_the_example_is_gold(tmp_path: Path) -> None:
    """It loads, its quotes and questions are found, and the rules get it right."""
    [example] = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "record.json").write_text(example, encoding="utf-8")
    gold = load_gold(tmp_path / "record.json")
    path = ROOT / "tests" / "documents" / "made_up_call.txt"
    result = score(summarize(path, engine="rules"), gold, read(path).text)
    assert not [miss for miss in result.misses if miss.measure == "note"]
    told = "value_recall strict_recall change meta exchanges_found question_counts answers strategy digits spans"
    for measure in told.split():
        assert result.rate(measure) == 1.0, measure

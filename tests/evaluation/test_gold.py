"""Gold files: what they hold is in their documents, and a broken one is told, not half scored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.evaluation import load_gold, score
from summarizer.evaluation.places import GoldPlaces
from summarizer.evaluation.units import same_unit
from summarizer.outline.repair import repair
from summarizer.schemas import Summary

from .made_up import GOLD, PERFECT, TEXT

FILES = sorted((Path(__file__).parents[1] / "gold").glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_fact_of_gold_is_in_its_document(path: Path, documents: Path) -> None:
    """Each quote and each question is found, in the raw text or once it is repaired."""
    facts = load_gold(path)
    text = (documents / Path(facts.document).name).read_text(encoding="utf-8")
    places = GoldPlaces(text, repair(text))
    assert [kpi.quote for kpi in facts.kpis if not places.of(kpi.quote)] == []
    assert [one.question_starts for one in facts.qa if not places.of(one.question_starts)] == []


def test_a_quote_is_found_wherever_it_is_repeated() -> None:
    """Repetitions count as places of the same figure, and white space does not matter."""
    text = "门店 200\n家,其后门店200家"
    assert GoldPlaces(text, repair(text)).of("门店200家") == [(0, 8), (11, 17)]


def test_an_unknown_field_is_an_error(tmp_path: Path) -> None:
    """A misspelt field would otherwise be a fact that is never scored."""
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({**GOLD, "kpi": []}), encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.json: not a gold file: kpi"):
        load_gold(path)
    with pytest.raises(InputError, match="No such file"):
        load_gold(tmp_path / "none.json")


def test_an_unknown_meta_field_is_an_error(tmp_path: Path) -> None:
    """The same for what a document says of itself."""
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({**GOLD, "meta": {"weather": "rain"}}), encoding="utf-8")
    with pytest.raises(InputError, match=r"meta\.weather"):
        score(Summary.model_validate(PERFECT), load_gold(path), TEXT)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("个", "個", True), ("个", "count", True), ("个", "家", True), ("count", "stores", True), ("張", "张", True),
        ("名", "人", True), ("token", "Tokens", True), ("RMB", "CNY", True), ("倍", "x", True), ("百分点", "pp", True),
        ("家", "张", False), ("%", "pp", False), ("%", "count", False), ("CNY", "USD", False), ("x", "个", False),
        ("EUR", "count", False), (None, "count", False), ("CNY", None, False), (None, None, True),
    ],
)  # fmt: skip
def test_spellings_of_a_unit(one: str | None, other: str | None, same: bool) -> None:
    """Counted words of the same thing agree, script aside; measures agree with themselves alone."""
    assert same_unit(one, other) is same
    assert same_unit(other, one) is same

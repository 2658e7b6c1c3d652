"""``summarizer eval`` with several engines: side by side, offline from recordings, and told where one fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Command

CASSETTES = Path(__file__).parents[1] / "cassettes"
NOWHERE = "http://127.0.0.1:9/v1"


@pytest.fixture(autouse=True)
def no_model_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine is set up for must not decide."""
    for name in ("SUMMARIZER_MODEL", "SUMMARIZER_BASE_URL", "SUMMARIZER_ENDPOINT", "SUMMARIZER_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SUMMARIZER_ATTEMPTS", "1")


def test_rules_beside_a_recorded_model(command: Command, gold: Path, documents: Path, tmp_path: Path) -> None:
    """Offline and without a key: one table, JSON by engine, nothing invented by either."""
    words = ("--documents", documents, "--engine", "rules", "--engine", "model", "--replay", CASSETTES)
    result = command("eval", gold, *words, "--json", tmp_path / "scores.json")
    assert (result.code, result.err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in result.out.splitlines() if line.strip()}
    assert rows["rules"] == ["model"]
    assert rows["documents"] == ["2/2", "2/2"]
    assert rows["invented_digits"] == ["0", "0"]
    assert int(rows["calls"][0]) == 0 < int(rows["calls"][1])
    engines = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))["engines"]
    assert list(engines) == ["rules", "model"]
    assert len(engines["model"]["models"]) == 1
    for engine in engines.values():
        assert engine["all"]["value_f1"] > 0.9
        assert engine["all"]["counts"]["digits"][1] > 100


def test_an_engine_that_fails_is_failed(command: Command, gold: Path, documents: Path, tmp_path: Path) -> None:
    """Rules still have their column, the model's says failed, and the exit code is that of a model that cannot be reached."""
    path = gold / "kunlun_2023q3_ir_record.json"
    words = ("--documents", documents, "--engine", "rules", "--engine", "model", "--model", "any", "--base-url", NOWHERE)
    result = command("eval", path, *words, "--json", tmp_path / "scores.json")
    assert (result.code, result.err.count("\n")) == (4, 1)
    assert "1.000 (14/14)    failed\n" in result.out
    assert "failed: model: kunlun_2023q3_ir_record: no model can be reached" in result.out
    model = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))["engines"]["model"]
    assert (model["all"], model["documents"]) == (None, {})
    assert list(model["failed"]) == ["kunlun_2023q3_ir_record"]


def test_an_engine_falls_back_aloud(command: Command, gold: Path, documents: Path) -> None:
    """``auto`` without its model is rules, and a note says so."""
    words = ("--documents", documents, "--model", "any", "--base-url", NOWHERE)
    result = command("eval", gold / "kunlun_2023q3_ir_record.json", *words)
    assert result.code == 0
    assert result.err.startswith("summarizer: note: kunlun_2023q3_ir_record.txt: ")


def test_engines_that_cannot_be(command: Command, gold: Path) -> None:
    """Told before anything is read: one named twice, one that does not exist, a model for rules alone, a model that is nowhere."""
    assert "given twice" in command("eval", gold, "--engine", "rules", "--engine", "rules").err
    assert command("eval", gold, "--engine", "rules", "--engine", "other").code == 2
    assert "asks no model" in command("eval", gold, "--engine", "rules", "--replay", CASSETTES).err
    assert command("eval", gold, "--engine", "rules", "--engine", "model").code == 4


def test_gold_named_twice_is_scored_once(command: Command, gold: Path, documents: Path, tmp_path: Path) -> None:
    """A file and its folder are one; two of one name in two folders are two."""
    name = "kunlun_2023q3_ir_record.json"
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / name).write_bytes((gold / name).read_bytes())
    out = command("eval", gold / name, gold / name, tmp_path / "again", "--documents", documents, "--engine", "rules").out
    assert out.startswith("[1] kunlun_2023q3_ir_record\n[2] again/kunlun_2023q3_ir_record\n\n")

"""``summarizer eval --headlines``."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from summarizer.evaluation.rouge import INSTALL

from ..conftest import need
from .conftest import Command


@pytest.fixture
def folder(tmp_path: Path, documents: Path) -> Path:
    """One made-up call and what an agency might have written of it."""
    for part in ("ects", "gt_summaries"):
        (tmp_path / part).mkdir()
    (tmp_path / "ects" / "call.txt").write_bytes((documents / "made_up_call.txt").read_bytes())
    bullets = "q2 earnings per share $1.12.\nq2 revenue rose 14 percent to $412.6 million.\nsees q3 revenue $420 million to $430 million.\n"
    (tmp_path / "gt_summaries" / "call.txt").write_text(bullets, encoding="utf-8")
    return tmp_path


def test_a_folder_is_scored_by_rules(command: Command, folder: Path, tmp_path: Path) -> None:
    """A table on standard output and JSON beside it, no gold named."""
    need(find_spec("rouge") is not None, f"py-rouge ({INSTALL})")
    result = command("eval", "--headlines", folder, "--limit", 1, "--json", tmp_path / "scores.json")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("headlines of 1 calls; references have 3.0 lines\n")
    scores = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))["scores"]
    assert scores["ours_told"]["rouge_one"] > 0.8 > scores["first_lines"]["rouge_one"]


def test_wrong_calls_are_one_line(command: Command, folder: Path, gold: Path) -> None:
    """A folder that is none, a limit that leaves nothing, gold beside headlines, and neither of them."""
    assert command("eval", "--headlines", folder / "none").code == 3
    assert command("eval", "--headlines", folder, "--limit", 0).code == 2
    assert command("eval", gold, "--headlines", folder).code == 2
    result = command("eval")
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert "--headlines FOLDER" in result.err

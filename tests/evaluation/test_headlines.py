"""Headlines of a folder of calls, scored against an agency's."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from summarizer.errors import InputError, UsageError
from summarizer.evaluation import rouge as measured
from summarizer.evaluation.headlines import headlines_as_data, load_folder, render_headlines, score_headlines
from summarizer.evaluation.rouge import Rouge, rouge
from summarizer.schemas import Summary

from ..conftest import need
from ..headlines.made_up import QUARTER, call

CALL = "Welcome, everyone.\nOur people did well in Covid-19 times.\nRevenue was $412.6 million, up 14%.\nThank you.\n"
AGENCY = "q2 earnings per share $1.12.\nq2 revenue rose 14 percent to $412.6 million.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two calls with their headlines, and one without."""
    for part in ("ects", "gt_summaries"):
        (tmp_path / part).mkdir()
    for name in ("b.txt", "a.txt", "alone.txt"):
        (tmp_path / "ects" / name).write_text(CALL, encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / "gt_summaries" / name).write_text(AGENCY, encoding="utf-8")
    return tmp_path


def summarise(path: Path) -> tuple[str, Summary]:
    return path.read_text(encoding="utf-8"), call(*QUARTER)


@pytest.fixture
def needs_rouge() -> None:
    """py-rouge."""
    need(find_spec("rouge") is not None, f"py-rouge ({measured.INSTALL})")


def test_pairs_are_found_and_what_has_none_is_counted(folder: Path) -> None:
    """Calls come in the order of their names; one without a reference is left out and counted; a limit takes the first."""
    found = load_folder(folder)
    assert [pair.transcript.name for pair in found.pairs] == ["a.txt", "b.txt"]
    assert found.pairs[0].reference == ("q2 earnings per share $1.12.", "q2 revenue rose 14 percent to $412.6 million.")
    assert found.without_reference == 1
    assert [pair.transcript.name for pair in load_folder(folder, 1).pairs] == ["a.txt"]


@pytest.mark.parametrize("part", ["", "ects", "gt_summaries"])
def test_a_folder_laid_out_otherwise(folder: Path, part: str) -> None:
    """What is missing is named; so is a folder in which no call has a reference."""
    if part:
        (folder / part).rename(folder / "elsewhere")
        with pytest.raises(InputError, match=f"holds no folder {part}/"):
            load_folder(folder)
    else:
        with pytest.raises(InputError, match="no such folder"):
            load_folder(folder / "none")
    if part == "gt_summaries":
        (folder / part).mkdir()
        with pytest.raises(InputError, match="has a reference of its name"):
            load_folder(folder)


@pytest.mark.usefixtures("needs_rouge")
def test_ours_beside_the_baselines(folder: Path) -> None:
    """Four rows in one run; told, ours has the reference's number of lines; the first line with a figure is not the one with Covid-19."""
    scores = score_headlines(load_folder(folder), summarise)
    assert scores.lines == {"first_lines": 2, "first_lines_with_a_figure": 1, "ours_told": 2, "ours_not_told": 5, "reference": 2}
    rows = scores.scores
    assert rows["ours_told"].one > rows["first_lines_with_a_figure"].one > rows["first_lines"].one
    table = render_headlines(scores)
    assert table.splitlines()[0] == "headlines of 2 calls, 1 without a reference left out; references have 2.0 lines"
    assert f"{rows['ours_told'].two:.3f}" in table
    data = json.loads(json.dumps(headlines_as_data(scores)))
    assert data["scores"]["ours_not_told"]["rouge_longest"] == rows["ours_not_told"].longest
    assert (data["calls"], data["without_reference"]) == (2, 1)


@pytest.mark.usefixtures("needs_rouge")
def test_rouge_is_that_of_the_paper() -> None:
    """Case, punctuation and endings do not count; ROUGE-L carries the paper's weight; nothing told scores nothing."""
    same = rouge(["Q2 Revenues rose 14%!"], ["q2 revenue rose 14 percent".replace(" percent", "")])
    assert [same.one, same.two] == pytest.approx([1, 1])
    half = rouge(["alpha beta gamma delta"], ["alpha beta other words"])
    assert half.one == pytest.approx(0.5)
    assert half.longest == pytest.approx(0.5 ** (1 / 1.2))
    assert rouge(["", "alpha"], ["alpha", "alpha"]).one == pytest.approx(0.5)
    assert rouge([], []) == Rouge(0, 0, 0)


def test_without_rouge_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Where py-rouge is missing, the error says how to add it, and no call is read before it does."""
    monkeypatch.setitem(sys.modules, "rouge", None)
    measured._scorer.cache_clear()

    def never(path: Path) -> tuple[str, Summary]:
        raise AssertionError(path)

    with pytest.raises(UsageError, match=r"pip install 'summarizer\[eval\]'"):
        score_headlines(load_folder(folder), never)
    measured._scorer.cache_clear()


@pytest.mark.usefixtures("needs_rouge")
def test_another_library_of_that_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two libraries are imported as ``rouge``; the other one is named as what stands in the way."""
    other = ModuleType("rouge")
    other.__dict__["Rouge"] = type("Rouge", (), {})
    monkeypatch.setitem(sys.modules, "rouge", other)
    measured._scorer.cache_clear()
    with pytest.raises(UsageError, match="another library named rouge"):
        rouge([], [])
    measured._scorer.cache_clear()

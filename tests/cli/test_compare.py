"""``summarizer compare``: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from summarizer import summarize
from summarizer.schemas.comparison import Comparison

from .conftest import Command

QUARTERS = Path(__file__).parents[1] / "comparison" / "quarters"
OLD, NEW = (QUARTERS / "en_quillstone" / name for name in ("old.txt", "new.txt"))


NOWHERE = "http://127.0.0.1:9/v1"


@pytest.fixture(autouse=True)
def by_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model, whatever the machine is set up with."""
    for name in ("SUMMARIZER_MODEL", "SUMMARIZER_BASE_URL", "SUMMARIZER_ENDPOINT", "SUMMARIZER_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SUMMARIZER_ATTEMPTS", "1")


@pytest.fixture(scope="module")
def summaries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Summaries of both, as ``run`` writes them."""
    folder = tmp_path_factory.mktemp("summaries")
    for path in (OLD, NEW):
        (folder / f"{path.stem}.json").write_text(summarize(path, engine="rules").model_dump_json(indent=2), encoding="utf-8")
    return folder / "old.json", folder / "new.json"


def test_into_a_pipe_it_is_json(command: Command) -> None:
    """One object of the published schema, oldest document first whatever order they are given in."""
    result = command("compare", NEW, OLD)
    comparison = Comparison.model_validate_json(result.out)
    assert (result.code, result.err) == (0, "")
    assert [one.source for one in comparison.documents] == ["old.txt", "new.txt"]
    assert any(one.metric == "revenue" and one.difference is not None for one in comparison.kpis)


def test_every_place_is_in_its_document(command: Command) -> None:
    """``text[start:end] == quote`` for all evidence of both documents."""
    raw = json.loads(command("compare", OLD, NEW).out)
    texts = [OLD.read_text(encoding="utf-8"), NEW.read_text(encoding="utf-8")]
    checked = 0

    def walk(value: object, document: int | None) -> None:
        nonlocal checked
        if isinstance(value, list):
            for one in value:
                walk(one, document)
        elif isinstance(value, dict):
            document = value.get("document", document)
            if {"quote", "start", "end"} <= value.keys():
                # what arithmetic is made of stands in either
                assert any(
                    text[value["start"] : value["end"]] == value["quote"]
                    for text in (texts if document is None else [texts[document]])
                )  # fmt: skip
                checked += 1
            for one in value.values():
                walk(one, document)

    walk(raw, None)
    assert checked > 20


def test_summaries_do_as_well(command: Command, summaries: tuple[Path, Path]) -> None:
    """Two summaries give the changes that their documents give, and a summary and a document go together."""
    whole = Comparison.model_validate_json(command("compare", OLD, NEW).out)
    for pair in (summaries, (summaries[0], NEW)):
        result = command("compare", *pair)
        assert result.code == 0
        told = Comparison.model_validate_json(result.out)
        assert [one.sha256 for one in told.documents] == [one.sha256 for one in whole.documents]
        assert both(told) == both(whole) != []


@pytest.mark.parametrize(
    ("name", "begins"), [("c.md", "# Comparison"), ("c.html", "<!doctype html>"), ("c.txt", "Comparison"), ("c.json", "{"), ("c", "{")]
)
def test_a_file_gets_what_its_suffix_says(command: Command, tmp_path: Path, summaries: tuple[Path, Path], name: str, begins: str) -> None:
    """Its folder is made, nothing is printed."""
    goal = tmp_path / "new folder" / name
    result = command("compare", *summaries, "--output", goal)
    assert (result.code, result.out, result.err) == (0, "", "")
    assert goal.read_text(encoding="utf-8").lstrip().startswith(begins)


def test_nothing_that_is_read_is_overwritten(command: Command, tmp_path: Path, summaries: tuple[Path, Path]) -> None:
    """Neither side, however the path is spelled, and not after the work is done."""
    for path in summaries:
        before = path.read_bytes()
        result = command("compare", *summaries, "--output", path.parent / "." / path.name, "--format", "json")
        assert result.code == 2
        assert "would overwrite" in result.err
        assert path.read_bytes() == before
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert command("compare", *summaries, "--output", tmp_path / "file" / "below.md").code == 2


def test_formats_can_be_asked_for(command: Command, summaries: tuple[Path, Path]) -> None:
    """Markdown, a table without escape sequences, a page; in the language that is asked for."""
    assert "## 数据对照" in command("compare", *summaries, "--format", "md", "--language", "zh-Hans").out
    table = command("compare", *summaries, "--format", "table").out
    assert "Figures side by side" in table
    assert "\x1b" not in table
    assert command("compare", *summaries, "--format", "html").out.rstrip().endswith("</html>")


def test_places_are_lines_where_the_text_is_at_hand(command: Command, summaries: tuple[Path, Path]) -> None:
    """Documents tell lines; summaries alone tell offsets."""
    assert "`L" in command("compare", OLD, NEW, "--format", "md").out
    by_summaries = command("compare", *summaries, "--format", "md").out
    assert "`@" in by_summaries
    assert "`L" not in by_summaries


def test_standard_input_is_one_of_them(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` stands for one document, once."""
    stream = io.TextIOWrapper(io.BytesIO(NEW.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stream)
    result = command("compare", OLD, "-")
    assert result.code == 0
    assert {one.source for one in Comparison.model_validate_json(result.out).documents} == {"old.txt", "-"}
    twice = command("compare", "-", "-")
    assert twice.code == 2
    assert "standard input can be read only once" in twice.err


def test_mistakes_are_told_in_one_line(command: Command, tmp_path: Path, summaries: tuple[Path, Path]) -> None:
    """What is wrong, with the exit code of its kind; no trace, no absolute path that the user did not give."""
    for words, code, said in (
        (("compare", OLD), 2, "NEW"),
        (("compare", OLD, NEW, "--format", "pdf"), 2, "there is no format 'pdf'; choose one of: table, json, md, html"),
        (("compare", OLD, NEW, "--language", "fr"), 2, "there is no language 'fr'"),
        (("compare", OLD, "nowhere.txt"), 3, "nowhere.txt"),
        (("compare", OLD, NEW, "--profile", "nowhere.toml"), 2, "nowhere.toml"),
    ):
        result = command(*words)
        assert (result.code, result.out) == (code, ""), words
        assert said in result.err
        assert result.err.count("\n") == 1
        assert str(Path.cwd()) not in result.err
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(json.loads(summaries[0].read_text(encoding="utf-8")) | {"kpis": 7}), encoding="utf-8")
    result = command("compare", broken, NEW)
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert "broken.json" in result.err


def both(comparison: Comparison) -> list[object]:
    """Figures side by side. What is new or gone takes a document's text to tell."""
    return [one for one in comparison.kpis if one.status == "both"]


def test_several_documents_make_a_series(command: Command, tmp_path: Path) -> None:
    """Each measure over all of them; what changed, between the last two."""
    between = tmp_path / "between.txt"
    between.write_text(OLD.read_text(encoding="utf-8"), encoding="utf-8")
    result = command("compare", OLD, NEW, between, "--format", "json")
    comparison = Comparison.model_validate_json(result.out)
    assert len(comparison.documents) == 3
    assert max(len(one.points) for one in comparison.series) >= 2


def test_a_reader_gets_their_own_order(command: Command, tmp_path: Path, summaries: tuple[Path, Path]) -> None:
    """``--profile`` leaves out what is of no interest, and says how much; the contract stays whole."""
    profile = tmp_path / "me.toml"
    profile.write_text('metrics = ["gross_margin"]\nonly = true\n', encoding="utf-8")
    told = command("compare", *summaries, "--format", "md", "--profile", profile).out
    assert "more left out, as the reader's profile asks." in told
    assert command("compare", *summaries, "--profile", profile).out == command("compare", *summaries).out


def test_a_model_may_have_read_them(command: Command, documents: Path, summaries: tuple[Path, Path]) -> None:
    """Recorded answers do; where none answers the rules read, and it is told of documents, not of summaries; ``model`` needs one."""
    cassettes = Path(__file__).parents[1] / "cassettes"
    replayed = command("compare", documents / "made_up_call.txt", summaries[1], "--replay", cassettes)
    assert (replayed.code, replayed.err) == (0, "")
    assert [one.engine for one in Comparison.model_validate_json(replayed.out).documents] == ["hybrid", "rules"]
    call = (documents / "made_up_call.txt", summaries[1], "--base-url", NOWHERE, "--model", "x")
    alone = command("compare", *call)
    assert alone.code == 0
    assert alone.err == "summarizer: note: made_up_call.txt: no model answered, and it is read by rules alone\n"
    assert command("compare", *call, "--engine", "model").code == 4


def test_the_schema_is_printed(command: Command) -> None:
    """``summarizer schema comparison``."""
    assert json.loads(command("schema", "comparison").out) == Comparison.model_json_schema(mode="serialization")

"""``summarizer run``: what is printed, where it goes, and what happens to a document that cannot be read."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from summarizer.schemas import Summary

from .conftest import Command

RECORD = "kunlun_2023q3_ir_record.txt"
ARTICLE = "sensetime_2023fy_briefing.txt"


@pytest.mark.parametrize("name", [RECORD, ARTICLE, "made_up_record_gb18030.txt", "made_up_call.txt"])
def test_prints_a_summary_that_is_true_to_the_contract(command: Command, documents: Path, name: str) -> None:
    """One document gives one JSON object, and each quote in it stands where it says."""
    result = command("run", documents / name, "--format", "json")
    assert (result.code, result.err) == (0, "")
    summary = Summary.model_validate_json(result.out)
    text = command("text", documents / name).out
    assert summary.document.source == name
    assert summary.kpis
    assert all(text[one.start : one.end] == one.quote for kpi in summary.kpis for one in kpi.evidence)


def test_json_into_a_pipe_and_markdown_on_a_terminal(
    command: Command, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program gets data, a person gets something to read, neither has to ask."""
    assert command("run", documents / "made_up_call.txt").out.startswith("{")
    assert command("run", documents / "made_up_call.txt", "--format", "md").out.startswith("# ")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert command("run", documents / "made_up_call.txt").out[0] not in "{#"


def test_several_documents_make_one_array(command: Command, documents: Path) -> None:
    """The output of several documents is one JSON value, in their order."""
    result = command("run", documents / ARTICLE, documents / RECORD, "--format", "json")
    summaries = [Summary.model_validate(one) for one in json.loads(result.out)]
    assert [one.document.source for one in summaries] == [ARTICLE, RECORD]


def test_several_documents_in_markdown_follow_one_another(command: Command, documents: Path) -> None:
    """A rule stands between two reports."""
    out = command("run", documents / ARTICLE, documents / RECORD, "--format", "md").out
    first, second = out.split("\n---\n\n")
    assert first.startswith("# ")
    assert second.startswith("# ")


def test_one_bad_document_does_not_stop_the_others(command: Command, documents: Path, tmp_path: Path) -> None:
    """The good ones are summarised, each bad one is one line on standard error, and the exit code is 3."""
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = command("run", empty, documents / RECORD, tmp_path / "none.txt", "--format", "json")
    assert result.code == 3
    assert [one["document"]["source"] for one in json.loads(result.out)] == [RECORD]
    lines = result.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("summarizer: error: ") for line in lines)
    assert "empty.txt" in lines[0]
    assert "none.txt" in lines[1]


def test_nothing_readable_is_still_valid_json(command: Command, tmp_path: Path) -> None:
    """An array of none, so that the program that reads it gets a list."""
    result = command("run", tmp_path / "a", tmp_path / "b", "--format", "json")
    assert (result.code, json.loads(result.out)) == (3, [])


def test_one_bad_document_alone_prints_nothing(command: Command, tmp_path: Path) -> None:
    """Standard output stays empty; the code says why."""
    result = command("run", tmp_path)
    assert (result.code, result.out) == (3, "")


def test_standard_input(command: Command, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads bytes from standard input, whatever their encoding."""
    data = (documents / "made_up_record_gb18030.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
    summary = Summary.model_validate_json(command("run", "-", "--format", "json").out)
    assert summary.document.source == "-"
    assert summary.document.record_number == "2024-007"


def test_output_is_a_file(command: Command, documents: Path, tmp_path: Path) -> None:
    """The suffix says the format, the folder is made, and standard output stays empty."""
    for name, start in (("a/summary.md", "# "), ("a/summary.json", "{"), ("a/summary", "{")):
        result = command("run", documents / RECORD, "--output", tmp_path / name)
        assert (result.code, result.out) == (0, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_output_is_a_folder(command: Command, documents: Path, tmp_path: Path) -> None:
    """Several documents make one file each, named after them."""
    result = command("run", documents / RECORD, documents / ARTICLE, "--output", tmp_path / "out", "--format", "md")
    assert result.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "kunlun_2023q3_ir_record.md", "sensetime_2023fy_briefing.md",
    ]  # fmt: skip


def test_output_never_overwrites_what_it_must_not(command: Command, documents: Path, tmp_path: Path) -> None:
    """Not the document, not another document's summary, and no folder in place of a file: all told before any work."""
    mine, other = tmp_path / "record.json", tmp_path / "b" / "record.txt"
    other.parent.mkdir()
    for path in (mine, other):
        path.write_bytes((documents / RECORD).read_bytes())
    before = mine.read_bytes()
    for words, part in (
        ((mine, "--output", mine), "overwrite the document"),
        ((mine, "--output", tmp_path), "overwrite the document"),
        ((mine, other, "--output", tmp_path / "out"), "same name"),
        ((documents / RECORD, documents / ARTICLE, "--output", mine), "is a file"),
    ):
        result = command("run", *words, "--format", "json")
        assert result.code == 2, words
        assert part in result.err
    assert mine.read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written(command: Command, documents: Path, tmp_path: Path) -> None:
    """A path below a file is no path; the line says so."""
    (tmp_path / "file").touch()
    result = command("run", documents / "made_up_call.txt", "--output", tmp_path / "file" / "x.json")
    assert result.code == 2
    assert "cannot be written" in result.err


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("--format", "docx"), 2, "there is no format 'docx'; choose one of: json, md"),
        (("--output", "x.ods"), 2, "there is no format 'ods'"),
        (("--language", "en"), 2, "source"),
        (("--engine", "magic"), 2, "magic"),
        (("--engine", "model"), 4, "rules"),
        (("--encoding", "klingon"), 2, "klingon"),
        (("--formt", "md"), 2, "--format"),
        (("-", "-"), 2, "standard input"),
    ],
)
def test_a_wrong_call_is_one_line_that_says_what_next(
    command: Command, documents: Path, words: tuple[str, ...], code: int, part: str
) -> None:
    """Codes as in the contract; nothing on standard output."""
    result = command("run", documents / RECORD, *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("summarizer: error: ")
    assert result.err.count("\n") == 1
    assert part in result.err


def test_rules_can_be_asked_for(command: Command, documents: Path) -> None:
    """``auto`` is ``rules`` where no model is configured."""
    for engine in ("rules", "auto"):
        out = command("run", documents / RECORD, "--engine", engine, "--format", "json").out
        assert json.loads(out)["provenance"]["engine"] == "rules"

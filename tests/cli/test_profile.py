"""``--profile``: a reader on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import summarizer

from .conftest import Command

RECORD, CALL = "kunlun_2023q3_ir_record.txt", "made_up_call.txt"


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    path = tmp_path / "reader.toml"
    path.write_text('companies = ["HBRI"]\nmetrics = ["free_cash_flow"]\nlanguage = "en"\nlength = "short"\n', encoding="utf-8")
    return path


def test_a_report_is_the_readers(command: Command, documents: Path, reader: Path) -> None:
    """Ordered, cut and worded as the file says; without it nothing is left out."""
    result = command("run", documents / RECORD, "--engine", "rules", "--format", "md", "--profile", reader)
    assert (result.code, result.err) == (0, "")
    assert "## Key figures" in result.out
    assert "more left out, as the reader's profile asks" in result.out
    assert "left out" not in command("run", documents / CALL, "--engine", "rules", "--format", "md").out


def test_the_readers_companies_come_first_and_nothing_is_dropped(command: Command, documents: Path, reader: Path) -> None:
    """One report behind the other, and in one table; JSON keeps the order of the call."""
    words = ("run", documents / RECORD, documents / CALL, "--engine", "rules", "--profile", reader, "--format")
    pages = command(*words, "md").out.split("\n---\n")
    assert [page.strip().startswith("# Harbor Instruments") for page in pages] == [True, False]
    rows = command(*words, "csv", "--table", "documents").out.splitlines()
    assert [CALL in row for row in rows] == [False, True, False]
    assert [one["document"]["source"] for one in json.loads(command(*words, "json").out)] == [RECORD, CALL]


def test_a_document_that_cannot_be_read_does_not_cost_the_others(command: Command, documents: Path, reader: Path, tmp_path: Path) -> None:
    """Reports that are put in order are written when all are done, also when one failed."""
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    files = (documents / RECORD, tmp_path / "empty.txt", documents / CALL)
    result = command("run", *files, "--engine", "rules", "--format", "md", "--profile", reader)
    assert result.code == 3
    assert result.out.count("\n---\n") == 1
    assert result.out.startswith("# Harbor Instruments")


def test_what_was_done_before_a_model_was_lost_is_written(
    command: Command, documents: Path, reader: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reports wait for one another, and do not fall together."""
    whole = summarizer.Summarizer.run

    def run(self: summarizer.Summarizer, source: summarizer.Document) -> summarizer.Summary:
        if source.source == CALL:
            raise summarizer.ModelUnavailableError("gone")
        return whole(self, source)

    monkeypatch.setattr(summarizer.Summarizer, "run", run)
    result = command("run", documents / RECORD, documents / CALL, "--engine", "rules", "--format", "md", "--profile", reader)
    assert (result.code, result.err) == (4, "summarizer: error: gone\n")
    assert result.out.count("\n## ") > 5


def test_a_wrong_profile_is_told_before_anything_is_read(command: Command, tmp_path: Path) -> None:
    """Exit code 2 and one line, though the document is not there either."""
    path = tmp_path / "reader.toml"
    path.write_text('topcs = ["margin"]', encoding="utf-8")
    result = command("run", tmp_path / "none.txt", "--profile", path)
    assert (result.code, result.out) == (2, "")
    assert result.err == "summarizer: error: reader.toml: topcs: did you mean topics?\n"
    assert command("run", tmp_path / "none.txt", "--profile", tmp_path / "none.toml").code == 2


def test_a_readers_language_is_no_error_by_rules(command: Command, documents: Path, reader: Path) -> None:
    """It is that of the report's words; asked for as the prose's own it is refused, for rules only quote."""
    words = ("run", documents / RECORD, "--engine", "rules", "--format", "md")
    assert command(*words, "--profile", reader).code == 0
    assert command(*words, "--language", "en").code == 2

"""``summarizer run`` into workbooks and CSV: which file holds what, and what happens where one cannot be written."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from summarizer.errors import ModelUnavailableError
from summarizer.pipeline import Summarizer
from summarizer.reading import Document
from summarizer.reports import TABLES
from summarizer.schemas import Summary

from .conftest import Command

RECORD = "kunlun_2023q3_ir_record.txt"
ARTICLE = "sensetime_2023fy_briefing.txt"
CALL = "made_up_call.txt"


class Bytes(io.TextIOWrapper):
    """Standard output as a pipe has it: bytes can be written beneath."""

    def __init__(self, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def written(self) -> bytes:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


def names(data: bytes) -> list[str]:
    """The documents that a workbook tells."""
    return [str(row[1].value) for row in load_workbook(io.BytesIO(data)).worksheets[5].iter_rows(min_row=2)]


def test_several_documents_in_one_workbook(command: Command, documents: Path, tmp_path: Path) -> None:
    """The suffix says so; the bytes are the same in every run."""
    for name in ("a.xlsx", "b.XLSX"):
        result = command("run", documents / ARTICLE, documents / CALL, "--engine", "rules", "--output", tmp_path / "new" / name)
        assert (result.code, result.out, result.err) == (0, "", "")
    first = (tmp_path / "new" / "a.xlsx").read_bytes()
    assert names(first) == [ARTICLE, CALL]
    assert (tmp_path / "new" / "b.XLSX").read_bytes() == first


def test_a_workbook_goes_into_a_pipe_and_not_onto_a_terminal(command: Command, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person at a terminal is told what to add, before anything is read."""
    pipe, terminal = Bytes(), Bytes(terminal=True)
    monkeypatch.setattr(sys, "stdout", pipe)
    assert command("run", documents / CALL, "--format", "xlsx").code == 0
    assert names(pipe.written()) == [CALL]
    monkeypatch.setattr(sys, "stdout", terminal)
    result = command("run", documents / "none.txt", "--format", "xlsx")
    assert (result.code, terminal.written()) == (2, b"")
    assert "--output NAME.xlsx" in result.err


def test_csv_on_standard_output_is_one_table_of_all_documents(
    command: Command, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key figures, or the table that is asked for, with one header."""
    for words, heading in (((), "document,id,name,"), (("--table", "themes"), "document,id,label,")):
        pipe = Bytes()
        monkeypatch.setattr(sys, "stdout", pipe)
        assert command("run", documents / ARTICLE, documents / CALL, "--format", "csv", *words).code == 0
        content = pipe.written().decode("utf-8")
        assert content.startswith("\ufeff" + heading)
        assert content.count(heading) == 1
        assert {line.split(",")[0][:4] for line in content.splitlines() if " 20" in line.split(",")[0]} >= {"商湯科技"}


def test_csv_in_a_file_and_in_a_folder(command: Command, documents: Path, tmp_path: Path) -> None:
    """A file holds one table, a folder a file a table, each of all documents."""
    both = (documents / ARTICLE, documents / CALL)
    assert command("run", *both, "--output", tmp_path / "a.csv").code == 0
    assert command("run", *both, "--output", tmp_path / "qa.csv", "--table", "qa").code == 0
    assert command("run", *both, "--output", tmp_path / "out", "--format", "csv").code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(f"{name}.csv" for name in TABLES)
    assert (tmp_path / "out" / "kpis.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()
    assert (tmp_path / "out" / "qa.csv").read_bytes() == (tmp_path / "qa.csv").read_bytes()
    assert (tmp_path / "out" / "documents.csv").read_bytes().count(b"\r\n") == 3
    (tmp_path / "one").mkdir()
    assert command("run", documents / CALL, "--output", tmp_path / "one", "--format", "csv", "--table", "checks").code == 0
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["checks.csv"]


def test_workbooks_in_a_folder_are_one_a_document(command: Command, documents: Path, tmp_path: Path) -> None:
    """As it is with every other format."""
    assert command("run", documents / ARTICLE, documents / CALL, "--output", tmp_path, "--format", "xlsx").code == 0
    found = {path.name: names(path.read_bytes()) for path in tmp_path.iterdir()}
    assert found == {"sensetime_2023fy_briefing.xlsx": [ARTICLE], "made_up_call.xlsx": [CALL]}


def test_a_bad_document_does_not_keep_the_others_out(command: Command, documents: Path, tmp_path: Path) -> None:
    """It is told on standard error, and the code is 3; where all are bad nothing is written."""
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = command("run", empty, documents / CALL, "--output", tmp_path / "a.xlsx")
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert names((tmp_path / "a.xlsx").read_bytes()) == [CALL]
    for output in ("b.xlsx", "b.csv"):
        assert command("run", empty, tmp_path / "none.txt", "--output", tmp_path / output).code == 3
        assert not (tmp_path / output).exists()
    assert command("run", empty, "--format", "csv").out == ""


def test_what_is_done_is_kept_when_a_model_is_lost(
    command: Command, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents before it were paid for."""
    run = Summarizer.run

    def lost(self: Summarizer, document: Document) -> Summary:
        if document.source == ARTICLE:
            raise ModelUnavailableError("the model cannot be reached; try again")
        return run(self, document)

    monkeypatch.setattr(Summarizer, "run", lost)
    result = command("run", documents / CALL, documents / ARTICLE, documents / RECORD, "--output", tmp_path / "a.xlsx")
    assert result.code == 4
    assert names((tmp_path / "a.xlsx").read_bytes()) == [CALL]


def test_a_page_is_one_document_s(command: Command, documents: Path, tmp_path: Path) -> None:
    """A file of its own for each, in a folder where there are several; either suffix says so."""
    for name in ("a.html", "b.htm"):
        assert command("run", documents / CALL, "--output", tmp_path / name).code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert command("run", documents / CALL, documents / ARTICLE, "--output", tmp_path / "pages", "--format", "html").code == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["made_up_call.html", "sensetime_2023fy_briefing.html"]
    result = command("run", documents / CALL, documents / ARTICLE, "--format", "html")
    assert (result.code, result.out) == (2, "")
    assert "--output FOLDER" in result.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--table", "qa", "--format", "json"), "--format csv"),
        (("--table", "notes", "--format", "csv"), "there is no table 'notes'; choose one of: kpis, qa"),
        (("--output", "FILE/x.xlsx"), "cannot be written"),
        (("--output", "FILE/x/y.csv"), "cannot be written"),
        (("--output", "FILE", "--format", "xlsx", CALL), "several documents need a folder"),
        (("--output", "DOCUMENT.csv",), "overwrite the document"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_before_any_work(
    command: Command, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], part: str
) -> None:
    """One line, code 2, and no document was summarised for nothing."""
    monkeypatch.setattr(Summarizer, "run", None)
    (tmp_path / "file").touch()
    document = tmp_path / "document.csv"
    document.write_bytes((documents / CALL).read_bytes())
    places = {"FILE": str(tmp_path / "file"), "DOCUMENT.csv": str(document), CALL: str(documents / CALL)}
    said = [next((place + word.removeprefix(name) for name, place in places.items() if word.startswith(name)), word) for word in words]
    result = command("run", document, *said)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert part in result.err
    assert (tmp_path / "file").stat().st_size == 0

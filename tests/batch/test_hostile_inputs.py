"""Whatever lies in a folder, a batch neither hangs nor stops for it, and tells what it could not read."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from summarizer import UsageError
from summarizer.batch.batch import Batch, BatchReport
from summarizer.batch.journal import Journal
from summarizer.batch.summarising import outcome_of
from summarizer.batch.work import BatchStopped, Options
from summarizer.cli import main

from .test_batch import InThisProcess

OPTIONS = Options(engine="rules")


@pytest.fixture
def call(documents: Path) -> str:
    return (documents / "made_up_call.txt").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def batch(output: Path, *paths: Path | str, listed: list[str] | None = None) -> BatchReport:
    return Batch(output, OPTIONS, InThisProcess()).run([str(path) for path in paths], listed=listed or [])


def told(output: Path) -> list[str]:
    """The sources of ``summaries.jsonl``."""
    lines = (output / "summaries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["document"]["source"] for line in lines]


def test_the_folder_of_the_batch_is_never_its_input(folder: Path, call: str) -> None:
    """By a pattern, by a shell's expansion, or by name: what the batch has made is no document."""
    (folder / "a.txt").write_text(call)
    output = folder / "out"
    batch(output, folder)
    for paths in ([str(folder / "**")], [str(path) for path in folder.rglob("*")], [str(folder / "*")]):
        report = batch(output, *paths)
        assert (report.documents, report.given, report.failures) == (1, 1, [])
    with pytest.raises(UsageError, match="no document was found"):
        batch(output, output)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 exist on Linux alone")
def test_a_name_that_is_no_utf8_is_a_name(folder: Path, tmp_path: Path, call: str) -> None:
    """Its document is summarised, found again, and told in words that every file can hold."""
    path = os.fsencode(folder) + b"/\xb5\xda.txt"
    with open(path, "w") as file:
        file.write(call)
    (folder / "empty\n\x1b[31m.txt").write_text("")
    report = batch(tmp_path / "out", folder)
    assert report.made == 1
    assert told(tmp_path / "out") == ["\\udcb5\\udcda.txt"]
    assert batch(tmp_path / "out", folder).unchanged == 1
    assert "\x1b" not in report.failures[0][2]


def test_a_copy_has_its_summary_when_its_first_changes_in_the_same_run(folder: Path, tmp_path: Path, call: str) -> None:
    """The copy comes first in order, its first changes: both have their summaries at once."""
    (folder / "b.txt").write_text(call)
    batch(tmp_path / "out", folder)
    shutil.copy(folder / "b.txt", folder / "a.txt")
    assert batch(tmp_path / "out", folder).copies == 1
    (folder / "b.txt").write_text(call[:-300])
    assert batch(tmp_path / "out", folder).made == 2
    assert sorted(told(tmp_path / "out")) == ["a.txt", "b.txt"]


def test_a_summary_that_is_gone_is_made_again_though_its_document_was_not_given(folder: Path, tmp_path: Path, call: str) -> None:
    """A document that can still be read is done again; one that is gone as well fails for itself. Neither stops the others."""
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(call.replace("the", f"the {name}"))
    batch(tmp_path / "out", folder)
    for path in (tmp_path / "out" / "summaries").glob("[ab]-*"):
        path.unlink()
    (folder / "b.txt").unlink()
    report = batch(tmp_path / "out", folder / "c.txt")
    assert (report.made, report.unchanged) == (1, 1)
    assert [(Path(path).name, cause) for path, cause, _ in report.failures] == [("b.txt", "input")]
    assert str(folder) not in report.failures[0][2]
    assert told(tmp_path / "out") == ["a.txt", "c.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes that are files")
def test_what_is_no_file_is_refused(folder: Path, tmp_path: Path, call: str) -> None:
    """A pipe is not waited for, a device not read, a link in a circle not followed; a folder of a document's name is walked."""
    (folder / "a.txt").write_text(call)
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "b.txt").write_text(call[:-300])
    report = batch(tmp_path / "out", folder)
    assert report.made == 2
    refused = sorted(Path(path).name for path, cause, _ in report.failures if cause == "input")
    assert refused == ["circle.txt", "gone.txt", "pipe.txt", "zero.txt"]


def test_a_folder_that_cannot_be_listed_is_a_failure(folder: Path, tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the reason, it is told by its name and the rest is done."""
    (folder / "a.txt").write_text(call)
    (folder / "closed").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = batch(tmp_path / "out", folder)
    assert report.made == 1
    assert [(Path(path).name, cause) for path, cause, _ in report.failures] == [("closed", "input")]


def test_a_list_with_nonsense_in_it(folder: Path, tmp_path: Path, call: str) -> None:
    """Lines that are no paths fail for themselves; a path that comes twice counts once."""
    (folder / "a.txt").write_text(call)
    lines = [f"{folder / 'a.txt'}\n", f"{folder}/./a.txt\n", "\0\n", "x" * 5000 + "\n", "\n"]
    report = batch(tmp_path / "out", "-", listed=lines)
    assert (report.given, report.made, report.copies, len(report.failures)) == (3, 1, 0, 2)
    with pytest.raises(UsageError, match="no document was found"):
        batch(tmp_path / "out", "-")


def test_the_working_directory_may_change(folder: Path, tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document is its place, not the words it was named with: another file of the same name is another document."""
    (folder / "a.txt").write_text(call)
    (tmp_path / "a.txt").write_text(call[:-300])
    monkeypatch.chdir(folder)
    batch(tmp_path / "out", "a.txt")
    monkeypatch.chdir(tmp_path)
    report = batch(tmp_path / "out", "a.txt", "in/a.txt")
    assert (report.documents, report.made, report.unchanged) == (2, 1, 1)


def test_a_document_that_changes_between_scan_and_work(folder: Path, tmp_path: Path, call: str) -> None:
    """The journal tells the digest of what was read, and the next run finds it unchanged."""
    path = folder / "a.txt"
    path.write_text(call)

    class Late(InThisProcess):
        def run(self, tasks):  # type: ignore[no-untyped-def]
            path.write_text(call[:-300])
            for task in tasks:
                yield outcome_of(task, self._summarizer)

    assert Batch(tmp_path / "out", OPTIONS, Late()).run([str(folder)]).made == 1
    assert batch(tmp_path / "out", folder).unchanged == 1


def test_a_journal_that_is_none_is_told(folder: Path, tmp_path: Path, call: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A text file in its place, and a journal of a later form: one line, and not a byte of it changed."""
    (folder / "a.txt").write_text(call)
    output = tmp_path / "out"
    (output / "summaries").mkdir(parents=True)
    journal = output / "journal.sqlite"
    journal.write_text("dear diary " * 100)
    assert main(["batch", str(folder), "--output", str(output), "--jobs", "1", "--engine", "rules"]) == 2
    assert "file is not a database" in capsys.readouterr().err
    journal.unlink()
    base = sqlite3.connect(journal)
    base.executescript("CREATE TABLE meta (name, value); INSERT INTO meta VALUES ('form', '9'); CREATE TABLE documents (other)")
    base.close()
    before = journal.read_bytes()
    with pytest.raises(BatchStopped, match="form 9"):
        batch(output, folder)
    assert journal.read_bytes() == before


def test_a_disk_that_is_full_at_the_scan_is_told(folder: Path, tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has then undone everything by itself; what is told is the disk."""
    (folder / "a.txt").write_text(call)

    def full(self: Journal, path: str) -> bool:
        self._base.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Journal, "given", full)
    with pytest.raises(BatchStopped, match="database or disk is full"):
        batch(tmp_path / "out", folder)

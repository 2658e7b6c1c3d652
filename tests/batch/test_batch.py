"""A batch keeps its promises: everything once, nothing lost, what failed is told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

from summarizer import Summarizer, UsageError
from summarizer.batch.batch import Batch, BatchReport
from summarizer.batch.inputs import documents as named
from summarizer.batch.summarising import outcome_of
from summarizer.batch.work import BatchStopped, Options, Outcome, Task
from summarizer.cli import main
from summarizer.schemas import Summary

OPTIONS = Options(engine="rules")


class InThisProcess:
    """A runner without processes, which may be cut off after some documents."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.asked: list[str] = []
        self._summarizer = Summarizer(engine="rules")

    def run(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        for place, task in enumerate(tasks):
            if place == self.most:
                raise KeyboardInterrupt
            self.asked.append(Path(task.path).name)
            yield outcome_of(task, self._summarizer)


@pytest.fixture
def inputs(tmp_path: Path, documents: Path) -> Path:
    """A folder with two documents, a copy of one, an empty file, a hidden one and one of another kind."""
    folder = tmp_path / "in"
    folder.mkdir()
    call = (documents / "made_up_call.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(call, encoding="utf-8")
    (folder / "b.txt").write_text(call[: len(call) // 2], encoding="utf-8")
    (folder / "c.txt").write_text(call, encoding="utf-8")
    (folder / "empty.txt").write_text("")
    (folder / ".hidden.txt").write_text(call, encoding="utf-8")
    (folder / "sheet.ods").write_bytes(b"PK")
    return folder


def summaries(folder: Path) -> list[dict[str, object]]:
    """Those of ``summaries.jsonl`` without what differs between two runs."""
    found = []
    for line in (folder / "summaries.jsonl").read_text(encoding="utf-8").splitlines():
        summary = json.loads(line)
        Summary.model_validate(summary)
        del summary["provenance"]["started"], summary["provenance"]["seconds"]
        found.append(summary)
    return found


def batch(inputs: Path, output: Path, runner: InThisProcess | None = None, *, retry_failed: bool = False) -> BatchReport:
    return Batch(output, OPTIONS, runner or InThisProcess()).run([str(inputs)], retry_failed=retry_failed)


def test_each_content_is_summarised_once_and_failures_are_told(inputs: Path, tmp_path: Path) -> None:
    """Two of three files are equal, one is empty: two summaries, one copy, one failure with its cause."""
    runner = InThisProcess()
    report = batch(inputs, tmp_path / "out", runner)
    assert runner.asked == ["a.txt", "b.txt", "empty.txt"]
    assert (report.documents, report.made, report.copies) == (4, 2, 1)
    assert [(Path(path).name, cause) for path, cause, _ in report.failures] == [("empty.txt", "empty")]
    assert len(summaries(tmp_path / "out")) == len(list((tmp_path / "out" / "summaries").iterdir())) == 2


def test_a_run_that_was_cut_off_goes_on(inputs: Path, tmp_path: Path) -> None:
    """What was done before the end is not done again, and in the end all is as in an undisturbed run."""
    with pytest.raises(KeyboardInterrupt):
        batch(inputs, tmp_path / "cut", InThisProcess(1))
    rest = InThisProcess()
    batch(inputs, tmp_path / "cut", rest)
    batch(inputs, tmp_path / "whole")
    assert rest.asked == ["b.txt", "empty.txt"]
    assert summaries(tmp_path / "cut") == summaries(tmp_path / "whole")


def test_what_is_done_and_unchanged_is_left_alone(inputs: Path, tmp_path: Path) -> None:
    """A second run does what changed, what is new and, if it is told to, what failed."""
    batch(inputs, tmp_path / "out")
    (inputs / "b.txt").write_text((inputs / "b.txt").read_text(encoding="utf-8")[:-200], encoding="utf-8")
    (inputs / "new.txt").write_text((inputs / "a.txt").read_text(encoding="utf-8")[200:], encoding="utf-8")
    again, failed = InThisProcess(), InThisProcess()
    report = batch(inputs, tmp_path / "out", again)
    assert again.asked == ["b.txt", "new.txt"]
    assert report.unchanged == 1
    batch(inputs, tmp_path / "out", failed, retry_failed=True)
    assert failed.asked == ["empty.txt"]
    assert len(list((tmp_path / "out" / "summaries").iterdir())) == len(summaries(tmp_path / "out")) == 3


def test_a_copy_lives_on_when_its_first_changes(inputs: Path, tmp_path: Path) -> None:
    """The summary of a content is there as long as a document has it."""
    batch(inputs, tmp_path / "out")
    (inputs / "a.txt").write_text((inputs / "b.txt").read_text(encoding="utf-8")[:-300], encoding="utf-8")
    batch(inputs, tmp_path / "out")
    batch(inputs, tmp_path / "out")
    told = {(summary["document"])["source"] for summary in summaries(tmp_path / "out")}  # type: ignore[index]
    assert told == {"a.txt", "b.txt", "c.txt"}


def test_a_summary_that_was_damaged_is_made_again(inputs: Path, tmp_path: Path) -> None:
    """A file that is gone or has another size does not pass for done."""
    batch(inputs, tmp_path / "out")
    first, second = sorted((tmp_path / "out" / "summaries").iterdir())
    first.unlink()
    second.write_bytes(b"")
    runner = InThisProcess()
    batch(inputs, tmp_path / "out", runner)
    assert runner.asked == ["a.txt", "b.txt"]


def test_a_second_process_says_so_and_stops(inputs: Path, tmp_path: Path) -> None:
    """While a batch has its folder, another is refused."""

    class Meanwhile(InThisProcess):
        def run(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
            with pytest.raises(UsageError, match="another batch is at work"):
                batch(inputs, tmp_path / "out")
            yield from super().run(tasks)

    assert batch(inputs, tmp_path / "out", Meanwhile()).made == 2


def test_a_later_journal_is_not_touched(inputs: Path, tmp_path: Path) -> None:
    """A journal whose form this version does not know is refused in one line."""
    batch(inputs, tmp_path / "out")
    base = sqlite3.connect(tmp_path / "out" / "journal.sqlite")
    base.execute("UPDATE meta SET value = '9' WHERE name = 'form'")
    base.commit()
    base.close()
    with pytest.raises(BatchStopped, match="form 9"):
        batch(inputs, tmp_path / "out")


def test_a_full_disk_is_told_and_nothing_is_lost(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a summary cannot be written the batch stops, and goes on when there is room."""
    real = os.replace

    def full(source: Path, target: Path) -> None:
        if Path(target).name.startswith("b-"):
            raise OSError(28, os.strerror(28))
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(BatchStopped, match="No space left on device"):
        batch(inputs, tmp_path / "out")
    monkeypatch.undo()
    rest = InThisProcess()
    assert batch(inputs, tmp_path / "out", rest).made == 1
    assert rest.asked == ["b.txt", "empty.txt"]


def test_a_folder_is_walked_without_the_batch_itself(inputs: Path) -> None:
    """What can be read is taken in order of names; hidden files, other kinds and the batch's own folder are not."""
    own = inputs / "out"
    shutil.copytree(inputs, own)
    found = [Path(path).name for path in named([str(inputs)], [], without=own)]
    assert found == ["a.txt", "b.txt", "c.txt", "empty.txt"]


def test_patterns_and_lists_name_documents(inputs: Path) -> None:
    """A pattern is expanded, a list read line by line; a pattern that matches nothing is a wrong call."""
    pattern = str(inputs / "*b.txt")
    assert [Path(path).name for path in named([pattern, "-"], ["x.txt\r\n", "\n", "y z.txt\n"], without=inputs / "out")] == [
        "b.txt", "x.txt", "y z.txt",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="no file matches"):
        list(named([str(inputs / "*.docx")], [], without=inputs / "out"))


def test_the_command_tells_failures_and_exits_1(inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line works in processes of its own, and its last words say what failed and why."""
    code = main(["batch", str(inputs), str(inputs / "gone.txt"), "--output", str(tmp_path / "out"), "--jobs", "1"])
    said = capsys.readouterr().out
    assert code == 1
    assert "5 documents in the folder: 2 summarised now, 0 unchanged, 1 copies of others, 2 failed" in said
    assert "gone.txt: cannot be read (No such file or directory)" in said
    batch(inputs, tmp_path / "whole")
    assert summaries(tmp_path / "out") == summaries(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_process_leaves_nothing_half(inputs: Path, tmp_path: Path) -> None:
    """Killed without a warning once its first summary is there, the same command brings the rest."""
    words = [sys.executable, "-m", "summarizer", "batch", str(inputs), "--output", str(tmp_path / "out"), "--jobs", "1"]
    killed = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while killed.poll() is None and not list((tmp_path / "out" / "summaries").glob("[!.]*")):
        time.sleep(0.01)
    if killed.poll() is None:
        os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    batch(inputs, tmp_path / "out")
    batch(inputs, tmp_path / "whole")
    assert summaries(tmp_path / "out") == summaries(tmp_path / "whole")

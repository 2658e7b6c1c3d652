"""A folder that cannot be written is told in one line, and left as it was."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import main


@pytest.fixture
def call(tmp_path: Path, documents: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """Runs a batch that is refused; returns what it said."""
    (tmp_path / "a.txt").write_bytes((documents / "made_up_call.txt").read_bytes())

    def refused() -> str:
        capsys.readouterr()
        words = ["batch", str(tmp_path / "a.txt"), "--output", str(tmp_path / "out"), "--engine", "rules", "--jobs", "1"]
        assert main(words) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        return said.err

    return refused


def test_a_folder_that_cannot_be_made_is_told(call: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is mounted to be read alone: what cannot be written, why, and what next."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "mkdir", refuse)
    said = call()
    assert "the folder of --output cannot be written (Read-only file system)" in said
    assert "run the same command again" in said
    assert not (tmp_path / "out").exists()


def test_a_journal_that_may_only_be_read_is_told(call: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own refusal is told likewise; the journal stays byte by byte."""
    assert main(["batch", str(tmp_path / "a.txt"), "--output", str(tmp_path / "out"), "--engine", "rules", "--jobs", "1"]) == 0
    before = (tmp_path / "out" / "journal.sqlite").read_bytes()
    real: Any = sqlite3.connect

    def read_only(path: Path, **options: Any) -> Any:
        return real(f"file:{path}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    (tmp_path / "a.txt").write_text("The company reported revenue of 12.5 million dollars, up 8%.")
    assert "the journal cannot be written (attempt to write a readonly database)" in call()
    assert (tmp_path / "out" / "journal.sqlite").read_bytes() == before

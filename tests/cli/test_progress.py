"""The line of progress: on a terminal only, on standard error only, and gone before anything else is printed."""

from __future__ import annotations

import io
import sys

import pytest

from summarizer.cli import progress
from summarizer.cli.progress import ProgressLine


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """Set within a test: pytest puts its own standard error back between a fixture and the test."""
    error = _Terminal()
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "_AT_ONCE", 0.0)
    return error


def test_pages_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each page read is told with the number there are; what is printed meanwhile goes where it should, and the line is gone at the end."""
    terminal = _terminal(monkeypatch)
    with ProgressLine() as line:
        line.reading("scan[1].pdf")
        line.page(1, 3)
        line.page(2, 3)
        print("the summary")
    assert "scan[1].pdf · page 2 of 3" in terminal.getvalue()
    assert "the summary" not in terminal.getvalue()
    assert capsys.readouterr().out == "the summary\n"
    assert terminal.getvalue().endswith("\x1b[2K")


def test_what_is_done_at_once_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A single page, and pages that are read within half a second, leave no trace on the terminal."""
    terminal = _terminal(monkeypatch)
    with ProgressLine() as line:
        line.reading("a.png")
        line.page(1, 1)
        line.read()
        monkeypatch.setattr(progress, "_AT_ONCE", 60.0)
        line.page(1, 2)
    assert terminal.getvalue() == ""


def test_no_terminal_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a file of errors there is no progress."""
    error = io.StringIO()
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.setattr(progress, "_AT_ONCE", 0.0)
    with ProgressLine(asks=True) as line:
        line.reading("scan.pdf")
        line.page(1, 3)
        line.read()
    assert error.getvalue() == ""


def test_a_model_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a model may be asked the document stands there as soon as it is read."""
    terminal = _terminal(monkeypatch)
    with ProgressLine(asks=True) as line:
        line.reading("call.txt")
        line.read()
        line.clear()
        assert terminal.getvalue().endswith("\x1b[2K")
    assert "call.txt" in terminal.getvalue()

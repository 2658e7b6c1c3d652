"""Logs: one JSON object a line and nothing else, without a word of a document, a folder, or a key."""

from __future__ import annotations

import json
import logging
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli.logs import without_folders
from summarizer.events import event, in_words
from tests.cli.conftest import Command, Result

RULES = ("--engine", "rules")


@pytest.fixture
def inputs(tmp_path: Path, documents: Path) -> Path:
    """A folder, with a blank in its name, of a call, an empty file and one with a name that would break a line."""
    folder = tmp_path / "my inputs"
    folder.mkdir()
    call = (documents / "made_up_call.txt").read_text(encoding="utf-8")
    (folder / "call.txt").write_text(call, encoding="utf-8")
    (folder / "empty.txt").write_text("")
    if sys.platform != "win32":
        (folder / "line\nend\x1b[31m.txt").write_text("")
    return folder


def lines(result: Result) -> list[dict[str, Any]]:
    """Every line of standard error, which must each be an object with the three fields that all have."""
    found = [json.loads(line) for line in result.err.splitlines()]
    for one in found:
        assert list(one)[:3] == ["timestamp", "level", "event"]
        assert one["timestamp"].endswith("Z")
        assert one["timestamp"][10] == "T"
    return found


def test_a_batch_logs_json_alone(command: Command, inputs: Path, tmp_path: Path) -> None:
    """Beginning, documents and end are lines of JSON; neither a folder nor a word of a document is in them."""
    result = command("batch", inputs, inputs / "gone.txt", "--output", tmp_path / "out", "--jobs", 1, *RULES, "--log-format", "json")
    told = lines(result)
    assert result.code == 1
    events = [one["event"] for one in told]
    assert (events[0], events[1], events[-1]) == ("document.failed", "batch.began", "batch.ended")
    by_name = {one["document"]: one for one in told if "document" in one}
    assert by_name["call.txt"]["event"] == "document.done"
    assert by_name["call.txt"]["seconds"] > 0
    assert by_name["empty.txt"]["cause"] == "empty"
    assert by_name["gone.txt"]["cause"] == "input"
    assert told[-1]["made"] == 1
    assert str(tmp_path) not in result.err
    assert "my inputs" not in result.err
    assert "\x1b" not in result.err
    call = (inputs / "call.txt").read_text(encoding="utf-8").split("\n")
    assert not [line for line in call if len(line) > 30 and line in result.err]


def test_errors_of_the_call_are_json_too(command: Command, inputs: Path, tmp_path: Path) -> None:
    """An option that does not exist, a file that cannot be read and a folder that cannot be had are objects with an exit code."""
    for words, code in (
        (("batch", inputs, "--output", tmp_path / "out", "--log-format", "json", "--nothing"), 2),
        (("run", inputs / "gone.txt", *RULES, "--log-format=json"), 3),
        (("batch", inputs, "--output", inputs / "call.txt", *RULES, "--log-format", "json"), 2),
    ):
        result = command(*words)
        (told,) = lines(result)
        assert (result.code, told["event"], told["exit_code"]) == (code, "error", code)
        assert str(tmp_path) not in result.err


def test_a_run_logs_what_it_made(command: Command, inputs: Path) -> None:
    """A single run has a line a document on standard error, its summary on standard output."""
    result = command("run", inputs / "call.txt", *RULES, "--log-format", "json")
    (told,) = lines(result)
    assert (told["event"], told["document"], told["engine"]) == ("document.done", "call.txt", "rules")
    assert json.loads(result.out)["document"]["source"] == "call.txt"


def test_text_says_nothing_unless_asked(command: Command, inputs: Path, tmp_path: Path) -> None:
    """As text nothing is logged by default; with a level there are lines of it, each with its fields."""
    assert command("run", inputs / "call.txt", *RULES).err == ""
    said = command("run", inputs / "call.txt", *RULES, "--log-level", "info").err.splitlines()
    assert len(said) == 1
    assert " info document.done document=call.txt engine=rules seconds=" in said[0]
    failed = command("batch", inputs, "--output", tmp_path / "out", "--jobs", 1, *RULES, "--log-level", "warning").err
    assert {line.split()[2] for line in failed.splitlines()} == {"document.failed"}


@pytest.mark.parametrize(("option", "value"), [("--log-format", "xml"), ("--log-level", "loud")])
def test_what_does_not_exist_is_refused(command: Command, inputs: Path, option: str, value: str) -> None:
    """A format or a level that is none is a wrong call."""
    result = command("run", inputs / "call.txt", option, value)
    assert result.code == 2
    assert f"'{value}' is no " in result.err


def test_other_libraries_are_not_quoted(command: Command, inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another library's message, and of a Python warning, it is told that there was one; what it says may hold anything."""
    from summarizer import pipeline

    made = pipeline.Summarizer.run

    def noisy(self: pipeline.Summarizer, source: Any) -> Any:
        logging.getLogger("somebody").warning("the answer was %s", "a secret")
        warnings.warn("a secret of the document", stacklevel=1)
        return made(self, source)

    monkeypatch.setattr(pipeline.Summarizer, "run", noisy)
    # as outside of pytest, where warnings are no errors and are not caught
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        result = command("run", inputs / "call.txt", *RULES, "--log-format", "json")
    told = lines(result)
    assert [one["event"] for one in told] == ["library.message", "python.warning", "document.done"]
    assert told[0]["library"] == "somebody"
    assert "secret" not in result.err


def test_a_program_hears_events_by_logging(documents: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """A host's handlers get records with the event and its fields as attributes; without any, nothing is printed."""
    event("warning", "document.failed", document="a b.txt", cause="empty", cost=None)
    assert capsys.readouterr().err == ""
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("summarizer", "WARNING")
    assert record.getMessage() == 'document.failed document="a b.txt" cause=empty'
    assert (vars(record)["event"], vars(record)["cause"]) == ("document.failed", "empty")
    assert "cost" not in vars(record)
    assert any(isinstance(one, logging.NullHandler) for one in logging.getLogger("summarizer").handlers)


def test_a_line_of_text_is_one_line() -> None:
    """A value with a line feed, a quotation mark or nothing in it is quoted."""
    told = in_words("x", {"a": "1\n2", "b": "", "c": 'q"', "d": 1.5, "e": True, "f": "营收.txt"})
    assert told == r'x a="1\n2" b="" c="q\"" d=1.5 e=true f=营收.txt'


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("/home/x/a.txt: is empty", "a.txt: is empty"),
        ("'/home/x/a.txt' is none", "'a.txt' is none"),
        ("no model at http://127.0.0.1:9/v1: refused", "no model at http://127.0.0.1:9/v1: refused"),
        ("use and/or, 3/4", "use and/or, 3/4"),
        ("/my docs/a b.txt: is empty", "a b.txt: is empty"),
    ],
)
def test_messages_lose_their_folders(message: str, left: str) -> None:
    """An absolute path is cut down to the file's name; a URL stays."""
    assert without_folders(message, ["run", "/my docs/a b.txt", "--model"]) == left


def test_the_page_lists_every_event() -> None:
    """docs/observing.md names each event that the code logs, and no other."""
    root = Path(__file__).parents[2]
    named = re.findall(r"^\| `([a-z._]+)` \|", (root / "docs" / "observing.md").read_text(encoding="utf-8"), re.MULTILINE)
    codes = [path.read_text(encoding="utf-8") for path in (root / "summarizer").rglob("*.py")]
    logging_ones = "".join(code for code in codes if re.search(r"import .*\bevent\b", code))
    logged = set(re.findall(r'"((?:document|batch|model|library|python)\.[a-z_]+)"', logging_ones))
    assert {one for one in named if one.partition(".")[0] in ("document", "batch", "model", "library", "python")} == logged
    assert {"error", "note"} < set(named)

"""The other verbs, and what all of them share: version, errors, interruption, encodings of the terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import __version__, pipeline
from summarizer.schemas import Summary

from .conftest import Command

RECORD = "kunlun_2023q3_ir_record.txt"


def spawn(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "summarizer", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, env={**os.environ, **environment})


def test_text_is_printed_exactly(tmp_path: Path) -> None:
    """Windows line breaks stay, and no line break is added at the end."""
    data = "问:毛利率?\r\n答:80%。\n\n完".encode()
    (tmp_path / "a.txt").write_bytes(data)
    assert spawn("text", tmp_path / "a.txt").stdout == data


def test_text_of_another_encoding_comes_out_as_utf8(documents: Path) -> None:
    """GB18030 goes in, UTF-8 comes out, on a terminal of any code page."""
    data = (documents / "made_up_record_gb18030.txt").read_bytes()
    for page in ("ascii", "cp936", "cp1252"):
        result = spawn("text", documents / "made_up_record_gb18030.txt", PYTHONIOENCODING=page, PYTHONUTF8="0")
        assert result.stdout.decode("utf-8") == data.decode("gb18030")


@pytest.mark.parametrize("page", ["ascii", "cp936", "cp1252"])
def test_reports_and_errors_are_utf8_on_any_code_page(documents: Path, page: str) -> None:
    """A character the terminal does not know never ends a run."""
    report = spawn("run", documents / RECORD, "--format", "md", PYTHONIOENCODING=page, PYTHONUTF8="0")
    assert "昆仑万维" in report.stdout.decode("utf-8").splitlines()[0]
    error = spawn("run", "没有.txt", PYTHONIOENCODING=page, PYTHONUTF8="0")
    assert (error.returncode, "没有.txt" in error.stderr.decode("utf-8")) == (3, True)


def test_the_encoding_can_be_said(command: Command, documents: Path) -> None:
    """Detection is overruled; where the bytes do not fit, that is an error and no guess."""
    assert "晨光精工" in command("text", documents / "made_up_record_gb18030.txt", "--encoding", "gb18030").out
    result = command("text", documents / "made_up_record_gb18030.txt", "--encoding", "utf-8")
    assert (result.code, result.out) == (3, "")


def test_schema_is_that_of_the_models(command: Command) -> None:
    """What is printed is generated from the models, and there is no other schema yet."""
    assert json.loads(command("schema").out) == Summary.model_json_schema(mode="serialization")
    assert command("schema", "summary").out == command("schema").out
    assert command("schema", "drafts").code == 2


def test_eval_scores_gold(command: Command, gold: Path, tmp_path: Path) -> None:
    """A folder of gold files gives a table, and JSON where it is asked for; documents are found beside the gold."""
    result = command("eval", gold, "--json", tmp_path / "scores.json")
    assert result.code == 0
    assert result.out.startswith("[1] kunlun_2023q3_ir_record\n[2] sensetime_2023fy_briefing\n")
    data = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))
    assert data["all"]["spans"] == 1.0
    assert result.out.splitlines()[4].split() == [
        "value_f1", *(f"{score['value_f1']:.3f}" for score in (*data["documents"].values(), data["all"])),
    ]  # fmt: skip


def test_eval_lists_every_miss_on_demand(command: Command, gold: Path, documents: Path) -> None:
    """--details adds a line a miss after the table."""
    path = gold / "sensetime_2023fy_briefing.json"
    short = command("eval", path, "--documents", documents).out
    long = command("eval", path, "--documents", documents, "--details").out
    # the last row is seconds, and no two runs take the same
    assert long.startswith(short[: short.index("\nseconds ")])
    assert long.count("\n") > short.count("\n")


def test_eval_without_its_document(command: Command, gold: Path, tmp_path: Path) -> None:
    """Which document is missing, and how to say where it is."""
    copy = tmp_path / "gold.json"
    copy.write_bytes((gold / "kunlun_2023q3_ir_record.json").read_bytes())
    result = command("eval", copy)
    assert result.code == 3
    assert "--documents DIR" in result.err
    assert command("eval", tmp_path / "none.json").code == 3
    (tmp_path / "folder").mkdir()
    assert command("eval", tmp_path / "folder").code == 3


def test_version_and_help(command: Command) -> None:
    """Both are answers, not errors; no word at all is a wrong call that is shown the help."""
    assert command("--version").out == f"summarizer {__version__}\n"
    assert command("--help").code == 0
    assert command("run", "-h").code == 0
    nothing = command()
    assert (nothing.code, nothing.out) == (2, command("--help").out)


def test_an_error_is_one_line_and_a_trace_on_demand(command: Command, tmp_path: Path) -> None:
    """--debug shows where it came from; without it no trace is ever shown."""
    assert command("text", tmp_path / "none.txt").err.count("\n") == 1
    assert "Traceback" in command("text", tmp_path / "none.txt", "--debug").err
    assert "Traceback" in command("run", tmp_path / "none.txt", "--debug").err


def test_a_fault_of_ours_says_so(command: Command, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What we did not foresee is one line, too, under a code that the contract does not use."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(pipeline.Summarizer, "run", fail)
    result = command("run", documents / RECORD)
    assert (result.code, result.err.count("\n")) == (70, 1)
    assert "ZeroDivisionError: boom; --debug shows the trace" in result.err
    assert "Traceback" in command("run", documents / RECORD, "--debug").err


def test_interruption_is_quiet(command: Command, documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with the shell's code for it and no trace."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.Summarizer, "run", interrupt)
    result = command("run", documents / RECORD)
    assert (result.code, result.out) == (130, "")
    assert "Traceback" not in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no head")
def test_a_reader_that_has_had_enough_is_no_error(documents: Path, tmp_path: Path) -> None:
    """``summarizer … | head`` ends without a word."""
    (tmp_path / "long.txt").write_text((documents / RECORD).read_text(encoding="utf-8") * 20, encoding="utf-8")
    pipe = f"{sys.executable} -m summarizer text {tmp_path / 'long.txt'} | head -c 10"
    result = subprocess.run(["bash", "-o", "pipefail", "-c", pipe], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")

"""``summarizer verify``: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer import Verification, summarize
from summarizer.cli import main

from .conftest import Command
from .test_verbs import spawn

CALL = "made_up_call.txt"
RIGHT = "# Notes\n\n- Revenue was $412.6 million, up 14% year over year.\n"
WRONG = "# Notes\n\n- Revenue was $421.6 million, up 14% year over year.\n- Gross margin was 58.3%.\n"


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "right.md"
    path.write_text(RIGHT, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.md"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_into_a_pipe_it_is_json(command: Command, documents: Path, right: Path) -> None:
    """One object of the published schema; nothing contradicted ends with 0."""
    result = command("verify", right, documents / CALL)
    report = Verification.model_validate_json(result.out)
    assert (result.code, result.err) == (0, "")
    assert [claim.verdict for claim in report.claims] == ["supported"]
    assert (report.summary, report.document.source) == ("right.md", CALL)


def test_a_contradiction_ends_with_1(command: Command, documents: Path, wrong: Path) -> None:
    """So a script can tell, whatever the format."""
    for format in ("json", "md", "table"):
        assert command("verify", wrong, documents / CALL, "--format", format).code == 1


def test_the_table_has_problems_first(command: Command, documents: Path, wrong: Path) -> None:
    """What is wrong, what the source says, where; what is supported is counted, and listed with --all."""
    table = command("verify", wrong, documents / CALL, "--format", "table").out
    assert "✗ contradicted" in table
    assert "$412.6 million" in table
    assert "line 3" in table
    assert "Gross margin was 58.3%" not in table
    assert "1 contradicted · 0 not found · 1 supported" in table
    assert "Gross margin was 58.3%" in command("verify", wrong, documents / CALL, "--format", "table", "--all").out


def test_on_a_terminal_it_is_a_table(command: Command, documents: Path, wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In colours, and within the terminal's width."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "70")
    table = command("verify", wrong, documents / CALL).out
    assert "\x1b[1;31m✗ contradicted" in table
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in table.splitlines()) <= 70


def test_it_is_written_to_a_file(command: Command, documents: Path, wrong: Path, tmp_path: Path) -> None:
    """The suffix says the format; without one that is known it is JSON."""
    for name, opening in (("report.md", "# Verification: wrong.md"), ("report.json", "{"), ("report.txt", "verdict"), ("report", "{")):
        result = command("verify", wrong, documents / CALL, "--output", tmp_path / name)
        assert (result.code, result.out) == (1, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(opening)


def test_our_json_is_checked_field_by_field(command: Command, documents: Path, tmp_path: Path) -> None:
    """What `summarizer run` writes goes straight in."""
    path = tmp_path / "summary.json"
    path.write_text(summarize(documents / CALL, engine="rules").model_dump_json(), encoding="utf-8")
    result = command("verify", path, documents / CALL)
    assert result.code == 0
    assert any(claim["where"] == "kpis[0]" for claim in json.loads(result.out)["claims"])


def test_one_of_the_two_may_be_piped(command: Command, documents: Path, right: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` is standard input, and there is only one."""
    for words, data in ((("-", documents / CALL), RIGHT.encode()), ((right, "-"), (documents / CALL).read_bytes())):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert command("verify", *words).code == 0
    result = command("verify", "-", "-")
    assert (result.code, result.out) == (2, "")
    assert "given twice" in result.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nothing.md", "{doc}"], 3, "no such file"),
        (["{right}", "nothing.txt"], 3, "no such file"),
        (["{right}", "{doc}", "--format", "pdf"], 2, "there is no format"),
        (["{right}", "{doc}", "--output", "{right}"], 2, "overwrite"),
        (["{right}"], 2, "DOC"),
        (["{empty}", "{doc}"], 3, "claims nothing"),
    ],
)  # fmt: skip
def test_errors_are_one_line(
    command: Command, documents: Path, right: Path, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    """What is wrong and what next, on standard error, with the code of its kind."""
    empty = tmp_path / "empty.md"
    empty.write_text("# Summary\n", encoding="utf-8")
    result = command("verify", *(word.format(right=right, doc=documents / CALL, empty=empty) for word in words))
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert said in result.err


def test_the_documents_encoding_can_be_said(command: Command, documents: Path, tmp_path: Path) -> None:
    """It is the document's alone: a summary in UTF-8 beside a record in GB18030 is the everyday case."""
    path = tmp_path / "notes.md"
    path.write_text("- 营业收入18.62亿元，同比增长12.4%", encoding="utf-8")
    result = command("verify", path, documents / "made_up_record_gb18030.txt", "--encoding", "gb18030")
    assert [claim["verdict"] for claim in json.loads(result.out)["claims"]] == ["supported"]


def test_no_model_library_is_loaded(documents: Path, right: Path) -> None:
    """A check is offline and by rules."""
    script = (
        "import sys; from summarizer.cli import main; code = main(sys.argv[1:]);"
        "print([name for name in ('openai', 'instructor', 'httpx') if name in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", script, "verify", str(right), str(documents / CALL)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr.strip() == "[]"


def test_the_schema_is_printed(command: Command) -> None:
    """`summarizer schema verification` is that of the models."""
    assert json.loads(command("schema", "verification").out) == Verification.model_json_schema(mode="serialization")


def test_a_terminal_of_any_code_page_shows_it(documents: Path, wrong: Path) -> None:
    """Marks that a code page lacks never end a run."""
    result = spawn("verify", wrong, documents / CALL, "--format", "table", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (result.returncode, "✗" in result.stdout.decode("utf-8")) == (1, True)
    assert main(["verify", "--help"]) == 0

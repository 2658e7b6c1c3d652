"""``summarizer run`` with a model: its options, what goes to standard error, and the exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer.schemas import Summary
from tests.extractors.model.fault_endpoint import FaultEndpoint, hang

from .conftest import Command

CASSETTES = Path(__file__).parents[1] / "cassettes"
CALL = "made_up_call.txt"
NOWHERE = "http://127.0.0.1:9/v1"


@pytest.fixture(autouse=True)
def no_model_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine is set up for must not decide."""
    for name in ("SUMMARIZER_MODEL", "SUMMARIZER_BASE_URL", "SUMMARIZER_ENDPOINT", "SUMMARIZER_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SUMMARIZER_ATTEMPTS", "1")


def test_a_recorded_run_needs_neither_network_nor_key(command: Command, documents: Path) -> None:
    """A replay is a whole summary, and says which model was heard."""
    result = command("run", documents / CALL, "--engine", "model", "--replay", CASSETTES, "--format", "json")
    assert (result.code, result.err) == (0, "")
    provenance = Summary.model_validate_json(result.out).provenance
    assert provenance.engine == "hybrid"
    assert provenance.model


def test_auto_falls_back_and_says_so(command: Command, documents: Path) -> None:
    """A model that does not answer costs a note on standard error, not the summary."""
    result = command("run", documents / CALL, "--model", "any", "--base-url", NOWHERE, "--format", "json")
    assert result.code == 0
    assert result.err.startswith("summarizer: note: made_up_call.txt: no model could be reached")
    assert len(result.err.splitlines()) == 1
    summary = json.loads(result.out)
    assert summary["provenance"]["engine"] == "rules"
    assert [check["code"] for check in summary["checks"]].count("model_unavailable") == 1


def test_a_refused_fallback_is_exit_code_4(command: Command, documents: Path) -> None:
    """Where a model was insisted on, nothing else takes its place."""
    result = command("run", documents / CALL, "--engine", "model", "--model", "any", "--base-url", NOWHERE)
    assert (result.code, result.out) == (4, "")
    assert result.err.count("\n") == 1
    assert command("run", documents / CALL, "--engine", "model").code == 4


def test_a_missing_recording_is_told(command: Command, documents: Path, tmp_path: Path) -> None:
    """A document that was never recorded is a wrong call, never a silent run by rules."""
    other = tmp_path / "other.txt"
    other.write_text(
        (documents / CALL).read_text(encoding="utf-8").replace("customers", "clients"), encoding="utf-8"
    )
    result = command("run", other, "--replay", CASSETTES, "--format", "json")
    assert (result.code, result.out) == (2, "")
    assert "was never recorded" in result.err
    assert "--record" in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_ends_a_run_that_waits_for_a_model(documents: Path) -> None:
    """At once, with the shell's code for it, without a trace or half a summary."""
    program = [sys.executable, "-m", "summarizer", "run", str(documents / CALL), "--engine", "model", "--model", "any"]
    with FaultEndpoint([hang()]) as endpoint:
        running = subprocess.Popen(
            [*program, "--base-url", endpoint.url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        while endpoint.count == 0 and running.poll() is None:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", "")


def test_options_that_exclude_each_other(command: Command, documents: Path, tmp_path: Path) -> None:
    """Told before anything is read or asked."""
    assert "exclude each other" in command("run", documents / CALL, "--record", tmp_path, "--replay", CASSETTES).err
    assert "asks no model" in command("run", documents / CALL, "--engine", "rules", "--replay", CASSETTES).err
    refused = command("run", documents / CALL, "--language", "zh-Hans")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "rules quote the source in its own language" in refused.err
    assert "is not known" in command("run", documents / CALL, "--language", "fr").err

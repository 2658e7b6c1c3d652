"""A batch with a model that is killed, as the endpoint and its folder tell it; ``benchmarks/batch_killed.py`` is the large one."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from summarizer.cli import main

DOCUMENTS, AT_ONCE = 10, 4


@pytest.fixture(scope="module")
def killed() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
        return importlib.import_module("batch_killed")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is what POSIX has")
def test_kills_change_no_result_and_nothing_is_paid_for_twice(
    killed: ModuleType, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed amid its first answers and after its first summary, a batch ends as one that was left alone; what the endpoint answered twice
    had been on its way at a kill."""
    given = killed.originals([documents / "made_up_call.txt", documents / "made_up_record_gb18030.txt"])
    killed.write_many(given, DOCUMENTS, tmp_path / "in", marks=True)
    monkeypatch.setenv("SUMMARIZER_CONCURRENCY", str(AT_ONCE))
    monkeypatch.setenv("SUMMARIZER_API_KEY", "none")

    with killed.case(tmp_path / "in", tmp_path, "model", delay=0.05, concurrency=AT_ONCE) as one:

        def end(output: Path) -> float:
            begun, words = time.monotonic(), ["--engine", "model", "--model", "loopback", "--base-url", one.url]
            assert main(["batch", str(tmp_path / "in"), "--output", str(output), *words]) == 0
            return time.monotonic() - begun

        def instant(run: int, output: Path, _: object) -> Callable[[float], bool]:
            if run == 1:
                return lambda _: any((output / "summaries").glob("*.json"))
            before = one.bill.stat().st_size
            return lambda _: bool(one.bill.stat().st_size > before + 6 * 100)

        verdict = killed.prove(one, 2, instant, settle=0.3, end=end)
    assert verdict.faults == []
    assert [len(verdict.kills), verdict.ended, verdict.documents] == [2, 0, DOCUMENTS]
    assert verdict.needed > DOCUMENTS
    assert verdict.billed == verdict.needed + verdict.billed_again
    assert verdict.kills[0].summaries == 0 < verdict.kills[1].summaries < DOCUMENTS

"""A batch with a model: every answer is paid for once, whatever happens between."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from summarizer import ModelUnavailableError, Summarizer
from summarizer.batch.batch import Batch, BatchReport
from summarizer.batch.runners.asking import Asking
from summarizer.batch.work import BatchStopped, Options, Outcome
from summarizer.extractors.model.request_key import canonical
from summarizer.settings import Settings
from summarizer.testing import CutAnswer, FakeModel, ModelRequest, minimal_answer

SETTINGS = Settings(model="fake-1", base_url="http://127.0.0.1:9/v1", attempts=1, concurrency=1)
NAMES = "甲乙丙丁戊己庚辛"
OPTIONS = Options("model", settings=SETTINGS)


@pytest.fixture
def inputs(tmp_path: Path, documents: Path) -> Path:
    """A folder with eight documents in which not one question is the same."""
    folder = tmp_path / "in"
    folder.mkdir()
    record = (documents / "made_up_record_gb18030.txt").read_text(encoding="gb18030")
    for name in NAMES:
        (folder / f"{name}.txt").write_text(record.replace("公司", f"{name}公司"), encoding="utf-8")
    return folder


def batch(
    inputs: Path, output: Path, model: FakeModel, *, options: Options = OPTIONS, retry_failed: bool = False,
    on_outcome: Callable[[Outcome, int, int], None] | None = None,
) -> BatchReport:  # fmt: skip
    runner = Asking(options, output, retry_failed=retry_failed, transport=model)
    return Batch(output, options, runner).run([str(inputs)], retry_failed=retry_failed, on_outcome=on_outcome)


def summaries(folder: Path) -> dict[str, Any]:
    """Those of ``summaries.jsonl`` by their source, without what differs between two runs."""
    found = {}
    for line in (folder / "summaries.jsonl").read_text(encoding="utf-8").splitlines():
        summary = json.loads(line)
        del summary["provenance"]["started"], summary["provenance"]["seconds"]
        found[summary["document"]["source"]] = summary
    return found


def asked(*models: FakeModel) -> list[str]:
    return [canonical(request.body) for model in models for request in model.history]


def test_a_batch_makes_what_single_runs_make(inputs: Path, tmp_path: Path) -> None:
    """Many documents at once have the summaries that each has alone, with its own account of calls and tokens."""
    report = batch(inputs, tmp_path / "out", FakeModel(answers="schema"))
    assert (report.made, report.failures) == (8, [])
    with Summarizer(engine="model", settings=SETTINGS, transport=FakeModel(answers="schema")) as alone:
        for source, summary in summaries(tmp_path / "out").items():
            single = alone.run(inputs / source).model_dump(mode="json")
            del single["provenance"]["started"], single["provenance"]["seconds"]
            assert summary == single
            assert summary["provenance"]["usage"]["calls"] > 1


def test_what_was_answered_is_never_asked_again(inputs: Path, tmp_path: Path) -> None:
    """Cut off after its first document, a batch asks only what is still missing, and ends as one that was never disturbed."""

    def cut(_: Outcome, done: int, of: int) -> None:
        raise KeyboardInterrupt

    first, second, third, whole = (FakeModel(answers="schema") for _ in range(4))
    with pytest.raises(KeyboardInterrupt):
        batch(inputs, tmp_path / "out", first, on_outcome=cut)
    batch(inputs, tmp_path / "out", second)
    batch(inputs, tmp_path / "whole", whole)
    assert second.history
    assert sorted({*asked(first, second)}) == sorted(asked(whole))
    again = set(asked(first)) & set(asked(second))
    # the one that was under way when it was cut off
    assert len(again) <= 1
    for summary in (tmp_path / "out" / "summaries").iterdir():
        summary.unlink()
    batch(inputs, tmp_path / "out", third)
    assert third.history == []
    assert summaries(tmp_path / "out") == summaries(tmp_path / "whole")


def test_a_model_that_is_away_stops_the_batch(inputs: Path, tmp_path: Path) -> None:
    """Where nobody answers, no document fails for it: all stay open, and the same command does them when the model is back."""
    away = FakeModel(answers=lambda _: httpx2.ConnectError("refused"))
    with pytest.raises(ModelUnavailableError, match="no model can be reached"):
        batch(inputs, tmp_path / "out", away)
    assert (tmp_path / "out" / "summaries.jsonl").read_bytes() == b""
    report = batch(inputs, tmp_path / "out", FakeModel(answers="schema"))
    assert (report.made, report.failures) == (8, [])


def test_a_section_without_an_answer_is_a_failure_that_can_be_retried(inputs: Path, tmp_path: Path) -> None:
    """A summary whose sections fell to the rules in part counts among the failures; a retry asks for those sections alone."""

    def fails(request: ModelRequest) -> Any:
        return 503 if request.section == "qa[1]" and "乙公司" in request.material else minimal_answer(request.schema or {})

    model = FakeModel(answers=fails)
    report = batch(inputs, tmp_path / "out", model)
    assert [(Path(path).name, cause) for path, cause, _ in report.failures] == [("乙.txt", "model_in_part")]
    assert report.made == 8
    unchanged, again = FakeModel(answers="schema"), FakeModel(answers="schema")
    assert len(batch(inputs, tmp_path / "out", unchanged).failures) == 1
    assert unchanged.history == []
    assert batch(inputs, tmp_path / "out", again, retry_failed=True).failures == []
    assert {request.section for request in again.history} >= {"qa[1]"}
    assert len(again.history) < 4
    batch(inputs, tmp_path / "whole", FakeModel(answers="schema"))
    made, undisturbed = summaries(tmp_path / "out"), summaries(tmp_path / "whole")
    assert made == undisturbed


def test_an_answer_that_was_cut_is_asked_for_again_by_a_retry(inputs: Path, tmp_path: Path) -> None:
    """It is paid for, so that it is kept; but a retry of what failed for it asks once more, and not a third time."""

    def cut(request: ModelRequest) -> Any:
        return CutAnswer("{") if request.section == "qa[1]" and "乙公司" in request.material else minimal_answer(request.schema or {})

    first, same, again = FakeModel(answers=cut), FakeModel(answers=cut), FakeModel(answers="schema")
    assert len(batch(inputs, tmp_path / "out", first).failures) == 1
    batch(inputs, tmp_path / "out", same, retry_failed=True)
    assert len(same.history) == sum(request.section == "qa[1]" and "乙公司" in request.material for request in first.history)
    assert batch(inputs, tmp_path / "out", again, retry_failed=True).failures == []
    assert again.history


def test_another_model_is_another_batch(inputs: Path, tmp_path: Path) -> None:
    """The model, its address and the language are part of what a summary depends on; how fast it is asked is not."""
    batch(inputs, tmp_path / "out", FakeModel(answers="schema"))
    faster = replace(OPTIONS, settings=SETTINGS.model_copy(update={"concurrency": 9, "max_calls": 400}))
    assert batch(inputs, tmp_path / "out", FakeModel(), options=faster).unchanged == 8
    for changed in (
        replace(OPTIONS, settings=SETTINGS.model_copy(update={"model": "fake-2"})),
        replace(OPTIONS, settings=SETTINGS.model_copy(update={"base_url": "http://127.0.0.1:10/v1"})),
        replace(OPTIONS, language="zh-Hans"),
        Options("rules"),
    ):
        keys = Batch(tmp_path / "out", changed, Asking(OPTIONS, tmp_path, transport=FakeModel()))._keys
        before = Batch(tmp_path / "out", OPTIONS, Asking(OPTIONS, tmp_path, transport=FakeModel()))._keys
        assert keys.key_of("a.txt", "0") != before.key_of("a.txt", "0")


def test_answers_that_cannot_be_kept_stop_the_batch(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk under the answers is told as such, not taken for a model that fails; what was kept is not asked again."""
    from summarizer.batch import answers

    model = FakeModel(answers="schema")
    monkeypatch.setattr(answers, "_KEEP", "INSERT INTO nowhere VALUES (?, ?, ?, ?)")
    with pytest.raises(BatchStopped, match="the answers cannot be kept"):
        batch(inputs, tmp_path / "out", model)
    monkeypatch.undo()
    report = batch(inputs, tmp_path / "out", FakeModel(answers="schema"))
    assert (report.made, report.failures) == (8, [])


@pytest.mark.parametrize("broken", [b'{"id": "1", "choices": [{"ind', b'{"error": "busy"}'])
def test_an_answer_that_broke_on_its_way_is_not_kept(inputs: Path, tmp_path: Path, broken: bytes) -> None:
    """A body that is no chat completion, though the status is 200, is asked for again by the retry, not found again by it."""
    times: Counter[str] = Counter()

    def breaks(request: ModelRequest) -> Any:
        times[canonical(request.body)] += 1
        first = times[canonical(request.body)] == 1
        return httpx2.Response(200, content=broken) if first and request.section == "qa[1]" else minimal_answer(request.schema or {})

    model = FakeModel(answers=breaks)
    failures = batch(inputs, tmp_path / "out", model).failures
    assert {cause for _, cause, _ in failures} == {"model_in_part"}
    assert batch(inputs, tmp_path / "out", model, retry_failed=True).failures == []
    assert max(times.values()) == 2

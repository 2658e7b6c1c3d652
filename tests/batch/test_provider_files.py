"""A provider's batch files bring the same summaries as asking at once, whatever becomes of their lines."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from summarizer.batch.batch import Batch, BatchReport
from summarizer.batch.provider_files import ENDPOINT
from summarizer.batch.runners.asking import Asking
from summarizer.batch.runners.by_file import ByFile, exported_options, without_key
from summarizer.batch.work import Options
from summarizer.cli import main
from summarizer.extractors.model.request_key import read_question
from summarizer.settings import Settings
from summarizer.testing import FakeModel, minimal_answer

from .test_asking import summaries

SETTINGS = Settings(model="gpt-6-luna", base_url="https://api.openai.com/v1", attempts=1, concurrency=2)
OPTIONS = without_key(Options("model", settings=SETTINGS))

Line = dict[str, Any]
Fate = Callable[[int, Line], list[Line | bytes]]


@pytest.fixture
def inputs(tmp_path: Path, documents: Path) -> Path:
    """A folder with two documents."""
    folder = tmp_path / "in"
    folder.mkdir()
    record = (documents / "made_up_record_gb18030.txt").read_text(encoding="gb18030")
    for name in "甲乙":
        (folder / f"{name}.txt").write_text(record.replace("公司", f"{name}公司"), encoding="utf-8")
    return folder


@pytest.fixture
def live(inputs: Path, tmp_path: Path) -> dict[str, Any]:
    """What asking at once makes of them."""
    runner = Asking(OPTIONS, tmp_path / "live", transport=FakeModel(answers="schema"))
    Batch(tmp_path / "live", OPTIONS, runner).run([str(inputs)])
    return summaries(tmp_path / "live")


def export(inputs: Path, output: Path) -> ByFile:
    runner = ByFile(OPTIONS, output)
    report = Batch(output, OPTIONS, runner).run([str(inputs)])
    assert (report.made, report.waiting, report.failures) == (0, 2, [])
    return runner


def bring(output: Path, *results: Path) -> tuple[BatchReport, ByFile]:
    runner = ByFile(exported_options(output), output, results=results)
    return Batch(output, exported_options(output), runner).run([]), runner


def answered(line: Line) -> Line:
    """A line of results as a provider writes it."""
    schema = read_question(line["body"]).schema
    assert schema is not None
    text = json.dumps(minimal_answer(schema), ensure_ascii=False)
    asked, given = len(json.dumps(line["body"]["messages"])) // 4, len(text) // 4
    completion = {
        "id": "x", "object": "chat.completion", "created": 0, "model": "gpt-6-luna",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": asked, "completion_tokens": given, "total_tokens": asked + given},
    }  # fmt: skip
    return {"id": "batch_req_1", "custom_id": line["custom_id"], "response": {"status_code": 200, "body": completion}, "error": None}


def failed(line: Line, status: int = 500) -> Line:
    body = {"error": {"message": "the engine is tired of 'temperature'", "code": None, "param": None}}
    return {"id": "batch_req_2", "custom_id": line["custom_id"], "response": {"status_code": status, "body": body}, "error": None}


def provider(requests: list[Path], results: Path, fate: Fate = lambda _, line: [answered(line)]) -> None:
    """Answers the lines of request files as ``fate`` says, in an order of its own."""
    lines = [json.loads(line) for path in requests for line in path.read_bytes().splitlines()]
    assert {(line["method"], line["url"]) for line in lines} == {("POST", ENDPOINT)}
    assert len({line["custom_id"] for line in lines}) == len(lines)
    back = [told for place, line in enumerate(lines) for told in fate(place, line)]
    random.Random(7).shuffle(back)
    results.write_bytes(b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in back))


def rounds(output: Path, first: ByFile, fate: Fate, most: int = 12) -> BatchReport:
    """Exchanges files until nothing is open."""
    written = first.written
    for place in range(most):
        results = output.parent / f"results-{place}.jsonl"
        provider(written, results, fate)
        report, runner = bring(output, results)
        written = runner.written
        if not runner.open_requests:
            return report
    raise AssertionError("it never ends")


def test_export_and_import_make_the_summaries_of_the_live_path(inputs: Path, tmp_path: Path, live: dict[str, Any]) -> None:
    """Questions, those asked again, then the synthesis: in three exchanges all is as if it had been asked at once, but for the price."""
    report = rounds(tmp_path / "out", export(inputs, tmp_path / "out"), lambda _, line: [answered(line)], most=4)
    assert (report.failures, report.waiting) == ([], 0)
    brought = summaries(tmp_path / "out")
    assert brought.keys() == live.keys()
    for source, summary in brought.items():
        batched, at_once = summary["provenance"].pop("usage"), live[source]["provenance"].pop("usage")
        # FakeModel and the provider of this test count tokens each in its own way; the number of calls is the same
        assert (batched["calls"], batched["retries"]) == (at_once["calls"], at_once["retries"])
        price = 0.5 * (batched["input_tokens"] * 0.10 + batched["output_tokens"] * 0.50) / 1_000_000
        assert batched["cost"] == pytest.approx(price, abs=1e-6)
        assert summary == live[source]


def test_lines_may_be_lost_doubled_broken_and_failed(inputs: Path, tmp_path: Path, live: dict[str, Any]) -> None:
    """Partial, reordered, duplicate, failed, foreign and broken lines cost further exchanges, and change nothing."""
    dice = random.Random(3)

    def fate(place: int, line: Line) -> list[Line | bytes]:
        stranger = {**answered(line), "custom_id": "somebody else's"}
        expired = {"custom_id": line["custom_id"], "response": None, "error": {"code": "batch_expired", "message": "…"}}
        good = answered(line)
        possible: list[list[Line | bytes]] = [
            [], [good, good], [failed(line), good], [failed(line)], [expired], [b"{not json", b"", good], [stranger], [good, b"[1]"],
            [good], [good], [good], [good], [good],
        ]  # fmt: skip
        return dice.choice(possible)

    report = rounds(tmp_path / "out", export(inputs, tmp_path / "out"), fate, most=40)
    assert report.failures == []
    brought = summaries(tmp_path / "out")
    for one in (*brought.values(), *live.values()):
        one["provenance"].pop("usage")
    assert brought == live


def test_a_request_that_always_fails_ends_as_a_failure(inputs: Path, tmp_path: Path) -> None:
    """After four failures a request is given up: its section falls to the rules, the document counts as a failure, and can be retried."""
    victim: list[str] = []

    def fate(_: int, line: Line) -> list[Line | bytes]:
        if not victim:
            victim.append(line["custom_id"])
        return [failed(line)] if line["custom_id"] == victim[0] else [answered(line)]

    first = export(inputs, tmp_path / "out")
    report = rounds(tmp_path / "out", first, fate)
    assert [cause for _, cause, _ in report.failures] == ["model_in_part"]
    assert "the provider failed it 4 times (HTTP 500)" in report.failures[0][2]
    options = exported_options(tmp_path / "out")
    again = ByFile(options, tmp_path / "out", retry_failed=True)
    Batch(tmp_path / "out", options, again).run([str(inputs)], retry_failed=True)
    assert again.open_requests == 1
    assert rounds(tmp_path / "out", again, lambda _, line: [answered(line)]).failures == []


def test_a_form_that_the_provider_refuses_is_asked_in_another(inputs: Path, tmp_path: Path) -> None:
    """A parameter that is refused in a result file is left out of the next requests."""

    def fate(_: int, line: Line) -> list[Line | bytes]:
        return [failed(line, 400) if "temperature" in line["body"] else answered(line)]

    report = rounds(tmp_path / "out", export(inputs, tmp_path / "out"), fate)
    assert (report.documents, report.failures, report.waiting) == (2, [], 0)


def test_large_exports_are_split_and_old_parts_go(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file holds more lines than a provider takes, and a smaller export leaves none of a larger one."""
    monkeypatch.setattr("summarizer.batch.provider_files.MOST_LINES", 3)
    first = export(inputs, tmp_path / "out")
    assert [path.name for path in first.written] == ["requests.jsonl", "requests-2.jsonl"]
    assert [len(path.read_bytes().splitlines()) for path in first.written] == [3, 1]
    rounds(tmp_path / "out", first, lambda _, line: [answered(line)])
    assert list((tmp_path / "out").glob("requests*")) == []


def test_the_commands_exchange_files(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Export and import by the command line, gzip and all: no key is needed, and what is to be done next is said."""
    output, to = tmp_path / "out", tmp_path / "ask.jsonl"
    monkeypatch.setenv("SUMMARIZER_MODEL", "gpt-6-luna")
    assert main(["batch", "import", str(to), "--output", str(output)]) == 2
    assert "nothing was exported from this folder" in capsys.readouterr().err
    assert main(["batch", "export", str(inputs), "--output", str(output), "--to", str(to)]) == 0
    said = capsys.readouterr().out
    assert "requests of 2 documents" in said
    assert "ask.jsonl answered, then batch import its results" in said
    monkeypatch.delenv("SUMMARIZER_MODEL")
    results = tmp_path / "results.jsonl.gz"
    for _ in range(4):
        provider([to], tmp_path / "plain.jsonl")
        results.write_bytes(gzip.compress((tmp_path / "plain.jsonl").read_bytes()))
        assert main(["batch", "import", str(results), "--output", str(output), "--to", str(to)]) == 0
        said = capsys.readouterr().out
        assert "answers taken" in said
        if not to.exists():
            break
    assert "2 summarised now" in said
    (tmp_path / "foreign.jsonl").write_text('{"custom_id": "x", "response": null}\n')
    assert main(["batch", "import", str(tmp_path / "foreign.jsonl"), "--output", str(output)]) == 2
    assert "no line of it answers a request of this batch" in capsys.readouterr().err
    results.write_bytes(results.read_bytes()[:-20])
    assert main(["batch", "import", str(results), "--output", str(output)]) == 2
    assert "results.jsonl.gz: cannot be read" in capsys.readouterr().err


def test_no_secret_is_written(inputs: Path, tmp_path: Path) -> None:
    """Neither the requests nor what the folder keeps of the settings hold the key, or credentials of the address."""
    settings = Settings(model="m", base_url="https://user:hunter2@models.example/v1", api_key=SecretStr("sk-hunter3"))
    options = Options("model", settings=settings)
    runner = ByFile(options, tmp_path / "out")
    Batch(tmp_path / "out", options, runner).run([str(inputs)])
    assert runner.open_requests
    kept = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert b"hunter" not in kept
    assert b"models.example" in kept
    again = exported_options(tmp_path / "out").settings
    assert again is not None
    assert again.base_url == "https://models.example/v1"

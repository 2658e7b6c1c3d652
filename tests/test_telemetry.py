"""Spans: the tree of a document and of a batch where OpenTelemetry is set up, nothing at all where it is not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx2
import pytest

from summarizer import InputError, Summarizer, asummarize
from summarizer.batch.batch import Batch
from summarizer.batch.runners.asking import Asking
from summarizer.batch.runners.processes import Processes
from summarizer.batch.work import Options
from summarizer.settings import Settings
from summarizer.telemetry import document_span, noting, span, tell, wanted
from summarizer.testing import FakeModel
from tests.conftest import need

SETTINGS = Settings(model="fake-1", base_url="http://127.0.0.1:9/v1", attempts=2, concurrency=1)
OTEL = "OpenTelemetry (pip install 'summarizer[otel]')"
LINE = ["summarizer.read", "summarizer.outline", "summarizer.extract", "summarizer.assemble"]


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """What is exported, in memory; the provider of the process is put back afterwards."""
    need(find_spec("opentelemetry") is not None and find_spec("opentelemetry.sdk") is not None, OTEL)
    from opentelemetry import trace
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    memory, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(memory))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    yield memory
    provider.shutdown()


def tree(memory: Any, parent: Any = None) -> list[Any]:
    """Names of spans by their beginning, each with the list of what is part of it."""
    within = None if parent is None else parent.context.span_id
    found = [one for one in memory.get_finished_spans() if (one.parent.span_id if one.parent else None) == within]
    return [(one.name, tree(memory, one)) for one in sorted(found, key=lambda one: one.start_time)]


def leaves(*names: str) -> list[Any]:
    return [(name, []) for name in names]


def test_a_document_is_a_span_with_the_steps_of_the_line(exported: Any, documents: Path) -> None:
    """A single run by rules has one span, named after its file, and a part for each step."""
    Summarizer(engine="rules").run(documents / "made_up_call.txt")
    assert tree(exported) == [("summarizer.document", leaves(*LINE))]
    root = exported.get_finished_spans()[-1]
    assert root.attributes == {"summarizer.document.name": "made_up_call.txt"}


async def _summarised(path: Path, model: FakeModel) -> None:
    await asummarize(path, engine="model", settings=SETTINGS, transport=model)


def test_a_model_call_follows_the_conventions_and_holds_no_content(exported: Any, documents: Path) -> None:
    """Each request is a client span with model, server and tokens, part of its document's; no attribute holds a word that was asked."""
    import asyncio

    model = FakeModel(answers="schema")
    asyncio.run(_summarised(documents / "made_up_record_gb18030.txt", model))
    spans = exported.get_finished_spans()
    asks = next(one for one in spans if one.name == "summarizer.ask")
    calls = [one for one in spans if one.name == "chat fake-1"]
    assert len(calls) == len(model.history) > 1
    assert [name for name, _ in tree(exported)[0][1]] == [*LINE[:3], "summarizer.ask", LINE[3]]
    for call in calls:
        assert call.parent.span_id == asks.context.span_id
        assert call.kind.name == "CLIENT"
        told = dict(call.attributes)
        assert (told["gen_ai.operation.name"], told["gen_ai.provider.name"]) == ("chat", "openai")
        assert (told["gen_ai.request.model"], told["server.address"], told["server.port"]) == ("fake-1", "127.0.0.1", 9)
        assert told["gen_ai.usage.input_tokens"] > 0
        assert told["gen_ai.response.finish_reasons"] == ("stop",)
        assert all(len(str(value)) < 40 for value in told.values())


def test_what_fails_is_told_by_its_kind_alone(exported: Any, tmp_path: Path) -> None:
    """A document that cannot be read has a failed span with the kind of the error, and neither its message nor its folder."""
    with pytest.raises(InputError):
        Summarizer(engine="rules").run(tmp_path / "gone.txt")
    for one in exported.get_finished_spans():
        assert one.attributes["error.type"] == "InputError"
        assert one.status.status_code.name == "ERROR"
        assert one.status.description is None
        assert str(tmp_path) not in one.to_json()
        assert not one.events


def test_a_failed_request_has_its_own_span(exported: Any, documents: Path) -> None:
    """A request that was refused and sent again is two spans, the first with what was wrong."""
    busy = httpx2.Response(429, headers={"retry-after": "0"}, json={"error": {"message": "a secret"}})
    model = FakeModel([busy], answers="schema")
    with Summarizer(engine="model", settings=SETTINGS, transport=model) as summarizer:
        summarizer.run(documents / "made_up_record_gb18030.txt")
    failed = [one for one in exported.get_finished_spans() if "error.type" in one.attributes]
    assert [(one.name, one.attributes["error.type"]) for one in failed] == [("chat fake-1", "transient")]


def test_a_batch_over_processes_is_one_tree(exported: Any, documents: Path, tmp_path: Path) -> None:
    """What worker processes do is part of the batch's span here, each document with its steps; a failure has its cause."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_bytes((documents / "made_up_call.txt").read_bytes())
    (inputs / "empty.txt").write_text("")
    options = Options(engine="rules")
    Batch(tmp_path / "out", options, Processes(options, 1)).run([str(inputs)])
    assert tree(exported) == [
        ("summarizer.batch", [("summarizer.document", leaves(*LINE)), ("summarizer.document", leaves("summarizer.read"))])
    ]
    told = {one.attributes.get("summarizer.document.name"): one for one in exported.get_finished_spans()}
    assert told["a.txt"].attributes["summarizer.outcome"] == "done"
    assert told["empty.txt"].attributes["error.type"] == "empty"
    assert told["a.txt"].start_time < told["a.txt"].end_time


def test_a_batch_with_a_model_is_one_tree(exported: Any, documents: Path, tmp_path: Path) -> None:
    """Documents that are asked about side by side have each their own calls."""
    record = (documents / "made_up_record_gb18030.txt").read_text(encoding="gb18030")
    paths = [tmp_path / "甲.txt", tmp_path / "乙.txt"]
    for path in paths:
        path.write_text(record.replace("公司", f"{path.stem}公司"), encoding="utf-8")
    options = Options("model", settings=SETTINGS)
    model = FakeModel(answers="schema")
    Batch(tmp_path / "out", options, Asking(options, tmp_path / "out", transport=model)).run([str(path) for path in paths])
    ((name, batched),) = tree(exported)
    assert (name, [one for one, _ in batched]) == ("summarizer.batch", ["summarizer.document"] * 2)
    calls = [sum(part == "chat fake-1" for step, parts in steps if step == "summarizer.ask" for part, _ in parts) for _, steps in batched]
    assert sum(calls) == len(model.history)
    assert min(calls) > 1


def test_noted_spans_nest_and_fail() -> None:
    """What is noted keeps who is part of whom, in what order, and what was raised."""
    with noting() as noted, pytest.raises(KeyError), document_span("a.txt", 7), document_span("again"), span("inner", one__two=3, no=None):
        raise KeyError("secret")
    assert [(one.name, one.within, one.error) for one in noted] == [("summarizer.document", None, "KeyError"), ("inner", 0, "KeyError")]
    assert noted[0].attributes == {"summarizer.document.name": "a.txt", "summarizer.document.number": 7}
    assert noted[1].attributes == {"one.two": 3}
    assert all(one.began <= one.ended for one in noted)
    tell([])


def test_without_a_provider_nothing_is_loaded(documents: Path, tmp_path: Path) -> None:
    """A run by rules, single or a worker's, loads neither OpenTelemetry nor logging nor a model's libraries, and wants no spans."""
    said = subprocess.run(
        [
            sys.executable, "-c",
            "import sys, summarizer\n"
            "from summarizer.telemetry import wanted\n"
            f"summarizer.summarize({str(documents / 'made_up_call.txt')!r}, engine='rules')\n"
            "print(wanted(), sorted({'opentelemetry', 'openai', 'instructor', 'logging', 'rich'} & set(sys.modules)))",
        ],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    assert said.stdout == "False []\n"


def test_an_interface_without_a_provider_wants_nothing() -> None:
    """Where another library has loaded OpenTelemetry's interface and nobody set it up, nothing is noted by workers."""
    need(find_spec("opentelemetry") is not None, OTEL)
    import opentelemetry.trace  # noqa: F401

    assert wanted() is False

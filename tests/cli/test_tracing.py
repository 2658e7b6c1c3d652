"""Spans from the command line: sent where the environment says, and told where they cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest

from summarizer.cli import tracing
from summarizer.cli.tracing import INSTALL
from tests.conftest import need


class _Collector(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.bodies: list[bytes] = []
        self.paths: set[str] = set()


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Collector)
        self.server.paths.add(self.path)
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.bodies.append(body)
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[_Collector]:
    """An endpoint for spans on this machine."""
    server = _Collector()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_command_sends_its_spans(collector: _Collector, documents: Path, tmp_path: Path) -> None:
    """With an endpoint in the environment the spans of a run leave by OTLP, under the service's name, without a folder's name."""
    there = find_spec("opentelemetry") is not None and find_spec("opentelemetry.exporter") is not None
    need(there, f"OpenTelemetry ({INSTALL})")
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    path = documents / "made_up_call.txt"
    environ = {
        **os.environ, "PYTHONPATH": os.pathsep.join([*os.environ.get("PYTHONPATH", "").split(os.pathsep), str(Path(__file__).parents[2])]),
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
        "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
    }  # fmt: skip
    words = [sys.executable, "-m", "summarizer", "run", "--engine", "rules", str(path), "--output", str(tmp_path / "a.json")]
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert collector.paths == {"/v1/traces"}
    names, services = set(), set()
    for body in collector.bodies:
        assert str(documents).encode() not in body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            services |= {one.value.string_value for one in resource.resource.attributes if one.key == "service.name"}
            names |= {one.name for scope in resource.scope_spans for one in scope.spans}
    assert services == {"summarizer"}
    assert names == {"summarizer.document", *(f"summarizer.{step}" for step in ("read", "outline", "extract", "assemble"))}


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}, INSTALL),
        ({"OTEL_TRACES_EXPORTER": "zipkin"}, "OTEL_TRACES_EXPORTER=zipkin is not known here"),
        ({"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, "OTEL_EXPORTER_OTLP_PROTOCOL=grpc is not known here"),
        ({"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}, None),
        ({"OTEL_SDK_DISABLED": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}, None),
        ({"OTEL_SERVICE_NAME": "x"}, None),
    ],
)
def test_what_cannot_be_sent_is_told_in_one_line(environ: dict[str, str], said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for and cannot be had is one note that says what to do; what is not asked for is none."""
    # as where the extra is not installed
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    notes: list[str] = []
    with tracing.tracing(notes.append, environ):
        pass
    assert len(notes) == (said is not None)
    assert said is None or said in notes[0]
    assert "\n" not in "".join(notes)

"""Spans sent from the command line, where the environment says where to: the variables are OpenTelemetry's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from ..telemetry import wanted

INSTALL = "pip install 'summarizer[otel]'"
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


@contextmanager
def tracing(note: Callable[[str], None], environ: Mapping[str, str] | None = None) -> Iterator[None]:
    """Within, spans are sent by OTLP where the environment asks for that. ``note`` is told, in one line, why nothing can be sent.

    A provider that is there already, as under ``opentelemetry-instrument``, is left as it is.
    """
    environ = os.environ if environ is None else environ
    if not _asked_for(environ) or wanted():
        yield
        return
    missing = _missing(environ)
    if missing is not None:
        note(f"no spans are sent: {missing}")
        yield
        return
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    from .. import __version__

    named = "OTEL_SERVICE_NAME" in environ or "service.name" in environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    about = {"service.version": __version__} | ({} if named else {"service.name": "summarizer"})
    provider = TracerProvider(resource=Resource.create(about))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        # sends what has not been sent yet
        provider.shutdown()


def _asked_for(environ: Mapping[str, str]) -> bool:
    if environ.get("OTEL_SDK_DISABLED", "").lower() == "true" or environ.get("OTEL_TRACES_EXPORTER") == "none":
        return False
    return bool(environ.get("OTEL_TRACES_EXPORTER")) or any(environ.get(name) for name in _ENDPOINTS)


def _missing(environ: Mapping[str, str]) -> str | None:
    exporter = environ.get("OTEL_TRACES_EXPORTER") or "otlp"
    if exporter != "otlp":
        return f"OTEL_TRACES_EXPORTER={exporter} is not known here; use otlp, or run under opentelemetry-instrument"
    protocol = environ.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or environ.get("OTEL_EXPORTER_OTLP_PROTOCOL") or "http/protobuf"
    if protocol != "http/protobuf":
        return f"OTEL_EXPORTER_OTLP_PROTOCOL={protocol} is not known here; use http/protobuf"
    try:
        import opentelemetry.exporter.otlp.proto.http.trace_exporter
        import opentelemetry.sdk.trace  # noqa: F401
    except ImportError:
        return f"OpenTelemetry is not installed; {INSTALL}"
    return None

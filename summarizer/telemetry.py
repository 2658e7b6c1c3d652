"""Spans of OpenTelemetry, for a program that has it set up. Everywhere else nothing is loaded and nothing is measured.

Nothing here imports OpenTelemetry: who wants spans has loaded it before. A worker process, whose spans nobody would collect, notes them
as plain values; its main process tells them with `tell`. No span holds a word of a document, a path, or the message of an error.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

Value = str | int | float | bool | Sequence[str]


class Span:
    """A span under way; this one is nobody's."""

    def set(self, **attributes: Value | None) -> None:
        """Add attributes; ``None`` is left out. A name's two underscores stand for a dot, since names of attributes have them."""

    def failed(self, kind: str) -> None:
        """The work failed, without raising. ``kind``: a word of few, no message."""


@dataclass(slots=True)
class Noted(Span):
    """A span that another process is to tell."""

    name: str
    began: int
    """Nanoseconds since the epoch, as ``ended``."""
    within: int | None
    """Place in the list of the span that this one is part of."""
    attributes: dict[str, Value]
    ended: int = 0
    error: str | None = None

    def set(self, **attributes: Value | None) -> None:
        self.attributes.update(_named(attributes))

    def failed(self, kind: str) -> None:
        self.error = self.error or kind


class _Exported(Span):
    def __init__(self, trace: Any, span: Any) -> None:
        self._trace, self._span, self._failed = trace, span, False

    def set(self, **attributes: Value | None) -> None:
        self._span.set_attributes(_named(attributes))

    def failed(self, kind: str) -> None:
        if self._failed:
            # what is raised for it says less
            return
        self._failed = True
        self._span.set_attribute("error.type", kind)
        self._span.set_status(self._trace.StatusCode.ERROR)


@dataclass(slots=True)
class _Notes:
    noted: list[Noted] = field(default_factory=list)
    within: int | None = None


_NOBODYS = Span()
_notes: ContextVar[_Notes | None] = ContextVar("notes", default=None)
_document: ContextVar[bool] = ContextVar("document", default=False)


def wanted() -> bool:
    """Whether a tracer provider is set up in this process."""
    trace = _trace()
    return trace is not None and not isinstance(trace.get_tracer_provider(), (trace.ProxyTracerProvider, trace.NoOpTracerProvider))


@contextmanager
def span(name: str, *, client: bool = False, **attributes: Value | None) -> Iterator[Span]:
    """A span over what is within, part of the one around it; also a decorator. ``client``: it waits for another service.

    What is raised within marks it as failed, by the kind of the error alone, and goes on. Attributes as in `Span.set`.
    """
    notes = _notes.get()
    if notes is not None:
        with _noted(notes, name, attributes) as one:
            yield one
        return
    trace = _trace()
    if trace is None:
        yield _NOBODYS
        return
    kind = trace.SpanKind.CLIENT if client else trace.SpanKind.INTERNAL
    # an exception's message and trace may hold what the document says, or where it lies
    with _tracer(trace).start_as_current_span(
        name, kind=kind, attributes=_named(attributes), record_exception=False, set_status_on_exception=False
    ) as exported:
        ours = _Exported(trace, exported)
        try:
            yield ours
        except BaseException as error:
            ours.failed(type(error).__name__)
            raise


@contextmanager
def document_span(name: str | None = None, number: int | None = None) -> Iterator[Span]:
    """The span of one document, or nothing within another of these: whoever begins it first has it. ``name``: its file's, no path."""
    if _document.get():
        yield _NOBODYS
        return
    token = _document.set(True)
    try:
        with span("summarizer.document", summarizer__document__name=name, summarizer__document__number=number) as one:
            yield one
    finally:
        _document.reset(token)


@contextmanager
def noting() -> Iterator[list[Noted]]:
    """Within, spans are noted in the list that is yielded, each before those that are part of it."""
    notes = _Notes()
    token = _notes.set(notes)
    try:
        yield notes.noted
    finally:
        _notes.reset(token)


def tell(noted: Sequence[Noted]) -> None:
    """Export what another process has noted, as part of the span that is under way here."""
    trace = _trace()
    if trace is None:
        return
    told: list[Any] = []
    for one in noted:
        context = None if one.within is None else trace.set_span_in_context(told[one.within])
        exported = _tracer(trace).start_span(one.name, context=context, start_time=one.began, attributes=one.attributes)
        if one.error is not None:
            _Exported(trace, exported).failed(one.error)
        told.append(exported)
    for exported, one in zip(told, noted, strict=True):
        exported.end(end_time=one.ended)


@contextmanager
def _noted(notes: _Notes, name: str, attributes: Mapping[str, Value | None]) -> Iterator[Noted]:
    one = Noted(name, time.time_ns(), notes.within, _named(attributes))
    token = _notes.set(_Notes(notes.noted, len(notes.noted)))
    notes.noted.append(one)
    try:
        yield one
    except BaseException as error:
        one.failed(type(error).__name__)
        raise
    finally:
        one.ended = time.time_ns()
        _notes.reset(token)


def _named(attributes: Mapping[str, Value | None]) -> dict[str, Value]:
    return {name.replace("__", "."): value for name, value in attributes.items() if value is not None}


def _trace() -> Any:
    """The interface of OpenTelemetry, if anybody has loaded it whole."""
    trace = sys.modules.get("opentelemetry.trace")
    return trace if hasattr(trace, "get_tracer_provider") else None


def _tracer(trace: Any) -> Any:
    return trace.get_tracer("summarizer")

"""What a batch tells while it works: a span a document, and events for logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from ..events import event, spent
from ..telemetry import Span, document_span
from .inputs import legible
from .work import Done, Lost, Outcome, Task, Waiting

if TYPE_CHECKING:
    from .batch import BatchReport


@contextmanager
def observed(task: Task) -> Iterator[Callable[[Outcome], None]]:
    """The span of a document, around its work; what is yielded is to be told the outcome."""
    with document_span(_name(task.path), task.number) as span:
        yield lambda outcome: _told(span, outcome)


def _told(span: Span, outcome: Outcome) -> None:
    if isinstance(outcome, Done):
        span.set(
            summarizer__outcome="in_part" if outcome.in_part else "done",
            summarizer__engine=outcome.engine, summarizer__model=outcome.model,
            summarizer__calls=outcome.usage.calls, summarizer__cost=outcome.usage.cost, summarizer__currency=outcome.usage.currency,
        )  # fmt: skip
        if outcome.in_part:
            span.failed("model_in_part")
    elif isinstance(outcome, Waiting):
        span.set(summarizer__outcome="waiting", summarizer__questions=outcome.questions)
    else:
        span.set(summarizer__outcome="failed")
        span.failed(outcome.cause)


def log_outcome(outcome: Outcome, path: str) -> None:
    """Log what came of the document at ``path``."""
    number, name = outcome.number, _name(path)
    if isinstance(outcome, Lost):
        event("warning", "document.failed", number=number or None, document=name, cause=outcome.cause, error=outcome.message)
    elif isinstance(outcome, Waiting):
        event("info", "document.waiting", number=number, document=name, questions=outcome.questions)
    else:
        event(
            "warning" if outcome.in_part else "info", "document.in_part" if outcome.in_part else "document.done",
            number=number, document=name, engine=outcome.engine, model=outcome.model, seconds=outcome.seconds,
            cause="model_in_part" if outcome.in_part else None, error=outcome.in_part, **spent(outcome.usage),
        )  # fmt: skip


def log_beginning(open_: int, report: BatchReport) -> None:
    """Log what is to be done."""
    event("info", "batch.began", open=open_, given=report.given, unchanged=report.unchanged, copies=report.copies)


def log_end(report: BatchReport, seconds: float) -> None:
    """Log what came of it all."""
    event(
        "info", "batch.ended", documents=report.documents, made=report.made, unchanged=report.unchanged, copies=report.copies,
        failed=len(report.failures), waiting=report.waiting or None, seconds=round(seconds, 3),
    )  # fmt: skip


def _name(path: str) -> str:
    return legible(PurePath(path).name)

"""One document of a batch, wherever it is done: its summary, or why there is none."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from ..errors import DecodingError, EmptyInputError, InputError
from .inputs import legible
from .observing import observed
from .places import source_of
from .work import Cause, Done, Lost, Outcome, Task

if TYPE_CHECKING:
    from ..pipeline import Summarizer
    from ..schemas import Summary


def outcome_of(task: Task, summarizer: Summarizer, encoding: str | None = None) -> Outcome:
    """The summary of one document, or why there is none; raises nothing."""
    with observed(task) as told:
        outcome = _found(task, summarizer, encoding)
        told(outcome)
    return outcome


def _found(task: Task, summarizer: Summarizer, encoding: str | None) -> Outcome:
    from ..reading import read

    try:
        document = read(source_of(task.path), encoding=encoding)
        return done_of(task, document.sha256, summarizer.run(document))
    except InputError as error:
        return lost_of(task, error)
    except Exception as error:
        return fault_of(task, error)


def done_of(task: Task, sha256: str, summary: Summary) -> Done:
    """What is handed on of a summary. ``sha256``: of the document's bytes."""
    provenance = summary.provenance
    in_part = [check.message for check in summary.checks if check.code == "model_failed"]
    return Done(
        task.number, sha256, (summary.model_dump_json(indent=2) + "\n").encode(), provenance.engine, provenance.model, provenance.usage,
        provenance.seconds, " ".join(in_part) or None,
    )  # fmt: skip


def lost_of(task: Task, error: InputError) -> Lost:
    """A document that cannot be read; its folder is not told."""
    name = legible(PurePath(task.path).name)
    told = str(error).replace(task.path, name).replace(ascii(task.path), name)
    return Lost(task.number, _cause_of(error), " ".join(told.split()))


def fault_of(task: Task, error: Exception) -> Lost:
    """A document that ran into a fault of ours; of the error its kind alone is told, for a message could hold anything of the document."""
    return Lost(task.number, "fault", f"a fault of ours ({type(error).__name__}); summarizer run --debug on the document shows it")


def _cause_of(error: InputError) -> Cause:
    return "empty" if isinstance(error, EmptyInputError) else "encoding" if isinstance(error, DecodingError) else "input"

"""What a runner is handed and what it hands back: the seam between the batch, which keeps the journal, and whoever does the work.

A runner never touches the journal or the output folder: it takes tasks as it can work on them and yields an outcome for each, in any
order, so that one process writes whatever is written.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from ..errors import UsageError
from ..schemas.summary import Usage

if TYPE_CHECKING:
    from ..pipeline import EngineChoice, LanguageChoice
    from ..schemas.profile import Profile
    from ..settings import Settings

Cause = Literal["input", "empty", "encoding", "model", "model_in_part", "timeout", "worker_died", "usage", "fault"]
"""Why a document failed: it cannot be read, holds no text, no encoding fits; no model could be reached; a model left sections to the
rules; it took too long; its worker process died; the call was wrong; a fault of ours."""


_ATTEMPTS = 10
"""For one question: with waits that double up to a minute, some five minutes."""


@dataclass(frozen=True, slots=True)
class Options:
    """How every document of a batch is summarised. It is sent to other processes; the key in ``settings`` never shows in its ``repr``."""

    engine: EngineChoice = "auto"
    language: LanguageChoice | None = None
    encoding: str | None = None
    profile: Profile | None = field(default=None, repr=False)
    settings: Settings | None = field(default=None, repr=False)
    """Of the model; ``None`` where the engine is ``rules`` or no model is configured."""
    timeout: float | None = None
    """Seconds after which a document is given up: by rules, where it has a process of its own. A model's calls have their own limits."""

    @classmethod
    def chosen(
        cls,
        engine: EngineChoice = "auto",
        *,
        model: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        language: LanguageChoice | None = None,
        encoding: str | None = None,
        profile: Profile | None = None,
        timeout: float | None = None,
    ) -> Options:
        """Those of a call, ``auto`` decided once for all documents: a model where one is configured, else rules.

        A model that does not answer is waited for longer than for one document: an outage of minutes is no reason to lose a night.
        Raises `UsageError` where the call is wrong and `ModelUnavailableError` where ``model`` is asked for and none is configured.
        """
        from ..pipeline import Summarizer, configured

        wanted = engine != "rules" and (model is not None or base_url is not None or configured())
        # says what is wrong with the call
        Summarizer(engine=engine, model=model, base_url=base_url, api_key=api_key, language=language, profile=profile).close()
        if not wanted:
            return cls("rules", encoding=encoding, timeout=timeout)
        from ..settings import Settings

        settings = Settings.load(model=model, base_url=base_url, api_key=api_key)
        if "attempts" not in settings.model_fields_set:
            settings = settings.model_copy(update={"attempts": _ATTEMPTS})
        return cls("model", language or (profile and profile.language) or "source", encoding, profile, settings, timeout)


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be summarised."""

    number: int
    """The journal's."""
    path: str
    """Where it lies: a path, or the URL of an object store."""


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was summarised."""

    number: int
    sha256: str
    """Of the bytes that were read."""
    summary: bytes
    """UTF-8 JSON, as ``run --format json`` prints it."""
    engine: str
    model: str | None
    usage: Usage
    seconds: float
    in_part: str | None = None
    """Why sections that a model was to fill fell to the rules; one line."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A document that failed."""

    number: int
    cause: Cause
    message: str
    """One line, without a word of the document."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that goes on when answers come that were asked for elsewhere."""

    number: int
    questions: int
    """Those open now."""


Outcome = Done | Lost | Waiting


class BatchStopped(UsageError):
    """The batch cannot go on: its folder cannot be written, no model answers. What is done is kept; the same command goes on."""


class Runner(Protocol):
    """Whoever does the work."""

    def run(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        """An outcome for each task, in any order. ``tasks`` is taken from lazily, so that memory does not grow with their number.

        Closing the iterator ends all work. Raises `BatchStopped` where nothing further can be done.
        """
        ...

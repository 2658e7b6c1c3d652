"""What the verbs share: options that mean the same everywhere, and how an error of theirs is told."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import SummarizerError

if TYPE_CHECKING:
    from ..schemas import Summary


@dataclass(slots=True)
class Session:
    """One run of the command line."""

    debug: bool = False
    as_json: bool = False
    """Whether standard error holds JSON alone, an object a line."""
    log_level: str | None = None
    """The least that is logged; ``None`` for what the format has by default."""
    words: Sequence[str] = ()
    """Those of the command line."""

    @property
    def logs(self) -> bool:
        """Whether anything is logged; then no progress is shown beside it."""
        return self.as_json or self.log_level is not None

    def fail(self, error: SummarizerError) -> int:
        """Tell ``error`` on standard error, as one line or with ``--debug`` as its trace; returns its exit code."""
        self.tell("error", str(error), error if self.debug else None, code=error.exit_code)
        return error.exit_code

    def note(self, message: str) -> None:
        """Tell what could be overlooked, on standard error."""
        self.tell("note", message)

    def tell(self, kind: str, message: str, trace: BaseException | None = None, code: int | None = None) -> None:
        """Print a message of a ``kind``, ``error`` or ``note``, as one line, and the ``trace`` of an error before it."""
        message = " ".join(message.split())
        if self.as_json:
            from .logs import json_line, without_folders

            message = without_folders(message, self.words)
            shown = {"trace": "".join(traceback.format_exception(trace))} if trace is not None else {}
            told = {"error": message, "exit_code": code, **shown} if kind == "error" else {"message": message}
            print(json_line(time.time(), "error" if kind == "error" else "warning", kind, told), file=sys.stderr)
            return
        if trace is not None:
            traceback.print_exception(trace)
        print(f"summarizer: {kind}: {message}", file=sys.stderr)


def _debug(context: typer.Context, wanted: bool) -> None:
    if wanted:
        context.ensure_object(Session).debug = True


def _log_format(context: typer.Context, wanted: str) -> str:
    if wanted not in ("text", "json"):
        raise typer.BadParameter(f"{wanted!r} is no format of logs: use text or json")
    context.ensure_object(Session).as_json = wanted == "json"
    return wanted


def _log_level(context: typer.Context, wanted: str | None) -> str | None:
    if wanted not in (None, "debug", "info", "warning", "error"):
        raise typer.BadParameter(f"{wanted!r} is no level of logs: use debug, info, warning or error")
    context.ensure_object(Session).log_level = wanted
    return wanted


LogFormat = Annotated[
    str,
    typer.Option(
        "--log-format", metavar="text|json", callback=_log_format, is_eager=True,
        help="json: standard error holds one JSON object a line and nothing else; docs/observing.md.",
    ),
]  # fmt: skip
LogLevel = Annotated[
    str | None,
    typer.Option(
        "--log-level", metavar="debug|info|warning|error", callback=_log_level, is_eager=True,
        help="The least that is logged; by default info as json, and nothing as text. With it no progress is shown.",
    ),
]  # fmt: skip
Debug = Annotated[
    bool,
    typer.Option("--debug", callback=_debug, is_eager=True, help="Show the trace of an error, not just its line."),
]
Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The text's encoding (utf-8, gb18030, big5 …), where detection gets it wrong."),
]
Engine = Annotated[
    str,
    typer.Option(metavar="auto|rules|model", help="Who reads. auto: a model if one is configured, else rules."),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="The model to ask; else SUMMARIZER_MODEL.")]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", metavar="URL", help="Its OpenAI-compatible endpoint, with /v1; else SUMMARIZER_BASE_URL."),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="source|zh-Hans|zh-Hant|en",
        help="Language of a model's prose; by default the profile's, else the source's. By rules it is the source's own.",
    ),
]
Replay = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Take a model's answers from a folder of recorded ones; nothing is sent, no key is needed."),
]

ProfileFile = Annotated[
    Path | None,
    typer.Option("--profile", metavar="FILE", help="Who reads (TOML): what reports tell first, what a model attends to; docs/profile.md."),
]


def tell_fallback(summary: Summary, session: Session) -> None:
    """A model that was configured and not reached, or that failed in part, is told: the summary alone could be overlooked."""
    for check in summary.checks:
        if check.code in ("model_unavailable", "model_failed"):
            session.note(f"{summary.document.source}: {check.message}")

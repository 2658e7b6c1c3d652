"""What the verbs share: options that mean the same everywhere, and how an error of theirs is told."""

from __future__ import annotations

import sys
import traceback
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

    def fail(self, error: SummarizerError) -> int:
        """Tell ``error`` on standard error, as one line or with ``--debug`` as its trace; returns its exit code."""
        if self.debug:
            traceback.print_exception(error)
        print(f"summarizer: error: {' '.join(str(error).split())}", file=sys.stderr)
        return error.exit_code


def _debug(context: typer.Context, wanted: bool) -> None:
    if wanted:
        context.ensure_object(Session).debug = True


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


def tell_fallback(summary: Summary) -> None:
    """A model that was configured and not reached, or that failed in part, is told: the summary alone could be overlooked."""
    for check in summary.checks:
        if check.code in ("model_unavailable", "model_failed"):
            print(f"summarizer: note: {summary.document.source}: {check.message}", file=sys.stderr)

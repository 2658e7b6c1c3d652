"""What the verbs share: options that mean the same everywhere, and how an error of theirs is told."""

from __future__ import annotations

import sys
import traceback
from dataclasses import dataclass
from typing import Annotated

import typer

from ..errors import SummarizerError


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

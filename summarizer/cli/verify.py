"""``summarizer verify``: a summary held against its document."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from .options import Debug
from .progress import ProgressLine
from .saving import save


def verify(
    summary: Annotated[
        str,
        typer.Argument(
            metavar="SUMMARY",
            help="Ours in JSON, or anybody's in Markdown, plain text or what else can be read; - reads standard input.",
        ),
    ],
    document: Annotated[str, typer.Argument(metavar="DOC", help="The document that it is of; - reads standard input.")],
    format: Annotated[
        str | None,
        typer.Option(
            metavar="table|json|md",
            help="By default a table on a terminal and json into a pipe; with --output, what its suffix says.",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="PATH", help="Write to this file.")] = None,
    every: Annotated[bool, typer.Option("--all", help="List in the table what is supported, too.")] = False,
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The document's encoding, where detection gets it wrong; the summary's is detected."),
    ] = None,
    debug: Debug = False,
) -> int:
    """Check a summary against its document.

    Takes the summary apart into claims and says of each whether the document supports it, contradicts it (with what it says instead, and
    where), or does not hold it; a value that follows from the document's figures is shown with its arithmetic. No model is asked. The exit
    code is 1 where anything is contradicted.
    """
    from ..reading import read
    from ..reports import VERIFICATION_FORMATS, render_verification

    if summary == "-" == document:
        raise UsageError("'-' was given twice: standard input can be read only once")
    wanted = format or _default_format(output)
    if wanted not in VERIFICATION_FORMATS:
        raise UsageError(f"there is no format {wanted!r}; choose one of: {', '.join(VERIFICATION_FORMATS)}")
    if output is not None:
        for file in (summary, document):
            if file != "-" and Path(file).resolve() == output.resolve():
                raise UsageError(f"--output {output} would overwrite what is to be read")

    from ..verification.verify import verify as hold

    with ProgressLine() as line:
        told = read(summary)
        line.reading(Path(document).name)
        source = read(document, encoding=encoding, on_page=line.page)
        verification = hold(told, source)
    terminal = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else 120
    report = render_verification(verification, wanted, source.text, every=every, width=width, colour=terminal)
    if output is None:
        sys.stdout.write(report)
    else:
        save(output, report)
    return 1 if verification.contradicted else 0


def _default_format(output: Path | None) -> str:
    if output is not None:
        return {".md": "md", ".markdown": "md", ".txt": "table"}.get(output.suffix.lower(), "json")
    return "table" if sys.stdout.isatty() else "json"

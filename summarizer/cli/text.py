"""``summarizer text``: the raw text that every offset counts in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .options import Debug, Encoding
from .progress import ProgressLine


def text(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document; - reads standard input.")],
    encoding: Encoding = None,
    debug: Debug = False,
) -> None:
    """Print the raw text that offsets count in.

    It is printed exactly: no line break is added or changed.
    """
    from ..reading import read

    with ProgressLine() as line:
        line.reading(Path(file).name)
        document = read(file, encoding=encoding, on_page=line.page)
    sys.stdout.buffer.write(document.text.encode("utf-8"))

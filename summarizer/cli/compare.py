"""``summarizer compare``: what changed between documents of one company."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from ..errors import UsageError
from .options import BaseUrl, Debug, Encoding, Engine, Model, ProfileFile, Replay
from .progress import ProgressLine
from .saving import must_be_writable, save

if TYPE_CHECKING:
    from ..pipeline import EngineChoice


def compare(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="The earlier document, or its summary (our JSON); - reads standard input."),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later one.")],
    more: Annotated[
        list[str] | None,
        typer.Argument(metavar="MORE", help="Still others: the last two are compared, and every measure is told over all of them."),
    ] = None,
    engine: Engine = "auto",
    format: Annotated[
        str | None,
        typer.Option(
            metavar="table|json|md|html",
            help="By default table on a terminal and json into a pipe; with --output, what its suffix says.",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="PATH", help="Write to this file.")] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="zh-Hans|zh-Hant|en", help="Language of the report's own words; by default the profile's, else the latest document's."
        ),
    ] = None,
    encoding: Encoding = None,
    profile: ProfileFile = None,
    model: Model = None,
    base_url: BaseUrl = None,
    replay: Replay = None,
    debug: Debug = False,
) -> int:
    """Compare documents of one company.

    Figures of the same measure side by side with their change, guidance and what came of it, what was said anew, again or no more,
    questions that came back, answers that were ducked; every item with its places in both documents, what is reckoned with its
    arithmetic. Documents are put in the order of their dates, whatever order they are given in; they are summarised first, as run does it.
    """
    files = [old, new, *(more or ())]
    if files.count("-") > 1:
        raise UsageError("'-' was given more than once: standard input can be read only once")
    from ..reports.comparison import COMPARISON_FORMATS, render_comparison
    from ..schemas.vocabulary import Language

    languages: tuple[str, ...] = get_args(Language)
    wanted = format or _default_format(output)
    if wanted not in COMPARISON_FORMATS:
        raise UsageError(f"there is no format {wanted!r}; choose one of: {', '.join(COMPARISON_FORMATS)}")
    if language is not None and language not in languages:
        raise UsageError(f"there is no language {language!r}; choose one of: {', '.join(languages)}")
    if output is not None:
        for file in files:
            if file != "-" and Path(file).resolve() == output.resolve():
                raise UsageError(f"--output {output} would overwrite what is to be read")
        must_be_writable(output)
    reader = None
    if profile is not None:
        from ..profile import load_profile

        reader = load_profile(profile)

    from ..comparison.compare import compare as held_together
    from ..extractors.model.endpoints import configured
    from ..reading import read

    line = ProgressLine(asks=engine != "rules")
    with line:
        documents = []
        for file in files:
            line.reading(Path(file).name)
            documents.append(read(file, encoding=encoding, on_page=line.page))
        line.read()
        comparison = held_together(
            *documents, engine=cast("EngineChoice", engine), model=model, base_url=base_url, replay=replay, profile=reader,
            on_progress=line,
        )  # fmt: skip
    if engine != "rules" and (model or base_url or replay or configured()):
        # a model was to read them, and the comparison alone could be overlooked to be without
        own = {one.sha256 for one in documents}
        for one in comparison.documents:
            if one.engine == "rules" and one.sha256 in own:
                print(f"summarizer: note: {one.source}: no model answered, and it is read by rules alone", file=sys.stderr)
    terminal = output is None and sys.stdout.isatty()
    report = render_comparison(
        comparison, wanted, language=language, profile=reader, texts={one.sha256: one.text for one in documents},
        width=shutil.get_terminal_size().columns if terminal else 120, colour=terminal and "NO_COLOR" not in os.environ,
    )  # fmt: skip
    if output is None:
        sys.stdout.write(report)
    else:
        save(output, report)
    return 0


def _default_format(output: Path | None) -> str:
    if output is not None:
        return {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".txt": "table"}.get(output.suffix.lower(), "json")
    return "table" if sys.stdout.isatty() else "json"

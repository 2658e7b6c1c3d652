"""``summarizer run``: the main job."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ..errors import InputError, UsageError
from ..events import event, spent
from ..telemetry import document_span
from .destination import Destination
from .observing import observing
from .options import (
    BaseUrl,
    Debug,
    Encoding,
    Engine,
    Language,
    LogFormat,
    LogLevel,
    Model,
    ProfileFile,
    Replay,
    Session,
    tell_fallback,
)
from .progress import ProgressLine

if TYPE_CHECKING:
    from ..pipeline import EngineChoice, LanguageChoice
    from ..reading import Document
    from ..schemas import Summary


def run(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Documents; - reads standard input.")],
    engine: Engine = "auto",
    format: Annotated[
        str | None,
        typer.Option(
            metavar="json|md|html|csv|xlsx",
            help="By default md on a terminal and json into a pipe; with --output, what its suffix says.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Write to this file; to a folder, one file a document, named after it, of CSV one a table. "
            "NAME.xlsx and NAME.csv hold all documents.",
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(metavar="kpis|qa|strategy|themes|checks|documents", help="The table of CSV; by default kpis, and all into a folder."),
    ] = None,
    encoding: Encoding = None,
    profile: ProfileFile = None,
    language: Language = None,
    model: Model = None,
    base_url: BaseUrl = None,
    record: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Keep the model's answers in this folder, a file a document, without its text.")
    ] = None,
    replay: Replay = None,
    log_format: LogFormat = "text",
    log_level: LogLevel = None,
    debug: Debug = False,
) -> int:
    """Summarise documents.

    One document prints one JSON object, several print a JSON array; Markdown follows one another; CSV is one table of all. A document that
    cannot be read is told on standard error, the others are still done, and the exit code is 3. A key is read from
    SUMMARIZER_API_KEY or the provider's own variable; docs/model.md lists all settings.
    """
    if files.count("-") > 1:
        raise UsageError("'-' was given more than once: standard input can be read only once")
    reader = None
    if profile is not None:
        from ..profile import load_profile

        reader = load_profile(profile)
    destination = Destination(files, format, output, table, reader)

    from ..pipeline import Summarizer
    from ..reading import read

    session = context.ensure_object(Session)
    code = 0
    line = ProgressLine(asks=engine != "rules", quiet=session.logs)
    summarizer = Summarizer(
        engine=cast("EngineChoice", engine), language=cast("LanguageChoice | None", language), profile=reader, model=model,
        base_url=base_url, record=record, replay=replay, on_progress=line,
    )  # fmt: skip

    def results() -> Iterator[tuple[str, Summary, Document]]:
        nonlocal code
        for file in files:
            try:
                line.reading(Path(file).name)
                with document_span(PurePath(file).name):
                    document = read(file, encoding=encoding, on_page=line.page)
                    line.read()
                    summary = summarizer.run(document)
            except InputError as error:
                line.clear()
                code = session.fail(error)
            else:
                line.clear()
                made = summary.provenance
                event(
                    "info", "document.done", document=PurePath(file).name, engine=made.engine, model=made.model, seconds=made.seconds,
                    **spent(made.usage),
                )  # fmt: skip
                tell_fallback(summary, session)
                yield file, summary, document

    with observing(session), summarizer, line:
        destination.write(results())
    if summarizer.replaying is not None and (unused := summarizer.replaying.unused()):
        from ..extractors.model.cassettes import unused_report

        session.note(unused_report(unused))
    return code

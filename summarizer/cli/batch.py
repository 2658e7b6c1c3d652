"""``summarizer batch``: many documents, resumable."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ..errors import UsageError
from .batch_display import BatchDisplay
from .observing import observing
from .options import BaseUrl, Debug, Encoding, Engine, Language, LogFormat, LogLevel, Model, ProfileFile, Session

if TYPE_CHECKING:
    from ..batch.work import Options, Runner
    from ..pipeline import EngineChoice, LanguageChoice

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders, patterns ('calls/**/*.pdf'), s3:// URLs; - reads a list from standard input."),
]
Folder = Annotated[Path, typer.Option("--output", metavar="DIR", help="The folder of the batch: its journal and what is made.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Do those again that failed before.")]


def batch(
    context: typer.Context,
    paths: Paths,
    output: Folder,
    engine: Engine = "auto",
    jobs: Annotated[int | None, typer.Option(metavar="N", min=1, help="Processes for what rules do; by default one a core.")] = None,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", min=1, help="Seconds after which rules give a document up.")] = 600,
    retry_failed: RetryFailed = False,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="ray|ADDRESS", help="Over Ray, by rules: ray for this machine, else a cluster's address."),
    ] = None,
    copy_to: Annotated[
        str | None, typer.Option("--copy-to", metavar="URL", help="Copy the results to an object store: s3://BUCKET/FOLDER, gs:// …")
    ] = None,
    encoding: Encoding = None,
    profile: ProfileFile = None,
    language: Language = None,
    model: Model = None,
    base_url: BaseUrl = None,
    log_format: LogFormat = "text",
    log_level: LogLevel = None,
    debug: Debug = False,
) -> int:
    """Summarise many documents.

    Makes a JSON file a document in DIR/summaries, all of them as lines of DIR/summaries.jsonl, their figures and questions as tables,
    DIR/kpis.parquet and DIR/qa.parquet, and a journal, DIR/journal.sqlite. The same
    command goes on where a run was ended or killed, and leaves alone what is done and has not changed; equal documents are summarised once.
    Every answer of a model is kept before it is used, so that none is paid for twice. Exit code 1: some failed; 4: no model answers.
    """
    from ..batch.batch import Batch, standard_input

    refuse_two_inputs(paths)
    options = chosen(engine, model, base_url, language, encoding, profile, timeout)
    jobs = jobs or os.cpu_count() or 1
    copies = None
    if copy_to is not None:
        from ..batch.places import Copies

        copies = Copies(copy_to)
    session = context.ensure_object(Session)
    with observing(session), BatchDisplay(output, quiet=session.logs) as display:
        made = Batch(output, options, _runner(options, output, jobs, on, retry_failed), jobs=jobs, copies=copies).run(
            paths, listed=standard_input(), retry_failed=retry_failed, on_outcome=display.told, on_begun=display.began
        )
    print(display.closed(made))
    return 1 if made.failures else 0


def refuse_two_inputs(paths: list[str]) -> None:
    """Raise `UsageError` where standard input is named twice."""
    if paths.count("-") > 1:
        raise UsageError("'-' was given more than once: standard input can be read only once")


def chosen(
    engine: str,
    model: str | None,
    base_url: str | None,
    language: str | None,
    encoding: str | None,
    profile: Path | None,
    timeout: float | None = None,
    *,
    needs_key: bool = True,
) -> Options:
    """The options of a batch, from those of the command line."""
    from ..batch.work import Options

    reader = None
    if profile is not None:
        from ..profile import load_profile

        reader = load_profile(profile)
    return Options.chosen(
        cast("EngineChoice", engine), model=model, base_url=base_url, language=cast("LanguageChoice | None", language),
        encoding=encoding, profile=reader, timeout=timeout, api_key=None if needs_key else "not-needed",
    )  # fmt: skip


def _runner(options: Options, folder: Path, jobs: int, on: str | None, retry_failed: bool) -> Runner:
    if on is not None:
        from ..batch.runners.ray_data import OnRay

        return OnRay(options, on, jobs=jobs)
    if options.settings is None:
        from ..batch.runners.processes import Processes

        return Processes(options, jobs)
    from ..batch.runners.asking import Asking

    return Asking(options, folder, retry_failed=retry_failed)

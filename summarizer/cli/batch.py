"""``summarizer batch``: many documents by rules, resumable."""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from .options import Debug, Encoding

if TYPE_CHECKING:
    from ..batch.batch import BatchReport

_NAMES = 5


def batch(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, patterns such as 'calls/**/*.pdf'; - reads a list from standard input."),
    ],
    output: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the batch: its journal and what is made.")],
    jobs: Annotated[int | None, typer.Option(metavar="N", min=1, help="Processes; by default one a core.")] = None,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", min=1, help="Seconds after which a document is given up.")] = 600,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Do those again that failed before.")] = False,
    encoding: Encoding = None,
    debug: Debug = False,
) -> int:
    """Summarise many documents by rules.

    Makes a JSON file a document in DIR/summaries, all of them as lines of DIR/summaries.jsonl, their figures and questions as tables,
    DIR/kpis.parquet and DIR/qa.parquet, and a journal, DIR/journal.sqlite. The same
    command goes on where a run was ended or killed, and leaves alone what is done and has not changed; equal documents are summarised once.
    Exit code 1: some failed.
    """
    if paths.count("-") > 1:
        raise UsageError("'-' was given more than once: standard input can be read only once")
    from ..batch.batch import Batch, standard_input
    from ..batch.runners.processes import Processes
    from ..batch.work import Options, Outcome

    options = Options(engine="rules", encoding=encoding, timeout=timeout)
    began = time.monotonic()
    terminal = sys.stderr.isatty()

    def show(_: Outcome, done: int, of: int) -> None:
        if terminal:
            rate = done / (time.monotonic() - began)
            print(f"\r{done} of {of} · {rate * 60:.0f} a minute · {(of - done) / rate:.0f} s left   ", end="", file=sys.stderr, flush=True)

    jobs = jobs or os.cpu_count() or 1
    made = Batch(output, options, Processes(options, jobs), jobs=jobs).run(
        paths, listed=standard_input(), retry_failed=retry_failed, on_outcome=show
    )
    if terminal:
        print(file=sys.stderr)
    print(_closing(made))
    return 1 if made.failures else 0


def _closing(report: BatchReport) -> str:
    lines = [
        f"{report.documents} documents in the folder: {report.made} summarised now, {report.unchanged} unchanged, "
        f"{report.copies} copies of others, {len(report.failures)} failed"
    ]
    by_cause: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, cause, message in report.failures:
        by_cause[cause].append((Path(path).name, message))
    for cause, failed in sorted(by_cause.items(), key=lambda one: -len(one[1])):
        lines.append(f"  {cause}: {len(failed)}")
        lines += [f"    {message if name in message else f'{name}: {message}'}" for name, message in failed[:_NAMES]]
        if len(failed) > _NAMES:
            lines.append(f"    and {len(failed) - _NAMES} more; the journal has them all")
    return "\n".join(lines)

"""``summarizer batch export`` and ``batch import``: a model by a provider's batch files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .batch import Folder, Paths, RetryFailed, chosen, refuse_two_inputs
from .batch_display import closing_words
from .options import BaseUrl, Debug, Encoding, Language, Model, ProfileFile

if TYPE_CHECKING:
    from ..batch.batch import BatchReport
    from ..batch.runners.by_file import ByFile

To = Annotated[
    Path | None,
    typer.Option("--to", metavar="FILE", help="Where requests go; by default DIR/requests.jsonl. More than a file may hold go to FILE-2 …"),
]


def export_requests(
    paths: Paths,
    output: Folder,
    to: To = None,
    retry_failed: RetryFailed = False,
    encoding: Encoding = None,
    profile: ProfileFile = None,
    language: Language = None,
    model: Model = None,
    base_url: BaseUrl = None,
    debug: Debug = False,
) -> int:
    """Write what is to be asked of a model as a provider's batch file.

    Its lines are those of OpenAI's Batch API, which other providers and vLLM's run-batch take, too. Nothing is sent and no key is needed.
    Hand the file to the provider, then give what comes back to batch import with the same DIR.
    """
    from ..batch.batch import Batch, standard_input
    from ..batch.runners.by_file import ByFile, without_key

    refuse_two_inputs(paths)
    options = without_key(chosen("model", model, base_url, language, encoding, profile, needs_key=False))
    runner = ByFile(options, output, to, retry_failed=retry_failed)
    made = Batch(output, options, runner).run(paths, listed=standard_input(), retry_failed=retry_failed)
    return _closed(made, runner)


def import_results(
    results: Annotated[list[Path], typer.Argument(metavar="RESULTS", help="Result and error files of the provider, as they came or .gz.")],
    output: Folder,
    to: To = None,
    retry_failed: RetryFailed = False,
    debug: Debug = False,
) -> int:
    """Take a provider's answers, make the summaries that they suffice for, and write what is still to be asked.

    Answers in any order, twice, in several files or in part are taken as they are; a request that failed is asked again, four times at
    most. The documents are those of the export, where they were. Exit code 1: some failed.
    """
    from ..batch.batch import Batch
    from ..batch.runners.by_file import ByFile, exported_options

    options = exported_options(output)
    runner = ByFile(options, output, to, results, retry_failed=retry_failed)
    made = Batch(output, options, runner).run([])
    return _closed(made, runner)


def _closed(made: BatchReport, runner: ByFile) -> int:
    brought = runner.brought
    if any((brought.answered, brought.refused, brought.failed, brought.again, brought.unknown, brought.broken)):
        told = [
            (brought.answered, "answers taken"), (brought.again, "there before"), (brought.refused, "requests refused as they were put"),
            (brought.failed, "failed"), (brought.unknown, "of another batch"), (brought.broken, "no line of results"),
        ]  # fmt: skip
        print("results: " + ", ".join(f"{count} {what}" for count, what in told if count))
        for reason, count in sorted(brought.reasons.items(), key=lambda one: -one[1]):
            print(f"  failed at the provider ({reason}): {count}")
    print(closing_words(made))
    if runner.open_requests:
        files = ", ".join(str(path) for path in runner.written)
        print(f"open: {runner.open_requests} requests of {made.waiting} documents; have {files} answered, then batch import its results")
    return 1 if made.failures else 0

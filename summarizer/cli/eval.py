"""``summarizer eval``: how good the summaries are, against gold; or their headlines, against an agency's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from .eval_gold import Reached, evaluate_gold
from .eval_headlines import evaluate_headlines
from .options import BaseUrl, Debug, Model, Replay, Session


def evaluate(
    context: typer.Context,
    gold: Annotated[list[Path] | None, typer.Argument(metavar="GOLD", help="Gold files, or folders of them.")] = None,
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where their documents are; by default beside the gold or in ../documents."),
    ] = None,
    engine: Annotated[
        list[str] | None,
        typer.Option(metavar="auto|rules|model", help="Who reads, auto by default; given several times, engines stand side by side."),
    ] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    replay: Replay = None,
    json_path: Annotated[Path | None, typer.Option("--json", metavar="PATH", help="Write the scores as JSON, too.")] = None,
    details: Annotated[bool, typer.Option("--details", help="List every miss.")] = False,
    headlines: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Score headlines in place of gold: calls in ects/, an agency's headlines in gt_summaries/."),
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", help="The first N calls of --headlines alone.")] = None,
    debug: Debug = False,
) -> int:
    """Score summaries against gold.

    The document of each gold file is summarised and compared with what gold says a right summary holds. Prints one
    row a measure and one column a document; of several engines, one column an engine. A document on which an engine
    fails is shown as failed, and the exit code is that of the failure. docs/evaluation.md says what each measure means.

    With --headlines, calls are summarised by rules (a model is asked only where --engine names it) and the most newsworthy lines are
    compared with an agency's by ROUGE: told the number of lines, and not told it.
    """
    engines = engine or ["auto"]
    if headlines is not None:
        if len(engines) > 1 or gold:
            raise UsageError("--headlines scores a folder of calls by one engine: leave gold files and further engines out")
        evaluate_headlines(headlines, engines[0], Reached(model, base_url, replay), limit, json_path)
        return 0
    if not gold:
        raise UsageError("nothing to score: name gold files, or a folder of calls with --headlines FOLDER")
    reached = Reached(model, base_url, replay)
    return evaluate_gold(gold, documents, engines, reached, json_path, details, context.ensure_object(Session))

"""``summarizer eval``: how good the summaries are, against gold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ..errors import InputError
from .options import Debug, Engine
from .saving import save

if TYPE_CHECKING:
    from ..pipeline import EngineChoice


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files, or folders of them.")],
    documents: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where their documents are; by default beside the gold or in ../documents."),
    ] = None,
    engine: Engine = "auto",
    json_path: Annotated[Path | None, typer.Option("--json", metavar="PATH", help="Write the scores as JSON, too.")] = None,
    details: Annotated[bool, typer.Option("--details", help="List every miss.")] = False,
    debug: Debug = False,
) -> None:
    """Score summaries against gold.

    The document of each gold file is summarised and compared with what gold says a right summary holds. Prints one
    row a measure and one column a document.
    """
    from ..evaluation import Score, as_data, load_gold, render_misses, render_table, score
    from ..pipeline import Summarizer
    from ..reading import read

    summarizer = Summarizer(engine=cast("EngineChoice", engine))
    scores: dict[str, Score] = {}
    for path in _gold_files(gold):
        facts = load_gold(path)
        document = read(_document(facts.document, path, documents))
        scores[path.stem] = score(summarizer.run(document), facts, document.text)
    total = sum(scores.values(), Score())
    sys.stdout.write(render_table(scores, total))
    if details:
        sys.stdout.write("\n" + render_misses(scores))
    if json_path is not None:
        save(json_path, json.dumps(as_data(scores, total), ensure_ascii=False, indent=2) + "\n")


def _gold_files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(path.glob("*.json"))
        if not found:
            raise InputError(f"{path} holds no gold file (*.json)")
        yield from found


def _document(name: str, gold: Path, folder: Path | None) -> Path:
    base = Path(name).name
    if folder is not None:
        candidates = [folder / name, folder / base]
    else:
        candidates = [gold.parent / name, gold.parent.parent / name, gold.parent / base, gold.parent.parent / "documents" / base]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise InputError(f"{gold}: its document {name} is not there; say where with --documents DIR")

"""``summarizer eval GOLD…``: summaries by one engine or several, against gold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..errors import InputError, SummarizerError, UsageError
from .options import Session, tell_fallback
from .progress import ProgressLine
from .saving import save

if TYPE_CHECKING:
    from ..evaluation import EngineRun, Gold
    from ..pipeline import EngineChoice, Summarizer
    from ..reading import Document


@dataclass(frozen=True, slots=True)
class Reached:
    """How a model is reached, as `run` has it."""

    model: str | None = None
    base_url: str | None = None
    replay: Path | None = None

    def summarizer(self, engine: str, line: ProgressLine, *, alone: bool) -> Summarizer:
        """That of ``engine``. What is said of a model is kept from rules that stand beside one; for rules ``alone`` it is an error."""
        from ..pipeline import Summarizer

        choice = cast("EngineChoice", engine)
        if engine == "rules" and not alone:
            return Summarizer(engine=choice)
        return Summarizer(engine=choice, model=self.model, base_url=self.base_url, replay=self.replay, on_progress=line)


def evaluate_gold(
    gold: Sequence[Path],
    documents: Path | None,
    engines: Sequence[str],
    reached: Reached,
    json_path: Path | None,
    details: bool,
    session: Session,
) -> int:
    """Score each engine on every document and print the table; returns the exit code.

    A document on which an engine fails is told on standard error and shown as failed, the others are still done, and the exit code is that
    of the failure.

    Raises:
        InputError: a gold file or its document cannot be read. UsageError: an engine is named twice or does not exist.
        ModelUnavailableError: a model is asked for and none is configured.
    """
    from ..evaluation import EngineRun, as_data, load_gold, render_misses, render_table, score
    from ..reading import read

    if len(set(engines)) < len(engines):
        raise UsageError(f"--engine {next(one for one in engines if engines.count(one) > 1)} was given twice; each is run once")
    line = ProgressLine(asks=any(engine != "rules" for engine in engines))
    summarizers = {engine: reached.summarizer(engine, line, alone=len(engines) == 1) for engine in engines}
    asked: dict[str, tuple[Gold, Document]] = {}
    for name, path in _named(_gold_files(gold)).items():
        facts = load_gold(path)
        asked[name] = facts, read(_document(facts.document, path, documents))
    runs: dict[str, EngineRun] = {}
    code = 0
    for engine, summarizer in summarizers.items():
        run = runs[engine] = EngineRun()
        with summarizer, line:
            for name, (facts, document) in asked.items():
                line.reading(name)
                line.read()
                try:
                    summary = summarizer.run(document)
                except SummarizerError as error:
                    line.clear()
                    run.fail(name, " ".join(str(error).split()))
                    code = max(code, session.fail(error))
                else:
                    line.clear()
                    tell_fallback(summary, session)
                    run.add(name, summary, score(summary, facts, document.text))
    sys.stdout.write(render_table(runs, list(asked)))
    if details:
        sys.stdout.write("\n" + render_misses(runs))
    if json_path is not None:
        save(json_path, json.dumps(as_data(runs), ensure_ascii=False, indent=2) + "\n")
    return code


def _named(paths: Iterable[Path]) -> dict[str, Path]:
    """Each gold file once, by its name; where another folder has one of the same, with as much of its folders as tells them apart."""
    named: dict[str, Path] = {}
    for path in dict.fromkeys(map(Path.resolve, paths)):
        parts = path.with_suffix("").parts
        names = ("/".join(parts[-count:]) for count in range(1, len(parts) + 1))
        named[next(name for name in names if name not in named)] = path
    return named


def _gold_files(paths: Sequence[Path]) -> Iterator[Path]:
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

"""Scores, to be read and kept: a table over documents or engines, every miss, and the same as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .engines import EngineRun
from .tally import RATES, Score

_WIDTH = max(map(len, RATES))
_FAILED = "failed"


def render_table(runs: Mapping[str, EngineRun], names: Sequence[str]) -> str:
    """One row a measure. Of one engine a column a document and one for all; of several a column an engine, over all documents.

    ``names`` are the documents in order. A dash stands where there was nothing to score, ``failed`` where there is no summary; what is
    for all counts the documents of which there is one, and a first row says how many those are.
    """
    if len(runs) > 1:
        return _beside(runs, names)
    [run] = runs.values()
    columns: dict[str, Score | None] = {}
    if len(names) > 1:
        columns = {f"[{number}]": run.scores.get(name) for number, name in enumerate(names, 1)}
    columns["all"] = run.total if run.scores else None
    lines = [f"[{number}] {name}" for number, name in enumerate(names, 1)] if len(names) > 1 else list(names)
    blank = [_cell("")] * (len(columns) - 1)
    first = [_line("documents", [*blank, _cell(f"{len(run.scores)}/{len(names)}")])] if run.failures else []
    lines += ["", *_rows(columns, first), *_spent(runs, blank), *_notes(runs)]
    return "\n".join(lines) + "\n"


def _beside(runs: Mapping[str, EngineRun], names: Sequence[str]) -> str:
    columns = {name: run.total if run.scores else None for name, run in runs.items()}
    lines = [*names, "", *_rows(columns, [_line("documents", [_cell(f"{len(run.scores)}/{len(names)}") for run in runs.values()])])]
    lines += _spent(runs)
    if len(names) > 1:
        wide = max(map(len, names))
        lines += ["", f"{'strict_f1 by document':<{wide}}" + "".join(_head(name) for name in runs).rstrip()]
        for name in names:
            cells = [_cell(_rate(run.scores[name].rate("strict_f1")) if name in run.scores else _FAILED) for run in runs.values()]
            lines.append(f"{name:<{max(wide, len('strict_f1 by document'))}}" + "".join(cells).rstrip())
    return "\n".join([*lines, *_notes(runs)]) + "\n"


def _rows(columns: Mapping[str, Score | None], first: Sequence[str] = ()) -> list[str]:
    lines = [" " * _WIDTH + "".join(_head(name) for name in columns).rstrip(), *first]
    for measure in RATES:
        lines.append(_line(measure, [_measured(score, measure) for score in columns.values()]))
    counts = [_cell(_FAILED if score is None else str(score.invented_digits)) for score in columns.values()]
    return [*lines, _line("invented_digits", counts)]


def _spent(runs: Mapping[str, EngineRun], blank: Sequence[str] = ()) -> list[str]:
    """What the summaries took: seconds, and where a model was asked calls and tokens; ``blank`` cells stand in front."""
    told = [("seconds", [f"{run.seconds:.1f}" if run.scores else "-" for run in runs.values()])]
    if any(run.calls for run in runs.values()):
        told += [(name, [str(getattr(run, name)) for run in runs.values()]) for name in ("calls", "input_tokens", "output_tokens")]
    if any(run.failed_sections for run in runs.values()):
        told.append(("failed_sections", [str(sum(map(len, run.failed_sections.values()))) for run in runs.values()]))
    return [_line(name, [*blank, *map(_cell, cells)]) for name, cells in told]


def _notes(runs: Mapping[str, EngineRun]) -> list[str]:
    several = len(runs) > 1
    lines = [
        f"{_FAILED}: {f'{engine}: ' if several else ''}{name}: {reason}"
        for engine, run in runs.items()
        for name, reason in run.failures.items()
    ]
    return ["", *lines] if lines else []


def render_misses(runs: Mapping[str, EngineRun]) -> str:
    """Every miss of every document, a line each, behind the engine's name where there are several."""
    several = len(runs) > 1
    return "".join(
        f"{f'{engine}: ' if several else ''}{name}: {miss.measure}: {miss.message}\n"
        for engine, run in runs.items()
        for name, score in run.scores.items()
        for miss in score.misses
    )


def as_data(runs: Mapping[str, EngineRun]) -> dict[str, Any]:
    """The same for programs: of one engine its documents and all, of several the same under ``engines`` by name."""
    if len(runs) > 1:
        return {"engines": {name: _run_data(run) for name, run in runs.items()}}
    [run] = runs.values()
    return _run_data(run)


def _run_data(run: EngineRun) -> dict[str, Any]:
    return {
        "documents": {name: _data(score) for name, score in run.scores.items()},
        "all": _data(run.total, misses=False) if run.scores else None,
        "failed": run.failures,
        "failed_sections": run.failed_sections,
        "models": run.models,
        "seconds": round(run.seconds, 3),
        "usage": {"calls": run.calls, "input_tokens": run.input_tokens, "output_tokens": run.output_tokens},
    }


def _data(score: Score, *, misses: bool = True) -> dict[str, Any]:
    data: dict[str, Any] = {measure: score.rate(measure) for measure in RATES}
    data["invented_digits"] = score.invented_digits
    data["counts"] = {measure: [tally.right, tally.total] for measure, tally in score.tallies.items()}
    if misses:
        data["misses"] = [{"measure": miss.measure, "message": miss.message} for miss in score.misses]
    return data


def _measured(score: Score | None, measure: str) -> str:
    if score is None:
        return _cell(_FAILED)
    tally = score.tally(measure)
    # of an F1 the two counts have no one total
    counts = f"({tally.right}/{tally.total})" if tally.total and not measure.endswith("_f1") else ""
    return _cell(_rate(tally.rate), counts)


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:<{_WIDTH}}{''.join(cells).rstrip()}"


def _head(name: str) -> str:
    return f"{name:>8}{'':10}"


def _cell(said: str, counts: str = "") -> str:
    return f"{said:>8} {counts:<9}"


def _rate(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.3f}"

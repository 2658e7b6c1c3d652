"""Scores, to be read: a table over documents, and every miss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .tally import MEASURES, Score

_ROWS = ("value_f1", "strict_f1", *MEASURES)


def render_table(scores: Mapping[str, Score], total: Score) -> str:
    """One row a measure, one column a document and one for all; a dash where there was nothing to score."""
    columns = {f"[{number}]": score for number, score in enumerate(scores.values(), 1)} if len(scores) > 1 else {}
    columns["all"] = total
    width = max(map(len, _ROWS))
    lines = [f"[{number}] {name}" for number, name in enumerate(scores, 1)] if columns.keys() - {"all"} else list(scores)
    lines += ["", " " * width + "".join(f"{name:>8}{'':10}" for name in columns).rstrip()]
    for measure in _ROWS:
        cells = "".join(_cell(score, measure) for score in columns.values())
        lines.append(f"{measure:<{width}}{cells.rstrip()}")
    return "\n".join(lines) + "\n"


def render_misses(scores: Mapping[str, Score]) -> str:
    """Every miss of every document, a line each."""
    return "".join(f"{name}: {miss.measure}: {miss.message}\n" for name, score in scores.items() for miss in score.misses)


def as_data(scores: Mapping[str, Score], total: Score) -> dict[str, Any]:
    """The same for programs: rates and counts of each document and of all, with the misses."""
    return {"documents": {name: _data(score) for name, score in scores.items()}, "all": _data(total, misses=False)}


def _data(score: Score, *, misses: bool = True) -> dict[str, Any]:
    data: dict[str, Any] = {measure: score.rate(measure) for measure in _ROWS}
    data["counts"] = {measure: [tally.right, tally.total] for measure, tally in score.tallies.items()}
    if misses:
        data["misses"] = [{"measure": miss.measure, "message": miss.message} for miss in score.misses]
    return data


def _cell(score: Score, measure: str) -> str:
    rate = score.rate(measure)
    tally = score.tallies.get(measure)
    counts = f"({tally.right}/{tally.total})" if tally and tally.total else ""
    return f"{'-' if rate is None else f'{rate:.3f}':>8} {counts:<9}"

"""Headlines of calls against those a news agency wrote of them: a folder in the layout of the ECTSum data set.

``FOLDER/ects/NAME.txt`` is a call's transcript, ``FOLDER/gt_summaries/NAME.txt`` its reference, a headline a line. What an agency would
print of a call is measured twice: told the reference's number of lines, and not told it. Beside them stand the two baselines that need no
knowledge at all: the first lines of the call, and the first lines that hold a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..headlines import headlines
from ..patterns import lazy
from ..schemas import Summary
from .rouge import Rouge, rouge

TRANSCRIPTS, REFERENCES = "ects", "gt_summaries"
_FIGURE = lazy(r"(?<![A-Za-z\d])\d")
_COVID = lazy(r"covid[- ']?19", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One call and the headlines an agency wrote of it."""

    transcript: Path
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """The calls of a folder that have a reference, and how many have none."""

    pairs: tuple[Pair, ...]
    without_reference: int


@dataclass(frozen=True, slots=True)
class HeadlineScores:
    """What came of a folder. ``scores`` are by row: two baselines, ours told and not told the number of lines."""

    calls: int
    without_reference: int
    scores: dict[str, Rouge]
    lines: dict[str, float]
    """Lines a call, by row and for ``reference``."""


def load_folder(folder: Path, limit: int | None = None) -> Folder:
    """The pairs of ``folder`` in order of their names, ``limit`` at most.

    Raises:
        InputError: the folder lacks one of its two parts, or no call in it has a reference.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; name one that holds {TRANSCRIPTS}/ and {REFERENCES}/")
    for part in (TRANSCRIPTS, REFERENCES):
        if not (folder / part).is_dir():
            raise InputError(f"{folder} holds no folder {part}/; transcripts go into {TRANSCRIPTS}/, headlines into {REFERENCES}/")
    pairs, without = [], 0
    for transcript in sorted((folder / TRANSCRIPTS).glob("*.txt")):
        reference = _lines(folder / REFERENCES / transcript.name)
        if reference:
            pairs.append(Pair(transcript, tuple(reference)))
        else:
            without += 1
    if not pairs:
        raise InputError(f"{folder}: no transcript (*.txt) in {TRANSCRIPTS}/ has a reference of its name in {REFERENCES}/")
    return Folder(tuple(pairs[:limit]), without)


def score_headlines(folder: Folder, summarise: Callable[[Path], tuple[str, Summary]]) -> HeadlineScores:
    """Score the headlines that our summaries give; ``summarise`` returns a transcript's text and its summary.

    Raises:
        UsageError: py-rouge is not installed.
        InputError: a transcript cannot be read.
    """
    rouge([], [])  # what is missing is said before an hour of reading, not after it
    told: dict[str, list[Sequence[str]]] = {row: [] for row in ROWS}
    for pair in folder.pairs:
        text, summary = summarise(pair.transcript)
        count = len(pair.reference)
        spoken = [line.strip() for line in text.splitlines() if line.strip()]
        told["first_lines"].append(spoken[:count])
        told["first_lines_with_a_figure"].append([line for line in spoken if _FIGURE.search(_COVID.sub("covid", line))][:count])
        told["ours_told"].append([line.text for line in headlines(summary, count)])
        told["ours_not_told"].append([line.text for line in headlines(summary)])
    references = ["\n".join(pair.reference) for pair in folder.pairs]
    scores = {row: rouge(["\n".join(lines) for lines in calls], references) for row, calls in told.items()}
    lines = {row: _mean(calls) for row, calls in told.items()}
    lines["reference"] = _mean([pair.reference for pair in folder.pairs])
    return HeadlineScores(len(folder.pairs), folder.without_reference, scores, lines)


ROWS = {
    "first_lines": "first lines of the call",
    "first_lines_with_a_figure": "first lines with a figure",
    "ours_told": "ours, told the number of lines",
    "ours_not_told": "ours, not told",
}
"""The rows of the table and what they are called in it."""


def render_headlines(scores: HeadlineScores) -> str:
    """A table for a terminal: one row a way of making headlines, F1 of ROUGE-1, -2 and -L, lines a call."""
    return "".join(line + "\n" for line in _table(scores))


def _table(scores: HeadlineScores) -> Iterator[str]:
    noted = f", {scores.without_reference} without a reference left out" if scores.without_reference else ""
    yield f"headlines of {scores.calls} calls{noted}; references have {scores.lines['reference']:.1f} lines"
    yield ""
    width = max(map(len, ROWS.values()))
    yield f"{'':{width}}{'ROUGE-1':>10}{'ROUGE-2':>10}{'ROUGE-L':>10}{'lines':>8}"
    for row, name in ROWS.items():
        score = scores.scores[row]
        yield f"{name:{width}}{score.one:>10.3f}{score.two:>10.3f}{score.longest:>10.3f}{scores.lines[row]:>8.1f}"


def headlines_as_data(scores: HeadlineScores) -> dict[str, Any]:
    """The same for programs."""
    return {
        "calls": scores.calls,
        "without_reference": scores.without_reference,
        "reference_lines": scores.lines["reference"],
        "scores": {
            row: {**{f"rouge_{name}": value for name, value in asdict(score).items()}, "lines": scores.lines[row]}
            for row, score in scores.scores.items()
        },
    }


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    return [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]


def _mean(calls: Sequence[Sequence[str]]) -> float:
    return sum(map(len, calls)) / len(calls)

"""The label column of a form of which a copy left at most one blank before the text: its labels are told by being whole again.

A wrapped label stands in pieces at the beginnings of neighbouring lines, each before a piece of the text beside it. No other text
begins line after line with the pieces, in order, of a label that the form is known to have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from .script import fold

_MOST_BETWEEN = 2
"""Lines without a piece between two pieces of one label."""
_SHORTEST = 2
"""Characters of a piece."""
_FEWEST = 3
"""Labels that make a form."""
_REACH = 15
"""Rows below a label that may still be beside it: the label of a tall cell stands in its middle."""


def spelled_labels(contents: Sequence[str], labels: Mapping[str, object]) -> dict[int, int]:
    """For each of the lines ``contents`` that begins with a label or a piece of one, the length of that; empty where there is no such form.

    ``labels`` are the known ones, folded and without blanks. Lines are the form's only where some label has text beside its pieces.
    """
    by_beginning: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        by_beginning[label[:_SHORTEST]].append(label)
    found: dict[int, int] = {}
    whole, bled = 0, False
    for index, content in enumerate(contents):
        if index in found or len(content) < _SHORTEST:
            continue
        spelled = [
            pieces
            for label in by_beginning.get(fold(content[:_SHORTEST]), ())
            if (pieces := _spelled(contents, index, label)) is not None
        ]
        if not spelled:
            continue
        pieces = min(spelled, key=lambda one: (one[-1][0], -one[0][1]))
        found.update(pieces)
        whole += 1
        bled = bled or (len(pieces) > 1 and any(len(contents[at]) > length + 1 for at, length in pieces))
    return found if bled and whole >= _FEWEST else {}


def _spelled(contents: Sequence[str], index: int, label: str) -> list[tuple[int, int]] | None:
    """The lines, from ``index`` on, whose beginnings put together are ``label``, and how long each piece is."""
    pieces: list[tuple[int, int]] = []
    at = between = 0
    for number in range(index, len(contents)):
        content = fold(contents[number][: len(label)])
        if not content:
            continue
        length = _common(content, label[at:])
        if length >= min(_SHORTEST, len(label) - at):
            pieces.append((number, length))
            at, between = at + length, 0
            if at == len(label):
                alone = len(pieces) == 1
                return None if alone and contents[number][length : length + 1].strip() else pieces
        else:
            between += 1
            if not pieces or between > _MOST_BETWEEN:
                return None
    return None


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    length = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        length += 1
    return length


def spelled_regions(found: Mapping[int, int]) -> Iterator[list[int]]:
    """Runs of lines around labels that are near each other, by line index, and those below the last that may still be beside it."""
    region: list[int] = []
    for index in sorted(found):
        if region and index - region[-1] > _REACH:
            yield [*region, *range(region[-1] + 1, region[-1] + 1 + _REACH)]
            region = []
        region = [*region, *range(region[-1] + 1, index + 1)] if region else [index]
    if region:
        yield [*region, *range(region[-1] + 1, region[-1] + 1 + _REACH)]

"""Pieces that stand beside each other, put together to lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..patterns import lazy
from .sheets import Piece
from .widths import is_cjk

_BESIDE = 0.5
"""Share of the smaller height by which two pieces of one line overlap."""
_BLANK = 0.6
"""Heights of white space that are a blank between Chinese characters."""
_TAB = 2.0
"""Heights of white space that part the columns of a table without lines."""
_TAB_WITHIN = 0.9
"""The same, once the line is known to be a row of such a table."""
_NUMBER = lazy(r"[(（]?[-–—+$¥€£]?\s*(?:RMB|HK\$|US\$)?\s*\d[\d,.]*\s*[%％)）]{0,2}")
_SPACED = lazy("(?<=[\u2e80-\u9fff\uff00-\uff60]) (?=[\u2e80-\u9fff\uff00-\uff60])")


@dataclass(slots=True)
class Doubtful:
    """A stretch of a line that was recognised with little confidence; offsets are the line's."""

    start: int
    end: int
    confidence: float


@dataclass(slots=True)
class Line:
    """What stands on one line of a column or a cell."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    page: int
    left: float = 0.0
    """Left margin of the column or cell."""
    right: float = 0.0
    pitch: float = 0.0
    """Usual distance from line to line in that column."""
    confident: bool = True
    """False where it was recognised off an image: the height of its letters is then a guess."""
    doubts: list[Doubtful] = field(default_factory=list)
    tabbed: bool = False
    """True where wide gaps part it: a row of a table without lines."""
    begins: bool = False
    """True where something else stood between this line and the one before it."""


def lines_of(pieces: Sequence[Piece], page: int, *, doubtful: float) -> list[Line]:
    """Lines from top to bottom. A tab stands where a gap parts the columns of a table; pieces below ``doubtful`` are marked."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: ((one.top + one.bottom) / 2, one.x0)):
        row = rows[-1] if rows else None
        if row is not None and _beside(row, piece):
            row.append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda one: one.x0)
    tabbed = _tabular(rows)
    return [_line(row, page, tabs=tabs, doubtful=doubtful) for row, tabs in zip(rows, tabbed, strict=True)]


def _tabular(rows: Sequence[Sequence[Piece]]) -> list[bool]:
    """Which lines are rows of a table without drawn lines: several below each other with wide gaps, numbers behind the gaps."""
    found = [False] * len(rows)
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and _gapped(rows[end]):
            end += 1
        numbers = sum(any(map(_is_number, row[1:])) for row in rows[start:end])
        if end - start >= 2 and 2 * numbers >= end - start:
            found[start:end] = [True] * (end - start)
        start = end + 1
    return found


def _gapped(row: Sequence[Piece]) -> bool:
    return any(right.x0 - left.x1 >= _TAB * max(left.size, right.size) for left, right in pairwise(row))


def _is_number(piece: Piece) -> bool:
    return _NUMBER.match(piece.text) is not None


def _beside(row: Sequence[Piece], piece: Piece) -> bool:
    top, bottom = min(one.top for one in row), max(one.bottom for one in row)
    near = min(row, key=lambda one: abs(one.x0 - piece.x0))
    overlap = min(near.bottom, piece.bottom) - max(near.top, piece.top)
    if overlap < _BESIDE * min(near.bottom - near.top, piece.bottom - piece.top):
        return False
    if min(bottom, piece.bottom) - max(top, piece.top) <= 0:
        return False
    # side by side, and not one over the other
    return not any(min(one.x1, piece.x1) - max(one.x0, piece.x0) > 0.5 * min(one.x1 - one.x0, piece.x1 - piece.x0) for one in row)


def _line(row: list[Piece], page: int, *, tabs: bool, doubtful: float) -> Line:
    parts: list[str] = []
    doubts: list[Doubtful] = []
    length = 0
    tabbed = False
    size = max(one.size for one in row)
    for index, piece in enumerate(row):
        text = _closed_up(piece.text.strip()) if piece.confidence is not None else piece.text.strip()
        if not text:
            continue
        if parts:
            gap = piece.x0 - row[index - 1].x1
            between = " "
            if tabs and gap >= _TAB_WITHIN * size:
                between, tabbed = "\t", True
            elif gap < _BLANK * size and (is_cjk(parts[-1][-1]) or is_cjk(text[0])):
                between = ""
            parts.append(between)
            length += len(between)
        if piece.confidence is not None and piece.confidence < doubtful:
            doubts.append(Doubtful(length, length + len(text), piece.confidence))
        parts.append(text)
        length += len(text)
    return Line(
        "".join(parts),
        row[0].x0,
        min(one.top for one in row),
        max(one.x1 for one in row),
        max(one.bottom for one in row),
        size,
        page,
        confident=all(one.confidence is None for one in row),
        doubts=doubts,
        tabbed=tabbed,
    )


def _closed_up(text: str) -> str:
    """A letter-spaced piece without the blanks between its Chinese characters."""
    gaps = len(_SPACED.findall(text))
    if gaps < 3 or gaps * 2 < sum(map(is_cjk, text)):
        return text
    return _SPACED.sub("", text)

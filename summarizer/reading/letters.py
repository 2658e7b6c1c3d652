"""The letters of a page, each in its place, to the pieces of its lines: by place alone, whatever their order in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .glyphs import UNKNOWN, raised
from .sheets import Piece
from .widths import is_cjk

_SAME_LINE = 0.18
"""Heights by which the baselines of two fonts on one line may differ."""
_SAME_PLACE = 0.12
"""Heights within which a letter printed twice is one letter, printed bold."""
_RAISED = 0.78
"""A letter this much smaller than its line, and beside one of its letters, is raised or lowered."""
_CLEAR = 0.12
"""Heights of white space that a cell's border takes at least."""
_APART = 1.6
"""Heights of white space past which two words are two pieces."""


class Letter(NamedTuple):
    """One letter as drawn; x grows to the right, y downwards."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


class _Row:
    """Letters on one baseline."""

    __slots__ = ("base", "letters", "size")

    def __init__(self, letter: Letter) -> None:
        self.base = letter.base
        self.size = letter.size
        self.letters = [letter]


def pieces_of(letters: Sequence[Letter], verticals: Sequence[tuple[float, float, float]] = ()) -> list[Piece]:
    """The pieces of the lines that ``letters`` make. None of them runs across one of ``verticals`` (x, top, bottom)."""
    rows = _with_raised(_rows(_once(letters)))
    bars = sorted(verticals)
    pieces: list[Piece] = []
    for row in rows:
        pieces += _pieces(row, bars)
    return pieces


def _once(letters: Sequence[Letter]) -> list[Letter]:
    """``letters`` without those printed again in nearly the same place."""
    seen: dict[tuple[str, int, int], list[Letter]] = {}
    kept: list[Letter] = []
    for letter in letters:
        if letter.text.isspace():
            kept.append(letter)
            continue
        reach = _SAME_PLACE * letter.size
        step = max(reach, 0.5)
        column, line = int(letter.x0 // step), int(letter.base // step)
        again = any(
            abs(other.x0 - letter.x0) <= reach and abs(other.base - letter.base) <= reach
            for across in (column - 1, column, column + 1)
            for down in (line - 1, line, line + 1)
            for other in seen.get((letter.text, across, down), ())
        )
        if not again:
            kept.append(letter)
            seen.setdefault((letter.text, column, line), []).append(letter)
    return kept


def _rows(letters: list[Letter]) -> list[_Row]:
    rows: list[_Row] = []
    for letter in sorted(letters, key=lambda one: one.base):
        row = rows[-1] if rows else None
        if row is not None and letter.base - row.base <= _SAME_LINE * min(letter.size, row.size):
            row.letters.append(letter)
            row.size = max(row.size, letter.size)
        else:
            rows.append(_Row(letter))
    return [row for row in rows if any(not letter.text.isspace() for letter in row.letters)]


def _with_raised(rows: list[_Row]) -> list[_Row]:
    """Footnote marks and exponents put into the lines they belong to, as raised characters."""
    for row in rows:
        row.letters.sort(key=lambda letter: letter.x0)
    for index, row in enumerate(rows):
        if len(row.letters) > 60:
            continue
        for step in (1, -1, 2, -2):
            beside = index + step
            if not 0 <= beside < len(rows):
                continue
            line = rows[beside]
            if row.size > _RAISED * line.size or not -0.3 * line.size <= line.base - row.base <= 0.65 * line.size:
                continue
            moved = [letter for letter in row.letters if _touches(letter, line, row.letters)]
            if moved:
                up = row.base < line.base
                row.letters = [letter for letter in row.letters if letter not in moved]
                line.letters += [letter._replace(text=raised(letter.text) if up else letter.text) for letter in moved]
                line.letters.sort(key=lambda letter: letter.x0)
    return [row for row in rows if any(not letter.text.isspace() for letter in row.letters)]


def _touches(letter: Letter, line: _Row, others: Sequence[Letter]) -> bool:
    """Whether a small letter follows one of the line's letters, itself or in a run of small ones (``[12]``)."""
    reach = 0.35 * line.size
    start = letter.x0
    for other in sorted(others, key=lambda one: -one.x0):
        if other.x0 < start and start - other.x1 <= reach:
            start = other.x0
    return any(-reach <= start - other.x1 <= reach for other in line.letters if not other.text.isspace())


def _pieces(row: _Row, bars: Sequence[tuple[float, float, float]]) -> list[Piece]:
    seen: list[Letter] = []
    blanks: list[bool] = []
    blank = False
    for letter in row.letters:
        if letter.text.isspace():
            blank = True
            continue
        seen.append(letter)
        blanks.append(blank)
        blank = False
    gaps = [0.0, *(right.x0 - left.x1 for left, right in pairwise(seen))]
    size = row.size
    wide, narrow = _letter_spacing(seen, gaps, blanks, size)
    pieces: list[Piece] = []
    parts: list[str] = []
    first = 0
    for index, letter in enumerate(seen):
        if index and (gaps[index] > _APART * size + wide or _barred(seen[index - 1], letter, bars, size)):
            pieces.append(_piece(parts, seen[first:index], size))
            parts, first = [], index
        elif index and _blank(seen[index - 1], letter, gaps[index], blanks[index], wide, narrow, size):
            parts.append(" ")
        parts.append(letter.text)
    if parts:
        pieces.append(_piece(parts, seen[first:], size))
    return pieces


def _piece(parts: list[str], letters: Sequence[Letter], size: float) -> Piece:
    base = median(letter.base for letter in letters)
    tall = max(letter.size for letter in letters)
    return Piece("".join(parts), letters[0].x0, base - 0.86 * tall, max(one.x1 for one in letters), base + 0.14 * tall, tall)


def _letter_spacing(letters: Sequence[Letter], gaps: Sequence[float], blanks: Sequence[bool], size: float) -> tuple[float, float]:
    """White space that stands between any two Chinese characters of a line and between any two letters of its words."""
    chinese: list[float] = []
    apart = 0
    latin: list[float] = []
    for index in range(1, len(letters)):
        gap = gaps[index]
        if gap > 2.5 * size:
            continue
        left, right = is_cjk(letters[index - 1].text[-1]), is_cjk(letters[index].text[0])
        if left and right:
            chinese.append(gap)
            apart += blanks[index] or gap > 0.3 * size
        elif not left and not right and not blanks[index]:
            latin.append(gap)
    wide = 0.0
    if len(chinese) >= 4 and apart >= 0.8 * len(chinese):
        wide = max(0.01, median(chinese))
    narrow = max(0.0, min(median(latin), 0.4 * size)) if len(latin) >= 4 else 0.0
    return wide, narrow


def _blank(left: Letter, right: Letter, gap: float, typed: bool, wide: float, narrow: float, size: float) -> bool:
    """Whether a blank belongs between two letters of one piece."""
    before, after = left.text[-1], right.text[0]
    chinese = is_cjk(before) + is_cjk(after)
    if chinese == 2:
        if wide:
            return gap > wide + (0.3 if typed else 0.6) * size
        return (typed and gap > 0.05 * size) or gap > 0.7 * size
    if chinese == 1:
        return typed or gap > 0.5 * size + (wide if wide > 0.3 * size else 0)
    if before == UNKNOWN and after == UNKNOWN:
        return typed
    return typed or gap > narrow + 0.17 * size


def _barred(left: Letter, right: Letter, bars: Sequence[tuple[float, float, float]], size: float) -> bool:
    """Whether a drawn vertical line stands between two letters."""
    if right.x0 - left.x1 < _CLEAR * size:
        return False  # the line runs through a word that is wider than its cell
    low, high = left.x1 - _CLEAR * size, right.x0 + _CLEAR * size
    middle = left.base - 0.35 * size
    at = bisect_right(bars, (low,))
    while at < len(bars) and bars[at][0] <= high:
        if bars[at][1] <= middle <= bars[at][2]:
            return True
        at += 1
    return False

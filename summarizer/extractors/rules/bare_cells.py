"""Rows of figures whose unit stands somewhere else: at the head of their table, or above it.

What is not read cannot be scaled: ``412,512`` under ``千港元`` is no 412,512 of anything. Until a table's head is read, its bare
figures are left out, and so is the growth beside them, which would stand there as a level. Coverage counts them as not reported.
"""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...patterns import lazy

_LONGEST_CELL = 40
"""Characters of a cell that may be a figure alone; no more of a row is looked at on either side."""
_BREAK = lazy(r"[\t|\n]")
_FIGURE = lazy(r"[(+-]{0,2}\s?[$€£¥]?\s?\d[\d,.]{0,24}\s?%?\s?\)?")
_BARE = lazy(r"[(+-]{0,2}\s?\d[\d,.]{0,24}\s?\)?")


def is_bare_cell(folded: str, figure: Figure) -> bool:
    """Whether the figure is a cell of a row of figures in which numbers stand without their unit."""
    low, high = _edges(folded, figure.start, figure.end)
    if low is None or high is None or not _FIGURE.fullmatch(folded[low:high].strip()):
        return False
    own = folded[low:high].strip()
    beside = [cell for cell in (_before(folded, low), _after(folded, high)) if cell and _FIGURE.fullmatch(cell)]
    return bool(beside) and any(_BARE.fullmatch(cell) for cell in (own, *beside))


def _edges(folded: str, start: int, end: int) -> tuple[int | None, int | None]:
    """First and end of the cell around a span; ``None`` on a side where no cell's edge is near."""
    floor = max(0, start - _LONGEST_CELL)
    before = max(folded.rfind(mark, floor, start) for mark in "\t|\n")
    low = before + 1 if before >= 0 else (0 if start < _LONGEST_CELL else None)
    found = _BREAK.search(folded, end, end + _LONGEST_CELL)
    return low, found.start() if found else (len(folded) if len(folded) - end < _LONGEST_CELL else None)


def _before(folded: str, low: int) -> str:
    """The cell that ends before ``low``, on the same row; empty where there is none, or a long one."""
    if low == 0 or folded[low - 1] == "\n":
        return ""
    return re.split(r"[\t|\n]", folded[max(0, low - 1 - _LONGEST_CELL) : low - 1])[-1].strip()


def _after(folded: str, high: int) -> str:
    """The cell that begins after ``high``, on the same row."""
    if high >= len(folded) or folded[high] == "\n":
        return ""
    return re.split(r"[\t|\n]", folded[high + 1 : high + 1 + _LONGEST_CELL])[0].strip()

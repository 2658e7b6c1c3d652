"""How blocks of text and the rows of tables are set down, the same for every format that has both.

A row of short cells is one line with tabs between them. A row of a label and something long (the mainland record's form) is the label on
a line of its own, then the paragraphs of the cell beside it, each at the start of a line, where questions and speakers are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..tables import table

_LONG_VALUE = 100
"""A cell longer than this is no value beside its label but a text below it."""
_SENTENCE = lazy(r"(?=.*[^\d\s.,%$()-]).{12,}[。？！.?!][”\"’)）]?")
_NUMBER = lazy(r"\d{1,4}[.、]?")
_LONG_HEADER = 16
_LONG_LABEL = 60
"""A first cell longer than this is no label: the table holds columns of text."""
_LONG_CELL = 80
"""Cells of three and more columns that have several short lines are told in one line up to this length."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table. It may have line breaks of its own."""

    text: str
    row: bool = False
    first: bool = False
    """True of what begins a table."""


def text_of(blocks: Sequence[Block]) -> str:
    """The running text: rows line below line, a blank line between everything else."""
    parts: list[str] = []
    for number, block in enumerate(blocks):
        if number:
            parts.append("\n" if block.row and blocks[number - 1].row and not block.first else "\n\n")
        parts.append(block.text)
    return "".join(parts) + "\n" if parts else ""


def header_of_answers(cells: Sequence[Sequence[Block]]) -> list[str] | None:
    """The columns' labels where this is the first row of a table of questions and answers."""
    labels = [_one_line(cell) for cell in cells]
    asks, answers = _asks_and_answers()
    told = [label.lower() for label in labels if 0 < len(label) <= _LONG_HEADER]
    if not any(asks.search(label) for label in told) or not any(answers.search(label) and not asks.search(label) for label in told):
        return None
    return labels if len(told) == len(labels) > 1 else None


@cache
def _asks_and_answers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("reading", "rows")["answers"]
    asks, answers = ("|".join(map(re.escape, words[key])) for key in ("asked", "answered"))
    return re.compile(asks), re.compile(answers)


def row_blocks(cells: Sequence[Sequence[Block]], header: Sequence[str] | None = None) -> list[Block]:
    """One row of a table; an empty cell keeps its column unless nothing follows it.

    ``header``: the labels of a table of questions and answers, each told before its cell as a record would (``回复：…``).
    """
    held = list(cells)
    while held and not held[-1]:
        held.pop()
    filled = [cell for cell in held if cell]
    if not filled:
        return []
    if header is not None and len(held) <= len(header) and len(filled) > 1:
        told = [(label, cell) for label, cell in zip(header, held, strict=False) if cell and not _NUMBER.fullmatch(_one_line(cell))]
        return [
            Block(f"{label}：{block.text}" if number == 0 else block.text) for label, cell in told for number, block in enumerate(cell)
        ]
    if len(filled) == 1 and (held[0] or len(filled[0]) > 1 or "\n" in filled[0][0].text):
        return list(filled[0])
    plain = [_one_line(cell) for cell in held]
    if len(filled) <= 2:
        last = held[-1]
        if len(last) == 1 and "\n" not in last[0].text and len(plain[-1]) <= _LONG_VALUE and not _SENTENCE.fullmatch(plain[-1]):
            return [Block("\t".join(plain), row=True)]
        if len(filled) == 1:
            return list(last)
        first = _one_line(filled[0])
        return [Block(first, row=True), *last] if len(first) <= _LONG_LABEL else [*filled[0], *last]
    if all(len(line) <= _LONG_CELL or len(cell) == 1 for line, cell in zip(plain, held, strict=True)):
        return [Block("\t".join(plain), row=True)]
    return [block for cell in filled for block in cell]


def _one_line(cell: Sequence[Block]) -> str:
    """A cell's lines as one: a Chinese word may go over two of them, others are words of their own."""
    whole = ""
    for line in (part.strip() for block in cell for part in block.text.replace("\t", " ").split("\n")):
        whole += " " if whole and line and (whole[-1].isascii() or line[0].isascii()) else ""
        whole += line
    return whole

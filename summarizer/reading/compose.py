"""Sheets to text: cells and columns in reading order, wrapped lines joined, what belongs to the page set apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .document import Apart, Doubt
from .forms import is_label, join_tables
from .joining import Habits, glue, habits_of
from .lines import Line
from .pages import Cell, Page, Table, lines_within, page_of
from .paragraphs import goes_on, set_page_margins
from .running import set_apart
from .sheets import Sheet
from .widths import is_cjk

DOUBTFUL = 0.85
"""A piece recognised with less confidence than this is a doubt."""
_LONGEST_CELL = 300
"""Characters of a cell that has others to its right, past which it is text of its own and no field of a row."""


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of all sheets. The fields are those of `Document`."""

    text: str
    page_starts: tuple[int, ...]
    apart: tuple[Apart, ...]
    doubts: tuple[Doubt, ...]
    unread_pages: tuple[int, ...]


def compose(sheets: Iterable[Sheet]) -> Composed:
    """The text of ``sheets``, one paragraph a line, the cells of a table's row with tabs between.

    Every sheet counts as a page, in the order given; page *n* of the result is the *n*-th sheet.
    """
    pages: list[Page] = [page_of(sheet, DOUBTFUL) for sheet in sheets]
    apart = set_apart(pages)
    set_page_margins([(page.width, [item for item in page.items if isinstance(item, Line)]) for page in pages])
    items, repeated = join_tables([item for page in pages for item in page.items])
    apart += repeated
    writer = _Writer(habits_of([line for page in pages for line in lines_within(page.items)]))
    writer.flow(items)
    text = writer.text()
    return Composed(
        text,
        writer.page_starts([page.number for page in pages], len(text)),
        tuple(sorted(apart, key=lambda one: one.page)),
        tuple(writer.doubts),
        tuple(page.number for page in pages if not page.read),
    )


class _Writer:
    """Puts the text together and keeps where each page and each doubt is in it."""

    def __init__(self, habits: Habits) -> None:
        self.doubts: list[Doubt] = []
        self._habits = habits
        self._parts: list[str] = []
        self._length = 0
        self._starts: dict[int, int] = {}

    def text(self) -> str:
        return "".join(self._parts)

    def page_starts(self, numbers: Sequence[int], end: int) -> tuple[int, ...]:
        """Offset of each page's first character; of a page without text, where the next one begins."""
        starts: list[int] = []
        following = end
        for number in reversed(numbers):
            following = min(following, self._starts.get(number, following))
            starts.append(following)
        starts.reverse()
        if starts:
            starts[0] = 0
        return tuple(starts)

    def flow(self, items: Sequence[Line | Table], *, after: str = "\n") -> None:
        """Paragraphs and tables below each other. ``after`` stands before the first of them."""
        opening: Line | None = None
        before: Line | None = None
        for item in items:
            if isinstance(item, Table):
                self._table(item, after)
                opening = before = None
            elif opening is not None and before is not None and goes_on(opening, before, item):
                between, lost = glue(before.text, item.text, self._habits)
                self._drop(lost)
                self._line(item, between)
                before = item
            else:
                self._line(item, after)
                opening = before = item
            after = "\n"

    def _table(self, table: Table, after: str) -> None:
        for row in table.rows:
            cells = [cell for cell in row if cell.items]
            if not cells:
                continue
            for index, cell in enumerate(cells):
                if index + 1 == len(cells):
                    self.flow(cell.items, after="\n" if isinstance(cell.items[0], Table) else after)
                elif _is_text(cell):
                    self.flow(cell.items, after=after)
                    after = "\n"
                    continue
                else:
                    self._field(cell, after, label=index == 0 and is_label(cell, table))
                after = "\t"
            after = "\n"

    def _field(self, cell: Cell, after: str, *, label: bool) -> None:
        """All of a cell on one line."""
        before: Line | None = None
        for line in cell.lines:
            if before is None:
                self._line(line, after, closed=label)
            else:
                between, lost = glue(before.text, line.text, self._habits)
                self._drop(lost)
                self._line(line, between, closed=label)
            before = line

    def _line(self, line: Line, between: str, *, closed: bool = False) -> None:
        """Writes a line. ``closed`` leaves out the blanks between the letters of a label."""
        if self._parts:
            self._write(between)
        start = self._length
        self._starts.setdefault(line.page, start)
        self.doubts += [Doubt(start + one.start, start + one.end, one.confidence) for one in line.doubts]
        self._write(_closed(line.text) if closed and not line.doubts else line.text)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _drop(self, count: int) -> None:
        if count:
            self._parts[-1] = self._parts[-1][:-count]
            self._length -= count


def _is_text(cell: Cell) -> bool:
    return any(isinstance(item, Table) for item in cell.items) or sum(len(line.text) for line in cell.lines) > _LONGEST_CELL


def _closed(text: str) -> str:
    """A label whose letters are set apart, ``时  间``, without its blanks."""
    parts = text.split()
    if len(parts) > 1 and all(len(part) == 1 and is_cjk(part) for part in parts):
        return "".join(parts)
    return text

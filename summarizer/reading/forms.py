"""Tables that run over several pages: which parts are one table, and which rows are one row."""

from __future__ import annotations

from collections.abc import Sequence

from .document import Apart
from .lines import Line
from .pages import Cell, Table

_SAME_EDGE = 0.8
"""Heights of letters by which the borders of a column may differ from page to page."""
_LABEL_WIDTH = 0.45
"""Share of a table's width that a column of labels takes at most."""
_LABEL_LENGTH = 60


def join_tables(items: Sequence[Line | Table]) -> tuple[list[Line | Table], list[Apart]]:
    """``items`` with the parts of each table put together, and the heads that were repeated on its further pages."""
    joined: list[Line | Table] = []
    apart: list[Apart] = []
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(item, Table) and isinstance(before, Table) and _last_page(before) < item.page and _same_columns(before, item):
            apart += _append(before, item)
        else:
            joined.append(item)
    return joined, apart


def is_label(cell: Cell, table: Table) -> bool:
    """Whether a row's first cell names what stands in the others."""
    return cell.box.x1 - cell.box.x0 <= _LABEL_WIDTH * (table.box.x1 - table.box.x0) and len(_text(cell)) <= _LABEL_LENGTH


def _last_page(table: Table) -> int:
    return max([table.page, *(line.page for row in table.rows[-1:] for cell in row for line in cell.lines)])


def _same_columns(above: Table, below: Table) -> bool:
    """Whether the last row above and the first row below have their borders at the same places, or share a wide column's."""
    last, first = above.rows[-1], below.rows[0]
    size = max([10.0, *(line.size for cell in (*last, *first) for line in cell.lines[:1])])
    near = _SAME_EDGE * size
    outer = abs(above.box.x1 - below.box.x1) <= near
    if len(last) == len(first):
        return outer and all(abs(one.box.x0 - other.box.x0) <= near for one, other in zip(last, first, strict=True))
    if len(first) == 1 and len(last) == 2:  # the column of labels, empty below, is not drawn
        return outer and (abs(first[0].box.x0 - last[1].box.x0) <= near or abs(first[0].box.x0 - last[0].box.x0) <= near)
    return outer and abs(above.box.x0 - below.box.x0) <= near


def _append(above: Table, below: Table) -> list[Apart]:
    """Puts the rows of ``below`` under those of ``above``; what was repeated comes back."""
    apart: list[Apart] = []
    rows = list(below.rows)
    head = [_text(cell) for cell in rows[0]]
    if len(rows) > 1 and len(head) > 2 and any(head) and head == [_text(cell) for cell in above.rows[0]]:
        apart.append(Apart(below.page, "running_header", "\t".join(head)))
        rows = rows[1:]
    last = above.rows[-1]
    first = rows[0]
    if len(last) <= 2 and len(first) <= 2 and any(cell.items for cell in last):
        label = _text(first[0]) if len(first) == 2 else ""
        same = bool(label) and len(last) == 2 and label == _text(last[0])
        if same:
            apart.append(Apart(below.page, "running_header", label))
        late = bool(label) and len(last) == 2 and not last[0].items and bool(last[1].items) and bool(first[-1].items)
        if late:
            last[0].items += first[0].items
        if (not label or same or late) and last[-1].items and first[-1].items:
            last[-1].items += first[-1].items
            rows = rows[1:]
    above.rows += rows
    return apart


def _text(cell: Cell) -> str:
    return "".join(line.text for line in cell.lines)

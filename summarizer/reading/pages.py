"""One page: its pieces put into cells, columns and lines, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .cells import Box, grids_of
from .lines import Line, lines_of
from .paragraphs import set_margins
from .sheets import Piece, Sheet

_GIANT = 2.6
"""Times the usual height of a page's letters, from which a word that stands over others is a stamp."""
_FEWEST = 6
"""Lines of a text column."""
_BUCKETS = 12
"""Parts of a page's side within which cells are looked for together."""
_PROSE = 0.6
"""Share of a text column that half of its lines fill: less, and it is a table's column."""


@dataclass(slots=True)
class Cell:
    """One cell and what stands in it, from top to bottom."""

    box: Box
    items: list[Line | Table] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]


@dataclass(slots=True)
class Table:
    """A ruled table, or the part of it that stands on one page."""

    box: Box
    rows: list[list[Cell]]
    page: int

    def __bool__(self) -> bool:
        return any(cell.items for row in self.rows for cell in row)


@dataclass(slots=True)
class Page:
    """What stands on a page, in reading order, and the stamps over it."""

    number: int
    width: float
    height: float
    read: bool
    items: list[Line | Table]
    stamps: list[str]


def lines_within(items: Iterable[Line | Table]) -> Iterator[Line]:
    """All lines, those of tables' cells included."""
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            for row in item.rows:
                for cell in row:
                    yield from lines_within(cell.items)


def page_of(sheet: Sheet, doubtful: float) -> Page:
    """The page of a sheet. Pieces recognised with less confidence than ``doubtful`` are marked in its lines."""
    upright = [piece for piece in sheet.pieces if piece.upright and piece.text.strip()]
    stamps = [piece.text for piece in sheet.pieces if not piece.upright and piece.text.strip()]
    usual = median(piece.size for piece in upright) if upright else 10.0
    if len(upright) > 8:
        giants = [piece for piece in upright if piece.size > _GIANT * usual and _lies_over(piece, upright)]
        stamps += [piece.text for piece in giants]
        over = set(map(id, giants))
        upright = [piece for piece in upright if id(piece) not in over]
    tables, body = _fill(sheet, upright, doubtful, usual)
    items = _in_columns(body, tables, sheet, doubtful, usual)
    return Page(sheet.number, sheet.width, sheet.height, sheet.read, items, stamps)


def _lies_over(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether a piece stands where others stand, as no text does."""
    return any(
        other is not piece
        and min(piece.x1, other.x1) - max(piece.x0, other.x0) > 0
        and min(piece.bottom, other.bottom) - max(piece.top, other.top) > 0.6 * (other.bottom - other.top)
        for other in others
    )


def _fill(sheet: Sheet, pieces: Sequence[Piece], doubtful: float, usual: float) -> tuple[list[Table], list[Piece]]:
    """The page's outer tables with all that stands in their cells, and the pieces that stand in none."""
    grids = grids_of(sheet.rules, sheet.width, sheet.height, near=0.3 * usual)
    if not grids:
        return [], list(pieces)
    tables = [Table(grid.box, [[Cell(box) for box in row] for row in grid.rows], sheet.number) for grid in grids]
    places = _Cells(tables, sheet)
    held: dict[int, list[Piece]] = {}
    body: list[Piece] = []
    cells = {id(cell): cell for table in tables for row in table.rows for cell in row}
    for piece in pieces:
        cell = places.at((piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2)
        if cell is None:
            body.append(piece)
        else:
            held.setdefault(id(cell), []).append(piece)
    for key, cell in cells.items():
        lines = lines_of(held.get(key, ()), sheet.number, doubtful=doubtful)
        set_margins(lines, cell.box.x0, cell.box.x1, inner=True)
        cell.items += lines
    outer: list[Table] = []
    for index in range(len(tables) - 1, -1, -1):  # from the smallest: what stands in a table is there before the table is placed
        table = tables[index]
        if not table:
            continue
        around = places.at((table.box.x0 + table.box.x1) / 2, (table.box.top + table.box.bottom) / 2, before=index)
        if around is None or around.box.area < table.box.area:
            outer.append(table)
        else:
            around.items.append(table)
            around.items.sort(key=_top)
            _mark_after_tables(around.items)
    return outer, body


class _Cells:
    """Finds the cell that a point stands in, of the smallest table where several hold it."""

    def __init__(self, tables: Sequence[Table], sheet: Sheet) -> None:
        self._wide, self._high = max(1.0, sheet.width) / _BUCKETS, max(1.0, sheet.height) / _BUCKETS
        self._near: dict[tuple[int, int], list[tuple[int, float, Cell]]] = {}
        for index, table in enumerate(tables):
            for row in table.rows:
                for cell in row:
                    (left, top), (right, bottom) = self._bucket(cell.box.x0, cell.box.top), self._bucket(cell.box.x1, cell.box.bottom)
                    for across in range(left, right + 1):
                        for down in range(top, bottom + 1):
                            self._near.setdefault((across, down), []).append((-index, cell.box.area, cell))
        for found in self._near.values():
            found.sort(key=lambda one: one[:2])

    def _bucket(self, x: float, y: float) -> tuple[int, int]:
        return min(max(int(x / self._wide), 0), _BUCKETS), min(max(int(y / self._high), 0), _BUCKETS)

    def at(self, x: float, y: float, before: int | None = None) -> Cell | None:
        """The cell at a point; with ``before``, of the tables in front of that one alone."""
        for index, _, cell in self._near.get(self._bucket(x, y), ()):
            if (before is None or -index < before) and cell.box.holds(x, y):
                return cell
        return None


def _top(item: Line | Table) -> float:
    return item.top if isinstance(item, Line) else item.box.top


def _mark_after_tables(items: Sequence[Line | Table]) -> None:
    for before, after in pairwise(items):
        if isinstance(before, Table) and isinstance(after, Line):
            after.begins = True


def _in_columns(body: list[Piece], tables: list[Table], sheet: Sheet, doubtful: float, usual: float) -> list[Line | Table]:
    """Lines and tables in reading order: column by column between what runs across the columns."""
    gutter = _gutter(body, usual)
    if gutter is None:
        lines = lines_of(body, sheet.number, doubtful=doubtful)
        set_margins(lines, 0.0, sheet.width, inner=False)
        return _ordered(lines, tables)
    left, right = gutter
    across: list[tuple[float, Piece | Table]] = [((table.box.top + table.box.bottom) / 2, table) for table in tables]
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for piece in body:
        if piece.x1 <= max(right, left + 0.5 * piece.size):  # a font's widths may be told a little too wide
            sides[0].append(piece)
        elif piece.x0 >= left:
            sides[1].append(piece)
        else:
            across.append(((piece.top + piece.bottom) / 2, piece))
    across.sort(key=lambda one: one[0])
    bands: list[tuple[list[Piece], list[Piece]]] = [([], []) for _ in range(len(across) + 1)]
    heights = [height for height, _ in across]
    for side, held in enumerate(sides):
        for piece in held:
            bands[_above(heights, (piece.top + piece.bottom) / 2)][side].append(piece)
    ordered: list[Line | Table] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    whole: list[Line] = []
    run: list[Piece] = []
    for index, band in enumerate(bands):
        if any(band) and run:
            lines = lines_of(run, sheet.number, doubtful=doubtful)
            whole += lines
            ordered += lines
            run = []
        for side in (0, 1):
            lines = lines_of(band[side], sheet.number, doubtful=doubtful)
            columns[side].extend(lines)
            ordered += lines
        if index < len(across):
            item = across[index][1]
            if isinstance(item, Table):
                lines = lines_of(run, sheet.number, doubtful=doubtful)
                whole += lines
                ordered += [*lines, item]
                run = []
            else:
                run.append(item)
    lines = lines_of(run, sheet.number, doubtful=doubtful)
    whole += lines
    ordered += lines
    set_margins(columns[0], min((line.x0 for line in columns[0]), default=0.0), right, inner=True)
    set_margins(columns[1], left, max((line.x1 for line in columns[1]), default=sheet.width), inner=True)
    set_margins(whole, 0.0, sheet.width, inner=False)
    _mark_after_tables(ordered)
    return ordered


def _above(heights: Sequence[float], y: float) -> int:
    return sum(height < y for height in heights)


def _ordered(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line | Table]:
    items: list[Line | Table] = sorted([*lines, *tables], key=lambda item: _top(item) if isinstance(item, Line) else item.box.top)
    _mark_after_tables(items)
    return items


def _gutter(pieces: Sequence[Piece], usual: float) -> tuple[float, float] | None:
    """Left edge of the right column and right edge of the left one, where the page is set in two columns."""
    if len(pieces) < 2 * _FEWEST:
        return None
    low, high = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    edges: dict[int, list[float]] = {}
    for piece in pieces:
        if low + 0.3 * (high - low) <= piece.x0 <= low + 0.7 * (high - low):
            edges.setdefault(round(piece.x0 / usual), []).append(piece.x0)
    best: tuple[int, float, float] | None = None
    for found in edges.values():
        if len(found) < _FEWEST / 2:
            continue
        edge = min(found) - 0.2 * usual
        on_right = [piece for piece in pieces if piece.x0 >= edge]
        on_left = [piece for piece in pieces if piece.x1 <= edge - 0.5 * usual]
        if min(len(on_left), len(on_right)) < _FEWEST:
            continue
        end = max(piece.x1 for piece in on_left)
        shared = min(max(p.bottom for p in on_left), max(p.bottom for p in on_right)) - max(
            min(p.top for p in on_left), min(p.top for p in on_right)
        )
        prose = (
            median(piece.x1 - piece.x0 for piece in on_left) >= _PROSE * (end - low)
            and median(piece.x1 - piece.x0 for piece in on_right) >= _PROSE * (high - edge)
            and end - low >= 0.25 * (high - low)
        )
        crossing = len(pieces) - len(on_left) - len(on_right)
        if prose and shared > 4 * usual and crossing <= len(on_left) + len(on_right):
            score = min(len(on_left), len(on_right))
            if best is None or score > best[0]:
                best = score, edge, end
    return None if best is None else (best[1], best[2])

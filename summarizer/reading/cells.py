"""Drawn lines to the cells of tables: gaps, frayed ends and a slight slope are seen through, as scans have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .sheets import Rule

_MOST_SLOTS = 20_000
"""Slots of a page's grid; what has more is a chart, whose lines are no cells."""
_MOST_CROSSINGS = 1_000_000
"""Pairs of lines, one across the other, that are looked at; a drawing has more."""
_COVERED = 0.6
"""Share of a slot's side that must be drawn for the side to part two cells."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.x1 - self.x0) * (self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(slots=True)
class Grid:
    """The cells of one table, row by row from left to right."""

    box: Box
    rows: list[list[Box]]


@dataclass(slots=True)
class _Stroke:
    """A line along one axis: ``at`` across it, ``low`` to ``high`` along it."""

    at: float
    low: float
    high: float


def grids_of(rules: Sequence[Rule], width: float, height: float, near: float) -> list[Grid]:
    """The tables that ``rules`` draw, the largest first. ``near`` is how far two ends may be apart that are one."""
    flat = _joined([_Stroke((r.top + r.bottom) / 2, r.x0, r.x1) for r in rules if r.x1 - r.x0 > 3 * (r.bottom - r.top)], near)
    tall = _joined([_Stroke((r.x0 + r.x1) / 2, r.top, r.bottom) for r in rules if r.bottom - r.top > 3 * (r.x1 - r.x0)], near)
    flat += _ends(flat, tall, near)
    grids: list[Grid] = []
    for across, down in _clusters(flat, tall, near):
        grids += [grid for grid in _grids(across, down, near) if not _is_frame(grid, width, height)]
    return sorted(grids, key=lambda grid: -grid.box.area)


def _ends(flat: list[_Stroke], tall: list[_Stroke], near: float) -> list[_Stroke]:
    """The ends of a cell that takes the whole page, of which nothing is drawn but the sides."""
    free = [one for one in tall if not any(one.low - near <= line.at <= one.high + near for line in flat)]
    if len(free) < 2:
        return []
    longest = max(free, key=lambda one: one.high - one.low)
    sides = [one for one in free if abs(one.low - longest.low) <= 3 * near and abs(one.high - longest.high) <= 3 * near]
    if len(sides) < 2 or longest.high - longest.low < 20 * near:
        return []
    left, right = min(one.at for one in sides), max(one.at for one in sides)
    return [_Stroke(longest.low, left, right), _Stroke(longest.high, left, right)]


def _is_frame(grid: Grid, width: float, height: float) -> bool:
    """One cell round the whole page."""
    return sum(map(len, grid.rows)) == 1 and grid.box.area > 0.6 * width * height


def _joined(strokes: list[_Stroke], near: float) -> list[_Stroke]:
    """Strokes that lie in one line, put together where no gap parts them."""
    joined: list[_Stroke] = []
    lane: list[_Stroke] = []
    for stroke in [*sorted(strokes, key=lambda one: one.at), None]:
        if lane and (stroke is None or stroke.at - lane[-1].at > near or stroke.at - lane[0].at > 2 * near):
            joined += _along(lane, near)
            lane = []
        if stroke is not None:
            lane.append(stroke)
    return joined


def _along(lane: list[_Stroke], near: float) -> list[_Stroke]:
    lane.sort(key=lambda one: one.low)
    at = sum(one.at * (one.high - one.low) for one in lane) / max(1e-9, sum(one.high - one.low for one in lane))
    joined: list[_Stroke] = []
    for stroke in lane:
        if joined and stroke.low <= joined[-1].high + near:
            joined[-1].high = max(joined[-1].high, stroke.high)
        else:
            joined.append(_Stroke(at, stroke.low, stroke.high))
    return joined


def _clusters(flat: list[_Stroke], tall: list[_Stroke], near: float) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Strokes that meet, directly or through others."""
    if len(flat) * len(tall) > _MOST_CROSSINGS:
        return []
    parent = list(range(len(flat) + len(tall)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, across in enumerate(flat):
        for other, down in enumerate(tall):
            meets = across.low - near <= down.at <= across.high + near and down.low - near <= across.at <= down.high + near
            if meets:
                parent[root(one)] = root(len(flat) + other)
    found: dict[int, tuple[list[_Stroke], list[_Stroke]]] = {}
    for node in range(len(parent)):
        side = found.setdefault(root(node), ([], []))
        if node < len(flat):
            side[0].append(flat[node])
        else:
            side[1].append(tall[node - len(flat)])
    return [cluster for cluster in found.values() if len(cluster[0]) + len(cluster[1]) >= 3 and cluster[0] and cluster[1]]


def _grids(flat: list[_Stroke], tall: list[_Stroke], near: float) -> list[Grid]:
    """The table that the strokes draw, and tables within its cells whose lines meet its own."""
    left, right = min([one.low for one in flat] + [one.at for one in tall]), max([one.high for one in flat] + [one.at for one in tall])
    top, bottom = min([one.low for one in tall] + [one.at for one in flat]), max([one.high for one in tall] + [one.at for one in flat])
    # an open side is closed: tables are drawn without their outer lines, and broken at a page's end without a lower one
    flat = [*flat, _Stroke(top, left, right), _Stroke(bottom, left, right)]
    tall = [*tall, _Stroke(left, top, bottom), _Stroke(right, top, bottom)]
    xs, ys = _places([one.at for one in tall], near), _places([one.at for one in flat], near)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > _MOST_SLOTS:
        return []
    parent = list(range(columns * rows))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    beside = _by_place(tall, xs, near)
    over = _by_place(flat, ys, near)
    for row in range(rows):
        for column in range(columns):
            slot = row * columns + column
            if column + 1 < columns and not _covered(beside[column + 1], ys[row], ys[row + 1]):
                parent[root(slot + 1)] = root(slot)
            if row + 1 < rows and not _covered(over[row + 1], xs[column], xs[column + 1]):
                parent[root(slot + columns)] = root(slot)
    groups: dict[int, tuple[int, int, int, int]] = {}
    sizes: dict[int, int] = {}
    for row in range(rows):
        for column in range(columns):
            key = root(row * columns + column)
            c0, r0, c1, r1 = groups.get(key, (column, row, column, row))
            groups[key] = (min(c0, column), min(r0, row), max(c1, column), max(r1, row))
            sizes[key] = sizes.get(key, 0) + 1
    # a cell that is no rectangle goes round others: these are a table of their own within it
    spans = list(groups.values())
    ragged = [span for key, span in groups.items() if sizes[key] < (span[2] - span[0] + 1) * (span[3] - span[1] + 1)]
    inner: dict[tuple[int, int, int, int], list[tuple[int, int, int, int]]] = {}
    for span in spans:
        around = [other for other in ragged if other is not span and _within(span, other)]
        if around:
            smallest = min(around, key=lambda other: (other[2] - other[0] + 1) * (other[3] - other[1] + 1))
            inner.setdefault(smallest, []).append(span)
    held = {span for found in inner.values() for span in found}
    return [_as_grid(found, xs, ys) for found in ([span for span in spans if span not in held], *inner.values())]


def _within(span: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return other[0] <= span[0] and other[1] <= span[1] and span[2] <= other[2] and span[3] <= other[3] and span != other


def _as_grid(spans: list[tuple[int, int, int, int]], xs: list[float], ys: list[float]) -> Grid:
    by_row: dict[int, list[tuple[int, Box]]] = {}
    for c0, r0, c1, r1 in spans:
        by_row.setdefault(r0, []).append((c0, Box(xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])))
    rows = [[box for _, box in sorted(cells, key=lambda cell: cell[0])] for _, cells in sorted(by_row.items())]
    boxes = [box for row in rows for box in row]
    outline = Box(min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes))
    return Grid(outline, rows)


def _places(values: list[float], near: float) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > near:
            places.append(value)
    return places


def _by_place(strokes: list[_Stroke], places: list[float], near: float) -> list[list[_Stroke]]:
    return [[one for one in strokes if abs(one.at - place) <= near] for place in places]


def _covered(strokes: list[_Stroke], low: float, high: float) -> bool:
    drawn = sum(max(0.0, min(one.high, high) - max(one.low, low)) for one in strokes)
    return drawn >= _COVERED * (high - low)

"""A form whose ruled table was read line by line: its left-hand label column has bled into the text.

Rows keep their cells apart by tabs. What the label column holds is told by the form's known labels; rows of the form's head stay
rows (``label⇥value``), rows of its body lose the label cell and become running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal

from ..tables import table
from .cuts import Evidence, join_cells
from .lines import Line
from .script import HAN, fold
from .wrapping import starts_own

Kind = Literal["header", "body", "closing", "unknown"]

_CELL = re.compile(r"[^\t]+")
_SPACE = re.compile(r"[\s\u3000]+")
_BOX = re.compile("[□■☐☑☒✓✔√]")
_PROSE = re.compile(f"[，,。；;：:！!？?].*|[{HAN}].{{24,}}")
_PERSON = re.compile("^.{0,30}?(?:先生|女士|小姐|董事|总裁|总经理|经理|秘书|总监|代表|主任|主管|CEO|CFO|COO)[^。]{0,20}$")
_LONGEST_LABEL = 16
_ODD = re.compile("[\u00c0-\u024f\u0370-\u052f\u2100-\u214f\ufffd]")


@dataclass(slots=True)
class Row:
    """One row: its label cell and its other cells, as raw spans."""

    line: Line
    label: tuple[int, int] | None
    cells: list[tuple[int, int]]
    group: int = -1


@dataclass(slots=True)
class Group:
    """A label, its pieces put together, and what kind of row it names."""

    text: str
    kind: Kind
    pieces: list[tuple[int, int]]
    first: int
    last: int


@dataclass(slots=True)
class Form:
    """What is known of the form once its columns are told apart. All offsets raw."""

    rows: dict[int, Row] = field(default_factory=dict)
    """By the index of the line."""
    body: set[int] = field(default_factory=set)
    """Lines that are rows of the form's body."""
    labels: list[tuple[int, int, str]] = field(default_factory=list)
    deletions: list[tuple[int, int]] = field(default_factory=list)
    spaces: list[int] = field(default_factory=list)
    damage: list[tuple[int, int, str]] = field(default_factory=list)
    values: dict[int, str] = field(default_factory=dict)
    """The value of each row, as it reads."""
    body_start: int | None = None


@cache
def _known() -> dict[str, Kind]:
    labels = table("outline", "repair")["labels"]
    kinds: tuple[Kind, ...] = ("header", "body", "closing")
    return {_bare(label): kind for kind in kinds for label in labels[kind]}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(label[:size] for label in _known() for size in range(2, len(label) + 1))


def _bare(label: str) -> str:
    return _SPACE.sub("", fold(label)).rstrip(":")


def find_form(text: str, lines: Sequence[Line], evidence: Evidence) -> Form:
    """Tells the form's label column from its text. A table with no label of the form in it is left as it is."""
    form = Form()
    if "\t" not in text:
        return form
    known_before = False
    for region in _regions(text, lines):
        rows = [_row(text, lines[index]) for index in region]
        groups = _groups(text, rows)
        empty = sum(row.label is None for row in rows)
        if not any(group.kind != "unknown" for group in groups) and not (known_before and empty >= 0.7 * len(rows)):
            continue
        known_before = True
        _assign(text, rows, groups)
        _read(text, region, rows, groups, evidence, form)
    return form


def _regions(text: str, lines: Sequence[Line]) -> Iterator[list[int]]:
    region: list[int] = []
    for index, line in enumerate(lines):
        if text.find("\t", line.start, line.end) >= 0:
            region.append(index)
        elif line.content and not line.page and region:
            yield region
            region = []
    if region:
        yield region


def _row(text: str, line: Line) -> Row:
    label: tuple[int, int] | None = None
    cells: list[tuple[int, int]] = []
    for match in _CELL.finditer(text, line.start, line.end):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if match.start() == line.start and end - start <= _LONGEST_LABEL and match.end() < line.end:
            label = (start, end)
        else:
            cells.append((start, end))
    return Row(line, label, cells)


def _groups(text: str, rows: list[Row]) -> list[Group]:
    groups: list[Group] = []
    for index, row in enumerate(rows):
        if row.label is None:
            continue
        piece = _bare(text[slice(*row.label)])
        if groups and groups[-1].text + piece in _beginnings() and groups[-1].text not in ("时间", "地点", "日期"):
            groups[-1].text += piece
            groups[-1].pieces.append(row.label)
            groups[-1].last = index
        else:
            groups.append(Group(piece, "unknown", [row.label], index, index))
    for group in groups:
        group.kind = _known().get(group.text, "unknown")
    return groups


def _assign(text: str, rows: list[Row], groups: list[Group]) -> None:
    """Gives every row without a label to the label it belongs to: labels stand in the middle of their rows."""
    owner = -1
    at = 0
    for index, row in enumerate(rows):
        while at < len(groups) and groups[at].first <= index:
            owner, at = at, at + 1
        row.group = owner
    for number, group in enumerate(groups):
        if group.kind != "body":
            continue
        begin = group.first
        previous = groups[number - 1].last + 1 if number else 0
        for index in range(group.first - 1, previous - 1, -1):
            value = "".join(text[slice(*cell)] for cell in rows[index].cells)
            if _PROSE.search(value) and not _PERSON.match(value):
                begin = index
        for row in rows[begin : group.first]:
            row.group = number


def _read(text: str, region: list[int], rows: list[Row], groups: list[Group], evidence: Evidence, form: Form) -> None:
    in_body = False
    for index, row in zip(region, rows, strict=True):
        group = groups[row.group] if row.group >= 0 else None
        if group is None or group.kind == "body":
            in_body = True
        elif group.kind in ("header", "closing"):
            in_body = False
        form.rows[index] = row
        value = _value(text, row, evidence, form)
        if row.label:
            _label(text, row, group, value, in_body, form)
        if in_body:
            form.body.add(index)
            if form.body_start is None and row.cells:
                form.body_start = row.cells[0][0]
            first = row.cells[0][0] if row.cells else row.line.end
            form.deletions.append((row.line.start, first))
        form.values[index] = value
    for group in groups:
        if group.kind != "unknown" or not in_body:
            written = "".join(text[slice(*piece)] for piece in group.pieces)
            form.labels.append((group.pieces[0][0], group.pieces[-1][1], _SPACE.sub("", written)))


def _label(text: str, row: Row, group: Group | None, value: str, in_body: bool, form: Form) -> None:
    assert row.label is not None
    first_piece = group is not None and row.label == group.pieces[0]
    known = group is not None and group.kind != "unknown"
    if in_body:
        form.damage.append((*row.label, "label" if known else "noise"))
    elif not first_piece:
        form.damage.append((*row.label, "label"))
        form.deletions.append(row.label)


def _value(text: str, row: Row, evidence: Evidence, form: Form) -> str:
    """Joins the cells of the row and says what it reads."""
    cells = row.cells
    if len(cells) > 1 and cells[-1][1] - cells[-1][0] == 1 and _ODD.match(text, cells[-1][0]):
        form.damage.append((*cells[-1], "noise"))
        form.deletions.append(cells.pop())
    if not cells:
        form.deletions.append((row.label[1] if row.label else row.line.start, row.line.end))
        return ""
    parts = [text[slice(*cells[0])]]
    for (left_start, left_end), (right_start, right_end) in pairwise(cells):
        left, right = text[left_start:left_end], text[right_start:right_end]
        spaced = right_start - left_end > text.count("\t", left_end, right_start)
        cut = None if starts_own(right) else join_cells(left, right, spaced, evidence)
        if cut is None:
            tab = text.index("\t", left_end, right_start)
            form.deletions += [(left_end, tab), (tab + 1, right_start)]
            form.spaces.append(tab)
            parts += [" ", right]
            continue
        if cut.left:
            form.damage.append((left_end - cut.left, left_end, "stray"))
            parts[-1] = parts[-1][: -cut.left]
        if cut.right:
            repeated = left.endswith(right[: cut.right])
            form.damage.append((right_start, right_start + cut.right, "doubled" if repeated else "stray"))
        if cut.space:
            form.deletions += [(left_end - cut.left, left_end), (left_end + 1, right_start + cut.right)]
            form.spaces.append(left_end)
        else:
            form.deletions.append((left_end - cut.left, right_start + cut.right))
        parts += [" " if cut.space else "", right[cut.right :]]
    form.deletions.append((cells[-1][1], row.line.end))
    return "".join(parts)

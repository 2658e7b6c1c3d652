"""A form whose ruled table was read line by line: its left-hand label column has bled into the text.

Rows keep their cells apart by tabs, or by wide gaps where the page was laid out with spaces; where a copy left of both at most one blank,
the pieces of labels that are whole again over a few lines tell the column (`spelled_labels`). What the label column holds is told by the
form's known labels; rows of the form's head stay rows (``label⇥value``), rows of its body lose the label cell and become running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Literal

from ..patterns import lazy
from ..tables import table
from .cuts import Evidence, cut_gaps, join_cells
from .lines import Line, columns_of, trimmed
from .script import fold, shape
from .spelled_labels import spelled_labels, spelled_regions
from .wrapping import starts_own

Kind = Literal["header", "body", "closing", "unknown"]

_TAB = lazy(r"[^\t]+")
_WIDE = lazy(r"\S+(?:[ \u3000]\S+)*")
"""What stands between gaps of two spaces and more."""
_SPACE = lazy(r"[\s\u3000]+")
_PROSE = lazy("[，,。；;：:！!？?].*|汉.{24,}")
"""For a value's `shape`."""
_PERSON = lazy("^.{0,30}?(?:先生|女士|小姐|董事|总裁|经理|秘书|总监|代表|主任|主管|CEO|CFO|COO)[^。]{0,20}$")
_CLAUSE = lazy("[，,。；;、！!？?]")
_MARK = lazy("[，,。；;：:！!？?\\d]")
_ODD = lazy("[\u00c0-\u024f\u0370-\u052f\u2100-\u214f\ufffd]")
_LONGEST_LABEL = 16
_ALIKE = 75
"""How alike, of 100, a misread label must be to one that is known."""


@dataclass(slots=True)
class Row:
    """One row: its label cell and its other cells, as raw spans."""

    line: Line
    index: int
    """Of the line."""
    label: tuple[int, int] | None
    cells: list[tuple[int, int]]
    group: int = -1


@dataclass(slots=True)
class Group:
    """A label, its pieces put together, and what kind of row it names."""

    text: str
    pieces: list[tuple[int, int]]
    first: int
    last: int
    """First and last of the rows its pieces stand in."""
    kind: Kind = "unknown"


@dataclass(slots=True)
class Form:
    """What is known of the form once its columns are told apart. All offsets raw."""

    rows: dict[int, Row] = field(default_factory=dict)
    """By the index of the line."""
    body: set[int] = field(default_factory=set)
    """Lines that are rows of the form's body."""
    labels: list[tuple[int, int, str]] = field(default_factory=list)
    fields: list[tuple[str, list[tuple[int, int]]]] = field(default_factory=list)
    """The rows of the form's head: label in one piece, spans of its value's lines."""
    deletions: list[tuple[int, int]] = field(default_factory=list)
    spaces: list[int] = field(default_factory=list)
    damage: list[tuple[int, int, str]] = field(default_factory=list)
    values: dict[int, str] = field(default_factory=dict)
    """The value of each row, as it reads."""
    body_start: int | None = None


@cache
def _known() -> dict[str, Kind]:
    labels = table("outline", "repair")["labels"]
    kinds: tuple[Kind, ...] = ("header", "closing", "body")
    return {_bare(label): kind for kind in kinds for label in labels[kind]}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(label[:size] for label in _known() for size in range(2, len(label) + 1))


@cache
def _parts() -> frozenset[str]:
    """Every beginning and every end of a label: what one row may show of it."""
    return _beginnings() | {label[-size:] for label in _known() for size in range(2, len(label))}


def _bare(label: str) -> str:
    return _SPACE.sub("", fold(label)).rstrip(":")


def _kind(label: str) -> Kind:
    """What the label names; a misread one counts for the known one that it is most like."""
    if label in _known():
        return _known()[label]
    if len(label) < 4:
        return "unknown"
    from rapidfuzz import fuzz, process  # slow to load, and most labels are spelled as they should be

    alike = process.extractOne(label, _known().keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return _known()[alike[0]] if alike else "unknown"


def find_form(text: str, lines: Sequence[Line], evidence: Evidence) -> Form:
    """Tells the form's label column from its text. A table with no label of the form in it is left as it is."""
    form = Form()
    value_column = None if "\t" in text else _value_column(text, lines)
    if "\t" in text or value_column is not None:
        regions = _regions(text, lines, value_column)
        _read_regions(text, ([_row(text, lines[index], index, value_column) for index in region] for region in regions), evidence, form)
    if not form.rows:
        spelled = spelled_labels([line.content for line in lines], _known())
        kept = (
            [index for index in region if index < len(lines) and lines[index].content and not lines[index].page]
            for region in spelled_regions(spelled)
        )
        spelled_rows = ([_spelled_row(text, lines[index], index, spelled.get(index, 0), evidence) for index in region] for region in kept)
        _read_regions(text, spelled_rows, evidence, form)
    return form


def _read_regions(text: str, regions: Iterator[list[Row]], evidence: Evidence, form: Form) -> None:
    known_before = False
    for rows in regions:
        groups = _groups(text, rows)
        empty = sum(row.label is None for row in rows)
        goes_on = known_before and not groups and empty >= 0.7 * len(rows)
        if not _is_form(groups) and not goes_on:
            continue
        known_before = True
        if groups:
            rows = rows[groups[0].first :]  # what stands above the first label is no row
            groups = _groups(text, rows)
        _assign(text, rows, groups)
        _read(text, rows, groups, evidence, form)


def _is_form(groups: list[Group]) -> bool:
    known = [group for group in groups if group.kind != "unknown"]
    # one short label alone may head a column of any table
    return len(known) > 1 or any(len(group.text) >= 4 for group in known)


def _value_column(text: str, lines: Sequence[Line]) -> int | None:
    """Where the values begin on a page laid out with spaces, in columns; ``None`` where there is no such form."""
    columns = []
    labels = set()
    for line in lines:
        if "  " not in line.content and "\u3000\u3000" not in line.content:
            continue
        first = _WIDE.search(text, line.start, line.end)
        second = _WIDE.search(text, first.end(), line.end) if first else None
        if first and second and second.start() - first.end() >= 2 and _bare(first[0]) in _parts():
            labels.add(_bare(first[0]))
            columns.append(columns_of(text[line.start : second.start()]))
    complete = sum(label in _known() for label in labels)
    if len(columns) < 3 or complete < 2:
        return None
    from statistics import median  # slow to load

    return int(median(columns))


def _regions(text: str, lines: Sequence[Line], value_column: int | None) -> Iterator[list[int]]:
    """Runs of lines that may be rows: with a tab in them, or indented to the values' column or with a label before it.

    Blank lines and page furniture do not end one.
    """
    region: list[int] = []
    for index, line in enumerate(lines):
        if not line.content or line.page:
            continue
        if value_column is None:
            row = text.find("\t", line.start, line.end) >= 0
        else:
            indent = columns_of(text[line.start : line.start + text[line.start : line.end].index(line.content[0])])
            row = indent >= value_column - 3 or _bare(_WIDE.search(line.content)[0]) in _parts()  # type: ignore[index]  # it has content
        if row:
            region.append(index)
        elif region:
            yield region
            region = []
    if region:
        yield region


def _row(text: str, line: Line, index: int, value_column: int | None) -> Row:
    label: tuple[int, int] | None = None
    cells: list[tuple[int, int]] = []
    for match in (_TAB if value_column is None else _WIDE).finditer(text, line.start, line.end):
        start, end = trimmed(text, *match.span())
        if start == end:
            continue
        if value_column is None:
            first = match.start() == line.start and match.end() < line.end
        else:
            first = not cells and label is None and columns_of(text[line.start : start]) < value_column - 3
        if first and end - start <= _LONGEST_LABEL and not _CLAUSE.search(text, start, end):
            label = (start, end)
        else:
            cells.append((start, end))
    return Row(line, index, label, cells)


def _spelled_row(text: str, line: Line, index: int, length: int, evidence: Evidence) -> Row:
    """A row whose label, of ``length`` characters, has at most one blank behind it; its cells are what a cut left of its text."""
    start, end = trimmed(text, line.start, line.end)
    label = (start, start + length) if length else None
    first = start + length + (len(text[start + length : end]) - len(text[start + length : end].lstrip()))
    cells: list[tuple[int, int]] = []
    for gap in cut_gaps(text, first, end, evidence):
        cells.append((first, gap))
        first = gap + 1
    if first < end:
        cells.append((first, end))
    return Row(line, index, label, cells)


def _groups(text: str, rows: list[Row]) -> list[Group]:
    groups: list[Group] = []
    for number, row in enumerate(rows):
        if row.label is None:
            continue
        piece = _bare(text[slice(*row.label)])
        if groups and groups[-1].text not in ("时间", "地点", "日期") and groups[-1].text + piece in _beginnings():
            groups[-1].text += piece
            groups[-1].pieces.append(row.label)
            groups[-1].last = number
        else:
            groups.append(Group(piece, [row.label], number, number))
    for group in groups:
        group.kind = _kind(group.text)
    return groups


def _assign(text: str, rows: list[Row], groups: list[Group]) -> None:
    """Gives every row to the label it belongs to: a label may stand in the middle of its rows."""
    at = owner = -1
    for number, row in enumerate(rows):
        while at + 1 < len(groups) and groups[at + 1].first <= number:
            at += 1
            # what is unknown below the body's label is noise in its column
            if groups[at].kind != "unknown" or owner < 0 or groups[owner].kind != "body":
                owner = at
        row.group = owner
    values = ["".join(text[slice(*cell)] for cell in row.cells) for row in rows]
    known = [number for number, group in enumerate(groups) if group.kind != "unknown"]
    for before, number in zip([-1, *known], known, strict=False):
        group = groups[number]
        begin = group.first
        previous = groups[before].last + 1 if before >= 0 else 0
        if group.kind == "body":
            for index in range(group.first - 1, previous - 1, -1):
                if _PROSE.search(shape(values[index])) and not _PERSON.match(values[index]):
                    begin = index
        else:
            while begin > previous and rows[begin - 1].label is None and _runs_on(values[begin - 1]):
                begin -= 1
            if begin == previous and before >= 0 and _runs_on(values[begin - 1]):
                begin = group.first  # all of one flow from the label before: nothing tells where the value changes
        for row in rows[begin : group.first]:
            row.group = number
    if known and not any(groups[number].kind == "body" for number in known):
        _body_without_label(rows, values, groups)


def _runs_on(value: str) -> bool:
    return value.endswith(("、", "，", ",", "（", "(", "及", "和", "与"))


def _body_without_label(rows: list[Row], values: list[str], groups: list[Group]) -> None:
    """The body's label may be lost: prose below the last label of the head is the body all the same."""
    last = max(group.last for group in groups if group.kind != "unknown")
    for number in range(last + 1, len(rows)):
        if len(values[number]) >= 12 and re.search("[，,。；;]", values[number]) and not _PERSON.match(values[number]):
            for row in rows[number:]:
                row.group = -1
            return


def _read(text: str, rows: list[Row], groups: list[Group], evidence: Evidence, form: Form) -> None:
    body = [row for row in rows if row.group < 0 or groups[row.group].kind == "body"]
    filled = sum(row.label is not None for row in body)
    column = filled <= max(4, 0.3 * len(body))
    of_body = {piece for group in groups if group.kind == "body" for piece in group.pieces}
    in_body = {row.index for row in body}
    for row in rows:
        form.rows[row.index] = row
        label = row.label
        if row.index in in_body and label and label not in of_body and (not column or _MARK.search(text, *label)):
            row.cells.insert(0, label)  # text that stands in the first column
            label = row.label = None
        value = form.values[row.index] = _value(text, row, evidence, form)
        if row.index in in_body:
            form.body.add(row.index)
            if label:
                form.damage.append((*label, "label" if label in of_body else "noise"))
            first = row.cells[0][0] if row.cells else row.line.next
            if form.body_start is None and (value or label in of_body):
                form.body_start = first  # below the label, where it has its row to itself
            form.deletions.append((row.line.start, first))
        elif label and label not in (group.pieces[0] for group in groups[row.group : row.group + 1]):
            form.damage.append((*label, "label"))
            form.deletions.append(label)
    rows_of: dict[int, list[Row]] = {}
    for row in rows:
        rows_of.setdefault(row.group, []).append(row)
    for number, group in enumerate(groups):
        own = rows_of.get(number)
        if own is None:
            continue
        written = _SPACE.sub("", "".join(text[slice(*piece)] for piece in group.pieces))
        form.labels.append((group.pieces[0][0], group.pieces[-1][1], written))
        if group.kind != "body":
            form.fields.append((written, [(row.cells[0][0], row.cells[-1][1]) for row in own if row.cells]))


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
        # one tab or one blank is the gap itself
        spaced = right_start - left_end > max(1, text.count("\t", left_end, right_start))
        cut = None if starts_own(right) else join_cells(left, right, spaced, evidence)
        if cut is None:
            form.deletions.append((left_end + 1, right_start))
            form.spaces.append(left_end)
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


def is_label_line(content: str) -> bool:
    """Whether a line holds the label of a form's body, or a piece of it, and nothing else."""
    return len(content) <= _LONGEST_LABEL and _bare(content) in _body_parts()


@cache
def _body_parts() -> frozenset[str]:
    labels = [label for label, kind in _known().items() if kind == "body" and len(label) >= 6]
    sizes = [(label, size) for label in labels for size in range(4, len(label) + 1)]
    return frozenset(part for label, size in sizes for part in (label[:size], label[-size:]))

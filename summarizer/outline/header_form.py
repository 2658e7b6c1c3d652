"""The mainland form: its rows, in all the layouts in which extraction leaves them, and its boxes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..tables import table
from .model import Span


@dataclass(slots=True)
class _Node:
    """A node of the tree of labels."""

    children: dict[str, _Node] = dataclasses.field(default_factory=dict)
    ends: str | None = None
    """Field of the label that ends here."""
    fields: set[str] = dataclasses.field(default_factory=set)
    """Fields of all labels that pass through here."""


@cache
def _tree() -> _Node:
    root = _Node()
    for name, labels in table("outline", "header")["labels"].items():
        for label in labels:
            _grow(root, label, name)
            if len(label) >= 8:  # scans lose the first letter at the frame
                _grow(root, label[1:], name)
    return root


def _grow(root: _Node, label: str, name: str) -> None:
    node = root
    for letter in label:
        node = node.children.setdefault(letter, _Node())
        node.fields.add(name)
    node.ends = name


@dataclass(slots=True)
class Row:
    """One row of the form."""

    field: str
    start: int
    """Where its label begins."""
    values: list[Span]
    """Its value, the pieces of a wrapped label cut out."""
    labels: list[Span] = dataclasses.field(default_factory=list)
    """The pieces of its label, their delimiters included."""

    @property
    def end(self) -> int:
        return self.values[-1][1] if self.values else self.start


@dataclass(slots=True)
class _Reading:
    """How far a label was read on a line."""

    node: _Node
    letters: int
    end: int
    """Behind the label and its delimiter."""
    delimiter: str
    """What follows: ``:``, ``|``, tab, blank, ``end`` of line, or the empty string where the value follows at once."""
    complete: bool


_SPACES = " \u3000\u00a0"
_BRACKET = lazy(r"[ ]?\([^()\n]{1,24}\)")


def _read_label(folded: str, start: int, end: int, node: _Node) -> _Reading | None:
    """Reads as much of a label as stands at ``start``, blanks between its letters allowed (``时 间``)."""
    letters, at = 0, start
    best: tuple[_Node, int, int] | None = None
    position = start
    while position < end:
        letter = folded[position]
        if letter in _SPACES and letters:
            position += 1
            continue
        child = node.children.get(letter)
        if child is None:
            break
        node, letters, at = child, letters + 1, position + 1
        position = at
        if child.ends:
            best = child, letters, at
    if letters == 0:
        return None
    bracket = _BRACKET.match(folded, at, end)
    delimiter, behind = _delimiter(folded, bracket.end() if bracket and node.ends else at, end)
    if node.ends or delimiter in ("end", "\t", "|", ":") or (delimiter == " " and letters >= 6):
        return _Reading(node, letters, behind, delimiter, node.ends is not None)
    if best is None:
        return None
    node, letters, at = best
    delimiter, behind = _delimiter(folded, at, end)
    return _Reading(node, letters, behind, delimiter, True)


def _delimiter(folded: str, at: int, end: int) -> tuple[str, int]:
    position = at
    while position < end and folded[position] in _SPACES:
        position += 1
    if position >= end:
        return "end", end
    if folded[position] in ":|\t":
        mark = folded[position]
        while position < end and folded[position] in ":|\t" + _SPACES:
            position += 1
        return mark, position
    return (" ", position) if position > at else ("", at)


_MANY_LINES = 6
"""Lines within which a wrapped label goes on."""
_LINE_HEAD = lazy(r"[ \t\u3000|*#]*")


def find_rows(folded: str, start: int, end: int) -> list[Row]:
    """The rows whose labels begin lines of ``folded[start:end]``, each up to the next."""
    rows: list[Row] = []
    pending: _Node | None = None
    patience = 0
    for line_start, line_end in _line_spans(folded, start, end):
        head = _LINE_HEAD.match(folded, line_start, line_end)
        at = head.end() if head else line_start
        if pending is not None and rows and patience > 0:
            rest = _read_label(folded, at, line_end, pending)
            if rest is not None and _goes_on(rest):
                rows[-1].field = _field(rest.node, rows[-1].field)
                rows[-1].labels.append((line_start, rest.end))
                if rest.end < line_end:
                    rows[-1].values.append((rest.end, line_end))
                pending = rest.node if rest.node.children else None
                continue
            patience -= 1
        found = _read_label(folded, at, line_end, _tree())
        if found is not None and _is_label(folded, found, at, line_end):
            _close(rows, line_start)
            values = [(found.end, line_end)] if found.end < line_end else []
            rows.append(Row(_field(found.node, None), at, values, [(at, found.end)]))
            pending = found.node if found.node.children else None
            patience = _MANY_LINES
            for further in _further_labels(folded, found.end, line_end):
                _close(rows, further[1])
                rows.append(Row(further[0], further[1], [(further[2], line_end)], [further[1:]]))
                pending = None
        elif rows:
            rows[-1].values.append((line_start, line_end))
    return rows


def _goes_on(rest: _Reading) -> bool:
    """True where the line begins with more of the label of the line above."""
    if rest.complete:
        return rest.letters > 1 or bool(rest.delimiter)
    return rest.letters > 1 and rest.delimiter in ("end", "\t")


def _line_spans(folded: str, start: int, end: int) -> Iterator[Span]:
    position = start
    while position < end:
        stop = folded.find("\n", position, end)
        stop = end if stop < 0 else stop
        if stop > position and not folded[position : min(stop, position + 200)].isspace():
            yield position, stop
        position = stop + 1


def _is_label(folded: str, found: _Reading, at: int, line_end: int) -> bool:
    if not found.complete:
        return found.letters >= 4 or (found.letters >= 3 and found.delimiter in ("\t", "|"))
    if found.delimiter == "":
        return found.letters >= 6 or (found.letters >= 2 and folded[found.end : found.end + 1].isdigit() and line_end - at < 60)
    if found.delimiter == " ":
        # words of running text may begin with a short label's letters
        return found.letters >= 3 or line_end - at < 80
    return True


def _field(node: _Node, before: str | None) -> str:
    if node.ends:
        return node.ends
    if len(node.fields) == 1:
        return next(iter(node.fields))
    return before if before in node.fields else "|".join(sorted(node.fields))


def _close(rows: list[Row], at: int) -> None:
    if rows and rows[-1].values and rows[-1].values[-1][1] > at:
        low, high = rows[-1].values[-1]
        rows[-1].values[-1] = (low, max(low, min(high, at)))


@cache
def _label_anywhere() -> re.Pattern[str]:
    labels = sorted((label for names in table("outline", "header")["labels"].values() for label in names), key=len, reverse=True)
    return re.compile(r"(?:(?<=[\s|])|(?<=\u3000))(?:" + "|".join(map(re.escape, labels)) + r")[ ]?[:|][ ]?")


def _further_labels(folded: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Labels with a colon further on in the line (``证券代码：600000  证券简称：某某``)."""
    if end - start > 400:
        return
    for found in _label_anywhere().finditer(folded, start, end):
        reading = _read_label(folded, found.start(), end, _tree())
        if reading is not None and reading.node.ends:
            yield reading.node.ends, found.start(), found.end()


def labelled_fields(folded: str) -> list[tuple[str, int]]:
    """Fields whose labels begin lines, with their places: enough to tell that a text is a form."""
    return [(name, row.start) for row in find_rows(folded, 0, len(folded)) for name in row.field.split("|")]


# --- boxes -----------------------------------------------------------------------------------------------------------

_TICKS = frozenset("√✓✔☑■●▣☒◼⬛▇█þü¢R☆★")
_BOXES = frozenset("□☐○◯¨£囗口▢◻o0")
_QUERY = "?？"


@cache
def _options() -> tuple[re.Pattern[str], dict[str, str], dict[str, int]]:
    kinds, order = {}, {}
    for place, category in enumerate(table("outline", "header")["categories"]):
        order[category["type"]] = place
        kinds.update(dict.fromkeys(category["words"], category["type"]))
    words = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    return re.compile(words), kinds, order


def ticked_categories(text: str, folded: str, spans: list[Span]) -> list[str]:
    """Event types of the ticked boxes, the most telling first. ``text`` is needed for the marks, which folding might change."""
    pattern, kinds, order = _options()
    marks: list[str] = []
    types: list[str] = []
    tails: list[str] = []
    behind = ""
    for low, high in spans:
        position = low
        for found in pattern.finditer(folded, low, high):
            gap = _without_words(behind + text[position : found.start()])
            if types and types[-1] == "other" and not _has_mark(gap):
                tails[-1] += found.group()  # what 其他 stands for
                position, behind = found.end(), ""
                continue
            marks.append(gap)
            types.append(kinds[found.group()])
            tails.append("")
            position, behind = found.end(), ""
        behind += text[position:high]
    if not types:
        return []
    after = _without_words(behind)
    if not _has_mark(marks[0]) and _has_mark(after) and len(types) > 1:  # the boxes stand behind their words
        marks = [*marks[1:], after]
    chosen = [number for number, mark in enumerate(marks) if _is_ticked(mark)]
    if not chosen:
        queried = [number for number, mark in enumerate(marks) if any(char in _QUERY for char in mark)]
        boxed = [number for number, mark in enumerate(marks) if any(char in _BOXES for char in mark)]
        bare = [number for number, mark in enumerate(marks) if not _has_mark(mark)]
        if queried and len(queried) < len(marks):
            chosen = queried  # a tick that the code page did not hold
        elif bare and len(boxed) * 2 >= len(marks) and len(bare) <= 2:
            chosen = bare  # a tick that the font did not hold
        elif not boxed and len(marks) <= 2:
            chosen = list(range(len(marks)))  # only what holds was printed
    found_types = {types[number] for number in chosen}
    if found_types == {"other"}:
        tail = "".join(tails[number] for number in chosen)
        found_types = {kinds[word.group()] for word in pattern.finditer(tail)} or found_types
    return sorted(found_types, key=lambda kind: order[kind])


def _without_words(gap: str) -> str:
    return re.sub(r"[\(（][^()（）]*[\)）]", "", gap)


def _has_mark(gap: str) -> bool:
    return any(char in _TICKS or char in _BOXES or char in _QUERY for char in gap)


def _is_ticked(gap: str) -> bool:
    """A tick may stand beside its box (``□√``); ``R`` is one only where the font's other box is seen or nothing else."""
    return any(char in _TICKS for char in gap if char != "R") or gap.strip() == "R"

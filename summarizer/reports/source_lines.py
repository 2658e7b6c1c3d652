"""The lines of a document with what is proven by them: the target of a workbook's links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ..patterns import lazy
from ..schemas import Evidence
from .rows import Told, in_order

AROUND = 2
"""Lines shown before and after what is proven, where not every line is."""
_LINE = lazy(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_PART = 16_000
"""Code points: at two UTF-16 units each, and one of these an escape, it fits a cell of Excel."""


@dataclass(slots=True)
class Line:
    """A line of a document, or a part of one that no cell could hold."""

    place: str
    """``L12``, from 1; where the document's text is not at hand, the offsets of a quote."""
    start: int
    """Offset of its first code point in the raw text."""
    text: str
    page: int | None = None
    """Where what is proven on it, or before and behind it, says so."""
    items: dict[str, None] = field(default_factory=dict)
    """Keys of what it proves."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Stretches of ``text`` that prove something: in order, apart from one another."""


def source_lines(document: Told, *, whole: bool = True) -> list[Line]:
    """The lines of ``document`` that are not blank; all, or those that prove something and `AROUND` on both sides."""
    proofs = sorted(_proofs(document), key=lambda one: (one[0].start, one[0].end))
    if document.text is None:
        lines = _quotes(document, (evidence for evidence, _ in proofs))
    else:
        lines = [Line(f"L{number}", start, part) for number, start, part in _parts(document.text)]
    starts = [line.start for line in lines]
    for evidence, key in proofs:
        for at in range(max(0, bisect_right(starts, evidence.start) - 1), bisect_left(starts, evidence.end)):
            _mark(lines[at], evidence, key)
    _page(lines)
    if whole or document.text is None:
        return lines
    near = {at + step for at, line in enumerate(lines) if line.items for step in range(-AROUND, AROUND + 1)}
    return [line for at, line in enumerate(lines) if at in near]


def _proofs(document: Told) -> Iterator[tuple[Evidence, str]]:
    for section in document.view.sections.values():
        if section.name == "headlines":
            # a headline has the evidence of what it tells, and no row of its own
            continue
        for item in section.items:
            for one in (item, *item.parts):
                yield from ((evidence, one.key) for evidence in one.evidence)


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    """Number, offset and words of each line that is not blank."""
    for number, found in enumerate(_LINE.finditer(text), start=1):
        line = found[0].rstrip("\r\n")
        for at in range(0, len(line), _PART):
            if (part := line[at : at + _PART]).strip():
                yield number, found.start() + at, part


def _quotes(document: Told, evidence: Iterable[Evidence]) -> list[Line]:
    """A line a place, where there is no text to take lines from."""
    places = {(one.start, one.end): one for one in evidence}
    return [
        Line(document.places.of([one]), one.start + at, one.quote[at : at + _PART])
        for one in in_order(places.values()) for at in range(0, len(one.quote), _PART)
    ]  # fmt: skip


def _mark(line: Line, evidence: Evidence, key: str) -> None:
    start, end = max(evidence.start - line.start, 0), min(evidence.end - line.start, len(line.text))
    if start >= end:
        return
    line.items[key] = None
    line.page = line.page or evidence.page
    if line.marks and start <= line.marks[-1][1]:
        line.marks[-1] = (line.marks[-1][0], max(end, line.marks[-1][1]))
    else:
        line.marks.append((start, end))


def _page(lines: list[Line]) -> None:
    """A line between two that are known to be on one page is on that page."""
    known = [(at, line.page) for at, line in enumerate(lines) if line.page is not None]
    for (first, page), (last, next_page) in pairwise(known):
        if page == next_page:
            for line in lines[first:last]:
                line.page = page

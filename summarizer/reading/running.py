"""Running headers, footers and page numbers: what stands at the edge of one page as it stands at the edge of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from ..patterns import lazy
from ..tables import table
from .document import Apart, ApartKind
from .lines import Line
from .pages import Page, lines_within

_EDGE = 0.15
"""Share of a page's height within which its edge reaches."""
_LINES = 4
"""Lines of a running header or footer."""
_SAME_HEIGHT = 0.006
"""Share of a page's height within which two running lines stand at the same place."""
_LONGEST = 200
_ENDS = frozenset("。！？!?；;.")
_DIGITS = lazy(r"\d+")
_BLANKS = lazy(r"\s+")


@dataclass(slots=True)
class _Edge:
    """A line near the upper or lower edge of a page."""

    page: int
    """Index."""
    line: Line
    lower: bool
    distance: float
    """From the edge, as a share of the page's height."""
    apart: bool
    """Whether more white space than usual parts it from the text."""


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = table("reading", "layout")
    number = known["page_number"]
    return re.compile("|".join(number["whole"])), re.compile(number["maybe"]), re.compile("|".join(known["facts"]["any"]))


def set_apart(pages: Sequence[Page]) -> list[Apart]:
    """Takes running headers, footers and page numbers out of ``pages``; a header's first copy stays where it tells facts."""
    edges = [edge for index, page in enumerate(pages) for edge in _edges(page, index)]
    kinds: dict[int, ApartKind] = {}
    _page_numbers(edges, kinds, pages)
    _repeated([edge for edge in edges if id(edge.line) not in kinds], kinds, pages)
    found: list[Apart] = []
    for index, page in enumerate(pages):
        found += [Apart(page.number, "stamp", text) for text in page.stamps]
        found += [
            Apart(page.number, kinds[id(item)], item.text) for item in page.items if isinstance(item, Line) and id(item) in kinds
        ]
        pages[index].items = [item for item in page.items if id(item) not in kinds]
    return found


def _edges(page: Page, index: int) -> list[_Edge]:
    lines = [item for item in page.items if isinstance(item, Line) and len(item.text) <= _LONGEST]
    if not lines:
        return []
    tops = sorted(lines, key=lambda line: line.top)
    edges: list[_Edge] = []
    for lower, nearest in ((False, tops[:_LINES]), (True, tops[::-1][:_LINES])):
        for line in nearest:
            distance = (page.height - line.bottom if lower else line.top) / max(1.0, page.height)
            if distance <= _EDGE:
                edges.append(_Edge(index, line, lower, distance, _stands_apart(line, page, lower)))
    return edges


def _stands_apart(line: Line, page: Page, lower: bool) -> bool:
    if lower:
        above = [item.bottom if isinstance(item, Line) else item.box.bottom for item in page.items if item is not line]
        gaps = [line.top - bottom for bottom in above if bottom <= line.bottom]
        return bool(gaps) and min(gaps) > 0.9 * line.size
    below = [item.top if isinstance(item, Line) else item.box.top for item in page.items if item is not line]
    gaps = [top - line.bottom for top in below if top >= line.top]
    return bool(gaps) and min(gaps) > 0.9 * line.size


def _page_numbers(edges: Sequence[_Edge], kinds: dict[int, ApartKind], pages: Sequence[Page]) -> None:
    whole, maybe, _ = _forms()
    bare: list[tuple[_Edge, int]] = []
    for edge in edges:
        text = edge.line.text.strip()
        if whole.fullmatch(text):
            kinds[id(edge.line)] = "page_number"
        elif maybe.fullmatch(text) and (digits := _DIGITS.search(text)):
            bare.append((edge, int(digits[0])))
    offsets: dict[int, int] = {}
    for edge, number in bare:
        offsets[number - edge.page] = offsets.get(number - edge.page, 0) + 1
    for edge, number in bare:
        counts = offsets[number - edge.page]
        if counts >= 2 or (number == edge.page + 1 and edge.apart and len(pages) <= 2):
            kinds[id(edge.line)] = "page_number"


def _repeated(edges: Sequence[_Edge], kinds: dict[int, ApartKind], pages: Sequence[Page]) -> None:
    _, _, facts = _forms()
    shapes: dict[tuple[bool, str], list[_Edge]] = {}
    for edge in edges:
        shape = _DIGITS.sub("#", _BLANKS.sub("", edge.line.text))
        if len(shape) >= 2:
            shapes.setdefault((edge.lower, shape), []).append(edge)
    for (lower, shape), found in shapes.items():
        usual = median(edge.distance for edge in found)
        same = [edge for edge in found if abs(edge.distance - usual) <= _SAME_HEIGHT]
        if not _runs(same, len(pages), plain=shape.strip("#-–—()（）.") != ""):
            continue
        kind: ApartKind = "running_footer" if lower else "running_header"
        first = min(same, key=lambda edge: edge.page)
        keep = first if facts.search(first.line.text) and not _told_elsewhere(first.line, pages[first.page]) else None
        for edge in found if len(same) > 2 else same:
            if edge is not keep:
                kinds[id(edge.line)] = kind


def _told_elsewhere(line: Line, page: Page) -> bool:
    """Whether the rest of the page holds every word of a header."""
    others = "".join(_BLANKS.sub("", other.text) for other in lines_within(page.items) if other is not line)
    return all(word.strip(",.;:|()（）") in others for word in line.text.split())


def _runs(edges: Sequence[_Edge], pages: int, *, plain: bool) -> bool:
    """Whether a line comes back from page to page."""
    at = sorted({edge.page for edge in edges})
    if len(at) < 2 or not plain:
        return False
    if len(at) == 2:
        return pages <= 3 and all(edge.apart and edge.line.text[-1] not in _ENDS for edge in edges)
    # on every page, or on every other one, of a stretch
    return any(third - first <= 4 for first, third in zip(at, at[2:], strict=False)) and len(at) >= 0.4 * (at[-1] - at[0] + 1)

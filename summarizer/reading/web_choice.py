"""Which of a page's pieces are its contents, and which the site's furniture.

trafilatura finds the contents and drops some of them: short lines, labels, rows of tables. So it only says where the contents are; what
stands among them is kept unless it is plainly furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from ..patterns import lazy
from ..tables import table
from .web_layout import Piece

_HUMPS = lazy(r"(?<=[a-z])(?=[A-Z])")
_SPACE = lazy(r"\s+")
_FIGURE = lazy(r"\d[\d.,]*")
_DIFFERENT = {ord("|"): None, **{ord(up): str(digit) for digit, up in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}}
_KEY = 60
"""Letters by which a piece is looked up in what trafilatura found."""
_REACH = 20_000
"""Letters ahead of the last place in which the next is looked for."""
_HEADING_REACH = 12
"""Pieces above the contents among which the page's heading is looked for."""
_MOSTLY = 0.6
"""A piece of which more than this is links leads elsewhere."""
_MOST_LOST = 0.5
"""Share of the figures outside the furniture that may go with what is not chosen, before the choice is not believed."""
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form", "button", "menu"))


@cache
def _names(key: str) -> re.Pattern[str]:
    words = table("reading", "web")["furniture"][key]
    return re.compile(rf"(?:^|[-_\s])(?:{'|'.join(map(re.escape, words))})(?:$|[-_\s\d])")


@cache
def _leads() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, table("reading", "web")["furniture"]["headings"])))


class _Furniture:
    """Tells which elements belong to the site: 0 none, 1 by their looks, 2 whatever else speaks for them."""

    def __init__(self) -> None:
        self._known: dict[Any, int] = {}

    def holds(self, element: Any) -> int:
        """How surely an element is furniture or stands in some."""
        path = []
        while element is not None and element not in self._known:
            path.append(element)
            element = element.getparent()
        verdict = 0 if element is None else self._known[element]
        for one in reversed(path):
            verdict = max(verdict, _is_furniture(one))
            self._known[one] = verdict
        return verdict


def _is_furniture(element: Any) -> int:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in ("html", "body", "main", "article"):
        return 0
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names != " " and len(names) < 300:
        names = _HUMPS.sub("-", names).lower()
        if _names("always").search(names):
            return 2
        if _names("names").search(names):
            return 1
    if tag in _FURNITURE_TAGS:
        return 0 if tag == "form" and any(True for _ in element.iter("table", "p")) else 1  # old pages stand in one form as a whole
    return int((element.get("role") or "") in ("navigation", "banner", "contentinfo", "search", "complementary", "dialog"))


def contents(found: Sequence[Piece], main_text: str) -> list[Piece]:
    """The pieces of the page's contents. ``main_text`` is what trafilatura takes for them, in order; it may be empty."""
    furniture = _Furniture()
    surely = [furniture.holds(piece.element) for piece in found]
    own = [not sure and piece.linked <= _MOSTLY * len(piece.block.text) for sure, piece in zip(surely, found, strict=True)]
    everything = [piece for piece, kept in zip(found, own, strict=True) if kept]
    matched = [hit and sure < 2 for hit, sure in zip(_matched(found, main_text), surely, strict=True)]
    # a line of the menu may be a line of the contents as well: a short one does not stretch them
    sure = [index for index, hit in enumerate(matched) if hit and (own[index] or len(found[index].block.text) > _KEY)]
    if not sure:
        return everything
    within = range(sure[0], sure[-1] + 1)
    low, high = _with_the_rest(found, own, matched, within)
    low = _with_heading(found, own, low)
    chosen = [found[index] for index in range(low, high) if own[index] or (matched[index] and index in within)]
    return everything if _figures(chosen) < _MOST_LOST * _figures(everything) else chosen


def _matched(found: Sequence[Piece], main_text: str) -> list[bool]:
    """Which pieces stand in ``main_text``."""
    whole = _plain(main_text)
    lines = Counter(_plain(line).lstrip("-•")[:_KEY] for line in main_text.split("\n"))
    matched, at = [], 0
    for piece in found:
        key = _plain(piece.block.text).lstrip("•")[:_KEY]
        place = whole.find(key, at, at + _REACH) if key else -1
        if place >= 0:
            at = place + len(key)
        matched.append(place >= 0 or bool(key and lines[key]))
    return matched


def _plain(text: str) -> str:
    """``text`` without what the two ways of setting it down differ in."""
    return _SPACE.sub("", text.translate(_DIFFERENT))


def _with_heading(found: Sequence[Piece], own: Sequence[bool], low: int) -> int:
    """Where the contents begin with the page's heading above them."""
    for index in range(low - 1, max(-1, low - 1 - _HEADING_REACH), -1):
        if own[index] and any(_inside(found[index].element, tag) for tag in ("h1", "h2")):
            return index
    return low


def _inside(element: Any, tag: str) -> bool:
    for _ in range(4):
        if element is None or element.tag == tag:
            return element is not None
        element = element.getparent()
    return False


def _with_the_rest(found: Sequence[Piece], own: Sequence[bool], matched: Sequence[bool], within: range) -> tuple[int, int]:
    """Where the contents begin and end: with the element that holds them, up to what leads on to other pages.

    Where that is the whole page, they go no further than the next piece of furniture.
    """
    holder = _holder([found[index] for index in within if matched[index]])
    whole = holder is None or holder.tag in ("html", "body")
    low, high = within.start, within.stop
    while low > 0 and (own[low - 1] if whole else _within(found[low - 1].element, holder)):
        low -= 1
    while high < len(found) and (own[high] if whole else _within(found[high].element, holder)):
        if _leads().match(found[high].block.text.lower()):
            break
        high += 1
    return low, high


def _holder(pieces: Sequence[Piece]) -> Any | None:
    """The innermost element that holds nine tenths of the pieces' letters."""
    weights: Counter[Any] = Counter()
    for piece in pieces:
        element = piece.element
        while element is not None:
            weights[element] += len(piece.block.text)
            element = element.getparent()
    whole = max(weights.values(), default=0)
    enough = [element for element, weight in weights.items() if weight >= 0.9 * whole]
    return max(enough, key=_depth, default=None)


def _depth(element: Any) -> int:
    return sum(1 for _ in element.iterancestors())


def _within(element: Any, holder: Any) -> bool:
    while element is not None and element is not holder:
        element = element.getparent()
    return element is not None


def _figures(pieces: Sequence[Piece]) -> int:
    return sum(len(_FIGURE.findall(piece.block.text)) for piece in pieces)

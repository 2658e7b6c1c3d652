"""The source's side of the page: every line under its number, every place of evidence marked, every character as it was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...patterns import lazy
from .places import Piece, Place, pieces

_LINE = lazy(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ESCAPED = lazy("[&<>\0\r\ud800-\udfff]")
# a return would be read as a line feed, were it not told by its number; it takes no room
_AS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": '<span class="cr">&#13;</span>'}
_WORD = lazy(r"\w")
_WIDE = lazy("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003fffd]+")
_NOT_IN_HTML = "\ufffd"
_ROWS = 40
"""Rows of a block, more or less: a browser draws the blocks that are looked at, and no others."""
_ROOM = 76
"""Letters in a row of the screen, half a full-width one each."""
_STEPS = (4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 64, 96, 160, 320, 640, 1280)
"""Heights that report.css knows, in rows."""


@dataclass(slots=True)
class _Block:
    """Lines that are drawn together."""

    lines: list[str]
    rows: int = 0


def source_markup(text: str, places: Sequence[Place]) -> str:
    """``text`` as blocks of lines. The text content of what is returned is ``text``, but for U+0000 and lone surrogates, which HTML cannot
    hold: they are U+FFFD."""
    out: list[str] = []
    block = _Block([])
    cut = pieces(places)
    piece = next(cut, None)
    page: int | None = None
    for number, found in enumerate(_LINE.finditer(text), start=1):
        start, end = found.span()
        inside: list[Piece] = []
        while piece is not None and piece.start < end:
            inside.append(piece)
            if piece.end > end:
                break
            piece = next(cut, None)
        paged = next((place.page for one in inside for place in one.begins if place.page is not None), page)
        block.lines.append(_line(text, number, start, end, inside, None if paged == page else paged))
        block.rows += max(1, -(-_width(found[0]) // _ROOM))
        page = paged
        if block.rows >= _ROWS:
            out.append(_closed(block))
            block = _Block([])
    if block.lines:
        out.append(_closed(block))
    return "".join(out)


def quotes_markup(places: Sequence[Place]) -> str:
    """The quotes of ``places`` in the order of the source, a block each, where the text they stand in is not at hand."""
    out = []
    for place in places:
        label = f"p{place.page}" if place.page is not None else f"@{place.start}"
        marked = _mark(place.quote, (place,), place.items, (place,))
        out.append(f'<div class="quoted" data-n="{label}">{marked}</div>')
    return "".join(out)


def without_surrogates(text: str) -> str:
    """``text`` as UTF-8 can hold it."""
    return _SURROGATE.sub(_NOT_IN_HTML, text)


_SURROGATE = lazy("[\ud800-\udfff]")


def _closed(block: _Block) -> str:
    step = next((one for one in _STEPS if one >= block.rows), _STEPS[-1])
    return f'<div class="block r{step}">{"".join(block.lines)}</div>'


def _line(text: str, number: int, start: int, end: int, inside: Sequence[Piece], page: int | None) -> str:
    out, at = [], start
    for piece in inside:
        first, last = max(piece.start, start), min(piece.end, end)
        out.append(_escaped(text[at:first]))
        out.append(_mark(text[first:last], piece.places, piece.items, piece.begins if first == piece.start else ()))
        at = last
    out.append(_escaped(text[at:end]))
    shown = f' data-page="p{page}"' if page is not None else ""
    return f'<div class="line{" proof" if inside else ""}" id="L{number}" data-n="{number}"{shown}>{"".join(out)}</div>'


def _mark(words: str, places: Sequence[Place], items: Sequence[str], begins: Sequence[Place]) -> str:
    ids = [place.id for place in begins]
    # an element has one id; where several places begin, the others have an empty element before it
    before = "".join(f'<span class="at" id="{id}"></span>' for id in ids[1:])
    own = f' id="{ids[0]}"' if ids else ""
    # a link needs a word to be called by: what lies between two places may be a blank or a full stop
    said = f'<a href="#i-{items[0]}" draggable="false">{_escaped(words)}</a>' if _WORD.search(words) else _escaped(words)
    proven, of = " ".join(items), " ".join(one.id for one in places)
    return f'{before}<mark{own} class="{places[0].kind}" data-items="{proven}" data-p="{of}">{said}</mark>'


def _escaped(words: str) -> str:
    return _ESCAPED.sub(_replaced, words)


def _replaced(found: re.Match[str]) -> str:
    return _AS.get(found[0], _NOT_IN_HTML)


def _width(line: str) -> int:
    return len(line) if line.isascii() else len(line) + sum(map(len, _WIDE.findall(line)))

"""What a header is read from, and the lines above a document's first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ..tables import table
from .dates import find_dates
from .kind import Kind
from .model import ExchangeSpan, Header, Span, Turn
from .participants import Participant, is_list_heading
from .script import fold

HEAD = 3_000
"""An article's or a call's header stands within this many characters."""
SAMPLE = 20_000
"""What a document says of itself all along (its years, its name) shows within this many."""


@dataclass(slots=True)
class Found:
    """A header and the spans it stands in."""

    header: Header
    spans: list[Span] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    """Where, amid a line, a label of the form ends and the document's body begins."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a header is read from."""

    text: str
    folded: str
    kind: Kind
    language: str
    turns: list[Turn]
    exchanges: list[ExchangeSpan]
    participants: list[Participant]
    boilerplate: list[Span]
    body_start: int | None = None
    stated_title: str | None = None
    stated_published: str | None = None
    """What the file's format states, outside the text: it counts where the text tells nothing."""


@dataclass(slots=True)
class Line:
    start: int
    end: int
    text: str


def head_lines(source: Source, limit: int = 20) -> list[Line]:
    """The lines above the first paragraph, furniture left out."""
    lines: list[Line] = []
    position = 0
    while position < min(len(source.text), HEAD) and len(lines) < limit:
        stop = source.text.find("\n", position)
        stop = len(source.text) if stop < 0 else stop
        content = source.text[position:stop].strip()
        if len(content) > 160:
            break
        if content:
            lines.append(Line(position, stop, content))
        position = stop + 1
    return lines


@cache
def _furniture() -> tuple[str, ...]:
    return tuple(table("outline", "header")["titles"]["furniture"])


def is_title(source: Source, line: Line) -> bool:
    words = fold(line.text)
    if not 6 <= len(line.text) <= 120 or words.startswith(_furniture()) or "http" in words or is_list_heading(words):
        return False
    if any(low <= line.start and line.end <= high for low, high in source.boilerplate):
        return False
    dates = list(find_dates(words))
    if words[0] == "(" and words[-1] == ")":
        return False
    if dates and len(words) - sum(mention.end - mention.start for mention in dates) < 24 and not re.search(r"会|call|results|业绩", words):
        return False
    return not words.endswith(("。", "!", ",", ".", ":")) and sum(char.isalpha() for char in words) * 2 > len(words)

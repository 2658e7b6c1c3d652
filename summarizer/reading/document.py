"""What reading gives: the raw text that every offset counts in, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ApartKind = Literal["running_header", "running_footer", "page_number", "stamp"]


@dataclass(frozen=True, slots=True)
class Apart:
    """A piece of a page that is no part of the running text: it is kept here, and no offset counts it."""

    page: int
    """1-based."""
    kind: ApartKind
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of the text that was read off an image with little confidence."""

    start: int
    end: int
    confidence: float
    """0 to 1, as the recogniser gives it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. ``text`` is never changed after reading; every offset in a summary counts its code points."""

    text: str
    source: str
    """The file's name without its folder, or ``-`` for standard input, or ``text`` for a string given directly."""
    sha256: str
    """Of the bytes as they were read."""
    media_type: str = "text/plain"
    encoding: str | None = None
    page_starts: tuple[int, ...] | None = None
    """Offset of each page's first character; ``None`` where the format has no pages."""
    title: str | None = None
    """The title that the format itself states, outside the text (the ``<title>`` of a web page)."""
    published: str | None = None
    """The day of publication that the format itself states, ISO 8601."""
    apart: tuple[Apart, ...] = ()
    """Running headers and footers, page numbers, stamps: left out of the text, in order."""
    doubts: tuple[Doubt, ...] = ()
    """What was recognised with little confidence, in order."""
    unread_pages: tuple[int, ...] = ()
    """Pages, 1-based, that hold an image and no text, and that nothing here could recognise."""

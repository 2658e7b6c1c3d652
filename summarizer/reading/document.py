"""What reading gives: the raw text that every offset counts in, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass


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

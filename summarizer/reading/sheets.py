"""What is on a page before anybody has read it: pieces of text and drawn lines, each in its place.

Two makers fill it, the reader of born-digital PDF and the recogniser of images; one composer (`compose`) makes text of it. Places are in
points or pixels from the page's top left corner; nothing here depends on which.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together on one visual line, within one cell or column."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    """Height of the letters."""
    upright: bool = True
    """False of text that is turned: a stamp, a watermark."""
    confidence: float | None = None
    """0 to 1 where it was recognised off an image."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line, horizontal or vertical: the border of a cell, an underline."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Sheet:
    """One page."""

    number: int
    """1-based."""
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    read: bool = True
    """False of a page that is an image which nothing here could recognise."""

"""Somebody's summary taken apart into what it claims."""

from __future__ import annotations

from ..patterns import lazy
from .claims import ClaimText
from .collector import Collector
from .markdown_claims import collect_markdown
from .plain_claims import collect_plain

_MARKED = (
    lazy(r"^ {0,3}#{1,6}[ \t]+\S", 8),
    lazy(r"^ {0,3}\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$", 8),
    lazy(r"\*\*[^*\n]{1,200}\*\*"),
    lazy(r"^ {0,3}```", 8),
    lazy(r"^ {0,3}>[ \t]+\S", 8),
    lazy(r"\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)"),
)


def split_text(text: str, *, markdown: bool) -> tuple[list[ClaimText], int]:
    """The claims of a summary in their order, and the number of lines that claim nothing.

    Offsets count code points of ``text``; from a claim's ``start`` to its ``end`` stand its words, with whatever marks are among them.
    """
    collector = Collector(text)
    (collect_markdown if markdown else collect_plain)(collector, 0, len(text))
    return collector.claims, collector.unclaimed


def like_markdown(text: str) -> bool:
    """Whether a text of unknown form is to be read as Markdown: it has headings, tables, bold words, quotations or links in its marks."""
    return any(mark.search(text) for mark in _MARKED)

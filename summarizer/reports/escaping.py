"""A document's own words, made harmless inside Markdown: they are content, never markup."""

from __future__ import annotations

import re

_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f]")
# an ampersand is markup only where it opens an entity, an underscore only at a word's edge: Q&A and snake_case stay as they are
_MARKUP = re.compile(r"[\\`*\[\]<]|~~|&(?=#?\w+;)|(?<!\w)_|_(?!\w)")
_BLOCK_START = re.compile(r"^(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+$|-{2,}$|\d{1,9}(?=[.)](?:\s|$)))")


def flat(text: str) -> str:
    """``text`` on one line, without control characters; a terminal's escape sequences go with them."""
    return _CONTROL.sub("", _LINE_BREAKS.sub(" ", text)).strip()


def inline(text: str) -> str:
    """``text`` on one line, without control characters, with whatever Markdown would read as markup escaped."""
    escaped = _MARKUP.sub(r"\\\g<0>", flat(text))
    return _BLOCK_START.sub(_escape_block, escaped)


def cell(text: str) -> str:
    """``text`` for a cell of a table, where a bar would end the cell."""
    return inline(text).replace("|", "\\|")


def _escape_block(found: re.Match[str]) -> str:
    start = found.group()
    # a list number is undone after its digits (1\.), everything else before its sign (\#)
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"

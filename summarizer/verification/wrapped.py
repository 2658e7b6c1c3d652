"""Lines of one paragraph put together where a line was only wrapped, and kept apart where each says something of its own."""

from __future__ import annotations

from collections.abc import Sequence

from ..outline.script import HAN, fold
from ..patterns import lazy
from .visible import Visible, joined

_ENDS = ".。!?！？;；:：…"
_CLOSERS = "\"'”’」』）)】》*"
_LABELLED = lazy(r"[^:：\n]{1,40}[:：](?=\s|[^\x00-\x7f]|\S)")
_NARROWEST = 48
"""Columns: narrower paragraphs are lists of lines and not wrapped prose."""
_HAN = lazy(f"[{HAN}]")


def unwrapped(lines: Sequence[Visible]) -> list[Visible]:
    """The statements that ``lines`` (of one paragraph, none empty) hold, one or several to a line of the result."""
    width = max((_columns(line.text) for line in lines), default=0)
    out: list[list[Visible]] = []
    for line in lines:
        if out and _goes_on(out[-1][-1].text, line.text, width):
            out[-1].append(line)
        else:
            out.append([line])
    return [joined(parts, _glue) for parts in out]


def _glue(before: str, behind: str) -> str:
    """No blank stands between Han letters."""
    return "" if _HAN.match(behind) and not before.isascii() else " "


def _goes_on(above: str, below: str, width: int) -> bool:
    """Whether the line ``below`` is the rest of what ``above`` begins."""
    end = above.rstrip(_CLOSERS + " ")[-1:]
    if not end or end in _ENDS:
        return False
    first = below.split(maxsplit=1)[0]
    if first[0].islower() and first[0].isascii():
        return True
    if width < _NARROWEST or _LABELLED.match(below):
        return False
    # the next word would have run over the edge
    word = first[:2] if _HAN.match(first) else first
    return _columns(above) + 1 + _columns(word) > width


def _columns(text: str) -> int:
    return len(text) + sum(1 for letter in fold(text) if not letter.isascii())

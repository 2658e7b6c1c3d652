"""Cells cut in two at a tab: what was doubled, what was lost between, and how the halves join."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from ..tables import table
from .script import HAN, fold

_HAN = re.compile(f"[{HAN}]")
_TAIL = re.compile(r"[\d.,]*\d[.,]?$")
_HEAD = re.compile(r"[.,]?\d[\d.,]*")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_BOX = re.compile("[□■☐☑☒✓✔√]")
_CLAUSE = re.compile("[,。;:、]")
_LONGEST_OVERLAP = 8


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str], str]:
    known = table("outline", "repair")["vocabulary"]
    pairs = frozenset(a + b for word in known["words"] for a, b in pairwise(word))
    return pairs, frozenset(known["reduplicated"]), known["counters"]


class Evidence:
    """What a document itself shows of which characters stand side by side, and which numbers occur."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._pairs: Counter[str] | None = None
        self._numbers: Counter[str] | None = None

    def pair(self, left: str, right: str, own: int = 0) -> bool:
        """Whether ``left`` and ``right`` stand together elsewhere; ``own`` counts the places that are in question themselves."""
        if left + right in _vocabulary()[0]:
            return True
        if self._pairs is None:
            self._pairs = Counter(map(str.__add__, self._folded, self._folded[1:]))
        return self._pairs[left + right] > own

    def number(self, token: str) -> bool:
        """Whether the number stands elsewhere as it is."""
        if self._numbers is None:
            self._numbers = Counter(_NUMBER.findall(self._folded))
        return self._numbers[token] > 0


def join_cells(left: str, right: str, evidence: Evidence) -> tuple[int, int, bool] | None:
    """How two cells of one row join: characters to fold away at the end of ``left`` and at the start of ``right``, and whether a space stays.

    Both are trimmed. ``None`` where they are cells of their own.
    """
    left, right = fold(left), fold(right)
    if not left or not right or _BOX.search(left) or _BOX.search(right):
        return None
    tail, head = _TAIL.search(left), _HEAD.match(right)
    if tail and head:
        overlap = _join_numbers(tail[0], head[0], evidence)
        return None if overlap is None else (0, overlap, False)
    overlap = _overlap(left, right, evidence)
    if overlap:
        return 0, overlap, False
    return _stray(left, right, evidence) or _whole(left, right, evidence)


def _join_numbers(tail: str, head: str, evidence: Evidence) -> int | None:
    """How many characters of ``head`` repeat the end of ``tail``."""
    tokens = {size: tail + head[size:] for size in range(min(len(tail), len(head)) + 1) if not size or tail[-size:] == head[:size]}
    tokens = {size: token.rstrip(".,") for size, token in tokens.items()}
    grouped = [size for size, token in tokens.items() if _GROUPED.fullmatch(token)]
    fitting = grouped or [size for size, token in tokens.items() if _PLAIN.fullmatch(token)]
    if len(fitting) == 1:
        return fitting[0]
    told = [size for size in fitting if evidence.number(tokens[size])]
    return told[0] if len(told) == 1 else None


def _overlap(left: str, right: str, evidence: Evidence) -> int:
    for size in range(min(_LONGEST_OVERLAP, len(left), len(right)), 0, -1):
        if left[-size:] == right[:size] and not right[:size].isspace():
            if size == 1 and (not right[0].isalnum() or right[0] * 2 in _vocabulary()[1] or evidence.pair(right[0], right[0])):
                return 0
            return size
    return 0


def _stray(left: str, right: str, evidence: Evidence) -> tuple[int, int, bool] | None:
    """A lone glyph at the cut that belongs to neither side."""
    if len(right) > 1 and _HAN.match(left[-1]) and _HAN.match(right[1]):
        glyph, after = right[0], right[1]
        if glyph.isascii() and glyph.isalnum():
            counted = left[-1] in "第约近达超为至到前" or after in _vocabulary()[2]
            if not counted and (glyph.isdigit() or evidence.pair(left[-1], after)):
                return 0, 1, False
        elif _HAN.match(glyph) and evidence.pair(left[-1], after):
            if not evidence.pair(left[-1], glyph) and not evidence.pair(glyph, after, own=1):
                return 0, 1, False
    if len(left) > 1 and _HAN.match(left[-2]) and _HAN.match(left[-1]) and _HAN.match(right[0]) and evidence.pair(left[-2], right[0]):
        if not evidence.pair(left[-1], right[0]) and not evidence.pair(left[-2], left[-1], own=1):
            return 1, 0, False
    return None


def _whole(left: str, right: str, evidence: Evidence) -> tuple[int, int, bool] | None:
    """Nothing is damaged at the cut; join what reads on."""
    if _HAN.match(left[-1]) and _HAN.match(right[0]):
        if evidence.pair(left[-1], right[0]):
            return 0, 0, False
    # a cell of running text, cut anywhere; a short one is a name or a value of its own
    if len(left) >= 8 and _CLAUSE.search(left) and left[-1] not in "。;!?":
        return 0, 0, left[-1].isascii() and right[0].isascii() and left[-1].isalnum() and right[0].isalnum()
    return None

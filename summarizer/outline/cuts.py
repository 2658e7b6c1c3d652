"""Cells cut in two at a tab: what was doubled, what was lost between, and how the halves join."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..patterns import lazy
from ..tables import table
from .script import HAN, HAN_RUN, fold

_TAIL = lazy(r"[\d.,]*\d[.,]?$")
_HEAD = lazy(r"[.,]?\d[\d.,]*")
_TOKEN = lazy(r"\d[\d,.]*\d|\d|[a-z]+")
_LATIN = lazy("[a-z]+")
_LATIN_TAIL = lazy("[a-z]+$")
_YEAR = lazy("(?:19|20)\\d\\d")
_ONCE = frozenset("。,、;:!?()《》%")
"""Marks that are never written twice."""
_FIGURE = lazy(r"[^\w]?[\d,.]+\s*\D{0,2}")
_GROUPED = lazy(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = lazy(r"\d+(?:\.\d+)?")
_BOX = lazy("[□■☐☑☒✓✔√]")
_CLAUSE = lazy("[,。;:、]")
_COMMA = lazy("[,。;]")
_LONGEST_OVERLAP = 8


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    pairs: frozenset[str]
    """Two characters that stand side by side in a word of the field."""
    reduplicated: frozenset[str]
    counters: str


@cache
def _vocabulary() -> _Vocabulary:
    known = table("outline", "repair")["vocabulary"]
    pairs = frozenset(a + b for word in known["words"] for a, b in pairwise(word))
    return _Vocabulary(pairs, frozenset(known["reduplicated"]), known["counters"])


def field_pairs() -> frozenset[str]:
    """Two characters that stand side by side in a word of finance or of these records."""
    return _vocabulary().pairs


class Evidence:
    """What a document itself shows of which characters stand side by side, and which numbers and words occur."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pairs: Counter[str] | None = None
        self._tokens: Counter[str] | None = None

    def pair(self, left: str, right: str, own: int = 0) -> bool:
        """Whether the two characters stand together elsewhere; ``own`` counts the places that are in question."""
        if left + right in _vocabulary().pairs:
            return True
        if self._pairs is None:
            folded = fold(self._text)
            self._pairs = Counter(map(str.__add__, folded, folded[1:]))
        return self._pairs[left + right] > own

    def token(self, token: str, own: int = 0) -> bool:
        """Whether the number or Latin word stands elsewhere as it is."""
        if self._tokens is None:
            self._tokens = Counter(_TOKEN.findall(fold(self._text)))
        return self._tokens[token] > own


@dataclass(frozen=True, slots=True)
class Cut:
    """How two cells of one row join: characters to fold away on either side, and whether a space stays between."""

    left: int = 0
    right: int = 0
    space: bool = False


def join_cells(left: str, right: str, spaced: bool, evidence: Evidence) -> Cut | None:
    """How two cells, both trimmed, join; ``spaced`` where white space stood beside the tab.

    ``None`` where they are cells of their own, or where nothing tells how they join.
    """
    left, right = fold(left), fold(right)
    if not left or not right or _BOX.search(left) or _BOX.search(right):
        return None
    if _FIGURE.fullmatch(left) and _FIGURE.fullmatch(right):
        return None  # two columns of figures
    tail, head = _TAIL.search(left), _HEAD.match(right)
    if tail and head:
        return _join_numbers(tail[0], head[0], right[head.end() :].lstrip()[:1], evidence)
    tail, head = _LATIN_TAIL.search(left), _LATIN.match(right)
    if tail and head and not spaced:
        return _join_words(tail[0], head[0], evidence)
    overlap = _overlap(left, right, evidence)
    if overlap:
        return Cut(right=overlap)
    return _stray(left, right, evidence) or _whole(left, right, spaced, evidence)


_GAP = lazy(rf"(?<=[{HAN}\d])[ \t](?=[{HAN}\d])")
_BROKEN = lazy(r"(?<![\d,.])\d{1,3}(?:,\d{3})*,\d{1,2}$")
"""A number whose last group of three is not whole."""
_LONGEST_SIDE = 16


def cut_gaps(text: str, start: int, end: int, evidence: Evidence) -> list[int]:
    """The single blanks of ``text[start:end]`` at which it was cut and something doubled, where a copy made blanks of tabs.

    A blank says less than a tab does, so it counts only where the same characters stand on both sides of it, or where a number breaks off
    within a group of three.
    """
    gaps = []
    for gap in _GAP.finditer(text, start, end):
        at = gap.start()
        left, right = fold(text[max(start, at - _LONGEST_SIDE) : at]), fold(text[at + 1 : min(end, at + 1 + _LONGEST_SIDE)])
        if left[-1].isdigit() or right[0].isdigit():
            head = _HEAD.match(right)
            if not (left[-1].isdigit() and head and _BROKEN.search(left) and _join_numbers(_TAIL.search(left)[0], head[0], "", evidence)):  # type: ignore[index]  # it ends with a digit
                continue
        elif not _overlap(left, right, evidence):
            continue
        gaps.append(at)
    return gaps


def _join_numbers(tail: str, head: str, after: str, evidence: Evidence) -> Cut | None:
    """The reading that is a number as numbers are written; where several are, the one that occurs elsewhere, else the doubled one."""
    sizes = [size for size in range(min(len(tail), len(head)) + 1) if not size or tail[-size:] == head[:size]]
    tokens = {size: (tail + head[size:]).rstrip(".,") for size in sizes}
    for fitting in (
        [size for size, token in tokens.items() if _GROUPED.fullmatch(token)],
        [size for size, token in tokens.items() if after == "年" and _YEAR.fullmatch(token)],
        [size for size, token in tokens.items() if _PLAIN.fullmatch(token)],
    ):
        if fitting:
            told = fitting if len(fitting) == 1 else [size for size in fitting if evidence.token(tokens[size], own=tokens[size] == tail)]
            # Where nothing tells, what repeats was doubled: that is what a cut does to a digit, while two equal digits just there are
            # one chance in ten. Left apart, the halves would read as two figures, both wrong.
            return Cut(right=told[0] if len(told) == 1 else max(told or fitting))
    return None


def _join_words(tail: str, head: str, evidence: Evidence) -> Cut:
    sizes = [size for size in range(min(len(tail), len(head)), -1, -1) if not size or tail[-size:] == head[:size]]
    known = [size for size in sizes if evidence.token(tail + head[size:], own=size == len(head))]
    return Cut(right=(known or sizes)[0])


def _overlap(left: str, right: str, evidence: Evidence) -> int:
    """How many characters of ``right`` repeat the end of ``left``."""
    for size in range(min(_LONGEST_OVERLAP, len(left), len(right)), 0, -1):
        if left[-size:] != right[:size] or right[:size].isspace():
            continue
        if size > 1 or right[0] in _ONCE:
            return size
        if not right[0].isalnum():
            return 0
        doubled = right[0] * 2 in _vocabulary().reduplicated or evidence.pair(right[0], right[0])
        word = evidence.pair(left[-2:-1], right[0]) or evidence.pair(right[0], right[1:2], own=1)
        return 0 if doubled and not word else size
    return 0


def _stray(left: str, right: str, evidence: Evidence) -> Cut | None:
    """A lone glyph at the cut that belongs to neither side."""
    known = _vocabulary()
    if len(right) > 1 and HAN_RUN.match(left[-1]) and HAN_RUN.match(right[1]):
        glyph, after = right[0], right[1]
        if glyph.isascii() and glyph.isdigit() and left[-1] not in "第约近达超为至到前" and after not in known.counters:
            return Cut(right=1)
        if glyph.isascii() and glyph.isalpha() and right[0].islower() and not evidence.pair(glyph, after, own=1):
            return Cut(right=1)
        # the word that runs across must be one of the field's: to drop a good character is worse than to keep a bad one
        if (
            HAN_RUN.match(glyph)
            and left[-1] + after in known.pairs
            and not evidence.pair(left[-1], glyph)
            and not evidence.pair(glyph, after, own=1)
        ):
            return Cut(right=1)
    if (
        len(left) > 1
        and HAN_RUN.match(left[-1])
        and left[-2] + right[0] in known.pairs
        and not evidence.pair(left[-1], right[0])
        and not evidence.pair(left[-2], left[-1], own=1)
    ):
        return Cut(left=1)
    return None


def _whole(left: str, right: str, spaced: bool, evidence: Evidence) -> Cut | None:
    """Nothing is damaged at the cut; join what reads on."""
    if HAN_RUN.match(left[-1]) and HAN_RUN.match(right[0]) and evidence.pair(left[-1], right[0]):
        return Cut()
    if left[-1].isdigit() and right[0] in _vocabulary().counters:
        return Cut()
    # a cell of running text, cut anywhere; a short one is a name or a value of its own
    running = (len(left) >= 8 and _CLAUSE.search(left)) or (len(left) >= 6 and _COMMA.search(right))
    if running and left[-1] not in "。;!?":
        return Cut(space=spaced and left[-1].isascii() and right[0].isascii())
    return None

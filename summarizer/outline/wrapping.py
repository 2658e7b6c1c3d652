"""Which lines are one line that was wrapped, and what stands between their halves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..tables import table
from .cuts import field_pairs
from .furniture import begins_furniture
from .lines import columns_of
from .script import CJK_MARKS, HAN, HAN_RUN, fold, shape

_ENDED = frozenset("。！？!?;；:：…—~｜|")
_CLOSED = frozenset("”’\"'」』）)】》〉]")
_UNFINISHED = frozenset(",，、（(《“「『【〈")
_READS_ON = frozenset("的和与與及或在把被")
_CLAUSE = lazy("[，,。；;]")
_WHOLE_SENTENCES = lazy(r".*(?:[。！？!?]|\.(?=\s+[A-Z]))")
_NAME_TAIL = lazy(r"\s*[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){1,3}\s*")
_SOURCE_TAIL = lazy(r"[^，,。]{0,12}[：:][^，,。]{0,20}|[^，,。]{0,5}")
_ROW_OF_NAMES = lazy("[汉（）()·]{4,}[ \u3000]+[汉·、 ]{2,20}")
"""For a line's `shape`."""
_LABEL = lazy(f"(?:[{HAN}·・. \u3000]{{2,14}}|[A-Za-z][\\w.'’ -]{{1,40}})(?:[（(][^）)]{{1,30}}[）)])?[：:]")
_WORD = lazy(r"\S+")
_GROUP_TAIL = lazy(r"(?<![\w.,])\d{1,3}(?:,\d{3})*,$")
_THREE = lazy(r"\d{3}(?!\d)")
_POINT_HEAD = lazy(r"\d+\s*(?:%|％|亿|億|万|萬|元|倍|个|個|bn|billion|million|percent|basis)")
_HYPHENED = lazy(r"([A-Za-z]{2,})-$")
_FRAGMENT = lazy(r"([a-z]{2,})")
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "to", "in", "at", "on", "a", "an", "by", "with", "--"})
_NARROWEST, _WIDEST = 40, 240
_SLACK = 4
"""Columns by which a full line may fall short: two characters that must not begin a line."""


@dataclass(slots=True)
class Piece:
    """A stretch of one line that may be wrapped. Offsets are the caller's."""

    start: int
    end: int
    text: str
    block: int
    """Pieces of one block follow each other line by line."""
    page_before: bool = False
    """True where a page ended between this piece and the one before."""
    fixed: bool = False
    """True for what never joins: a form row."""
    resumes: bool = False
    """True where what stood between this piece and the one before is known to have cut a sentence."""
    cell: bool = False
    """True for a line of a form row's value."""
    listed: bool = False
    """True for a line of tick boxes of one form row: all of these are one list."""
    width: int = 0


@dataclass(slots=True)
class Join:
    """``pieces[index]`` and the piece after it are one: ``glue`` stands between, and ``dropped`` characters (a hyphen) end the first."""

    index: int
    glue: str
    dropped: int = 0


@cache
def _starts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    markers = table("outline", "repair")["markers"]
    return re.compile(markers["always"], re.VERBOSE), re.compile(markers["mostly"], re.VERBOSE)


@cache
def _known_labels() -> frozenset[str]:
    return frozenset(label for kind in table("outline", "repair")["labels"].values() for label in kind)


def starts_own(text: str, *, after_full_line: bool = False) -> bool:
    """Whether a line that begins with ``text`` begins something of its own: a list item, a question, a form row."""
    folded = fold(text[:80])
    always, mostly = _starts()
    if always.match(folded) or (not after_full_line and mostly.match(folded)):
        return True
    return begins_furniture(folded)


def cuts_sentence(before: str, after: str) -> bool:
    """Whether what stands between ``before`` and ``after`` stands in the middle of a Chinese sentence."""
    unfinished = before[-1] in _UNFINISHED or (HAN_RUN.match(before[-1]) is not None and _CLAUSE.search(before) is not None)
    return unfinished and len(before) >= 12 and not starts_own(after) and _CLAUSE.search(after) is not None


def find_joins(pieces: Sequence[Piece], words: Counter[str] | None = None) -> list[Join]:
    """The wrapped lines among ``pieces``. ``words`` counts the document's words in lower case, to tell how a hyphen was meant."""
    candidates = [i for i in range(len(pieces) - 1) if _open(pieces[i]) and not pieces[i + 1].fixed]
    if not candidates:
        return []
    for piece in pieces:
        piece.width = columns_of(piece.text)
    common = _common_width(pieces)
    speakers = Counter(label[0] for piece in pieces if (label := _LABEL.match(piece.text)))
    joins = []
    for index in candidates:
        left, right = pieces[index], pieces[index + 1]
        if right.resumes:
            joins.append(_glue(index, left.text, right.text, words or Counter()))
            continue
        if left.listed and right.listed and left.block == right.block:
            joins.append(Join(index, " "))
            continue
        full = (left.block == right.block or right.page_before) and _full(pieces, index, common)
        if starts_own(right.text, after_full_line=full):
            continue
        label = _LABEL.match(right.text)
        if label and (not full or speakers[label[0]] > 1 or fold(label[0][:-1]) in _known_labels()):
            continue
        if not _continues(pieces, index, common):
            continue
        joins.append(_glue(index, left.text, right.text, words or Counter()))
    return joins


def _open(piece: Piece) -> bool:
    last = piece.text[-1]
    if piece.fixed or last in _ENDED:
        return False
    if last == ".":
        return len(piece.text) > 1 and (piece.text[-2].isdigit() or piece.text[-2].isupper())
    return not piece.text.endswith("--")


def _is_row_of_names(line: str) -> bool:
    return _ROW_OF_NAMES.fullmatch(shape(line)) is not None


def _is_cjk(letter: str) -> bool:
    return letter in CJK_MARKS or HAN_RUN.match(letter) is not None


def _common_width(pieces: Sequence[Piece]) -> int:
    """The width that the document's text was wrapped to, 0 where it was not."""
    widths = Counter(p.width for p in pieces if _NARROWEST <= p.width <= _WIDEST and _open(p) and not _is_row_of_names(p.text))
    if not widths:
        return 0
    best = max(widths, key=lambda w: (sum(widths[w - k] for k in range(_SLACK + 1)), w))
    near = sum(widths[best - k] for k in range(_SLACK + 1))
    return best if near >= 3 and near >= 0.3 * widths.total() else 0


def _full(pieces: Sequence[Piece], index: int, common: int) -> bool:
    """Whether the line reaches its right margin."""
    piece = pieces[index]
    if piece.width < _NARROWEST or _is_row_of_names(piece.text):
        return False
    following = _WORD.match(pieces[index + 1].text)
    # what a line leaves free is less than what stands first on the next: a word, or two characters and a mark
    slack = _SLACK if following is None or HAN_RUN.match(following[0]) else max(_SLACK, min(20, len(following[0]) + 2))
    if common and abs(piece.width - common) <= slack:
        return True
    near = [p.width for p in pieces[max(0, index - 4) : index + 5] if p.block == piece.block]
    margin = max(near)
    if margin > _WIDEST or piece.width < margin - slack:
        return False
    if piece.cell and "、" in piece.text:
        return True  # a list in a cell as wide as the widest
    return sum(w >= margin - slack for w in near) >= 2


def _continues(pieces: Sequence[Piece], index: int, common: int) -> bool:
    left, right = pieces[index], pieces[index + 1]
    text, following = left.text, right.text
    last, first = text[-1], following[0]
    apart = left.block != right.block
    if last == ".":
        return text[-2:-1].isdigit() and _POINT_HEAD.match(following) is not None and not apart
    if not _is_cjk(last) and not _is_cjk(first) and not HAN_RUN.search(text[-60:] + following[:20]):
        return _continues_english(pieces, index, common, apart)
    full = _full(pieces, index, common)
    clause = _CLAUSE.search(text) is not None
    if last in _UNFINISHED or (last in _READS_ON and len(text) >= 8 and (clause or not apart)):
        return True
    if clause and not apart and len(text) >= 16 and last + first in field_pairs():
        return True  # a word of the field is cut in two: 同比增 | 长
    if last in _CLOSED and not (full and HAN_RUN.match(first) and not apart):
        return False
    if full and (not apart or clause or right.page_before):
        return True
    # a page may end in a paragraph whose lines were put together already: it holds whole sentences and then one that has no end
    if len(text) < 30 or not (apart or len(text) >= 80):
        return False
    whole = _WHOLE_SENTENCES.match(text)
    tail = text[whole.end() :] if whole else ""
    return bool(tail) and not (_NAME_TAIL.fullmatch(tail) or _SOURCE_TAIL.fullmatch(tail))


def _continues_english(pieces: Sequence[Piece], index: int, common: int, apart: bool) -> bool:
    text, following = pieces[index].text, pieces[index + 1].text
    last, first = text[-1], following[0]
    if last in _CLOSED and not first.islower():
        return False
    if _HYPHENED.search(text) and (first.isalnum() and not apart):
        return True
    if text.count(" ") < 3:
        return False
    if first.islower() and (last.isalnum() or last in _CLOSED or last in ",;"):
        return True
    if all(word[0].isupper() or not word[0].isalpha() or word in _SMALL_WORDS for word in text.split()):
        return False  # a title or a name with its office
    tail = text.rpartition(". ")[2]
    if _NAME_TAIL.fullmatch(tail):
        return False
    if apart and not pieces[index + 1].page_before:
        return False
    if not _full(pieces, index, common):
        return False
    return last.isalnum() or last in _CLOSED or last in ",&%$"


def _glue(index: int, left: str, right: str, words: Counter[str]) -> Join:
    last, first = left[-1], right[0]
    if hyphened := _HYPHENED.search(left):
        fragment = _FRAGMENT.match(right)
        if fragment and not HAN_RUN.search(left[-20:]):
            head, rest = hyphened[1].lower(), fragment[1]
            whole = head + rest in words
            # each half is in the count once by itself
            apart = f"{head}-{rest}" in words or (words[head] > 1 and words[rest] > 1)
            return Join(index, "", 0 if apart and not whole else 1)
        return Join(index, "")
    if _is_cjk(last) or _is_cjk(first) or last in "([$/" or first in "%,.);:!?/]":
        return Join(index, "")
    if first.isdigit():
        chinese = HAN_RUN.search(left[-20:]) is not None or HAN_RUN.search(right[:20]) is not None
        if last.isdigit():
            return Join(index, "" if chinese else " ")
        if last == ".":
            return Join(index, "")
        if last == ",":
            grouped = _GROUP_TAIL.search(left) and _THREE.match(right) and (chinese or first == "0")
            return Join(index, "" if grouped else " ")
    return Join(index, " ")

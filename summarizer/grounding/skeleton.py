"""A text without what extraction and typing change: the form in which a quote and its source are compared.

White space, zero-width characters, quotation marks and hyphens between letters go; the marks of width, script and case are folded. What a
number is made of never goes: where white space parts two numbers a separator stays in its place, so ``3 4`` is not ``34``; decimal points,
group commas, signs, ranges and ``%`` stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from ..outline.repair import repair
from ..outline.script import fold

GAP = "\x1f"
"""Stands between two numbers that only white space or a quotation mark parts."""
_ABSENT = "\x00"
_BLANK = "\x01"

_ZERO_WIDTH = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
_VARIANTS = {
    # pairs that both stay in use after the conversion of scripts, one character at a time
    "帐": "账", "著": "着", "麽": "么", "藉": "借", "乾": "干", "徵": "征", "甚": "什", "裏": "里", "妳": "你", "祂": "他", "佈": "布", "纔": "才", "傢": "家",
    "×": "x", "✕": "x", "–": "-", "〔": "[", "〕": "]", "【": "[", "】": "]", "′": "'", "`": "'", "´": "'", "∶": ":", "︰": ":", "﹕": ":", "╱": "/", "∕": "/",
}  # fmt: skip


def _table() -> dict[int, str]:
    table = {ord(mark): _ABSENT for mark in _ZERO_WIDTH}
    table |= {ord(mark): _BLANK for mark in '"《》〈〉*_|'}
    table |= {code: _ABSENT for code in range(0x300, 0x370)}  # combining accents: é may be one character or two
    for code in range(0xC0, 0x250):
        plain = unicodedata.normalize("NFD", chr(code))
        if len(plain) > 1 and plain[0].isalpha():
            table[code] = plain[0]
    return table | {ord(old): new for old, new in _VARIANTS.items()}


_TABLE = _table()
_GONE = rf"\s{_ABSENT}{_BLANK}"
_PAGE_LINE = re.compile(
    r"(?<=\n)[^\S\n]*(?:[-—]{1,2}[^\S\n]*\d{1,4}[^\S\n]*[-—]{1,2}|第[^\S\n]*\d{1,4}[^\S\n]*页(?:[^\S\n]*[,/]?[^\S\n]*共[^\S\n]*\d{1,4}[^\S\n]*页)?|page[^\S\n]\d{1,4}(?:[^\S\n]of[^\S\n]\d{1,4})?)"
    r"[^\S\n]*(?=\n)"
)
_NUMBER_GAP = re.compile(
    rf"(?<=\d)({_ABSENT}*[\s{_BLANK}][{_GONE}]*)(?=[.,]?\d)"
    rf"|(?<=\d,)({_ABSENT}*[\s{_BLANK}][{_GONE}]*)(?=\d{{3}}(?!\d))"
)
_LONG_MARK = re.compile(r"-{2,}|[.…。]{2,}|…")
_LETTER_HYPHEN = re.compile(rf"(?<=[a-z])([{_GONE}]*)-([{_GONE}]*)(?=[a-z])")
_FULL_STOP = re.compile(r"\.(?!\d)|(?<=\D)、|、(?=\D)")
_LOOSE_APOSTROPHE = re.compile(r"(?<![a-z])'|'(?![a-z])")
_REST = re.compile(rf"[{_GONE}]")
_KEPT = re.compile(rf"[^{_ABSENT}]+")


@dataclass(slots=True)
class Skeleton:
    """``text`` is what is compared; ``place`` takes an offset in it back to the text it was made of."""

    text: str
    starts: list[int] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)

    def place(self, index: int) -> int:
        """The offset, in the folded text, of the skeleton's character ``index``."""
        run = bisect_right(self.starts, index) - 1
        return self.origins[run] + index - self.starts[run]

    def first_at(self, offset: int) -> int:
        """The index of the first character that stands at ``offset`` of the folded text or behind it."""
        run = bisect_right(self.origins, offset) - 1
        if run < 0:
            return 0
        stop = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(self.starts[run] + offset - self.origins[run], stop)


def _blank(match: re.Match[str]) -> str:
    return _ABSENT * (match.end() - match.start())


def _gap(match: re.Match[str]) -> str:
    return GAP + _ABSENT * (match.end() - match.start() - 1)


def _one_mark(match: re.Match[str]) -> str:
    first = match[0][0]
    return ("-" if first == "-" else "…") + _ABSENT * (match.end() - match.start() - 1)


def _stop_mark(match: re.Match[str]) -> str:
    return "," if match[0] == "、" else "。"


def skeleton(folded: str) -> Skeleton:
    """The skeleton of a text folded by `outline.script.fold`."""
    marked = folded.translate(_TABLE)
    marked = _PAGE_LINE.sub(_blank, marked)
    marked = _NUMBER_GAP.sub(_gap, marked)
    marked = _LONG_MARK.sub(_one_mark, marked)
    marked = _FULL_STOP.sub(_stop_mark, marked)
    marked = _LETTER_HYPHEN.sub(_blank, marked)
    marked = _LOOSE_APOSTROPHE.sub(_ABSENT, marked)
    marked = _REST.sub(_ABSENT, marked)
    if _ABSENT not in marked:
        return Skeleton(marked, [0], [0])
    starts: list[int] = []
    origins: list[int] = []
    parts: list[str] = []
    size = 0
    for match in _KEPT.finditer(marked):
        starts.append(size)
        origins.append(match.start())
        parts.append(match[0])
        size += match.end() - match.start()
    return Skeleton("".join(parts), starts or [0], origins or [0])


_LINE_IN_NUMBER = re.compile(r"(?<=\d)[^\S\n]*\n\s*(?=[.,]?\d)|(?<=\d[.,])[^\S\n]*\n\s*(?=\d)")
_EDGE = re.compile(r"^(?:[\s,;:。、;:!?·…'\"]|[-*•·]\s|\.(?!\d))+|[\s,;:。、!?·…'\".-]+$")
_LETTER_SPACED = re.compile(r"\S(?: \S){7,}")


def quote_forms(quote: str) -> list[str]:
    """The skeletons under which a quote is looked for, most literal first.

    A quote's own damage is undone: a line break inside a number, letters set apart one by one, punctuation at its ends.
    """
    folded = fold(quote).strip()
    forms = [folded]
    if "\n" in folded or "\t" in folded:
        forms.append(repair(quote).folded.strip())
        forms.append(_LINE_IN_NUMBER.sub("", folded))
    if _is_letter_spaced(folded):
        forms.append(re.sub(r"(?<=\S) (?=\S)", "", folded))
    skeletons: list[str] = []
    for form in forms:
        for trimmed in (form, _EDGE.sub("", form)):
            text = skeleton(trimmed).text.strip(GAP)
            if text and text not in skeletons:
                skeletons.append(text)
    return skeletons


def _is_letter_spaced(folded: str) -> bool:
    """Whether every character stands alone (``营 收 3 6 . 8``); two numbers side by side do not make a quote letter-spaced."""
    if not _LETTER_SPACED.search(folded):
        return False
    pieces = folded.split()
    single = sum(len(piece) == 1 for piece in pieces)
    letters = sum(not piece.isdigit() for piece in pieces)
    return single >= 0.95 * len(pieces) and letters >= 4


_COLLISIONS = re.compile(r"\bnot\s+abl[ey]\b|\bno\s+tabl[ey]\b|\bnow\s+here\b|\bno\s+where\b")
"""Two words that say something else than the one that they make once white space is gone."""


def same_words(quote: str, source: str) -> bool:
    """Whether two folded texts of one skeleton also agree where white space makes the meaning (``not able``, ``notable``)."""
    if "no" not in quote:
        return True
    return len(_COLLISIONS.findall(quote)) == len(_COLLISIONS.findall(source))

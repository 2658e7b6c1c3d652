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
from html import unescape

from ..outline.repair import repair
from ..outline.script import fold
from .boundaries import with_dashes

GAP = "\x02"
"""Stands between two numbers that only white space or a quotation mark parts."""
_ABSENT = "\x00"
_BLANK = "\x01"

_ZERO_WIDTH = (
    "\x02\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
# what a conversion of scripts, phrase by phrase, makes of a character that one character at a time would stay as it is
_VARIANTS = dict(zip(
    "帐著麽藉乾徵甚裏佈纔傢瞭覆像衞敍摺唸祇衹夥沈馀×✕〔〕【】∶︰﹕╱∕",
    "账着么借干征什里布才家了复象卫叙折念只只伙沉余xx[][]::://",
    strict=True,
))  # fmt: skip


def _table() -> dict[int, str]:
    table = {ord(mark): _ABSENT for mark in _ZERO_WIDTH}
    table |= {ord(mark): _BLANK for mark in "\"'`´′《》〈〉*_|"}
    table |= dict.fromkeys(range(0x300, 0x370), _ABSENT)  # combining accents: é may be one character or two
    for code in range(0xC0, 0x250):
        plain = unicodedata.normalize("NFD", chr(code))
        if len(plain) > 1 and plain[0].isalpha():
            table[code] = plain[0]
    return table | {ord(old): new for old, new in _VARIANTS.items()}


_TABLE = _table()
_GONE = rf"\s{_ABSENT}{_BLANK}"
_PAGE_LINE = re.compile(
    r"(?<=\n)[ \t]*(?:[-—]{1,2}[ \t]*\d{1,4}[ \t]*[-—]{1,2}|第[ \t]*\d{1,4}[ \t]*页(?:[ \t]*[,/]?[ \t]*共[ \t]*\d{1,4}[ \t]*页)?"
    r"|page[ \t]\d{1,4}(?:[ \t]of[ \t]\d{1,4})?)[ \t]*(?=\n)"
)
_NUMBER_GAP = re.compile(
    rf"(?<=\d)({_ABSENT}*[\s{_BLANK}][{_GONE}]*+)(?=[.,]?\d)"
    rf"|(?<=\d,)({_ABSENT}*[\s{_BLANK}][{_GONE}]*+)(?=\d{{3}}(?!\d))"
)
_PARTING = "—"
_LONG_MARK = re.compile(rf"{_PARTING}(?:[{_GONE}]*{_PARTING})*|-{{2,}}(?!\s*+[$¥€£]?\d)|[.…。]{{2,}}|…")
_PARTING_DASH = re.compile(rf"{_PARTING}(?![{_GONE}]*+(?:[$¥€£][{_GONE}]*+)?\d)")
_RANGE_DASH = re.compile(rf"(?<=[\d%])([{_GONE}]*+){_PARTING}")
_LETTER_HYPHEN = re.compile(rf"(?<=[a-z])([{_GONE}]*+)-([{_GONE}]*+)(?=[a-z])")
_FULL_STOP = re.compile(r"\.(?!\d)|(?<=\D)、|、(?=\D)")
_REST = re.compile(rf"[{_GONE}]")
_KEPT = re.compile(rf"[^{_ABSENT}]+")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LETTERS = re.compile(rf"[\ufb00-\ufb06]|[^{_ABSENT}\ufb00-\ufb06]+")


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


def _blank(match: re.Match[str]) -> str:
    return _ABSENT * (match.end() - match.start())


def _gap(match: re.Match[str]) -> str:
    return GAP + _ABSENT * (match.end() - match.start() - 1)


def _one_mark(match: re.Match[str]) -> str:
    first = match[0][0]
    return (first if first in "-—" else "…") + _ABSENT * (match.end() - match.start() - 1)


def _stop_mark(match: re.Match[str]) -> str:
    return "," if match[0] == "、" else "。"


def without_ligatures(text: str) -> str:
    """``text`` with the letters of each ligature, which makes it longer."""
    return _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text)


def skeleton(text: str, folded: str, *, pages: bool = True) -> Skeleton:
    """The skeleton of ``text``; ``folded`` is `outline.script.fold` of it. With ``pages``, lines that hold a page number go too."""
    marked = with_dashes(text, folded, _PARTING).translate(_TABLE)
    if pages:
        marked = _PAGE_LINE.sub(_blank, marked)
    marked = _NUMBER_GAP.sub(_gap, marked)
    marked = _LONG_MARK.sub(_one_mark, marked)
    # before a number a clause's dash is not a minus sign; elsewhere, and between two numbers, all dashes are one
    marked = _RANGE_DASH.sub(r"\1-", _PARTING_DASH.sub("-", marked))
    marked = _FULL_STOP.sub(_stop_mark, marked)
    marked = _LETTER_HYPHEN.sub(_blank, marked)
    marked = _REST.sub(_ABSENT, marked)
    ligatures = _LIGATURE.search(marked) is not None
    if _ABSENT not in marked and not ligatures:
        return Skeleton(marked, [0], [0])
    starts: list[int] = []
    origins: list[int] = []
    parts: list[str] = []
    size = 0
    # a ligature is read as its letters, all of which stand where it stands
    for match in (_LETTERS if ligatures else _KEPT).finditer(marked):
        for letters in _LIGATURES.get(match[0], (match[0],)):
            starts.append(size)
            origins.append(match.start())
            parts.append(letters)
            size += len(letters)
    return Skeleton("".join(parts), starts or [0], origins or [0])


_LINE_IN_NUMBER = re.compile(r"(?<=\d)[^\S\n]*\n\s*(?=[.,]?\d)|(?<=\d[.,])[^\S\n]*\n\s*(?=\d)")
_ESCAPED = re.compile(r"\\(?=[$%*_#~|()\[\].+-])")
_ENTITY = re.compile(r"&(?:[a-z]{2,6}|#\d{2,5});")
_DASH_APART = re.compile(r"(?<=-)[\n\t](?=-)")
_POINT_APART = re.compile(r"(?<=\d)[ \u3000]\.[ \u3000](?=\d)")
_DOUBLED = re.compile(r"([^\d\s])[ ]?\t+\1")
_MARKS = " \t\r\n\u3000\u00a0,，;；:：。、!！?？·•…'\"“”‘’「」『』*_|"
_BULLET = re.compile(r"[-–—•·*][ \t\u3000]+|>[ \t]+(?![\d$€£¥])")
_LETTER_SPACED = re.compile(r"\S(?: \S){7,}")


def quote_forms(quote: str) -> list[str]:
    """The skeletons under which a quote is looked for, most literal first.

    A quote's own damage is undone: a line break inside a number, a character doubled at a tab, letters set apart one by one, marks at its
    ends.
    """
    # as Markdown and HTML write a mark: \\$ and &quot;
    forms = [_ESCAPED.sub("", unescape(quote) if _ENTITY.search(quote) else quote).strip()]
    if "\n" in quote or "\t" in quote:
        forms.append(repair(quote).text.strip())
        forms[0] = _DASH_APART.sub("", forms[0])
        forms.append(_LINE_IN_NUMBER.sub("", forms[0]))
        forms.append(_DOUBLED.sub(r"\1", forms[0]))
    if _POINT_APART.search(forms[0]):
        forms.append(_POINT_APART.sub(".", forms[0]))
    if "- -" in quote:
        forms.append(re.sub(r"- -(?!\s*[$¥€£]?\d)", "--", forms[0]))
    if _is_letter_spaced(forms[0]):
        forms.append(re.sub(r"(?<=\S) (?=\S)", "", forms[0]))
    skeletons: list[str] = []
    for form in dict.fromkeys(forms):
        for trimmed in (form, _without_marks(form)):
            # a line that seems to be a page number may be one of the quote's own, broken where it was broken
            for pages in (False, True) if "\n" in form else (False,):
                text = skeleton(trimmed, fold(trimmed), pages=pages).text.strip(GAP)
                if text and text not in skeletons:
                    skeletons.append(text)
    return skeletons


def _without_marks(quote: str) -> str:
    """``quote`` without the marks at its ends that are not part of a number."""
    quote = quote.lstrip(_MARKS)
    bullet = _BULLET.match(quote)
    if bullet:
        quote = quote[bullet.end() :].lstrip(_MARKS)
    if quote[:1] == "." and not quote[1:2].isdigit():
        quote = quote.lstrip(".")
    return quote.rstrip(_MARKS + ".-–—")


def _is_letter_spaced(quote: str) -> bool:
    """Whether every character stands alone (``营 收 3 6 . 8``); two numbers side by side do not make a quote letter-spaced."""
    if not _LETTER_SPACED.search(quote):
        return False
    pieces = quote.split()
    single = sum(len(piece) == 1 for piece in pieces)
    letters = sum(not piece.isdigit() for piece in pieces)
    return single >= 0.95 * len(pieces) and letters >= 4


_COLLISIONS = ((re.compile(r"\bnot\s+abl[ey]\b|\bno\s+tabl[ey]\b"), re.compile(r"\bnotabl[ey]\b")),)
"""Two words that say something else than the one that they make once white space is gone."""


def same_words(quote: str, source: str) -> bool:
    """Whether two folded texts of one skeleton also agree where white space makes the meaning (``not able``, ``notable``)."""
    return "notabl" not in (quote + source).replace(" ", "") or not any(
        (two.search(quote) and one.search(source)) or (one.search(quote) and two.search(source)) for two, one in _COLLISIONS
    )

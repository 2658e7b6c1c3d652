"""Language, script and the folded form that all matching is done on.

Folding never changes a length, so an offset into ``fold(text)`` is an offset into ``text``. What it does to a character:

- width: a compatibility form of one character becomes its plain form (NFKC), so ``％``, ``Ａ``, ``：`` and ``⼀`` become
  ``%``, ``a``, ``:`` and ``一``. Superscripts, subscripts, circled and fractional numbers stay: ``10²`` is not ``102``.
- script: Traditional becomes Simplified, one character at a time (``simplified.toml``, of opencc's ``t2s``).
- case: lower, where that is one character.
- marks: curly and corner quotes become ``"`` or ``'``; en, em and minus dashes ``-``; wave dashes ``~``. ``。`` and ``、``
  stay, so a full stop is never mistaken for a decimal point, nor a list comma for a group separator.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import Literal

from ..patterns import lazy
from ..tables import table

HAN = "\u3400-\u9fff\uf900-\ufaff\u2e80-\u2fdf\u3005-\u3007\U00020000-\U0003ffff"
"""Han characters, for use inside a regular expression's brackets."""
CJK_MARKS = "、。，；：？！「」『』（）《》〈〉【】〔〕…％～"
"""Punctuation of Chinese text, for use inside a regular expression's brackets."""

_KEPT_FORMS = ("<super>", "<sub>", "<circle>", "<fraction>", "<square>")
_MARKS = {
    **dict.fromkeys("“”„‟「」『』｢｣〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹣－─", "-"),
    **dict.fromkeys("〜∼～", "~"),
    **dict.fromkeys("‧・•", "·"),
    "｡": "。",
    "､": "、",
}


class _FoldTable(dict[int, int]):
    """A `str.translate` table that learns each character the first time it is met."""

    def __missing__(self, code: int) -> int:
        folded = self[code] = ord(_fold_character(chr(code)))
        return folded


@cache
def _simplified() -> dict[str, str]:
    """Every Traditional character of the BMP with its Simplified form."""
    known = table("outline", "simplified")
    return dict(zip(*("".join(known[script].split()) for script in ("traditional", "simplified")), strict=True))


def _fold_character(character: str) -> str:
    character = _plain_character(character)
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _plain_character(character: str) -> str:
    if character in _MARKS:
        return _MARKS[character]
    form = unicodedata.decomposition(character).partition(" ")[0]
    if form and form not in _KEPT_FORMS:
        plain = unicodedata.normalize("NFKC", character)
        if len(plain) == 1:
            character = plain
    if character in _MARKS:
        return _MARKS[character]
    if "\u3400" <= character <= "\u9fff":
        return _simplified().get(character, character)
    return character


class _PlainTable(dict[int, int]):
    def __missing__(self, code: int) -> int:
        plain = self[code] = ord(_plain_character(chr(code)))
        return plain


class _ShapeTable(dict[int, int]):
    def __missing__(self, code: int) -> int:
        self[code] = shaped = ord("汉") if any(first <= code <= last for first, last in _HAN_RANGES) else code
        return shaped


_HAN_RANGES = [(ord(first), ord(last)) for first, last in zip(HAN[::3], HAN[2::3], strict=True)]
_TABLE = _FoldTable()
_SHAPE_TABLE = _ShapeTable()
_PLAIN_TABLE = _PlainTable()


def fold(text: str) -> str:
    """``text`` for matching: half-width, Simplified, lower case, plain quotes and dashes; always of the same length."""
    return text.lower() if text.isascii() else text.translate(_TABLE)


def plain(text: str) -> str:
    """`fold` but for the case: Latin names are told by their capitals. Always of the same length."""
    return text if text.isascii() else text.translate(_PLAIN_TABLE)


def shape(text: str) -> str:
    """``text`` with 汉 for every character of `HAN`, for patterns that ask where one stands and not which; always of the same length."""
    return text if text.isascii() else text.translate(_SHAPE_TABLE)


@cache
def _script_sets() -> tuple[frozenset[str], frozenset[str]]:
    pairs = _simplified()
    return frozenset(pairs), frozenset(pairs.values()) - frozenset(pairs)


_SAMPLE = 60_000
HAN_RUN = lazy(f"[{HAN}]+")
EVERYDAY_HAN = lazy("[一-鿿]+")
"""A run of Han characters of the block that is written every day; one pattern for all, since such a class is slow to compile."""
_LATIN_RUN = lazy("[A-Za-zＡ-Ｚａ-ｚ]+")


def detect_language(text: str) -> Literal["zh-Hans", "zh-Hant", "en"]:
    """The language of most of ``text``: Chinese where Han characters carry more of it than Latin words do, and Traditional where
    Traditional-only characters outnumber Simplified-only ones."""
    if len(text) > 4 * _SAMPLE:  # three windows: a long document's tongue shows in its parts
        middle = len(text) // 2
        text = text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
    han = "".join(HAN_RUN.findall(text))
    words = len(_LATIN_RUN.findall(text))
    # a Chinese word is about 1.6 characters, so a Han character weighs 0.6 of a word
    if 0.6 * len(han) <= words:
        return "en"
    traditional, simplified = _script_sets()
    balance = sum(((c in traditional) - (c in simplified)) * times for c, times in Counter(han).items())
    return "zh-Hant" if balance > 0 else "zh-Hans"

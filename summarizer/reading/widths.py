"""How wide characters are, and what stands between two lines that are one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CLOSING = frozenset("、。，．；：？！」』）〕】》〉”’…％,.;:?!)]%")
_OPENING = frozenset("「『（〔【《〈“‘([")


@lru_cache(maxsize=16_384)
def is_cjk(character: str) -> bool:
    """Whether words that end or begin with ``character`` are written without a blank: Han, kana, full-width marks."""
    code = ord(character)
    if code < 0x2E80:
        return character in "“”‘’…—·" and code > 0x7F
    return code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE4F or 0xFF00 <= code <= 0xFFEF or code >= 0x20000


@lru_cache(maxsize=16_384)
def width_of(character: str) -> float:
    """The usual width of a character, in heights of its letters."""
    if unicodedata.east_asian_width(character) in "WFA" and not character.isascii():
        return 1.0
    if character.isascii() and character in "iljtf.,;:'!|()[] ":
        return 0.3
    return 0.75 if character.isupper() else 0.52


def first_word(text: str) -> str:
    """What of ``text`` can not be parted by the end of a line: a Latin word, or a character with the marks that go with it."""
    at = 0
    while at < len(text) - 1 and text[at] in _OPENING:
        at += 1
    if is_cjk(text[at]):
        at += 1
    else:
        while at < len(text) and text[at] != " " and not is_cjk(text[at]):
            at += 1
    while at < len(text) and text[at] in _CLOSING:
        at += 1
    return text[:at]


def width(text: str) -> float:
    """The usual width of ``text``, in heights of its letters."""
    return sum(map(width_of, text))

"""What the letters of picture fonts show: boxes and ticks are set in Wingdings, where a tick is the letter ``þ``."""

from __future__ import annotations

from functools import cache

from ..tables import table

_PRIVATE = range(0xF000, 0xF100)
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@cache
def _fonts() -> dict[str, dict[int, str]]:
    return {font: {int(code, 16): sign for code, sign in signs.items()} for font, signs in table("reading", "symbols").items()}


def shown(text: str, font: str) -> str:
    """``text`` as it shows in ``font``. Letters of the private area are read as Wingdings where the font is unknown or not told."""
    font = font.lower()
    signs = _fonts().get(font)
    if signs is None and not any(ord(letter) in _PRIVATE for letter in text):
        return text
    signs = signs or _fonts()["wingdings"]
    known = []
    for letter in text:
        code = ord(letter)
        if code in _PRIVATE:
            known.append(signs.get(code - _PRIVATE.start, "•"))
        else:
            # a font that has only pictures shows none of the letters that are not listed as themselves, but nothing better is known
            known.append(signs.get(code, letter))
    return "".join(known)


def raised(text: str) -> str:
    """Raised digits as such: the mark of a note behind a figure must not become its last digit."""
    return text.translate(_SUPERSCRIPT)

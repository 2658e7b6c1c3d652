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
    """``text`` as it shows in ``font``. Letters of the private area are looked up in all such fonts, where
    the font is not told."""
    signs = _fonts().get(font.lower())
    if signs is None and not any(ord(letter) in _PRIVATE for letter in text):
        return text
    known = []
    for letter in text:
        code = ord(letter)
        if code not in _PRIVATE:
            known.append((signs or {}).get(code, letter))
            continue
        tables = (signs, *_fonts().values()) if signs is not None else _fonts().values()
        known.append(next((one[code - _PRIVATE.start] for one in tables if code - _PRIVATE.start in one), "•"))
    return "".join(known)


def raised(text: str) -> str:
    """Raised digits as such: the mark of a note behind a figure must not become its last digit."""
    return text.translate(_SUPERSCRIPT)

"""What the characters of a PDF's fonts stand for: ligatures, radicals in place of characters, the boxes and ticks of symbol fonts."""

from __future__ import annotations

import unicodedata
from functools import cache

from ..tables import table

UNKNOWN = "\ufffd"
"""Stands for a glyph whose character the file does not tell."""
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


@cache
def _tables() -> tuple[list[tuple[str, dict[int, str]]], dict[str, str]]:
    known = table("reading", "glyphs")
    # the longest name first: "wingdings 2" is not "wingdings"
    fonts = sorted(table("reading", "symbols").items(), key=lambda font: -len(font[0]))
    plain = {chr(int(code, 16)): meaning for code, meaning in known["private"].items()} | dict(known["radicals"])
    return [(_bare(name), {int(code, 16): meaning for code, meaning in codes.items()}) for name, codes in fonts], plain


def _bare(name: str) -> str:
    return name.lower().replace(" ", "").replace("-", "").replace("_", "")


def meaning(text: str, font: str) -> str:
    """What a glyph of the font called ``font`` stands for, if its font says ``text``. `UNKNOWN` where nothing tells."""
    fonts, plain = _tables()
    name = _bare(font)
    if len(text) == 1 and ("ding" in name or "symbol" in name):
        code = ord(text) - 0xF000 if 0xF000 <= ord(text) <= 0xF0FF else ord(text)
        for part, codes in fonts:
            if part in name and code in codes:
                return codes[code]
    if text.startswith("(cid:"):
        return UNKNOWN
    return "".join(_plain(character, plain) for character in text)


def _plain(character: str, plain: dict[str, str]) -> str:
    if found := plain.get(character) or _LIGATURES.get(character):
        return found
    if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufad9":
        return unicodedata.normalize("NFKC", character)
    if character < " " and character not in "\t\n\r":
        return UNKNOWN
    if "\ue000" <= character <= "\uf8ff" or character == "\x7f":
        return UNKNOWN
    return " " if character in "\xa0\t\n\r\u2002\u2003\u2009" else character


def raised(text: str) -> str:
    """A footnote mark or an exponent, so that it stays apart from the figure it stands behind: ``¹`` of ``1``."""
    return text.translate(_SUPERSCRIPTS)

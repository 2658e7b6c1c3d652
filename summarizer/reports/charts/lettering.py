"""How wide text is, reckoned without a font: enough to cut a label where it would run into something."""

from __future__ import annotations

import unicodedata
from functools import cache

_NARROW = frozenset("iljtfrI.,:;'|!()[]·-/ ")
_BROAD = frozenset("mwMW%@")
_ELLIPSIS = "…"
_POINTS = frozenset(".,'’")


@cache
def _letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter):
        return 0.0
    if letter in _NARROW:
        return 0.38
    if letter in _BROAD:
        return 0.95
    if letter == _ELLIPSIS or ord(letter) > 0x2E7F:
        return 1.0
    return 0.7 if letter.isupper() else 0.63 if letter.isdecimal() else 0.59


BOLD = 1.12
"""How much wider bold letters are."""


def width(text: str) -> float:
    """In ems; a full-width letter is one. Of the wider of the usual fonts: what is cut too early can still be read in its title."""
    return sum(map(_letter, text))


def cut(text: str, room: float) -> str:
    """``text`` in ``room`` ems, with an ellipsis where that is not all of it; never cut inside a number, which would be another one."""
    if width(text) <= room:
        return text
    taken, room = 0.0, room - 1
    for at, letter in enumerate(text):
        taken += _letter(letter)
        if taken > room:
            return _whole_numbers(text, at).rstrip() + _ELLIPSIS
    return text


def _whole_numbers(text: str, end: int) -> str:
    """The start of ``text`` up to ``end``, or up to the number that ``end`` would cut."""
    at = end
    while at < len(text) and text[at] in _POINTS:
        at += 1
    if at < len(text) and text[at].isdecimal():
        while end > 0 and (text[end - 1].isdecimal() or text[end - 1] in _POINTS):
            end -= 1
    return text[:end]


def wrap(text: str, room: float, lines: int) -> list[str] | None:
    """``text`` in at most ``lines`` lines of ``room`` ems, broken at blanks and between full-width letters; None where it does not fit."""
    out, line = [], ""
    for piece in _pieces(text):
        if width((line + piece).rstrip()) <= room:
            line += piece
        else:
            if line.strip():
                out.append(line.strip())
            line = piece.lstrip()
            if width(line.rstrip()) > room:
                return None
    out.append(line.strip())
    return out if len(out) <= lines else None


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF"
        # closing marks stay with what they close
        opens = not pieces or pieces[-1].endswith(" ") or (wide and unicodedata.category(letter) not in ("Pe", "Po", "Pf"))
        if opens or (_ends_wide(pieces[-1]) and letter.isalnum() and not wide):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _ends_wide(piece: str) -> bool:
    return unicodedata.east_asian_width(piece[-1]) in "WF"

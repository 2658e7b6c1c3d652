"""What a recogniser leaves out between letters, put back by what the picture shows."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from ..patterns import lazy
from .recogniser import Recognised

if TYPE_CHECKING:
    from .straighten import Pixels

_HAN = lazy("[一-鿿㐀-䶿]")
_WORD = lazy(r"[\w%$€¥£]")
_SPACE = 0.2
"""Of a Han character's width: how much more white than between the line's other characters makes a space."""
_STRAY = 0.03
"""Share of a column of pixels that may be dark where there is no letter: a scan's dust, the end of a stroke."""


def spaced(read: Recognised, strip: Pixels) -> Recognised:
    """With the spaces that the picture shows and the recogniser swallowed beside Han characters: ``董事长 方汉``.

    No other character is touched.
    """
    text = read.text
    if len(read.columns) != len(text) or len(text) < 2 or not _HAN.search(text):
        return read
    high, wide = strip.shape[:2]
    places = [column * wide for column in read.columns]
    blank = _blank_columns(strip)
    pitches, whites = [], []
    for index in range(1, len(text)):
        if _HAN.match(text[index - 1]) and _HAN.match(text[index]):
            pitches.append(places[index] - places[index - 1])
            whites.append(_white(blank, places[index - 1], places[index]))
    em = min(median(pitches), 1.2 * high) if len(pitches) >= 3 else 0.85 * high
    usual = min(median(whites), 0.5 * em) if len(whites) >= 3 else 0.1 * em
    letters, confidences, columns = [text[0]], [read.confidences[0]], [read.columns[0]]
    for index in range(1, len(text)):
        one, other = text[index - 1], text[index]
        if (_HAN.match(one) or _HAN.match(other)) and _WORD.match(one) and _WORD.match(other):
            if _white(blank, places[index - 1], places[index]) - usual > _SPACE * em:
                letters.append(" ")
                confidences.append(1.0)
                columns.append((read.columns[index - 1] + read.columns[index]) / 2)
        letters.append(other)
        confidences.append(read.confidences[index])
        columns.append(read.columns[index])
    return Recognised("".join(letters), tuple(confidences), tuple(columns))


def _blank_columns(strip: Pixels) -> list[bool]:
    import cv2
    import numpy as np

    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return [bool(dark <= _STRAY) for dark in np.asarray(ink).mean(axis=0)]


def _white(blank: list[bool], start: float, end: float) -> int:
    """The widest run of blank columns between two characters' middles."""
    widest = run = 0
    for column in blank[int(start) : int(end) + 1]:
        run = run + 1 if column else 0
        widest = max(widest, run)
    return widest

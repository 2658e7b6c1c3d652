"""Every number of a text with its scale, currency, unit and range: numerals and words in one order."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from .arabic import find_arabic
from .quantity import Quantity
from .spelled_chinese import find_chinese
from .spelled_english import find_english

__all__ = ["Quantity", "find_quantities"]


def find_quantities(text: str, folded: str, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    """Every number in order of place, but for those that touch one of ``taken`` (spans in order of place).

    Where two readings overlap the one that begins first holds; of two at one place, the words (翻3倍, 3成).
    """
    found = [*find_chinese(folded), *find_english(folded), *find_arabic(text, folded, taken)]
    found.sort(key=attrgetter("start"))
    busy = iter([*taken, (len(folded) + 1, len(folded) + 2)])
    low, high = next(busy)
    last = 0
    for quantity in found:
        while high <= quantity.start:
            low, high = next(busy)
        if quantity.start >= last and low >= quantity.end:
            last = quantity.end
            yield quantity

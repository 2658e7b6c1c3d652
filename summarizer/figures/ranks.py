"""Ranks: ``排名第 12``, ``位列前三``, ``TOP 30``, ``ranked second``. Works on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import lazy
from .numerals import chinese_number

_NUMBER = "[0-9]{1,4}(?![0-9])|[一二两三四五六七八九十]{1,3}"
_PLACE = lazy(
    rf"第\s?(?P<place>{_NUMBER})(?:\s?[大位名])?(?![季代批梯阶届轮个曲期次大方])|前\s?(?P<among>{_NUMBER})(?:\s?[位名强大])?(?![年季期景提述个])"
)
_VERB = lazy(
    r"(?:排名|排行|排位|位列|位居|位于|名列|列|居|排在?|荣登|跻身|升至|份额|稳居|蝉联)[^,。;、0-9第前\n]{0,14}$"
)
# the words come first and the look behind them after: a search then skips to the few letters that can begin one
_ENGLISH = lazy(
    r"""
        top(?<!\wtop)[- ]?(?P<top>[0-9]{1,3})\b(?![%0-9])
    |   no\.(?<!\wno\.)\s?(?P<no>[0-9]{1,3})\b
    |   \#(?<!\w\#)(?P<sharp>[0-9]{1,3})\b
    |   ranked(?<!\wranked)\s(?:(?P<ranked>[0-9]{1,3})(?:st|nd|rd|th)|(?P<word>first|second|third))
    """,
    re.X,
)
_WORDS = {"first": 1, "second": 2, "third": 3}


def find_ranks(folded: str) -> list[tuple[int, int, int]]:
    """Every rank as start, end and place, the Chinese ones without the verb in front; in order of place."""
    return sorted([*_chinese(folded), *_english(folded)])


def _chinese(folded: str) -> Iterator[tuple[int, int, int]]:
    for match in _PLACE.finditer(folded):
        if not _VERB.search(folded, max(0, match.start() - 20), match.start()):
            continue
        word = match["place"] or match["among"]
        rank = int(word) if word.isdigit() else chinese_number(word)
        if rank:
            yield *match.span(), rank


def _english(folded: str) -> Iterator[tuple[int, int, int]]:
    for match in _ENGLISH.finditer(folded):
        word = next(word for word in match.groups() if word)
        rank = _WORDS.get(word) or int(word)
        if rank:
            yield *match.span(), rank

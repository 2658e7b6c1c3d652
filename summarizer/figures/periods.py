"""Dates and periods of a text, in order of place: the Chinese and the English grammar put together."""

from __future__ import annotations

from heapq import merge

from .anchor import Anchor, fiscal_quarter, month_span, years_back
from .defined_periods import with_defined
from .model import PeriodMention
from .periods_chinese import ChinesePeriods
from .periods_english import EnglishPeriods

__all__ = ["Anchor", "PeriodFinder", "fiscal_quarter", "month_span", "years_back"]


class PeriodFinder:
    """Finds and resolves the periods of one document. Works on folded text."""

    def __init__(self, folded: str, anchor: Anchor) -> None:
        self._folded = folded
        self._anchor = anchor

    def find(self) -> list[PeriodMention]:
        """All mentions in order of place; where both grammars match, the Chinese reading holds."""
        chinese = list(ChinesePeriods(self._folded, self._anchor).find())
        english: list[PeriodMention] = []
        index = 0
        for mention in EnglishPeriods(self._folded, self._anchor).find():
            while index < len(chinese) and chinese[index].end <= mention.start:
                index += 1
            if index == len(chinese) or chinese[index].start >= mention.end:
                english.append(mention)
        return with_defined(self._folded, list(merge(chinese, english, key=lambda mention: mention.start)))

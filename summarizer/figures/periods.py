"""Dates and periods of a text, in order of place: the Chinese and the English grammar put together."""

from __future__ import annotations

from dataclasses import replace
from heapq import merge

from ..patterns import lazy
from .anchor import Anchor, fiscal_quarter, kind_of, month_span, years_back
from .defined_periods import with_defined
from .model import PeriodMention
from .periods_chinese import ChinesePeriods
from .periods_english import EnglishPeriods

_COUNTS = lazy(r"\s?[强家个名位人项台]")
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
            if mention.label.isdigit() and _COUNTS.match(self._folded, mention.end):
                # 全球 2000 强: a number, and no year
                continue
            if index == len(chinese) or chinese[index].start >= mention.end:
                english.append(mention)
        mentions = list(merge(chinese, english, key=lambda mention: mention.start))
        return with_defined(self._folded, [self._compared(mention) for mention in mentions])

    def _compared(self, mention: PeriodMention) -> PeriodMention:
        """``0.27 (2024: 0.30)`` in a report on half a year: of that half in the year named."""
        reporting, last = self._anchor.reporting, mention.last
        if mention.kind != "year" or reporting is None or last is None or kind_of(*reporting) not in ("half", "quarter", "year_to_date"):
            return mention
        if self._folded[mention.start - 1 : mention.start] != "(" or not self._folded.startswith((":", " :"), mention.end):
            return mention
        back = reporting[1].year - last.year
        return replace(mention, kind=kind_of(*reporting), first=years_back(reporting[0], back), last=years_back(reporting[1], back))

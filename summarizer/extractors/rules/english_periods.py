"""The period of an English level that is told for comparison: ``compared to 71% in the prior year``."""

from __future__ import annotations

import re
from dataclasses import replace

from ...figures.model import Figure, PeriodMention
from ...figures.periods import years_back
from ...patterns import lazy
from ..material import Line

_NEW_CLAUSE = lazy(
    r"[;]|(?<![.\s][a-z])\.(?=\s|$)|\b(?:while|but|driven|due|reflecting|primarily|mainly|resulting)\b|,\s(?:and\s)?(?:our|we|the|this|with)\b|\band\s(?:our|we|the)\b"
)
_YEAR_BEFORE = lazy(
    r"\b(?:prior|previous|last)(?:\sfiscal)?[\s-]year\b(?!['’]?s?\s(?:first|second|third|fourth|quarter|period|"
    r"guidance))|\ba\syear\s(?:ago|earlier|before)\b|\byear[- ](?:ago|earlier)\b"
)
_EARLIER_VIEW = lazy(
    r"\b(?:prior|previous|earlier|original|initial|former)\s(?:[a-z\-]+\s){0,3}(?:range|guidance|outlook|expectations?|forecast|estimate|guide|view)\b"
)
_BASE_OF = lazy(r"(?:to|with|from|versus|vs\.?|than|against)\s(?:the\s|our\s)?$")


def compared_period(folded: str, line: Line, figure: Figure, beside: PeriodMention | None) -> PeriodMention | None:
    """What period a level of comparison is of; ``beside`` is the period of the level that it is compared with.

    It is told right behind, or with the last of a list of such levels; a year before a quarter is that quarter a year before.
    """
    stop = min(line.sentence.end, figure.end + 140)
    cut = _NEW_CLAUSE.search(folded, figure.end, stop)
    stop = cut.start() if cut else stop
    mention = next((mention for mention in line.periods if figure.end <= mention.start < stop), None)
    before = _YEAR_BEFORE.search(folded, figure.end, mention.start if mention else stop)
    if before is None and mention is None:
        # compared to the prior-year quarter's 12%, versus last year's $1.2 billion
        near = [
            m
            for m in line.periods
            if 0 <= figure.start - m.end <= 24 and _BASE_OF.search(folded, max(0, m.start - 12), m.start)
        ]
        mention = near[-1] if near else None
        before = (
            _YEAR_BEFORE.search(folded, max(line.sentence.start, figure.start - 24), figure.start)
            if mention is None
            else None
        )
    if _EARLIER_VIEW.search(folded, max(line.sentence.start, figure.start - 60), figure.start):
        # down from our earlier range of: another view of the same period
        return beside
    if before is not None:
        return a_year_before(beside, folded, before.span()) if beside is not None else None
    if mention is None:
        return None
    if beside is not None and beside.first is not None and beside.last is not None and mention.last is not None:
        told_by_year = mention.kind == "year" and re.match(r"(?:last|prior|previous)\b", mention.label)
        same = mention.kind != "year" and re.search(r"period", mention.label) is not None
        if (told_by_year and beside.kind != "year") or same:
            return a_year_before(beside, folded, (mention.start, mention.end))
    return mention


def a_year_before(period: PeriodMention, folded: str, said: tuple[int, int]) -> PeriodMention | None:
    """The same stretch of days a year before, called by the words that say so."""
    if period.first is None or period.last is None:
        return None
    first, last = years_back(period.first, 1), years_back(period.last, 1)
    return replace(period, start=said[0], end=said[1], label=folded[said[0] : said[1]], first=first, last=last)

"""Dates of which running text gives a part only, and the date on which it says that the event took place."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .dates import DateMention, find_dates, to_iso

_YEAR = lazy(r"(?<!\d)(20\d\d)[ ]?(?:年|財年|财年)|(?:fy|fiscal(?: year)?|q[1-4],?)[ ]?(20\d\d)|(?<!\d)(2\d)年")
_NEXT_YEAR = lazy(r"(?:展望|预计(?:在|于)?|预期|期待|进入|迈入|踏入|outlook for|looking ahead to)[ ]?(20\d\d)")


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(words_pattern(table("outline", "header")["prose"][key]))


def infer_year(folded: str, month: int, end: int) -> int | None:
    """The year of a date whose text gives month and day only: results of a whole year are told of early in the next one."""
    years: Counter[int] = Counter()
    for found in _YEAR.finditer(folded, 0, end):
        value = found[1] or found[2] or "20" + found[3]
        years[int(value)] += 1
    if not years:
        return None
    ahead = Counter(int(found[1]) for found in _NEXT_YEAR.finditer(folded, 0, end))
    told, _ = max(years.items(), key=lambda entry: (entry[1] - 2 * ahead[entry[0]], -entry[0]))
    head = folded[: min(end, 400)]
    if month <= 5 and not _words("part_year").search(head):
        coming = [year for year in ahead if year == told + 1]
        return coming[0] if coming else told + 1 if told not in ahead else told
    return told


def whole(mention: DateMention, folded: str, end: int, year: int | None = None) -> tuple[str | None, bool]:
    """ISO date of a mention, and whether its year had to be filled in."""
    if mention.day is None:
        return None, False
    if mention.year is not None:
        return mention.iso, False
    filled = year or infer_year(folded, mention.month, end)
    return (to_iso(filled, mention.month, mention.day), True) if filled else (None, False)


_DATELINE = lazy(r"^[^\n,，。]{0,16}?(?=(?:20\d\d年)?\d{1,2}月\d{1,2}日(?:丨|\||讯|电|消息))", re.MULTILINE)
_DATELINE_ENGLISH = lazy(
    r"^[a-z][a-z .,()-]{2,60}?,? (?=[a-z]{3,9}\.? \d{1,2}, 20\d\d ?(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)? ?-)", re.MULTILINE
)


def dateline(folded: str, end: int) -> DateMention | None:
    """The date with which a report begins: ``某某社11月27日电``, ``BOSTON, October 30, 2025 --``."""
    found = _DATELINE.search(folded, 0, end) or _DATELINE_ENGLISH.search(folded, 0, end)
    if found is None:
        return None
    mention = next(find_dates(folded, found.end(), min(end, found.end() + 24)), None)
    return mention if mention is not None and mention.start == found.end() else None


_SPAN_OF_TIME = lazy(r"(?:截至|截止|止|ended|ending|as of)[^,，。]{0,8}\Z")


def event_mention(folded: str, end: int) -> DateMention | None:
    """The first date of which the text says that the event took place on it."""
    mentions = list(find_dates(folded, 0, end))
    for number, mention in enumerate(mentions):
        if mention.day is None or _SPAN_OF_TIME.search(folded, max(0, mention.start - 16), mention.start):
            continue
        if folded[mention.end : mention.end + 1] == "止":
            continue
        stop = min(end, mention.end + 40)
        sentence = folded.find("。", mention.end, stop)
        line = folded.find("\n", mention.end, stop)
        nearer = mentions[number + 1].start if number + 1 < len(mentions) else -1
        stop = min(at for at in (sentence, line, nearer, stop) if at >= 0)
        if _words("meets").search(folded, mention.end, stop):
            return mention
    return None

"""Whole dates and clock times as documents write them.

Everything here reads *folded* text (half-width, simplified, lower case) and reports code-point offsets into it. A
month alone (``2026年7月``) is a mention without a day: it is no whole date, and ``iso`` is ``None`` for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..patterns import lazy


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text; ``year`` or ``day`` is ``None`` where the text leaves it out."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def iso(self) -> str | None:
        """ISO 8601, or ``None`` unless year, month and day are all said and name a real day."""
        if self.year is None or self.day is None:
            return None
        return to_iso(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class ClockRange:
    """A clock time, or two with a dash or 至 between; 24-hour ``HH:MM``."""

    start: int
    end: int
    begins: str
    finishes: str | None


def to_iso(year: int, month: int, day: int) -> str | None:
    """``YYYY-MM-DD``, or ``None`` where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_HANZI_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HANZI = "零〇○一二三四五六七八九"

# Blanks may stand between the parts (``2026 年 9 月 29 日``), never line breaks: those part two rows of a form.
_DATE = lazy(
    rf"""
      (?P<y1>(?:19|20)\d\d)[ \t]{{0,2}}年[ \t]{{0,2}}(?P<m1>\d{{1,2}})[ \t]{{0,2}}月(?:[ \t]{{0,2}}(?P<d1>\d{{1,2}})[ \t]{{0,2}}[日号])?
    | (?P<y2>[{_HANZI}]{{4}})年(?P<m2>[一二三四五六七八九十]{{1,2}})月(?:(?P<d2>[一二三四五六七八九十廿]{{1,3}})[日号])?
    | 民国[ ]?(?P<y3>\d{{2,3}})[ ]?年[ ]?(?P<m3>\d{{1,2}})[ ]?月(?:[ ]?(?P<d3>\d{{1,2}})[ ]?日)?
    | (?<![\d./-])(?P<y4>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m4>\d{{1,2}})(?P=sep)(?P<d4>\d{{1,2}})(?![\d/-]|\.\d)
    | (?<![\w])(?P<m5>{_MONTH})[ ]{{0,2}}(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?(?:[ ]{{0,2}},)?[ ]{{0,2}}(?P<y5>(?:19|20)\d\d)(?!\d)
    | (?<![\w/])(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?[ ]{{1,2}}(?:of[ ])?(?P<m6>{_MONTH}),?[ ]{{1,2}}(?P<y6>(?:19|20)\d\d)(?!\d)
    | (?<![\d/.-])(?P<a7>\d{{1,2}})/(?P<b7>\d{{1,2}})/(?P<y7>(?:19|20)\d\d)(?![\d/])
    | (?<![\d.年-])(?P<m8>\d{{1,2}})[ ]?月[ ]?(?P<d8>\d{{1,2}})[ ]?[日号]
    | (?<![\d./-])(?P<m9>\d{{2}})/(?P<d9>\d{{2}})(?=[ ]{{1,3}}\d{{1,2}}:\d{{2}})
    """,
    re.VERBOSE,
)
_COMPACT = lazy(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


def find_dates(folded: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """The dates of ``folded[start:end]`` in order of place. ``03/28`` counts as one only before a clock time."""
    stop = len(folded) if end is None else end
    for found in _DATE.finditer(folded, start, stop):
        mention = _read(found)
        if mention is not None:
            yield mention


def find_compact_dates(folded: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Eight-digit dates (``20190102``): only where a label says that a date stands here, as record numbers look alike."""
    for found in _COMPACT.finditer(folded, start, len(folded) if end is None else end):
        year, month, day = (int(group) for group in found.groups())
        yield DateMention(found.start(), found.end(), year, month, day)


def _read(found: re.Match[str]) -> DateMention | None:
    group = found.groupdict()
    year: int | None = None
    day: int | None = None
    if group["y1"]:
        year, month, day = int(group["y1"]), int(group["m1"]), _number(group["d1"])
    elif group["y2"]:
        year = int("".join(str(_HANZI_DIGITS[char]) for char in group["y2"]))
        month, day = _hanzi(group["m2"]), _hanzi(group["d2"]) if group["d2"] else None
    elif group["y3"]:
        year, month, day = int(group["y3"]) + 1911, int(group["m3"]), _number(group["d3"])
    elif group["y4"]:
        year, month, day = int(group["y4"]), int(group["m4"]), int(group["d4"])
    elif group["y5"]:
        year, month, day = int(group["y5"]), MONTHS[group["m5"].rstrip(".")], int(group["d5"])
    elif group["y6"]:
        year, month, day = int(group["y6"]), MONTHS[group["m6"].rstrip(".")], int(group["d6"])
    elif group["y7"]:
        year, month, day = int(group["y7"]), int(group["a7"]), int(group["b7"])
        if month > 12:  # the day first, as outside the United States
            month, day = day, month
    elif group["m8"]:
        month, day = int(group["m8"]), int(group["d8"])
    else:
        month, day = int(group["m9"]), int(group["d9"])
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return DateMention(found.start(), found.end(), year, month, day)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _hanzi(numeral: str) -> int:
    """一 to 三十一; 廿 is twenty."""
    numeral = numeral.replace("廿", "二十")
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _HANZI_DIGITS.get(numeral, 0) if len(numeral) == 1 else 0
    return (_HANZI_DIGITS.get(tens, 0) if tens else 1) * 10 + (_HANZI_DIGITS.get(ones, 0) if ones else 0)


_HALF = r"(?P<{0}>上午|下午|晚上|晚间|早上|中午|傍晚|凌晨)?[ ]?"
_CLOCK = (
    r"(?<![\d:.])(?P<{0}>[01]?\d|2[0-4])[ ]?(?::[ ]?(?P<{1}>[0-5]\d)(?::(?P<{2}>[0-5]\d))?"
    r"|[时点](?:[ ]?(?P<{3}>[0-5]?\d)[ ]?分|(?P<{4}>半)|整)?)(?![\d:])[ ]?(?P<{5}>[ap]\.?m\b\.?)?"
)
_RANGE = lazy(
    _HALF.format("h1") + _CLOCK.format("a1", "b1", "s1", "c1", "e1", "p1")
    + r"(?:[ ]{0,2}(?:-{1,2}|–|—{1,2}|~|至|到|to\b)[ ]{0,2}(?:(?:19|20)\d\d[^\n:]{0,10}?[ ])?"
    + _HALF.format("h2") + _CLOCK.format("a2", "b2", "s2", "c2", "e2", "p2") + ")?"
)
_AFTERNOON = frozenset(("下午", "晚上", "晚间", "傍晚", "中午"))


def find_times(folded: str, start: int = 0, end: int | None = None) -> Iterator[ClockRange]:
    """The clock times of ``folded[start:end]``. A time with seconds is a database's, not a meeting's, and is left out."""
    for found in _RANGE.finditer(folded, start, len(folded) if end is None else end):
        group = found.groupdict()
        if group["s1"] or group["s2"]:
            continue
        begins = _clock(group["a1"], group["b1"] or group["c1"], group["e1"], group["h1"], group["p1"])
        finishes = None
        if group["a2"]:
            # one 上午/下午 or am/pm serves both ends, unless the second would then come before the first
            second = group["h2"] or group["h1"]
            finishes = _clock(group["a2"], group["b2"] or group["c2"], group["e2"], second, group["p2"])
            if not group["h2"] and finishes is not None and begins is not None and finishes < begins:
                finishes = _clock(group["a2"], group["b2"] or group["c2"], group["e2"], "下午", group["p2"])
            if group["p2"] and not group["p1"] and not group["h1"]:
                shared = _clock(group["a1"], group["b1"] or group["c1"], group["e1"], None, group["p2"])
                begins = shared if shared is not None and finishes is not None and shared < finishes else begins
        if begins is not None:
            yield ClockRange(found.start(), found.end(), begins, finishes)


def _clock(hour: str, minute: str | None, half: str | None, part: str | None, suffix: str | None) -> str | None:
    hours, minutes = int(hour), int(minute) if minute else 30 if half else 0
    marker = suffix[0] if suffix else None
    if hours < 12 and (marker == "p" or (marker is None and part in _AFTERNOON and not (part == "中午" and hours > 9))):
        hours += 12
    elif hours == 12 and marker == "a":
        hours = 0
    return f"{hours:02d}:{minutes:02d}" if hours < 24 else None

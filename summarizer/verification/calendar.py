"""Periods as their words name them, where nothing tells their days: the third quarter is not the fourth."""

from __future__ import annotations

from dataclasses import dataclass

from ..figures.model import PeriodMention
from ..outline.script import fold
from ..patterns import lazy

_QUARTER = lazy(
    r"q([1-4])|([1-4])q|(first|second|third|fourth|1st|2nd|3rd|4th)[\s-](?:fiscal[\s-])?quarter|第?([一二三四1-4])\s?(?:财政)?季"
)
_HALF = lazy(r"h([12])|([12])h|(first|second|back)[\s-](?:fiscal\s)?half|([上下])半(?:财)?年|(中期)")
_MONTHS = lazy(
    r"first\s(?:nine|9|six|6|three|3)[\s-]month|first\s(?:three|two|3|2)[\s-]quarter|[369]m|前([三二])个?季度?|前([九六三])个?月"
    r"|(?:nine|six|three)[\s-]month"
)
_YEAR = lazy(r"(?<!\d)(20\d\d)(?!\d)|(?:fy|'|h|q[1-4]|[1-4]q|[12]h|[369]m|fiscal\s)\s?'?(\d\d)(?!\d)|(?<!\d)(\d\d)年")
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "back": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ORDER |= {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "中期": 1}
_SPANS = {"nine": 9, "9": 9, "六": 6, "九": 9, "six": 6, "6": 6, "three": 3, "3": 3}


_SAME = {"m6": "h1", "m3": "q1"}


@dataclass(frozen=True, slots=True)
class Named:
    """What a period's label says; ``None`` where it says nothing of it."""

    year: int | None
    part: str | None
    """``q3``, ``h1``, ``m9``, ``year``."""


def named(mention: PeriodMention) -> Named:
    """The label of ``mention``, read."""
    label = fold(mention.label)
    year = _YEAR.search(label)
    number = next((int(one) for one in year.groups() if one), None) if year else None
    if number is not None and number < 100:
        number += 2000
    if number is None and mention.last is not None and not mention.fiscal:
        number = mention.last.year
    return Named(number, _part(label, mention))


def _part(label: str, mention: PeriodMention) -> str | None:
    if match := _MONTHS.search(label):
        words = match[0]
        if "quarter" in words:
            return "m9" if "three" in words or "3" in words else "m6"
        if match[1] or match[2]:
            return {"三": "m9", "二": "m6"}[match[1]] if match[1] else f"m{ {'九': 9, '六': 6, '三': 3}[match[2]]}"
        return next((f"m{months}" for word, months in _SPANS.items() if word in words), None)
    if match := _QUARTER.search(label):
        return f"q{_number(match.groups())}"
    if match := _HALF.search(label):
        return f"h{_number(match.groups())}"
    return "year" if mention.kind == "year" else None


def _number(groups: tuple[str | None, ...]) -> int:
    word = next(group for group in groups if group)
    return _ORDER.get(word) or int(word)


def differ(one: PeriodMention, two: PeriodMention) -> bool:
    """Whether the labels of two periods name different years, or different parts of one."""
    first, second = named(one), named(two)
    if first.year and second.year and first.year != second.year:
        return True
    return bool(first.part and second.part and _SAME.get(first.part, first.part) != _SAME.get(second.part, second.part))

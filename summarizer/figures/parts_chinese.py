"""Parts of a year in Chinese words: 三季度, 上半年, 1-9月, 六月底止六个月; and the numbers of years and months."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ..patterns import lazy
from .anchor import Resolved, ending, full_year, kind_of, month_span
from .numerals import chinese_number


class Part(NamedTuple):
    """A part of a year: its first and last month, counted from the year's first."""

    first: int
    last: int
    fiscal: bool
    """Whether it counts in the fiscal year where that is not the calendar's: quarters."""
    edge: str = ""
    """``末`` or ``初`` where the last or first day is meant."""
    upto: int = 0
    """The number of months that end with it (六月底止六个月)."""


WHOLE = Part(1, 12, False)
_END_OF_DAY = lazy("[止的]")
_NUMBER = lazy("[0-9]{1,2}|[一二三四五六七八九十]{1,3}")


def read_part(words: str) -> Part:
    """The part of a year that a period's words name; the whole where they name none."""
    words = words.strip()
    edge = "末" if words[-1] in "末底" else "初" if words[-1] == "初" else ""
    if words[0] == "前" and words.endswith("月"):
        return Part(1, as_number(_NUMBER.findall(words)[0]), True)
    if "季" in words or words[0] == "q":
        quarter = int(words[1]) if words[0] == "q" else as_number(words.lstrip("第前 ")[0])
        return Part(1 if words[0] == "前" else 3 * quarter - 2, 3 * quarter, True, edge)
    if words[0] == "h" or "半" in words or words == "中期":
        second = words[0] == "下" or words == "h2"
        return Part(7, 12, False, edge) if second else Part(1, 6, False, edge)
    months = [as_number(told) for told in _NUMBER.findall(_END_OF_DAY.split(words, 1)[0])] if "月" in words else []
    if len(months) == 2 and months[0] < months[1]:
        return Part(months[0], months[1], False)
    if months:
        return Part(months[-1], months[-1], False, "末" if re.search("月[末底]", words) else "", months_upto(words))
    return Part(1, 12, False, edge)


def months_upto(words: str) -> int:
    """The months that 止六个月, 的三个月, 止年度, 的季度 count, 0 where nothing is said."""
    stop = _END_OF_DAY.search(words)
    if stop is None:
        return 0
    rest = words[stop.end() :]
    if "季" in rest or "半年" in rest:
        return 3 if "季" in rest else 6
    number = _NUMBER.search(rest)
    return as_number(number[0]) if number else 12


def as_number(word: str) -> int:
    """A day or a month in digits or in Chinese; 0 where it is none."""
    return int(word) if word.isdigit() else chinese_number(word) or 0


def as_year(word: str) -> int:
    """A year in two or four digits or in Chinese; 0 where it is none."""
    return full_year(word) if word.isdigit() else chinese_number(word) or 0


def resolve(year: int, part: Part, year_end: int = 12) -> Resolved:
    """A part of the year that ends in month ``year_end`` of ``year``."""
    start = year * 12 + year_end - 12 + part.first - 1
    stop = year * 12 + year_end - 12 + part.last - 1
    first, last = date(start // 12, start % 12 + 1, 1), month_span(stop // 12, stop % 12 + 1, stop % 12 + 1)[1]
    if part.upto:
        return ending(last, part.upto)
    if part.edge:
        day = last if part.edge == "末" else first
        return "date", day, day
    return kind_of(first, last), first, last

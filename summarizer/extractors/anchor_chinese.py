"""What a Chinese call says of its own quarter and fiscal year: the day they ended on, or their names alone."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from ..figures.periods import fiscal_quarter, month_span
from ..patterns import lazy

Span = tuple[date, date]

_MONTHS = {word: number for number, word in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
_DAY = (
    r"截至?于?\s?(?P<year>20\d\d|[一二][零〇一二三四五六七八九]{3})\s?年"
    r"\s?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s?月[^,。月]{1,6}日\s?"
)
_YEAR_END = lazy(rf"{_DAY}(?:止(?:财政)?年度|的\s?(?:财政?年度|财年|年度|10-k|全年))")
_HALF_END = lazy(rf"{_DAY}止\s?(?:六|6)\s?个月")
_QUARTER_END = lazy(rf"{_DAY}[止的]\s?(?:(?:第\s?(?P<quarter>[一二三四]))?财?季度?|三个月|3\s?个月)")
_QUARTER = lazy(r"(?:(?P<year>20\d\d)\s?(?:财年|年)\s?的?\s?)?(?:第\s?(?P<quarter>[一二三四])\s?(?:财季|季度)|\bq(?P<digit>[1-4])\b)")
_YEAR = lazy(r"(?P<year>20\d\d)\s?财年")
_SO_FAR = lazy(r"(?P<year>20\d\d)\s?年\s?的?\s?前\s?(?P<months>[九9六6])\s?个月")
# 我们于 6 月 3 日提交的截至…的 10-q: a report already filed is on the quarter before
_FILED = lazy(r"\d\s?日[^。]{0,14}提交")
_DATED = lazy(r"(?P<year>20\d\d)\s?年\s?(?P<month>\d{1,2})\s?月\s?\d{1,2}\s?日")
_LATEST = 500
"""A day named this long after the quarter a call seems to be on shows that it is on another."""


def year_end(folded: str) -> int | None:
    """The month in which the fiscal year ends, where the document tells the day of a year's or a numbered quarter's end."""
    if match := _YEAR_END.search(folded):
        return _month(match["month"])
    if "中期" in folded[:4_000] and (match := _HALF_END.search(folded)):
        # the interim report of 截至九月三十日止六个月: the year ends six months later
        return (_month(match["month"]) + 5) % 12 + 1
    if "财年" not in folded and "财季" not in folded:
        return None
    match = _QUARTER_END.search(folded)
    named = (match["quarter"] or _first_quarter(folded)) if match else None
    if match is None or named is None:
        return None
    number = "一二三四".index(named) + 1
    if match["quarter"] is None and _filed(folded, match):
        number = number - 1 or 4
    return (_month(match["month"]) + 3 * (4 - number) - 1) % 12 + 1


def reported_period(head: str, fiscal_end: int, event: date | None) -> Span | None:
    """The quarter, or the months so far, that a call is on; ``None`` where nothing determines it."""
    found = _told(head) or _named(head, fiscal_end, event)
    if found is None:
        return None
    days = (_day(match) for match in _DATED.finditer(head))
    if event is None and any(day is not None and (day - found[1]).days > _LATEST for day in days):
        return None
    return found


def _told(head: str) -> Span | None:
    match = _QUARTER_END.search(head)
    if match is None or not match["year"].isdigit() or not 1 <= _month(match["month"]) <= 12:
        return None
    index = int(match["year"]) * 12 + _month(match["month"]) - 1 + (3 if _filed(head, match) else 0)
    return _quarter_to(index)


def _named(head: str, fiscal_end: int, event: date | None) -> Span | None:
    found = list(_QUARTER.finditer(head))
    so_far = _SO_FAR.search(head) if fiscal_end == 12 else None
    if so_far and (not found or so_far.start() < found[0].start()):
        # 2025 年前九个月 comes before any quarter
        return month_span(int(so_far["year"]), 1, 6 if so_far["months"] in "六6" else 9)
    if not found:
        return None
    numbers = [int(match["digit"]) if match["digit"] else "一二三四".index(match["quarter"]) + 1 for match in found]
    if event is not None:
        year = event.year + 1
        while fiscal_quarter(year, numbers[0], fiscal_end)[1] > event:
            year -= 1
        return fiscal_quarter(year, numbers[0], fiscal_end)
    if (annual := _YEAR_END.search(head)) and annual["year"].isdigit() and "10-k" in head[annual.start() : annual.end() + 20]:
        # the last annual report is out: this is a quarter of the year that follows it
        return fiscal_quarter(int(annual["year"]) + 1, numbers[0], fiscal_end)
    votes: Counter[int] = Counter(int(match["year"]) for match in _YEAR.finditer(head))
    for match, number in zip(found, numbers, strict=True):
        if match["year"]:
            votes[int(match["year"])] += 3 if number == numbers[0] else 1
    return fiscal_quarter(votes.most_common(1)[0][0], numbers[0], fiscal_end) if votes else None


def _quarter_to(index: int) -> Span:
    """The three months that end with month ``index``, counted from the year 0."""
    first = index - 2
    return month_span(first // 12, first % 12 + 1, first % 12 + 1)[0], month_span(index // 12, index % 12 + 1, index % 12 + 1)[1]


def _first_quarter(folded: str) -> str | None:
    found = next((match for match in _QUARTER.finditer(folded) if match["quarter"]), None)
    return found["quarter"] if found else None


def _filed(folded: str, match: re.Match[str]) -> bool:
    around = folded[max(0, match.start() - 140) : match.end() + 60]
    return "10-q" in around and _FILED.search(around) is not None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS.get(word, 12)


def _day(match: re.Match[str]) -> date | None:
    return date(int(match["year"]), int(match["month"]), 1) if 1 <= int(match["month"]) <= 12 else None

"""What an English call tells of its fiscal calendar, and which quarter or part of a year it reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..figures.periods import fiscal_quarter, month_span
from ..patterns import lazy

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DAY = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\s)?(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s(?P<day>\d{1,2})(?!\d)(?:,?\s(?P<y1>20\d\d))?)?"
    r"|(?P<m>0?[1-9]|1[0-2])/(?P<d>\d{1,2})/(?P<y2>20\d\d))"
)
_ENDS = r"(?:,?\s(?:which|that))?\s(?:ended|ending|ends|end)(?:\son)?(?:\sin|\sat\sthe\send\sof)?\s"
# A word stands first in each of these and the check of what is before it behind: places are found by their letters, which is several
# times faster than a check at every character.
_SPANS = ("year", "fiscal", "quarter", "month", "week")
_YEAR_END = lazy(rf"(?:fiscal(?<!quarter of fiscal)(?<!half of fiscal)\s20\d\d|year(?<=\byear))(?:\s20\d\d)?{_ENDS}{_DAY}")
_YEAR_END_SAID = lazy(r"year(?<=\byear)[- ]end\b")
_YEAR_END_OF = lazy(rf"\b{_DAY}\s(?:fiscal\s)?year[- ]end$")
_ANNUAL_REPORT = lazy(
    r"\b10-?\s?ks?\b[^.]{0,24}\byear\sended\s(?:\d{1,2}/\d{1,2}/(?P<y>20\d\d)|(?:[a-z]+\.?\s\d{1,2},?|\d{1,2}\s[a-z]+)\s(?P<year>20\d\d))"
)
_QUARTER_END = lazy(
    rf"(?P<n>first|second|third|fourth)(?:\sfiscal)?\squarter(?:\s(?:of\s)?(?:fiscal\s)?(?:year\s)?20\d\d)?{_ENDS}{_DAY}"
)
# the March quarter and the full fiscal year: the year's last
_MONTH_AND_YEAR = lazy(
    r"(?P<month>mar|jun|sep|dec)(?<=\b\w{3})[a-z]*\squarter(?:\s20\d\d)?,?\sand\s(?:the\s)?(?:full[ -])?(?:fiscal\s)?(?:full[ -])?year\b"
)
_MONTH_QUARTER = lazy(r"(?P<month>mar|jun|sep|dec)(?<=\b\w{3})[a-z]*\squarter(?:\s(?:of\s)?(?P<year>20\d\d))?")
_MONTHS_END = lazy(rf"(?P<n>nine|six|9|6)(?:(?<=\bnine)|(?<=\bsix)|(?<=\b[96]))(?:[- ]months?)(?:\speriod)?s?\sended\s(?:on\s)?{_DAY}")
_SPAN_END = lazy(
    r"(?:quarter(?<=\bquarter)|three(?<=\bthree)[- ]months?|3(?<=\b3)[- ]months?|thirteen(?<=\bthirteen)[- ]weeks?|13(?<=\b13)[- ]weeks?)"
    rf"(?:\speriod)?\s(?:that\s)?ended\s(?:on\s)?{_DAY}"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
# speech written down as it was heard: fiscal 2020 7
_HEARD = r"20\d0\s[1-9](?![%\w]|[.,]\d|\s(?:million|billion|percent|basis|points))"
_YEAR = (
    rf"(?:\s(?:of\s)?(?:the\s)?(?:fiscal\s(?:year\s)?(?P<heard>{_HEARD})|(?:fiscal\s(?:year\s)?|fy\s?)?(?P<year>20\d\d)(?!\d)))?"
)
_ALONE = lazy(
    rf"fiscal\s(?:year\s)?(?:(?P<heard>{_HEARD})|(?P<year>20\d\d)(?!\d))|\bfy\s?'?(?P<short>\d\d)\b|full[ -]year\s(?P<full>20\d\d)"
)
_NAMED = lazy(
    rf"(?:(?P<n>first|second|third|fourth)[\s-](?:fiscal\s)?quarter|\bq(?P<d>[1-4])\b(?!:)|\bfirst\s(?P<months>nine|six|9|6)\smonths){_YEAR}"
)
# what is measured against, and what is still to come, is not reported
_BASE = lazy(
    r"\b(?:than|from|over|against|since|relative\sto|until|on\stop\sof|in\sour|(?:reported|seen|taken|gains|spikes)\sin)\s(?:the\s|our\s)?(?:[a-z\-]+\s){0,2}$"
    r"|\b(?:compar(?:ed|es|ing|able)|versus|vs\.?)\b(?:[^.;\n]|\.\d|(?<=vs)\.)*$"
)
_AHEAD = lazy(
    r"\b(?:expect|anticipat|forecast|project|outlook|on\strack|beginning\sin|commenc|due|until|guidance\sfor)[a-z]*\b(?:[^.;\n]|\.\d)*$"
)
_YEAR_FIRST = lazy(r"(?<!k for the )(?<!k for )\byear ended\b|\bfull[ -]year results\b|\bannual results\b|\bfy\d\d results\b")
_BARE_YEAR = lazy(r"(?<!\d)20\d\d(?!\d)")
_LONG_AGO = lazy(r"\spre-(?:pandemic|covid)|['’]?s?\slevels?\b")
_IN_A_ROW = lazy(r"\s(?:in\sa\srow|running|straight)")
_SAYS_FISCAL = lazy(r"\bfiscal\s(?:year|20\d\d|\d\d\b|q[1-4]|first|second|third|fourth|quarter)|\b(?:quarter|half)\sfiscal\b|\bfy\s?'?\d\d")


def says_fiscal(folded: str) -> bool:
    """Whether a fiscal year is spoken of, so that the calendar's may not be taken for it."""
    return _SAYS_FISCAL.search(folded) is not None


def told_year_end(folded: str) -> int | None:
    """The month in which the fiscal year ends, from a year, or a part of one, that is said to end on a day."""
    if not any(word in folded for word in _SPANS):
        return None
    if match := _YEAR_END.search(folded):
        return _month(match)
    for said in _YEAR_END_SAID.finditer(folded):
        if match := _YEAR_END_OF.search(folded, max(0, said.start() - 24), said.end()):
            return _month(match)
    if match := _MONTH_AND_YEAR.search(folded):
        return _MONTHS[match["month"]]
    if match := _QUARTER_END.search(folded):
        return _year_end(_ORDINALS[match["n"]], _month(match))
    if match := _MONTHS_END.search(folded):
        return _year_end(3 if match["n"] in ("nine", "9") else 2, _month(match))
    if (match := _SPAN_END.search(folded)) is None:
        return None
    quarter = next((named.quarter for named in _named(folded) if not (named.base or named.ahead or named.months)), None)
    if quarter is None:
        return None
    told = _year_end(quarter, _month(match))
    around = folded[max(0, match.start() - 140) : match.end() + 60]
    if "10-q" not in around:
        return told
    # the last report that was filed is most often on the quarter before the one that the call is on
    filed = _year_end(quarter - 1 or 4, _month(match))
    return filed if _FILED_ON.search(around) or (filed == 12 and told != 12) else told


_FILED_ON = lazy(r"\bfiled\b[^.]{0,40}\son\s")


def _month(match: re.Match[str]) -> int:
    """The month that is over on the day: a year of weeks may end some days into the next."""
    month = _MONTHS[match["month"]] if match["month"] else int(match["m"])
    day = int(match["day"] or match["d"] or 28)
    return month if day > 7 else (month - 2) % 12 + 1


def _year_end(quarter: int, month: int) -> int:
    return (month + 3 * (4 - quarter) - 1) % 12 + 1


@dataclass(frozen=True, slots=True)
class _Named:
    """A quarter, or the first months of a year, as the text names it."""

    quarter: int
    months: int | None
    """Six or nine where the first months of the year are told together."""
    year: int | None
    base: bool
    ahead: bool


_REACH = 110
"""Characters of its sentence that are read in front of a quarter."""


def _named(head: str) -> Iterator[_Named]:
    for match in _NAMED.finditer(head):
        if _IN_A_ROW.match(head, match.end()):
            continue
        months = {"nine": 9, "9": 9, "six": 6, "6": 6}.get(match["months"] or "")
        quarter = months // 3 if months else _ORDINALS[match["n"]] if match["n"] else int(match["d"])
        floor = max(0, match.start() - _REACH)
        base = _BASE.search(head, floor, match.start()) is not None
        far = _LONG_AGO.match(head, match.end()) is not None or "pre-pandemic" in head[floor : match.start()]
        year = None if far else _said(match["heard"] or match["year"])
        yield _Named(quarter, months, year, base or far, _AHEAD.search(head, floor, match.start()) is not None)


def _said(year: str | None) -> int | None:
    if year is None:
        return None
    return int(year[:3] + year[-1] if " " in year else year if len(year) == 4 else "20" + year)


def reported_quarter(head: str, fiscal_end: int, event: date | None) -> tuple[date, date] | None:
    """The quarter, or the first months of a year, that a call is on: what it names most, its first mention counting twice.

    Where the event's day is known, it is the last such quarter that was over by then; else its year is the one told most with it, or the
    one after that which it is compared with; ``None`` where two are told as often.
    """
    year_first = _YEAR_FIRST.search(head)
    if year_first and not _NAMED.search(head, 0, year_first.start()):
        # results for the year: its quarters are details
        return None
    if (quarter_of := _MONTH_QUARTER.search(head)) and (quarter_of["year"] or event):
        month = _MONTHS[quarter_of["month"]]
        # the one that was over by then
        year = int(quarter_of["year"]) if quarter_of["year"] else event.year - (month >= event.month) if event else 0
        return month_span(year, month - 2, month - 2)[0], month_span(year, month, month)[1]
    named = list(_named(head))
    told: Counter[tuple[int, int | None]] = Counter()
    for one in named:
        if not one.base and not one.ahead:
            told[one.quarter, one.months] += 1 if told else 2
    if not told:
        return None
    quarter, months = told.most_common(1)[0][0]
    if event is not None:
        year = event.year + 1
        while fiscal_quarter(year, quarter, fiscal_end)[1] > event:
            year -= 1
    else:
        votes: Counter[int] = Counter()
        if quarter < 4:
            # in a fourth quarter's call the next year is told as much as this one
            alone = (match["heard"] or match["year"] or match["short"] or match["full"] for match in _ALONE.finditer(head))
            votes.update(said for word in alone if (said := _said(word)))
        for one in named:
            if one.year is not None and not one.ahead and one.quarter == quarter:
                votes[one.year + one.base] += 12 if one.base else 9
            elif one.year is not None and one.quarter > quarter:
                votes[one.year] += 3
        for match in _SPAN_END.finditer(head):
            # the day a quarter ended on: its own, or of the one before where that is the last report filed
            if ended_in := match["y1"] or match["y2"]:
                month = _month(match)
                number, ended = (month - fiscal_end - 1) % 12 // 3 + 1, int(ended_in) + (month > fiscal_end)
                if quarter in (number, number % 4 + 1):
                    votes[ended + (quarter < number)] += 30
        votes.update(int(match[0]) for match in _BARE_YEAR.finditer(head) if int(match[0]) in votes)
        if not votes and quarter < 4 and (filed := _ANNUAL_REPORT.search(head)):
            # the last annual report is the one of the year before
            votes[int(filed["y"] or filed["year"]) + 1] += 1
        if not votes:
            return None
        (year, most), *others = votes.most_common(2)
        if others and 4 * others[0][1] > 3 * most:
            return None
    first, last = fiscal_quarter(year, quarter, fiscal_end)
    return (fiscal_quarter(year, 1, fiscal_end)[0] if months else first, last)

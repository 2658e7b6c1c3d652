"""Dates and periods in English and in codes (Q3, FY25, 1H24), found in folded text and resolved against an `Anchor`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from ..patterns import lazy
from .anchor import Anchor, Resolved, ending, full_year, month_span, months_before, safe_date
from .model import PeriodMention
from .units import is_measured

_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NTH = "(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_FISCAL = r"(?:fiscal(?:\syear)?\s|fy\s?)"
_SHORT = r"(?:20[0-9]{2}|[1-4][0-9](?![0-9]|[.,][0-9]|%))"
_COUNTED = {"twelve": 12, "nine": 9, "six": 6, "three": 3, "12": 12, "9": 9, "6": 6, "3": 3}
_WEEKS = {"thirteen": 3, "13": 3, "14": 3, "26": 6, "39": 9, "52": 12, "53": 12}

# Codes stand in Chinese texts too, where a word may follow at once; `_CODE_START` sees to their beginning.
_CODE = lazy(
    rf"""
    # q3, q3 2023, q1 fy25, q1 of fiscal 2025, 2023q3, 3q23, fy25 q3
    (?P<quarter>(?:
        (?:(?P<q_first_year>20[0-9]{{2}})\s?)?q(?P<q>[1-4])
        (?:(?:\sof|,)?\s?(?:{_FISCAL}'?)?'?(?P<q_year>{_SHORT}))?
    |   (?P<nq>[1-4])q\s?'?(?P<nq_year>{_SHORT})?
    |   (?:fy|cy)\s?'?(?P<fy_first>{_SHORT})\s?q(?P<fy_q>[1-4])
    )(?![a-z0-9]))
    # 9m 2023, 9m23: the first nine months
    |(?P<spanned>(?P<span>[369])m(?:\s?(?:of\s)?(?:fy\s?)?(?P<span_year>20[0-9]{{2}})|(?:\s?fy|'|)(?P<span_short>[12][0-9]))(?![0-9a-z]|[.,][0-9]|%))
    # h1 2024, 1h24
    |(?P<half>(?:h(?P<h>[12])(?:\s?(?:of\s)?{_FISCAL}?'?(?P<h_year>{_SHORT}))?|(?P<nh>[12])h\s?'?(?P<nh_year>{_SHORT})?)(?![a-z0-9]))
    # fy25, fy 2026, fy'27, cy25
    |(?P<year>(?P<fy_or_cy>fy|cy)\s?'?(?P<fy_year>{_SHORT})(?![a-z0-9]))
    |(?P<us_date>(?P<us_month>0?[1-9]|1[0-2])/(?P<us_day>3[01]|[12][0-9]|0?[1-9])/(?P<us_year>20[0-9]{{2}})(?![0-9]))
    # in '21
    |(?P<cut>'(?P<cut_year>[1-3][0-9])(?![0-9a-z%]))
    |(?P<bare>\b(?P<bare_year>20[0-4][0-9])\b(?![0-9,.]*[0-9]|\s?[-~]\s?[0-9]|%|\s(?:people|employees|customers|stores|units|million|billion)))
    """,
    re.X,
)
_WORDS = lazy(
    rf"""
    # the year ended december 31, 2024; six months ended june 30
    (?P<ended>\b(?:the\s)?(?:(?P<ended_months>twelve|nine|six|three|12|9|6|3)[- ]months?
        |(?P<ended_weeks>thirteen|13|14|26|39|52|53)[- ]weeks?
        |(?:full\s|fiscal\s)?(?P<ended_year>year)|quarter)
        (?:\speriod)?\s(?:that\s)?end(?:ed|ing|s)\s(?:on\s)?
        (?:(?P<ended_month>{_MONTH})\.?\s(?P<ended_day>[0-3]?[0-9])(?:st|nd|rd|th)?(?:,?\s(?P<ended_on>20[0-9]{{2}})(?![0-9]))?
        |(?P<ended_day2>[0-3]?[0-9])(?:st|nd|rd|th)?\s(?P<ended_month2>{_MONTH})(?:,?\s(?P<ended_on2>20[0-9]{{2}}))?)\b)
    # may 22, 2024; 22 may 2024; july 31
    |(?P<day>\b(?P<m_first>{_MONTH})\.?\s(?P<day_second>[0-3]?[0-9])(?:st|nd|rd|th)?(?:,?\s(?P<year_third>20[0-9]{{2}}))?(?![0-9]|%)\b
        |\b(?P<day_first>[0-3]?[0-9])(?:st|nd|rd|th)?\s(?P<m_second>{_MONTH})(?:\s(?P<year_last>20[0-9]{{2}}))?\b)
    |(?P<month>\b(?P<month_name>{_MONTH})\s(?P<month_year>20[0-9]{{2}})\b)
    # q3 last year, the fourth quarter of last year
    |(?P<last_year>\b(?:q(?P<ly_q>[1-4])|(?P<ly_nth>{_NTH})\squarter)\s(?:of\s)?(?:last|the\sprior)\s(?:fiscal\s)?year\b)
    # the prior-year quarter, a year ago, the same quarter last year
    |(?P<ago>\b(?:
        (?:the\s)?(?:prior|previous|last)[ -]year(?:['’]s)?\s(?:(?P<ago_nth>{_NTH})[ -])?(?:quarter|period)
    |   (?:the\s)?(?:prior|previous|last)[ -]year['’]s\sq(?P<ago_q>[1-4])
    |   (?:the\s)?year[ -](?:ago|earlier)\s(?:quarter|period)
    |   a\syear\s(?:ago|earlier)
    |   (?:the\s)?(?:same|corresponding|comparable)\s(?:quarter|period)\s(?:of\s|in\s)?
        (?:(?:the\s)?(?:last|prior|previous|preceding)\s(?:fiscal\s|financial\s)?year|a\syear\sago|fiscal\s20[0-9]{{2}}|(?P<ago_year>20[0-9]{{2}}))
    )\b)
    # first nine months of (fiscal (year)) 2021; the nine-month period
    |(?P<months>\b(?:first\s(?:(?P<first_months>nine|six|three|9|6|3)[\s-]months?|(?P<first_quarters>three|two|3|2)[\s-]quarters?)
            (?:\s(?:of\s)?(?:the\s|our\s)?{_FISCAL}?(?P<months_year>20[0-9]{{2}}|'[0-9]{{2}})(?![0-9])
            |\sof\s(?:the\s|this\s|our\s)?(?:fiscal\s)?year)?
        |(?P<span_months>nine|six|9|6)-months?\speriod))
    # trailing twelve months, the next 12 months
    |(?P<rolling>\b(?P<rolling_way>trailing|last|past|next|coming|following|previous|prior)\s(?:twelve|12)[ -]months\b)
    # the March quarter (of 2025)
    |(?P<month_quarter>\b(?P<mq_month>march|june|september|december)\squarter(?:\s(?:of\s)?(?P<mq_year>20[0-9]{{2}})(?![0-9]))?)
    # fiscal 2027 second quarter
    |(?P<year_nth>\bfiscal\s(?:year\s)?(?P<yn_year>20[0-9]{{2}}|'?[0-9]{{2}})(?:['’]s)?\s(?P<yn_nth>{_NTH})[\s-]quarter\b)
    # (the) third quarter (of (fiscal (year)) 2025); first half of 2025; fiscal second quarter; not the fourth quarter in a row
    |(?P<nth>\b(?:fiscal\s)?(?P<nth_number>{_NTH}|back)[\s-](?:fiscal\s)?(?P<nth_unit>quarter|half)(?!\s(?:in\sa\srow|running|straight|in\ssuccession))(?<!back\squarter)
        (?:\s(?:of\s)?(?:the\s)?(?:fiscal\s(?P<nth_heard>20[0-9]0\s[1-9])(?![%0-9a-z]|[.,][0-9]|\s(?:million|billion|percent|basis|points))
        |{_FISCAL}?(?P<nth_year>20[0-9]{{2}}|'[0-9]{{2}})(?![0-9]))|\sof\s(?:the\s|this\s)?(?:fiscal\s)?year)?)
    # fiscal 2025, fiscal year 2025
    # speech written down as it was heard: fiscal 2020 7
    |(?P<fiscal>\b(?:(?:full[ -]year|full)\s)?(?:fiscal(?:\syear)?)\s'?(?:(?P<fiscal_year>
        20[0-9]0\s[1-9](?![%0-9a-z]|[.,][0-9]|\s(?:million|billion|percent|basis|points))
        |20[0-9]{{2}}|[0-9]{{2}}))(?![0-9]|[.,][0-9]|%)\b)
    |(?P<calendar>\b(?:full[ -])?calendar(?:\syear)?\s(?P<calendar_year>20[0-9]{{2}})\b)
    |(?P<named>\b(?:full[ -]year|year)\s(?P<named_year>20[0-9]{{2}})\b)
    |(?P<at_end>\b(?:(?P<ae_quarter>quarter)|year)[- ]end\b(?:\s(?:{_FISCAL})?(?P<ae_year>20[0-9]{{2}})\b)?)
    |(?P<relative>\b(?P<which>this|last|next|current|prior|previous|the|upcoming|coming)\s(?:past\s)?(?:full\s|entire\s|fiscal\s)?
        (?P<unit>year|quarter|half|fiscal\syear)(?P<end>[- ]end)?\b(?![- ](?:ago|over|earlier|old|long|'?(?:20)?[0-9]{{2}}\b)))
    |(?P<to_date>\b(?:fiscal\s)?year[ -]to[ -]date\b)
    |(?P<full>\b(?:for\s)?(?:the\s)?full[ -](?:fiscal\s)?year\b)
    """,
    re.X,
)
# Where one of the two begins, a word of its own: the grammars above are tried nowhere else.
_CODE_START = lazy(
    r"[qhfc0-9'](?<![a-z0-9$€£].)"
    r"(?:(?<=')[1-3][0-9]|(?<=[369])m(?:\s?(?:of\s)?(?:fy\s?)?'?20[0-9]{2}|(?:\s?fy|'|)[12][0-9](?![0-9]))|(?<=q)[1-4]|(?<=[1-4])q|(?<=h)[12]|(?<=[12])h"
    r"|(?<=[fc])y|(?<=2)0[0-4][0-9](?!\s?年)|[0-9]?/[0-9]{1,2}/20)"
)
_WORD_START = lazy(
    r"[^a-z0-9$€£](?=[a-z0-9])"
    rf"(?={_MONTH}[. ]|[0-3]?[0-9](?:st|nd|rd|th)?\s{_MONTH}|{_NTH}[\s-]|back\shalf|fiscal\s|full|calendar\s|year[\s-]"
    r"|(?:this|last|next|current|prior|previous|upcoming|coming|past|trailing|following)[\s-]|a\syear\s|same\s|corresponding\s|comparable\s|for\s(?:the\s)?full|q[1-4]\s(?:of\s)?(?:last|the)|quarter[\s-]"
    r"|the\s(?:year|quarter|full|entire|fiscal|half|prior|previous|last|same|corresponding|comparable|past"
    r"|twelve|nine|six|three|thirteen|[1-9]{1,2}[- ])"
    r"|(?:twelve|nine|six|three|12|9|6|3)[- ]months?\s|(?:thirteen|13|14|26|39|52|53)[- ]weeks?\s"
    r"|(?:march|june|september|december)\squarter)"
)
# A text without any of these has no English period in words.
_TELLING = lazy("quarter|year|fiscal|calendar|half|months|month period|january|february|april|august|september|october|november|december")
_ABBREVIATED = lazy(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s[0-9]")
# Q1: at the head of a line asks and is no quarter.
_QUESTION = lazy(r"q[1-4]\s?[:、.)]")
_END_OF = lazy(r"\b(?P<label>end\sof\s)(?:the\s|our\s|this\s|calendar\s)?$")
_CLOSED = frozenset({"quarter", "half", "year", "year_to_date"})
_STEPS = {"last": -1, "prior": -1, "previous": -1, "next": 1, "upcoming": 1, "coming": 1}
_AHEAD = 12
"""Years past the event's from which a bare number in front of a Chinese word is no year (a name's 2050), nor is a '21."""


class EnglishPeriods:
    """Finds and resolves the English periods of one document."""

    def __init__(self, folded: str, anchor: Anchor) -> None:
        self._text = folded
        self._anchor = anchor
        self._resolvers: dict[str, Callable[[re.Match[str]], Resolved | None]] = {
            "quarter": self._quarter_code, "half": self._half_code,
            "spanned": self._spanned, "year": self._year_code, "us_date": self._us_date,
            "cut": self._cut, "bare": self._bare, "ended": self._ended,
            "day": self._day, "month": self._month, "last_year": self._last_year, "ago": self._ago, "nth": self._nth,
            "months": self._months, "rolling": self._rolling, "month_quarter": self._month_quarter, "year_nth": self._year_nth,
            "fiscal": self._fiscal, "calendar": self._calendar, "named": self._named, "at_end": self._at_end,
            "relative": self._relative, "to_date": self._to_date, "full": self._full,
        }  # fmt: skip

    def find(self) -> list[PeriodMention]:
        """All mentions, in order of place; where two begin together, the words before the code."""
        folded = self._text
        found = list(self._at(_CODE_START.finditer(folded), _CODE))
        if _TELLING.search(folded) or _ABBREVIATED.search(folded):
            # one character put in front: where the start's pattern begins there is where its word begins here
            found += self._at(_WORD_START.finditer("\n" + folded), _WORDS)
            found.sort(key=lambda mention: (mention.start, -mention.end))
        kept: list[PeriodMention] = []
        for mention in found:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return kept

    def _at(self, starts: Iterator[re.Match[str]], grammar: re.Pattern[str]) -> Iterator[PeriodMention]:
        reach = 0
        for start in starts:
            if start.start() < reach or (match := grammar.match(self._text, start.start())) is None:
                continue
            reach = match.end()
            resolved = self._resolvers[match.lastgroup or ""](match)
            if resolved is not None:
                fiscal = "fiscal" in match[0] or "fy" in match[0]
                begin = match.start()
                if resolved[0] in _CLOSED and (end := _END_OF.search(self._text, max(0, begin - 22), begin)):
                    # by the end of 2026: the day
                    begin, resolved = end.start("label"), ("date", resolved[2], resolved[2])
                yield PeriodMention(begin, match.end(), self._text[begin : match.end()], *resolved, fiscal)

    # -- codes ------------------------------------------------------------------------------------------------

    def _quarter_code(self, match: re.Match[str]) -> Resolved | None:
        if _QUESTION.match(self._text, match.start()) and self._text[match.start() - 1 : match.start()] in ("", "\n"):
            return None
        word = match["q_year"] or match["q_first_year"] or match["nq_year"] or match["fy_first"]
        return self._quarter(int(match["q"] or match["nq"] or match["fy_q"]), word)

    def _half_code(self, match: re.Match[str]) -> Resolved:
        return self._half(int(match["h"] or match["nh"]), match["h_year"] or match["nh_year"])

    def _spanned(self, match: re.Match[str]) -> Resolved:
        return self._first_months(int(match["span"]), match["span_year"] or match["span_short"])

    def _quarter(self, quarter: int, year: str | None) -> Resolved:
        return "quarter", *self._anchor.fiscal_span(full_year(year.lstrip("'")) if year else self._anchor.year_of_quarter(quarter), quarter)

    def _half(self, half: int, year: str | None) -> Resolved:
        if year:
            return "half", *self._anchor.fiscal_half(full_year(year.lstrip("'")), half)
        # the second half is the year's that is reported, over or still to come
        own = self._anchor.fiscal_year() if half == 2 and self._anchor.reporting else self._anchor.year_of_quarter(2 * half)
        return "half", *self._anchor.fiscal_half(own, half)

    def _year_code(self, match: re.Match[str]) -> Resolved:
        year = full_year(match["fy_year"])
        return "year", *(month_span(year, 1, 12) if match["fy_or_cy"] == "cy" else self._anchor.fiscal_span(year))

    def _us_date(self, match: re.Match[str]) -> Resolved | None:
        day = safe_date(int(match["us_year"]), int(match["us_month"]), int(match["us_day"]))
        return ("date", day, day) if day else None

    def _cut(self, match: re.Match[str]) -> Resolved | None:
        year = full_year(match["cut_year"])
        event = self._anchor.event
        if event is not None and abs(year - event.year) > _AHEAD:
            return None
        return "year", *month_span(year, 1, 12)

    def _bare(self, match: re.Match[str]) -> Resolved | None:
        year = int(match["bare_year"])
        event, behind = self._anchor.event, self._text[match.end() : match.end() + 2].strip()
        if (event is not None and year > event.year + _AHEAD and behind > "⺀") or is_measured(self._text, match.end()):
            return None
        return "year", *month_span(year, 1, 12)

    # -- words ------------------------------------------------------------------------------------------------

    def _ended(self, match: re.Match[str]) -> Resolved | None:
        months = (
            _COUNTED[match["ended_months"]] if match["ended_months"]
            else _WEEKS[match["ended_weeks"]] if match["ended_weeks"]
            else 12 if match["ended_year"] else 3
        )  # fmt: skip
        month = _MONTHS[(match["ended_month"] or match["ended_month2"])[:3]]
        number, year = int(match["ended_day"] or match["ended_day2"]), match["ended_on"] or match["ended_on2"]
        event = self._anchor.event
        if year is None and event is None:
            return ending(date(2000, 12, 31), months)[0], None, None
        day = safe_date(int(year) if year else event.year if event else 0, month, number)
        if day is None:
            return None
        if not year and event and day > event:
            day = safe_date(day.year - 1, month, number) or day
        # a year of 52 weeks may end some days into the next month
        first = months_before(months_before(day, 1) - date.resolution, months) if day.day <= 7 else months_before(day, months)
        return ending(day, months)[0], first, day

    def _day(self, match: re.Match[str]) -> Resolved | None:
        month = _MONTHS[(match["m_first"] or match["m_second"])[:3]]
        number, year = int(match["day_second"] or match["day_first"]), match["year_third"] or match["year_last"]
        if not year and self._anchor.event is None:
            return "date", None, None
        day = safe_date(int(year), month, number) if year else self._anchor.recent_day(month, number)
        return ("date", day, day) if day else None

    def _month(self, match: re.Match[str]) -> Resolved:
        month = _MONTHS[match["month_name"][:3]]
        return "month", *month_span(int(match["month_year"]), month, month)

    def _last_year(self, match: re.Match[str]) -> Resolved:
        quarter = int(match["ly_q"]) if match["ly_q"] else _QUARTERS[match["ly_nth"]]
        year = self._anchor.fiscal_year()
        return "quarter", *self._anchor.fiscal_span(year - 1 if year is not None else None, quarter)

    def _ago(self, match: re.Match[str]) -> Resolved:
        if named := match["ago_q"] or match["ago_nth"]:
            year = self._anchor.fiscal_year()
            quarter = int(named) if named.isdigit() else _QUARTERS[named]
            return "quarter", *self._anchor.fiscal_span(year - 1 if year is not None else None, quarter)
        return self._anchor.same_period_last_year(int(match["ago_year"]) if match["ago_year"] else None)

    def _nth(self, match: re.Match[str]) -> Resolved | None:
        number = _QUARTERS.get(match["nth_number"], 2)
        heard = match["nth_heard"]
        year = heard[:3] + heard[-1] if heard else match["nth_year"]
        if match["nth_unit"] == "quarter":
            return self._quarter(number, year)
        return self._half(number, year) if number <= 2 else None

    def _months(self, match: re.Match[str]) -> Resolved | None:
        quarters = match["first_quarters"]
        months = (9 if quarters in ("three", "3") else 6) if quarters else _COUNTED[match["first_months"] or match["span_months"]]
        return self._first_months(months, match["months_year"])

    def _first_months(self, months: int, word: str | None) -> Resolved:
        kind = ending(date(2000, 12, 31), months)[0]
        year = full_year(word.lstrip("'")) if word else self._anchor.fiscal_year()
        return kind, self._anchor.fiscal_span(year, 1)[0], self._anchor.fiscal_span(year, months // 3)[1]

    def _rolling(self, match: re.Match[str]) -> Resolved:
        reporting = self._anchor.reporting
        if match["rolling_way"] in ("next", "coming", "following") or reporting is None or self._anchor.fiscal_end is None:
            return "range", None, None
        return "range", months_before(reporting[1], 12), reporting[1]

    def _month_quarter(self, match: re.Match[str]) -> Resolved | None:
        month = _MONTHS[match["mq_month"][:3]]
        year = int(match["mq_year"]) if match["mq_year"] else None
        if year is None:
            day = self._anchor.reporting[1] if self._anchor.reporting else self._anchor.event
            if day is None:
                return "quarter", None, None
            # the one nearest to what is reported: the June quarter of a call on March is to come
            year = min((day.year - 1, day.year, day.year + 1), key=lambda one: abs((month_span(one, month, month)[1] - day).days))
        last = month_span(year, month, month)[1]
        return "quarter", months_before(last, 3), last

    def _year_nth(self, match: re.Match[str]) -> Resolved:
        return self._quarter(_QUARTERS[match["yn_nth"]], match["yn_year"])

    def _at_end(self, match: re.Match[str]) -> Resolved | None:
        if match["ae_quarter"]:
            if match["ae_year"]:
                return None
            current = self._anchor.quarter()
            last = current[1] if current is not None and self._anchor.fiscal_end is not None else None
        else:
            last = self._anchor.fiscal_span(int(match["ae_year"]) if match["ae_year"] else self._anchor.fiscal_year())[1]
        return "date", last, last

    def _fiscal(self, match: re.Match[str]) -> Resolved:
        word = match["fiscal_year"]
        return "year", *self._anchor.fiscal_span(int(word[:3] + word[-1]) if " " in word else full_year(word))

    def _calendar(self, match: re.Match[str]) -> Resolved:
        return "year", *month_span(int(match["calendar_year"]), 1, 12)

    def _named(self, match: re.Match[str]) -> Resolved:
        return "year", *self._anchor.fiscal_span(int(match["named_year"]))

    def _full(self, match: re.Match[str]) -> Resolved:
        return "year", *self._anchor.fiscal_span(self._anchor.fiscal_year())

    def _to_date(self, match: re.Match[str]) -> Resolved:
        anchor = self._anchor
        if anchor.fiscal_end is None:
            return "year_to_date", None, None
        if anchor.reporting is not None:
            return "year_to_date", anchor.fiscal_span(anchor.fiscal_year())[0], anchor.reporting[1]
        event = anchor.event
        return ("year_to_date", date(event.year, 1, 1), event) if event and anchor.fiscal_end == 12 else ("year_to_date", None, None)

    def _relative(self, match: re.Match[str]) -> Resolved | None:
        step = _STEPS.get(match["which"], 0)
        if match["unit"] == "half":
            return None
        if match["unit"] == "quarter":
            current = self._anchor.quarter()
            if current is None or self._anchor.fiscal_end is None:
                return "quarter", None, None
            index = current[1].year * 12 + current[1].month - 1 + 3 * step
            last = month_span(index // 12, index % 12 + 1, index % 12 + 1)[1]
            return ("date", last, last) if match["end"] else ("quarter", months_before(last, 3), last)
        year = self._anchor.fiscal_year()
        first, day = self._anchor.fiscal_span(year + step if year is not None else None)
        return ("date", day, day) if match["end"] else ("year", first, day)

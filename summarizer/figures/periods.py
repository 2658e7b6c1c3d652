"""Dates and periods of zh-Hans, zh-Hant and en, found in folded text and resolved against the document's own date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..patterns import lazy
from ..schemas.vocabulary import PeriodKind
from .model import PeriodMention
from .numerals import DIGITS

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
             "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}  # fmt: skip
_MONTH = (r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
          r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)")  # fmt: skip
_YEARS_OFF = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "来": 1, "后": 2}

_CN_YEAR = r"[一二][零〇一二三四五六七八九]{3}"
_CN_DAY = r"[一二三]?十?[一二三四五六七八九十]"
# The part of a year that may follow it.
_ZH_PART = (
    r"(?:前[三3]个?季度|前[二两2]个?季度|1\s?[-~至到]\s?9月份?|1\s?[-~至到]\s?6月份?|第?[一二三四1-4](?:季度|季)(?:末|底)?|[qQ][1-4]|[上下]半年(?:度|末)?|半年度|h[12]|中期"
    r"|年末|年底|底|末|年初|初|全年度?|年度|(?:\d{1,2}|十[一二]?|[二三四五六七八九]|一(?!个))月(?:末|底|份)?(?:止(?:年度|(?:三|六|九|十二)个月))?(?!\d))"
)
_ZH = lazy(
    # only at what can begin a period
    r"(?=[0-9一二三四五六七八九十今去前明后本当上次来下这该此报第全年期半“\"])(?:"
    # 2023年10月30日, 二零二五年三月三十一日, 2023-10-30, 2023/10/30
    r"(?P<day>(?:(?<![\d.])(?P<dy>(?:19|20)\d\d)|(?P<dcy>" + _CN_YEAR + r"))\s?年\s?(?P<dm>\d{1,2}|" + _CN_DAY + r")\s?月\s?(?P<dd>\d{1,2}|" + _CN_DAY + r")\s?[日号](?:止(?P<upto>(?:财政)?年度|(?P<months>三|六|九|十二|3|6|9|12)个月)(?:期间)?)?"
    r"|(?<![\d.])(?P<iy>20\d\d)[-/.](?P<im>0?[1-9]|1[0-2])[-/.](?P<id>0?[1-9]|[12]\d|3[01])(?![\d.]))"
    # 2024-2026年, 23-28年, 从22到23, 27、28年
    r"|(?P<yy>(?<![\da-z~])(?<!\d[.,\-])(?P<y1>20\d\d|[0-3]\d)(?P<y1n>\s?年度?)?\s?(?P<sep>[-~至到—–、和及])\s?(?P<y2>20\d\d|[0-3]\d)(?P<y2n>\s?(?:财年|年度|年))?(?![\d.%,万亿千百个元月日倍家张台:]))"
    # 2023年前三季度, 22年, FY25 is below; 2023年度
    r"|(?P<year>(?<![\da-z])(?<!\d[.,\-])(?:(?P<fyy>(?:19|20)\d\d)|(?P<fy2>[0-3]\d)|(?P<cy>" + _CN_YEAR + r"))\s?(?P<fisc>财政年度|财年|年度?|(?=上半年|下半年|[qh][1-4]))"
    r"(?:\s?(?:的|第)?\s?(?P<ypart>" + _ZH_PART + r"))?)"
    # 今年前三季度, 去年, 明年上半年, 本年度
    r"|(?P<rel>(?:(?P<rely>[今去前明后本当])(?:财)?(?P<relyn>年度?)|(?P<last>上一?年度?|次年|来年)(?!末|底)|(?P<thisfy>本财政年度|本财年))"
    r"(?:\s?(?P<relsame>同期)|\s?(?:的|第)?\s?(?P<rpart>" + _ZH_PART + r"|内|以来))?)"
    r"|(?P<same>(?:上年|去年)同期)"
    # 本季度末, 上季度, 报告期
    r"|(?P<quarter>(?P<whichq>本|当|上个?|上一|下个?|下一|这个?|该|此)(?:一|个)?季度?(?P<qend>末|底)?)"
    r"|(?P<report>本?报告期(?P<rend>末)?内?)"
    # 前三季度, 第四季度, 上半年, 年底, 年内, 全年, 三季度末, 四季
    r"|(?P<part>(?<![近过未来的两三四五])(?:(?P<pp>前[三3]个?季度|前[二两2]个?季度|第[一二三四1-4]季(?:度)?|[一二三四](?:季度|季)(?!末?个)|[上下]半年度?|半年度|全年度?)(?P<pend>末|底)?|年末|年底|年内|年初|期末|期初)(?!后))"
    # 9月1日, 8月23日, 9月, 9月份
    r"|(?P<md>(?<![\d.\-~])(?P<mm>1[0-2]|0?[1-9]|(?<![一二三四五六七八九十])(?:十[一二]?|[二三四五六七八九]|一))\s?月\s?(?:(?P<mday>3[01]|[12]\d|0?[1-9]|[二三]?十?[一二三四五六七八九十])\s?[日号](?!线)|份|末|底)?(?![一-鿿]?期内))"
    r"|(?P<plan>[“\"]?十[三四五六]五[”\"]?(?:规划)?(?:期间|时期|末)?))"
)
_SINGLE_YEAR = lazy(r"(20\d\d|[0-3]\d)\s?年(?:度)?(?:的?(" + _ZH_PART + r"))?")
_QNAME = r"(?P<qn>first|second|third|fourth|1st|2nd|3rd|4th)"
_EN = lazy(
    # May 22, 2024; 22 May 2024; June 30, 2025; July 31
    r"(?P<day>\b(?P<m1>" + _MONTH + r")\.?\s(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s(?P<y1>20\d\d))?(?!\d|%)\b"
    r"|\b(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s(?P<m2>" + _MONTH + r")(?:\s(?P<y2>20\d\d))?\b"
    r"|\b(?P<us1>0?[1-9]|1[0-2])/(?P<us2>0?[1-9]|[12]\d|3[01])/(?P<us3>20\d\d)\b)"
    # the prior-year quarter, a year ago, the same quarter last year
    r"|(?P<ago>\b(?:(?:the\s)?(?:prior|previous|last)[ -]year(?:['’]s)?\s(?:(?:third|first|second|fourth)\s)?(?:quarter|period)|(?:the\s)?year[ -](?:ago|earlier)\s(?:quarter|period)"
    r"|a\syear\s(?:ago|earlier)|(?:the\s)?same\s(?:quarter|period)\s(?:of\s|in\s)?(?:last\syear|the\sprior\syear|a\syear\sago|fiscal\s20\d\d)|(?:q[1-4]|(?:first|second|third|fourth)\squarter)\s(?:of\s)?(?:last|the\sprior)\syear)\b)"
    # March 2025
    r"|(?P<month>\b(?P<mn>" + _MONTH + r")\s(?P<my>20\d\d)\b)"
    # Q3, Q3 2023, Q1 FY25, Q1 of fiscal 2025, 2023Q3, 3Q23, 1H24, H1 2024
    r"|(?P<q>\b(?:(?P<yb>20\d\d)\s?)?q(?P<q1>[1-4])(?:(?:\sof|,)?\s?(?P<qf>fiscal(?:\syear)?\s|fy\s?'?)?'?(?P<qy>20\d\d|\d\d(?!\d|[.,]\d|%)))?\b"
    r"|\b(?P<q2>[1-4])q\s?'?(?P<q2y>20\d\d|\d\d)?\b)"
    r"|(?P<h>\b(?:h(?P<h1>[12])(?:\s?(?:of\s)?(?P<hf>fiscal(?:\syear)?\s|fy\s?)?'?(?P<hy>20\d\d|\d\d))?|(?P<h2>[12])h\s?'?(?P<h2y>20\d\d|\d\d)?)\b)"
    # (the) third quarter (of (fiscal (year)) 2025); first half of 2025
    r"|(?P<nq>\b" + _QNAME + r"(?:[ -]|\s)(?:fiscal\s)?(?P<qh>quarter|half)(?:\s(?:of\s)?(?:the\s)?(?P<nf>fiscal\s(?:year\s)?|fy\s?)?(?P<ny>20\d\d)|\s(?:of\s)(?:the\s|this\s)?(?P<nthis>year|fiscal year))?)"
    r"|(?P<nq2>\bfiscal\s(?P<qn2>first|second|third|fourth)[ -]quarter(?:\s(?:of\s)?(?P<n2y>20\d\d))?)"
    # fiscal 2025, fiscal year 2025, FY25, FY 2026, FY'27
    r"|(?P<fy>\b(?:(?P<ff>full[ -]year\s)?(?:fiscal(?:\syear)?|full[ -]year\sfiscal|fy)\s?'?(?P<fyy>20\d\d|\d\d)(?!\d|[.,]\d|%))\b)"
    r"|(?P<cal>\b(?:full[ -]year|calendar(?:\syear)?|year)\s(?P<caly>20\d\d)\b)"
    # nine months ended, year to date
    r"|(?P<rel>\b(?:(?P<which>this|last|next|current|prior|previous|the|upcoming|coming)\s(?:past\s)?(?:full\s|entire\s|fiscal\s)?(?P<unit>year|quarter|half|fiscal year)(?P<end>[- ]end)?)\b(?![- ](?:ago|over|earlier|old|long)))"
    r"|(?P<ytd>\byear[ -]to[ -]date\b)"
    r"|(?P<full>\b(?:for\s)?(?:the\s)?full[ -](?:fiscal\s)?year\b)"
    r"|(?P<bare>(?<![$€£\d,.\-])\b(?P<barey>20[0-4]\d)\b(?![\d,.]*\d|%|\s(?:" + r"people|employees|customers|stores|units|million|billion" + r")))"
)
_EN_START = lazy(
    r"(?<![a-z0-9$€£])(?:" + _MONTH + r"|q[1-4]|[1-4]q|h[12]|[12]h|fy|20[0-4]\d|[0-3]?\d(?:st|nd|rd|th)?\s" + _MONTH + r"|\d{1,2}/\d{1,2}/20|first|second|third|fourth|[1-4](?:st|nd|rd|th)\s"
    r"|fiscal|full|calendar|year|(?:this|last|next|current|prior|previous|upcoming|coming)[ -]|the\s(?:year|quarter|full|entire|fiscal|half|prior|previous|last|same|past)|a\syear|same\s|for\s(?:the\s)?full)"
)
# 15年来, 10年经验, 近20年: a stretch of years and no calendar year
_STRETCH = lazy(r"\s?(?:来|间|以来的?|经验|期|以上|左右|内|前|后|的?历史|时间|多|余|老|之久|的?合作)")
_AFTER_STRETCH = lazy(r"(?:近|约|过去|未来|超过|超|逾|第|长达|达|最近|每|满|共|用了?)\s?$")
_FUTURE = lazy(r"预计|将|计划|目标|力争|有望|展望|争取|预期|希望|预估|估|上看|指引|expect|will|guid|anticipat|outlook|forecast|plan|target")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative periods are resolved against."""

    event: date | None = None
    reporting: tuple[date, date] | None = None
    """First and last day of the period that the document reports."""
    fiscal_end: int | None = None
    """Month in which the fiscal year ends, where the document tells; ``None`` is unknown."""


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of month ``first`` and last day of month ``last`` of ``year``."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def quarter_span(year: int, quarter: int) -> tuple[date, date]:
    return month_span(year, quarter * 3 - 2, quarter * 3)


def fiscal_quarter(year: int, quarter: int, end_month: int) -> tuple[date, date]:
    """Quarter ``quarter`` of the fiscal year that ends in month ``end_month`` of ``year``."""
    last_index = year * 12 + end_month - 1 - (4 - quarter) * 3
    first_index = last_index - 2
    return date(first_index // 12, first_index % 12 + 1, 1), month_span(last_index // 12, 1, last_index % 12 + 1)[1]


def _year(word: str) -> int:
    if word[0] in DIGITS:
        return int("".join(str(DIGITS[letter]) for letter in word))
    number = int(word)
    return number + 2000 if number < 100 else number


def _day_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    tens, _, ones = word.partition("十")
    if "十" not in word:
        return DIGITS[word]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


Resolved = tuple[PeriodKind, date | None, date | None]


def _part(year: int, part: str) -> Resolved:
    """A part of a calendar year named in Chinese."""
    part = part.strip().lower()
    if part[0] == "前" or part[0] == "1" and len(part) > 3 and "月" in part:
        months = 9 if "三" in part or "3" in part or "9" in part else 6
        return ("year_to_date" if months == 9 else "half"), *month_span(year, 1, months)
    if part.startswith("q") and part[1:].isdigit():
        return "quarter", *quarter_span(year, int(part[1:]))
    if part.startswith("h"):
        return "half", *(month_span(year, 1, 6) if part[1] == "1" else month_span(year, 7, 12))
    if part.endswith(("季度末", "季末", "季度底", "半年末")):
        _, _, last = _part(year, part[:-1])
        return "date", last, last
    if part.endswith(("季度", "季")):
        return "quarter", *quarter_span(year, _QUARTERS[part.removeprefix("第")[0]])
    if part.startswith(("上半年", "半年", "中期")):
        return "half", *month_span(year, 1, 6)
    if part.startswith("下半年"):
        return "half", *month_span(year, 7, 12)
    if part in ("年末", "年底", "底", "末"):
        return "date", date(year, 12, 31), date(year, 12, 31)
    if part in ("年初", "初"):
        return "date", date(year, 1, 1), date(year, 1, 1)
    month = re.match(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月(末|底)?(?:份?止(?P<upto>年度|三|六|九|十二))?", part)
    if month and 1 <= _day_number(month[1]) <= 12:
        number = _day_number(month[1])
        first, last = month_span(year, number, number)
        if month["upto"]:
            # 六月底止六个月: the months that end there
            return _ending(last, {"三": 3, "六": 6, "九": 9}.get(month["upto"], 12))
        return ("date", last, last) if month[2] else ("month", first, last)
    return "year", *month_span(year, 1, 12)


class PeriodFinder:
    """Finds and resolves the periods of one document."""

    def __init__(self, folded: str, anchor: Anchor) -> None:
        self._text = folded
        self._anchor = anchor

    def find(self) -> list[PeriodMention]:
        """All mentions in order of place; a Chinese reading wins where both grammars match."""
        found = list(self._chinese())
        taken = [(mention.start, mention.end) for mention in found]
        if re.search(r"[a-z]{3}", self._text) or re.search(r"[qhf][1-4y]|[1-4][qh]", self._text):
            index = 0
            extra = []
            for mention in self._english():
                while index < len(taken) and taken[index][1] <= mention.start:
                    index += 1
                if index < len(taken) and taken[index][0] < mention.end:
                    continue
                extra.append(mention)
            found = sorted(found + extra, key=lambda mention: mention.start)
        return found

    # -- Chinese ----------------------------------------------------------------------------------------------

    def _chinese(self) -> Iterator[PeriodMention]:
        text = self._text
        position = 0
        search = _ZH.search
        while match := search(text, position):
            resolved = self._resolve_chinese(match)
            if resolved is None:
                position = match.start() + 1
                # a refused year range may still begin with a year
                if match.lastgroup == "yy":
                    single = self._single_year(match.start())
                    if single:
                        yield single
                        position = single.end
                continue
            kind, first, last = resolved
            end = match.end()
            while text[end - 1] == " ":
                end -= 1
            fiscal = "财" in match[0]
            yield PeriodMention(match.start(), end, text[match.start() : end], kind, first, last, fiscal)
            position = match.end()

    def _single_year(self, start: int) -> PeriodMention | None:
        match = _SINGLE_YEAR.match(self._text, start)
        if not match or not self._plausible_year(_year(match[1]), match.start(), match.end(), short=len(match[1]) == 2):
            return None
        kind, first, last = _part(_year(match[1]), match[2] or "全年")
        return PeriodMention(match.start(), match.end(), match[0], kind, first, last)

    def _plausible_year(self, year: int, start: int, end: int, *, short: bool) -> bool:
        if not short:
            return 1900 <= year <= 2100
        if _STRETCH.match(self._text, end) or _AFTER_STRETCH.search(self._text[max(0, start - 3) : start]):
            return False
        now = self._anchor.event.year if self._anchor.event else 2024
        return now - 14 <= year <= now + 12

    def _resolve_chinese(self, match: re.Match[str]) -> Resolved | None:
        anchor, text = self._anchor, self._text
        name = match.lastgroup
        event = anchor.event
        if match["day"]:
            if match["iy"]:
                day = _safe_date(int(match["iy"]), int(match["im"]), int(match["id"]))
            else:
                day = _safe_date(_year(match["dy"] or match["dcy"]), _day_number(match["dm"]), _day_number(match["dd"]))
            if day and match["upto"]:
                # 截至二零二五年三月三十一日止年度: the months that end there
                return _ending(day, {"三": 3, "六": 6, "九": 9, "十二": 12}.get(match["months"] or "十二") or int(match["months"]))
            return ("date", day, day) if day else None
        if match["yy"]:
            first, last = _year(match["y1"]), _year(match["y2"])
            short = len(match["y1"]) == 2
            marked = bool(match["y1n"] or match["y2n"])
            if match["y1n"] and match["sep"] in "、和及":
                # 2023 年、2024 年分别是: two years, not a stretch
                return None
            if not first < last <= first + 15 or len(match["y1"]) != len(match["y2"]):
                return None
            # two bare numbers are years only where they lie around the event's and count on by a few
            if short and not (marked and self._plausible_year(first, match.start(), match.end(), short=True)):
                now = event.year if event else None
                before = text[max(0, match.start() - 1) : match.start()]
                if marked or now is None or not (now - 3 <= first <= now + 1 and last - first <= 6) or before in "约近":
                    return None
                if re.match(r"\s?(?:之间|左右|以上|以下|人|名|位)", text[match.end() :][:4]):
                    return None
            if not short and not marked and re.match(r"\s?[a-z一-鿿]", text[match.end() :][:2]) is None:
                return None
            kind: PeriodKind = "range"
            if re.search(r"从\s?$", text[max(0, match.start() - 2) : match.start()]) or (not marked and last == first + 1):
                # 从22到23: growth into the second year
                return "year", *month_span(last, 1, 12)
            return kind, date(first, 1, 1), date(last, 12, 31)
        if match["year"]:
            word = match["fyy"] or match["fy2"] or match["cy"]
            year = _year(word)
            short = match["fy2"] is not None
            if short and not match["ypart"] and not self._plausible_year(year, match.start(), match.end(), short=True):
                return None
            if not self._plausible_year(year, match.start(), match.end(), short=short):
                return None
            if "财" in (match["fisc"] or ""):
                return self._fiscal_year(year, match["ypart"])
            return self._in_year(year, match["ypart"] or "全年")
        if match["rel"]:
            return self._relative_year(match)
        if match["same"]:
            return self._same_period_last_year()
        if match["quarter"]:
            return self._quarter(match)
        if match["report"]:
            if not anchor.reporting:
                return "range", None, None
            if match["rend"]:
                return "date", anchor.reporting[1], anchor.reporting[1]
            return _kind_of(*anchor.reporting), *anchor.reporting
        if match["part"]:
            return self._bare_part(match)
        if match["md"]:
            return self._month_day(match)
        if name == "plan" or match["plan"]:
            number = {"三": 2016, "四": 2021, "五": 2026, "六": 2031}.get(re.sub(r"[^三四五六]", "", match["plan"])[:1])
            if match["plan"].count("五") >= 2 and "十五五" in match["plan"]:
                number = 2026
            return ("range", date(number, 1, 1), date(number + 4, 12, 31)) if number else None
        return None

    def _in_year(self, year: int, part: str) -> Resolved:
        """A part of a year; quarters and halves are the fiscal year's where that is not the calendar's."""
        kind, first, last = _part(year, part)
        end = self._anchor.fiscal_end
        if end == 12 or not re.search(r"季|半年", part) or kind == "year":
            return kind, first, last
        if end is None:
            return kind, None, None
        if kind == "quarter" and first is not None:
            return kind, *fiscal_quarter(year, (first.month + 2) // 3, end)
        return kind, first, last

    def _fiscal_year(self, year: int, part: str | None) -> Resolved:
        end = self._anchor.fiscal_end
        if end is None:
            return ("quarter" if part and "季" in part else "year"), None, None
        if part and (match := re.match(r"第?([一二三四1-4])季|q([1-4])", part)):
            return "quarter", *fiscal_quarter(year, _QUARTERS[match[1] or match[2]], end)
        first, _ = fiscal_quarter(year, 1, end)
        return "year", first, fiscal_quarter(year, 4, end)[1]

    def _relative_year(self, match: re.Match[str]) -> Resolved:
        event = self._anchor.event
        part = match["rpart"]
        if match["thisfy"]:
            reporting = self._anchor.reporting
            return ("year", *reporting) if reporting else ("year", None, None)
        if event is None:
            return "year", None, None
        if match["last"]:
            year = event.year + (1 if match["last"] in ("次年", "来年") else -1)
        else:
            year = event.year + _YEARS_OFF[match["rely"]]
        if match["relsame"]:
            return self._same_period_last_year()
        if part == "以来":
            return "year_to_date", date(year, 1, 1), event
        if part and part != "内":
            return self._in_year(year, part)
        return "year", *month_span(year, 1, 12)

    def _same_period_last_year(self) -> Resolved:
        reporting = self._anchor.reporting
        if not reporting:
            return "range", None, None
        first, last = (years_back(day, 1) for day in reporting)
        return _kind_of(first, last), first, last

    def _quarter(self, match: re.Match[str]) -> Resolved:
        current = self.reported_quarter()
        if current is None:
            return "quarter", None, None
        first, last = current
        which = match["whichq"][0]
        if which == "上":
            last = first - timedelta(days=1)
            first = quarter_span(last.year, (last.month + 2) // 3)[0]
        elif which == "下":
            first = last + timedelta(days=1)
            last = quarter_span(first.year, (first.month + 2) // 3)[1]
        if match["qend"]:
            return "date", last, last
        return "quarter", first, last

    def reported_quarter(self) -> tuple[date, date] | None:
        """The quarter that ``this quarter`` means: the last one of the reported period, else the last complete one."""
        reporting, event = self._anchor.reporting, self._anchor.event
        if reporting and reporting[1].day >= 28:
            last = reporting[1]
            index = last.year * 12 + last.month - 3
            return date(index // 12, index % 12 + 1, 1), last
        if event is None or self._anchor.fiscal_end is None:
            return None
        quarter = (event.month + 2) // 3
        first, last = quarter_span(event.year, quarter)
        if (last - event).days > 10:
            last = first - timedelta(days=1)
            first = quarter_span(last.year, (last.month + 2) // 3)[0]
        return first, last

    def _bare_part(self, match: re.Match[str]) -> Resolved | None:
        event = self._anchor.event
        word = match["pp"]
        ahead = bool(_FUTURE.search(self._text[max(0, match.start() - 12) : match.end() + 12]))
        if word is None:
            word = match["part"]
            if event is None:
                return "date" if word != "年内" else "year", None, None
            reporting = self._anchor.reporting
            if word in ("期末", "期初"):
                if not reporting:
                    return "date", None, None
                day = reporting[1] if word == "期末" else reporting[0]
                return "date", day, day
            if word == "年内":
                return "year", *month_span(event.year, 1, 12)
            if word == "年初":
                return "date", date(event.year, 1, 1), date(event.year, 1, 1)
            # 年末 in a report on a finished year is that year's
            year = event.year
            if reporting and not ahead and reporting[1].month == 12 and reporting[1] < event:
                before = self._text[max(0, match.start() - 4) : match.start()]
                if "到" not in before and "至" not in before or "截至" in before:
                    year = reporting[1].year
            return "date", date(year, 12, 31), date(year, 12, 31)
        if event is None:
            return _part(2000, word)[0], None, None
        reporting = self._anchor.reporting
        if word.startswith("全年"):
            # the whole of a year: the reported one, unless the talk is of what will be
            year = event.year if ahead or not reporting or reporting[1].month != 12 else reporting[1].year
            kind, first, last = _part(year, word)
        else:
            if self._anchor.fiscal_end is None:
                return _part(event.year, word)[0], None, None
            kind, first, last = _part(event.year, word)
            if first and first > event and not ahead:
                kind, first, last = _part(event.year - 1, word)
        if match["pend"]:
            return "date", last, last
        return kind, first, last

    def _month_day(self, match: re.Match[str]) -> Resolved | None:
        event = self._anchor.event
        month = _day_number(match["mm"])
        if event is None:
            return ("date" if match["mday"] else "month"), None, None
        year = event.year
        if match["mday"]:
            day = _safe_date(year, month, _day_number(match["mday"]))
            if day is None:
                return None
            if (day - event).days > 200:
                day = _safe_date(year - 1, month, _day_number(match["mday"]))
            return "date", day, day
        first, last = month_span(year, month, month)
        if (first - event).days > 200:
            first, last = month_span(year - 1, month, month)
        if match[0].endswith(("末", "底")):
            return "date", last, last
        return "month", first, last

    # -- English ----------------------------------------------------------------------------------------------

    def _english(self) -> Iterator[PeriodMention]:
        text = self._text
        reach = 0
        for anchor in _EN_START.finditer(text):
            # the long grammar is tried only where a word of its own begins
            if anchor.start() < reach:
                continue
            match = _EN.match(text, anchor.start())
            if match is None:
                continue
            reach = match.end()
            resolved = self._resolve_english(match)
            if resolved is None:
                continue
            kind, first, last = resolved
            yield PeriodMention(match.start(), match.end(), match[0], kind, first, last, "fiscal" in match[0] or "fy" in match[0])

    def _fiscal_span(self, year: int, quarter: int | None) -> tuple[date | None, date | None]:
        end = self._anchor.fiscal_end
        if end is None:
            return None, None
        if quarter is None:
            return fiscal_quarter(year, 1, end)[0], fiscal_quarter(year, 4, end)[1]
        return fiscal_quarter(year, quarter, end)

    def _guess_year(self, quarter: int | None) -> int | None:
        """The fiscal year meant where only a quarter is named: the one whose quarter ended last before the event."""
        event, end = self._anchor.event, self._anchor.fiscal_end or 12
        reporting = self._anchor.reporting
        if reporting and quarter is not None:
            for year in (reporting[1].year - 1, reporting[1].year, reporting[1].year + 1):
                first, last = fiscal_quarter(year, quarter, end)
                if last == reporting[1] or first == reporting[0]:
                    return year
        if event is None:
            return None
        year = event.year + 1
        while fiscal_quarter(year, quarter or 4, end)[0] > event:
            year -= 1
        return year

    def _resolve_english(self, match: re.Match[str]) -> Resolved | None:
        event = self._anchor.event
        if match["day"]:
            if match["us3"]:
                day = _safe_date(int(match["us3"]), int(match["us1"]), int(match["us2"]))
                return ("date", day, day) if day else None
            month = _MONTHS[(match["m1"] or match["m2"])[:3]]
            number = int(match["d1"] or match["d2"])
            word = match["y1"] or match["y2"]
            if not word and event is None:
                return "date", None, None
            year = int(word) if word else (event.year if event else 0)
            day = _safe_date(year, month, number)
            if day and not word and event and (day - event).days > 200:
                day = _safe_date(year - 1, month, number)
            return ("date", day, day) if day else None
        if match["month"]:
            month = _MONTHS[match["mn"][:3]]
            return "month", *month_span(int(match["my"]), month, month)
        if match["q"]:
            quarter = int(match["q1"] or match["q2"])
            word = match["qy"] or match["yb"] or match["q2y"]
            year = _year(word) if word else self._guess_year(quarter)
            if year is None:
                return "quarter", None, None
            return "quarter", *self._fiscal_span(year, quarter)
        if match["h"]:
            half = int(match["h1"] or match["h2"])
            word = match["hy"] or match["h2y"]
            year = _year(word) if word else self._guess_year(2 * half)
            return "half", *self._half(year, half)
        if match["nq"]:
            number = _QUARTERS[match["qn"]]
            if match["qh"] == "half":
                if number > 2:
                    return None
                year = int(match["ny"]) if match["ny"] else self._guess_year(2 * number)
                return "half", *self._half(year, number)
            year = int(match["ny"]) if match["ny"] else self._guess_year(number)
            if year is None:
                return "quarter", None, None
            return "quarter", *self._fiscal_span(year, number)
        if match["nq2"]:
            number = _QUARTERS[match["qn2"]]
            year = int(match["n2y"]) if match["n2y"] else self._guess_year(number)
            if year is None:
                return "quarter", None, None
            return "quarter", *self._fiscal_span(year, number)
        if match["fy"]:
            return "year", *self._fiscal_span(_year(match["fyy"]), None)
        if match["cal"]:
            return "year", *self._fiscal_span(int(match["caly"]), None)
        if match["rel"]:
            return self._relative_english(match)
        if match["ago"]:
            return self._same_period_last_year()
        if match["ytd"]:
            return ("year_to_date", date(event.year, 1, 1), event) if event else ("year_to_date", None, None)
        if match["full"]:
            year = self._current_year()
            if year is None:
                return "year", None, None
            return "year", *self._fiscal_span(year, None)
        return "year", *month_span(int(match["barey"]), 1, 12)

    def _current_year(self) -> int | None:
        """The fiscal year in which the event lies, or the reported one where a whole year is reported."""
        reporting, event, end = self._anchor.reporting, self._anchor.event, self._anchor.fiscal_end or 12
        if reporting:
            last = reporting[1]
            return last.year + (1 if last.month > end else 0)
        if event is None:
            return None
        return event.year + (1 if event.month > end else 0)

    def _half(self, year: int | None, half: int) -> tuple[date | None, date | None]:
        if year is None:
            return None, None
        first = self._fiscal_span(year, 2 * half - 1)[0]
        return first, self._fiscal_span(year, 2 * half)[1]

    def _relative_english(self, match: re.Match[str]) -> Resolved | None:
        which, unit = match["which"], match["unit"]
        step = {"last": -1, "prior": -1, "previous": -1, "next": 1, "upcoming": 1, "coming": 1}.get(which, 0)
        if unit == "half":
            return None
        if unit == "quarter":
            current = self.reported_quarter()
            if current is None or self._anchor.fiscal_end is None:
                return "quarter", None, None
            index = current[1].year * 12 + current[1].month - 1 + 3 * step
            last = month_span(index // 12, 1, index % 12 + 1)[1]
            first_index = index - 2
            first = date(first_index // 12, first_index % 12 + 1, 1)
            return ("date", last, last) if match["end"] else ("quarter", first, last)
        year = self._current_year()
        if year is None:
            return "year", None, None
        first, last = self._fiscal_span(year + step, None)  # type: ignore[assignment]  # may be unknown
        return ("date", last, last) if match["end"] else ("year", first, last)


def _ending(last: date, months: int) -> Resolved:
    """The ``months`` months that end with ``last``."""
    index = last.year * 12 + last.month - months
    first = date(index // 12, index % 12 + 1, 1)
    return _kind_of(first, last), first, last


def _kind_of(first: date, last: date) -> PeriodKind:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    named: dict[int, PeriodKind] = {12: "year", 6: "half", 3: "quarter", 9: "year_to_date", 1: "month"}
    return named.get(months, "range")


def years_back(day: date, years: int) -> date:
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))

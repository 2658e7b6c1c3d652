"""Dates and periods in Chinese, found in folded text and resolved against an `Anchor`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from ..patterns import lazy
from .anchor import Anchor, Resolved, ending, full_year, kind_of, month_span, months_before, safe_date, years_back
from .model import PeriodMention
from .parts_chinese import WHOLE, Part, as_number, as_year, months_upto, read_part, resolve
from .units import is_measured

_YEAR = "(?<![零〇一二三四五六七八九十百千万亿])[一二][零〇一二三四五六七八九]{3}"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[二三四五六七八九]|一(?!个))"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_QUARTER = r"(?:第\s?)?[一二三四1-4]\s?(?:季度|财季|季)"
_FIRST_QUARTERS = r"前\s?(?:[二两三23]\s?个?季度|[三六九369]\s?个月|十一\s?个月)"
_MONTHS = rf"{_MONTH}月?\s?[-~至到]\s?{_MONTH}月份?"
# 止六个月, 止年度, 的三个月, 的季度: the months that end on the day in front
_UPTO = (
    r"(?:\s?[止的]\s?(?:(?:财政)?年度|财年|(?:十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])\s?个月)(?:期间)?|\s?的\s?(?:第?[一二三四]?(?:财季|季度)|上半年|前[九9]\s?个月))"
)
# The part of a year that may follow it.
_PART = (
    rf"(?:{_FIRST_QUARTERS}|{_MONTHS}|{_QUARTER}[末底]?|q[1-4]|[上下]半(?:财?年)(?:度|末)?|半年度|h[12]|中期"
    rf"|年末|年底|[底末]|年初|初|全年度?|年度|{_MONTH}月[末底份]?(?:{_UPTO})?(?![0-9]))"
)
_NOT_COUNTED = r"(?![0-9.%,万亿千百个元月日倍家张台:])"
_PERIOD = lazy(
    rf"""
    # 2023年10月30日, 二零二五年三月三十一日止年度
    (?P<day>
        (?:(?<![0-9.])(?P<day_year>(?:19|20)[0-9]{{2}})|(?P<day_words>{_YEAR}))\s?年\s?(?P<day_month>{_MONTH})\s?月\s?(?P<day_day>{_DAY})\s?[日号]
        (?P<day_upto>{_UPTO})?)
    # 2023-10-30, 2023/10/30, 2023.10.30
    |(?P<iso>(?<![0-9.])(?P<iso_year>20[0-9]{{2}})[-/.](?P<iso_month>0?[1-9]|1[0-2])[-/.](?P<iso_day>3[01]|[12][0-9]|0?[1-9])(?![.]?[0-9]))
    # 2024/25财年
    |(?P<split>(?<![0-9.])20[0-9]{{2}}/(?P<split_year>20[0-9]{{2}}|[0-9]{{2}})\s?(?:财政?年度|财年|年度))
    # 2024-2026年, 23-28年, 从22到23, 27、28年
    |(?P<years>
        (?<![0-9a-z~])(?<![0-9][.,\-])(?P<from>20[0-9]{{2}}|[0-3][0-9])(?P<from_mark>\s?年度?)?
        \s?(?P<between>[-~–—至到、和及])\s?(?P<to>20[0-9]{{2}}|[0-3][0-9])(?P<to_mark>\s?(?:财年|年度|年))?{_NOT_COUNTED})
    # 2023年前三季度, 22年, 二零二四年上半年, 24h1, 民国113年
    |(?P<year>
        (?:民国\s?(?P<roc>1?[0-9]{{2}})|(?<![0-9a-z.,\-])(?P<island>1[01][0-9])(?=\s?年(?:度|第?[一二三四1-4]季|[上下]半年|全年|{_MONTH}月))|(?<![0-9a-z])(?<![0-9][.,\-])(?:(?P<long>(?:19|20)[0-9]{{2}})|(?P<short>[0-3][0-9])|(?P<words>{_YEAR})))
        \s?(?:财政年度|财年|年度?|(?=[上下]半年|全年|[qh][1-4]|第[一二三四1-4]季))
        (?:\s?[的第]?\s?(?P<year_part>{_PART})|\s?(?P<year_same>同期))?)
    # 今年6月30日止六个月
    |(?P<beside_day>(?P<day_which>[今去前明后])年\s?(?P<which_month>{_MONTH})\s?月\s?(?P<which_day>{_DAY})\s?[日号](?P<which_upto>{_UPTO}))
    # 今年前三季度, 去年, 明年上半年, 上年末, 本财年
    |(?P<relative>
        (?:(?P<which>[今去前明后本当])年度?|(?P<beside>上一?年度?|次年|来年)|(?P<fiscal>[本上下]一?个?财政?年度?))
        (?:\s?(?P<same>同期|同一?季度?|同一时期)|\s?[的第]?\s?(?P<relative_part>{_PART}|内|以来))?)
    |(?P<quarter>(?P<that>本|当|上个?|上一|下个?|下一|这个?|该|此)[一个]?财?季度?(?P<quarter_end>[末底])?)
    |(?P<report>本?报告期(?P<report_end>末)?内?)
    |(?P<to_date>年初至今|年初到现在)
    |(?P<trailing>(?:过去|最近|此前|滚动|近)\s?(?:十二|12)\s?个月)
    # 前三季度, 第四季度, 上半年, 全年, 三季度末, 1-9月
    |(?P<part>(?<![0-9])
        (?:第\s?[一二三四1-4]\s?(?:季度|财季|季)|(?<![一-鿿])前\s?[三六九369]\s?个月|中期(?=(?:现金)?分红|股息|[派末]?息|利润分配|已|每股|派发)
        |(?<![近过未来的两三四五])(?:前[二两三23]个?季度|[一二三四](?:季度|财季|季)(?!末?个)|[上下]半财?年度?|半年度|全年度?))
        [末底]?(?!后))
    |(?P<months>(?<![0-9.\-~一二三四五六七八九十]){_MONTHS}(?!期))
    |(?P<edge>(?<![近过未来的两三四五0-9])(?:年末|年底|年内|年初|期末|期初)(?!后))
    # 9月1日, 9月份, 六月底止六个月
    |(?P<month>(?<![0-9.\-~一二三四五六七八九十])(?P<number>{_MONTH})\s?月\s?
        (?:(?P<month_day>{_DAY})\s?[日号](?!线)|(?P<month_end>[末底])|份)?(?P<month_upto>{_UPTO})?(?![一-鿿]?期内))
    |(?P<plan>["]?十(?P<plan_number>[三四五六])五["]?(?:规划)?(?:期间|时期|末)?)
    """,
    re.X,
)
# What a period begins with, told by a glance: the grammar above is tried there alone.
_START = lazy(
    r"[0-9一二三四五六七八九十今去前明后本当上次来下这该此报第全年期半民中过最滚近\"]"
    r"(?:[0-9零〇一二三四五六七八九十个财政国报告半上全第去\s]{0,6}[年月季期]|(?<=[0-9])[0-9]{0,3}\s?[-/.~–—至到、和及qh]|(?<=[年期])[末底内初]|[十三四五六]{1,2}五)"
)
_SINGLE = lazy(rf"(?P<year>20[0-9]{{2}}|[0-3][0-9])\s?年度?(?:的?(?P<part>{_PART}))?")
# 15年来, 10年经验, 近20年: a stretch of years and no calendar year
_STRETCH = lazy(r"\s?(?:来|间|以来的?|的?[^,。;0-9]{0,8}经验|期|以上|左右|内|前|后|的?历史|时间|多|余|老|之久|的?合作)")
_STRETCHED = lazy(r"(?:近|约|过去|未来|超过|超|逾|第|长达|达|最近|每|满|共|用了?)\s?$")
_COUNTED_ON = lazy(r"\s?(?:之间|左右|以上|以下|人|名|位)")
_FUTURE = lazy(r"预计|将|计划|目标|力争|有望|展望|争取|预期|希望|预估|估|上看|指引|可能|判断|守住|维持在|保持在|控制在|有信心")
_CLAUSE_END = lazy("[,;。]")
_SO_FAR = lazy(r"\s?(?:净增|新增|累计|共|已|完成|实现)")
_NEARLY_DONE = timedelta(days=45)
_OFFSETS = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "来": 1, "次": 1, "下": 1, "后": 2}
_PLANS = {"三": 2016, "四": 2021, "五": 2026, "六": 2031}


class ChinesePeriods:
    """Finds and resolves the Chinese periods of one document."""

    def __init__(self, folded: str, anchor: Anchor) -> None:
        self._text = folded
        self._anchor = anchor
        self._resolvers: dict[str, Callable[[re.Match[str]], Resolved | None]] = {
            "day": self._day, "iso": self._iso, "split": self._split, "years": self._years, "year": self._in_named_year,
            "beside_day": self._beside_day, "relative": self._relative, "quarter": self._quarter, "report": self._report,
            "to_date": self._to_date, "trailing": self._trailing, "part": self._part, "months": self._months,
            "edge": self._edge, "month": self._month, "plan": self._plan,
        }  # fmt: skip

    def find(self) -> Iterator[PeriodMention]:
        """All mentions, in order of place."""
        text = self._text
        position = 0
        while start := _START.search(text, position):
            position = start.start() + 1
            match = _PERIOD.match(text, start.start())
            if match is None:
                continue
            kind_of_mention = match.lastgroup or ""
            resolved = self._resolvers[kind_of_mention](match)
            if resolved is not None:
                end = match.end() - (text[match.end() - 1] == " ")
                position = match.end()
                yield PeriodMention(match.start(), end, text[match.start() : end], *resolved, fiscal="财" in match[0])
            elif kind_of_mention == "years" and (single := self._single_year(match.start())):
                # a refused stretch may still begin with a year
                yield single
                position = single.end

    # -- named years ------------------------------------------------------------------------------------------

    def _day(self, match: re.Match[str]) -> Resolved | None:
        day = safe_date(as_year(match["day_year"] or match["day_words"]), as_number(match["day_month"]), as_number(match["day_day"]))
        if day is None:
            return None
        if not match["day_upto"]:
            return "date", day, day
        kind, first, last = ending(day, months_upto(match["day_upto"]))
        # 截至五月三十一日止五个月: the months so far
        return ("year_to_date" if kind == "range" else kind), first, last

    def _iso(self, match: re.Match[str]) -> Resolved | None:
        day = safe_date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
        return ("date", day, day) if day else None

    def _split(self, match: re.Match[str]) -> Resolved:
        return "year", *self._anchor.fiscal_span(full_year(match["split_year"]))

    def _years(self, match: re.Match[str]) -> Resolved | None:
        first, last = full_year(match["from"]), full_year(match["to"])
        short = len(match["from"]) == 2
        marked = bool(match["from_mark"] or match["to_mark"])
        if match["from_mark"] and match["between"] in "、和及":
            # 2023 年、2024 年分别是: two years, not a stretch
            return None
        if not marked and is_measured(self._text, match.end()):
            return None
        if not first < last <= first + 15 or len(match["from"]) != len(match["to"]):
            return None
        if short and not (
            self._plausible(first, match.start(), match.end(), short=True) if marked else self._around_event(match, first, last)
        ):  # fmt: skip
            return None
        after_from = self._text[max(0, match.start() - 2) : match.start()].rstrip().endswith("从")
        if after_from or (not marked and last == first + 1):
            # 从22到23: growth into the second year
            return "year", *month_span(last, 1, 12)
        return "range", date(first, 1, 1), date(last, 12, 31)

    def _around_event(self, match: re.Match[str], first: int, last: int) -> bool:
        """Two bare numbers are years only where they lie around the event's and count on by a few."""
        event = self._anchor.event
        if event is None or not (event.year - 3 <= first <= event.year + 1 and last - first <= 6):
            return False
        return self._text[match.start() - 1 : match.start()] not in ("约", "近") and not _COUNTED_ON.match(self._text, match.end())

    def _single_year(self, start: int) -> PeriodMention | None:
        match = _SINGLE.match(self._text, start)
        if not match or not self._plausible(full_year(match["year"]), match.start(), match.end(), short=len(match["year"]) == 2):
            return None
        resolved = self._in_year(full_year(match["year"]), read_part(match["part"]) if match["part"] else WHOLE)
        return PeriodMention(match.start(), match.end(), match[0], *resolved)

    def _plausible(self, year: int, start: int, end: int, *, short: bool) -> bool:
        if not short:
            return 1900 <= year <= 2100
        if _STRETCH.match(self._text, end) or _STRETCHED.search(self._text, max(0, start - 3), start):
            return False
        now = self._anchor.event.year if self._anchor.event else 2024
        return now - 14 <= year <= now + 12

    def _in_named_year(self, match: re.Match[str]) -> Resolved | None:
        if match["roc"] or match["island"]:
            # counted from 1912; unnamed only where three digits can be nothing else (114年第1季)
            year = int(match["roc"] or match["island"]) + 1911
        else:
            year = as_year(match["long"] or match["short"] or match["words"])
            if not self._plausible(year, match.start(), match.end(), short=match["short"] is not None):
                return None
        if match["year_same"] and self._anchor.reporting is not None:
            # 2024 年同期: of what is reported, in the year that is named
            return self._anchor.same_period_last_year(year)
        part = read_part(match["year_part"]) if match["year_part"] else WHOLE
        if "财" in match[0]:
            return self._in_fiscal_year(year, part)
        return self._in_year(year, part)

    def _in_year(self, year: int, part: Part) -> Resolved:
        """A part of a year; quarters are the fiscal year's where that is not the calendar's."""
        kind, first, last = resolve(year, part)
        end = self._anchor.fiscal_end
        if end == 12 or kind == "year" or not (part.fiscal or kind == "half"):
            return kind, first, last
        if end is None:
            return kind, None, None
        return resolve(year, part, end) if part.fiscal else (kind, first, last)

    def _in_fiscal_year(self, year: int | None, part: Part) -> Resolved:
        end = self._anchor.fiscal_end
        if end is None or year is None:
            return resolve(2000, part)[0], None, None
        return resolve(year, part, end)

    # -- years and quarters that count from the event or the report ---------------------------------------------

    def _relative(self, match: re.Match[str]) -> Resolved:
        event, words = self._anchor.event, match["relative_part"]
        part = read_part(words) if words and words not in ("内", "以来") else WHOLE
        if match["same"]:
            return self._anchor.same_period_last_year()
        if match["fiscal"]:
            year = self._anchor.fiscal_year()
            return self._in_fiscal_year(year + _OFFSETS[match["fiscal"][0]] if year is not None else None, part)
        if event is None:
            return resolve(2000, part)[0], None, None
        reporting, offset = self._anchor.reporting, _OFFSETS[match["which"] or match["beside"][0]]
        if self._anchor.formal and part == WHOLE and reporting is not None and offset in (0, -1) and kind_of(*reporting) == "year":
            first, last = (years_back(day, -offset) for day in reporting)
            return "year", first, last
        year = event.year + offset
        if words == "以来":
            return "year_to_date", date(year, 1, 1), event
        if part.fiscal and self._anchor.fiscal_end:
            year += event.month > self._anchor.fiscal_end
        return self._in_year(year, part)

    def _beside_day(self, match: re.Match[str]) -> Resolved | None:
        event = self._anchor.event
        if event is None:
            return "range", None, None
        day = safe_date(event.year + _OFFSETS[match["day_which"]], as_number(match["which_month"]), as_number(match["which_day"]))
        return ending(day, months_upto(match["which_upto"])) if day is not None else None

    def _to_date(self, match: re.Match[str]) -> Resolved:
        event = self._anchor.event
        return ("year_to_date", date(event.year, 1, 1), event) if event else ("year_to_date", None, None)

    def _trailing(self, match: re.Match[str]) -> Resolved:
        """过去十二个月: a year that ends with the reported period."""
        if self._anchor.reporting is None:
            return "range", None, None
        last = self._anchor.reporting[1]
        return "range", months_before(last, 12), last

    def _quarter(self, match: re.Match[str]) -> Resolved:
        current = self._anchor.quarter()
        if current is None:
            return ("date" if match["quarter_end"] else "quarter"), None, None
        first, last = current
        if match["that"][0] == "上":
            last = first - timedelta(days=1)
            first = months_before(last, 3)
        elif match["that"][0] == "下":
            first = last + timedelta(days=1)
            last = month_span(first.year + (first.month > 10), (first.month + 1) % 12 + 1, (first.month + 1) % 12 + 1)[1]
        return ("date", last, last) if match["quarter_end"] else ("quarter", first, last)

    def _report(self, match: re.Match[str]) -> Resolved:
        reporting = self._anchor.reporting
        if not reporting:
            return ("date" if match["report_end"] else "range"), None, None
        return ("date", reporting[1], reporting[1]) if match["report_end"] else (kind_of(*reporting), *reporting)

    # -- parts of a year that is not named -----------------------------------------------------------------------

    def _ahead(self, match: re.Match[str]) -> bool:
        stop = _CLAUSE_END.search(self._text, match.end(), match.end() + 12)
        return _FUTURE.search(self._text, max(0, match.start() - 12), stop.start() if stop else match.end() + 12) is not None

    def _part(self, match: re.Match[str]) -> Resolved:
        event, end = self._anchor.event, self._anchor.fiscal_end
        part = read_part(match[0])
        if event is None or (end is None and part != WHOLE):
            return resolve(2000, part)[0], None, None
        end = end or 12
        year, reporting = event.year + (event.month > end), self._anchor.reporting
        if part == WHOLE:
            # the whole of a year: the reported one, unless the talk is of what will be
            if reporting and reporting[1].month == end and not self._ahead(match):
                year = reporting[1].year
        elif not self._ahead(match):
            _, first, last = resolve(year, part._replace(edge=""), end)
            # 前三季度 told in April is last year's: most of this year's is still to come
            running = part.first == 1 and part.last > 3 and last is not None and last - event > _NEARLY_DONE
            year -= running or (first is not None and first > event)
        return resolve(year, part, end)

    def _months(self, match: re.Match[str]) -> Resolved | None:
        event, part = self._anchor.event, read_part(match[0])
        if part.first == part.last:
            return None
        if event is None:
            return resolve(2000, part)[0], None, None
        kind, first, last = resolve(event.year, part)
        if first and first > event and not self._ahead(match):
            return resolve(event.year - 1, part)
        return kind, first, last

    def _edge(self, match: re.Match[str]) -> Resolved:
        word, event, reporting = match[0], self._anchor.event, self._anchor.reporting
        if word[0] == "期":
            day = (reporting[1] if word == "期末" else reporting[0]) if reporting else None
            return "date", day, day
        if event is None:
            return ("year" if word == "年内" else "date"), None, None
        if word == "年内":
            if self._anchor.formal and reporting and kind_of(*reporting) == "year":
                # 年内溢利 in the announcement of a year's results
                return "year", *reporting
            if reporting and reporting[1].year == event.year and _SO_FAR.match(self._text, match.end()):
                # 年内净增 708 家 in a report on three quarters
                return kind_of(date(event.year, 1, 1), reporting[1]), date(event.year, 1, 1), reporting[1]
            return "year", *month_span(event.year, 1, 12)
        if word == "年初":
            return "date", date(event.year, 1, 1), date(event.year, 1, 1)
        year = event.year
        # 年末 in a report on a finished year is that year's
        if reporting and reporting[1].month == 12 and reporting[1] < event and not self._ahead(match):
            before = self._text[max(0, match.start() - 4) : match.start()]
            if not ("到" in before or "至" in before) or "截至" in before:
                year = reporting[1].year
        return "date", date(year, 12, 31), date(year, 12, 31)

    def _month(self, match: re.Match[str]) -> Resolved | None:
        number, upto = as_number(match["number"]), months_upto(match["month_upto"] or "")
        if match["month_day"]:
            if self._anchor.event is None:
                return "date", None, None
            day = self._anchor.recent_day(number, as_number(match["month_day"]))
            if day is None:
                return None
            return ending(day, upto) if upto else ("date", day, day)
        part = Part(number, number, False, "末" if match["month_end"] else "", upto)
        year = self._anchor.recent_month(number)
        if year is None:
            return resolve(2000, part)[0], None, None
        return resolve(year, part)

    def _plan(self, match: re.Match[str]) -> Resolved:
        first = _PLANS[match["plan_number"]]
        return "range", date(first, 1, 1), date(first + 4, 12, 31)

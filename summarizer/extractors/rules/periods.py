"""Which period a figure belongs to: said beside it, in its sentence, in the one before, or the reported one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ...figures.model import Figure, PeriodMention
from ...figures.periods import years_back
from ...patterns import lazy
from ..material import Line, Material
from .english_periods import compared_period

_BASE = lazy(
    r"(?:较|比|与|相比|相较于?|对比|超过|优于|于|以?来|\bthan|\bfrom|\bversus|\bvs\.?|\bover|\bcompared (?:to|with)|\bsince|"
    r"\brelative to|\bcomparable to|\bsimilar to|\bin line with|\bconsistent with|\bflat (?:to|with)|"
    r"\bon|\bagainst)\s?(?:the\s)?(?:our\s)?(?:(?:comparable|same|corresponding|strong|record)\s)?$"
)
_BASE_ZH = lazy(r"(?:较|比|相比|相较于?|对比)(?:截至)?\s?$")
_BASE_LEVEL = lazy(r"(?:\([^()]{0,24}\))?(?:同期)?[的之]?[^,。;增减升降涨跌至到]{0,30}$")
_NAMED_YEAR = lazy(r"\d{2}|[一二][零〇]")
_AT = lazy(r"(?:截至|截止|至|到|于|\bat|as of|as at|ended|ending|end of|through|on|by)\s?(?:the\s)?$")

_LONG_PAST = 400
"""Days."""
_FEW = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_OPENING = 4
"""A period this near to a sentence's beginning is what all of it speaks of, be it long past."""
_PARTED = lazy(r"\$|\d|compared|versus|from|,\swith\s|\b(?:representing|reflecting|implying|which|equat)")
# 84% of 2019 levels, 8% below 2019: the year is what it is measured on
_MEASURED_ON = lazy(r"\b(?:of|below|above|under)\s(?:the\s)?$")
_NAMES_PART = lazy(r"(?:\bq[1-4]|[1-4]q|quarter|half|h[12]\b|fy|fiscal|full|20\d\d|months)")
# A quarter that was over longer ago than this many days is not what is being guided.
_GUIDED_LATE = 75
# Guidance goes on for so many paragraphs without naming its period again.
_OUTLOOK_REACH = 2


def names_part(mention: PeriodMention) -> bool:
    """Whether a period's words name a quarter, a half or a year, though nothing may tell its days."""
    return mention.kind in ("quarter", "half", "year", "year_to_date") and (
        _NAMES_PART.search(mention.label) is not None and not re.search(r"ago|prior|previous|last|same", mention.label)
    )


_NOW = lazy(r"目前|当前|现在|currently|today|at present")
_BASIS_OF = lazy(r"[^,。;]{0,16}基础上")
_DONE_IN = lazy(r"(?:人民币)?(?:已经|已|均|将|预计)?(?:在|于)")
_SINCE_WORD = lazy(r"^(?:以来|起|开始|至今)")


def at_end(mention: PeriodMention) -> PeriodMention:
    """A balance told with a period stands at the period's last day."""
    if mention.last is None or mention.kind == "date":
        return mention
    return replace(mention, kind="date", first=mention.last)


class PeriodReader:
    """Assigns periods in order of sentences; remembers what a paragraph spoke of last."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._paragraph = -1
        self._carried: PeriodMention | None = None
        self._carried_ahead = False
        self._exchange: int | None = None
        self._asked: PeriodMention | None = None
        self._as_of: PeriodMention | None = None
        self._guiding: tuple[int | None, int] | None = None
        self._guided: Line | None = None
        self._english = material.outline.language == "en"
        # the period that guidance is given for, the paragraph it was last spoken of in, and its exchange
        self._outlook: tuple[PeriodMention, int, int | None] | None = None
        self._given: dict[int, PeriodMention | None] = {}
        self._reporting = self._reported()

    def _reported(self) -> PeriodMention | None:
        reporting = self._material.anchor.reporting
        if reporting is None:
            return None
        for mention in self._material.scan.periods:
            if (mention.first, mention.last) == reporting:
                return mention
        return None

    def long_past(self, period: PeriodMention | None) -> bool:
        """Whether a period was over more than a year before the event."""
        event = self._material.anchor.event
        return period is not None and event is not None and period.last is not None and (event - period.last).days > _LONG_PAST

    def distributed(self) -> PeriodMention | None:
        """The year or half-year reported: what a dividend told without one is for."""
        reported = self._reporting
        return reported if reported is not None and reported.kind in ("year", "half") else None

    def enter(self, line: Line) -> None:
        """Begin a sentence: a new exchange forgets, a new paragraph of an exchange does not."""
        sentence = line.sentence
        if sentence.exchange != self._exchange:
            self._asked = None
        if sentence.exchange != self._exchange or sentence.paragraph != self._paragraph:
            self._carried = self._as_of = None
        self._exchange, self._paragraph = sentence.exchange, sentence.paragraph

    def look_ahead(self, line: Line) -> None:
        """Remember that this paragraph gives guidance."""
        self._guiding = (line.sentence.exchange, line.sentence.paragraph)
        self._guided = line

    def look_back(self) -> None:
        """Forget that the paragraph gave guidance: it turns to something else."""
        self._guiding = None

    def last_years(self, start: int, end: int, count: int, label: str) -> list[PeriodMention]:
        """``过去三年…分别是``: each of the last ``count`` whole years, where the event is dated and the words say as many."""
        event = self._material.anchor.event
        if event is None or _FEW.get(label[-2]) != count:
            return []
        years = range(event.year - count, event.year)
        return [PeriodMention(start, end, label, "year", date(year, 1, 1), date(year, 12, 31)) for year in years]

    def looking_ahead(self, line: Line) -> bool:
        """Whether the paragraph has given guidance before this sentence's figure."""
        return self._guiding == (line.sentence.exchange, line.sentence.paragraph)

    def leave(self, line: Line) -> None:
        """End a sentence: its leading period is what the next one still speaks of."""
        folded = self._material.folded
        for mention in line.periods:
            if (
                mention.kind == "date"
                and mention.first is not None
                and mention.start - line.sentence.start <= 6
                and self._usable(mention, True)
            ):
                # 2024 年末…; 应收账款…: balances in the next sentence stand at the same day
                self._as_of = mention
        reach = 40 if self._material.outline.language == "en" else 16
        for mention in line.periods:
            if (
                mention.kind not in ("date", "month")
                and "同期" not in mention.label
                and not self._is_base(mention)
                and (mention.first is not None or (self._english and names_part(mention)))
            ):
                # a sentence that opens with a period speaks of it until another does; 从 2020 年开始 is no such opening
                opening = mention.start - line.sentence.start <= reach and not self._compared(mention)
                if opening and not re.search(
                    r"(?:从|自|由|since|(?<![对关至])于)\s?$", folded[max(0, mention.start - 6) : mention.start]
                ):
                    self._carried = mention
                    self._carried_ahead = self._guided is line
                return

    def ask(self, line: Line) -> None:
        """A question's period is what its answer speaks of, until that names its own."""
        if line.sentence.exchange != self._exchange:
            self._carried = None
            self._asked = None
        self._exchange, self._paragraph = line.sentence.exchange, line.sentence.paragraph
        for mention in line.periods:
            if (
                mention.kind not in ("date", "month")
                and "同期" not in mention.label
                and not self._is_base(mention)
                and mention.first is not None
            ):
                self._asked = mention
                return

    def _is_base(self, mention: PeriodMention) -> bool:
        folded = self._material.folded
        before = folded[max(0, mention.start - 30) : mention.start]
        if self._material.outline.language != "en":
            return (
                _BASE_ZH.search(before) is not None
                or _SINCE_WORD.match(folded, mention.end) is not None
                or "同期相比" in folded[mention.start : mention.end + 6]
                or (before.endswith("在") and _BASIS_OF.match(folded, mention.end, mention.end + 20) is not None)
            )
        return _BASE.search(before) is not None

    def foretold(self, line: Line, period: PeriodMention | None) -> PeriodMention | None:
        """The period of a figure that is told ahead: as named, a year on where it would be over, else what guidance is given for.

        A quarter that bears no year is the next such one: the fourth quarter, guided in a call on the second.
        """
        event, sentence = self._material.anchor.event, line.sentence
        if period is not None:
            unnamed = re.search(r"\d{2}", period.label) is None
            bare = unnamed and period.kind in ("quarter", "half")
            late = _GUIDED_LATE if period.kind == "quarter" else 0
            over = event is not None and period.last is not None and (event - period.last).days > late
            full = unnamed and "full" in period.label and self._material.outline.kind == "earnings_call"
            if full and event is not None and period.last is not None and period.last < event:
                # the full year that is guided with the fourth quarter's results is the next one
                bare = over = True
            if bare and over and period.first is not None and period.last is not None:
                period = replace(period, first=years_back(period.first, -1), last=years_back(period.last, -1))
            if period.kind != "date" and names_part(period) and (period.last is None or event is None or period.last >= event):
                self._outlook = (period, sentence.paragraph, sentence.exchange)
            return period
        if self._outlook is None:
            return None
        spoken, paragraph, exchange = self._outlook
        if exchange is not None or sentence.exchange is not None or not 0 <= sentence.paragraph - paragraph <= _OUTLOOK_REACH:
            return None
        self._outlook = (spoken, sentence.paragraph, exchange)
        return spoken

    def period_of(
        self,
        line: Line,
        figure: Figure,
        clause: tuple[int, int],
        *,
        stock: bool,
        balance: bool = False,
        flow: bool,
        ahead: bool,
        carry: bool,
        compared: bool = False,
        beside: Figure | None = None,
    ) -> PeriodMention | None:
        """The period of ``figure``; ``None`` where the document does not determine it."""
        folded = self._material.folded
        english = self._material.outline.language == "en"
        if compared:
            return compared_period(folded, line, figure, self._given.get(id(beside)) if beside is not None else None)
        if figure.pair == "from":
            near = [m for m in line.periods if clause[0] <= m.start and 0 <= figure.start - m.end <= 4]
            if near:
                return near[-1]
            after = [m for m in line.periods if 0 <= m.start - figure.end <= (14 if english else 2)]
            return after[0] if after and english else None
        best: PeriodMention | None = None
        for mention in line.periods:
            if mention.end > figure.start:
                break
            if 0 <= figure.context_start - mention.end <= 2 and not english and "同期" not in mention.label:
                # 较去年的 3.4 亿: the year stands at the figure itself
                return mention
            between = folded[mention.end : figure.context_start]
            if not english and figure.change is None and _BASE_LEVEL.match(between) and self._is_base(mention):
                # 较 2024 年同期的溢利 2.9 亿元增加: the level compared with is of the period compared with
                return mention
            if self._is_base(mention) or not self._usable(mention, stock):
                continue
            # 从 22 年的 82% 下降到 54%: the year belongs to the first level alone
            if figure.pair == "to" and any(
                other.pair == "from" and 0 <= other.start - mention.end <= 4 for other in line.figures
            ):
                continue
            opens = mention.start - line.sentence.start <= _OPENING
            if mention.end < clause[0] and not english and ("同期" in mention.label or (self._compared(mention) and not opens)):
                continue
            if english and re.search(
                r"\bfrom\s|compared|versus|\bvs", folded[max(line.sentence.start, mention.start - 24) : mention.start]
            ):
                continue
            if english and mention.kind == "month" and mention.end < clause[0] and mention.start - line.sentence.start > 24:
                # sold in February: said of something else
                continue
            best = mention
        if english:
            behind = [m for m in line.periods if figure.end <= m.start < clause[1] + 30 and m.start - figure.end < 60]
            for mention in behind:
                gap = folded[figure.end : mention.start]
                if (
                    self._is_base(mention)
                    or not self._usable(mention, stock)
                    or _PARTED.search(gap)
                    or folded.startswith(":", mention.end)
                    or (mention.kind == "year" and _MEASURED_ON.search(gap))
                ):
                    # (2024: HK$3,177 million) is the other figure's year
                    break
                if best is None or best.end < clause[0] or "," not in gap:
                    return mention
                break
        if best is None and not english:
            # 首付款 1.5 亿元已在二季度确认
            behind = [m for m in line.periods if 0 <= m.start - figure.end <= 6 and m.end <= clause[1] + 1]
            if behind and self._usable(behind[0], stock) and _DONE_IN.fullmatch(folded, figure.end, behind[0].start):
                best = behind[0]
        if best is not None:
            return self._a_year_before(line, best) if "同期" in best.label else best
        clause_words = folded[line.sentence.start : figure.start]
        if _NOW.search(clause_words) or not carry:
            return None
        if stock and not ahead and self._as_of is not None:
            return self._as_of
        if balance and not ahead and not english and self._carried is None and self._asked is None and self._reporting is not None:
            # a balance told without its day stands at the end of what is reported
            return self._reporting
        event = self._material.anchor.event
        if (
            ahead
            and self._carried is not None
            and event is not None
            and self._carried.last is not None
            and self._carried.last < event
        ):
            # what is to come does not lie in the past just spoken of
            return None
        if (
            self._carried is not None
            and not ahead
            and event is not None
            and self._carried.last is not None
            and self._carried.last > event
        ):
            return None
        if self._carried is not None and self._carried.last is None and self._carried_ahead and not ahead:
            return None
        if self._carried is not None and not (stock and self._carried.kind != "date" and ahead):
            return self._carried if flow or self._carried.kind == "date" else None
        if self._asked is not None and flow and not ahead:
            # asked about this year and the next, an answer's figure of now is of neither: 年内 is not over
            over = event is None or self._asked.last is None or self._asked.last <= event
            return self._asked if over else None
        if flow and not ahead and line.sentence.role == "narrative" and self._reporting is not None:
            return self._reporting
        return None

    def _compared(self, mention: PeriodMention) -> bool:
        """A period wholly before the reported one is what the figure beside it is compared with; it does not reach further."""
        reporting = self._material.anchor.reporting
        return reporting is not None and mention.last is not None and mention.last < reporting[0]

    def remember(self, figure: Figure, period: PeriodMention | None) -> None:
        """Keep what period a figure was found to be of, for what is compared with it."""
        self._given[id(figure)] = period

    def _a_year_before(self, line: Line, mention: PeriodMention) -> PeriodMention:
        """去年同期 is a year before the period that the talk is of, not before the whole report's."""
        spoken = [
            other
            for other in line.periods
            if other.end <= mention.start and "同期" not in other.label and other.first and other.kind != "date"
        ]
        if _NAMED_YEAR.match(mention.label) and (self._material.anchor.reporting or not spoken):
            # 2024 年同期 says itself which year
            return mention
        base = spoken[-1] if spoken else self._carried or self._asked
        if base is None or base.first is None or base.last is None:
            return mention
        return replace(mention, kind=base.kind, first=years_back(base.first, 1), last=years_back(base.last, 1))

    def _usable(self, mention: PeriodMention, stock: bool) -> bool:
        """A calendar day is a figure's period only where the figure is said to be as of that day."""
        if mention.kind != "date":
            return True
        if re.search(r"末|底|初|end", mention.label):
            return True
        folded = self._material.folded
        return _AT.search(folded[max(0, mention.start - 10) : mention.start]) is not None

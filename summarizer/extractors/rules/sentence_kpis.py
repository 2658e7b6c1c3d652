"""The figures of one sentence to KPIs: a level with its growth is one; each with its name, owner, period and basis."""

from __future__ import annotations

import re
from dataclasses import replace

from ...figures.model import Figure, PeriodMention
from ...patterns import lazy
from ...tables import table
from ..draft import KPIDraft
from ..material import Line, Material
from .basis import read_basis
from .chinese_clauses import goes_on_chinese
from .chinese_idle import is_story, is_talk
from .comparisons import Compared, find_compared
from .distributed import distributed
from .english import signed
from .english_antecedents import opens_with_pronoun
from .english_frames import adjusted_in_front, basis_of, opening_part
from .english_growth import told_again
from .growth import GrowthReader
from .idle_figures import measures_nothing
from .naming import read_subject
from .periods import PeriodReader, at_end
from .segments import SEGMENTED, company_wide
from .subject import Subject, clauses
from .values import read_value

_OF_SEGMENTS = frozenset(
    {
        "revenue",
        "gross_margin",
        "operating_profit",
        "operating_margin",
        "gross_profit",
        "shipments",
        "orders",
        "backlog",
        "ebitda",
    }
)
_OF_PARTS = lazy(r"\bEBIT\b|[Mm]argin|\bshipped\b|\btons\b|[Vv]olumes?\b|\b[Oo]rganic\b")
_ADJUSTED = lazy(r"\b(?:[Nn]on-?\s?GAAP|[Aa]djusted|[Cc]ore|[Uu]nderlying)\b")
# What came or went over a period is no balance, though the thing counted has one.
_FLOWING = lazy(
    r"新增|净增|新开|净开|关闭|闭店|核销|处置|生成|投放|发放|合计"
    r"|\b(?:added|lost|opened|closed|won|signed|hired|adds|additions)\b"
)
# 海外收入…,占总收入的 8%: of the company abroad, not of the segment told before
_ABROAD = frozenset({"overseas_revenue", "overseas_revenue_share"})
_GOES_ON = lazy(
    r"(?:上年同期|去年同期|上一年同期|较|比|而去年|this (?:is |was )?(?:compares?|compared|up|down)|(?:it|that) (?:was|compares)|"
    r"compared (?:to|with)|versus|up from|down from)"
)


class SentenceReader:
    """Reads the figures of one sentence."""

    def __init__(
        self,
        material: Material,
        line: Line,
        reader: PeriodReader,
        segment: tuple[int | None, int, str | None],
        last: Subject | None,
        told: list[tuple[Figure, Subject]],
    ) -> None:
        self._material = material
        opening = material.folded[line.sentence.start : line.sentence.start + 24]
        # 上年同期为…, This compares to…: the sentence before still is the subject
        english = material.outline.language == "en"
        goes_on = _GOES_ON.match(opening) or (opens_with_pronoun(material, line) if english else goes_on_chinese(material, line))
        self.subject: Subject | None = last if goes_on else None
        self._goes_on = bool(goes_on) and material.outline.language == "en"
        self.told: list[tuple[Figure, Subject]] = []
        self._told_before = told
        self._compared: dict[int, Compared] = {}
        self._twins: dict[int, Figure] = {}
        self._line = line
        self._reader = reader
        self._language = material.outline.language
        self._growths = GrowthReader(material)
        self._opening = opening_part(material, line) if self._language == "en" else None
        self._balance = False
        self.asked: str | None = None
        self.story = False
        self._years: dict[int, PeriodMention] = {}
        self._clauses = clauses(material.folded, line.sentence.start, line.sentence.end)
        same_talk = segment[0] == line.sentence.exchange and (
            segment[1] == line.sentence.paragraph or segment[0] is not None
        )
        self._segment = segment[2] if same_talk else None
        self._near_segment = (
            segment[2] if segment[0] == line.sentence.exchange and segment[1] == line.sentence.paragraph else None
        )

    def _clause(self, figure: Figure) -> tuple[int, int]:
        for span in self._clauses:
            if span[0] <= figure.start < span[1]:
                return span
        return self._line.sentence.start, self._line.sentence.end

    def read(self) -> list[KPIDraft]:
        material, line = self._material, self._line
        figures = [figure for figure in line.figures if not measures_nothing(material, line, figure, self._clause(figure))]
        if self._language == "en":
            again = told_again(self._material.folded, figures)
            figures = [figure for figure in figures if id(figure) not in again]
        sorting = [figure for figure in self._line.figures if figure.kind == "amount" and figure.qualifier and figure not in figures]
        growth = self._growths.attach(figures, sorting if self._language != "en" else None)
        # 23% to 24% growth: a KPI's change holds one number
        growth = {level: change for level, change in growth.items() if change.value_max is None}
        taken = {id(change) for change in growth.values()} | self._growths.further(figures, growth)
        drafts: list[KPIDraft] = []
        before = self.subject
        previous: Figure | None = None
        names, self._years = distributed(self._material, self._line, self._reader, self._growths, figures, growth, self._clause)
        if self._language == "en":
            self._compared = find_compared(self._material, self._line, figures, taken)
            before = self._same_kind(figures, before)
        for figure in figures:
            if id(figure) in taken:
                previous = figure
                continue
            clause = self._clause(figure)
            floor = previous.context_end if previous is not None and previous.end > clause[0] else clause[0]
            stop = figure.context_start
            own = growth.get(id(figure))
            if own is not None and own is previous:
                # 收入按年跌 3.5% 至 6.7 亿元: the subject stands in front of the growth
                clause = self._clause(own)
                floor = self._floor_of(figures, own, clause)
                stop = own.context_start
                if against := _AGAINST.search(self._material.folded, max(floor, stop - 8), stop):
                    stop = against.start()
            onward = previous is not None and (previous.pair == "from" or id(previous) in taken)
            if onward and figure.pair == "to" and before is not None:
                subject: Subject | None = Subject(
                    before.name, before.metric, before.start, before.segment, before.entity, own=False
                )
            else:
                subject = read_subject(self._material, self._line, figure, clause, floor, stop, before)
            if subject is not None and subject.guessed:
                subject = self._measured_alike(figure) or subject
            if id(figure) in names:
                subject = names[id(figure)]
            if id(figure) in self._compared:
                subject = self._as_compared(figure) or subject
            previous = figure
            if subject is None or not subject.name or (self._language != "en" and self._tells_nothing(figure, subject)):
                continue
            draft = self._draft(figure, growth.get(id(figure)), subject, clause)
            before = self.subject = subject
            self.told.append((figure, subject))
            if draft is not None:
                drafts.append(draft)
        return drafts

    def _same_kind(self, figures: list[Figure], before: Subject | None) -> Subject | None:
        """Of what the sentence before measured, the last of the first figure's kind (``This is a raise of $25 million``)."""
        if before is None or not figures:
            return before
        alike = [subject for figure, subject in self._told_before if figure.kind == figures[0].kind]
        return alike[-1] if alike else before

    def _as_compared(self, figure: Figure) -> Subject | None:
        """What a level of comparison measures: the same as its twin, of this sentence or of the one before."""
        compared = self._compared[id(figure)]
        if compared.twin is None and not self._goes_on:
            return None
        told = self.told if compared.twin is not None else self._told_before
        for other, subject in reversed(told):
            if other is compared.twin or (compared.twin is None and other.kind == figure.kind):
                self._twins[id(figure)] = other
                if not compared.bare:
                    return None
                return Subject(subject.name, subject.metric, figure.start, subject.segment, subject.entity, own=False)
        return None

    def _tells_nothing(self, figure: Figure, subject: Subject) -> bool:
        """Whether somebody only speaks, or tells of a customer."""
        if is_talk(figure, subject):
            return True
        if self.story and (subject.metric is None or subject.metric.id in ("users", "mau", "dau", "customers", "revenue")):
            return True
        called = self._material.outline.kind == "earnings_call"
        return called and is_story(self._material.folded, self._line.sentence.start, self._line.sentence.end, figure, subject)

    def _measured_alike(self, figure: Figure) -> Subject | None:
        """What the sentence before measured in the same unit, for a figure whose clause names nothing: ``目前约 5.1 万美元/天``."""
        for other, subject in reversed(self._told_before):
            if other.kind == figure.kind and other.unit == figure.unit and figure.kind != "percent":
                twin = Subject(subject.name, subject.metric, figure.start, subject.segment, subject.entity, own=False)
                return signed(self._material.folded, figure, self._line.sentence.start, twin)
        return None

    def _floor_of(self, figures: list[Figure], figure: Figure, clause: tuple[int, int]) -> int:
        ends = [other.context_end for other in figures if other.end <= figure.start and other.end > clause[0]]
        return max(ends, default=clause[0])

    # -- one KPI --------------------------------------------------------------------------------------------------

    def _draft(
        self, figure: Figure, change: Figure | None, subject: Subject, clause: tuple[int, int]
    ) -> KPIDraft | None:
        told = read_value(self._material, figure, subject, clause)
        if told is None:
            return None
        metric, metric_id, name = subject.metric, told.metric, told.name
        basis = read_basis(self._material, self._line, figure, subject, clause)
        stock = bool(metric and metric.stock)
        if self._language != "en" and metric_id is None and told.kind == "percent" and "占" in name and figure.change is None:
            # 存货 9.85 亿元,其中发出商品占六成: a share of a balance
            stock = stock or self._balance
        balance = stock and metric_id != "capacity"
        self._balance = stock
        flow = metric is not None or figure.change is not None or change is not None or told.kind == "percent" or self._goes_on
        period = self._reader.period_of(
            self._line,
            figure,
            clause,
            stock=stock,
            balance=balance,
            flow=flow,
            ahead=basis in ("guidance", "target"),
            carry=basis not in ("claim", "comparison"),
            compared=id(figure) in self._compared,
            beside=self._twins.get(id(figure)),
        )
        period = self._years.get(id(figure), period)
        paid = self._language != "en" and basis == "actual" and metric_id in ("dividend", "dividend_payout")
        if period is None and paid and not _OF_YEARS.search(name):
            period = self._reader.distributed()
        if self._language == "en" and basis in ("guidance", "target") and id(figure) not in self._compared:
            period = self._reader.foretold(self._line, period)
        if self._language != "en" and basis == "guidance" and self._is_over(figure, period):
            # 我们将占比从 2024 年第二季度的 46% 降至 2025 年第二季度的 39%: 将 is no future of what is over
            basis = "actual"
        if self._language != "en" and basis in ("guidance", "target") and self._reader.long_past(period):
            # nobody promises what is years over: the year was misheard
            period = None
        self._reader.remember(figure, period)
        event = self._material.anchor.event
        if (
            id(figure) in self._compared
            and period is not None
            and period.last is not None
            and event is not None
            and period.last <= event
        ):
            # compared with 15.4% in FY25: what a target is measured against has happened
            basis = "actual"
        if basis == "actual" and self._ahead(figure, period, clause):
            basis = "guidance"
        stock = stock and _FLOWING.search(name) is None
        if (
            stock
            and period is not None
            and told.kind in ("amount", "count", "percent", "number")
            and figure.change is None
            and basis == "actual"
        ):
            period = at_end(period)
        if basis == "guidance":
            self._reader.look_ahead(self._line)
        if change is not None and change.change == "change" and self._language != "en" and self._plainly(figure, change):
            # a growth against nothing said is against the year before
            change = replace(change, change="yoy")
        segment = subject.segment
        parted = metric_id in _OF_SEGMENTS or figure.change is not None or _OF_PARTS.search(name)
        if segment is None and self._opening and parted:
            segment = self._opening
        if segment is None and self._segment and metric_id not in _ABROAD and self._back(figure, clause):
            segment = self._segment
        elif segment is None and self.asked and basis != "claim" and subject.entity is None and self._of_asked(metric_id, name, clause):
            segment = self.asked
        elif (
            segment is None
            and self._near_segment
            and self._material.outline.language == "en"
            and (metric_id in _OF_SEGMENTS or _OF_PARTS.search(name))
        ):
            segment = None if re.search(r"total|consolidated|company|overall", name.lower()) else self._near_segment
        said = basis_of(self._material, figure) if self._language == "en" else None
        if said is not None and (figure.kind in ("percent", "points") or said.endswith("basis")):
            name = f"{name} {said}" if said.lower() not in name.lower() and not said.lower().endswith(" gaap basis") else name
        how = adjusted_in_front(self._material, self._line, clause) if self._language == "en" and figure.kind != "count" else None
        if how is not None and not _ADJUSTED.search(name) and "excluding" not in name:
            name = f"adjusted {name}" if how == "adjusted" else f"{name} {how}"
        if metric_id == "net_profit" and self._language == "en" and _ADJUSTED.search(name):
            metric_id = "adjusted_net_profit"
        end = max(figure.context_end, change.context_end if change is not None else 0, figure.end)
        start = min(
            subject.start, figure.context_start, change.context_start if change is not None else figure.context_start
        )
        start = max(start, self._line.sentence.start)
        return KPIDraft(
            figure, name, metric_id, told.unit, told.value, told.value_max, basis, (start, min(end, self._line.sentence.end)),
            entity=subject.entity, segment=segment, period=period, change=change, exchange=self._line.sentence.exchange,
            sentence=self._line.sentence.index,
        )  # fmt: skip

    def _of_asked(self, metric: str | None, name: str, clause: tuple[int, int]) -> bool:
        """Whether a figure of an answer is of the part that was asked about, and not of the company or another part."""
        folded = self._material.folded
        if (metric is not None and metric not in SEGMENTED) or (self.asked or "").lower() in name.lower():
            return False
        return not company_wide(folded, clause[0], clause[1]) and _OF_THE_WHOLE.search(name) is None

    def _is_over(self, figure: Figure, period: PeriodMention | None) -> bool:
        """Whether a figure's period is over and nothing promises it."""
        event = self._material.anchor.event
        if event is None or period is None or period.last is None or period.last > event:
            return False
        return _PROMISED.search(self._material.folded, self._line.sentence.start, figure.start) is None

    def _plainly(self, figure: Figure, change: Figure) -> bool:
        """Whether nothing beside a level says what its growth is against."""
        clause = self._clause(change)
        first, last = min(clause[0], figure.context_end, change.context_start), max(change.context_end, figure.context_start)
        return _AGAINST_A_TIME.search(self._material.folded, first, last) is None

    def _ahead(self, figure: Figure, period: PeriodMention | None, clause: tuple[int, int]) -> bool:
        """Whether the period lies wholly ahead, or the paragraph has been giving guidance and this goes on."""
        event = self._material.anchor.event
        if period is not None and period.first is not None and event is not None and period.first > event:
            return True
        words = self._material.folded[self._line.sentence.start : figure.start]
        over = period is not None and period.last is not None and event is not None and period.last < event
        # an announcement foretells results of a period that is over: told as a range they are not reached yet
        foretold = self._material.anchor.formal and figure.value_max is not None
        if not self._reader.looking_ahead(self._line) or (over and not foretold):
            return False
        return figure.change is None and not re.search(
            r"同比|环比|已|实现了|去年|上年|目前|\b(?:was|were|grew|had|delivered|has|have|approved|declared|paid|repurchased|returned|reflects|resulted|"
            r"reported|generated|ended|totaled|came in|recorded)\b", words
        )

    def _back(self, figure: Figure, clause: tuple[int, int]) -> bool:
        """Whether the words point back at a segment: 这块业务, a share without an owner."""
        folded = self._material.folded
        before = folded[self._line.sentence.start : figure.start]
        words = table("extractors.rules", "words")["segment"]["back"]
        if any(word in before for word in words):
            return True
        own = folded[clause[0] : figure.start]
        return (
            self._line.sentence.exchange is not None
            and re.search(r"^\s?(?:预计|大概|可以|到了)?.{0,10}占(?:公司|总|到|整体|集团)", own) is not None
        ) or (self._near_segment is not None and re.search(r"^.{0,4}(?:占(?:公司|总|收入|营收))", own) is not None)


_AGAINST_A_TIME = lazy("较|比|从|由|自|以来|环|至今|预期|指引|指导|此前|原")
_OF_THE_WHOLE = lazy("公司|集团|总|整体|全行|员工|行业|市场规模|海外")
_PROMISED = lazy("预计|预期|指引|展望|计划|目标|预测|预告|有望|可能|料|估")
_OF_YEARS = lazy("近|过去|未来|历年|每年|三年|以来")
# What a growth is against, between a subject and its growth: 收入同比|增长 8% 至 5 亿元.
_AGAINST = lazy(r"(?:同比|环比|按年|按季)(?:大幅|小幅|稳步)?\s?$")

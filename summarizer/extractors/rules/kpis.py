"""Figures to KPIs: a level with its growth is one; each with its name, owner, period and basis."""

from __future__ import annotations

import re
from functools import cache

from ...figures.model import Figure, PeriodMention
from ...patterns import lazy
from ...schemas.vocabulary import Basis, ChangeKind
from ...tables import table
from ..draft import KPIDraft
from ..material import Line, Material
from .comparisons import Compared, compares, find_compared
from .english import is_small_talk, opens_with_pronoun, spoken_of
from .english_growth import read_growth, told_again
from .english_objects import past_noun
from .metrics import find_metrics
from .naming import read_subject
from .periods import PeriodReader, at_end
from .subject import Subject, clauses

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
# What a bare number counts, where its metric is named: Headcount was 1,940.
_COUNTED = {
    "customers": "customers",
    "users": "users",
    "dau": "users",
    "mau": "users",
    "headcount": "employees",
    "stores": "stores",
    "shipments": "units",
}
_LINK = lazy(r"\s?(?:、|和|及|以及|与|,|and|,\s?and)\s?")
_THRESHOLD = lazy(
    r"\s?(?:in|of)\s(?:arr|annual recurring revenue|annual spend|trailing|acv|revenue over)|\s?(?:以上)?的(?:付费)?(?:客户|"
    r"企业|用户|公司)|\+?\s(?:arr\s)?customers"
)
_ATTACH = {"percent", "points", "multiple", "amount", "count"}


def find_kpis(material: Material) -> list[KPIDraft]:
    """Every figure of narrative and answers that says something, in order of place."""
    reader = PeriodReader(material)
    found: list[KPIDraft] = []
    last: Subject | None = None
    paragraph = -1
    segment: tuple[int | None, int, str | None] = (None, -1, None)
    told: list[tuple[Figure, Subject]] = []
    base: ChangeKind | None = None
    aside: Line | None = None
    # a transcript of one sentence a paragraph: a part goes on until the company as a whole is spoken of
    part: str | None = None
    spread = material.outline.language == "en" and _one_sentence_a_paragraph(material)
    english = material.outline.language == "en"
    for line in material.lines:
        if line.sentence.role == "question":
            reader.ask(line)
        if line.sentence.role not in ("narrative", "answer"):
            continue
        reader.enter(line)
        topic = _topic(material, line)
        if topic:
            segment = (line.sentence.exchange, line.sentence.paragraph, topic)
            part = topic if spread else None
        elif part is not None and (
            line.sentence.exchange is not None
            or _WHOLE_EN.search(material.folded, line.sentence.start, line.sentence.end)
        ):
            part = None
        elif part is not None:
            segment = (None, line.sentence.paragraph, part)
        if english and line.figures:
            if line.sentence.paragraph not in (paragraph, paragraph + 1):
                base = None
            base = read_growth(material.folded, line, material.anchor.reporting, base)
        if line.figures:
            goes_on = english and line.sentence.exchange is None and line.sentence.paragraph == paragraph + 1
            if line.sentence.paragraph != paragraph and not goes_on:
                last, told = None, []
            if aside is not None and opens_with_pronoun(material, line) and line.sentence.paragraph - aside.sentence.paragraph <= 1:
                # Our effective tax rate is worthy of mention. It was …
                spoken = spoken_of(material, aside)
                if spoken is not None:
                    last, told = spoken, []
            aside = None
            paragraph = line.sentence.paragraph
            sentence = _SentenceReader(material, line, reader, segment, last, told)
            drafts = sentence.read()
            last = sentence.subject or last
            told = sentence.told or told
            found.extend(drafts)
            named = [draft.segment for draft in drafts if draft.segment]
            if named and not english:
                segment = (line.sentence.exchange, line.sentence.paragraph, named[-1])
        elif english and line.sentence.role in ("narrative", "answer"):
            aside = line
        reader.leave(line)
    return found


def _one_sentence_a_paragraph(material: Material) -> bool:
    lines = [line for line in material.lines if line.sentence.role == "narrative"]
    return len(lines) < 1.2 * len({line.sentence.paragraph for line in lines})


_TOPIC = lazy(r"^(?:关于|对于|至于|就)?(?P<topic>[^,。;:,]{2,16}?)(?:业务|板块|分部)(?:方面)?[,:]")
_PART = (
    r"(?P<topic>[a-z][\w\-]*(?:\s(?:and\s)?[a-z][\w\-]*){0,3}(?=\s(?:segment|business|division|products\sgroup)[,.\s])"
    r"|[A-Za-z][\w&\-]*(?:\s(?:and\s)?[A-Z][\w&\-]*){0,3})"
)
_TOPIC_EN = lazy(
    rf"\b(?:[Mm]oving|[Tt]urning|[Ss]hifting|[Ss]tarting|[Bb]eginning|[Ss]witching|[Bb]egin)\s(?:on\s|over\s|now\s)?(?:to|with|in|at)?\s?(?:our\s|the\s|results\sin\s)?{_PART}(?:\ssegment|\sbusiness|\sdivision|\sproducts\sgroup)?[,.]"
)
_COVERS_EN = lazy(rf"\b(?:start|begin|end|finish|cover|wrap\sup|turn|move)\s(?:on\s|over\s|now\s)?(?:with\s|"
    rf"to\s)?(?:our\s|the\s)?{_PART.replace('|[A-Za-z]', '|[A-Z]')},\swhere")
_OPENS_EN = lazy(rf"(?:In|Within|For)\s(?:our\s|the\s)?{_PART.replace('|[A-Za-z]', '|[A-Z]')}(?:\ssegment|\sbusiness|"
    rf"\sdivision)?(?:,|\s(?=(?:net\s)?(?:sales|revenues?)\b))")
_NO_TOPIC = frozenset(
    "costs fine expenses cash profit margin revenue q1 q2 q3 q4 guidance outlook total terms addition summary "
    "fiscal closing conclusion particular general fact the january february march april may june july "
    "august september october november december example instance forward back quarter year results "
    "numbers performance financials next questions q&a fourth third second first region us it this "
    "that now balance cash capital expenses today our liquidity profitability margins gross operating "
    "financial slide".split()
)
_OF_PARTS = lazy(r"\bEBIT\b|[Mm]argin|\bshipped\b|\btons\b|[Vv]olumes?\b|\b[Oo]rganic\b")
_WHOLE_EN = lazy(
    r"\b(?:total|consolidated|company|overall|cash flows?|balance sheet|tax rate|we ended|ended the|liquidity|"
    r"corporate|repurchased?|dividends?|interest expense|guidance|outlook|full[- ]year|net income|net "
    r"loss|earnings per|eps|"
    r"per share|working capital|capital expenditures?|capex|operations used|debt|sg&a|we expect|our revenue|our net sales|our gross)\b"
)
_ABOUT = lazy(r"^(?:关于|至于)(?P<topic>[^,。;:]{2,12}?)(?:大概)?的(?:财务|业绩|收入|增长|业务)")


def _topic(material: Material, line: Line) -> str | None:
    start = line.sentence.start
    if material.outline.language == "en":
        stop = min(line.sentence.end, start + 120)
        english = (
            _OPENS_EN.match(material.text, start, stop)
            or _COVERS_EN.search(material.text, start, stop)
            or _TOPIC_EN.search(material.text, start, stop)
        )
        if english is None or english["topic"].lower().split()[0] in _NO_TOPIC or re.search(r"\d", english["topic"]):
            return None
        return english["topic"]
    opening = material.folded[start : start + 30]
    match = _ABOUT.match(opening) or _TOPIC.match(opening)
    if not match or re.search(r"公司|集团|我们", match["topic"]):
        return None
    return material.text[start + match.start("topic") : start + match.end("topic")].strip()


_GOES_ON = lazy(
    r"(?:上年同期|去年同期|上一年同期|较|比|而去年|this (?:is |was )?(?:compares?|compared|up|down)|(?:it|that) (?:was|compares)|"
    r"compared (?:to|with)|versus|up from|down from)"
)


class _SentenceReader:
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
        goes_on = _GOES_ON.match(opening) or (material.outline.language == "en" and opens_with_pronoun(material, line))
        self.subject: Subject | None = last if goes_on else None
        self._goes_on = bool(goes_on) and material.outline.language == "en"
        self.told: list[tuple[Figure, Subject]] = []
        self._told_before = told
        self._compared: dict[int, Compared] = {}
        self._twins: dict[int, Figure] = {}
        self._line = line
        self._reader = reader
        self._language = material.outline.language
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
        figures = [figure for figure in self._line.figures if not self._idle(figure)]
        if self._language == "en":
            again = told_again(self._material.folded, figures)
            figures = [figure for figure in figures if id(figure) not in again]
        growth = self._attach(figures)
        taken = {id(change) for change in growth.values()} | self._further(figures, growth)
        drafts: list[KPIDraft] = []
        before = self.subject
        previous: Figure | None = None
        names = self._distributed(figures, growth)
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
            if previous is not None and previous.pair == "from" and figure.pair == "to" and before is not None:
                subject: Subject | None = Subject(
                    before.name, before.metric, before.start, before.segment, before.entity, own=False
                )
            else:
                subject = read_subject(self._material, self._line, figure, clause, floor, stop, before)
            if id(figure) in names:
                subject = names[id(figure)]
            if id(figure) in self._compared:
                subject = self._as_compared(figure) or subject
            previous = figure
            if subject is None or not subject.name:
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

    def _floor_of(self, figures: list[Figure], figure: Figure, clause: tuple[int, int]) -> int:
        ends = [other.context_end for other in figures if other.end <= figure.start and other.end > clause[0]]
        return max(ends, default=clause[0])

    def _idle(self, figure: Figure) -> bool:
        """A figure that tells nothing of the company: a span of time, a threshold that only sorts customers."""
        folded = self._material.folded
        if figure.kind == "duration":
            clause = self._clause(figure)
            return not any(
                "duration" in mention.metric.of
                for mention in find_metrics(folded, clause[0], figure.start, self._language)
            )
        if figure.kind == "count" and re.match(r"[- ]plus customers?\b", folded[figure.end : figure.end + 16]):
            return True
        if figure.kind == "count" and folded[figure.start - 1 : figure.start] == "每":
            return True
        if (
            figure.kind == "amount"
            and figure.qualifier in ("over", "at_least", "up_to")
            and _THRESHOLD.match(folded, figure.context_end)
        ):
            return True
        if figure.kind == "amount" and re.match(
            r"[- ](?:plus )?(?:customers|arr|deals?)\b", folded[figure.context_end : figure.context_end + 16]
        ):
            return True
        return bool(re.search(r"plus or minus\s$", folded[max(0, figure.start - 16) : figure.start]))

    # -- a level and its growth -----------------------------------------------------------------------------------

    def _attach(self, figures: list[Figure]) -> dict[int, Figure]:
        """Which growth belongs to which level (by the level's identity)."""
        folded = self._material.folded
        growth: dict[int, Figure] = {}
        level: Figure | None = None
        reach = 0
        english = self._language == "en"
        run: list[Figure] = []
        for place, figure in enumerate(figures):
            if figure.change is None:
                if english and level is not None and compares(folded, max(level.context_end, reach), figure.context_start):
                    # 690,000 customers from 450,000, growing 54%: the growth is still the first one's
                    reach = figure.context_end
                    continue
                if level is None or not self._linked(level, figure):
                    run = []
                run.append(figure)
                level = figure
                reach = self._end_of(figure) if english else figure.context_end
                continue
            if figure.change not in ("yoy", "qoq", "since", "change"):
                continue
            # 收入和净利润分别为 10 亿元和 2 亿元,同比增长 8% 和 33%
            changes = self._run_of_changes(figures, place)
            if (
                len(run) > 1
                and len(changes) == len(run)
                and run[-1].end <= figure.start
                and not growth.keys() & {id(f) for f in run}
            ):
                if self._without_subject(run[-1].end, figure.context_start):
                    for one, other in zip(run, changes, strict=True):
                        growth[id(one)] = other
                    run = []
                    continue
            if any(change is figure for change in growth.values()):
                continue
            if (
                level is not None
                and self._belongs(level, figure)
                and self._without_subject(reach, figure.context_start)
            ):
                old = growth.get(id(level))
                if old is None or (old.change != "yoy" and figure.change == "yoy"):
                    growth[id(level)] = figure
                continue
            # 同比增长 24%,达到 5.91 亿美元; grew 46% to $333 million
            following = figures[place + 1] if place + 1 < len(figures) else None
            if following is not None and following.change is None and self._belongs(following, figure):
                between = folded[figure.context_end : following.context_start]
                if (
                    len(between) <= 40
                    and re.search(
                        r"(?:至|到|达|为)(?:了|到)?\s?$|^[^.;]{0,30}\bto(?:\s(?:a record|reach|approximately|about))?\s?$",
                        between,
                    )
                    and self._without_subject(figure.context_end, following.context_start)
                ):
                    growth[id(following)] = figure
        return growth

    def _end_of(self, figure: Figure) -> int:
        """The end of a level with the noun that it counts."""
        return max(past_noun(self._material.folded, figure), figure.context_end)

    def _linked(self, one: Figure, other: Figure) -> bool:
        return _LINK.fullmatch(self._material.folded[one.context_end : other.context_start]) is not None

    def _run_of_changes(self, figures: list[Figure], place: int) -> list[Figure]:
        run = [figures[place]]
        for figure in figures[place + 1 :]:
            if figure.change is None or not self._linked(run[-1], figure):
                break
            run.append(figure)
        return run

    def _belongs(self, level: Figure, change: Figure) -> bool:
        if change.kind == "points":
            return level.kind == "percent" or (level.kind == "number" and level.value <= 100)
        if change.kind in ("percent", "multiple"):
            if level.kind == "percent":
                return change.change in ("yoy", "qoq") and change.kind == "percent"
            return level.kind in ("amount", "count", "number", "rank")
        return change.kind == level.kind and change.unit == level.unit and change.change in ("yoy", "qoq", "since")

    def _without_subject(self, start: int, end: int) -> bool:
        """Whether nothing of its own stands between a level and its growth."""
        if end <= start:
            return True
        folded = self._material.folded
        between = folded[start:end]
        if len(between) > 48:
            return False
        if any(True for _ in find_metrics(folded, start, end, self._language)):
            return False
        return not re.search(r"[。;!?]|\bwhile\b|\bexcluding\b", between)

    def _further(self, figures: list[Figure], growth: dict[int, Figure]) -> set[int]:
        """Second growths of one level (yoy and qoq both said): the contract holds one."""
        extra: set[int] = set()

        attached = {id(change): level for level, change in growth.items()}
        for place, figure in enumerate(figures):
            if figure.change is None or id(figure) in attached or place == 0:
                continue
            previous = figures[place - 1]
            if (
                (id(previous) in attached or id(previous) in extra)
                and self._without_subject(previous.context_end, figure.context_start)
                and figure.change in ("yoy", "qoq", "since")
            ):
                extra.add(id(figure))
        for place, figure in enumerate(figures[:-1]):
            # two growths before the level they both belong to, or the first replaced by the year's
            following = figures[place + 1]
            if (
                figure.change in ("qoq", "since")
                and id(figure) not in attached
                and id(following) in attached
                and self._without_subject(figure.context_end, following.context_start)
            ):
                extra.add(id(figure))
        return extra

    # -- 分别 -----------------------------------------------------------------------------------------------------

    def _distributed(self, figures: list[Figure], growth: dict[int, Figure]) -> dict[int, Subject]:
        """``A 和 B 分别为 X 和 Y``, ``A and B were X and Y, respectively``: each name its own figure."""
        folded = self._material.folded
        levels = [figure for figure in figures if id(figure) not in {id(change) for change in growth.values()}]
        out: dict[int, Subject] = {}
        place = 0
        while place < len(levels):
            run = [levels[place]]
            while place + len(run) < len(levels) and self._linked(run[-1], levels[place + len(run)]):
                run.append(levels[place + len(run)])
            place += len(run)
            if len(run) < 2:
                continue
            # the names may lie a clause before: "A、B,分别为"
            start = self._clause(run[0])[0]
            words = folded[start : run[0].context_start]
            english = "respectively" in folded[run[-1].end : run[-1].end + 20]
            if "分别" not in words and not english:
                continue
            mentions = list(
                find_metrics(folded, max(self._line.sentence.start, start - 40), run[0].context_start, self._language)
            )
            mentions = [mention for mention in mentions if mention.end <= run[0].start]
            if len(mentions) >= len(run):
                for figure, mention in zip(run, mentions[-len(run) :], strict=True):
                    name = self._material.text[mention.start : mention.end]
                    out[id(figure)] = Subject(name, mention.metric, mention.start)
            elif "分别" in words:
                # 2023 年、2024 年分别是 21 亿和 14.6 亿
                years = [
                    mention for mention in self._line.periods if start <= mention.start and mention.end <= run[0].start
                ]
                if len(years) == len(run):
                    self._years.update({id(figure): mention for figure, mention in zip(run, years, strict=True)})
        return out

    # -- one KPI --------------------------------------------------------------------------------------------------

    def _draft(
        self, figure: Figure, change: Figure | None, subject: Subject, clause: tuple[int, int]
    ) -> KPIDraft | None:
        folded = self._material.folded
        metric = subject.metric
        unit, kind = figure.unit, figure.kind
        name = subject.name
        if re.fullmatch(r"[\W\d_]+", name):
            return None
        if kind == "number":
            # 毛利率在 40 到 45 之间: a bare number of a ratio is a percentage
            if (
                metric is not None
                and ("percent" in metric.of or metric.id == "gross_profit")
                and abs(figure.value_max or figure.value) <= 100
            ):
                unit = "%"
            elif metric is not None and "amount" in metric.of and figure.value >= 10_000:
                kind = "amount"
            elif metric is None or "count" not in metric.of:
                return None
            elif self._language == "en":
                unit = _COUNTED.get(metric.id or "", "count")
        metric_id = metric.id if metric else None
        if self._language == "en" and kind in ("count", "rank") and metric_id is None and is_small_talk(figure):
            return None
        if self._language != "en" and kind == "amount" and metric_id in (
            None,
            "net_profit",
            "net_profit_attributable",
            "adjusted_net_profit",
            "dividend",
            "eps",
        ):
            metric_id, name = _per_share(folded, figure, clause, metric_id, name)
        value, value_max = figure.value, figure.value_max
        ratio = unit in ("%", "pp", "bps")
        if figure.change is not None:
            verb = _growth_words(folded[figure.context_start : figure.start])
            if figure.direction < 0 and value > 0 and not re.search(r"幅(?:度)?$", verb):
                # 降幅 12 % is twelve; 下降 12 % is a fall
                value = -value
            if metric_id and kind == "percent" and metric is not None and "percent" not in metric.of and self._language != "en":
                metric_id = None if not metric_id.endswith("cagr") else metric_id
            if verb and verb not in name:
                name = f"{name}{verb}" if not name.isascii() else name
            if name.isascii() and self._material.outline.language == "en" and "growth" not in name.lower():
                name = f"{name} growth" if figure.direction >= 0 else f"{name} change"
        elif (
            kind == "amount"
            and value > 0
            and (
                (metric is not None
                and metric.sign < 0)
                or (metric_id in _FLOWS
                and _OUTFLOW.search(folded[clause[0] : figure.context_start]) is not None)
            )
        ):
            value = -value
            if value_max is not None:
                value, value_max = -value_max, value
        if ratio and metric_id == "gross_profit" and figure.change is None:
            metric_id = "gross_margin"
        if (
            metric is not None
            and ratio
            and figure.change is None
            and metric_id
            and metric_id != "gross_margin"
            and "percent" not in metric.of
        ):
            share = re.search(r"占[^,。]{0,10}(?:收入|营收|收益)", folded[clause[0] : figure.start])
            metric_id = "revenue_share" if share and metric_id == "revenue" else None
        if kind == "points" and metric_id and figure.change is not None:
            metric_id = metric_id if metric is not None and "percent" in metric.of else None
        basis = self._basis(figure, subject, clause)
        stock = bool(metric and metric.stock)
        flow = metric is not None or figure.change is not None or kind == "percent" or self._goes_on
        period = self._reader.period_of(
            self._line,
            figure,
            clause,
            stock=stock,
            flow=flow,
            ahead=basis in ("guidance", "target"),
            carry=basis not in ("claim", "comparison"),
            compared=id(figure) in self._compared, beside=self._twins.get(id(figure)),
        )
        period = self._years.get(id(figure), period)
        self._reader.remember(figure, period)
        event = self._material.anchor.event
        if id(figure) in self._compared and period is not None and period.last is not None and event is not None and period.last <= event:
            # compared with 15.4% in FY25: what a target is measured against has happened
            basis = "actual"
        if basis == "actual" and self._ahead(figure, period, clause):
            basis = "guidance"
        stock = stock and re.search(r"新增|净增|核销|处置|生成|投放|发放|合计", name) is None
        if (
            stock
            and period is not None
            and kind in ("amount", "count", "percent", "number")
            and figure.change is None
            and basis == "actual"
        ):
            period = at_end(period)
        if basis == "guidance":
            self._reader.look_ahead(self._line)
        segment = subject.segment
        if segment is None and self._segment and self._back(figure, clause):
            segment = self._segment
        elif (
            segment is None
            and self._near_segment
            and self._material.outline.language == "en"
            and (metric_id in _OF_SEGMENTS or _OF_PARTS.search(name))
        ):
            segment = None if re.search(r"total|consolidated|company|overall", name.lower()) else self._near_segment
        end = max(figure.context_end, change.context_end if change is not None else 0, figure.end)
        start = min(
            subject.start, figure.context_start, change.context_start if change is not None else figure.context_start
        )
        start = max(start, self._line.sentence.start)
        return KPIDraft(
            figure, name, metric_id, unit, value, value_max, basis, (start, min(end, self._line.sentence.end)),
            entity=subject.entity, segment=segment, period=period, change=change, exchange=self._line.sentence.exchange,
            sentence=self._line.sentence.index,
        )  # fmt: skip

    def _ahead(self, figure: Figure, period: PeriodMention | None, clause: tuple[int, int]) -> bool:
        """Whether the period lies wholly ahead, or the paragraph has been giving guidance and this goes on."""
        event = self._material.anchor.event
        if period is not None and period.first is not None and event is not None and period.first > event:
            return True
        words = self._material.folded[self._line.sentence.start : figure.start]
        if not self._reader.looking_ahead(self._line) or (
            period is not None and period.last is not None and event is not None and period.last < event
        ):
            return False
        return figure.change is None and not re.search(
            r"同比|环比|已|实现了|去年|上年|目前|\b(?:was|were|grew|had|delivered)\b", words
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
            (self._line.sentence.exchange is not None
            and re.search(r"^\s?(?:预计|大概|可以|到了)?.{0,10}占(?:公司|总|到|整体|集团)", own) is not None)
            or (self._near_segment is not None and re.search(r"^.{0,4}(?:占(?:公司|总|收入|营收))", own) is not None)
        )

    def _basis(self, figure: Figure, subject: Subject, clause: tuple[int, int]) -> Basis:
        folded = self._material.folded
        english = self._material.outline.language == "en"
        before = folded[self._line.sentence.start : figure.start]
        words = _basis_words()
        if subject.entity and re.search(words["comparison"], before) and subject.own is False:
            return "comparison"
        last_break = max(before.rfind(";"), before.rfind("；"))
        before = before[last_break + 1 :]
        own = folded[clause[0] : figure.start]
        if english:
            whole = folded[clause[0] : min(self._line.sentence.end, figure.end + 60)]
            if re.search(words["target_en"], before) and not _RAISED.search(before):
                return "target"
            ahead = list(re.finditer(words["guidance_en"], before))
            if ahead and not re.search(words["past_en"], before[ahead[-1].end() :]):
                return "guidance"
            if re.search(r"\b(?:guidance|outlook)\b", whole) and not re.search(
                r"exceed|above|ahead of|beat|versus|compared", whole
            ):
                return "guidance"
            if re.search(words["claim_en"], before):
                return "claim"
            return "actual"
        if re.match(r"[^,。;]{0,6}的?目标", folded[figure.context_end : figure.context_end + 10]):
            return "target"
        aimed = re.search(words["target"], before)
        if aimed and figure.pair != "from" and not re.search(r"已|完成了|实现了", own) and not _REACHED.search(before, 0, aimed.start()):
            return "target"
        ahead = list(re.finditer(words["guidance"], before))
        if ahead:
            rest = before[ahead[-1].end() :]
            # what was is told from what will be in the figure's own words: 预计…, 目前为…
            if figure.pair != "from" and not re.search(words["past"], rest):
                return "guidance"
        if re.search(words["claim"], before) or _ELSEWHERE.match(before):
            return "claim"
        return "actual"


# A sentence about a country or a market says nothing of the company: 美国已经进入…
_ELSEWHERE = lazy(r"(?:从)?(?:美国|中国|全球|国内|欧洲|日本)(?:的|已经|目前|现在|市场|行业|企业|经济)")
_RAISED = lazy(r"\b(?:rais|lower|increas|reiterat|reaffirm|narrow|updat)\w*\b[^.;]{0,80}\btargeting\b|\bnow targeting\b")
# An aim that was reached is none: 已完成年初制定的目标.
_REACHED = lazy(r"(?:完成|实现|达成|达到)了?[^,。;]{0,8}$")
# What a growth is against, between a subject and its growth: 收入同比|增长 8% 至 5 亿元.
_AGAINST = lazy(r"(?:同比|环比|按年|按季)(?:大幅|小幅|稳步)?\s?$")
_FLOWS = frozenset({"operating_cash_flow", "free_cash_flow", "net_profit"})
_OUTFLOW = lazy(r"(?:净?流出|亏损|used cash of|loss of|outflow of)(?:了|约|为|达)?\s?$")
_PER_SHARE = lazy(
    r"\s?(?:per|a)\s(?:fully\s)?(?:diluted\s)?(?:common\s)?share\b(?P<more>\s(?:quarterly\s|cash\s|annual\s)*dividend)?"
)


def _per_share(
    folded: str, figure: Figure, clause: tuple[int, int], metric: str | None, name: str
) -> tuple[str | None, str]:
    """``diluted earnings were $1.98 per share`` are earnings per share; ``$0.28 per share dividend`` is a dividend."""
    match = _PER_SHARE.match(folded, figure.end)
    if not match:
        return metric, name
    if match["more"] or metric == "dividend" or "dividend" in folded[clause[0] : figure.start]:
        return "dividend", "dividend per share"
    if metric in ("net_profit", "net_profit_attributable", "adjusted_net_profit"):
        return "eps", f"{name} per share"
    return metric, name


@cache
def _basis_words() -> dict[str, re.Pattern[str]]:
    basis = table("extractors.rules", "words")["basis"]
    out = {}
    for key, words in basis.items():
        pattern = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
        out[key] = re.compile(rf"\b(?:{pattern})\b" if key.endswith("_en") else pattern)
    return out


def _growth_words(words: str) -> str:
    """The verb of a growth, for the name: 同比增长."""
    match = re.search(
        r"(?:同比|环比|按年|按季)?(?:大幅|正|负)?(?:增长|增加|上升|提升|提高|下降|减少|下滑|降低|收窄|上涨|下跌|扩大|回落|增幅|降幅|增速|涨幅)",
        words,
    )
    return match[0] if match else ""

"""The subject of a figure in a Chinese clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...figures.model import Figure
from ...outline.script import fold
from ...patterns import lazy
from ..material import Line, Material
from .metrics import Mention, Metric, find_metrics
from .nouns import PREDICATE, listed_noun, metric_behind, noun_behind, with_test
from .segments import carried_segment, company_wide, in_brackets, model_owner, segment_before, segment_of
from .subject import LONGEST, Subject, behind_number, clauses, fits, hollow, joined, strip, tidy, without_periods

Span = tuple[int, int]


def read_chinese(
    material: Material,
    line: Line,
    figure: Figure,
    clause: Span,
    floor: int,
    stop: int,
    before: Subject | None,
) -> Subject | None:
    """The first reading that holds: a metric behind, a metric in front, another's figure in brackets, a noun, the one before."""
    reader = _ClauseReader(material, line, figure, clause, max(clause[0], floor), stop, before)
    for reading in (
        reader.metric_behind,
        reader.metric_in_front,
        reader.in_brackets,
        reader.noun_in_front,
        reader.noun_behind,
    ):
        subject = reading()
        if subject is not None:
            return subject
    return reader.taken_over()


@dataclass(slots=True)
class _ClauseReader:
    """One figure's clause. ``start`` and ``stop`` bound the words in front of it that are its own."""

    material: Material
    line: Line
    figure: Figure
    clause: Span
    start: int
    stop: int
    before: Subject | None
    mentions: list[Mention] = field(init=False)
    mention: Mention | None = field(init=False)
    """The metric named last in front of the figure that can be a figure of its kind."""

    def __post_init__(self) -> None:
        self.mentions = list(find_metrics(self.material.folded, self.start, self.stop))
        fitting = [mention for mention in self.mentions if fits(mention.metric, self.figure)]
        self.mention = fitting[-1] if fitting else None

    def metric_behind(self) -> Subject | None:
        """``以 80% 的正确率``: the metric stands behind, its owner in front."""
        material, figure = self.material, self.figure
        found = metric_behind(material, figure, self.clause[1])
        led_by = (
            material.folded[max(self.start, figure.context_start - 2) : figure.context_start].strip().endswith("以")
        )
        if found is None or (self.mention is not None and not led_by):
            return None
        low, high, metric = found
        owner = strip(material, self.line, self.start, figure.context_start, self.start)
        owner_text = without_periods(material, self.line, *owner) if owner[1] - owner[0] <= 18 else ""
        noun = noun_behind(material, figure, self.clause[1])
        label = noun if noun and metric.id is None and len(noun) > high - low else tidy(material.text[low:high])
        subject = Subject(with_test(material, self.line, self.clause, label), metric, figure.start)
        if led_by and owner_text:
            subject.entity, subject.start = owner_text, owner[0]
        elif owner_text:
            subject.segment = segment_of(owner_text)
        return subject

    def metric_in_front(self) -> Subject | None:
        """``公司的海外业务收入占比进一步提升至 84%``: the metric with the words that belong to it."""
        mention, material, before = self.mention, self.material, self.before
        if mention is None:
            return None
        low, high = strip(material, self.line, self.start, self.stop, mention.end)
        high = max(high, mention.end) if high - mention.end <= 8 else mention.end
        low = min(low, mention.start)
        if high - low > LONGEST:
            low, high = _shorten(material.folded, low, mention, high)
        name = with_test(material, self.line, self.clause, without_periods(material, self.line, low, high))
        subject = Subject(name, mention.metric, low, alias=material.text[mention.start : mention.end])
        subject.entity = model_owner(material, self.line, self.start, mention.start)
        if subject.entity is None:
            subject.segment = segment_before(material, self.line, low, mention)
        if subject.segment is None and not company_wide(material.folded, self.start, mention.start):
            subject.segment = carried_segment(material, self.line, self.clause, mention, before)
        _share_of_what(material, self.line, subject, mention, before)
        if (
            self.figure.kind == "count"
            and len(subject.name) <= 4
            and (noun := noun_behind(material, self.figure, self.clause[1]))
        ):
            # 年产 32 万吨铸件毛坯产能
            subject.name = tidy(joined(subject.name, noun))
        if before is not None and _ANAPHORA.fullmatch(fold(subject.name)):
            subject.name, subject.segment, subject.own = before.name, before.segment, False
            subject.metric = before.metric or subject.metric
        return subject

    def in_brackets(self) -> Subject | None:
        """``GPT-3.5(57.1%)``: another's figure for what was just told."""
        found = in_brackets(self.material, self.figure, self.clause)
        if found is None:
            return None
        entity, at = found
        if self.before is None:
            return Subject(entity, None, at, entity=entity)
        return Subject(self.before.name, self.before.metric, at, entity=entity, own=False)

    def noun_in_front(self) -> Subject | None:
        """``上线的 GPU 数量达到了 45000 个``: no metric of the table, but a noun phrase."""
        material, before, figure = self.material, self.before, self.figure
        last = self.mentions[-1] if self.mentions else None
        low, high = strip(material, self.line, self.start, self.stop, last.end if last else self.start)
        if high > low and hollow().fullmatch(material.folded, low, high):
            # 较, 上调至, 相比之下: words that name nothing
            return None
        if high - low < 2:
            return None
        if high - low > LONGEST:
            cut = max(material.folded.rfind("的", low, high - 2), material.folded.rfind("、", low, high - 2))
            low = cut + 1 if cut > low and high - cut > 3 else behind_number(material.folded, high - 20)
        name = without_periods(material, self.line, low, high)
        share = _share(material.folded, self.start, self.stop)
        metric = last.metric if last and last.metric.id and share is None and fits(last.metric, figure) else None
        noun = noun_behind(material, figure, self.clause[1]) or listed_noun(material, self.line, figure, self.clause)
        if (
            noun
            and last is None
            and len(name) + len(noun) <= LONGEST + 6
            and figure.kind in ("count", "percent", "rank", "number")
        ):
            name = tidy(joined(name, noun))
        model = model_owner(material, self.line, low, high)
        if model is not None and before is not None and not _MEASURE.search(name):
            return Subject(before.name, before.metric, low, entity=model, own=False)
        subject = Subject(with_test(material, self.line, self.clause, name), metric, low)
        if before is not None and metric is None and self._goes_on(before, name):
            return _next_in_list(subject, before, name)
        if before is not None and _BARE_SHARE.fullmatch(name):
            subject.segment = before.segment
        if share and figure.kind == "percent":
            subject.metric = Metric(share, _PERCENT, False, 1)
        return subject

    def noun_behind(self) -> Subject | None:
        """``约 3,000 张芯片待交付``: nothing in front; what is counted stands behind, or at the end of the list."""
        noun = noun_behind(self.material, self.figure, self.clause[1]) or listed_noun(
            self.material, self.line, self.figure, self.clause
        )
        return Subject(noun, _metric_in(noun), self.figure.start) if noun else None

    def taken_over(self) -> Subject | None:
        """No words of its own: a share of what was named before, the figure before, or the clause before."""
        before, material = self.before, self.material
        if before is not None:
            if "占" in material.folded[self.start : self.stop]:
                metric = before.metric if before.metric and before.metric.id == "revenue_share" else None
                return Subject(
                    before.name if "占" in before.name else "占比", metric, self.start, before.segment, own=False
                )
            return self._as_before()
        subject = _clause_before(material, self.line, self.clause)
        if subject is not None and self.figure.kind == "percent":
            # …的 GPU,40% 左右已经开始用于推理: what is said of the part belongs to its name
            predicate = PREDICATE.match(material.folded, self.figure.context_end, self.clause[1])
            if predicate:
                subject.name = tidy(
                    joined(subject.name, material.text[predicate.start("words") : predicate.end("words")])
                )
        return subject

    def _as_before(self) -> Subject | None:
        before = self.before
        return (
            Subject(before.name, before.metric, self.start, before.segment, before.entity, own=False)
            if before
            else None
        )

    def _goes_on(self, before: Subject, name: str) -> bool:
        """车用占 38%、工控 26%、通讯 14%: the list goes on with the same share."""
        if self.figure.kind != "percent" or self.figure.change is not None or len(name) > 12:
            return False
        words = (
            before.name
            + ((before.metric.id or "") if before.metric else "")
            + self.material.folded[self.line.sentence.start : self.start]
        )
        return "占" in words and _after_list(self.material.folded, self.start)


def _next_in_list(subject: Subject, before: Subject, name: str) -> Subject:
    subject.metric, subject.alias, subject.segment = before.metric, before.alias, segment_of(name)
    if before.alias:
        # 国内市场占有率…,国际…: the metric without the place it was told of
        measure = _OF_PLACE.sub("", before.alias)
        if measure not in name:
            subject.name = name + ("占比" if measure[:1] in ("占", "佔") else measure)
    elif "占" in before.name[1:]:
        subject.name = name + before.name[before.name.index("占") :]
    return subject


_OF_PLACE = lazy(r"^(?:国内|國內|海外|国际|國際|境外|境内|全球)")
_MEASURE = lazy(r"(?:率|额|量|数|成本|收入|价).?$")
_BARE_SHARE = lazy(r".{0,3}(?:占比?|比例|比重)|占[^,。]{0,4}(?:收入|营收|收益)")
_ANAPHORA = lazy(r"(?:这一|该|这个|上述)(?:比例|占比|比重|数字|指标|水平|金额|数据)")


_PERCENT = frozenset({"percent"})


def _share_of_what(material: Material, line: Line, subject: Subject, mention: Mention, before: Subject | None) -> None:
    """占营业收入的比例 beside R&D spending is the R&D ratio, beside overseas revenue the overseas share."""
    bare = fold(material.text[mention.start : mention.end]) in ("占比", "比例", "比重")
    if subject.metric is None or (subject.metric.id != "revenue_share" and not bare):
        return
    owner = before.metric.id if before is not None and before.metric is not None else None
    for earlier in find_metrics(material.folded, line.sentence.start, mention.start) if not bare else ():
        if earlier.metric.id in ("rd_expense", "overseas_revenue", "overseas_revenue_share"):
            owner = earlier.metric.id
    if owner in ("rd_expense", "rd_ratio"):
        subject.metric = Metric("rd_ratio", _PERCENT, False, 1)
        subject.segment = None
    elif owner in ("overseas_revenue", "overseas_revenue_share"):
        subject.metric = Metric("overseas_revenue_share", _PERCENT, False, 1)
        subject.segment = None
    elif bare and before is not None and owner == "revenue" and before.segment:
        subject.metric, subject.segment = Metric("revenue_share", _PERCENT, False, 1), before.segment
    if bare and before is not None and subject.metric.id and subject.segment is None and before.alias:
        subject.name = f"{before.alias}{subject.name}"


def _metric_in(noun: str) -> Metric | None:
    found = None
    folded = noun.lower()
    for mention in find_metrics(folded, 0, len(folded)):
        found = mention.metric
    return found


def _share(folded: str, start: int, stop: int) -> str | None:
    """收入中海外占: a share of revenue said with 占."""
    words = folded[start:stop]
    if "占" not in words:
        return None
    return "revenue_share" if re.search(r"占[^,。]{0,8}(?:收入|营收|收益)", words) else None


def _after_list(folded: str, start: int) -> bool:
    return start > 0 and (folded[start - 1] in ",、;及和与" or folded[start : start + 1] in ",、;及和与")


def _shorten(folded: str, start: int, mention: Mention, end: int) -> tuple[int, int]:
    cut = max(
        folded.rfind("的", start, mention.start - 1),
        folded.rfind("、", start, mention.start),
        folded.rfind(" ", start, mention.start),
    )
    if cut > start and mention.start - cut <= 14:
        before = folded.rfind("的", start, cut - 1)
        return (before + 1 if before > start and end - before <= LONGEST else cut + 1), end
    return max(start, behind_number(folded, mention.start - 10)), end


_NEAR = 400
"""Characters to each side in which the clause before a clause is looked for."""


def _clause_before(material: Material, line: Line, clause: Span) -> Subject | None:
    """The subject of the clause in front, where the figure's own has none."""
    folded = material.folded
    # only the clauses about it: a sentence without an end would be split anew for every figure in it
    first, last = max(line.sentence.start, clause[0] - _NEAR), min(line.sentence.end, clause[1] + _NEAR)
    spans = clauses(folded, first, last)
    previous = next((spans[index - 1] for index, span in enumerate(spans) if index and span[0] >= clause[0]), None)
    if previous is None:
        return None
    start, end = strip(material, line, previous[0], previous[1], previous[0])
    while end > start and folded[end - 1] in ",;:()（）、 ":
        end -= 1
    if end - start < 2:
        return None
    if end - start > LONGEST:
        cut = folded.rfind("的", start, end - 2)
        start = cut + 1 if cut > start and end - cut > 4 else behind_number(folded, end - 20)
    mentions = list(find_metrics(folded, start, end))
    if mentions:
        # 资本开支高峰期已经过去了, 2023 年…: the metric is the subject, not what is said of it
        end = mentions[-1].end
        start = min(start, mentions[-1].start)
    return Subject(without_periods(material, line, start, end), mentions[-1].metric if mentions else None, start)

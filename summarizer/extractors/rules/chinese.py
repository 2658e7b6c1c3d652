"""The subject of a figure in a Chinese clause."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...outline.script import fold
from ...patterns import lazy
from ..material import Line, Material
from .metrics import Mention, Metric, find_metrics
from .nouns import PREDICATE, listed_noun, metric_behind, noun_behind, with_test
from .segments import carried_segment, company_wide, in_brackets, model_owner, segment_before, segment_of
from .subject import LONGEST, Subject, behind_number, clauses, fits, hollow, joined, strip, tidy, without_periods


def read_chinese(
    material: Material,
    line: Line,
    figure: Figure,
    clause: tuple[int, int],
    floor: int,
    stop: int,
    before: Subject | None,
) -> Subject | None:
    folded, text = material.folded, material.text
    start = max(clause[0], floor)
    mentions = list(find_metrics(folded, start, stop))
    fitting = [mention for mention in mentions if fits(mention.metric, figure)]
    mention = fitting[-1] if fitting else None
    last = mentions[-1] if mentions else None
    # 天工以 80% 的正确率: the noun stands behind, its owner in front
    behind = metric_behind(material, figure, clause[1])
    if behind and behind[0] and (mention is None or folded[figure.start - 1] == "以"):
        name_start, name_end, metric = behind[1], behind[2], behind[3]
        owner = strip(material, line, start, figure.context_start, start)
        owner_text = without_periods(material, line, *owner) if owner[1] - owner[0] <= 18 else ""
        entity = (
            owner_text
            if folded[max(start, figure.context_start - 2) : figure.context_start].strip().endswith("以") and owner_text
            else None
        )
        noun = noun_behind(material, figure, clause[1])
        label = (
            noun
            if noun and metric.id is None and len(noun) > name_end - name_start
            else tidy(text[name_start:name_end])
        )
        subject = Subject(with_test(material, line, clause, label), metric, owner[0] if entity else figure.start)
        subject.entity = entity
        if not entity and owner_text:
            subject.segment = segment_of(owner_text)
        return subject
    if mention is not None:
        name_start, name_end = strip(material, line, start, stop, mention.end)
        name_end = max(name_end, mention.end) if name_end - mention.end <= 8 else mention.end
        if name_start > mention.start:
            name_start = mention.start
        if name_end - name_start > LONGEST:
            name_start, name_end = _shorten(folded, name_start, mention, name_end)
        name = with_test(material, line, clause, without_periods(material, line, name_start, name_end))
        subject = Subject(name, mention.metric, name_start, alias=text[mention.start : mention.end])
        subject.entity = model_owner(material, line, start, mention.start)
        subject.segment = None if subject.entity else segment_before(material, line, name_start, mention)
        if subject.segment is None and subject.metric and not company_wide(folded, start, mention.start):
            subject.segment = carried_segment(material, line, clause, mention, before)
        _share_of_what(material, line, subject, mention, before)
        if figure.kind == "count" and len(subject.name) <= 4 and (noun := noun_behind(material, figure, clause[1])):
            # 年产 32 万吨铸件毛坯产能
            subject.name = tidy(joined(subject.name, noun))
        if before is not None and _ANAPHORA.fullmatch(fold(subject.name)):
            subject.name, subject.segment, subject.own = before.name, before.segment, False
            subject.metric = before.metric or subject.metric
        return subject
    name_start, name_end = strip(material, line, start, stop, last.end if last else start)
    entity = in_brackets(material, figure, clause)
    if entity is not None:
        entity_text, entity_start = entity
        return Subject(
            before.name if before else entity_text,
            before.metric if before else None,
            entity_start,
            entity=entity_text,
            own=before is None,
        )
    noun = noun_behind(material, figure, clause[1])
    if name_end > name_start and hollow().fullmatch(folded, name_start, name_end):
        name_end = name_start
        if before is not None and figure.kind != "rank":
            return Subject(before.name, before.metric, start, before.segment, before.entity, own=False)
    if name_end - name_start >= 2:
        if name_end - name_start > LONGEST:
            cut = max(folded.rfind("的", name_start, name_end - 2), folded.rfind("、", name_start, name_end - 2))
            name_start = cut + 1 if cut > name_start and name_end - cut > 3 else behind_number(folded, name_end - 20)
        name = without_periods(material, line, name_start, name_end)
        metric = (
            last.metric
            if last and last.metric.id and _share(folded, start, stop) is None and fits(last.metric, figure)
            else None
        )
        noun = noun or listed_noun(material, line, figure, clause)
        if (
            noun
            and len(name) + len(noun) <= LONGEST + 6
            and figure.kind in ("count", "percent", "rank", "number")
            and last is None
        ):
            name = tidy(joined(name, noun))
        model = model_owner(material, line, name_start, name_end)
        if model is not None and before is not None and not re.search(r"率|额|量|数|成本|收入|价", name[-2:]):
            return Subject(before.name, before.metric, name_start, entity=model, own=False)
        subject = Subject(with_test(material, line, clause, name), metric, name_start)
        # 车用占 38%、工控 26%、通讯 14%: the list goes on with the same share
        if (
            before is not None
            and metric is None
            and figure.kind == "percent"
            and figure.change is None
            and len(name) <= 12
            and "占"
            in before.name + (before.metric.id or "" if before.metric else "") + folded[line.sentence.start : start]
            and _after_list(folded, start)
        ):
            subject.metric, subject.alias = before.metric, before.alias
            subject.segment = segment_of(name)
            if not before.alias and "占" in before.name[1:]:
                subject.name = name + before.name[before.name.index("占") :]
            if before.alias and before.alias not in name:
                subject.name = name + (
                    before.alias if "占" not in before.alias[:1] and "佔" not in before.alias[:1] else "占比"
                )
            return subject
        if before is not None and re.fullmatch(r".{0,3}(?:占比?|比例|比重)", name):
            subject.segment = before.segment
        share = _share(folded, start, stop)
        if share and figure.kind == "percent":
            subject.metric = Metric(share, frozenset({"percent"}), False, 1)
        return subject
    listed = listed_noun(material, line, figure, clause)
    if noun or listed:
        return Subject(noun or listed or "", _metric_in(noun or listed or ""), figure.start)
    if "占" in folded[start:stop] and before is not None:
        return Subject(
            before.name if "占" in before.name else "占比",
            before.metric if before.metric and before.metric.id == "revenue_share" else None,
            start,
            before.segment,
            own=False,
        )
    if figure.kind == "percent" and clause[0] > line.sentence.start:
        predicate = PREDICATE.match(folded, figure.context_end, clause[1])
        inherited = _inherit(material, line, clause, None)
        if predicate and inherited and before is None:
            inherited.name = tidy(inherited.name + text[predicate.start("words") : predicate.end("words")])
            return inherited
    return _inherit(material, line, clause, before)


_ANAPHORA = lazy(r"(?:这一|该|这个|上述)(?:比例|占比|比重|数字|指标|水平|金额|数据)")


_PERCENT = frozenset({"percent"})


def _share_of_what(material: Material, line: Line, subject: Subject, mention: Mention, before: Subject | None) -> None:
    """占营业收入的比例 beside R&D spending is the R&D ratio, beside overseas revenue the overseas share."""
    if subject.metric is None or subject.metric.id != "revenue_share":
        return
    owner = before.metric.id if before is not None and before.metric is not None else None
    for earlier in find_metrics(material.folded, line.sentence.start, mention.start):
        if earlier.metric.id in ("rd_expense", "overseas_revenue", "overseas_revenue_share"):
            owner = earlier.metric.id
    if owner in ("rd_expense", "rd_ratio"):
        subject.metric = Metric("rd_ratio", _PERCENT, False, 1)
        subject.segment = None
    elif owner in ("overseas_revenue", "overseas_revenue_share"):
        subject.metric = Metric("overseas_revenue_share", _PERCENT, False, 1)
        subject.segment = None


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


def _inherit(material: Material, line: Line, clause: tuple[int, int], before: Subject | None) -> Subject | None:
    """No subject of its own: that of the figure before, or the clause before."""
    if before is not None:
        return Subject(before.name, before.metric, clause[0], before.segment, before.entity, own=False)
    spans = clauses(material.folded, line.sentence.start, line.sentence.end)
    for index, span in enumerate(spans):
        if span[0] >= clause[0] and index:
            previous = spans[index - 1]
            start, end = strip(material, line, previous[0], previous[1], previous[0])
            while end > start and material.folded[end - 1] in ",;:()（）、 ":
                end -= 1
            if end - start < 2:
                return None
            if end - start > LONGEST:
                cut = material.folded.rfind("的", start, end - 2)
                start = cut + 1 if cut > start and end - cut > 4 else behind_number(material.folded, end - 20)
            mentions = list(find_metrics(material.folded, start, end))
            if mentions:
                # 资本开支高峰期已经过去了, 2023 年…: the metric is the subject, not what is said of it
                end = mentions[-1].end
                start = min(start, mentions[-1].start)
            name = without_periods(material, line, start, end)
            return Subject(name, mentions[-1].metric if mentions else None, start)
    return None

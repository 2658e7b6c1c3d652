"""Shares in Chinese: of what they are shares, and the lists that go on with the same one."""

from __future__ import annotations

import re

from ...outline.script import fold
from ...patterns import lazy
from ..material import Line, Material
from .metrics import Mention, Metric, find_metrics
from .segments import segment_of
from .subject import Subject

PERCENT = frozenset({"percent"})
_COST = lazy(r"(?:成本|费用|支出|薪酬|开支|折旧).{0,4}占")
_OF_PLACE = lazy(r"^(?:国内|國內|海外|国际|國際|境外|境内|全球)")


def next_in_list(subject: Subject, before: Subject, name: str) -> Subject:
    subject.metric, subject.alias, subject.segment = before.metric, before.alias, segment_of(name)
    if before.alias:
        # 国内市场占有率…,国际…: the metric without the place it was told of
        measure = _OF_PLACE.sub("", before.alias)
        if measure not in name:
            subject.name = name + ("占比" if measure[:1] in ("占", "佔") else measure)
    elif "占" in before.name[1:]:
        subject.name = name + before.name[before.name.index("占") :]
    return subject


def share_of_what(material: Material, line: Line, subject: Subject, mention: Mention, before: Subject | None) -> None:
    """占营业收入的比例 beside R&D spending is the R&D ratio, beside overseas revenue the overseas share."""
    bare = fold(material.text[mention.start : mention.end]) in ("占比", "比例", "比重")
    if subject.metric is None or (subject.metric.id != "revenue_share" and not bare):
        return
    owner = before.metric.id if before is not None and before.metric is not None else None
    for earlier in find_metrics(material.folded, line.sentence.start, mention.start) if not bare else ():
        if earlier.metric.id in ("rd_expense", "overseas_revenue", "overseas_revenue_share"):
            owner = earlier.metric.id
    if owner not in ("rd_expense", "rd_ratio") and _COST.search(subject.name):
        # 销售成本占收入的比例: a share of revenue spent, and of no revenue
        subject.metric, subject.segment = Metric(None, PERCENT, False, 1), None
        return
    if owner in ("rd_expense", "rd_ratio"):
        subject.metric = Metric("rd_ratio", PERCENT, False, 1)
        subject.segment = None
    elif owner in ("overseas_revenue", "overseas_revenue_share"):
        subject.metric = Metric("overseas_revenue_share", PERCENT, False, 1)
        subject.segment = None
    elif bare and before is not None and owner == "revenue" and before.segment:
        subject.metric, subject.segment = Metric("revenue_share", PERCENT, False, 1), before.segment
    if bare and before is not None and subject.metric.id and subject.segment is None and before.alias:
        subject.name = f"{before.alias}{subject.name}"


def share_in(folded: str, start: int, stop: int) -> str | None:
    """收入中海外占: a share of revenue said with 占."""
    words = folded[start:stop]
    if "占" not in words:
        return None
    return "revenue_share" if re.search(r"占[^,。]{0,8}(?:收入|营收|收益)", words) else None

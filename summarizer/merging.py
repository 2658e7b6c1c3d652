"""One KPI for a figure however often it is told, and how many of a document's figures are told by KPIs."""

from __future__ import annotations

import re

from .extractors.draft import KPIDraft
from .figures.model import Figure
from .outline.script import EVERYDAY_HAN
from .patterns import lazy


def merge(drafts: list[KPIDraft]) -> list[KPIDraft]:
    """One KPI for a figure however often it is told: same value and unit, and nothing in the names that says otherwise."""
    by_value: dict[tuple[object, ...], list[KPIDraft]] = {}
    merged: list[KPIDraft] = []
    for draft in drafts:
        key = (draft.value, draft.value_max, draft.unit, draft.figure.kind)
        # a value told in very many places is compared with the latest of them only: time stays linear
        for kept in by_value.get(key, [])[-40:]:
            if _same(kept, draft):
                kept.repeats.append(draft.span)
                kept.repeats.extend(draft.repeats)
                kept.change = kept.change or draft.change
                kept.period = kept.period or draft.period
                kept.metric = kept.metric or draft.metric
                kept.segment = kept.segment or draft.segment
                break
        else:
            by_value.setdefault(key, []).append(draft)
            merged.append(draft)
    return merged


def _same(one: KPIDraft, other: KPIDraft) -> bool:
    if one.metric and other.metric and one.metric != other.metric:
        return False
    if (one.basis == "actual") != (other.basis == "actual"):
        # what was forecast and what was reached are two facts, even where they are one number
        return False
    if (one.entity or "") != (other.entity or "") and one.entity and other.entity:
        return False
    if one.period and other.period and (one.period.first, one.period.last) != (other.period.first, other.period.last):
        return False
    if one.period and other.period and one.period.first is None and one.period.label != other.period.label and one.basis != "actual":
        # what is guided for a quarter and for a year, though nothing tells their days
        return False
    if one.change and other.change and one.change.value != other.change.value:
        return False
    if one.segment and other.segment and not (one.segment in other.segment or other.segment in one.segment):
        return False
    if (one.figure.change is None) != (other.figure.change is None):
        return False
    if one.metric and other.metric:
        return bool(one.segment) == bool(other.segment) or (one.value == other.value and abs(one.value) >= 1000)
    a, b = _letters(one.name), _letters(other.name)
    if one.figure.change is not None and (EVERYDAY_HAN.search(one.name) or EVERYDAY_HAN.search(other.name)):
        # 美国销售额增长 15% is not 总销售额增长 15%
        return (a <= b or b <= a) and bool(a) == bool(b) and bool(one.segment) == bool(other.segment)
    return bool(a & b) or (one.figure.kind in ("amount", "count") and abs(one.value) >= 1000 and one.value % 1000 != 0)


def _letters(name: str) -> set[str]:
    folded = name.lower()
    han = _OF_GROWTHS.sub("", "".join(EVERYDAY_HAN.findall(folded)))
    return {han[i : i + 2] for i in range(len(han) - 1)} | (set(re.findall(r"[a-z]{3,}", folded)) - _OF_ALL)


_OF_GROWTHS = lazy("同比|環比|环比|按年|年增|增长|增長|增加|上升|提升|提高|下降|减少|減少|下滑|收窄|占比|佔比|比例")
# Words that stand in names of all kinds: sales growth and operating profit growth have nothing in common.
_OF_ALL = frozenset({"growth", "change", "share", "total", "rate", "the", "and", "for", "our", "per", "with", "non", "gaap"})


def count_reported(figures: list[Figure], drafts: list[KPIDraft]) -> int:
    """Figures that stand in a KPI's evidence, as its value or its growth."""
    spans = sorted(span for draft in drafts for span in (draft.span, *draft.repeats))
    count = index = 0
    reach = -1
    for figure in sorted(figures, key=lambda figure: figure.start):
        while index < len(spans) and spans[index][0] <= figure.start:
            reach = max(reach, spans[index][1])
            index += 1
        count += figure.end <= reach
    return count

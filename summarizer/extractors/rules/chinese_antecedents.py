"""What a Chinese figure measures that its own clause does not say: told before it in the sentence, or in the question."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ..material import Line, Material
from .metrics import Metric, find_metrics
from .subject import Subject, fits, strip, without_periods


def metric_before(material: Material, line: Line, start: int) -> tuple[str, Metric | None] | None:
    """The metric that the sentence named before this clause, for a bare 金额, 余额."""
    found = list(find_metrics(material.folded, max(line.sentence.start, start - 80), start))
    found = [mention for mention in found if mention.metric.id and "amount" in mention.metric.of]
    if not found:
        return None
    return material.text[found[-1].start : found[-1].end], found[-1].metric


def metric_since(material: Material, line: Line, figure: Figure, clause: tuple[int, int], before: Subject | None) -> Subject | None:
    """``…下滑 2%,9 月同店已经转正,同比增长 0.6%``: a clause without figures named another metric since the figure before."""
    first = max([line.sentence.start, *(one.context_end for one in line.figures if one.end <= clause[0])])
    if before is None or first >= clause[0] or first == line.sentence.start:
        return None
    found = [one for one in find_metrics(material.folded, first, clause[0]) if fits(one.metric, figure)]
    if not found or before.alias == material.text[found[-1].start : found[-1].end]:
        return None
    if re.search(r"[较比低高]", material.folded[first : found[-1].start]):
        return None
    low, _ = strip(material, line, max(first, found[-1].start - 10), found[-1].end, found[-1].end)
    low = min(max(low, first), found[-1].start)
    name = without_periods(material, line, low, found[-1].end)
    return Subject(name, found[-1].metric, low, alias=material.text[found[-1].start : found[-1].end])


def asked_metric(material: Material, line: Line, figure: Figure, start: int) -> Subject | None:
    """The one metric that a question asked after, for an answer that does not say it again."""
    exchange = line.sentence.exchange
    if exchange is None or figure.kind not in ("amount", "percent"):
        return None
    span = next((one for one in material.outline.exchanges if one.index == exchange), None)
    if span is None:
        return None
    found = [
        mention
        for first, last in (span.questions or [span.asked])
        for mention in find_metrics(material.folded, first, last)
        if figure.kind in mention.metric.of
    ]
    if len({mention.metric for mention in found}) != 1:
        return None
    return Subject(material.text[found[0].start : found[0].end], found[0].metric, start, own=False)

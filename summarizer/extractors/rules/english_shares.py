"""Shares of a whole in English: of revenue, of customers, and the ratios that are told that way."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...patterns import lazy
from ..material import Line, Material
from .english_names import SEGMENT_NOUN, head_metric, name_metric, same_as, segment_of, shortened
from .english_objects import THRESHOLD
from .metrics import Metric
from .phrases import find_predicate, is_hollow, strip_phrase
from .subject import Subject, tidy

_RATIO = {
    "operating_profit": ("operating_margin", "operating margin"),
    "gross_profit": ("gross_margin", "gross margin"),
    "net_profit": ("net_margin", "net margin"),
    "adjusted_net_profit": ("net_margin", "net margin"),
    "rd_expense": ("rd_ratio", "R&D ratio"),
    "revenue": ("revenue_share", ""),
}
_WHOLE = r"(?:our\s|the\s|total\s|group\s|all\s|its\s|consolidated\s|net\s|overall\s|company\s|worldwide\s|global\s)*"
SHARE = lazy(
    rf"\s?(?:of|as a percentage of|as a percent of)\s(?!(?:the\s|our\s)?(?:prior|last|previous)\b)"
    rf"(?P<of>{_WHOLE}(?:(?:[a-z\-]+|q[1-4])\s){{0,2}}?(?:revenues?|net "
    rf"sales|sales|turnover|top line))\b(?!\s(?:growth|guidance))"
)
_PART = lazy(rf"\s(?:of)\s(?P<of>{_WHOLE}[a-z][\w&.\-’]*(?:\s[\w&.\-’]+){{0,5}})")
_PART_END = lazy(
    r",(?!\d)|;|\.(?=\s|$)|\b(?:and\s(?:over|more|about|approximately|nearly|we|our|the)|compared|versus|up\sfrom|down\sfrom|consistent|driven|which|while|but)\b"
)


_ON_BASIS = lazy(r"\s(?:on\san?\s[\w-]+\sbasis)$")
_BEING = lazy(r"\s(?:were|are|was|is)\s(?=[a-z]+ing\b)")


def share_of_part(material: Material, line: Line, figure: Figure, limit: int) -> Subject | None:
    """``60% of our largest customers used it weekly``: a share of something, with what it does."""
    folded, text = material.folded, material.text
    if figure.kind != "percent" or figure.change is not None:
        return None
    part = _PART.match(folded, figure.end, limit)
    if part is None:
        return None
    cut = _PART_END.search(folded, part.start("of"), limit)
    a, b = strip_phrase(material, line, part.start("of"), cut.start() if cut else limit)
    if b - a < 3:
        return None
    words = _BEING.sub(" ", tidy(text[a:b])).split()
    name = tidy(" ".join(words[:14]))
    head = head_metric(folded, a, b, _COUNT)
    subject = Subject(f"share of {name}", None, figure.start)
    if head is not None and head.start - a < 30:
        sorts = THRESHOLD.match(folded, head.end)
        subject.segment = tidy(text[sorts.start() : sorts.end()]) if sorts else None
    return subject


_COUNT = Figure("", 0, 0, 0, None, None, "count")


def share_of(
    material: Material,
    line: Line,
    figure: Figure,
    clause: tuple[int, int],
    start: int,
    stop: int,
    before: Subject | None,
    share: re.Match[str],
) -> Subject:
    """``Continental Europe accounted for 41% of revenue``: whose share it is; ``$38 million, or 9.4% of "
    "sales``: a ratio of the figure before."""
    folded, text = material.folded, material.text
    whole = tidy(text[share.start("of") : share.end("of")])
    metric = Metric("revenue_share", frozenset({"percent"}), False, 1)
    predicate = find_predicate(folded, start, stop, fresh=start == clause[0])
    span = strip_phrase(material, line, *(predicate.phrase if predicate else (start, stop)))
    if span[1] > span[0] and not is_hollow(folded, *span):
        owner = shortened(text[span[0] : span[1]])
        ratio = head_metric(folded, *span, _PERCENT)
        if ratio is not None and "percent" in ratio.metric.of and ratio.metric.id:
            return name_metric(material, line, *span, ratio, whole=True)
        mention = head_metric(folded, *span, _AMOUNT)
        if mention is None or mention.metric.id == "revenue":
            part = segment_of(text[span[0] : mention.start]) if mention else None
            return Subject(f"{owner} share of {whole}", metric, span[0], segment=part or SEGMENT_NOUN.sub("", owner))
        return _ratio(owner, mention.metric, whole, span[0], None)
    if before is not None and " as a share of " in before.name:
        return same_as(before, start)
    if before is not None:
        if before.metric is not None and before.metric.id == "revenue_share":
            return same_as(before, start)
        if before.metric is not None and before.metric.id != "revenue":
            return _ratio(before.name, before.metric, whole, start, before.segment)
        owner = before.segment or re.sub(r"\s?(?:net\s)?(?:revenues?|sales)$", "", before.name)
        return Subject(tidy(f"{owner} share of {whole}"), metric, start, segment=before.segment)
    return Subject(f"share of {whole}", metric, start)


_PERCENT = Figure("", 0, 0, 0, None, None, "percent")
_AMOUNT = Figure("", 0, 0, 0, None, None, "amount")


def _ratio(owner: str, metric: Metric, whole: str, start: int, segment: str | None) -> Subject:
    ratio = _RATIO.get(metric.id or "")
    if ratio is not None and ratio[1] and ratio[0] != "rd_ratio" and (basis := _ON_BASIS.search(owner)):
        # operating income on a non-GAAP basis
        name = f"{owner[: basis.start()]} margin{basis[0]}"
        return Subject(name, Metric(ratio[0], frozenset({"percent"}), False, 1), start, segment=segment)
    if ratio is not None and ratio[1]:
        return Subject(
            f"{owner} share of {whole}" if ratio[0] == "rd_ratio" else f"{owner} margin",
            Metric(ratio[0], frozenset({"percent"}), False, 1),
            start,
            segment=segment,
        )
    return Subject(f"{owner} as a share of {whole}", None, start, segment=segment)

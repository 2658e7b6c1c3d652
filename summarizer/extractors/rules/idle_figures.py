"""Figures that tell nothing of the company, or of which nobody can say what: spans of time, thresholds that only sort customers,
resolutions of screens, cells without a unit."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...patterns import lazy
from ..material import Line, Material
from .bare_cells import is_bare_cell
from .chinese_idle import is_idle
from .english_frames import is_idle_percent
from .english_objects import only_sorts
from .metrics import find_metrics

_RESOLUTION = lazy(r"[248]k\s(?:tvs?|videos?|displays?|content|resolution|ultra|screens?)\b")
_THRESHOLD = lazy(
    r"\s?(?:in|of)\s(?:arr|annual recurring revenue|annual spend|trailing|acv|revenue over)|\s?(?:以上)?的(?:付费)?(?:客户|"
    r"企业|用户|公司)|\+?\s(?:arr\s)?customers"
)
_NAMED_NEAR = 24
"""Characters in front of a clause in which a span of time may still be named."""


def measures_nothing(material: Material, line: Line, figure: Figure, clause: tuple[int, int]) -> bool:
    """A figure that tells nothing of the company: a span of time, a threshold that only sorts customers."""
    folded, language = material.folded, material.outline.language
    if is_bare_cell(folded, figure):
        return True
    if language != "en" and is_idle(folded, figure, clause):
        return True
    if language == "en" and is_idle_percent(folded, figure):
        return True
    if language == "en" and only_sorts(folded, figure):
        return True
    if figure.kind == "count" and _RESOLUTION.match(folded, figure.start):
        return True
    if figure.kind == "duration":
        # 中位生存期(mos) 6.9 个月, 回本周期是 22 个月,希望缩短到 18 个月
        first = max(line.sentence.start, clause[0] - (0 if language == "en" else _NAMED_NEAR))
        return not any(
            "duration" in mention.metric.of for mention in find_metrics(folded, first, figure.start, language)
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

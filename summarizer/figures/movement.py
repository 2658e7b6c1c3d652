"""Two levels that a figure moved between: 从 82% 下降到 54%, ``to $5 million from $3 million``."""

from __future__ import annotations

from ..patterns import lazy
from .model import Figure

# not 由于, 自由, 理由, 自身 and their like
FROM = "(?:从|(?<![自理缘事])由(?!于|此)|自(?!主|身|动|有|研|由|营|然|我|己|愿|筹|建|产))"
"""Words that begin a movement, for use in regular expressions on folded text."""
_FROM = lazy(FROM + r"[^,。;!?\n]{0,16}$")
_ONWARD = lazy(r"[^。;!?\n]{0,16}?[至到为]")
_FROM_EN = lazy(r"\b(?P<word>from|versus|vs\.?|compared (?:to|with))\s(?:about |approximately |an? |roughly |the )?(?:us)?[$€£]?$")
_RANGING = lazy(r"\brang\w+ from\s$")
# 至本期间的约: the period may stand between
_TO = lazy(
    r"[至到为]了?(?:[^,，。;至到为]{0,12}[年期季月日度间](?:内|末)?的?)?(?:每[^,。;\d]{1,3})?(?:约|近|超过|大约)?\s?$"
    r"|\bto\s(?:about |approximately |over |roughly )?(?:us)?[$€£]?$"
)


def pair(folded: str, figure: Figure, previous: Figure | None, floor: int) -> None:
    """Tell the two ends of 从 82% 下降到 54% and of ``to $5 million from $3 million``."""
    start = figure.context_start
    if figure.change is None:
        before = folded[max(floor, start - 34) : start]
        if ("从" in before or "由" in before or "自" in before) and figure.kind not in ("multiple", "rank"):
            if _FROM.search(before, max(0, len(before) - 20)) and _ONWARD.match(folded, figure.end, figure.end + 30):
                figure.pair, figure.direction = "from", 0
                return
        if match := _FROM_EN.search(before):
            if figure.value_max is not None and _RANGING.search(before):
                return
            figure.pair, figure.direction = "from", 0
            if match["word"] == "from" and previous is not None and not before[: match.start()].strip():
                _end_before(folded, previous, figure)
            return
    if previous is not None and previous.pair == "from" and figure.unit == previous.unit:
        between = folded[previous.end : figure.start]
        if len(between) <= 34 and _TO.search(between):
            figure.pair, figure.change = "to", None
            if figure.direction == 0:
                figure.direction = (figure.value > previous.value) - (figure.value < previous.value)


def end_behind_growth(folded: str, start: Figure, growth: Figure, end: Figure) -> None:
    """Tell the end of ``由 31.6 亿元增加 18% 至 37.3 亿元``, where the growth stands between the two."""
    between = folded[growth.context_end : end.context_start]
    if end.unit == start.unit and len(between) <= 24 and between.lstrip()[:1] in ("至", "到") and _TO.search(between):
        end.pair, end.change = "to", None
        if end.direction == 0:
            end.direction = (end.value > start.value) - (end.value < start.value)


def _end_before(folded: str, end: Figure, start: Figure) -> None:
    """``to $5 million from $3 million``: the end stands before the start."""
    free = end.unit == start.unit and end.pair is None and end.change is None
    if free and _TO.search(folded, max(0, end.context_start - 24), end.context_start):
        end.pair = "to"
        if end.direction == 0:
            end.direction = (end.value > start.value) - (end.value < start.value)

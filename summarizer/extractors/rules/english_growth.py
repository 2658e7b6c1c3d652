"""Growths that English tells in other words than a verb before the number, and what a growth is measured against."""

from __future__ import annotations

import itertools
import re
from datetime import date

from ...figures.model import Figure
from ...figures.periods import years_back
from ...patterns import lazy
from ...schemas.vocabulary import ChangeKind
from ..material import Line
from .english_frames import changed_object, goes_on_with

_HIGHER = lazy(
    r"\s(?:(?P<up>higher|above|more|greater|better|faster|ahead)|(?P<down>lower|below|less|fewer|worse|behind))\s(?:than|versus|compared|year|sequentially|over|from|on\sa)\b"
)
_PACE = lazy(r"\b(?:re)?(?:accelerat(?:ed|es|ing)|decelerat(?:ed|es|ing))\s(?:\w+ly\s)?(?:to|at)\s$")
_POINTS_OFF = lazy(r"\s(?:(?P<up>higher|above|better|ahead)|(?P<down>lower|below|worse|behind))\s(?:than\s|of\s)?")
# 15% sales growth, 7% to 9% average annual growth
_GROWTH_BEHIND = lazy(
    r"\s(?:(?!of\b|and\b|in\b|to\b|on\b|for\b|from\b)[a-z&][\w&\-]*\s){1,4}growth\b(?!\s(?:rate|target|guidance))"
)
_BY_MONEY = lazy(
    r"\b(?:an?\s|the\s)?(?:(?P<up>increase|improvement|rise)|(?P<down>decrease|decline|reduction|drop))\sof\s(?:about\s|approximately\s|roughly\s|over\s|nearly\s|more\sthan\s|just\s)*$"
)
_AGAINST = lazy(
    r"[^.;$%]{0,36}?\b(?:from|over|than|versus|vs\.?|compared\s(?:to|with)|against|on)\s(?:[a-z\-]+\s){0,3}?(?P<year>prior[- "
    r"]year|year[- ]ago|last\syear|a\syear\s(?:ago|earlier)|same\s(?:quarter|period)|previous\syear)"
)
_OF_GUIDANCE = lazy(r"\b(?:guidance|outlook|expectations?|forecast|guide|range|midpoint)\b")
_CHANGEABLE = frozenset({"percent", "points", "multiple"})


def read_growth(
    folded: str, line: Line, reporting: tuple[date, date] | None, carried: ChangeKind | None
) -> ChangeKind | None:
    """Mark the growths of a sentence and say against what, in place; returns the base that the next sentence carries on.

    ``60% higher than the prior-year period``, ``an increase of $65 million versus the second quarter of 2020``; a growth
    without a base goes on with the one told before it in the paragraph.
    """
    _join_ranges(folded, line)
    for place, figure in enumerate(line.figures):
        previous = line.figures[place - 1] if place else None
        if figure.change is None and figure.kind == "percent" and figure.pair != "from" and _PACE.search(
            folded, max(line.sentence.start, figure.context_start - 48), figure.context_start
        ):
            # revenue accelerated to 17%
            figure.change, figure.direction = "change", 1
        elif figure.change is None and previous is not None and previous.change is not None and (
            goes_on_with(folded, previous, figure) or _in_turn(folded, line, previous, figure)
        ):
            figure.change, figure.direction = previous.change, previous.direction
        elif (
            figure.change is None
            and figure.kind in _CHANGEABLE
            and figure.pair is None
            and (match := _HIGHER.match(folded, figure.end))
        ):
            figure.change, figure.direction = "change", 1 if match["up"] else -1
        elif (
            figure.change is None
            and figure.kind == "points"
            and figure.pair is None
            and (match := _POINTS_OFF.match(folded, figure.end))
            and any(0 <= mention.start - match.end() <= 20 for mention in line.periods)
        ):
            # 100 basis points below the fourth quarter
            figure.change, figure.direction = "change", 1 if match["up"] else -1
        elif (
            figure.change is None
            and figure.kind == "percent"
            and figure.pair is None
            and _GROWTH_BEHIND.match(folded, figure.end)
        ):
            figure.change, figure.direction = "change", 1 if figure.value >= 0 else -1
        elif (
            figure.change is None
            and figure.kind in ("percent", "points")
            and figure.pair is None
            and (match := changed_object(folded, line, figure)) is not None
        ):
            figure.change, figure.direction = "change", 1 if match["up"] else -1
        elif (
            figure.change is None
            and figure.kind == "amount"
            and (
                match := _BY_MONEY.search(
                    folded, max(line.sentence.start, figure.context_start - 40), figure.context_start
                )
            )
        ):
            figure.change, figure.direction = "change", 1 if match["up"] else -1
        if figure.change is None:
            continue
        if figure.change == "change":
            figure.change = (
                _base(folded, line, figure, reporting)
                or (carried if figure.kind == "percent" and not _OF_GUIDANCE.search(folded, line.sentence.start, figure.start) else None)
                or "change"
            )
        if figure.change in ("yoy", "qoq"):
            carried = figure.change
    return carried


_IN_TURN = lazy(r"\s?(?:in|for|during)?\s?(?:the\s)?\s?,?\s?(?:and|or)\s(?:about\s|approximately\s)?")


def _in_turn(folded: str, line: Line, previous: Figure, figure: Figure) -> bool:
    """``growth of 26% in Q1 and 21% to 23% in fiscal 2027``: each period its own growth."""
    if figure.kind != "percent" or previous.kind != "percent" or figure.context_start - previous.end > 60:
        return False
    between = folded[previous.end : figure.context_start]
    for mention in line.periods:
        if previous.end <= mention.start and mention.end <= figure.context_start:
            told = folded[previous.end : mention.start] + folded[mention.end : figure.context_start]
            return _IN_TURN.fullmatch(told) is not None and between != told
    return False


_RANGES = lazy(r"\brang(?:e|es|ing)\sfrom\s(?:[a-z]+\s){0,2}$")
_TO = lazy(r"\sto\s(?:about\s|approximately\s|around\s|roughly\s)?[$€£]?")


def _join_ranges(folded: str, line: Line) -> None:
    """``range from about $0.05 to about $0.20`` is one figure with two ends, in place."""
    joined = [
        (one, other)
        for one, other in itertools.pairwise(line.figures)
        if one.unit == other.unit and one.kind == other.kind and one.value_max is None is other.value_max and 0 <= one.value < other.value
        and _TO.fullmatch(folded, one.end, other.start) and _RANGES.search(folded, max(line.sentence.start, one.start - 32), one.start)
    ]  # fmt: skip
    for one, other in joined:
        one.end, one.context_end, one.value_max, one.pair = other.end, other.context_end, other.value, None
        line.figures.remove(other)


def _base(folded: str, line: Line, figure: Figure, reporting: tuple[date, date] | None) -> ChangeKind | None:
    if _AGAINST.match(folded, figure.context_end, min(line.sentence.end, figure.context_end + 90)):
        return "yoy"
    if reporting is None:
        return None
    for mention in line.periods:
        if not 0 <= mention.start - figure.end <= 70 or mention.last is None or mention.first is None:
            continue
        if not re.search(
            r"\b(?:from|over|than|versus|vs\.?|compared\s(?:to|with)|against|below|above|behind|ahead\sof)\s(?:[a-z\-]+\s){0,4}$",
            folded[figure.end : mention.start],
        ):
            continue
        if abs((mention.last - years_back(reporting[1], 1)).days) <= 8:
            return "yoy"
        if 0 < (reporting[0] - mention.last).days <= 8 and mention.kind == "quarter":
            return "qoq"
    return None


_AGAIN = lazy(r"\s?,?\s?(?:or|or by|which is)\s(?:about\s|approximately\s|roughly\s|by\s|nearly\s|over\s)*(?:[$€£]|$)")


def told_again(folded: str, figures: list[Figure]) -> set[int]:
    """What tells a growth a second time, by identity: ``down 28% or $157.3 million``; ``$823 million nearly doubled``.

    Of a growth told in money and in percent the percentage is kept, with the other's direction.
    """
    again: set[int] = set()
    for one, other in itertools.pairwise(figures):
        between = folded[one.context_end : other.start] + (
            folded[other.start : other.start + 1] if other.kind == "amount" else ""
        )
        if (
            one.change is not None
            and other.kind in ("amount", "count", "number", "percent")
            and _AGAIN.fullmatch(between)
        ):
            if one.kind == "amount" and other.kind == "percent":
                if other.change is None:
                    other.change, other.direction = one.change, one.direction
                again.add(id(one))
            else:
                again.add(id(other))
        elif (
            other.kind == "multiple"
            and one.kind == "amount"
            and one.change is None
            and folded[other.start : other.start + 4] in ("doub", "trip", "quad")
            and _NEARLY.fullmatch(folded, one.end, other.start)
        ):
            again.add(id(other))
    return again


_NEARLY = lazy(r"\s(?:more than\s|nearly\s|almost\s|about\s|roughly\s|in\s(?:the|q\d)[^,.;]{0,24}\s)*")

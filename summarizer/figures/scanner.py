"""Every token with a number in it, told apart: figures, periods, and neither."""

from __future__ import annotations

from ..patterns import lazy
from .anchor import Anchor
from .context import read_context
from .model import Figure, PeriodMention, Scan
from .names import find_others
from .periods import PeriodFinder
from .quantities import Quantity, find_quantities
from .ranks import find_ranks
from .units import counted_noun, read_suffix

# What makes even a bare number a figure: 40 左右, 40到45之间
_MEASURING = lazy(r"\s?(?:左右|以上|之间|以下|以内)")
_RANGED = lazy(r"\s?(?:-|~|to|至|到)\s?[$€£¥]?[0-9]")
_LEAST_BARE = 10_000
"""From here on a bare number with a scale word (1.5万) is a figure."""


def scan(text: str, folded: str, anchor: Anchor | None = None) -> Scan:
    """Tell every token with a number apart: figures, periods, and neither.

    ``folded`` is `outline.script.fold` of ``text``, of the same length; offsets count code points of both. Periods are
    resolved against ``anchor``; without one, relative periods keep their label and have no dates.
    """
    mentions = PeriodFinder(folded, anchor or Anchor()).find()
    ranks = find_ranks(folded)
    names = [(start, end) for start, end in find_others(folded) if not _is_figure(folded, start, end)]
    # of two that begin at one place a period holds before a rank, and both before a name
    tokens: list[tuple[int, int, int, PeriodMention | int | None]] = [(mention.start, 0, mention.end, mention) for mention in mentions]
    tokens += [(start, 1, end, rank) for start, end, rank in ranks]
    tokens += [(start, 2, end, None) for start, end in names]
    tokens.sort(key=lambda token: token[:2])
    figures: list[Figure] = []
    periods: list[PeriodMention] = []
    others: list[tuple[int, int]] = []
    taken: list[tuple[int, int]] = []
    last = 0
    for start, _, end, found in tokens:
        if start < last:
            continue
        last = end
        taken.append((start, end))
        if isinstance(found, PeriodMention):
            periods.append(found)
        elif found is not None:
            figures.append(Figure("", start, end, found, None, "rank", "rank"))
        else:
            others.append((start, end))
    previous: Figure | None = None
    for quantity in find_quantities(text, folded, taken):
        figure = _figure(folded, quantity) or _count_in_front(folded, quantity, previous)
        previous = figure or previous
        if figure is None:
            others.append((quantity.start, quantity.end))
        else:
            figures.append(figure)
    figures.sort(key=lambda figure: figure.start)
    others.sort()
    read_context(folded, figures)
    for number, figure in enumerate(figures, 1):
        figure.id = f"f{number}"
    return Scan(figures, periods, others)


def _figure(folded: str, quantity: Quantity) -> Figure | None:
    """A figure, or ``None`` for a bare number that nothing makes one (a list number, a name's number)."""
    kind, unit, start, end = quantity.kind, quantity.unit, quantity.start, quantity.end
    if kind == "number":
        before = folded[start - 1 : start]
        if before.isascii() and before.isalpha():
            return None
        if folded[end - 2 : end] == ".0" and not _MEASURING.match(folded, end):
            return None
        plus = folded[end : end + 1] == "+"
        noun = counted_noun(folded, end + plus)
        if noun is not None:
            kind, unit = "count", noun
            quantity.more = quantity.more or plus
        elif not (
            quantity.value_max is not None
            or quantity.grouped
            or quantity.spelled
            or (quantity.value >= _LEAST_BARE and folded[end - 1] in "万亿千nkd")
            or _MEASURING.match(folded, end)
        ):
            return None
        elif folded[end : end + 1].isascii() and folded[end : end + 1].isalpha():
            return None
    figure = Figure("", start, end, quantity.value, quantity.value_max, unit, kind)
    if quantity.more:
        figure.qualifier = "over"
    return figure


_TOTAL = lazy(
    r"(?P<noun>customers|users|subscribers|members|employees|stores|restaurants|locations|accounts|units|patients)(?:\scount)?\s(?:now\s|today\s)?"
    r"(?:total|totals|totaled|totalled|number|numbered|totaling|numbering|reached|(?:stood|stands)\sat|came\sin\sat)\s"
    r"(?:about\s|approximately\s|over\s|nearly\s|more\sthan\s|around\s)?$"
)
_BASE = lazy(r"\b(?:(?:up|down)\sfrom|compared\s(?:to|with)|versus)\s(?:about\s|approximately\s|over\s|nearly\s|just\s)?$")
_OF_THEN = lazy(r"\s(?:in|at|a\syear|last|the\s(?:prior|previous|same|year)|for)\b")
_STOP = lazy(r"[.;!?]\s|\n")
_REACH = 48


def _count_in_front(folded: str, quantity: Quantity, previous: Figure | None) -> Figure | None:
    """``customers now total 654``, ``140 net adds, up from 88 in the prior quarter``: what a bare number counts is said in front of it."""
    start, end = quantity.start, quantity.end
    if quantity.kind != "number" or quantity.value < 13 or folded[end : end + 1].isalnum() or folded[end : end + 2] == "-f":
        return None
    floor = max(0, start - _REACH)
    if not folded[floor:start].isascii():
        return None
    noun = _TOTAL.search(folded, floor, start)
    if noun is not None:
        return Figure("", start, end, quantity.value, quantity.value_max, noun["noun"], "count")
    counted = previous is not None and previous.kind == "count" and 0 < start - previous.end <= 2 * _REACH
    if not counted or previous is None or not _BASE.search(folded, floor, start) or not _OF_THEN.match(folded, end):
        return None
    return None if _STOP.search(folded, previous.end, start) else Figure("", start, end, quantity.value, None, previous.unit, "count")


def _is_figure(folded: str, start: int, end: int) -> bool:
    """Whether what looks like a list number at the head of a line measures: ``12 cents a share``, ``300 stores``, ``3 to 4``."""
    if not folded[start:end].strip().isdigit() or folded[max(0, start - 2) : start - 1].isdigit():
        # behind a line that ends with a digit it may be the rest of a cut number
        return False
    end = start + len(folded[start:end].rstrip())
    if _RANGED.match(folded, end):
        return True
    suffix = read_suffix(folded, end)
    return (suffix is not None and (suffix.scale > 1 or suffix.unit is not None)) or counted_noun(folded, end) is not None

"""The financial number grammar of zh-Hans, zh-Hant and en: figures, periods, and the tokens that are neither."""

from __future__ import annotations


from ..patterns import lazy
from .context import read_context
from .model import Figure, FigureKind, PeriodMention, Scan
from .names import find_others, find_ranks
from .periods import Anchor, PeriodFinder
from .quantities import Quantity, counted_noun, find_quantities

__all__ = ["Anchor", "Figure", "FigureKind", "PeriodMention", "Scan", "scan"]

_LIVELY = lazy(r"\s?(?:左右|以上|之间|以下|以内)")


def scan(text: str, folded: str, anchor: Anchor | None = None) -> Scan:
    """Tell every token with a number apart: figures, periods, and neither.

    ``text`` and ``folded`` are of the same length; offsets count their code points. Periods are resolved against
    ``anchor``; without one, relative periods keep their label and no dates.
    """
    periods = PeriodFinder(folded, anchor or Anchor()).find()
    taken = [(mention.start, mention.end, 0) for mention in periods]
    taken += [(start, end, 1) for start, end in find_others(folded)]
    ranks = list(find_ranks(folded))
    taken += [(start, end, 2) for start, end, _ in ranks]
    taken.sort(key=lambda span: (span[0], -span[2]))
    others: list[tuple[int, int]] = []
    figures: list[Figure] = []
    by_place = {start: rank for start, _, rank in ranks}
    busy: list[tuple[int, int]] = []
    last = 0
    for start, end, sort in taken:
        if start < last:
            continue
        last = end
        busy.append((start, end))
        if sort == 1:
            others.append((start, end))
        elif sort == 2:
            figures.append(Figure("", start, end, by_place[start], None, "rank", "rank"))
    kept = {start for start, _ in busy}
    periods = [mention for mention in periods if mention.start in kept]
    index = 0
    for quantity in find_quantities(folded):
        while index < len(busy) and busy[index][1] <= quantity.start:
            index += 1
        if index < len(busy) and busy[index][0] < quantity.end:
            continue
        figure = _figure(folded, quantity)
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
    kind, unit, end = quantity.kind, quantity.unit, quantity.end
    before = folded[quantity.start - 1 : quantity.start]
    if kind == "number" and before.isascii() and before.isalpha():
        return None
    if kind == "number" and folded[quantity.start : end].endswith(".0") and not _LIVELY.match(folded, end):
        return None
    if kind == "number" and unit is None:
        noun = counted_noun(folded, end)
        if noun is not None:
            kind, unit = "count", noun
        elif not (
            quantity.value_max is not None
            or quantity.grouped
            or quantity.spelled
            or quantity.value >= 10_000 and folded[end - 1] in "万亿千nk"
            or _LIVELY.match(folded, end)
        ):
            return None
        elif folded[end : end + 1].isascii() and folded[end : end + 1].isalpha():
            return None
    figure = Figure("", quantity.start, end, quantity.value, quantity.value_max, unit, kind)
    if quantity.more:
        figure.qualifier = "over"
    return figure

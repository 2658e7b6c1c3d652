"""Which of its places a quote means that stands in a text several times."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from ..outline.repair import repair
from ..outline.script import fold
from .candidates import grams
from .skeleton import skeleton

Span = tuple[int, int]
_MARKS = re.compile(r"[^\w%]+")
REACH = 240
"""Characters looked at on either side of a place."""


class Context:
    """The words before and behind a quote, as whoever wrote it down saw them in the source."""

    def __init__(self, before: str, after: str) -> None:
        before, after = fold(repair(before).text)[-REACH:], fold(repair(after).text)[:REACH]
        self._before, self._after = _bare(before), _bare(after)
        self._grams = set(grams(before)) | set(grams(after))

    def agreement(self, before: str, after: str) -> tuple[int, int]:
        """How well folded words beside a place agree: letters that are the same up to the quote on both sides, and words that both hold."""
        touching = _shared(self._before[::-1], _bare(before)[::-1]) + _shared(self._after, _bare(after))
        return touching, len(self._grams & {*grams(before), *grams(after)})


def _bare(folded: str) -> str:
    return _MARKS.sub("", skeleton(folded, folded).text)


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs), min(len(one), len(other)))


class Occurrences:
    """The places of one quote, in their order. Whether a quote may be cut out at a place is asked only of those that come into question."""

    def __init__(self, spans: Sequence[Span], fits: Callable[[int], bool]) -> None:
        self.spans = spans
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._fits = fits
        self._known: dict[int, bool] = {}

    def fits(self, number: int) -> bool:
        """Whether the quote may be taken out of its text at place ``number``."""
        if number not in self._known:
            self._known[number] = self._fits(number)
        return self._known[number]

    def fitting(self) -> Iterator[int]:
        """The places that fit, in their order."""
        return (number for number in range(len(self.spans)) if self.fits(number))

    def first_from(self, start: int, end: int | None = None) -> int | None:
        """The first place that fits, begins at ``start`` or behind it, and ends at ``end`` or before."""
        for number in range(bisect_left(self._starts, start), len(self.spans)):
            if end is not None and self._ends[number] > end:
                return None
            if self.fits(number):
                return number
        return None

    def last_until(self, end: int) -> int | None:
        """The last place that fits and ends at ``end`` or before."""
        for number in range(bisect_right(self._ends, end) - 1, -1, -1):
            if self.fits(number):
                return number
        return None

    def nearest(self, points: Sequence[int]) -> int | None:
        """The place that fits and lies nearest to one of ``points``; of two as near, the earlier one."""
        found: set[int] = set()
        for point in points:
            behind, before = self.first_from(point), self.last_until(point)
            # a place may also hold the point
            around = bisect_right(self._starts, point) - 1
            found.update(number for number in (before, behind) if number is not None)
            if around >= 0 and self.fits(around):
                found.add(around)
        return min(found, key=lambda number: (min(self._distance(number, point) for point in points), number), default=None)

    def _distance(self, number: int, point: int) -> int:
        start, end = self.spans[number]
        return max(start - point, point - end, 0)


def assign(occurrences: Sequence[Occurrences | None], anchors: Sequence[Span | None]) -> dict[int, int]:
    """Of each ambiguous quote, the number of the place that it means.

    Quotes come in the order in which they were written down. ``anchors`` holds the place of those that have one only; ``occurrences`` the
    places of those that have several. Between two anchors that stand in order, quotes go to the first places that keep the order;
    where that cannot be, and between anchors out of order, to the place nearest to an anchor. Before the first anchor they go to the last
    places before it that keep the order; where there is none, to the text's first.
    """
    chosen: dict[int, int] = {}
    previous: Span | None = None
    run: list[int] = []
    for number, anchor in enumerate((*anchors, None)):
        last = number == len(anchors)
        if anchor is None and not last:
            if occurrences[number] is not None:
                run.append(number)
            continue
        _place(run, occurrences, previous, anchor, chosen)
        run = []
        previous = anchor
    return chosen


def _place(
    run: Sequence[int], occurrences: Sequence[Occurrences | None], previous: Span | None, following: Span | None, chosen: dict[int, int]
) -> None:
    if previous is None and following is not None:
        limit = following[0]
        for number in reversed(run):
            places = occurrences[number]
            if places is None:
                continue
            at = places.last_until(limit)
            if at is not None:
                limit = places.spans[at][0]
            else:
                at = places.nearest([limit])
            if at is not None:
                chosen[number] = at
        return
    begin = previous[1] if previous else 0
    stop = following[0] if following else None
    in_order = stop is None or begin <= stop
    for number in run:
        places = occurrences[number]
        if places is None:
            continue
        at = places.first_from(begin, stop) if in_order else None
        if at is not None:
            begin = places.spans[at][1]
        else:
            at = places.nearest([begin] if stop is None else [begin, stop])
        if at is not None:
            chosen[number] = at

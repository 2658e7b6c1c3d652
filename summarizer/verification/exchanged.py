"""Figures of one claim that the source has the other way round: two of them, or the ends of a movement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from .agreement import then
from .facts import Fact
from .measures import holds, same_measure

_SWAPPED = 0.7
"""By so much must two figures fit better the other way round before they are said to have changed places."""
_FOREIGN = 0.4
"""How much more, where a dictionary stands between the two."""
_TURNED = 0.35
"""The same of two that the source has in one sentence in the other order."""


def led_elsewhere(told: Sequence[Fact], chosen: Mapping[int, Fact], facts: Sequence[Fact]) -> Iterator[tuple[int, Fact]]:
    """Figures that another one moved to, in the claim, where in the source that one moved to another.

    ``told`` are the claim's figures, ``chosen`` what bears them out, by their number; ``facts`` all of the source's, in order of place.
    """
    for index, fact in enumerate(told):
        start = chosen.get(index)
        if fact.figure.pair != "from" or start is None or start.figure.pair != "from" or index + 1 >= len(told):
            continue
        ended = told[index + 1]
        if ended.figure.pair != "to":
            continue
        follows = bisect_right(facts, start.figure.start, key=lambda one: one.figure.start)
        stated = facts[follows] if follows < len(facts) else None
        if stated is not None and stated.figure.pair == "to" and same_measure(ended, stated) and not holds(ended, stated):
            yield index + 1, stated


def swapped(
    told: Sequence[Fact], chosen: Mapping[int, Fact], shared: Callable[[Fact, Fact], float], *, foreign: bool
) -> Iterator[tuple[int, int]]:
    """Pairs of figures of the claim, by their numbers, that the source tells of one another's things.

    ``shared`` is how much a figure of the claim and one of the source are told of the same; ``foreign``: a dictionary stands between them.
    """
    places = sorted(chosen)
    for number, one in enumerate(places):
        for two in places[number + 1 :]:
            first, second = chosen[one], chosen[two]
            if first.kind != second.kind or first.is_change != second.is_change or first.value == second.value:
                continue
            was, were = told[one].former, told[two].former
            if was != were and then(first) != then(second) and was != then(first) and first.metric == second.metric:
                # from 9 to 5, not from 5 to 9
                yield one, two
                continue
            if was != were and was == then(first) and were == then(second):
                continue
            if first.kind == "points" or (was == were and then(first) != then(second)):
                # the columns of a table: what is the former figure, no word says
                continue
            straight = shared(told[one], first) + shared(told[two], second)
            crossed = shared(told[one], second) + shared(told[two], first)
            easily = first.figure.start > second.figure.start and first.sentence == second.sentence
            margin = (_TURNED if easily else _SWAPPED) + (_FOREIGN if foreign else 0)
            if crossed >= straight + margin:
                yield one, two

"""Which stretch of the source proves what: places of evidence, cut where others begin or end, so that each piece knows all its items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...schemas import Evidence, Exchange
from ..view import Item


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch of the source that proves something."""

    id: str
    """``p-1``, counted in the order of the source."""
    start: int
    end: int
    items: tuple[str, ...]
    """Hooks of what it proves."""
    kind: str
    """``figure``, ``statement`` or ``question``: the first that it is."""
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in which the same places hold everywhere."""

    start: int
    end: int
    places: tuple[Place, ...]
    """Narrowest first."""
    begins: tuple[Place, ...]
    """Those that begin with it."""

    @property
    def items(self) -> tuple[str, ...]:
        """Hooks of all that it proves, that of the narrowest place first."""
        return tuple(dict.fromkeys(item for place in self.places for item in place.items))


class PlacesOfItems:
    """Every place that items point at, found again by its evidence."""

    def __init__(self, items: Iterable[tuple[str, Item]]) -> None:
        told: dict[tuple[int, int], tuple[dict[str, None], set[str], Evidence]] = {}
        for hook, item in items:
            for evidence in item.evidence:
                if evidence.start < evidence.end:
                    hooks, kinds, _ = told.setdefault((evidence.start, evidence.end), ({}, set(), evidence))
                    hooks[hook] = None
                    kinds.add(_kind(item))
        self.all = [
            Place(f"p-{number}", start, end, tuple(hooks), next(kind for kind in _FIRST if kind in kinds), evidence.page, evidence.quote)
            for number, ((start, end), (hooks, kinds, evidence)) in enumerate(sorted(told.items(), key=lambda one: one[0]), start=1)
        ]
        self._by_span = {(place.start, place.end): place for place in self.all}

    def of(self, evidence: Iterable[Evidence]) -> list[Place]:
        """The places of an item, each once, in the order of the source."""
        spans = dict.fromkeys((one.start, one.end) for one in sorted(evidence, key=lambda one: (one.start, one.end)))
        return [self._by_span[span] for span in spans if span in self._by_span]


_FIRST = ("figure", "statement", "question")


def _kind(item: Item) -> str:
    if isinstance(item.of, Exchange):
        return "question"
    return "figure" if item.section == "kpis" or (item.section == "headlines" and item.kpis) else "statement"


def pieces(places: Iterable[Place]) -> Iterator[Piece]:
    """``places`` cut at each other's ends: pieces in order, none overlapping, none empty."""
    events: dict[int, tuple[list[Place], list[Place]]] = {}
    for place in places:
        events.setdefault(place.start, ([], []))[0].append(place)
        events.setdefault(place.end, ([], []))[1].append(place)
    inside: dict[str, Place] = {}
    before = 0
    begins: tuple[Place, ...] = ()
    for at in sorted(events):
        if inside:
            narrow = sorted(inside.values(), key=lambda one: (one.end - one.start, one.start))
            yield Piece(before, at, tuple(narrow), begins)
        started, ended = events[at]
        for place in ended:
            del inside[place.id]
        inside.update((place.id, place) for place in started)
        before, begins = at, tuple(started)

"""What a reader wants first: a profile applied to the items of a report. It orders and folds; it changes no item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from ..companies import CompanyNames, is_company
from ..mentions import metrics_in, topics_in
from ..schemas import Company, Summary
from ..schemas.profile import Profile

T = TypeVar("T")

_NO_INTEREST = 1_000
"""Behind every rank that a profile can give."""
_SPOKEN_OF = 500
"""Added to the rank of a topic or a metric that is only spoken of: behind what is told of it, before what is of no interest."""
_ITEMS = {"short": 5, "medium": 12}
"""Items of a section that are shown."""
_PARTS = {"short": 2, "medium": 5}
"""Points of an answer that are shown."""


class Interest:
    """How much a reader cares for something: a rank, 0 first."""

    def __init__(self, profile: Profile | None, companies: Iterable[Company]) -> None:
        """``companies``: those that the documents are of; they name them everywhere, which makes no item stand out."""
        self._profile, own = profile or Profile(), list(companies)
        self._names = CompanyNames("" if any(_is(one, name) for one in own) else name for name in self._profile.companies)

    @property
    def chosen(self) -> bool:
        """Whether the reader prefers anything at all."""
        return self._profile.interested

    def rank(self, *, topics: Iterable[str] = (), metrics: Iterable[str] = (), text: str = "", figure: bool = False) -> int:
        """The place of the best of these in the reader's lists, `_NO_INTEREST` where none is in them.

        ``text`` is searched for companies and, where there is nothing else, for words of the reader's topics and metrics. Among the figures
        themselves those of a metric that the reader names come before those that only belong to a topic.
        """
        profile = self._profile
        own, known, behind = set(topics), set(metrics), len(profile.metrics) if figure else 0
        ranks = [place for place, one in enumerate(profile.metrics) if one in known]
        ranks += [behind + place for place, one in enumerate(profile.topics) if one in own]
        ranks += self._names.found(text)
        # a figure that has its metric is of that one alone: operating cash flow is not cash
        if not ranks and not (figure and known):
            ranks += [_SPOKEN_OF + place for place in self._spoken_of(text)]
        return min(ranks, default=_NO_INTEREST)

    def _spoken_of(self, text: str) -> Iterator[int]:
        """Places in the reader's lists of what ``text`` has words for: a risk of tariffs is one of regulation, too."""
        for listed, spoken in ((self._profile.metrics, metrics_in), (self._profile.topics, topics_in)):
            if listed:
                found = spoken(text)
                yield from (place for place, one in enumerate(listed) if one in found)

    def wanted(self, rank: int) -> bool:
        """Whether something of this rank is of interest; everything is to a reader who prefers nothing."""
        return not self.chosen or rank < _NO_INTEREST

    def ordered(self, items: Sequence[T], rank: Callable[[T], int]) -> list[T]:
        """``items`` with those of interest first; within a rank their own order stays."""
        return sorted(items, key=rank) if self.chosen else list(items)

    def split(self, items: Sequence[T], rank: Callable[[T], int], weight: Callable[[T], int], most: int | None) -> tuple[list[T], list[T]]:
        """What is shown and what is left out, each in the order of ``items``: what is of no interest goes where the reader wants only what
        is, then what weighs least (has the highest ``weight``) until no more than ``most`` are shown."""
        wanted = [one for one in items if self.wanted(rank(one))] if self._profile.only and self.chosen else list(items)
        shown, _ = self.cut(wanted, rank, weight, most)
        there = set(map(id, shown))
        return shown, [one for one in items if id(one) not in there]

    def cut(self, items: Sequence[T], rank: Callable[[T], int], weight: Callable[[T], int], most: int | None) -> tuple[list[T], list[T]]:
        """The ``most`` that are of most interest (and of the lowest ``weight``), and the others, each in the order of ``items``."""
        if most is None or len(items) <= most:
            return list(items), []
        kept = set(sorted(range(len(items)), key=lambda at: (rank(items[at]), weight(items[at]), at))[:most])
        return [one for at, one in enumerate(items) if at in kept], [one for at, one in enumerate(items) if at not in kept]

    @property
    def most_items(self) -> int | None:
        """Items a section shows at most; None: all."""
        return _ITEMS.get(self._profile.length)

    @property
    def most_parts(self) -> int | None:
        """Points an answer shows at most; None: all."""
        return _PARTS.get(self._profile.length)


def companies_first(documents: Sequence[T], summary: Callable[[T], Summary], profile: Profile | None) -> list[T]:
    """``documents`` with those of the reader's companies first, in the profile's order; the others stay, as they came."""
    names = profile.companies if profile is not None else ()
    return sorted(documents, key=lambda one: next((at for at, name in enumerate(names) if _is(summary(one).company, name)), len(names)))


def _is(company: Company, name: str) -> bool:
    return is_company(name, (company.name, company.short_name), company.ticker)

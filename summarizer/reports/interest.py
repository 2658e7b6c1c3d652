"""What a reader wants first: a profile applied to the items of a report. It orders and folds; it changes no item."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from ..schemas import Summary
from ..schemas.profile import Profile

T = TypeVar("T")

_NO_INTEREST = 1_000
"""Behind every rank that a profile can give."""
_ITEMS = {"short": 5, "medium": 12}
"""Items of a section that are shown."""
_PARTS = {"short": 2, "medium": 5}
"""Points of an answer that are shown."""


class Interest:
    """How much a reader cares for something: a rank, 0 first."""

    def __init__(self, profile: Profile | None, summary: Summary) -> None:
        self._profile = profile or Profile()
        own = {_folded(name) for name in (summary.company.name, summary.company.short_name, summary.company.ticker) if name}
        # a document names its own company everywhere: that makes no item of it stand out
        self._names = [_name(folded) for folded in map(_folded, self._profile.companies) if folded and folded not in own]

    @property
    def chosen(self) -> bool:
        """Whether the reader prefers anything at all."""
        return self._profile.interested

    def rank(self, *, topics: Iterable[str] = (), metrics: Iterable[str] = (), text: str = "") -> int:
        """The place of the best of these in the reader's lists; `_NO_INTEREST` and more where none is in them."""
        profile = self._profile
        ranks = [list(profile.metrics).index(one) for one in metrics if one in profile.metrics]
        ranks += [list(profile.topics).index(one) for one in topics if one in profile.topics]
        if self._names:
            folded = _folded(text)
            ranks += [place for place, name in enumerate(self._names) if name.search(folded)]
        return min(ranks, default=_NO_INTEREST)

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


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _name(folded: str) -> re.Pattern[str]:
    """A name that is no part of a longer Latin word; Chinese writes no spaces, so that its names may stand in any."""
    before = r"(?<![a-z0-9])" if folded[0].isascii() and folded[0].isalnum() else ""
    after = r"(?![a-z0-9])" if folded[-1].isascii() and folded[-1].isalnum() else ""
    return re.compile(before + re.escape(folded) + after)

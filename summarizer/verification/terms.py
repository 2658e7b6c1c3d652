"""The words of a summary and of its source as one set of terms, so that the one's can be found among the other's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from ..extractors.rules.metrics import find_metrics
from ..grounding.statement import LATIN, stem
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table

_HAN_RUN = lazy(f"[{HAN}]+")
_NAMED = lazy(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*[0-9][a-z0-9.]*|[0-9]+[a-z][a-z0-9]*")
"""Names with a number in them: gpt-3.5, llama2-70b."""


class Terms:
    """Reads text of one language, and of another one where a dictionary stands between them."""

    def __init__(self, language: str, other: str) -> None:
        """``language`` is the summary's, ``other`` the source's."""
        self.foreign = (language == "en") != (other == "en")
        self._languages = (language, other)

    def claimed(self, text: str) -> frozenset[str]:
        """The terms of a piece of the summary."""
        return self._read(text, self._languages[0])

    def stated(self, text: str) -> frozenset[str]:
        """The terms of a piece of the source."""
        return self._read(text, self._languages[1])

    def _read(self, text: str, language: str) -> frozenset[str]:
        folded = fold(text)
        found: set[str] = set()
        for mention in find_metrics(folded, 0, len(folded), language):
            found |= measure(mention.metric.id)
        found |= {f"*{match[0]}" for match in _NAMED.finditer(folded)}
        words = [word for word in LATIN.findall(folded) if word not in _idle() and len(word) > 1]
        if self.foreign:
            from .bilingual import glossed, root

            found |= {root(word) for word in words}
            found |= glossed(folded) - _idle() if language != "en" else frozenset()
        else:
            found |= {stem(word) for word in words}
            for run in _HAN_RUN.findall(folded):
                found |= set(map("".join, pairwise(run))) or {run}
        return frozenset(found)


@cache
def _idle() -> frozenset[str]:
    """Words that say nothing of what a figure is told of."""
    return frozenset(table("verification", "figures")["idle"]["en"].split())


@cache
def measure(metric: str | None) -> frozenset[str]:
    """A metric's parts as terms: the revenue from abroad is a revenue, too."""
    return frozenset(f"={part}" for part in metric.split("_")) if metric else frozenset()


def weighed(*parts: tuple[Iterable[str], int]) -> Counter[str]:
    """Terms with the weight of the part that they stand in; the heaviest counts."""
    found: Counter[str] = Counter()
    for terms, weight in parts:
        for term in terms:
            found[term] = max(found[term], weight)
    return found


def shared(one: Counter[str], two: Counter[str]) -> int:
    """How much of the one is in the other."""
    if len(two) < len(one):
        one, two = two, one
    return sum(min(weight, two[term]) for term, weight in one.items() if term in two)

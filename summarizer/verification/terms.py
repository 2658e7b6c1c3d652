"""The words of a summary and of its source as one set of terms, so that the one's can be found among the other's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from math import log

from ..extractors.rules.metrics import find_metrics
from ..grounding.statement import LATIN, stem
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table

_HAN_RUN = lazy(f"[{HAN}]+")
_NON = lazy(r"(?<![a-z])non[- ](?=[a-z])|非(?=[a-z])")
_NAMED = lazy(
    r"(?<![a-z0-9.$€£])(?!(?:q[1-4]|[hfc]y?[0-9]|rmb|hk|us|usd|cny|hkd|eur|dkk|nt)[0-9-]*)[a-z]+-?[0-9][a-z0-9]*(?:[-.][a-z0-9]+)*"
    r"|(?<![a-z0-9.,$€£])[0-9]+b(?![a-z])"
)
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
        # non-cloud is another thing than the cloud
        folded = _NON.sub("non", fold(text))
        found: set[str] = set()
        for mention in find_metrics(folded, 0, len(folded), language):
            found |= measure(mention.metric.id)
        found |= {f"*{match[0]}" for match in _NAMED.finditer(folded)}
        words = [word for word in LATIN.findall(folded) if word not in _idle() and len(word) > 1]
        if self.foreign:
            from .bilingual import glossed, root

            roots = [root(word) for word in words]
            # a row of the glossary is one thing in both languages
            found |= {term.replace("=", "#") for term in (glossed(folded) - _idle() if language != "en" else _rows(roots))}
            found |= set(roots)
        else:
            found |= {stem(word) for word in words}
            idle = _idle_han()
            for run in _HAN_RUN.findall(folded):
                found |= {pair for pair in map("".join, pairwise(run)) if not idle.intersection(pair)}
        return frozenset(found)


_LONGEST = 4


def _rows(roots: list[str]) -> set[str]:
    """The rows of the glossary that the English words with these roots stand in."""
    from .bilingual import concepts

    _, english = concepts()
    found: set[str] = set()
    for start in range(len(roots)):
        for size in range(1, _LONGEST + 1):
            found.update(english.get(tuple(roots[start : start + size]), ()))
    return found


@cache
def _idle() -> frozenset[str]:
    """Words that say nothing of what a figure is told of."""
    return frozenset(table("verification", "figures")["idle"]["en"].split())


@cache
def _idle_han() -> frozenset[str]:
    """Characters that hold words together."""
    return frozenset(table("verification", "figures")["idle"]["zh"])


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


class Rarity:
    """How much a term tells one figure of a source from another: 1 where one is told of it, little where most are."""

    def __init__(self, near: Iterable[Counter[str]]) -> None:
        self._counts: Counter[str] = Counter()
        self._all = 0
        for terms in near:
            self._counts.update(terms.keys())
            self._all += 1

    def of(self, term: str) -> float:
        """0 for a term that no figure is told of."""
        count = self._counts[term]
        if not count:
            return 0.0
        return max(_LEAST, 1.0 - log(count) / log(self._all)) if self._all > 1 else 1.0

    def shared(self, one: Counter[str], two: Counter[str]) -> float:
        """How much of the one is in the other: 1 for a term beside both figures that tells them from all others."""
        if len(two) < len(one):
            one, two = two, one
        return sum(min(weight, two[term]) * self.of(term) for term, weight in one.items() if term in two) / BESIDE


BESIDE = 3
"""The weight of a term that stands beside a figure."""
_LEAST = 0.2

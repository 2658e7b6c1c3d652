"""How alike two pieces of two documents are, by the words that they share and that few other sentences hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from ..grounding.statement import LATIN, stem
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table, words_pattern
from ..verification.terms import Terms
from .documents import Side

_LEAST = 0.05
_DOCUMENT = 60
"""Sentences of a short document."""
_HAN_RUN = lazy(f"[{HAN}]+")
_TOKEN = lazy(rf"[0-9][0-9,.]*[0-9]|[0-9]|[a-z][a-z0-9]*(?:'[a-z]+)?|[{HAN}]+")
_LONGEST = 90
"""Of a question no more words than this are laid beside another's."""
_RARE = 0.45
_COMMON = 0.45
"""Words of any report count so much less: they tell of what a statement is, and not which one it is."""


class Likeness(NamedTuple):
    """What two pieces share."""

    shared: float
    """The weight of the words in both."""
    of_both: float
    """Its part of both pieces: 1 where they have the same words."""
    of_less: float
    """Its part of the one that says less."""
    rare: int
    """How many of the words are in few sentences."""


class Vocabulary:
    """The words of two documents, weighed by how few sentences hold them."""

    def __init__(self, old: Side, new: Side) -> None:
        self._terms = Terms(old.language, new.language)
        self.foreign = self._terms.foreign
        self._names = self._company(old, new)
        self._weights: dict[str, float] = {}
        self._read: dict[tuple[int, str], frozenset[str]] = {}
        self._counts: Counter[str] = Counter()
        self._all = 0
        for side in (old, new):
            for text in _sentences(side):
                self._counts.update(self.terms(text, side))
                self._all += 1

    def _company(self, old: Side, new: Side) -> frozenset[str]:
        found: set[str] = set()
        for side in (old, new):
            for name in (side.summary.company.name, side.summary.company.short_name):
                found |= self._said(name, side) if name else frozenset()
        return frozenset(found)

    def _said(self, text: str, side: Side) -> frozenset[str]:
        return self._terms.claimed(text) if not self.foreign or side.number == 0 else self._terms.stated(text)

    def terms(self, text: str, side: Side) -> frozenset[str]:
        """The words of a piece of ``side``, the company's own name left out."""
        key = (side.number if self.foreign else 0, text)
        if key not in self._read:
            found = self._said(text, side) - self._names - _framing()
            # a metric is told by its words already; between two languages it is what both have
            self._read[key] = found if self.foreign else frozenset(term for term in found if term[0] != "=")
        return self._read[key]

    def weight(self, term: str) -> float:
        """1 for a word of one sentence, little for one of most."""
        return self.rarity(term) * (_COMMON if term in _common() else 1.0)

    def rarity(self, term: str) -> float:
        """`weight`, whatever the word is: in a question "revenue" tells what is asked."""
        known = self._weights.get(term)
        if known is None:
            # of a few sentences none can say which words are rare: they count as some of a document's
            size = max(self._all, _DOCUMENT) + 1
            rare = log(size / (self._counts[term] + 0.5)) / log(size)
            known = self._weights[term] = min(1.0, max(_LEAST, rare))
        return known

    def alike(self, one: frozenset[str], two: frozenset[str], *, plain: bool = False) -> Likeness:
        """What two pieces share; ``plain``: with the words of any report at their full weight."""
        weight = self.rarity if plain else self.weight
        both = one & two
        shared = sum(weight(term) for term in both)
        if not shared:
            return Likeness(0.0, 0.0, 0.0, 0)
        first, second = sum(map(weight, one)), sum(map(weight, two))
        rare = sum(self.weight(term) >= _RARE for term in both)
        return Likeness(shared, 2 * shared / (first + second), shared / min(first, second), rare)

    # -- in their order ---------------------------------------------------------------------------------------------

    def runs(self, one: str, two: str) -> Runs:
        """The runs of words that two questions share, longest first, each weighed."""
        first, second = (tuple(word for word in asked_words(text) if word not in self._names) for text in (one, two))
        weights = [self._run_weight(tokens) for tokens in (first, second)]
        left, right = list(first), list(second)
        found: list[float] = []
        while (tile := _longest(left, right)) is not None:
            at, there, size = tile
            if size == 1 and left[at] >= "\u2e80":
                break
            found.append(self._run_weight(left[at : at + size]))
            left[at : at + size] = ["\x00"]
            right[there : there + size] = ["\x01"]
        return Runs(sorted(found, reverse=True), min(weights), max(weights))

    def _run_weight(self, tokens: Sequence[str]) -> float:
        """Latin words each by itself, Han characters by their pairs."""
        total = sum(self.rarity(token) for token in tokens if token < "\u2e80" and token > "\x1f")
        return total + sum(self.rarity(one + two) for one, two in pairwise(tokens) if one >= "\u2e80" and two >= "\u2e80")


class Runs(NamedTuple):
    """The runs of words that two questions share."""

    weights: list[float]
    less: float
    """The weight of the question that says less, and of the one that says more."""
    more: float

    @property
    def shared(self) -> float:
        """The weight of all."""
        return sum(self.weights)


def _longest(one: Sequence[str], two: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the longest run that two sequences share stands in each, and its length."""
    best: tuple[int, int, int] | None = None
    row = [0] * (len(two) + 1)
    for at, token in enumerate(one):
        above = row
        row = [0] * (len(two) + 1)
        for there, other in enumerate(two):
            if token == other:
                size = row[there + 1] = above[there] + 1
                if best is None or size > best[2]:
                    best = (at - size + 1, there - size + 1, size)
    return best


@cache
def asked_words(text: str) -> tuple[str, ...]:
    """The words of a question without those that ask: stems of Latin words, single Han characters."""
    folded = _asking().sub(" ", fold(text))
    idle = _idle()
    found: list[str] = []
    for piece in _TOKEN.findall(folded):
        if piece[0] >= "\u2e80":
            found += ["\x02", *piece]
        elif piece not in idle and (root := stem(piece)) not in idle:
            found.append(root)
    return tuple(found[:_LONGEST])


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(words_pattern(table("comparison", "words")["asking"]["zh"].split()))


@cache
def _idle() -> frozenset[str]:
    rows = table("comparison", "words")
    return frozenset(f"{rows['asking']['en']} {rows['framing']['en']}".split()) | frozenset(
        table("verification", "figures")["idle"]["en"].split()
    )


@cache
def _framing() -> frozenset[str]:
    """Terms of the words that a statement opens with and that say nothing of what is planned."""
    return _terms_of("framing") | frozenset(stem(word) for word in LATIN.findall(table("comparison", "words")["asking"]["en"]))


@cache
def _common() -> frozenset[str]:
    """Terms of the words that every report is made of: revenue, margin, growth."""
    return _terms_of("common")


def _terms_of(row: str) -> frozenset[str]:
    rows = table("comparison", "words")[row]
    latin = {stem(word) for word in LATIN.findall(rows["en"])}
    return frozenset(latin | {one + two for word in rows["zh"].split() for one, two in pairwise(word)})


def _sentences(side: Side) -> Iterable[str]:
    if side.material is not None:
        material = side.material
        return [material.words((line.sentence.start, line.sentence.end)) for line in material.lines]
    summary = side.summary
    told = [one.text for part in (summary.overview, summary.strategy, summary.outlook, summary.risks) for one in part]
    for exchange in summary.qa:
        told += [*exchange.questions, *(answer.text for answer in exchange.answer)]
    return told

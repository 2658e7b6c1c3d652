"""Which sentences of a text come nearest to a quote: an index of words and character pairs, built once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import log

from ..outline.script import HAN
from ..outline.sentences import split_sentences

LONGEST_SENTENCE = 600
"""A sentence that runs on is cut: a place is found in a piece of it."""

_COMMON = 2_000
"""A word in more sentences than this tells none of them apart."""
_ENOUGH = 2_000
"""So many sentences are weighed, those with the quote's rarest words first: a longer text takes no longer."""
_SHORTLIST = 64
_GRAM = re.compile(rf"[a-z]+|\d+|[{HAN}]+")


def grams(folded: str) -> Iterator[str]:
    """Latin words, digit groups and pairs of Han characters, in order."""
    for match in _GRAM.finditer(folded):
        run = match[0]
        if run[0] < "\u2e80" or len(run) == 1:
            yield run
        else:
            yield from map("".join, pairwise(run))


class SentenceIndex:
    """The sentences of a text, findable by what stands in them. Building is linear in the text."""

    def __init__(self, text: str, folded: str) -> None:
        self.sentences: list[tuple[int, int]] = []
        for start, end in split_sentences(text, folded, 0, len(text)):
            while end - start > LONGEST_SENTENCE:
                stop = start + LONGEST_SENTENCE
                # at a mark, or at any rate not in a number; a run of letters without an end is cut where it is
                mark = max(folded.rfind(mark, start + LONGEST_SENTENCE // 2, stop) for mark in ",;、 ") + 1
                self.sentences.append((start, mark or stop))
                start = mark or stop
            self.sentences.append((start, end))
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, (start, end) in enumerate(self.sentences):
            for gram in set(grams(folded[start:end])):
                self._holding[gram].append(number)

    def nearest(self, folded_quote: str, count: int) -> list[tuple[int, float]]:
        """The ``count`` sentences that hold most of the quote, best first, each with the part of the quote it holds, from 0 to 1."""
        total = len(self.sentences)
        scores: dict[int, float] = defaultdict(float)
        whole = 0.0
        known: list[tuple[int, str, float, list[int]]] = []
        for gram in set(grams(folded_quote)):
            holding = self._holding.get(gram)
            weight = log(1 + total / len(holding)) if holding else log(1 + total)
            whole += weight
            if holding and len(holding) <= _COMMON:
                known.append((len(holding), gram, weight, holding))
        known.sort()
        seen = taken = 0
        for size, _, weight, holding in known:
            if seen and seen + size > _ENOUGH:
                break
            seen += size
            taken += 1
            for number in holding:
                scores[number] += weight
        if taken < len(known):
            # what the rare words brought together is told apart by the others
            scores = {number: score for score, number in _best(scores, _SHORTLIST)}
            for _, _, weight, holding in known[taken:]:
                for number in scores:
                    at = bisect_left(holding, number)
                    if at < len(holding) and holding[at] == number:
                        scores[number] += weight
        return [(number, score / whole) for score, number in _best(scores, count)]


def _best(scores: Mapping[int, float], count: int) -> list[tuple[float, int]]:
    """The ``count`` highest scores with their numbers, best first, and of equal ones the earlier sentence first."""
    if len(scores) > count:
        least = sorted(scores.values())[-count]
        held = [(-score, number) for number, score in scores.items() if score >= least]
    else:
        held = [(-score, number) for number, score in scores.items()]
    return [(-score, number) for score, number in sorted(held)[:count]]

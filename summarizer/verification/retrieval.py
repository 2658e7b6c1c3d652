"""Where in a source something like a claim is said: an index over its sentences, and how much of a claim a place holds."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ..outline.script import HAN
from ..patterns import lazy
from .bilingual import concepts, light, renderings, root, segment
from .polarity import Reading as Signs
from .polarity import read_signs
from .source import Source, Span
from .wording import Term, Wording, content, mixed, read_wording, squeezed

_RUN = lazy(rf"[{HAN}]+|[a-z0-9]+(?:[.&'-][a-z0-9]+)*")
_ASKS = lazy(
    r"\b(?:ask|asked|asks|question|questions|inquired|participants noted|investors noted|analysts noted|wanted to know|wondered|queried)\b"
    r"|问|提问|询问|[?？]"
)
_CANDIDATES = 14
"""So many sentences are looked at closely."""
_NEAR = 0.6
"""A name that stands near a place is held so well."""
_MOST = 3
"""A claim is said in so many neighbouring sentences."""
_COMMON = 0.25
"""What more of the sentences than this hold does not lead to any of them."""
_ASKED = 0.7
"""What is only asked is not said."""
_LIKE = 0.8
"""A word is held so well by another one that says the same of a thing: strong, robust."""
_UNKNOWN = 0.6
"""So much counts a word that no sentence of a source in another language holds: the dictionary may lack it."""
_AROUND = 5
"""So many sentences around a place tell whom it speaks of."""


@dataclass(slots=True)
class Match:
    """A claim's term in one sentence."""

    score: float
    start: int = 0
    end: int = 0
    """Where, in the sentence."""


@dataclass(slots=True)
class Place:
    """A sentence or a few neighbouring ones, held against a claim."""

    first: int
    last: int
    """Numbers of its sentences; inclusive."""
    coverage: float
    """How much of the claim's content it holds, from 0 to 1."""
    matches: list[tuple[int, Match]] = field(default_factory=list)
    """For each of the claim's content terms the sentence that holds it best, and where."""


def asks(claim: Wording) -> bool:
    """Whether a claim tells what was asked."""
    return bool(_ASKS.search(claim.folded))


class Index:
    """The sentences of a source by their words."""

    def __init__(self, source: Source, people: frozenset[str] = frozenset()) -> None:
        """``people`` are the Chinese names of persons that it has, folded."""
        self.source = source
        self._people = people
        self.spans: list[Span] = [(line.sentence.start, line.sentence.end) for line in source.material.lines]
        self._readings: dict[int, Reading] = {}
        self._weights: dict[str, float] = {}

    @cached_property
    def postings(self) -> dict[str, list[int]]:
        """The sentences that hold each word, each root of its renderings, each concept."""
        folded = self.source.folded
        keys: dict[str, tuple[str, ...]] = {}
        found: dict[str, list[int]] = {}
        for number, (start, end) in enumerate(self.spans):
            held: set[str] = set()
            for match in _RUN.finditer(folded, start, end):
                run = match[0]
                if run not in keys:
                    keys[run] = self._keys(run)
                held.update(keys[run])
            held.update(self._mixed(folded[start:end]))
            for key in held:
                found.setdefault(key, []).append(number)
        return found

    def _mixed(self, sentence: str) -> Iterator[str]:
        squeezed_sentence = sentence.replace(" ", "")
        for word in mixed():
            if word in squeezed_sentence:
                yield word
                yield from concepts()[0][word]

    def _keys(self, run: str) -> tuple[str, ...]:
        if run[0] >= "\u2e80":
            words = segment(run)
            keys = {key for word in words for key, share in renderings(word) if share >= 0.5} | set(words)
            return tuple(keys | {one + two for one, two in pairwise(run)})
        if run in light():
            return ()
        found = {squeezed(run)} | {root(part) for part in run.split("-")}
        found |= {concept for part in list(found) for concept in concepts()[1].get((part,), ())}
        return tuple(found)

    def within(self, start: int, end: int) -> range:
        """The sentences that meet a span."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return range(first + (self.spans[first][1] <= start), bisect_left(self._starts, end))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.spans]

    def reading(self, number: int) -> Reading:
        """One sentence, read."""
        found = self._readings.get(number)
        if found is None:
            start, end = self.spans[number]
            found = self._readings[number] = Reading(read_wording(self.source.text[start:end], (), self._people))
        return found

    def holders(self, term: Term) -> dict[int, float]:
        """The sentences that may hold a term, each with how well."""
        found: dict[int, float] = {}
        keys: Iterable[tuple[str, float]] = term.keys.items()
        if term.han and len(term.surface) > 2:
            keys = [*keys, *((one + two, 0.5) for one, two in pairwise(term.surface))]
        for key, share in keys:
            if share >= 0.5:
                for number in self.postings.get(key, ()):
                    found[number] = max(found.get(number, 0.0), share)
        return found

    def weight(self, term: Term, foreign: bool = False) -> float:
        """How much of a claim a term is: more where fewer sentences hold it."""
        known = self._weights.get(term.surface)
        if known is None:
            count = len(self.spans) + 1
            holders = sum(share >= 0.6 for share in self.holders(term).values())
            rare = math.log(1 + count / (holders + 0.7)) / math.log(1 + count / 0.7)
            unknown = foreign and not holders and term.kind != "name"
            known = self._weights[term.surface] = _UNKNOWN if unknown else 0.25 + 0.75 * rare
        return known * (1.25 if term.kind == "name" else 1.0)

    def candidates(self, terms: Sequence[Term], prefer: Iterable[int] = (), foreign: bool = False) -> list[int]:
        """The sentences that hold most of ``terms``, best first, with those to be preferred."""
        scores: dict[int, float] = dict.fromkeys(prefer, 1.5)
        many = max(20, int(_COMMON * len(self.spans)))
        for term in terms:
            holders = self.holders(term)
            if len(holders) > many:
                continue
            weight = self.weight(term, foreign)
            for number, share in holders.items():
                scores[number] = scores.get(number, 0.0) + weight * share
        return sorted(scores, key=lambda number: (-scores[number], number))[:_CANDIDATES]

    def places(
        self, claim: Wording, terms: Sequence[Term], prefer: Sequence[int] = (), foreign: bool = False
    ) -> list[Place]:
        """Where ``claim`` may be said, best first."""
        numbers = self.candidates(terms, prefer, foreign)
        asking = asks(claim)
        weights = [self.weight(term, foreign) for term in terms]
        total = sum(weights) or 1.0
        cache: dict[int, list[Match]] = {}

        def held(number: int) -> list[Match]:
            if number not in cache:
                reading = self.reading(number)
                cache[number] = [reading.match(term) for term in terms]
            return cache[number]

        found: dict[tuple[int, int], Place] = {}
        for number in numbers:
            for first in range(max(0, number - _MOST + 1), number + 1):
                for last in range(number, min(len(self.spans), first + _MOST)):
                    if (first, last) in found or not self._together(first, last):
                        continue
                    matches = [
                        max(((one, held(one)[at]) for one in range(first, last + 1)), key=lambda pair: pair[1].score)
                        for at in range(len(terms))
                    ]
                    score = 0.0
                    for term, weight, (_, match) in zip(terms, weights, matches, strict=True):
                        value = match.score
                        if term.kind == "name" and value < _NEAR and self.near(term, first, last):
                            value = _NEAR
                        score += weight * value
                    if not asking and all(self._asked(one) for one, match in matches if match.score >= 0.5):
                        score *= _ASKED
                    found[first, last] = Place(first, last, score / total, matches)
        # a longer place must be worth its length
        return sorted(
            found.values(), key=lambda place: (-(place.coverage - 0.04 * (place.last - place.first)), place.first)
        )

    def asked(self, place: Place) -> bool:
        """Whether a place only asks."""
        return all(self._asked(number) for number in range(place.first, place.last + 1))

    def _asked(self, number: int) -> bool:
        """Whether a sentence only asks."""
        end = self.spans[number][1]
        asking = self.source.folded[max(0, end - 12) : end].rstrip().endswith(("?", "吗", "呢"))
        return asking or self.source.material.lines[number].sentence.role == "question"

    def near(self, term: Term, first: int, last: int, around: int = _AROUND) -> bool:
        """Whether a name stands in the sentences around a place."""
        return any(
            0 <= number < len(self.spans) and self.reading(number).match(term).score >= 0.8
            for number in range(first - around, last + around + 1)
        )

    def _together(self, first: int, last: int) -> bool:
        return first == last or all(self.spans[at + 1][0] - self.spans[at][1] < 40 for at in range(first, last))

    def span(self, place: Place) -> Span:
        """Where a place stands in the repaired text."""
        return self.spans[place.first][0], self.spans[place.last][1]


class Reading:
    """One sentence of the source, its terms by what they may be called."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.by_key: dict[str, list[tuple[int, float]]] = {}
        for number, term in enumerate(wording.terms):
            for key, share in term.keys.items():
                self.by_key.setdefault(key, []).append((number, share))
        self.latin = any(not term.han for term in wording.terms)
        self.squeezed = re.sub(r"[\s\-'’]", "", wording.folded)

    @cached_property
    def signs(self) -> Signs:
        """The words of the sentence that turn a statement round."""
        return read_signs(self.wording)

    def match(self, term: Term) -> Match:
        """How well the sentence holds a term, and where."""
        best = Match(0.0)
        folded = self.wording.folded
        if term.spelt and term.spelt[0] >= "\u2e80":
            at = folded.find(term.spelt)
            if at >= 0:
                return Match(1.0, at, at + len(term.spelt))
        if term.han and len(term.surface) > 1:
            at = folded.find(term.surface)
            if at >= 0:
                return Match(1.0, at, at + len(term.surface))
        elif term.kind == "name" and len(squeezed(term.surface)) > 1:
            name = squeezed(term.surface)
            at = self.squeezed.find(name)
            if at >= 0 and not self._within_word(at, name):
                place = folded.find(term.surface)
                return Match(1.0, max(place, 0), max(place, 0) + len(term.surface))
        for key, share in term.keys.items():
            for number, other in self.by_key.get(key, ()):
                score = share * other
                held = self.wording.terms[number]
                score *= self._kin(term, held, key)
                if score > best.score:
                    best = Match(score, held.start, held.end)
        for gloss in term.glosses if self.latin else ():
            if len(gloss) > 1 and best.score < 0.9:
                there = [part for part in gloss if part in self.by_key]
                if len(there) == len(gloss):
                    held = self.wording.terms[self.by_key[there[-1]][0][0]]
                    best = Match(0.9, held.start, held.end)
        if term.poles and best.score < _LIKE:
            for sign in self.signs.signs:
                if (sign.kind, sign.pole) in term.poles:
                    return Match(_LIKE, sign.start, sign.end)
        if term.han and best.score < 0.8 and len(term.surface) > 1:
            best = max(best, self._partly(term.surface), key=lambda match: match.score)
        return best

    @staticmethod
    def _kin(term: Term, held: Term, key: str) -> float:
        """In one language two words of one row are nearly one, two words that share a gloss are akin."""
        if not (term.han and held.han) or held.surface == term.surface:
            return 1.0
        return 0.9 if key[0] == "=" else 0.45

    def every(self, term: Term) -> list[Match]:
        """Every place where the sentence holds a term well."""
        found = [self.match(term)]
        if found[0].score < 0.7:
            return []
        folded = self.wording.folded
        surface = folded[found[0].start : found[0].end]
        for word in {surface, term.surface, term.spelt} - {""}:
            at = folded.find(word)
            while at >= 0:
                if not (
                    word.isascii()
                    and (folded[at - 1 : at].isalnum() or folded[at + len(word) : at + len(word) + 1].isalnum())
                ):
                    found.append(Match(1.0, at, at + len(word)))
                at = folded.find(word, at + len(word))
        for key, share in term.keys.items():
            for number, other in self.by_key.get(key, ()):
                held = self.wording.terms[number]
                if share * other * self._kin(term, held, key) >= 0.7:
                    found.append(Match(share * other, held.start, held.end))
        return list({(match.start, match.end): match for match in found}.values())

    def _within_word(self, at: int, name: str) -> bool:
        before, behind = self.squeezed[at - 1 : at], self.squeezed[at + len(name) : at + len(name) + 1]
        return (before.isdigit() and name[0].isdigit()) or (behind.isdigit() and name[-1].isdigit())

    def _partly(self, word: str) -> Match:
        """A word of several characters some of which stand side by side."""
        folded = self.wording.folded
        for size in range(len(word) - 1, 1, -1):
            for at in range(len(word) - size + 1):
                place = folded.find(word[at : at + size])
                if place >= 0:
                    return Match(0.9 * size / len(word), place, place + size)
        if len(word) == 2:
            for letter, share in ((word[0], 0.4), (word[1], 0.35)):
                place = folded.find(letter)
                if place >= 0:
                    return Match(share, place, place + 1)
        return Match(0.0)


__all__ = ["Index", "Match", "Place", "Reading", "content"]

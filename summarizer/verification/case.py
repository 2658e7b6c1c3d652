"""One claim before the source: where it may be said, what of that place disagrees, and the verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..outline.script import HAN
from ..patterns import lazy
from .finding import Finding, Span
from .ground import Ground
from .names import others
from .particulars import miscounted, misdated, misplaced, misranked, offices, periods_of
from .polarity import Objection, Reading, attitude, disagreements
from .relations import other_cause, reversed_relation
from .retrieval import Index, Place, asks
from .status import other_status
from .wording import Term, Wording

_LEAST = {"en": (0.5, 0.7), "zh": (0.515, 0.3), "foreign": (0.48, 0.2)}
"""So much of a claim's content must its place hold, and so much more for all that the source holds nowhere.

A word that is nowhere in a source of the same language is telling; in another one the dictionary may lack it."""
_BESIDE_FIGURES = 0.25
"""So much less is asked of words that stand beside figures which were found."""
_RIVAL = 0.15
"""A place that says the opposite is believed where it holds at most so much less of a claim than one that only speaks of the same."""
_SHY = 0.1
"""A place that holds so much less than is asked contradicts nothing."""
_SPEAKS = 0.3
"""A place that holds this much of a claim is shown as the nearest."""
_LOOKED_AT = 10
_AWAY = 0.25
"""Where another place holds so much more of a claim than those of its figures do, it is that one that its words are held against."""
_SAYS = re.compile(
    r"[a-z ]{0,24}?\s*(?:称|表示|说|指出|认为|提到|介绍|\b(?:said|says|noted|expects|sees|believes|thinks|told|stated|added))"
)
_GOES_ON = re.compile(r"\W*(?:(?:that|this|those|these|which|it|both|together)\b|据此|倒推|由此|合计|两者)")
"""So begins what is only reckoned from what was said before."""
_CLOSE = 0.62
"""A place that holds so much of a claim speaks of the same, and another name in it is instead of the claim's."""
_HELD = 0.75
"""A word is held where the match is at least this good."""


_UNNAMED = "the source does not name"
_LABEL = lazy(r"[^.:;!?。：；\n]{2,60}?(?::|：|--|——|\s[–—-]\s)")
"""The name of a point in front of it."""


@dataclass
class Case:
    """One claim, its words beside its figures, and what it is held against."""

    ground: Ground
    wording: Wording
    terms: list[Term]
    masked: list[Span]
    figures: Sequence[Finding]
    signs: Reading

    @property
    def index(self) -> Index:
        """The sentences of the source."""
        return self.ground.index

    @cached_property
    def foreign(self) -> bool:
        """Whether claim and source are of different languages."""
        han = len(re.findall(f"[{HAN}]", self.wording.folded))
        chinese = han > 0.3 * sum(letter.isalpha() for letter in self.wording.folded)
        return (self.ground.source.language == "en") == chinese

    @cached_property
    def least(self) -> float:
        """How much of the claim a place must hold to speak of the same."""
        weights = [(term, self.index.weight(term, self.foreign)) for term in self.terms]
        nowhere = sum(weight for term, weight in weights if not term.spelt and not self._somewhere(term))
        base, more = _LEAST["foreign" if self.foreign else self.ground.source.language[:2]]
        return base + more * nowhere / (sum(weight for _, weight in weights) or 1.0)

    def _somewhere(self, term: Term) -> bool:
        return any(share >= 0.6 for share in self.index.holders(term).values()) or self.ground.own(term)

    def judge(self) -> Finding | None:
        """The verdict on the words."""
        self.ground.names.resolve(self.wording)
        spans = [span for finding in self.figures for span in finding.spans]
        prefer = self._sentences(spans)
        places = self.index.places(self.wording, self.terms, prefer, self.foreign)
        if not places:
            return None if self.figures else Finding("", "not_found", [], "no place speaks of this")
        least = self.least - (_BESIDE_FIGURES if self.figures else 0.0)
        aside = self._particulars(places, least)
        if aside is not None:
            return aside
        told = [place for place in places if any(place.first - 1 <= number <= place.last + 1 for number in prefer)]
        if told and told[0].coverage >= places[0].coverage - _AWAY:
            places = told
        return self._weighed(places, least)

    def _weighed(self, places: Sequence[Place], least: float) -> Finding | None:
        """The verdict where some places agree and others object."""
        best = places[0].coverage
        clean: list[Place] = []
        objecting: list[tuple[Objection, Place]] = []
        for place in places[:_LOOKED_AT]:
            if place.coverage < min(least, best) or place.coverage < best - _RIVAL:
                break
            objection = next(self._objections(place), None)
            if objection is not None and objection[0] != "other" and not asks(self.wording) and self._only_asked(place):
                continue
            if objection is not None:
                objecting.append((objection, place))
            elif place.coverage >= least:
                clean.append(place)
        for (kind, reason), place in objecting:
            if not any(self._outweighs(one, place, kind) for one in clean):
                if place.coverage < least - _SHY or (reason.startswith(_UNNAMED) and ", but " not in reason):
                    # what the source does not name, and nothing in its place, is not found
                    return Finding("", "not_found", [self.index.span(place)] if best > _SPEAKS else [], reason)
                return Finding("", "contradicted", [self.index.span(place)], reason)
        if clean:
            return Finding("", "supported", [self.index.span(clean[0])])
        if self.figures:
            return None
        return Finding("", "not_found", [self.index.span(places[0])] if best > _SPEAKS else [], "no place says this")

    def _outweighs(self, clean: Place, objecting: Place, kind: str) -> bool:
        """Whether a place that agrees is believed before one that objects: it must say what the other one denies."""
        if clean.coverage < objecting.coverage - 0.04:
            return False
        if kind != "other" and clean.first <= objecting.last and objecting.first <= clean.last:
            return False
        if kind == "other" or clean.coverage > objecting.coverage + _RIVAL:
            return True
        theirs = {(sign.kind, sign.pole) for sign in self.ground.signs(self.index.span(clean)).signs}
        if kind == "status":
            ours = {(sign.kind, sign.pole) for sign in self.signs.signs if sign.kind in ("done", "planned")}
            return bool(ours & theirs)
        ours = {(sign.kind, sign.pole) for sign in self.signs.signs if sign.kind == kind}
        if kind == "negation" and not ours:
            return True
        return bool(ours & theirs) or (kind == "negation" and ("meant", "") in theirs)

    def _particulars(self, places: Sequence[Place], least: float) -> Finding | None:
        """What the source counts otherwise, or gives to another person."""
        if places[0].coverage < least:
            return None
        holder = misplaced(self.wording, self.index)
        if holder is not None:
            return Finding("", "contradicted", [self.index.span(places[0])], holder)
        told = {number for place in places[:6] for number in range(place.first, place.last + 1)}
        numbers = sorted(told | set(self.index.candidates(self.terms, (), self.foreign)))
        counted = miscounted(self.wording, self.terms, self.index, numbers, self.masked)
        if counted is not None:
            return Finding("", "contradicted", [self.index.spans[counted[1]]], counted[0])
        return None

    def _sentences(self, spans: Sequence[Span]) -> list[int]:
        return sorted({number for start, end in spans for number in self.index.within(start, end)})

    # -- what a place says otherwise --------------------------------------------------------------------------------

    def _objections(self, place: Place) -> Iterator[Objection]:
        span = self.index.span(place)
        theirs = self.ground.signs(span)
        pairs = list(self._pairs(place, span[0]))
        for reason in self._soft(place, theirs, pairs):
            yield "other", reason
        if place.coverage < self.least or any(one.arithmetic for one in self.figures):
            return
        if self.figures and _GOES_ON.match(self.wording.folded):
            return
        if not asks(self.wording) or self.index.asked(place):
            yield from disagreements(self.signs, theirs, pairs, place.coverage, self.masked if self.figures else ())
            yield from other_status(self.signs, theirs, pairs, place.coverage, self._figured(span))

    def _only_asked(self, place: Place) -> bool:
        """Whether what a place holds of the claim stands in questions."""
        held = {number for number, match in place.matches if match.score >= _HELD}
        return bool(held) and all(self.index.asked(Place(number, number, 0.0)) for number in held)

    def _figured(self, span: Span) -> list[int]:
        """Where in a place the claim's figures stand."""
        return [
            start - span[0]
            for finding in self.figures
            for start, end in finding.spans
            if span[0] <= start and end <= span[1]
        ]

    def _soft(self, place: Place, theirs: Reading, pairs: Sequence[tuple[Term, list[Span]]]) -> Iterator[str]:
        held = theirs.wording
        matched = [span for _, found in pairs for span in found]
        # Pricing and Packaging: what a point is called names nobody
        label = found.end() if (found := _LABEL.match(self.wording.text)) else 0
        for term, spans in pairs:
            if term.kind == "name" and not spans and term.start >= label and self.ground.names.absent(term):
                other = others(held.terms, matched)
                yield f"the source does not name {term.written or term.surface}" + (
                    f" here, but {other}" if other else ""
                )
        mentions = periods_of(self.wording.text, self.index)
        if self.figures:
            # of other periods the figures tell
            mentions = (
                [one for one in mentions if one.kind in ("date", "month")] if place.coverage >= self.least else []
            )
        dated = misdated(mentions, place, self.index) or misranked(self.wording, held, place.coverage)
        if dated is not None:
            yield dated
        yield from self._named(place, held, pairs, matched)
        if place.coverage < self.least:
            return
        turned = reversed_relation(self.signs, theirs, pairs)
        if turned is not None:
            yield turned
        if not self.figures:
            subject = self._subject(place)
            if subject is not None:
                yield subject
            weights = [self.index.weight(one, self.foreign) for one in self.terms]
            known = [
                not self.foreign or any(key[0] == "=" for key in one.keys) or bool(self.index.holders(one))
                for one in self.terms
            ]
            cause = other_cause(self.signs, self.terms, weights, place, known)
            if cause is not None:
                yield cause

    def _named(
        self, place: Place, held: Wording, pairs: Sequence[tuple[Term, list[Span]]], matched: Sequence[Span]
    ) -> Iterator[str]:
        """A person, or another name, in whose stead the place has another one."""
        for term, spans in pairs:
            if spans or term.kind != "name" or self.ground.own(term) or not self.index.holders(term):
                continue
            if term.person:
                around, rival = 1, [one for one in held.terms if one.person]
            elif self.figures:
                rivals = self._instead(term, matched)
                if rivals:
                    yield f"the source tells this of {rivals[0]}, not of {term.written or term.surface}"
                continue
            elif place.coverage >= _CLOSE and not self.foreign:
                around, rival = 3, [one for one in held.terms if one.kind == "name" and not self.ground.own(one)]
            else:
                continue
            rivals = [one.written or one.surface for one in rival if not _meets(one, matched)]
            if rivals and not self.index.near(term, place.first, place.last, around):
                yield f"the source tells this of {rivals[0]}, not of {term.written or term.surface}"

    def _instead(self, term: Term, matched: Sequence[Span]) -> list[str]:
        """The names that the one sentence of the claim's figures has where the claim has another."""
        numbers = self._sentences([span for finding in self.figures for span in finding.spans])
        if len(numbers) != 1 or not _coded(term):
            return []
        number = numbers[0]
        if any(one >= 0 and self.index.reading(one).match(term).score >= _HELD for one in (number - 1, number)):
            return []
        held = self.index.reading(number)
        ours = [held.match(one) for one in self.terms]
        spans = [(match.start, match.end) for match in ours if match.score >= _HELD]
        return [
            one.written or one.surface
            for one in held.wording.terms
            if _coded(one) and not _meets(one, spans) and not self.ground.own(one) and not one.opening
        ]

    def _subject(self, place: Place) -> str | None:
        """What a claim begins with, where the source speaks of it, and not here."""
        term, (_, match) = self.terms[0], place.matches[0]
        if match.score >= 0.4 or attitude(term.surface) or self.ground.own(term) or offices() & term.keys.keys():
            return None
        phrase = any(key[0] == "=" for key in term.keys) and (
            " " in term.surface or (term.han and len(term.surface) > 2)
        )
        if not (term.kind == "name" or phrase) or term.surface.endswith((" on", " of", " to", " up")):
            return None
        if _SAYS.match(self.wording.folded, term.end):
            return None
        told = any(share >= 0.9 for share in self.index.holders(term).values())
        if not told or self.index.near(term, place.first, place.last, 2):
            return None
        return f"the source does not tell this of {term.written or term.surface}"

    def _pairs(self, place: Place, start: int) -> Iterator[tuple[Term, list[Span]]]:
        """The claim's terms with where the place holds them; offsets count the place's text."""
        for term, (_, best) in zip(self.terms, place.matches, strict=True):
            spans = []
            if best.score >= _HELD:
                for number in range(place.first, place.last + 1):
                    offset = self.index.spans[number][0] - start
                    for match in self.index.reading(number).every(term):
                        spans.append((match.start + offset, match.end + offset))
            yield term, spans


def _meets(term: Term, spans: Sequence[Span]) -> bool:
    return any(start < term.end and term.start < end for start, end in spans)


def _coded(term: Term) -> bool:
    """Whether a name holds a number: a model, a version."""
    return term.kind == "name" and not term.han and bool(re.search(r"[a-z].*\d", term.surface))

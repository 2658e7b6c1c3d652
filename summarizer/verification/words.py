"""What a claim says in words, held against the source, in its language or in another one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..figures import scan
from ..outline.script import HAN, fold
from ..patterns import lazy
from .claims import ClaimText
from .finding import Finding, Span
from .names import Names, others
from .particulars import miscounted, misdated, misplaced, periods_of
from .polarity import OPERATORS, Reading, attitude, disagreements, read_signs
from .relations import other_cause, reversed_relation
from .retrieval import Index, Place
from .source import Source
from .wording import Term, Wording, content, people, read_wording

_SAME, _FOREIGN = 0.58, 0.5
"""So much of a claim's content must its place hold, where both are of one language, and where they are not."""
_AWAY = 0.25
"""Where another place holds so much more of a claim than those of its figures do, it is that one that its words are held against."""
_LITERAL = 8
"""A claim of fewer characters is not looked for letter by letter."""
_NOT_LETTER = lazy(r"[^\w%]+")
_HELD = 0.75
"""A word is held where the match is at least this good."""


class Words:
    """Holds the words of claims against one source."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def _index(self) -> Index:
        return Index(self._source)

    @cached_property
    def _names(self) -> Names:
        return Names(self._index)

    @cached_property
    def _people(self) -> frozenset[str]:
        """The Chinese names of persons that the source has, folded."""
        hosts = (fold(host.name) for host in self._source.summary.event.hosts if host.name)
        return people(self._source.folded) | {name for name in hosts if re.fullmatch(f"[{HAN}]{{2,4}}", name)}

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """The letters and digits of the source, and where each stands."""
        letters, places = [], []
        for match in re.finditer(r"[\w%]", self._source.folded):
            letters.append(match[0])
            places.append(match.start())
        return "".join(letters), places

    def judge(self, claim: ClaimText, figures: Sequence[Finding]) -> Finding | None:
        """What the source says of the words of ``claim``; ``figures`` are the findings of its figures. ``None`` where it claims nothing."""
        text = claim.read
        quoted = self._quoted(text)
        if quoted is not None:
            return Finding("", "supported", [quoted], quoted=True)
        masked = _masked(text)
        wording = read_wording(text, masked, self._people)
        signs = read_signs(wording)
        terms = [term for term in content(wording.terms) if not _operates(term, signs)]
        for term in terms:
            term.poles = frozenset(
                (sign.kind, sign.pole)
                for sign in signs.signs
                if sign.kind not in OPERATORS and term.start <= sign.start and sign.end <= term.end
            )
        if not terms:
            return None
        return _Case(self, wording, terms, masked, figures, signs).judge()

    def _quoted(self, text: str) -> Span | None:
        """Where the source says a claim in its very letters."""
        folded = _NOT_LETTER.sub("", fold(text))
        if len(folded) < _LITERAL:
            return None
        letters, places = self._letters
        at = letters.find(folded)
        if at < 0 or _cuts(letters, at, at + len(folded)):
            return None
        return places[at], places[at + len(folded) - 1] + 1


def _operates(term: Term, signs: Reading) -> bool:
    """Whether a term says only how a thing is told: that it is not, that it is planned."""
    return any(sign.kind in OPERATORS and sign.start <= term.start and term.end <= sign.end for sign in signs.signs)


def _meets(term: Term, spans: Sequence[Span]) -> bool:
    return any(start < term.end and term.start < end for start, end in spans)


def _coded(term: Term) -> bool:
    """Whether a name holds a number: a model, a version."""
    return term.kind == "name" and not term.han and bool(re.search(r"[a-z].*\d", term.surface))


def _cuts(letters: str, start: int, end: int) -> bool:
    return (letters[start - 1 : start].isdigit() and letters[start].isdigit()) or (
        letters[end : end + 1].isdigit() and letters[end - 1].isdigit()
    )


def _masked(text: str) -> list[Span]:
    """Figures with the words of change beside them, and periods: what is judged elsewhere."""
    found = scan(text, fold(text))
    spans = [
        (figure.context_start, figure.context_end) if figure.context_start >= 0 else (figure.start, figure.end)
        for figure in found.figures
    ]
    return sorted([*spans, *((mention.start, mention.end) for mention in found.periods)])


@dataclass
class _Case:
    """One claim before the source."""

    words: Words
    wording: Wording
    terms: list[Term]
    masked: list[Span]
    figures: Sequence[Finding]
    signs: Reading

    @property
    def index(self) -> Index:
        return self.words._index

    @cached_property
    def foreign(self) -> bool:
        """Whether claim and source are of different languages."""
        han = len(re.findall(f"[{HAN}]", self.wording.folded))
        return (self.words._source.language == "en") == (
            han > 0.3 * sum(letter.isalpha() for letter in self.wording.folded)
        )

    @property
    def least(self) -> float:
        """How much of the claim a place must hold to speak of the same."""
        return _FOREIGN if self.foreign else _SAME

    def judge(self) -> Finding | None:
        self.words._names.resolve(self.wording)
        spans = [span for finding in self.figures for span in finding.spans]
        prefer = self._sentences(spans)
        places = self.index.places(self.wording, self.terms, prefer, self.foreign)
        if not places:
            return None if self.figures else Finding("", "not_found", [], "no place speaks of this")
        best = places[0].coverage
        least = self.least - (0.25 if self.figures else 0.0)
        aside = self._particulars(places, least)
        if aside is not None:
            return aside
        reasons: list[tuple[str, Place]] = []
        told = [place for place in places if any(place.first - 1 <= number <= place.last + 1 for number in prefer)]
        if not told or told[0].coverage < best - _AWAY:
            prefer = []
        for place in places[:8]:
            if prefer and not any(place.first - 1 <= number <= place.last + 1 for number in prefer):
                continue
            if place.coverage < min(least, best) or place.coverage < (
                reasons[0][1].coverage - 0.02 if reasons else best - 0.12
            ):
                break
            objection = next(self._objections(place), None)
            if objection is None:
                if place.coverage >= least:
                    return Finding("", "supported", [self.index.span(place)])
                break
            reasons.append((objection, place))
        if reasons:
            reason, place = reasons[0]
            return Finding("", "contradicted", [self.index.span(place)], reason)
        if self.figures:
            return None
        return Finding("", "not_found", [self.index.span(places[0])] if best > 0.3 else [], "no place says this")

    def _particulars(self, places: Sequence[Place], least: float) -> Finding | None:
        """What the source counts otherwise, or gives to another person."""
        if places[0].coverage < least:
            return None
        holder = misplaced(self.wording, self.index)
        if holder is not None:
            return Finding("", "contradicted", [self.index.span(places[0])], holder)
        numbers = sorted(
            {number for place in places[:6] for number in range(place.first, place.last + 1)}
            | set(self.index.candidates(self.terms, (), self.foreign))
        )
        counted = miscounted(self.wording, self.terms, self.index, numbers, self.masked)
        if counted is not None:
            return Finding("", "contradicted", [self.index.spans[counted[1]]], counted[0])
        return None

    def _sentences(self, spans: Sequence[Span]) -> list[int]:
        return [
            number
            for number, (start, end) in enumerate(self.index.spans)
            if any(start < stop and first < end for first, stop in spans)
        ]

    def _objections(self, place: Place) -> Iterator[str]:
        start, end = self.index.span(place)
        text = self.words._source.text[start:end]
        held = read_wording(text, (), self.words._people)
        theirs = read_signs(held)
        pairs = list(self._pairs(place, start))
        for term, spans in pairs:
            if term.kind == "name" and not spans and self.words._names.absent(term):
                other = others(held.terms, [span for _, found in pairs for span in found])
                yield f"the source does not name {term.written or term.surface}" + (
                    f" here, but {other}" if other else ""
                )
        if not self.figures and place.coverage >= self.least:
            subject = self._subject(place)
            if subject is not None:
                yield subject
        if not self.figures:
            dated = misdated(periods_of(self.wording.text, self.index), place, self.index)
            if dated is not None:
                yield dated
            weights = [self.index.weight(one, self.foreign) for one in self.terms]
            known = [not self.foreign or bool(self.index.holders(one)) for one in self.terms]
            cause = other_cause(self.signs, self.terms, weights, place, known)
            if cause is not None:
                yield cause
        yield from self._named(place, held, pairs)
        if place.coverage >= self.least:
            turned = reversed_relation(self.signs, theirs, pairs)
            if turned is not None:
                yield turned
            yield from disagreements(self.signs, theirs, pairs, place.coverage, self.masked)

    def _named(self, place: Place, held: Wording, pairs: Sequence[tuple[Term, list[Span]]]) -> Iterator[str]:
        """A person, or the thing that a figure is told of, in whose stead the place names another."""
        matched = [span for _, found in pairs for span in found]
        for term, spans in pairs:
            if spans or term.kind != "name" or self._own(term) or not self.index.holders(term):
                continue
            if term.person:
                rivals = [one.surface for one in held.terms if one.person and not _meets(one, matched)]
                if rivals and not self.index.near(term, place.first, place.last, 1):
                    yield f"the source tells this of {rivals[0]}, not of {term.surface}"
            elif self.figures and _coded(term) and not self.index.near(term, place.first - 1, place.last, 0):
                rivals = [one.surface for one in held.terms if _coded(one) and not _meets(one, matched)]
                if rivals:
                    yield f"the source tells this of {rivals[0]}, not of {term.written or term.surface}"

    def _own(self, term: Term) -> bool:
        """Whether a name is the company's own."""
        company = self.words._source.summary.company
        names = [fold(name) for name in (company.name, company.short_name) if name]
        return any(form and form in name for form in (term.surface, term.spelt) for name in names)

    def _subject(self, place: Place) -> str | None:
        """What a claim begins with, where the source speaks of it, and not here."""
        term, (_, match) = self.terms[0], place.matches[0]
        if (
            match.score >= 0.4
            or len(term.surface) < 3 - term.han
            or attitude(term.surface)
            or not (term.kind == "name" or any(key[0] == "=" for key in term.keys) or (term.han and not self.foreign))
        ):
            return None
        if self.index.near(term, place.first, place.last, 2) or not any(
            share >= 0.9 for share in self.index.holders(term).values()
        ):
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


__all__ = ["Words"]

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
from .polarity import disagreements, read_signs
from .retrieval import Index, Place
from .source import Source
from .wording import Term, Wording, content, read_wording

_SAME, _FOREIGN = 0.58, 0.5
"""So much of a claim's content must its place hold, where both are of one language, and where they are not."""
_SURE = 0.55
"""A place that holds less than this of a claim contradicts nothing."""
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
        wording = read_wording(text, masked)
        terms = content(wording.terms)
        if not terms:
            return None
        return _Case(self, wording, terms, masked, figures).judge()

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

    def judge(self) -> Finding | None:
        self.words._names.resolve(self.wording)
        spans = [span for finding in self.figures for span in finding.spans]
        prefer = self._sentences(spans)
        places = self.index.places(self.wording, self.terms, prefer)
        if not places:
            return None if self.figures else Finding("", "not_found", [], "no place speaks of this")
        best = places[0].coverage
        least = (_FOREIGN if self.foreign else _SAME) - (0.25 if self.figures else 0.0)
        reasons: list[tuple[str, Place]] = []
        for place in places[:8]:
            if place.coverage < min(least, best) or place.coverage < best - 0.12:
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

    def _sentences(self, spans: Sequence[Span]) -> list[int]:
        return [
            number
            for number, (start, end) in enumerate(self.index.spans)
            if any(start < stop and first < end for first, stop in spans)
        ]

    def _objections(self, place: Place) -> Iterator[str]:
        start, end = self.index.span(place)
        text = self.words._source.text[start:end]
        held = read_wording(text)
        theirs = read_signs(held)
        pairs = list(self._pairs(place, start))
        for term, spans in pairs:
            if term.kind == "name" and not spans and self.words._names.absent(term):
                other = others(held.terms, [span for _, found in pairs for span in found])
                yield f"the source does not name {term.written or term.surface}" + (
                    f" here, but {other}" if other else ""
                )
        if place.coverage >= _SURE:
            yield from disagreements(read_signs(self.wording), theirs, pairs, self.masked)

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

"""Who does what to whom, and why: two things told in the other order, a cause that the source does not give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..patterns import lazy
from .polarity import Pairs, Reading, Sign
from .retrieval import Place
from .wording import Term

Span = tuple[int, int]

_REST = 0.6
"""So much of the rest of a claim must its place hold before the cause that it gives is missed."""
_CAUSE = 0.34
"""Of a cause, less than this is not the cause."""


def reversed_relation(claim: Reading, place: Reading, pairs: Pairs) -> str | None:
    """What the source tells the other way round: A behind B, from A to B, A buying B."""
    ours = _related(claim)
    if not ours:
        return None
    theirs = _related(place)
    for kind, first, second in ours:
        here, there = _spans(first, pairs), _spans(second, pairs)
        if not here or not there:
            continue
        same = [pair for pair in theirs if pair[0] == kind]
        if any(_meets(here, one) and _meets(there, two) for _, one, two in same):
            continue
        for _, one, two in same:
            if _meets(here, two) and _meets(there, one):
                text = place.wording.text
                return (
                    f"the source has it the other way round: {text[one.start : one.end]}, {text[two.start : two.end]}"
                )
    return None


def _related(reading: Reading) -> list[tuple[str, Term, Term]]:
    found = []
    for sign in reading.signs:
        if sign.kind != "relation":
            continue
        pair = _sides(reading, sign)
        if pair is not None:
            found.append((sign.pole, *pair))
    return [*found, *_from_to(reading)]


_FROM_TO = lazy(r"(?:从|由|自)(?P<zh>[^。;；!?]{1,40}?)(?:到|至|向|为)|\bfrom (?P<en>[^.;!?]{1,60}?) to\b")


def _from_to(reading: Reading) -> Iterator[tuple[str, Term, Term]]:
    for match in _FROM_TO.finditer(reading.wording.folded):
        start, end = match.span("zh") if match["zh"] else match.span("en")
        named = [term for term in reading.wording.terms if _named(term)]
        inside = [term for term in named if start <= term.start and term.end <= end]
        behind = [term for term in named if match.end() <= term.start <= match.end() + 30]
        if inside and behind:
            yield "change", inside[-1], behind[0]


def _named(term: Term) -> bool:
    return term.kind == "name" or (not term.han and term.written[:1].isupper())


def _sides(reading: Reading, sign: Sign) -> tuple[Term, Term] | None:
    """The doer and what it is done to."""
    clause = reading.clause(sign.start)
    named = [term for term in reading.wording.terms if term.clause == clause and _named(term)]
    before = [term for term in named if term.end <= sign.start]
    behind = [term for term in named if term.start >= sign.end]
    folded = reading.wording.folded
    for word in ("比", "较"):
        at = folded.rfind(word, reading.wording.clauses[clause][0], sign.start)
        if at >= 0:
            inside = [term for term in before if term.start > at]
            outside = [term for term in before if term.end <= at]
            return (outside[-1], inside[0]) if inside and outside else None
    for word in ("被", "由", "获", "遭") if sign.pole != "change" else ():
        at = folded.rfind(word, reading.wording.clauses[clause][0], sign.start)
        if at >= 0:
            inside = [term for term in before if term.start > at]
            outside = [term for term in before if term.end <= at]
            return (inside[0], outside[-1]) if inside and outside else None
    if sign.pole == "change":
        until = max(folded.rfind(word, reading.wording.clauses[clause][0], sign.start) for word in ("向", "到", "至"))
        if until >= 0:
            one, two = [term for term in before if term.end <= until], [term for term in before if term.start > until]
            return (one[-1], two[0]) if one and two else None
        return (before[-1], behind[0]) if before and behind else None
    if before and behind:
        passive = folded[sign.end : behind[0].start].split()[:1] == ["by"]
        return (behind[0], before[-1]) if passive else (before[-1], behind[0])
    return None


def _spans(term: Term, pairs: Pairs) -> list[Span]:
    return next((spans for one, spans in pairs if one is term), [])


def _meets(spans: Sequence[Span], term: Term) -> bool:
    return any(start < term.end and term.start < end for start, end in spans)


def other_cause(
    claim: Reading, terms: Sequence[Term], weights: Sequence[float], place: Place, known: Sequence[bool]
) -> str | None:
    """Whether the place tells the same thing without the cause that the claim gives; ``known`` are the terms that it could not but hold."""
    for sign in claim.signs:
        if sign.kind != "cause":
            continue
        clause = claim.clause(sign.start)
        behind = [number for number, term in enumerate(terms) if term.clause == clause and term.start >= sign.end]
        before = [number for number, term in enumerate(terms) if term.clause == clause and term.end <= sign.start]
        cause = behind if sign.pole == "behind" else before
        rest = [number for number in range(len(terms)) if number not in cause]
        if not cause or not rest or not any(known[number] for number in cause):
            continue
        if _held(rest, weights, place) >= _REST and _held(cause, weights, place) < _CAUSE:
            return "the source does not give this cause"
    return None


def _held(numbers: Sequence[int], weights: Sequence[float], place: Place) -> float:
    total = sum(weights[number] for number in numbers)
    return sum(weights[number] * place.matches[number][1].score for number in numbers) / total if total else 0.0

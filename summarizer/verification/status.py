"""Whether a thing is done, going on or planned, in a claim and in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .polarity import Objection, Pairs, Reading, Sign, around, known_as

_FIRM = 0.7
"""A place must hold so much of a claim where only its sentence, not its clause, says that a thing is still to come."""
_PAST = re.compile(r"\b(?:was|were|has|have|had)\b|[了过已]")


def other_status(
    claim: Reading, place: Reading, pairs: Pairs, coverage: float, figured: Sequence[int] = ()
) -> Iterator[Objection]:
    """One line each for what the claim tells as done and the source as still to come, or the other way round.

    ``figured`` is where the place has the claim's figures."""
    for number in range(len(claim.wording.clauses)):
        done = claim.of("done", number)
        planned = [sign for sign in claim.of("planned", number) if not known_as(sign, "status", "weak")]
        if any(known_as(sign, "status", "strong") for sign in done):
            # has already met one of its goals: the goal is met
            planned = [sign for sign in planned if not known_as(sign, "status", "aim")]
        if bool(done) == bool(planned) or claim.of("unreal", number) or claim.of("negation", number):
            continue
        clauses = _clauses((done or planned)[0], number, place, pairs)
        if figured:
            clauses = sorted({place.clause(start) for start in figured})
        if not clauses:
            continue
        if done:
            found = [next(_not_done(done, clause, place, coverage), None) for clause in clauses]
            if found[0] is not None and None not in found:
                yield found[0]
        else:
            yield from _not_planned(planned, clauses[0], place, coverage)


def _clauses(sign: Sign, number: int, place: Reading, pairs: Pairs) -> list[int]:
    """The clauses of the place that tell what stands behind the sign; where nothing of that is held, the one of what its clause tells."""
    behind = [spans for term, spans in pairs if term.clause == number and term.start >= sign.end]
    near = next((spans for spans in behind[:2] if spans), None)
    held = near or [span for term, spans in pairs if term.clause == number for span in spans]
    clauses = [place.clause(start) for start, _ in held]
    ranked = sorted(set(clauses), key=lambda one: (-clauses.count(one), one))
    return ranked if near else ranked[:1]


def _not_done(done: list[Sign], clause: int, place: Reading, coverage: float) -> Iterator[Objection]:
    to_come = [sign for sign in place.of("planned", clause) if not known_as(sign, "status", "weak")]
    to_come += place.of("ongoing", clause)
    not_yet = [sign for sign in place.of("negation", clause) if sign.surface.startswith(("未", "尚", "还没"))]
    still = to_come + not_yet + place.of("unreal", clause) + place.of("needed", clause)
    # what one hopes to have done is not done
    theirs = [sign for sign in place.of("done", clause) if not any(other.start < sign.start for other in still)]
    if theirs:
        return
    begin, end = place.wording.clauses[clause]
    if not still and coverage > _FIRM and "了" not in place.wording.folded[begin:end] and not place.of("done"):
        if any(known_as(sign, "status", "strong") for sign in done):
            still = [sign for sign in place.of("planned") if known_as(sign, "status", "aim")]
    if still:
        yield "status", f"the source says it is still to come: {around(place, (still[0].start, still[0].end))}"


def _not_planned(planned: list[Sign], clause: int, place: Reading, coverage: float) -> Iterator[Objection]:
    if any(place.of(kind, clause) for kind in ("planned", "ongoing", "unreal", "needed")):
        return
    theirs = place.of("done", clause)
    if theirs:
        yield "status", f"the source says it is done: {around(place, (theirs[0].start, theirs[0].end))}"
        return
    begin, end = place.wording.clauses[clause]
    past = _PAST.search(place.wording.folded, begin, end)
    if past and coverage > _FIRM and not place.of("planned") and not place.of("needed"):
        if any(known_as(sign, "status", "intended") for sign in planned):
            yield "status", f"the source says it is done: {around(place, past.span())}"

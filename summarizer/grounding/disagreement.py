"""What a quote says otherwise than the place that comes nearest to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from .hard_tokens import HARD, Token

_TURNING = frozenset({"negation", "qualifier", "modal"})
"""Kinds that contradict a quote that leaves them out of the middle of what it quotes."""
_NUMERIC = frozenset({"figure", "number", "period", "name"})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What keeps a quote from being what the source says."""

    coverage: float
    """The part of the quote's tokens that the source holds in the same order."""
    ours: Token | None
    """A hard token of the quote that the source does not hold there; ``None`` where only the source has one."""
    theirs: Token | None
    """What the source holds in its place."""


def disagreement(quote: Sequence[Token], source: Sequence[Token]) -> Disagreement:
    """What differs between ``quote`` and the part of ``source`` nearest to it; both tokens ``None`` where no hard one does."""
    near = _nearest_part(quote, source)
    wanted, held = [token.key for token in quote], [token.key for token in near]
    equal = [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in LCSseq.opcodes(wanted, held) if op.tag == "equal"]
    if not equal:
        return Disagreement(0.0, None, None)
    coverage = sum(end - start for start, end, _, _ in equal) / len(wanted)
    alone: tuple[Token | None, Token | None] = (None, None)
    for inner, ours, theirs in _gaps(quote, near, equal):
        for token in (token for token in ours if token.kind in HARD):
            partner = next((other for other in theirs if other.kind == token.kind), None)
            if partner is None and token.kind in _NUMERIC:
                partner = next((other for other in theirs if other.kind in _NUMERIC), None)
            if partner is not None:
                return Disagreement(coverage, token, partner)
            if alone[0] is None:
                alone = (token, None)
        turned = next((token for token in theirs if token.kind in _TURNING), None)
        if inner and turned is not None and alone == (None, None):
            alone = (None, turned)
    return Disagreement(coverage, *alone)


def _gaps(
    quote: Sequence[Token], source: Sequence[Token], equal: Sequence[tuple[int, int, int, int]]
) -> Iterator[tuple[bool, Sequence[Token], Sequence[Token]]]:
    """What stands, in both, between the runs that are equal; whether the gap is between two of them; gaps within come first."""
    for before, after in pairwise(equal):
        yield True, quote[before[1] : after[0]], source[before[3] : after[2]]
    first, last = equal[0], equal[-1]
    yield False, quote[: first[0]], source[max(0, first[2] - first[0] - 1) : first[2]]
    yield False, quote[last[1] :], source[last[3] : last[3] + len(quote) - last[1] + 1]


def _nearest_part(quote: Sequence[Token], source: Sequence[Token]) -> Sequence[Token]:
    """The stretch of ``source``, about as long as the quote, that holds most of its tokens, and among equals most of their kinds."""
    size = len(quote)
    keys, kinds = Counter(token.key for token in quote), Counter(token.kind for token in quote if token.kind in HARD)
    wanted = [(token.key if token.key in keys else None, token.kind if token.kind in kinds else None) for token in source]
    held_keys, held_kinds = dict.fromkeys(keys, 0), dict.fromkeys(kinds, 0)
    score, best, best_end = 0.0, -1.0, 0
    for index, (key, kind) in enumerate(wanted):
        if key is not None:
            score += held_keys[key] < keys[key]
            held_keys[key] += 1
        if kind is not None:
            score += 0.3 * (held_kinds[kind] < kinds[kind])
            held_kinds[kind] += 1
        if index >= size:
            key, kind = wanted[index - size]
            if key is not None:
                held_keys[key] -= 1
                score -= held_keys[key] < keys[key]
            if kind is not None:
                held_kinds[kind] -= 1
                score -= 0.3 * (held_kinds[kind] < kinds[kind])
        if score > best:
            best, best_end = score, index + 1
    slack = size // 4 + 2
    return source[max(0, best_end - size - slack) : best_end + slack]

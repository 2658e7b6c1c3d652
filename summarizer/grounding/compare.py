"""Two wordings held against each other, token by token: do they say the same, and if not, what disagrees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from .hard_tokens import HARD, Token, written_alike

FEWEST = 2
"""A wording of fewer telling tokens is too little to be found again in other words."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where, in the source's tokens, the same is said: ``source[first:last + 1]``."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What keeps a quote from being what the source says."""

    coverage: float
    """The part of the quote's tokens that the source holds in the same order."""
    ours: Token | None
    """The first hard token of the quote that the source does not hold there; ``None`` where only the source has one."""
    theirs: Token | None
    """What the source holds in its place."""


def telling(tokens: Sequence[Token]) -> list[Token]:
    """``tokens`` without the ends of sentences at either edge."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].kind == "stop":
        first += 1
    while last > first and tokens[last - 1].kind == "stop":
        last -= 1
    return list(tokens[first:last])


def same_statement(quote: Sequence[Token], source: Sequence[Token]) -> Agreement | None:
    """The run of ``source`` that says what ``quote`` says: the same tokens in the same order, and between them nothing but light words that
    the quote leaves out. Where a level and its growth have changed places, see `_regrouped`."""
    if sum(token.kind not in ("light", "company") for token in quote) < FEWEST:
        return None
    for first in range(len(source)):
        last = _walk(quote, source, first)
        if last is not None:
            return Agreement(first, last)
    return _regrouped(quote, source)


def _walk(quote: Sequence[Token], source: Sequence[Token], first: int) -> int | None:
    """The index of the last source token, if from ``first`` on the source says what the quote says."""
    at, last = first, None
    for token in quote:
        while at < len(source) and source[at].key != token.key and source[at].kind in ("light", "company") and at > first:
            at += 1
        if at < len(source) and source[at].key == token.key:
            if token.kind == "figure" and not written_alike(token, source[at]):
                return None
            last = at
            at += 1
        elif token.kind == "company" and _names_company(source, first):
            continue
        else:
            return None
    return last


def _names_company(source: Sequence[Token], at: int) -> bool:
    """Whether the sentence around ``at`` speaks of the company itself."""
    low, high = at, at
    while low > 0 and source[low - 1].kind != "stop":
        low -= 1
    while high < len(source) and source[high].kind != "stop":
        high += 1
    return any(token.kind == "company" for token in source[low:high])


@dataclass(frozen=True, slots=True)
class _Item:
    """A token, or a figure with the words that make it a level or a change."""

    token: Token
    first: int
    last: int
    role: str = ""
    direction: str = ""
    base: str = ""


def _items(tokens: Sequence[Token]) -> list[_Item]:
    items: list[_Item] = []
    for index, token in enumerate(tokens):
        if token.kind in ("light", "company") or (items and index <= items[-1].last):
            continue
        if token.kind != "figure":
            items.append(_Item(token, index, index))
            continue
        role, direction, base = "level", "", ""
        first = last = index
        if items and items[-1].token.key == ("level", "to"):
            first = items.pop().first
        elif items and items[-1].token.key == ("level", "by"):
            first, role = items.pop().first, "change"
        if items and items[-1].token.kind == "direction":
            if first == index:
                role = "change"
            item = items.pop()
            direction, first = str(item.token.key[1]), item.first
        elif index + 1 < len(tokens) and tokens[index + 1].kind == "direction" and not (index + 2 < len(tokens) and tokens[index + 2].kind in ("figure", "level")):
            role, direction, last = "change", str(tokens[index + 1].key[1]), index + 1
        if items and items[-1].token.kind == "base":
            item = items.pop()
            base, first = str(item.token.key[1]), item.first
        elif last + 1 < len(tokens) and tokens[last + 1].kind == "base":
            base, last = str(tokens[last + 1].key[1]), last + 1
        items.append(_Item(token, first, last, role, direction, base))
    return items


def _regrouped(quote: Sequence[Token], source: Sequence[Token]) -> Agreement | None:
    """``revenue grew 8% to $5 million`` for ``revenue of $5 million, up 8%``: a level and a change of one thing, told in another order.

    Only where nothing can be paired wrongly: one metric, no negation, no two figures of one role and unit.
    """
    ours = _items(quote)
    figures = [item for item in ours if item.role]
    rest = [item.token.key for item in ours if not item.role]
    kinds = [item.token.kind for item in ours]
    if len(figures) != 2 or figures[0].role == figures[1].role or kinds.count("metric") != 1 or kinds.count("negation"):
        return None
    theirs = _items(source)
    size = len(ours)
    for begin in range(len(theirs) - size + 1):
        run = theirs[begin : begin + size]
        if [item.token.key for item in run if not item.role] != rest:
            continue
        held = {item.role: item for item in run if item.role}
        if len(held) == 2 and all(_same_figure(item, held[item.role]) for item in figures):
            return Agreement(run[0].first, run[-1].last)
    return None


def _same_figure(ours: _Item, theirs: _Item) -> bool:
    return (
        ours.token.key == theirs.token.key
        and written_alike(ours.token, theirs.token)
        and (ours.direction == theirs.direction or (ours.role == "level" and not ours.direction))
        and ours.base in ("", theirs.base)
    )


def edges_agree(quote: str, ours: Sequence[Token], source: str, theirs: Sequence[Token], found: Agreement) -> bool:
    """Whether the words beside the first and the last token agree too.

    Where the place begins or ends in the middle of a clause, what the quote has there must stand in the source letter for letter: ``已在`` is
    not what is left of ``将在``. Both texts are folded.
    """
    first, last = theirs[found.first], theirs[found.last]
    head, tail = _bare(quote[: ours[0].start]), _bare(quote[ours[-1].end :])
    if head and found.first and theirs[found.first - 1].kind != "stop":
        between = source[theirs[found.first - 1].end : first.start]
        if not _BORDER.search(between) and not _bare(between).endswith(head):
            return False
    if tail and found.last + 1 < len(theirs) and theirs[found.last + 1].kind != "stop":
        between = source[last.end : theirs[found.last + 1].start]
        if not _BORDER.search(between) and not _bare(between).startswith(tail):
            return False
    return True


_BORDER = re.compile(r"[,、;:!?—]")
_NOT_WORD = re.compile(r"[\W_]+")


def _bare(words: str) -> str:
    return _NOT_WORD.sub("", words)


def disagreement(quote: Sequence[Token], source: Sequence[Token]) -> Disagreement:
    """What differs between a quote and the place that comes nearest to it."""
    wanted = [token.key for token in quote]
    held = [token.key for token in source]
    blocks = [block for block in LCSseq.opcodes(wanted, held)]
    equal = [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in blocks if op.tag == "equal"]
    matched = sum(end - start for start, end, _, _ in equal)
    coverage = matched / len(wanted) if wanted else 0.0
    if not equal:
        return Disagreement(0.0, None, None)
    low, high = equal[0][2], equal[-1][3]
    edges = [(0, 0, max(0, low - equal[0][0]), max(0, low - equal[0][0])), *equal]
    tail = min(len(held), high + len(wanted) - equal[-1][1])
    edges.append((len(wanted), len(wanted), tail, tail))
    first_pair: tuple[Token | None, Token | None] | None = None
    for before, after in zip(edges, edges[1:], strict=False):
        ours = [token for token in quote[before[1] : after[0]] if token.kind in HARD]
        inner = before is not edges[0] and after is not edges[-1]
        theirs = [token for token in source[before[3] : after[2]] if token.kind in HARD]
        for token in ours:
            partner = next((other for other in theirs if other.kind == token.kind), None)
            if partner is None and token.kind in ("figure", "number", "period", "name"):
                partner = next((other for other in theirs if other.kind in ("figure", "number", "period", "name")), None)
            if partner is not None:
                return Disagreement(coverage, token, partner)
            first_pair = first_pair or (token, None)
        if inner and not ours and theirs and before[1] == after[0]:
            first_pair = first_pair or (None, theirs[0])
    if first_pair is None:
        return Disagreement(coverage, None, None)
    return Disagreement(coverage, *first_pair)


def hard_tokens_not_in(quote: Sequence[Token], source: Sequence[Token]) -> list[Token]:
    """The hard tokens of ``quote`` that ``source`` holds nowhere, or fewer times."""
    left = Counter(token.key for token in source)
    missing: list[Token] = []
    for token in quote:
        if token.kind not in HARD:
            continue
        if left[token.key]:
            left[token.key] -= 1
        else:
            missing.append(token)
    return missing

"""Two wordings held against each other, token by token: do they say the same?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .hard_tokens import Token, written_alike
from .roles import same_items

FEWEST = 2
"""A wording of fewer telling tokens is too little to be found again in other words."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where, in the source's tokens, the same is said: ``source[first:last + 1]``."""

    first: int
    last: int


def telling(tokens: Sequence[Token]) -> list[Token]:
    """``tokens`` without the marks at either end."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].kind in _MARKS:
        first += 1
    while last > first and tokens[last - 1].kind in _MARKS:
        last -= 1
    return list(tokens[first:last])


_MARKS = ("stop", "comma")


def same_statement(quote: Sequence[Token], source: Sequence[Token]) -> Agreement | None:
    """The run of ``source`` that says what ``quote`` says: the same tokens in the same order, and between them nothing but light words and
    commas that the quote leaves out. Where a level and its growth have changed places, see `roles.same_items`."""
    if sum(token.kind not in ("light", "company", "comma") for token in quote) < FEWEST:
        return None
    # the company at the head may be left out, and the next word is the first that must be there
    heads = {quote[0].key, next((token.key for token in quote if token.kind != "company"), quote[0].key)}
    for first, token in enumerate(source):
        if token.key not in heads:
            continue
        last = _walk(quote, source, first)
        if last is not None:
            return Agreement(first, last)
    own = next((index for index, token in enumerate(quote) if token.kind != "company"), 0)
    if any(token.kind in ("light", "company") for token in quote[own:]):
        return None
    run = same_items(quote, source)
    return Agreement(*run) if run and (not own or _names_company(source, run[0])) else None


def _walk(quote: Sequence[Token], source: Sequence[Token], first: int) -> int | None:
    """The index of the last source token, if from ``first`` on the source says what the quote says."""
    at, last = first, None
    for token in quote:
        while first < at < len(source) and source[at].key != token.key and _left_out(source, at):
            at += 1
        if at < len(source) and source[at].key == token.key:
            if token.kind == "figure" and not written_alike(token, source[at]):
                return None
            last = at
            at += 1
        elif token.kind == "company" and last is None and source[first].kind not in ("order", "company") and _names_company(source, first):
            continue
        else:
            return None
    return last


def _left_out(source: Sequence[Token], at: int) -> bool:
    """Whether a wording may leave this token of the source out."""
    kind = source[at].kind
    return kind in ("light", "comma") or (kind == "company" and source[at - 1].kind in _MARKS)


def _names_company(source: Sequence[Token], at: int) -> bool:
    """Whether the sentence around ``at`` speaks of the company itself."""
    low, high = at, at
    while low > 0 and source[low - 1].key != ("stop",):
        low -= 1
    while high < len(source) and source[high].key != ("stop",):
        high += 1
    return any(token.kind == "company" for token in source[low:high])


def edges(quote: str, ours: Sequence[Token], source: str, theirs: Sequence[Token], found: Agreement) -> tuple[int, int] | None:
    """The span of ``source`` that says the same, or ``None`` where the words beside the first or the last token do not agree.

    What the quote has there must stand in the source letter for letter, and belongs to the span, or be particles put to the edge of a
    clause: ``已在`` is not what is left of ``将在``. The company may be named where the sentence names it. Both texts are folded.
    """
    first, last = theirs[found.first], theirs[found.last]
    at = next((index for index, token in enumerate(ours) if token.key == first.key), 0)
    beside = next((token for token in reversed(theirs[: found.first]) if token.kind not in ("light", "company")), None)
    if beside is not None and beside.kind == "negation":
        return None
    before = next((token for token in reversed(theirs[: found.first]) if token.kind not in _PASSED), None)
    behind = next((token for token in theirs[found.last + 1 :] if token.kind not in _PASSED), None)
    left = source[before.end if before else theirs[0].start : first.start]
    right = source[last.end : behind.start if behind else theirs[-1].end]
    head, tail = quote[: ours[at].start], quote[ours[-1].end :]
    own = _bare("".join(quote[token.start : token.end] for token in ours[:at]))
    start, end = first.start, last.end
    if _bare(left).endswith(_bare(head)):
        start -= _reach(reversed(left), len(_bare(head)))
    else:
        clause = _BORDER.split(left)
        if _joins(head) or (len(clause) == 1 and before is not None and before.kind != "stop"):
            return None
        if _bare(head) != own and _bare(clause[-1]):
            return None
    if _bare(right).startswith(_bare(tail)):
        end += _reach(right, len(_bare(tail)))
    else:
        clause = _BORDER.split(right)
        if _joins(tail) or _bare(clause[0]) or (len(clause) == 1 and behind is not None and behind.kind != "stop"):
            return None
    return start, end


def _reach(letters: Iterable[str], wanted: int) -> int:
    """How many of ``letters`` it takes until ``wanted`` of them were no marks."""
    reach = 0
    for letter in letters if wanted else ():
        reach += 1
        wanted -= bool(_bare(letter))
        if not wanted:
            break
    return reach


_PASSED = ("light", "company", "comma")


def _joins(words: str) -> bool:
    """Whether these are a clause of their own."""
    return _BORDER.search(words.strip(" .。!?\n")) is not None


_BORDER = re.compile(r"[,、;:!?—]")
_NOT_WORD = re.compile(r"[\W_]+")


def _bare(words: str) -> str:
    return _NOT_WORD.sub("", words)

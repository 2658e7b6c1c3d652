"""Figures with the words that make them a level or a change, so that the same can be told in another order.

``revenue of $5 million, up 8% year over year`` and ``revenue grew 8% to $5 million`` hold the same level and the same change of one thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .hard_tokens import Token, written_alike


@dataclass(frozen=True, slots=True)
class Item:
    """A token, or a figure together with its direction, its 至/到/to/by and its comparison base; ``first`` to ``last`` count tokens."""

    token: Token
    first: int
    last: int
    role: str = ""
    """``level`` or ``change`` for a figure, else empty."""
    direction: str = ""
    base: str = ""
    mark: str = ""
    """``to``, ``by`` or ``copula`` where such a word stands before the figure."""
    parted: bool = False
    """Whether a comma stands before it."""


def items(tokens: Sequence[Token]) -> list[Item]:
    """``tokens`` with each figure's words drawn to it, and without those that may be left out."""
    found: list[Item] = []
    for index, token in enumerate(tokens):
        if token.kind in ("light", "company", "comma") or (found and index <= found[-1].last):
            continue
        if token.kind == "figure":
            item = _figure(tokens, index, found)
            found.append(replace(item, parted=_parted(tokens, item.first)))
        else:
            found.append(Item(token, index, index, parted=_parted(tokens, index)))
    return found


def _parted(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].kind == "comma"


def _figure(tokens: Sequence[Token], index: int, found: list[Item]) -> Item:
    role, direction, base, mark = "level", "", "", ""
    first = last = index
    before = found[-1].token if found else None
    moved = len(found) > 1 and (found[-2].token.kind == "direction" or found[-2].role == "change")
    if before is not None and (before.key == ("copula",) or (moved and before.key in (("level", "to"), ("level", "by")))):
        mark = str(before.key[-1])
        role = "change" if mark == "by" else "level"
        first = found.pop().first
    if found and found[-1].token.kind == "direction":
        direction, first = str(found[-1].token.key[1]), found[-1].first
        found.pop()
        role = role if mark else "change"
    elif not mark and _kind(tokens, index + 1) == "direction" and _kind(tokens, index + 2) not in ("figure", "level"):
        role, direction, last = "change", str(tokens[index + 1].key[1]), index + 1
    if found and found[-1].token.kind == "base":
        base, first = str(found[-1].token.key[1]), found[-1].first
        found.pop()
    elif _kind(tokens, last + 1) == "base" and _kind(tokens, last + 2) not in ("direction", "figure"):
        base, last = str(tokens[last + 1].key[1]), last + 1
    return Item(tokens[index], first, last, role, direction, base, mark)


def _kind(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].kind if index < len(tokens) else ""


def same_items(quote: Sequence[Token], source: Sequence[Token]) -> tuple[int, int] | None:
    """The run of ``source`` whose items are those of ``quote``, as its first and last token: in the same order, or with one level and one
    change in the other order where nothing can be paired wrongly (one metric, no negation, no other figure)."""
    ours = items(quote)
    figures = [item for item in ours if item.role]
    if not figures:
        return None
    rest = [item.token.key for item in ours if not item.role]
    kinds = [item.token.kind for item in ours]
    swappable = len(figures) == 2 and figures[0].role != figures[1].role and kinds.count("metric") == 1 and "negation" not in kinds
    theirs = items(source)
    size = len(ours)
    for begin in range(len(theirs) - size + 1):
        run = theirs[begin : begin + size]
        if all(_same(mine, other) and mine.parted <= (other.parted or other is run[0]) for mine, other in zip(ours, run, strict=True)):
            return run[0].first, run[-1].last
        if swappable and [item.token.key for item in run if not item.role] == rest:
            held = {item.role: item for item in run if item.role}
            if len(held) == 2 and all(_same(mine, held[mine.role]) for mine in figures):
                return run[0].first, run[-1].last
    return None


def _same(ours: Item, theirs: Item) -> bool:
    """A level may be told without its movement, a change without what it is measured against."""
    if ours.token.key != theirs.token.key or ours.role != theirs.role:
        return False
    if not ours.role:
        return True
    return (
        written_alike(ours.token, theirs.token)
        and (ours.direction == theirs.direction or (ours.role == "level" and not ours.direction))
        and ours.base in ("", theirs.base)
        and (ours.mark == theirs.mark or "to" in (ours.mark, theirs.mark))
    )

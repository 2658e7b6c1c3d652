"""Words of two texts that cannot be told of one figure: abroad and at home, training and inference, every month and every half year."""

from __future__ import annotations

import re
from functools import cache

from ..grounding.statement import entries
from ..tables import table


@cache
def _axes() -> tuple[dict[str, re.Pattern[str]], ...]:
    own = dict(table("verification", "figures")["apart"])
    shared = table("verification", "polarity")["axis"]
    rows: list[dict[str, str]] = [shared[name] for name in own.pop("axes").split()] + list(own.values())
    return tuple({pole: _either(row) for pole, row in axis.items()} for axis in rows)


def _either(row: str) -> re.Pattern[str]:
    words = [re.escape(word) if word[0] > "\u2fff" else rf"\b{re.escape(word)}\b" for word in entries(row)]
    return re.compile("|".join(words))


def opposed(claimed: str, stated: str) -> str | None:
    """What ``stated`` (folded) says where ``claimed`` says its opposite; ``None`` where both say one of an axis, or either none."""
    for axis in _axes():
        said = {pole for pole, words in axis.items() if words.search(claimed)}
        if not said:
            continue
        held = {pole: match[0] for pole, words in axis.items() if (match := words.search(stated))}
        if held and not said & held.keys():
            return next(iter(held.values()))
    return None

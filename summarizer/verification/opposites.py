"""Words of two texts that cannot be told of one thing: abroad and at home, training and inference, every month and every half year."""

from __future__ import annotations

import re
from functools import cache

from ..tables import table


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows: list[list[str]] = table("verification", "figures")["apart"]["pairs"]
    return tuple((_either(one), _either(two)) for one, two in rows)


@cache
def _often() -> dict[str, re.Pattern[str]]:
    return {name: _either(row) for name, row in table("verification", "figures")["often"].items()}


def _either(row: str) -> re.Pattern[str]:
    words = [re.escape(word) if word[0] > "\u2fff" else rf"\b{re.escape(word)}\b" for word in row.split("|")]
    return re.compile("|".join(words))


def opposed(claimed: str, stated: str) -> str | None:
    """What ``stated`` (folded) says where ``claimed`` says its opposite; ``None`` where either names both, or none is named."""
    for pair in _pairs():
        for one, two in (pair, pair[::-1]):
            if one.search(claimed) and not two.search(claimed) and (held := two.search(stated)) and not one.search(stated):
                return held[0]
    return None


def other_rate(claimed: str, stated: str) -> str | None:
    """How often ``stated`` says that something comes, where ``claimed`` says another."""
    said = [name for name, pattern in _often().items() if pattern.search(claimed)]
    held = {name: match[0] for name, pattern in _often().items() if (match := pattern.search(stated))}
    return None if not said or not held or set(said) & held.keys() else next(iter(held.values()))

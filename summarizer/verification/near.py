"""What a figure is told of: the words of its sentence, those beside it before all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..patterns import lazy
from .facts import Fact
from .terms import BESIDE, measure, weighed

Near = Counter[str]

DIGITS = lazy(r"\d+(?:,\d{3})*(?!\d)(?:\.\d+)?")
"""A number as its digits stand."""
NEGATIVE = lazy(r"亏|损|负|降|减|跌|流出|收窄|loss|negative|declin|down|fell|decreas|outflow|drop|lower|\(\s?\d")
"""Words of a fall, a loss or an outflow."""


def told_of(fact: Fact, text: str, read: Callable[[str], frozenset[str]]) -> Near:
    """What a figure is told of: the terms of its sentence, and, weightier, those beside it."""
    return weighed(
        (read(text[slice(*fact.sentence)]), 1),
        (read(text[slice(*fact.after)]), 2),
        (read(text[slice(*fact.before)]), BESIDE),
        (read(f"{fact.name} {fact.owner}"), BESIDE),
        (measure(fact.metric), BESIDE),
    )

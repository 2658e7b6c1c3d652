"""Whether two spellings name the same unit."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..outline.script import fold
from ..tables import table


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units are the same, their spelling aside (``個`` and ``count``, ``人民币`` and ``CNY``).

    ``None``, an unknown unit, is the same as nothing but ``None``: to leave a unit out is an error of the summary.
    """
    if one is None or other is None:
        return one is other
    first, second = _canonical(one), _canonical(other)
    if first == second:
        return True
    generic = _generic()
    return (first in generic and _counts(second)) or (second in generic and _counts(first))


def _canonical(unit: str) -> str:
    folded = "".join(fold(unit).split()) if not unit.isascii() else " ".join(fold(unit).split())
    return _spellings().get(folded, folded)


def _counts(unit: str) -> bool:
    return unit in _generic() or unit not in _measures()


@cache
def _units() -> dict[str, Any]:
    return table("evaluation", "units")


@cache
def _spellings() -> dict[str, str]:
    return {word: row[0] for row in (*_units()["spellings"], *_units()["counted"]) for word in row}


@cache
def _generic() -> frozenset[str]:
    return frozenset(_units()["generic"])


@cache
def _measures() -> frozenset[str]:
    """Units that measure and do not count, and every currency code of the contract's metrics."""
    named = {row[0] for row in _units()["spellings"]}
    return frozenset(named | set(_units()["measures"]))

"""Whether two figures are of one measure, and whether the one holds the value that the other tells."""

from __future__ import annotations

import math
from functools import cache

from ..outline.script import fold
from ..tables import table
from .facts import Fact, written_unit

_ROUGHLY = 0.17
"""No approximation stands for what is further away than this part of it."""
_ABOUT = 0.07
"""An approximation may be this far off, as a part of what is approximated, or one unit of its last digit."""
_CURRENCIES_ALIKE = frozenset({"CNY", "RMB"})


def same_measure(one: Fact, two: Fact) -> bool:
    """Whether the figure ``one`` of a claim and ``two`` of its source can tell the same thing: both amounts, both counts …"""
    kinds = {one.kind, two.kind}
    if len(kinds) == 1:
        return True
    if "number" in kinds:
        # a bare number may count anything, and is no share
        if two.kind == "number" and one.kind == "percent":
            # 毛利率在 40 到 45 之间
            return two.unit == "%" or two.value_max is not None
        return bool(kinds & {"count", "duration", "rank"}) or (None in (one.unit, two.unit) and "amount" in kinds)
    if kinds == {"amount", "count"}:
        # 1.5 万 without a unit is an amount to the grammar
        return None in (one.unit, two.unit)
    return False


def unit_conflict(one: Fact, two: Fact) -> str | None:
    """What the units of two figures disagree in: a currency, percent and percentage points."""
    if one.kind == two.kind == "amount" and one.unit and two.unit and one.unit != two.unit:
        if not {one.unit, two.unit} <= _CURRENCIES_ALIKE:
            return f"the source says {two.unit}"
    if one.kind == two.kind and one.kind in ("count", "duration"):
        said, held = counted(one), counted(two)
        if said and held and said != held and ({said, held} <= _COUNTED - {"things"} or not {said, held} <= _COUNTED):
            return f"the source says {two.raw.strip()}"
    return None


_COUNTED = frozenset({"things", "people", "firms"})
"""What things are may be said in many ways; a measure is no word for them, and people are no firms."""


@cache
def _units() -> dict[str, str]:
    rows: dict[str, str] = table("verification", "figures")["unit"]
    return {fold(word): name for name, row in rows.items() for word in row.split("|")}


def counted(fact: Fact) -> str | None:
    """What a count counts, where it is a measure, and no mere word for the things: tonnes are no cubic metres."""
    return _units().get(fold(fact.unit or ""))


def scaled(fact: Fact, other: Fact) -> tuple[float, float | None]:
    """The values of ``fact`` in the unit of ``other`` where both are points: 80 bps are .8 pp."""
    value, most = float(fact.value), None if fact.value_max is None else float(fact.value_max)
    if fact.unit == other.unit or fact.kind != "points" or other.kind != "points":
        return value, most
    factor = {("bps", "pp"): 0.01, ("pp", "bps"): 100.0}.get((fact.unit or "", other.unit or ""), 1.0)
    return value * factor, None if most is None else most * factor


def holds(claimed: Fact, stated: Fact) -> bool:
    """Whether ``stated`` bears the value of ``claimed`` out, the sign and the words beside them left aside.

    A figure may be told rounded: it stands for whatever its last written digit stands for.
    """
    if claimed.kind == stated.kind == "multiple" and claimed.value_max is None and stated.value_max is None:
        return any(_near(one, two, 1e-9, claimed.figure.qualifier) for one in factors(claimed) for two in factors(stated))
    value, most = scaled(claimed, stated)
    low, high = float(stated.value), None if stated.value_max is None else float(stated.value_max)
    factor = abs(value) / abs(float(claimed.value)) if claimed.value else 1.0
    rounded = claimed.figure.qualifier == "about"
    slack = written_unit(claimed.raw, claimed.value, rounded=rounded) * factor
    # 1 million stands for no 700,000, whatever its only digit would allow
    slack = min(slack, (_ROUGHLY if rounded else _ABOUT) * abs(value)) if value else slack
    if most is not None:
        if high is None:
            return False
        above = min(written_unit(claimed.raw, most, upper=True), _ABOUT * abs(most))
        return _near(value, low, slack, None) and _near(most, high, above, None)
    if high is None:
        return _near(value, low, slack, claimed.figure.qualifier)
    if claimed.figure.qualifier in ("up_to", "under"):
        return _near(value, high, slack, None)
    if claimed.figure.qualifier in ("over", "at_least"):
        return _near(value, low, slack, None)
    # of a range told by its two ends each is a figure; told as one, what lies between
    if claimed.figure.qualifier == "about":
        return min(low, high) <= value <= max(low, high)
    return _near(value, low, slack, None) or _near(value, high, slack, None)


def factors(fact: Fact) -> set[float]:
    """How many times the former value a multiple may be: grown by once (增长一倍) is twice; of ``3 倍`` alone nobody can tell."""
    value = float(fact.value)
    return {value, value + 1} if fact.is_change and "倍" in fact.raw else {value}


def near(value: float, stated: float, slack: float, qualifier: str | None) -> bool:
    """Whether ``stated`` may be told as ``value``, whose last digit gives ``slack`` away."""
    return _near(value, stated, slack, qualifier)


def _near(value: float, stated: float, slack: float, qualifier: str | None) -> bool:
    told, held = abs(value), abs(stated)
    if math.isclose(told, held, rel_tol=1e-9, abs_tol=1e-12) or abs(told - held) <= slack * (1 + 1e-9):
        return True
    reach = max(2 * slack, _ABOUT * held)
    if qualifier in ("over", "at_least"):
        return told < held <= told + reach
    if qualifier in ("under", "up_to"):
        return told - reach <= held < told
    return False

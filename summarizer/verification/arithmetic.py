"""Values that a source does not state and that follow from those it does: a sum, a difference, a growth rate, a share, a multiple, a rest.

Among enough figures any number can be reckoned from some two of them. So only figures that are told of the claim's own subject are tried,
each way of reckoning only where the claim's words call for it, and what is shown is the reckoning, for the reader to judge.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import permutations

from ..tables import table
from .facts import Fact, written_unit
from .finding import Worked
from .measures import near

_TERMS = 7
"""A sum of more terms than this is not tried."""
_TRIED = 16
"""So many figures, the nearest to the claim, are tried as terms."""
_SLACK = 0.07
"""A result is no further off, as a part of what is told."""
_DWARFED = 1000
_APART = 1200
"""Terms of a sum stand within so many characters of each other."""


class Arithmetician:
    """Tries to reckon the figures of one claim."""

    def __init__(self, cues: frozenset[str]) -> None:
        """``cues`` is what the claim's words call for, see `cues`."""
        self._cues = cues

    def work(self, fact: Fact, operands: Sequence[Fact], told: Collection[int] = ()) -> Worked | None:
        """How ``fact`` follows from ``operands`` (best first), if it does; ``told`` are the places of those that the claim itself tells."""
        levels = [stated for stated in operands if not stated.is_change and stated.value_max is None][:_TRIED]
        changes = [stated for stated in operands if stated.is_change and stated.value_max is None][:_TRIED]
        ranges = [stated for stated in operands if stated.value_max is not None][:_TRIED]
        for value, said, made_of, unit in _tries(fact, levels, changes, ranges, self._cues, told):
            if _bears_out(fact, value, made_of):
                return Worked(f"{said} = {_number(value)}{_tail(unit, made_of)}", _plain(value), unit, [one.place for one in made_of])
        return None


Try = tuple[float, str, tuple[Fact, ...], str | None]


def _tries(
    fact: Fact, levels: Sequence[Fact], changes: Sequence[Fact], ranges: Sequence[Fact], cues: frozenset[str], told: Collection[int]
) -> Iterator[Try]:
    """Every reckoning that the claim's words call for: value, how it is written, what it is made of, unit."""
    if fact.kind == "percent" and fact.is_change:
        yield from _growths(levels)
        yield from _grown_by(levels, changes)
        for change in changes:
            if change.kind == "multiple" and "倍" in change.raw:
                yield 100 * float(change.value), f"{change.raw} × 100%", (change,), "%"
    if fact.kind == "points" or (fact.kind in ("amount", "count", "percent", "number") and cues & {"difference", "rest", "before"}):
        yield from _differences(fact, levels, told)
    if "midpoint" in cues or "either" in cues:
        yield from _ranges(fact, ranges, levels, cues)
    if fact.kind == "multiple" or (fact.kind == "number" and "difference" in cues):
        yield from _multiples(levels, changes)
    if fact.kind == "percent" and not fact.is_change:
        yield from _ratios(fact, [*levels, *(one for one in changes if one.kind == "amount")], cues, frozenset(told))
    if fact.kind in ("amount", "count", "percent", "number") and not fact.is_change:
        yield from _sums(fact, levels, told, said="sum" in cues or len(fact.beside) > 1)
        if fact.kind == "percent" and "rest" in cues:
            yield from _rests(levels)
        if "before" in cues:
            yield from _bases(fact, levels, changes)
        if fact.kind == "amount":
            yield from _products(fact, levels, told if "product" in cues else ())
            yield from _times(fact, [*levels, *changes], cues)
            if "each" in cues:
                yield from _each(levels)


def _alike(one: Fact, two: Fact) -> bool:
    """Whether two figures measure the same thing in the same unit."""
    if one.kind != two.kind or one.unit != two.unit:
        return False
    if one.sentence == two.sentence and one.metric == two.metric:
        return True
    if one.metric is not None or two.metric is not None:
        return one.metric == two.metric and one.owner == two.owner
    return one.name == two.name


def _growths(levels: Sequence[Fact]) -> Iterator[Try]:
    for now, then in permutations(levels, 2):
        if _alike(now, then) and then.value and _later(now, then):
            grown = (now.value - then.value) / abs(then.value) * 100
            yield grown, f"({now.raw} − {then.raw}) ÷ {then.raw}", (now, then), "%"


def _signed(change: Fact) -> float:
    """A fall as a negative number."""
    return -abs(float(change.value)) if change.value < 0 or change.direction < 0 else float(change.value)


def _grown_by(levels: Sequence[Fact], changes: Sequence[Fact]) -> Iterator[Try]:
    """The growth of a level that grew by so much: up 1.6 to 28.8 million."""
    for level in levels:
        for change in changes:
            if level.kind == change.kind and level.kind in ("amount", "count") and level.sentence == change.sentence:
                base = level.value - _signed(change)
                if base and level.unit == change.unit:
                    sign = "−" if _signed(change) >= 0 else "+"
                    yield _signed(change) / base * 100, f"{change.raw} ÷ ({level.raw} {sign} {change.raw})", (change, level), "%"


def _later(now: Fact, then: Fact) -> bool:
    """Whether the one is told of a later time, or of no other."""
    if now.days and then.days and now.days[1] and then.days[1]:
        return now.days[1] > then.days[1]
    if "from" in (now.figure.pair, then.figure.pair):
        return then.figure.pair == "from"
    return True


def _differences(fact: Fact, levels: Sequence[Fact], told: Collection[int]) -> Iterator[Try]:
    for one, two in permutations(levels, 2):
        both = one.figure.start in told and two.figure.start in told
        if not both and one.sentence != two.sentence and (one.name != two.name or fact.kind == "count"):
            # of many counts of customers some two differ by anything
            continue
        if _alike(one, two) and one.kind == ("percent" if fact.kind == "points" else fact.kind) and one.value != two.value:
            scale, unit = (100, "bps") if fact.unit == "bps" else (1, "pp" if fact.kind == "points" else one.unit)
            yield (one.value - two.value) * scale, f"{one.raw} − {two.raw}", (one, two), unit


def _multiples(levels: Sequence[Fact], changes: Sequence[Fact]) -> Iterator[Try]:
    for one, two in permutations(levels, 2):
        if _alike(one, two) and two.value:
            yield one.value / two.value, f"{one.raw} ÷ {two.raw}", (one, two), "x"
    for change in changes:
        if change.kind == "percent":
            sign = "+" if _signed(change) >= 0 else "−"
            yield 1 + _signed(change) / 100, f"1 {sign} {change.raw.lstrip('+-')}", (change,), "x"


def _ratios(fact: Fact, levels: Sequence[Fact], cues: frozenset[str], told: frozenset[int]) -> Iterator[Try]:
    parts = table("verification", "figures")["ratio"].get(fact.metric or "", "").split()
    if len(set(parts)) == 1:
        # a share of revenue: of what, its metric does not say
        parts = []
    if not parts and "share" not in cues:
        return
    for part, whole in permutations(levels, 2):
        if part.kind != whole.kind or part.kind not in ("amount", "count") or not whole.value:
            continue
        if part.unit != whole.unit and (part.kind == "amount" or part.sentence != whole.sentence):
            continue
        if parts and [part.metric, whole.metric] != parts:
            continue
        # a share of revenue names the revenue
        beside = fact.beside | ({"revenue"} if {"revenue_share", fact.metric} & {"revenue_share"} else frozenset())
        named = part.metric in beside and whole.metric in beside
        if not parts and not named and not {part.figure.start, whole.figure.start} & told:
            # any share may be reckoned of some two figures that the claim does not speak of
            continue
        if abs(part.value) < abs(whole.value):
            yield part.value / whole.value * 100, f"{part.raw} ÷ {whole.raw}", (part, whole), "%"


def _of_one(one: Fact, two: Fact) -> bool:
    """Whether nothing says that two figures measure different things."""
    return one.metric == two.metric or one.metric is None or two.metric is None


def _sums(fact: Fact, levels: Sequence[Fact], told: Collection[int], *, said: bool) -> Iterator[Try]:
    """Figures that follow one another, told of one measure and not far apart; of one sentence where the claim does not say that it adds."""
    ordered = sorted((one for one in levels if one.kind == fact.kind), key=lambda one: one.figure.start)
    for first in range(len(ordered)):
        run = [ordered[first]]
        for one in ordered[first + 1 : first + _TERMS]:
            if abs(one.value) * _DWARFED < abs(run[0].value):
                # the price of a share between two amounts
                continue
            if one.unit != run[0].unit or _apart(one, run[-1]) > _APART or (not said and one.sentence != run[0].sentence):
                continue
            both = one.figure.start in told and run[0].figure.start in told
            if said and not both and not _of_one(one, run[0]) and not {one.metric, run[0].metric} <= fact.beside:
                continue
            run.append(one)
            if len({term.value for term in run}) == len(run):
                yield float(sum(term.value for term in run)), " + ".join(term.raw for term in run), tuple(run), run[0].unit


def _rests(levels: Sequence[Fact]) -> Iterator[Try]:
    for one in levels:
        if one.kind == "percent" and 0 < one.value < 100:
            yield 100 - float(one.value), f"100% − {one.raw}", (one,), "%"


def _bases(fact: Fact, levels: Sequence[Fact], changes: Sequence[Fact]) -> Iterator[Try]:
    for level in levels:
        for change in changes:
            if level.kind == change.kind == fact.kind and level.unit == change.unit and level.sentence == change.sentence:
                sign = "−" if _signed(change) >= 0 else "+"
                yield level.value - _signed(change), f"{level.raw} {sign} {change.raw}", (level, change), level.unit
            if change.kind == "multiple" and level.kind == fact.kind and change.value and level.owner == change.owner:
                yield level.value / change.value, f"{level.raw} ÷ {change.raw}", (level, change), level.unit
            if level.kind != fact.kind or change.kind != "percent" or change.value <= -100:
                continue
            if level.sentence == change.sentence and (level.metric == change.metric or level.name == change.name):
                grown = _signed(change) / 100
                sign = "+" if grown >= 0 else "−"
                yield level.value / (1 + grown), f"{level.raw} ÷ (1 {sign} {change.raw.lstrip('+-')})", (level, change), level.unit


def _products(fact: Fact, levels: Sequence[Fact], told: Collection[int]) -> Iterator[Try]:
    """A part of a whole, by its share: only where the metrics say that it is its share."""
    ratios: dict[str, str] = table("verification", "figures")["ratio"]
    for part in levels:
        said, _, of = ratios.get(part.metric or "", "").partition(" ")
        if part.kind == "percent" and part.figure.start in told and said in ("", "revenue") and 0 < part.value < 100:
            # 72% of revenue, i.e. …
            said, of = fact.metric or "", "revenue"
        if part.kind != "percent" or not of or said != (fact.metric or ""):
            continue
        for whole in levels:
            if whole.kind == "amount" and whole.metric == of:
                yield whole.value * part.value / 100, f"{whole.raw} × {part.raw}", (whole, part), whole.unit


def _each(levels: Sequence[Fact]) -> Iterator[Try]:
    for whole in levels:
        for parts in levels:
            if whole.kind == "amount" and parts.kind == "count" and parts.value and whole.sentence == parts.sentence:
                yield whole.value / parts.value, f"{whole.raw} ÷ {parts.raw}", (whole, parts), whole.unit


def _ranges(fact: Fact, ranges: Sequence[Fact], levels: Sequence[Fact], cues: frozenset[str]) -> Iterator[Try]:
    for one in ranges if "midpoint" in cues else ():
        if one.kind == fact.kind and one.value_max is not None:
            yield (one.value + one.value_max) / 2, f"({one.raw}) ÷ 2", (one,), one.unit
    for level in levels if "midpoint" in cues else ():
        for other in levels:
            if level.kind == other.kind == fact.kind and level.unit == other.unit and level.sentence == other.sentence:
                yield (level.value + other.value) / 2, f"({level.raw} + {other.raw}) ÷ 2", (level, other), level.unit
    for level in levels if "either" in cues else ():
        for part in levels:
            if level.kind == fact.kind == "amount" and part.kind == "percent" and level.sentence == part.sentence:
                for sign, mark in ((1, "+"), (-1, "−")):
                    yield level.value * (1 + sign * part.value / 100), f"{level.raw} × (1 {mark} {part.raw})", (level, part), level.unit


def _times(fact: Fact, levels: Sequence[Fact], cues: frozenset[str]) -> Iterator[Try]:
    """So many times a level, and a quantity at its price."""
    for level in levels:
        if level.kind != "amount":
            continue
        for other in levels:
            of_it = level.metric == fact.metric or level.owner == other.owner != ""
            if other.kind == "multiple" and of_it and cues & {"before", "product"}:
                yield float(level.value) * float(other.value), f"{level.raw} × {other.raw}", (level, other), level.unit
            elif other.kind == "count" and _priced(level, other, cues):
                yield float(level.value) * float(other.value), f"{other.raw} × {level.raw}", (other, level), level.unit


def _priced(level: Fact, other: Fact, cues: frozenset[str]) -> bool:
    """Whether an amount is what each of some counted things costs: their price, or so much to each of them in one sentence."""
    if level.metric == "price":
        return "product" in cues and abs(_apart(level, other)) < _APART
    return level.sentence == other.sentence and bool(cues & {"sum", "each"})


def _apart(one: Fact, two: Fact) -> int:
    return one.figure.start - two.figure.start


def _bears_out(fact: Fact, value: float, made_of: tuple[Fact, ...]) -> bool:
    sign = -1 if fact.value < 0 else fact.direction
    if sign and fact.is_change and value and (value > 0) != (sign > 0):
        return False
    qualifier = fact.figure.qualifier
    # what is reckoned is told rounded to its last digit, and a reckoning from rounded figures may be off by one more
    slack = written_unit(fact.raw, fact.value, rounded=qualifier == "about") * (2 if fact.kind in ("percent", "points", "multiple") else 1)
    slack = min(slack, _SLACK * abs(float(fact.value)))
    if any(one.kind == fact.kind == "amount" and abs(float(one.value)) <= slack for one in made_of):
        # a term too small to be seen in the result proves nothing
        return False
    if fact.value_max is not None:
        return near(float(fact.value), value, slack, None) or near(float(fact.value_max), value, slack, None)
    return near(float(fact.value), value, slack, qualifier)


def _number(value: float) -> str:
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _plain(value: float) -> int | float:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _tail(unit: str | None, made_of: tuple[Fact, ...]) -> str:
    if unit in ("%", "x"):
        return unit
    return f" {unit}" if unit else ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("verification", "figures")
    return {name: re.compile(pattern) for name, pattern in {**data["cue"], **data["cue_more"]}.items()}


def cues(folded: str) -> frozenset[str]:
    """What the words of a folded text say of how its figures were reckoned: the rows of ``figures.toml``."""
    return frozenset(name for name, pattern in _patterns().items() if pattern.search(folded))

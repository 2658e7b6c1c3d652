"""What two figures of one value disagree in: what they measure, when, which way, how surely."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..tables import table
from .calendar import differ
from .facts import Days, Fact
from .measures import unit_conflict

_BOUNDS = {"over": "more", "at_least": "more", "under": "less", "up_to": "less"}
_EXPECTED = frozenset({"guidance", "target"})


def conflicts(claimed: Fact, stated: Fact, *, periods_near: frozenset[Days] = frozenset()) -> Iterator[str]:
    """One line each for what the source says otherwise.

    ``periods_near`` are the periods that the paragraph of ``stated`` names: a claim may name any of them.
    """
    unit = unit_conflict(claimed, stated)
    if unit:
        yield unit
    yield from _movement(claimed, stated)
    metric = metric_conflict(claimed, stated)
    if metric:
        yield metric
    period = period_conflict(claimed, stated, periods_near)
    if period:
        yield period
    said, held = _BOUNDS.get(claimed.figure.qualifier or ""), _BOUNDS.get(stated.figure.qualifier or "")
    if said and held and said != held:
        yield f"the source says {held} than this"


def _movement(claimed: Fact, stated: Fact) -> Iterator[str]:
    said, held = sign(claimed), sign(stated)
    if said and held and said != held:
        yield f"the source says {'up' if held > 0 else 'down'}"
    if claimed.base in ("yoy", "qoq") and stated.base in ("yoy", "qoq") and claimed.base != stated.base:
        yield "the source says " + {"yoy": "year over year", "qoq": "quarter over quarter"}[stated.base]
    if {claimed.figure.pair, stated.figure.pair} == {"from", "to"}:
        yield "the source has this at the other end of the movement"


def sign(fact: Fact) -> int:
    """-1 for a fall, a loss, a negative number; +1 where the words say up; 0 where nothing is said."""
    if fact.value < 0:
        return -1
    return fact.direction


def metric_conflict(claimed: Fact, stated: Fact) -> str | None:
    """What the source measures by this figure, where it is another thing than the claim says."""
    if claimed.metric is None or stated.metric is None or not (claimed.named and stated.measured):
        return None
    if may_stand(claimed.metric, stated.metric):
        return None
    return f"the source tells this of {stated.name or stated.metric.replace('_', ' ')}"


@cache
def _kin() -> dict[str, frozenset[str]]:
    rows = table("verification", "figures")["kin"]
    return {metric: frozenset(row.split()) for row in rows for metric in row.split()}


def may_stand(claimed: str, stated: str) -> bool:
    """Whether a summary may call by the one metric what the source's rules read as the other."""
    return claimed == stated or stated in _kin().get(claimed, frozenset())


def period_conflict(claimed: Fact, stated: Fact, near: frozenset[Days]) -> str | None:
    """The source's period, where it is another one than the claim's."""
    said, held = claimed.days, stated.days
    if claimed.period is None or stated.period is None:
        return None
    if said is None or held is None:
        if differ(claimed.period, stated.period) and not any(days == said for days in near if said is not None):
            return f"the source tells this for {stated.period.label}"
        return None
    if said == held or said in near:
        return None
    first, last = said
    begin, end = held
    if first is None or last is None or begin is None or end is None:
        return None
    if begin == end and first <= end <= last:
        # a balance at a day of the period
        return None
    if first == last and begin <= first <= end:
        return None
    return f"the source tells this for {stated.period.label}"


def expected(fact: Fact) -> bool:
    """Whether a figure is one that is only expected."""
    return fact.basis in _EXPECTED

"""Figures side by side: the same measure of both documents, and what only one of them tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..schemas.comparison import Measure
from .difference import between, comparable
from .identity import Identity
from .lookup import Lookup
from .readings import Told, grouped

_FAR = 30
"""A level is not compared with one so many times as large: one of the two was read of something else."""
_SMALL = frozenset(
    {"net_profit", "net_profit_attributable", "adjusted_net_profit", "operating_profit", "free_cash_flow", "operating_cash_flow"}
)
"""What is left over may grow so many times."""


def measures(old: Sequence[Told], new: Sequence[Told], lookup: Lookup) -> Iterator[Measure]:
    """Every measure of the two documents: told in both in the later one's order, then the new and the gone ones."""
    before, now = grouped(old), grouped(new)
    taken: set[tuple[Identity, str]] = set()
    left: list[tuple[Identity, str]] = []
    for key in now:
        other = _counterpart(key, before, taken)
        if other is None:
            left.append(key)
            continue
        taken.add(other)
        one, two = before[other], now[key]
        if one is not None and two is not None and _one_scale(one, two):
            yield _measure(two, "both", one, two)
    for key in left:
        if (told := now[key]) is not None and not _known(key[0], old) and not lookup.tells(told, older=True):
            yield _measure(told, "new", None, told)
    for key, told in before.items():
        if key not in taken and told is not None and not _known(key[0], new, told.slot) and not lookup.tells(told, older=False):
            yield _measure(told, "gone", told, None)


def _counterpart(
    key: tuple[Identity, str], before: dict[tuple[Identity, str], Told | None], taken: set[tuple[Identity, str]]
) -> tuple[Identity, str] | None:
    if key in before and key not in taken:
        return key
    identity, place = key
    if identity.metric is None and place in ("3m", "instant"):
        # of what the contract has no metric for nobody knows whether it is measured on a day or over a quarter
        other = identity, "instant" if place == "3m" else "3m"
        if other in before and other not in taken:
            return other
    return None


def _known(identity: Identity, others: Sequence[Told], place: str | None = None) -> bool:
    """Whether the other document tells the same measure of its own time, too, however that was read."""
    return any(one.identity == identity and one.slot in ("none", place) and one.kpi.basis == "actual" for one in others)


def _one_scale(one: Told, two: Told) -> bool:
    if not comparable(one.kpi.unit, two.kpi.unit):
        return False
    small, large = sorted((abs(float(one.kpi.value)), abs(float(two.kpi.value))))
    return one.identity.unit == "ratio" or one.kpi.metric in _SMALL or small == large or (small > 0 and large / small <= _FAR)


def _measure(shown: Told, status: str, old: Told | None, new: Told | None) -> Measure:
    first, second = old.reading() if old else None, new.reading() if new else None
    return Measure(
        metric=shown.kpi.metric, name=shown.kpi.name, segment=shown.kpi.segment, entity=shown.kpi.entity, unit=shown.kpi.unit,
        period_kind=shown.kpi.period.kind if shown.kpi.period else None,
        status="both" if status == "both" else "new" if status == "new" else "gone",
        old=first, new=second, difference=between(first, second) if first and second else None,
    )  # fmt: skip

"""Figures side by side: the same measure of both documents, and what only one of them tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..schemas.comparison import Measure
from .difference import between, comparable
from .identity import MANNERS, Identity
from .lookup import Lookup
from .readings import Told, apart, grouped, telling


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
        if one is not None and two is not None and comparable(one.kpi.unit, two.kpi.unit) and not apart(one, two):
            yield _measure(two, "both", one, two)
    for key in left:
        told = now[key]
        if told is not None and telling(told) and not _known(told, old) and not lookup.tells(told, older=True):
            yield _measure(told, "new", None, told)
    for key, told in before.items():
        if key not in taken and told is not None and telling(told) and not _known(told, new) and not lookup.tells(told, older=False):
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


def _known(told: Told, others: Sequence[Told]) -> bool:
    """Whether the other document tells the same measure of its own time, too, however that was read: adjusted or not, with no period."""
    identity = told.identity
    words = identity.words - MANNERS
    return any(
        (one.identity.metric, one.identity.entity, one.identity.nature, one.identity.unit, one.identity.words - MANNERS)
        == (identity.metric, identity.entity, identity.nature, identity.unit, words)
        and one.slot in ("none", told.slot) and one.kpi.basis == "actual"
        for one in others
    )  # fmt: skip


def _measure(shown: Told, status: str, old: Told | None, new: Told | None) -> Measure:
    first, second = old.reading() if old else None, new.reading() if new else None
    return Measure(
        metric=shown.kpi.metric, name=shown.kpi.name, segment=shown.kpi.segment, entity=shown.kpi.entity, unit=shown.kpi.unit,
        period_kind=shown.kpi.period.kind if shown.kpi.period else None,
        status="both" if status == "both" else "new" if status == "new" else "gone",
        old=first, new=second, difference=between(first, second) if first and second else None,
    )  # fmt: skip

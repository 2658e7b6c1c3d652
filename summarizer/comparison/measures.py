"""Figures side by side: the same measure of both documents, and what only one of them tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..schemas.comparison import Measure
from .difference import between, comparable
from .identity import MANNERS, Identity, name_words, translates
from .lookup import Lookup
from .readings import Told, apart, grouped, telling


def measures(old: Sequence[Told], new: Sequence[Told], lookup: Lookup) -> Iterator[Measure]:
    """Every measure of the two documents: told in both in the later one's order, then the new and the gone ones.

    Between two languages nothing is called new or gone that is told by its name: the other document may have it under another one.
    """
    foreign = lookup.foreign
    before, now = grouped(old), grouped(new)
    taken: set[tuple[Identity, str]] = set()
    left: list[tuple[Identity, str]] = []
    for key in now:
        other = _counterpart(key, before, taken) or (_translated(key, now[key], before, taken) if foreign else None)
        if other is None:
            left.append(key)
            continue
        taken.add(other)
        one, two = before[other], now[key]
        if one is not None and two is not None and comparable(one.kpi.unit, two.kpi.unit) and not apart(one, two):
            yield _measure(two, "both", one, two)
    for key in left:
        told = now[key]
        if told is None or not telling(told) or (foreign and _by_name(told)):
            continue
        if not _known(told, old) and not lookup.tells(told, older=True):
            yield _measure(told, "new", None, told)
    for key, told in before.items():
        if key not in taken and told is not None and telling(told) and not (foreign and _by_name(told)):
            if _known(told, new) or lookup.tells(told, older=False):
                continue
            yield _measure(told, "gone", told, None)


def far_apart(old: Sequence[Told], new: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """The company's own measures that both documents tell, with values that cannot both be right."""
    before = grouped(old)
    for key, two in grouped(new).items():
        one = before.get(key)
        if one is None or two is None or two.kpi.metric is None or not key[0].of_company or key[1] == "none":
            continue
        if apart(one, two):
            yield one, two


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


def _translated(
    key: tuple[Identity, str], told: Told | None, before: dict[tuple[Identity, str], Told | None], taken: set[tuple[Identity, str]]
) -> tuple[Identity, str] | None:
    """The one measure of a document in another language whose segment the dictionary has as this one's."""
    identity, place = key
    if told is None or identity.metric is None or not _by_words(identity):
        return None
    alike = (identity.entity, identity.metric, identity.nature, identity.unit, _marks(identity))
    found = [
        other for other, earlier in before.items()
        if other not in taken and other[1] == place and earlier is not None and _by_words(other[0])
        and (other[0].entity, other[0].metric, other[0].nature, other[0].unit, _marks(other[0])) == alike
        and translates(earlier.kpi, told.kpi)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _marks(identity: Identity) -> frozenset[str]:
    return identity.words - _by_words(identity)


def _by_words(identity: Identity) -> frozenset[str]:
    return frozenset(word for word in identity.words if word[0] != "=")


def _by_name(told: Told) -> bool:
    """Whether words of one language tell what a figure is."""
    return told.kpi.metric is None or bool(_by_words(told.identity)) or bool(told.identity.entity)


def _known(told: Told, others: Sequence[Told]) -> bool:
    """Whether the other document tells the same measure of its own time, too, however that was read: adjusted or not, with no period."""
    identity = told.identity
    words = identity.words - MANNERS
    metric = _kin(identity.metric)
    if identity.metric is None:
        # its segment is read now from this word and now from that
        name = name_words(told.kpi.name, None)
        if any(one.kpi.metric is None and one.slot in ("none", told.slot) and name_words(one.kpi.name, None) == name for one in others):
            return True
    return any(
        (_kin(one.identity.metric), one.identity.entity, one.identity.nature, one.identity.unit, one.identity.words - MANNERS)
        == (metric, identity.entity, identity.nature, identity.unit, words)
        and (told.slot == "none" or one.slot in ("none", told.slot)) and one.kpi.basis == "actual"
        for one in others
    )  # fmt: skip


def _kin(metric: str | None) -> str | None:
    """Net profit, attributable or adjusted, is net profit."""
    return "net_profit" if metric in ("adjusted_net_profit", "net_profit_attributable") else metric


def _measure(shown: Told, status: str, old: Told | None, new: Told | None) -> Measure:
    first, second = old.reading() if old else None, new.reading() if new else None
    return Measure(
        metric=shown.kpi.metric, name=shown.kpi.name, segment=shown.kpi.segment, entity=shown.kpi.entity, unit=shown.kpi.unit,
        period_kind=shown.kpi.period.kind if shown.kpi.period else None,
        status="both" if status == "both" else "new" if status == "new" else "gone",
        old=first, new=second, difference=between(first, second) if first and second else None,
    )  # fmt: skip

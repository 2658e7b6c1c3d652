"""One measure over all the documents, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..schemas.comparison import Point, Series
from .identity import Identity
from .readings import Told, apart, chosen, of_basis

_LEAST = 2
"""A series has at least so many actual points."""
_Key = tuple[Identity, int]


def series(told: Sequence[Sequence[Told]]) -> Iterator[Series]:
    """Every measure that two or more documents tell of two or more periods, in the order in which the latest document tells them."""
    rows: defaultdict[_Key, dict[str, dict[int, list[Told]]]] = defaultdict(dict)
    for number, document in enumerate(told):
        for one in of_basis(document, "actual", "guidance"):
            key = _row(one)
            if key is not None and one.stretch is not None and _told_by_its_time(one):
                rows[key].setdefault(one.stretch.label() or "", {}).setdefault(number, []).append(one)
    ranks = {key: rank for rank, key in enumerate(dict.fromkeys(_row(one) for document in reversed(told) for one in document))}
    for key in sorted(rows, key=lambda one: ranks[one]):
        found = _series(key, rows[key])
        if found is not None:
            yield found


def _row(one: Told) -> _Key | None:
    """Figures of one row: one measure over periods of one length."""
    stretch = one.stretch
    if stretch is None or stretch.label() is None or stretch.months is None:
        return None
    return one.identity, stretch.months


def _told_by_its_time(one: Told) -> bool:
    """An actual figure's period had ended when it was told; what is guided to had not."""
    day, end = one.side.date, one.stretch.end if one.stretch else None
    if one.kpi.basis == "actual":
        return day is None or end is None or end <= day
    return day is None or end is None or end >= day


def _series(key: _Key, periods: dict[str, dict[int, list[Told]]]) -> Series | None:
    actual: list[tuple[str, str, Told]] = []
    ahead: list[tuple[str, str, Told]] = []
    documents: set[int] = set()
    for label, by_document in periods.items():
        for number in sorted(by_document, reverse=True):
            ones = by_document[number]
            picked = chosen([one for one in ones if one.kpi.basis == "actual"])
            if picked is not None:
                actual.append((picked.stretch.end or "" if picked.stretch else "", label, picked))
                documents.add(number)
                break
        else:
            for number in sorted(by_document, reverse=True):
                guided = chosen([one for one in by_document[number] if one.kpi.basis == "guidance"])
                if guided is not None:
                    ahead.append((guided.stretch.end or "" if guided.stretch else "", label, guided))
                    break
    if len(actual) < _LEAST or len(documents) < _LEAST:
        return None
    actual.sort(key=lambda one: one[0])
    middle = sorted(actual, key=lambda one: float(one[2].kpi.value))[len(actual) // 2][2]
    actual = [one for one in actual if not apart(one[2], middle)]
    if len(actual) < _LEAST:
        return None
    ahead = sorted((one for one in ahead if one[0] > actual[-1][0]), key=lambda one: one[0])
    shown = actual[-1][2]
    return Series(
        metric=shown.kpi.metric, name=shown.kpi.name, segment=shown.kpi.segment, entity=shown.kpi.entity, unit=shown.kpi.unit,
        period_kind=shown.kpi.period.kind if shown.kpi.period else None,
        points=[Point(reading=one.reading(), label=label) for _, label, one in (*actual, *ahead)],
    )  # fmt: skip

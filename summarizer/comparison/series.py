"""One measure over all the documents, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..schemas.comparison import Point, Series
from .identity import Identity
from .periods import FiscalYear
from .readings import Told, apart, chosen, of_basis
from .restated import told_anew

_LEAST = 2
"""A series has at least so many actual points."""
_Key = tuple[Identity, int]
_Days = tuple[str, str]


def series(told: Sequence[Sequence[Told]]) -> Iterator[Series]:
    """Every measure that two or more documents tell of two or more periods, in the order in which the latest document tells them."""
    rows: defaultdict[_Key, dict[_Days, dict[int, list[Told]]]] = defaultdict(dict)
    for number, document in enumerate(told):
        for one in of_basis(document, "actual", "guidance"):
            key = _row(one)
            if key is not None and one.stretch is not None and _told_by_its_time(one):
                rows[key].setdefault((one.stretch.start or "", one.stretch.end or ""), {}).setdefault(number, []).append(one)
    year = FiscalYear.of(one.stretch for document in told for one in document if one.stretch is not None)
    ranks = {key: rank for rank, key in enumerate(dict.fromkeys(_row(one) for document in reversed(told) for one in document))}
    for key in sorted(rows, key=lambda one: ranks[one]):
        found = _series(rows[key], year)
        if found is not None:
            yield found


def _row(one: Told) -> _Key | None:
    """Figures of one row: one measure over periods of one length."""
    stretch = one.stretch
    if stretch is None or stretch.days is None or stretch.months is None:
        return None
    return one.identity, stretch.months


def _told_by_its_time(one: Told) -> bool:
    """An actual figure's period had ended when it was told; what is guided to had not."""
    day, end = one.side.date, one.stretch.end if one.stretch else None
    if one.kpi.basis == "actual":
        return day is None or end is None or end <= day
    return day is None or end is None or end >= day


def _series(periods: dict[_Days, dict[int, list[Told]]], year: FiscalYear) -> Series | None:
    actual: list[tuple[str, Told]] = []
    ahead: list[tuple[str, Told]] = []
    documents: set[int] = set()
    for (_, end), by_document in periods.items():
        for number in sorted(by_document, reverse=True):
            ones = by_document[number]
            picked = chosen([one for one in ones if one.kpi.basis == "actual"])
            if picked is not None:
                actual.append((end, _kept(picked, by_document)))
                documents.add(number)
                break
        else:
            for number in sorted(by_document, reverse=True):
                guided = chosen([one for one in by_document[number] if one.kpi.basis == "guidance"])
                if guided is not None:
                    ahead.append((end, guided))
                    break
    if len(actual) < _LEAST or len(documents) < _LEAST:
        return None
    actual.sort(key=lambda one: one[0])
    middle = sorted(actual, key=lambda one: float(one[1].kpi.value))[len(actual) // 2][1]
    actual = [one for one in actual if not apart(one[1], middle)]
    if len(actual) < _LEAST:
        return None
    ahead = sorted((one for one in ahead if one[0] > actual[-1][0]), key=lambda one: one[0])
    shown = actual[-1][1]
    return Series(
        metric=shown.kpi.metric, name=shown.kpi.name, segment=shown.kpi.segment, entity=shown.kpi.entity, unit=shown.kpi.unit,
        period_kind=shown.kpi.period.kind if shown.kpi.period else None,
        points=[Point(reading=one.reading(), label=_label(one, year)) for _, one in (*actual, *ahead)],
    )  # fmt: skip


def _kept(latest: Told, by_document: dict[int, list[Told]]) -> Told:
    """A period's figure as the latest document tells it; where that differs and does not say so, as the document that was about it did."""
    if latest.slot is None and not told_anew(latest):
        for ones in by_document.values():
            own = chosen([one for one in ones if one.kpi.basis == "actual" and one.slot is not None])
            if own is not None and not own.agrees(latest):
                return own
    return latest


def _label(one: Told, year: FiscalYear) -> str:
    return (year.label(one.stretch) if one.stretch is not None else None) or (one.kpi.period.label if one.kpi.period else "")

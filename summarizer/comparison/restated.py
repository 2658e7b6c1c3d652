"""Figures of a period that a later document tells otherwise than the one that was about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..outline.script import fold
from ..tables import table
from .identity import Identity
from .periods import Stretch
from .readings import Told, chosen, of_basis


def restated(old: Sequence[Told], new: Sequence[Told]) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Figures of a period that the later document tells otherwise than the earlier one did."""
    seen: set[object] = set()
    for one in of_basis(new, "actual"):
        stretch = one.stretch
        if one.kpi.metric is None or stretch is None or stretch.days is None or (one.identity, stretch.start, stretch.end) in seen:
            continue
        seen.add((one.identity, stretch.start, stretch.end))
        first, second = chosen(_of_time(old, one.identity, stretch)), chosen(_of_time(new, one.identity, stretch))
        if first is None or second is None or not first.exact or not second.exact or first.agrees(second):
            continue
        if first.slot is None or first.kpi.unit != second.kpi.unit or not _near(first, second) or not told_anew(second):
            # a figure read of another period differs, too: the words must say that it was told anew
            continue
        label = first.kpi.period.label if first.kpi.period else ""
        said, now = (" ".join(one.kpi.raw.split()) for one in (first, second))
        yield [second.kpi.id], {"name": _named(second), "period": label, "old": said, "new": now}


def _of_time(told: Sequence[Told], identity: Identity, stretch: Stretch) -> list[Told]:
    return [one for one in of_basis(told, "actual") if one.identity == identity and one.stretch is not None and one.stretch.same(stretch)]


def told_anew(told: Told) -> bool:
    """Whether the sentence that tells a figure, or a neighbour, says that it is told anew."""
    material = told.side.material
    pattern = _anew()
    if material is None:
        return any(pattern.search(fold(piece.quote)) for piece in told.kpi.evidence)
    for piece in told.kpi.evidence:
        at = material.outline.repaired.repaired_offset(piece.start)
        for line in material.lines:
            if line.sentence.start <= at < line.sentence.end and pattern.search(material.folded, line.sentence.start, line.sentence.end):
                return True
    return False


@cache
def _anew() -> re.Pattern[str]:
    return re.compile("|".join(table("comparison", "questions")["restated"]))


def _near(one: Told, two: Told) -> bool:
    first, second = float(one.kpi.value), float(two.kpi.value)
    return abs(first - second) <= 0.5 * max(abs(first), abs(second)) if one.identity.unit != "ratio" else abs(first - second) <= 10


def _named(told: Told) -> str:
    name, segment = told.kpi.name, told.kpi.segment
    return f"{segment} · {name}" if segment and fold(segment) not in fold(name) else name

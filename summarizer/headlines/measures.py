"""The measures that headlines tell, and which one a KPI is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..schemas import KPI
from ..tables import table, words_pattern


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table of measures."""

    id: str
    result: int
    """How newsworthy a result of it is, 0 where it is not told; `guidance` likewise."""
    guidance: int
    ratio: bool
    """A percentage is the measure itself, and no growth of it."""
    share: bool
    """It is told for one share."""
    money: bool
    """It is an amount; else it may be counted, too."""
    total: bool
    """The company's own is the largest of a document."""
    opens: bool
    """The company's own is told first."""
    own: frozenset[str]
    """Words of a name that name the measure itself."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a KPI tells."""

    kind: Kind
    name: str
    """What a line calls it."""
    variant: str
    """Which one of the measure: ``adjusted``, ``organic``, a segment's name; empty for the company's own."""
    part: bool
    """Told of a part of the company."""
    growth: bool
    """The figure is a growth, and the level is not told."""


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Kind
    first: bool
    metrics: frozenset[str]
    words: re.Pattern[str] | None


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            Kind(
                row["id"],
                row.get("result", 0),
                row.get("guidance", 0),
                row.get("ratio", False),
                row.get("share", False),
                row.get("money", True),
                row.get("total", False),
                row.get("opens", False),
                frozenset(row.get("own", "").split()),
            ),
            row.get("first", False),
            frozenset(row.get("metrics", ())),
            re.compile(r"(?<![a-z-])" + words_pattern(row["words"])) if "words" in row else None,
        )
        for row in table("headlines", "measures")["measure"]
    )


def kind_named(name: str) -> Kind:
    """The kind of the row with this id."""
    return next(row.kind for row in _rows() if row.kind.id == name)


def kind_of(kpi: KPI) -> Kind | None:
    """The kind of a KPI, by its metric or by the words of its name; None where a headline does not tell it."""
    name = kpi.name.lower()
    worded = [row for row in _rows() if row.words is not None and row.words.search(name)]
    named = [
        *(row for row in worded if row.first),
        *(row for row in _rows() if kpi.metric in row.metrics),
        *worded,
    ]
    return named[0].kind if named else None


def is_money(kpi: KPI) -> bool:
    """Whether the KPI is an amount: its unit is a currency."""
    return kpi.unit is not None and len(kpi.unit) == 3 and kpi.unit.isascii() and kpi.unit.isupper()

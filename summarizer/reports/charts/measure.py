"""What a figure measures, and over how long: two figures share an axis only where both are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...schemas import KPI, Period
from ...tables import table

_BLANKS = re.compile(r"\s+")
_LATIN = re.compile(r"[a-z0-9&][a-z0-9&'’.-]*")
_HAN = re.compile(r"[^\W\d_a-z]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period as its days."""

    start: str
    end: str
    length: str
    """``quarter``, ``date``, ``year_to_date 9``: what it may be set beside."""


def stretch_of(period: Period | None) -> Stretch | None:
    """The days of a period; None where they are not known."""
    if period is None or period.start is None or period.end is None:
        return None
    length: str = period.kind
    if period.kind in ("year_to_date", "range"):
        length = f"{period.kind} {months(period.start, period.end)}"
    return Stretch(period.start, period.end, length)


def months(start: str, end: str) -> int:
    """About how many months lie between two days, both counted."""
    (first_year, first_month), (last_year, last_month) = (map(int, day.split("-")[:2]) for day in (start, end))
    return (last_year - first_year) * 12 + last_month - first_month + 1


def measure_of(kpi: KPI, parts: bool = False) -> tuple[str, str]:
    """The metric, or the folded name where there is none, and what of the name makes it another figure than the plain one.

    With ``parts`` the segment's own words do not count: 'new energy revenue' is the revenue of new energy.
    """
    name = _folded(kpi.name)
    if kpi.metric is None or (kpi.metric in _named() and not parts):
        return name, ""
    if kpi.segment:
        name = name.replace(_folded(kpi.segment), " ")
    return kpi.metric, _left(name)


def says_no_more(name: str, segment: str | None) -> bool:
    """Whether a figure's name says its metric, its segment and nothing else."""
    folded = _folded(name)
    return not _left(folded.replace(_folded(segment), " ") if segment else folded)


def is_growth(kpi: KPI) -> bool:
    """Whether its name says that the figure is a growth and no level."""
    return bool(_growth().search(_folded(kpi.name)))


def name_of(kpi: KPI) -> str:
    """The name with whose figure it is, each said once."""
    whose = [part for part in (kpi.entity, kpi.segment) if part and _folded(part) not in _folded(kpi.name)]
    return " · ".join([kpi.name, *whose])


def _folded(name: str) -> str:
    return _BLANKS.sub(" ", name).strip().lower()


@cache
def _named() -> frozenset[str]:
    return frozenset(table("reports.charts", "variants")["named"])


def _left(name: str) -> str:
    """What a name says beyond its metric, in the order of the alphabet."""
    words = _LATIN.findall(name)
    rest = _chinese().sub(" ", _LATIN.sub(" ", name))
    return " ".join(sorted([*(word for word in words if word not in _english()), *_HAN.findall(rest)]))


@cache
def _english() -> frozenset[str]:
    return frozenset(table("reports.charts", "variants")["english"].split())


@cache
def _chinese() -> re.Pattern[str]:
    words = sorted(table("reports.charts", "variants")["chinese"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _growth() -> re.Pattern[str]:
    words = sorted(table("reports.charts", "variants")["growth"], key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){re.escape(word)}" if word[0].isascii() else re.escape(word) for word in words))

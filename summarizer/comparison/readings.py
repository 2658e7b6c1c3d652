"""The figures of one document, each under what it measures and whether it is of the document's own time.

A document often tells one measure several times: in the highlights and in the review of the quarter, rounded and exact, and of a part of
the company whose name was not read. Where what it tells does not agree, nothing is taken rather than the wrong one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..extractors.rules.metrics import measured_by
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..schemas import KPI
from ..schemas.comparison import Reading
from ..tables import table, words_pattern
from ..verification.facts import written_unit
from .documents import Side
from .identity import Identity, identify
from .periods import Stretch, slot

_MOST = 6
_TIMES, _TIMES_GUIDED = 4, 2
_POINTS, _POINTS_GUIDED = 40, 15
_LEFT_OVER = frozenset(
    {"net_profit", "net_profit_attributable", "adjusted_net_profit", "operating_profit", "free_cash_flow", "operating_cash_flow", "eps",
     "buyback", "ebitda", "capex"}
)  # fmt: skip
"""What is left of much, or done when it suits, may become many times as large."""
_BEFORE = lazy(
    r"(?:\bfrom|\bversus|\bvs\.?|\bcompared (?:with|to)|\bagainst|\bthan|去年|上年|同期|上季度?|较|比|从|由)[^.。;；]{0,14}$"
)
"""A figure behind one of these is what another is held against."""


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of a document, with what it measures."""

    side: Side
    kpi: KPI
    identity: Identity
    stretch: Stretch | None
    slot: str | None
    """See `periods.slot`: ``None`` where the figure is not of the document's own time."""

    @property
    def exact(self) -> bool:
        """Whether it is one plain value."""
        return self.kpi.value_max is None and self.kpi.qualifier is None

    def reading(self) -> Reading:
        """As the comparison tells it."""
        kpi = self.kpi
        return Reading(
            document=self.side.number, kpi=kpi.id, name=kpi.name, value=kpi.value, value_max=kpi.value_max, unit=kpi.unit, raw=kpi.raw,
            qualifier=kpi.qualifier, basis=kpi.basis, period=kpi.period, growth=kpi.change.raw if kpi.change else None,
            evidence=kpi.evidence,
        )  # fmt: skip

    def agrees(self, other: Told) -> bool:
        """Whether two figures of one measure are the same value, as far as they are written."""
        if self.kpi.value_max is not None or other.kpi.value_max is not None:
            return (self.kpi.value, self.kpi.value_max) == (other.kpi.value, other.kpi.value_max)
        slack = max(half_digit(self.kpi), half_digit(other.kpi))
        return abs(float(self.kpi.value) - float(other.kpi.value)) <= slack * 1.0001


def half_digit(kpi: KPI) -> float:
    """Half of what the last written digit of a figure is worth."""
    return written_unit(kpi.raw, kpi.value, rounded=kpi.qualifier is not None)


def readings(side: Side) -> list[Told]:
    """The figures of a document that can be told apart, in its order."""
    found = []
    for kpi in side.summary.kpis:
        identity = identify(kpi)
        if identity is None:
            continue
        stretch = Stretch.of(kpi.period) if kpi.period else None
        stock = kpi.metric in stocks() and identity.nature == "level"
        place = slot(stretch, side.stretch, side.date, stock=stock)
        if place == "instant" and kpi.metric is not None and not stock and side.stretch and stretch and stretch.end == side.stretch.end:
            # "for the quarter ending September 30": revenue is not measured on a day
            place = f"{side.stretch.months}m"
        if place == "none" and held_against(kpi):
            place = None
        found.append(Told(side, kpi, identity, stretch, place))
    return _of_own_time(side, found)


def _of_own_time(side: Side, found: list[Told]) -> list[Told]:
    """A figure of the review that comes without any period, and is the only one of its measure, is of the quarter that is reviewed.

    Not in a fourth quarter, which is reviewed together with its year.
    """
    now = side.stretch
    if now is None or now.kind != "quarter" or now.number == 4 or any(one.slot == "12m" for one in found):
        return found
    answered = {kpi for exchange in side.summary.qa for kpi in exchange.kpis}
    counts = Counter(one.identity for one in found if one.kpi.basis == "actual" and one.slot is not None)
    told = []
    for one in found:
        alone = one.slot == "none" and one.kpi.basis == "actual" and counts[one.identity] == 1 and one.kpi.id not in answered
        if alone and (one.kpi.metric is not None or telling(one)):
            stock = one.kpi.metric in stocks() and one.identity.nature == "level"
            one = replace(one, stretch=now, slot="instant" if stock else "3m")
        told.append(one)
    return told


def held_against(kpi: KPI) -> bool:
    """Whether the words before a figure say that another is compared with it: up from 0.49."""
    for evidence in kpi.evidence:
        at = evidence.quote.find(kpi.raw)
        if at > 0 and _BEFORE.search(fold(evidence.quote[:at])):
            return True
    return False


@cache
def stocks() -> frozenset[str]:
    """The metrics that are measured on a day: cash, customers."""
    rows = table("extractors.rules", "metrics")["metric"]
    return frozenset(row["id"] for row in rows if row["time"] == "stock" and row["id"])


@cache
def additive(metric: str | None) -> bool:
    """Whether the company's figure is the sum of its parts' figures."""
    return metric is not None and "amount" in measured_by(metric) and metric not in ("eps", "price", "arpu", "dividend")


def chosen(told: Sequence[Told]) -> Told | None:
    """Of the figures that one document tells of one measure and time the one to compare; ``None`` where they differ and none is it."""
    if not told:
        return None
    # a range or a rounded value says less than a plain one
    best = min(told, key=lambda one: (one.kpi.value_max is not None, one.kpi.qualifier is not None, half_digit(one.kpi)))
    if all(one.agrees(best) for one in told):
        return best
    plain = [one for one in told if one.exact]
    if plain and all(one.agrees(plain[0]) for one in plain) and all(_allows(one, plain[0]) for one in told):
        return best
    first = min(told, key=_place)
    if first.identity.of_company and additive(first.kpi.metric) and all(abs(one.kpi.value) <= abs(first.kpi.value) for one in told):
        # the group's figure opens the review; a smaller one behind it is of a part whose name was not read
        return min((one for one in told if one.agrees(first)), key=lambda one: half_digit(one.kpi))
    return None


def _allows(loose: Told, value: Told) -> bool:
    """Whether "more than 6,400" lets the plain value stand."""
    kpi = loose.kpi
    if loose.agrees(value) or kpi.value_max is not None:
        return loose.agrees(value)
    low, high = kpi.value, kpi.value
    if kpi.qualifier in ("over", "at_least"):
        return low <= value.kpi.value <= low * 1.05
    if kpi.qualifier in ("under", "up_to"):
        return high * 0.95 <= value.kpi.value <= high
    return kpi.qualifier == "about" and abs(kpi.value - value.kpi.value) <= 0.025 * abs(kpi.value)


def _place(one: Told) -> int:
    return min((evidence.start for evidence in one.kpi.evidence), default=0)


def apart(one: Told, two: Told, *, guided: bool = False) -> bool:
    """Whether two values lie so far apart that one was misread or misprinted: what a company sells does not grow fourfold in a quarter."""
    first, second = float(one.kpi.value), float(two.kpi.value)
    if one.identity.unit == "ratio":
        return one.identity.nature != "growth" and abs(first - second) > (_POINTS_GUIDED if guided else _POINTS)
    small, large = sorted((abs(first), abs(second)))
    if one.kpi.metric in _LEFT_OVER or small == 0:
        return False
    return large / small > (_TIMES_GUIDED if guided else _TIMES)


def telling(told: Told) -> bool:
    """Whether a figure alone tells something: it has a metric and a time, or its name is that of a measure."""
    if told.kpi.metric is None and (told.identity.nature != "level" or told.kpi.unit == "x"):
        return False
    if len(told.identity.words) > _MOST:
        return False
    if told.kpi.metric is not None:
        return told.slot != "none" or told.kpi.segment is not None
    name = fold(told.kpi.name).rstrip()
    return _measures().search(name) is not None


@cache
def _measures() -> re.Pattern[str]:
    rows = table("comparison", "identity")["measure"]
    english, chinese = words_pattern(rows["en"].split()), words_pattern(rows["zh"].split())
    return re.compile(rf"\b{english}\b|{chinese}(?=[^{HAN}]*$)")


def increments(told: Sequence[Told]) -> list[Told]:
    """Of guidance to one thing what is guided to: "raising our guidance by 70 million to 2.35 billion" guides to the larger one."""
    if not told or not additive(told[0].kpi.metric):
        return list(told)
    largest = max(abs(float(one.kpi.value)) for one in told)
    return [one for one in told if abs(float(one.kpi.value)) >= 0.2 * largest]


def grouped(told: Sequence[Told], basis: str = "actual") -> dict[tuple[Identity, str], Told | None]:
    """Per measure and time the figure to compare; ``None`` where a document does not agree with itself."""
    rows: defaultdict[tuple[Identity, str], list[Told]] = defaultdict(list)
    for one in told:
        if one.kpi.basis == basis and one.slot is not None:
            rows[one.identity, one.slot].append(one)
    return {key: chosen(ones) for key, ones in rows.items()}


def of_basis(told: Sequence[Told], *bases: str) -> Iterator[Told]:
    """The figures told as one of ``bases``."""
    return (one for one in told if one.kpi.basis in bases)

"""What two figures of one value disagree in: what they measure, when, which way, how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..figures.model import PeriodMention
from ..outline.script import fold
from ..patterns import lazy
from ..tables import table
from .calendar import differ, named
from .facts import Fact
from .measures import unit_conflict

_BOUNDS = {"over": "more", "at_least": "more", "under": "less", "up_to": "less"}
_AGO = lazy(r"\b(?:ago|earlier|prior|previous)\b|上年|同期|前一年")
_EXPLICIT = lazy(r"\d|first|second|third|fourth|[一二三四]季|[上下]半|前[一二三]|全年|full|annual")
_BARE_YEAR = lazy(r"20\d\d")
_NUMBER = lazy(r"\d")
_BELOW = lazy(r"nearly|almost|close to|just (?:under|below|shy)|approaching|接近|将近|不到|不足|逼近|近")
_PROFITS = frozenset({"net_profit", "net_profit_attributable", "adjusted_net_profit", "operating_profit", "gross_profit"})
_EXPECTED = frozenset({"guidance", "target"})


def conflicts(claimed: Fact, stated: Fact, periods_near: Sequence[PeriodMention] = ()) -> Iterator[str]:
    """One line each for what the source says otherwise.

    ``periods_near`` are the periods named shortly before ``stated``: where it carries its own over, a claim may name any of them.
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
    said, held = bound(claimed), bound(stated)
    if said and held and said != held:
        yield f"the source says {held} than this"


def then(fact: Fact) -> bool:
    """Whether a figure is what another is held against: ``versus $1.28``, ``a year ago``."""
    return fact.former or (fact.period is not None and _AGO.search(fold(fact.period.label)) is not None)


def bound(fact: Fact) -> str | None:
    """``more`` or ``less`` where the words beside a figure say that it is not reached or is passed."""
    bounded = _BOUNDS.get(fact.figure.qualifier or "")
    return bounded or ("less" if fact.figure.qualifier and _BELOW.search(fold(fact.lead)) else None)


def _movement(claimed: Fact, stated: Fact) -> Iterator[str]:
    said, held = sign(claimed), sign(stated)
    if said and held and said != held:
        yield f"the source says {'up' if held > 0 else 'down'}"
    elif claimed.metric == stated.metric in _PROFITS and claimed.measured and stated.measured and not claimed.is_change:
        if (claimed.value < 0) != (stated.value < 0):
            yield f"the source tells a {'loss' if stated.value < 0 else 'profit'}"
    if {claimed.figure.pair, stated.figure.pair} == {"from", "to"}:
        yield "the source has this at the other end of the movement"


_BELOW_NOUGHT = lazy(r"(?:negative(?: \w+){0,3} of|\bloss(?:es)? of|亏损(?:了|约|额)?为?)\s?$")


def negative(fact: Fact, words: str) -> bool:
    """Whether a figure is a loss or below nought; ``words`` are those in front of it, folded."""
    return fact.value < 0 or _BELOW_NOUGHT.search(words) is not None


def base_conflict(claimed: Fact, stated: Fact, sentence: str) -> str | None:
    """What the source measures a change against, where it is not what the claim does; ``sentence`` is the source's, folded."""
    if claimed.base not in _BASES or stated.base is None or stated.base not in _BASES or claimed.base == stated.base:
        return None
    if _BASES[claimed.base].search(sentence):
        return None
    return "the source says " + {"yoy": "year over year", "qoq": "quarter over quarter"}[stated.base]


_BASES: dict[str | None, re.Pattern[str]] = {
    "yoy": lazy(r"同比|按年|上年|去年|yoy|y/y|\byear\b|\b20\d\d\b"),
    "qoq": lazy(r"环比|按季|上季|上一?个?季度|qoq|q/q|sequential|\bquarter\b"),
}


def sign(fact: Fact) -> int:
    """-1 for a fall, a loss, a negative number; +1 where the words say up; 0 where nothing is said."""
    if fact.value < 0:
        return -1
    return fact.direction


def metric_conflict(claimed: Fact, stated: Fact) -> str | None:
    """What the source measures by this figure, where it is another thing than the claim says."""
    if claimed.metric is None or stated.metric is None or not (claimed.named and stated.measured and stated.named):
        return None
    if "price" in (claimed.metric, stated.metric):
        # what was paid for shares is told of the buyback, of the share, of its price
        return None
    if claimed.value < 0 and stated.value < 0:
        # a loss is a loss, whatever it is the loss of
        return None
    if may_stand(claimed.metric, stated.metric) or claimed.metric in stated.beside or stated.metric in claimed.beside:
        return None
    parts = table("verification", "figures")["ratio"].get(stated.metric, "").split()
    if parts and parts[0] in claimed.beside | {claimed.metric}:
        # four fifths of revenue is left as gross profit: a margin told by its parts
        return None
    return f"the source tells this of {stated.name or stated.metric.replace('_', ' ')}"


@cache
def _kin() -> dict[str, frozenset[str]]:
    rows = table("verification", "figures")["kin"]
    return {metric: frozenset(row.split()) for row in rows for metric in row.split()}


def may_stand(claimed: str, stated: str) -> bool:
    """Whether a summary may call by the one metric what the source's rules read as the other."""
    return claimed == stated or stated in _kin().get(claimed, frozenset())


def period_conflict(claimed: Fact, stated: Fact, near: Sequence[PeriodMention] = ()) -> str | None:
    """The source's period, where it is another one than the claim's, and its sentence does not name the claim's as well."""
    if claimed.period is None or stated.period is None or not _differ(claimed.period, stated.period):
        return None
    if fold(claimed.period.label) == fold(stated.period.label):
        return None
    if not _EXPLICIT.search(fold(claimed.period.label)) or not (stated.dated or _EXPLICIT.search(fold(stated.period.label))):
        # the quarter, last year: of two texts, each may mean its own
        return None
    if _BARE_YEAR.fullmatch(stated.period.label) and not stated.dated:
        return None
    if stated.former or _AGO.search(fold(stated.period.label)):
        # a year ago, last year: the year, or just the quarter in it
        last, then = claimed.period.last, stated.period.last
        if not stated.dated or last is None or then is None or last.year == then.year:
            return None
    if claimed.kind == "multiple" and not _NUMBER.search(stated.period.label):
        return None
    if any(_alike(claimed.period, other) and _may_be(stated, other) for other in near):
        return None
    return f"the source tells this for {stated.period.label}"


def _may_be(stated: Fact, other: PeriodMention) -> bool:
    """Whether a figure may be told for a period named near it: one that its own words name, or a later one than what it carries over."""
    if stated.dated or stated.period is None:
        return any(start <= other.start < end for start, end in (stated.before, stated.after))
    return other.start >= stated.period.start


def _alike(said: PeriodMention, other: PeriodMention) -> bool:
    """Whether two mentions surely name one period."""
    if said.first is not None and (said.first, said.last) == (other.first, other.last):
        return True
    one, two = named(said), named(other)
    return one.part is not None and one.part == two.part and one.year in (None, two.year)


def _differ(said: PeriodMention, held: PeriodMention) -> bool:
    if said.kind == held.kind == "date" and not _NUMBER.search(said.label + held.label):
        # at the year's end: whose year, neither says
        return False
    if said.first is None or said.last is None or held.first is None or held.last is None:
        return differ(said, held)
    if (said.first, said.last) == (held.first, held.last):
        return False
    if held.first == held.last and said.first <= held.last <= said.last:
        # a balance at a day of the period
        return False
    if said.first == said.last and held.first <= said.first <= held.last:
        return False
    if said.kind == held.kind == "range":
        return True
    return held.kind != "range" or not held.first <= said.first <= said.last <= held.last


def expected(fact: Fact) -> bool:
    """Whether a figure is one that is only expected."""
    return fact.basis in _EXPECTED

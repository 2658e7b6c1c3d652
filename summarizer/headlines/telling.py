"""What the evidence of an English KPI says of its figure: a level, what it moved by, what it is held against, or an effect on it."""

from __future__ import annotations

import re

from ..patterns import lazy
from ..schemas import KPI
from .measures import Measure

_OTHERWISE = lazy(r"\b(?:underlying|organic|organically|constant|local|excluding|comparable|same|like|cagr|two-year)\b", re.IGNORECASE)
_MOVEMENT = lazy(
    r"\b(?:up|down|rose|risen|grew|grow|grown|growing|growth|fell|fall|drop\w*|higher|lower|doubled|"
    r"(?:increas|decreas|declin|improv|expand|expan|gain|reduc|contract)\w*)\b",
    re.IGNORECASE,
)
_EFFECT = lazy(
    r"\b(?:headwind|tailwind|impact|effect|benefit|charge|contribution|saving|cost|item|adjustment)s?(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
_BEYOND = lazy(
    r"\s*(?:above|below|ahead|higher|lower|better|worse|more|less|favorable|over|under|beyond)\b",
    re.IGNORECASE,
)
_RANGE = lazy(r"\b(?:ranges? (?:of|from)|between|and)\s*$", re.IGNORECASE)
_ADDED = lazy(
    r"\b(?:by|increased?|decreased?|improved?|grew|grown|rose|fell|declined?|up|down|higher|lower|added?|additional|includ(?:es?|ing)|exclud(?:es?|ing))"
    r"(?:\s+(?:by|of|the|an?|expected|approximately|about|nearly|roughly|over|around|almost))*\s*$",
    re.IGNORECASE,
)
_BEFORE = lazy(
    r"\b(?:from(?!\s+(?:[a-z-]+\s+)?operat)|versus|vs\.?|compared (?:to|with)|previous(?:ly)?|prior|against)\s+(?:[a-z-]+\s+){0,5}\$?$",
    re.IGNORECASE,
)


def tellable(kpi: KPI) -> bool:
    """Whether the figure is one to tell: no comparison, not the one that another is held against, not what a level moved by."""
    if not kpi.evidence or kpi.basis in ("comparison", "claim"):
        return False
    quote = kpi.evidence[0].quote
    at = quote.rfind(kpi.raw)
    before, after = (quote[:at], quote[at + len(kpi.raw) :]) if at >= 0 else ("", "")
    if _BEYOND.match(after) or (kpi.value_max is None and _RANGE.search(before)):
        return False
    return _BEFORE.search(before) is None


def told_as(kpi: KPI, measure: Measure) -> bool:
    """Whether the evidence tells a growth as one that happened, and a level as one, not as what a level moved by."""
    quote = kpi.evidence[0].quote
    if measure.growth:
        moved = _MOVEMENT.search(quote) is not None and "sequential" not in quote.lower()
        return kpi.basis != "actual" or (moved and not otherwise(kpi))
    at = quote.rfind(kpi.raw)
    return at <= 0 or (_ADDED.search(quote[:at]) or _EFFECT.search(quote[:at])) is None


def otherwise(kpi: KPI, words: str = "") -> bool:
    """Whether the growth told is that of another measure than the one named: organic, without currencies, over two years."""
    return any(word.lower() not in kpi.name.lower() for word in _OTHERWISE.findall(f"{kpi.evidence[0].quote} {words}"))


def holds_name(kpi: KPI, measure: Measure) -> bool:
    """Whether the evidence holds a word of the measure's name."""
    quote = kpi.evidence[0].quote.lower()
    return any(word in quote for word in measure.name.lower().split() if len(word) > 3)


def is_bare(kpi: KPI) -> bool:
    """Whether the evidence holds the figure and not its name, and nothing says its time: it may be the one before, or a part's."""
    return kpi.period is None and len(kpi.evidence[0].quote) - len(kpi.raw) <= len("approximately ")

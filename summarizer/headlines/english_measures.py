"""Which measure an English KPI tells, and what a line calls it."""

from __future__ import annotations

import re
from functools import cache

from ..patterns import lazy
from ..schemas import KPI
from ..tables import table
from .measures import Kind, Measure, is_money, kind_named, kind_of

_PER_SHARE = lazy(r"\bper\s+(?:[a-z-]+\s+){0,3}shares?\b|\bd?eps\b", re.IGNORECASE)
_EARNED = lazy(r"\b(?:earnings|income|profit|loss|earned|lost|d?eps)\b", re.IGNORECASE)
_LOSS = lazy(r"\b(?:loss|lost)\b", re.IGNORECASE)
_NO_LOSS = lazy(r"\b(?:credit|loan|lease|realized|unrealized|catastrophe) loss", re.IGNORECASE)
_SCALED = lazy(r"\b(?:thousand|million|billion|trillion|[mb]n|bln|mln)\b|[MBK]\b", re.IGNORECASE)
_AMOUNT = lazy(r"[$€£¥]\s?\d[\d,]{4,}|\d\s?(?:thousand|million|billion|trillion|[mb]n|bln|mln|[MB])\b", re.IGNORECASE)
_HEAD = lazy(r"^(?:(?:our|the|its|their|a|an|record|reported|on)\s+|[\w&.-]+['’]s\s+)+", re.IGNORECASE)
_GREW = lazy(r"\s*\b(?:growth|change|increase|decrease|decline)\b(?:\s+in\b)?", re.IGNORECASE)
_TAIL = lazy(
    r"\s+(?:on an? (?P<basis>[\w-]+) basis|per\s+(?:[a-z-]+\s+){0,3}shares?|for the .*|from continuing operations)\s*$", re.IGNORECASE
)


def english(kpi: KPI) -> Measure | None:
    """What an English KPI tells; None where it is no headline, or where its name is a phrase cut out of a sentence."""
    kind = kind_of(kpi)
    name, quote = kpi.name, kpi.evidence[0].quote if kpi.evidence else ""
    growth = _GREW.search(name) is not None
    money = is_money(kpi)
    of_a_share = _PER_SHARE.search(f"{name} {quote}") is not None and not _SCALED.search(kpi.raw) and abs(kpi.value) < 1000
    # a profit of a few dollars is one for a share
    of_a_share |= kind is not None and kind.id.endswith("net_profit") and abs(kpi.value) < 100
    if (kind is not None and kind.share) or ((kind is None or not kind.ratio) and of_a_share and money):
        return _per_share(kpi, kind, growth, money, quote)
    if kind is None:
        return None
    if kind.ratio:
        if growth or (kpi.unit != "%" and not (kind.id == "combined_ratio" and kpi.unit is None and 50 <= kpi.value <= 150)):
            return None
    elif growth != (kpi.unit == "%") or (not growth and not money and kind.money):
        return None
    label = _label(name)
    if kind.total and _LOSS.search(quote) and not _LOSS.search(name):
        return None
    if label is None or (kind.total and not growth and not _AMOUNT.search(kpi.raw)):
        return None
    if kind.id == "gross_margin" and "margin" not in label:
        label = label.replace("gross profit", "gross margin")
    words = label.lower().split()
    mine = [word for word in words if word not in kind.own]
    kept = [word for word in mine if word in _names("kept")]
    other = [word for word in mine if word not in _names("kept") and word not in _names("plain")]
    segment = kpi.segment or kpi.entity
    part = bool(other) or segment is not None
    if segment is not None and segment.lower() not in label.lower():
        label = f"{segment} {label}" if len(segment.split()) <= 4 else label
    return Measure(kind, label, " ".join([*kept, *other, segment or ""]).strip().lower(), part, growth)


def _per_share(kpi: KPI, kind: Kind | None, growth: bool, money: bool, quote: str) -> Measure | None:
    """Earnings, funds from operations, dividends for one share."""
    name = kpi.name.lower()
    if growth or not money or _SCALED.search(kpi.raw) or abs(kpi.value) >= 1000:
        return None
    if kind is not None and kind.id in ("dividend", "book_value"):
        return Measure(kind, {"dividend": "dividend per share", "book_value": "book value per share"}[kind.id], "", False, False)
    adjusted: list[str] = table("headlines", "words")["names"]["adjusted"]
    basis = next((word for word in adjusted if re.search(rf"(?<![\w-]){word}(?![\w-])", name)), None)
    if basis is None and "excluding" in name:
        basis = "adjusted"
    gaap = re.search(r"(?<![\w-])gaap\b", name) is not None and basis is None
    if kind is not None and kind.id == "ffo":
        stem = "AFFO" if re.search(r"\baffo\b|adjusted funds from operations", name) else "FFO"
        told = "adjusted" if basis and stem == "FFO" and basis == "adjusted" else basis if basis != "adjusted" else None
        stem = f"{stem} loss" if _LOSS.search(quote) else stem
        return Measure(kind, " ".join(filter(None, [told, f"{stem} per share"])), f"{told or ''}{stem}", False, False)
    own = _HEAD.sub("", re.sub(r"\bexcluding\b.*", "", name))
    words = re.findall(r"[a-z-]+", own)
    if not (_EARNED.search(name) or re.search(r"\b(?:earned|lost)\b", quote)) or not set(words) <= _per_share_words():
        return None
    loss = kpi.value < 0 or _LOSS.search(_NO_LOSS.sub("", f"{name} {quote}")) is not None
    told = basis or ("GAAP" if gaap else None)
    label = " ".join(filter(None, [{"non-gaap": "non-GAAP"}.get(told or "", told), "loss per share" if loss else "earnings per share"]))
    if "comprehensive" in words:
        return Measure(kind_named("eps"), f"comprehensive {'loss' if loss else 'income'} per share", "comprehensive", False, False)
    return Measure(kind_named("eps"), label, "adjusted" if basis else "", False, False)


@cache
def _per_share_words() -> frozenset[str]:
    return _names("plain") | _names("kept") | _names("adjusted") | _names("per_share")


def _label(name: str) -> str | None:
    """The name as a line says it, without articles and growth words; None for a phrase cut out of a sentence."""
    bare = _HEAD.sub("", _GREW.sub("", name)).strip(" ,;:-")
    tail = _TAIL.search(bare)
    if tail:
        bare = bare[: tail.start()].rstrip(" ,")
        basis = tail["basis"]
        if basis and basis.lower() in ("organic", "adjusted", "comparable", "non-gaap", "gaap") and basis.lower() not in bare.lower():
            bare = f"{'GAAP' if basis.lower() == 'gaap' else 'non-GAAP' if basis.lower() == 'non-gaap' else basis} {bare}"
    words = bare.split()
    if not 1 <= len(words) <= 6 or len(bare) < 3 or bare.lower() in ("margin", "margins"):
        return None
    lowered = {word.lower().strip("'’,") for word in words}
    if lowered & _names("broken") or not words[0][0].isalnum() or any(char.isdigit() for char in bare):
        return None
    if re.fullmatch(r"(?:in|on|for|with|by|from|to|of|at|into|over|and|also|ing)", words[0].lower()) or words[0].lower().endswith("ly"):
        return None
    if re.fullmatch(r"(?:in|on|for|with|by|from|to|of|at|and|the|a|our)", words[-1].lower()):
        return None
    bare = " ".join(word.lower() if word.istitle() and word.lower() in _names("lowered") else word for word in bare.split())
    return re.sub(r"\brevenues\b", "revenue", bare)


@cache
def _names(row: str) -> frozenset[str]:
    return frozenset(table("headlines", "words")["names"][row])

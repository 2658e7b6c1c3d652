"""The names of metrics in a text, and what each is called in a summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...patterns import lazy
from ...tables import WordList, table

# "acquired for about $85 million in cash", "returned $160 million in cash": how it was paid, not what the company holds
_PAID_IN = lazy(
    r"\b(?:for|pay|pays|paid|paying|return|returns|returned|returning|receive|received|consideration of|price of|total of) "
    r"(?:(?:approximately|about|roughly|around|nearly|almost|over|up to|more than|some|an?|additional|another|initial|upfront|total|of)"
    r" ){0,4}"
    r"[a-z]{0,3}[$€£¥]?[0-9][0-9.,]*(?: (?:thousand|million|billion|trillion))?(?: [a-z]+)? $"
)
_PAYMENT = frozenset({"in cash"})


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of metrics.toml."""

    id: str | None
    of: frozenset[str]
    stock: bool
    sign: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a metric is named."""

    start: int
    end: int
    metric: Metric


@cache
def _aliases(tongue: str) -> tuple[dict[str, Metric], WordList]:
    """The aliases of one language (``zh`` or ``en``): a document needs, and compiles, its own only."""
    rows: dict[str, Metric] = {}
    for row in table("extractors.rules", "metrics")["metric"]:
        metric = Metric(row["id"] or None, frozenset(row["of"]), row["time"] == "stock", row.get("sign", 1))
        for alias in row.get(tongue, []):
            rows.setdefault(alias, metric)
    return rows, WordList(rows, "a-z0-9&")


@cache
def measured_by(metric: str) -> frozenset[str]:
    """The kinds of figures that a metric is measured by: ``amount`` for a revenue, ``percent`` for a margin."""
    rows = table("extractors.rules", "metrics")["metric"]
    return frozenset(kind for row in rows if row["id"] == metric for kind in row["of"])


def find_metrics(folded: str, start: int, end: int, language: str = "zh") -> Iterator[Mention]:
    """Metric names in ``folded[start:end]``, the longest at each place, in order."""
    rows, words = _aliases(language[:2])
    for first, last, word in words.find(folded, start, end):
        if word in _PAYMENT and _PAID_IN.search(folded, max(0, first - 90), first):
            continue
        yield Mention(first, last, rows[word])

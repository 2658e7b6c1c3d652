"""The names of metrics in a text, and what each is called in a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...tables import table, words_pattern


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


_SPACES = re.compile(r"\s+")


@cache
def _aliases() -> tuple[dict[str, Metric], re.Pattern[str]]:
    rows: dict[str, Metric] = {}
    for row in table("extractors.rules", "metrics")["metric"]:
        metric = Metric(row["id"] or None, frozenset(row["of"]), row["time"] == "stock", row.get("sign", 1))
        for alias in [*row.get("zh", []), *row.get("en", [])]:
            rows.setdefault(alias, metric)
    latin = [alias for alias in rows if alias[0].isascii()]
    han = [alias for alias in rows if not alias[0].isascii()]
    return rows, re.compile(rf"(?<![a-z0-9&])(?:{words_pattern(latin)})|{words_pattern(han)}")


def find_metrics(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Metric names in ``folded[start:end]``, the longest at each place, in order."""
    rows, pattern = _aliases()
    for match in pattern.finditer(folded, start, end):
        word = match[0]
        metric = rows.get(word) or rows[_SPACES.sub(" ", word)]
        yield Mention(match.start(), match.end(), metric)

"""Which topics and metrics a few words speak of, in any of the languages: for a reader's interest, not for what a figure is."""

from __future__ import annotations

from functools import cache

from .companies import spelled
from .tables import WordList, table

_Lexicon = tuple[dict[str, frozenset[str]], WordList]


def topics_in(words: str) -> frozenset[str]:
    """The topics that have a word of theirs in ``words``."""
    return _in(words, _topics())


def metrics_in(words: str) -> frozenset[str]:
    """The metrics that ``words`` name, by the longest name at a place: ``operating cash flow`` is no ``cash``."""
    return _in(words, _metrics())


def _in(words: str, lexicon: _Lexicon) -> frozenset[str]:
    meanings, names = lexicon
    text = spelled(words)
    return frozenset().union(*(meanings[name] for _, _, name in names.find(text, 0, len(text))))


@cache
def _topics() -> _Lexicon:
    return _lexicon([(topic, *row["zh"], *row["en"]) for topic, row in table("extractors.rules", "topics").items()])


@cache
def _metrics() -> _Lexicon:
    # what has no id yet is told apart from what has one
    return _lexicon([(row["id"], *row.get("zh", ()), *row.get("en", ())) for row in table("extractors.rules", "metrics")["metric"]])


def _lexicon(rows: list[tuple[str, ...]]) -> _Lexicon:
    meanings: dict[str, set[str]] = {}
    for known, *names in rows:
        for name in names:
            meanings.setdefault(spelled(name), set()).add(known)
    return {name: frozenset(of) for name, of in meanings.items()}, WordList(meanings, "a-z0-9&")

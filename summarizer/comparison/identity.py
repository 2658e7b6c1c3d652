"""What a figure measures, in a form in which two documents' figures can be held against one another.

The metric comes first; where the contract has none, the words of the name. What the name says beside the metric tells one figure from
another (diluted, organic, annualised), as the segment does, wherever the two stand: "Services revenue" is the revenue of the segment
services. Growth and shares are other things than the level that they are of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from ..extractors.rules.metrics import find_metrics, measured_by
from ..grounding.statement import stem
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..schemas import KPI
from ..tables import table, words_pattern

Nature = Literal["level", "growth", "share"]
_PIECE = lazy(rf"=[a-z]+|[0-9][0-9,.]*[0-9]|[0-9]|[a-z][a-z0-9]*(?:'[a-z]+)?|[{HAN}]+")
_HAN = lazy(f"[{HAN}]")
_SCALES = {
    "k": 10**3, "thousand": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8,
}  # fmt: skip
_SCALED = lazy(r"(?<![0-9.,])([0-9][0-9,]*(?:\.[0-9]+)?) ?(k\b|m\b|thousand|million|billion|百万|千|万|亿)")
_LATIN = lazy("[a-z]+")
_MANNER = lazy("=[a-z]+")
_RATIO = frozenset({"%", "pp", "bps"})
_OWN = frozenset({"x", "rank", "year", "month", "day"})
_CURRENCY = lazy(r"[A-Z]{3}")
MANNERS = frozenset({"=adjusted", "=gaap", "=basic", "=constant", "=organic", "=liquid"})
"""What says how a figure was measured, and not what."""
_MOST = 7
"""A name of more words than this is a piece of a sentence."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Two figures with the same identity measure the same thing."""

    metric: str | None
    words: frozenset[str]
    """What the name and the segment say beside the metric, folded."""
    entity: frozenset[str]
    nature: Nature
    unit: str
    """A currency, ``ratio`` (per cent and points), ``x`` and its like, ``count``, or the counted word."""

    @property
    def of_company(self) -> bool:
        """Whether it is the figure of the whole company."""
        return not self.words and not self.entity


def identify(kpi: KPI) -> Identity | None:
    """What ``kpi`` measures; ``None`` where its name does not tell."""
    words = name_words(kpi.name, kpi.metric)
    entity = phrase_words(kpi.entity or "")
    nature = _nature(kpi, words)
    if nature is None:
        return None
    words -= {"=growth", "=share"}
    if kpi.metric == "revenue_share":
        words -= {stem("revenue"), stem("sales")}
    segment = phrase_words(kpi.segment or "")
    if kpi.metric is None:
        # whose retention it is the name says, if anybody's but the customers'
        segment = frozenset(word for word in segment if word not in _anybody())
    # of a Han name the segment is a part that no blank sets off
    words = frozenset(rest for word in words if (rest := _without(word, segment))) | segment
    if kpi.metric is None and (not words or len(words) > _MOST or any(len(word) > 14 for word in words if word[0] >= "\u2e80")):
        return None
    return Identity(kpi.metric, words, entity, nature, _unit(kpi))


def _without(word: str, segment: frozenset[str]) -> str:
    if word[0] < "\u2e80":
        return word
    for part in segment:
        if part[0] >= "\u2e80" and part in word:
            word = trimmed(word.replace(part, "", 1))
        elif part[0] >= "\u2e80" and word and word in part:
            return ""
    return word


def _unit(kpi: KPI) -> str:
    unit = kpi.unit
    if unit is None:
        return ""
    if unit in _RATIO:
        return "ratio"
    if _CURRENCY.fullmatch(unit) or unit in _OWN:
        return unit
    # 家, 户, customers: a metric says what is counted
    return "count" if kpi.metric else stem(fold(unit))


def _nature(kpi: KPI, words: frozenset[str]) -> Nature | None:
    if kpi.unit not in _RATIO:
        return "growth" if "=growth" in words else "level"
    percent = kpi.metric is None or "percent" in measured_by(kpi.metric)
    if "=growth" in words:
        return "growth"
    if "=share" in words and kpi.metric != "revenue_share":
        return "share"
    if percent:
        return "level"
    # a per cent of revenue that is called neither its growth nor a share of it
    return None


def name_words(name: str, metric: str | None) -> frozenset[str]:
    """The words of a figure's name, folded, without those that name ``metric`` and those that tell nothing."""
    folded = fold(name)
    if metric is not None:
        tongue = "zh" if _HAN.search(folded) else "en"
        # what the metric's own words say of how it was measured counts, too: adjusted free cash flow is not free cash flow
        manner = _words(_grouped(folded)) & MANNERS
        spans = _named(folded, metric, tongue)
        if not spans:
            # "non-GAAP net income per share": its first words name another metric
            folded = _MANNER.sub(lambda match: " " if match[0] in MANNERS else match[0], _grouped(folded))
            spans = _named(folded, metric, tongue)
        for start, end in reversed(spans):
            folded = f"{folded[:start]} {folded[end:]}"
        return _words(_grouped(folded)) | manner
    return _words(_grouped(folded))


def _named(folded: str, metric: str, tongue: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in find_metrics(folded, 0, len(folded), tongue) if one.metric.id == metric]


@cache
def phrase_words(phrase: str) -> frozenset[str]:
    """The words of a segment or of a company, folded."""
    return _words(_grouped(fold(phrase)))


def _words(folded: str) -> frozenset[str]:
    found: set[str] = set()
    idle = _idle()
    for piece in _PIECE.findall(folded):
        if piece[0] >= "\u2e80":
            rest = trimmed(piece)
            if rest:
                found.add(_same().get(rest, rest))
        elif piece[0] == "=":
            found.add(piece)
        elif piece[0].isdigit():
            found.add(piece.replace(",", "").rstrip("."))
        elif piece not in idle and (len(piece) > 1 or piece.isdigit()):
            root = stem(piece)
            if root not in idle:
                found.add(_same().get(piece, root))
    return frozenset(found)


@cache
def trimmed(run: str) -> str:
    """A run of Han characters without the words at its ends that tell nothing: 公司实现 … 业务."""
    front, back = _edges()
    while True:
        rest = back.sub("", front.sub("", run, count=1), count=1)
        if rest == run:
            return run
        run = rest


def translates(one: KPI, two: KPI) -> bool:
    """Whether the words that two figures of one metric are told by are each other's translation, by the dictionary."""
    said = [fold(kpi.segment or kpi.name) for kpi in (one, two)]
    chinese = [bool(_HAN.search(words)) for words in said]
    if chinese[0] == chinese[1]:
        return False
    from ..verification.bilingual import glossed, light, renderings, root, segment

    han, latin = (said[0], said[1]) if chinese[0] else (said[1], said[0])
    runs = [run for piece in _PIECE.findall(han) if piece[0] >= "\u2e80" and (run := trimmed(piece))]
    parts = [part for run in runs for part in segment(run)]
    meant = frozenset().union(*(glossed(run) for run in runs)) if runs else frozenset()
    roots = {root(word) for word in _LATIN.findall(latin) if word not in light() and word not in _idle()}
    if not parts or not roots:
        return False
    return roots <= meant and all(any(meaning in roots for meaning, _ in renderings(part)) for part in parts)


@cache
def _rows() -> dict[str, Any]:
    return table("comparison", "identity")


@cache
def _idle() -> frozenset[str]:
    return frozenset(_rows()["idle"]["en"].split())


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = _rows()["idle"]
    front, back = words_pattern(rows["zh_front"].split()), words_pattern(rows["zh_back"].split())
    return re.compile(f"^{front}"), re.compile(f"{back}$")


@cache
def _anybody() -> frozenset[str]:
    return frozenset(stem(word) for word in _rows()["anybody"]["words"].split())


@cache
def _same() -> dict[str, str]:
    return {word: f"={name}" for name, row in _rows()["same"].items() for word in f"{row['en']}|{row['zh']}".split("|")}


@cache
def _groups() -> tuple[re.Pattern[str], dict[str, str]]:
    phrases = {name: f"{row['en']}|{row['zh']}".split("|") for name, row in _rows()["group"].items()}
    rows = {phrase: f"={name}" for name, said in phrases.items() for phrase in said}
    han = [phrase for phrase in rows if phrase[0] >= "\u2e80" or not phrase.isascii()]
    latin = [phrase for phrase in rows if phrase not in han]
    return re.compile(f"{words_pattern(han)}|(?<![a-z]){words_pattern(latin)}"), rows


def _plain_number(match: re.Match[str]) -> str:
    """``100 thousand``, ``$0.1 million`` and ``10 万`` as ``100000``."""
    value = Decimal(match[1].replace(",", "")) * _SCALES[match[2]]
    return f"{value.normalize():f} "


def _grouped(folded: str) -> str:
    """``folded`` with each word of one meaning as the name of that meaning: non-GAAP and adjusted, 增长 and growth."""
    pattern, rows = _groups()
    folded = _SCALED.sub(_plain_number, folded)
    return pattern.sub(lambda match: f" {rows[' '.join(match[0].split())]} ", folded)


__all__ = ["MANNERS", "Identity", "identify", "name_words", "phrase_words", "translates", "trimmed"]

"""KPIs against gold: which reported figure is which, and what is right about each.

A reported KPI can be a gold one where value, upper value and unit agree and its evidence overlaps the gold quote or a repetition
of it. Of all one-to-one assignments the one with the most pairs is taken, then the one with the most right about them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..outline.script import fold
from ..schemas import KPI
from .assignment import assign
from .gold import Gold, GoldKPI
from .places import GoldPlaces, overlaps, squeeze
from .tally import Score
from .units import same_unit

# One more pair outweighs everything that can be right about all others; what is right about a pair outweighs that it is required.
_PAIR, _RIGHT, _REQUIRED = 100_000, 10, 1

_STRICT = ("name", "period")


def score_kpis(reported: Sequence[KPI], gold: Gold, places: GoldPlaces, score: Score) -> None:
    """Count the KPI measures into ``score``. Optional gold entries never count, neither reported nor left out."""
    own_names = [form for form in _list(gold.meta.get("company")) if isinstance(form, str)]
    could_be: dict[tuple[int, int], dict[str, bool]] = {}
    for row, wanted in enumerate(gold.kpis):
        spans = places.of(wanted.quote)
        if not spans:
            score.note(f"the gold quote is not in the document: {wanted.quote}")
        for column, kpi in enumerate(reported):
            if _same_figure(kpi, wanted) and overlaps(kpi.evidence, spans):
                could_be[row, column] = _judge(kpi, wanted, own_names)
    pairs = assign({
        pair: _PAIR + _RIGHT * sum(judged.values()) + _REQUIRED * (not gold.kpis[pair[0]].optional)
        for pair, judged in could_be.items()
    })  # fmt: skip
    taken = dict(pairs)

    for row, wanted in enumerate(gold.kpis):
        if wanted.optional:
            continue
        found = row in taken
        score.count("value_recall", found, f"missed {_figure(wanted)}: {wanted.quote}")
        judged = could_be[row, taken[row]] if found else {}
        strict = found and all(judged.get(aspect, True) for aspect in _STRICT)
        score.count("strict_recall", strict)
        if found:
            kpi = reported[taken[row]]
            score.count("value_precision", True)
            score.count("strict_precision", strict)
            for aspect, right in judged.items():
                score.count(aspect, right, f"{kpi.id} {kpi.name!r} {kpi.raw}: {_difference(aspect, kpi, wanted)}")

    matched = {column for _, column in pairs}
    for column, kpi in enumerate(reported):
        if column in matched:
            continue
        twins = [gold.kpis[row] for row, other in could_be if other == column]
        if any(twin.optional for twin in twins):
            continue
        why = "reported again" if twins else "extra"
        score.count("value_precision", False, f"{why} {kpi.id} {kpi.name!r} {kpi.raw} ({_quoted(kpi)})")
        score.count("strict_precision", False)


def _same_figure(kpi: KPI, wanted: GoldKPI) -> bool:
    return (
        _same_number(kpi.value, wanted.value)
        and _same_number(kpi.value_max, wanted.value_max)
        and same_unit(kpi.unit, wanted.unit)
    )


def _same_number(one: int | float | None, other: int | float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def _judge(kpi: KPI, wanted: GoldKPI, own_names: Sequence[str]) -> dict[str, bool]:
    """Each aspect that gold determines, and whether it is right."""
    judged = {
        "name": _named(kpi, wanted.name),
        "segment": _whose(kpi, wanted, own_names),
        "basis": kpi.basis == wanted.basis,
        "qualifier": kpi.qualifier == wanted.qualifier,
        "change": _changed(kpi, wanted),
    }
    if wanted.metric is not None:
        judged["metric"] = kpi.metric == wanted.metric
    if wanted.start is not None or wanted.end is not None:
        period = kpi.period
        judged["period"] = period is not None and (period.start, period.end) == (wanted.start, wanted.end)
    return judged


def _plain(text: str | None) -> str:
    return squeeze(fold(text or ""))


def _named(kpi: KPI, words: Sequence[str]) -> bool:
    told = [_plain(part) for part in (kpi.name, (kpi.metric or "").replace("_", " "), kpi.entity, kpi.segment)]
    return any(_plain(word) in part for word in words for part in told)


def _whose(kpi: KPI, wanted: GoldKPI, own_names: Sequence[str]) -> bool:
    """Whether the figure is told of the right part of the company, or of the right other party."""
    told = [_plain(part) for part in (kpi.entity, kpi.segment) if part]
    accepted = [_plain(form) for form in (*wanted.entity, *wanted.segment)]
    if accepted:
        return any(form in part for form in accepted for part in told)
    # the company's as a whole: naming the company itself is no error
    return all(part in map(_plain, own_names) for part in told)


def _changed(kpi: KPI, wanted: GoldKPI) -> bool:
    change = kpi.change
    growths = {kind: percent for kind, percent in (("yoy", wanted.yoy_percent), ("qoq", wanted.qoq_percent)) if percent is not None}
    if not growths:
        # gold tells growth over a year or a quarter only; one since some other day is not its matter
        return change is None or change.kind == "since"
    # a KPI holds one change: where gold has both, either is right
    return change is not None and change.unit == "%" and _same_number(change.value, growths.get(change.kind))


def _difference(aspect: str, kpi: KPI, wanted: GoldKPI) -> str:
    said: object
    right: object
    match aspect:
        case "name":
            said, right = kpi.name, wanted.name
        case "segment":
            said, right = [kpi.entity, kpi.segment], [*wanted.entity, *wanted.segment] or "the company as a whole"
        case "period":
            said = kpi.period and (kpi.period.label, kpi.period.start, kpi.period.end)
            right = (wanted.start, wanted.end)
        case "change":
            said = kpi.change and (kpi.change.kind, kpi.change.value, kpi.change.unit)
            right = {"yoy_percent": wanted.yoy_percent, "qoq_percent": wanted.qoq_percent}
        case _:
            said, right = getattr(kpi, aspect), getattr(wanted, aspect)
    return f"{said!r}, gold {right!r}"


def _figure(wanted: GoldKPI) -> str:
    value = f"{wanted.value}" if wanted.value_max is None else f"{wanted.value} to {wanted.value_max}"
    return f"{value} {wanted.unit}"


def _quoted(kpi: KPI) -> str:
    return " ".join(kpi.evidence[0].quote.split()) if kpi.evidence else "no evidence"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]

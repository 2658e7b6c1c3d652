"""What to know first of a comparison: the largest moves of the figures that results are judged by, what came of guidance, what was ducked.

Picked, never written: every line is an item of the comparison, told again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...schemas.comparison import Guidance, Measure
from ...tables import table
from .telling import Telling

_Figure = TypeVar("_Figure", Measure, Guidance)
_MOVES, _EACH = 4, 3
"""Lines of moves; of guidance, and of revisions."""
_FIRST = "revenue"
"""Told however little it moved: who reads results looks for it first."""
_WORDS = 2
"""Lines of each kind that tells words."""
_LONGEST = 180
_OUTCOMES = ("below", "above", "within")
_REVISIONS = ("lowered", "raised", "narrowed", "widened")


@dataclass(frozen=True, slots=True)
class Highlight:
    """One line."""

    kind: str
    """``up``, ``down``, ``below``, ``raised``, ``moved``, ``came_back``, ``ducked`` …: what a line is marked with."""
    lead: str
    """What it is about."""
    text: str
    """What is said of it."""
    reckoned: str
    """How far it moved; empty where nothing is reckoned."""
    place: str
    item: object
    """The item that it tells."""


def highlights(telling: Telling) -> list[Highlight]:
    """The few lines that stand above everything else."""
    return [*_moves(telling), *_guidance(telling), *_revisions(telling), *_statements(telling), *_questions(telling)]


def _moves(telling: Telling) -> Iterator[Highlight]:
    ranks = _ranks()
    told: list[Measure] = [
        one for one in telling.parts["kpis"].items
        if one.status == "both" and one.difference is not None and one.difference.direction != "flat"
        and one.metric in ranks and one.entity is None
        and all(reading is not None and reading.basis == "actual" for reading in (one.old, one.new))
    ]  # fmt: skip
    told = _weightiest(told, lambda one: one.new.value if one.new is not None else 0)
    # per cent and points are not held against one another: of each the largest, then all in the order of weight
    first = [one for one in told if one.metric == _FIRST][:1]
    others = [one for one in told if one not in first]
    room = _MOVES - len(first)
    per_cent = _largest([one for one in others if one.difference is not None and one.difference.unit == "%"], room - 1)
    points = _largest([one for one in others if one.difference is not None and one.difference.unit != "%"], room - len(per_cent))
    for one in sorted((*first, *per_cent, *points), key=lambda one: ranks.get(one.metric or "", len(ranks))):
        if one.difference is not None:
            text = telling.words["versus"].join((telling.said(one.old), telling.said(one.new)))
            yield Highlight(
                one.difference.direction, telling.figure(one), text, telling.difference(one.difference),
                telling.places(one.old, one.new), one,
            )  # fmt: skip


def _largest(measures: Sequence[Measure], most: int) -> list[Measure]:
    return sorted(measures, key=lambda one: -abs(one.difference.value) if one.difference else 0.0)[:most]


def _guidance(telling: Telling) -> Iterator[Highlight]:
    # guidance that was given anew may have come to its end, too
    told: list[Guidance] = [one for name in ("guidance", "revisions") for one in telling.parts[name].items if one.actual is not None]
    for one in _first(told, lambda one: _OUTCOMES.index(one.outcome) if one.outcome in _OUTCOMES else None):
        text = telling.words["versus"].join(
            (f"{telling.words['guided']} {telling.said(one.guided)}", f"{telling.words['actual']} {telling.said(one.actual)}")
        )
        lead = " · ".join(filter(None, (telling.figure(one), one.guided.period.label if one.guided.period else "")))
        yield Highlight(
            one.outcome, lead, f"{text} · {telling.labels['outcome'][one.outcome]}", telling.difference(one.difference),
            telling.places(one.guided, one.actual), one,
        )  # fmt: skip


def _revisions(telling: Telling) -> Iterator[Highlight]:
    told: list[Guidance] = telling.parts["revisions"].items
    for one in _first(told, lambda one: _REVISIONS.index(one.revision) if one.revision in _REVISIONS else None):
        text = telling.words["versus"].join((telling.said(one.guided), telling.said(one.anew)))
        lead = " · ".join(filter(None, (telling.figure(one), one.guided.period.label if one.guided.period else "")))
        revision = one.revision or "kept"
        yield Highlight(
            revision, lead, f"{text} · {telling.labels['revision'][revision]}", telling.difference(one.difference),
            telling.places(one.guided, one.anew), one,
        )  # fmt: skip


def _statements(telling: Telling) -> Iterator[Highlight]:
    moved = [one for one in telling.parts["statements"].items if one.moved and one.new is not None]
    for one in moved[:_WORDS]:
        yield Highlight("moved", telling.moved(one), _short(one.new.text), "", telling.places(one.old, one.new), one)


def _questions(telling: Telling) -> Iterator[Highlight]:
    for one in [one for one in telling.parts["came_back"].items if one.ducked_before][:_WORDS]:
        lead = telling.labels["kinds"]["came_back"] + telling.bracketed(telling.words["ducked_before"])
        yield Highlight("came_back", lead, _short(one.new.text), "", telling.places(one.old, one.new), one)
    latest = len(telling.of.documents) - 1
    for one in [one for one in telling.parts["ducked"].items if one.asked.document == latest][:_WORDS]:
        place = telling.place(one.asked.document, [*one.asked.evidence, *one.evidence])
        yield Highlight("ducked", telling.labels["ducked"][one.reason], _short(one.asked.text), "", place, one)


def _weightiest(items: Sequence[_Figure], value: Callable[[_Figure], float]) -> list[_Figure]:
    """Those of the whole company; of a metric that no document tells of the whole, the largest part: some report product revenue alone."""
    whole = {one.metric for one in items if one.segment is None}
    largest: dict[str | None, _Figure] = {}
    for one in items:
        if one.metric not in whole and (one.metric not in largest or value(one) > value(largest[one.metric])):
            largest[one.metric] = one
    parts = {one.segment for one in largest.values()}
    return [one for one in items if one.segment is None or (one.metric not in whole and one.segment in parts)]


def _first(items: Sequence[Guidance], rank: Callable[[Guidance], int | None]) -> list[Guidance]:
    """The `_EACH` of the weightiest metrics, of two of one metric the one of the better ``rank``."""
    ranks = _ranks()
    known = [one for one in items if one.metric in ranks and one.entity is None]
    ranked = [
        (ranks.get(one.metric or "", 0), place, at, one) for at, one in enumerate(_weightiest(known, lambda one: one.guided.value))
        if (place := rank(one)) is not None
    ]  # fmt: skip
    return [one for *_, one in sorted(ranked, key=lambda one: one[:3])[:_EACH]]


def _ranks() -> dict[str, int]:
    """The metrics that results are judged by, each with its place."""
    return {metric: at for at, metric in enumerate(table("reports.comparison", "metrics")["first"])}


def _short(text: str) -> str:
    """A question or a statement on one line; cut at a word, never inside a number."""
    flat = " ".join(text.split())
    if len(flat) <= _LONGEST:
        return flat
    end = _LONGEST
    while end > _LONGEST // 2 and (flat[end - 1].isdecimal() or (flat[end - 1].isascii() and flat[end - 1] != " ")):
        end -= 1
    return flat[:end].rstrip() + "…"

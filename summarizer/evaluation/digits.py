"""Invented digits: numbers that a summary writes and its source does not hold.

A number is held where the source has the same digits, or where both are figures of the same value (36.8 亿元 told as 3.68
billion). Of an amount, a percentage or a multiple the digits alone are not enough: its value must be one of the source's, so that
36.8 万元 is invented where the source has 36.8 亿元. Values of KPIs are held against what they quote as ``raw``.

Not asked are what the contract derives and shows as such: days of periods and events, counts, offsets, the arithmetic of checks, and why
something was rejected.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from ..figures import scan
from ..figures.model import Figure
from ..outline.repair import Repaired
from ..outline.script import fold
from ..patterns import lazy
from ..schemas import KPI, Summary
from .tally import Score

_RUN = lazy(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_BARE = ("count", "number", "rank", "duration")
"""Kinds of figures that have no scale and no currency to be wrong."""
_SURROUNDINGS = (("", ""), ("between ", ""), ("排名", ""), ("ranked ", ""), ("", " of them"), ("", "的人"))
"""What may stand beside a quoted number and make it a range, a rank or a part of something."""
_SCALES = (1, 100, 1_000, 10_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 1_000_000_000_000)
"""What the head of a table or the words beside a bare number may multiply it by."""


def score_digits(summary: Summary, text: str, repaired: Repaired, score: Score) -> None:
    """Count every number of ``summary`` under ``digits``; ``text`` is the source as read and ``repaired`` the same mended."""
    source = _Numbers(text, repaired)
    for path, told in _texts(summary):
        for number, held in source.judged(told):
            score.count("digits", held, f"{path}: the source has no {number}: {told!r}")
    for kpi in summary.kpis:
        ends = [end for end in (kpi.value, kpi.value_max) if end is not None]
        score.count("digits", says(kpi.raw, ends), f"{kpi.id}: the value {kpi.value} is not what {kpi.raw!r} says")
        if kpi.change is not None:
            change = kpi.change
            score.count("digits", says(change.raw, [change.value]), f"{kpi.id}: the change {change.value} is not what {change.raw!r} says")


class _Numbers:
    """The numbers of one source: as its digits stand there, and as values of figures."""

    def __init__(self, text: str, repaired: Repaired) -> None:
        self._runs = {_number(run) for folded in (fold(text), repaired.folded) for run in _RUN.findall(folded)}
        figures = scan(repaired.text, repaired.folded).figures
        self._values = {abs(end) for figure in figures for end in _ends(figure)}

    def judged(self, told: str) -> Iterator[tuple[str, bool]]:
        """Each number of ``told`` as it is written, and whether the source holds it."""
        folded = fold(told)
        figures = scan(told, folded).figures
        for figure in figures:
            yield told[figure.start : figure.end], self._holds(figure, folded[figure.start : figure.end])
        spans = [(figure.start, figure.end) for figure in figures]
        for match in _RUN.finditer(folded):
            if not any(start < match.end() and match.start() < end for start, end in spans):
                yield told[match.start() : match.end()], _number(match[0]) in self._runs

    def _holds(self, figure: Figure, words: str) -> bool:
        if all(_among(end, self._values) for end in _ends(figure)):
            return True
        runs = _RUN.findall(words)
        return bool(runs) and figure.kind in _BARE and all(_number(run) in self._runs for run in runs)


def says(raw: str, ends: list[int | float]) -> bool:
    """Whether ``raw`` says the values ``ends``, a fall without its sign; a bare number may have its scale from elsewhere."""
    folded = fold(raw)
    for lead, tail in _SURROUNDINGS:
        if any(_equal(figure, ends) for figure in scan(lead + raw + tail, lead + folded + tail).figures):
            return True
    if folded.endswith("p") and len(ends) == 1 and _among(100 * ends[0], map(_number, _RUN.findall(folded))):
        # pence of a pound
        return True
    figures = scan(raw, folded).figures
    # what has a unit or a scale of its own says no other value
    told = [] if any(figure.kind not in _BARE for figure in figures) else [_number(run) for run in _RUN.findall(folded)]
    return bool(told) and any(all(_among(abs(end) / scale, told) for end in ends) for scale in _SCALES)


def _equal(figure: Figure, ends: list[int | float]) -> bool:
    # the ends of a loss are in the other order
    found, wanted = sorted(map(abs, _ends(figure))), sorted(map(abs, ends))
    return len(found) == len(wanted) and all(math.isclose(one, other, rel_tol=1e-9) for one, other in zip(found, wanted, strict=True))


def _ends(figure: Figure) -> list[int | float]:
    return [end for end in (figure.value, figure.value_max) if end is not None]


def _number(run: str) -> float:
    return float(run.replace(",", ""))


def _among(value: float, numbers: Iterable[float]) -> bool:
    return any(math.isclose(abs(value), number, rel_tol=1e-9, abs_tol=1e-12) for number in numbers)


def _texts(summary: Summary) -> Iterator[tuple[str, str]]:
    """Every text that a reader is shown as content, with where it stands in the summary."""
    for section in ("overview", "strategy", "outlook", "risks"):
        for number, item in enumerate(getattr(summary, section)):
            yield f"{section}.{number}.text", item.text
            for field in ("horizon", "due"):
                if told := getattr(item, field, None):
                    yield f"{section}.{number}.{field}", told
    for exchange in summary.qa:
        for question in exchange.questions:
            yield f"qa.{exchange.index}.questions", question
        for point in exchange.answer:
            yield f"qa.{exchange.index}.answer", point.text
    for theme in summary.themes:
        yield from ((f"themes.{theme.topic}", told) for told in (theme.label, theme.text) if told)
    for kpi in summary.kpis:
        yield from _of_kpi(kpi)
    for number, rejected in enumerate(summary.rejected):
        # even as rejected nothing made up is repeated
        for told in (rejected.item.get("text"), rejected.item.get("name")):
            if isinstance(told, str):
                yield f"rejected.{number}", told
    company, event = summary.company, summary.event
    for told in (summary.document.title, company.name, company.short_name, event.venue, *event.participants):
        if told:
            yield "meta", told


def _of_kpi(kpi: KPI) -> Iterator[tuple[str, str]]:
    for field in ("name", "entity", "segment", "raw"):
        if told := getattr(kpi, field):
            yield f"{kpi.id}.{field}", told
    if kpi.period is not None and kpi.period.label:
        yield f"{kpi.id}.period", kpi.period.label
    if kpi.change is not None:
        yield f"{kpi.id}.change", kpi.change.raw

"""What plain instructor, langextract and `Summarizer` are compared by: one generous yardstick for all.

A figure was got where its value is gold's, the scale words of its unit applied, whatever its unit, period and name. A value is invented
where the source holds it nowhere: neither as a number, nor as a figure with its scale, nor as a percentage.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from summarizer.evaluation.assignment import assign
from summarizer.evaluation.gold import Gold, GoldKPI
from summarizer.evaluation.places import squeeze
from summarizer.figures import scan
from summarizer.outline.repair import repair
from summarizer.outline.script import fold
from summarizer.tables import table as knowledge


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure as one of them reports it."""

    name: str
    values: tuple[float, ...]
    """Its value, or the two ends of its range."""
    unit: str | None
    change: str
    """What it says of growth."""
    quotes: tuple[str, ...]


@dataclass(slots=True)
class Measures:
    """What one run came to; sums of several documents are sums of each."""

    documents: int = 1
    usable: int = 0
    """Documents of which there is an answer that could be read."""
    seconds: float = 0.0
    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    """Those of the input that the server had in its cache."""
    output_tokens: int = 0
    reported: int = 0
    required: int = 0
    got: int = 0
    named: int = 0
    """Of those got, with the right name."""
    growths: int = 0
    """Of the required, those that gold has a growth of."""
    growths_got: int = 0
    countable: int = 0
    """Figures reported, but for those that gold calls optional."""
    invented: int = 0
    quotes: int = 0
    not_literal: int = 0
    not_there: int = 0
    """Of those, quotes that are not there with white space aside."""
    strategy: int = 0
    exchanges: int = 0
    points: int = 0
    """Points of answers."""
    strict: dict[str, list[int]] = field(default_factory=dict)
    """What is right and the total of each strict measure."""

    def __add__(self, other: Measures) -> Measures:
        summed: dict[str, Any] = {
            one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self) if one.name != "strict"
        }
        names = [*self.strict, *(name for name in other.strict if name not in self.strict)]
        pairs = {name: (self.strict.get(name, [0, 0]), other.strict.get(name, [0, 0])) for name in names}
        return Measures(**summed, strict={name: [one[0] + two[0], one[1] + two[1]] for name, (one, two) in pairs.items()})

    @property
    def f1(self) -> float | None:
        """By value alone: the harmonic mean of what was got of gold and what of it is gold's."""
        total = self.required + self.countable
        return 2 * self.got / total if total else None

    def strict_f1(self, kind: str) -> float | None:
        """``value`` or ``strict``, as ``summarizer eval`` has it."""
        parts = [self.strict.get(f"{kind}_{half}", [0, 0]) for half in ("precision", "recall")]
        total = sum(part[1] for part in parts)
        return sum(part[0] for part in parts) / total if total else None


def readings(value: float, unit: str | None) -> set[float]:
    """Everything that ``value`` may mean: as it stands, with the scale words of its unit, as a fraction in percent, without its sign."""
    found = {value}
    said = fold(unit or "").strip()
    scales: dict[str, int] = knowledge("figures", "units")["scale"]
    found |= {value * scale for word, scale in scales.items() if _stands_in(word, said)}
    for text in (f"{value:.15g}{said}", f"{value:.15g} {said}", f"{said}{value:.15g}"):
        found |= {float(figure.value) for figure in scan(text, fold(text)).figures}
    if abs(value) <= 1 and (not said or "%" in said):
        found.add(100 * value)
    return {abs(one) for one in found}


def _stands_in(word: str, unit: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", unit) is not None if word.isascii() else word in unit


_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def numbers_of(text: str) -> set[float]:
    """Every number of a text: as its digits stand there, and as figures with their scale."""
    repaired = repair(text)
    found = {float(run.replace(",", "")) for kept in (fold(text), repaired.folded) for run in _DIGITS.findall(kept)}
    for figure in scan(repaired.text, repaired.folded).figures:
        found |= {abs(float(end)) for end in (figure.value, figure.value_max) if end is not None}
    return found


def stated_number(text: str) -> float | None:
    """The first number of a text, None where there is none."""
    run = _DIGITS.search(fold(text))
    return float(run[0].replace(",", "")) if run else None


def same(one: float, other: float) -> bool:
    """Whether two numbers are equal but for rounding."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def among(values: Iterable[float], numbers: Iterable[float]) -> bool:
    """Whether any of ``values`` is one of ``numbers``."""
    held = list(numbers)
    return any(same(value, number) for value in values for number in held)


def compare(reported: Sequence[Reported], gold: Gold | None, text: str, measures: Measures) -> None:
    """Count what was got, invented and misquoted into ``measures``. Without ``gold`` only the source is asked."""
    numbers, squeezed = numbers_of(text), squeeze(text)
    meanings = [set().union(*(readings(value, one.unit) for value in one.values)) for one in reported]
    measures.reported += len(reported)
    for one in reported:
        measures.invented += any(not among(readings(value, one.unit), numbers) for value in one.values)
        measures.quotes += len(one.quotes)
        measures.not_literal += sum(quote not in text or not quote.strip() for quote in one.quotes)
        measures.not_there += sum(squeeze(quote) not in squeezed or not quote.strip() for quote in one.quotes)
    if gold is None:
        return
    pairs = assign({
        (row, column): 1000 + 100 * _named(one, wanted) + (not wanted.optional)
        for row, wanted in enumerate(gold.kpis)
        for column, one in enumerate(reported)
        if among(meanings[column], (abs(end) for end in (wanted.value, wanted.value_max) if end is not None))
    })  # fmt: skip
    growths = [abs(one) for wanted in gold.kpis for one in (wanted.yoy_percent, wanted.qoq_percent) if one is not None]
    optional = {column for row, column in pairs if gold.kpis[row].optional}
    # growth told as a figure of its own is no error, if no figure of gold's either
    optional |= {column for column in set(range(len(reported))) - {column for _, column in pairs} if among(meanings[column], growths)}
    measures.countable += len(reported) - len(optional)
    taken = dict(pairs)
    for row, wanted in enumerate(gold.kpis):
        if wanted.optional:
            continue
        measures.required += 1
        grew = wanted.yoy_percent if wanted.yoy_percent is not None else wanted.qoq_percent
        measures.growths += grew is not None
        if row not in taken:
            continue
        one = reported[taken[row]]
        measures.got += 1
        measures.named += _named(one, wanted)
        if grew is not None:
            measures.growths_got += among([abs(grew)], (float(run.replace(",", "")) for run in _DIGITS.findall(fold(one.change))))


def _named(one: Reported, wanted: GoldKPI) -> bool:
    told = squeeze(fold(one.name))
    return any(squeeze(fold(word)) in told for word in wanted.name)

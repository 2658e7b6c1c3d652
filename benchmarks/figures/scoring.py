"""What was found of the labelled figures: place, value, both, and what was found that is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from summarizer.evaluation.assignment import assign

from .sentences import Figure

DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
"""A length of time may be told in another unit; months and years of this many days."""


@dataclass(slots=True)
class Tally:
    """Counts over sentences; optional figures are in none of them."""

    labelled: int = 0
    found: int = 0
    """Figures found, without those that are optional ones."""
    overlapping: int = 0
    exact: int = 0
    value: int = 0
    """A value that is right, at the place of its figure, its span a little longer or shorter or not."""
    both: int = 0
    """The value right and the span exact."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def false_alarms(self) -> int:
        return self.found - self.overlapping

    def precision(self, measure: str) -> float | None:
        return getattr(self, measure) / self.found if self.found else None

    def recall(self, measure: str) -> float | None:
        return getattr(self, measure) / self.labelled if self.labelled else None

    def f1(self, measure: str) -> float | None:
        total = self.found + self.labelled
        return 2 * getattr(self, measure) / total if total else None


def same_value(found: Figure, label: Figure) -> bool:
    """Whether the values agree, both ends of a range; a percentage may be told as a ratio, a length of time in another unit."""
    if label.value is None or found.value is None or (label.value_max is None) != (found.value_max is None):
        return False
    ends = [(found.value, label.value)]
    if label.value_max is not None and found.value_max is not None:
        ends.append((found.value_max, label.value_max))
    scales = [1.0]
    if label.unit == "%":
        scales.append(100.0)
    if found.unit in DAYS and label.unit in DAYS:
        scales.append(DAYS[found.unit] / DAYS[label.unit])
    return any(all(_close(one * scale, other, label) for one, other in ends) for scale in scales)


def _close(one: float, other: float, label: Figure) -> bool:
    # labels have two decimals of a fraction's percentage
    thirds = 0.01 if label.unit == "%" and isinstance(label.value, float) else 0.0
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=thirds)


def score(found: Sequence[Figure], labels: Sequence[Figure]) -> Tally:
    """One sentence: each found figure serves one label and each label is served once, as well as can be."""
    weights = {}
    for row, label in enumerate(labels):
        for column, one in enumerate(found):
            if one.start < label.end and label.start < one.end:
                exact = (one.start, one.end) == (label.start, label.end)
                weights[row, column] = 1000 + 100 * same_value(one, label) + 10 * exact + (not label.optional)
    tally = Tally(labelled=sum(not label.optional for label in labels), found=len(found))
    served = set()
    for row, column in assign(weights):
        label, one = labels[row], found[column]
        served.add(column)
        if label.optional:
            tally.found -= 1
            continue
        exact, right = (one.start, one.end) == (label.start, label.end), same_value(one, label)
        tally.overlapping += 1
        tally.exact += exact
        tally.value += right
        tally.both += exact and right
    # a second figure in an optional one (both ends of 'two to three years') is no false alarm, either
    inside = {column for row, column in weights if labels[row].optional}
    tally.found -= len(inside - served)
    return tally

"""What a score is made of: how many were right, and each thing that was not."""

from __future__ import annotations

from dataclasses import dataclass, field

MEASURES = (
    "value_precision", "value_recall", "strict_precision", "strict_recall",
    "name", "metric", "segment", "period", "basis", "qualifier", "change",
    "meta", "exchanges_found", "exchanges_reported", "exchanges_paired", "question_counts", "themes", "answers", "strategy",
    "noise_free", "spans", "digits",
)  # fmt: skip
"""Everything that is counted, in the order it is shown."""

RATES = ("value_f1", "strict_f1", *MEASURES[: MEASURES.index("noise_free")], "points", *MEASURES[MEASURES.index("noise_free") :])
"""Every rate, in the order it is shown: the measures, and what is made of them."""
_MADE_OF = {
    "value_f1": ("value_precision", "value_recall"), "strict_f1": ("strict_precision", "strict_recall"), "points": ("answers", "strategy"),
}  # fmt: skip


@dataclass(slots=True)
class Tally:
    """``right`` of ``total``; a rate of ``None`` where there was nothing to be right about."""

    right: int = 0
    total: int = 0

    @property
    def rate(self) -> float | None:
        return self.right / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that was not right; ``measure`` is one of `MEASURES`, or ``note`` where nothing was scored."""

    measure: str
    message: str


@dataclass(slots=True)
class Score:
    """The tallies of one document, or of several added up, with every miss."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {measure: Tally() for measure in MEASURES})
    misses: list[Miss] = field(default_factory=list)

    def count(self, measure: str, right: bool, miss: str = "") -> None:
        """Count one thing under ``measure``; where it was not right, ``miss`` says what was wrong."""
        tally = self.tallies[measure]
        tally.total += 1
        tally.right += right
        if not right and miss:
            self.misses.append(Miss(measure, miss))

    def note(self, message: str) -> None:
        """Say something that no measure counts."""
        self.misses.append(Miss("note", message))

    def rate(self, measure: str) -> float | None:
        """One of `RATES`; ``None`` where there was nothing to score.

        An F1 is the harmonic mean of its precision and recall: what is right of both, through all that both count.
        """
        return self.tally(measure).rate

    def tally(self, measure: str) -> Tally:
        """What is behind one of `RATES`, the parts of one that is made of several added up."""
        parts = [self.tallies[part] for part in _MADE_OF.get(measure, (measure,))]
        return Tally(sum(part.right for part in parts), sum(part.total for part in parts))

    @property
    def invented_digits(self) -> int:
        """How many numbers of the summary its source does not hold."""
        digits = self.tallies["digits"]
        return digits.total - digits.right

    def __add__(self, other: Score) -> Score:
        total = Score(misses=[*self.misses, *other.misses])
        for measure, tally in total.tallies.items():
            one, two = self.tallies[measure], other.tallies[measure]
            tally.right, tally.total = one.right + two.right, one.total + two.total
        return total

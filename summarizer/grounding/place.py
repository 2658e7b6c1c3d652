"""What a search for a quote gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["exact", "normalised", "reworded", "contradicted", "missing"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands in a text, or why it does not.

    Offsets count code points of the raw text that was searched, and ``text[start:end] == quote`` wherever there is a place.
    """

    match: Verdict
    """exact: literally there; normalised: equal after folding white space, width, script, case, punctuation and extraction damage;
    reworded: the words differ, every hard token agrees; contradicted: the source says something else in that place;
    missing: the source says nothing of the kind."""
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    """The source's own characters; ``None`` where the quote is contradicted or missing."""
    reason: str | None = None
    """One line saying what disagrees; ``None`` where nothing does."""
    score: float = 0.0
    """How much of the quote the nearest place holds, from 0 to 1; 1 where the quote was found."""
    nearest: list[tuple[int, int]] = field(default_factory=list)
    """Raw spans of the nearest sentences, best first, where the quote is contradicted or missing."""

    @property
    def found(self) -> bool:
        """Whether the source bears the quote out."""
        return self.start is not None

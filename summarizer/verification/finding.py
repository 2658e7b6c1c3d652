"""What was found of one part of a claim: a figure, or its words."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..schemas.verification import Verdict

Span = tuple[int, int]


@dataclass(slots=True)
class Worked:
    """A derived value with the figures it is made of."""

    text: str
    value: int | float
    unit: str | None
    operands: list[Span]


@dataclass(slots=True)
class Finding:
    """All spans count code points of the source's repaired text."""

    said: str
    """The figure as the claim writes it; empty for its words."""
    verdict: Verdict
    spans: list[Span] = field(default_factory=list)
    """Where the source says it; where it contradicts it, what it says instead."""
    reason: str | None = None
    arithmetic: Worked | None = None
    quoted: bool = False
    """Whether the source says it in these very words."""

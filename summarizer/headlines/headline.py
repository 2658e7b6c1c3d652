"""What one headline is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..schemas import Evidence

Kind = Literal["result", "guidance", "statement"]


@dataclass(frozen=True, slots=True)
class Headline:
    """One line of news. Its figures are the source's own, and its period one that the summary names."""

    text: str
    kind: Kind
    evidence: tuple[Evidence, ...]
    kpis: tuple[str, ...] = ()
    """Ids of the KPIs it tells; none for a statement."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A headline that may be chosen."""

    headline: Headline
    news: float
    """How newsworthy it is: 100 is the first line of any report of results."""
    same: tuple[str, ...]
    """Of several with the same key one is told."""
    place: int
    """Where it stands in the source, a code point of the raw text."""

"""What an extractor fills: items that point at figures and places, before they are proven.

Offsets count code points of the repaired text. A draft holds no quote and no rendered number: assembly takes both
from the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..figures.model import Figure, PeriodMention
from ..schemas.vocabulary import Basis, Finder, Status

Span = tuple[int, int]


@dataclass(slots=True)
class KPIDraft:
    """A figure that says something of the company, and what it says."""

    figure: Figure
    name: str
    metric: str | None
    unit: str | None
    value: int | float
    """Signed: a fall or a loss is negative."""
    value_max: int | float | None
    basis: Basis
    span: Span
    """The words that prove it: subject, figure, growth."""
    entity: str | None = None
    segment: str | None = None
    period: PeriodMention | None = None
    change: Figure | None = None
    exchange: int | None = None
    sentence: int = 0
    repeats: list[Span] = field(default_factory=list)
    """Further places that tell the same."""
    found_by: list[Finder] = field(default_factory=lambda: ["rules"])


@dataclass(slots=True)
class PointDraft:
    """A statement: one or more neighbouring sentences, told in the source's own words."""

    span: Span
    topic: str
    status: Status = "unknown"
    due: str | None = None
    exchange: int | None = None
    score: float = 0.0


@dataclass(slots=True)
class ExchangeDraft:
    index: int
    answer: list[Span]
    topics: list[str]


@dataclass(slots=True)
class ThemeDraft:
    topic: str
    span: Span
    """The sentence that tells it best."""
    exchanges: list[int]


@dataclass(slots=True)
class Draft:
    """Everything one extractor says of one document."""

    overview: list[PointDraft] = field(default_factory=list)
    strategy: list[PointDraft] = field(default_factory=list)
    kpis: list[KPIDraft] = field(default_factory=list)
    outlook: list[PointDraft] = field(default_factory=list)
    risks: list[PointDraft] = field(default_factory=list)
    exchanges: list[ExchangeDraft] = field(default_factory=list)
    themes: list[ThemeDraft] = field(default_factory=list)
    failed_sections: list[str] = field(default_factory=list)
    """Sections that could not be worked on; an empty section that is not named here holds nothing."""

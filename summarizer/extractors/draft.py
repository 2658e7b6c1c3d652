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
    """A statement and the sentence that proves it."""

    span: Span
    topic: str
    status: Status = "unknown"
    due: str | None = None
    exchange: int | None = None
    score: float = 0.0
    text: str | None = None
    """A model's words; ``None`` where the source's own are told."""
    further: list[Span] = field(default_factory=list)
    """Further sentences that prove it."""


@dataclass(slots=True)
class AnswerDraft:
    """One point of an answer."""

    span: Span
    text: str | None = None
    further: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class ExchangeDraft:
    index: int
    answer: list[AnswerDraft]
    topics: list[str]


@dataclass(slots=True)
class ThemeDraft:
    topic: str
    span: Span
    """The sentence that tells it best."""
    exchanges: list[int]
    text: str | None = None
    further: list[Span] = field(default_factory=list)


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
    idle: frozenset[int] = frozenset()
    """Where sentences begin that tell nothing: greetings, thanks, hand-overs."""
    failed_sections: list[str] = field(default_factory=list)
    """Sections that could not be worked on; an empty section that is not named here holds nothing."""


# -- what a model adds ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Told:
    """A point in a model's words, checked against the sentences it is drawn from."""

    text: str
    """Rendered: the source's own characters stand in place of the ids."""
    spans: list[Span]
    """The sentences that prove it, in order of place."""
    figures: list[Figure] = field(default_factory=list)
    """What its ids point at."""
    kind: str = "other"
    topic: str = "other"
    exchange: int | None = None


@dataclass(slots=True)
class LabelDraft:
    """What a model says of one figure; everything but the figure may be unknown."""

    figure: Figure
    name: str
    of: str | None
    period: PeriodMention | None
    metric: str | None
    sentence: int
    exchange: int | None


@dataclass(slots=True)
class RejectedDraft:
    """An item that failed to the last try, and why."""

    section: str
    item: dict[str, object]
    reason: str


@dataclass(slots=True)
class ModelDraft:
    """Everything a model says of one document. What could not be asked or answered is named in ``failures``."""

    thorough: bool = False
    """Whether it was asked for all that it can tell, and not sparingly."""
    statements: list[Told] = field(default_factory=list)
    points: dict[int, list[Told]] = field(default_factory=dict)
    """By exchange, in order of place."""
    topics: dict[int, list[str]] = field(default_factory=dict)
    labels: list[LabelDraft] = field(default_factory=list)
    overview: list[Told] = field(default_factory=list)
    themes: dict[str, Told] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    """Sections of the summary that a model was to fill and did not, or not wholly, and why."""
    rejected: list[RejectedDraft] = field(default_factory=list)
    prompts: dict[str, str] = field(default_factory=dict)
    models: list[str] = field(default_factory=list)
    """Who answered, in order of the first answer."""

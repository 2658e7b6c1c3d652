"""What `summarizer compare` says: what changed between the documents of one company, each item with its places.

Nothing here is prose of a model. Figures are the readings of the summaries, with their evidence; what is reckoned from two of them carries
its arithmetic. ``document`` counts from 0 in the order of time, oldest first.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .summary import Check, Evidence, Number, Period
from .verification import Arithmetic
from .vocabulary import Basis, DocumentKind, Engine, Language, Metric, PeriodKind, Qualifier, Status, Topic

Kept = Literal["new", "continued", "gone"]
Direction = Literal["up", "down", "flat"]
Outcome = Literal["above", "within", "below", "open"]
Revision = Literal["raised", "lowered", "narrowed", "widened", "kept"]
Ducked = Literal["unanswered", "declined", "no_figure"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Compared(_Model):
    """One of the documents."""

    source: str
    sha256: str
    kind: DocumentKind
    language: Language
    company: str | None = None
    date: str | None = Field(default=None, description="Of the event, else of publication; ISO 8601.")
    period: Period | None = Field(default=None, description="The period that most of its actual figures are of.")
    engine: Engine


class Reading(_Model):
    """A KPI of one document, or the growth told with it."""

    document: int = Field(ge=0)
    kpi: str = Field(description="Its id in that document's summary.")
    name: str
    value: Number
    value_max: Number | None = None
    unit: str | None = None
    raw: str
    qualifier: Qualifier | None = None
    basis: Basis
    period: Period | None = None
    growth: str | None = Field(default=None, description="The growth that its own document tells with it, as written.")
    evidence: list[Evidence]


class Difference(_Model):
    """How far two readings of one measure lie apart. It is reckoned, not quoted: ``arithmetic`` shows the sum."""

    direction: Direction
    value: Number = Field(description="Signed; a fall is negative.")
    unit: str = Field(description="'%' between two levels; 'pp' between two percentages; else the readings' own unit.")
    arithmetic: Arithmetic


class Measure(_Model):
    """The same metric, segment, entity and kind of period in both documents, or in one of them."""

    metric: Metric | None = None
    name: str
    segment: str | None = None
    entity: str | None = None
    unit: str | None = None
    period_kind: PeriodKind | None = None
    status: Literal["both", "new", "gone"] = Field(description="new: told in the later document alone; gone: in the earlier one alone.")
    old: Reading | None = None
    new: Reading | None = None
    difference: Difference | None = Field(default=None, description="Null where the two cannot be set against one another.")


class Guidance(_Model):
    """What the earlier document guided to, and what the later one says of the same period: the actual figure, or guidance anew."""

    metric: Metric | None = None
    name: str
    segment: str | None = None
    entity: str | None = None
    guided: Reading
    actual: Reading | None = Field(default=None, description="What came of it.")
    anew: Reading | None = Field(default=None, description="The later document's guidance for the same period.")
    outcome: Outcome = Field(description="open: neither document has the actual figure.")
    revision: Revision | None = Field(default=None, description="Of guidance given anew.")
    difference: Difference | None = None


class Told(_Model):
    """A statement of one document."""

    document: int = Field(ge=0)
    section: Literal["strategy", "outlook", "risks"]
    index: int | None = Field(
        default=None, ge=0, description="Its place in that section of the summary; null where it was found in the text alone."
    )
    text: str
    topic: Topic
    status: Status | None = Field(default=None, description="Of a strategy.")
    due: str | None = Field(default=None, description="Horizon of a strategy, due date of an outlook.")
    evidence: list[Evidence]


class Statement(_Model):
    """A strategy, an outlook or a risk: new, continued or gone."""

    status: Kept
    topic: Topic
    old: Told | None = None
    new: Told | None = None
    moved: str | None = Field(default=None, description="'planned → done' where a continued one has moved on.")


class ThemeKept(_Model):
    """A theme of the questions: new, continued or gone."""

    status: Kept
    topic: Topic
    label: str
    old_exchanges: list[int] = Field(default_factory=list)
    new_exchanges: list[int] = Field(default_factory=list)
    old_evidence: list[Evidence] = Field(default_factory=list)
    new_evidence: list[Evidence] = Field(default_factory=list)


class Asked(_Model):
    """A question of one document."""

    document: int = Field(ge=0)
    exchange: int = Field(ge=1)
    text: str
    asker: str | None = None
    topics: list[Topic] = Field(default_factory=list)
    evidence: list[Evidence]


class CameBack(_Model):
    """A question of the earlier document that the later one asks again."""

    old: Asked
    new: Asked
    ducked_before: bool = Field(default=False, description="It had no straight answer the first time.")


class DuckedAnswer(_Model):
    """A question that was not answered: not at all, expressly not, or with no figure or date where one was asked for."""

    reason: Ducked
    asked: Asked
    evidence: list[Evidence] = Field(default_factory=list, description="The words that decline; empty where there is no answer.")


class Point(_Model):
    """One reading of a series."""

    reading: Reading
    label: str = Field(description="Its period as a chart tells it: '2025 Q2', '2024'.")


class Series(_Model):
    """One measure over the documents, in the order of its periods; each period once, as the latest document tells it."""

    metric: Metric | None = None
    name: str
    segment: str | None = None
    entity: str | None = None
    unit: str | None = None
    period_kind: PeriodKind | None = None
    points: list[Point]


class Comparison(_Model):
    """What changed between two documents of one company; with more than two, between the last two, and every measure as a series."""

    schema_version: Literal["1.0"] = "1.0"
    documents: list[Compared]
    kpis: list[Measure] = Field(default_factory=list)
    guidance: list[Guidance] = Field(default_factory=list)
    statements: list[Statement] = Field(default_factory=list)
    themes: list[ThemeKept] = Field(default_factory=list)
    came_back: list[CameBack] = Field(default_factory=list)
    ducked: list[DuckedAnswer] = Field(default_factory=list, description="Of the later document first.")
    series: list[Series] = Field(default_factory=list)
    checks: list[Check] = Field(
        default_factory=list, description="What makes the comparison doubtful: other companies, no dates, a failed section."
    )

"""The public contract: what one summary holds. Field names are API; other programs read them.

Unknown is ``None`` or ``[]``, never a guess and never a placeholder string. All offsets count code points of the
document's raw text (`summarizer text FILE` prints it), and ``text[start:end] == quote`` for every piece of evidence.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .vocabulary import (
    Basis,
    ChangeKind,
    DocumentKind,
    Engine,
    EventType,
    Finder,
    Language,
    Match,
    Metric,
    PeriodKind,
    Qualifier,
    Severity,
    Status,
    Topic,
)

Number = int | float


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Evidence(_Model):
    """A place in the source that proves an item: ``text[start:end] == quote``, always."""

    quote: str = Field(description="The source's own characters, line breaks and artefacts included.")
    start: int = Field(ge=0, description="First code point of the quote in the raw text.")
    end: int = Field(ge=0, description="One past the last code point of the quote.")
    page: int | None = Field(default=None, description="1-based page, where the format has pages.")
    match: Match = Field(
        description="exact; normalised: equal after folding white space, width, script and extraction artefacts; "
        "reworded: prose differs, every hard token agrees."
    )


class Period(_Model):
    """A stretch of time, resolved against the event's date."""

    label: str = Field(description="As the source says it.")
    kind: PeriodKind
    start: str | None = Field(default=None, description="First day, ISO 8601.")
    end: str | None = Field(default=None, description="Last day, ISO 8601.")


class Change(_Model):
    """Growth said together with a level; a fall is negative."""

    kind: ChangeKind
    value: Number
    unit: str = Field(description="'%', 'pp', 'bps', 'x' or the level's own unit.")
    raw: str


class KPI(_Model):
    """One figure an analyst would put in a table: a level with its growth is one KPI with a change."""

    id: str
    name: str
    metric: Metric | None = Field(default=None, description="Canonical id, null where none fits.")
    entity: str | None = Field(default=None, description="Whose figure, if not the company's.")
    segment: str | None = None
    value: Number = Field(description="In the base unit: 36.8 亿元 is 3680000000.")
    value_max: Number | None = Field(default=None, description="The upper end of a range.")
    unit: str | None = Field(
        default=None,
        description="ISO 4217, '%', 'pp', 'bps', 'x' (a multiple), 'PFLOPS', 'token', 'GB', 'year', 'rank', or the counted word.",
    )
    raw: str
    qualifier: Qualifier | None = None
    basis: Basis
    period: Period | None = None
    change: Change | None = None
    found_by: list[Finder]
    evidence: list[Evidence]


class DocumentInfo(_Model):
    source: str
    sha256: str
    media_type: str
    kind: DocumentKind
    language: Language
    title: str | None = None
    record_number: str | None = None
    published: str | None = None
    characters: int
    pages: int | None = None


class Company(_Model):
    name: str | None = None
    short_name: str | None = None
    ticker: str | None = None
    exchange: str | None = None


class Host(_Model):
    name: str
    title: str | None = None
    organisation: str | None = None


class Event(_Model):
    type: EventType
    date: str | None = None
    date_is_inferred: bool = False
    start: str | None = None
    end: str | None = None
    venue: str | None = None
    hosts: list[Host] = Field(default_factory=list)
    participants: list[str] = Field(default_factory=list)
    participants_count: int | None = None


class Overview(_Model):
    text: str
    evidence: list[Evidence]


class Answer(_Model):
    text: str
    evidence: list[Evidence]


class Strategy(_Model):
    text: str
    topic: Topic
    status: Status
    horizon: str | None = None
    evidence: list[Evidence]


class Outlook(_Model):
    text: str
    topic: Topic
    due: str | None = None
    evidence: list[Evidence]


class Risk(_Model):
    text: str
    topic: Topic
    evidence: list[Evidence]


class Exchange(_Model):
    """One question and its answer. ``evidence`` is where it was asked."""

    index: int = Field(ge=1)
    asker: str | None = None
    responders: list[str] = Field(default_factory=list)
    questions: list[str]
    answer: list[Answer] = Field(default_factory=list, description="Empty where the source holds no answer.")
    topics: list[Topic] = Field(default_factory=list)
    kpis: list[str] = Field(default_factory=list)
    evidence: list[Evidence]


class Theme(_Model):
    topic: Topic
    label: str
    text: str
    exchanges: list[int]
    kpis: list[str] = Field(default_factory=list)
    evidence: list[Evidence]


class Check(_Model):
    code: str
    severity: Severity
    message: str
    kpis: list[str] = Field(default_factory=list)


class Rejected(_Model):
    section: str
    item: dict[str, Any]
    reason: str


class Coverage(_Model):
    figures: int
    figures_reported: int
    exchanges: int
    exchanges_answered: int
    failed_sections: list[str] = Field(default_factory=list)


class Usage(_Model):
    calls: int = 0
    retries: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    cost: Number | None = None
    currency: str | None = None


class Provenance(_Model):
    engine: Engine
    model: str | None = None
    version: str
    prompts: dict[str, str] = Field(default_factory=dict)
    usage: Usage = Field(default_factory=Usage)
    started: str
    seconds: float


class Summary(_Model):
    """A validated summary of one document."""

    schema_version: Literal["1.0"] = "1.0"
    document: DocumentInfo
    company: Company
    event: Event
    overview: list[Overview] = Field(default_factory=list)
    strategy: list[Strategy] = Field(default_factory=list)
    kpis: list[KPI] = Field(default_factory=list)
    outlook: list[Outlook] = Field(default_factory=list)
    risks: list[Risk] = Field(default_factory=list)
    qa: list[Exchange] = Field(default_factory=list)
    themes: list[Theme] = Field(default_factory=list)
    checks: list[Check] = Field(default_factory=list)
    rejected: list[Rejected] = Field(default_factory=list)
    coverage: Coverage
    provenance: Provenance

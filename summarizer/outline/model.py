"""What the outline of a document is made of. All offsets count code points of the *repaired* text;
`Repaired.raw_span` takes them back to the raw text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .repair import Repaired

Role = Literal["header", "narrative", "question", "answer", "boilerplate"]
Span = tuple[int, int]


@dataclass(slots=True)
class Sentence:
    """One sentence; ``role`` tells which part of the document it belongs to."""

    index: int
    start: int
    end: int
    paragraph: int
    """Sentences of one paragraph share this number."""
    role: Role
    exchange: int | None = None
    """1-based index of the exchange it belongs to, for questions and answers."""
    turn: int | None = None
    """Index into ``Outline.turns``."""


@dataclass(slots=True)
class Turn:
    """One speaker's uninterrupted words."""

    index: int
    speaker: str | None
    title: str | None
    organisation: str | None
    role: Literal["operator", "management", "analyst", "unknown"]
    start: int
    end: int
    """Span of what was said, the speaker's label left out."""


@dataclass(slots=True)
class ExchangeSpan:
    """One question with its answer (one asker's go: follow-ups in the same go belong to it)."""

    index: int
    """1-based, in order."""
    asked: Span
    """Where it was asked, markers (``问:``, ``Q1：``, ``1、``) left out."""
    questions: list[Span]
    """Each single question inside it, in order; at least one."""
    answers: list[Span]
    """The pieces of the answer, markers left out; empty where it is unanswered."""
    asker: str | None = None
    responders: list[str] = field(default_factory=list)


@dataclass(slots=True)
class HostName:
    name: str
    title: str | None = None
    organisation: str | None = None


@dataclass(slots=True)
class Header:
    """What the document says of itself. ``None``/empty where it does not. Dates ISO 8601, times HH:MM."""

    title: str | None = None
    company: str | None = None
    short_name: str | None = None
    ticker: str | None = None
    exchange: str | None = None
    """HKEX, SSE, SZSE, BSE, NYSE, NASDAQ …"""
    record_number: str | None = None
    event_type: str = "other"
    event_date: str | None = None
    date_is_inferred: bool = False
    """True where only the publication tells the event's date, or a year was filled in."""
    event_dates: list[str] = field(default_factory=list)
    """Every date the document gives for the event, in order, for the check on contradictory dates."""
    start: str | None = None
    end: str | None = None
    venue: str | None = None
    hosts: list[HostName] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    participants_count: int | None = None
    published: str | None = None
    is_announcement: bool = False
    """True of a company's formal announcement: it needs neither a form nor speakers to be read."""


@dataclass(slots=True)
class Outline:
    """A document's form, found by rules."""

    repaired: Repaired
    language: Literal["zh-Hans", "zh-Hant", "en"]
    kind: Literal["ir_record", "earnings_article", "earnings_call", "other"]
    header: Header
    sentences: list[Sentence]
    turns: list[Turn]
    exchanges: list[ExchangeSpan]
    boilerplate: list[Span]

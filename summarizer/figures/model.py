"""What the number grammar finds. All offsets count code points of the text that was scanned (the repaired text)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..schemas.vocabulary import ChangeKind, PeriodKind, Qualifier

FigureKind = Literal["amount", "percent", "points", "multiple", "count", "rank", "duration", "number"]


@dataclass(slots=True)
class Figure:
    """One figure: a value with its unit, its place, and what the words beside it say of it."""

    id: str
    """``f1``, ``f2``, … in order of place."""
    start: int
    end: int
    """Span of the number with its unit, qualifiers left out (``36.8 亿元``; a range from its first to its last character)."""
    value: int | float
    """In the base unit (36.8 亿元 is 3680000000); the lower end of a range."""
    value_max: int | float | None
    unit: str | None
    """As in the output contract; ``None`` for an amount whose currency is not said, and for a bare number."""
    kind: FigureKind
    qualifier: Qualifier | None = None
    context_start: int = -1
    context_end: int = -1
    """Span with qualifiers and the words of change beside it; equal to ``start``/``end`` where there are none."""
    change: ChangeKind | Literal["change"] | None = None
    """Set where the figure *is* a growth (``同比增长 8%``); ``change`` where nothing says against what."""
    direction: int = 0
    """+1 or -1 where the words beside it say up or down (also for a level: ``下降到 54%``), else 0."""
    pair: Literal["from", "to"] | None = None
    """Its part in ``从 82% 下降到 54%``."""


@dataclass(slots=True)
class PeriodMention:
    """A period or date as the text says it, resolved as far as the text and the anchor allow."""

    start: int
    end: int
    label: str
    kind: PeriodKind
    first: date | None
    last: date | None
    fiscal: bool = False
    """True for a fiscal year whose end is not the calendar's."""


@dataclass(slots=True)
class Scan:
    """Every token with a number in it, told apart. The three lists do not overlap and are ordered by place."""

    figures: list[Figure]
    periods: list[PeriodMention]
    others: list[tuple[int, int]]
    """Tokens with digits that are neither: names of models and products, list numbers, telephone numbers, laws."""

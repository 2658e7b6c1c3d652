"""The documents that are compared: a summary each, its text where that is at hand, and their order in time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..errors import UsageError
from ..figures import Anchor
from ..reading import Document, read
from ..schemas import Evidence, Period, Summary
from ..schemas.comparison import Compared
from .periods import FiscalYear, Stretch, reported

if TYPE_CHECKING:
    from ..extractors.material import Material
    from ..extractors.rules.cues import Cues
    from ..pipeline import Summarizer

Given = Summary | Document | str | os.PathLike[str] | BinaryIO
"""What a document may be given as: its summary (also a file of our JSON), or the document itself."""


@dataclass
class Side:
    """One of the documents."""

    summary: Summary
    document: Document | None = None
    """Its text; ``None`` where only its summary was given."""
    number: int = 0
    """Its place in the order of time, from 0."""

    @property
    def language(self) -> str:
        """zh-Hans, zh-Hant or en."""
        return self.summary.document.language

    @cached_property
    def date(self) -> str | None:
        """The day of the event, else of publication; ISO 8601."""
        return self.summary.event.date or self.summary.document.published

    @cached_property
    def period(self) -> Period | None:
        """The period that most of its actual figures are of."""
        return reported(self.summary.kpis, self.date)

    @cached_property
    def stretch(self) -> Stretch | None:
        """`period`, in a form that can be compared."""
        return Stretch.of(self.period) if self.period else None

    @cached_property
    def material(self) -> Material | None:
        """Its sentences with their figures and periods, where its text is at hand."""
        if self.document is None:
            return None
        from ..extractors.material import gather
        from ..outline import outline

        return gather(outline(self.document))

    @cached_property
    def cues(self) -> Cues | None:
        """What tells of each of its sentences how far a plan has come."""
        from ..extractors.rules.cues import Cues

        return Cues(self.material) if self.material is not None else None

    @cached_property
    def anchor(self) -> Anchor:
        """What its relative periods count from."""
        if self.material is not None:
            return self.material.anchor
        return Anchor(date.fromisoformat(self.date) if self.date else None, self.stretch.days if self.stretch else None, self._year.end)

    def evidence(self, start: int, end: int) -> Evidence:
        """A span of the repaired text as evidence. The text must be at hand."""
        from ..grounding import evidence_for

        if self.material is None or self.document is None:
            raise ValueError("a summary alone has no text to take evidence from")
        return evidence_for(self.material.outline.repaired, start, end, page_starts=self.document.page_starts)

    def _named_period(self) -> Period | None:
        """`period` with a label that tells it from those of other documents: "the quarter" is that of any."""
        period, stretch = self.period, self.stretch
        if period is None or stretch is None or stretch.number is not None or stretch.year is not None:
            return period
        return period.model_copy(update={"label": self._year.label(stretch) or period.label})

    @cached_property
    def _year(self) -> FiscalYear:
        return FiscalYear.of(Stretch.of(kpi.period) for kpi in self.summary.kpis if kpi.period is not None)

    def told(self) -> Compared:
        """What the comparison says of it."""
        document = self.summary.document
        return Compared(
            source=document.source, sha256=document.sha256, kind=document.kind, language=document.language,
            company=self.summary.company.name or self.summary.company.short_name, date=self.date, period=self._named_period(),
            engine=self.summary.provenance.engine,
        )  # fmt: skip


def sides(sources: Iterable[Given], encoding: str | None, summarizer: Summarizer) -> list[Side]:
    """Every source, read and summarised, in the order in which they were given."""
    found: list[Side] = []
    for source in sources:
        if isinstance(source, Summary):
            found.append(Side(source))
            continue
        document = source if isinstance(source, Document) else _read(source, encoding)
        summaries = _summaries(document)
        found += [Side(one) for one in summaries] if summaries is not None else [Side(summarizer.run(document), document)]
    if len(found) < 2:
        raise UsageError("a comparison needs at least two documents; give the earlier and the later one")
    return found


def _read(source: str | os.PathLike[str] | BinaryIO, encoding: str | None) -> Document:
    return read(Path(source) if isinstance(source, os.PathLike) else source, encoding=encoding)


def _summaries(document: Document) -> list[Summary] | None:
    """The summaries that a file of our JSON holds; ``None`` where it is no such file.

    Raises:
        InputError: it is one and does not keep the schema.
    """
    import json

    from ..verification.own import chosen, is_ours

    bare = document.text.lstrip("\ufeff \t\r\n")
    if bare[:1] not in ("{", "["):
        return None
    try:
        data: Any = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    parts = data if isinstance(data, list) else [data]
    if not parts or not all(isinstance(one, dict) and is_ours(one) for one in parts):
        return None
    return [one for one in (chosen(part, document, document.source) for part in parts) if one is not None]


def ordered(found: list[Side]) -> list[Side]:
    """Oldest first: by the day of the event or of publication, else by the end of what is reported; else as given."""

    def day(side: Side) -> str:
        return side.date or (side.stretch.end if side.stretch else None) or ""

    if all(side.date for side in found) or all(side.stretch and side.stretch.end for side in found):
        by = (lambda side: side.date or "") if all(side.date for side in found) else (lambda side: side.stretch.end or "")
        found = sorted(found, key=by)
    elif all(day(side) for side in found):
        found = sorted(found, key=day)
    elif all(side.stretch and side.stretch.number for side in found):
        # no days at all, and the quarters are named: of one year or of two
        found = _by_quarter(found)
    for number, side in enumerate(found):
        side.number = number
    return found


def dated(found: Iterable[Side]) -> bool:
    """Whether the order of the documents is known."""
    return all(side.date or (side.stretch and (side.stretch.end or side.stretch.year)) for side in found)


def _by_quarter(found: list[Side]) -> list[Side]:
    years = [side.stretch.year for side in found if side.stretch]
    if any(year is None for year in years):
        return found
    return sorted(found, key=lambda side: (side.stretch.year or 0, side.stretch.number or 0) if side.stretch else (0, 0))

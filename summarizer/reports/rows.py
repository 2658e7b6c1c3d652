"""The tables of a report: one definition of their columns and rows, from which workbooks and CSV files are made.

`columns.toml` says which tables there are, and their columns; here are their rows. Rows keep the contract's own ids and values: how a cell
looks is the affair of who writes it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count
from typing import Any

from ..schemas import Evidence, Exchange, Outlook, Risk, Strategy, Summary, Theme
from ..schemas.profile import Profile
from ..tables import table
from .interest import companies_first
from .markdown import left_out
from .places import Places
from .view import Item, View, view
from .wording import Wording

Row = dict[str, Any]
"""A value for each column: str, number, bool, None; a list of str; evidence where the column is a place."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, as `columns.toml` has it."""

    name: str
    kind: str
    width: int
    unit: str | None
    """The column that holds the unit of its numbers."""
    words: str | None
    """The table of words that its ids are shown with."""
    lines: int | None
    """Lines that a row gives it at most; None: all it takes."""


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of the table ``name``, first to last."""
    known = table("reports", "columns")
    return tuple(
        Column(column, row["kind"], row["width"], row.get("unit"), row.get("words"), row.get("lines"))
        for column, row in ((column, known["columns"][column]) for column in known["tables"][name]["columns"])
    )


@dataclass(frozen=True, slots=True)
class Reported:
    """A summary, and the raw text of its document where it is at hand."""

    summary: Summary
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A document as the tables tell it."""

    name: str
    """In the first column of every table; no two documents share it."""
    view: View
    text: str | None
    places: Places

    def rows(self, table: str, wording: Wording) -> Iterator[Row]:
        """The rows of ``table``; what a program composes is in the words of ``wording``."""
        for row in _ROWS[table](self.view, wording):
            yield {"document": self.name, **row}


def told(documents: Sequence[Reported], profile: Profile | None = None) -> list[Told]:
    """``documents`` with names, those of the reader's companies first, each ordered and cut as ``profile`` wants it."""
    documents = companies_first(documents, _summary, profile)
    names = _names([one.summary for one in documents])
    return [
        Told(name, view(one.summary, profile), one.text, Places(one.text)) for name, one in zip(names, documents, strict=True)
    ]


def _summary(reported: Reported) -> Summary:
    return reported.summary


def language_of(documents: Sequence[Reported], profile: Profile | None, language: str | None) -> str:
    """The language of a table's own words: as asked for, else the reader's, else that of all documents, else English."""
    own = {one.summary.document.language for one in documents}
    return language or (profile and profile.language) or (own.pop() if len(own) == 1 else "en")


def _names(summaries: Sequence[Summary]) -> Iterator[str]:
    """Company and day; those of documents that share them, with their files; copies of one file, numbered."""
    shorts = [_short(one) for one in summaries]
    shared = Counter(name.casefold() for name in shorts)
    taken: set[str] = set()
    for name, summary in zip(shorts, summaries, strict=True):
        longer = name if shared[name.casefold()] == 1 else f"{name} · {summary.document.source}"
        tries = chain([longer], (f"{longer} ({number})" for number in count(2)))
        chosen = next(one for one in tries if one.casefold() not in taken)
        taken.add(chosen.casefold())
        yield chosen


def _short(summary: Summary) -> str:
    company, document = summary.company, summary.document
    whose = company.short_name or company.name or document.title or document.source
    return " ".join(" ".join(filter(None, [whose, summary.event.date])).split())


# -- the rows of each table ----------------------------------------------------------------------------------------------


def _kpis(view: View, _: Wording) -> Iterator[Row]:
    for item in view.sections["kpis"].items:
        kpi = item.of
        period, change = kpi.period, kpi.change
        yield {
            "id": kpi.id, "name": kpi.name, "metric": kpi.metric, "entity": kpi.entity, "segment": kpi.segment, "qualifier": kpi.qualifier,
            "value": kpi.value, "value_max": kpi.value_max, "unit": kpi.unit, "raw": kpi.raw, "basis": kpi.basis,
            "period": period and period.label, "period_kind": period and period.kind,
            "period_start": period and period.start, "period_end": period and period.end,
            "change": change and change.value, "change_unit": change and change.unit,
            "change_kind": change and change.kind, "change_raw": change and change.raw,
            "topics": item.topics, "found_by": item.agreement or (kpi.found_by[0] if len(kpi.found_by) == 1 else "both"),
            **_proof(item),
        }  # fmt: skip


def _qa(view: View, _: Wording) -> Iterator[Row]:
    for item in view.sections["qa"].items:
        exchange = item.of
        if not isinstance(exchange, Exchange):
            continue
        failed = {"qa", f"qa[{exchange.index}]"}.intersection(view.summary.coverage.failed_sections)
        shared = {
            "exchange": exchange.index, "asker": exchange.asker, "question": "\n".join(exchange.questions),
            "answered": "yes" if exchange.answer else "failed" if failed else "no",
            "responders": exchange.responders, "topics": exchange.topics, "question_place": item.evidence,
        }  # fmt: skip
        for part in item.parts:
            point = int(part.key.rpartition("-")[2])
            yield {**shared, "id": part.key, "point": point, "answer": part.text, "kpis": part.kpis, **_proof(part)}
        if not item.parts:
            yield {**shared, "id": item.key, "point": None, "answer": None, "kpis": exchange.kpis, "place": (), "quote": None}


def _statements(view: View, _: Wording) -> Iterator[Row]:
    for section in ("overview", "strategy", "outlook", "risks"):
        for item in view.sections[section].items:
            of = item.of
            yield {
                "id": item.key, "statement": section, "topic": of.topic if isinstance(of, Strategy | Outlook | Risk) else None,
                "text": item.text, "status": of.status if isinstance(of, Strategy) else None,
                "when": of.horizon if isinstance(of, Strategy) else of.due if isinstance(of, Outlook) else None,
                "kpis": item.kpis, **_proof(item),
            }  # fmt: skip


def _themes(view: View, _: Wording) -> Iterator[Row]:
    for item in view.sections["qa"].items:
        if isinstance(theme := item.of, Theme):
            yield {
                "id": item.key, "label": theme.label, "topic": theme.topic, "text": item.text,
                "exchanges": [str(index) for index in theme.exchanges], "kpis": theme.kpis, **_proof(item),
            }  # fmt: skip


def _checks(view: View, wording: Wording) -> Iterator[Row]:
    empty = dict.fromkeys(("id", "severity", "code", "section", "kpis", "item"))
    for section in view.summary.coverage.failed_sections:
        yield {**empty, "doubt": "failed", "section": section, "message": wording.words["failed"]}
    for item in view.sections["checks"].items:
        check = item.of
        yield {
            **empty, "id": item.key, "doubt": "check", "severity": check.severity, "code": check.code, "message": check.message,
            "kpis": check.kpis,
        }  # fmt: skip
    for item in view.sections["rejected"].items:
        refused = item.of
        yield {
            **empty, "id": item.key, "doubt": "rejected", "section": refused.section, "message": refused.reason,
            "item": json.dumps(refused.item, ensure_ascii=False),
        }  # fmt: skip
    for message in wording.coverage(view.summary):
        yield {**empty, "doubt": "coverage", "message": message}


def _documents(view: View, wording: Wording) -> Iterator[Row]:
    summary = view.summary
    document, company, event = summary.document, summary.company, summary.event
    coverage, provenance = summary.coverage, summary.provenance
    # when it was made and how long that took are left to JSON: the same documents give the same tables
    yield {
        **{name: getattr(document, name) for name in (
            "source", "language", "title", "record_number", "published", "characters", "pages", "media_type", "sha256",
        )},
        "document_kind": document.kind, "company": company.name, "short_name": company.short_name, "ticker": company.ticker,
        "exchange_name": company.exchange, "event": event.type, "event_date": event.date, "date_inferred": event.date_is_inferred,
        "event_start": event.start, "event_end": event.end, "venue": event.venue, "hosts": [wording.host(one) for one in event.hosts],
        "participants_count": event.participants_count, "participants": event.participants,
        "figures": coverage.figures, "figures_reported": coverage.figures_reported, "exchanges_held": coverage.exchanges,
        "exchanges_answered": coverage.exchanges_answered, "failed_sections": coverage.failed_sections,
        "left_out": sum(map(left_out, view.sections.values())),
        "engine": provenance.engine, "model": provenance.model, "version": provenance.version,
        **{name: getattr(provenance.usage, name) for name in (
            "calls", "retries", "input_tokens", "cached_input_tokens", "output_tokens", "cost", "currency",
        )},
    }  # fmt: skip


def _proof(item: Item) -> Row:
    return {"place": item.evidence, "quote": "\n".join(one.quote for one in in_order(item.evidence))}


def in_order(evidence: Iterable[Evidence]) -> list[Evidence]:
    """As they stand in the source."""
    return sorted(evidence, key=lambda one: one.start)


_ROWS: dict[str, Callable[[View, Wording], Iterator[Row]]] = {
    "kpis": _kpis, "qa": _qa, "strategy": _statements, "themes": _themes, "checks": _checks, "documents": _documents,
}  # fmt: skip

"""What a summary gives to each column: the values of its figures and of its exchanges, unchanged.

A summary is its JSON as Python reads it. Fields that it may lack are those that the contract gives a default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from operator import itemgetter
from typing import Any

Json = dict[str, Any]
Values = dict[str, list[Any]]
"""The values of each column, row by row."""

# -- types ---------------------------------------------------------------------------------------------------------------


def _day(text: str | None) -> date | None:
    """The day, or None where the calendar has none such: the JSON keeps what was said."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _double(number: float | None) -> float | None:
    """The number as a double, None where it is beyond 1.8e308."""
    try:
        return None if number is None else float(number)
    except OverflowError:
        return None


def _of(name: str, field: str, typed: Callable[[Any], Any] | None = None) -> Callable[[Json], Any]:
    """The ``field`` of the part ``name``, None where the item has no such part."""

    def value(item: Json) -> Any:
        part = item.get(name)
        found = part.get(field) if part else None
        return typed(found) if typed else found

    return value


def _get(name: str) -> Callable[[Json], Any]:
    return lambda item: item.get(name)


def _all(name: str) -> Callable[[Json], Any]:
    return lambda item: item.get(name) or []


def _first(field: str) -> Callable[[Json], Any]:
    def value(item: Json) -> Any:
        evidence = item["evidence"]
        return evidence[0].get(field) if evidence else None

    return value


# -- rows ----------------------------------------------------------------------------------------------------------------


def _shared(path: str, summary: Json) -> Json:
    """What all rows of a document have in common."""
    document, company, event, made = (summary[part] for part in ("document", "company", "event", "provenance"))
    return {
        "document": path, "sha256": document["sha256"], "source": document["source"],
        "company": company.get("name"), "short_name": company.get("short_name"), "ticker": company.get("ticker"),
        "exchange_name": company.get("exchange"), "document_kind": document["kind"], "language": document["language"],
        "event": event["type"], "event_date": _day(event.get("date")), "date_inferred": event.get("date_is_inferred", False),
        "published": _day(document.get("published")), "engine": made["engine"], "model": made.get("model"), "version": made["version"],
    }  # fmt: skip


_KPI: dict[str, Callable[[Json], Any]] = {
    **{name: itemgetter(name) for name in ("id", "name", "raw", "basis", "found_by", "evidence")},
    **{name: _get(name) for name in ("metric", "segment", "entity", "qualifier", "unit")},
    "value": lambda kpi: _double(kpi["value"]),
    "value_max": lambda kpi: _double(kpi.get("value_max")),
    "period": _of("period", "label"),
    "period_kind": _of("period", "kind"),
    "period_start": _of("period", "start", _day),
    "period_end": _of("period", "end", _day),
    "change": _of("change", "value", _double),
    "change_unit": _of("change", "unit"),
    "change_kind": _of("change", "kind"),
    "change_raw": _of("change", "raw"),
    "quote": _first("quote"),
    "quote_start": _first("start"),
    "quote_end": _first("end"),
    "page": _first("page"),
    "match": _first("match"),
}
_EXCHANGE: dict[str, Callable[[Json], Any]] = {
    "exchange": itemgetter("index"),
    "asker": _get("asker"),
    "questions": itemgetter("questions"),
    **{name: _all(name) for name in ("responders", "answer", "topics", "kpis")},
    "question_quote": _first("quote"),
    "question_start": _first("start"),
    "question_end": _first("end"),
    "question_page": _first("page"),
    "question_match": _first("match"),
    "question_evidence": itemgetter("evidence"),
}


def _answered(summary: Json) -> Iterator[str]:
    """Of each exchange; one whose extraction failed is not one without an answer."""
    failed = summary["coverage"].get("failed_sections") or []
    for exchange in summary.get("qa", ()):
        lost = "qa" in failed or f"qa[{exchange['index']}]" in failed
        yield "yes" if exchange.get("answer") else "failed" if lost else "no"


def add_rows(values: dict[str, Values], path: str, summary: Json) -> None:
    """The rows of ``summary``, of the document at ``path``, go behind those that the tables of ``values`` hold."""
    shared = _shared(path, summary)
    for table, items, ways in (("kpis", summary.get("kpis", []), _KPI), ("qa", summary.get("qa", []), _EXCHANGE)):
        into = values[table]
        for name, value in shared.items():
            into[name].extend([value] * len(items))
        for name, way in ways.items():
            into[name].extend(map(way, items))
    values["qa"]["answered"].extend(_answered(summary))

"""Summaries made by hand, with a text in which each of their figures and sentences stands."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from summarizer.schemas import Summary

Q1 = {"label": "first quarter of 2025", "kind": "quarter", "start": "2025-01-01", "end": "2025-03-31"}
Q2 = {"label": "second quarter of 2025", "kind": "quarter", "start": "2025-04-01", "end": "2025-06-30"}
Q3 = {"label": "third quarter of 2025", "kind": "quarter", "start": "2025-07-01", "end": "2025-09-30"}
H1 = {"label": "first half of 2025", "kind": "half", "start": "2025-01-01", "end": "2025-06-30"}
NINE = {"label": "first nine months of 2025", "kind": "year_to_date", "start": "2025-01-01", "end": "2025-09-30"}
YEAR = {"label": "2025", "kind": "year", "start": "2025-01-01", "end": "2025-12-31"}
BEFORE = {"label": "second quarter of 2024", "kind": "quarter", "start": "2024-04-01", "end": "2024-06-30"}
END = {"label": "end of the quarter", "kind": "date", "start": "2025-06-30", "end": "2025-06-30"}


def kpi(name: str, value: float, raw: str, period: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A figure; revenue in dollars unless ``more`` says otherwise."""
    return {"name": name, "metric": "revenue", "value": value, "unit": "USD", "raw": raw, "basis": "actual", "period": period} | more


def summary(
    kpis: Sequence[dict[str, Any]] = (),
    *,
    date: str | None = "2025-08-05",
    company: str | None = "Tarnbrook Pumps, Inc.",
    ticker: str | None = None,
    language: str = "en",
    strategy: Sequence[dict[str, Any]] = (),
    qa: Sequence[tuple[str, str]] = (),
    failed: Sequence[str] = (),
    source: str = "made_up.txt",
) -> Summary:
    """A summary of a document that says just this."""
    text = ""

    def told(said: str) -> list[dict[str, Any]]:
        nonlocal text
        start = len(text)
        text += said + "\n"
        return [{"quote": said, "start": start, "end": start + len(said), "match": "exact"}]

    figures = [{
        "id": f"k{number}", "found_by": ["rules"], "evidence": told(f"{one['name']} {one.get('said', 'was')} {one['raw']}"),
        **{name: value for name, value in one.items() if name != "said"},
    } for number, one in enumerate(kpis, 1)]  # fmt: skip
    plans = [{"topic": "strategy", "status": "planned", **one, "evidence": told(one["text"])} for one in strategy]
    exchanges: list[dict[str, Any]] = [{
        "index": number, "questions": [question], "topics": ["capacity"], "evidence": told(question),
        "answer": [{"text": answer, "evidence": told(answer)}] if answer else [],
    } for number, (question, answer) in enumerate(qa, 1)]  # fmt: skip
    return Summary.model_validate({
        "document": {
            "source": source, "sha256": sha256(f"{text}{date}".encode()).hexdigest(), "media_type": "text/plain", "kind": "earnings_call",
            "language": language, "characters": len(text),
        },
        "company": {"name": company, "ticker": ticker}, "event": {"type": "earnings_call", "date": date},
        "kpis": figures, "strategy": plans, "qa": exchanges,
        "themes": [{
            "topic": "capacity", "label": "Capacity", "text": exchanges[0]["questions"][0], "evidence": exchanges[0]["evidence"],
            "exchanges": [one["index"] for one in exchanges],
        }] if exchanges else [],
        "coverage": {"figures": 0, "figures_reported": 0, "exchanges": 0, "exchanges_answered": 0, "failed_sections": list(failed)},
        "provenance": {"engine": "rules", "version": "0", "started": "2026-01-01T00:00:00Z", "seconds": 0.0},
    })  # fmt: skip

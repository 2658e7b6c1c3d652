"""Summaries made up for the tests of headlines: KPIs with what they are told by, and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from summarizer.schemas import KPI, Summary


def kpi(name: str, raw: str, value: float, **fields: Any) -> dict[str, Any]:
    """One KPI: an actual amount in dollars, whose evidence says its name and its figure, unless ``fields`` says otherwise."""
    quote = fields.pop("quote", f"{name} was {raw}")
    period = fields.pop("period", None)
    kind = fields.pop("kind", "quarter")
    return {
        "name": name, "raw": raw, "value": value, "unit": "USD", "basis": "actual", "found_by": ["rules"], "quote": quote,
        "period": period and {"label": period, "kind": kind}, **fields,
    }  # fmt: skip


def call(*kpis: dict[str, Any], language: str = "en", outlook: Iterable[str] = (), strategy: Iterable[str] = ()) -> Summary:
    """A summary of these KPIs in the order of their telling, a hundred code points apart; the sentences follow."""
    place = 0

    def evidence(quote: str) -> list[dict[str, Any]]:
        nonlocal place
        place += 100
        return [{"quote": quote, "start": place, "end": place + len(quote), "match": "exact"}]

    items = [
        {**{key: value for key, value in one.items() if key != "quote"}, "id": f"k{number}", "evidence": evidence(one["quote"])}
        for number, one in enumerate(kpis, 1)
    ]
    return Summary.model_validate({
        "document": {
            "source": "call.txt", "sha256": "ab" * 32, "media_type": "text/plain", "kind": "earnings_call", "language": language,
            "characters": 10_000,
        },
        "company": {},
        "event": {"type": "earnings_call"},
        "kpis": items,
        "outlook": [{"text": text, "topic": "guidance", "evidence": evidence(text)} for text in outlook],
        "strategy": [{"text": text, "topic": "other", "status": "unknown", "evidence": evidence(text)} for text in strategy],
        "coverage": {"figures": len(items), "figures_reported": len(items), "exchanges": 0, "exchanges_answered": 0},
        "provenance": {"engine": "rules", "version": "0.1.0", "started": "2026-01-01T00:00:00Z", "seconds": 0.1},
    })  # fmt: skip


QUARTER = (
    kpi("revenue", "$412.6 million", 412_600_000, metric="revenue", period="second quarter",
        change={"kind": "yoy", "value": 14, "unit": "%", "raw": "up 14% year over year"}),
    kpi("diluted EPS", "$1.12", 1.12, metric="eps", period="second quarter"),
    kpi("adjusted earnings per diluted share", "$1.25", 1.25, metric="eps", period="Q2"),
    kpi("operating income", "$74.1 million", 74_100_000, metric="operating_profit", period="the quarter"),
    kpi("revenue", "$420 million and $430 million", 420_000_000, value_max=430_000_000, metric="revenue", basis="guidance",
        period="third quarter", quote="revenue between $420 million and $430 million"),
)  # fmt: skip
"""What a call tells of its second quarter."""


def texts(summary: Summary, count: int | None = None) -> list[str]:
    """The lines alone."""
    from summarizer.headlines import headlines

    return [line.text for line in headlines(summary, count)]


def by_id(summary: Summary) -> dict[str, KPI]:
    """KPIs by their ids."""
    return {one.id: one for one in summary.kpis}

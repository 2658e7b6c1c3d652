"""A comparison with something in every section, made by hand, of two documents made up for it."""

from __future__ import annotations

from typing import Any

from summarizer.schemas.comparison import Comparison

OLD = """Quillstone Inc. call of the first quarter of 2025
Revenue was $100 million, up 8% year over year.
Gross margin was 60.5%.
Pump revenue was $40 million.
We expect second quarter revenue of $105 million to $108 million.
We expect 2025 revenue of about $430 million.
We plan to open a plant in Penang.
A strong dollar is a risk.
Q: When does Penang open? How large is it?
A: We are not going to comment on that.
"""
NEW = """Quillstone Inc. call of the second quarter of 2025
Revenue was $112 million, up 11% year over year.
Gross margin was 59.2%.
Headcount was 1,234.
We now expect 2025 revenue of over $450 million.
Our plant in Penang has opened.
Tariffs are a risk.
Q: When does Penang reach full load?
A: It takes time.
Q: What does a <pump> cost & why?
"""
SHA = ("a" * 64, "b" * 64)
TEXTS = {SHA[0]: OLD, SHA[1]: NEW}
QUARTERS = (
    {"label": "first quarter of 2025", "kind": "quarter", "start": "2025-01-01", "end": "2025-03-31"},
    {"label": "second quarter of 2025", "kind": "quarter", "start": "2025-04-01", "end": "2025-06-30"},
)
YEAR = {"label": "2025", "kind": "year", "start": "2025-01-01", "end": "2025-12-31"}


def evidence(document: int, quote: str) -> list[dict[str, Any]]:
    start = (OLD, NEW)[document].index(quote)
    return [{"quote": quote, "start": start, "end": start + len(quote), "match": "exact"}]


def reading(document: int, kpi: str, quote: str, raw: str, value: float, **fields: Any) -> dict[str, Any]:
    return {
        "document": document, "kpi": kpi, "name": "Revenue", "value": value, "unit": "USD", "raw": raw, "basis": "actual",
        "period": QUARTERS[document], "evidence": evidence(document, quote),
    } | fields  # fmt: skip


def difference(value: float, unit: str, text: str, *operands: dict[str, Any]) -> dict[str, Any]:
    return {
        "direction": "up" if value > 0 else "down" if value < 0 else "flat", "value": value, "unit": unit,
        "arithmetic": {"text": text, "value": value, "unit": unit, "operands": [place for one in operands for place in one["evidence"]]},
    }  # fmt: skip


def told(document: int, section: str, quote: str, topic: str, **fields: Any) -> dict[str, Any]:
    return {
        "document": document, "section": section, "index": 0, "text": quote, "topic": topic, "evidence": evidence(document, quote),
    } | fields  # fmt: skip


def asked(document: int, exchange: int, quote: str, **fields: Any) -> dict[str, Any]:
    return {
        "document": document, "exchange": exchange, "text": quote, "topics": ["capacity"], "evidence": evidence(document, quote),
    } | fields  # fmt: skip


def compared(language: str = "en") -> Comparison:
    """Two quarters of one company."""
    revenue = (
        reading(0, "k1", "Revenue was $100 million", "$100 million", 100e6, growth="up 8% year over year"),
        reading(1, "k1", "Revenue was $112 million", "$112 million", 112e6, growth="up 11% year over year"),
    )
    margin = (
        reading(0, "k2", "Gross margin was 60.5%", "60.5%", 60.5, name="Gross margin", unit="%"),
        reading(1, "k2", "Gross margin was 59.2%", "59.2%", 59.2, name="Gross margin", unit="%"),
    )
    pump = reading(0, "k3", "Pump revenue was $40 million", "$40 million", 40e6, name="Pump revenue")
    heads = reading(1, "k3", "Headcount was 1,234", "1,234", 1234, name="Headcount", unit=None)
    guided = reading(
        0, "k4", "second quarter revenue of $105 million to $108 million", "$105 million to $108 million", 105e6, value_max=108e6,
        basis="guidance", period=QUARTERS[1] | {"label": "second quarter"},
    )  # fmt: skip
    year = (
        reading(0, "k5", "2025 revenue of about $430 million", "$430 million", 430e6, qualifier="about", basis="guidance", period=YEAR),
        reading(1, "k4", "2025 revenue of over $450 million", "$450 million", 450e6, qualifier="over", basis="guidance", period=YEAR),
    )
    penang = (
        told(0, "strategy", "We plan to open a plant in Penang.", "capacity", status="planned", due="2025"),
        told(1, "strategy", "Our plant in Penang has opened.", "capacity", status="done"),
    )
    when = (asked(0, 1, "When does Penang open? How large is it?", asker="Kim Vale"), asked(1, 1, "When does Penang reach full load?"))
    return Comparison.model_validate({
        "documents": [
            {
                "source": f"{name}.txt", "sha256": sha, "kind": "earnings_call", "language": language, "company": "Quillstone Inc.",
                "date": date, "period": period, "engine": "rules",
            }
            for name, sha, date, period in zip(("old", "new"), SHA, ("2025-05-01", "2025-08-01"), QUARTERS, strict=True)
        ],
        "kpis": [
            {
                "metric": "revenue", "name": "Revenue", "unit": "USD", "period_kind": "quarter", "status": "both", "old": revenue[0],
                "new": revenue[1], "difference": difference(12, "%", "$112 million ÷ $100 million − 1 = 12%", *revenue),
            },
            {
                "metric": "gross_margin", "name": "Gross margin", "unit": "%", "period_kind": "quarter", "status": "both", "old": margin[0],
                "new": margin[1], "difference": difference(-1.3, "pp", "59.2% − 60.5% = −1.3 pp", *margin),
            },
            {"metric": "headcount", "name": "Headcount", "status": "new", "new": heads},
            {"metric": "revenue", "name": "Pump revenue", "segment": "Pump", "unit": "USD", "status": "gone", "old": pump},
        ],
        "guidance": [
            {
                "metric": "revenue", "name": "revenue", "guided": guided, "actual": revenue[1], "outcome": "above",
                "difference": difference(3.7, "%", "$112 million ÷ $108 million − 1 = 3.7%", guided, revenue[1]),
            },
            {
                "metric": "revenue", "name": "revenue", "guided": year[0], "anew": year[1], "outcome": "open", "revision": "raised",
                "difference": difference(4.65, "%", "$450 million ÷ $430 million − 1 = 4.65%", *year),
            },
        ],
        "statements": [
            {"status": "new", "topic": "risk", "new": told(1, "risks", "Tariffs are a risk.", "risk")},
            {"status": "continued", "topic": "capacity", "old": penang[0], "new": penang[1], "moved": "planned → done"},
            {"status": "gone", "topic": "risk", "old": told(0, "risks", "A strong dollar is a risk.", "risk")},
        ],
        "themes": [
            {
                "status": "continued", "topic": "capacity", "label": "capacity", "old_exchanges": [1], "new_exchanges": [1],
                "old_evidence": when[0]["evidence"], "new_evidence": when[1]["evidence"],
            },
            {
                "status": "new", "topic": "cost", "label": "cost", "new_exchanges": [2],
                "new_evidence": evidence(1, "What does a <pump> cost & why?"),
            },
        ],
        "came_back": [{"old": when[0], "new": when[1], "ducked_before": True}],
        "ducked": [
            {"reason": "no_figure", "asked": when[1], "evidence": evidence(1, "It takes time.")},
            {"reason": "unanswered", "asked": asked(1, 2, "What does a <pump> cost & why?")},
            {"reason": "declined", "asked": when[0], "evidence": evidence(0, "We are not going to comment on that.")},
        ],
        "series": [
            {
                "metric": "revenue", "name": "Revenue", "unit": "USD", "period_kind": "quarter",
                "points": [{"reading": one, "label": label} for one, label in zip(revenue, ("2025 Q1", "2025 Q2"), strict=True)],
            },
            {"metric": "headcount", "name": "Headcount", "period_kind": "quarter", "points": [{"reading": heads, "label": "2025 Q2"}]},
        ],
        "checks": [{"code": "companies_differ", "severity": "warning", "message": "the documents name two companies"}],
    })  # fmt: skip

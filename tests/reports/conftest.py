"""A summary with something in every section, made by hand, of a document made up for it."""

from __future__ import annotations

import pytest

from summarizer.schemas import Evidence, Summary

TEXT = """晨光电器股份有限公司
2024年上半年,营收达到
12.5 亿元,同比增长 8%。
我们将进入|欧洲市场。
汇率波动是风险。
问:何时投产? 产能多少?
答:年内投产。
"""


def evidence(quote: str) -> list[Evidence]:
    start = TEXT.index(quote)
    return [Evidence(quote=quote, start=start, end=start + len(quote), match="exact")]


def build(language: str = "zh-Hans") -> Summary:
    place = {quote: [one.model_dump() for one in evidence(quote)] for quote in (
        "营收达到\n12.5 亿元", "我们将进入|欧洲市场。", "汇率波动是风险。", "问:何时投产? 产能多少?", "答:年内投产。",
    )}  # fmt: skip
    return Summary.model_validate({
        "document": {
            "source": "made_up.txt", "sha256": "ab" * 32, "media_type": "text/plain", "kind": "ir_record",
            "language": language, "title": "记录表", "record_number": "2024-001", "published": "2024-08-31",
            "characters": len(TEXT),
        },
        "company": {"name": "晨光电器股份有限公司", "ticker": "000001", "exchange": "SZSE"},
        "event": {
            "type": "earnings_briefing", "date": "2024-08-30", "date_is_inferred": True, "start": "15:00", "end": "16:00",
            "venue": "线上", "hosts": [{"name": "王明", "title": "董事长", "organisation": "晨光电器"}],
            "participants": ["甲证券", "乙基金"], "participants_count": 12,
        },
        "overview": [{"text": "营收12.5亿元。", "evidence": place["营收达到\n12.5 亿元"]}],
        "strategy": [{
            "text": "进入|欧洲市场", "topic": "overseas", "status": "planned", "horizon": "2025年",
            "evidence": place["我们将进入|欧洲市场。"],
        }],
        "kpis": [{
            "id": "k1", "name": "营|收", "metric": "revenue", "segment": "家电", "value": 1250000000, "unit": "CNY",
            "raw": "12.5 亿元", "qualifier": "about", "basis": "actual",
            "period": {"label": "2024年上半年", "kind": "half", "start": "2024-01-01", "end": "2024-06-30"},
            "change": {"kind": "yoy", "value": 8, "unit": "%", "raw": "同比增长\n8%"}, "found_by": ["rules"],
            "evidence": place["营收达到\n12.5 亿元"],
        }],
        "outlook": [{"text": "年内投产", "topic": "capacity", "due": "年内", "evidence": place["答:年内投产。"]}],
        "risks": [{"text": "汇率波动", "topic": "risk", "evidence": place["汇率波动是风险。"]}],
        "qa": [{
            "index": 1, "asker": "甲证券", "responders": ["王明"], "questions": ["何时投产?", "产能多少?"],
            "answer": [{"text": "年内投产。", "evidence": place["答:年内投产。"]}], "topics": ["capacity"], "kpis": ["k1"],
            "evidence": place["问:何时投产? 产能多少?"],
        }],
        "themes": [{
            "topic": "capacity", "label": "产能", "text": "年内投产。", "exchanges": [1], "kpis": ["k1"],
            "evidence": place["答:年内投产。"],
        }],
        "checks": [{"code": "shares_sum", "severity": "warning", "message": "占比之和为 103%", "kpis": ["k1"]}],
        "rejected": [{"section": "kpis", "item": {"name": "利润"}, "reason": "not in the source"}],
        "coverage": {"figures": 2, "figures_reported": 2, "exchanges": 1, "exchanges_answered": 1},
        "provenance": {"engine": "rules", "version": "0.1.0", "started": "2026-01-01T00:00:00Z", "seconds": 0.1},
    })  # fmt: skip


@pytest.fixture
def summary() -> Summary:
    return build()


@pytest.fixture
def text() -> str:
    return TEXT

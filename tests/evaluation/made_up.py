"""A small made-up document, its gold, and the summary that gets everything right."""

from __future__ import annotations

import copy
from typing import Any

from summarizer.evaluation import Gold, Score, score
from summarizer.schemas import Summary

TEXT = """晨光电器(000001) 2024年上半年业绩说明会 2024年8月30日 页眉乱码
上半年营收达到 12.5 亿元,同比增长 8%。家电毛利率约为 30%,2025年目标 32% 至 35%。
竞品甲的份额为 20%。门店 200 家,门店 200 家是历史新高。研发人员 50 人。
战略上我们将进入欧洲市场。
问:何时投产?产能多少?
答:年内投产,产能三万台。
问:分红如何?
答:维持分红。
"""


def place(quote: str) -> list[dict[str, Any]]:
    start = TEXT.index(quote)
    return [{"quote": quote, "start": start, "end": start + len(quote), "match": "exact"}]


def kpi(id: str, name: str, value: float, unit: str, quote: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id, "name": name, "value": value, "unit": unit, "raw": quote, "basis": "actual", "found_by": ["rules"],
        "evidence": place(quote), **more,
    }  # fmt: skip


HALF = {"label": "上半年", "kind": "half", "start": "2024-01-01", "end": "2024-06-30"}
NEXT_YEAR = {"label": "2025年", "kind": "year", "start": "2025-01-01", "end": "2025-12-31"}

PERFECT: dict[str, Any] = {
    "document": {
        "source": "页眉乱码.txt", "sha256": "", "media_type": "text/plain", "kind": "ir_record", "language": "zh-Hans",
        "published": "2024-08-31", "characters": len(TEXT),
    },
    "company": {"name": "晨光电器", "ticker": "000001"},
    "event": {
        "type": "earnings_briefing", "date": "2024-08-30", "participants": ["甲证券股份有限公司"],
        "hosts": [{"name": "王明", "title": "公司董事长"}],
    },
    "strategy": [{"text": "进入欧洲市场", "topic": "overseas", "status": "planned", "evidence": place("进入欧洲市场")}],
    "kpis": [
        kpi("k1", "营收", 1250000000, "CNY", "12.5 亿元", metric="revenue", period=HALF,
            change={"kind": "yoy", "value": 8, "unit": "%", "raw": "同比增长 8%"}),
        kpi("k2", "毛利率", 30, "%", "30%", metric="gross_margin", segment="家电", qualifier="about", period=HALF),
        kpi("k3", "毛利率", 32, "%", "32% 至 35%", value_max=35, metric="gross_margin", segment="家电", basis="target",
            period=NEXT_YEAR),
        kpi("k4", "份额", 20, "%", "20%", metric="market_share", entity="竞品甲", basis="comparison"),
        kpi("k5", "门店", 200, "家", "200 家", metric="stores"),
    ],
    "qa": [
        {
            "index": 1, "questions": ["何时投产?", "产能多少?"], "topics": ["capacity"],
            "answer": [{"text": "年内投产,产能三万台。", "evidence": place("年内投产,产能三万台。")}],
            "evidence": place("何时投产?产能多少?"),
        },
        {
            "index": 2, "questions": ["分红如何?"], "topics": ["shareholder_return"],
            "answer": [{"text": "维持分红。", "evidence": place("维持分红。")}], "evidence": place("分红如何?"),
        },
    ],
    "coverage": {"figures": 9, "figures_reported": 8, "exchanges": 2, "exchanges_answered": 2},
    "provenance": {"engine": "rules", "version": "0", "started": "2026-01-01T00:00:00Z", "seconds": 0},
}  # fmt: skip

FIGURE = {"basis": "actual"}
HALF_DAYS = {"start": "2024-01-01", "end": "2024-06-30"}

GOLD: dict[str, Any] = {
    "document": "made_up.txt", "language": "zh-Hans", "kind": "ir_record",
    "meta": {
        "company": ["晨光电器", "晨光"], "ticker": "000001", "event_type": "earnings_briefing", "event_date": "2024-08-30",
        "event_date_is_inferred": False, "published": "2024-08-31", "participants_include": ["甲证券"],
        "hosts_include": [{"name": "王明", "title": "董事长"}],
    },
    "kpis": [
        {"name": ["营收", "收入"], "metric": "revenue", "value": 1250000000, "unit": "CNY", **HALF_DAYS, **FIGURE,
         "yoy_percent": 8, "quote": "营收达到12.5亿元"},
        {"name": ["毛利率"], "metric": "gross_margin", "segment": ["家电", "家用电器"], "value": 30, "unit": "%", **HALF_DAYS,
         **FIGURE, "qualifier": "about", "quote": "毛利率约为 30%"},
        {"name": ["毛利率"], "metric": "gross_margin", "segment": ["家电"], "value": 32, "value_max": 35, "unit": "%",
         "start": "2025-01-01", "end": "2025-12-31", "basis": "target", "quote": "32% 至 35%"},
        {"name": ["份额"], "metric": "market_share", "entity": ["竞品甲"], "value": 20, "unit": "%", "basis": "comparison",
         "quote": "份额为 20%"},
        {"name": ["门店"], "metric": "stores", "value": 200, "unit": "家", **FIGURE, "quote": "门店 200 家"},
        {"name": ["研发人员"], "metric": "headcount", "value": 50, "unit": "人", **FIGURE, "optional": True, "quote": "50 人"},
    ],
    "qa": [
        {"question_starts": "何时投产", "questions": 2, "themes": ["capacity", "capex"],
         "answer_must_mention": [["年内"], ["三万", "3万"]]},
        {"question_starts": "分红如何", "questions": 1, "themes": ["shareholder_return"], "answer_must_mention": [["维持"]]},
    ],
    "strategy_must_mention": [["欧洲", "海外"]],
    "noise_never_in_output": ["页眉乱码"],
}  # fmt: skip


class Case:
    """The perfect summary and its gold, to be spoilt and scored."""

    def __init__(self) -> None:
        self.summary: dict[str, Any] = copy.deepcopy(PERFECT)
        self.gold: dict[str, Any] = copy.deepcopy(GOLD)

    def score(self) -> Score:
        return score(Summary.model_validate(self.summary), Gold.model_validate(self.gold), TEXT)

    def spoilt(self) -> set[str]:
        """The measures that are no longer 1."""
        result = self.score()
        return {measure for measure in result.tallies if result.rate(measure) != 1.0}

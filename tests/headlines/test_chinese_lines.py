"""Chinese KPIs become lines of a Chinese newswire, in the source's script."""

from __future__ import annotations

from typing import Any

import pytest

from .made_up import call, kpi, texts


def made(language: str, **fields: Any) -> list[str]:
    figure: dict[str, Any] = {"unit": "CNY", "metric": "revenue", "period": "2024 年上半年", "kind": "half", **fields}
    return texts(call(kpi(figure.pop("name"), figure.pop("raw"), figure.pop("value"), **figure), language=language))


def test_a_level_with_its_growth() -> None:
    """One line holds the period, the measure, its figure and its growth, without typesetting's blanks."""
    change = {"kind": "yoy", "value": 8, "unit": "%", "raw": "同比增长 8%"}
    assert made("zh-Hans", name="营收", raw="36.8 亿元", value=3.68e9, change=change) == ["2024年上半年营收36.8亿元，同比增长8%"]


@pytest.mark.parametrize(("language", "told"), [("zh-Hans", "预计2024年上半年营收约36亿元"), ("zh-Hant", "預計2024年上半年营收約36亿元")])
def test_guidance_and_how_it_is_hedged(language: str, told: str) -> None:
    """Guidance is told as such and keeps its qualifier, in words of the document's script."""
    assert made(language, name="营收", raw="36亿元", value=3.6e9, basis="guidance", qualifier="about") == [told]


def test_a_segment_is_named() -> None:
    """A segment's figure says whose it is."""
    assert made("zh-Hant", name="收入", raw="3.8億", value=3.8e8, segment="汽車") == ["2024年上半年汽車收入3.8億"]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "收入增长受到美国", "raw": "60亿元", "value": 6e9},
        {"name": "营收", "raw": "10 倍", "value": 10, "unit": "x"},
        {"name": "毛利率", "raw": "40", "value": 40, "unit": "%", "metric": "gross_margin"},
        {"name": "客户", "raw": "8个", "value": 8, "unit": "个", "metric": "customers"},
    ],
)
def test_what_reads_broken_is_not_told(fields: dict[str, Any]) -> None:
    """Names cut out of a clause, figures without their unit and anecdotes make no line."""
    assert made("zh-Hans", **fields) == []


def test_a_year_named_by_its_distance_gets_its_number() -> None:
    """去年 is told as the year it is: a headline is read without its date."""
    period = {"label": "去年", "kind": "year", "start": "2023-01-01", "end": "2023-12-31"}
    summary = call({**kpi("营收", "11.8亿", 1.18e9, metric="revenue", unit="CNY"), "period": period}, language="zh-Hans")
    assert texts(summary) == ["2023年营收11.8亿"]

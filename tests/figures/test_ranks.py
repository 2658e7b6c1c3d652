"""Ranks."""

from __future__ import annotations

import pytest

from summarizer.figures.ranks import find_ranks
from summarizer.outline.script import fold


@pytest.mark.parametrize(
    ("text", "raw", "rank"),
    [
        ("综合得分排名第一", "第一", 1), ("排名第 12", "第 12", 12), ("位列前三", "前三", 3),
        ("位居行业第三", "第三", 3), ("市场份额第一", "第一", 1), ("稳居全国前十", "前十", 10),
        ("排名全球第二大", "第二大", 2), ("跻身前 20 强", "前 20 强", 20), ("TOP 30", "TOP 30", 30),
        ("top-10", "top-10", 10), ("No. 1", "No. 1", 1), ("#1", "#1", 1),
        ("ranked 3rd", "ranked 3rd", 3), ("ranked second", "ranked second", 2),
    ],
)  # fmt: skip
def test_a_rank_is_its_place(text: str, raw: str, rank: int) -> None:
    """第一 behind a verb of standing, TOP n and #n are ranks."""
    assert [(text[start:end], place) for start, end, place in find_ranks(fold(text))] == [(raw, rank)]


@pytest.mark.parametrize(
    "text",
    [
        "第一款产品", "第一，持续领先", "位列第一梯队", "前三季度", "排名前列", "排在第三季度", "份额提升，第二",
        "top 30% of", "stop 5",
        "no.", "c#1", "nonranked 3rd", "topline 5",
    ],
)  # fmt: skip
def test_ordinals_are_no_ranks(text: str) -> None:
    """A first point, a first product, a quarter and a tier are none."""
    assert find_ranks(fold(text)) == []

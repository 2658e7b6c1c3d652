"""Which retellings may stand for the sentences they cite."""

from __future__ import annotations

import pytest

from summarizer.grounding.prose import objection

RECORD = (
    "公司实现营业收入的稳健增长,营收达到 36.8 亿元,同比增长 8%;实现经营性现金流 7.6 亿元,同比增长 33%。",
    "同时,公司的海外业务收入占比进一步提升至84%;整体毛利率达 80%,继续保持在较高水平。",
)


@pytest.mark.parametrize(
    "prose",
    ["营收36.8 亿元,同比增长 8%。", "海外收入占比升至84%,毛利率80%", "營業收入同比增長8%至36.8亿元", "营收36.8 亿元,经营性现金流 7.6 亿元"],
)
def test_a_shorter_wording_of_the_same_stands(prose: str) -> None:
    """Fewer words, another order, another script: what is told of each figure is the same."""
    assert objection(prose, RECORD) is None


@pytest.mark.parametrize(
    ("prose", "reason"),
    [
        ("营收36.8 亿元,同比增长 33%", "the source tells operating cash flow, the text revenue: 33%"),
        ("营收36.8 亿元,同比下降 8%", "the source says up, the text down: 8%"),
        ("国内收入占比升至84%", "the source does not say 国内"),
        ("营收预计36.8 亿元", "the source tells a fact, the text says 预计: 36.8 亿元"),
        ("营收未达到36.8 亿元", "the source says the very figure, the text under: 36.8 亿元"),
        ("营收翻番", "the source has no such figure: 翻番"),
    ],
)
def test_what_is_told_otherwise_is_named(prose: str, reason: str) -> None:
    """The reason names the kind and the token."""
    assert objection(prose, RECORD) == reason

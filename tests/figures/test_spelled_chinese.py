"""Numbers in Chinese words."""

from __future__ import annotations

import pytest

from summarizer.figures.spelled_chinese import find_chinese
from summarizer.outline.script import fold


@pytest.mark.parametrize(
    ("text", "raw", "value", "value_max", "unit"),
    [
        ("营收一百二十万元", "一百二十万元", 1_200_000, None, None),
        ("投入一百二十万", "一百二十万", 1_200_000, None, None),
        ("投資三億五千萬元", "三億五千萬元", 350_000_000, None, None),
        ("一亿二千万美元", "一亿二千万美元", 120_000_000, None, "USD"),
        ("约一点五亿元", "一点五亿元", 150_000_000, None, None), ("三万五", "三万五", 35_000, None, None),
        ("一个亿", "一个亿", 100_000_000, None, None),
        ("提升零点五个百分点", "零点五个百分点", 0.5, None, "pp"), ("三个百分点", "三个百分点", 3, None, "pp"),
        ("五十个基点", "五十个基点", 50, None, "bps"),
        ("三百多家", "三百多家", 300, None, "家"), ("二百余家门店", "二百余家", 200, None, "家"),
        ("三十余家", "三十余家", 30, None, "家"),
        ("两千名员工", "两千名", 2000, None, "名"), ("十几亿元", "十几亿元", 1_000_000_000, None, None),
        ("十几亿", "十几亿", 1_000_000_000, None, None),
        ("八百到一千家", "八百到一千家", 800, 1000, "家"),
        ("一亿至两亿元", "一亿至两亿元", 100_000_000, 200_000_000, None),
        ("五到六亿元", "五到六亿元", 500_000_000, 600_000_000, None), ("三到五倍", "三到五倍", 3, 5, "x"),
        ("五六亿", "五六亿", 500_000_000, 600_000_000, None),
        ("二三十亿元", "二三十亿元", 2_000_000_000, 3_000_000_000, None),
        ("两成", "两成", 20, None, "%"), ("三成半", "三成半", 35, None, "%"), ("七八成", "七八成", 70, 80, "%"),
        ("三到四成", "三到四成", 30, 40, "%"),
        ("两成到三成", "两成到三成", 20, 30, "%"),
        ("三分之二", "三分之二", 66.67, None, "%"), ("四分之一", "四分之一", 25, None, "%"),
        ("百分之七点四", "百分之七点四", 7.4, None, "%"),
        ("百分之一百二十", "百分之一百二十", 120, None, "%"),
        ("百分之五到百分之十", "百分之五到百分之十", 5, 10, "%"),
        ("一半", "一半", 50, None, "%"), ("过半", "过半", 50, None, "%"), ("半数", "半数", 50, None, "%"),
        ("一倍", "一倍", 1, None, "x"), ("两倍", "两倍", 2, None, "x"), ("十倍", "十倍", 10, None, "x"),
        ("翻番", "翻番", 2, None, "x"),
        ("翻倍", "翻倍", 2, None, "x"), ("翻一番", "翻一番", 2, None, "x"), ("翻了一番", "翻了一番", 2, None, "x"),
        ("翻两番", "翻两番", 4, None, "x"),
        ("翻了一倍", "翻了一倍", 2, None, "x"), ("翻了三倍", "翻了三倍", 3, None, "x"),
        ("翻了2.5倍", "翻了2.5倍", 2.5, None, "x"),
    ],
)  # fmt: skip
def test_words_that_are_figures(text: str, raw: str, value: float, value_max: float | None, unit: str | None) -> None:
    """A numeral with its unit, a share, a fraction, a multiple and an approximation each have a value."""
    found = list(find_chinese(fold(text)))
    assert [(text[quantity.start : quantity.end], quantity.value, quantity.value_max, quantity.unit) for quantity in found] == [
        (raw, value, value_max, unit)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "第一家", "一家公司", "三台", "两个方面", "一年", "三五年", "一元", "数十亿元", "几百家门店", "百万富翁",
        "万科", "千方百计", "一成不变", "八成熟", "成立",
        "一半年", "十分重要", "第三亿", "五星级", "二零二五年", "万亿市场", "三分之四", "一个点", "三十家",
    ],
)  # fmt: skip
def test_words_of_speech_are_no_figures(text: str) -> None:
    """One of something, ordinals, idioms and what nobody can count have no value."""
    assert list(find_chinese(fold(text))) == []


@pytest.mark.parametrize("text", ["三百多家", "十几亿元", "三十余家", "过半"])
def test_more_than_is_said(text: str) -> None:
    """多, 余, 几 and 过半 say that it is more."""
    (quantity,) = find_chinese(text)
    assert quantity.more

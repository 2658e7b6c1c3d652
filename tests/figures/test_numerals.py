"""Number words and their values."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.figures.numerals import chinese_decimal, chinese_number, chinese_range, english_number


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("七", 7), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百零五", 105),
        ("一百二", 120), ("一百二十", 120),
        ("两千三", 2300), ("一千零三十", 1030), ("三万五", 35_000), ("三万零五", 30_005), ("百万", 1_000_000),
        ("一百二十万", 1_200_000),
        ("两千三百万", 23_000_000), ("三亿五千万", 350_000_000), ("一亿二", 120_000_000), ("一万亿", 10**12),
        ("三千万亿", 3 * 10**15),
        ("二零二五", 2025), ("二〇二四", 2024), ("零", 0),
    ],
)  # fmt: skip
def test_a_chinese_numeral_has_one_value(word: str, value: int) -> None:
    """Place words multiply, a last digit counts the next lower place, and digits alone are read one by one."""
    assert chinese_number(word) == value


@pytest.mark.parametrize("word", ["", "万", "亿", "多", "五六亿", "三点五", "3"])
def test_what_is_no_numeral_has_no_value(word: str) -> None:
    """A place word alone, an approximation and a foreign letter give nothing, never a guess."""
    assert chinese_number(word) is None


def _spell(number: int) -> str:
    """A number in plain Chinese: 10203 is 一万零二百零三."""
    if number == 0:
        return "零"
    sections = [number // 10**8, number // 10**4 % 10**4, number % 10**4]
    words = ""
    for section, scale in zip(sections, ("亿", "万", ""), strict=True):
        if section == 0:
            continue
        if words and section < 1000:
            words += "零"
        gap = False
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = section // place % 10
            if digit:
                words += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
                gap = False
            elif section >= place:
                gap = True
        words += scale
    return words


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_written_out_reads_back(number: int) -> None:
    """What is written in Chinese is read as what it was."""
    assert chinese_number(_spell(number)) == number


@pytest.mark.parametrize(
    ("word", "value"), [("七点四", "7.4"), ("零点五", "0.5"), ("三", "3"), ("十二点二五", "12.25"), ("一点五亿", "150000000")]
)
def test_decimals_in_words(word: str, value: str) -> None:
    """点 parts the decimals, and a scale word may follow them."""
    assert chinese_decimal(word) == Fraction(value)


@pytest.mark.parametrize(
    ("word", "ends"),
    [
        ("五六亿", (500_000_000, 600_000_000)), ("八九千万", (80_000_000, 90_000_000)),
        ("二三十亿", (2_000_000_000, 3_000_000_000)),
        ("三五百", (300, 500)), ("十五六万", (150_000, 160_000)), ("三四", (3, 4)),
        ("一百二十", None), ("六五亿", None), ("四六", None), ("五", None),
    ],
)  # fmt: skip
def test_neighbouring_digits_are_an_approximation(word: str, ends: tuple[int, int] | None) -> None:
    """五六亿 lies between five and six hundred million; digits that do not count on are none."""
    assert chinese_range(word) == ends


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("five", 5), ("twenty-five", 25), ("ninety nine", 99), ("one hundred", 100), ("a million", 10**6),
        ("half a million", 500_000),
        ("half a billion", 500_000_000), ("three hundred thousand", 300_000), ("two thousand five hundred", 2500),
        ("one hundred and five", 105),
    ],
)  # fmt: skip
def test_english_number_words(words: str, value: int) -> None:
    """Tens and ones add, scale words multiply, half halves."""
    assert english_number(words) == value


def test_other_english_words_have_no_value() -> None:
    """A word that is no number gives nothing."""
    assert english_number("several million") is None
    assert english_number("") is None

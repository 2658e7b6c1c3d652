"""Numerals and words in one order."""

from __future__ import annotations

from summarizer.figures.quantities import find_quantities
from summarizer.outline.script import fold


def _raw(text: str, taken: list[tuple[int, int]]) -> list[str]:
    return [text[quantity.start : quantity.end] for quantity in find_quantities(text, fold(text), taken)]


def test_numerals_and_words_come_in_order_of_place() -> None:
    """The two grammars are one to who reads what they find."""
    assert _raw("两成客户付了30万元，doubled，一半以上，3/4", []) == ["两成", "30万元", "doubled", "一半", "3/4"]


def test_words_hold_the_digits_inside_them() -> None:
    """翻了2.5倍 is one number."""
    assert _raw("翻了2.5倍", []) == ["翻了2.5倍"]


def test_what_is_taken_is_left_alone() -> None:
    """A number inside a period or a name is not found, no range runs into one, and what follows it is found."""
    text = "2023年30%，GPT-3.5，5亿"
    assert _raw(text, [(0, 5), (9, 16)]) == ["30%", "5亿"]
    assert _raw("20%到30%", [(4, 7)]) == ["20%"]

"""Numbers in English words."""

from __future__ import annotations

import pytest

from summarizer.figures.spelled_english import find_english


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit"),
    [
        ("revenue doubled", "doubled", 2, "x"), ("doubling in size", "doubling", 2, "x"),
        ("tripled", "tripled", 3, "x"), ("quadrupled", "quadrupled", 4, "x"),
        ("costs halved", "halved", 50, "%"), ("a threefold rise", "threefold", 3, "x"),
        ("a five-fold rise", "five-fold", 5, "x"),
        ("three times the size", "three times", 3, "x"), ("two thirds of sales", "two thirds", 66.67, "%"),
        ("three-quarters of it", "three-quarters", 75, "%"),
        ("half of our revenue", "half", 50, "%"), ("one half of the total", "one half", 50, "%"),
        ("half a million users", "half a million", 500_000, None),
        ("half a billion dollars", "half a billion dollars", 500_000_000, "USD"),
        ("a million users", "a million", 1_000_000, None),
        ("three hundred million", "three hundred million", 300_000_000, None),
        ("two thousand employees", "two thousand", 2_000, None),
        ("twenty-five percent", "twenty-five percent", 25, "%"),
        ("five percentage points", "five percentage points", 5, "pp"),
        ("ten basis points", "ten basis points", 10, "bps"),
    ],
)  # fmt: skip
def test_words_that_are_figures(text: str, raw: str, value: float, unit: str | None) -> None:
    """Multiples, fractions, and number words with a scale or a unit each have a value."""
    assert [(text[quantity.start : quantity.end], quantity.value, quantity.unit) for quantity in find_english(text)] == [(raw, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "double-digit growth", "double down", "one of the", "a hundred reasons", "a thousand thanks",
        "three customers", "half of me", "second half",
        "four halves of", "redoubled", "five times a week", "one hundred percent", "a third party", "tripleplay",
        "often million", "in the last two quarters of demand", "the first three quarters of the year", "two quarters of growth",
    ],
)  # fmt: skip
def test_words_of_speech_are_no_figures(text: str) -> None:
    """Idioms, small counts and parts of other words have no value."""
    assert list(find_english(text)) == []

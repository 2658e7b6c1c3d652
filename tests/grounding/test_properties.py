"""What holds for every text and every quote."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.grounding import Locator, locate
from summarizer.grounding.boundaries import boundary_text, cut
from summarizer.grounding.skeleton import skeleton
from summarizer.outline.script import fold

WORDS = st.sampled_from(
    [*["公司", "营收", "毛利率", "实现", "海外", "芯片", "我們", "業務", "算力", "revenue", "Margin", "customers", "growth", "GPT-4"],
     *["36.8 亿元", "8%", "$5 million", "约3,000张", ",", "。", ". ", "\n", "\t", " "]]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=200)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_every_slice_is_found_where_it_stands_or_cuts_something(data: st.DataObject) -> None:
    """Any slice of a text is found exact, unless it begins or ends where a quote must not; then the reason says so."""
    text = data.draw(TEXTS)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    place = locate(quote, text)
    if place.start is not None:
        assert place.end is not None
        assert text[place.start : place.end] == place.quote
    folded = fold(text)
    whole = re.search(r"\w", fold(quote)) is not None
    if whole and not re.search(r"[^\w\s,.。%$-]|_", text) and "\t" not in text and "\n" not in text:
        stripped = quote.strip()
        first = start + len(quote) - len(quote.lstrip())
        if cut(boundary_text(text, folded), first, first + len(stripped)) is None:
            assert place.match in ("exact", "normalised"), place
        elif place.start is None:
            assert place.reason


@given(st.text(max_size=80), st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_two_texts_are_compared_without_failing(quote: str, text: str) -> None:
    """Whatever characters there are, there is a verdict, and its parts fit together."""
    place = locate(quote, text)
    assert (place.start is None) == (place.match in ("contradicted", "missing"))
    assert (place.reason is None) == (place.start is not None)
    assert 0 <= place.score <= 1
    if place.start is not None:
        assert place.end is not None
        assert text[place.start : place.end] == place.quote
    for start, end in place.nearest:
        assert 0 <= start < end <= len(text)


NUMBERS = st.decimals(min_value=0, max_value=99999, places=2).map(lambda value: f"{value:,}".removesuffix("00").removesuffix("."))


@given(NUMBERS, NUMBERS, st.sampled_from(["亿元", "%", "万台", "亿港元"]), st.sampled_from(["亿元", "%", "万台", "亿港元"]))
@settings(max_examples=200, deadline=None)
def test_another_value_or_unit_is_never_accepted(said: str, quoted: str, unit: str, other: str) -> None:
    """A quote with another value or another unit than the source's has no place; with the same it has one."""
    text = f"公司海外业务收入为{said}{unit},较为稳健。"
    quote = f"海外业务收入为{quoted}{other}"
    same = said.replace(",", "") == quoted.replace(",", "") and unit == other
    assert (locate(quote, text).start is not None) is same


@given(NUMBERS, NUMBERS)
@settings(max_examples=200, deadline=None)
def test_two_values_cannot_change_places(one: str, other: str) -> None:
    """Each value stays with the name it belongs to."""
    text = f"Gross margin was {one}%, compared with {other}% in the prior year."
    quote = f"Gross margin was {other}%, compared with {one}% in the prior year."
    assert (locate(quote, text).start is not None) is (one == other)


@given(st.lists(st.sampled_from(["3", "45", "6.7", "1,234", "a", "亿", "%", "-"]), min_size=1, max_size=8), st.data())
@settings(max_examples=200, deadline=None)
def test_white_space_between_numbers_never_vanishes(pieces: list[str], data: st.DataObject) -> None:
    """Numbers apart and numbers in one have different skeletons: folding joins none and splits none."""
    blanks = data.draw(st.lists(st.sampled_from(["", " ", "\n", "\u3000 "]), min_size=len(pieces), max_size=len(pieces)))
    text = "".join(piece + blank for piece, blank in zip(pieces, blanks, strict=True))
    bare = skeleton(text, fold(text)).text
    number = re.compile(r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)*")
    assert number.findall(bare) == number.findall(re.sub(r"(?<=[^\d\s])\s+|\s+(?=[^\d\s.,])", "", text))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_skeleton_knows_where_each_of_its_characters_stood(text: str) -> None:
    """Places rise, but for the letters of one ligature, and lie in the text."""
    found = skeleton(text, fold(text))
    places = [found.place(index) for index in range(len(found.text))]
    assert places == sorted(places)
    assert len(set(places)) == len(places) or re.search("[\ufb00-\ufb06]", text)
    assert all(0 <= place < len(text) for place in places)


@given(TEXTS, st.lists(st.text(max_size=30), max_size=5))
@settings(max_examples=100, deadline=None)
def test_one_locator_answers_as_often_as_it_is_asked(text: str, quotes: list[str]) -> None:
    """Asking once and asking again, of one locator or a new one, is the same."""
    locator = Locator(text)
    first = [locator.locate(quote) for quote in quotes]
    assert [locator.locate(quote) for quote in quotes] == first == [locate(quote, text) for quote in quotes]

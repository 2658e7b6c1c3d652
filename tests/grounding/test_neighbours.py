"""A quote that stands several times is placed by what stands beside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.grounding import Locator, locate, locate_all
from summarizer.grounding.neighbours import Occurrences, assign

NAMES = ["Harbor", "Juniper", "Meadow", "Falcon", "Granite", "Willow", "Copper", "Saffron"]
TWICE = "Margins improved by 2%."
BLOCKS = [f"{name} opened {number + 3} stores. {TWICE} {name} is led from its own town.\n" for number, name in enumerate(NAMES)]
TEXT = "".join(BLOCKS)
LOCATOR = Locator(TEXT)
STARTS = [sum(map(len, BLOCKS[:number])) for number in range(len(BLOCKS) + 1)]


def block(start: int | None) -> int:
    """The number of the block that an offset lies in."""
    assert start is not None
    return max(number for number, at in enumerate(STARTS) if at <= start)


@given(st.lists(st.integers(0, len(NAMES) - 1), unique=True, min_size=1).map(sorted))
@settings(max_examples=60, deadline=None)
def test_an_ambiguous_quote_stays_with_the_one_it_follows(numbers: list[int]) -> None:
    """Told in the text's order, each lies in the part that the quote before it names."""
    quotes = [quote for number in numbers for quote in (f"{NAMES[number]} opened {number + 3} stores", TWICE)]
    places = LOCATOR.locate_all(quotes)
    assert [block(place.start) for place in places] == [number for number in numbers for _ in range(2)]
    assert all(place.quote == TEXT[place.start : place.end] for place in places)


@given(st.permutations(range(len(NAMES))))
@settings(max_examples=60, deadline=None)
def test_in_another_order_it_lies_beside_a_neighbour(numbers: list[int]) -> None:
    """Told in any other order, it lies in the part of the quote before or behind it, or next to one of them."""
    quotes = [quote for number in numbers for quote in (f"{NAMES[number]} opened {number + 3} stores", TWICE)]
    places = LOCATOR.locate_all(quotes)
    for index in range(1, len(quotes), 2):
        anchors = [block(places[at].start) for at in (index - 1, index + 1) if at < len(quotes)]
        assert min(abs(block(places[index].start) - anchor) for anchor in anchors) <= 1


@given(st.lists(st.sampled_from([TWICE, "Margins improved by 3%.", "Falcon opened 6 stores", "nothing of 9", "Margins"]), max_size=8))
@settings(max_examples=60, deadline=None)
def test_all_is_one_after_the_other(quotes: list[str]) -> None:
    """Which quotes have a place, and which not and why, does not depend on the others; asked again the answer is the same."""
    together = LOCATOR.locate_all(quotes)
    for quote, place in zip(quotes, together, strict=True):
        alone = LOCATOR.locate(quote)
        assert (place.match, place.quote, place.reason) == (alone.match, alone.quote, alone.reason)
    assert together == LOCATOR.locate_all(quotes) == locate_all(quotes, TEXT)


def test_told_twice_it_is_found_twice() -> None:
    """The same quote again is the next place; when there are no more it is the last one again."""
    places = LOCATOR.locate_all([TWICE] * (len(NAMES) + 1))
    assert [block(place.start) for place in places] == [*range(len(NAMES)), len(NAMES) - 1]


def test_before_the_first_sure_place() -> None:
    """What is told before the first quote that stands once lies before it, as near as the order allows."""
    places = LOCATOR.locate_all([TWICE, TWICE, "Granite opened 7 stores"])
    assert [block(place.start) for place in places] == [2, 3, 4]
    assert [block(place.start) for place in LOCATOR.locate_all([TWICE, "Harbor opened 3 stores"])] == [0, 0]


def test_places_that_do_not_fit_do_not_count() -> None:
    """``12%`` of ``312%`` is no place, whatever lies beside it."""
    text = "Costs rose 12% in June. Nothing else. Sales rose 312% in May. Later, costs rose 12% in July."
    places = locate_all(["Sales rose 312%", "rose 12%"], text)
    assert places[1].start == text.rindex("rose 12%")
    assert locate_all(["12%", "Sales rose 312%"], text)[0].start == text.index("12%")


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("Meadow opened 5 stores.", "", 2),
        ("", "Copper is led from its own town", 6),
        ("…ＦＡＬＣＯＮ  opened 6\nstores. ", "Falcon is", 3),
        ("Something about Willow, and its 8 stores", "", 5),
        ("no such words", "none", 0),
        ("", "", 0),
    ],
)
def test_words_beside_a_quote_tell_its_place(before: str, after: str, number: int) -> None:
    """The words its writer saw before and behind it decide, folded like everything else; words that agree nowhere decide nothing."""
    place = LOCATOR.locate(TWICE, before=before, after=after)
    assert block(place.start) == number
    assert place == locate(TWICE, TEXT, before=before, after=after)
    assert LOCATOR.locate("Margins improved by 3%.", before=before, after=after).start is None


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 9)), max_size=12),
    st.lists(st.one_of(st.none(), st.tuples(st.integers(0, 300), st.integers(1, 9))), max_size=8),
    st.sets(st.integers(0, 11)),
)
@settings(max_examples=100, deadline=None)
def test_order_is_kept_where_it_can_be(
    spans: list[tuple[int, int]], asked: list[tuple[int, int] | None], unfit: set[int]
) -> None:
    """Only places that fit are given; between two sure places in order the ones given are in order too, if so many are there."""
    places = sorted({(start, start + size) for start, size in spans})
    occurrences = Occurrences(places, lambda number: number not in unfit)
    anchors = [None if one is None else (one[0], sum(one)) for one in asked]
    chosen = assign([None if anchor else occurrences for anchor in anchors], anchors)
    assert all(number not in unfit for number in chosen.values())
    fitting = [place for number, place in enumerate(places) if number not in unfit]
    assert set(chosen) == ({number for number, anchor in enumerate(anchors) if anchor is None} if fitting else set())
    for index, (one, other) in enumerate(zip(anchors, anchors[2:], strict=False)):
        if one and other and anchors[index + 1] is None and any(one[1] <= start and end <= other[0] for start, end in fitting):
            start, end = places[chosen[index + 1]]
            assert one[1] <= start
            assert end <= other[0]

"""The assignment is the best there is, not merely a good one."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.assignment import assign

WEIGHTS = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 1000), max_size=14)


def best_total(weights: dict[tuple[int, int], int]) -> int:
    """The greatest total weight, by trying every order of columns."""
    return max(sum(weights.get((row, column), 0) for row, column in enumerate(order)) for order in permutations(range(5)))


@given(WEIGHTS)
def test_no_other_assignment_weighs_more(weights: dict[tuple[int, int], int]) -> None:
    """Against every possible assignment of up to five by five."""
    pairs = assign(weights)
    assert sum(weights[pair] for pair in pairs) == best_total(weights)


@given(WEIGHTS)
def test_it_is_one_to_one_and_only_of_what_may_be(weights: dict[tuple[int, int], int]) -> None:
    """No row and no column twice, and no pair that was not offered."""
    pairs = assign(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert set(pairs) <= weights.keys()


def test_greed_would_lose() -> None:
    """Taking the heaviest pair first would leave the second row with nothing."""
    assert assign({(0, 0): 10, (0, 1): 9, (1, 0): 9}) == [(0, 1), (1, 0)]


def test_nothing_to_assign() -> None:
    """No candidates, no pairs."""
    assert assign({}) == []

"""Right and wrong quotes of whole documents, made by ``python benchmarks/grounding --save tests/grounding/cases``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer import read
from summarizer.grounding import Locator

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))
_MARKS = " \t\n\u3000,，;；:：。.!?？！、…“”\"'（）()「」《》"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_true_quotes_are_found_and_false_ones_are_not(path: Path, documents: Path) -> None:
    """A true quote is found at its place in every disguise, a false one in none, and a place's quote is always the text's own."""
    text = read(documents / f"{path.stem}.txt").text
    cases = json.loads(path.read_text(encoding="utf-8"))
    locator = Locator(text)
    assert len(cases["true"]) >= 90
    assert len(cases["false"]) >= 120
    for kind, quote, start, end in cases["true"]:
        place = locator.locate(quote)
        assert place.start is not None, (kind, quote, place)
        assert place.end is not None
        assert text[place.start : place.end] == place.quote
        assert place.reason is None
        if "idle" in kind or "joining" in kind:  # a particle at the edge may be left out
            assert start <= place.start + 3
            assert place.end <= end
        else:
            assert place.quote.strip(_MARKS) == text[start:end].strip(_MARKS), (kind, quote)
            assert abs(place.start - start) <= 3
    for kind, quote in cases["false"]:
        place = locator.locate(quote)
        assert place.start is None, (kind, quote, place)
        assert (place.end, place.quote) == (None, None)
        assert place.reason
        assert "\n" not in place.reason
        assert all(0 <= start < end <= len(text) for start, end in place.nearest)

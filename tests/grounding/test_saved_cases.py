"""True and false quotes of whole documents, made by ``python benchmarks/grounding.py tests/documents/… --save tests/grounding/cases``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.grounding import Locator

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_true_quotes_are_found_and_false_ones_are_not(path: Path, documents: Path) -> None:
    """A true quote is found in every disguise, a false one in none, and a place's quote is always the text's own."""
    text = (documents / f"{path.stem}.txt").read_text(encoding="utf-8")
    cases = json.loads(path.read_text(encoding="utf-8"))
    locator = Locator(text)
    assert len(cases["true"]) >= 100
    assert len(cases["false"]) >= 150
    for kind, quote in cases["true"]:
        place = locator.locate(quote)
        assert place.start is not None, (kind, quote, place)
        assert place.end is not None
        assert text[place.start : place.end] == place.quote
        assert place.reason is None
    for kind, quote in cases["false"]:
        place = locator.locate(quote)
        assert place.start is None, (kind, quote, place)
        assert (place.end, place.quote) == (None, None)
        assert place.reason
        assert "\n" not in place.reason
        assert all(0 <= start < end <= len(text) for start, end in place.nearest)

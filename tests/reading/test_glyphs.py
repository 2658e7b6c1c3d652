"""Characters of a PDF's fonts are read as what they show."""

from __future__ import annotations

import pytest

from summarizer.reading.glyphs import UNKNOWN, meaning, raised


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("ﬁ", "ABCDEF+Times", "fi"),
        ("⼈", "SimSun", "人"),
        ("⻓", "SimSun", "长"),
        ("\uf0fe", "ABCDEF+Wingdings-Regular", "☑"),
        ("þ", "Wingdings", "☑"),
        ("¨", "Wingdings", "□"),
        ("R", "Wingdings2", "☑"),
        ("R", "Times", "R"),
        ("\uf0a8", "SimSun", "□"),
        ("\ue123", "SimSun", UNKNOWN),
        ("(cid:31)", "SimSun", UNKNOWN),
        ("，", "SimSun", "，"),
        ("％", "SimSun", "％"),
        ("\xa0", "Arial", " "),
    ],
)
def test_what_a_glyph_shows(text: str, font: str, shown: str) -> None:
    """Ligatures, radicals and the boxes of picture fonts are put in plain characters; everything else stays."""
    assert meaning(text, font) == shown


def test_raised() -> None:
    """A raised digit is a character of its own."""
    assert raised("12") == "¹²"

"""Names that a document gives its periods: resolved wherever they stand."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.figures import Anchor
from summarizer.figures.periods import PeriodFinder
from summarizer.outline.script import fold

YEAR = (date(2024, 4, 1), date(2025, 3, 31))


def _found(text: str) -> list[tuple[str, date | None, date | None]]:
    return [(one.label, one.first, one.last) for one in PeriodFinder(fold(text), Anchor()).find()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("截至二零二五年三月三十一日止年度（「本財政年度」）的虧損，本財政年度的收益", "本财政年度"),
        ("截至2025年3月31日止年度（“报告期”）的亏损，报告期的收益", "报告期"),
        ("截至二零二五年三月三十一日止年度（「二零二五財年」或「本期間」）的虧損，本期間的收益", "本期间"),
        ('the year ended 31 March 2025 (the "Reporting Period"). Revenue of the Reporting Period', "reporting period"),
    ],
)
def test_a_name_given_in_brackets(text: str, name: str) -> None:
    """The name in brackets right behind a period means that period from there on; the brackets themselves are no mention."""
    mentions = _found(text)
    assert [mention[1:] for mention in mentions] == [YEAR, YEAR]
    assert mentions[1][0] == name


@pytest.mark.parametrize(
    "text",
    ["截至2025年3月31日止年度（「本公司」）的虧損，本公司的收益", 'for the year ended 31 March 2025 (the "Year"). In the year'],
)
def test_a_name_that_may_mean_anything_is_not_looked_for(text: str) -> None:
    """本公司 is no period, and ``the year`` is said of any."""
    assert _found(text)[0][1:] == YEAR
    assert "本公司" not in [label for label, *_ in _found(text)]

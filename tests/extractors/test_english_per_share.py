"""What is told for one share is earnings per share, whatever profit the sentence names, and where it names none."""

from __future__ import annotations

import pytest

from summarizer.extractors.material import gather
from summarizer.extractors.rules.kpis import find_kpis
from summarizer.outline import outline
from summarizer.reading.document import Document

_HEAD = "Acme Inc. Q2 2025 earnings call, August 5, 2025. We report the second quarter of 2025. "


def _read(words: str) -> list[tuple[str, str | None, float | int]]:
    drafts = find_kpis(gather(outline(Document(text=_HEAD + words, source="call.txt", sha256=""))))
    return [(draft.name, draft.metric, draft.value) for draft in drafts]


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ("Adjusted earnings per diluted share was $3.14, an increase of 42%.", "Adjusted earnings per diluted share", 3.14),
        ("Diluted net operating earnings per common share were $3.76.", "Diluted net operating earnings per common share", 3.76),
        ("Acme reported core net operating earnings of $2.71 per share.", "core net operating earnings per share", 2.71),
        ("In the second quarter, we earned $1.30 per diluted share.", "earnings per share", 1.30),
        ("We earned $450 million, or $0.60 per share.", "earnings per share", 0.60),
        ("In the second quarter, the company lost $0.12 per share.", "loss per share", -0.12),
    ],
)
def test_a_profit_for_one_share_is_earnings_per_share(words: str, name: str, value: float) -> None:
    """The metric is that of one share, a loss is negative, and the name is the sentence's where it has one."""
    assert (name, "eps", value) in _read(words)


@pytest.mark.parametrize("words", ["Operating income was $38.2 million.", "Our subsidiaries earned $0.27 per share in the second quarter."])
def test_what_is_not_the_companys_own(words: str) -> None:
    """A profit without a share stays one, and a subsidiary's earnings are not the company's."""
    assert [one for one in _read(words) if one[1] == "eps"] == []

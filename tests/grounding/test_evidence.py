"""Evidence from places of the repaired text, and the check of a summary's places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.grounding import evidence_for, verify_spans
from summarizer.outline.repair import repair
from summarizer.schemas import (
    Company,
    Coverage,
    DocumentInfo,
    Event,
    Evidence,
    Exchange,
    Overview,
    Provenance,
    Summary,
)
from summarizer.schemas.summary import Answer

TEXT = "营收达到 36.8 亿元,同比增长 8%。\n我们将继续投入。"


def _summary(*evidence: Evidence) -> Summary:
    exchange = Exchange(index=1, questions=["?"], answer=[Answer(text="…", evidence=[evidence[-1]])], evidence=[evidence[0]])
    return Summary(
        document=DocumentInfo(source="a.txt", sha256="", media_type="text/plain", kind="other", language="zh-Hans", characters=len(TEXT)),
        company=Company(),
        event=Event(type="other"),
        overview=[Overview(text="…", evidence=list(evidence))],
        qa=[exchange],
        coverage=Coverage(figures=0, figures_reported=0, exchanges=1, exchanges_answered=1),
        provenance=Provenance(engine="rules", version="0", started="2026-01-01T00:00:00Z", seconds=0),
    )


def test_evidence_has_the_source_s_own_characters() -> None:
    """The quote is the raw slice, white space at its ends left out; it is exact where repair changed nothing in it."""
    text = "年报\u200b显示,营收\u200b达到 36.8 亿元,\n其中海外收入占比提升。\n谢谢"
    repaired = repair(text)
    start = repaired.text.index("营收")
    evidence = evidence_for(repaired, start - 1, repaired.text.index("亿元") + 3)
    assert evidence.match == "normalised"
    assert evidence.quote == text[evidence.start : evidence.end] == ",营收\u200b达到 36.8 亿元,"
    start = repaired.text.index("海外")
    evidence = evidence_for(repaired, start, start + 6)
    assert (evidence.quote, evidence.match, evidence.page) == ("海外收入占比", "exact", None)


def test_evidence_knows_its_page() -> None:
    """Pages count from 1."""
    repaired = repair(TEXT)
    assert evidence_for(repaired, 0, 4, page_starts=(0, 22)).page == 1
    assert evidence_for(repaired, TEXT.index("我们"), len(TEXT), page_starts=(0, 22)).page == 2


def test_white_space_is_no_evidence() -> None:
    """A span without a word in it is the caller's mistake."""
    with pytest.raises(ValueError, match="no evidence in an empty span"):
        evidence_for(repair("一 二"), 1, 2)


@given(st.text(max_size=120), st.data())
@settings(max_examples=200, deadline=None)
def test_every_span_of_any_text_gives_sound_evidence(text: str, data: st.DataObject) -> None:
    """``text[start:end] == quote``, whatever was repaired."""
    repaired = repair(text)
    start = data.draw(st.integers(0, len(repaired.text)))
    end = data.draw(st.integers(start, len(repaired.text)))
    if repaired.text[start:end].strip():
        evidence = evidence_for(repaired, start, end)
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.match == "exact" or evidence.quote != repaired.text[start:end].strip()


def test_sound_places_pass() -> None:
    """A summary whose quotes are the text's own has no problem, wherever in it the evidence is."""
    repaired = repair(TEXT)
    assert verify_spans(_summary(evidence_for(repaired, 0, 12), evidence_for(repaired, 12, 20)), TEXT) == []


def test_each_unsound_place_is_named() -> None:
    """A shifted place, one outside the text and one with white space at its ends are each named with their path."""
    shifted = Evidence(quote="营收", start=1, end=3, match="exact")
    outside = Evidence(quote="营收", start=100, end=102, match="exact")
    blank = Evidence(quote=" 36", start=4, end=7, match="exact")
    problems = verify_spans(_summary(shifted, outside, blank), TEXT)
    assert [problem.partition(":")[0] for problem in problems] == [
        "overview[0].evidence[0]", "overview[0].evidence[1]", "overview[0].evidence[2]", "qa[0].answer[0].evidence[0]", "qa[0].evidence[0]",
    ]  # fmt: skip
    assert "收达" in problems[0]
    assert "no place in a text" in problems[1]
    assert "white space" in problems[2]

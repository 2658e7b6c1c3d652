"""Three summaries written for the samples, in another language and in other units: one without a fault, two with twelve planted ones each.

What each statement is, right or wrong and of which kind, stands in a file beside them; the notes quote what the source says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer import verify
from summarizer.schemas.verification import Claim, Verification

HERE = Path(__file__).parent / "summaries"
DOCUMENTS = Path(__file__).parents[1] / "documents"
PLANTED = ("planted_record", "planted_article")


@cache
def _report(name: str) -> tuple[Verification, tuple[dict[str, Any], ...]]:
    key = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return verify(HERE / f"{name}.md", DOCUMENTS / key["document"]), tuple(key["entries"])


def _on(name: str, entry: dict[str, Any]) -> list[Claim]:
    """The claims that overlap a statement."""
    report, _ = _report(name)
    start = (HERE / f"{name}.md").read_text(encoding="utf-8").index(entry["text"])
    end = start + len(entry["text"])
    return [claim for claim in report.claims if claim.start is not None and claim.start < end and start < (claim.end or 0)]


def _wrong() -> Iterator[Any]:
    for name in PLANTED:
        entries = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))["entries"]
        planted = [entry for entry in entries if entry["truth"] == "wrong"]
        assert len(planted) == len({entry["kind"] for entry in planted}) == 12
        yield from (pytest.param(name, entry, id=f"{name}: {entry['kind']}") for entry in planted)


@pytest.mark.parametrize(("name", "entry"), list(_wrong()))
def test_each_planted_fault_is_found(name: str, entry: dict[str, Any]) -> None:
    """Twelve kinds in each: none is called supported, and each has a reason."""
    claims = _on(name, entry)
    found = [claim for claim in claims if claim.verdict != "supported"]
    assert found, claims
    assert all(claim.reason for claim in found)


def test_the_clean_summary_raises_no_alarm() -> None:
    """Re-expressed, rounded, derived and told in other words: everything is supported, and has its place."""
    report, entries = _report("clean")
    assert [(claim.text, claim.reason) for claim in report.claims if claim.verdict != "supported"] == []
    assert all(_on("clean", entry) for entry in entries)
    assert all(claim.evidence for claim in report.claims)
    assert sum(part.arithmetic is not None for claim in report.claims for part in claim.parts) >= 5


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_right_among_faults_is_not_contradicted(name: str) -> None:
    """A fault spoils nothing beside it."""
    _, entries = _report(name)
    right = [entry for entry in entries if entry["truth"] == "right"]
    assert len(right) >= 12
    assert [claim.text for entry in right for claim in _on(name, entry) if claim.verdict == "contradicted"] == []


@pytest.mark.parametrize("name", ["clean", *PLANTED])
def test_every_place_is_the_sources_own(name: str) -> None:
    """``text[start:end] == quote`` for every piece of evidence, and a contradiction has one."""
    report, _ = _report(name)
    text = (DOCUMENTS / report.document.source).read_text(encoding="utf-8")
    places = [one for claim in report.claims for part in claim.parts for one in part.evidence]
    places += [one for claim in report.claims for one in claim.evidence]
    assert places
    assert all(text[one.start : one.end] == one.quote for one in places)
    assert all(claim.evidence for claim in report.contradicted)

"""Our own summaries held against their documents: what we write holds, and whatever is changed in it is found."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from summarizer import Document, InputError, Summarizer, Summary, UsageError, read, summarize, verify
from summarizer.reading import from_text
from summarizer.verification.own import check
from summarizer.verification.source import Source
from tests.verification.faults import faults

TEXTS = ["kunlun_2023q3_ir_record.txt", "made_up_call.txt", "made_up_record_gb18030.txt", "sensetime_2023fy_briefing.txt"]
FORMATS = ["record.md", "article.html", "call.docx", "record_ruled.pdf"]
CASSETTES = Path(__file__).parents[1] / "cassettes"


@pytest.mark.parametrize("name", [*TEXTS, *(f"formats/{name}" for name in FORMATS)])
def test_a_summary_by_rules_holds(documents: Path, name: str) -> None:
    """Everything that the rules say is supported, whatever the format."""
    document = read(documents / name)
    report = verify(summarize(document, engine="rules"), document)
    assert [(claim.where, claim.reason) for claim in report.claims if claim.verdict != "supported"] == []
    assert len(report.claims) > 20


@pytest.mark.parametrize("name", TEXTS)
def test_a_summary_by_a_model_holds(documents: Path, name: str) -> None:
    """So is what a (recorded) model wrote."""
    document = read(documents / name)
    report = verify(Summarizer(engine="model", replay=CASSETTES).run(document), document)
    assert [(claim.where, claim.reason) for claim in report.claims if claim.verdict != "supported"] == []


@pytest.mark.parametrize("name", ["made_up_call.txt", "made_up_record_gb18030.txt"])
def test_every_fault_is_found(documents: Path, name: str) -> None:
    """A digit, a sign, a unit, a date, a name, a place, a contrary, an answer to another question: none is supported."""
    document = read(documents / name)
    source = Source(document)
    summary = Summarizer(engine="model", replay=CASSETTES).run(document).model_dump(mode="json")
    kinds: Counter[str] = Counter()
    missed = []
    for kind, data in faults(summary):
        kinds[kind] += 1
        if kinds[kind] == 1 and all(claim.verdict == "supported" for claim in check(Summary.model_validate(data), source)):
            missed.append(kind)
    assert missed == []
    assert len(kinds) > 45


def made_up() -> tuple[Document, Summary]:
    document = from_text(
        "Acme Corp. Q2 2025 results\n\nRevenue was $412.6 million, up 14% year over year. Cash was $538 million at the end of June 2025.\n"
    )
    return document, summarize(document, engine="rules")


def test_what_the_source_says_instead_is_told() -> None:
    """The claim is placed by its field, and its reason and evidence are the source's."""
    document, summary = made_up()
    summary.kpis[0].raw = "$421.6 million"
    [claim] = verify(summary, document).contradicted
    assert (claim.where, claim.verdict) == ("kpis[0].raw", "contradicted")
    assert claim.reason is not None
    assert "$412.6 million" in claim.reason
    assert all(document.text[one.start : one.end] == one.quote for one in claim.evidence)


def test_a_moved_quote_is_told_with_its_place() -> None:
    """Offsets that do not hold in the very file are wrong; the right ones are said."""
    document, summary = made_up()
    right = summary.kpis[0].evidence[0].start
    summary.kpis[0].evidence[0].start += 2
    [claim] = verify(summary, document).contradicted
    assert claim.where == "kpis[0].evidence[0].start"
    assert f"stands at {right} to" in (claim.reason or "")


def test_a_summary_of_another_version_is_told() -> None:
    """Of another file the offsets need not hold: the quotes are looked for, and the version is named once."""
    document, summary = made_up()
    report = verify(summary, from_text("\n\n" + document.text))
    assert [(claim.where, claim.verdict) for claim in report.claims if claim.verdict != "supported"] == [("document.sha256", "not_found")]
    assert "another file" in (report.not_found[0].reason or "")


def test_evidence_that_nothing_bears_out() -> None:
    """A quote that the document does not hold is not found, and the figure hangs in the air."""
    document, summary = made_up()
    summary.kpis[0].evidence[0].quote = "Bananas grow on trees"
    [claim] = [claim for claim in verify(summary, document).claims if claim.where.startswith("kpis[0]")]
    assert claim.verdict == "not_found"


def test_json_as_text_dict_and_file(tmp_path: Path) -> None:
    """However our JSON is given, it is held field by field."""
    document, summary = made_up()
    path = tmp_path / "summary.json"
    path.write_text(summary.model_dump_json(), encoding="utf-8")
    data = summary.model_dump(mode="json")
    several = json.dumps([{**data, "document": {**data["document"], "sha256": "0"}}, data])
    reports = [verify(one, document) for one in (summary, summary.model_dump(), summary.model_dump_json(), path, several)]
    assert {tuple(claim.where for claim in report.claims) for report in reports} == {tuple(claim.where for claim in reports[0].claims)}
    assert [report.summary for report in reports] == ["summary", "summary", "text", "summary.json", "text"]


def test_ours_with_a_fault_of_form_is_told() -> None:
    """JSON that is ours and breaks its schema is named with the field, in one line without what stands in it."""
    document, summary = made_up()
    data = summary.model_dump(mode="json")
    data["kpis"][0]["basis"] = "secret"
    with pytest.raises(InputError, match=r"kpis\[0\]\.basis") as caught:
        verify(data, document)
    assert "secret" not in str(caught.value)


def test_the_two_the_wrong_way_round() -> None:
    """A summary of ours in the document's place is told, not judged by."""
    document, summary = made_up()
    with pytest.raises(UsageError, match="comes first"):
        verify(document.text, from_text(summary.model_dump_json()))


def test_summaries_of_other_documents_are_refused() -> None:
    """Of several summaries, one must be of this document."""
    document, summary = made_up()
    other = summary.model_dump(mode="json")
    other["document"]["sha256"] = "0" * 64
    with pytest.raises(InputError, match="holds 2 summaries"):
        verify(json.dumps([other, other]), document)

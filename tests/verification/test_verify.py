"""`verify`: what it takes, what it refuses, and what comes out."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import summarizer
from summarizer import InputError, Verification, read, verify
from summarizer.errors import EmptyInputError
from summarizer.reading import from_text

DOCUMENT = from_text(
    "Acme Corp. second quarter 2025 results\n\n"
    "Revenue was $412.6 million, up 14% year over year. Services revenue fell 3% to $96.4 million.\n"
    "We ended the quarter with more than 5,200 customers. We plan to open a plant in Penang in 2026.\n"
)


def verdicts(summary: Any) -> dict[str, str]:
    return {claim.text: claim.verdict for claim in verify(summary, DOCUMENT).claims}


def test_right_and_wrong_are_told_apart() -> None:
    """A figure that is the source's is supported, another is contradicted with what the source says, one of nothing is not found."""
    report = verify("Revenue was $412.6 million.\n\nServices revenue fell 5% to $96.4 million.\n\nHeadcount was 9,871.", DOCUMENT)
    assert [claim.verdict for claim in report.claims] == ["supported", "contradicted", "not_found"]
    [wrong] = report.contradicted
    assert "3%" in (wrong.reason or "") + " ".join(one.quote for one in wrong.evidence)
    assert all(DOCUMENT.text[one.start : one.end] == one.quote for claim in report.claims for one in claim.evidence)


def test_a_string_is_text_and_never_a_path(tmp_path: Path) -> None:
    """Only a `Path` or an open file is read."""
    path = tmp_path / "summary.md"
    path.write_text("# Notes\n\n- Revenue was $412.6 million", encoding="utf-8")
    assert verify(path, DOCUMENT).summary == "summary.md"
    with path.open("rb") as file:
        assert [claim.text for claim in verify(file, DOCUMENT).claims] == ["Revenue was $412.6 million"]
    assert [claim.text for claim in verify(read(path), DOCUMENT).claims] == ["Revenue was $412.6 million"]
    with pytest.raises(InputError, match="claims nothing"):
        verify("summary.md", DOCUMENT)


def test_the_document_is_what_summarize_takes(tmp_path: Path) -> None:
    """A path, also as a string, an open binary file, or a `Document`."""
    path = tmp_path / "call.txt"
    path.write_text(DOCUMENT.text, encoding="utf-8")
    reports = [verify("Revenue was $412.6 million.", one) for one in (path, str(path), io.BytesIO(DOCUMENT.text.encode()), DOCUMENT)]
    assert {report.claims[0].verdict for report in reports} == {"supported"}


def test_a_summary_in_a_web_page_is_read(tmp_path: Path) -> None:
    """Any format that can be read can hold a summary."""
    path = tmp_path / "summary.html"
    path.write_text("<html><body><article><p>Revenue was $412.6 million.</p><p>Services revenue fell 5%.</p></article></body></html>")
    report = verify(path, DOCUMENT)
    assert [claim.verdict for claim in report.claims] == ["supported", "contradicted"]


@pytest.mark.parametrize("text", ["Summary\n\nKey points:\n", "# Highlights\n\nNot investment advice.", "{}", "[{}]", '{"model": "x"}'])
def test_a_summary_that_claims_nothing_is_an_error(text: str) -> None:
    """Nothing to check is told, never shown as all right."""
    with pytest.raises(InputError, match="claims nothing"):
        verify(text, DOCUMENT)


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_summary_is_an_error(text: str) -> None:
    """An empty text holds no summary."""
    with pytest.raises(InputError, match="holds no text"):
        verify(text, DOCUMENT)


def test_half_a_character_is_an_error() -> None:
    """No JSON could hold the claim: it is told with its place."""
    with pytest.raises(InputError, match="surrogate"):
        verify("Revenue was \ud800 $5", DOCUMENT)
    with pytest.raises(InputError, match="surrogate"):
        verify("Revenue was $5", from_text("Revenue was \ud800 $5"))
    with pytest.raises(InputError, match="surrogate"):
        verify('{"note": "Revenue was \\ud800 $5"}', DOCUMENT)


def test_json_of_another_making_is_read_as_statements() -> None:
    """Its sentences are claims, its values claims with the names that stand before them; ids and versions are none."""
    data = {
        "model": "gpt-x",
        "title": "Acme",
        "highlights": ["Revenue was $412.6 million in the second quarter.", "Services revenue fell 5% to $96.4 million."],
        "kpis": [{"name": "Revenue", "value": 412.6, "unit": "million USD"}],
        "customerCount": 5200,
    }
    report = verify(json.dumps(data), DOCUMENT)
    told = {claim.where: claim.text for claim in report.claims}
    assert told["highlights[0]"] == "Revenue was $412.6 million in the second quarter."
    assert told["kpis[0].value"] == "Revenue: 412.6 million USD"
    assert told["customerCount"] == "customer count: 5,200"
    assert "model" not in told
    assert [claim.where for claim in report.contradicted] == ["highlights[1]"]


def test_a_list_of_words_that_looks_like_json_is_text() -> None:
    """A bracket at the start makes no JSON."""
    assert [claim.text for claim in verify("[P&L]\nRevenue $412.6m", DOCUMENT).claims] == ["Revenue $412.6m"]


def test_an_unreadable_document_is_an_error(tmp_path: Path) -> None:
    """The document is read before anything is judged."""
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with pytest.raises(EmptyInputError):
        verify("Revenue was $5.", empty)


def test_ids_are_in_order_and_the_rest_is_counted() -> None:
    """c1, c2, … without a gap, and the lines that claim nothing beside them."""
    report = verify("# Call\n\nHere are the key points:\n\n- Revenue was $412.6 million\n- Customers: more than 5,200\n", DOCUMENT)
    assert [claim.id for claim in report.claims] == ["c1", "c2"]
    assert report.unclaimed == 2


def test_it_is_exported() -> None:
    """`summarizer.verify` and its type."""
    assert summarizer.verify is verify
    assert Verification.model_validate_json(verify("Revenue was $412.6 million.", DOCUMENT).model_dump_json()).document.language == "en"

"""The JSON report is the contract, byte for byte what a program reads back."""

from __future__ import annotations

import json

import pytest

from summarizer.errors import UsageError
from summarizer.reports import FORMATS, render
from summarizer.schemas import Summary


def test_reads_back_as_the_same_summary(summary: Summary) -> None:
    """Nothing is lost or rounded on the way through JSON."""
    assert Summary.model_validate_json(render(summary, "json")) == summary


def test_fields_come_in_the_order_of_the_contract(summary: Summary) -> None:
    """A person who reads the JSON meets the document first and its provenance last."""
    assert list(json.loads(render(summary, "json"))) == [
        "schema_version", "document", "company", "event", "overview", "strategy", "kpis", "outlook", "risks", "qa",
        "themes", "checks", "rejected", "coverage", "provenance",
    ]  # fmt: skip


def test_chinese_is_written_as_itself(summary: Summary) -> None:
    """No character is escaped that need not be, and the file ends with one line break."""
    report = render(summary, "json")
    assert "晨光电器股份有限公司" in report
    assert report.endswith("}\n")
    assert '"value": 1250000000,' in report


def test_an_unknown_format_says_which_there_are(summary: Summary) -> None:
    """The error names those that are there, and what is no text says who makes it."""
    with pytest.raises(UsageError, match=r"'docx'.*" + ", ".join(FORMATS)):
        render(summary, "docx")
    with pytest.raises(UsageError, match="render_workbook"):
        render(summary, "xlsx")

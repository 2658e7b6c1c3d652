"""What may be compared, in which order, and what makes a comparison doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import InputError, Summary, UsageError, compare, read, summarize
from tests.comparison.made_up import Q1, Q2, Q3, kpi, summary

QUARTERS = Path(__file__).parent / "quarters" / "en_quillstone"


def codes(*sources: Summary) -> list[str]:
    """The checks of a comparison, without the one on texts that are not at hand."""
    return [check.code for check in compare(*sources).checks if check.code != "text_unavailable"]


FIRST = summary([kpi("Revenue", 100, "$100", Q1)], date="2025-05-05")
SECOND = summary([kpi("Revenue", 110, "$110", Q2)], date="2025-08-05")


def test_every_form_of_a_source_compares_alike(tmp_path: Path) -> None:
    """A path, its text, an open document and our JSON of it tell the same figures and guidance."""
    old, new = QUARTERS / "old.txt", QUARTERS / "new.txt"
    saved = tmp_path / "new.json"
    saved.write_text(summarize(new, engine="rules").model_dump_json(), encoding="utf-8")
    by_path = compare(old, str(new), engine="rules")
    by_document = compare(read(old), read(new), engine="rules")
    assert by_path.model_dump() == by_document.model_dump()
    by_summary = compare(old, saved, engine="rules")
    assert by_summary.guidance == by_path.guidance
    assert [one for one in by_summary.kpis if one.status == "both"] == [one for one in by_path.kpis if one.status == "both"]
    assert [check.code for check in by_summary.checks] == ["text_unavailable"]


def test_documents_stand_in_the_order_of_their_dates() -> None:
    """Whatever order they are given in."""
    assert compare(SECOND, FIRST) == compare(FIRST, SECOND)
    assert [one.date for one in compare(SECOND, FIRST).documents] == ["2025-05-05", "2025-08-05"]


def test_without_dates_their_periods_order_them() -> None:
    """The end of what is reported is as good as a date; no check is needed."""
    undated = [summary([kpi("Revenue", 100, "$100", period)], date=None) for period in (Q2, Q1)]
    comparison = compare(*undated)
    assert [one.period.label for one in comparison.documents if one.period] == [Q1["label"], Q2["label"]]
    assert "date_unknown" not in [check.code for check in comparison.checks]


def test_a_file_of_several_summaries_is_several_documents(tmp_path: Path) -> None:
    """What `run` writes of several documents can be compared as it is."""
    several = tmp_path / "several.json"
    several.write_text(f"[{FIRST.model_dump_json()}, {SECOND.model_dump_json()}]", encoding="utf-8")
    assert compare(several).kpis == compare(FIRST, SECOND).kpis


def test_one_document_is_no_comparison() -> None:
    """The call is wrong, and the error says what is wanted."""
    with pytest.raises(UsageError, match="at least two documents"):
        compare(FIRST)
    with pytest.raises(UsageError, match="at least two documents"):
        compare()


def test_a_faulty_summary_is_told_by_its_field(tmp_path: Path) -> None:
    """JSON that is ours and does not keep the schema is no document to be summarised."""
    faulty = tmp_path / "faulty.json"
    faulty.write_text(FIRST.model_dump_json().replace('"rules"', '"oracle"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"faulty\.json: is no summary of ours"):
        compare(FIRST, faulty)


def test_two_companies_are_said_to_be_two_first_of_all() -> None:
    """They are compared all the same; another form of the name, or the same ticker, is no other company."""
    other = summary([kpi("Revenue", 90, "$90", Q2)], company="Brightmoor AG", failed=["qa"])
    assert codes(FIRST, other)[0] == "different_companies"
    assert codes(FIRST, summary([kpi("Revenue", 90, "$90", Q2)], company="Tarnbrook Pumps")) == []
    assert codes(summary(date="2025-05-05", company="A", ticker="TBP"), summary(company="B", ticker="NYSE:TBP")) == []


def test_doubts() -> None:
    """The same document twice, a section that failed, another currency, no questions in one: each is said."""
    assert codes(FIRST, FIRST) == ["same_document"]
    assert codes(FIRST, summary([kpi("Revenue", 110, "$110", Q2)], failed=["narrative"])) == ["section_failed"]
    assert codes(FIRST, summary([kpi("Revenue", 110, "€110", Q2, unit="EUR")])) == ["currencies_differ"]
    assert codes(FIRST, summary([kpi("Revenue", 110, "$110", Q2)], qa=[("When?", "Soon.")])) == ["no_questions"]


def test_checks_are_told_in_the_latest_document_s_language() -> None:
    """As every report is."""
    assert compare(FIRST, summary(language="zh-Hant", company="Brightmoor AG")).checks[0].message.startswith("兩份文件屬於不同公司")


def test_a_figure_told_anew() -> None:
    """The later document tells last quarter's figure otherwise and says that it is restated; without the word nothing is claimed."""
    anew = kpi("Revenue as restated", 97, "$97", Q1)
    comparison = compare(FIRST, summary([kpi("Revenue", 110, "$110", Q2), anew | {"name": "Revenue", "said": "restated is"}]))
    told = [check.message for check in comparison.checks if check.code == "restated"]
    assert told == ["Revenue, first quarter of 2025, is told otherwise: $100 in the earlier document, $97 in the later one"]
    silent = compare(FIRST, summary([kpi("Revenue", 110, "$110", Q2), anew | {"name": "Revenue"}]))
    assert "restated" not in [check.code for check in silent.checks]


def test_a_series_tells_each_period_once() -> None:
    """In the order of periods, as the latest document tells it where that says so, guidance behind the last actual figure."""
    third = summary(
        [kpi("Revenue", 120, "$120", Q3), kpi("Revenue", 109, "$109", Q2, said="restated is"),
         kpi("Revenue", 500, "$500", {"label": "2026", "kind": "year", "start": "2026-01-01", "end": "2026-12-31"}, basis="guidance"),
         kpi("Revenue", 130, "$130", {"label": "Q4", "kind": "quarter", "start": "2025-10-01", "end": "2025-12-31"}, basis="guidance")],
        date="2025-11-05",
    )  # fmt: skip
    (series,) = compare(third, FIRST, SECOND).series
    assert [(point.label, point.reading.raw, point.reading.document) for point in series.points] == [
        ("2025 Q1", "$100", 0), ("2025 Q2", "$109", 2), ("2025 Q3", "$120", 2), ("2025 Q4", "$130", 2),
    ]  # fmt: skip
    assert [point.reading.basis for point in series.points] == ["actual"] * 3 + ["guidance"]


def test_fiscal_quarters_are_called_what_the_company_calls_them() -> None:
    """A first quarter that ends in April is that of a fiscal year."""
    quarters = [
        {"label": "first quarter of fiscal 2026", "kind": "quarter", "start": "2025-02-01", "end": "2025-04-30"},
        {"label": "second quarter", "kind": "quarter", "start": "2025-05-01", "end": "2025-07-31"},
    ]
    first, second = (summary([kpi("Revenue", 100, "$100", quarter)], date=quarter["end"]) for quarter in quarters)
    (series,) = compare(first, second).series
    assert [point.label for point in series.points] == ["FY2026 Q1", "FY2026 Q2"]

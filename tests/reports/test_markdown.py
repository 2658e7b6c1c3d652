"""The Markdown report: everything an analyst looks for, in the document's language, with places a person can find."""

from __future__ import annotations

from typing import get_args

import pytest

from summarizer.reports import render, render_markdown
from summarizer.reports.escaping import cell, inline
from summarizer.schemas import Answer, Evidence, Summary
from summarizer.schemas import vocabulary as words
from summarizer.tables import table


def line_with(report: str, part: str) -> str:
    return next(line for line in report.splitlines() if part in line)


def test_title_says_who_what_and_when(summary: Summary) -> None:
    """The first line is company, event and date, and says where the date was inferred."""
    first, _, *rest = render(summary, "md").splitlines()
    assert first == "# 晨光电器股份有限公司 · 业绩说明会 · 2024-08-30（推断）"
    assert rest[0] == "- SZSE:000001 · 15:00-16:00 · 线上 · 编号 2024-001 · 发布 2024-08-31"
    assert rest[1] == "- 参会 12：甲证券、乙基金"
    assert rest[2] == "- 接待：王明（晨光电器 董事长）"


def test_a_kpi_row_holds_all_that_is_known_of_it(summary: Summary, text: str) -> None:
    """Name, whose, value as said, period, change, basis, qualifier and lines stand in one row; bars and breaks cannot split it."""
    row = line_with(render(summary, "md", text), "| k1 |")
    assert row == (
        r"| k1 | 营\|收 | 家电 | 12.5 亿元 | 2024年上半年（2024-01-01/2024-06-30） | 同比增长 8% | 实际 | 约 | L2-3 |"
    )


def test_places_are_lines_with_the_text_and_offsets_without(summary: Summary, text: str) -> None:
    """Line numbers are an editor's: they start at 1, and CRLF is one break."""
    assert line_with(render_markdown(summary, text), "汇率").endswith("风险 · `L5`")
    start = text.index("汇率")
    assert line_with(render_markdown(summary), "汇率").endswith(f"`@{start}-{start + 8}`")
    crlf = text.replace("\n", "\r\n")
    at = crlf.index("汇率波动是风险。")
    summary.risks[0].evidence = [Evidence(quote="汇率波动是风险。", start=at, end=at + 8, match="exact")]
    assert line_with(render_markdown(summary, crlf), "汇率").endswith("`L5`")


def test_places_are_pages_where_the_document_has_pages(summary: Summary, text: str) -> None:
    """A PDF's evidence is said with its page: lines of an extracted text are nowhere to be seen on paper."""
    for number, evidence in enumerate([*summary.kpis[0].evidence, *summary.qa[0].answer[0].evidence], start=2):
        evidence.page = number
    report = render_markdown(summary, text)
    assert "| 约 | p2 |" in report
    assert "年内投产。 — `p3`" in report


def test_an_exchange_shows_what_was_asked_and_answered(summary: Summary, text: str) -> None:
    """Each question is on its own, the answer's points follow with their places."""
    report = render_markdown(summary, text)
    assert "### Q1 — 产能 · 提问 甲证券 · 回答 王明 · k1 · `L6`\n\n> 何时投产?\n>\n> 产能多少?\n\n- 年内投产。 — `L7`\n" in report


def test_neighbouring_figures_are_told_as_one_run(summary: Summary) -> None:
    """An exchange with many figures names their range, not each."""
    summary.qa[0].kpis = ["k10", "k9", "k2", "k8", "k3", "k12"]
    assert "· k2, k3, k8-k10, k12 ·" in line_with(render_markdown(summary), "### Q1")


def test_nothing_found_failed_and_unanswered_are_three_things(summary: Summary) -> None:
    """An empty section, a section whose extraction failed and a question without an answer do not look alike."""
    summary.risks, summary.kpis = [], []
    summary.coverage.failed_sections = ["kpis"]
    summary.qa[0].answer = []
    report = render_markdown(summary)
    assert "## 风险\n\n原文未见。\n" in report
    assert "## 关键数据\n\n此部分提取失败，并非原文没有。\n" in report
    assert "> 产能多少?\n\n原文没有回答。\n" in report
    summary.coverage.failed_sections = ["qa[1]"]
    assert "> 产能多少?\n\n此部分提取失败，并非原文没有。\n" in render_markdown(summary)


def test_checks_rejections_and_provenance_close_the_report(summary: Summary) -> None:
    """What does not add up, what was refused and why, and who made the report are told."""
    report = render_markdown(summary)
    assert "- 注意 `shares_sum`: 占比之和为 103%（k1）" in report
    assert '- 关键数据: not in the source · {"name": "利润"}' in report
    assert "made_up.txt · sha256 abababababab" in report
    assert "数字 2, 列入 2 · 问答 1, 有回答 1" in report


@pytest.mark.parametrize(("language", "heading"), [("zh-Hans", "## 关键数据"), ("zh-Hant", "## 關鍵數據"), ("en", "## Key figures")])
def test_labels_follow_the_document(summary: Summary, language: words.Language, heading: str) -> None:
    """The report speaks the document's language."""
    summary.document.language = language
    assert heading in render_markdown(summary)


@pytest.mark.parametrize("language", get_args(words.Language))
def test_every_id_of_the_closed_lists_has_a_label(language: str) -> None:
    """A topic, basis or event type that joins the vocabulary needs its words in every language."""
    labels = table("reports", "labels")[language]
    assert labels["sections"].keys() == table("reports", "labels")["en"]["sections"].keys()
    assert labels["words"].keys() == table("reports", "labels")["en"]["words"].keys()
    for name, ids in {
        "topic": words.Topic, "basis": words.Basis, "qualifier": words.Qualifier, "status": words.Status,
        "severity": words.Severity, "event": words.EventType,
    }.items():  # fmt: skip
        assert set(labels[name]) == set(get_args(ids)), name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
        ("[click](javascript:x)", r"\[click\](javascript:x)"),
        ("# 标题", r"\# 标题"),
        ("1. 第一", r"1\. 第一"),
        ("- 项", r"\- 项"),
        ("**重** `码`", r"\*\*重\*\* \`码\`"),
        ("Q&A R&D &lt;", r"Q&A R&D \&lt;"),
        ("snake_case _em_", r"snake_case \_em\_"),
        ("上\n下\r\n右", "上 下 右"),
        ("\x1b[31mred\x07", r"\[31mred"),
        ("12.5 亿元, -8%, 5-10", "12.5 亿元, -8%, 5-10"),
    ],
)
def test_a_documents_words_are_never_markup(text: str, expected: str) -> None:
    """Markup, links, HTML and terminal sequences in a document stay words; plain figures stay readable."""
    assert inline(text) == expected


def test_a_bar_cannot_end_a_cell() -> None:
    """Escaping holds for a bar that already follows a backslash."""
    assert cell("a|b\\|c") == r"a\|b\\\|c"


def test_hostile_words_add_no_heading(summary: Summary) -> None:
    """An answer cannot forge a section of the report."""
    summary.qa[0].answer = [Answer(text="好\n\n## 核对\n\n- 无误", evidence=[])]
    headings = [line for line in render_markdown(summary).splitlines() if line.startswith("#")]
    assert headings.count("## 核对") == 1

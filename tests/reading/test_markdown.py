"""Markdown: the raw text is the file's own; its marks are no part of what is read in it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.outline import outline
from summarizer.outline.repair import repair
from summarizer.reading import Document, read

RECORD = """\
---
title: "甲乙股份有限公司业绩说明会"
date: 2025/10/31 08:00
---
# 甲乙股份有限公司业绩说明会纪要

| 指标 | 2025年前三季度 | 同比 |
|:--|--:|:-:|
| **营收** | 36.8 亿元 | +8% |

* 毛利率为 **80%**。
- 研发费用6.2亿元

### Q1：产能如何？

**答：** 产能[见公告](https://a.example/b_(c))为1.2万吨[^1]。
"""


def reading(text: str) -> Document:
    return read(io.BytesIO(text.encode()), media_type="text/markdown")


def test_the_raw_text_is_the_files_own() -> None:
    """Offsets count in what stands in the file; title and day come from what stands above the text."""
    document = reading(RECORD)
    assert document.text == RECORD
    assert (document.title, document.published) == ("甲乙股份有限公司业绩说明会", "2025-10-31")


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("## 营收 ##", "营收"),
        ("**Operator:** Good *day*", "Operator: Good day"),
        ("**Jane Doe** -- *CFO*", "Jane Doe -- CFO"),
        ("> **问：** 如何？", "问： 如何？"),
        ("a\n- [x] b\n  * c", "a\n\nb\n\nc"),
        ("| a | b |\n|---|--:|\n| 1 | | 2 |", "a\tb\n1\t\t2"),
        ("a | b\n--|--\n1 | 2", "a\tb\n1\t2"),
        ("[一](x) ![p](y.png)二[^3] `3` &amp; 4&nbsp;5", "一 二 3 & 4 5"),
        ("甲<br>乙 <b>丙</b><!-- 丁\n戊 -->己", "甲\n乙 丙己"),
        ("增长~~20%~~28%，3\\*4", "增长28%，3*4"),
        ("标题\n===\n\n---\n\n```\nx = *y*\n```", "标题\n\n\nx = *y*\n"),
        ("2*3*4 snake_case_name 5 * 6 10~20%", "2*3*4 snake_case_name 5 * 6 10~20%"),
        ("Name\n--\nTitle", "Name\n--\nTitle"),
    ],
)
def test_marks(marked: str, plain: str) -> None:
    """What stands for something is read as that; what only looks like a mark stays."""
    assert repair(marked, markdown=True).text == plain


def test_a_summary_shows_no_marks() -> None:
    """Names, sentences and questions are without marks; evidence is the raw text, marks and all."""
    document = reading(RECORD)
    summary = summarize(document, engine="rules")
    revenue = next(kpi for kpi in summary.kpis if kpi.name == "营收")
    assert revenue.change is not None
    assert (revenue.value, revenue.change.raw) == (3_680_000_000, "+8%")
    assert {kpi.name for kpi in summary.kpis} >= {"营收", "毛利率", "研发费用"}
    assert not any(mark in kpi.name for kpi in summary.kpis for mark in "*|#`")
    assert summary.qa[0].questions == ["产能如何？"]
    assert [one.text for one in summary.qa[0].answer] == ["产能见公告为1.2万吨。"]
    evidence = revenue.evidence[0]
    assert document.text[evidence.start : evidence.end] == evidence.quote
    assert summary.document.title == "甲乙股份有限公司业绩说明会纪要"


def test_speakers_in_bold() -> None:
    """Speakers' labels are found in bold as they are in plain text."""
    turns = [("Operator", "Welcome to the call."), ("Jane Doe -- CFO", "Revenue was $5 million.")]
    turns += [("Operator", "Our first question comes from Tom Okafor with Bellweather."), ("Tom Okafor", "How is demand?")]
    turns += [("Jane Doe -- CFO", "Demand grew 5%."), ("Operator", "This concludes the call.")]
    text = "# Harbor Q2 2025 Earnings Call\n\n" + "\n\n".join(f"**{who}:** {said}" for who, said in turns)
    found = outline(reading(text))
    assert [turn.speaker for turn in found.turns] == ["Operator", "Jane Doe", "Operator", "Tom Okafor", "Jane Doe", "Operator"]
    assert len(found.exchanges) == 1


@given(st.text(alphabet="a营1.% *_`|#>-[]()~\\<!\n\r&", max_size=60))
def test_every_character_knows_its_place(text: str) -> None:
    """Whatever the marks, a character of what is read is the one in its place of the raw text, or white space for what stood there."""
    repaired = repair(text, markdown=True)
    for index, letter in enumerate(repaired.text):
        assert letter in (text[repaired.raw_offset(index)], " ", "\t", "\n")

"""The whole outline: sentences with their roles, for any document."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.outline import Outline, outline
from summarizer.reading.document import Document

DOCUMENTS = Path(__file__).parent.parent / "documents"
RECORD = (DOCUMENTS / "kunlun_2023q3_ir_record.txt").read_text(encoding="utf-8")
ARTICLE = (DOCUMENTS / "sensetime_2023fy_briefing.txt").read_text(encoding="utf-8")
CALL = (DOCUMENTS / "made_up_call.txt").read_text(encoding="utf-8")


def outline_of(text: str) -> Outline:
    return outline(Document(text, "text", ""))


def said(found: Outline, role: str) -> list[str]:
    return [found.repaired.text[one.start : one.end] for one in found.sentences if one.role == role]


@pytest.mark.parametrize(("text", "counts"), [(RECORD, [1, 3, 3, 2]), (ARTICLE, [3, 1, 4, 3]), (CALL, [2, 2])])
def test_every_exchange_and_every_question_is_found(text: str, counts: list[int]) -> None:
    """The exchanges of the documents, each with the number of its questions and with an answer."""
    exchanges = outline_of(text).exchanges
    assert [len(one.questions) for one in exchanges] == counts
    assert all(one.answers for one in exchanges)


@pytest.mark.parametrize("text", [RECORD, ARTICLE, CALL])
def test_sentences_cover_the_text_once_and_in_order(text: str) -> None:
    """No sentence overlaps another, paragraphs never go back, and nothing but white space lies between."""
    found = outline_of(text)
    for one, other in pairwise(found.sentences):
        assert one.end <= other.start
        assert one.paragraph <= other.paragraph
        assert not found.repaired.text[one.end : other.start].strip()
    assert [one.index for one in found.sentences] == list(range(len(found.sentences)))


@pytest.mark.parametrize("text", [RECORD, ARTICLE, CALL])
def test_sentences_of_exchanges_know_theirs(text: str) -> None:
    """Every question and answer has its index, every other sentence has none, and each exchange has both."""
    found = outline_of(text)
    for one in found.sentences:
        assert (one.exchange is not None) == (one.role in ("question", "answer"))
    for role in ("question", "answer"):
        assert {one.exchange for one in found.sentences if one.role == role} == {one.index for one in found.exchanges}


def test_furniture_is_neither_narrative_nor_answer() -> None:
    """The form's rows, section headings, marks, the site's chrome and disclaimers stand apart."""
    record, article = outline_of(RECORD), outline_of(ARTICLE)
    for found in (record, article):
        spoken = said(found, "narrative") + said(found, "answer")
        for noise in ("问答环节", "附件清单", "土安内谷汀组", "share_log", "搶先評論", "Q&A:", "譯文內容"):
            assert not any(noise in sentence for sentence in spoken), noise
    assert said(record, "narrative")[0].startswith("方总回顾公司")
    assert "问答环节" in said(record, "header")
    assert any(sentence.startswith("时间") for sentence in said(record, "header"))


def test_an_operators_words_are_boilerplate() -> None:
    """She says nothing of the company; speakers' names are labels."""
    found = outline_of(CALL)
    operators = {turn.index for turn in found.turns if turn.role == "operator"}
    assert operators
    assert {one.role for one in found.sentences if one.turn in operators} == {"boilerplate"}
    assert "Dana Whitfield -- Head of Investor Relations:" in said(found, "header")


def test_a_question_without_answer_is_there() -> None:
    """A valid outline, with the answer empty."""
    found = outline_of("某某股份有限公司投资者关系活动记录表\n编号：2024-001\n问：公司分红方案是什么？\n")
    assert [(len(one.questions), one.answers) for one in found.exchanges] == [(1, [])]


LETTERS = "问答Q A1：:、。？?\n\t|□√编号时间地点公司投资者提一二(（）)Operator:Ann Lee -首席执行官表示2024年5月1日"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from(LETTERS), max_size=200))
def test_any_text_has_an_outline(text: str) -> None:
    """Never an error, whatever the text; every span lies inside."""
    found = outline_of(text)
    length = len(found.repaired.text)
    assert all(0 <= one.start < one.end <= length for one in found.sentences)
    assert all(0 <= turn.start < turn.end <= length for turn in found.turns)
    assert all(one.questions for one in found.exchanges)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_unicode_has_an_outline(text: str) -> None:
    """Control characters, surrogates' neighbours, every script."""
    outline_of(text)

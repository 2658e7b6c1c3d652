"""The single questions inside an ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.outline.questions import ends_as_question, split_questions
from summarizer.outline.script import fold


def questions_in(text: str) -> list[str]:
    return [text[low:high] for low, high in split_questions(text, fold(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("如何看待政策?训练和推理是否兼容?自研进展如何?", ["如何看待政策?", "训练和推理是否兼容?", "自研进展如何?"]),
        (
            "模型相关的用户数据,以及后续的迭代和商业化计划如何?合作进展以及后续方向如何?",
            ["模型相关的用户数据,以及后续的迭代和商业化计划如何?", "合作进展以及后续方向如何?"],
        ),
        ("算力一直是我們的優勢,24年或以後有沒有規劃？", ["算力一直是我們的優勢,24年或以後有沒有規劃？"]),
        ("公司上半年增长较快。请问原因是什么？？谢谢！", ["请问原因是什么？？"]),
        ("公司毛利率下降，对吗？是什么原因？", ["公司毛利率下降，对吗？", "是什么原因？"]),
        ("海外的人员配置构成情况请简要说明谢谢！", ["海外的人员配置构成情况请简要说明谢谢！"]),
        ("请介绍公司海外布局，以及明年资本开支如何安排", ["请介绍公司海外布局", "，以及明年资本开支如何安排"]),
        ("公司产能利用率以及订单情况如何", ["公司产能利用率以及订单情况如何"]),
        ("分红计划", ["分红计划"]),
    ],
)
def test_chinese_questions_count_by_their_marks_else_by_their_asks(text: str, questions: list[str]) -> None:
    """One a question mark; without any, one an ask."""
    assert questions_in(text) == questions


def test_english_counts_only_what_asks() -> None:
    """Thanks, statements and tags are none."""
    text = "Hi. Thanks for taking my question. Margins were strong, right? How should we think about Q3? And is pricing sticking?"
    assert questions_in(text)[-2:] == ["How should we think about Q3?", "And is pricing sticking?"]
    assert questions_in("Great. Right? How is demand?") == ["How is demand?"]
    assert questions_in("Good morning. How are you? Could you talk about capex?") == ["Could you talk about capex?"]


def test_english_without_marks_counts_the_sentences_that_ask() -> None:
    """``I wanted to ask``, ``could you``: each such sentence is one."""
    text = "Thanks for taking my question. I wanted to ask about pricing. Volumes were good. And I'd love to hear about Europe."
    assert questions_in(text) == ["I wanted to ask about pricing.", "And I'd love to hear about Europe."]


@given(st.text(alphabet="请问如何？?。，以及abc how \n"))
def test_what_is_asked_holds_at_least_one_question(text: str) -> None:
    """Unless it is blank; spans are in order and inside the ask."""
    spans = split_questions(text, fold(text), 0, len(text))
    assert bool(spans) == bool(text.strip())
    assert all(0 <= low < high <= len(text) for low, high in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    ("line", "asks"),
    [("进展如何？", True), ("进展如何？谢谢！", True), ("进展如何？”", True), ("进展顺利。", False), ("为什么？因为订单充足。", False)],
)
def test_a_line_ends_as_a_question_thanks_aside(line: str, asks: bool) -> None:
    """A question mark amid the line is not enough."""
    assert ends_as_question(fold(line), 0, len(line)) is asks


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hey, guys. Thanks for taking my question. The start was above what we had.", ["The start was above what we had."]),
        ("嘿，太棒了。谢谢。起点远高于我们的预期。", ["起点远高于我们的预期。"]),
    ],
)
def test_greetings_are_not_asked(text: str, asked: list[str]) -> None:
    """Where nothing is asked with a mark, the words without the courtesies stand for the question."""
    assert [text[low:high] for low, high in split_questions(text, fold(text), 0, len(text))] == asked

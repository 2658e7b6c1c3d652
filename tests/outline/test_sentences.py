"""Where sentences end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.outline.script import fold
from summarizer.outline.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, fold(text), 0, len(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["营收达到 36.8 亿元,同比增长 8%;", "实现经营性现金流 7.6 亿元。", "毛利率如何?", "很好！"],
        ["他说：“毛利率达80%。”", "随后散会。"],
        ["我们推出了\"天工\"。", "\"天工\"表现突出。"],
        ["（会议结束。）", "谢谢大家！！"],
        ["推理能力领先;其中GPT-3.5(57.1%;56.8%)次之。"],
        ["平台包括A;B;C三类。"],
        ["情况还在变化……", "我们继续努力。"],
        ["This is fine.", "So is that."],
        ["Mr. Li met Dr. Wang of Example Inc. in the U.S. on Dec. 31.", "We were pleased."],
        ["We merged with Example Inc.", "We were pleased."],
        ["Revenue was $3.6 billion vs. $2.9 billion, i.e. up 24.1%.", "Margin was 80%."],
        ["The call began at 5:00 p.m. ET and C.J. Muse asked first.", "Then J. P. Example did."],
        ["Q1. What about No. 5?", "They'll say no.", "Reasons are the same."],
        ["“We did it.”", "She smiled."],
        ["1. Revenue rose.", "2. Costs fell."],
        ["We strongly recommend growth.", "Our site is example.com."],
        ["And then... we saw growth.", "Well...", "That was it."],
    ],
)  # fmt: skip
def test_sentences(sentences: list[str]) -> None:
    """Chinese and English sentences end where they end, closing quotes and brackets with them."""
    assert split(" ".join(sentences)) == sentences


def test_a_line_break_ends_a_sentence() -> None:
    """Lines of a repaired text are paragraphs, rows and headings."""
    assert split("问答环节\n问：如何展望？ 预期呢？\n\n答：稳定") == ["问答环节", "问：如何展望？", "预期呢？", "答：稳定"]


def test_a_lost_space_is_seen() -> None:
    """A full stop with no space after it ends a sentence between words, not inside names and numbers."""
    assert split("It owns shares.The fund sold 3.5 of Booking.Com at v2.B today.") == [
        "It owns shares.",
        "The fund sold 3.5 of Booking.Com at v2.B today.",
    ]


def test_marks_alone_are_no_sentence() -> None:
    """A tick box that came out as a question mark, and marks left over, join what they stand beside."""
    assert split("?特定对象调研 □分析师会议") == ["?特定对象调研 □分析师会议"]
    assert split("好的。 ” 谢谢。") == ["好的。 ”", "谢谢。"]


@given(st.text(alphabet="营收增长36.8，,。！？!?;；…\n \"'“”()（）abAB\t", max_size=80))
def test_nothing_is_lost_and_no_number_is_cut(text: str) -> None:
    """The spans are in order, apart, hold all that is not white space, and never part two digits of a number."""
    spans = split_sentences(text, fold(text), 0, len(text))
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()
    for number in re.finditer(r"\d+(?:[.,]\d+)*", text):
        assert not any(number.start() < edge < number.end() for span in spans for edge in span)


def test_a_part_of_a_text() -> None:
    """Only the part that is asked for is split, and offsets are those of the whole text."""
    text = "甲。乙。丙。"
    assert split_sentences(text, text, 2, 4) == [(2, 4)]

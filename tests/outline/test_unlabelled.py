"""Calls whose script names no speakers."""

from __future__ import annotations

import pytest

from summarizer.outline.call_exchanges import find_call_exchanges
from summarizer.outline.script import fold
from summarizer.outline.unlabelled import find_unlabelled_turns

ENGLISH = """Revenue grew 14% to $412 million. We opened a center in Rotterdam, and we are pleased with the quarter.
Thank you. Our first question comes from the line of Ann Lee with North Bank. Please go ahead.
Hi, good afternoon. Thanks for taking my question. How should we think about service rates? And is Rotterdam full? Thank you.
Yeah, thanks, Ann. Rates were 38% in the quarter. We think they reach 45% by the end of next year.
Very helpful. And then just a quick follow-up. What drove the margin?
Sure. It was mostly mix. Consumables were 31% of revenue.
One moment for our next question. It comes from Bob Ray at Stone Securities. Your line is open.
I wanted to ask about pricing in Asia. Could you give us some color?
Pricing was down 3%. We expect it to recover in the spring.
There are no further questions at this time. I would like to turn the call back over to management.
Thank you all for joining us. Goodbye.
"""
CHINESE = """三季度公司实现营业收入41.2亿元，同比增长14%。我们在鹿特丹设立了服务中心。
谢谢。第一个问题来自北方证券的李思远。请提问。
感谢管理层接受我的提问。服务渗透率明年怎么看？
谢谢你的问题。三季度为38%，我们预计明年底达到45%。
下一个问题来自南方基金的周明。请讲。
管理层好。回购有什么更新？谢谢。
三季度回购3.5亿元。剩余额度11.5亿元。
今天的会议到此结束，感谢各位投资者的参与。
"""


def told(text: str) -> list[tuple[str | None, str, int, str]]:
    folded = fold(text)
    found = find_call_exchanges(text, folded, find_unlabelled_turns(text, folded))
    return [(one.asker, text[slice(*one.questions[0])], len(one.questions), text[slice(*one.answers[-1])].strip()[-20:]) for one in found]


def a_sentence_a_line(text: str) -> str:
    return text.replace(". ", ".\n").replace("? ", "?\n").replace("。", "。\n").replace("？", "？\n")


@pytest.mark.parametrize("form", [str, a_sentence_a_line, lambda text: text.replace("\n", " ")], ids=["paragraphs", "lines", "one line"])
def test_exchanges_are_told_by_how_callers_come_and_open(form: object) -> None:
    """By paragraph, with a sentence a line, or all on one line."""
    assert callable(form)
    assert told(form(ENGLISH)) == [
        ("Ann Lee, North Bank", "How should we think about service rates?", 3, "were 31% of revenue."),
        ("Bob Ray, Stone Securities", "Could you give us some color?", 1, "cover in the spring."),
    ]
    assert [(asker, question) for asker, question, *_ in told(form(CHINESE))] == [
        ("李思远, 北方证券", "服务渗透率明年怎么看？"),
        ("周明, 南方基金", "回购有什么更新？"),
    ]


def test_callers_who_open_without_an_operator_are_told() -> None:
    """Two who greet, thank for the question and ask."""
    text = (
        "Revenue grew 14%. Margins rose.\nHi, thanks for taking my question. This is Ann Lee with North Bank. How is demand?\n"
        "Sure. Demand is soft in Germany, and firm elsewhere. We expect the same next quarter.\n"
        "Good afternoon, and thanks for taking my question. How is pricing?\nYeah. Pricing was down 3% in Asia.\n"
    )
    assert [asker for asker, *_ in told(text)] == ["Ann Lee, North Bank", None]


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH.splitlines()[0],
        "What did we learn? Customers want service. Where do we go next? The next question is how fast we can grow. " * 3,
        "Please go ahead and read the release. The last question we ask ourselves is whether it pays. It does.",
        "我们的下一个目标是增长。投资者的提问很多，我们都会回答。第一个问题是需求。",
        "",
    ],
)
def test_prepared_remarks_have_no_turns(text: str) -> None:
    """A wrong exchange is worse than a missing one."""
    assert find_unlabelled_turns(text, fold(text)) == []


def test_time_grows_with_length() -> None:
    """Many calls in one file: every caller is found, each once."""
    text = (ENGLISH.splitlines()[1] + "\nHow is demand?\nSoft.\n") * 300
    assert len(told(text)) == 300

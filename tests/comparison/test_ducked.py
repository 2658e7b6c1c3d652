"""What counts as no answer: silence, an express refusal, no figure where one was asked for; and what does not."""

from __future__ import annotations

import io

import pytest

from summarizer import compare, read
from summarizer.comparison.ducked import declines, wants
from summarizer.outline.script import fold
from summarizer.schemas.comparison import Comparison
from tests.comparison.made_up import summary


@pytest.mark.parametrize(
    "sentence",
    [
        "We don't break that out.", "We do not guide to retention.", "I'm not going to comment on that today.",
        "We’re not going to get into specifics.",
        "It's too early to quantify the benefit.", "We haven't disclosed that.", "That's not something we disclose.", "I won't speculate.",
        "We are not providing guidance for next year at this time.", "We don't have a date to share.",
        "So nothing to share yet on pricing.",
        "We're not kinda sharing more specifics there.", "I don't have numbers to share.", "We never guide to that metric.",
        "具体毛利率涉及商业机密，不便披露。", "請以公司公告為準。", "我們不單獨披露雲業務的資本開支。",
        "我們不對單季派息作指引。", "现在谈还为时尚早。",
        "目前沒有應披露未披露的信息。", "敬请关注后续公告。",
        "現階段未能透露定價細節。", "暂不方便透露客户名称。",
    ],
)  # fmt: skip
def test_what_declines(sentence: str) -> None:
    """A refusal in the words that speakers use, in three scripts."""
    assert declines(fold(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "We are not going to sacrifice margin.", "We don't see a change in demand.", "We guide to free cash flow once a year.",
        "We shared the number in May.",
        "We can provide guidance next quarter.", "公司已披露半年度报告。", "公司对客户信息严格管理。",
        "我们公布了指引。", "公司不做房地产业务。",
    ],
)  # fmt: skip
def test_what_does_not_decline(sentence: str) -> None:
    """A negation of something else is an answer."""
    assert not declines(fold(sentence))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How much of the backlog is data center today?", {"figure"}), ("And when should we see the first revenue?", {"time"}),
        ("What is the run rate, and by when do you break even?", {"figure", "time"}), ("Can you quantify the impact?", {"figure"}),
        ("泰国基地什么时候可以实现满产,届时产能是多少?", {"figure", "time"}), ("雲服務客戶的流失率是多少?", {"figure"}),
        ("何時可以恢復增長?", {"time"}),
        ("How should we think about margins when you look at the mix?", set()), ("Could you talk about competition?", set()),
        ("公司如何看待行业竞争?", set()), ("这在多大程度上是蓝海?", set()),
    ],
)  # fmt: skip
def test_what_asks_for_a_figure_or_a_date(question: str, wanted: set[str]) -> None:
    """How much, when, at what level; not how one should think."""
    assert wants([question]) == wanted


CALL = """Tarnbrook Pumps, Inc. (NYSE: TBP)
Q{number} 2025 Earnings Call
{date}

Operator: Welcome to the Tarnbrook Pumps Q{number} 2025 earnings conference call.

Ruth Abel -- Chief Executive Officer: Revenue was $120 million in the quarter.
We plan to launch our Penang plant in the fourth quarter of 2025.

Operator: We will now begin the question-and-answer session. The first question comes from Hugo Brand with Castle Securities.

Hugo Brand -- Castle Securities -- Analyst: {question}

Ruth Abel -- Chief Executive Officer: {answer}

Operator: This concludes our question-and-answer session and today's conference call.
"""


def called(question: str, answer: str) -> Comparison:
    """Two calls; the later one has this exchange."""
    first = CALL.format(number=1, date="May 5, 2025", question="How is demand in Brazil?", answer="Demand in Brazil is healthy.")
    second = CALL.format(number=2, date="August 5, 2025", question=question, answer=answer)
    return compare(*(read(io.BytesIO(text.encode())) for text in (first, second)), engine="rules")


@pytest.mark.parametrize(
    ("question", "answer", "reason", "quoted"),
    [
        ("How many pumps does Penang make a month?", "The team is good. We don't break that out.", "declined", "We don't break that out."),
        ("When will Penang reach full load?", "The team is great, and our partners are pleased with it.", "no_figure", "The team is great"),
        ("How many pumps does Penang make a month?", "We don't break that out. But about 900 pumps a month is a guess.", None, ""),
        ("When will Penang reach full load?", "We expect that in the second half of 2026.", None, ""),
        ("How much of it is sold?", "More than half.", None, ""),
        ("Would you sell the pump business?", "We won't speculate on the portfolio.", "declined", "We won't speculate"),
        ("How do you see competition in pumps?", "It is fierce, as it has always been in this market.", None, ""),
    ],
)  # fmt: skip
def test_answers(question: str, answer: str, reason: str | None, quoted: str) -> None:
    """The whole answer decides; a refusal that gives the figure after all is an answer."""
    found = [one for one in called(question, answer).ducked if one.asked.document == 1]
    assert [one.reason for one in found] == ([reason] if reason else [])
    assert all(one.evidence[0].quote.startswith(quoted) for one in found)


def test_of_a_summary_alone_only_silence_and_refusals_are_told() -> None:
    """What an answer lacks cannot be told from the points that a summary has of it."""
    asked = [("How much is it?", "We like the plant."), ("How large is it?", "We don't disclose that."), ("When is it ready?", "")]
    found = compare(summary(date="2025-05-05"), summary(qa=asked)).ducked
    assert [(one.reason, one.asked.exchange) for one in found] == [("declined", 2), ("unanswered", 3)]


def test_a_failed_section_is_not_taken_for_silence() -> None:
    """Where a section could not be read, a missing answer is not one that was not given."""
    assert compare(summary(date="2025-05-05"), summary(qa=[("When is it ready?", "")], failed=["qa"])).ducked == []

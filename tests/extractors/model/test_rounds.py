"""Asking, and asking again: only for what failed, with what was wrong with it, and never for ever."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.extractors.draft import Told
from summarizer.extractors.model.asking import AnswerCut, AnswerFailed, BudgetSpent
from summarizer.extractors.model.passages import Asked
from summarizer.extractors.model.rounds import Outcome, work
from summarizer.extractors.model.spending import Spending

from .reading import Scripted, done, scope_of

TEXT = """\
问：减速器业务的进展如何？
答：减速器业务上半年实现收入4.2亿元，同比增长三成，主要来自海外客户订单的增加。良率已经提升到92%，公司会继续优化产品结构。\
公司没有参与低价竞争。目前在手订单约2亿元，客户包括多家头部的机器人企业。研发费用同比增长28%。公司对长期的发展有信心。
"""
RIGHT = {"text": "良率已经提升到{f3}", "at": "s2"}
ALSO_RIGHT = {"text": "公司没有参与低价竞争", "at": "s3"}
WRONG = {"text": "公司参与低价竞争", "at": "s3"}
TOPICS = ["capacity"]


def reading(most: int = 3) -> Asked:
    """The exchange, without labels."""
    scope = scope_of(TEXT, labels="none")
    lines = [line for line in scope.material.lines if line.sentence.role == "answer"]
    assert len(lines) == 6
    return Asked(scope, 1, lines, most)


def worked(*answers: Any, tries: int = 2, most: int = 3) -> tuple[Outcome, Scripted]:
    """What comes of these answers, and what was asked."""
    asker = Scripted(*answers)
    return done(work(reading(most), asker, Spending(), tries=tries)), asker


def texts(outcome: Outcome) -> list[str]:
    """The accepted points."""
    return [item.text.rstrip("。") for item in outcome.accepted if isinstance(item, Told)]


def test_what_is_right_is_not_asked_again() -> None:
    """One call; points in the order of the source, topics beside them."""
    outcome, asker = worked({"points": [ALSO_RIGHT, RIGHT], "topics": TOPICS})
    assert texts(outcome) == ["良率已经提升到92%", "公司没有参与低价竞争"]
    assert (1, TOPICS) in outcome.accepted
    assert len(asker.asked) == 1
    assert (outcome.rejected, outcome.failed, outcome.models) == ([], None, ["scripted"])


def test_a_small_model_is_not_asked_again_for_its_words() -> None:
    """Where tokens are dear, a number or an id that is wrong goes back; a wording that does not hold is rejected at once."""
    scope = scope_of(TEXT, labels="unsure")
    lines = [line for line in scope.material.lines if line.sentence.role == "answer"]
    number = {"text": "良率提升了三成", "at": "s2"}
    asker = Scripted({"points": [ALSO_RIGHT, WRONG, number], "topics": TOPICS}, {"r1": RIGHT})
    outcome = done(work(Asked(scope, 1, lines, 3), asker, Spending()))
    assert list(asker.asked[1].answer.model_fields) == ["r1"]
    assert "良率提升了三成" in asker.asked[1].material
    assert WRONG["text"] not in asker.asked[1].material.split("r1")[1]
    assert texts(outcome) == ["良率已经提升到92%", "公司没有参与低价竞争"]
    assert [one.item["text"] for one in outcome.rejected] == [WRONG["text"]]


def test_only_what_failed_goes_back() -> None:
    """With its reason and the sentences next to it, under a name of its own; what stood stays."""
    outcome, asker = worked({"points": [RIGHT, WRONG], "topics": TOPICS}, {"r1": ALSO_RIGHT})
    assert texts(outcome) == ["良率已经提升到92%", "公司没有参与低价竞争"]
    assert outcome.rejected == []
    first, again = asker.asked
    assert list(again.answer.model_fields) == ["r1"]
    assert "r1：公司参与低价竞争" in again.material
    assert "没有" in again.material.split("r1：")[1]
    assert "s3：公司没有参与低价竞争" in again.material
    assert [part in again.material for part in ("研发费用", "订单", "海外客户")] == [False] * 3
    assert again.most_tokens < first.most_tokens
    assert again.instructions == first.instructions


def test_after_the_last_try_it_is_rejected() -> None:
    """With the latest words, as a reader reads them, and their reason."""
    worse = {"text": "订单下降到{f3}", "at": "s4"}
    outcome, asker = worked({"points": [RIGHT, WRONG], "topics": TOPICS}, {"r1": worse})
    (rejected,) = outcome.rejected
    assert (rejected.section, rejected.item["text"], rejected.item["item"]) == ("qa[1]", "订单下降到92%", "points[2]")
    assert rejected.reason
    assert len(asker.asked) == 2
    assert texts(outcome) == ["良率已经提升到92%"]


def test_what_is_left_out_the_second_time_keeps_its_first_reason() -> None:
    """So that a reader of the summary learns what was wrong."""
    outcome, _ = worked({"points": [WRONG], "topics": TOPICS}, {})
    (rejected,) = outcome.rejected
    assert rejected.item["text"] == "公司参与低价竞争"
    assert rejected.reason != "left out"


def test_what_is_not_worth_a_second_try_is_rejected_still() -> None:
    """Topics are not asked for again, and not forgotten over what is."""
    outcome, asker = worked({"points": [WRONG], "topics": ["weather"]}, {"r1": ALSO_RIGHT})
    assert list(asker.asked[1].answer.model_fields) == ["r1"]
    assert [one.item["item"] for one in outcome.rejected] == ["topics"]
    alone, asker = worked({"points": [RIGHT], "topics": ["weather"]})
    assert len(asker.asked) == 1
    assert [one.item["item"] for one in alone.rejected] == ["topics"]


@pytest.mark.parametrize("tries", [1, 2, 4])
def test_no_more_tries_than_allowed(tries: int) -> None:
    """A model that never gets it right is asked so many times."""
    always: dict[str, Any] = {"points": [WRONG], "topics": TOPICS, "r1": WRONG}
    outcome, asker = worked(always, tries=tries)
    assert len(asker.asked) == tries
    assert len(outcome.rejected) == 1


def test_a_failure_of_the_second_try_keeps_what_the_first_brought() -> None:
    """The section has not failed; the item is rejected for what was wrong with it."""
    outcome, _ = worked({"points": [RIGHT, WRONG], "topics": TOPICS}, AnswerFailed("no usable answer"))
    assert texts(outcome) == ["良率已经提升到92%"]
    assert outcome.failed is None
    assert [one.item["text"] for one in outcome.rejected] == ["公司参与低价竞争"]


def test_a_spent_budget_is_told_whenever_it_comes() -> None:
    """At the first question nothing is there; at the second the first answer stays."""
    spent = BudgetSpent("the document's 3 calls are used up")
    first, asker = worked(spent)
    assert (first.accepted, first.failed, len(asker.asked)) == ([], str(spent), 1)
    second, _ = worked({"points": [RIGHT, WRONG], "topics": TOPICS}, spent)
    assert texts(second) == ["良率已经提升到92%"]
    assert second.failed == str(spent)
    assert len(second.rejected) == 1


def test_an_answer_that_was_cut_is_asked_for_in_halves() -> None:
    """Each half with fewer points; together they are the whole."""

    def half(question: Any) -> dict[str, Any]:
        first = "良率" in question.material
        return {"points": [{"text": "良率已经提升到{f3}" if first else "研发费用同比增长{f2}", "at": "s2"}], "topics": TOPICS}

    outcome, asker = worked(AnswerCut("cut"), half, half, most=4)
    assert texts(outcome) == ["良率已经提升到92%", "研发费用同比增长28%"]
    assert outcome.failed is None
    sentences = [question.material.count("\ns") for question in asker.asked]
    assert sentences == [6, 3, 3]


def test_what_is_always_cut_fails_after_quarters() -> None:
    """Not for each sentence by itself: every cut answer is paid for."""
    outcome, asker = worked(AnswerCut("the answer was cut"))
    assert len(asker.asked) == 7
    assert outcome.failed == "the answer was cut"
    assert outcome.accepted == []


def test_a_second_try_that_is_cut_is_not_split() -> None:
    """What goes back is small already."""
    outcome, asker = worked({"points": [RIGHT, WRONG], "topics": TOPICS}, AnswerCut("cut"))
    assert len(asker.asked) == 2
    assert (len(outcome.rejected), outcome.failed) == (1, None)


def test_what_is_said_twice_is_told_once() -> None:
    """Models repeat themselves."""
    outcome, _ = worked({"points": [RIGHT, RIGHT, RIGHT], "topics": TOPICS})
    assert texts(outcome) == ["良率已经提升到92%"]


def test_what_a_model_said_is_kept_short_and_plain() -> None:
    """A rejected item goes into a summary: no endless text, no number that JSON has no word for, no property that hides which it was."""
    said = {"text": "很长\n" * 9_000, "at": float("nan"), "item": "own", "deep": {"a": [1]}, **{f"x{place}": place for place in range(99)}}
    outcome, _ = worked({"points": [said], "topics": TOPICS})
    (rejected,) = outcome.rejected
    assert rejected.item["item"] == "points[1]"
    assert rejected.item["at"] == "nan"
    assert len(str(rejected.item["text"])) <= 400
    assert "\n" not in str(rejected.item["text"])
    assert len(rejected.item) < 20


def test_other_errors_are_not_swallowed() -> None:
    """What is no failure of an answer is raised."""
    with pytest.raises(RuntimeError):
        worked(RuntimeError("a bug"))

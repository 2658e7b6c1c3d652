"""Each answer as its most telling sentences, its topics, and the themes over all of them."""

from __future__ import annotations

import pytest

from summarizer import summarize
from summarizer.extractors.topics import label
from summarizer.reading import from_text
from summarizer.schemas import TOPICS

from .made_up import record

EXCHANGES = """\
问：毛利率提升的原因是什么？
答：感谢您的提问。二季度毛利率为28.6%，环比提升1.7个百分点，主要得益于原材料价格回落。此外高毛利产品占比提升。
问：越南工厂的产能规划如何？
答：越南工厂一期产能约10万台，预计四季度投产。
问：公司如何看待下半年毛利率？
答：预计下半年毛利率保持稳定。
"""


def test_every_exchange_with_an_answer_has_points() -> None:
    """Each point is a sentence of its own answer, in the source's order."""
    summary = record(EXCHANGES)
    assert [exchange.questions for exchange in summary.qa] == [
        ["毛利率提升的原因是什么？"],
        ["越南工厂的产能规划如何？"],
        ["公司如何看待下半年毛利率？"],
    ]
    assert [[point.text for point in exchange.answer] for exchange in summary.qa] == [
        ["二季度毛利率为28.6%，环比提升1.7个百分点，主要得益于原材料价格回落。", "此外高毛利产品占比提升。"],
        ["越南工厂一期产能约10万台，预计四季度投产。"],
        ["预计下半年毛利率保持稳定。"],
    ]
    assert (summary.coverage.exchanges, summary.coverage.exchanges_answered) == (3, 3)


@pytest.mark.parametrize("answer", ["谢谢。", "是的。", "感谢您的关注！", "暂无。"])
def test_an_answer_of_courtesies_is_still_an_answer(answer: str) -> None:
    """Where nothing else was said, what was said is the answer: it is not reported as missing."""
    summary = record(f"问：公司有回购计划吗？\n答：{answer}")
    assert [point.text for point in summary.qa[0].answer] == [answer]
    assert "unanswered" not in {check.code for check in summary.checks}


def test_a_long_answer_is_cut_to_its_points() -> None:
    """Of thirty sentences at most twelve are told, those with figures and reasons first."""
    filler = "".join(
        f"我们在第{number}个方面也做了一些日常性的工作安排。"
        for number in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    )
    answer = f"{filler}首先，毛利率为28.6%，主要得益于原材料价格回落。{filler}"
    points = record(f"问：毛利率提升的原因是什么？\n答：{answer}").qa[0].answer
    assert len(points) <= 12
    assert "首先，毛利率为28.6%，主要得益于原材料价格回落。" in [point.text for point in points]


def test_each_question_of_one_go() -> None:
    """Several questions asked at once are one exchange that lists each."""
    summary = record("问：请问毛利率为何提升？下半年能否持续？\n答：主要得益于原材料价格回落，预计下半年保持稳定。")
    assert [exchange.questions for exchange in summary.qa] == [["请问毛利率为何提升？", "下半年能否持续？"]]


def test_topics_are_of_the_question_first() -> None:
    """What was asked weighs more than what was said; all are of the closed list."""
    summary = record(EXCHANGES)
    assert [exchange.topics[0] for exchange in summary.qa[:2]] == ["margin", "capacity"]
    assert all(set(exchange.topics) <= set(TOPICS) for exchange in summary.qa)


def test_themes_gather_exchanges() -> None:
    """A theme names every exchange it was spoken of in, points at their figures, and quotes one of their sentences."""
    summary = record(EXCHANGES)
    themes = {theme.topic: theme for theme in summary.themes}
    assert themes["margin"].exchanges == [1, 3]
    assert themes["margin"].label == "毛利与利润率"
    assert set(summary.qa[0].kpis) <= set(themes["margin"].kpis)
    assert "毛利率" in themes["margin"].text
    assert len(themes) == len(summary.themes)


def test_no_exchanges_no_themes() -> None:
    """Themes are over what investors asked; without questions there are none."""
    summary = record("上半年毛利率为28.6%。")
    assert (summary.qa, summary.themes) == ([], [])


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "other"])
def test_every_topic_has_a_label_in_each_language(topic: str) -> None:
    """A label is in the document's language and holds no number; ``other`` is what no words tell, and never a theme."""
    labels = [label(topic, language) for language in ("zh-Hans", "zh-Hant", "en")]
    assert all(one and not any(char.isdigit() for char in one) for one in labels)
    assert all(not one.isascii() for one in labels[:2])
    assert labels[2].isascii()


CALL = """\
Operator: Welcome to the Harlow earnings call. I will hand over to Dana Lane.
Dana Lane: Revenue grew 14% to $412 million in the quarter, and we opened a center in Rotterdam.
Operator: Our first question comes from Ann Lee with North Bank. Please go ahead.
Ann Lee: Hi, great quarter, guys. Thanks for taking my question. How do you see demand in Europe next year? Thank you.
Dana Lane: Yeah, thanks, Ann. That's a great question. I'll start, and then I'll hand it over to Miguel. \
{answer} Which part of it did you ask about?
Miguel Ruiz: I can take the second part of the question. The backlog in Germany covers two quarters of production today.
Ann Lee: Very helpful, thank you.
Operator: There are no further questions. This concludes today's call.
"""


def test_courtesies_answer_nothing() -> None:
    """Thanks, praise, who takes which part, and asking back are neither asked nor answered."""
    answer = "Demand in Germany is soft because hospital budgets were cut."
    exchange = summarize(from_text(CALL.format(answer=answer))).qa[0]
    assert exchange.questions == ["How do you see demand in Europe next year?"]
    assert [point.text for point in exchange.answer] == [answer, "The backlog in Germany covers two quarters of production today."]
    assert exchange.responders == ["Dana Lane", "Miguel Ruiz"]

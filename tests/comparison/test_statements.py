"""Statements and questions of two documents are matched by what they say, never by their topic alone."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer import compare
from summarizer.schemas.comparison import Comparison
from tests.comparison.made_up import Q1, Q2, kpi, summary
from tests.comparison.test_ducked import CALL, called


def compared(old: str, new: str, *, was: str = "planned", now: str = "planned", **more: Any) -> Comparison:
    """Two documents with one strategy each, among others that are unlike anything."""
    before = [{"text": old, "status": was}, {"text": "We hired a choir master for the Lisbon office."}]
    after = [{"text": new, "status": now}, {"text": "Our archive of maps went to a museum in Oslo."}]
    return compare(
        summary([kpi("Revenue", 1, "$1", Q1)], date="2025-05-05", strategy=before),
        summary([kpi("Revenue", 1, "$1", Q2)], date="2025-08-05", strategy=after), **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We plan to launch our Penang plant for hydraulic pumps.", "In July we launched our Penang plant, and hydraulic pumps left it."),
        ("公司计划启动槟城基地的投产,主要生产液压泵。", "槟城基地已经投产,首批液压泵已交付。"),
        ("Tariffs on steel and aluminum are the biggest risk we see.", "Tariffs on steel and aluminum remain the biggest risk."),
    ],
)  # fmt: skip
def test_what_is_told_again_is_continued(old: str, new: str) -> None:
    """The same plan in other words."""
    told = {(one.old.text if one.old else None, one.new.text if one.new else None): one.status for one in compared(old, new).statements}
    assert told[old, new] == "continued"
    assert sorted(told.values()) == ["continued", "gone", "new"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We plan to open a support center in Austin.", "We launched our Frankfurt data center."),
        ("We are investing in growth and expect revenue growth and margin expansion.", "We expect strong revenue growth and margin."),
        ("公司将推进云服务业务的发展。", "公司将拓展云服务海外客户市场。"),
    ],
)
def test_one_topic_is_not_one_matter(old: str, new: str) -> None:
    """Words of any report do not make two statements one."""
    assert "continued" not in [one.status for one in compared(old, new).statements]


@pytest.mark.parametrize(
    ("old", "was", "new", "now", "moved"),
    [
        ("We plan to launch our Penang pump plant.", "planned", "We launched our Penang pump plant.", "done", "planned → done"),
        ("We plan to launch our Penang pump plant in the third quarter of 2025.", "planned",
         "We now plan to launch our Penang pump plant in the first quarter of 2026.", "planned",
         "third quarter of 2025 → first quarter of 2026"),
        ("We are on track to consolidate two Ohio pump warehouses.", "in_progress", "We consolidated two Ohio pump warehouses.", "unknown",
         "in_progress → done"),
        # a date to come: whatever was read of its status, it is not done
        ("We plan to launch our Penang pump plant.", "planned", "Launch of our Penang pump plant moved to the first quarter of 2026.",
         "done", None),
        ("We launched our Penang pump plant.", "done", "We plan to launch our Penang pump plant.", "planned", None),
        ("We plan to launch our Penang pump plant.", "planned", "We plan to launch our Penang pump plant.", "unknown", None),
    ],
)  # fmt: skip
def test_how_far_a_plan_has_come(old: str, was: str, new: str, now: str, moved: str | None) -> None:
    """Done, or due at another date; nothing where the words do not say so."""
    found = [one for one in compared(old, new, was=was, now=now).statements if one.status == "continued"]
    assert [one.moved for one in found] == [moved]


def test_the_other_text_is_read_before_anything_is_called_new() -> None:
    """A plan that the earlier summary left out and its text tells is no new plan; it is shown where it stands."""
    from io import BytesIO

    from summarizer import read, summarize

    asked = {"question": "How is Brazil?", "answer": "Fine, thank you for asking."}
    texts = (CALL.format(number=1, date="May 5, 2025", **asked), CALL.format(number=2, date="August 5, 2025", **asked))
    first, second = (read(BytesIO(text.encode())) for text in texts)
    shown = compare(first, second, engine="rules")
    assert [one.status for one in shown.statements] == ["continued"]
    silent = summarize(first, engine="rules").model_copy(update={"strategy": [], "outlook": []})
    # a summary alone cannot be looked up
    assert [one.status for one in compare(silent, second, engine="rules").statements] == ["new"]


@pytest.mark.parametrize(
    ("first", "second", "again"),
    [
        ("When will the Penang plant reach full capacity?", "With the delay in Penang, when will the plant reach full capacity?", True),
        ("How much of the backlog is data center today?", "What share of the backlog is now data center?", True),
        ("槟城基地什么时候可以实现满产,届时产能是多少?", "槟城基地投产推迟,满产时间和产能规划有没有变化?", True),
        ("數碼廣告業務何時可以恢復增長?", "數碼廣告業務到底何時可以恢復增長?", True),
        ("What did price contribute in the quarter?", "What did volume do in residential?", False),
        ("工业阀门业务收入下降的原因是什么?", "工业阀门业务明年的价格走势怎么看?", False),
        ("雲服務的增長主要來自哪些行業?", "雲服務客戶的流失率是多少?", False),
        ("What is driving net retention in pumps?", "How much will net retention in pumps be next year?", False),
    ],
)
def test_questions_that_came_back(first: str, second: str, again: bool) -> None:
    """The same thing asked again, not the same business asked about."""
    fillers = [("How do you see demand in Brazil?", "Well."), ("What about the choir in Lisbon?", ""), ("员工持股计划的进展?", "顺利。")]
    before = summary(date="2025-05-05", qa=[(first, "Well."), fillers[0], fillers[2]])
    comparison = compare(before, summary(qa=[(second, ""), fillers[1]]))
    assert [(one.old.text, one.new.text) for one in comparison.came_back] == ([(first, second)] if again else [])


def test_a_question_that_was_ducked_before() -> None:
    """The first time it had no answer."""
    asked = "When will the Penang plant reach full capacity?"
    comparison = compare(summary(date="2025-05-05", qa=[(asked, "")]), summary(qa=[(asked, "In June.")]))
    assert [one.ducked_before for one in comparison.came_back] == [True]
    assert [(one.reason, one.asked.document) for one in comparison.ducked] == [("unanswered", 0)]


def test_themes() -> None:
    """New, continued, gone, with the exchanges of each side; without questions on one side nothing is said."""
    comparison = called("When will the Penang plant reach full capacity?", "We expect that in the second half of 2026.")
    told = {one.topic: (one.status, one.old_exchanges, one.new_exchanges) for one in comparison.themes}
    assert told["capacity"] == ("new", [], [1])
    assert compare(summary(date="2025-05-05"), summary(qa=[("When?", "Soon.")])).themes == []

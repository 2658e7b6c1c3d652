"""Speaker turns and the exchanges of calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.outline.call_exchanges import find_call_exchanges
from summarizer.outline.script import fold
from summarizer.outline.turns import find_turns

DOCUMENTS = Path(__file__).parent.parent / "documents"

COLON = """Dana Lane:Good afternoon. Revenue grew 12% to $4 billion and margins improved across the business.

Operator:Our first question comes from the line of Ann Lee with Some Bank. Your line is open.

Ann Lee:Thanks for taking the question. How is demand in Europe?

Dana Lane:Thanks for the question. Demand is soft.

Ann Lee:And a follow-up. What about China?

Miguel Ruiz:China is strong.

Operator:Our next question is from Bob Ray with Other Securities. Please proceed.

Bob Ray:Could you talk about capex?

Dana Lane:About $800 million.

Operator:There are no further questions. This concludes today's call.
"""
DASHES = """Prepared Remarks:
Operator
Good afternoon, and welcome.
Dana Lane
--
Chief Executive Officer
Thank you. Revenue grew 12% to $4 billion.
Questions and Answers:
Operator
Our first question comes from the line of Ann Lee with Some Bank. Please go ahead.
Ann Lee
--
Some Bank -- Analyst
How is demand in Europe?
Dana Lane
--
Chief Executive Officer
Demand is soft.
Duration: 0 minutes
Call participants:
Dana Lane
--
Chief Executive Officer
Ann Lee
--
Some Bank -- Analyst
More analysis
"""
GLUED = """Company Participants

Dana Lane - Chief Executive Officer

Conference Call Participants

Ann Lee - Some Bank

Operator

Good day. I would now like to turn the call over to Dana Lane. Please go ahead. Dana Lane

Revenue grew 12% to $4 billion. Operator

Thank you. Your first question comes from Ann Lee with Some Bank. Please go ahead. Ann Lee

How is demand in Europe? Thank you. Dana Lane

Demand is soft. Next question please. Operator

That does conclude our conference for today.
"""
NUMBERED = """Operator    [1]
--------------------------------------------------------------------------------
Good day and welcome to the first quarter earnings call.
--------------------------------------------------------------------------------
Dana Lane,  Acme Corp - CFO    [2]
--------------------------------------------------------------------------------
Thank you. Revenue was $10 million.
--------------------------------------------------------------------------------
Operator    [3]
--------------------------------------------------------------------------------
Our first question comes from Ann Lee with Some Bank.
--------------------------------------------------------------------------------
Ann Lee,  Some Bank - Analyst    [4]
--------------------------------------------------------------------------------
How is demand in Europe?
--------------------------------------------------------------------------------
Dana Lane,  Acme Corp - CFO    [5]
--------------------------------------------------------------------------------
Demand is soft.
"""


def told(text: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.role) for turn in find_turns(text, fold(text))]


def exchanges(text: str) -> list[tuple[str | None, list[str], int, int]]:
    folded = fold(text)
    found = find_call_exchanges(text, folded, find_turns(text, folded))
    return [(one.asker, one.responders, len(one.questions), len(one.answers)) for one in found]


@pytest.mark.parametrize("text", [DASHES, GLUED, NUMBERED])
def test_speakers_are_told_in_every_layout(text: str) -> None:
    """A title under the name, names glued to the paragraph before, numbered names: the same five turns."""
    turns = told(text)[:5]
    assert [role for _, role in turns] == ["operator", "management", "operator", "analyst", "management"]
    assert [speaker for speaker, _ in turns][1::2] == ["Dana Lane", "Ann Lee"]
    assert exchanges(text) == [("Ann Lee, Some Bank", ["Dana Lane"], 1, 1)]


def test_an_appendix_of_names_is_no_speech() -> None:
    """The list of participants at the end, and the page's furniture under it, is said by nobody."""
    turns = find_turns(DASHES, fold(DASHES))
    assert DASHES[turns[-1].start : turns[-1].end] == "Demand is soft."


def test_follow_ups_stay_in_their_exchange() -> None:
    """Until the operator brings the next caller; the closing words begin no exchange."""
    assert exchanges(COLON) == [
        ("Ann Lee, Some Bank", ["Dana Lane", "Miguel Ruiz"], 2, 2),
        ("Bob Ray, Other Securities", ["Dana Lane"], 1, 1),
    ]


def test_a_label_keeps_title_and_firm() -> None:
    """``Name -- Firm -- Analyst:`` and ``Name -- Title:``."""
    text = (DOCUMENTS / "made_up_call.txt").read_text(encoding="utf-8")
    people = {turn.speaker: (turn.role, turn.title, turn.organisation) for turn in find_turns(text, fold(text))}
    assert people["Miguel Santos"] == ("management", "Chief Executive Officer", None)
    assert people["Lena Fischer"] == ("analyst", None, "Northgate Research")


CHINESE = """Kate Lane：下午好，感谢各位参加今天的会议。本季度收入增长41%，达到2.5亿美元，我们非常满意。

原文：

在Q2，我们还完成了两项令人兴奋的收购：一家公司支持我们在视觉表达方面的工作。

接线员：我们的第一个问题来自摩根士丹利的Elizabeth Stone。请讲。

伊丽莎白·斯通：很好。感谢您回答我的问题。新产品的增长如何？

凯特·莱恩：谢谢你的提问。增长强劲。

主持人：下一个问题来自 Rishi Jay 与 RBC 的联系。请继续。

Rishi Jay：嘿，祝贺你们。竞争格局如何？利润率呢？

Kate Lane：谢谢。竞争有限。

接线员：女士们、先生们，今天的会议到此结束。
"""


def test_a_translated_call_is_told_though_names_change() -> None:
    """One person's name may come in two scripts; a colon in the text and ``原文：`` are no speakers."""
    roles = told(CHINESE)
    go = ["operator", "analyst", "management"]
    assert [role for _, role in roles] == ["management", *go, *go, "operator"]
    assert "原文" not in {speaker for speaker, _ in roles}
    assert exchanges(CHINESE) == [("伊丽莎白·斯通, 摩根士丹利", ["凯特·莱恩"], 1, 1), ("Rishi Jay, RBC", ["Kate Lane"], 2, 1)]


def test_a_moderated_chinese_call_is_told() -> None:
    """Short Chinese names count once the moderator has called them."""
    text = (
        "主持人：各位投资者大家好。下面有请王总。\n王强：谢谢主持人。二季度收入50亿元，同比增长15%。\n李娜：谢谢。毛利率为35%。\n"
        "主持人：下面进入问答环节，第一个问题来自中金公司的周明。请讲。\n周明：感谢管理层接受我的提问。AI业务占比如何？\n王强：谢谢你的问题。约20%。\n"
        "主持人：下一个问题来自高盛的陈磊。\n陈磊：请问海外进展？\n李娜：占比15%。\n主持人：今天的会议到此结束，谢谢大家。\n"
    )
    assert exchanges(text) == [("周明, 中金公司", ["王强"], 1, 1), ("陈磊, 高盛", ["李娜"], 1, 1)]


def test_a_lost_operators_line_still_parts_two_callers() -> None:
    """A new voice that greets, thanks for the question and asks begins a new exchange."""
    text = COLON.replace("Operator:Our next question is from Bob Ray with Other Securities. Please proceed.\n\n", "").replace(
        "Bob Ray:Could", "Bob Ray:Hi, thanks for taking my question. Could"
    )
    assert [asker for asker, *_ in exchanges(text)] == ["Ann Lee, Some Bank", "Bob Ray"]


def test_a_callers_words_glued_to_the_operators_are_asked() -> None:
    """A scribe who missed the change of voice does not lose the question."""
    text = COLON.replace(
        "Your line is open.\n\nAnn Lee:Thanks for taking the question. How", "Hi. Good afternoon. Thanks for taking the question. How"
    )
    assert exchanges(text)[0] == ("Ann Lee, Some Bank", ["Dana Lane", "Miguel Ruiz"], 2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Note: this is text.\nSource: a page.\n",
        "首先：增长。\n其次：稳定。\n首先：增长。\n",
        "问：如何？\n答：好。\n",
        "Just prose, with no speakers at all.",
    ],
)
def test_what_is_no_script_has_no_turns(text: str) -> None:
    """Labels alone make no speakers."""
    assert told(text) == []

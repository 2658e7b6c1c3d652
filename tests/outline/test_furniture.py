"""What belongs to the page, the site or the lawyers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.outline.furniture import find_boilerplate
from summarizer.outline.script import fold


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in find_boilerplate(text, fold(text))]


@pytest.mark.parametrize(
    "line",
    [
        "share_log",
        "搶先評論",
        "微信 微博 QQ空间",
        "责任编辑：李四",
        "译文内容由第三方软件翻译。",
        "以上內容僅用作資訊或教育之目的,不構成任何投資建議。本平台竭力但無法保證上述全部內容的真實性。",
        "Image source: Getty Images.",
        "More ABCD analysis",
        "附件清单（如有） | 无",
        "风险提示：以上如涉及对行业预测等相关内容，不能视作公司的承诺和保证。",
        "香港交易及結算所有限公司及香港聯合交易所有限公司對本公告的內容概不負責，並明確表示概不承擔任何責任。",
        "於本公告日期，本公司執行董事為張三先生及李四女士。",
        "本公司及董事会全体成员保证信息披露的内容真实、准确、完整。",
        "原文：",
        "- 3 -",
        "[Operator Instructions]",
        "股東及潛在投資者於買賣本公司證券時務請審慎行事。",
    ],
)
def test_lines(line: str) -> None:
    """Site chrome, disclaimers, attachment lists and page furniture go as whole lines."""
    text = f"公司前三季度营收稳健增长。\n{line}\n毛利率继续保持在较高水平。\n"
    assert found(text) == [line]


@pytest.mark.parametrize(
    "sentence",
    [
        "During this call, we will make forward-looking statements about our business.",
        "These statements are subject to risks and uncertainties that could cause actual results to differ materially.",
        "We undertake no obligation to update them.",
        "Including but not limited to, statements regarding our guidance, market demand and product development.",
        "包括但不限于有关我们的指引、市场需求、合作伙伴和竞争能力的声明。",
        "Reconciliations of non-GAAP measures to GAAP are in our press release.",
        "A replay of today's call will be posted on our website.",
        "To ask a question, press star one on your telephone keypad.",
        "You may now disconnect.",
        "在今天的会议中，我们可能会做出前瞻性陈述，包括但不限于关于未来财务表现的陈述。",
        "实际结果可能与今天的陈述存在重大差异。",
        "除法律要求外，我们没有义务更新任何前瞻性陈述。",
        "提问时请按电话键盘上的*1。",
        "今天的会议回放将发布在我们的网站上。",
        "本次活動不涉及應披露重大信息。",
    ],
)
def test_sentences(sentence: str) -> None:
    """Safe-harbour statements, reconciliation notices and the operator's instructions go, their neighbours stay."""
    text = f"Revenue rose 8%, ahead of plan. {sentence} Margins were 80%, and we are pleased."
    assert found(text) == [sentence]


@pytest.mark.parametrize(
    "content",
    [
        "公司在业务开展过程中，发现有大量未经授权使用版权人图片的现象。",
        "公司持有版权资产，未来将开展版权授权业务。",
        "我们的产品支持重播功能，用户数量持续增长。",
        "The reconciliation of inventory took longer, and non-GAAP operating margin was 17%.",
        "When I press start, the prototype works.",
        "The webcast business grew quickly.",
        "We see risks in the market and uncertainty in demand.",
        "公司面临一定的市场风险和不确定性，但整体经营稳健。",
        "公司日程：2023年10月31日召开董事会。",
        "转载量和评论量是衡量内容质量的重要指标。",
        "Investors are forward-looking.",
    ],
)
def test_content_is_not_swallowed(content: str) -> None:
    """Words of the trade in a sentence with something to say are no boilerplate."""
    assert found(f"公司前三季度营收稳健增长。\n{content}\n毛利率继续保持在较高水平。") == []


def test_a_figure_is_content() -> None:
    """A sentence with a figure stays, whatever else it says."""
    assert found("Our forward-looking statements assume revenue of $3.6 billion.") == []


def test_the_foot_of_a_record() -> None:
    """An attachments list near the end takes the short lines below it along."""
    text = "问：展望？\n答：稳定，公司将持续加大研发投入。\n附件清单(如有)\n\n示\n\n日期\n\n2023年10月31日"
    assert found(text) == ["附件清单(如有)", "示", "日期", "2023年10月31日"]


def test_the_signature_of_an_announcement() -> None:
    """So does a board's order."""
    text = "預期將錄得虧損約60百萬港元。\n\n承董事會命\nAlpha Holdings Limited\n主席\n陳 大 文\n\n香港，二零二五年六月二十七日\n"
    assert found(text)[0] == "承董事會命"
    assert found(text)[-1] == "香港，二零二五年六月二十七日"


def test_a_table_of_contents() -> None:
    """The headings listed at the top of a transcript are no headings of it."""
    text = "Contents:\nPrepared Remarks\nQuestions and Answers\nCall Participants\nPrepared Remarks:\nOperator\nGood afternoon.\n"
    assert found(text) == ["Contents:", "Prepared Remarks", "Questions and Answers", "Call Participants"]


@given(st.text(alphabet="前瞻性陈述。不构成承诺 forward-looking statements.\n3%\"[]", max_size=120))
def test_spans_are_in_order_and_apart(text: str) -> None:
    """Whatever the text: spans within it, in order, none empty, none overlapping."""
    at = 0
    for start, end in find_boilerplate(text, fold(text)):
        assert at <= start < end <= len(text)
        at = end

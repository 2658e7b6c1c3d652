"""Questions with their answers, in all notations in use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.outline.exchanges import find_exchanges
from summarizer.outline.script import fold

Pair = tuple[str, str]


def pairs_in(text: str) -> list[Pair]:
    return [
        (text[one.asked[0] : one.asked[1]], "⏎".join(text[low:high] for low, high in one.answers).replace("\n", "⏎"))
        for one in find_exchanges(text, fold(text))
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("问:营收多少?\n答:10亿元。\n问:毛利率呢?\n答:30%。", [("营收多少?", "10亿元。"), ("毛利率呢?", "30%。")]),
        ("问：营收多少？答：10亿元。问：毛利率呢？答：30%。", [("营收多少？", "10亿元。"), ("毛利率呢？", "30%。")]),
        (
            "Q1：毛利率下降的原因？\nA1：原材料涨价。\n公司将加强管理。\nQ2：分红？\nA2：按章程。",
            [("毛利率下降的原因？", "原材料涨价。⏎公司将加强管理。"), ("分红？", "按章程。")],
        ),
        ("1、问：付费吗?\n答：不。\n2、问：请介绍战略合作?\n答：正版采购。", [("付费吗?", "不。"), ("请介绍战略合作?", "正版采购。")]),
        ("问题1：新产品？\n回复：顺利。\n问题2：分红？\n回复：重视。", [("新产品？", "顺利。"), ("分红？", "重视。")]),
        (
            "1.人员配置请简要说明谢谢！\n答：80个国家。\n2.主要原因是什么？\n答：汇兑。",
            [("人员配置请简要说明谢谢！", "80个国家。"), ("主要原因是什么？", "汇兑。")],
        ),
        ("投资者提问：订单？\n公司回复：饱满。\n投资者提问：产能？\n公司回复：充足。", [("订单？", "饱满。"), ("产能？", "充足。")]),
        ("提问：AI业务如何？\n回答：快速。\n追问：占比多少？\n回答：5%。", [("AI业务如何？", "快速。"), ("占比多少？", "5%。")]),
        ("【问】海外占比？\n【答】30%。\n【问】汇率？\n【答】有限。", [("海外占比？", "30%。"), ("汇率？", "有限。")]),
        ("投资者A：目标多少？\n公司：20%。\n投资者B：何时投产？\n公司：年底。", [("目标多少？", "20%。"), ("何时投产？", "年底。")]),
        (
            "第一个问题：毛利率为何上升？\n答：结构优化。\n第二个问题：费用率？\n答：下降。",
            [("毛利率为何上升？", "结构优化。"), ("费用率？", "下降。")],
        ),
        ("Q1、行业格局？\n答：集中。\nQ2、在手订单？\n答：充足。", [("行业格局？", "集中。"), ("在手订单？", "充足。")]),
        ("（1）价格走势如何？\n答：平稳。\n（2）研发情况？\n答：1亿元。", [("价格走势如何？", "平稳。"), ("研发情况？", "1亿元。")]),
        (
            "Q: What about tariffs?\nA: A limited impact.\nQ: And buybacks?\nA: $2 billion left.",
            [("What about tariffs?", "A limited impact."), ("And buybacks?", "$2 billion left.")],
        ),
    ],
)
def test_each_notation_is_paired(text: str, pairs: list[Pair]) -> None:
    """Question and answer come out without their marks."""
    assert pairs_in(text) == pairs


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "1、增长的原因是什么？\n新产品。\n2、产能如何？\n约85%。\n首先，设备。\n3、资本开支计划\n2亿元。\n4、是否并购？\n暂无。",
            [
                ("增长的原因是什么？", "新产品。"),
                ("产能如何？", "约85%。⏎首先，设备。"),
                ("资本开支计划", "2亿元。"),
                ("是否并购？", "暂无。"),
            ],
        ),
        ("一、产品情况？\n\n产销第一。\n\n二、研发情况？\n\n硝酸。\n", [("产品情况？", "产销第一。"), ("研发情况？", "硝酸。")]),
        (
            "一、公司介绍\n收入10亿元。\n二、问答环节\n1、竞争优势是什么？\n技术领先：\n（1）技术；\n（2）渠道。\n"
            "2、需求如何？\n平稳。为什么这么说？因为订单充足。\n三、参观展厅\n参观了展厅。",
            [("竞争优势是什么？", "技术领先：⏎（1）技术；⏎（2）渠道。"), ("需求如何？", "平稳。为什么这么说？因为订单充足。")],
        ),
        (
            "互动交流环节：\n收入下降的原因是什么？\n客户去库存。\n新业务进展如何？\n进展顺利。",
            [("收入下降的原因是什么？", "客户去库存。"), ("新业务进展如何？", "进展顺利。")],
        ),
    ],
)
def test_numbers_alone_tell_questions(text: str, pairs: list[Pair]) -> None:
    """Without 问 and 答: by numbers, or by question marks in a part headed as questions; lists inside answers stay there."""
    assert pairs_in(text) == pairs


def test_headings_are_no_questions() -> None:
    """Numbered parts of a narrative make no exchange."""
    assert pairs_in("一、公司经营情况\n收入增长。\n二、研发情况\n投入加大。\n三、未来规划\n继续扩产。") == []


def test_a_first_question_may_lack_its_mark() -> None:
    """It stands in the row of the form above the first answer."""
    text = "交流内容 | 订单结构如何？增速如何？\n答：相对稳定。\n问：研发进度如何？\n答：挂网试用。\n风险提示：以上不构成承诺。"
    assert pairs_in(text) == [("订单结构如何？增速如何？", "相对稳定。"), ("研发进度如何？", "挂网试用。")]


def test_an_unanswered_question_is_kept() -> None:
    """With no answer, not with the next one's."""
    assert pairs_in("问：分红方案是什么？\n问：库存如何？\n答：正常。") == [("分红方案是什么？", ""), ("库存如何？", "正常。")]


def test_an_answer_keeps_its_lists() -> None:
    """Numbered points, 首先 and 第二 in an answer start no question."""
    text = (
        "投资者提问：订单如何？\n公司回复：饱满。\n1、国内增长；\n2、海外稳定。\n综上，有信心。\n"
        "投资者提问：产能？\n公司回复：首先，充足。\n第二，在建。"
    )
    assert pairs_in(text) == [
        ("订单如何？", "饱满。⏎1、国内增长；⏎2、海外稳定。⏎综上，有信心。"),
        ("产能？", "首先，充足。⏎第二，在建。"),
    ]


def test_a_question_of_several_lines_is_one() -> None:
    """All between the mark of a question and that of its answer was asked."""
    text = "问：\n1、产能如何？\n2、订单如何？\n答：\n1、90%。\n2、增长20%。"
    assert pairs_in(text) == [("1、产能如何？\n2、订单如何？", "1、90%。⏎2、增长20%。")]


@pytest.mark.parametrize(
    "end",
    [
        "附件清单（如有）\t无",
        "日期\t2024年8月29日",
        "风险提示：本记录不构成承诺。",
        "本次业绩说明会到此结束，感谢各位投资者的参与。",
        "接待过程中，公司严格按照规定，未泄露未公开信息。",
        "二、参观环节",
    ],
)
def test_what_follows_the_last_answer_is_not_part_of_it(end: str) -> None:
    """Rows of the form, disclaimers, closing words and the next part."""
    text = f"一、问答环节\n问：如何应对关税？\n答：海外建厂。\n{end}\n"
    assert pairs_in(text) == [("如何应对关税？", "海外建厂。")]


def test_asker_and_responder_are_told_where_the_mark_tells_them() -> None:
    """In brackets or before the word; 投资者 alone is nobody in particular."""
    text = (
        "问（甲辰证券 张三）：订单如何？\n答（董事长 周正）：饱满。\n国泰君安李四提问：毛利率？\n董事长周正回答：上升。\n"
        "投资者提问：分红？\n公司回复：有。"
    )
    found = find_exchanges(text, fold(text))
    assert [one.asker for one in found] == ["甲辰证券 张三", "国泰君安李四", None]
    assert [one.responders for one in found] == [["董事长 周正"], ["董事长周正"], []]


@pytest.mark.parametrize(
    "text", ["如有疑问：请联系公司。", "方案 A：扩产。方案 B：收购。", "访问：a.com", "In Q1, we grew. In Q3. We fell.", "主要问题：\n无。"]
)
def test_words_that_look_like_marks_are_none(text: str) -> None:
    """疑问, 方案 A, quarters."""
    assert pairs_in(text) == []


@given(st.text(alphabet="问答Qqa12：:、。？?\n【】（） 公司回复提问一二", max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    """Spans lie inside the text, in order, and every exchange holds a question."""
    for number, one in enumerate(find_exchanges(text, fold(text)), start=1):
        assert one.index == number
        assert one.questions
        assert 0 <= one.asked[0] < one.asked[1] <= len(text)
        assert all(one.asked[1] <= low < high <= len(text) for low, high in one.answers)

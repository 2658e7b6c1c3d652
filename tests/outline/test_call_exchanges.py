"""Calls of unusual shape: who asks, who answers, and where no question is."""

from __future__ import annotations

import pytest

from summarizer.outline.call_exchanges import find_call_exchanges
from summarizer.outline.introductions import callers_in, names_self
from summarizer.outline.labels import read_label
from summarizer.outline.names import same_person
from summarizer.outline.script import fold
from summarizer.outline.turns import find_turns

OPENING = (
    "Operator: Welcome to the Harlow Instruments earnings call. I would now like to turn the call over to Nadia Brandt.\n"
    "Nadia Brandt: With me today are Tomas Reyes, Chief Executive Officer, and Priya Sethi, Chief Financial Officer.\n"
    "Tomas Reyes: Revenue grew 14% to $412 million.\nPriya Sethi: Gross margin was 52.3%.\n"
)
CLOSING = "\nOperator: There are no further questions.\nTomas Reyes: Thank you all for joining us today.\n"


def exchanges(text: str) -> list[tuple[str | None, list[str]]]:
    folded = fold(text)
    return [(one.asker, one.responders) for one in find_call_exchanges(text, folded, find_turns(text, folded))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Operator: Our first question comes from Ann Lee with North Bank, followed by Bob Ray with Stone Securities.\n"
            "Ann Lee: Hi, thanks for taking my question. How is demand?\nTomas Reyes: Soft in Germany.\n"
            "Bob Ray: What of tariffs?\nPriya Sethi: About $4 million.",
            [("Ann Lee, North Bank", ["Tomas Reyes"]), ("Bob Ray, Stone Securities", ["Priya Sethi"])],
        ),
        (
            "Operator: Our first question comes from Ann Lee with North Bank.\nAnn Lee: How is demand?\nTomas Reyes: Soft in Germany.\n"
            "Operator: We have a follow-up question from Ann Lee with North Bank.\nAnn Lee: And capital spending?\n"
            "Priya Sethi: About $12 million.",
            [("Ann Lee, North Bank", ["Tomas Reyes"]), ("Ann Lee, North Bank", ["Priya Sethi"])],
        ),
        (
            "Operator: Our first question comes from the line of Unidentified Participant.\nUnidentified Analyst: How is demand?\n"
            "Tomas Reyes: Soft in Germany.\nOperator: The next question comes from Bob Ray with Stone Securities.\n"
            "Unidentified Analyst: Hi, this is Maya Gill on for Bob. How is pricing?\nPriya Sethi: Down 3% in Asia.",
            [(None, ["Tomas Reyes"]), ("Maya Gill, Stone Securities", ["Priya Sethi"])],
        ),
        (
            "Operator: First question is Ann Lee, North Bank.\nAnn Lee: Yes, I would like to hear about Europe. Thank you.\n"
            "Tomas Reyes: Demand is soft in Germany.\nOperator: We will move on. Next question, Bob Ray, Stone Securities.\n"
            "Bob Ray: How is pricing?\nTomas Reyes: I didn't hear the question.\nNadia Brandt: Pricing.\nTomas Reyes: Down 3% in Asia.",
            [("Ann Lee, North Bank", ["Tomas Reyes"]), ("Bob Ray, Stone Securities", ["Tomas Reyes"])],
        ),
    ],
    ids=["two in a breath", "back in the queue", "nobody's name, a stand-in", "no prepositions, a question relayed"],
)
def test_an_exchange_is_one_callers_turn(text: str, told: list[tuple[str | None, list[str]]]) -> None:
    """However the caller is brought on, and whoever answers."""
    assert exchanges(OPENING + text + CLOSING) == told


@pytest.mark.parametrize(
    "text",
    [
        OPENING + "Operator: This concludes today's conference. You may now disconnect.\n",
        OPENING + "Operator: To ask a question, please press star one. There are no questions at this time." + CLOSING,
        "Tomas Reyes: What did we learn? Customers want service.\nPriya Sethi: Why did margins rise? Because of mix.\n"
        "Tomas Reyes: So where do we go from here? We will open two centers.\n",
    ],
)
def test_no_question_is_invented(text: str) -> None:
    """Prepared remarks alone, though they ask themselves something."""
    assert exchanges(text) == []


def test_a_moderator_of_the_company_asks_for_others() -> None:
    """Calls them by name, or reads out what they wrote."""
    begins = "Nadia Brandt: Welcome to our results call.\nTomas Reyes: Revenue grew 14%.\nPriya Sethi: Gross margin was 52.3%.\n"
    text = (
        begins + "Nadia Brandt: Let's open it up. Ann Lee from North Bank, please unmute.\nAnn Lee: How should we think about margins?\n"
        "Priya Sethi: We expect 53% next year.\nNadia Brandt: Thank you. We'll go to Bob Ray from Stone Securities.\n"
        "Bob Ray: What are your plans?\nTomas Reyes: A second shift in the spring.\nNadia Brandt: Great. Thank you all for joining.\n"
    )
    told = [("Ann Lee, North Bank", ["Priya Sethi"]), ("Bob Ray, Stone Securities", ["Tomas Reyes"])]
    assert exchanges(text) == told
    text = (
        begins + "Nadia Brandt: We take questions submitted via the webcast. "
        "The first question comes from Ann Lee at North Bank: How are margins?\n"
        "Priya Sethi: We expect 53% next year.\nNadia Brandt: Another written question: Do you plan to pay a dividend?\n"
        "Priya Sethi: Not this year.\nNadia Brandt: That concludes our Q&A session.\n"
    )
    assert exchanges(text) == [("Ann Lee, North Bank", ["Priya Sethi"]), (None, ["Priya Sethi"])]


def test_an_interviewers_questions_are_the_exchanges() -> None:
    """Where nobody else asks."""
    text = (
        "主持人：欢迎陈总。今年最让您意外的是什么？\n陈立新：服务合同占收入的38%。\n"
        "主持人：最大的风险在哪里？\n陈立新：关税。\n主持人：谢谢陈总。\n"
    )
    assert exchanges(text) == [(None, ["陈立新"]), (None, ["陈立新"])]


CHINESE = [
    ("主持人", "各位投资者大家好，欢迎参加汉洛仪器业绩电话会。出席今天会议的有董事长陈立新先生和首席财务官赵宁女士。"),
    ("陈立新", "三季度营业收入41.2亿元，同比增长14%。"),
    ("赵宁", "三季度毛利率52.3%。"),
    ("主持人", "下面进入问答环节。第一个问题来自北方证券的李思远。请提问。"),
    ("李思远", "感谢管理层接受我的提问。服务渗透率明年怎么看？"),
    ("陈立新", "谢谢你的问题。明年底达到45%。"),
    ("李思远", "再追问一个，毛利率提升的原因是什么？"),
    ("赵宁", "主要是产品结构。"),
    ("主持人", "下一个问题来自南方基金的周明。"),
    ("周明", "回购有什么更新？"),
    ("赵宁", "剩余额度11.5亿元。"),
    ("主持人", "今天的会议到此结束，感谢各位。"),
]
WHO = {"陈立新": "董事长", "赵宁": "首席财务官", "李思远": "北方证券", "周明": "南方基金"}


@pytest.mark.parametrize(
    "label",
    [
        "{who}：",
        "【{who}】",
        "{who}\n",
        "{who} 00:12\n",
        "{who}(00:12:10)：",
        "{office} {who}：",
        "{who}（{office}）：",
        "{who}先生：",
    ],
)
def test_chinese_labels_in_all_forms(label: str) -> None:
    """With titles or firms before or behind, framed, alone on the line, with a stamp."""
    host = "主持人：" if label.endswith("：") else label.format(who="主持人", office="")
    text = "\n".join((host if who == "主持人" else label.format(who=who, office=WHO[who])) + words for who, words in CHINESE)
    assert exchanges(text) == [("李思远, 北方证券", ["陈立新", "赵宁"]), ("周明, 南方基金", ["赵宁"])]


def test_one_label_of_many_people_parts_them() -> None:
    """Each ``投资者`` who speaks after an answer is another one; reporters go by their paper."""
    text = (
        "主持人：欢迎。\n董事长 陈立新：收入41亿元。\n投资者：分红计划？\n董事长 陈立新：3亿元。\n"
        "投资者：海外占比？\n财务总监 赵宁：30%。\n主持人：结束。\n"
    )
    assert exchanges(text) == [(None, ["陈立新"]), (None, ["赵宁"])]
    text = text.replace("投资者：分红", "北方时报记者：分红").replace("投资者：海外", "南方财经记者：海外")
    assert exchanges(text) == [("北方时报", ["陈立新"]), ("南方财经", ["赵宁"])]


def test_a_traditional_script_is_read_alike() -> None:
    """As investors' conferences in Taiwan are written."""
    text = (
        "主持人：各位投資人午安，歡迎參加法人說明會。首先請財務長林怡君報告。\n財務長 林怡君：第三季營收82億元。\n"
        "主持人：接下來進行問答。第一位請北方投顧的詹家鴻先生提問。\n詹家鴻：請問第四季毛利率展望？\n財務長 林怡君：介於37%到39%。\n"
        "主持人：今天的法說會到此結束。\n"
    )
    assert exchanges(text) == [("詹家鴻, 北方投顧", ["林怡君"])]


@pytest.mark.parametrize(
    ("words", "name", "firm"),
    [
        ("Our next question comes from Ann Lee, North Bank. Your line is open.", "Ann Lee", "North Bank"),
        ("Next up from North Bank is Ann Lee.", "Ann Lee", "North Bank"),
        ("Ann Lee from North Bank has the next question.", "Ann Lee", "North Bank"),
        ("The next question is from the line of Ann Lee. With North Bank. Please go ahead.", "Ann Lee", "North Bank"),
        ("One moment for our next question. It comes from Bob O'Ray at Stone, Ray & Woods.", "Bob O'Ray", "Stone, Ray & Woods"),
        ("We'll go to Jean-Luc de la Cour with D.A. North & Co.", "Jean-Luc de la Cour", "D.A. North & Co"),
        ("下一个问题来自北方证券研究所电子行业首席分析师李明。", "李明", "北方证券研究所"),
        ("我们的下一个问题来自北方银行帕特里克·科尔的电话。", "帕特里克·科尔的电话", "北方银行"),
        ("北方证券的 Ann Lee 有下一个问题。", "Ann Lee", "北方证券"),
        ("下面有请南方基金周明先生提问。", "周明", "南方基金"),
    ],
)
def test_a_caller_is_named_in_many_wordings(words: str, name: str, firm: str) -> None:
    """Name and firm in the operator's own words."""
    caller = callers_in(words, 0, len(words))[-1]
    assert (caller.name, caller.firm) == (name, firm)


@pytest.mark.parametrize(
    "words", ["I would like to remind everyone that this call is recorded.", "Thank you. Next slide, please.", "我们的下一个目标是增长。"]
)
def test_nobody_is_brought_on_by_other_words(words: str) -> None:
    """Slides, reminders and aims."""
    assert [caller for caller in callers_in(words, 0, len(words)) if caller.firm] == []


@pytest.mark.parametrize(
    ("words", "name", "firm"),
    [
        ("Hi, this is Ann Lee from North Bank. How are you?", "Ann Lee", "North Bank"),
        ("It's Ann Lee with North Bank. Congrats.", "Ann Lee", "North Bank"),
        ("Yeah. Hi. This is Ann Lee on for Bob. Thanks.", "Ann Lee", None),
        ("我是北方证券的李明。请问需求如何？", "李明", "北方证券"),
    ],
)
def test_callers_name_themselves(words: str, name: str, firm: str | None) -> None:
    """With or without their firm."""
    caller = names_self(words, 0, len(words))
    assert caller is not None
    assert (caller.name, caller.firm) == (name, firm)


@pytest.mark.parametrize("words", ["So Dana, how is demand?", "Yes. Good afternoon.", "Thank you. It is Friday."])
def test_other_words_name_nobody(words: str) -> None:
    """An address, a greeting."""
    assert names_self(words, 0, len(words)) is None


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Q - Ann Lee - North Bank", ("Ann Lee", "analyst", None, "North Bank")),
        ("Jane Doe (CFO)", ("Jane Doe", "management", "CFO", None)),
        ("Ann Lee (North Bank)", ("Ann Lee", "unknown", None, "North Bank")),
        ("分析师 李明（北方证券）", ("李明", "analyst", None, "北方证券")),
        ("北方证券分析师李明", ("李明", "analyst", None, "北方证券")),
        ("北方证券-李明", ("李明", "analyst", None, "北方证券")),
        ("主持人 王敏", ("王敏", "operator", None, None)),
        ("提问者1", ("提问者1", "analyst", None, None)),
        ("Speaker 2", ("Speaker 2", "unknown", None, None)),
        ("Chief Executive Officer", None),
        ("Company Name", None),
    ],
)
def test_a_label_tells_name_role_title_and_firm(label: str, told: tuple[str | None, ...] | None) -> None:
    """In both languages."""
    found = read_label(label, fold(label))
    assert (None if found is None else (found.speaker, found.role, found.title, found.organisation)) == told


@pytest.mark.parametrize(("latin", "han"), [("Dora Field", "多拉·菲尔德"), ("Mark Berry", "马克·贝里"), ("David Moore", "大卫·摩尔")])
def test_one_person_goes_by_two_scripts(latin: str, han: str) -> None:
    """A name and its spelling in Chinese characters, and no other name."""
    assert same_person(latin, han)
    assert not same_person("Paul Kranz", han)

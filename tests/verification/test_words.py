"""What claims say in words, held against a record and a call made up for it, in their language and in the other one."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.reading import Document
from summarizer.verification.claims import ClaimText
from summarizer.verification.finding import Finding
from summarizer.verification.source import Source
from summarizer.verification.words import Words

RECORD = """远山精密股份有限公司投资者关系活动记录表

编号: 2024-003
时间	2024年8月28日 15:00-16:00
地点	电话会议
上市公司接待人员姓名	董事长 林海峰先生
	财务总监 周雅琴女士

公司介绍上半年经营情况:
上半年,机器人业务需求旺盛,已成为公司的核心业务。电机业务竞争激烈,需求偏弱,价格也有所下调。
公司于 6 月 12 日正式发布新一代控制器 XM-7,该产品同时支持训练和推理。视觉检测软件仍处于内测阶段,尚未完成备案。
公司计划在越南建设新工厂,预计明年投产。公司将剥离所持的光伏资产,以聚焦机器人业务。
多数客户采用租赁方式使用设备,真正购买设备的客户占比较小。公司不向海外客户提供定制服务。
毛利率提升主要得益于原材料价格下降。苏雨晴博士担任远山研究院院长,她此前在厦门大学任教。
公司与北港汽车、云杉科技合作开发关节电机,云杉科技负责算法。国内市场份额落后于日本企业。
公司形成了控制器、关节电机、视觉检测、仿真软件四大产品线。

问:公司是否考虑回购股份?
答:目前没有回购计划,现金会优先用于研发。
"""

CALL = """Brightwater Systems Inc. Third Quarter 2024 Earnings Call
October 29, 2024

Dana Cole -- Chief Financial Officer

Thank you, and good afternoon. Demand for our cloud products was strong, while hardware sales remained weak.
We launched the Tidepool platform in September, and more than half of our largest customers have already adopted it.
We did not use our share repurchase program in the quarter. The search for a chief operating officer is still in progress.
Our European business is small, but it is growing quickly. Most new customers came from the United States.
The improvement in margins was largely driven by lower freight costs.
We moved our billing system from Ledgerly to Northpath without any downtime.
We expect to open a data center in Ireland next year. Priya Nair has taken over as president of the services business.
Supply of sensors remains tight, and we are still constrained. We are committed to our network of independent dealers.
"""


@cache
def _words(text: str) -> Words:
    return Words(Source(Document(text, "made_up.txt", "0" * 64)))


def _judge(text: str, claim: str) -> Finding | None:
    return _words(text).judge(ClaimText(claim, "line 1"), [])


RIGHT = [
    (RECORD, "机器人业务已成为公司核心业务，需求旺盛。"),
    (RECORD, "電機業務面臨激烈競爭，需求偏弱。"),
    (RECORD, "XM-7控制器可同时用于训练与推理。"),
    (RECORD, "视觉检测软件还在内测，备案尚未完成。"),
    (RECORD, "公司拟在越南建厂，预计明年投产。"),
    (RECORD, "大部分客户租赁设备，购买的占比较小。"),
    (RECORD, "毛利率上升主要因为原材料降价。"),
    (RECORD, "研究院院长由苏雨晴博士担任。"),
    (RECORD, "公司有四大产品线。"),
    (RECORD, "公司目前没有回购股份的计划。"),
    (RECORD, "The robot business sees strong demand and has become the core business."),
    (RECORD, "The XM-7 controller supports both training and inference."),
    (RECORD, "The visual inspection software is still in closed beta."),
    (RECORD, "The company plans to build a new plant in Vietnam."),
    (RECORD, "It will divest its photovoltaic assets to focus on robots."),
    (RECORD, "Dr. Su Yuqing heads the research institute; she used to teach at Xiamen University."),
    (RECORD, "Most customers lease the equipment."),
    (RECORD, "Chairman Lin Haifeng received the investors."),
    (CALL, "Cloud products saw strong demand; hardware was weak."),
    (CALL, "The company made no use of its buyback program in the quarter."),
    (CALL, "Lower freight costs were the main driver of better margins."),
    (CALL, "The search for a chief operating officer goes on."),
    (CALL, "云产品需求强劲，硬件销售疲软。"),
    (CALL, "公司本季度没有动用股票回购计划。"),
    (CALL, "新客户大多来自美国。"),
    (CALL, "公司预计明年在爱尔兰开设数据中心。"),
    (CALL, "Priya Nair出任服务业务总裁。"),
    (CALL, "传感器供应仍然紧张。"),
]
CONTRADICTED = [
    (RECORD, "电机业务需求旺盛。", "偏弱"),
    (RECORD, "视觉检测软件已经完成备案。", "备案"),
    (RECORD, "公司在越南的新工厂已经投产。", "预计"),
    (RECORD, "多数客户购买设备，租赁的很少。", "多数"),
    (RECORD, "研究院院长由周雅琴担任。", "苏雨晴"),
    (RECORD, "公司有五大产品线。", "四大"),
    (RECORD, "公司于7月12日正式发布XM-7控制器。", "6 月 12 日"),
    (RECORD, "视觉检测软件仍处于内测阶段，原因是算力不足。", "cause"),
    (RECORD, "The XM-7 controller is meant for training but not for inference.", "推理"),
    (RECORD, "The company's plant in Vietnam has already started production.", "预计"),
    (RECORD, "Demand for motors was strong in the first half.", "偏弱"),
    (RECORD, "Dr. Su Yuqing used to teach at Baidu.", "Baidu"),
    (CALL, "Demand for cloud products was weak.", "strong"),
    (CALL, "The billing system was moved from Northpath to Ledgerly.", "the other way round"),
    (CALL, "Priya Nair has taken over as chief financial officer.", "president"),
    (CALL, "传感器供应充足。", "tight"),
    (CALL, "公司在本季度动用了股票回购计划。", "not use"),
]
NOT_FOUND = [
    (CALL, "H200 sensors are still tight in supply."),
    (RECORD, "公司计划发行可转债，为并购融资。"),
    (RECORD, "毛利率提升主要得益于关税减免。"),
    (RECORD, "The company announced a joint venture with a German steel maker."),
    (CALL, "The board approved a special dividend for shareholders."),
    (CALL, "公司宣布与一家银行成立合资企业。"),
]


@pytest.mark.parametrize(("source", "claim"), RIGHT)
def test_paraphrase_is_supported(source: str, claim: str) -> None:
    """What a person says in other words, another order or another language is found, with its place."""
    found = _judge(source, claim)
    assert found is not None
    assert (found.verdict, found.reason) == ("supported", None)
    assert found.spans


@pytest.mark.parametrize(("source", "claim", "instead"), CONTRADICTED)
def test_planted_error_is_contradicted(source: str, claim: str, instead: str) -> None:
    """Another pole, denial, status, name, office, day, count, cause or order than the source's is said to be one, with what it says."""
    found = _judge(source, claim)
    assert found is not None
    assert found.verdict == "contradicted"
    start, end = found.spans[0]
    assert instead in f"{found.reason} {source[start:end]}"


@pytest.mark.parametrize(("source", "claim"), NOT_FOUND)
def test_invention_is_not_found(source: str, claim: str) -> None:
    """What no place speaks of is not found, and nothing contradicts it."""
    found = _judge(source, claim)
    assert found is not None
    assert found.verdict == "not_found"


def test_own_words_are_a_quote() -> None:
    """A claim in the source's very letters is its quote, whatever its script, width and spacing."""
    found = _judge(RECORD, "電機業務競爭激烈，需求偏弱")
    assert found is not None
    assert found.quoted
    start, end = found.spans[0]
    assert RECORD[start:end].startswith("电机业务竞争激烈")


def test_words_beside_found_figures_may_be_few() -> None:
    """Beside figures that were found, words that only lead up to them refuse nothing."""
    start = CALL.index("more than half")
    figures = [Finding("half", "supported", [(start, start + 30)])]
    found = _words(CALL).judge(
        ClaimText("That works out at some half of the big accounts on Tidepool.", "line 1"), figures
    )
    assert found is None or found.verdict == "supported"


@pytest.mark.parametrize("claim", ["", "—", "12%", "的了吗", "and so on"])
def test_nothing_claimed_is_none(claim: str) -> None:
    """A line that says nothing has no verdict."""
    assert _judge(CALL, claim) is None


_PIECES = st.sampled_from(
    [*"的不未已将和，。、 :-()'\"\n", "not ", "n't", "Mr ", "从", "到", "比", "由", "GPT-4 ", "10月17日", "will "]
)
_TEXT = st.lists(
    st.one_of(st.text(max_size=6), _PIECES, st.sampled_from([*RECORD.split("，"), *CALL.split(". ")])), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(_TEXT, st.sampled_from([RECORD, CALL]))
def test_any_text_is_judged(pieces: list[str], source: str) -> None:
    """No text raises, and every span holds characters of the source."""
    found = _judge(source, "".join(pieces))
    if found is not None:
        assert found.verdict in ("supported", "contradicted", "not_found")
        assert all(0 <= start < end <= len(_words(source)._ground.source.text) for start, end in found.spans)
        assert (found.reason is None) == (found.verdict == "supported")


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=80))
def test_any_source_is_read(text: str) -> None:
    """No source raises."""
    Words(Source(Document(text, "made_up.txt", "0" * 64))).judge(
        ClaimText("The plant will open next year 新工厂", "line 1"), []
    )

"""The figures of claims held against those of a source, on a record and a call made up for it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.reading import Document
from summarizer.verification.claims import ClaimText
from summarizer.verification.figures import Figures
from summarizer.verification.finding import Finding
from summarizer.verification.source import Source

RECORD = """远山精密股份有限公司投资者关系活动记录表

编号: 2024-003
时间	2024年8月28日 15:00-16:00

公司介绍 2024 年上半年经营情况:
2024年上半年,公司实现营业收入 42.5 亿元,同比增长 12%;实现净利润 3.4 亿元,同比下降 6%。研发费用为 2.1 亿元。
其中,海外收入 17.0 亿元,占总收入的 40%;国内收入 25.5 亿元。整体毛利率为 31.5%,上年同期为 29.8%。
截至6月末,机器人业务在手订单 8.6 亿元,电机业务在手订单 5.2 亿元。公司已交付伺服电机约 12,000 台,另有约 4,000 台待交付。
北方工厂产能为 30,000 台,南方工厂产能为 18,000 台。训练平台每半年提速 5 倍。XM-7 控制器的良率为 96%,XM-5 为 91%。
公司预计全年营业收入在 88 亿元到 92 亿元之间。

问:新工厂何时投产?
答:预计 2025 年二季度投产。
"""

CALL = """Brightwater Systems Inc. Third Quarter 2024 Earnings Call
October 29, 2024

Operator: Good afternoon, and welcome. I will now turn the call over to the chief financial officer.

Dana Cole -- Chief Financial Officer

Revenue in the third quarter was $412 million, up 18% year over year and up 4% sequentially. Subscription revenue was $350 million.
Non-cloud revenue grew 5%, while cloud revenue grew 27%. Operating margin was 14.2%, compared with 12.6% a year ago.
Earnings per share were $1.12 versus $0.94 in the prior-year quarter. We ended the quarter with 2,150 employees and over 640 customers.
Free cash flow was $61 million. We repurchased $40 million of shares and paid $15 million in dividends.
We expect fourth quarter revenue of $425 million to $435 million. Services had an operating loss of $3 million.
"""


@cache
def _figures(text: str) -> Figures:
    return Figures(Source(Document(text, "made_up.txt", "0" * 64)))


def _judge(source: str, claim: str, *before: str) -> list[Finding]:
    return _figures(source).judge(ClaimText(claim, "line 1", before=before))


def _held(source: str, finding: Finding) -> list[str]:
    text = _figures(source)._source.text
    return [text[start:end] for start, end in finding.spans]


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (RECORD, "Revenue for the first half of 2024 came to RMB 4.25 billion, up 12% year on year."),
        (RECORD, "Net profit fell 6% to 340 million yuan."),
        (RECORD, "Gross margin rose to 31.5% from 29.8%."),
        (RECORD, "Overseas revenue of CNY 1,700m made up 40 percent of the total."),
        (RECORD, "Revenue was about RMB 4.3 billion."),
        (RECORD, "Revenue exceeded 4 billion yuan."),
        (RECORD, "The order book stood at RMB 860 million in robotics and RMB 520 million in motors."),
        (RECORD, "About 12,000 servo motors have been delivered and some 4,000 await delivery."),
        (RECORD, "The yield was 96% for the XM-7 and 91% for the XM-5."),
        (RECORD, "Full-year revenue is expected at RMB 8.8-9.2 billion."),
        (RECORD, "上半年營收42.5億元,同比增長12%。"),
        (RECORD, "净利润3.4亿元，同比下滑6%"),
        (CALL, "第三季度收入为4.12亿美元,同比增长18%,环比增长4%。"),
        (CALL, "营业利润率为14.2%,上年同期为12.6%。"),
        (CALL, "Rev $412m, +18% YoY, +4% QoQ"),
        (CALL, "op mgn 14.2% (12.6% PY), EPS $1.12 vs $0.94 PY"),
        (CALL, "四季度收入预计为4.25亿至4.35亿美元。"),
        (CALL, "Services made an operating loss of $3 million."),
    ],
)
def test_right_figures_are_supported(source: str, claim: str) -> None:
    """Whatever the language, the unit and the rounding: the same value of the same thing is supported, and has its place."""
    findings = _judge(source, claim)
    assert findings
    assert [(finding.verdict, finding.said, finding.reason) for finding in findings if finding.verdict != "supported"] == []
    assert all(_held(source, finding) for finding in findings)


@pytest.mark.parametrize(
    ("source", "claim", "said"),
    [
        # digit, point, scale, unit, currency
        (RECORD, "Revenue for the first half of 2024 came to RMB 4.52 billion.", "RMB 4.52 billion"),
        (RECORD, "Revenue was RMB 425 million.", "RMB 425 million"),
        (RECORD, "净利润为34亿元。", "34亿元"),
        (RECORD, "Revenue was USD 4.25 billion.", "USD 4.25 billion"),
        (CALL, "营业利润率提高了14.2个百分点。", "14.2个百分点"),
        # direction, base, sign
        (RECORD, "Net profit rose 6%.", "6%"),
        (CALL, "Revenue grew 18% sequentially.", "18%"),
        (CALL, "Services earned $3 million.", "$3 million"),
        # period
        (RECORD, "第一季度营业收入为42.5亿元。", "42.5亿元"),
        (CALL, "Revenue in the second quarter was $412 million.", "$412 million"),
        # what it is told of
        (RECORD, "Gross margin was 40%.", "40%"),
        (RECORD, "Domestic revenue was RMB 1.7 billion.", "RMB 1.7 billion"),
        (RECORD, "The XM-5 has a yield of 96%.", "96%"),
        (CALL, "Cloud revenue grew 5%.", "5%"),
        (CALL, "Free cash flow was $40 million.", "$40 million"),
        # bounds, how often, counts
        (CALL, "The company has fewer than 640 customers.", "640"),
        (RECORD, "The platform becomes 5 times faster every month.", "5 times"),
        (CALL, "Brightwater has 2,510 employees.", "2,510"),
        # nothing of the kind
        (CALL, "Deferred revenue was $77 million.", "$77 million"),
        (RECORD, "The company's stock code is 688123.", "688123"),
    ],
)
def test_wrong_figures_are_not(source: str, claim: str, said: str) -> None:
    """One digit, unit, direction, period or subject is enough: contradicted or not found, and a reason."""
    found = {finding.said: finding for finding in _judge(source, claim)}
    assert said in found, found
    assert found[said].verdict != "supported", found[said]
    assert found[said].reason


@pytest.mark.parametrize(
    ("source", "claim", "instead"),
    [
        (RECORD, "Gross margin was 33.5%.", "31.5%"),
        (RECORD, "Revenue was RMB 425 million.", "42.5 亿元"),
        (RECORD, "Net profit rose 6%.", "下降 6%"),
        (CALL, "第三季度自由现金流为6600万美元。", "$61 million"),
    ],
)
def test_what_the_source_says_instead_is_shown(source: str, claim: str, instead: str) -> None:
    """A contradiction has the place where the source says otherwise."""
    finding = next(one for one in _judge(source, claim) if one.verdict == "contradicted")
    assert any(instead in held for held in _held(source, finding))


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (RECORD, "From 4.25 to 3.4: revenue was RMB 340 million and net profit RMB 4.25 billion."),
        (RECORD, "About 4,000 servo motors have been delivered and some 12,000 await delivery."),
        (CALL, "Operating margin went from 14.2% to 12.6%."),
        (CALL, "EPS $0.94 vs $1.12 PY"),
    ],
)
def test_figures_that_changed_places_are_found(source: str, claim: str) -> None:
    """Both values stand in the source; each is told of the other's thing, or of the other's time."""
    assert any(finding.verdict == "contradicted" for finding in _judge(source, claim))


@pytest.mark.parametrize(
    ("source", "claim", "said", "arithmetic"),
    [
        (RECORD, "The order books of the two businesses add up to RMB 1.38 billion.", "RMB 1.38 billion", "8.6 亿元 + 5.2 亿元"),
        (RECORD, "The two plants together can make 48,000 units.", "48,000", "30,000 台 + 18,000 台"),
        (RECORD, "Gross margin improved by 1.7 percentage points.", "1.7 percentage points", "31.5% − 29.8%"),
        (RECORD, "The remaining 60% of revenue came from the domestic market.", "60%", "25.5 亿元 ÷ 42.5 亿元"),
        (RECORD, "研发费用约占营业收入的4.9%。", "4.9%", "2.1 亿元 ÷ 42.5 亿元"),
        (RECORD, "Net profit a year earlier was about RMB 360 million.", "RMB 360 million", "3.4 亿元 ÷ (1 − 6%)"),
        (CALL, "公司以回购和股息合计返还5500万美元。", "5500万美元", "$40 million + $15 million"),
        (CALL, "The midpoint of the fourth quarter guidance is $430 million.", "$430 million", "($425 million to $435 million) ÷ 2"),
        (CALL, "Operating margin was 14.2%, 160bps above a year ago.", "160bps", "14.2% − 12.6%"),
    ],
)
def test_derived_values_show_their_arithmetic(source: str, claim: str, said: str, arithmetic: str) -> None:
    """A sum, a difference, a share, a rest, a level of the year before: reckoned from the source's own figures, which have their places."""
    finding = next(one for one in _judge(source, claim) if one.said == said)
    assert finding.verdict == "supported", finding
    assert finding.arithmetic is not None
    assert finding.arithmetic.text.startswith(arithmetic)
    assert len(finding.arithmetic.operands) >= 1


@pytest.mark.parametrize(
    ("source", "claim", "said"),
    [
        (RECORD, "The order books of the two businesses add up to RMB 1.58 billion.", "RMB 1.58 billion"),
        (RECORD, "Gross margin improved by 2.7 percentage points.", "2.7 percentage points"),
        (RECORD, "The remaining 70% of revenue came from the domestic market.", "70%"),
        (CALL, "公司以回购和股息合计返还6500万美元。", "6500万美元"),
    ],
)
def test_wrong_arithmetic_is_not_supported(source: str, claim: str, said: str) -> None:
    """A derived value that does not come out is not waved through."""
    assert next(one for one in _judge(source, claim) if one.said == said).verdict != "supported"


def test_a_claim_goes_on_from_the_one_before_it() -> None:
    """What is derived from the figures of the sentence before finds them there."""
    findings = _judge(CALL, "Together that is $55 million.", "Buybacks came to $40 million and dividends to $15 million.")
    assert [(finding.verdict, finding.arithmetic is not None) for finding in findings] == [("supported", True)]


_PIECES = st.sampled_from([
    "营业收入", "42.5亿元", "同比增长12%", ",", "。", "revenue was", "$412 million", "up 18%", "from", "in the second quarter", "合计",
    "-5%", "40到45", "一倍", "half", "0", "(", ")", "3,4", "9M23", "≈", "\n",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=14).map(" ".join), st.text(max_size=60)), st.sampled_from([RECORD, CALL]))
def test_any_claim_has_findings_with_true_places(claim: str, source: str) -> None:
    """No text raises; every place lies in the source; what is not supported has a reason; arithmetic is made of places."""
    size = len(_figures(source)._source.text)
    for finding in _judge(source, claim):
        assert finding.said
        assert all(0 <= start < end <= size for start, end in finding.spans)
        assert (finding.reason is None) == (finding.verdict == "supported")
        if finding.verdict == "supported":
            assert finding.spans

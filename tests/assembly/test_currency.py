"""The currency of amounts that name none."""

from __future__ import annotations

import pytest

from summarizer import Summary, summarize
from summarizer.reading import from_text

RECORD = (
    "远山精工股份有限公司投资者关系活动记录表\n编号：2024-007\n时间：2024年8月28日\n投资者关系活动主要内容介绍：\n{}\n"
)
ARTICLE = "遠山科技(01234)召開業績發佈會\n\n智通財經 · 2024/08/28 15:58\n\n{}\n"


def _units(text: str) -> tuple[list[str | None], list[str]]:
    summary: Summary = summarize(from_text(text))
    return [kpi.unit for kpi in summary.kpis], [check.code for check in summary.checks]


def test_a_mainland_record_is_in_yuan() -> None:
    """A bare 亿 or 万 in a mainland record is CNY, and nothing is left to check."""
    units, checks = _units(RECORD.format("上半年营业收入5.2亿元，净利润9,870万。"))
    assert units == ["CNY", "CNY"]
    assert "currency_unknown" not in checks


def test_a_mainland_record_may_name_another() -> None:
    """An amount that names its currency keeps it; the others stay in yuan."""
    units, _ = _units(RECORD.format("越南工厂投资约1.2亿美元。上半年营业收入5.2亿元。"))
    assert units == ["USD", "CNY"]


@pytest.mark.parametrize(("named", "unit"), [("人民幣", "CNY"), ("港元", "HKD"), ("新台幣", "TWD")])
def test_an_article_is_in_the_currency_it_names(named: str, unit: str) -> None:
    """What an article names once is what its other amounts are in."""
    body = f"去年智能汽車收入爲3.8億{named}，按年上升31%。去年傳統業務收入爲18.4億，按年下降41%。"
    units, checks = _units(ARTICLE.format(body))
    assert units == [unit, unit]
    assert "currency_unknown" not in checks


def test_unknown_is_null_and_said() -> None:
    """Where nothing names a currency the unit is null and a check points at each such amount; no guess is made."""
    summary = summarize(from_text(ARTICLE.format("去年傳統業務收入爲18.4億，按年下降41%。")))
    assert [kpi.unit for kpi in summary.kpis] == [None]
    warned = [check for check in summary.checks if check.code == "currency_unknown"]
    assert [(check.severity, check.kpis, check.message) for check in warned] == [
        ("warning", ["k1"], "金額的幣種在文件中沒有寫明")
    ]


def test_a_taiwan_article_is_in_its_own_dollars() -> None:
    """法說會, 季增 and 三大法人 are said of companies that report in New Taiwan dollars."""
    units, _ = _units(
        "遠山半導體法說會\n\n2024/08/28\n\n遠山半導體今日舉行法說會，第二季營收為56.2億元，季增5%，三大法人買超。\n"
    )
    assert units == ["TWD"]


def test_a_translated_call_is_in_the_dollars_beside_it() -> None:
    """In a call where dollars alone are named, a bare 亿 is dollars."""
    call = (
        "Anna Berg：大家好，感谢大家参加远山公司第二季度业绩电话会议。\n\n"
        "Paul Lind：第二季度收入为4.1亿美元，同比增长14%。服务收入为9,640万，同比下降3%。我把时间交给提问环节。\n\n"
        "Mary Cole：请问利润率如何？\n\nPaul Lind：毛利率为58%。\n"
    )
    units, _ = _units(call)
    assert units[:2] == ["USD", "USD"]


def test_percentages_have_no_currency() -> None:
    """A ratio is never given one, and is never reported as lacking one."""
    units, checks = _units(ARTICLE.format("去年毛利率爲40%，按年提升2個百分點。"))
    assert units == ["%"]
    assert "currency_unknown" not in checks


@pytest.mark.parametrize("said", ["截至期末員工人數 1,234，", "門店數量達到 1,500，"])
def test_what_is_counted_is_no_money(said: str) -> None:
    """A bare number under a metric that counts heads or stores gets no currency, whatever the article's is."""
    units, _ = _units(ARTICLE.format(f"去年收入爲3.8億港元。{said}按年上升5%。"))
    assert units == ["HKD", None]

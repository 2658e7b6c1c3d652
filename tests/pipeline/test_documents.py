"""Whole documents and excerpts in other notations: what must be found in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import Summary, summarize
from summarizer.reading import from_text

from .promises import broken

NUMBERED_ASKING = """\
视觉(中国)文化发展股份有限公司
投资者关系活动登记表
编号：2017-004
投资者关系
活动类别
?特定对象调研 □分析师会议
□其他 (分析师电话会议)
参与单位名称
及人员姓名 华泰柏瑞基金管理有限公司 陈晓光
国金证券股份有限公司 王泽佳
时 间 2017年03月16日上午10:15-11:45
地 点 公司一楼会议室
上市公司接待
人员姓名 证券事务代表彭晶。
资者关系活动主要内容介绍
1、问：请问公司图片库的版权归属?自有版权图片的数量?
答：公司图片库中的图片来源主要有三部分：一部分来自于签约供应商，例如Getty Images;一部分来自签约供稿人，目前公司有近17000名签约供稿人。
2、问：请问公司代理图片需要付费吗?
答：公司代理图片不需要提前支付费用，图片授权产生收入后再按照协议约定进行分成。
3、问：请介绍去年与Getty的合作?
"""
HEADED = """\
多氟多化工股份有限公司 投资者关系活动记录
证券代码：002407
编号：20190102
接待日期：2019-01-02 12:00:00.000
参与单位及人员：冯自力/华创证券
上市公司接待人员：董事会秘书：陈相举
主要内容：
一、氟化工产品的生产经营的情况？

　　目前，氟化铝产品价格居历史高位，约1.2万元/吨，2018年可产销23万吨。

　　目前公司具有六氟磷酸锂产能6000吨，国内市场占有率约35%，国际约20%。

二、锂电池的情况？

　　目前，公司锂电池产能1.5G瓦时，在扩建4G瓦时生产线，规划10G瓦时生产线。
"""
LETTER_SPACED = """\
证券代码：603088 证券简称：宁波精达
宁波精达成形装备股份有限公司
投资者关系活动记录表（2026 年半年度业绩说明会）
编号：2026-005
投资者关系活动
类别
□特定对象调研 分析师会议
□媒体采访 ☑业绩说明会
时间 2026 年 9 月 29 日
地点 上 海 证 券 报 · 中 国 证 券 网 路 演 中 心
上市公司接待人
员姓名
总经理：李永坚先生
投资者关系活动
主要内容介绍
网络互动
1.海外的人员配置构成情况请简要说明谢谢！
答：公司产品销售全球 80个国家地区，公司已建立了经验丰富的服务团队。
2.公司上半年财务费用同比增幅较大，主要原因是什么？
答：上半年财务费用变动的主要原因是外币汇兑收益减少。
"""


def _excerpt(text: str) -> Summary:
    summary = summarize(from_text(text))
    assert broken(summary, text) == []
    return summary


def _told(summary: Summary) -> list[tuple[str | None, float, float | None, str | None]]:
    return [(kpi.metric, kpi.value, kpi.value_max, kpi.unit) for kpi in summary.kpis]


def _codes(summary: Summary) -> set[str]:
    return {check.code for check in summary.checks}


# -- excerpts of real records -------------------------------------------------------------------------------------------


def test_numbered_questions_with_marks() -> None:
    """``1、问：`` with the form's labels broken over lines, a ticked box lost, and the last question unanswered."""
    summary = _excerpt(NUMBERED_ASKING)
    assert (summary.document.kind, summary.document.record_number) == ("ir_record", "2017-004")
    assert summary.company.name == "视觉(中国)文化发展股份有限公司"
    event = summary.event
    assert (event.date, event.start, event.end, event.venue) == ("2017-03-16", "10:15", "11:45", "公司一楼会议室")
    assert event.participants == ["华泰柏瑞基金管理有限公司", "国金证券股份有限公司"]
    assert [(host.name, host.title) for host in event.hosts] == [("彭晶", "证券事务代表")]
    assert [len(exchange.questions) for exchange in summary.qa] == [2, 1, 1]
    assert [bool(exchange.answer) for exchange in summary.qa] == [True, True, False]
    assert [(kpi.name, kpi.value, kpi.unit, kpi.qualifier) for kpi in summary.kpis] == [
        ("签约供稿人", 17000, "名", "about")
    ]
    assert _codes(summary) == {"unanswered"}


def test_headings_as_questions() -> None:
    """``一、…？`` asks and the paragraphs below answer; figures keep their products and their units."""
    summary = _excerpt(HEADED)
    assert (summary.company.ticker, summary.company.exchange, summary.event.date) == ("002407", "SZSE", "2019-01-02")
    assert [exchange.questions for exchange in summary.qa] == [["氟化工产品的生产经营的情况？"], ["锂电池的情况？"]]
    assert all(exchange.answer for exchange in summary.qa)
    assert [(kpi.value, kpi.unit) for kpi in summary.kpis] == [
        (12000, "CNY"), (230000, "吨"), (6000, "吨"), (35, "%"), (20, "%"), (1.5, "GWh"), (4, "GWh"), (10, "GWh"),
    ]  # fmt: skip
    metrics = {kpi.raw: (kpi.metric, kpi.segment) for kpi in summary.kpis}
    assert metrics["6000吨"] == ("capacity", "六氟磷酸锂")
    assert metrics["1.5G瓦时"] == ("capacity", "锂电池")
    assert metrics["35%"][0] == metrics["20%"][0] == "market_share"
    assert {kpi.basis for kpi in summary.kpis if kpi.raw in ("4G瓦时", "10G瓦时")} == {"guidance"}


def test_letters_apart_and_questions_without_marks() -> None:
    """A letter-spaced venue is one name; ``1.`` with no mark asks; a ticked ☑ is the category."""
    summary = _excerpt(LETTER_SPACED)
    assert summary.event.type == "earnings_briefing"
    assert (summary.event.date, summary.event.venue) == ("2026-09-29", "上海证券报·中国证券网路演中心")
    assert [(host.name, host.title) for host in summary.event.hosts] == [("李永坚", "总经理")]
    assert [exchange.questions for exchange in summary.qa] == [
        ["海外的人员配置构成情况请简要说明谢谢！"],
        ["公司上半年财务费用同比增幅较大，主要原因是什么？"],
    ]
    assert all(exchange.answer for exchange in summary.qa)
    assert [kpi.value for kpi in summary.kpis] == [80]


# -- whole documents ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made_up_record() -> Summary:
    """The record in GB18030, ``1、问`` notation, one question left unanswered."""
    return summarize(Path(__file__).parents[1] / "documents" / "made_up_record_gb18030.txt")


def test_a_records_form(made_up_record: Summary) -> None:
    """Everything the form says of itself."""
    document, event = made_up_record.document, made_up_record.event
    assert (document.kind, document.language, document.record_number) == ("ir_record", "zh-Hans", "2024-007")
    assert (document.published, event.date, event.start, event.end) == ("2024-08-29", "2024-08-28", "15:00", "16:30")
    assert (event.type, event.venue, event.participants_count) == ("earnings_briefing", "公司三楼会议室、网络会议", 26)
    assert [host.name for host in event.hosts] == ["周正", "吴岚", "郑可"]
    company = made_up_record.company
    assert (company.short_name, company.ticker, company.exchange) == ("晨光精工", "300999", "SZSE")


def test_a_records_figures(made_up_record: Summary) -> None:
    """Each figure once, with its metric, value and unit, growths with their levels."""
    assert _told(made_up_record)[:15] == [
        ("revenue", 1862000000, None, "CNY"),
        ("net_profit_attributable", 207000000, None, "CNY"),
        ("gross_margin", 27.8, None, "%"),
        ("operating_cash_flow", 315000000, None, "CNY"),
        ("rd_expense", 98700000, None, "CNY"),
        ("rd_ratio", 5.3, None, "%"),
        ("revenue", 1120000000, None, "CNY"),
        ("revenue", 534000000, None, "CNY"),
        ("overseas_revenue_share", 18, None, "%"),
        ("overseas_revenue_share", 23, None, "%"),
        ("backlog", 2600000000, None, "CNY"),
        ("capacity", 400000, None, "台"),
        ("capex", 400000000, None, "CNY"),
        ("gross_margin", 28.6, None, "%"),
        ("gross_margin", 27, 29, "%"),
    ]
    growths = [kpi.change.value if kpi.change else None for kpi in made_up_record.kpis[:8]]
    assert growths == [12.4, -3.1, 1.2, None, None, None, 21, -6]
    assert {kpi.segment for kpi in made_up_record.kpis if kpi.metric == "revenue"} == {None, "减速器", "机床"}


def test_a_records_guidance(made_up_record: Summary) -> None:
    """What lies ahead is told apart from what was reached, and stands in the outlook."""
    basis = {kpi.raw: kpi.basis for kpi in made_up_record.kpis}
    assert basis["18.62亿元"] == "actual"
    assert basis["40万台"] == "guidance"
    assert basis["27%至29%"] == "target"
    assert any("越南工厂" in point.text for point in made_up_record.outlook)
    assert any("不确定性" in point.text for point in made_up_record.risks)


def test_a_records_exchanges(made_up_record: Summary) -> None:
    """Five questions, four answers; the fifth is told as unanswered."""
    assert [bool(exchange.answer) for exchange in made_up_record.qa] == [True, True, True, True, False]
    assert [len(exchange.questions) for exchange in made_up_record.qa] == [2, 1, 1, 1, 1]
    assert [check.message for check in made_up_record.checks] == ["问题 5 在文件中没有回答"]


@pytest.fixture(scope="module")
def made_up_call() -> Summary:
    """The English call with an operator."""
    return summarize(Path(__file__).parents[1] / "documents" / "made_up_call.txt")


def test_a_calls_header_and_speakers(made_up_call: Summary) -> None:
    """Who, when, and who asked whom."""
    assert (made_up_call.document.kind, made_up_call.document.language) == ("earnings_call", "en")
    assert (made_up_call.company.ticker, made_up_call.company.exchange) == ("HBRI", "NYSE")
    assert (made_up_call.event.type, made_up_call.event.date, made_up_call.event.start) == (
        "earnings_call",
        "2025-07-31",
        "16:30",
    )
    assert [exchange.asker for exchange in made_up_call.qa] == [
        "Lena Fischer, Northgate Research",
        "Tom Okafor, Bellweather Capital",
    ]
    assert [exchange.responders for exchange in made_up_call.qa] == [["Priya Raman"], ["Miguel Santos"]]
    assert [len(exchange.questions) for exchange in made_up_call.qa] == [2, 2]


def test_a_calls_core_figures(made_up_call: Summary) -> None:
    """Revenue with its growth, segments, margins, and guidance with both ends."""
    told = _told(made_up_call)
    for fact in (
        ("revenue", 412600000, None, "USD"),
        ("revenue", 231000000, None, "USD"),
        ("revenue", 96400000, None, "USD"),
        ("gross_margin", 58.3, None, "%"),
        ("operating_profit", 74100000, None, "USD"),
        ("eps", 1.12, None, "USD"),
        ("free_cash_flow", 61000000, None, "USD"),
        ("cash", 538000000, None, "USD"),
        ("revenue", 420000000, 430000000, "USD"),
        ("gross_margin", 58, 59, "%"),
        ("revenue", 1660000000, 1690000000, "USD"),
        ("capex", 90000000, None, "USD"),
    ):
        assert fact in told
    ahead = {kpi.value for kpi in made_up_call.kpis if kpi.basis == "guidance"}
    assert {420000000, 58, 1660000000, 90000000} <= ahead
    assert not {412600000, 58.3, 538000000} & ahead
    growth = {kpi.value: kpi.change.value for kpi in made_up_call.kpis if kpi.change}
    assert (growth[412600000], growth[231000000], growth[96400000]) == (14, 22, -3)


@pytest.mark.parametrize("name", ["kunlun_2023q3_ir_record.txt", "sensetime_2023fy_briefing.txt"])
def test_the_real_documents_are_whole(documents: Path, name: str) -> None:
    """Four exchanges asked and answered in each, and something in every section that the document speaks of."""
    summary = summarize(documents / name)
    assert (summary.coverage.exchanges, summary.coverage.exchanges_answered) == (4, 4)
    assert 2 <= len(summary.overview) <= 5
    assert summary.strategy
    assert summary.kpis
    assert summary.outlook
    assert summary.themes
    assert summary.coverage.failed_sections == []
    assert summary.coverage.figures_reported >= 0.8 * summary.coverage.figures


def test_shares_of_the_real_article_make_a_whole(documents: Path) -> None:
    """Three segments' shares of one year add up to the whole, and the check says so."""
    summary = summarize(documents / "sensetime_2023fy_briefing.txt")
    shares = {kpi.id: kpi.value for kpi in summary.kpis}
    told = [check for check in summary.checks if check.code == "shares_sum"]
    assert [(check.severity, sorted(shares[one] for one in check.kpis)) for check in told] == [("info", [11, 35, 54])]

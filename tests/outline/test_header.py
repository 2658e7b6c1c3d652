"""Headers of whole documents: the form, articles, calls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.outline import Header, Outline, outline
from summarizer.reading.document import Document

TESTS = Path(__file__).parent.parent


def header_of(text: str) -> Header:
    return outline(Document(text, "text", "")).header


def sample(name: str) -> Outline:
    return outline(Document((TESTS / "documents" / f"{name}.txt").read_text(encoding="utf-8"), name, ""))


@pytest.mark.parametrize("name", ["kunlun_2023q3_ir_record", "sensetime_2023fy_briefing"])
def test_every_fact_of_the_gold_files_comes_out(name: str) -> None:
    """The two real documents: each fact that gold states of them is in the header."""
    gold = json.loads((TESTS / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    meta, found = gold["meta"], sample(name)
    header = found.header
    assert (found.kind, found.language) == (gold["kind"], gold["language"])
    assert header.company in meta["company"]
    assert header.short_name in meta["company"]
    told = ("record_number", "event_type", "event_date", "start", "end", "venue", "participants_count", "published", "ticker", "exchange")
    for field in told:
        assert getattr(header, field) == meta.get(field), field
    assert header.date_is_inferred == meta.get("event_date_is_inferred", False)
    assert set(meta.get("participants_include", [])) <= set(header.participants)
    hosts = {(host.name, host.title) for host in header.hosts}
    assert {(host["name"], host["title"]) for host in meta["hosts_include"]} <= hosts


def test_one_merely_mentioned_is_no_host() -> None:
    """A founder who died and an institute's head speak nowhere."""
    names = {host.name for host in sample("sensetime_2023fy_briefing").header.hosts}
    assert not any("湯" in name for name in names)
    assert {host.name for host in sample("kunlun_2023q3_ir_record").header.hosts} >= {"方汉"}


FORM = """证券代码：002999 证券简称：天禾精密
天禾精密股份有限公司投资者关系活动记录表
编号：2024—003
投资者关系活动 ☑特定对象调研 □分析师会议
类别 □媒体采访 □业绩说明会
参与单位名称及 中信证券 张三；华泰证券 李四；
人员姓名 国泰君安 王五等共计12人
时间 2024年5月10日 下午14:00-15:00
{venue}
上市公司接待人 董事会秘书 赵六一
员姓名 证券事务代表 钱小七
投资者关系活动 一、公司介绍
主要内容介绍 公司主营精密零件。
1、公司毛利率如何？
答：毛利率30%。
附件清单（如有） 无
日期 {date}
"""


def test_a_form_wrapped_by_its_pdf_is_read_whole() -> None:
    """Each row of a form whose label column is wrapped beside the values."""
    header = header_of(FORM.format(venue="地点 公司会议室", date="2024年5月11日"))
    assert header.title == "天禾精密股份有限公司投资者关系活动记录表"
    assert (header.company, header.short_name, header.ticker, header.exchange) == ("天禾精密股份有限公司", "天禾精密", "002999", "SZSE")
    assert (header.record_number, header.event_type) == ("2024-003", "institutional_research")
    assert (header.event_date, header.start, header.end, header.published) == ("2024-05-10", "14:00", "15:00", "2024-05-11")
    assert (header.participants, header.participants_count) == (["中信证券", "华泰证券", "国泰君安"], 12)
    assert [(host.name, host.title) for host in header.hosts] == [("赵六一", "董事会秘书"), ("钱小七", "证券事务代表")]
    assert (header.venue, header.event_dates) == ("公司会议室", ["2024-05-10"])


def test_a_manner_stands_in_for_a_venue() -> None:
    """方式 is told where 地点 is not."""
    assert header_of(FORM.format(venue="方式 现场调研、策略会", date="2024年5月11日")).venue == "现场调研、策略会"


def test_a_date_before_the_event_is_kept_for_the_check() -> None:
    """A form dated before its event contradicts itself, and so does a title with another day."""
    assert header_of(FORM.format(venue="地点 公司", date="2024年5月8日")).event_dates == ["2024-05-10", "2024-05-08"]
    other = FORM.format(venue="地点 公司", date="2024年5月11日").replace("公司投资者", "公司2024年5月9日投资者", 1)
    assert header_of(other).event_dates == ["2024-05-10", "2024-05-09"]


def test_a_month_is_no_date() -> None:
    """A form that tells the month only has no event date, inferred or not."""
    header = header_of("某某股份有限公司\n投资者关系活动记录表\n时间 | 2026年7月份\n地点 | 公司\n上市公司接待人员 | 证券事务代表、IR等\n")
    assert (header.event_date, header.event_dates, header.hosts) == (None, [], [])


@pytest.mark.parametrize(
    ("code", "exchange"),
    [("600089", "SSE"), ("688001", "SSE"), ("002407", "SZSE"), ("300418", "SZSE"), ("830799", "BSE"), ("430047", "BSE"), ("920001", "BSE")],
)
def test_a_mainland_number_tells_its_exchange(code: str, exchange: str) -> None:
    """By its first digits."""
    header = header_of(f"证券代码：{code}\n某某股份有限公司投资者关系活动记录表\n编号：2024-001\n")
    assert (header.ticker, header.exchange) == (code, exchange)


@pytest.mark.parametrize(
    ("lead", "ticker", "exchange", "company"),
    [
        ("某某健康(00241)中期業績會：利潤率改善", "00241", "HKEX", "某某健康"),
        ("某某健康(0241.HK)中期業績會：利潤率改善", "00241", "HKEX", "某某健康"),
        ("某某電（2308）法說會／第三季營收創新高", "2308", "TWSE", "某某電"),
        ("Acme Corp (NYSE: ACM) beats quarterly estimates", "ACM", "NYSE", "Acme Corp"),
        ("Acme Corp (NASDAQ:ACM) beats quarterly estimates", "ACM", "NASDAQ", "Acme Corp"),
    ],
)
def test_a_listing_in_brackets_names_the_company(lead: str, ticker: str, exchange: str, company: str) -> None:
    """Ticker, exchange and the name before them."""
    header = header_of(f"{lead}\n2024-10-30 18:25\n公司公布第三季營收1,123億元,毛利率33.5%,董事長鄭平表示需求強勁。\n")
    assert (header.ticker, header.exchange, header.company) == (ticker, exchange, company)
    assert (header.event_date, header.date_is_inferred) == ("2024-10-30", True)


def test_an_analyst_quoted_in_an_article_is_no_host() -> None:
    """Only those of the company are hosts."""
    header = header_of(
        "某某健康(00241)中期業績會：預計全年利潤率改善\n某某社2024年11月27日丨某某健康於2024年11月26日舉行中期業績電話會。"
        "執行董事兼首席執行官朱順炎表示，上半年收入129.6億元，按年增長12.7%。首席財務官屠燕武稱，毛利率為24.5%。\n"
        "瑞銀分析師王明表示，看好公司前景。\n"
    )
    assert [(host.name, host.title) for host in header.hosts] == [("朱順炎", "執行董事兼首席執行官"), ("屠燕武", "首席財務官")]
    assert (header.event_date, header.date_is_inferred, header.published) == ("2024-11-26", False, "2024-11-27")


CALL = """Acme Group (NYSE:ACM) Q4 2025 Earnings Conference Call May 15, 2025 7:30 AM ET

Company Participants

Lena Fox - Head of Investor Relations
Eddie Wood - Chief Executive Officer

Conference Call Participants

Gary Young - Some Bank

Operator

Good day. I would now like to turn the call over to Lena Fox. Please go ahead. Lena Fox

{opening} Eddie Wood

Thank you. Revenue grew 10% to $4 billion in the quarter and we raised our dividend. Operator

Thank you. Your first question comes from Gary Young with Some Bank. Please go ahead. Gary Young

How is demand? Eddie Wood

Demand is strong.
"""


def test_a_calls_first_lines_tell_company_listing_and_time() -> None:
    """Title, company, ticker, exchange, date, start, hosts and the firms that asked."""
    header = header_of(CALL.format(opening="Good day, everyone."))
    assert (header.company, header.ticker, header.exchange) == ("Acme Group", "ACM", "NYSE")
    assert (header.event_type, header.event_date, header.start) == ("earnings_call", "2025-05-15", "07:30")
    hosts = [(host.name, host.title) for host in header.hosts]
    assert hosts == [("Lena Fox", "Head of Investor Relations"), ("Eddie Wood", "Chief Executive Officer")]
    assert header.participants == ["Some Bank"]


@pytest.mark.parametrize(
    ("opening", "hosts"),
    [
        (
            "With me today from Acme are Eddie Wood, president and chief executive officer; and Colette Crest, executive vice president.",
            [("Eddie Wood", "president and chief executive officer"), ("Colette Crest", "executive vice president")],
        ),
        (
            "On the call, we have Dy Ford, Acme's Co-Founder and Chief Executive Officer, and Pra Malone, our Chief Financial Officer.",
            [("Dy Ford", "Co-Founder and Chief Executive Officer"), ("Pra Malone", "Chief Financial Officer")],
        ),
        (
            "Joining us today will be our Chief Executive Officer, Dennis Gilmore; our President, Ken Georgio; and "
            "Mark Seaton, Executive Vice President.",
            [("Dennis Gilmore", "Chief Executive Officer"), ("Ken Georgio", "President"), ("Mark Seaton", "Executive Vice President")],
        ),
        (
            "Joining me on the call today are Chirantan “CJ” Desai, President and CEO of Acme, Inc., and Mike Berry, CFO of Acme, Inc. "
            "During this call, we look ahead.",
            [("Chirantan “CJ” Desai", "President and CEO of Acme, Inc."), ("Mike Berry", "CFO of Acme, Inc.")],
        ),
    ],
)
def test_an_opening_introduces_the_hosts(opening: str, hosts: list[tuple[str, str]]) -> None:
    """In the ways in which calls begin, the title before or after the name."""
    found = [(host.name, host.title) for host in header_of(CALL.format(opening=opening)).hosts]
    assert found[: len(hosts)] == hosts


def test_a_translated_opening_introduces_the_hosts() -> None:
    """Latin names after Chinese titles; who speaks for the company is among them."""
    text = (
        "Jess Lane：下午好，感谢大家今天加入我们，回顾Acme, Inc.的2026财年第四季度业绩。"
        "今天与我一同出席的有Acme, Inc.总裁兼首席执行官Dev Itty、首席财务官Mike Gordon。\n\n"
        "Dev Itty：谢谢。本季度收入增长20%，达到5亿美元，我们非常满意。\n\n接线员：谢谢。第一个问题来自高盛的Amy Stone。请提问。\n\n"
        "Amy Stone：嘿，感谢您回答我的问题。需求如何？\n\nDev Itty：谢谢你的提问。需求强劲。\n"
    )
    header = header_of(text)
    assert [(host.name, host.title) for host in header.hosts] == [
        ("Dev Itty", "总裁兼首席执行官"),
        ("Mike Gordon", "首席财务官"),
        ("Jess Lane", None),
    ]
    assert (header.company, header.short_name) == ("Acme, Inc.", "Acme")


@pytest.mark.parametrize(
    ("head", "company"),
    [
        ("Alder Works Corporation (NYSE: ALDW)\nSecond Quarter 2025 Earnings Conference Call", "Alder Works Corporation"),
        ("Second Quarter 2025 Alder Works Corp. Earnings Conference Call", "Alder Works Corp."),
        ("Fiscal 2025 Alder Works Corp. Results Conference Call", "Alder Works Corp."),
        ("Alder Works Corp. Third Quarter Fiscal 2025 Results Conference Call", "Alder Works Corp."),
        ("Q3 2025 Earnings Call", "Alder Works"),
        ("Fourth Quarter and Full Year 2025 Earnings Call Transcript", "Alder Works"),
    ],
)
def test_a_period_in_a_title_is_no_company(head: str, company: str) -> None:
    """The title of a call often gives the period alone; who is meant then stands beside its listing or is said in the opening."""
    opening = "Operator: Good day, and welcome to the Alder Works conference call.\n\nJane Roe: Good morning. Revenue was $5 million."
    assert header_of(f"{head}\n\n{opening}\n").company == company


def test_whom_the_operator_thanks_for_joining_is_told_whose_call_it_is() -> None:
    """``Thank you for joining Alder Tools, Inc.'s second quarter call``."""
    text = "Operator: Good day and thank you for joining Alder Tools, Inc.'s second quarter fiscal 2026 earnings call.\n\nJane Roe: Hi.\n"
    assert header_of(text).company == "Alder Tools, Inc."

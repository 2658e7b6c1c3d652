"""Strategy, outlook, risks and overview: the sentences that say them, and nothing else."""

from __future__ import annotations

import pytest

from summarizer import Summary, summarize
from summarizer.reading import from_text

from .made_up import record

STRATEGY = "公司坚定执行聚焦主业的发展战略，持续加大海外市场布局。"


def _told(summary: Summary) -> list[str]:
    """The texts of every section of points."""
    texts = [point.text for point in summary.overview] + [point.text for point in summary.strategy]
    return texts + [point.text for point in summary.outlook] + [point.text for point in summary.risks]


def test_a_strategy_is_told_in_the_sources_words() -> None:
    """The sentence as it stands, its topic from the closed list, its place."""
    points = record(f"{STRATEGY}\n上半年营业收入5.2亿元。").strategy
    assert [point.text for point in points] == [STRATEGY]
    assert [point.evidence[0].quote for point in points] == [STRATEGY]
    assert points[0].topic in ("strategy", "overseas")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("公司已完成对东海光学的收购，全面布局光学业务。", "done"),
        ("公司正在推进产品结构转型升级，聚焦高端市场。", "in_progress"),
        ("公司将聚焦核心业务，计划剥离非主营资产。", "planned"),
        ("公司的战略布局中，泰国基地推迟至明年二季度投产。", "planned"),
        ("公司的战略方向是全产业链布局。", "unknown"),
    ],
)
def test_how_far_a_strategy_has_come(body: str, status: str) -> None:
    """Done, under way, planned: by the words that say so, else unknown."""
    assert [point.status for point in record(body).strategy] == [status]


def test_the_horizon_of_a_plan() -> None:
    """The time still to come that a plan names, in the source's words."""
    points = record("公司计划于2025年完成越南工厂建设，加快全球化布局。").strategy
    assert [(point.status, point.horizon) for point in points] == [("planned", "2025年")]


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("公司预计2024年全年营业收入不低于40亿元。", "2024年全年"),
        ("新产品预计于年内上线。", "年内"),
        ("预计明年产能将进一步扩大。", "明年"),
        ("公司预计未来1-2年算力供不应求。", "未来1-2年"),
    ],
)
def test_outlook_and_when_it_is_due(body: str, due: str) -> None:
    """Guidance, plans and milestones with the time they are due."""
    assert [(point.text, point.due) for point in record(body).outlook] == [(body, due)]


def test_what_was_is_no_outlook() -> None:
    """Results of a finished period are nothing to come."""
    assert record("上半年公司实现营业收入18.62亿元，同比增长12.4%。").outlook == []


@pytest.mark.parametrize(
    "body", ["原材料价格上涨给公司带来较大的成本压力和不确定性。", "海外市场竞争加剧，存在关税风险。"]
)
def test_a_risk_is_what_the_document_calls_one(body: str) -> None:
    """A sentence that names a risk is one, in its own words."""
    assert [point.text for point in record(body).risks] == [body]


def test_no_risk_where_none_is_told() -> None:
    """Growth is no risk."""
    assert record("上半年公司实现营业收入18.62亿元，同比增长12.4%。").risks == []


@pytest.mark.parametrize(
    "idle",
    [
        "感谢各位投资者的关注和支持。",
        "大家好，欢迎参加公司业绩说明会。",
        "这个问题问得好，谢谢您的提问。",
        "下面请财务总监介绍公司的战略布局。",
    ],
)
def test_courtesies_are_no_points(idle: str) -> None:
    """Greetings, thanks and hand-overs stand in no section, not even where words of strategy are in them."""
    summary = record(f"{idle}\n{STRATEGY}\n问：战略是什么？\n答：{idle}公司将聚焦主业，持续拓展海外市场。")
    told = [*_told(summary), *(point.text for point in summary.qa[0].answer)]
    assert [text for text in told if idle[:8] in text] == []
    assert told


def test_disclaimers_are_no_points() -> None:
    """Furniture is read by nobody: its risks and its figures are not the document's."""
    summary = record(
        "上半年营业收入5.2亿元。\n风险提示：以上如涉及对行业预测、公司发展战略和经营计划等相关内容，不能视作公司或公司管理层对行业、公司发展或业绩的承诺和保证。"
    )
    assert summary.risks == []
    assert [kpi.value for kpi in summary.kpis] == [520000000]


def test_an_overview_is_two_to_five_sentences() -> None:
    """Core figures first, then the direction; every sentence once and in the order of the source."""
    body = f"2024年上半年，公司实现营业收入18.62亿元，同比增长12.4%。净利润2.07亿元，同比下降3.1%。公司在厂区举办了运动会。{STRATEGY}"
    texts = [point.text for point in record(body).overview]
    assert 2 <= len(texts) <= 5
    assert texts == sorted(texts, key=body.index)
    assert any("营业收入18.62亿元" in text for text in texts)
    assert STRATEGY in texts
    assert not any("运动会" in text for text in texts)


def test_the_same_said_again_is_one_point() -> None:
    """A sentence told in the narrative and again in an answer is one point of the strategy."""
    points = record(f"{STRATEGY}\n问：战略如何？\n答：{STRATEGY}").strategy
    assert [point.text for point in points] == [STRATEGY]


def test_points_are_told_on_one_line() -> None:
    """A sentence wrapped in the source is one line in the summary; its quote keeps the source's break."""
    summary = record("公司坚定执行聚焦主业的发展战略，持续加大海外\n市场布局，致力于成为行业领先的精密传动企业。")
    assert [point.text for point in summary.strategy] == [
        "公司坚定执行聚焦主业的发展战略，持续加大海外市场布局，致力于成为行业领先的精密传动企业。"
    ]
    assert "海外\n市场" in summary.strategy[0].evidence[0].quote
    assert summary.strategy[0].evidence[0].match == "normalised"


def test_english_points() -> None:
    """The same of an English call: strategy, outlook with its time, risk, and no courtesies."""
    text = (
        "Harbor Instruments, Inc. (NYSE: HBRI)\nQ2 2025 Earnings Call\nJuly 31, 2025, 4:30 p.m. ET\n\n"
        "Operator: Good afternoon, and welcome to the second quarter 2025 earnings conference call.\n\n"
        "Miguel Santos -- Chief Executive Officer: Thank you, and good afternoon. Our long-term strategy is to expand into the "
        "production line and to invest in automation. We expect to open our second plant in the first half of 2026. "
        "Tariffs remain a risk and a source of uncertainty for our customers.\n"
    )
    summary = summarize(from_text(text))
    assert [point.text[:22] for point in summary.strategy] == ["Our long-term strategy"]
    assert [point.due for point in summary.outlook] == ["first half of 2026"]
    assert [point.text[:7] for point in summary.risks] == ["Tariffs"]
    assert not any("Good afternoon" in text or "Thank you" in text for text in _told(summary))


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Our strategy is to widen the platform, and we expect to launch the new gateway for hospitals soon.", "planned"),
        ("In September we launched our strategic platform for dentists in four countries.", "done"),
        ("We acquired a maker of probes to accelerate our strategic platform.", "done"),
    ],
)
def test_a_cue_of_several_words_still_tells_how_far_a_plan_has_come(sentence: str, status: str) -> None:
    """``we expect``, ``we launched`` and ``we acquired`` are cues of their own, and plan or deed all the same."""
    head = "Acme Corp. (NYSE: ACME)\nSecond Quarter 2025 Earnings Call\nJuly 29, 2025\n\nOperator: Good day.\n\nJane Roe: "
    summary = summarize(from_text(f"{head}{sentence} Revenue was $5 million in the second quarter.\n"), engine="rules")
    assert [one.status for one in summary.strategy if one.text == sentence] == [status]

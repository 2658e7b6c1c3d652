"""The mainland form: rows in every layout, boxes, hosts, participants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.outline.header_form import find_rows, ticked_categories
from summarizer.outline.header_people import read_hosts, read_participants
from summarizer.outline.model import Span
from summarizer.outline.script import fold


def lines_of(text: str) -> list[Span]:
    spans, position = [], 0
    for line in text.split("\n"):
        spans.append((position, position + len(line)))
        position += len(line) + 1
    return spans


def rows_of(text: str) -> dict[str, list[str]]:
    return {row.field: [text[low:high].strip() for low, high in row.values] for row in find_rows(fold(text), 0, len(text))}


@pytest.mark.parametrize(
    "text",
    [
        "时间：2024年5月1日\n地点：会议室\n上市公司接待人员姓名：董事会秘书 李明",
        "时间\t2024年5月1日\n地点\t会议室\n上市公司接待人员姓名\t董事会秘书 李明",
        "时间 | 2024年5月1日\n地点 | 会议室\n上市公司接待人员姓名 | 董事会秘书 李明",
        "时 间 2024年5月1日\n地 点 会议室\n上市公司接待\n人员姓名 董事会秘书 李明",
        "时间\n2024年5月1日\n地点\n会议室\n上市公司接待人\n员姓名\n董事会秘书 李明",
        "时间\t2024年5月1日\n地点\t会议室\n上市公司接待人\t董事会秘书 李明",
    ],
)
def test_a_row_is_read_in_every_layout(text: str) -> None:
    """Tabs, bars, colons, blanks inside labels, labels above their values, labels wrapped or cut."""
    assert rows_of(text) == {"time": ["2024年5月1日"], "venue": ["会议室"], "hosts": ["董事会秘书 李明"]}


def test_a_label_wrapped_beside_its_value_is_cut_out() -> None:
    """Where the label column runs on beside the value, the value comes out whole."""
    text = "参与单位名称及 甲证券 张三；乙证券 李四；\n人员姓名 丙基金 王五\n时间 2024年5月1日"
    assert rows_of(text)["participants"] == ["甲证券 张三；乙证券 李四；", "丙基金 王五"]


def test_a_title_is_no_row() -> None:
    """投资者关系活动记录表 begins like 投资者关系活动类别 and is none."""
    assert rows_of("某某股份有限公司\n投资者关系活动记录表\n编号：2024-001") == {"number": ["2024-001"]}


def test_several_labels_share_a_line() -> None:
    """证券代码 and 证券简称 often do."""
    assert rows_of("证券代码：600000 | 证券简称：某某科技") == {"code": ["600000 |"], "short_name": ["某某科技"]}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("□特定对象调研 √分析师会议 □媒体采访 □业绩说明会 □路演活动", ["analyst_meeting"]),
        ("□特定对象调研 □ 分析师会议 □媒体采访 ✓ 业绩说明会 □新闻发布会 □□ 路演活动", ["earnings_briefing"]),
        ("□特定对象调研 □√业绩说明会 □媒体采访", ["earnings_briefing"]),
        ("?特定对象调研 □分析师会议 □媒体采访 □业绩说明会", ["institutional_research"]),
        ("□特定对象调研        分析师会议 □媒体采访 □业绩说明会 □现场参观", ["analyst_meeting"]),
        ("□特定对象调研 分析师会议 □媒体采访 ☑业绩说明会 现场参观", ["earnings_briefing"]),
        ("R特定对象调研 £分析师会议 £媒体采访 R业绩说明会", ["earnings_briefing", "institutional_research"]),
        ("特定对象调研√ 分析师会议□ 媒体采访□ 业绩说明会□", ["institutional_research"]),
        ("□特定对象调研 √分析师会议 √现场参观 √其他  策略会", ["analyst_meeting", "site_visit", "other"]),
        ("□特定对象调研 □业绩说明会 √其他（电话会议）", ["institutional_research"]),
        ("□特定对象调研 □业绩说明会 √其他 电话会议", ["institutional_research"]),
        ("业绩说明会", ["earnings_briefing"]),
        ("□特定对象调研 □分析师会议 □媒体采访", []),
    ],
)
def test_the_ticked_boxes_are_told(text: str, types: list[str]) -> None:
    """Real ticks, the marks extraction makes of them, and a box that vanished; the most telling first."""
    assert ticked_categories(text, fold(text), [(0, len(text))]) == types


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("某某科技 董事长 李明先生\n某某科技 战略副总裁 张华先生", [("李明", "董事长", "某某科技"), ("张华", "战略副总裁", "某某科技")]),
        ("证券事务代表彭晶。", [("彭晶", "证券事务代表", None)]),
        ("董事会秘书：陈相", [("陈相", "董事会秘书", None)]),
        ("总经理：李永先生", [("李永", "总经理", None)]),
        (
            "董事长张三、副总经理兼财务总监李四、董事会秘书王五",
            [("张三", "董事长", None), ("李四", "副总经理兼财务总监", None), ("王五", "董事会秘书", None)],
        ),
        ("副总经理、董事会秘书 王小明；证券事务代表 赵敏", [("王小明", "副总经理、董事会秘书", None), ("赵敏", "证券事务代表", None)]),
        ("独立董事：吴刚、郑强", [("吴刚", "独立董事", None), ("郑强", "独立董事", None)]),
        ("张伟（董事长）、李娜（财务总监）", [("张伟", "董事长", None), ("李娜", "财务总监", None)]),
        ("张伟 董事长\n李娜 董事会秘书", [("张伟", "董事长", None), ("李娜", "董事会秘书", None)]),
        (
            "公司董事长兼CEO 王建国 CFO Jane Smith IR总监 李雷",
            [("王建国", "董事长兼CEO", None), ("Jane Smith", "CFO", None), ("李雷", "IR总监", None)],
        ),
        ("证券事务代表、IR等", []),
    ],
)
def test_hosts_come_with_title_and_organisation(text: str, hosts: list[tuple[str, str | None, str | None]]) -> None:
    """Names without honorifics; several titles of one person stay together."""
    found = read_hosts(text, fold(text), lines_of(text))
    assert [(host.name, host.title, host.organisation) for host in found] == hosts


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        ("来自甲辰证券、高盛、银华基金、太平洋人寿等84位机构投资者", ["甲辰证券", "高盛", "银华基金", "太平洋人寿"], 84),
        (
            "华泰柏瑞基金管理有限公司 陈晓光\n中金公司 丁民杰\n中再资产 程军、胡换录",
            ["华泰柏瑞基金管理有限公司", "中金公司", "中再资产"],
            None,
        ),
        ("冯自力/华创证券", ["华创证券"], None),
        ("华泰证券、汇添富、建信基金等31家机构34人。", ["华泰证券", "汇添富", "建信基金"], 34),
        ("参与机构与人数：华创证券、中金公司等机构的29位投资者。", ["华创证券", "中金公司"], 29),
        ("国金证券：张三、李四；天风证券：王五", ["国金证券", "天风证券"], None),
        ("张三（华创证券）、李四（中信证券）", ["华创证券", "中信证券"], None),
        ("Point72、UBS AM Singapore、Morgan Stanley", ["Point72", "UBS AM Singapore", "Morgan Stanley"], None),
        ("通过网络方式参加业绩说明会的投资者", [], None),
        ("详见附件清单，共计85家机构102人", [], 102),
    ],
)
def test_participants_are_institutions_and_their_number(text: str, names: list[str], count: int | None) -> None:
    """A person beside an institution gives the institution; words around the list are left out."""
    assert read_participants(text, fold(text), lines_of(text)) == (names, count)


@given(st.text(alphabet="投资者关系活动类别参与单位名称及人员姓名时间地点：|\t\n □√?、，；王张李证券（）等12位 a"))
def test_any_text_is_read_without_error(text: str) -> None:
    """Rows never leave the text, and values are never empty names."""
    folded = fold(text)
    for row in find_rows(folded, 0, len(text)):
        assert all(0 <= low <= high <= len(text) for low, high in row.values)
        ticked_categories(text, folded, row.values)
        assert all(name for name in read_participants(text, folded, row.values)[0])
        assert all(host.name for host in read_hosts(text, folded, row.values))

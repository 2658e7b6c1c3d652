"""A record of which a copy kept no tabs: the label column told by labels that are whole again over a few lines."""

from __future__ import annotations

from summarizer.outline.repair import repair
from summarizer.outline.spelled_labels import spelled_labels

BLED = """晨光电器股份有限公司投资者关系活动记录表
编号: 2024-003
投资者关系活动 □特定对象调研 □ 分析师会议
类别 □媒体采访 ✓ 业绩说明会
□其他 (请文字说明其他活动内容)
参与单位名称及 甲证券、乙基金、丙资产、丁保险、戊信托、己
人员姓名 银行、庚资本等 18 位投资者
时间 2024年8月30日 15:00-16:00
地点 电话会议
上市公司接待人 晨光电器 董事长 王明先生
员姓名 晨光电器 董事会秘书 李梅女士
一、公司上半年经营情况
上半年,公司实现营业收入 12.5 亿元,同比增长 8%;公司的海
投资者关系活动 外业务收入 入占比进一步提升至 34%;整体毛利
主要内容介绍 率达 26%,继续保持在较高水平。截至报告期末,已投放约
6,000 台设备,另外还有约 3,00 00 台待交付。
"""


def test_labels_of_a_copy_without_tabs_leave_the_text() -> None:
    """The body's label leaves the sentences that it bled into, though at most a blank stands behind its pieces."""
    text = repair(BLED).text
    assert "公司的海外业务收入占比进一步提升至 34%;整体毛利率达 26%" in text
    assert "另外还有约 3,000 台待交付" in text
    assert "6,000 台设备" in text


def test_the_rows_of_its_head_are_fields() -> None:
    """A wrapped label is one label, and its value's lines are its own."""
    repaired = repair(BLED)
    fields = {label: " ".join(repaired.text[start:end] for start, end in spans) for label, spans in repaired.fields}
    assert fields["时间"] == "2024年8月30日 15:00-16:00"
    assert fields["参与单位名称及人员姓名"].startswith("甲证券")
    assert fields["参与单位名称及人员姓名"].endswith("18 位投资者")


def test_offsets_lead_back_to_the_raw_text() -> None:
    """What is repaired still knows where it stood."""
    repaired = repair(BLED)
    start = repaired.text.index("3,000 台")
    low, high = repaired.raw_span(start, start + len("3,000 台"))
    assert BLED[low:high] == "3,00 00 台"


def test_a_form_whose_labels_stand_alone_is_left_as_it_is() -> None:
    """Labels that no text stands beside in pieces have bled into nothing."""
    clean = "时间 2024年8月30日\n地点 电话会议\n投资者关系活动类别 业绩说明会\n公司上半年收入 12.5 亿元。"
    assert spelled_labels(clean.split("\n"), {"时间": 0, "地点": 0, "投资者关系活动类别": 0}) == {}
    assert repair(clean).text == clean


def test_words_twice_around_a_blank_stay_in_other_texts() -> None:
    """Without the form, a character on both sides of a blank says nothing."""
    text = "营业收入 入账时间以合同为准。\n我们 们心自问。"
    assert "收入入账" in repair(text).text
    assert "我们们心" in repair(text).text

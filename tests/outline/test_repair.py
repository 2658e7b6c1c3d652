"""Repair: the text reads as it must, and each of its characters keeps its place in the raw text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.outline.repair import Repaired, repair
from summarizer.outline.script import fold

DOCUMENTS = Path(__file__).parent.parent / "documents"


def check_map(raw: str) -> Repaired:
    """Repairs ``raw`` and asserts all that holds of any repair."""
    repaired = repair(raw)
    text = repaired.text
    assert len(repaired.folded) == len(text)
    assert repaired.folded == fold(text)
    offsets = [repaired.raw_offset(index) for index in range(len(text))]
    assert offsets == sorted(set(offsets)), "each character has a place of its own, in order"
    for character, offset in zip(text, offsets, strict=True):
        assert raw[offset] == character or (character in " \n" and raw[offset].isspace())
    kept = set(offsets)
    for start, end, reason in repaired.folded_damage:
        assert 0 <= start < end <= len(raw)
        assert reason in {"invisible", "page", "label", "noise", "doubled", "stray", "hyphen"}
        kept.update(range(start, end))
    lost = [(at, c) for at, c in enumerate(raw) if at not in kept and not c.isspace()]
    assert not lost, "nothing is lost that is not recorded"
    for start, end, label in repaired.labels:
        assert 0 <= start < end <= len(raw)
        assert label
    for _, spans in repaired.fields:
        assert all(0 <= start <= end <= len(text) for start, end in spans)
    return repaired


FRAGMENTS = [
    "公司", "营业收入", "增长", "36.8", "3,00", "00 张", "亿元", "。", ",", "，", "、", "；", ":",
    "问:", "答：", "Q1.", "A:", "一、", "1、", "(1)", "\n", "\n\n", "\t", "\t", "\f", "\r\n", "\r",
    " ", "  ", "\u3000", "\u200b", "\u00ad", "\ufeff", "– 1 –", "– 2 –", "第 3 页 共 8 页",
    "3 / 12", "时间", "地点", "时 间", "投资者关系活动", "类别", "主要内容介绍", "参与单位名称及",
    "人员姓名", "□特定对象调研", "√", "Ė", "土安内谷汀组", "上 海 证 券 报", "盈 利 預 警",
    "Revenue", "rose", "infor-", "mation", "the quarter", "Inc.", "Mr. Li", "8%", "５％",
    "「本集團」", "\"", "“", "…", "我", "我", "本", "本季度末", "收入入占比", "2050", "20", "23年",
    ".", "-", "x" * 50, "的" * 40,
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
def test_the_map_holds_for_any_damage(raw: str) -> None:
    """Whatever the damage: same characters, in order, and nothing lost in silence."""
    check_map(raw)


@given(st.text())
def test_the_map_holds_for_any_text(raw: str) -> None:
    """The same of arbitrary text."""
    check_map(raw)


@given(st.data())
def test_spans_lie_within_the_text(data: st.DataObject) -> None:
    """A span of the repaired text goes back to a span of the raw text that begins and ends with the same characters."""
    raw = data.draw(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=40).map("".join))
    repaired = repair(raw)
    if not repaired.text:
        return
    start = data.draw(st.integers(0, len(repaired.text) - 1))
    end = data.draw(st.integers(start + 1, len(repaired.text)))
    raw_start, raw_end = repaired.raw_span(start, end)
    assert 0 <= raw_start < raw_end <= len(raw)
    assert repaired.repaired_offset(raw_start) == start
    for at, raw_at in ((start, raw_start), (end - 1, raw_end - 1)):
        assert raw[raw_at] == repaired.text[at] or raw[raw_at].isspace()


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.glob("*.txt")))
def test_real_documents(name: str) -> None:
    """The map holds on the documents at hand, and what is repaired needs no repair."""
    data = (DOCUMENTS / name).read_bytes()
    raw = data.decode("gb18030" if "gb18030" in name else "utf-8")
    repaired = check_map(raw)
    assert repair(repaired.text).text == repaired.text


CLEAN = """\
某某股份有限公司2024年第一季度业绩说明会

时间：2024年4月30日
地点：公司会议室
参与单位：中金公司 张三
高盛 李四

公司前三季度实现营业收入36.8亿元，同比增长8%；毛利率为80%。

一、经营情况 公司全年稳健经营，各项业务持续向好。
（一）研发投入
1、研发费用为6.2亿元
2、研发人员为1,200人

问：毛利率如何展望？
答：预计保持在较高水平。谢谢
问：海外收入呢？
张三：海外收入占比84%，我们对前景有信心。

Operator
Thank you. Our next question comes from the line of Jane Doe with Example Bank. Please go ahead.
Jane Doe
--
Example Bank -- Analyst
Revenue rose 8% to $3.6 billion, and gross margin was 80%.
"""


def test_a_clean_text_is_left_alone() -> None:
    """An undamaged text comes through unchanged: headings, rows, list items, questions and speakers stay lines of their own."""
    repaired = check_map(CLEAN)
    assert repaired.text == CLEAN
    assert repaired.folded_damage == []


SENTENCES = [
    "公司前三季度实现营业收入36.8亿元，同比增长8%。", "毛利率为80%，继续保持在较高水平。",
    "海外收入占比84%！", "未来如何展望？", "谢谢大家。",
    "我们的\"大模型\"取得了进展；研发费用增长至6.2亿元。", "Revenue rose 8% to $3.6 billion.",
    "Thank you, Mr. Li.", "本集團錄得溢利約592百萬港元。",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("".join), max_size=12))
def test_whole_paragraphs_are_left_alone(paragraphs: list[str]) -> None:
    """Paragraphs of whole sentences, one a line, come through to the letter."""
    raw = "\n".join(paragraphs)
    assert repair(raw).text == raw


@pytest.mark.parametrize(
    ("raw", "reads"),
    [
        # lines wrapped inside Chinese words and numbers, at a page's margin
        (
            "本公司董事會謹此知會本公司股東及潛在投資者，"
            "根據董事會目前可取\n得的資料及對本集團截至二零二五年三月三十一日止年度之未經審核綜\n合管理賬目作出之初步審閱，"
            "預期本財政年度將錄得虧損約60百萬港元至7\n0百萬港元。",
            "本公司董事會謹此知會本公司股東及潛在投資者，"
            "根據董事會目前可取得的資料及對本集團截至二零二五年三月三十一日止年度之未經審核綜合管理賬目作出之初步審閱，"
            "預期本財政年度將錄得虧損約60百萬港元至70百萬港元。",
        ),
        # English takes a space, and a hyphen that only wraps goes
        (
            "Revenue for the third quarter was $36.8 billion, an increase of\n8% compared with the same period, driven by "
            "continued infor-\nmation technology demand across our non-\nGAAP segments.",
            "Revenue for the third quarter was $36.8 billion, an increase of 8% compared with the same period, driven by "
            "continued information technology demand across our non-GAAP segments.",
        ),
        # pages broken inside words, with what stands between them
        (
            "公司持续加大研发投入。我们帮助用户获取更高质量的信息，提升学\n\n习工作效率和生产力。",
            "公司持续加大研发投入。我们帮助用户获取更高质量的信息，提升学习工作效率和生产力。",
        ),
        (
            "公司持续加大研发投入。我们帮助用户获取更高质量的信息，提升学\n\n– 1 –\n\n习工作效率和生产力。",
            "公司持续加大研发投入。我们帮助用户获取更高质量的信息，提升学习工作效率和生产力。",
        ),
        (
            "公司持续加大研发投入。我们帮助用户获取更高质量的信息，提升学\n第 3 页 共 8 页\n\x0c习工作效率和生产力。",
            "公司持续加大研发投入。我们帮助用户获取更高质量的信息，提升学习工作效率和生产力。",
        ),
        # letter-spaced lines, whole or in part; names and labels keep their spaces
        ("盈 利 預 警", "盈利預警"),
        ("地点 上 海 证 券 报 · 中 国 证 券 网 路 演 中 心", "地点 上海证券报·中国证券网路演中心"),
        ("時 間 2017年03月16日", "時間 2017年03月16日"),
        (
            "本 公 告 乃 由 Alpha  Holdings  Limited（「本 公 司」，連 同 其 附 屬 公 司",
            "本公告乃由 Alpha Holdings Limited（「本公司」，連同其附屬公司",
        ),
        ("厦门普尔投资管理有限责任公司 姚玥", "厦门普尔投资管理有限责任公司 姚玥"),
        # spaces that old line breaks left in prose
        ("帮助用户快速了解文章主旨、重点 和关键细节。职场 文档也能读。", "帮助用户快速了解文章主旨、重点和关键细节。职场文档也能读。"),
        # what cannot be seen
        ("毛利\u200b率\u00ad达\ufeff80%。", "毛利率达80%。"),
        # line ends
        ("问：几何？\r\n答：八成。\r\n", "问：几何？\n答：八成。\n"),
        ("问：几何？\r答：八成。\x0c问：何时？\u2028答：明年。", "问：几何？\n答：八成。\n问：何时？\n答：明年。"),
        # a letter-spaced line that happens to begin with a label's letters
        ("時 間 不 多 了，我 們 努 力。", "時間不多了，我們努力。"),
    ],
)  # fmt: skip
def test_reads_as_it_must(raw: str, reads: str) -> None:
    """Wraps, page breaks, letter spacing and invisible characters are folded away."""
    assert check_map(raw).text == reads


FORM = """\
某某科技股份有限公司投资者关系活动记录表

投资者关系活动\t□特定对象调研 □\t分析师会议
类别\t□媒体采访 ✓\t业绩说明会
参与单位名称及\t来自东吴证券、海通证券、招商证券、华泰证券、首创\t
人员姓名\t证券、信达证券等84位机\t上构投资者
时间\t2023年10月30日 16:00-17:00\t
上市公司接待人\t某某科技 董事长 方先生\tĖ
员姓名\t某某科技 董事会秘书 李女士\t
\t2023年前三季度,我\t们坚定不移地执行既定战略与
\t规划。公司实现营业收入的稳健增长,营收达到 36.8 亿元。\t
投资者关系活动\t同时,公司的海外业务收入\t入占比进一步提升至84%;整体毛利
主要内容介绍\t率达 80%,继续保持在较高\t5水平。
土安内谷汀组\t\t
\t截至本\t本季度末,已到货约 6,000 张,\t
\t另外还有约 3,00\t00 张芯片待交付。\t
附件清单\t无\t
"""


def test_the_label_column_is_taken_out_of_the_text() -> None:
    """Rows of the form's head stay rows, its body becomes running text, and cut cells join as they must."""
    repaired = check_map(FORM)
    assert repaired.text == (
        "某某科技股份有限公司投资者关系活动记录表\n\n"
        "投资者关系活动\t□特定对象调研 □ 分析师会议 □媒体采访 ✓ 业绩说明会\n"
        "参与单位名称及\t来自东吴证券、海通证券、招商证券、华泰证券、首创证券、信达证券等84位机构投资者\n"
        "时间\t2023年10月30日 16:00-17:00\n"
        "上市公司接待人\t某某科技 董事长 方先生\n"
        "\t某某科技 董事会秘书 李女士\n"
        "2023年前三季度,我们坚定不移地执行既定战略与规划。公司实现营业收入的稳健增长,营收达到 36.8 亿元。\n"
        "同时,公司的海外业务收入占比进一步提升至84%;整体毛利率达 80%,继续保持在较高水平。\n"
        "截至本季度末,已到货约 6,000 张,另外还有约 3,000 张芯片待交付。\n"
        "附件清单\t无\n"
    )
    assert [label for _, _, label in repaired.labels] == [
        "投资者关系活动类别", "参与单位名称及人员姓名", "时间", "上市公司接待人员姓名", "投资者关系活动主要内容介绍", "附件清单",
    ]  # fmt: skip
    for start, _, label in repaired.labels:
        assert FORM.startswith(label[:2], start)
    assert repaired.body_start == repaired.text.index("2023年前三季度")
    reasons = {(FORM[start:end], reason) for start, end, reason in repaired.folded_damage}
    assert reasons >= {("入", "doubled"), ("本", "doubled"), ("0", "doubled"), ("5", "stray"), ("上", "stray"), ("Ė", "noise")}


LAYOUT = """\
               某某科技股份有限公司投资者关系活动记录表
投资者关系活动    □特定对象调研        □分析师会议
类别              □媒体采访            √业绩说明会
参与单位名称及    来自东吴证券、海通证券、招商证券、华泰证券、广发证
人员姓名          券、信达证券等84位机构投资者
时间              2023年10月30日 16:00-17:00
地点              电话会议
                  2023年前三季度，我们坚定不移地执行既定战略与规
                  划。公司实现营业收入的稳健增长，营收达到36.8亿元
投资者关系活动    。同时，公司的海外业务收入占比进一步提升至84%，整
主要内容介绍      体毛利率达80%，继续保持在较高水平。

                  问：公司如何看待明年的需求？
                  答：需求稳定增长，公司将持续加大研发投入，提升核
                  心竞争力。
附件清单          无
"""


def test_a_form_laid_out_with_spaces() -> None:
    """The label column is told as well where spaces, not tabs, keep the columns apart."""
    repaired = check_map(LAYOUT)
    assert repaired.text.splitlines()[1:] == [
        "投资者关系活动    □特定对象调研 □分析师会议 □媒体采访 √业绩说明会",
        "参与单位名称及    来自东吴证券、海通证券、招商证券、华泰证券、广发证券、信达证券等84位机构投资者",
        "时间              2023年10月30日 16:00-17:00",
        "地点              电话会议",
        "2023年前三季度，我们坚定不移地执行既定战略与规划。公司实现营业收入的稳健增长，营收达到36.8亿元。"
        "同时，公司的海外业务收入占比进一步提升至84%，整体毛利率达80%，继续保持在较高水平。",
        "",
        "问：公司如何看待明年的需求？",
        "答：需求稳定增长，公司将持续加大研发投入，提升核心竞争力。",
        "附件清单          无",
    ]


def test_a_form_whose_body_stands_below_its_label() -> None:
    """Where the body's label has a row to itself, the body begins on the line below."""
    raw = "时间\t2024年4月30日\n地点\t电话会议\n投资者关系活动主要内容介绍\t\n问：展望如何？\n答：稳定。\n"
    repaired = check_map(raw)
    assert repaired.body_start == repaired.text.index("问：")


def test_labels_in_the_middle_of_a_sentence() -> None:
    """Lines of the label column between two halves of a sentence go; between two paragraphs they stay."""
    half, rest = "2023年前三季度，公司实现营业收入的稳健增长，营收达到36.8亿", "元，同比增长8%。"
    label = "投资者关系活动\n主要内容介绍\n"
    assert check_map(f"{half}\n{label}{rest}\n").text == f"{half}{rest}\n"
    apart = f"{half}元。\n{label}问：如何展望？\n"
    assert check_map(apart).text == apart


def test_a_value_belongs_to_the_label_beside_its_middle() -> None:
    """Where the label stands in the middle of its rows, the rows above it that run on into it are its own."""
    raw = (
        "时间\t2024年4月30日\n"
        "\t东吴证券、海通证券、\n"
        "参与单位名称及\t招商证券、华泰证券、\n"
        "人员姓名\t广发证券\n"
        "地点\t公司会议室\n"
    )
    repaired = check_map(raw)
    fields = {label: [repaired.text[start:end] for start, end in spans] for label, spans in repaired.fields}
    assert fields["时间"] == ["2024年4月30日"]
    assert fields["参与单位名称及人员姓名"][0] == "东吴证券、海通证券、"


@pytest.mark.parametrize(
    ("left", "right", "reads"),
    [
        ("预计还有 3,00", "00 张，另有 3,000 张", "3,000 张"),
        ("预计还有 3,0", "00 张，需要交付", "3,000 张"),
        ("公司规划展望202", "26年实现，稳步增长", "2026年"),
        ("公司在2023", "年，稳步增长向好", "2023年"),
        ("同比增长12.", "5%，保持稳定增长", "12.5%"),
        ("我们的目标，是成为全球领先", "，并且持续", "领先，并且"),
        ("我们的目标，是实现稳健增长，", "，并且持续", "增长，并且"),
        ("我们看到，有些客户想", "想把业务做大", "客户想把"),
        ("公司的平台，基于Snow", "flake架构", "Snowflake架构"),
    ],
)
def test_cut_cells(left: str, right: str, reads: str) -> None:
    """A cut is joined by the reading that is well formed, or that the document and the field know."""
    raw = f"时间\t2024年\n地点\t电话会议\n主要内容介绍\t公司经营情况如下:\n\t{left}\t{right}\n"
    assert reads in check_map(raw).text


def test_a_repeated_digit_was_doubled() -> None:
    """Two readings of a number, neither written elsewhere: the one that stands in the file, not one made by joining."""
    raw = "时间\t2024年\n地点\t电话会议\n主要内容介绍\t公司经营情况如下:\n\t报告期内，营收为 36.8\t8 亿元\n"
    assert "36.8 亿元" in check_map(raw).text


def test_a_table_is_no_form() -> None:
    """Cells of a plain table are not joined, whatever repeats across its columns."""
    raw = "指标\t2022\t2023\n营业收入\t36.8\t8.1\n毛利率\t80%\t80%\n"
    assert check_map(raw).text == raw


def test_running_heads_go_and_speakers_stay() -> None:
    """What comes back at each page break belongs to the page; what comes back elsewhere was said or heads what was said."""
    page = (
        "公司研发投入持续增加。今年前三季度，研发费用增长至{0}亿元，较上年同期增加，主要是\n\n– {0} –\n\n"
        "某某股份 2024年报\n\n人员投入增加。\n张三：谢谢。\n"
    )
    raw = "".join(page.format(number) for number in (1, 2, 3))
    repaired = check_map(raw)
    assert "某某股份" not in repaired.text
    assert repaired.text.count("主要是人员投入增加。") == 3
    assert repaired.text.count("张三：谢谢。") == 3


def test_running_heads_without_page_numbers() -> None:
    """A line that comes back in the middle of sentences is a running head; a speaker's name between sentences is not."""
    first, second = "今年前三季度，公司不断加大研发投入，研发费", "用同比增长28%，主要是人员投入增加。"
    raw = f"{first}\n某某股份 调研纪要\n{second}\n" * 2 + "主持人\n谢谢。\n主持人\n再见。\n"
    assert check_map(raw).text == f"{first}{second}\n" * 2 + "主持人\n谢谢。\n主持人\n再见。\n"


def test_a_long_line_and_many_short_ones_take_linear_time() -> None:
    """Neither one line without a break nor a million short ones make the repair slow."""
    for raw in ("营收" * 200_000, "营收\n" * 50_000, "时间\t我\t我\n" * 5_000, "a-\n" * 20_000, '"。' * 100_000):
        assert re.sub(r"\s", "", repair(raw).text)

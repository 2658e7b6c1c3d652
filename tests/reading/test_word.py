"""Word documents: what is read of them and in which order, and what is said of those that cannot be read."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile

import pytest

from summarizer.errors import EmptyInputError, InputError
from summarizer.outline import outline
from summarizer.reading import Document, read
from summarizer.reading.document import Apart
from summarizer.reading.word_numbers import written

from .word_packages import c, listed, numbering, p, r, table, word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def text_of(body: str, **parts: str) -> str:
    return reading(word(body, **parts)).text


def reading(data: bytes) -> Document:
    return read(io.BytesIO(data), media_type=WORD)


FORM = table(
    c("投资者关系活动类别") + c("☑业绩说明会", "□路演活动"),
    c("时间") + c("2025年10月30日 15:00"),
    c("地点") + c("电话会议"),
    c("投资者关系活动", "主要内容介绍") + c("公司前三季度营业收入12.5亿元，同比增长8%。", "问：产能如何？", "答：产能1.2万吨。"),
    c("日期") + c("2025年10月31日"),
)


def test_paragraphs_and_tables_stand_in_their_order() -> None:
    """Short rows are lines with tabs; a long cell goes below its label, each of its paragraphs at the start of a line."""
    body = p("甲乙股份有限公司投资者关系活动记录表") + FORM + p("以上内容仅供参考")
    assert text_of(body) == (
        "甲乙股份有限公司投资者关系活动记录表\n\n投资者关系活动类别\n\n☑业绩说明会\n\n□路演活动\n\n"
        "时间\t2025年10月30日 15:00\n地点\t电话会议\n投资者关系活动主要内容介绍\n\n"
        "公司前三季度营业收入12.5亿元，同比增长8%。\n\n问：产能如何？\n\n答：产能1.2万吨。\n\n日期\t2025年10月31日\n\n以上内容仅供参考\n"
    )


def test_the_form_is_understood() -> None:
    """The rows of the mainland form tell the event, the day and the questions."""
    found = outline(reading(word(p("甲乙股份有限公司投资者关系活动记录表") + FORM)))
    header = found.header
    assert (found.kind, header.event_type, header.event_date, header.venue) == ("ir_record", "earnings_briefing", "2025-10-30", "电话会议")
    assert header.published == "2025-10-31"
    assert len(found.exchanges) == 1


def test_cells() -> None:
    """Merged cells are told once, where they begin; nested tables where they stand; empty columns keep their place."""
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        c("类别", settings=down) + c("2025年") + c("2024年"),
        c("类别", settings=on) + c("12") + c("11"),
        c("合计", settings='<w:gridSpan w:val="2"/>') + c("23"),
        c("") + c("") + c(""),
        c("备注") + c(table(c("其中") + c("7"))) + c("单位：亿元"),
    )
    assert text_of(body) == "类别\t2025年\t2024年\n\t12\t11\n合计\t23\n备注\t其中 7\t单位：亿元\n"


def test_tables_of_questions_and_answers() -> None:
    """The labels of such a table's columns stand before each question and answer."""
    body = table(c("投资者提问") + c("公司回复"), c("产能如何") + c("产能1.2万吨。", "明年投产。"))
    assert text_of(body) == "投资者提问\t公司回复\n\n投资者提问：产能如何\n\n公司回复：产能1.2万吨。\n\n明年投产。\n"


def test_automatic_numbers_are_told() -> None:
    """Numbers that Word adds by itself stand before their paragraphs, counted as Word counts them."""
    lists = numbering(
        n1=[("chineseCounting", "%1、"), ("decimal", "（%2）")], n2=("decimal", "%1."), n3=("bullet", "\uf0b7"), n4=("decimal", "问题%1：")
    )
    lists += '<w:num w:numId="9"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="own"/><w:basedOn w:val="H"/></w:style>'
    )
    body = (
        p("经营情况", settings='<w:pStyle w:val="H"/>')
        + p("收入", settings=listed(1, 1))
        + p("利润", settings=listed(1, 1))
        + p("问答", settings='<w:pStyle w:val="H2"/>')
        + p("研发", settings=listed(1, 1))
        + p("产能如何？", settings=listed(4))
        + p("订单如何？", settings=listed(4))
        + p("First", settings=listed(2))
        + p("Second", settings=listed(2))
        + p("Again", settings=listed(9))
        + p("Point", settings=listed(3))
        + p("无号", settings='<w:pStyle w:val="H"/>' + listed(0))
    )
    assert text_of(body, numbering=lists, styles=styles).split("\n\n") == [
        "一、经营情况", "（1）收入", "（2）利润", "二、问答", "（1）研发", "问题1：产能如何？", "问题2：订单如何？",
        "1. First", "2. Second", "1. Again", "• Point", "无号\n",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "manner", "expected"),
    [
        (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"), (101, "chineseCounting", "一百零一"),
        (3, "chineseLegalSimplified", "叁"), (2, "ideographTraditional", "乙"), (4, "lowerRoman", "iv"), (28, "upperLetter", "BB"),
        (5, "decimalEnclosedCircle", "⑤"), (7, "decimalZero", "07"), (12, "ordinal", "12"),
    ],
)  # fmt: skip
def test_manners_of_counting(number: int, manner: str, expected: str) -> None:
    """Numbers are written as the list's manner says, in Arabic digits where it is not known."""
    assert written(number, manner) == expected


def test_what_is_kept_and_what_is_not() -> None:
    """Insertions, links, content controls, text boxes and notes are text; deletions, hidden words, page fields and placeholders are not."""
    box = "<w:txbxContent>" + p("营业收入5亿元") + "</w:txbxContent>"
    shape = f"<mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    shape = f"<mc:AlternateContent>{shape}</mc:AlternateContent>"
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    page = field.format("begin") + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + field.format("separate") + r("17") + field.format("end")
    body = (
        p("毛利率", f"<w:ins>{r('上升')}</w:ins>", "<w:del><w:r><w:delText>下降</w:delText></w:r></w:del>", "至40%", page)
        + p("甲", r("秘密", "<w:vanish/>"), r("乙", '<w:vanish w:val="0"/>'), f"<w:hyperlink>{r('丙')}</w:hyperlink>")
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击此处输入')}</w:sdtContent></w:sdt>"
        + p(f"<w:r>{shape}</w:r>", "旁白")
        + p("首行", "<w:r><w:br/><w:t>次行</w:t><w:tab/><w:t>栏</w:t></w:r>")
        + p("面积", r("8"), r("2", '<w:vertAlign w:val="superscript"/>'), "<w:r><w:footnoteReference/></w:r>")
    )
    notes = f'<w:footnote w:type="separator">{p("---")}</w:footnote><w:footnote w:id="2">{p("未经审计")}</w:footnote>'
    assert text_of(body, footnotes=notes) == (
        "毛利率上升至40%\n\n甲乙丙\n\n控件\n\n旁白\n\n营业收入5亿元\n\n首行\n次行\t栏\n\n面积8²\n\n未经审计\n"
    )


def test_boxes_are_told_from_picture_fonts() -> None:
    """A tick set in Wingdings, as a symbol or as a letter, and a form's own box are boxes in the text."""
    data = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    box = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    body = p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "业绩说明会 ",
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "路演 ",
        r("R", '<w:rFonts w:ascii="Wingdings 2"/>'), "调研 ",
        "\uf0a3参观 ",
        box, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "其他",
    )  # fmt: skip
    assert text_of(body) == "☑业绩说明会 □路演 ☑调研 □参观 ☑其他\n"


def test_running_headers() -> None:
    """What a running header alone tells of the document is put above the text; all other running lines are set apart."""
    head = p("证券代码：300001") + p("内部资料")
    found = reading(word(p("业绩说明会纪要"), header=head, footer=p("甲乙股份")))
    assert found.text == "证券代码：300001\n\n业绩说明会纪要\n"
    assert found.apart == (Apart(1, "running_header", "内部资料"), Apart(1, "running_footer", "甲乙股份"))
    assert reading(word(p("证券代码: 300001"), header=p("证券代码: 300001"))).text == "证券代码: 300001\n"


@pytest.mark.parametrize("content_type", ["document", "template", "macro"])
def test_templates_and_macros(content_type: str) -> None:
    """Documents that are templates or hold macros are documents."""
    assert reading(word(p("营业收入"), content_type=content_type)).text == "营业收入\n"


def _said(data: bytes, kind: type[InputError] = InputError) -> str:
    with pytest.raises(kind) as caught:
        reading(data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_cannot_be_read_is_told() -> None:
    """Each kind of bad document has one line of its own."""
    good = word(p("营业收入"))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert "no text" in _said(word(p("")), EmptyInputError)
    assert "damaged" in _said(good[: len(good) // 2])
    assert "damaged" in _said(b"no zip at all")
    for name, what in (("EncryptedPackage", "encrypted"), ("WordDocument", "old kind (DOC)")):
        data = ole + name.encode("utf-16-le")
        assert what in _said(data)
        with pytest.raises(InputError, match=what.split()[0]):
            read(io.BytesIO(data))
    book = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(book, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, b"<workbook/>" if part == "word/document.xml" else text)
    assert "a workbook" in _said(book.getvalue())


def test_a_bomb_is_not_unpacked() -> None:
    """What unpacks to more than any document has is refused before it is unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/part{number}.xml", bytes(30 * 2**20))
    assert "90 MB" in _said(buffer.getvalue())


def test_entities_are_never_resolved() -> None:
    """A document that would have other files read into it gets nothing of them."""
    entity = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    assert "root" not in text_of(p("甲", "<w:r><w:t>&secret;</w:t></w:r>"), entity=entity)


def test_damaged_bytes_are_told() -> None:
    """Whatever byte is changed or cut off, the document is read or refused with one line."""
    good = word(p("营业收入") + FORM, header=p("证券代码：300001"), numbering=numbering(n1=("decimal", "%1.")))
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        with contextlib.suppress(InputError):
            reading(bytes(data))

"""A born-digital PDF is read as a person reads its pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from summarizer import read
from summarizer.reading import Document

from .drawn import SONG, grid, lines, pdf, texts

HEAD = "证券代码：600999    证券简称：远山科技    公告编号：2025-031"
PROSE = "公司上半年实现营业收入12.35亿元，同比增长18.6%，其中海外收入占比提升至37.2%。"


def _read(data: bytes) -> Document:
    return read(io.BytesIO(data))


def _form_first(canvas: Any) -> None:
    texts(canvas, (72, 800, HEAD), size=9)
    texts(canvas, (180, 770, "远山科技股份有限公司投资者关系活动记录表"), size=12)
    grid(canvas, (72, 160, 523), (750, 730, 690, 80))
    texts(canvas, (77, 736, "时  间"), (165, 736, "2025年8月28日 15:00-16:30"))
    lines(canvas, 77, 716, ["上市公司接待", "人员姓名"])
    lines(canvas, 165, 716, ["董事长  陈远山", "财务总监  林晓"])
    lines(canvas, 77, 400, ["投资者关系活", "动主要内容介", "绍"])
    y = lines(canvas, 165, 674, ["问题1：请介绍公司的经营情况？"])
    lines(canvas, 165, y, _answer())
    texts(canvas, (290, 40, "- 1 -"))


def _answer() -> list[str]:
    text = "　　答：" + "公司将继续推进新工厂的建设并按期投产以满足海外客户的需求" * 44
    return [text[at : at + 33] for at in range(0, 33 * 35, 33)]


def _form_second(canvas: Any) -> None:
    texts(canvas, (72, 800, HEAD), size=9)
    grid(canvas, (72, 160, 523), (770, 500, 480, 460))
    lines(canvas, 165, 754, ["这是上一页的话的后半句。", "问题2：全年目标是多少？", "　　答：收入增长20%左右。"])
    texts(canvas, (77, 486, "附件清单"), (165, 486, "无"), (77, 466, "日期"), (165, 466, "2025年8月29日"))
    texts(canvas, (290, 40, "- 2 -"))


def test_a_form_over_two_pages() -> None:
    """Labels stand whole before their values, and a cell that goes on with the next page is one text."""
    document = _read(pdf(_form_first, _form_second))
    rows = document.text.split("\n")
    assert rows[0] == "证券代码：600999 证券简称：远山科技 公告编号：2025-031"
    assert rows[2:5] == ["时间\t2025年8月28日 15:00-16:30", "上市公司接待人员姓名\t董事长 陈远山", "财务总监 林晓"]
    assert rows[5] == "投资者关系活动主要内容介绍\t问题1：请介绍公司的经营情况？"
    assert rows[6].startswith("答：公司将继续")
    assert rows[6].endswith("这是上一页的话的后半句。")
    assert rows[7:] == ["问题2：全年目标是多少？", "答：收入增长20%左右。", "附件清单\t无", "日期\t2025年8月29日"]
    assert document.page_starts == (0, document.text.index("这是上一页"))
    assert [(one.page, one.kind, one.text) for one in document.apart] == [
        (1, "page_number", "- 1 -"),
        (2, "running_header", "证券代码：600999 证券简称：远山科技 公告编号：2025-031"),
        (2, "page_number", "- 2 -"),
    ]


def test_a_form_whose_lines_stop_at_the_page() -> None:
    """A cell is one although no line ends it at the page's end, nor anything but its sides is drawn on a page between."""
    words = "公司将继续推进新工厂的建设并按期投产以满足海外客户的需求"

    def page(number: int) -> Any:
        def draw(canvas: Any) -> None:
            for x in (72, 160, 523):
                canvas.line(x, 770, x, 80)
            if number != 2:
                y = 770 if number == 1 else 500
                canvas.line(72, y, 523, y)
            rows = [(words * 99)[33 * row : 33 * row + 33] for row in range(41 if number < 3 else 3)]
            lines(canvas, 165, 754, rows)
            if number == 1:
                lines(canvas, 77, 430, ["投资者关系活动", "主要内容介绍"])
            if number == 3:
                texts(canvas, (77, 486, "日期"), (165, 486, "2025年8月29日"))

        return draw

    rows = _read(pdf(page(1), page(2), page(3))).text.split("\n")
    assert [row[:16] for row in rows] == ["投资者关系活动主要内容介绍\t公司", "日期\t2025年8月29日"]
    assert len(rows[0]) == 14 + 33 * 85


def test_a_table_within_a_cell() -> None:
    """A table in the content cell is read row by row where it stands, its cells with tabs between; a wrapped cell is one field."""

    def page(canvas: Any) -> None:
        grid(canvas, (72, 160, 523), (770, 500))
        texts(canvas, (77, 640, "主要内容"))
        lines(canvas, 165, 754, ["一、经营情况", "　　主要数据如下："])
        grid(canvas, (165, 300, 400, 500), (725, 705, 670))
        texts(canvas, (170, 710, "项目"), (305, 710, "本期（万元）"), (405, 710, "同比变动"))
        texts(canvas, (170, 690, "归属于上市公司股东"), (170, 676, "的净利润"), (305, 683, "12,345.60"), (405, 683, "-18.60%"))
        lines(canvas, 165, 650, ["二、展望", "　　保持稳定。"])

    assert _read(pdf(page)).text.split("\n") == [
        "主要内容\t一、经营情况",
        "主要数据如下：",
        "项目\t本期（万元）\t同比变动",
        "归属于上市公司股东的净利润\t12,345.60\t-18.60%",
        "二、展望",
        "保持稳定。",
    ]


def test_a_table_over_two_pages() -> None:
    """The head that a table repeats on its next page is read once; a table without drawn lines is read row by row, too."""

    def page(first: int) -> Any:
        def draw(canvas: Any) -> None:
            grid(canvas, (72, 200, 300, 400), [770 - 20 * row for row in range(6)])
            for row in range(5):
                cells = ("产品", "收入", "毛利率") if row == 0 else (f"产品{first + row}", f"{first + row},000.50", f"{first + row}.5%")
                texts(canvas, *((x + 5, 755 - 20 * row, cell) for x, cell in zip((72, 200, 300), cells, strict=True)))

        return draw

    document = _read(pdf(page(0), page(4)))
    assert document.text.split("\n") == ["产品\t收入\t毛利率", *(f"产品{n}\t{n},000.50\t{n}.5%" for n in range(1, 9))]
    assert document.text[document.page_starts[1] :].startswith("产品5\t") if document.page_starts else False

    def bare(canvas: Any) -> None:
        texts(canvas, (72, 780, "Condensed figures of the quarter, in thousands of dollars"), font="Helvetica")
        for row, cells in enumerate((("", "Q2 2025", "Q2 2024"), ("Revenue", "412,600", "361,900"), ("Net loss", "(1,204)", "(3,377)"))):
            texts(canvas, *((x, 750 - 16 * row, cell) for x, cell in zip((72, 300, 400), cells, strict=True)), font="Helvetica")

    assert _read(pdf(bare)).text.split("\n")[1:] == ["Q2 2025\tQ2 2024", "Revenue\t412,600\t361,900", "Net loss\t(1,204)\t(3,377)"]


def test_letter_spacing() -> None:
    """Blanks and wide gaps between the letters of words go; those between words and figures stay."""

    def page(canvas: Any) -> None:
        texts(canvas, (72, 780, "預 期 本 集 團 將 錄 得 虧 損 介 乎 約 60 百 萬 港 元 至 70 百 萬 港 元"))
        canvas.setFont(SONG, 11)
        text = canvas.beginText(72, 740)
        text.setCharSpace(4)
        text.textLine("而去年同期則錄得溢利約八百萬港元")
        canvas.drawText(text)
        texts(canvas, (72, 700, "董事長 陳遠山 Harbor Instruments Limited"))

    assert _read(pdf(page)).text.split("\n") == [
        "預期本集團將錄得虧損介乎約 60 百萬港元至 70 百萬港元",
        "而去年同期則錄得溢利約八百萬港元",
        "董事長 陳遠山 Harbor Instruments Limited",
    ]


def test_printed_twice_and_out_of_order() -> None:
    """Bold made by printing twice is read once, and lines are read by their places whatever their order in the file."""

    def page(canvas: Any) -> None:
        texts(canvas, (72, 700, "第三行：毛利率33.3%。"), (72, 732, "第一行：收入11亿元。"))
        texts(canvas, (72.4, 732, "第一行：收入11亿元。"), (72, 716, "第二行：利润2.22亿元。"))

    assert _read(pdf(page)).text.split("\n") == ["第一行：收入11亿元。", "第二行：利润2.22亿元。", "第三行：毛利率33.3%。"]


def test_two_columns() -> None:
    """Two columns of text are read one after the other, below the heading that stands over both."""
    left = [f"左栏第{n}行的文字写满了这一整栏的宽度，" for n in "一二三四五六七八"]
    right = [f"右栏第{n}行的文字写满了这一整栏的宽度，" for n in "一二三四五六七八"]

    def page(canvas: Any) -> None:
        texts(canvas, (72, 790, "远山科技股份有限公司二〇二五年半年度业绩说明会投资者问答实录全文整理"), size=12)
        lines(canvas, 72, 760, left)
        lines(canvas, 306, 752, right)

    text = _read(pdf(page)).text
    assert text.split("\n")[0].startswith("远山科技")
    assert text.split("\n")[1].startswith("左栏第一行")
    assert text.index("左栏第八行") < text.index("右栏第一行") < text.index("右栏第二行")


def test_footnote_marks() -> None:
    """A raised mark stays apart from the figure that it stands behind."""

    def page(canvas: Any) -> None:
        texts(canvas, (72, 780, "Revenue was $412.6 million"), font="Helvetica", size=12)
        texts(canvas, (72 + 148.1, 784.5, "1"), font="Helvetica", size=7)
        texts(canvas, (72 + 155, 780, "in the quarter."), font="Helvetica", size=12)

    assert _read(pdf(page)).text == "Revenue was $412.6 million¹ in the quarter."


def test_turned_pages() -> None:
    """A page that is shown turned, and one whose text itself is turned, are read upright."""
    rows = ["远山科技股份有限公司公告", "营业收入12.35亿元，同比增长18.6%，", "毛利率31.8%。"]

    def shown_turned(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.saveState()
        canvas.translate(595, 0)
        canvas.rotate(90)
        lines(canvas, 80, 500, rows)
        canvas.restoreState()

    def text_turned(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(595, 0)
        canvas.rotate(90)
        lines(canvas, 80, 500, rows)
        canvas.restoreState()

    for page in (shown_turned, text_turned):
        assert _read(pdf(page)).text.replace("\n", "") == "".join(rows)


def test_stamps_and_watermarks() -> None:
    """What is turned, or large and pale, lies over the text and is no part of it."""

    def page(canvas: Any) -> None:
        lines(canvas, 72, 780, ["公司上半年实现营业收入12.35亿元，同比增长18.6%。"] * 12)
        canvas.saveState()
        canvas.setFillGray(0.85)
        canvas.translate(200, 400)
        canvas.rotate(45)
        texts(canvas, (0, 0, "内部资料"), size=60)
        canvas.restoreState()
        canvas.saveState()
        canvas.setFillGray(0.85)
        texts(canvas, (150, 700, "征求意见稿"), size=48)
        canvas.restoreState()

    document = _read(pdf(page))
    assert "资料" not in document.text
    assert "意见" not in document.text
    assert {(one.kind, one.text) for one in document.apart} == {("stamp", "内部资料"), ("stamp", "征求意见稿")}


def test_english_lines() -> None:
    """Wrapped lines are joined with a blank, a compound's hyphen stays, a paragraph ends where the next word would still have fitted."""

    def page(canvas: Any) -> None:
        lines(
            canvas,
            72,
            780,
            [
                "Thank you, operator. Some of the statements we make today are forward-",
                "looking and subject to risks. Revenue was $412.6 million, up 14% year over",
                "year, and above the high end.",
                "Jane Doe -- Chief Executive Officer",
                "Our strategy remains simple: win the lab, and expand to the production line.",
            ],
            font="Helvetica",
        )

    assert _read(pdf(page)).text.split("\n") == [
        "Thank you, operator. Some of the statements we make today are forward-looking and subject to risks. Revenue was $412.6 million, "
        "up 14% year over year, and above the high end.",
        "Jane Doe -- Chief Executive Officer",
        "Our strategy remains simple: win the lab, and expand to the production line.",
    ]


def test_page_numbers_of_every_form() -> None:
    """Page numbers are known by their form or because they count the pages up; an empty page begins where the next one does."""
    for form in ("第 {} 页 共 3 页", "{} / 3", "Page {} of 3", "— {} —", "{}"):

        def page(number: int, form: str = form) -> Any:
            def draw(canvas: Any) -> None:
                texts(canvas, (280, 40, form.format(number)))
                if number != 2:
                    lines(canvas, 72, 780, [f"这是第{number}部分的内容。", "2025"])

            return draw

        document = _read(pdf(page(1), page(2), page(3)))
        assert document.text.split("\n") == ["这是第1部分的内容。", "2025", "这是第3部分的内容。", "2025"]
        assert document.page_starts == (0, 16, 16)
        assert [one.kind for one in document.apart] == ["page_number"] * 3


def test_a_record_with_embedded_fonts(documents: Path) -> None:
    """A real record over four pages: every paragraph whole, every page's header, number and seal set apart."""
    document = read(documents / "formats" / "record_ruled.pdf")
    rows = document.text.split("\n")
    assert [row.split("\t")[0] for row in rows if "\t" in row] == [
        "投资者关系活动类别",
        "参与单位名称及人员姓名",
        "时间",
        "地点",
        "上市公司接待人员姓名",
        "投资者关系活动主要内容介绍",
        "附件清单（如有）",
        "日期",
    ]
    assert "营收达到 36.8 亿元，同比增长 8%" in document.text
    assert len([row for row in rows if row.startswith("问：")]) == 4
    body = rows[[row.startswith("投资者关系活动主要内容介绍") for row in rows].index(True) + 1 : -2]
    assert [row for row in body if row[-1] not in "。？" and row != "问答环节"] == []
    assert document.page_starts is not None
    assert len(document.page_starts) == 4
    assert {one.kind for one in document.apart} == {"page_number", "running_header", "stamp"}
    assert document.unread_pages == ()

"""Web pages: the contents come out whole and in order, the site around them does not, and what is no page is told."""

from __future__ import annotations

import contextlib
import io
import quopri
import random

import pytest

from summarizer.errors import EmptyInputError, InputError
from summarizer.outline import outline
from summarizer.reading import Document, read

ARTICLE = """\
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>甲乙科技净利增长12%_公司_某财经网</title>
<script>var price = 99.9;</script><style>p {{ margin: 3px }}</style></head><body>
<div class="top-nav"><a href=/>首页</a> <a href=/>股票</a></div><div class="crumbs"><a href=/>公司</a> &gt; 正文</div>
<div class="main"><h1>甲乙科技(300999)业绩说明会：前三季度净利增长12%</h1>
<div class="info"><span class="date">2025年10月31日 08:15</span></div>
<div class="article"><p>　　甲乙科技10月30日召开业绩说明会。前三季度公司实现营业收入36.8亿元，
同比增长8%。</p><p><strong>财务指标</strong></p>
<table border=1><tr><td>指标</td><td>2025年前三季度</td><td>2024年前三季度</td></tr><tr><td>毛利率</td><td></td><td>42.5%</td></tr></table>
<p>产能达产率<br>已达95%。</p><p class="ad">开户即送188元红包</p><p>净利润为5.2亿元。</p></div>
<div class="relatedNews"><h3>相关阅读</h3><ul><li><a href=1>丙丁股份净利下降30%</a></li></ul></div></div>
<div class="sidebar"><ol><li><a>某股涨停10%</a></li></ol></div>
<div class="footer">Copyright 2025 某财经网 电话 010-12345678</div></body></html>
"""
ARTICLE_TEXT = """\
甲乙科技(300999)业绩说明会：前三季度净利增长12%

2025年10月31日 08:15

甲乙科技10月30日召开业绩说明会。前三季度公司实现营业收入36.8亿元，同比增长8%。

财务指标

指标\t2025年前三季度\t2024年前三季度
毛利率\t\t42.5%

产能达产率
已达95%。

净利润为5.2亿元。
"""


def reading(page: str | bytes, media_type: str = "text/html") -> Document:
    return read(io.BytesIO(page.encode() if isinstance(page, str) else page), media_type=media_type)


def text_of(body: str, head: str = "") -> str:
    return reading(f"<html><head>{head}</head><body>{body}</body></html>").text


@pytest.mark.parametrize(
    ("charset", "encoding", "used"),
    [("gb2312", "gbk", "gb18030"), ("utf-8", "utf-8", "utf-8"), ("", "gb18030", "gb18030"), ("utf-8", "gb18030", "gb18030"),
     ("no-such", "utf-8", "utf-8"), ("utf-8", "utf-16", "utf-16-le"), ("iso-8859-1", "gbk", "gb18030"), ("utf-16", "utf-8", "utf-8")],
)  # fmt: skip
def test_an_article_without_its_site(charset: str, encoding: str, used: str) -> None:
    """Headline, paragraphs and tables come out whole; menus, advertisements, links and the foot do not; whatever the encoding declares."""
    document = reading(ARTICLE.format(charset=charset).encode(encoding))
    assert document.text == ARTICLE_TEXT
    assert document.title == "甲乙科技(300999)业绩说明会：前三季度净利增长12%"
    assert document.encoding == used


def test_one_bad_byte() -> None:
    """A byte that is of no encoding costs one character of a page, not the page."""
    data = ARTICLE.format(charset="gb2312").encode("gbk").replace("某财经网".encode("gbk"), b"\xff\xff", 1)
    assert reading(data).text == ARTICLE_TEXT


def test_a_page_saved_as_one_file() -> None:
    """The page in an MHTML file is read as the page itself."""
    page = quopri.encodestring(ARTICLE.format(charset="utf-8").encode()).replace(b"\n", b"\r\n")
    head = b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
    kind = b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/2020/01/02/\r\n\r\n"
    document = reading(head + kind + page + b"\r\n--B--\r\n", "multipart/related")
    assert (document.text, document.published) == (ARTICLE_TEXT, None)


def test_the_form_as_a_table() -> None:
    """The mainland form comes out as it does of a Word document."""
    cell = "<p>前三季度营业收入12.5亿元。</p><p>问：产能如何？</p><p>答：产能1.2万吨。</p>"
    page = f"""<h2>甲乙股份有限公司投资者关系活动记录表</h2><table><tr><td>投资者关系活动
      类别</td><td><p><span style="font-family:Wingdings">\u00fe</span>业绩说明会</p><p>□路演</p></td></tr>
      <tr><td>时间</td><td><span>2025</span>年<span>10</span>月30日</td></tr><tr><td>投资者关系活动主要内容介绍</td><td>{cell}</td></tr></table>"""
    document = reading(page)
    assert document.text == (
        "甲乙股份有限公司投资者关系活动记录表\n\n投资者关系活动类别\n\n☑业绩说明会\n\n□路演\n\n时间\t2025年10月30日\n"
        "投资者关系活动主要内容介绍\n\n前三季度营业收入12.5亿元。\n\n问：产能如何？\n\n答：产能1.2万吨。\n"
    )
    found = outline(document)
    assert (found.header.event_type, found.header.event_date, len(found.exchanges)) == ("earnings_briefing", "2025-10-30", 1)


def test_old_filings() -> None:
    """Tables that only lay out, signs in cells of their own, blanks and raised marks of notes do not change a figure."""
    blank = "<TD>&nbsp;</TD>"
    rows = f"<TR><TD>Product</TD>{blank}<TD>$</TD><TD>12,345</TD>{blank}{blank}<TD>$</TD><TD>11,222</TD>{blank}</TR>"
    rows += f"<TR><TD>Net loss</TD>{blank}{blank}<TD>(1,234</TD><TD>)</TD>{blank}{blank}<TD>(2,345</TD><TD>)</TD></TR>"
    body = f"""<P><FONT SIZE="2">Revenue for the quarter ended September&nbsp;30, 2025
      was $412.6&nbsp;million.</FONT></P><TABLE><TR><TD></TD><TD>&#149;</TD><TD>EPS of $1.12, up from $0.97 a year ago</TD></TR></TABLE>
      <TABLE>{rows}</TABLE><P>Cash was $538<SUP>1</SUP> million.</P>"""
    assert text_of(body, "<title>EX-99.1</title>") == (
        "Revenue for the quarter ended September 30, 2025 was $412.6 million.\n\n• EPS of $1.12, up from $0.97 a year ago\n\n"
        "Product\t$12,345\t$11,222\nNet loss\t(1,234)\t(2,345)\n\nCash was $538¹ million.\n"
    )


def test_inline_xbrl() -> None:
    """Tagged figures are text; what is tagged out of sight is not."""
    hidden = "<div style='display: none'><ix:header><ix:hidden>777</ix:hidden></ix:header></div>"
    page = f"""<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">
      <body>{hidden}<div>Revenue was $<ix:nonFraction scale="6">412.6</ix:nonFraction><span> million.</span></div></body></html>"""
    assert reading(page).text == "Revenue was $412.6 million.\n"


def test_lists_and_terms() -> None:
    """Items keep the marks and numbers that the page shows, unless they bring their own; a term and its value are a row."""
    body = "<ol start=3><li>一项</li><li><p>二项</p></li><li>（6）三项</li></ol><ul><li>四项</li></ul><dl><dt>毛利率</dt><dd>40%</dd></dl>"
    body += "<pre>a   1\nb   2</pre><table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>"
    assert text_of(body) == "3. 一项\n\n4. 二项\n\n（6）三项\n\n• 四项\n\n毛利率\t40%\n\na   1\nb   2\n\n甲\t1\n\t2\n"


def test_tables_of_questions_and_answers() -> None:
    """The labels of such a table's columns stand before each question and answer, so that a row reads as it does in a record."""
    rows = [("产能如何？", "产能1.2万吨。"), ("请介绍海外业务。", "海外收入占比35%。")]
    cells = "".join(f"<tr><td>{n}</td><td>{asked}</td><td><p>{said}</p></td></tr>" for n, (asked, said) in enumerate(rows, 1))
    document = reading(f"<html><body><table><tr><th>序号</th><th>提问内容</th><th>回复内容</th></tr>{cells}</table></body></html>")
    assert document.text.split("\n\n")[1:3] == ["提问内容：产能如何？", "回复内容：产能1.2万吨。"]
    assert len(outline(document).exchanges) == 2


def test_a_press_release_of_old() -> None:
    """The day at the beginning of a release is its day, not that of a table's columns; a company's form is part of its name."""
    body = """<P ALIGN="right"><B>Exhibit 99.1</B></P><P ALIGN="center"><B>Harbor Reports Third Quarter 2025 Results</B></P>
      <P>BOSTON, October&nbsp;30, 2025 &#151; Harbor Instruments, Inc. (NASDAQ: HBRI) today reported results for its third quarter.</P>
      <TABLE><TR><TD></TD><TD>September 30, 2025</TD><TD>2024</TD></TR><TR><TD>Revenue</TD><TD>412.6</TD><TD>361.9</TD></TR></TABLE>"""
    header = outline(reading(f"<HTML><BODY>{body}</BODY></HTML>")).header
    assert (header.title, header.company) == ("Harbor Reports Third Quarter 2025 Results", "Harbor Instruments, Inc.")
    assert (header.published, header.event_date) == ("2025-10-30", "2025-10-30")


TURNS = [
    ("Operator", "", "Good day, and welcome to the Harbor call."),
    ("Jane Doe", "Chief Financial Officer", "Revenue was $412.6 million, up 14%, and gross margin was 58.3%."),
    ("Operator", "", "Our first question comes from Tom Okafor with Bellweather Capital. Please go ahead."),
    ("Tom Okafor", "Bellweather Capital -- Analyst", "How is demand in Europe?"),
    ("Jane Doe", "Chief Financial Officer", "Demand in Europe grew 5% in the quarter."),
    ("Operator", "", "This concludes the call."),
]


@pytest.mark.parametrize("manner", ["roles", "lists", "breaks", "table", "offices"])
def test_speakers(manner: str) -> None:
    """Speakers of a call are found, however the site sets their names."""
    body = "<h1>Harbor Q2 2025 Earnings Call Transcript</h1>"
    if manner == "lists":
        body += "<p><strong>Company Participants</strong></p><p>Jane Doe - Chief Financial Officer</p>"
        body += "<p><strong>Conference Call Participants</strong></p><p>Tom Okafor - Bellweather Capital<br></p>"
    for who, role, said in TURNS:
        if manner == "roles":
            body += f"<p><strong>{who}</strong>{f' -- <em>{role}</em>' if role else ''}</p><p>{said}</p>"
        elif manner == "lists":
            body += f"<p><strong>{who}</strong></p><p>{said}</p>"
        elif manner == "offices":
            body += f"<p><strong>{who}</strong></p>{f'<p>{role}</p>' if role else ''}<p>{said}</p>"
        elif manner == "table":
            body += f"<table><tr><td>{who}</td><td>{said}</td></tr></table>"
        else:
            body += f"<b>{who}{f' -- {role}' if role else ''}</b><br>{said}<br><br>"
    found = outline(reading(f"<html><body><article>{body}</article></body></html>"))
    assert [turn.speaker for turn in found.turns] == [who for who, _, _ in TURNS]
    assert [(one.asker, len(one.answers)) for one in found.exchanges] == [("Tom Okafor, Bellweather Capital", 1)]
    assert found.kind == "earnings_call"


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta property="article:published_time" content="2025-10-31T18:00:00+08:00">', "", "2025-10-31"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-10-30T21:05:00Z"}</script>', "", "2025-10-30"),
        ("", '<time datetime="2025-10-29">Wednesday</time>', "2025-10-29"),
        ('<link rel="canonical" href="https://a.example/2024/03/05/results">', "The period ended 2025-09-30.", None),
        ("", "<footer>Copyright 2019-06-30</footer>", None),
        ('<meta name="date" content="soon">', "", None),
    ],
)
def test_the_day_that_a_page_states(head: str, body: str, published: str | None) -> None:
    """The day of publication is taken where it is stated, and never from an address, the text or a copyright."""
    document = reading(f"<html><head>{head}<title>T</title></head><body><p>Revenue rose.</p>{body}</body></html>")
    assert document.published == published


def test_what_a_page_states_counts_where_its_text_tells_nothing() -> None:
    """The title and the day outside the text are the header's where the text has neither."""
    head = '<title>Harbor second quarter</title><meta property="article:published_time" content="2025-07-31">'
    found = outline(reading(f"<html><head>{head}</head><body><p>Revenue was $5 million in the second quarter, we said.</p></body></html>"))
    assert (found.header.title, found.header.published) == ("Harbor second quarter", "2025-07-31")
    assert (found.header.event_date, found.header.date_is_inferred) == ("2025-07-31", True)


def test_names_of_files_are_no_titles() -> None:
    """What a program wrote as a title is none."""
    assert reading("<html><head><title>EX-99.1</title></head><body><p>Revenue rose.</p></body></html>").title is None
    assert reading("<html><head><title>q3-release.docx</title></head><body><p>Revenue rose.</p></body></html>").title is None


@pytest.mark.parametrize(
    ("page", "kind", "said"),
    [
        (b'<!doctype html><html><body><div id="root"></div><script src="a.js"></script></body></html>', EmptyInputError, "made by scripts"),
        (b"<html><body></body></html>", EmptyInputError, "no text"),
        (b'{"revenue": 5}', InputError, "is JSON"),
        (b"Revenue was 5\n", InputError, "without any tags"),
        (b"<html>" + bytes(range(32)) * 20, InputError, "binary"),
        (b"<?xml version='1.0'?>  ", EmptyInputError, "no text"),
    ],
)
def test_what_is_no_page_is_told(page: bytes, kind: type[InputError], said: str) -> None:
    """Each kind of bad page has one line of its own."""
    with pytest.raises(kind, match=said) as caught:
        reading(page)
    assert "\n" not in str(caught.value)


def test_a_message_without_a_page() -> None:
    """A saved page whose page is missing is told."""
    with pytest.raises(InputError, match="no web page"):
        reading(b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", "multipart/related")


def test_a_page_is_told_by_its_beginning() -> None:
    """A page that comes without a name is read as one."""
    saved = b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
    saved += b"Content-Type: text/html\r\n\r\n<p>Revenue rose.</p>\r\n--B--\r\n"
    assert read(io.BytesIO(saved)).text == "Revenue rose.\n"
    assert read(io.BytesIO(b"\xef\xbb\xbf<!-- saved --><!DOCTYPE html><html><body><p>Revenue</p>")).media_type == "text/html"


def test_damaged_bytes_are_told() -> None:
    """Whatever byte is changed or cut off, the page is read or refused with one line."""
    good = ARTICLE.format(charset="gb2312").encode("gbk")
    chance = random.Random(7)
    for _ in range(12):
        data = bytearray(good)
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        with contextlib.suppress(InputError):
            reading(bytes(data))

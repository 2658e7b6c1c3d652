"""The samples as web pages, with what sites put around them: the form as a table, the article, the call as two sites print one."""

from __future__ import annotations

from html import escape

from .content import Article, Call, Form, Turn

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title} - {site}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="{published}">
<meta name="description" content="{description}">
<style>body {{ margin: 0; font: 16px/1.7 sans-serif }} nav a {{ margin-right: 1em }}</style>
<script>window.tracker = {{ "visits": 12345, "rate": "99%" }};</script>
</head>
<body>
<header>
<nav><ul>{nav}</ul></nav>
<div class="login"><a href="/login">{login}</a></div>
</header>
<main>
<article>
<h1>{title}</h1>
{body}
</article>
<aside class="related">
<h3>{related}</h3>
<ul>{links}</ul>
</aside>
</main>
<footer>
<p>{footer}</p>
</footer>
</body>
</html>
"""


def _page(
    title: str, body: list[str], *, language: str, site: str, published: str, nav: str, login: str, related: str, links: str, footer: str
) -> bytes:
    return _PAGE.format(
        language=language,
        title=escape(title),
        site=site,
        published=f"{published}T18:00:00+08:00",
        description=escape(title),
        nav="".join(f'<li><a href="/{index}">{name}</a></li>' for index, name in enumerate(nav.split())),
        login=login,
        related=related,
        links="".join(f'<li><a href="/n/{index}">{name}</a></li>' for index, name in enumerate(links.split("|"))),
        footer=footer,
        body="\n".join(body),
    ).encode()


def form_page(record: Form) -> bytes:
    """The form as a table, as a company's own site publishes it."""
    rows = []
    for row in record.rows:
        cell = "".join(f"<p>{escape(words)}</p>" for words in row.paragraphs)
        rows.append(f"<tr><td width='22%' align='center'><b>{escape(row.label)}</b></td><td>{cell}</td></tr>")
    body = [f"<p>{escape(record.running)}</p>", "<table border='1' cellspacing='0'><tbody>", *rows, "</tbody></table>"]
    return _page(
        record.title, body, language="zh-CN", site="投资者关系", published=record.published,
        nav="首页 公司概况 产品中心 投资者关系 联系我们", login="登录", related="相关公告",
        links="2023年第三季度报告|关于召开股东大会的通知|2023-004投资者关系活动记录表",
        footer="版权所有 © 2023 京ICP备12345678号 客服热线 400-000-0000",
    )  # fmt: skip


def article_page(news: Article) -> bytes:
    """The article, as a news site publishes it."""
    body = [f"<div class='byline'><time datetime='{news.published}'>{escape(news.byline)}</time></div>"]
    body += [f"<p>{escape(words)}</p>" for words in news.paragraphs]
    return _page(
        news.title, body, language="zh-Hant", site="財經網", published=news.published, nav="首頁 港股 美股 基金 自選股",
        login="登入", related="相關新聞", links="恒指收市升0.9%|科技股普遍造好|新股認購反應熱烈",
        footer="© 2024 財經網 版權所有 不得轉載 以上內容僅供參考，不構成任何投資建議。",
    )  # fmt: skip


def call_page_with_roles(transcript: Call) -> bytes:
    """The transcript as sites print it that name each speaker with the role: ``Name -- Role`` in bold, then what was said."""
    body = [f"<p>{escape(line)}</p>" for line in transcript.head]
    body.append("<h2>Prepared Remarks:</h2>")
    for turn in transcript.turns:
        if "first question" in " ".join(turn.paragraphs):
            body.append("<h2>Questions &amp; Answers:</h2>")
        name, role = escape(turn.speaker), f" -- <em>{escape(turn.role)}</em>" if turn.role else ""
        body += [f"<p><strong>{name}</strong>{role}</p>", *(f"<p>{escape(words)}</p>" for words in turn.paragraphs)]
    body.append("<h2>Call participants:</h2>")
    body += [f"<p><strong>{escape(one.speaker)}</strong> -- <em>{escape(one.role)}</em></p>" for one in _people(transcript)]
    return _call_page(transcript, body)


def call_page_with_lists(transcript: Call) -> bytes:
    """The transcript as sites print it that list the participants first and then give names alone."""
    people = _people(transcript)
    own = [one for one in people if "Analyst" not in one.role]
    body = [f"<p>{escape(line)}</p>" for line in transcript.head]
    body.append("<p><strong>Company Participants</strong></p>")
    body.append("<p>" + "<br>".join(f"{escape(one.speaker)} - {escape(one.role)}" for one in own) + "</p>")
    body.append("<p><strong>Conference Call Participants</strong></p>")
    asking = [f"{escape(one.speaker)} - {escape(one.role.split(' -- ')[0])}" for one in people if one not in own]
    body.append("<p>" + "<br>".join(asking) + "</p>")
    for turn in transcript.turns:
        if "question-and-answer session" in " ".join(turn.paragraphs):
            body.append("<p><strong>Question-and-Answer Session</strong></p>")
        body.append(f"<p><strong>{escape(turn.speaker)}</strong></p>")
        body += [f"<p>{escape(words)}</p>" for words in turn.paragraphs]
    return _call_page(transcript, body)


def _people(transcript: Call) -> list[Turn]:
    """Each speaker once, the operator apart."""
    return list({turn.speaker: turn for turn in transcript.turns if turn.role}.values())


def _call_page(transcript: Call, body: list[str]) -> bytes:
    return _page(
        f"{transcript.head[0]} {transcript.head[1]} Transcript", body, language="en", site="Call Library", published="2025-07-31",
        nav="Home News Transcripts Ideas Portfolio", login="Log in", related="Read next",
        links="Five stocks to watch this week|How to read a balance sheet|The market in one chart",
        footer="© 2025 Call Library. All rights reserved. Quotes delayed at least 15 minutes.",
    )  # fmt: skip

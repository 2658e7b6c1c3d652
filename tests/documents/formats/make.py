"""Draws the test documents of every format anew: ``make documents``, or ``python -m tests.documents.formats.make --font FILE``.

The same bytes come out as long as the libraries and the font stay the same; nothing in a file says when it was made.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from . import content, printed, published, scanned, written

FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/simhei.ttf",
)
"""Where a TrueType font with Chinese letters is usually found; the first is Debian's package fonts-wqy-zenhei."""


def files(font: str) -> Iterator[tuple[str, bytes]]:
    """Each file's name and bytes; ``font`` is the file of the font that is embedded."""
    record, news, transcript = content.form(), content.article(), content.call()
    embedded, unembedded = printed.embed(font), printed.named("STSong-Light")
    ruled = printed.ruled_form(record, embedded, size=10.5, seal=True)
    yield "record_ruled.pdf", ruled
    yield "record_ruled_large.pdf", printed.ruled_form(record, unembedded, size=12)
    pages = [scanned.jpeg(page) for page in scanned.scan(ruled)]
    yield "record_scan.pdf", printed.image_pages(pages, "")
    yield "record_scan_page1.jpg", pages[0]
    yield "record.docx", written.form_document(record)
    yield "record_numbered.docx", written.form_document(record, numbered=True)
    yield "record.html", published.form_page(record)
    text = content.form_text(record)
    yield "record_gb18030.txt", text.encode("gb18030")
    yield "record_utf16.txt", text.encode("utf-16")
    yield "record.md", content.form_text(record, mark="# ").encode()

    yield "article.pdf", printed.article_pages(news, embedded)
    yield "article_columns.pdf", printed.article_pages(content.everyday_article(news), printed.named("MSung-Light"), columns=2)
    yield "article.docx", written.article_document(news)
    yield "article.html", published.article_page(news)
    yield "article_big5.txt", content.everyday("\n\n".join((news.title, news.byline, *news.paragraphs))).encode("big5hkscs")

    yield "call.pdf", printed.call_pages(transcript)
    yield "call.docx", written.call_document(transcript)
    yield "call_roles.html", published.call_page_with_roles(transcript)
    yield "call_lists.html", published.call_page_with_lists(transcript)


def main() -> None:
    """Writes every file beside this one, or into ``--output``."""
    parser = argparse.ArgumentParser(description="Draw the test documents of every format.")
    parser.add_argument("--font", default=next(filter(lambda path: Path(path).exists(), FONTS), None), help="a TrueType font with Chinese")
    parser.add_argument("--output", type=Path, default=content.HERE)
    chosen = parser.parse_args()
    if chosen.font is None:
        sys.exit("no font with Chinese letters in the usual places; name one with --font (Debian: apt-get install fonts-wqy-zenhei)")
    for name, data in files(chosen.font):
        (chosen.output / name).write_bytes(data)
        print(f"{len(data):>8}  {name}")


if __name__ == "__main__":
    main()

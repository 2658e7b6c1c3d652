"""The samples as Word documents: the form as a real table, in one variant with questions that Word numbers; article, call."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from .content import Article, Call, Form

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_DAY = datetime.datetime(2024, 1, 2, 9, 0, 0)


def form_document(record: Form, *, numbered: bool = False) -> bytes:
    """The form as a two-column table below its title, the running header in the header part.

    ``numbered``: ``问：`` is left out and Word numbers the questions itself, so that no digit of the numbers stands in the text.
    """
    document = _document(record.title, "zh-CN")
    document.sections[0].header.paragraphs[0].text = record.running
    document.add_heading(record.title, 1)
    if numbered:
        document.add_paragraph(f"编号：{record.number}")
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    numbering = _numbering(document, "%1、") if numbered else None
    for row in record.rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Cm(3.4), Cm(12.2)
        cells[0].text = row.label
        for index, words in enumerate(row.paragraphs):
            paragraph = cells[1].paragraphs[0] if index == 0 else cells[1].add_paragraph()
            asked = numbering is not None and words.startswith("问：")
            paragraph.add_run(words.removeprefix("问：") if asked else words).bold = asked or None
            if asked:
                _number(paragraph, numbering)
    return _bytes(document)


def article_document(news: Article) -> bytes:
    """The article: a heading, the line below it, paragraphs."""
    document = _document(news.title, "zh-TW")
    document.add_heading(news.title, 1)
    for words in (news.byline, *news.paragraphs):
        document.add_paragraph(words)
    return _bytes(document)


def call_document(transcript: Call) -> bytes:
    """The transcript, speakers in bold on lines of their own."""
    document = _document(" ".join(transcript.head[:2]), "en-US")
    for line in transcript.head:
        document.add_paragraph(line)
    for turn in transcript.turns:
        document.add_paragraph().add_run(" -- ".join(filter(None, (turn.speaker, turn.role)))).bold = True
        for words in turn.paragraphs:
            document.add_paragraph(words)
    return _bytes(document)


def _document(title: str, language: str) -> Document:
    document = docx.Document()
    core = document.core_properties
    core.title, core.language, core.author = title, language, ""
    core.created = core.modified = _DAY
    return document


def _numbering(document: Document, pattern: str) -> int:
    """The id of a numbering that counts 1, 2, 3 as ``pattern`` says."""
    # the numbering part is in the template; python-docx has no words for its content
    root: Any = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", pattern), ("w:lvlJc", "left")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    first = root.find(qn("w:num"))
    first.addprevious(abstract)
    return int(root.add_num(90).numId)


def _number(paragraph: Paragraph, numbering: int | None) -> None:
    properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def _bytes(document: Document) -> bytes:
    """The document's file, with a fixed time on each of its parts."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(fixed, "w") as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, _DAY.timetuple()[:6]), parts.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()

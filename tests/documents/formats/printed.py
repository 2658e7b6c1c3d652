"""The samples as born-digital PDF: a ruled form over several pages, an article in one column or two, a transcript."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase._cidfontdata import defaultUnicodeEncodings
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .content import Article, Call, Form

WIDTH, HEIGHT = A4
_TOKENS = re.compile(r"[!-~]+ ?| |.", re.DOTALL)
_NEVER_FIRST = frozenset("，。；：、？！）》”’％%…,.;:?!)]")
_RED = (0.82, 0.1, 0.1)


def embed(font: str) -> str:
    """The name of the font in the file ``font``, of which each PDF will hold the letters it uses."""
    pdfmetrics.registerFont(TTFont("embedded", font, subfontIndex=0))
    return "embedded"


def named(font: str) -> str:
    """The name of a font that PDF knows and a file need not hold (``STSong-Light``, ``MSung-Light``)."""
    # reportlab pairs this one with the letters of the simplified set; what came out would be other letters
    defaultUnicodeEncodings["MSung-Light"] = ("cht", "UniCNS-UCS2-H")
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    return font


def wrapped(text: str, font: str, size: float, width: float, indent: float = 0) -> list[str]:
    """``text`` in lines of at most ``width`` points, words whole, no line beginning with what may not begin one."""
    lines, line = [], ""
    room = width - indent
    for token in _TOKENS.findall(text):
        fits = pdfmetrics.stringWidth((line + token).rstrip(), font, size) <= room
        if fits or not line or token[0] in _NEVER_FIRST:
            line += token
        else:
            lines.append(line.rstrip())
            line, room = token.lstrip(), width
    return [*lines, line.rstrip()]


def ruled_form(record: Form, font: str, *, size: float, seal: bool = False) -> bytes:
    """The form as the mainland's companies file it: labels left, cells right, every cell ruled, the last running over pages."""
    drawing = _Drawing(record.title)
    page = _FormPage(drawing, record, font, size)
    page.begin()
    drawing.canvas.setFont(font, 15)
    drawing.canvas.drawCentredString(WIDTH / 2, page.top - 18, record.title)
    page.top -= 40
    for row in record.rows:
        page.row(row.label, row.paragraphs)
    if seal:
        _seal(drawing.canvas, page.middle + 118, page.top + 16, record.title.split("投资者")[0], font)
    page.end()
    return drawing.bytes()


@dataclass(slots=True)
class _Drawing:
    title: str
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Any = None

    def __post_init__(self) -> None:
        # the same bytes at every making, and no printable coding of binary data
        self.canvas = Canvas(self._buffer, pagesize=A4, invariant=1, pageCompression=1)
        rl_config.useA85 = 0
        self.canvas.setTitle(self.title)

    def bytes(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()


@dataclass(slots=True)
class _FormPage:
    """One page of the form after the other; ``top`` is where the next row begins, in points from the foot."""

    drawing: _Drawing
    record: Form
    font: str
    size: float
    top: float = 0
    number: int = 0
    left: float = 72
    right: float = WIDTH - 72
    foot: float = 76

    @property
    def middle(self) -> float:
        return self.left + 0.22 * (self.right - self.left)

    @property
    def leading(self) -> float:
        return self.size * 1.6

    def begin(self) -> None:
        canvas = self.drawing.canvas
        self.number += 1
        self.top = HEIGHT - 72
        canvas.setFont(self.font, 9)
        canvas.drawString(self.left, HEIGHT - 50, self.record.running)
        canvas.setLineWidth(0.5)
        canvas.drawCentredString(WIDTH / 2, 44, str(self.number))

    def end(self) -> None:
        self.drawing.canvas.showPage()

    def row(self, label: str, paragraphs: Iterable[str]) -> None:
        """A row, in as many parts as it needs pages; its label stands in the first."""
        width = self.right - self.middle - 12
        lines = list(_set(paragraphs, self.font, self.size, width, indented=len(label) > 6))
        labels = wrapped(label, self.font, self.size, self.middle - self.left - 12)
        while lines:
            room = int((self.top - self.foot - 8) // self.leading)
            if room < min(len(lines), max(2, len(labels))):
                self.end()
                self.begin()
                continue
            part, lines = lines[:room], lines[room:]
            height = max(len(part), len(labels)) * self.leading + 8
            self._part(labels, part, height)
            self.top -= height
            labels = []

    def _part(self, labels: list[str], lines: list[_Line], height: float) -> None:
        canvas = self.drawing.canvas
        bottom = self.top - height
        canvas.rect(self.left, bottom, self.middle - self.left, height)
        canvas.rect(self.middle, bottom, self.right - self.middle, height)
        canvas.setFont(self.font, self.size)
        at = self.top - (height - len(labels) * self.leading) / 2 - self.size * 1.15
        for label in labels:
            canvas.drawCentredString((self.left + self.middle) / 2, at, label)
            at -= self.leading
        at = self.top - (height - len(lines) * self.leading) / 2 - self.size * 1.15
        for line in lines:
            line.draw(canvas, self.middle + 6, at, self.font, self.size)
            at -= self.leading


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indent: float = 0
    spread: float = 0
    """Points added after each letter, so that the line fills its cell."""

    def draw(self, canvas: Any, x: float, y: float, font: str, size: float) -> None:
        words = canvas.beginText(x + self.indent, y)
        words.setFont(font, size)
        words.setCharSpace(self.spread)
        words.textOut(self.text)
        canvas.drawText(words)


def _set(paragraphs: Iterable[str], font: str, size: float, width: float, *, indented: bool) -> Iterator[_Line]:
    """Paragraphs in lines, two letters indented and spread to the full width as a word processor does it."""
    for paragraph in paragraphs:
        indent = 2 * size if indented and len(paragraph) > 24 else 0.0
        lines = wrapped(paragraph, font, size, width, indent)
        for index, line in enumerate(lines):
            own = indent if index == 0 else 0.0
            gap = width - own - pdfmetrics.stringWidth(line, font, size)
            full = index < len(lines) - 1 and 0 < gap < 2 * size
            yield _Line(line, own, gap / max(1, len(line) - 1) if full else 0.0)


def _seal(canvas: Any, x: float, y: float, name: str, font: str) -> None:
    """A company's round red seal, its name along the rim."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*_RED)
    canvas.setFillColorRGB(*_RED)
    canvas.setLineWidth(2.2)
    canvas.circle(x, y, 52)
    star = canvas.beginPath()
    for point in range(5):
        angle = math.pi / 2 + point * 4 * math.pi / 5
        move = star.moveTo if point == 0 else star.lineTo
        move(x + 15 * math.cos(angle), y + 15 * math.sin(angle))
    star.close()
    canvas.drawPath(star, fill=1, stroke=0)
    canvas.setFont(font, 11)
    for index, letter in enumerate(name):
        turn = 120 - 240 * index / (len(name) - 1)
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        canvas.drawCentredString(0, 37, letter)
        canvas.restoreState()
    canvas.restoreState()


def article_pages(news: Article, font: str, *, columns: int = 1) -> bytes:
    """The article in one column or several, with neither rules nor a running header."""
    drawing = _Drawing(news.title)
    canvas = drawing.canvas
    size, leading, gutter = 10.5, 17.0, 24.0
    width = (WIDTH - 128 - gutter * (columns - 1)) / columns
    top = HEIGHT - 80
    for line in wrapped(news.title, font, 16, WIDTH - 128):
        canvas.setFont(font, 16)
        canvas.drawString(64, top, line)
        top -= 24
    canvas.setFont(font, 9)
    canvas.drawString(64, top, news.byline)
    top -= 28
    column, at, page = 0, top, 1
    for paragraph in news.paragraphs:
        for piece in _set([paragraph], font, size, width, indented=False):
            if at < 72:
                column, at = column + 1, top
                if column == columns:
                    _foot(canvas, font, page)
                    column, page, at, top = 0, page + 1, HEIGHT - 80, HEIGHT - 80
            piece.draw(canvas, 64 + column * (width + gutter), at, font, size)
            at -= leading
        at -= 6
    _foot(canvas, font, page)
    return drawing.bytes()


def call_pages(transcript: Call) -> bytes:
    """The transcript as a vendor prints it: who speaks on a line of its own, the publisher's name on every page."""
    drawing = _Drawing(" ".join(transcript.head[:2]))
    canvas = drawing.canvas
    at, page = HEIGHT - 96.0, 1
    lines = [(line, "Helvetica-Bold", 13.0) for line in transcript.head]
    for turn in transcript.turns:
        lines += [("", "Times-Roman", 11.0), (" -- ".join(filter(None, (turn.speaker, turn.role))), "Helvetica-Bold", 10.5)]
        lines += [(line, "Times-Roman", 11.0) for said in turn.paragraphs for line in wrapped(said, "Times-Roman", 11, WIDTH - 144)]
    for words, font, size in lines:
        if at < 80:
            _running(canvas, transcript, page)
            at, page = HEIGHT - 96.0, page + 1
        canvas.setFont(font, size)
        canvas.drawString(72, at, words)
        at -= 15
    _running(canvas, transcript, page)
    return drawing.bytes()


def _running(canvas: Any, transcript: Call, page: int) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, HEIGHT - 48, f"{transcript.head[0]}  |  {transcript.head[1]}  |  {transcript.head[2].split(', 4')[0]}")
    _foot(canvas, "Helvetica", page)


def _foot(canvas: Any, font: str, page: int) -> None:
    canvas.setFont(font, 8)
    canvas.drawCentredString(WIDTH / 2, 44, f"- {page} -")
    canvas.showPage()


def image_pages(pictures: Iterable[bytes], title: str) -> bytes:
    """JPEG pictures of A4 pages, one a page, with no text behind them."""
    drawing = _Drawing(title)
    for picture in pictures:
        drawing.canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, WIDTH, HEIGHT)
        drawing.canvas.showPage()
    return drawing.bytes()

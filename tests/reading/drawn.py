"""Small PDFs drawn for tests: text and lines at places, as PDF counts them (points, from the lower left corner)."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

pytest.importorskip("reportlab", reason="draws the test documents; it comes with the extra dev")

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))


def pdf(*pages: Callable[[Any], None], size: tuple[float, float] = A4, compressed: bool = True, **options: Any) -> bytes:
    """A PDF with one page for each of ``pages``, which draw on the canvas they are given."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=int(compressed), **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def texts(canvas: Any, *placed: tuple[float, float, str], font: str = SONG, size: float = 10.5) -> None:
    """Writes each text at its place."""
    canvas.setFont(font, size)
    for x, y, text in placed:
        canvas.drawString(x, y, text)


def lines(canvas: Any, x: float, y: float, rows: Sequence[str], *, font: str = SONG, size: float = 10.5, step: float = 16) -> float:
    """Writes ``rows`` below each other and returns where the next would stand."""
    for row in rows:
        texts(canvas, (x, y, row), font=font, size=size)
        y -= step
    return y


def grid(canvas: Any, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Draws the lines of a table with its columns at ``xs`` and its rows at ``ys``."""
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)

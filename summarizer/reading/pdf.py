"""PDF: page by page to sheets, and these to text. A page that is an image goes to the recogniser, where there is one."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..errors import EmptyInputError, InputError
from .compose import compose
from .extras import INSTALL, available
from .inflation import find_bomb
from .letters import pieces_of
from .registry import Extracted, OnPage
from .sheets import Piece, Rule, Sheet
from .turning import upright

if TYPE_CHECKING:
    from .drawing import Drawing
    from .fonts import Fonts

MOST_PAGES = 20_000
"""Pages of one document; what claims more is damaged, or made to be."""
_RESOLUTION = 200
"""Dots an inch at which a page is shown to the recogniser."""
_MOST_PIXELS = 40_000_000
"""Pixels of such a picture: an A3 page has 7.7 million; a page of absurd size is shown smaller."""
_FEW = 12
"""Letters: a page with no more than these and an image is an image."""
_UNTOLD = 0.3
"""A text layer with this share of unknown characters is no text layer."""
_OUTLINED = 400
"""Curves: a page with so many and no letters has its text drawn as outlines."""
_MOST_KEPT = 20_000
"""Objects of a document kept from page to page; what is let go of is parsed again where it is needed."""


@dataclass(slots=True)
class _Told:
    """What reading the pages showed besides their text."""

    broken: list[tuple[int, Exception]] = field(default_factory=list)
    """Pages that are damaged, or hold more than a page can, with what was met there."""
    recognised: int = 0
    """Pages that went to the recogniser."""


def read_pdf(data: bytes, *, encoding: str | None, name: str, on_page: OnPage | None = None) -> Extracted:
    _quiet()
    start = data.find(b"%PDF-", 0, 1024)
    if start < 0:
        raise InputError(f"{name}: is not a PDF, whatever its name says; check the file, or give it the suffix of what it is")
    if bomb := find_bomb(data):
        raise InputError(f"{name}: is packed so that it would take {bomb:,} MB of memory and more; export it anew")
    document = _open(data[start:], name)
    told = _Told()
    try:
        composed = compose(_sheets(document, data[start:], on_page, told))
    finally:
        document.close()
    if not composed.text.strip():
        raise _nothing(name, len(composed.page_starts), len(composed.unread_pages), told)
    return Extracted(
        composed.text,
        page_starts=composed.page_starts,
        apart=composed.apart,
        doubts=composed.doubts,
        unread_pages=composed.unread_pages,
    )


def _nothing(name: str, pages: int, unread: int, told: _Told) -> InputError:
    """Why there is no text."""
    if told.broken:
        number, error = told.broken[0]
        if type(error).__name__ == "TooMuch":
            return InputError(f"{name}: page {number} holds {error}, more than a page of text can; print it to a new PDF")
        return _damaged(name, error, number)
    if unread:
        return InputError(_unread(name, unread, pages))
    where = "its page" if pages == 1 else f"its {pages} pages"
    if told.recognised:
        return EmptyInputError(f"{name}: the recogniser found no text in {where}; scan it sharper, or check that it is the right file")
    return EmptyInputError(f"{name}: holds no text on {where}; check that it was exported whole")


def _quiet() -> None:
    """No word of pdfminer's on standard error, unless the program that runs here has set up logging."""
    for library in ("pdfminer", "pdfplumber", "pypdfium2"):
        logger = logging.getLogger(library)
        if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            logger.addHandler(logging.NullHandler())


def _unread(name: str, unread: int, pages: int) -> str:
    if pages == 1:
        images, hold = "its page is an image", "holds"
    elif unread == pages:
        images, hold = f"its {pages} pages are images", "hold"
    else:
        images, hold = f"{unread} of its {pages} pages are images", "the others hold"
    return f"{name}: {images} and {hold} no text; to have it recognised, {INSTALL}"


def _open(data: bytes, name: str) -> Any:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        document = pdfplumber.open(io.BytesIO(data))
    except Exception as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise InputError(f"{name}: is locked with a password; save a copy without one and give it that") from None
        if isinstance(cause, PDFEncryptionError):
            raise InputError(f"{name}: is encrypted in a way that this version does not know; save a copy without protection") from None
        raise _damaged(name, cause) from None
    try:
        pages = len(document.pages)
    except Exception as error:
        raise _damaged(name, error) from None
    if not pages:
        raise InputError(f"{name}: is a PDF without pages, damaged or cut short; download or export it again")
    if pages > MOST_PAGES:
        raise InputError(f"{name}: claims {pages:,} pages, more than the {MOST_PAGES:,} that are read; split it")
    return document


def _damaged(name: str, error: BaseException, page: int | None = None) -> InputError:
    if error.args and isinstance(error.args[0], Exception):
        error = error.args[0]  # pdfplumber wraps what pdfminer raises
    where = "" if page is None else f" at page {page}"
    return InputError(f"{name}: is a damaged PDF, or one cut short ({type(error).__name__}{where}); download or export it again")


def _sheets(document: Any, data: bytes, on_page: OnPage | None, told: _Told) -> Iterator[Sheet]:
    """The pages one after the other. Of a page that is done nothing is kept; one that cannot be read is told of."""
    from .fonts import Fonts

    of = len(document.pages)
    images = _Images(data)
    fonts = Fonts()
    try:
        for index in range(of):
            page = document.pages[index]
            try:
                sheet = _sheet(page, index + 1, fonts, images, told)
            except Exception as error:  # pdfminer raises whatever it meets first in a damaged page
                told.broken.append((index + 1, error))
                sheet = Sheet(index + 1, float(page.width), float(page.height), read=False)
            _forget(document, page)
            fonts.trim()
            if on_page is not None:
                on_page(index + 1, of)
            yield sheet
    finally:
        images.close()


def _sheet(page: Any, number: int, fonts: Fonts, images: _Images, told: _Told) -> Sheet:
    from .drawing import draw

    drawing = draw(page.page_obj, fonts)
    if not _is_image(drawing):
        return sheet_of(drawing, number)
    if available():
        from . import recognition

        told.recognised += 1
        return _in_points(recognition.sheet_of(images.page(number, drawing.width, drawing.height), number), drawing)
    sheet = sheet_of(drawing, number) if drawing.unknown == 0 else Sheet(number, drawing.width, drawing.height)
    sheet.read = False
    return sheet


def _in_points(sheet: Sheet, drawing: Drawing) -> Sheet:
    """A sheet counted in a picture's pixels in the page's points: a table may go on from a page that was recognised to one that was not."""
    scale = drawing.width / max(1.0, sheet.width)
    pieces = [
        replace(p, x0=p.x0 * scale, top=p.top * scale, x1=p.x1 * scale, bottom=p.bottom * scale, size=p.size * scale) for p in sheet.pieces
    ]
    rules = [Rule(rule.x0 * scale, rule.top * scale, rule.x1 * scale, rule.bottom * scale) for rule in sheet.rules]
    return Sheet(sheet.number, drawing.width, sheet.height * scale, pieces, rules, sheet.read)


def _is_image(drawing: Drawing) -> bool:
    """Whether a page shows text that its letters do not tell: a scan, text drawn as outlines, a font that names no characters."""
    seen = sum(not letter.text.isspace() for letter in drawing.letters) + len(drawing.turned)
    if drawing.unknown > max(2, _UNTOLD * seen):
        return True
    if seen > _FEW:
        return False
    return drawing.image_area > 0.1 * drawing.width * drawing.height or drawing.curves >= _OUTLINED


def sheet_of(drawing: Drawing, number: int) -> Sheet:
    """The marks of a page as a sheet, turned upright where all of it is turned."""
    letters, rules, width, height, others = upright(drawing)
    verticals = [(rule.x0, rule.top, rule.bottom) for rule in rules if rule.x1 - rule.x0 < rule.bottom - rule.top]
    stamps = [
        Piece(piece.text, piece.x0, piece.top, piece.x1, piece.bottom, piece.size, upright=False) for piece in pieces_of(drawing.faint)
    ]
    return Sheet(number, width, height, [*pieces_of(letters, verticals), *stamps, *others], list(rules))


class _Images:
    """Pages as pictures; the renderer is loaded when the first is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def page(self, number: int, width: float, height: float) -> Any:
        import pypdfium2

        if self._document is None:
            self._document = pypdfium2.PdfDocument(self._data)
        page = self._document[number - 1]
        scale = _RESOLUTION / 72
        area = max(1.0, width * height)
        scale = min(scale, (_MOST_PIXELS / area) ** 0.5)
        image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
        return image

    def close(self) -> None:
        if self._document is not None:
            self._document.close()


def _forget(document: Any, page: Any) -> None:
    """Lets go of what a page's drawing left behind: its contents, which the document would keep."""
    page.close()
    kept = document.doc._cached_objs
    for content in getattr(page.page_obj, "contents", ()):
        kept.pop(getattr(content, "objid", None), None)
    if len(kept) > _MOST_KEPT:
        kept.clear()

"""What a PDF's page draws, in the plainest form: letters, lines, and how much of it is image.

A device for pdfminer's interpreter. It keeps no object per mark beyond what the pieces of a page need, and it counts what the page asks of
it: a page may be written so that drawing it would never end.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pdfminer.cmapdb import CMapDB, UnicodeMap
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import literal_name

from .glyphs import UNKNOWN, meaning
from .letters import Letter
from .sheets import Rule

MOST_LETTERS = 200_000
"""Letters on one page. A page of the smallest print has 20,000."""
MOST_LINES = 20_000
"""Lines on one page; what is drawn beyond them is a drawing's and no table's, and is left out."""
MOST_PARTS = 5_000
"""Forms and images that one page draws, those inside others counted each time."""
MOST_CONTENT = 8 * 2**20
"""Bytes of drawing instructions on one page, a form's counted each time that it is drawn. A page of text has 100,000."""
_SLOWLY_UNPACKED = 2**20
"""Bytes of them that may be packed in a way that is slow to unpack."""
_SLOW = frozenset(("LZWDecode", "LZW", "RunLengthDecode", "RL", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx"))
_THIN = 3.0
"""Points up to which a filled rectangle is a line."""
_SHORTEST = 3.0
"""Points below which a line is a dash or a dot."""
_FAINT = 0.72
"""Brightness, 0 to 1, from which large letters are a watermark's."""
_LARGE = 24.0
"""Points from which letters are large."""


_COLLECTIONS = {"UniGB-": "Adobe-GB1", "UniCNS": "Adobe-CNS1", "UniJIS": "Adobe-Japan1", "UniKS-": "Adobe-Korea1"}
"""Which set of characters a code's numbers are of, by the beginning of the code's name."""


class TooMuch(Exception):
    """A page that asks for more than any page needs. ``str()`` says of what."""


class Drawing(PDFTextDevice):
    """One page's marks. Places are in points from the top left corner of the page as it is shown."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.width = self.height = 0.0
        self.letters: list[Letter] = []
        self.turned: list[tuple[Letter, float, float]] = []
        """Letters that do not stand upright, with the direction in which their line runs."""
        self.faint: list[Letter] = []
        self.rules: list[Rule] = []
        self.image_area = 0.0
        self.curves = 0
        self.unknown = 0
        self._parts = 0
        self._content = 0
        self._known: dict[tuple[int, int], str] = {}

    def spend(self, content: int) -> None:
        """Counts instructions before they are drawn."""
        self._content += content
        if self._content > MOST_CONTENT:
            raise TooMuch(f"more than {MOST_CONTENT // 2**20} MB of drawing instructions")

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        x0, y0, x1, y1 = page.mediabox
        a, b, c, d, e, f = ctm
        across = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
        down = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
        self.width, self.height = max(across) - min(across), max(down) - min(down)

    def end_page(self, page: PDFPage) -> None:
        pass

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise TooMuch(f"more than {MOST_PARTS:,} forms and images")

    def end_figure(self, name: str) -> None:
        pass

    def render_image(self, name: str, stream: PDFStream) -> None:
        if self.ctm is not None:
            a, b, c, d, _, _ = self.ctm
            self.image_area += abs(a * d - b * c)

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, ncs: Any, graphicstate: Any
    ) -> float:
        key = (id(font), cid)
        text = self._known.get(key)
        if text is None:
            text = self._known[key] = _character(font, cid)
        advance = float(font.char_width(cid) * fontsize * scaling)
        a, b, c, d, e, f = matrix
        size = fontsize * (c * c + d * d) ** 0.5
        x, y = e + c * rise, self.height - (f + d * rise)
        if len(self.letters) + len(self.turned) >= MOST_LETTERS:
            raise TooMuch(f"more than {MOST_LETTERS:,} letters")
        if not text or size <= 0:
            return advance
        self.unknown += text == UNKNOWN
        if a > 0 and d > 0 and abs(b) <= 0.05 * a and not font.is_vertical():
            x1 = x + advance * a
            if x1 < 0 or x > self.width or y < 0 or y - size > self.height:
                return advance  # beside the page: printers' marks
            letter = Letter(text, min(x, x1), max(x, x1), y, size)
            if size >= _LARGE and _brightness(graphicstate.ncolor) >= _FAINT:
                self.faint.append(letter)
            else:
                self.letters.append(letter)
        else:
            self.turned.append((Letter(text, x, x + advance * (a * a + b * b) ** 0.5, y, size), a, -b))
        return advance

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        if not (stroke or fill) or _brightness(gstate.scolor if stroke else gstate.ncolor) >= 0.98 or self.ctm is None:
            return
        a, b, c, d, e, f = self.ctm
        points: list[tuple[float, float]] = []
        curved = False
        for step in [*path, ("m", 0.0, 0.0)]:
            kind = step[0]
            if kind == "m":
                if points and not curved:
                    self._lines(points, stroke)
                curved, points = False, []
            if kind in "cvy":
                curved = True
                self.curves += 1
            elif kind == "h":
                if points:
                    points.append(points[0])
                continue
            x, y = step[-2:]
            points.append((a * x + c * y + e, self.height - (b * x + d * y + f)))

    def _lines(self, points: list[tuple[float, float]], stroke: bool) -> None:
        if len(self.rules) >= MOST_LINES or len(points) < 2:
            return
        across = [x for x, _ in points]
        down = [y for _, y in points]
        left, right, top, bottom = min(across), max(across), min(down), max(down)
        if min(right - left, bottom - top) <= _THIN:
            if max(right - left, bottom - top) >= _SHORTEST:
                self.rules.append(_middle(left, top, right, bottom))
        elif stroke:
            for (x0, y0), (x1, y1) in pairwise(points):
                flat = abs(x1 - x0) <= 0.02 * abs(y1 - y0) or abs(y1 - y0) <= 0.02 * abs(x1 - x0)
                if flat and max(abs(x1 - x0), abs(y1 - y0)) >= _SHORTEST:
                    self.rules.append(_middle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _character(font: Any, cid: int) -> str:
    try:
        code = getattr(font, "cmap", None)
        collection = _COLLECTIONS.get(str(getattr(code, "attrs", {}).get("CMapName", ""))[:6])
        if collection and getattr(font, "cidcoding", collection) != collection and isinstance(font.unicode_map, UnicodeMap):
            # the font says that its codes are of one country's characters and its name that they are of another's: the codes are right
            text = CMapDB.get_unicode_map(collection).get_unichr(cid)
        else:
            text = font.to_unichr(cid)
    except (PDFUnicodeNotDefined, CMapDB.CMapNotFound, KeyError):
        return UNKNOWN
    return meaning(text, str(font.fontname))


def _middle(left: float, top: float, right: float, bottom: float) -> Rule:
    if right - left >= bottom - top:
        return Rule(left, (top + bottom) / 2, right, (top + bottom) / 2)
    return Rule((left + right) / 2, top, (left + right) / 2, bottom)


def _brightness(color: Any) -> float:
    """0 of black to 1 of white; 0 of patterns and of whatever else is no colour."""
    values = color if isinstance(color, list | tuple) else (color,)
    if not values or not all(isinstance(value, int | float) for value in values):
        return 0.0
    if len(values) == 4:
        cyan, magenta, yellow, black = (min(1.0, max(0.0, value)) for value in values)
        return float((1 - black) * (1 - 0.3 * cyan - 0.59 * magenta - 0.11 * yellow))
    if len(values) == 3:
        red, green, blue = values
        return float(0.3 * red + 0.59 * green + 0.11 * blue)
    return float(values[0]) if len(values) == 1 else 0.0


class _Counting(PDFPageInterpreter):
    """Tells the device how much there is to draw before it is drawn."""

    def execute(self, streams: Sequence[object]) -> None:
        if isinstance(self.device, Drawing):
            for stream in map(stream_value, streams):
                packed = len(stream.rawdata or b"")
                if packed > _SLOWLY_UNPACKED and any(literal_name(name) in _SLOW for name, _ in stream.get_filters()):
                    raise TooMuch("megabytes of drawing instructions, packed in an outdated way")
                self.device.spend(packed if packed > MOST_CONTENT else len(stream.get_data()))
        super().execute(streams)


def draw(page: PDFPage, resources: PDFResourceManager) -> Drawing:
    """The marks of one page. Raises `TooMuch`, and whatever pdfminer raises where the page is damaged."""
    drawing = Drawing(resources)
    _Counting(resources, drawing).process_page(page)
    return drawing

"""How a web page sets out its text: blocks, table rows, list items and line breaks, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..patterns import lazy
from .rows import Block, header_of_answers, row_blocks
from .word_numbers import written
from .word_symbols import raised, shown

_SILENT = frozenset(
    "script style noscript template head svg math canvas iframe object embed applet video audio select datalist button map "
    "ix:header ix:hidden ix:references ix:resources title link meta".split()
)
"""What shows no text of the page."""
_BLOCKS = frozenset(
    "html body p div section article main header footer nav aside hgroup h1 h2 h3 h4 h5 h6 ul ol dl li dt dd table caption thead tbody "
    "tfoot tr td th blockquote pre figure figcaption form fieldset legend address hr details summary center dir menu".split()
)
_HAN = "\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef"
_BETWEEN_HAN = lazy(f"(?<=[{_HAN}])[ \t]*[\r\n]\\s*(?=[{_HAN}])")
"""A line of the source that ends amid a Chinese sentence: nothing stands there on the page."""
_BLANK = lazy("[ \t\r\n\f\u00a0]+")
_BREAKS = lazy("\n(?:[ \u3000]*\n)+")
_OWN_NUMBER = lazy(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])[)）、.．:：]|[•·●■▪◆\-–—*]")
_NOT_SHOWN = lazy(r"(?i)display\s*:\s*none")
_PICTURES = lazy(r"(?i)wingdings(?: 2)?|webdings")
_MANNERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MONEY = frozenset("$ ¥ € £ HK$ US$ RMB ( ($ (¥ (€ (£".split())
_BEHIND = lazy(r"[)%％]{1,3}|pts?|pp|x")
_MARK = lazy(r"[•·●■▪◆\-–—*]|\(?\d{1,2}[.)]|\([a-z]\)")
_WIDEST = 100
"""Columns of a table through which cells are followed down their rows."""
_SPACERS = 0.4
"""Share of empty cells in a table past which they only keep its columns apart."""


@dataclass(slots=True)
class Piece:
    """A paragraph or a row, and where it stands in the page."""

    block: Block
    element: Any
    linked: int = 0
    """Characters of it that are links."""


@dataclass(slots=True)
class _Table:
    element: Any
    rows: list[tuple[Any, list[list[Piece]]]] = field(default_factory=list)
    spans: dict[int, int] = field(default_factory=dict)
    """How many more rows the cell in a column goes on over."""
    cell_open: int = 0


@dataclass(slots=True)
class _List:
    manner: str | None
    """``None`` of a list without numbers."""
    number: int = 1
    plain: bool = False


def pieces(root: Any, *, hidden: bool = False) -> list[Piece]:
    """The pieces of ``root`` in order; ``hidden``: those as well that the page does not show at first."""
    return _Layout(hidden).read(root)


def shows(element: Any) -> bool:
    """False of what the page hides by its own words."""
    return "hidden" not in element.attrib and not _NOT_SHOWN.search(element.get("style") or "")


class _Layout:
    def __init__(self, hidden: bool) -> None:
        self._hidden = hidden
        self._sinks: list[list[Piece]] = [[]]
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._buffer: list[str] = []
        self._linked = 0
        self._mark = ""
        self._inside = {"a": 0, "sup": 0, "pre": 0}
        self._block: list[Any] = []
        self._fonts: list[tuple[Any, str]] = []

    def read(self, root: Any) -> list[Piece]:
        from lxml import etree  # slow to load

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else None
            if tag is not None:
                tag = tag.rpartition("}")[2].lower()
            if event == "start":
                if tag is None or tag in _SILENT or not (self._hidden or tag in ("html", "body") or shows(element)):
                    walk.skip_subtree()
                    continue
                self._start(element, tag)
                self._text(element.text)
            else:
                if tag is not None and tag not in _SILENT:
                    self._end(element, tag)
                if element is not root:
                    self._text(element.tail)
        self._flush(root)
        return self._sinks[0]

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._inside["pre"]:
            self._buffer.append(text.replace("\r\n", "\n").replace("\r", "\n"))
            return
        text = _BLANK.sub(" ", _BETWEEN_HAN.sub("", text)) if not text.isalnum() else text
        if self._fonts:
            text = shown(text, self._fonts[-1][1])
        if self._inside["sup"]:
            text = raised(text)
        if self._inside["a"]:
            self._linked += len(text.strip())
        self._buffer.append(text)

    def _start(self, element: Any, tag: str) -> None:
        if tag in self._inside:
            self._inside[tag] += 1
        if (font := _PICTURES.search(f"{element.get('style') or ''}{element.get('face') or ''}")) is not None:
            self._fonts.append((element, font[0]))
        if tag == "br":
            self._buffer.append("\n")
        elif tag == "input" and (element.get("type") or "").lower() in ("checkbox", "radio"):
            self._buffer.append("☑" if "checked" in element.attrib else "□")
        if tag not in _BLOCKS:
            return
        self._flush(self._block[-1] if self._block else element)
        self._block.append(element)
        if tag in ("ul", "ol", "menu", "dir"):
            manner = _MANNERS.get(element.get("type") or "1", "decimal") if tag == "ol" else None
            self._lists.append(_List(manner, _number(element.get("start"), 1), _unmarked(element)))
        elif tag == "li" and self._lists:
            self._mark = self._item_mark(element)
        elif tag == "table":
            self._tables.append(_Table(element))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append((element, []))
            self._fill_spans()
        elif tag in ("td", "th") and self._tables and self._tables[-1].rows:
            table = self._tables[-1]
            table.cell_open += 1
            rows = _number(element.get("rowspan"), 1)
            if rows > 1:
                table.spans[len(table.rows[-1][1])] = min(rows, 1_000)
            self._sinks.append([])

    def _end(self, element: Any, tag: str) -> None:
        if tag in self._inside:
            self._inside[tag] -= 1
        if self._fonts and self._fonts[-1][0] is element:
            self._fonts.pop()
        if tag not in _BLOCKS:
            return
        self._flush(element)
        if self._block:
            self._block.pop()
        if tag in ("ul", "ol", "menu", "dir") and self._lists:
            self._lists.pop()
            self._mark = ""
        elif tag == "li":
            self._mark = ""
        elif tag in ("td", "th") and self._tables and self._tables[-1].cell_open:
            table = self._tables[-1]
            table.cell_open -= 1
            table.rows[-1][1].append(self._sinks.pop())
            self._fill_spans()
        elif tag == "table" and self._tables:
            self._sinks[-1] += _told(self._tables.pop())

    def _fill_spans(self) -> None:
        """Empty cells where a cell from a row above goes on."""
        table = self._tables[-1]
        row = table.rows[-1][1]
        while (left := table.spans.get(len(row), 0)) > 0 and len(row) < _WIDEST:
            if left == 1:
                del table.spans[len(row)]
                return
            table.spans[len(row)] = left - 1
            row.append([])

    def _item_mark(self, element: Any) -> str:
        one = self._lists[-1]
        if one.plain:
            return ""
        if one.manner is None:
            return "• "
        number = _number(element.get("value"), one.number)
        one.number = number + 1
        return f"{written(number, one.manner)}. "

    def _flush(self, element: Any) -> None:
        """Ends a block: what was gathered becomes a piece, or several where empty lines part it."""
        if not self._buffer:
            return
        whole, linked = "".join(self._buffer), self._linked
        self._buffer, self._linked = [], 0
        if whole.isspace():
            return
        if self._inside["pre"] or (isinstance(element.tag, str) and element.tag.lower() == "pre"):
            text = "\n".join(line.rstrip() for line in whole.split("\n")).strip("\n")
            self._sinks[-1].append(Piece(Block(text), element, linked))
            return
        text = "\n".join(_BLANK.sub(" ", line).strip(" \u3000") for line in whole.split("\n")).strip("\n")
        if not text:
            return
        if self._mark:
            text = text if _OWN_NUMBER.match(text) else self._mark + text
            self._mark = ""
        parts = [part for part in _BREAKS.split(text) if part]
        sink = self._sinks[-1]
        if len(parts) == 1 and element.tag == "dd" and sink and sink[-1].element.tag == "dt" and not sink[-1].block.row:
            rows = row_blocks([[sink[-1].block], [Block(text)]])
            if len(rows) == 1:  # a term and its value are a row
                sink[-1] = Piece(rows[0], element, sink[-1].linked + linked)
                return
        for part in parts:
            sink.append(Piece(Block(part), element, linked * len(part) // len(text)))


def _unmarked(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "list-style:none" in style or "list-style-type:none" in style


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 7 else default


def _told(table: _Table) -> Iterator[Piece]:
    """A table's rows, as `rows.row_blocks` sets them down."""
    counted = [cell for _, cells in table.rows for cell in cells]
    spaced = len(counted) > 0 and sum(not cell for cell in counted) > _SPACERS * len(counted)
    first, header = True, None
    for element, cells in table.rows:
        cells = _with_units(cells)
        filled = [cell for cell in cells if cell]
        if spaced:
            cells = filled if len(filled) == 1 else cells[:1] + [cell for cell in cells[1:] if cell]
        known = {id(piece.block): piece for cell in cells for piece in cell}
        linked = sum(piece.linked for piece in known.values())
        blocks = [[piece.block for piece in cell] for cell in cells]
        for block in row_blocks(blocks, header):
            piece = known.get(id(block)) or Piece(block, element, linked)
            yield replace(piece, block=replace(block, first=True)) if first else piece
            first = False
        header = header_of_answers(blocks) if element is table.rows[0][0] else header


def _with_units(cells: list[list[Piece]]) -> list[list[Piece]]:
    """A sign of money in a cell of its own belongs to the number in the next, a closing bracket or a ``%`` to the one before; the mark of
    a list's item to the item."""
    out: list[list[Piece]] = []
    sign: Piece | None = None
    for cell in cells:
        text = cell[0].block.text if len(cell) == 1 else ""
        last = out[-1] if out else []
        if text in _MONEY:
            sign = cell[0]
        elif text and len(out) > 0 and not any(out[:-1]) and len(last) == 1 and _MARK.fullmatch(last[0].block.text) and len(text) > 20:
            out = [[Piece(Block(f"{last[0].block.text} {text}"), cell[0].element, cell[0].linked)]]
        elif text and sign is not None:
            out.append([Piece(Block(sign.block.text + text), cell[0].element, cell[0].linked)])
            sign = None
        elif text and len(last) == 1 and last[0].block.text[-1:].isdigit() and _BEHIND.fullmatch(text):
            out[-1] = [Piece(Block(last[0].block.text + text), last[0].element, last[0].linked)]
        elif sign is None or cell:
            if sign is not None:
                out.append([sign])
                sign = None
            out.append(cell)
    if sign is not None:
        out.append([sign])
    return out

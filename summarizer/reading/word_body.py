"""What stands in a Word document's body, in its order: paragraphs with their automatic numbers, tables, text boxes.

Kept are insertions that nobody has accepted yet, dropped are deletions, hidden text, comments, tables of contents, the marks of notes and
the fields that count pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from .rows import Block, header_of_answers, row_blocks
from .word_numbers import Numbers, attribute, child, kind, whole
from .word_symbols import raised, shown

_WRAPPERS = frozenset(
    ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "sdtContent", "dir", "bdo", "rubyBase", "ruby", "oMath", "oMathPara")
)
"""What may stand around paragraphs, rows, cells or runs and says nothing itself."""
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "TC", "XE", "RD")
_OFF = ("0", "false", "off", "none")


@dataclass(slots=True)
class Style:
    """What a style of paragraphs or of letters tells."""

    name: str = ""
    based_on: str | None = None
    list_id: str | None = None
    level: int | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class _Field:
    """A field that has begun and not ended."""

    code: str = ""
    result: bool = False
    box: str = ""
    """What a form's box shows."""

    @property
    def shows(self) -> bool:
        return self.result and not _counts_pages(self.code)


class Styles:
    """The document's styles by id. ``root`` is ``styles.xml``, if there is one."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        for element in root if root is not None else ():
            if kind(element) != "style" or (name := attribute(element, "styleId")) is None:
                continue
            numbered = child(element, "pPr", "numPr")
            self._styles[name] = Style(
                (attribute(child(element, "name"), "val") or "").lower(),
                attribute(child(element, "basedOn"), "val"),
                attribute(child(numbered, "numId"), "val") if numbered is not None else None,
                whole(attribute(child(numbered, "ilvl"), "val"), 0) if numbered is not None else None,
                _switch(child(element, "rPr", "vanish")),
            )
            if attribute(element, "type") == "paragraph" and attribute(element, "default") not in (None, *_OFF):
                self._default = name

    def chain(self, name: str | None) -> Iterator[Style]:
        """A style and those it is based on, the nearest first."""
        seen: set[str] = set()
        name = name or self._default
        while name is not None and name not in seen and name in self._styles:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].based_on

    def hidden(self, name: str | None) -> bool:
        return next((style.hidden for style in self.chain(name) if style.hidden is not None), False)


def _switch(element: Any | None) -> bool | None:
    return None if element is None else attribute(element, "val") not in _OFF


def _counts_pages(code: str) -> bool:
    return code.split(maxsplit=1)[0].upper() in _PAGE_FIELDS if code.strip() else False


class Body:
    """Reads containers of one document; one instance, for the lists' numbers go on from one to the next."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self._styles, self._numbers = styles, numbers
        self._fields: list[_Field] = []

    def blocks(self, container: Any) -> list[Block]:
        """The paragraphs and rows of a body, a cell, a text box, a note, a header."""
        found: list[Block] = []
        for element in _within(container):
            name = kind(element)
            if name == "p":
                found += self._paragraph(element)
            elif name == "tbl":
                found += self._table(element)
            elif name in _WRAPPERS:
                found += self.blocks(element)
        return found

    # -- tables -------------------------------------------------------------------------------------------------------

    def _table(self, table: Any) -> list[Block]:
        found: list[Block] = []
        header: list[str] | None = None
        for number, row in enumerate(_all(table, "tr")):
            if child(row, "trPr", "del") is not None or _switch(child(row, "trPr", "hidden")):
                continue
            before = whole(attribute(child(row, "trPr", "gridBefore"), "val"), 0)
            cells: list[list[Block]] = [[] for _ in range(min(before, 20))]
            for cell in _all(row, "tc"):
                merged = child(cell, "tcPr", "vMerge")
                goes_on = merged is not None and attribute(merged, "val") != "restart"
                # what was merged into the cell above is told there
                cells.append([] if goes_on else self.blocks(cell))
            found += row_blocks(cells, header)
            header = header_of_answers(cells) if number == 0 else header
        found[:1] = [replace(block, first=True) for block in found[:1]]
        return found

    # -- paragraphs ---------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Any) -> list[Block]:
        settings = child(paragraph, "pPr")
        style = attribute(child(settings, "pStyle"), "val") if settings is not None else None
        chain = list(self._styles.chain(style))
        pieces: list[str] = []
        boxes: list[Any] = []
        hidden = self._styles.hidden(style)
        for element in paragraph:
            self._inline(element, pieces, boxes, hidden)
        self._fields.clear()  # a field that was never ended must not swallow the rest
        if any(style.name.startswith("toc ") and style.name[4:5].isdigit() for style in chain):
            pieces = []
        text = _tidy("".join(pieces))
        number = self._number(settings, chain) if text or pieces else ""
        found = [Block(number + text)] if text else []
        for box in boxes:
            found += self.blocks(box)
        return found

    def _number(self, settings: Any | None, chain: list[Style]) -> str:
        own = child(settings, "numPr") if settings is not None else None
        list_id = attribute(child(own, "numId"), "val") if own is not None else None
        level = attribute(child(own, "ilvl"), "val") if own is not None else None
        if list_id is None:
            list_id = next((style.list_id for style in chain if style.list_id is not None), None)
        if list_id is None:
            return ""
        inherited = next((style.level for style in chain if style.level is not None), 0)
        return self._numbers.label(list_id, whole(level, inherited))

    def _inline(self, element: Any, pieces: list[str], boxes: list[Any], hidden: bool) -> None:
        name = kind(element)
        if name == "r":
            self._run(element, pieces, boxes, hidden)
        elif name == "t":  # of a formula
            pieces.append(element.text or "")
        elif name == "fldSimple":
            if not _counts_pages(attribute(element, "instr") or ""):
                for inner in element:
                    self._inline(inner, pieces, boxes, hidden)
        elif name == "AlternateContent":
            for inner in _chosen(element):
                self._inline(inner, pieces, boxes, hidden)
        elif name == "sdt":
            if (content := child(element, "sdtContent")) is not None and not _placeholder(element):
                self._inline(content, pieces, boxes, hidden)
        elif name in _WRAPPERS or name in ("f", "num", "den", "e", "sup", "sub", "sSup", "sSub", "d", "rad"):
            for inner in element:
                self._inline(inner, pieces, boxes, hidden)

    def _run(self, run: Any, pieces: list[str], boxes: list[Any], hidden: bool) -> None:
        settings = child(run, "rPr")
        font, up = "", False
        if settings is not None:
            own = _switch(child(settings, "vanish"))
            style = attribute(child(settings, "rStyle"), "val")
            hidden = own if own is not None else hidden or (style is not None and self._styles.hidden(style))
            fonts = child(settings, "rFonts")
            font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
            up = attribute(child(settings, "vertAlign"), "val") == "superscript"
        for element in run:
            name = kind(element)
            if name == "fldChar":
                self._field(element, pieces)
            elif name == "instrText" and self._fields:
                self._fields[-1].code += element.text or ""
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                boxes += _text_boxes(element)
            elif not hidden and all(one.shows for one in self._fields):
                text = _letters(element, name, font)
                pieces.append(raised(text) if up else text)

    def _field(self, element: Any, pieces: list[str]) -> None:
        step = attribute(element, "fldCharType")
        if step == "begin":
            self._fields.append(_Field(box=_form_box(element)))
        elif step == "separate" and self._fields:
            self._fields[-1].result = True
        elif step == "end" and self._fields:
            ended = self._fields.pop()
            if ended.box and all(one.shows for one in self._fields):
                pieces.append(ended.box)


def _within(container: Any) -> Iterator[Any]:
    """The children, content controls and alternatives opened."""
    for element in container:
        name = kind(element)
        if name == "sdt":
            gallery = attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val")
            content = child(element, "sdtContent")
            if content is not None and gallery != "Table of Contents" and not _placeholder(element):
                yield from _within(content)
        elif name == "AlternateContent":
            yield from _chosen(element)
        else:
            yield element


def _all(container: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, through whatever is wrapped around them."""
    for element in _within(container):
        if kind(element) == name:
            yield element
        elif kind(element) in _WRAPPERS:
            yield from _all(element, name)


def _chosen(alternatives: Any) -> Iterator[Any]:
    """The first of several ways to say one thing; the others say it again."""
    first = next((one for one in alternatives if kind(one) in ("Choice", "Fallback")), None)
    yield from first if first is not None else ()


def _placeholder(control: Any) -> bool:
    """True of a content control that nobody has filled in: it shows what to fill in."""
    return bool(_switch(child(control, "sdtPr", "showingPlcHdr")))


def _text_boxes(drawing: Any) -> Iterator[Any]:
    elements = _chosen(drawing) if kind(drawing) == "AlternateContent" else iter(drawing)
    for element in elements:
        if kind(element) == "txbxContent":
            yield element
        else:
            yield from _text_boxes(element)


def _letters(element: Any, name: str, font: str) -> str:
    if name == "t":
        return shown(element.text or "", font)
    if name in ("tab", "ptab"):
        return "\t"
    if name in ("br", "cr"):
        return "\n"
    if name == "noBreakHyphen":
        return "-"
    if name == "sym":
        code = attribute(element, "char") or ""
        try:
            return shown(chr(int(code, 16)), attribute(element, "font") or "")
        except (ValueError, OverflowError):
            return ""
    return ""


def _form_box(element: Any) -> str:
    box = child(element, "ffData", "checkBox")
    if box is None:
        return ""
    ticked = _switch(child(box, "checked"))
    return "☑" if (ticked if ticked is not None else _switch(child(box, "default"))) else "□"


def _tidy(text: str) -> str:
    """Lines without the blanks at their ends, and no empty line within a paragraph."""
    return "\n".join(line for line in (line.strip(" \t\u00a0\u3000\r\n") for line in text.split("\n")) if line)

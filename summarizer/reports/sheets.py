"""One sheet of a workbook: its columns, its look, and rows that go to disk as they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .rows import Column, columns

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook

MOST_ROWS = 1_048_576
"""Rows of a sheet of Excel, its header one of them."""
MOST_LINKS = 65_530
"""Links of a sheet of Excel; what comes after them names its place without one."""
_HEADING = "1F3864"
_FALL = "C00000"
_MARK = "1F4E9E"
_DOUBT = {"warning": "FFF2CC", "error": "F8CBAD"}
_A4 = 9
_FONT = "Calibri"
"""Excel's own; Chinese is shown in what the system has for it."""
_PAGE = 240
"""Digits of a page's width that can still be read."""
_LINE = 15
_HIGHEST = 409
"""Points: a line of text, and the highest row there is."""
_EDGE, _FILTER = 1.5, 4.0
"""Digits of a cell's width that hold no text: its margins, and with them the button of a filter."""
_FULL = 0.93
"""Of a line's width that is filled before the next one begins, as words go."""


class Styles:
    """The looks of cells, each made once: openpyxl takes longer to find a look than to write a cell."""

    def __init__(self) -> None:
        from openpyxl.cell.text import InlineFont

        self._made: dict[tuple[str, str, bool], Any] = {}
        self.mark = InlineFont(rFont=_FONT, sz=11, b=True, color=_MARK)

    def of(self, sheet: Any, kind: str, shown: str = "General", typed: bool = False) -> Any:
        """The look of a ``kind`` of cell whose numbers are ``shown`` so; ``typed``: kept as text when somebody edits it."""
        key = (kind, shown, typed)
        if key not in self._made:
            from openpyxl.cell import WriteOnlyCell
            from openpyxl.styles import Alignment, Font, PatternFill

            cell = WriteOnlyCell(sheet)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.number_format = shown
            if typed:
                cell.quotePrefix = True
            if kind == "heading":
                cell.font = Font(_FONT, 11, bold=True, color="FFFFFF")
                cell.fill = PatternFill("solid", fgColor=_HEADING)
                cell.alignment = Alignment(vertical="center", wrap_text=True)
            elif kind == "number":
                # off the edge, or the unit beside it reads as its last letters
                cell.alignment = Alignment(vertical="top", horizontal="right", indent=1)
            elif kind == "day":
                cell.alignment = Alignment(vertical="top", horizontal="left")
            elif kind == "link":
                cell.font = Font(_FONT, 11, color="0563C1", underline="single")
            self._made[key] = cell._style
        return self._made[key]


class Sheet:
    """A table as a sheet: a heading, then one row appended after another."""

    def __init__(self, workbook: Workbook, styles: Styles, name: str, title: str, headings: Sequence[str], frozen: int) -> None:
        """``name`` is the table's, ``title`` what the sheet is called; ``frozen`` columns stay in sight beside the heading."""
        from openpyxl.utils import get_column_letter

        self.name, self.rows = name, 0
        self._links = 0
        self._styles, self._headings = styles, headings
        self._columns = columns(name)
        self._letters = [get_column_letter(at) for at in range(1, len(headings) + 1)]
        self._sheet: Any = workbook.create_sheet(title)
        self._print(self._letters[frozen - 1])
        for letter, column in zip(self._letters, self._columns, strict=True):
            self._sheet.column_dimensions[letter].width = column.width
        self._sheet.freeze_panes = f"{self._letters[frozen]}2"
        self.append([self._cell(heading, styles.of(self._sheet, "heading")) for heading in headings])

    def append(self, cells: Sequence[Cell | None]) -> None:
        """Add a row.

        Raises:
            UsageError: the sheet is full.
        """
        if self.rows == MOST_ROWS:
            raise UsageError(
                f"the table {self.name!r} has more than the {MOST_ROWS:,} rows that a sheet of Excel can hold; "
                "take fewer documents at a time, or --format csv"
            )
        self.rows += 1
        # not every spreadsheet finds out by itself how high a row must be
        self._sheet.row_dimensions[self.rows].height = self._height(cells)
        self._sheet.append(cells)
        del self._sheet.row_dimensions[self.rows]

    def _height(self, cells: Sequence[Cell | None]) -> int:
        """Points, for the cell that takes most lines."""
        room = _FILTER if self.rows == 1 else _EDGE
        lines = 1
        for cell, column in zip(cells, self._columns, strict=True):
            if cell is not None and cell.data_type == "s":
                lines = max(lines, min(_lines(str(cell.value), column.width - room), column.lines or _HIGHEST))
        return min(lines * _LINE, _HIGHEST)

    def _print(self, last_frozen: str) -> None:
        """On A4 across, as many pages wide as it takes to stay legible, headings and frozen columns on each."""
        from openpyxl.worksheet.page import PageMargins

        sheet = self._sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToWidth = -(-sum(column.width for column in self._columns) // _PAGE)
        sheet.page_setup.fitToHeight = 0
        sheet.page_margins = PageMargins(0.4, 0.4, 0.5, 0.5)
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = "1:1"
        if sheet.page_setup.fitToWidth > 1:
            sheet.print_title_cols = f"A:{last_frozen}"

    def text(self, text: str, *, typed: bool = False) -> Cell:
        """Text, whatever it begins with: no formula, no error value, no number; ``typed``: it stays one when somebody edits it."""
        return self._cell(text, self._styles.of(self._sheet, "text", typed=typed))

    def marked(self, pieces: Sequence[tuple[str, bool]], *, typed: bool = False) -> Cell:
        """Text of which some pieces stand out."""
        from openpyxl.cell.rich_text import CellRichText, TextBlock

        style = self._styles.of(self._sheet, "text", typed=typed)
        if not any(stands_out for _, stands_out in pieces):
            return self._cell("".join(text for text, _ in pieces), style)
        return self._cell(CellRichText([TextBlock(self._styles.mark, text) if stands_out else text for text, stands_out in pieces]), style)

    def number(self, number: int | float, shown: str) -> Cell:
        """A number, shown in the format ``shown``."""
        return self._cell(number, self._styles.of(self._sheet, "number", shown), "n")

    def day(self, day: date) -> Cell:
        """A date that can be reckoned with."""
        return self._cell(day, self._styles.of(self._sheet, "day", "yyyy-mm-dd"), "d")

    def link(self, text: str, target: str | None) -> Cell:
        """``text`` that leads to ``target``, a place in this workbook."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        if target is None or self._links == MOST_LINKS:
            return self.text(text)
        self._links += 1
        cell = self._cell(text, self._styles.of(self._sheet, "link"))
        cell.hyperlink = Hyperlink(ref="", location=target)
        return cell

    def close(self, severities: Mapping[str, str]) -> None:
        """Make the rows a table with filters; falls, and the ``severities`` under their words, get their colours."""
        from openpyxl.worksheet.table import Table, TableStyleInfo

        last = max(self.rows, 2)
        # a table of Excel has a row below its heading, be it empty
        made = Table(displayName=f"{self.name}_table", ref=f"A1:{self._letters[-1]}{last}")
        made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        made._initialise_columns()
        for heading, column in zip(self._headings, made.tableColumns, strict=True):
            column.name = heading
        # add_table warns that the columns must be named by hand, which they are
        self._sheet.tables.add(made)
        for letter, column in zip(self._letters, self._columns, strict=True):
            self._colour(f"{letter}2:{letter}{last}", column, severities)

    def abandon(self) -> None:
        """Leave nothing behind of a workbook that will not be written."""
        self._sheet.close()
        self._sheet._writer.cleanup()

    def _colour(self, cells: str, column: Column, severities: Mapping[str, str]) -> None:
        from openpyxl.formatting.rule import CellIsRule
        from openpyxl.styles import Font, PatternFill

        if column.kind == "change":
            # rises are left alone: they are red in Shanghai and green in New York
            self._sheet.conditional_formatting.add(cells, CellIsRule(operator="lessThan", formula=["0"], font=Font(color=_FALL)))
        elif column.name == "severity":
            for severity, word in severities.items():
                rule = CellIsRule(operator="equal", formula=[f'"{word}"'], fill=PatternFill(bgColor=_DOUBT[severity]))
                self._sheet.conditional_formatting.add(cells, rule)

    def _cell(self, value: Any, style: Any, kind: str = "s") -> Cell:
        from openpyxl.cell import WriteOnlyCell

        cell: Cell = WriteOnlyCell(self._sheet, value)
        # after the value, which brings a type and a format of its own where it looks like a formula, an error or a date
        cell.data_type = kind
        cell._style = style
        return cell


def _lines(text: str, width: float) -> int:
    """Lines that ``text`` fills in a column of ``width`` digits; a Chinese character is as wide as two."""
    # in UTF-8 a Latin letter is one byte and a Chinese one three
    return sum(max(1, ceil((len(line) + len(line.encode())) / 2 / (width * _FULL))) for line in text.split("\n"))

"""The tables of a report as one Excel workbook: a sheet a table, every row linked to its place in the sheet of the source.

No cell holds a formula: a document's words are stored as text whatever they begin with. The same summaries give the same bytes.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..schemas import Evidence
from ..schemas.profile import Profile
from ..tables import table
from .cell_text import reads_as_formula, written
from .cells import cell_day, cell_number, cell_text, number_format
from .formats import TABLES
from .rows import Column, Reported, Row, Told, columns, language_of, told
from .sheets import Sheet, Styles
from .source_lines import AROUND, Line, source_lines
from .wording import Wording

if TYPE_CHECKING:
    from openpyxl.cell import Cell

WHOLE_LINES = 200_000
"""Lines of all documents up to which the source is shown whole."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file can tell."""


def render_workbook(documents: Sequence[Reported], profile: Profile | None = None, *, language: str | None = None) -> bytes:
    """All ``documents`` in one workbook (.xlsx), its headings in ``language``.

    By default that is the reader's, else that of all documents where they share one, else English.

    Raises:
        UsageError: a table has more rows than a sheet can hold.
    """
    return _Book(told(documents, profile), language_of(documents, profile, language)).saved()


class _Book:
    def __init__(self, documents: Sequence[Told], language: str) -> None:
        from openpyxl.workbook import Workbook

        self.documents = documents
        self.wording = Wording(language)
        self.known = table("reports", "columns")
        self.said = {**self.wording.labels, **self.known[language]}
        lines = sum(text.count("\n") + text.count("\r") for text in (one.text or "" for one in documents))
        self.whole = lines <= WHOLE_LINES
        # rows go to disk as they come: some hundred documents are a million cells
        self.workbook = Workbook(write_only=True)
        tables, styles = self.known["tables"], Styles()
        self.sheets = {
            name: Sheet(self.workbook, styles, name, tables[name][language], self.headings(name, language), tables[name]["frozen"])
            for name in (*TABLES, "source")
        }
        self.source_title: str = tables["source"][language]
        self.cut: str = self.said["words"]["cut"]

    def headings(self, name: str, language: str) -> list[str]:
        near = self.known[language]["words"]["near"].format(AROUND)
        return [
            near if column.name == "line" and not self.whole else self.known["columns"][column.name][language] for column in columns(name)
        ]

    def saved(self) -> bytes:
        try:
            for document in self.documents:
                self.tell(document)
        except BaseException:
            for sheet in self.sheets.values():
                sheet.abandon()
            raise
        severities = {severity: self.wording.labels["severity"][severity] for severity in ("warning", "error")}
        for sheet in self.sheets.values():
            sheet.close(severities)
        return _archive(self.workbook)

    def tell(self, document: Told) -> None:
        """Its lines first: the rows of all other sheets lead to them."""
        source = self.sheets["source"]
        target = _Target(self.source_title, source.rows + 1, source_lines(document, whole=self.whole))
        self.write("source", document, map(_row, target.lines), target)
        for name in TABLES:
            self.write(name, document, document.rows(name, self.wording), target)

    def write(self, name: str, document: Told, rows: Iterable[Row], target: _Target) -> None:
        sheet = self.sheets[name]
        for row in rows:
            sheet.append([self.cell(sheet, column, {"document": document.name, **row}, document, target) for column in columns(name)])

    def cell(self, sheet: Sheet, column: Column, row: Row, document: Told, target: _Target) -> Cell | None:
        value = row[column.name]
        if value is None:
            return None
        match column.kind:
            case "number" | "change":
                number = cell_number(value)
                if isinstance(number, str):
                    return sheet.text(number)
                return sheet.number(number, number_format(value, column.unit and row[column.unit], signed=column.kind == "change"))
            case "count":
                return sheet.number(value, "#,##0")
            case "date":
                day = cell_day(value)
                return self.text(sheet, day) if isinstance(day, str) else sheet.day(day)
            case "flag":
                return sheet.text(self.said["words"]["yes" if value else "no"])
            case "word":
                return self.text(sheet, self.word(column, value))
            case "words":
                return self.text(sheet, self.wording.listed(self.word(column, one) for one in value))
            case "list":
                return self.text(sheet, self.wording.listed(value))
            case "place":
                return sheet.link(document.places.of(value), target.of(value)) if value else None
            case "line":
                return self.line(sheet, value)
            case _:
                return self.text(sheet, value)

    def word(self, column: Column, name: str) -> str:
        words: dict[str, str] = self.said[str(column.words)]
        # a part that failed may have a name of its own: qa[3]
        whole, bracket, part = name.partition("[")
        return words.get(whole, whole) + bracket + part

    def text(self, sheet: Sheet, value: str) -> Cell | None:
        clean = written(value)
        return sheet.text(cell_text(clean, self.cut), typed=reads_as_formula(clean)) if clean else None

    def line(self, sheet: Sheet, line: Line) -> Cell:
        """What is proven stands out from its line."""
        bounds = [0, *(at for mark in line.marks for at in mark), len(line.text)]
        pieces: list[tuple[str, bool]] = []
        for number, (start, end) in enumerate(pairwise(bounds)):
            text = cell_text(written(line.text[start:end]), self.cut)
            if pieces and not (text.strip() and pieces[-1][0].strip()):
                # white space alone in a piece would be lost: it goes with its neighbour
                pieces[-1] = (pieces[-1][0] + text, pieces[-1][1] if text.strip() == "" else number % 2 == 1)
            else:
                pieces.append((text, number % 2 == 1))
        return sheet.marked([piece for piece in pieces if piece[0]], typed=reads_as_formula(written(line.text)))


class _Target:
    """Where the lines of one document stand in the sheet of the source."""

    def __init__(self, title: str, first: int, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._title = title.replace("'", "''")
        self._first = first
        self._starts = [line.start for line in lines]

    def of(self, evidence: Sequence[Evidence]) -> str | None:
        """The row on which the first piece of ``evidence`` begins, as a place in the workbook."""
        if not self.lines:
            return None
        start = min(one.start for one in evidence)
        at = max(0, bisect_right(self._starts, start) - 1)
        line = self.lines[at]
        if start >= line.start + len(line.text) and at + 1 < len(self.lines):
            at += 1
        return f"'{self._title}'!A{self._first + at}"


def _row(line: Line) -> Row:
    return {"at": line.place, "page": line.page, "items": list(line.items), "line": line}


class _Archive(zipfile.ZipFile):
    """A ZIP file without the time and the machine of its making."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        with self.open(self._info(zinfo_or_arcname), "w") as out:
            out.write(data.encode() if isinstance(data, str) else data)

    def write(self, filename: Any, arcname: Any = None, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        with open(filename, "rb") as sheet, self.open(self._info(arcname), "w", force_zip64=True) as out:
            shutil.copyfileobj(sheet, out)

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 3
        return info


def _archive(workbook: Any) -> bytes:
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.writer.excel import ExcelWriter

    made = datetime(*_EPOCH)
    workbook.properties = DocumentProperties(creator="summarizer", created=made, modified=made)
    out = io.BytesIO()
    # what workbook.save does, without the time of day
    ExcelWriter(workbook, _Archive(out, "w", allowZip64=True)).save()
    return out.getvalue()

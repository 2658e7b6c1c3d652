"""The tables of a report as CSV, for programs and for spreadsheets: RFC 4180, UTF-8 behind a byte order mark.

Headings and words are ids that stay the same whatever the document's language; numbers are plain, with a dot.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..errors import UsageError
from ..schemas.profile import Profile
from .cell_text import disarmed, written
from .formats import TABLES
from .rows import Column, Reported, Told, columns, told
from .wording import Wording

_MARK = "\ufeff"
"""Excel takes a file without it for the system's old code page."""
_SEPARATOR = "; "


def render_csv(documents: Sequence[Reported], name: str = "kpis", profile: Profile | None = None) -> str:
    """The table ``name``, one of `TABLES`, of all ``documents``, with a header.

    Text that a spreadsheet would calculate stands behind an apostrophe (`cell_text`); a negative number stays a number.

    Raises:
        UsageError: there is no such table.
    """
    if name not in TABLES:
        raise UsageError(f"there is no table {name!r}; choose one of: {', '.join(TABLES)}")
    return _written(name, told(documents, profile))


def render_csv_files(
    documents: Sequence[Reported], profile: Profile | None = None, *, tables: Sequence[str] = TABLES
) -> dict[str, str]:
    """Every table, or ``tables`` alone, of all ``documents`` under its name."""
    ready = told(documents, profile)
    return {name: _written(name, ready) for name in tables}


def _written(name: str, documents: Sequence[Told]) -> str:
    out = io.StringIO(newline="")
    # csv's own default is RFC 4180: quotes where needed and doubled inside, CRLF between rows
    writer = csv.writer(out)
    wanted = columns(name)
    wording = Wording("en")
    writer.writerow(one.name for one in wanted)
    for document in documents:
        for row in document.rows(name, wording):
            writer.writerow([_cell(column, row[column.name], document) for column in wanted])
    return _MARK + out.getvalue()


def _cell(column: Column, value: Any, document: Told) -> str:
    if value is None:
        return ""
    match column.kind:
        case "number" | "change" | "count":
            return _plain(value)
        case "flag":
            return "true" if value else "false"
        case "place":
            return document.places.of(value)
        case "list" | "words":
            return disarmed(written(_SEPARATOR.join(value)))
        case _:
            return disarmed(written(value))


def _plain(value: int | float) -> str:
    """Without an exponent, and without a fraction where there is none."""
    number = Decimal(repr(value))
    if number.is_finite() and number == number.to_integral_value():
        return str(int(number))
    return f"{number:f}"

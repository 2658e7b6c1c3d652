"""The formats a summary can be rendered in, and the functions that pick one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..schemas import Summary

if TYPE_CHECKING:
    from ..schemas.profile import Profile
    from .rows import Reported

FORMATS = ("json", "md", "html", "csv", "xlsx")
"""Every format there is; each is also the suffix of the file it is written to."""
TOGETHER = ("csv", "xlsx")
"""Those that tell all documents in one file."""
TABLES: tuple[str, ...] = ("kpis", "qa", "strategy", "themes", "checks", "documents")
"""Every table that there is in CSV; a workbook has a sheet of the source besides."""


def render(
    summary: Summary, format: str, text: str | None = None, profile: Profile | None = None, *, language: str | None = None
) -> str:
    """``summary`` in ``json``, ``md``, ``html`` or ``csv`` (its key figures), ending with a line break.

    ``text`` is the raw text of the document that was summarised. With it places are given as line numbers, without as code-point offsets.
    ``json`` is the output contract, in its order, whatever the ``profile``; the others are ordered and cut as that wants it.
    ``language`` is that of the page's own words in ``html``, by default the profile's or the document's.

    Raises:
        UsageError: there is no such format, or it is no text: `render_workbook` makes ``xlsx``.
    """
    match format:
        case "json":
            return summary.model_dump_json(indent=2) + "\n"
        case "md":
            from .markdown import render_markdown

            return render_markdown(summary, text, profile)
        case "html":
            from .html import render_html

            return render_html(summary, text, profile, language=language)
        case "csv":
            from .csv_files import render_csv
            from .rows import Reported

            return render_csv([Reported(summary, text)], profile=profile)
        case "xlsx":
            raise UsageError("a workbook is no text; render_together() or render_workbook() give its bytes")
    raise UsageError(f"there is no format {format!r}; choose one of: {', '.join(FORMATS)}")


def render_together(
    documents: Sequence[Reported], format: str, profile: Profile | None = None, *, table: str = "kpis", language: str | None = None
) -> bytes:
    """All ``documents`` in one file of a format of `TOGETHER`: one ``table`` of CSV, or a workbook with all of them.

    Raises:
        UsageError: there is no such table, or it has more rows than a sheet can hold.
    """
    if format == "xlsx":
        from .workbook import render_workbook

        return render_workbook(documents, profile, language=language)
    from .csv_files import render_csv

    return render_csv(documents, table, profile).encode()

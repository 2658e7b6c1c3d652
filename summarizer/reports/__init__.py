"""Renderers: they read a Summary, and its document's text for line numbers, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .formats import FORMATS, TABLES, TOGETHER, render, render_together

if TYPE_CHECKING:
    from .csv_files import render_csv, render_csv_files
    from .markdown import render_markdown
    from .rows import Reported
    from .verification import VERIFICATION_FORMATS, render_verification
    from .workbook import render_workbook

__all__ = [
    "FORMATS",
    "TABLES",
    "TOGETHER",
    "VERIFICATION_FORMATS",
    "Reported",
    "render",
    "render_csv",
    "render_csv_files",
    "render_markdown",
    "render_together",
    "render_verification",
    "render_workbook",
]


def __getattr__(name: str) -> Any:
    """A report is loaded when it is first asked for: most runs write JSON."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    globals()[name] = found = getattr(import_module(_LATER[name], __name__), name)
    return found


_LATER = {
    "Reported": ".rows",
    "VERIFICATION_FORMATS": ".verification",
    "render_csv": ".csv_files",
    "render_csv_files": ".csv_files",
    "render_markdown": ".markdown",
    "render_verification": ".verification",
    "render_workbook": ".workbook",
}

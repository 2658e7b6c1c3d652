"""Renderers: they read a Summary, and its document's text for line numbers, and nothing else."""

from .csv_files import render_csv, render_csv_files
from .formats import FORMATS, TOGETHER, render, render_together
from .markdown import render_markdown
from .rows import TABLES, Reported
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

"""Renderers: they read a Summary, and its document's text for line numbers, and nothing else."""

from .formats import FORMATS, render
from .markdown import render_markdown
from .verification import VERIFICATION_FORMATS, render_verification

__all__ = ["FORMATS", "VERIFICATION_FORMATS", "render", "render_markdown", "render_verification"]

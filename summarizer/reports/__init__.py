"""Renderers: they read a Summary, and its document's text for line numbers, and nothing else."""

from .formats import FORMATS, render
from .markdown import render_markdown

__all__ = ["FORMATS", "render", "render_markdown"]

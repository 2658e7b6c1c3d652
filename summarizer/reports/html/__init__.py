"""A summary as one page in one file: on the left what it tells, on the right the source that proves it."""

from .page import render_html

__all__ = ["render_html"]

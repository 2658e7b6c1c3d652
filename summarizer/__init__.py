"""Validated summaries of earnings calls and investor-relations records."""

__version__ = "0.1.0"

"""Bytes to raw text: one `read` for every kind of source, one module a format behind it."""

from .document import Document
from .source import from_text, read

__all__ = ["Document", "from_text", "read"]

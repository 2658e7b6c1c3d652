"""Bytes to raw text: one `read` for every kind of source, one module a format behind it."""

from . import images as _images  # noqa: F401 - registers its reader
from . import markdown as _markdown  # noqa: F401 - registers its reader
from . import pdf as _pdf  # noqa: F401 - registers its reader
from . import plain as _plain  # noqa: F401 - registers its readers
from . import web as _web  # noqa: F401 - registers its readers
from . import word as _word  # noqa: F401 - registers its reader
from .document import Document
from .source import from_text, read

__all__ = ["Document", "from_text", "read"]

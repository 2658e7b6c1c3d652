"""What a document says of itself: company, event, who took part, when and where."""

from __future__ import annotations

from .header_article import article_header
from .header_call import call_header
from .header_record import record_header
from .header_source import Found, Source


def read_header(source: Source) -> Found:
    """The header, by the form where there is one, else by what the text says."""
    if source.kind == "ir_record":
        return record_header(source)
    return call_header(source) if source.kind == "earnings_call" else article_header(source)

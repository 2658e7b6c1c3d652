"""What a document says of itself: company, event, who took part, when and where."""

from __future__ import annotations

from .header_announcement import announcement_header, is_announcement
from .header_article import article_header
from .header_call import call_header
from .header_record import record_header
from .header_source import Found, Source


def read_header(source: Source) -> Found:
    """The header, by the form where there is one, else by what the text says."""
    if source.kind == "ir_record":
        found = record_header(source)
    elif source.kind == "other" and is_announcement(source.folded):
        found = announcement_header(source)
    else:
        found = call_header(source) if source.kind == "earnings_call" else article_header(source)
    header = found.header
    header.title = header.title or source.stated_title
    header.published = header.published or source.stated_published
    if source.kind == "earnings_call" and header.event_date is None and header.published is not None:
        header.event_date, header.date_is_inferred, header.event_dates = header.published, True, [header.published]
    return found

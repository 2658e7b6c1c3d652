"""What a document says of itself: company, event, who took part, when and where."""

from __future__ import annotations

from .header_source import Found, Source


def read_header(source: Source) -> Found:
    """The header, by the form where there is one, else by what the text says."""
    found = _read(source)
    header = found.header
    header.title = header.title or source.stated_title
    header.published = header.published or source.stated_published
    if source.kind == "earnings_call" and header.event_date is None and header.published is not None:
        header.event_date, header.date_is_inferred, header.event_dates = header.published, True, [header.published]
    return found


def _read(source: Source) -> Found:
    # each kind's reader is loaded where a document is of it: their words are a good part of a command's start
    if source.kind == "ir_record":
        from .header_record import record_header

        return record_header(source)
    if source.kind == "earnings_call":
        from .header_call import call_header

        return call_header(source)
    if source.kind == "other":
        from .header_announcement import announcement_header, is_announcement

        if is_announcement(source.folded):
            return announcement_header(source)
    from .header_article import article_header

    return article_header(source)

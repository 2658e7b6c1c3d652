"""The header of an article, and of what is of no known kind."""

from __future__ import annotations

import re
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .dates import find_dates
from .header_dates import dateline, event_mention, whole
from .header_listing import find_listing, name_before
from .header_prose import hosts_in_prose
from .header_record import COMPANY_NAME
from .header_source import HEAD, SAMPLE, Found, Source, head_lines, is_title
from .model import Header
from .script import detect_language, fold


@cache
def _event_words() -> list[tuple[str, re.Pattern[str]]]:
    return [(event["type"], re.compile(words_pattern(event["words"]))) for event in table("outline", "header")["events"]]


def _event_type(folded: str, end: int, *, default: str) -> str:
    for kind, pattern in _event_words():
        if pattern.search(folded, 0, end):
            return kind
    return default


def article_header(source: Source) -> Found:
    text, folded = source.text, source.folded
    header = Header()
    found = Found(header)
    lines = head_lines(source)
    body = lines[-1].end if lines else 0
    titles = [line for line in lines if is_title(source, line)]
    if titles:
        same = [line for line in titles if fold(line.text) == fold(titles[0].text)]
        title = next((line for line in same if detect_language(line.text) == source.language), titles[0])
        header.title = title.text
        found.spans += [(line.start, line.end) for line in same]
    end = min(len(text), HEAD)
    header.ticker, header.exchange, place = find_listing(folded, 0, end)
    if place is not None:
        header.short_name = _name_in_script(source, name_before(text, folded, place), end)
    header.company = _full_name(source, header.short_name, end) or header.short_name
    for line in lines:
        if len(line.text) > 60 or "\t" in line.text:  # the head of a table names the periods of its columns
            continue
        mention = next((mention for mention in find_dates(folded, line.start, line.end) if mention.day), None)
        if mention is not None and not (titles and line.start == titles[0].start):
            header.published, filled = whole(mention, folded, min(len(text), SAMPLE))
            header.date_is_inferred = filled
            found.spans.append((line.start, line.end))
            break
    if header.published is None and (mention := dateline(folded, end)) is not None:
        header.published, header.date_is_inferred = whole(mention, folded, min(len(text), SAMPLE))
    header.published = header.published or source.stated_published
    held = event_mention(folded, end if body < end else len(text))
    if held is not None:
        year = int(header.published[:4]) if header.published else None
        header.event_date, filled = whole(held, folded, min(len(text), SAMPLE), year)
        # a year taken from a full date of publication is as good as told
        header.date_is_inferred = filled and (year is None or header.date_is_inferred)
    if header.event_date is None and header.published is not None:
        header.event_date, header.date_is_inferred = header.published, True
    elif header.event_date is None:
        header.date_is_inferred = False
    header.event_dates = [header.event_date] if header.event_date else []
    if source.kind == "earnings_article":
        head = fold(header.title) if header.title else ""
        header.event_type = _event_type(head, len(head), default="") or _event_type(folded, min(len(text), 1_200), default="other")
    header.hosts = hosts_in_prose(text, folded, len(text)) if source.kind == "earnings_article" else []
    return found


_OWN_NAME = lazy(r"由[ ]?(?P<name>[A-Z][A-Za-z0-9 .,&-]{2,60}|[㐀-鿿（）()]{4,40}?)[ ]?[（(][「“\"]本[ ]?公[ ]?司")


def _full_name(source: Source, short: str | None, end: int) -> str | None:
    """The company's full name, where the text tells one that goes with its short name."""
    own = _OWN_NAME.search(source.text, 0, end)
    if own is not None:
        return own["name"].strip()
    for found in COMPANY_NAME.finditer(source.text, 0, end):
        if any(word in fold(found["name"]) for word in table("outline", "header")["prose"]["not_issuers"]):
            continue
        if short is None or set(short[:2]) <= set(found["name"]):
            return found["name"]
    return None


def _name_in_script(source: Source, name: str | None, end: int) -> str | None:
    """The name as the document writes it most (a title may stand in the other script too)."""
    if name is None:
        return None
    wanted = fold(name)
    forms: dict[str, int] = {}
    position = source.folded.find(wanted, 0)
    while 0 <= position < min(len(source.text), SAMPLE):
        form = source.text[position : position + len(name)]
        forms[form] = forms.get(form, 0) + 1
        position = source.folded.find(wanted, position + len(wanted))
    return max(forms, key=lambda form: forms[form]) if forms else name

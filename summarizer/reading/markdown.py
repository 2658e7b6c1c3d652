"""Markdown: the text stays as it is, marks and all; what is written above it (front matter) states title and day."""

from __future__ import annotations

import re

from ..patterns import lazy
from .plain import read_plain
from .registry import Extracted, OnPage

_FRONT = lazy(r"---[ \t]*\r?\n((?:[^\n]{0,2000}\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_ENTRY = lazy(
    r"^(?P<key>title|date|published|publish[-_]?date|pub[-_]?date)[ \t]*:[ \t]*(?P<value>[^\n]{1,300}?)[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_DAY = lazy(r"(20\d\d|19\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")


def read_markdown(data: bytes, *, encoding: str | None, name: str, on_page: OnPage | None = None) -> Extracted:
    read = read_plain(data, encoding=encoding, name=name)
    front = _FRONT.match(read.text)
    title = published = None
    for entry in _ENTRY.finditer(front[1]) if front else ():
        value = entry["value"].strip("\"' ")
        if entry["key"].lower() == "title":
            title = title or value or None
        elif (day := _DAY.match(value)) is not None and int(day[2]) <= 12 and int(day[3]) <= 31:
            published = published or f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    return Extracted(read.text, read.encoding, title=title, published=published)

"""The marks of Markdown, as what they stand for: they are no part of what is said, and in the raw text they stay where they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from ..patterns import lazy
from .script import HAN

_LONGEST_LINE = 20_000
"""A longer line was written by no person, and is left as it is."""
_LINE = lazy(r"[^\n]*\n|[^\n]+")
_FRONT = lazy(r"\ufeff?---[ \t]*\r?\n(?:[^\n]{0,2000}\n){0,60}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_KEY = lazy(r"^[A-Za-z_][\w-]{0,40}:(?:\s|$)", re.MULTILINE)
_FENCE = lazy(r"[ \t]{0,3}(?:```|~~~)[^\n]*")
_RULE = lazy(r"[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}[ \t]*)")
_COLUMNS = lazy(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")
_QUOTED = lazy(r"[ \t]{0,3}(?:>[ \t]?){1,9}")
_HEADING = lazy(rf"[ \t]{{0,3}}(?:#{{1,6}}(?:[ \t]+|$)|#{{2,6}}(?=[{HAN}]))")
_BULLET = lazy(r"[ \t]*(?P<mark>[-*+])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_NOTE = lazy(r"\[\^[^\]\s]{1,20}\](?::[ \t]?)?")
_IMAGE = lazy(r"!\[[^\]\n]{0,300}\]\([^()\n]{0,1000}\)")
_LINK = lazy(r"\[(?P<text>[^\[\]\n]{1,400})\](?P<target>\((?:[^()\s]|\([^()\s]{0,200}\)){1,1000}(?:[ \t]+[\"'][^\"'\n]{0,200}[\"'])?\))")
_TAG = lazy(
    r"</?(?:b|strong|em|i|u|s|del|ins|mark|sup|sub|span|font|p|div|center|details|summary|small|a)(?:\s[^<>\n]{0,300})?/?>", re.IGNORECASE
)
_BREAK = lazy(r"<br[ \t]*/?>", re.IGNORECASE)
_BLANK = lazy(r"&(?:nbsp|emsp|ensp|thinsp|#160);")
_AMPERSAND = lazy("&amp;")
_ESCAPED = lazy(r"\\(?=[\\`*_{}\[\]()#+\-.!|~<>$%&])")
_TICKS = lazy(r"`{1,3}")
_STARS = lazy(r"\*{1,3}|_{1,3}")
_STRUCK = lazy(r"~~(?=[^\s~])[^~\n]{1,400}(?<=\S)~~")
_PIPE = lazy(r"(?<!\\)\|")


@dataclass(slots=True)
class Marks:
    """What is left out of the text, and what a character of it becomes; raw offsets."""

    deletions: list[tuple[int, int]] = field(default_factory=list)
    tabs: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    spaces: list[int] = field(default_factory=list)


def find_marks(text: str) -> Marks:
    """The marks of Markdown in ``text``. A table's rows keep tabs between their cells; the items of a list stand apart."""
    marks = Marks()
    begin = 0
    front = _FRONT.match(text)
    if front is not None and _KEY.search(front[0]):
        begin = front.end()
        marks.deletions.append((0, begin))
    hidden = _comments(text, begin)
    marks.deletions += hidden
    lines = [found.span() for found in _LINE.finditer(text, begin)]
    fenced = False
    table = False
    for number, (start, end) in enumerate(lines):
        content = end - (end > start and text[end - 1] == "\n")
        content -= content > start and text[content - 1] == "\r"
        if _FENCE.fullmatch(text, start, content):
            fenced = not fenced
            marks.deletions.append((start, end))
        elif fenced:
            continue
        elif content == start or text[start:content].isspace():
            table = False
        elif content - start > _LONGEST_LINE:
            continue
        elif "|" in text[start:content] and _COLUMNS.fullmatch(text, start, content):
            marks.deletions.append((start, end))
            table = True
        elif _RULE.fullmatch(text, start, content):
            marks.deletions.append((start, end))
        else:
            row = "|" in text[start:content] and (
                table or text[start:content].lstrip().startswith("|") or _heads_table(text, lines, number)
            )
            _line(text, start, content, marks, row=row)
    if hidden:
        for places in (marks.tabs, marks.breaks, marks.spaces):
            places[:] = [at for at in places if not _within(at, hidden)]
    return marks


def _comments(text: str, begin: int) -> list[tuple[int, int]]:
    found = []
    at = text.find("<!--", begin)
    while at >= 0 and (end := text.find("-->", at)) >= 0:
        found.append((at, end + 3))
        at = text.find("<!--", end)
    return found


def _heads_table(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    if number + 1 >= len(lines):
        return False
    start, end = lines[number + 1]
    line = text[start:end].strip() if end - start <= _LONGEST_LINE else ""
    return "|" in line and _COLUMNS.fullmatch(line) is not None


def _line(text: str, start: int, end: int, marks: Marks, *, row: bool) -> None:
    for pattern in (_QUOTED, _HEADING):
        found = pattern.match(text, start, end)
        if found:
            marks.deletions.append(found.span())
            start = found.end()
            if pattern is _HEADING:
                words = text[start:end].rstrip(" \t").rstrip("#")
                if words.endswith((" ", "\t")):
                    words = words.rstrip(" \t")
                    marks.deletions.append((start + len(words), end))
                    end = start + len(words)
    bullet = _BULLET.match(text, start, end)
    if bullet and not row:
        # an empty line takes its place, so that no item is read as the going on of the one before
        at = bullet.start("mark")
        marks.deletions += [(start, at), (at + 1, bullet.end())]
        marks.breaks.append(at)
        start = bullet.end()
    if row:
        seen = start
        for pipe in _PIPE.finditer(text, start, end):
            at = low = pipe.start()
            high = at + 1
            while low > seen and text[low - 1] in " \t":
                low -= 1
            while high < end and text[high] in " \t":
                high += 1
            if low == start or high == end:
                marks.deletions.append((low, high))
            else:
                marks.deletions += [(low, at), (at + 1, high)]
                marks.tabs.append(at)
            seen = high
    _inline(text, start, end, marks, row=row)


def _inline(text: str, start: int, end: int, marks: Marks, *, row: bool) -> None:
    taken = bytearray(end - start)
    """What is a mark already, or part of one."""

    def take(low: int, high: int, *, shown: bool = False) -> None:
        taken[low - start : high - start] = b"\1" * (high - low)
        if not shown:
            marks.deletions.append((low, high))

    line = text[start:end]
    if "[" in line:
        for found in _IMAGE.finditer(text, start, end):
            take(*found.span())
        for found in _NOTE.finditer(text, start, end):
            take(*found.span())
        for found in _LINK.finditer(text, start, end):
            if not taken[found.start() - start]:
                take(found.start(), found.start() + 1)
                take(found.end("text"), found.end())
    if "<" in line:
        for found in _TAG.finditer(text, start, end):
            take(*found.span())
        for found in _BREAK.finditer(text, start, end):
            (marks.spaces if row else marks.breaks).append(found.start())
            take(*found.span(), shown=True)
            marks.deletions.append((found.start() + 1, found.end()))
    if "&" in line:
        for found in _BLANK.finditer(text, start, end):
            marks.spaces.append(found.start())
            marks.deletions.append((found.start() + 1, found.end()))
        marks.deletions += [(found.start() + 1, found.end()) for found in _AMPERSAND.finditer(text, start, end)]
    if "\\" in line:
        for found in _ESCAPED.finditer(text, start, end):
            take(found.start(), found.start() + 1)
            take(found.end(), found.end() + 1, shown=True)
    if "`" in line:
        for found in _TICKS.finditer(text, start, end):
            if not taken[found.start() - start]:
                take(*found.span())
    if "~~" in line:  # what somebody struck out is no longer said
        for found in _STRUCK.finditer(text, start, end):
            take(*found.span())
    if "*" in line or "_" in line:
        _emphasis(text, start, end, marks, taken)


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether one of ``spans``, which are in order, holds ``at``."""
    before = bisect_right(spans, (at, len(spans) and spans[-1][1] + 1))
    return before > 0 and at < spans[before - 1][1]


def _emphasis(text: str, start: int, end: int, marks: Marks, taken: bytearray) -> None:
    """Runs of ``*`` and ``_`` that open and close; a lone one, or one between two digits, is a sign of the text."""
    opened: list[tuple[int, int]] = []
    for found in _STARS.finditer(text, start, end):
        low, high = found.span()
        if taken[low - start]:
            continue
        before, after = text[low - 1 : low] if low > start else "", text[high : high + 1] if high < end else ""
        inside_word = before.isalnum() and after.isalnum()
        if inside_word and (found[0][0] == "_" or ((before + after).isdigit() and found[0] != "**")):
            continue
        can_close = bool(before.strip())
        match = next((number for number in range(len(opened) - 1, -1, -1) if text[slice(*opened[number])] == found[0]), None)
        if can_close and match is not None:
            marks.deletions += [opened[match], (low, high)]
            del opened[match:]
        elif after.strip():
            opened.append((low, high))

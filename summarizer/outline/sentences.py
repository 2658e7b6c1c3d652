"""Where sentences end, in Chinese and in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..tables import table
from .script import HAN_RUN

_CANDIDATE = lazy(r"[。!?;\n]|\.{2,}|…+|\.")
_CLOSERS = "”’」』）)】》〉]"
_RUN = "。!?！？"

_MIN_CLAUSE = 8
"""A ``；`` ends a sentence only after a clause of this many characters: shorter ones are members of a list."""

_INITIALS = lazy(r"(?:^|[\s(])[a-z](?:\.[a-z])*$")
_LIST_NUMBER = lazy(r"[(（]?(?:[qa]?\d{1,3}|[a-z])")
_NUMBER_SIGN = lazy(r"\bno$")
_WORD = lazy(r"[a-z]{3,}$")
_LONGEST_ABBREVIATION = 16


@dataclass(frozen=True, slots=True)
class _English:
    before: re.Pattern[str]
    within: re.Pattern[str]
    starters: re.Pattern[str]
    suffixes: re.Pattern[str]


@cache
def _english() -> _English:
    known = {name: "|".join(map(re.escape, words)) for name, words in table("outline", "sentences").items()}
    return _English(
        before=re.compile(rf"\b(?:{known['before']})$"),
        within=re.compile(rf"\b(?:{known['within']})$"),
        starters=re.compile(rf"(?:{known['starters']})\b(?!')"),
        suffixes=re.compile(rf"(?:{known['suffixes']})\b"),
    )


def split_sentences(text: str, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, white space trimmed, in order.

    ``folded`` is `script.fold` of ``text``. A line break always ends a sentence; so does ``；`` after a clause of some length,
    for such clauses stand by themselves. Closing quotes and brackets stay with the sentence they close. A span never begins
    or ends inside a number.
    """
    spans: list[tuple[int, int]] = []
    begin = start
    seen = start  # how far quotes and brackets have been counted
    straight = 0  # straight double quotes since the line began
    depth = 0
    for match in _CANDIDATE.finditer(folded, start, end):
        at, after = match.span()
        if at < begin:
            continue
        mark = folded[at]
        if mark == "\n":
            _add(spans, text, begin, at)
            begin = seen = after
            straight = depth = 0
            continue
        straight += text.count('"', seen, at)
        depth = max(0, depth + _nesting(folded, seen, at))
        seen = at
        if mark == ";":
            if depth or at - begin < _MIN_CLAUSE or not HAN_RUN.search(folded, max(begin, at - 20), min(at + 3, end)):
                continue
            stop = after
        elif mark == ".":
            if after - at == 1 and not _full_stop(text, folded, begin, at, end):
                continue
            if after - at > 1 and not _new_start(text, after, end):
                continue
            stop = after
        elif mark == "…":
            if not _new_start(text, after, end) and not (after - at > 1 and text[after : after + 1] not in "，,、）)"):
                continue
            stop = after
        else:
            if not text[begin:at].strip():
                continue  # a tick box that came out as a question mark ends nothing
            stop = after
            while stop < end and text[stop] in _RUN:
                stop += 1
        while stop < end and (text[stop] in _CLOSERS or (text[stop] == '"' and (straight + text.count('"', seen, stop)) % 2)):
            stop += 1
        ahead = stop + 1 if text[stop : stop + 1] == " " else stop
        if ahead < end and text[ahead] in _CLOSERS:
            stop = ahead + 1  # a space has come before the closing quote
        _add(spans, text, begin, stop)
        straight += text.count('"', seen, stop)
        depth = max(0, depth + _nesting(folded, seen, stop))
        seen = stop
        begin = stop
    _add(spans, text, begin, end)
    return spans


def _nesting(folded: str, start: int, end: int) -> int:
    return folded.count("(", start, end) - folded.count(")", start, end)


def _new_start(text: str, at: int, end: int) -> bool:
    """Whether what follows ``at`` is the start of another sentence rather than more of this one."""
    while at < end and text[at] in _CLOSERS + '"':
        at += 1
    if at >= end or text[at] == "\n":
        return True
    if not text[at].isspace():
        return False
    while at < end and text[at] in " \t\u3000":
        at += 1
    return at >= end or text[at] == "\n" or text[at].isupper() or bool(HAN_RUN.match(text[at]))


def _full_stop(text: str, folded: str, begin: int, at: int, end: int) -> bool:
    """Whether the single ``.`` at ``at`` ends a sentence."""
    before = folded[at - 1] if at > begin else ""
    following = text[at + 1] if at + 1 < end else "\n"
    if not before or before.isspace():
        return False
    if HAN_RUN.match(before):
        return not following.isalnum() or bool(HAN_RUN.match(following))
    if following.isalnum():
        if not following.isupper() or not before.islower():
            return False
        # a lost space: "growth.We are"; not a site's name nor initials
        word = _WORD.search(folded[max(begin, at - 12) : at])
        return bool(word) and text[at + 2 : at + 3].islower() and not _english().suffixes.match(folded, at + 1)
    next_at = at + 1
    while next_at < end and text[next_at] in _CLOSERS + "\"' \t\u3000":
        next_at += 1
    if next_at == at + 1 and following != "\n":
        return False
    if next_at < end and (text[next_at].islower() or text[next_at] in ",;"):
        return False
    head = folded[max(begin, at - _LONGEST_ABBREVIATION) : at].lstrip()
    if at - begin <= _LONGEST_ABBREVIATION and _LIST_NUMBER.fullmatch(head):
        return False
    if next_at >= end or text[next_at] == "\n":
        return True
    english = _english()
    if english.before.search(head) or (text[next_at].isdigit() and _NUMBER_SIGN.search(head)):
        return False
    if english.within.search(head) or _INITIALS.search(head):
        return english.starters.match(folded, next_at) is not None
    return True


_MARKS = "。.!?！？;；…\"'”’」』）)】》 "


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if text[start] in _MARKS and spans and not text[start:end].strip(_MARKS) and "\n" not in text[spans[-1][1] : start]:
        spans[-1] = (spans[-1][0], end)  # marks alone belong to what they follow
        return
    spans.append((start, end))

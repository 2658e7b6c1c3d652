"""Where sentences end, in Chinese and in English."""

from __future__ import annotations

import re

from .script import HAN

_CANDIDATE = re.compile(r"[。!?;\n]|\.{2,}|…+|\.")
_CLOSERS = "”’」』）)】》〉]"
_RUN = "。!?！？"

_MIN_CLAUSE = 8
"""A ``；`` ends a sentence only after a clause of this many characters: shorter ones are members of a list."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|jr|sr|vs|inc|corp|ltd|co|llc|plc|no|nos|fig|approx|dept|est|etc|al|cf|gen|gov|hon|rev|sen|rep|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|u\.s|u\.k|u\.n|e\.u|a\.m|p\.m|ph\.d|s\.a|n\.v|n\.a|d\.c|l\.p|s\.p)"
    r"|(?:^|[\s(])[a-z](?:\.[a-z])*)$"
)
_NEVER_LAST = re.compile(r"\b(?:mr|mrs|ms|dr|prof|st|vs|no|nos|fig|approx|e\.g|i\.e|cf|gen|gov|sen|rep|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$")
_STARTER = re.compile(
    r"(?:we|the|our|in|it|this|that|these|those|and|but|so|for|as|at|on|with|to|from|now|today|thank|thanks|good|please|before|after|if|"
    r"i|i'm|i'll|you|he|she|they|there|here|additionally|finally|first|second|turning|looking|during|while|when|what|how|my|with|also|"
    r"joining|let|let's|we're|we've|it's)\b"
)
_LIST_NUMBER = re.compile(r"(?:[(（]?(?:q|a)?\d{1,3}|[a-z])$")
_HAN_BEFORE = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[a-z]{3,}$")
_DOMAIN = re.compile(r"(?:com|cn|hk|ai|io|net|org|edu|gov|html?|pdf)\b")


def split_sentences(text: str, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, white space trimmed, in order.

    ``folded`` is `script.fold` of ``text``. A line break always ends a sentence. Closing quotes and brackets stay with the sentence they
    close. A span never begins or ends inside a number.
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
            if depth or at - begin < _MIN_CLAUSE or not _HAN_BEFORE.search(folded, max(begin, at - 20), min(at + 3, end)):
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
            stop = after
            while stop < end and text[stop] in _RUN:
                stop += 1
        while stop < end and (text[stop] in _CLOSERS or (text[stop] == '"' and (straight + text.count('"', seen, stop)) % 2)):
            stop += 1
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
    return at >= end or text[at] == "\n" or text[at].isupper() or bool(_HAN_BEFORE.match(text[at]))


def _full_stop(text: str, folded: str, begin: int, at: int, end: int) -> bool:
    """Whether the single ``.`` at ``at`` ends a sentence."""
    before = folded[at - 1] if at > begin else ""
    following = text[at + 1] if at + 1 < end else "\n"
    if not before or before.isspace():
        return False
    if _HAN_BEFORE.match(before):
        return not following.isalnum() or bool(_HAN_BEFORE.match(following))
    if following.isalnum():
        if not following.isupper() or not before.islower():
            return False
        # a lost space: "growth.We are"; not a site's name nor initials
        word = _WORD.search(folded[max(begin, at - 12) : at])
        return bool(word) and text[at + 2 : at + 3].islower() and not _DOMAIN.match(folded, at + 1)
    next_at = at + 1
    while next_at < end and text[next_at] in _CLOSERS + "\"' \t\u3000":
        next_at += 1
    if next_at == at + 1 and following != "\n":
        return False
    if next_at < end and (text[next_at].islower() or text[next_at] in ",;"):
        return False
    head = folded[max(begin, at - 16) : at].lstrip()
    if at - begin <= 16 and _LIST_NUMBER.fullmatch(head):
        return False
    if next_at >= end or text[next_at] == "\n":
        return True
    if _ABBREVIATION.search(head):
        if _NEVER_LAST.search(head):
            # "No. 5" and "Dec. 31", but "we said no. We ..." ends
            return head.endswith("no") and not text[next_at].isdigit() and bool(_STARTER.match(folded, next_at))
        return bool(_STARTER.match(folded, next_at))
    return True


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if spans and text[start:end].strip("。.!?！？;；…\"'”’」』）)】》 ") == "" and "\n" not in text[spans[-1][1] : start]:
        spans[-1] = (spans[-1][0], end)  # marks alone belong to what they follow
        return
    spans.append((start, end))

"""The marks of questions and answers that words make (问:, A1：, 【答】, 投资者A：), and the lines at which no answer goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..patterns import lazy
from ..tables import table


@dataclass(slots=True)
class Mark:
    """A mark of a question or an answer."""

    start: int
    end: int
    kind: Literal["question", "answer"]
    who: str | None = None
    """Who asks or answers, where the mark says so."""


def any_of(words: list[str]) -> str:
    """A regular expression of any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class _Patterns:
    before_colon: re.Pattern[str]
    """A mark's word, searched for in the few characters before a colon."""
    last: frozenset[str]
    """What a mark may end with before its colon."""
    boxed: re.Pattern[str]
    """【问】 and the like."""
    dotted: re.Pattern[str]
    """``Q1.`` at the start of a line."""


@cache
def _patterns() -> _Patterns:
    words = table("outline", "exchanges")
    asks, answers = any_of(words["question_words"]), any_of(words["answer_words"])
    askers, answerers = any_of(words["askers"]), any_of(words["answerers"])
    number = r"(?:[ ]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}))?"
    bracket = r"(?:[ ]?\((?P<{0}>[^()\n]{{1,40}})\))?"
    return _Patterns(
        lazy(
            rf"(?:(?P<answer>(?:{answerers})?(?:{answers})){number}{bracket.format('responder')}"
            rf"|(?P<question>(?:{askers})?(?:{asks})){number}{bracket.format('asker')})[ ]{{0,2}}\Z"
        ),
        frozenset(word[-1] for word in words["question_words"] + words["answer_words"]) | frozenset("0123456789一二三四五六七八九十)"),
        lazy(
            rf"[【\[](?:(?P<answer>(?:{answerers})?(?:{answers}))|(?P<question>(?:{askers})?(?:{asks}))){number}[】\]][ ]?:?"
        ),
        lazy(
            r"^[ \t]*(?:(?P<question>q\d{1,3}|问题?\d{1,3}|问题[一二三四五六七八九十]{1,3})|(?P<answer>a\d{1,3}|答\d{1,3}))[ ]?[.、](?!\d)",
            re.MULTILINE,
        ),
    )


@cache
def _alone_pattern() -> re.Pattern[str]:
    words = table("outline", "exchanges")
    askers, answerers = any_of(words["askers_alone"]), any_of(words["answerers_alone"])
    return re.compile(
        rf"^[ \t|]*(?:(?P<asker>(?:{askers})[a-z\d一二三四五六七八九十]{{0,3}})|(?P<answerer>{answerers}))"
        r"(?:[ ]?\([^()\n]{1,30}\))?[ ]?:",
        re.MULTILINE,
    )


_NUMBER_BEFORE = lazy(
    r"[ \t\u3000]*(?:[(\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)\].、,:]{1,2}"
    r"|第[一二三四五六七八九十\d]{1,3}[个.、]?|[*#>•●■◆-]{1,3})?[ \t\u3000]*\Z"
)
_PREFIX = lazy(r"[ \t\u3000]*(?:\d{1,3}[.、)][ ]?)?(?P<who>[㐀-鿿a-z·() ]{2,16})\Z")
_BEFORE_INLINE = frozenset("。?!;…\"')]】|:")
_REACH = 48
"""How far back of a mark its line's start is looked for: a mark further in stands amid the line."""
_WINDOW, _BRACKETED = 18, 64
"""A mark is no longer, with a name in brackets and without."""


def find_marks(text: str, folded: str) -> list[Mark]:
    """The marks that words make, in order."""
    patterns = _patterns()
    marks: list[Mark] = []
    position = folded.find(":")
    while position >= 0:
        last = folded[position - 1 : position]
        if last in patterns.last or (last == " " and folded[max(0, position - 3) : position].rstrip()[-1:] in patterns.last):
            mark = _mark_before(text, folded, position, patterns)
            if mark is not None:
                marks.append(mark)
        position = folded.find(":", position + 1)
    set_apart = list(patterns.dotted.finditer(folded))
    for found in patterns.boxed.finditer(folded) if "【" in folded or "[" in folded else ():
        line_start = found.start() == 0 or folded[found.start() - 1] == "\n"
        if line_start or _stands_inline(folded, found.start(), "【"):
            set_apart.append(found)
    marks += [Mark(*found.span(), "question" if found["question"] else "answer") for found in set_apart]
    return in_order(marks + _labels_alone(text, folded))


def _mark_before(text: str, folded: str, colon: int, patterns: _Patterns) -> Mark | None:
    """The mark that the colon ends."""
    last, before_last = folded[colon - 1 : colon], folded[colon - 2 : colon - 1]
    if (last in "qa" or not last.isascii()) and before_last.isascii() and before_last.isalpha():
        return None  # the end of a longer word
    low = max(0, colon - (_BRACKETED if ")" in folded[max(0, colon - 3) : colon] else _WINDOW))
    found = patterns.before_colon.search(folded[low:colon])
    if found is None:
        return None
    start = low + found.start()
    question = found["question"] is not None
    line = folded.rfind("\n", max(0, start - _REACH), start) + 1
    at_start = line > 0 or start <= _REACH
    before = folded[line if at_start else start - _REACH : start]
    kind: Literal["question", "answer"] = "question" if question else "answer"
    named = "asker" if question else "responder"
    who = text[low + found.start(named) : low + found.end(named)] if found[named] else None
    if at_start and _NUMBER_BEFORE.match(before):
        return Mark(line, colon + 1, kind, who or _said_in_mark(text, low + found.start(kind), found[kind], kind))
    word = found[kind]
    prefix = _PREFIX.match(before) if at_start and not word.isascii() else None
    if prefix and not _says_more(prefix["who"], word):
        return Mark(line, colon + 1, kind, who or text[line + prefix.start("who") : line + prefix.end("who")].strip())
    return Mark(start, colon + 1, kind, who) if _stands_inline(folded, start, word) else None


def _said_in_mark(text: str, start: int, mark: str, kind: str) -> str | None:
    """董事长 of ``董事长回复：``; 投资者 of 投资者提问 and 公司 of 公司回复 tell nobody in particular."""
    words = table("outline", "exchanges")
    for who in words["answerers" if kind == "answer" else "askers"]:
        if mark.startswith(who) and not who.startswith(tuple(words["general"])):
            return text[start : start + len(who)]
    return None


def _says_more(before: str, word: str) -> bool:
    """True where the words before 问 or 答 make another word of it (``学问：``, ``问答：``, ``主要问题：``, ``如有疑问：``)."""
    return (before + word).endswith(tuple(table("outline", "exchanges")["other_words"]))


def _stands_inline(folded: str, start: int, word: str) -> bool:
    before = folded[max(0, start - 3) : start]
    stripped = before.rstrip(" \t\u3000")
    if not stripped:
        return True
    if stripped[-1] in _BEFORE_INLINE:
        return stripped[-1] != ":" or len(stripped) < len(before) or not word.isascii()
    # ``方案 A：`` is no answer; ``… 答：`` after a blank is one
    return len(stripped) < len(before) and not word.isascii()


def _labels_alone(text: str, folded: str) -> list[Mark]:
    found = list(_alone_pattern().finditer(folded))
    if not any(label["asker"] for label in found):
        return []
    return [
        Mark(label.start(), label.end(), "question" if label["asker"] else "answer", _particular(text, label)) for label in found
    ]


def _particular(text: str, label: re.Match[str]) -> str | None:
    """投资者A tells one from another; 投资者 alone does not."""
    asker = label["asker"]
    if asker and asker not in table("outline", "exchanges")["askers_alone"]:
        return text[label.start("asker") : label.end("asker")]
    return None


def in_order(marks: list[Mark]) -> list[Mark]:
    """By place, the longest first; none that overlaps another."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


# --- what ends an answer ---------------------------------------------------------------------------------------------


@cache
def section_pattern() -> re.Pattern[str]:
    """A line that heads the part in which questions are asked (``二、问答环节：``)."""
    names = any_of(table("outline", "exchanges")["sections"])
    number = r"(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]?[.、:]?|第[一二三四五六]部分[、: ]?|part[ ]\w+[: ]?)?"
    return re.compile(rf"^[ \t*#|【\[(]*+{number}[ \t]*+(?:本次)?(?:{names})[ \t*】\])]*[:。]?[ \t]*$", re.MULTILINE)


@cache
def _stop_pattern() -> re.Pattern[str]:
    words = table("outline", "exchanges")
    stops, closings = any_of(words["stops"]), any_of(words["closings"])
    return re.compile(
        rf"^[ \t*【\[]*(?:(?:{stops})|日期(?=[ \t:|\n\d])|附件[ \t]*(?=\n|\||无)|[^\n]{{0,60}}(?:{closings})[^\n]{{0,40}}$)", re.MULTILINE
    )


_HEADING = lazy(r"^[ \t]*(?P<number>[一二三四五六七八九十]{1,2})、(?P<rest>[^\n。?!;:，,]{2,30})[:]?[ \t]*$", re.MULTILINE)
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}


def find_stops(folded: str, first_question: int) -> list[int]:
    """Offsets at which no answer goes on: rows of the form after its body, closing words, headings of other parts."""
    stops = [found.start() for found in _stop_pattern().finditer(folded)]
    stops += [found.start() for found in section_pattern().finditer(folded)]
    stops += [found.start() for found in _form_rows().finditer(folded)]
    last = 0
    for heading in _HEADING.finditer(folded):
        value = _NUMERALS.get(heading["number"], 0)
        if heading.start() < first_question:
            last = value if value == last + 1 else last
        elif value == last + 1 and last > 0:  # the parts' own numbers going on, not a list inside an answer
            stops.append(heading.start())
            last = value
    return sorted(stops)


@cache
def _form_rows() -> re.Pattern[str]:
    """The first row of another record: documents may hold several."""
    return re.compile(r"^[^\n]{0,40}投资者关系活动(?:记录表|登记表)[^\n]{0,40}$|^证券代码[ ]?:", re.MULTILINE)

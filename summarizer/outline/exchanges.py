"""Questions with their answers where marks tell them apart: 问:/答:, Q1：/A1：, numbered questions, 投资者提问/公司回复 …

Three kinds of marks are looked for, each in one pass over the text: words before a colon, numbers at the start of a line, and (where there is
neither) paragraphs that end with a question mark in a part headed as questions. A question may lack its mark where its answer has one, and an
answer may lack its mark where its question has one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..tables import table
from .model import ExchangeSpan, Span
from .numbered import find_numbered_questions
from .questions import ends_as_question, is_ask, split_questions, trim


@dataclass(slots=True)
class Mark:
    """A mark of a question or an answer."""

    start: int
    end: int
    kind: Literal["question", "answer"]
    who: str | None = None
    """Who asks or answers, where the mark says so."""


@dataclass(slots=True)
class _Open:
    """An exchange being read."""

    asked: Span
    answers: list[Span]
    asker: str | None
    responders: list[str]


@dataclass(frozen=True, slots=True)
class _Patterns:
    before_colon: re.Pattern[str]
    """A mark's word, searched for in the few characters before a colon: most colons stand behind other words, and only those are looked at."""
    last: frozenset[str]
    """What a mark may end with before its colon."""
    other: re.Pattern[str]
    """【问】 and the like, and ``Q1.`` at the start of a line."""


@cache
def _patterns() -> _Patterns:
    words = table("outline", "exchanges")
    asks, answers, askers, answerers = (
        "|".join(sorted(map(re.escape, words[key]), key=len, reverse=True)) for key in ("question_words", "answer_words", "askers", "answerers")
    )
    number = r"(?:[ ]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}))?"
    bracket = r"(?:[ ]?\((?P<{0}>[^()\n]{{1,40}})\))?"
    return _Patterns(
        re.compile(
            rf"(?:(?P<answer>(?:{answerers})?(?:{answers})){number}{bracket.format('responder')}"
            rf"|(?P<question>(?:{askers})?(?:{asks})){number}{bracket.format('asker')})[ ]{{0,2}}\Z"
        ),
        frozenset(word[-1] for key in ("question_words", "answer_words") for word in words[key]) | frozenset("0123456789一二三四五六七八九十)"),
        re.compile(
            rf"[【\[](?:(?P<boxed_answer>(?:{answerers})?(?:{answers}))|(?P<boxed_question>(?:{askers})?(?:{asks}))){number}[】\]][ ]?:?"
            r"|^[ \t]*(?:(?P<q_dot>q\d{1,3}|问题?\d{1,3}|问题[一二三四五六七八九十]{1,3})|(?P<a_dot>a\d{1,3}|答\d{1,3}))[ ]?[.、](?!\d)",
            re.MULTILINE,
        ),
    )


@cache
def _alone_pattern() -> re.Pattern[str]:
    words = table("outline", "exchanges")
    askers, answerers = ("|".join(sorted(map(re.escape, words[key]), key=len, reverse=True)) for key in ("askers_alone", "answerers_alone"))
    return re.compile(
        rf"^[ \t|]*(?:(?P<asker>(?:{askers})[a-z\d一二三四五六七八九十]{{0,3}})|(?P<answerer>{answerers}))(?:[ ]?\([^()\n]{{1,30}}\))?[ ]?:", re.MULTILINE
    )


_NUMBER_BEFORE = re.compile(
    r"[ \t\u3000]*(?:[(\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)\].、,:]{1,2}|第[一二三四五六七八九十\d]{1,3}[个.、]?|[*#>•●■◆-]{1,3})?[ \t\u3000]*\Z"
)
_PREFIX = re.compile(r"[ \t\u3000]*(?:\d{1,3}[.、)][ ]?)?(?P<who>[㐀-鿿a-z·() ]{2,16})\Z")
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
        if last in patterns.last or last == " " and folded[max(0, position - 3) : position].rstrip()[-1:] in patterns.last:
            mark = _mark_before(text, folded, position, patterns)
            if mark is not None:
                marks.append(mark)
        position = folded.find(":", position + 1)
    for found in patterns.other.finditer(folded):
        line_start = found.start() == 0 or folded[found.start() - 1] == "\n"
        if found["q_dot"] or found["a_dot"] or line_start or _stands_inline(folded, found.start(), "【"):
            marks.append(Mark(found.start(), found.end(), "question" if found["q_dot"] or found["boxed_question"] else "answer"))
    return _ordered(marks + _labels_alone(text, folded))


def _mark_before(text: str, folded: str, colon: int, patterns: _Patterns) -> Mark | None:
    """The mark that the colon ends."""
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
    general = ("投资者", "法人", "公司", "机构", "管理层", "上市公司", "企业", "嘉宾", "网友", "接待")
    for who in table("outline", "exchanges")["answerers" if kind == "answer" else "askers"]:
        if mark.startswith(who) and not who.startswith(general):
            return text[start : start + len(who)]
    return None


def _says_more(before: str, word: str) -> bool:
    """True where the words before 问 or 答 make another word of it (``学问：``, ``问答：``, ``主要问题：``, ``如有疑问：``)."""
    whole = before + word
    return whole.endswith(("问答", "疑问", "访问", "学问", "顾问", "主要问题", "以下问题", "相关问题", "有关问题", "关键问题", "核心问题", "个问题", "如下问题", "及问题", "的问题", "解答", "及回复", "与回答", "和回答"))


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


def _ordered(marks: list[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


# --- what ends an answer ---------------------------------------------------------------------------------------------


@cache
def section_pattern() -> re.Pattern[str]:
    """A line that heads the part in which questions are asked (``二、问答环节：``)."""
    names = "|".join(sorted(map(re.escape, table("outline", "exchanges")["sections"]), key=len, reverse=True))
    return re.compile(
        rf"^[ \t*#|【\[(]*(?:[(]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[)]?[.、:]?|第[一二三四五六]部分[、: ]?|part[ ]\w+[: ]?)?[ \t]*(?:本次)?(?:{names})[ \t*】\])]*[:。]?[ \t]*$",
        re.MULTILINE,
    )


@cache
def _stop_pattern() -> re.Pattern[str]:
    words = table("outline", "exchanges")
    stops = "|".join(sorted(map(re.escape, words["stops"]), key=len, reverse=True))
    closings = "|".join(map(re.escape, words["closings"]))
    return re.compile(
        rf"^[ \t*【\[]*(?:(?:{stops})|日期(?=[ \t:|\n\d])|附件[ \t]*(?=\n|\||无)|[^\n]{{0,60}}(?:{closings})[^\n]{{0,40}}$)", re.MULTILINE
    )


_HEADING = re.compile(r"^[ \t]*(?P<number>[一二三四五六七八九十]{1,2})、(?P<rest>[^\n。?!;:，,]{2,30})[:]?[ \t]*$", re.MULTILINE)
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


# --- putting them together -------------------------------------------------------------------------------------------


def find_exchanges(text: str, folded: str, cut: list[Span] | None = None) -> list[ExchangeSpan]:
    """The exchanges that marks or numbers tell, in order; ``cut`` are spans of furniture, which belong to no answer."""
    marks = find_marks(text, folded)
    questions = sum(mark.kind == "question" for mark in marks)
    answers = len(marks) - questions
    if answers > questions or not marks:
        marks = _with_numbered(text, folded, marks)
    if not marks:
        marks = _unmarked(folded)
    if not marks or not (answers or questions) and not any(mark.kind == "question" for mark in marks):
        return []
    stops = find_stops(folded, marks[0].start)
    opened = _pair(text, folded, marks, stops)
    return _finish(text, folded, opened, cut or [])


def _with_numbered(text: str, folded: str, marks: list[Mark]) -> list[Mark]:
    answers = [mark.start for mark in marks if mark.kind == "answer"]
    numbered = [Mark(start, end, "question") for start, end in find_numbered_questions(folded, answers)]
    taken = {mark.start for mark in marks}
    return _ordered(marks + [mark for mark in numbered if mark.start not in taken])


_PARAGRAPH = re.compile(r"^[ \t\u3000]*(?P<line>[^\s][^\n]{3,400})$", re.MULTILINE)


def _unmarked(folded: str) -> list[Mark]:
    """Paragraphs that end with a question mark, in a part headed as questions, each with something other after it."""
    heading = section_pattern().search(folded)
    if heading is None:
        return []
    lines = list(_PARAGRAPH.finditer(folded, heading.end()))
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        asks = ends_as_question(folded, line.start("line"), line.end())
        followed = number + 1 < len(lines) and not ends_as_question(folded, lines[number + 1].start("line"), lines[number + 1].end())
        if asks and followed and line.end() - line.start("line") < 300:
            marks.append(Mark(line.start("line"), line.start("line"), "question"))
    return marks


def _pair(text: str, folded: str, marks: list[Mark], stops: list[int]) -> list[_Open]:
    opened: list[_Open] = []
    for number, mark in enumerate(marks):
        limit = marks[number + 1].start if number + 1 < len(marks) else len(text)
        at = bisect_left(stops, mark.end)
        end = min(limit, stops[at]) if at < len(stops) else limit
        following = marks[number + 1].kind if number + 1 < len(marks) and end == limit else None
        if mark.kind == "question":
            if following == "answer":
                opened.append(_Open(trim(text, mark.end, limit), [], mark.who, []))
            else:
                asked, answer = split_asked(text, folded, mark.end, end)
                opened.append(_Open(asked, [answer] if answer else [], mark.who, []))
            continue
        piece = trim(text, mark.end, end)
        fresh = bool(opened) and not opened[-1].answers and marks[number - 1].kind == "question"
        if not fresh:
            since = marks[number - 1].end if number else max(0, mark.start - 3000)
            asked_at = _question_before(text, folded, since, mark.start, first=not opened)
            if asked_at is not None:
                if opened and opened[-1].answers and number:
                    opened[-1].answers[-1] = trim(text, opened[-1].answers[-1][0], min(opened[-1].answers[-1][1], asked_at[0]))
                opened.append(_Open(asked_at, [], None, []))
        if opened:
            opened[-1].answers.append(piece)
            if mark.who:
                opened[-1].responders.append(mark.who)
    return opened


_LABEL_CELL = re.compile(r"[ \t]*[㐀-鿿()]{2,20}[ \t]*[|\t:][ \t]*")
_LEADING_NUMBER = re.compile(r"[ \t]*[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)]?[、.)]?[ \t]*")


def _question_before(text: str, folded: str, since: int, answer: int, *, first: bool) -> Span | None:
    """The question that stands without a mark before an answer's mark: the line or lines just above it, as far as they ask."""
    end = answer
    while end > since and folded[end - 1].isspace():
        end -= 1
    lowest = max(since, end - 1500)
    begin = max(folded.rfind("\n", lowest, end) + 1, lowest)
    if begin >= end or (not first and begin <= since):
        return None  # what stands there is all of the answer before
    if not (first or ends_as_question(folded, begin, end) or (end - begin < 150 and is_ask(folded, begin, end))):
        return None
    while begin > lowest + 1:  # a question of several lines
        above_end = begin - 1
        above = max(folded.rfind("\n", lowest, above_end) + 1, lowest)
        if above >= above_end or above <= since or not ends_as_question(folded, above, above_end):
            break
        begin = above
    cell = _LABEL_CELL.match(folded, begin, min(end, begin + 40))
    if cell and cell.end() < end:
        begin = cell.end()
    number = _LEADING_NUMBER.match(folded, begin, end)
    if number and number.end() < end and folded[number.end() - 1 : number.end()] in "、.) ":
        begin = number.end()
    return trim(text, begin, end)


def split_asked(text: str, folded: str, start: int, end: int) -> tuple[Span, Span | None]:
    """What is asked and what answers it, in a stretch that begins with a question and holds no mark of an answer."""
    start, end = trim(text, start, end)
    asked_end, position = None, start
    for _ in range(12):
        if position >= end:
            break
        stop = folded.find("\n", position, end)
        stop = end if stop < 0 else stop
        if stop > position and not folded[position:stop].isspace():
            last = folded.rfind("?", position, min(stop, position + 600))
            if asked_end is None:
                asked_end = stop if last < 0 else _after_mark(folded, position, stop)
                # a question may wrap over its lines before its mark comes
                if last < 0 and not _ends_sentence(folded, stop):
                    asked_end = _wrapped(folded, stop, end) or asked_end
                    stop = max(stop, asked_end)
                if asked_end < stop:
                    break
            elif ends_as_question(folded, position, stop):
                asked_end = stop
            else:
                break
        position = stop + 1
    asked = trim(text, start, asked_end if asked_end is not None else end)
    answer = trim(text, asked[1], end)
    return asked, answer if answer[0] < answer[1] else None


def _after_mark(folded: str, start: int, stop: int) -> int:
    """End of the questions with which the line begins; the line's own end where hardly more than thanks follows."""
    end = start
    for found in re.finditer(r"[^?。!\n]*\?+[\"')\]]*", folded[start:stop]):
        if found.start() != end - start:
            break
        end = start + found.end()
    if end == start:  # statements come before the question
        end = folded.rfind("?", start, stop) + 1
    return stop if stop - end <= 12 else end


def _ends_sentence(folded: str, stop: int) -> bool:
    return folded[stop - 1] in "。!."


def _wrapped(folded: str, stop: int, end: int) -> int | None:
    following = folded.find("\n", stop + 1, end)
    following = end if following < 0 else following
    return following if ends_as_question(folded, stop + 1, following) else None


def _finish(text: str, folded: str, opened: list[_Open], cut: list[Span]) -> list[ExchangeSpan]:
    exchanges: list[ExchangeSpan] = []
    starts = [span[0] for span in cut]
    for one in opened:
        if one.asked[0] >= one.asked[1]:
            continue
        questions = split_questions(text, folded, *one.asked)
        answers = [piece for span in one.answers for piece in _without(text, span, cut, starts) if piece[0] < piece[1]]
        exchanges.append(
            ExchangeSpan(len(exchanges) + 1, one.asked, questions, answers, one.asker, list(dict.fromkeys(one.responders)))
        )
    return exchanges


def _without(text: str, span: Span, cut: list[Span], starts: list[int]) -> list[Span]:
    """``span`` less the furniture in it."""
    pieces, begin = [], span[0]
    at = max(0, bisect_left(starts, span[0]) - 1)
    while at < len(cut) and cut[at][0] < span[1]:
        low, high = cut[at]
        if high > begin:
            pieces.append(trim(text, begin, max(begin, min(low, span[1]))))
            begin = max(begin, high)
        at += 1
    if begin < span[1]:
        pieces.append(trim(text, begin, span[1]))
    return pieces

"""Questions with their answers where marks tell them apart: 问:/答:, Q1：/A1：, numbered questions, 投资者提问/公司回复 …

Three kinds of marks are looked for, each in one pass over the text: words before a colon, numbers at the start of a line, and (where
there is neither) paragraphs that end with a question mark in a part headed as questions. A question may lack its mark where its answer
has one, and an answer may lack its mark where its question has one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ..patterns import lazy
from .marks import Mark, find_marks, find_stops, in_order, section_pattern
from .model import ExchangeSpan, Span
from .numbered import find_numbered_questions
from .questions import ends_as_question, is_ask, split_questions, trim


@dataclass(slots=True)
class _Open:
    """An exchange being read."""

    asked: Span
    answers: list[Span]
    asker: str | None
    responders: list[str]


def find_exchanges(text: str, folded: str, cut: list[Span] | None = None) -> list[ExchangeSpan]:
    """The exchanges that marks or numbers tell, in order; ``cut`` are spans of furniture, which belong to no answer."""
    marks = find_marks(text, folded)
    questions = sum(mark.kind == "question" for mark in marks)
    answers = len(marks) - questions
    if answers > questions or not marks:
        marks = _with_numbered(text, folded, marks)
    if not marks:
        marks = _unmarked(folded)
    if not marks or (not (answers or questions) and not any(mark.kind == "question" for mark in marks)):
        return []
    stops = find_stops(folded, marks[0].start)
    opened = _pair(text, folded, marks, stops)
    return _finish(text, folded, opened, cut or [])


def _with_numbered(text: str, folded: str, marks: list[Mark]) -> list[Mark]:
    answers = [mark.start for mark in marks if mark.kind == "answer"]
    numbered = [Mark(start, end, "question") for start, end in find_numbered_questions(folded, answers)]
    taken = {mark.start for mark in marks}
    return in_order(marks + [mark for mark in numbered if mark.start not in taken])


_PARAGRAPH = lazy(r"^[ \t\u3000]*(?P<line>[^\s][^\n]{3,400})$", re.MULTILINE)


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


_LABEL_CELL = lazy(r"[ \t]*[㐀-鿿()]{2,20}[ \t]*[|\t:][ \t]*")
_LEADING_NUMBER = lazy(r"[ \t]*[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)]?[、.)]?[ \t]*")


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

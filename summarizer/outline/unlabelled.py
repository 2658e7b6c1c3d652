"""The turns of a call whose script names no speakers: told by how an operator brings callers on and how callers and managers open.

Boundaries are drawn only where the words themselves tell them: an operator's sentence that names the next caller, or a caller who
greets and thanks for the question. Between two of them the first words up to the question mark are asked, the rest is answered, and a
short stretch that takes the answer up and asks again is a follow-up. A text that has none of that has no turns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..patterns import lazy
from ..tables import table, words_pattern
from .introductions import callers_in, names_self
from .model import Span, Turn
from .names import honorifics, is_latin_name
from .participants import is_person
from .questions import is_ask
from .script import fold
from .sentences import split_sentences
from .turns import opens_go, said


@dataclass(slots=True)
class _Call:
    """Where a caller is brought on, or opens."""

    start: int
    end: int
    """End of the operator's words; equal to ``start`` where the caller opens without them."""


_HAN = lazy("[㐀-鿿]")
_LONGEST_OPENING = 1_500
_AHEAD = 12
"""A caller asks within this many sentences."""


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(words_pattern(table("outline", "turns")["next_caller"]))


@cache
def _starts(key: str) -> re.Pattern[str]:
    return re.compile(r"(?:[\"'(\[]|\s)*" + words_pattern(table("outline", "turns")[key]))


def find_unlabelled_turns(text: str, folded: str) -> list[Turn]:
    """The turns in order; none where nothing tells a caller from the company."""
    if not (_strong().search(folded) or said("asker_openings").search(folded)):
        return []
    sentences = split_sentences(text, folded, 0, len(text))
    calls = _calls(text, folded, sentences)
    if not any(call.end > call.start for call in calls) and len(calls) < 2:
        return []
    turns: list[Turn] = []
    head = _head_end(text, folded, calls[0].start)
    _add(turns, "management", text, head, calls[0].start)
    starts = [start for start, _ in sentences]
    stop = _closing(folded, sentences[bisect_left(starts, calls[-1].end) :])
    for call, after in pairwise([*calls, _Call(stop, stop)]):
        _add(turns, "operator", text, call.start, call.end)
        inside = sentences[bisect_left(starts, call.end) : bisect_left(starts, after.start)]
        for role, start, end in _voices(folded, inside):
            _add(turns, role, text, start, end)
    _add(turns, "operator", text, stop, len(text))
    return turns


def _add(turns: list[Turn], role: str, text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        told = "operator" if role == "operator" else "analyst" if role == "analyst" else "management"
        turns.append(Turn(len(turns), None, None, None, told, start, end))  # type: ignore[arg-type]


def _head_end(text: str, folded: str, limit: int) -> int:
    """Where the script's title lines end: short lines without a full stop."""
    position = 0
    while position < limit:
        stop = text.find("\n", position)
        stop = limit if stop < 0 else min(stop, limit)
        line = folded[position:stop].strip()
        if len(line) > 160 or line.endswith((".", "?", "!", "。")):
            return position
        position = stop + 1
    return 0


def _calls(text: str, folded: str, sentences: list[Span]) -> list[_Call]:
    calls: list[_Call] = []
    for number, (start, end) in enumerate(sentences):
        if calls and start < calls[-1].end:
            continue
        last: int | None = None
        if end - start < (_LONGEST_CALL_ZH if _HAN.search(folded, start, end) else _LONGEST_CALL) and _strong().search(folded, start, end):
            last = _brought_by(text, folded, sentences, number)
        if last is not None:
            calls.append(_Call(_with_thanks(folded, sentences, number), _past_courtesies(folded, sentences, last)))
        elif _opens(folded, sentences, number) and not (calls and start - calls[-1].end < 80):
            calls.append(_Call(start, start))
    return calls


_LONGEST_CALL, _LONGEST_CALL_ZH = 400, 90
"""An operator's sentence is no longer than so many characters."""


def _brought_by(text: str, folded: str, sentences: list[Span], number: int) -> int | None:
    """Index of the sentence in which the caller's name is told, the next one at the latest; or the sentence says no more than that a
    question comes, and the caller tells the name."""
    start, end = sentences[number]
    if _names_caller(text, start, end):
        return number
    if number + 1 == len(sentences):
        return None
    low, high = sentences[number + 1]
    if high - low < 120 and _COMES.match(folded, low, high) and _names_caller(text, start, high):
        return number + 1
    if _PLAIN_NEXT.fullmatch(folded, start, end):
        own = names_self(text, low, min(high + 120, len(text)))
        if own is not None or opens_go(folded, low, min(len(text), low + _LONGEST_OPENING)):
            return number
    return None


def _names_caller(text: str, start: int, end: int) -> bool:
    names = [caller.name for caller in callers_in(text, start, end) if caller.name]
    return any(is_latin_name(name, words=1) or is_person(honorifics().sub("", fold(name))) for name in names)


_COMES = lazy(r"(?:it|that|this|which)?\s*(?:comes|is|will come|with|from)\b|来自|与|是")
_PLAIN_NEXT = lazy(
    r"(?:\[[^\]]*\]\s*)?(?:(?:and|okay|thank you|thanks|all right|alright|now)[,.]? )*"
    r"(?:(?:we(?:'ll| will)|let's|let us|moving|i will|i'll) (?:now |just )?)(?:go ahead and |move on to |go to |on to )?(?:take )?"
    r"(?:the|our|your|another|a) ?(?:first|next|last|final|following)? ?(?:questions?)?[.,]?(?: please\.?)?"
    r"|(?:好的|谢谢)?[,。]?(?:那么)?(?:现在)?(?:我们)?(?:将|来|继续|就|会|再){0,3}(?:回答|接受|接听|进入|看|转到|听取|讨论)"
    r"(?:第一|下一|另一|最后一|一)(?:个|位)(?:问题|提问|提问者)?。?"
)


def _with_thanks(folded: str, sentences: list[Span], number: int) -> int:
    """The operator's ``Thank you.`` before the sentence belongs to it."""
    start = sentences[number][0]
    while number and _THANKS.fullmatch(folded, *sentences[number - 1]):
        number -= 1
        start = sentences[number][0]
    return start


_THANKS = lazy(r"(?:thank you(?: (?:so|very) much)?|thanks|one moment(?:,? please)?(?: for our next question)?|谢谢|感谢|请稍等)[.。!]?")


def _past_courtesies(folded: str, sentences: list[Span], number: int) -> int:
    end = sentences[number][1]
    for start, stop in sentences[number + 1 : number + 4]:
        if stop - start > 80 or not said("courtesies").search(folded, start, stop):
            break
        end = stop
    return end


def _opens(folded: str, sentences: list[Span], number: int) -> bool:
    """True of the sentence with which a caller opens who was not brought on: greets, thanks for the question, and asks soon."""
    start, _ = sentences[number]
    last = sentences[min(number + _AHEAD, len(sentences) - 1)][1]
    if not opens_go(folded, start, min(last, start + _LONGEST_OPENING)):
        return False
    return said("thanks_for_question").search(folded, start, start + 160) is not None


def _closing(folded: str, sentences: list[Span]) -> int:
    """Where the operator or the company ends the questions, or the end of the text."""
    for start, end in sentences:
        over = end - start < 300 and said("question_over").search(folded, start, end)
        if over or said("questions_done").search(folded, start, end) or folded.startswith(_appendix(), start):
            return start
    return len(folded)


@cache
def _appendix() -> tuple[str, ...]:
    return tuple(table("outline", "turns")["ends"])


def _voices(folded: str, sentences: list[Span]) -> list[tuple[str, int, int]]:
    """Who speaks in the sentences of one go: the caller first. Where the script has paragraphs, voices change only between them."""
    if not sentences:
        return []
    units = _paragraphs(folded, sentences)
    voices: list[tuple[str, int, int]] = []
    number = _asked_end(folded, units, 0)
    voices.append(("analyst", units[0][0], units[number - 1][1]))
    begin = number
    while number < len(units):
        if number > begin and _takes_up(folded, units, number):
            end = _asked_end(folded, units, number)
            voices.append(("management", units[begin][0], units[number - 1][1]))
            voices.append(("analyst", units[number][0], units[end - 1][1]))
            begin = number = end
        else:
            number += 1
    if begin < len(units):
        voices.append(("management", units[begin][0], units[-1][1]))
    return voices


def _paragraphs(folded: str, sentences: list[Span]) -> list[Span]:
    """The paragraphs, or the sentences themselves where each stands on its own line or all stand on one."""
    joined: list[Span] = []
    for start, end in sentences:
        if joined and "\n" not in folded[joined[-1][1] : start]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined if len(joined) > 1 and len(joined) * 3 < len(sentences) * 2 else sentences


def _asked_end(folded: str, units: list[Span], first: int) -> int:
    """One past the last paragraph or sentence of what is asked from ``first`` on.

    As far as the last question mark before an answer opens, little enough between two of them; with the thanks that close it.
    """
    last: int | None = None
    for number in range(first, min(len(units), first + _AHEAD)):
        start, end = units[number]
        long = end - start > _LONGEST_PREAMBLE  # a paragraph
        if number > first and _answers(folded, start, end, asked=last is not None):
            break
        if _ends_asking(folded, start, end):
            last = number
        elif last is not None and _CLOSING_THANKS.fullmatch(folded, start, end):
            return number + 1
        elif (last is not None and (long or number - last > _GAP)) or (last is None and number > first and long):
            break
    if last is None:
        # nothing is asked with a mark: as far as the words ask
        asks = [number for number in range(first, min(len(units), first + _AHEAD // 2)) if is_ask(folded, *units[number])]
        last = asks[0] if asks and not any(_answers(folded, *units[number], asked=False) for number in range(first + 1, asks[0])) else first
    while last + 1 < len(units) and _CLOSING_THANKS.fullmatch(folded, *units[last + 1]):
        last += 1
    return last + 1


_GAP = 4
_LONGEST_PREAMBLE = 400
_CLOSING_THANKS = lazy(r"(?:(?:thank you|thanks)(?:(?: so| very) much| a lot)?|谢谢(?:你们|您|大家)?|非常感谢|多谢)[.。!]?")
_ASKING = lazy(r"\?[\"')\]]*(?:\s*[^?]{0,90})\Z")
"""A question mark near the end: thanks or a remark may follow it."""


def _ends_asking(folded: str, start: int, end: int) -> bool:
    return _ASKING.search(folded, max(start, end - 200), end) is not None


def _answers(folded: str, start: int, end: int, *, asked: bool) -> bool:
    """True of words with which somebody of the company takes the question up; before anything is ``asked`` a greeting is the caller's."""
    head = min(end, start + 80)
    if said("thanks_for_question").search(folded, start, head):
        return False
    if said("answer_manners").search(folded, start, head):
        return True
    opens = asked or end - start > _LONGEST_PREAMBLE
    return opens and _starts("answer_openings").match(folded, start, end) is not None


def _takes_up(folded: str, units: list[Span], number: int) -> bool:
    """True of words with which the caller takes the answer up and asks again."""
    start, end = units[number]
    if not _starts("follow_openings").match(folded, start, end) or end - start > _LONGEST_OPENING:
        return False
    near = units[number : number + (1 if end - start > 200 else 6)]
    asks = any(_ends_asking(folded, low, high) for low, high in near)
    again = said("follow_words").search(folded, start, min(start + 300, near[-1][1])) is not None
    return asks and again

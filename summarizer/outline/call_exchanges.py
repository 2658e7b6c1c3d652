"""The exchanges of a call: the operator brings an asker on, the asker asks, the company answers, and so on until the next one comes.

Follow-ups of the same asker belong to the same exchange. Where the operator's line is missing or glued to another's, a new asker
who greets and asks begins a new exchange too. Where nobody but a moderator asks (an interview, questions read out), the moderator's
questions are the exchanges.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .introductions import Caller, callers_in, names_self, sentence_after
from .labels import is_anonymous, is_crowd
from .model import ExchangeSpan, Span, Turn
from .names import same_person
from .questions import is_ask, split_questions, trim
from .script import fold
from .sentences import split_sentences
from .turns import asks_for_next, calls_next, is_over, opens_go, reads_question, said


@dataclass(slots=True)
class _Answer:
    span: Span
    speaker: str | None
    hands_over: bool = False
    """True where the turn passes the question on."""
    talks: bool = False
    """True where it says something of its own besides."""
    thanks: bool = False
    """True where the turn only thanks."""

    @property
    def passes(self) -> bool:
        return (self.hands_over and not self.talks) or self.thanks


@dataclass(slots=True)
class _Go:
    """One asker's go."""

    asker: str | None
    firm: str | None
    label: str | None = None
    """The speaker's label, which may be wrong where the operator names another."""
    asked: list[Span] = field(default_factory=list)
    answers: list[_Answer] = field(default_factory=list)
    voices: set[str | None] = field(default_factory=set)


@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile(r"(?:\s|[.,。!,]|" + words_pattern(table("outline", "turns")["courtesies"]) + ")*")


def find_call_exchanges(text: str, folded: str, turns: list[Turn]) -> list[ExchangeSpan]:
    """The exchanges of a script of turns, in order."""
    gos = _Reader(text, folded, turns).read() or _interview(text, folded, turns)
    moderators = _moderators(folded, gos)
    for go in gos:
        for number, answer in enumerate(go.answers):
            alone = all(other.speaker == answer.speaker for other in go.answers)
            short = answer.span[1] - answer.span[0] < _longest_handover(folded, answer.span)
            relays = number > 0 and _UNHEARD.search(folded, *go.answers[number - 1].span) is not None and short
            if relays or (answer.speaker in moderators and short and not alone):
                answer.hands_over, answer.talks = True, False
    return [_exchange(text, folded, index, go) for index, go in enumerate(gos, start=1)]


class _Reader:
    """Reads the turns in order, one asker's go after the other."""

    def __init__(self, text: str, folded: str, turns: list[Turn]) -> None:
        self._text, self._folded, self._turns = text, folded, turns
        self._gos: list[_Go] = []
        self._go: _Go | None = None
        self._begun = self._over = False
        self._called = False
        """True from the operator's words that bring a caller on to the caller's own."""
        self._labels: set[str | None] = set()
        self._heard: set[str | None] = set()
        self._callers: list[Caller] = []
        self._stands_in = False
        """True where the caller on the line has told their name in the operator's turn."""
        self._operator = any(turn.role == "operator" for turn in turns)

    def read(self) -> list[_Go]:
        for number, turn in enumerate(self._turns):
            if turn.role == "operator":
                self._operates(number, turn)
            elif turn.role == "analyst" or (self._go is not None and _same(turn, self._go)):
                self._asks(number, turn)
            elif self._go is not None:
                if self._go.answers and _takes_leave(self._folded, turn):
                    self._go = None
                    continue
                hands_over, thanks = _hands_over(self._folded, turn), _only_thanks(self._folded, turn)
                talks = hands_over and _talks(self._text, self._folded, turn)
                self._go.answers.append(_Answer((turn.start, turn.end), turn.speaker, hands_over, talks, thanks))
        return [go for go in self._gos if go.asked]

    def _operates(self, number: int, turn: Turn) -> None:
        text, folded = self._text, self._folded
        callers = callers_in(text, turn.start, turn.end) if number else []
        named = any(caller.firm for caller in callers) and (self._begun or calls_next(text, self._turns, turn))
        reads = reads_question(folded, turn)
        brings = asks_for_next(folded, turn) or (named and not is_over(folded, turn)) or reads
        if is_over(folded, turn) and not brings:
            self._go, self._callers, self._called, self._over = None, [], False, self._begun
        elif brings and number > 0:
            self._begun, self._over, self._go, self._called, self._callers = True, False, None, True, callers
            after = callers[-1].end if callers else sentence_after(text, turn.start, turn.end)
            rest = trim(text, _past_courtesy(folded, after, turn.end), turn.end)
            if _asks(folded, rest) or (reads and "?" in folded[slice(*rest)]):
                self._open(None, rest)
            elif callers and (own := names_self(text, *rest)) is not None and own.name:
                # the caller's first words, glued to the operator's: `Yes. Hi. This is Ann Lee on for Bob`
                self._callers = [Caller(own.name, callers[0].firm or own.firm, own.start, own.end), *callers[1:]]
                self._stands_in = True
        elif self._go is not None and turn.end - turn.start > 120 and _asks(folded, (turn.start, turn.end)):
            self._go.asked.append((turn.start, turn.end))

    def _asks(self, number: int, turn: Turn) -> None:
        folded, go = self._folded, self._go
        follows = number > 1 and self._turns[number - 1].role == "operator"
        crowd = turn.speaker is not None and is_crowd(fold(turn.speaker))
        unknown = turn.speaker is None and "?" in folded[turn.start : turn.end]  # the label says that somebody asks, and no more
        begins = self._begun or not self._operator or follows or crowd or unknown or _opens_go(folded, turn)
        if go is None and not self._over and begins:
            self._begun = True
            if self._gos and not self._gos[-1].answers and _same(turn, self._gos[-1]):
                self._go = self._gos[-1]  # called back after the line was cut
            elif self._called or follows or _reads_as_asker(folded, turn):
                self._open(turn)
            self._called = False
        elif go is not None and go.answers and not _same(turn, go):
            waiting = any(one.name and turn.speaker and same_person(one.name, turn.speaker) for one in self._callers)
            new = (turn.speaker or turn.organisation) not in go.voices
            unnamed = turn.speaker is None
            follows = self._turns[number - 1].role == "operator" or (unnamed and "?" in folded[turn.start : turn.end])
            parted = not self._operator and turn.speaker not in self._heard and "?" in folded[turn.start : turn.end]
            if waiting or crowd or (new and (follows or parted)) or ((new or unnamed) and _opens_go(folded, turn)):
                self._open(turn)
        if self._go is not None:
            self._go.asked.append((turn.start, turn.end))
            self._go.voices.add(turn.speaker or turn.organisation)
            self._heard.add(turn.speaker)

    def _open(self, turn: Turn | None, glued: Span | None = None) -> None:
        label = turn.speaker if turn is not None and not is_anonymous(turn.speaker) else None
        caller = next((one for one in self._callers if label and one.name and same_person(one.name, label)), None)
        if caller is None and self._callers:
            caller = self._callers[0]
        if caller is not None:
            self._callers = [one for one in self._callers if one is not caller]
        if caller is None and label and turn is not None and turn.index:
            caller = self._told_before(label, self._turns[turn.index - 1])
        span = (turn.start, turn.end) if turn is not None else glued
        own = names_self(self._text, *span) if span is not None else None
        name = self._name(label, own, caller)
        firm = (turn.organisation if turn is not None else None) or (caller.firm if caller else None) or (own.firm if own else None)
        if name and caller and caller.name and not firm and caller.name.startswith(name + " "):
            firm = caller.name[len(name) + 1 :]  # `from Ann Lee Some Bank`: the comma is lost
        self._labels.add(label)
        self._go = _Go(name, firm, label)
        if glued is not None:
            self._go.asked.append(glued)
        self._gos.append(self._go)

    def _told_before(self, label: str, turn: Turn) -> Caller | None:
        """Where the operator's words are glued to the turn before: whom they name, if it is the one who speaks now."""
        callers = callers_in(self._text, max(turn.start, turn.end - 400), turn.end)
        return next((one for one in callers if one.name and same_person(one.name, label)), None)

    def _name(self, label: str | None, own: Caller | None, caller: Caller | None) -> str | None:
        """The asker's own words first, then the label, unless the label is that of somebody who has asked before."""
        stands_in, self._stands_in = self._stands_in, False
        brought = caller.name if caller else None
        told = own.name if own else None
        if label is None:
            return told or brought
        if told and not same_person(told, label):
            head = self._text[own.start : own.end + 24].lower() if own else ""
            if (own and own.firm) or _STANDS_IN.search(head):
                return told
        if brought and not same_person(brought, label):
            if label in self._labels or stands_in or label in brought.split():
                return brought
        return label


_STANDS_IN = lazy(r"\b(?:on for|in for|filling in|sitting in|on behalf|here|calling)\b")


def _interview(text: str, folded: str, turns: list[Turn]) -> list[_Go]:
    """A moderator's own questions, each answered by another's next turn; none where the moderator hardly asks."""
    gos: list[_Go] = []
    for number, turn in enumerate(turns[:-1]):
        if turn.role != "operator" or turns[number + 1].role == "operator":
            continue
        if "?" not in folded[turn.start : turn.end] or said("over_to_questions").search(folded, turn.start, turn.end):
            continue
        go = _Go(None, None, asked=[(turn.start, turn.end)])
        for answer in turns[number + 1 :]:
            if answer.role == "operator":
                break
            go.answers.append(_Answer((answer.start, answer.end), answer.speaker))
        gos.append(go)
    return gos if len(gos) > 1 else []


def _moderators(folded: str, gos: list[_Go]) -> set[str | None]:
    """Those of the company who mostly pass questions on."""
    spoke: Counter[str | None] = Counter()
    passed: Counter[str | None] = Counter()
    for go in gos:
        for answer in go.answers:
            spoke[answer.speaker] += not answer.thanks
            passed[answer.speaker] += answer.hands_over
    return {who for who, count in passed.items() if who is not None and count > 2 and 2 * count >= spoke[who]}


_UNHEARD = lazy(r"(?:did|could|can)(?:n't| not|'t) (?:quite |really )?(?:hear|catch)|repeat the question|没听清|听不清|重复一下")


def _reads_as_asker(folded: str, turn: Turn) -> bool:
    if "?" in folded[turn.start : turn.end]:
        return True
    return is_ask(folded, turn.start, turn.end) and bool(said("analyst_manners").search(folded, turn.start, turn.end))


def _opens_go(folded: str, turn: Turn) -> bool:
    return opens_go(folded, turn.start, turn.end)


def _same(turn: Turn, go: _Go) -> bool:
    return bool(turn.speaker) and any(name and same_person(turn.speaker or "", name) for name in (go.label, go.asker))


def _past_courtesy(folded: str, start: int, end: int) -> int:
    found = _courtesy().match(folded, start, end)
    return found.end() if found else start


_HAN = lazy("[㐀-鿿]")


def _asks(folded: str, span: Span) -> bool:
    """True where an operator's words hold a caller's: the scribe missed the change of voice."""
    length = span[1] - span[0]
    chinese = bool(_HAN.search(folded, *span))
    length = length * 2 if chinese else length
    asks = (length > 30 and "?" in folded[span[0] : span[1]]) or (length > 120 and is_ask(folded, *span))
    return asks and not said("brings_caller").search(folded, *span)


def _takes_leave(folded: str, turn: Turn) -> bool:
    """True of the company's own closing words."""
    if said("questions_done").search(folded, turn.start, turn.end):
        return True
    return turn.end - turn.start < 400 and bool(said("leave").search(folded, turn.start, turn.end))


def _longest_handover(folded: str, span: Span) -> int:
    return 160 if _HAN.search(folded, *span) else 500


def _hands_over(folded: str, turn: Turn) -> bool:
    span = (turn.start, turn.end)
    return turn.end - turn.start < _longest_handover(folded, span) and bool(said("handovers").search(folded, *span))


def _talks(text: str, folded: str, turn: Turn) -> bool:
    """True where more than who takes the question is told."""
    told = 0
    for start, end in split_sentences(text, folded, turn.start, turn.end):
        idle = any(said(key).search(folded, start, end) for key in ("handovers", "about_the_question"))
        told += 0 if idle or _THANKS.search(folded, start, end) else end - start
    return told > (20 if _HAN.search(folded, turn.start, turn.end) else 60)


_THANKS = lazy(r"(?:thank|thanks|welcome|appreciate|you bet|my pleasure|谢谢|感谢|不客气|不用谢)")


def _only_thanks(folded: str, turn: Turn) -> bool:
    if turn.end - turn.start > 100:
        return False
    pieces = [piece for piece in _PIECES.split(folded[turn.start : turn.end]) if piece.strip()]
    plain = [piece for piece in pieces if not _THANKS.search(piece)]
    short = all(len(piece.split()) < 3 and len(piece) < (5 if _HAN.search(piece) else 16) for piece in plain)
    return short and len(plain) < len(pieces)


_PIECES = lazy(r"[.!。,]+")


def _exchange(text: str, folded: str, index: int, go: _Go) -> ExchangeSpan:
    questions: list[Span] = []
    for span in go.asked:
        found = split_questions(text, folded, *span)
        if questions and not any("?" in folded[start:end] or is_ask(folded, start, end) for start, end in found):
            continue  # thanks after the answer
        questions += found
    asking = [span for span in questions if "?" in folded[slice(*span)] or is_ask(folded, *span)]
    questions = asking or questions
    kept = [answer for answer in go.answers if not answer.passes] or go.answers
    asker = ", ".join(part for part in (go.asker, go.firm) if part) or None
    whole = [one for one in kept if one.span[1] - one.span[0] > 25 or folded[one.span[1] - 1] in ".。!?"]
    responders: list[str] = []
    for answer in whole or kept:  # ``And``: a slip of the scribe's
        who = answer.speaker
        if who and not is_anonymous(who) and not any(who == other or same_person(who, other) for other in responders):
            responders.append(who)
    return ExchangeSpan(index, go.asked[0], questions, [answer.span for answer in kept], asker, responders)

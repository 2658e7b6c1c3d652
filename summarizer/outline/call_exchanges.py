"""The exchanges of a call: the operator brings an asker on, the asker asks, the company answers, and so on until the next one comes.

Follow-ups of the same asker belong to the same exchange. Where the operator's line is missing or glued to another's, a new asker
who greets and asks begins a new exchange too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .model import ExchangeSpan, Span, Turn
from .names import LATIN_NAME, is_transliterated, same_person
from .questions import is_ask, split_questions, trim
from .turns import asks_for_next, is_over, said


@dataclass(slots=True)
class _Go:
    """One asker's go."""

    asker: str | None
    firm: str | None
    asked: list[Span] = field(default_factory=list)
    answers: list[tuple[Span, str | None, bool]] = field(default_factory=list)
    """Span, speaker, and whether the turn only passes the question on."""
    voices: set[str | None] = field(default_factory=set)


_WORD = r"[^\W\d_a-z㐀-鿿][\w&'’-]*(?:\.[A-Za-z][\w&'’-]*)*"
_FIRM = rf"{_WORD}(?:,? (?:(?:and|of|&|de) )?{_WORD}){{0,4}}"
_INTRODUCED = tuple(
    lazy(pattern)
    for pattern in (
        rf"(?P<name>{LATIN_NAME})(?:,|\.)? (?:[Ww]ith|[Ff]rom|[Oo]f|[Aa]t|[Ff]or|-{{1,2}}) (?:the line of )?(?P<firm>{_FIRM})",
        rf"[Nn]ext up from (?P<firm>{_FIRM}) is (?P<name>{LATIN_NAME})",
        rf"(?:from|is|line of) (?P<name>{LATIN_NAME}), (?P<firm>{_FIRM})",
        rf"(?:line of|comes from|is from|question from|line from|is|Next up,|up next,?) (?P<name>{LATIN_NAME})(?=[.?,]|$| your| has)",
    )
)
_ZH = r"[A-Za-z㐀-鿿·. ’'-]"
_ASIDE = r"(?:[ ]?[（(][^()（）\n]{1,40}[)）])?[ ]?"
_INTRODUCED_ZH = tuple(
    lazy(pattern)
    for pattern in (
        rf"来自[ ]?(?P<name>{_ZH}{{2,40}}?){_ASIDE}(?:与|和)[ ]?(?P<firm>[^。，（(]{{2,30}}?){_ASIDE}的[ ]?"
        r"(?:联系|对话|合作|线路|连线|电话)",
        rf"来自[ ]?(?P<name>{LATIN_NAME})[，,][ ]?(?P<firm>{_FIRM})",
        rf"(?:来自|是|有请|下面请|接下来请|现在请|首先请|接通了|回答)[ ]?(?:来自)?"
        rf"[ ]?(?P<firm>[^。，的]{{2,30}}?)[ ]?的[ ]?(?P<name>{_ZH}{{2,40}}?)"
        r"(?:的电话|的提问|提问|提出|有下一个|吗|[ ]?[（(]|[。，\n]|$)",
        rf"(?:来自|有请|是|接通了)[ ]?(?P<name>{LATIN_NAME}|[㐀-鿿]{{1,6}}(?:·[㐀-鿿]{{1,8}})+)(?=[。，,（( ])",
        rf"^(?:来自)?[ ]?(?P<firm>[^。，的]{{2,30}}?)[ ]?的[ ]?(?P<name>{_ZH}{{2,40}}?)[ ]?有(?:下|第)一个",
    )
)

@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile(r"(?:\s|[.。!]|" + words_pattern(table("outline", "turns")["courtesies"]) + ")*")


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(r"(?:\[[^\]]*\]\s*)*" + words_pattern(table("outline", "turns")["greetings"]))


def find_call_exchanges(text: str, folded: str, turns: list[Turn]) -> list[ExchangeSpan]:
    """The exchanges of a script of turns, in order."""
    gos: list[_Go] = []
    go: _Go | None = None
    begun = over = False
    brought: tuple[str | None, str | None] | None = None
    operator = any(turn.role == "operator" for turn in turns)
    for number, turn in enumerate(turns):
        if turn.role == "operator":
            if is_over(folded, turn) and not asks_for_next(folded, turn):
                go, brought, over = None, None, begun
                continue
            if asks_for_next(folded, turn) and number > 0:
                name, firm, after = introduced(text, turn)
                begun, over, go, brought = True, False, None, (name, firm)
                rest = trim(text, _past_courtesy(folded, after, turn.end), turn.end)
                if _asks(folded, rest):
                    go = _open(gos, None, brought, text)
                    go.asked.append(rest)
            elif go is not None and turn.end - turn.start > 120 and _asks(folded, (turn.start, turn.end)):
                go.asked.append((turn.start, turn.end))
            continue
        if turn.role == "analyst" or (go is not None and _same(turn, go)):
            if go is None and not over and (begun or not operator or _follows_operator(turns, number) or _opens_go(folded, turn)):
                begun = True
                if gos and not gos[-1].answers and _same(turn, gos[-1]):
                    go = gos[-1]  # called back after the line was cut
                elif brought is not None or _follows_operator(turns, number) or _reads_as_asker(folded, turn):
                    go = _open(gos, turn, brought, text)
                brought = None
            elif go is not None and go.answers and turn.speaker not in go.voices and not _same(turn, go) and (
                turns[number - 1].role == "operator" or _opens_go(folded, turn)
            ):
                go = _open(gos, turn, None, text)
            if go is not None:
                go.asked.append((turn.start, turn.end))
                go.voices.add(turn.speaker)
        elif go is not None:
            if go.answers and _takes_leave(folded, turn):
                go = None
                continue
            go.answers.append(((turn.start, turn.end), turn.speaker, _hands_over(folded, turn)))
    return [_exchange(text, folded, index, done) for index, done in enumerate(_answerable(gos), start=1)]


def _open(gos: list[_Go], turn: Turn | None, brought: tuple[str | None, str | None] | None, text: str) -> _Go:
    name, firm = brought or (None, None)
    if turn is not None:
        own, own_firm = _introduces_self(text, turn)
        name = turn.speaker or own or name
        firm = turn.organisation or firm or own_firm
    go = _Go(name, firm)
    gos.append(go)
    return go


_SELF = lazy(
    rf"(?:(?:[Tt]his is|[Ii]t is|[Ii]t['’]s|[Ii]['’]m) (?P<name>{LATIN_NAME})|\A(?P<bare>{LATIN_NAME}))"
    rf"(?:(?:,| from| with| at| of) (?P<firm>{_FIRM})(?=[.,])|(?= on for| sitting in))"
)
_SELF_ZH = lazy(r"(?:我是|这里是|来自)[ ]?(?P<firm>[^。，,我是]{2,16}?)[ ]?的[ ]?(?P<name>[A-Za-z㐀-鿿·. ’'-]{2,30})(?=[。，,.])")


def _introduces_self(text: str, turn: Turn) -> tuple[str | None, str | None]:
    """``This is Ann Lee from Some Bank``: her name and firm."""
    head = text[turn.start : min(turn.end, turn.start + 160)]
    found = _SELF.search(head) or _SELF_ZH.search(head)
    if found is None:
        return None, None
    group = found.groupdict()
    name, firm = (group.get("name") or group.get("bare") or "").strip(), group.get("firm")
    if firm and is_transliterated(firm):  # she stands in for a colleague
        firm = None
    if group.get("bare") and turn.speaker and not same_person(name, turn.speaker):
        return None, None
    return name or None, firm.strip() if firm else None


def _answerable(gos: list[_Go]) -> list[_Go]:
    return [go for go in gos if go.asked]


def introduced(text: str, turn: Turn) -> tuple[str | None, str | None, int]:
    """Name and firm of the caller whom the operator brings on, and where the sentence that does so ends."""
    fallback: int | None = None
    for word in _next_words().finditer(text, turn.start, turn.end):
        begin = _sentence_start(text, turn.start, word.start())
        sentence = text[begin : min(turn.end, word.end() + 160)]
        if fallback is None:
            fallback = _sentence_end(text, word.end(), turn.end)
        best: tuple[int, str, str | None, int] | None = None
        for pattern in (*_INTRODUCED, *_INTRODUCED_ZH):
            found = pattern.search(sentence)
            if found is None or (best is not None and found.start() >= best[0]):
                continue
            name, firm = _LEAD.sub("", found["name"].strip(" .")), found.groupdict().get("firm")
            if name and not _NO_NAME.search(name.lower()):
                best = found.start(), name, firm.strip(" .") if firm else None, begin + found.end()
        if best is not None:
            return best[1], best[2], _sentence_end(text, best[3], turn.end)
    return None, None, turn.end if fallback is None else fallback


def _sentence_start(text: str, low: int, at: int) -> int:
    return max(low, *(text.rfind(mark, low, at) + len(mark) for mark in (". ", "。", "]", "\n", "? ", "？")))


def _sentence_end(text: str, at: int, high: int) -> int:
    found = _SENTENCE_END.search(text, max(at - 1, 0), high)
    return found.end() if found else high


_SENTENCE_END = lazy(r"[.?](?=\s|$)|[。？\n]")
_NO_NAME = lazy(r"question|thank|operator|ladies|today|please|问题|谢谢|女士|接线|^(?:电话|对话|联系|线路|提问|合作)$")
_LEAD = lazy(r"^(?:(?:And|Our|Your|The|Next|First|Is|We|Thank|You|Thanks|Okay|Alright|It|That|This) )+")


@cache
def _next_words() -> re.Pattern[str]:
    return re.compile(
        r"(?:first|next|last|final) question|question (?:comes|is|today|from)|up next|next up|line of|has the next|comes from"
        r"|\bis (?=(?-i:[A-Z]))"
        r"|第一个|下一个|最后一个|下一位|问题来自|有请|(?:下面|接下来|现在|首先)请|接通|来自",
        re.IGNORECASE,
    )


def _follows_operator(turns: list[Turn], number: int) -> bool:
    return number > 1 and turns[number - 1].role == "operator"


def _reads_as_asker(folded: str, turn: Turn) -> bool:
    if "?" in folded[turn.start : turn.end]:
        return True
    return is_ask(folded, turn.start, turn.end) and bool(said("analyst_manners").search(folded, turn.start, turn.end))


def _opens_go(folded: str, turn: Turn) -> bool:
    """True of a turn with which a new asker begins though no operator brought them on."""
    head = min(turn.end, turn.start + 200)
    if "?" not in folded[turn.start : turn.end]:
        return False
    if turn.speaker is None:
        return True
    return bool(_greeting().match(folded, turn.start) and said("asker_openings").search(folded, turn.start, head))


def _same(turn: Turn, go: _Go) -> bool:
    return bool(turn.speaker and go.asker and same_person(turn.speaker, go.asker))


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


def _hands_over(folded: str, turn: Turn) -> bool:
    longest = 160 if _HAN.search(folded, turn.start, turn.end) else 500
    return turn.end - turn.start < longest and bool(said("handovers").search(folded, turn.start, turn.end))


def _exchange(text: str, folded: str, index: int, go: _Go) -> ExchangeSpan:
    questions: list[Span] = []
    for span in go.asked:
        found = split_questions(text, folded, *span)
        if questions and not any("?" in folded[start:end] or is_ask(folded, start, end) for start, end in found):
            continue  # thanks after the answer
        questions += found
    kept = [(span, who) for span, who, passes in go.answers if not passes] or [(span, who) for span, who, _ in go.answers]
    asker = ", ".join(part for part in (go.asker, go.firm) if part) or None
    whole = [(span, who) for span, who in kept if span[1] - span[0] > 25 or folded[span[1] - 1] in ".。!?"]
    spoke = whole or kept  # ``And``: a slip of the scribe's
    responders = list(dict.fromkeys(who for _, who in spoke if who))
    return ExchangeSpan(index, go.asked[0], questions, [span for span, _ in kept], asker, responders)

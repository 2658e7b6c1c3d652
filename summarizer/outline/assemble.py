"""From a document to its outline: every part in its order."""

from __future__ import annotations

from bisect import bisect_right

from ..reading.document import Document
from .call_exchanges import find_call_exchanges
from .exchanges import find_exchanges, section_pattern
from .furniture import find_boilerplate
from .header import Source, read_header
from .kind import find_kind
from .model import ExchangeSpan, Outline, Role, Sentence, Span, Turn
from .repair import repair
from .script import detect_language
from .sentences import split_sentences
from .turns import find_participants, find_turns


def outline(document: Document) -> Outline:
    """The outline of a document, found by rules. Never fails: what is not found is empty."""
    repaired = repair(document.text)
    text, folded = repaired.text, repaired.folded
    language = detect_language(text)
    boilerplate = find_boilerplate(text, folded)
    participants = find_participants(text, folded)
    turns = find_turns(text, folded, participants)
    exchanges = find_exchanges(text, folded, boilerplate)
    spoken = find_call_exchanges(text, folded, turns) if turns else []
    if len(spoken) > len(exchanges):
        exchanges = spoken
    elif exchanges and exchanges is not spoken:
        turns = turns if any(turn.role == "operator" for turn in turns) else []
    kind = find_kind(folded, turns, exchanges)
    if kind == "ir_record" and exchanges is not spoken:
        turns = []
    found = read_header(
        Source(text, folded, kind, language, turns, exchanges, participants, boilerplate, repaired.body_start)
    )
    headings = [section.span() for section in section_pattern().finditer(folded)]
    sentences = _sentences(text, folded, found.spans + headings, boilerplate, turns, exchanges, follow_ups=exchanges is spoken)
    return Outline(repaired, language, kind, found.header, sentences, turns, exchanges, boilerplate)


class _Spans:
    """Looks up which of some spans, not overlapping, holds a place."""

    def __init__(self, spans: list[tuple[int, int, int]]) -> None:
        self._spans = sorted(span for span in spans if span[0] < span[1])
        self._starts = [span[0] for span in self._spans]

    def at(self, place: int) -> int | None:
        """The mark of the span that holds ``place``."""
        index = bisect_right(self._starts, place) - 1
        return self._spans[index][2] if index >= 0 and place < self._spans[index][1] else None


def _sentences(
    text: str, folded: str, header: list[Span], boilerplate: list[Span], turns: list[Turn], exchanges: list[ExchangeSpan], *, follow_ups: bool
) -> list[Sentence]:
    header_at = _Spans([(low, high, 0) for low, high in _joined(header)])
    boilerplate_at = _Spans([(low, high, 0) for low, high in boilerplate])
    asked_at = _Spans([(*one.asked, one.index) for one in exchanges] + ([] if not follow_ups else _asked_later(turns, exchanges)))
    answered_at = _Spans([(low, high, one.index) for one in exchanges for low, high in one.answers])
    turn_at = _Spans([(turn.start, turn.end, turn.index) for turn in turns])
    operators = {turn.index for turn in turns if turn.role == "operator"}
    cuts = sorted({edge for one in exchanges for span in (one.asked, *one.answers) for edge in span} | {edge for turn in turns for edge in (turn.start, turn.end)})
    sentences: list[Sentence] = []
    paragraph, seen = 0, 0
    for start, end in _pieces(text, folded, cuts):
        if "\n" in text[seen:start]:
            paragraph += 1
        seen = end
        middle = (start + end) // 2
        turn = turn_at.at(middle)
        exchange: int | None = None
        role: Role = "narrative"
        if boilerplate_at.at(middle) is not None:
            role = "boilerplate"
        elif (exchange := asked_at.at(middle)) is not None:
            role = "question"
        elif (exchange := answered_at.at(middle)) is not None:
            role = "answer"
        elif header_at.at(start) is not None or header_at.at(middle) is not None:
            role = "header"
        elif turn in operators:
            role = "boilerplate"
        sentences.append(Sentence(len(sentences), start, end, paragraph, role, exchange, turn))
    return sentences


def _asked_later(turns: list[Turn], exchanges: list[ExchangeSpan]) -> list[tuple[int, int, int]]:
    """The turns in which follow-ups were asked."""
    starts = [turn.start for turn in turns]
    later: list[tuple[int, int, int]] = []
    for one in exchanges:
        for low, _ in one.questions:
            if one.asked[0] <= low < one.asked[1]:
                continue
            turn = turns[bisect_right(starts, low) - 1]
            later.append((turn.start, turn.end, one.index))
    return sorted(set(later))


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for low, high in sorted(spans):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _pieces(text: str, folded: str, cuts: list[int]) -> list[Span]:
    """The sentences, none of which runs over a question's or an answer's edge."""
    pieces: list[Span] = []
    position = 0
    for cut in [*cuts, len(text)]:
        if cut > position:
            pieces += split_sentences(text, folded, position, cut)
            position = cut
    return pieces

"""From a document to its outline: every part in its order."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from ..patterns import lazy
from ..reading.document import Document
from .exchanges import find_exchanges
from .furniture import find_boilerplate
from .header import read_header
from .header_source import Source
from .kind import find_kind
from .marks import section_pattern
from .model import ExchangeSpan, Outline, Role, Sentence, Span, Turn
from .participants import find_participants
from .repair import repair
from .script import detect_language
from .sentences import split_sentences
from .turns import find_turns


def outline(document: Document) -> Outline:
    """The outline of a document, found by rules. Never fails: what is not found is empty."""
    repaired = repair(document.text, markdown=document.media_type == "text/markdown")
    text, folded = repaired.text, repaired.folded
    language = detect_language(text)
    boilerplate = find_boilerplate(text, folded)
    participants = find_participants(text, folded)
    turns = find_turns(text, folded, participants)
    exchanges = find_exchanges(text, folded, boilerplate)
    if not turns and len(exchanges) < 3:
        # loaded where a document wants it, as the readers of headers are
        from .unlabelled import find_unlabelled_turns

        turns = find_unlabelled_turns(text, folded)
    spoken: list[ExchangeSpan] = []
    if turns:
        from .call_exchanges import find_call_exchanges

        spoken = find_call_exchanges(text, folded, turns)
    if spoken and (len(spoken) >= len(exchanges) or any(turn.role == "operator" for turn in turns)):
        exchanges = spoken
    kind = find_kind(folded, turns, exchanges)
    if kind == "ir_record" and exchanges is not spoken:
        turns = []
    stated = document.title, document.published
    found = read_header(
        Source(text, folded, kind, language, turns, exchanges, participants, boilerplate, repaired.body_start, *stated)
    )
    headings = [section.span() for section in section_pattern().finditer(folded)]
    sentences = _sentences(text, folded, found.spans + headings, boilerplate, turns, exchanges, found.cuts, follow_ups=exchanges is spoken)
    return Outline(repaired, language, kind, found.header, sentences, turns, exchanges, boilerplate)


class _Sweep:
    """Tells which of some spans holds a place. The spans do not overlap, and places must be asked for in order."""

    def __init__(self, spans: list[tuple[int, int, int]]) -> None:
        self._spans = sorted(span for span in spans if span[0] < span[1])
        self._next = 0

    def at(self, place: int) -> int | None:
        """The mark of the span that holds ``place``."""
        spans, index = self._spans, self._next
        while index < len(spans) and spans[index][1] <= place:
            index += 1
        self._next = index
        return spans[index][2] if index < len(spans) and spans[index][0] <= place else None


def _sentences(
    text: str,
    folded: str,
    header: list[Span],
    boilerplate: list[Span],
    turns: list[Turn],
    exchanges: list[ExchangeSpan],
    further_cuts: list[int],
    *,
    follow_ups: bool,
) -> list[Sentence]:
    header_at = _Sweep([(low, high, 0) for low, high in _joined(header)])
    begins_in_header = _Sweep([(low, high, 0) for low, high in _joined(header)])
    boilerplate_at = _Sweep([(low, high, 0) for low, high in boilerplate])
    asked_at = _Sweep([(*one.asked, one.index) for one in exchanges] + ([] if not follow_ups else _asked_later(turns, exchanges)))
    answered_at = _Sweep([(low, high, one.index) for one in exchanges for low, high in one.answers])
    turn_at = _Sweep([(turn.start, turn.end, turn.index) for turn in turns])
    operators = {turn.index for turn in turns if turn.role == "operator"}
    parts = [span for one in exchanges for span in (one.asked, *one.answers)] + [(turn.start, turn.end) for turn in turns]
    labels_end = sorted({start for start, _ in parts})
    script = (turns[0].start, turns[-1].end) if turns else (0, 0)
    cuts = sorted({*further_cuts, *(edge for part in parts for edge in part)})
    sentences: list[Sentence] = []
    paragraph, seen = 0, 0
    for low, high in pairwise([0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)]):
        spans = split_sentences(text, folded, low, high)
        asked, answered, turn = asked_at.at(low), answered_at.at(low), turn_at.at(low)
        outside = script[0] <= low < script[1] and turn is None
        for start, end in spans:
            if "\n" in text[seen:start]:
                paragraph += 1
            seen = end
            middle = (start + end) // 2
            exchange: int | None = None
            role: Role = "narrative"
            if boilerplate_at.at(middle) is not None:
                role = "boilerplate"
            elif asked is not None:
                role, exchange = "question", asked
            elif answered is not None:
                role, exchange = "answer", answered
            elif (begins_in_header.at(start) is not None or header_at.at(middle) is not None) and not _is_prose(folded, start):
                role = "header"
            elif turn in operators:
                role = "boilerplate"
            elif outside or (end - start <= _LONGEST_LABEL and _is_label(text, end, labels_end)):
                role = "header"  # a speaker's name, or the mark of a question or an answer
            sentences.append(Sentence(len(sentences), start, end, paragraph, role, exchange, turn))
    return sentences


_LONGEST_LABEL = 40
_SAID = lazy(r"\d\s?(?:%|亿|万元|个百分点|个基点)")
_LABELLED = lazy(r"[^\n]{1,16}[:|\t]")


def _is_prose(folded: str, start: int) -> bool:
    """True of a line that talks: a form without a row for its contents runs on into the management's words."""
    low = max(folded.rfind("\n", max(0, start - 400), start) + 1, start - 400, 0)
    high = folded.find("\n", start, start + 400)
    line = folded[low : high if high >= 0 else start + 400]
    if len(line) < 30 or _LABELLED.match(line):
        return False
    return line.count("。") + line.count("；") + line.count(";") >= 2 or ("。" in line and _SAID.search(line) is not None)


def _is_label(text: str, end: int, starts: list[int]) -> bool:
    """True of a mark or a speaker's name: it stands right before what is asked, answered or said, on the same line."""
    at = bisect_right(starts, end - 1)
    if at == len(starts) or starts[at] - end >= 8:
        return False
    gap = text[end : starts[at]]
    return not gap.strip() and "\n" not in gap


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

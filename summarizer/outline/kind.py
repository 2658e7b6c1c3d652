"""What kind of document it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from ..patterns import lazy
from ..tables import table, words_pattern
from .header_form import labelled_fields
from .model import ExchangeSpan, Turn

Kind = Literal["ir_record", "earnings_article", "earnings_call", "other"]

_HEAD = 2_500
"""What a document is, it says within this many characters."""
_SAMPLE = 20_000


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(words_pattern(table("outline", "kind")[key]))


_SPACE = lazy(r"[ \t\u3000]+")
_OWN_VOICE = lazy(r"\b(?:we|our|i'm|i'll|we're|we've|us)\b")


def find_kind(folded: str, turns: list[Turn], exchanges: list[ExchangeSpan]) -> Kind:
    """The kind, by the form's title and labels, by speakers, by how the text speaks of the company."""
    head = folded[:_HEAD]
    if _pattern("record_titles").search(_SPACE.sub("", head)) or len(_labels(head)) >= 3:
        return "ir_record"
    spoken = [turn for turn in turns if turn.role != "unknown"]
    if any(turn.role == "operator" for turn in turns) or len(spoken) >= 4:
        return "earnings_call"
    sample = folded[:_SAMPLE]
    if _pattern("announcement_words").search(sample):
        return "other"
    words = max(1, len(sample) // 6)
    calls = {found.group() for found in _pattern("call_words").finditer(sample)}
    briefing = {found.group() for found in _pattern("briefing_words").finditer(sample)}
    own = len(_OWN_VOICE.findall(sample))
    if own > 8 and own * 100 > words and (calls or briefing or own * 40 > words):
        return "earnings_call"
    reporting = {found.group() for found in _pattern("reporting_words").finditer(sample)}
    if (len(briefing) >= 2 or (briefing and exchanges)) and (reporting or exchanges):
        return "earnings_article"
    return "other"


def _labels(head: str) -> set[str]:
    """The fields whose labels stand at the start of a line of the head."""
    return {field for field, _ in labelled_fields(head)} & {"category", "participants", "hosts", "time", "venue", "content"}

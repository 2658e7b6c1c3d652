"""The single questions inside what somebody asked in one go."""

from __future__ import annotations

import re
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .model import Span
from .sentences import split_sentences


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(words_pattern(table("outline", "questions")[key]))


@cache
def _join() -> re.Pattern[str]:
    return re.compile(r"(?:[，,;；、]|(?<=[^\s]))[ ]?(?=" + words_pattern(table("outline", "questions")["joins_zh"]) + ")")


_HAN = lazy("[㐀-鿿]")
_TAG = lazy(r"[^\w]*(?:[a-z']+[^\w]*){1,2}\?+[\"')\]]*|(?:对|是|好|行|可以)(?:吗|吧|么|不对|不是)?\?+")
"""``Right?``, ``对吗?``: a tag, not a question, where something else is asked."""


def split_questions(text: str, folded: str, start: int, end: int) -> list[Span]:
    """Spans of the single questions inside ``text[start:end]``, at least one unless it is blank.

    By question marks; where there are none, by distinct asks (``请介绍…，以及…如何``; in English the sentences that ask).
    """
    start, end = trim(text, start, end)
    if start == end:
        return []
    sentences = split_sentences(text, folded, start, end)
    marked = [span for span in sentences if "?" in folded[span[0] : span[1]]]
    plain = [span for span in marked if not _TAG.fullmatch(folded[span[0] : span[1]]) and not _is_courtesy(folded, span)]
    if plain or marked:
        return plain or marked
    chinese = bool(_HAN.search(folded, start, end))
    asked = _chinese_asks(folded, sentences) if chinese else _english_asks(folded, sentences)
    return [trim(text, *span) for span in asked] or [_without_courtesies(folded, sentences)]


def _is_courtesy(folded: str, span: Span) -> bool:
    if _HAN.search(folded, *span):
        return span[1] - span[0] < 22 and bool(_pattern("courtesies_zh").search(folded, *span))
    return span[1] - span[0] < 60 and bool(_pattern("courtesies_en").search(folded, *span))


def _without_courtesies(folded: str, sentences: list[Span]) -> Span:
    """From the first sentence to the last that is no greeting and no thanks; the whole where nothing else is said."""
    told = [span for span in sentences if not _is_courtesy(folded, span) and span[1] - span[0] > 6] or sentences
    return told[0][0], told[-1][1]


def _english_asks(folded: str, sentences: list[Span]) -> list[Span]:
    return [span for span in sentences if _pattern("asks_en").search(folded, *span) and not _is_courtesy(folded, span)]


def _chinese_asks(folded: str, sentences: list[Span]) -> list[Span]:
    asked: list[Span] = []
    for start, end in sentences:
        cuts = [found.start() for found in _join().finditer(folded, start + 1, end)]
        begin = start
        for cut in [*cuts, end]:
            if is_ask(folded, begin, cut):  # a part that asks nothing goes with the next: `产能以及订单如何` is one
                asked.append((begin, cut))
                begin = cut
        if begin < end and begin > start and asked:
            asked[-1] = (asked[-1][0], end)
    return asked


def is_ask(folded: str, start: int, end: int) -> bool:
    """True where the words between ask something, question mark or not."""
    return bool(_pattern("asks_zh").search(folded, start, end) or _pattern("asks_en").search(folded, start, end))


_ASKED_AT_END = lazy(r"\?[\s\"')\]。.!~,，]*(?:(?:谢谢|感谢|多谢|thank)[^\n?]{0,12})?\Z")


def ends_as_question(folded: str, start: int, end: int) -> bool:
    """True where the line ends with a question mark, thanks and closing marks aside."""
    return bool(_ASKED_AT_END.search(folded[max(start, end - 40) : end]))


def trim(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

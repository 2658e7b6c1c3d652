"""A paragraph's sentences, and the clauses of a sentence that state things of their own."""

from __future__ import annotations

import re

from ..outline.script import fold
from ..outline.sentences import split_sentences
from ..patterns import lazy
from .idle import has_figure
from .visible import Visible

_SEMICOLON = lazy(r"[;；](?=\s|[^\x00-\x7f])")
_TELLING = "was|were|is|are|grew|rose|fell|declined|reached|came|stood|totaled|totalled|increased|decreased"
_AND = lazy(rf", (?:and|while|whereas|but) (?=(?:[\w&'’%().-]+ ){{1,6}}?(?:{_TELLING})\b)")
_DEPENDENT = lazy(
    r"(?:up|down|versus|vs|compared|driven|including|excluding|of which|with|mainly|due|as|which|that|both|respectively|the same|"
    r"其中|主要|包括|同比|环比|按年|分别|均|即|较|占|约占)\b"
)
_VERB = lazy(rf"\b(?:{_TELLING}|expects?|has|have|had)\b")
_BAR = r"\s+[|·•]\s+"
_FIELD = lazy(r"\s*[^:]{1,40}:\s*\S")
_SHORTEST = 6
_LONGEST = 2_000
"""A longer sentence is a page that came without its full stops, and no place to look for clauses."""


def sentences(words: Visible) -> list[Visible]:
    """The sentences of a paragraph, in order."""
    spans = split_sentences(words.text, fold(words.text), 0, len(words.text))
    return [part for first, last in spans if (part := words.part(first, last))]


def clauses(sentence: Visible) -> list[Visible]:
    """The clauses that have a subject and a figure of their own; the sentence whole where its parts lean on each other."""
    text, folded = sentence.text, fold(sentence.text)
    if len(text) > _LONGEST:
        return [sentence]
    cuts = [(found.start(), found.end()) for found in _SEMICOLON.finditer(folded)]
    cuts += [(found.start(), found.end()) for found in _AND.finditer(folded)]
    fields = set(_fields(folded))
    cuts += fields
    cuts.sort()
    parts: list[Visible] = []
    begin = 0
    for start, end in cuts:
        if start < begin or _inside(folded, begin, start):
            continue
        stop = min((place for place, _ in cuts if place > start), default=len(text))
        apart = _alone(folded[begin:start], text[begin:start]) and _alone(folded[end:stop].lstrip(), text[end:stop])
        if apart or (start, end) in fields:
            first = sentence.part(begin, start + (folded[start] == ";"))
            parts.append(first)
            begin = end
    parts.append(sentence.part(begin, len(text)))
    return [part for part in parts if part]


def _fields(folded: str) -> list[tuple[int, int]]:
    """Where bars part ``Date: …  |  Participants: …``; nothing where what they part are no fields."""
    parts = re.split(_BAR, folded)
    if len(parts) < 2 or not all(_FIELD.match(part) for part in parts):
        return []
    return [found.span() for found in re.finditer(_BAR, folded)]


def _alone(folded: str, text: str) -> bool:
    if len(folded.strip()) < _SHORTEST or _DEPENDENT.match(folded.strip()):
        return False
    if folded.isascii() and not (_VERB.search(folded) or ":" in folded):
        return False
    return has_figure(text)


def _inside(folded: str, start: int, end: int) -> bool:
    """Whether brackets that were opened are not closed yet."""
    return folded.count("(", start, end) > folded.count(")", start, end)

"""A document and the pieces that quotes are made from: its sentences, and runs of clauses within them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summarizer.outline.repair import repair
from summarizer.outline.script import HAN, detect_language, fold
from summarizer.outline.sentences import split_sentences

from .tables import TABLES

BORDER = re.compile(r"(?<=[，；。！？])|(?<=[,;!?:])(?=[^\d])|(?<=[.!?])(?=\s)|(?<=[,;])(?=\s)")
_DATE_BEFORE = re.compile(r"(?:\d{1,2}, )?(?:19|20)\d\d[ ,)]")
_DATE_GOES_ON = re.compile(r",? (?:19|20)\d\d\b")
_DROPPED = re.compile(r"[\s\u200b\"“”「」『』*]+")
_ARTICLES = {"The", "This", "These", "Those", "That", "Our", "Its", "Their", "And", "But", "For", "With", "You", "She", "They"}
_ENDS = " ,，;；"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a document as they read, and the span of the raw text that they stand in."""

    text: str
    start: int
    end: int
    sentence: int
    """The number of the sentence that it is, or is part of."""


@dataclass
class Source:
    """A document, what quotes are made of and what false ones must not say."""

    name: str
    text: str
    """Raw; all offsets count its code points."""
    language: str
    sentences: list[str]
    clauses: list[str]
    plain: str
    """Folded, white space and quotation marks left out: a false quote that stands here is none."""
    subjects: list[str]
    pieces: list[Piece] = field(default_factory=list)
    """Sentences first, then runs of clauses."""
    words: str = ""
    """The repaired text alone, plain."""
    loose: str = ""
    """``plain`` of a text without articles: "in the Alps" says "in Alps", and so for approximations."""
    holding: dict[str, int] = field(default_factory=dict)
    """The number of the sentence that a piece's words stand in."""

    def stands_once(self, piece: Piece) -> bool:
        """Whether these words have one place only, so that a quote of them does too."""
        bare = plain(piece.text)
        first = self.words.find(bare)
        return first >= 0 and self.words.find(bare, first + 1) < 0


def plain(text: str) -> str:
    """Folded text without white space and quotation marks, whole full stops alike."""
    return re.sub(r"\.(?!\d)", "。", _DROPPED.sub("", fold(text)))


_IDLE = re.compile(
    r"\b(?:the|an?|of|that|which|this|these|those|it|also|about|approximately|roughly|around|nearly|almost)\b|大约|[约的了也]"
)


def loose(text: str) -> str:
    """`plain` without articles and what else may be left out of a sentence."""
    return plain(_IDLE.sub("", fold(text)))


def load(name: str, text: str) -> Source:
    """``text`` as a source of quotes."""
    repaired = repair(text)
    pieces: list[Piece] = []
    runs: list[Piece] = []

    def piece(start: int, end: int, number: int) -> Piece:
        return Piece(repaired.text[start:end], *repaired.raw_span(start, end), number)

    for start, end in split_sentences(repaired.text, repaired.folded, 0, len(repaired.text)):
        sentence = repaired.text[start:end]
        if not 8 <= len(sentence) <= 260 or "\t" in sentence or not re.search(rf"[a-zA-Z{HAN}]{{2}}", sentence):
            continue
        number = len(pieces)
        pieces.append(piece(start, end, number))
        borders = [start]
        for part in BORDER.split(sentence):
            if part:
                borders.append(borders[-1] + len(part))
        for first in range(len(borders) - 1):
            last = min(first + 1 + (first * 7 + len(sentence)) % 3, len(borders) - 1)
            low, high = _trimmed(repaired.text, borders[first], borders[last])
            if _DATE_GOES_ON.match(repaired.text, high) or (low > start and _DATE_BEFORE.match(repaired.text, low)):
                continue
            if high - low >= 8 and "\n" not in repaired.text[low:high]:
                runs.append(piece(low, high, number))
    words = [word for word in TABLES["subject"]["words"] if word in repaired.text]
    named = re.compile(r"(?<![A-Za-z.])[A-Z][A-Za-z0-9]*(?:[ -][A-Z0-9][A-Za-z0-9.]*)*")
    names = {found for found in named.findall(repaired.text) if len(found) > 2} - _ARTICLES
    bare = plain(repaired.text)
    return Source(
        name,
        text,
        detect_language(text),
        [piece.text for piece in pieces],
        [piece.text for piece in runs],
        bare + "\n" + plain(text),
        words + sorted(names)[:200],
        pieces + runs,
        bare,
        loose(repaired.text),
        {piece.text: piece.sentence for piece in (*runs, *pieces)},
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return start, end

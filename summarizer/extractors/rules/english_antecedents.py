"""What an English sentence goes on about: its opening pronoun, and what the sentence before it named."""

from __future__ import annotations

from ...patterns import lazy
from ..material import Line, Material
from .english_names import subject_of
from .metrics import find_metrics
from .subject import Subject

_PRONOUN = lazy(
    r"(?:and\s|so\s|again,\s)?(?:[^,.;]{1,60},\s)?(?:it|they|this|that|these|those)"
    r"(?:\s(?:outlook|guidance|range|forecast|growth|increase|decrease|result|performance))?"
    r"(?:['’](?:s|re)|\s(?:has\sbeen|have\sbeen|implies|reflects|equates|translates|would\sbe|was|were|is|are|grew|increased|decreased|declined|rose|fell|improved|represents?|"
    r"represented|compares|compared|includes?|included|will be|totaled|actually\s\w+))\b"
)


def opens_with_pronoun(material: Material, line: Line) -> bool:
    """Whether a sentence goes on about what the one before named (``During the quarter, it was …``)."""
    return (
        _PRONOUN.match(material.folded, line.sentence.start, min(line.sentence.end, line.sentence.start + 110))
        is not None
    )


def spoken_of(material: Material, line: Line) -> Subject | None:
    """What a sentence without a figure is about (``Our effective tax rate is worthy of mention.``)."""
    start, end = line.sentence.start, line.sentence.end
    mentions = list(find_metrics(material.folded, start, min(end, start + 120), "en"))
    if not mentions:
        return None
    return subject_of(material, line, mentions[0], start)

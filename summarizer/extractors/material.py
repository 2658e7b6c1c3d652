"""What every extractor reads: the outline with each sentence's figures and periods beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from ..figures import Anchor, scan
from ..figures.model import Figure, PeriodMention, Scan
from ..outline import Outline
from ..outline.model import Sentence
from ..patterns import lazy
from .anchor import find_anchor


@dataclass(slots=True)
class Line:
    """One sentence with what stands in it."""

    sentence: Sentence
    figures: list[Figure] = field(default_factory=list)
    periods: list[PeriodMention] = field(default_factory=list)


@dataclass(slots=True)
class Material:
    outline: Outline
    text: str
    folded: str
    scan: Scan
    anchor: Anchor
    lines: list[Line]
    line_at: dict[int, Line] = field(init=False, repr=False)
    """The lines by where their sentence begins."""

    def __post_init__(self) -> None:
        self.line_at = {line.sentence.start: line for line in self.lines}

    def words(self, span: tuple[int, int]) -> str:
        """The repaired text of a span, on one line."""
        return re.sub(r"\s*\n\s*", " ", self.text[span[0] : span[1]]).strip()


def gather(outline: Outline) -> Material:
    """Scan a document's figures and periods and lay them beside its sentences."""
    text, folded = outline.repaired.text, outline.repaired.folded
    anchor = find_anchor(outline)
    found = scan(text, folded, anchor)
    lines = [Line(sentence) for sentence in _readable(outline.sentences, folded, found)]
    _lay(lines, found)
    return Material(outline, text, folded, found, anchor, lines)


_LONGEST = 800
_BREAK = lazy(r"[;；、。!?]|[,，](?!\d)|\s")


def _readable(sentences: list[Sentence], folded: str, found: Scan) -> list[Sentence]:
    """The sentences, one without an end in sight cut between its clauses: what a rule reads at once stays small.

    A cut never falls inside a figure, a period or a name.
    """
    if all(sentence.end - sentence.start <= _LONGEST for sentence in sentences):
        return sentences
    figures = ((figure.start, figure.end) for figure in found.figures)
    spans = sorted([*figures, *((mention.start, mention.end) for mention in found.periods), *found.others])
    starts = [start for start, _ in spans]
    out: list[Sentence] = []
    for sentence in sentences:
        at = sentence.start
        while sentence.end - at > _LONGEST:
            cut = at + _LONGEST
            breaks = [match.end() for match in _BREAK.finditer(folded, at + _LONGEST // 2, cut)]
            cut = breaks[-1] if breaks else cut
            place = bisect_right(starts, cut - 1) - 1
            if place >= 0 and spans[place][0] < cut < spans[place][1]:
                cut = spans[place][0] if spans[place][0] > at else min(spans[place][1], sentence.end)
            out.append(replace(sentence, index=len(out), start=at, end=cut))
            at = cut
        if at < sentence.end:
            out.append(replace(sentence, index=len(out), start=at))
    return out


def _lay(lines: list[Line], found: Scan) -> None:
    ordered = sorted(lines, key=lambda line: line.sentence.start)
    figure_index = period_index = 0
    for line in ordered:
        start, end = line.sentence.start, line.sentence.end
        while figure_index < len(found.figures) and found.figures[figure_index].start < start:
            figure_index += 1
        while figure_index < len(found.figures) and found.figures[figure_index].start < end:
            line.figures.append(found.figures[figure_index])
            figure_index += 1
        while period_index < len(found.periods) and found.periods[period_index].start < start:
            period_index += 1
        while period_index < len(found.periods) and found.periods[period_index].start < end:
            line.periods.append(found.periods[period_index])
            period_index += 1

"""Strategies, outlooks and risks of two documents: new, continued or gone, and which of them have moved on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..extractors.material import Line
from ..extractors.rules.points import due_of
from ..schemas import KPI, Evidence
from ..schemas.comparison import Statement, Told
from .documents import Side
from .progress import moved
from .vocabulary import Likeness, Vocabulary

_SECTIONS: tuple[Literal["strategy", "risks", "outlook"], ...] = ("strategy", "risks", "outlook")
"""A sentence that stands in several is told once, under the first of them."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its words."""

    told: Told
    terms: frozenset[str]
    """In its own document's reading."""


def statements(old: Side, new: Side, words: Vocabulary) -> list[Statement]:
    """Every statement of both: continued ones and new ones in the later document's order, then what is gone."""
    before, now = _said(old, words), _said(new, words)
    pairs = _paired(before, now, words)
    lookups = {side.number: _Text(side, words) for side in (old, new)}
    found: list[Statement] = []
    for at, one in enumerate(now):
        found.append(_statement(before[pairs[at]] if at in pairs else lookups[old.number].find(one), one, old, new, words))
    kept = set(pairs.values())
    for at, one in enumerate(before):
        if at not in kept:
            found.append(_statement(one, lookups[new.number].find(one), old, new, words))
    rank = {"continued": 0, "new": 1, "gone": 2}
    return sorted(found, key=lambda one: rank[one.status])


def _said(side: Side, words: Vocabulary) -> list[Said]:
    summary = side.summary
    measured = [kpi for kpi in summary.kpis if kpi.metric is not None]
    found: list[Said] = []
    places: list[Evidence] = []
    for section in _SECTIONS:
        for index, item in enumerate(getattr(summary, section)):
            if any(_overlap(piece, other) for piece in item.evidence for other in places):
                continue
            if section == "outlook" and _is_figure(item.evidence, measured):
                # told as a figure, beside what came of it
                continue
            places += item.evidence
            told = Told(
                document=side.number, section=section, index=index, text=item.text, topic=item.topic,
                status=getattr(item, "status", None), due=getattr(item, "horizon", None) or getattr(item, "due", None),
                evidence=item.evidence,
            )  # fmt: skip
            found.append(Said(told, words.terms(item.text, side)))
    return found


def _overlap(one: Evidence, two: Evidence) -> bool:
    return one.start < two.end and two.start < one.end


def _is_figure(evidence: Sequence[Evidence], measured: Sequence[KPI]) -> bool:
    return any(_overlap(piece, other) for kpi in measured for other in kpi.evidence for piece in evidence)


def _paired(before: Sequence[Said], now: Sequence[Said], words: Vocabulary) -> dict[int, int]:
    """For the later statements the earlier one that says the same, the most alike first, each once."""
    tried: list[tuple[float, int, int]] = []
    for at, one in enumerate(now):
        for place, other in enumerate(before):
            like = words.alike(other.terms, one.terms)
            if _same_words(other, one, words) or same_matter(like, foreign=words.foreign):
                tried.append((like.of_both + 0.15 * (other.told.section == one.told.section), at, place))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, place in sorted(tried, key=lambda one: (-one[0], one[1], one[2])):
        if at not in found and place not in taken:
            found[at] = place
            taken.add(place)
    return found


def _same_words(one: Said, two: Said, words: Vocabulary) -> bool:
    """Whether two statements are nearly the same words, be these of any report: "no change to our guidance philosophy"."""
    if one.told.text == two.told.text:
        return True
    like = words.alike(one.terms, two.terms, plain=True)
    return len(one.terms & two.terms) >= 4 and like.of_both >= 0.65


def same_matter(like: Likeness, *, foreign: bool = False) -> bool:
    """Whether two statements are of one matter: they share several words that few sentences hold, and these are much of the shorter one."""
    if foreign:
        return like.rare >= 4 and like.of_both >= 0.35 and like.of_less >= 0.45
    return like.rare >= 2 and like.shared >= 1.5 and ((like.of_both >= 0.33 and like.of_less >= 0.4) or like.of_less >= 0.6)


class _Text:
    """The sentences of one document, to be read for a statement that its summary did not select."""

    def __init__(self, side: Side, words: Vocabulary) -> None:
        self._side, self._words = side, words
        self._figures: list[int] | None = None
        self._lines: list[tuple[Line, frozenset[str]]] = []
        self._postings: dict[str, list[int]] = {}
        material = side.material
        for line in material.lines if material is not None else ():
            if line.sentence.role in ("question", "boilerplate", "header") or material is None or self._of_figure(line):
                continue
            terms = words.terms(material.words((line.sentence.start, line.sentence.end)), side)
            for term in terms:
                self._postings.setdefault(term, []).append(len(self._lines))
            self._lines.append((line, terms))

    def _of_figure(self, line: Line) -> bool:
        """Whether a sentence tells a figure of a metric: a result, or guidance, and no statement."""
        material = self._side.material
        if material is None:
            return False
        if self._figures is None:
            kpis = (kpi for kpi in self._side.summary.kpis if kpi.metric is not None)
            self._figures = sorted(piece.start for kpi in kpis for piece in kpi.evidence)
        start, end = material.outline.repaired.raw_span(line.sentence.start, line.sentence.end)
        at = bisect_left(self._figures, start)
        return at < len(self._figures) and self._figures[at] < end

    def _of_section(self, line: Line, section: str) -> bool:
        """Whether a sentence can be an outlook or a risk."""
        cues = self._side.cues
        if section == "strategy" or cues is None:
            return True
        if section == "outlook":
            return cues.count("outlook", line) > 0 or cues.status(line) == "planned"
        return cues.count("risk", line) > 0

    def find(self, said: Said) -> Said | None:
        """The sentence that says the same, if there is one."""
        numbers: dict[int, float] = {}
        for term in said.terms:
            weight = self._words.weight(term)
            if weight >= 0.3:
                for number in self._postings.get(term, ()):
                    numbers[number] = numbers.get(number, 0.0) + weight
        best: tuple[float, int] | None = None
        for number in sorted(numbers, key=lambda one: (-numbers[one], one))[:12]:
            line, terms = self._lines[number]
            like = self._words.alike(said.terms, terms)
            if not self._of_section(line, said.told.section):
                continue
            if same_matter(like, foreign=self._words.foreign) and like.of_less >= 0.5 and like.of_both >= 0.45 and like.rare >= 3:
                if best is None or like.of_both > best[0]:
                    best = (like.of_both, number)
        if best is None:
            return None
        line, terms = self._lines[best[1]]
        told = self._told(line, said.told)
        return Said(told, terms) if told is not None else None

    def _told(self, line: Line, like: Told) -> Told | None:
        material, cues = self._side.material, self._side.cues
        if material is None or cues is None:
            return None
        span = line.sentence.start, line.sentence.end
        return Told(
            document=self._side.number, section=like.section, index=None, text=material.words(span), topic=like.topic,
            status=cues.status(line) if like.section == "strategy" else None, due=due_of(material, line),
            evidence=[self._side.evidence(*span)],
        )  # fmt: skip


def _statement(old: Said | None, new: Said | None, before: Side, now: Side, words: Vocabulary) -> Statement:
    shown = new or old
    if shown is None:
        raise ValueError("a statement of neither document")
    topic, earlier, later = shown.told.topic, old.told if old else None, new.told if new else None
    if old is None or new is None:
        return Statement(status="new" if new is not None else "gone", topic=topic, old=earlier, new=later)
    further = moved(old.told, new.told, before, now, words.alike(old.terms, new.terms))
    return Statement(status="continued", topic=topic, old=earlier, new=later, moved=further)

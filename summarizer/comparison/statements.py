"""Strategies, outlooks and risks of two documents: new, continued or gone, and which of them have moved on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..extractors.material import Line
from ..extractors.rules.points import due_of
from ..figures import scan
from ..outline.script import fold
from ..schemas import KPI, Evidence
from ..schemas.comparison import Statement, Told
from ..schemas.vocabulary import Status
from .documents import Side
from .vocabulary import Likeness, Vocabulary

_SECTIONS: tuple[Literal["strategy", "risks", "outlook"], ...] = ("strategy", "risks", "outlook")
"""A sentence that stands in several is told once, under the first of them."""
_ORDER: dict[Status | None, int] = {"planned": 0, "in_progress": 1, "done": 2}


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
        earlier = before[pairs[at]].told if at in pairs else lookups[old.number].find(one)
        found.append(_statement(earlier, one.told, old, new))
    kept = set(pairs.values())
    for at, one in enumerate(before):
        if at not in kept:
            found.append(_statement(one.told, lookups[new.number].find(one), old, new))
    rank = {"continued": 0, "new": 1, "gone": 2}
    return sorted(found, key=lambda one: rank[one.status])


def _said(side: Side, words: Vocabulary) -> list[Said]:
    summary = side.summary
    guided = [kpi for kpi in summary.kpis if kpi.basis in ("guidance", "target") and kpi.metric is not None]
    found: list[Said] = []
    places: list[Evidence] = []
    for section in _SECTIONS:
        for index, item in enumerate(getattr(summary, section)):
            if any(_overlap(piece, other) for piece in item.evidence for other in places):
                continue
            if section == "outlook" and _is_guidance(item.evidence, guided):
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


def _is_guidance(evidence: Sequence[Evidence], guided: Sequence[KPI]) -> bool:
    return any(_overlap(piece, other) for kpi in guided for other in kpi.evidence for piece in evidence)


def _paired(before: Sequence[Said], now: Sequence[Said], words: Vocabulary) -> dict[int, int]:
    """For the later statements the earlier one that says the same, the most alike first, each once."""
    tried: list[tuple[float, int, int]] = []
    for at, one in enumerate(now):
        for place, other in enumerate(before):
            like = words.alike(other.terms, one.terms)
            if same_matter(like, foreign=words.foreign):
                tried.append((like.of_both + 0.15 * (other.told.section == one.told.section), at, place))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, place in sorted(tried, key=lambda one: (-one[0], one[1], one[2])):
        if at not in found and place not in taken:
            found[at] = place
            taken.add(place)
    return found


def same_matter(like: Likeness, *, foreign: bool = False) -> bool:
    """Whether two statements are of one matter: they share several words that few sentences hold, and these are much of the shorter one."""
    if foreign:
        return like.rare >= 4 and like.of_both >= 0.35 and like.of_less >= 0.45
    return like.rare >= 2 and like.shared >= 1.5 and ((like.of_both >= 0.33 and like.of_less >= 0.4) or like.of_less >= 0.6)


class _Text:
    """The sentences of one document, to be read for a statement that its summary did not select."""

    def __init__(self, side: Side, words: Vocabulary) -> None:
        self._side, self._words = side, words
        self._lines: list[tuple[Line, frozenset[str]]] = []
        self._postings: dict[str, list[int]] = {}
        material = side.material
        for line in material.lines if material is not None else ():
            if line.sentence.role in ("question", "boilerplate", "header") or material is None:
                continue
            terms = words.terms(material.words((line.sentence.start, line.sentence.end)), side)
            for term in terms:
                self._postings.setdefault(term, []).append(len(self._lines))
            self._lines.append((line, terms))

    def find(self, said: Said) -> Told | None:
        """The sentence that says the same, if there is one."""
        numbers: dict[int, float] = {}
        for term in said.terms:
            weight = self._words.weight(term)
            if weight >= 0.3:
                for number in self._postings.get(term, ()):
                    numbers[number] = numbers.get(number, 0.0) + weight
        best: tuple[float, int] | None = None
        for number in sorted(numbers, key=lambda one: (-numbers[one], one))[:12]:
            like = self._words.alike(said.terms, self._lines[number][1])
            if same_matter(like, foreign=self._words.foreign) and like.of_less >= 0.55 and like.shared >= 2:
                if best is None or like.of_both > best[0]:
                    best = (like.of_both, number)
        return self._told(self._lines[best[1]][0], said.told) if best else None

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


def _statement(old: Told | None, new: Told | None, before: Side, now: Side) -> Statement:
    shown = new or old
    if shown is None:
        raise ValueError("a statement of neither document")
    if old is not None and new is not None:
        return Statement(status="continued", topic=shown.topic, old=old, new=new, moved=_moved(old, new, before, now))
    return Statement(status="new" if new is not None else "gone", topic=shown.topic, old=old, new=new)


# -- how far it has come --------------------------------------------------------------------------------------------


def _moved(old: Told, new: Told, before: Side, now: Side) -> str | None:
    """``planned → done`` where a plan has come further, else its two due dates where these differ."""
    if "strategy" not in (old.section, new.section) or (old.status is None and new.status is None):
        return None
    due, later = _due(old, before), _due(new, now)
    ahead = later is not None and later.last is not None and now.date is not None and later.last.isoformat() > now.date
    status: Status | None = "planned" if new.status == "done" and ahead else new.status
    if due is not None and later is not None and old.status != "done" and status != "done":
        if None not in (due.last, later.last) and (due.first, due.last) != (later.first, later.last):
            return f"{due.label} → {later.label}"
    if old.status in _ORDER and status in _ORDER and _ORDER[status] > _ORDER[old.status]:
        return f"{old.status} → {status}"
    return None


@dataclass(frozen=True, slots=True)
class _Due:
    label: str
    first: date | None
    last: date | None


def _due(told: Told, side: Side) -> _Due | None:
    """When a statement is due: the period that it is told with, else the only one in its words that lies ahead."""
    for text in filter(None, (told.due, told.text)):
        mentions = scan(text, fold(text), side.anchor).periods
        ahead = [
            one for one in mentions
            if one.last is not None and side.date is not None and one.last.isoformat() > side.date
        ]  # fmt: skip
        picked = (mentions[:1] if text is told.due else ahead) if len(ahead) < 2 or text is told.due else []
        if picked:
            return _Due(text[picked[0].start : picked[0].end], picked[0].first, picked[0].last)
    return None

"""The figures of one claim: for each, the figure of the source that bears it out, or what the source says instead.

A figure is looked up by its value. What it is told of decides between the places that hold the value; where none does, it may follow from
others by arithmetic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import isclose
from typing import TYPE_CHECKING

from ..extractors.material import Material
from ..outline.script import fold
from .agreement import (
    base_conflict,
    bound,
    conflicts,
    expected,
    may_stand,
    metric_conflict,
    negative,
    period_conflict,
    sign,
    then,
)
from .arithmetic import Arithmetician, cues
from .claims import ClaimText
from .exchanged import led_elsewhere, swapped
from .facts import Fact
from .finding import Finding
from .measures import holds, same_measure
from .near import DIGITS, NEGATIVE, Near, told_of
from .opposites import opposed
from .terms import BESIDE, Terms

if TYPE_CHECKING:
    from .figures import Figures

_SPOKEN = 0.6
"""So much of what a claim tells a figure of must be told of a figure of the source for that one to be reckoned with."""
_OTHERS = 0.5
"""Where so much of a claim's subject is what only figures of other values are told of, the claim is of one of those."""
_CLEARLY = 0.6
"""By so much must one place be nearer to a claim than another to be the one that is meant."""
_SAME_WORDS = 2.0
"""A claim that shares so much with a figure speaks of what it is told of."""
_ALIKE = 30
"""Figures that differ by more than so many times are not mistaken for one another."""
_NOTHING, _MUCH = 0.05, 2.0
"""A figure is told of nothing, and of much, of what a claim tells its own of."""
_SHARES = frozenset(
    {"revenue_share", "overseas_revenue_share", "gross_margin", "operating_margin", "net_margin", "market_share", "rd_ratio"}
)
_RECKONED = 24
"""So many figures of the source, the nearest, may a claim be reckoned from."""
_BESIDE = 400
"""The terms of one sum stand within so many characters."""
_ROLES = ("the source tells this as a change", "the source tells this as a level")
_RECKONING = frozenset({"sum", "midpoint", "either", "rest", "derived"})


class ClaimFigures:
    """The figures of one claim, on their way to findings."""

    def __init__(
        self, figures: Figures, material: Material, told: Sequence[Fact], before: Sequence[Fact], terms: Terms, claim: ClaimText
    ) -> None:
        """``told`` are the claim's figures, ``before`` those of the statement that it goes on from."""
        self._figures, self._material, self._told, self._before, self._terms = figures, material, told, before, terms
        self._cues = cues(fold(" ".join((*claim.headings[-1:], claim.read))))
        self._arithmetic = Arithmetician(self._cues)
        self._rarity = figures.rarity(terms)
        self._claim = material.folded
        self._places = {stated.figure.start for fact in (*told, *before) for stated in figures.holding(fact)}
        written = {run.replace(",", "") for run in DIGITS.findall(material.folded)}
        # 529 in Q2, 364 of those: numbers without a unit
        self._places |= {stated.figure.start for stated in figures.facts if f"{stated.value:.15g}" in written}
        self._about = {id(fact): told_of(fact, material.text, terms.claimed) for fact in told}

    def judge(self) -> list[Finding]:
        """A finding a figure, in order."""
        chosen: dict[int, Fact] = {}
        judged = [self._judge(fact, chosen) for fact in self._told]
        findings = [finding or Finding("", "supported") for finding in judged]
        for index, end in led_elsewhere(self._told, chosen, self._figures.facts):
            findings[index] = Finding(findings[index].said, "contradicted", [end.place], f"the source says {end.raw.strip()} of this")
        for one, two in swapped(self._told, chosen, self._told_of_both, foreign=self._terms.foreign):
            for index, other in ((one, two), (two, one)):
                findings[index] = Finding(
                    findings[index].said, "contradicted", [chosen[index].place, chosen[other].place],
                    f"the source has {chosen[index].raw.strip()} and {chosen[other].raw.strip()} the other way round",
                )  # fmt: skip
        return [finding for finding, was in zip(findings, judged, strict=True) if was is not None]

    def _judge(self, fact: Fact, chosen: dict[int, Fact]) -> Finding | None:
        """``None`` for a small number in passing (two or more features), which is one of the claim's words."""
        said, about = fact.raw.strip(), self._about[id(fact)]
        judged = [(list(self._conflicts(fact, stated)), self._shared(about, stated), stated) for stated in self._figures.holding(fact)]
        judged.sort(key=lambda one: (len(one[0]), -one[1], one[2].figure.start))
        if judged and not judged[0][0]:
            best = judged[0][2]
            objection = self._objection(fact, about, judged)
            if objection is not None:
                return Finding(said, "contradicted", *objection)
            chosen[self._told.index(fact)] = best
            return Finding(said, "supported", [best.place])
        if judged and any(score >= _SPOKEN or stated.metric == fact.metric is not None for _, score, stated in judged):
            # the figure is there, told otherwise: no reckoning makes that right
            problems, _, stated = max(judged, key=lambda one: one[1])
            if problems[0] not in _ROLES:
                return Finding(said, "contradicted", [stated.place], problems[0])
        operands = self._reckoned_from(about)
        worked = self._arithmetic.work(fact, operands, self._places)
        if worked is not None:
            return Finding(said, "supported", worked.operands, arithmetic=worked)
        if judged and judged[0][0][0] in _ROLES:
            # another figure that happens to be as large
            return Finding(said, "not_found", [], f"{judged[0][0][0]}: {judged[0][2].raw.strip()}")
        bare = fact.kind in ("number", "count", "rank", "duration") and fact.value_max is None and not fact.metric
        if bare and not judged and self._figures.writes(fact.value):
            # one of the claim's words, like those that it stands among
            return None
        # a reckoning that cannot be followed is no misread figure
        instead = None if self._cues & _RECKONING or fact.value_max is not None else self._stated(fact, about) or self._misread(fact, about)
        if instead is not None:
            return Finding(said, "contradicted", [instead.place], f"the source says {instead.raw.strip()}")
        return Finding(said, "not_found", [], "no figure of the source says this")

    def _objection(
        self, fact: Fact, about: Near, judged: Sequence[tuple[list[str], float, Fact]]
    ) -> tuple[list[tuple[int, int]], str] | None:
        """Where the source tells the claim's value of something else: the place and why, else ``None``."""
        fitting = [stated for problems, _, stated in judged if not problems]
        denied = self._denied(fact, judged)
        if denied is None:
            # told otherwise where it is told of just this, and elsewhere of something else
            nearest = max(judged, key=lambda one: one[1])
            # so many times as before is told of anything
            margin = _CLEARLY if fact.kind != "multiple" else _CLEARLY / 3
            # what is as large and of another metric is another figure, and no denial
            another = {metric_conflict(fact, nearest[2])} if judged[0][1] >= _SPOKEN else set()
            denied = nearest if set(nearest[0]) - another and nearest[1] >= judged[0][1] + margin else None
        if denied is not None:
            return [denied[2].place], denied[0][0]
        if any(
            stated.sentence in {one.sentence for one in fitting}
            for other in self._told if other is not fact for stated in self._figures.holding(other)
        ):  # fmt: skip
            # two of the claim's figures in one sentence: that is the one that it tells
            return None
        rival = self._rival(fact, about, fitting) or self._nearer(fact, about, judged[0][1])
        if rival is not None:
            return [fitting[0].place, rival.place], f"the source says {rival.raw.strip()} of this"
        stranger = self._stranger(fact, fitting)
        if stranger is not None:
            return [stranger.place], f"the source tells this of {stranger.name or 'something else'}"
        return None

    def _told_of_both(self, fact: Fact, stated: Fact) -> float:
        return self._shared(self._about[id(fact)], stated)

    def _shared(self, about: Near, stated: Fact) -> float:
        return self._rarity.shared(about, self._figures.near(stated, self._terms))

    def _conflicts(self, fact: Fact, stated: Fact) -> Iterator[str]:
        words = {term: weight for term, weight in self._about[id(fact)].items() if term[0] != "="}
        same_words = self._rarity.shared(Counter(words), self._figures.near(stated, self._terms)) >= _SAME_WORDS
        metric = metric_conflict(fact, stated) if same_words else None
        for reason in conflicts(fact, stated, self._figures.periods_near(stated)):
            # what is called by the same words is the same, whatever metric the rules read in them
            if reason != metric:
                yield reason
        ours, theirs = self._words(fact), f"{self._figures.words(stated.before)} {self._figures.words(stated.after)}"
        base = base_conflict(fact, stated, theirs)
        if base:
            yield base
        if fact.kind == stated.kind == "percent" and fact.is_change != stated.is_change:
            # a table's column says growth without a word beside the figure
            if stated.is_change and "growth" not in self._cues and "share" in self._cues:
                yield _ROLES[0]
            elif not stated.is_change and fact.base and stated.named and fact.metric == stated.metric in _SHARES:
                yield _ROLES[1]
        if fact.kind == "amount" and stated.value and not fact.is_change:
            ours_below = negative(fact, self._material.folded[fact.before[0] : fact.figure.start])
            if not ours_below and negative(stated, self._figures.words(stated.before)) and not NEGATIVE.search(self._claim):
                yield "the source tells this below nought"
        if fact.direction and not stated.direction and not stated.is_change and self._figures.moves(stated) == -fact.direction:
            yield f"the source says {'up' if fact.direction < 0 else 'down'}"
        if fact.figure.value < 0 < stated.value and not sign(stated) and not self._figures.told_negative(stated):
            yield f"the source says {stated.raw.strip()}, and not below nought"
        other = opposed(ours, theirs)
        if other:
            yield f"the source says {other}"
        said, held = self._terms.claimed(ours), self._terms.stated(theirs)
        for term in sorted(said ^ held):
            if term.startswith("non") and len(term) > 5 and term != "nongaap" and (term[3:] in said) != (term[3:] in held):
                yield f"the source tells this of {'another thing than ' if term in said else ''}{term}"
        names = {term for term in self._terms.claimed(ours) if term.startswith("*")}
        others = sorted(term for term in held if term.startswith("*"))
        if names and others and not names & held:
            # a name that the source lacks may be another writing of its own, unless it is of the same make
            alike = {_make(name) for name in names} & {_make(other) for other in others}
            if alike or names & self._figures.everywhere(self._terms):
                yield f"the source tells this of {others[0][1:]}"

    def _words(self, fact: Fact) -> str:
        """The claim's own words of a figure, folded."""
        return self._material.folded[fact.before[0] : fact.figure.start] + " " + self._material.folded[slice(*fact.after)]

    def _nearer(self, fact: Fact, about: Near, own: float) -> Fact | None:
        """A figure that is told of much of what the claim tells, where the figure of the claim's value is told of nothing of it."""
        if own >= _NOTHING or fact.kind == "multiple":
            return None
        scored = [
            (self._shared(about, stated), stated) for stated in self._figures.facts
            if stated.measured and stated.kind == fact.kind and stated.is_change == fact.is_change
        ]  # fmt: skip
        told, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or told < _MUCH or any(same_measure(other, best) and holds(other, best) for other in self._told):
            return None
        return best if not any(self._conflicts(fact, best)) else None

    def _denied(self, fact: Fact, judged: Sequence[tuple[list[str], float, Fact]]) -> tuple[list[str], float, Fact] | None:
        """A place that tells the same figure of the same metric and period the other way, where none tells it this way."""
        least = max(score for problems, score, _ in judged if not problems)
        sides: tuple[Callable[[Fact], object], ...] = (sign, bound)
        for side in sides:
            said = side(fact)
            if not said or any(side(stated) == said for problems, _, stated in judged if not problems):
                continue
            ways = [self._figures.ways(stated.sentence) for problems, _, stated in judged if not problems]
            if side is sign and any(("up" if said == 1 else "down") in found for found in ways):
                continue
            for one in judged:
                near = least + (0.0 if side is sign and one[2].metric == fact.metric is not None else _CLEARLY / 2)
                # a rounded figure may be another one
                same = isclose(abs(one[2].value), abs(fact.value), rel_tol=1e-6)
                if len(one[0]) == 1 and side(one[2]) not in (said, None, 0) and one[1] >= near and same:
                    return one
        return None

    def _rival(self, fact: Fact, about: Near, same: Sequence[Fact]) -> Fact | None:
        """A figure of another value that is told of the claim's subject, where those of the claim's value are not.

        The subject is what stands beside the claim's figure; only what some figure of the source has beside it counts.
        """
        if fact.kind == "multiple":
            # how many times something grew is told of anything
            return None
        subject = {term: self._rarity.of(term) for term, weight in about.items() if weight == BESIDE and term[0] not in "=#"}
        known = sum(subject.values())
        held = {term for stated in same for term in self._figures.near(stated, self._terms)}
        others = {term: weight for term, weight in subject.items() if weight and term not in held}
        # one word of a dictionary may be any of many
        least = 1.5 if self._terms.foreign else 1.0
        if sum(others.values()) < max(_OTHERS * known, least):
            return None
        own = max(self._shared(about, stated) for stated in same)
        best: tuple[float, Fact] | None = None
        for stated in self._figures.facts:
            if not stated.measured or stated.kind != fact.kind or stated.is_change != fact.is_change:
                continue
            if fact.metric and stated.metric != fact.metric:
                continue
            if not _alike(fact, stated) or then(stated) != fact.former or (stated.value_max is None) != (fact.value_max is None):
                continue
            if self._shared(about, stated) <= own:
                continue
            near = self._figures.near(stated, self._terms)
            told = sum(weight for term, weight in others.items() if near[term] == BESIDE)
            if told >= max(_OTHERS * known, least) and (best is None or told > best[0]) and not any(self._conflicts(fact, stated)):
                best = (told, stated)
        if best is None or any(same_measure(other, best[1]) and holds(other, best[1]) for other in self._told):
            # the claim tells that one, too
            return None
        return best[1]

    def _stranger(self, fact: Fact, same: Sequence[Fact]) -> Fact | None:
        """The figure that bears the value out, where the claim's name for it is one that the source has only for other things."""
        if self._terms.foreign or not fact.owner or not fact.metric:
            return None
        name = {term for term in self._terms.claimed(fact.owner) if not term.startswith("=")}
        around = {term for stated in same for term in self._figures.around(stated, self._terms)}
        strange = name - around
        if len(strange) < 2 or len(strange) < _OTHERS * len(name) or not strange <= self._figures.everywhere(self._terms):
            return None
        return same[0]

    def _stated(self, fact: Fact, about: Near) -> Fact | None:
        """What the source says instead: the figure told of most of what the claim tells of its own, of one kind, metric and period.

        Only of a metric that the claim names, and one alone: what two things come to together is no figure of either.
        """
        if fact.metric is None or not fact.named or len(fact.beside) > 1:
            return None
        best: tuple[float, Fact] | None = None
        for stated in self._figures.facts:
            if stated.kind != fact.kind or stated.is_change != fact.is_change or not stated.measured:
                continue
            if expected(stated) != (expected(fact) or "expected" in self._cues):
                continue
            if stated.metric is None or not may_stand(fact.metric, stated.metric) or not _alike(fact, stated):
                continue
            told = self._shared(about, stated)
            if told < _SPOKEN or (best is not None and told <= best[0]):
                continue
            if period_conflict(fact, stated, self._figures.periods_near(stated)):
                continue
            if any(same_measure(other, stated) and holds(other, stated) for other in self._told if other is not fact):
                continue
            best = (told, stated)
        return best[1] if best else None

    def _reckoned_from(self, about: Near) -> list[Fact]:
        """The figures of the source that the claim may be reckoned from, best first: those that it tells of, those told of the same, and
        those beside them."""
        told = [stated for fact in (*self._told, *self._before) for stated in self._figures.holding(fact)]
        weights = {id(stated): self._shared(about, stated) for stated in self._figures.facts}
        others = sorted(self._figures.facts, key=lambda stated: (-weights[id(stated)], stated.figure.start))
        units = {(one.kind, one.unit) for one in told}
        near = [
            one for one in others
            if weights[id(one)] >= (_SPOKEN if (one.kind, one.unit) not in units else 0 if one.kind == "count" else _SPOKEN / 4)
        ]  # fmt: skip
        if "sum" in self._cues:
            kinds = {fact.kind for fact in self._told}
            leaders = [one for one in others if one.kind in kinds and weights[id(one)] >= _SPOKEN / 4][:2]
            near = [
                *near, *leaders,
                *(one for one in self._figures.facts for lead in leaders
                  if one.kind == lead.kind and one.metric == lead.metric and abs(one.figure.start - lead.figure.start) < _BESIDE),
            ]  # fmt: skip
        if self._cues & {"derived", "product", "share"}:
            # the whole that a share is a share of
            near += [one for one in self._figures.facts if one.metric == "revenue" and not one.owner and not one.is_change][:4]
        sentences = {one.sentence for one in near[:3]}
        beside = [one for one in self._figures.facts if one.sentence in sentences]
        return list({id(stated): stated for stated in (*told, *near[:3], *beside, *near[3:])}.values())[:_RECKONED]

    def _misread(self, fact: Fact, about: Near) -> Fact | None:
        """A figure with the same digits and another scale or unit, or one digit off, told of the same."""
        digits = _digits(fact.raw)
        best: tuple[float, Fact] | None = None
        for stated in self._figures.facts:
            if stated.measured and stated.kind == fact.kind and _slip(digits, _digits(stated.raw)):
                told = self._shared(about, stated)
                if told >= 2 * _SPOKEN and (best is None or told > best[0]):
                    best = (told, stated)
        return best[1] if best else None


def _alike(one: Fact, two: Fact) -> bool:
    """Whether two figures are near enough in size to be mistaken for one another."""
    return 1 / _ALIKE <= abs(two.value or 1) / abs(one.value or 1) <= _ALIKE


def _make(name: str) -> str:
    """The letters that a name with a number begins with."""
    return name.lstrip("*").rstrip("0123456789.-")


def _digits(raw: str) -> str:
    return "".join(letter for letter in raw if letter.isdigit()).strip("0")


def _slip(said: str, held: str) -> bool:
    """Whether one may have been written for the other: the same digits, two of them turned, one other."""
    if not said or not held:
        return False
    if said == held or (sorted(said) == sorted(held) and len(said) > 1):
        return True
    return len(said) == len(held) > 1 and sum(one != other for one, other in zip(said, held, strict=True)) == 1

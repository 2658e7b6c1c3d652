"""The figures of claims held against those of one source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from ..extractors.currency import document_currency
from ..extractors.material import Material
from ..figures.model import PeriodMention
from ..outline.script import detect_language, fold
from ..patterns import lazy
from .claim_figures import ClaimFigures
from .claims import ClaimText
from .facts import MOVED, Fact, own_period, read_facts, read_text
from .finding import Finding
from .measures import holds, same_measure
from .near import DIGITS, NEGATIVE, Near, told_of
from .shorthand import spelt_out
from .source import Source
from .terms import Rarity, Terms

_FEW = 12
"""A number up to this one is one of a text's words."""
_AGO = 1500
"""Periods named within so many characters in front of a figure may be its own."""

_OF_WHOLE = lazy(r"\s?of (?:the |its |our |group |company )*(?:total|revenues?|sales)\b")
_OF_WHOLE_ZH = lazy(r"(?:收入|营收|销售额?|总额)的(?:约|近|大约)?\s?$")
_NUMBER = lazy(r"(?!(?:19|20)\d\d$)\d{2,}")
_NARROWED = lazy(r"收窄|缩小|narrow")
_CODE = lazy(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}(?!\d)")


class Figures:
    """Holds the figures of claims against one source."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._near: dict[tuple[bool, int], Near] = {}
        self._rarity: dict[bool, Rarity] = {}
        self._everywhere: dict[bool, frozenset[str]] = {}

    @cached_property
    def facts(self) -> list[Fact]:
        """Every figure of the source."""
        return read_facts(self._source.material, document_currency(self._source.material))

    @cached_property
    def _by_value(self) -> tuple[list[float], list[Fact]]:
        pairs = [(abs(float(end)), fact) for fact in self.facts for end in (fact.value, fact.value_max) if end is not None]
        pairs.sort(key=lambda pair: pair[0])
        return [value for value, _ in pairs], [fact for _, fact in pairs]

    @cached_property
    def _periods(self) -> tuple[list[int], list[PeriodMention]]:
        mentions = self._source.material.scan.periods
        return [mention.start for mention in mentions], mentions

    def judge(self, claim: ClaimText) -> list[Finding]:
        """One finding a figure of ``claim``, in order; empty where it has none."""
        before = [spelt_out(one) for one in claim.before]
        material, offset = read_text(spelt_out(claim.read), self._source.material, before=before)
        read = read_facts(material)
        told = [fact for fact in read if fact.figure.start >= offset]
        strange = list(self._codes(material, offset))
        if not told:
            return strange
        for fact in told:
            # when a figure that another is held against was told, the other's words say
            fact.period = None if fact.former else own_period(material, fact)
            if fact.value_max is not None and _NARROWED.search(fold(fact.lead)):
                # a range that is narrowed goes neither up nor down
                fact.direction = 0
            if fact.is_change and (
                _OF_WHOLE.match(material.folded, fact.figure.end)
                or _OF_WHOLE_ZH.search(material.folded, fact.before[0], fact.figure.context_start)
            ):
                # +200% YoY, 35% of total
                fact.is_change, fact.direction, fact.base = False, 0, None
        terms = Terms(detect_language(claim.read), self._source.language)
        return ClaimFigures(self, material, told, [fact for fact in read if fact.figure.start < offset], terms, claim).judge() + strange

    def _codes(self, material: Material, offset: int) -> Iterator[Finding]:
        """Numbers of a claim that are no figures (a stock code, the first 18), and that the source has nowhere."""
        for start, end in material.scan.others:
            code = material.folded[start:end]
            wanted = {code} if start > offset and _NUMBER.fullmatch(code) else set(_CODE.findall(code))
            if start >= offset and not wanted <= self._numbers:
                yield Finding(material.text[start:end].strip(), "not_found", [], "the source has no such number")

    def holding(self, fact: Fact) -> list[Fact]:
        """The figures of the source that bear the value of ``fact`` out, each once, in order of place."""
        values, facts = self._by_value
        value = abs(float(fact.value))
        # percentage points may be told in basis points
        ranges = [(value * factor * 0.9, value * factor * 1.1) for factor in ((1, 0.01, 100) if fact.kind == "points" else (1,))]
        if fact.kind == "multiple":
            # doubled, or grown by once
            ranges = [(value - 1.1, value + 1.1)]
        if fact.figure.qualifier:
            # over three billion, for 3.68
            ranges = [(low * 0.7, high * 1.4) for low, high in ranges]
        found: dict[int, Fact] = {}
        for first, last in ranges:
            for index in range(bisect_left(values, first), bisect_right(values, last)):
                stated = facts[index]
                if same_measure(fact, stated) and holds(fact, stated):
                    found[stated.figure.start] = stated
        return [found[start] for start in sorted(found)]

    def near(self, fact: Fact, terms: Terms) -> Near:
        """What a figure of the source is told of."""
        key = (terms.foreign, fact.figure.start)
        known = self._near.get(key)
        if known is None:
            known = self._near[key] = told_of(fact, self._source.text, terms.stated)
        return known

    def around(self, fact: Fact, terms: Terms) -> frozenset[str]:
        """The terms of a figure's paragraph: what it may be told of without being named."""
        lines = self._source.material.lines
        index = bisect_left(lines, fact.sentence[0], key=lambda line: line.sentence.start)
        paragraph = lines[index].sentence.paragraph
        first = last = index
        while first > 0 and lines[first - 1].sentence.paragraph == paragraph:
            first -= 1
        while last + 1 < len(lines) and lines[last + 1].sentence.paragraph == paragraph:
            last += 1
        told = self._source.text[lines[first].sentence.start : lines[last].sentence.end]
        return terms.stated(f"{told} {fact.name} {fact.owner}") | self.near(fact, terms).keys()

    def everywhere(self, terms: Terms) -> frozenset[str]:
        """The terms of the whole source."""
        known = self._everywhere.get(terms.foreign)
        if known is None:
            known = self._everywhere[terms.foreign] = terms.stated(self._source.text)
        return known

    def words(self, span: tuple[int, int]) -> str:
        """A piece of the source, folded."""
        return self._source.folded[slice(*span)]

    def writes(self, value: int | float) -> bool:
        """Whether a small number, or just this one, stands in the source without being a figure (15 Global 2000 companies)."""
        return abs(value) <= _FEW or f"{value:.15g}" in self._numbers

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """Every run of digits of the source, commas between thousands left out."""
        return frozenset(run.replace(",", "") for run in DIGITS.findall(self._source.folded))

    def moves(self, fact: Fact) -> int:
        """Which way the words of a figure's clause move, where all of them move one way; else 0."""
        folded = self._source.folded
        ways = self.ways(fact.clause)
        if not ways:
            begin = folded.rfind(",", fact.sentence[0], max(fact.sentence[0], fact.clause[0] - 1))
            ways = self.ways((max(fact.sentence[0], begin), fact.clause[0]))
        return 0 if len(ways) != 1 else 1 if "up" in ways else -1

    def ways(self, span: tuple[int, int]) -> set[str | None]:
        """The ways, ``up`` and ``down``, that the words of a stretch move."""
        return {match.lastgroup for match in MOVED.finditer(self._source.folded, *span)}

    def told_negative(self, fact: Fact) -> bool:
        """Whether the words of a figure's clause speak of a fall, a loss or an outflow."""
        return NEGATIVE.search(self._source.folded, *fact.clause) is not None

    def rarity(self, terms: Terms) -> Rarity:
        """How much each term tells the figures of the source from one another."""
        known = self._rarity.get(terms.foreign)
        if known is None:
            known = self._rarity[terms.foreign] = Rarity(self.near(fact, terms) for fact in self.facts)
        return known

    def periods_near(self, fact: Fact) -> Sequence[PeriodMention]:
        """The periods named shortly in front of a figure."""
        starts, mentions = self._periods
        return mentions[bisect_left(starts, fact.figure.start - _AGO) : bisect_right(starts, fact.figure.start)]

"""The sentences of one question, and which of them prove what a model makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...figures.model import Figure
from ...outline.script import HAN, fold
from ..draft import Told
from ..material import Line
from .pointing import Page, Span
from .rounds import Objected
from .scope import WRONG_NUMBER, Scope

_LONGEST = {True: 160, False: 480}
"""Characters of a point (Chinese, else); what is longer is no point any more."""
_MOST_SOURCES = 3


@dataclass(slots=True)
class Proven(Told):
    """A point that stands, and how it was written: with the ids of a page."""

    marked: str = ""
    page: Page | None = None


class Sentences:
    """A run of sentences under ids (``s1``, ``s2`` …) on one page."""

    def __init__(self, scope: Scope, page: Page, lines: Sequence[Line], *, named: str = "") -> None:
        """``named`` is further text whose names may be used: the question."""
        self.scope, self.page = scope, page
        self.lines = list(lines)
        self._named = " ".join((named, *(scope.words(line) for line in self.lines)))
        self._shown = [page.show(_span(line)) for line in self.lines]
        self._grams = [_grams(scope.words(line)) for line in self.lines]

    def shown(self) -> list[tuple[str, str]]:
        """Each sentence with its id, as the model reads it."""
        return [(f"s{place}", words) for place, words in enumerate(self._shown, 1)]

    def places(self) -> list[tuple[str, list[Span]]]:
        """Each sentence's id and its place."""
        return [(f"s{place}", [_span(line)]) for place, line in enumerate(self.lines, 1)]

    def names(self) -> list[str]:
        """The ids of the sentences."""
        return [f"s{place}" for place in range(1, len(self.lines) + 1)]

    def ids(self) -> list[str]:
        """The ids of all numbers in them."""
        return self.page.ids(_span(line) for line in self.lines)

    def prove(self, prose: str, at: str) -> Proven | Objected:
        """``prose`` with the sentences that bear it out: the cited one, else the nearest that do."""
        prose = self.scope.tidied(prose)
        text = self.page.render(prose)
        if not re.search(rf"[{HAN}A-Za-z]{{2,}}", text):
            return Objected("it says nothing", of_wording=True)
        if text.startswith("的"):
            return Objected("it begins in the middle", of_wording=True)
        if self.scope.stopped(prose.rstrip("。."), self.scope.longest) or len(text) > _LONGEST[self.scope.language != "en"]:
            return Objected("too long: one short sentence is wanted", of_wording=True)
        first: str | None = None
        for places in self._candidates(prose, text, int(at[1:]) - 1):
            sources = [self.scope.words(self.lines[place]) for place in places]
            reason = self.scope.objection(text, sources, self._named)
            if reason is None:
                spans = [_span(self.lines[place]) for place in places]
                figures = [one.found for one in self.page.pointed(prose) if isinstance(one.found, Figure)]
                exchange = self.lines[places[0]].sentence.exchange
                return Proven(text, spans, figures, exchange=exchange, marked=prose, page=self.page)
            first = first or reason
        reason = first or "no sentence bears it out"
        return Objected(reason, of_wording=not reason.startswith(WRONG_NUMBER))

    def _candidates(self, prose: str, text: str, cited: int) -> Iterator[list[int]]:
        """Which sentences may prove it, the fewest first: the cited one, the most alike, those its numbers stand in; then some together."""
        seen: set[tuple[int, ...]] = set()
        holding = [
            next((place for place, line in enumerate(self.lines) if line.sentence.start <= one.start < line.sentence.end), cited)
            for one in self.page.pointed(prose)
        ]
        alike = self._most_alike(text)
        for places in (
            [cited], alike[:1], holding, [cited, cited + 1], [cited - 1, cited], [cited, *holding], [*alike[:1], *holding], alike[:2],
            [cited, *alike[:1]], [cited, *alike[:2]],
        ):  # fmt: skip
            kept = tuple(sorted({place for place in places if 0 <= place < len(self.lines)}))
            if kept and len(kept) <= _MOST_SOURCES and kept not in seen:
                seen.add(kept)
                yield list(kept)

    def _most_alike(self, text: str) -> list[int]:
        grams = _grams(text)
        order = sorted(range(len(self.lines)), key=lambda place: (-len(grams & self._grams[place]), place))
        return order[:3]

    def near(self, said: str, at: str | None) -> list[int]:
        """The sentences to show again for something that failed: the cited one and the most alike."""
        found = set(self._most_alike(said)[:2])
        if at is not None and re.fullmatch(r"s\d+", at) and int(at[1:]) <= len(self.lines):
            found.add(int(at[1:]) - 1)
        return sorted(found)

    def pick(self, places: Iterable[int]) -> list[tuple[str, str]]:
        """Some of the sentences, as `shown`."""
        shown = self.shown()
        return [shown[place] for place in sorted(set(places))]


def _span(line: Line) -> Span:
    return line.sentence.start, line.sentence.end


def _grams(words: str) -> set[str]:
    """Pairs of Han characters and Latin words, for likeness."""
    folded = fold(words)
    han = re.sub(rf"[^{HAN}]+", " ", folded)
    pairs = {part[at : at + 2] for part in han.split() for at in range(len(part) - 1)}
    return pairs | {word[:6] for word in re.findall(r"[a-z]{3,}", folded)}

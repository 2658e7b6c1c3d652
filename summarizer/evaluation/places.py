"""Where gold's quotes stand in a document: every occurrence, white space, width and script aside, in the raw text or as repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..outline.repair import Repaired
from ..outline.script import fold
from ..schemas import Evidence

Span = tuple[int, int]


def squeeze(text: str) -> str:
    """``text`` without its white space."""
    return "".join(text.split())


class GoldPlaces:
    """Finds quotes in one document; spans count code points of its raw text."""

    def __init__(self, text: str, repaired: Repaired) -> None:
        self._raw = _Squeezed(text)
        self._repaired = _Squeezed(repaired.text)
        self._map = repaired

    def of(self, quote: str) -> list[Span]:
        """Every place of ``quote``, in order; empty where the document does not hold it."""
        spans = set(self._raw.find(quote))
        spans.update(self._map.raw_span(start, end) for start, end in self._repaired.find(quote))
        return sorted(spans)


class _Squeezed:
    def __init__(self, text: str) -> None:
        self._origins = [index for index, character in enumerate(text) if not character.isspace()]
        # one document in two formats may differ in the width of its commas: its gold is the same
        self._text = squeeze(fold(text))

    def find(self, quote: str) -> Iterator[Span]:
        wanted = squeeze(fold(quote))
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            yield self._origins[at], self._origins[at + len(wanted) - 1] + 1
            at = self._text.find(wanted, at + 1)


def overlaps(evidence: Iterable[Evidence], spans: Iterable[Span]) -> bool:
    """Whether any piece of ``evidence`` shares a character with any of ``spans``."""
    places = list(spans)
    return any(one.start < end and start < one.end for one in evidence for start, end in places)

"""Whether the evidence of a summary of ours stands where it says."""

from __future__ import annotations

from dataclasses import dataclass

from ..schemas import Evidence
from .item import Item
from .source import Source, Span


@dataclass(frozen=True, slots=True)
class Places:
    """Finds evidence in the source. ``same`` tells whether the summary was made of this very file: only then its offsets must hold."""

    source: Source
    same: bool

    def stand(self, item: Item, path: str, evidence: Evidence) -> Span | None:
        """The span (of the repaired text) of the quote; objections go to ``item``. ``None`` where the source has no such words."""
        text = self.source.document.text
        start, end = evidence.start, evidence.end
        if evidence.quote.strip() and text[start:end] == evidence.quote:
            self._page(item, path, evidence)
            return self._repaired(start, end)
        place = self.source.locator.locate(evidence.quote)
        if place.start is None or place.end is None or place.match == "reworded":
            nearest = [self._near(span) for span in place.nearest[:1]]
            object_to = item.contradict if place.match in ("contradicted", "reworded") else item.miss
            object_to(path, f"“{_short(evidence.quote)}”", place.reason or "the source has it in other words", nearest)
            return None
        found = self._repaired(place.start, place.end)
        if self.same:
            item.contradict(
                f"{path}.start", f"{start} to {end}", f"the quote stands at {place.start} to {place.end}", [self.source.evidence(found)]
            )
        return found

    def _page(self, item: Item, path: str, evidence: Evidence) -> None:
        span = self._repaired(evidence.start, evidence.end)
        if span[0] >= span[1]:
            return
        held = self.source.evidence(span)
        if self.same and evidence.page != held.page:
            said = "none" if held.page is None else f"page {held.page}"
            item.contradict(f"{path}.page", evidence.page, f"it is {said}", [held])

    def _repaired(self, start: int, end: int) -> Span:
        repaired = self.source.material.outline.repaired
        return repaired.repaired_offset(start), repaired.repaired_offset(end - 1) + 1

    def _near(self, raw: Span) -> Evidence:
        return self.source.evidence(self._repaired(*raw))

    def spans(self, item: Item, path: str, evidence: list[Evidence]) -> list[Span]:
        """The spans of all the evidence of an item that the source has."""
        if not evidence:
            item.miss(path, "", "no place in the source is given for it")
        found = [self.stand(item, f"{path}[{index}]", one) for index, one in enumerate(evidence)]
        held = [span for span in found if span is not None and span[0] < span[1]]
        item.evidence = [self.source.evidence(span) for span in held]
        return held


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 60 else words[:60].rstrip() + "…"

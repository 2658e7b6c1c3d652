"""Whether a document's text tells what its summary does not: before something is called new or gone, the other text is read for it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from ..extractors.material import Line
from ..figures import Figure
from .documents import Side
from .identity import Identity, name_words
from .readings import Told

_KINDS = {"amount": "amount", "count": "count", "percent": "ratio", "points": "ratio", "multiple": "x"}


class Unselected:
    """The figures of one document that its summary did not select."""

    def __init__(self, side: Side) -> None:
        self._side = side

    @cached_property
    def _selected(self) -> list[tuple[int, int]]:
        spans = ((piece.start, piece.end) for kpi in self._side.summary.kpis for piece in kpi.evidence)
        return sorted(spans)

    @cached_property
    def _figures(self) -> list[tuple[Line, Figure]]:
        material = self._side.material
        if material is None:
            return []
        found = []
        raw = material.outline.repaired.raw_span
        starts = [start for start, _ in self._selected]
        for line in material.lines:
            if line.sentence.role in ("question", "header", "boilerplate"):
                continue
            for figure in line.figures:
                start, end = raw(figure.start, figure.end)
                at = bisect_right(starts, start)
                if not any(first <= start and end <= last for first, last in self._selected[max(0, at - 8) : at]):
                    found.append((line, figure))
        return found

    def tells(self, identity: Identity) -> bool:
        """Whether one of them stands in a sentence that names the measure."""
        material = self._side.material
        if material is None:
            return False
        for line, figure in self._figures:
            if _KINDS.get(figure.kind) != _kind(identity.unit):
                continue
            if identity.metric is not None and not self._names(line, identity.metric):
                continue
            said = name_words(material.text[line.sentence.start : line.sentence.end], None)
            if all(_held(word, said) for word in identity.words):
                return True
        return False

    def _names(self, line: Line, metric: str) -> bool:
        from ..extractors.rules.metrics import find_metrics

        material, sentence = self._side.material, line.sentence
        if material is None:
            return False
        mentions = find_metrics(material.folded, sentence.start, sentence.end, material.outline.language)
        return any(mention.metric.id == metric for mention in mentions)


def _kind(unit: str) -> str:
    return "ratio" if unit == "ratio" else "x" if unit == "x" else "amount" if len(unit) == 3 and unit.isupper() else "count"


def _held(word: str, said: frozenset[str]) -> bool:
    return word in said or (word[0] >= "\u2e80" and any(word in other for other in said))


class Lookup:
    """Both documents' unselected figures."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = Unselected(old), Unselected(new)
        self.foreign = (old.language == "en") != (new.language == "en")
        """Whether the documents are in two languages."""

    def tells(self, told: Told, *, older: bool) -> bool:
        """Whether the earlier document (``older``) or the later one tells a measure, though its summary does not."""
        return (self._old if older else self._new).tells(told.identity)

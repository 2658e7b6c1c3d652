"""The overview and the themes, drawn from points that were proven before; the document itself is not shown again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...figures.model import Figure
from ...schemas.drafts import Slot, drawn, one, several
from ..draft import Told
from .pointing import Span
from .rounds import Failure, Objected, Reading
from .scope import WRONG_NUMBER, Scope
from .sentences import Proven
from .templates import render

_MOST_POINTS = 36
_MOST_LETTERS = {True: 2_400, False: 7_000}
"""Characters of points shown (Chinese, else): the call costs the same for a document of any length."""
_MOST_THEMES = 5
_LONGEST = {True: 200, False: 600}
_SENTENCE_TOKENS = 140

Point = Proven | Span
"""What a model told and what was proven of it, or a sentence of the source that the rules chose."""


class Synthesis(Reading):
    """One call over all that is known."""

    task = "synthesis"
    section = "synthesis"
    fills = ("overview", "themes")

    def __init__(
        self, scope: Scope, points: Sequence[Point], exchanges: Sequence[int | None], themes: Sequence[tuple[str, str, Sequence[int]]]
    ) -> None:
        """``exchanges`` tells of each point which exchange it is of; ``themes`` are a topic each, with its label and exchanges."""
        self._scope, self._page, self.sparing = scope, scope.page(), scope.sparing
        self._points: list[Point] = []
        self._shown: list[str] = []
        self._exchanges: list[int | None] = []
        letters = 0
        for point, exchange in zip(points, exchanges, strict=True):
            words = self._words(point)
            letters += len(words)
            if len(self._points) == _MOST_POINTS or letters > _MOST_LETTERS[scope.han]:
                break
            self._points.append(point)
            self._shown.append(words)
            self._exchanges.append(exchange)
        self._themes: dict[str, tuple[str, str, list[str]]] = {}
        for topic, label, of in themes[:_MOST_THEMES]:
            held = [f"p{place}" for place, exchange in enumerate(self._exchanges, 1) if exchange in of]
            if held:
                self._themes[f"t{len(self._themes) + 1}"] = (topic, label, held)
        self._most = 2 if len(self._points) < 6 else 3 if len(self._points) < 24 else 4
        self.instructions = scope.for_the_reader(scope.instructions(self.task, themed=bool(self._themes)))

    @property
    def _longest(self) -> int:
        """A sentence that puts several points together is half as long again."""
        return self._scope.longest * 3 // 2

    @property
    def worth_asking(self) -> bool:
        """Whether there is something to sum up."""
        return len(self._points) >= 3

    def _words(self, point: Point) -> str:
        if isinstance(point, Proven):
            assert point.page is not None
            return self._page.restate(point.marked, point.page)
        return self._page.show(point)

    def _spans(self, point: Point) -> list[Span]:
        return point.spans if isinstance(point, Proven) else [point]

    def _ids(self) -> list[str]:
        return [name for kind in "fdn" for name in self._page.shown(kind)]

    def _lines(self) -> list[tuple[str, str]]:
        return [(f"p{place}", words) for place, words in enumerate(self._shown, 1)]

    def material(self) -> str:
        separator = "、" if self._scope.tongue == "zh" else ", "
        themes = [(name, label, separator.join(held)) for name, (_, label, held) in self._themes.items()]
        material = render(self.task, self._scope.tongue, "material", sentences=self._lines(), themes=themes, most=self._most)
        told = [(f"p{place}", self._spans(point)) for place, point in enumerate(self._points, 1)]
        return self._scope.with_preferred(material, told, self._most)

    def wanted(self) -> dict[str, Any]:
        return {
            "overview": several(self._kind("overview"), self._most),
            **{name: one(self._kind(name)) for name in self._themes},
        }

    def _kind(self, name: str) -> type[Slot]:
        held = self._themes[name][2] if name in self._themes else [name for name, _ in self._lines()]
        return drawn(name, self._ids(), held, self._longest)

    def room(self) -> int:
        return 80 + (self._most + len(self._themes)) * _SENTENCE_TOKENS

    def accept(self, name: str, slot: Any) -> tuple[str, Told] | Objected:
        """A sentence of the overview, or of a theme: ``("overview", …)``, ``(topic, …)``."""
        text = self._page.render(self._scope.tidied(slot.text))
        if self._scope.stopped(slot.text, self._longest) or len(text) > _LONGEST[self._scope.language != "en"]:
            return Objected("too long: one short sentence is wanted", of_wording=True)
        cited = [self._points[int(point[1:]) - 1] for point in getattr(slot, "from")]
        spans = sorted({span for point in cited for span in self._spans(point)})
        sources = [self._scope.material.words(span) for span in spans]
        reason = self._scope.objection(text, sources, " ".join(self._shown))
        if reason is not None:
            return Objected(reason, of_wording=not reason.startswith(WRONG_NUMBER))
        told = Told(text, spans, [one.found for one in self._page.pointed(slot.text) if isinstance(one.found, Figure)])
        return (self._themes[name][0], told) if name in self._themes else ("overview", told)

    def again(self, failures: list[Failure]) -> tuple[str, dict[str, type[Slot]]] | None:
        slots = {failure.name: self._kind(failure.name if failure.name in self._themes else "overview") for failure in failures}
        lines = dict(self._lines())
        names: set[str] = set()
        for failure in failures:
            said = (failure.said or {}).get("from")
            cited = {point for point in said if point in lines} if isinstance(said, list) else set()
            names |= cited or set(self._themes[failure.name][2] if failure.name in self._themes else list(lines)[:6])
        told = [
            (f"r{place}", str((failure.said or {}).get("text", failure.name)), self._page.hide(failure.reason))
            for place, failure in enumerate(failures, 1)
        ]
        shown = [(name, words) for name, words in lines.items() if name in names]
        return render(self.task, self._scope.tongue, "reask", sentences=shown, failed=told), slots

    def split(self) -> list[Reading]:
        """The same over the better half of the points: an overview of less is one, a cut one is none."""
        half = len(self._points) // 2
        return [Synthesis(self._scope, self._points[:half], self._exchanges[:half], ())] if half >= 3 else []

    def legible(self, said: str) -> str:
        return self._page.legible(said)

    def section_of(self, name: str) -> str:
        return "themes" if name in self._themes else "overview"

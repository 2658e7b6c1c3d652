"""Reading a passage: an exchange's answer, or a block of the narrative. What both share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...schemas.drafts import Slot, TopicList, one, point, several, statement
from ..draft import Told
from ..material import Line
from .labels import Labelling
from .pointing import Page
from .rounds import Failure, Objected, Reading
from .scope import Scope
from .sentences import Sentences
from .templates import render

_POINT_TOKENS = 120
_LABEL_TOKENS = 90


class Passage(Reading):
    """Sentences to be told in points, with figures to be labelled."""

    listed: str
    """The answer's list."""

    def __init__(self, scope: Scope, section: str, lines: Sequence[Line], most: int, *, named: str = "") -> None:
        self.scope, self.section, self.most, self.sparing = scope, section, most, scope.sparing
        self.page: Page = scope.page()
        self._before_sentences()
        self.sentences = Sentences(scope, self.page, lines, named=named)
        self.labelling = Labelling(scope, self.page, lines)
        self.plain_instructions = scope.instructions(self.task)
        self.instructions = scope.for_the_reader(self.plain_instructions)

    def _before_sentences(self) -> None:
        """What is shown in front of the sentences, so that its numbers have the first ids."""

    def _shown(self) -> dict[str, object]:
        """Further values of the template."""
        return {}

    def material(self) -> str:
        material = render(
            self.task, self.scope.tongue, "material", sentences=self.sentences.shown(), names=self.page.names(),
            labels=self.labelling.lines() if self._with_labels else [], full=True, most=self.most, **self._shown(),
        )  # fmt: skip
        return self.scope.with_preferred(material, self.sentences.places(), self.most)

    def wanted(self) -> dict[str, Any]:
        labels = self.labelling.slots() if self._with_labels else {}
        return {self.listed: several(self._kind(), self.most), **{name: one(kind) for name, kind in labels.items()}}

    @property
    def _with_labels(self) -> bool:
        """Whether figures are labelled in the same answer. A small model that labels a figure tells of nothing else any more."""
        return self.labelling.full

    def labels_apart(self) -> Labels | None:
        """The question for the labels alone, where they are not asked for with the rest."""
        return None if self._with_labels or not self.labelling.slots() else Labels(self)

    def _kind(self) -> type[Slot]:
        return point(self.sentences.ids(), self.sentences.names(), self.scope.longest)

    def room(self) -> int:
        return 80 + self.most * _POINT_TOKENS + self._with_labels * len(self.labelling.slots()) * _LABEL_TOKENS

    def accept(self, name: str, slot: Any) -> Any | Objected:
        if name.startswith(self.listed):
            return self._told(slot)
        return self.labelling.accept(name, slot)

    def _told(self, slot: Any) -> Told | Objected:
        return self.sentences.prove(slot.text, slot.at)

    def again(self, failures: list[Failure]) -> tuple[str, dict[str, type[Slot]]] | None:
        slots: dict[str, type[Slot]] = {}
        places: set[int] = set()
        told: list[tuple[str, str, str]] = []
        labels = self.labelling.slots()
        for number, failure in enumerate(failures, 1):
            said = failure.said or {}
            if failure.name.startswith(self.listed):
                slots[failure.name] = self._kind()
                places.update(self.sentences.near(str(said.get("text", "")), str(said.get("at", ""))))
                told.append((f"r{number}", str(said.get("text", "")), self.page.hide(failure.reason)))
            elif failure.name in labels:
                slots[failure.name] = labels[failure.name]
                places.add(self.sentences.lines.index(self.labelling.near(failure.name)))
                told.append((f"r{number}", failure.name, self.page.hide(failure.reason)))
        if not slots:
            return None
        shown = self.sentences.pick(places)
        return render(self.task, self.scope.tongue, "reask", sentences=shown, failed=told, **self._shown()), slots

    def legible(self, said: str) -> str:
        return self.page.legible(said)

    def section_of(self, name: str) -> str:
        return "kpis" if name in self.labelling.slots() else self.section

    def finish(self, accepted: list[Any]) -> list[Any]:
        """Points in order of place, one telling each."""
        told: list[Any] = []
        seen: set[str] = set()
        for item in accepted:
            if isinstance(item, Told):
                if item.text in seen:
                    continue
                seen.add(item.text)
            told.append(item)
        return sorted(told, key=lambda item: item.spans[0] if isinstance(item, Told) else (1 << 60, 0))


class Labels(Reading):
    """The figures of a passage, labelled by themselves."""

    fills = ("kpis",)

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        # what a figure is does not depend on who reads
        self.task, self.section, self.sparing = passage.task, passage.section, passage.sparing
        self.instructions = passage.plain_instructions

    def material(self) -> str:
        labelling, sentences = self._passage.labelling, self._passage.sentences
        places = (sentences.lines.index(labelling.near(name)) for name in labelling.slots())
        return render(
            self.task, self._passage.scope.tongue, "labels", sentences=sentences.pick(places), labels=labelling.lines()
        )  # fmt: skip

    def wanted(self) -> dict[str, Any]:
        return {name: one(kind) for name, kind in self._passage.labelling.slots().items()}

    def room(self) -> int:
        return 40 + len(self._passage.labelling.slots()) * _LABEL_TOKENS

    def accept(self, name: str, slot: Any) -> Any | Objected:
        return self._passage.labelling.accept(name, slot)

    def again(self, failures: list[Failure]) -> tuple[str, dict[str, type[Slot]]] | None:
        """Not asked again: a label that does not hold leaves the figure as the rules read it."""
        return None

    def section_of(self, name: str) -> str:
        return "kpis"


class Block(Passage):
    """A stretch of the narrative."""

    task = "narrative"
    fills = ("strategy", "outlook", "risks")
    listed = "statements"

    def _kind(self) -> type[Slot]:
        return statement(self.sentences.ids(), self.sentences.names(), self.scope.longest)

    def _told(self, slot: Any) -> Told | Objected:
        told = super()._told(slot)
        if isinstance(told, Told):
            told.kind, told.topic = slot.kind, slot.topic
        return told

    def split(self) -> list[Reading]:
        middle = len(self.sentences.lines) // 2
        halves = (self.sentences.lines[:middle], self.sentences.lines[middle:])
        return [Block(self.scope, self.section, half, max(1, self.most // 2)) for half in halves if middle]


class Asked(Passage):
    """One question with its answer, or with a part of it."""

    task = "exchange"
    listed = "points"

    def __init__(self, scope: Scope, index: int, lines: Sequence[Line], most: int) -> None:
        self.index = index
        self._exchange = scope.material.outline.exchanges[index - 1]
        spans = self._exchange.questions or [self._exchange.asked]
        self.fills = (f"qa[{index}]",)
        super().__init__(scope, f"qa[{index}]", lines, most, named=" ".join(scope.material.words(span) for span in spans))

    def _before_sentences(self) -> None:
        spans = self._exchange.questions or [self._exchange.asked]
        self._question = " ".join(self.page.show(span) for span in spans)

    def _shown(self) -> dict[str, object]:
        return {"question": self._question}

    def wanted(self) -> dict[str, Any]:
        return {**super().wanted(), "topics": TopicList}

    def accept(self, name: str, slot: Any) -> Any | Objected:
        return (self.index, list(dict.fromkeys(slot))) if name == "topics" else super().accept(name, slot)

    def split(self) -> list[Reading]:
        middle = len(self.sentences.lines) // 2
        halves = (self.sentences.lines[:middle], self.sentences.lines[middle:])
        return [Asked(self.scope, self.index, half, max(1, self.most // 2)) for half in halves if middle]

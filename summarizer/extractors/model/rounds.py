"""Asking, checking, and asking again for just the items that failed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from ...schemas.drafts import Answer, Failed, Slot, answer_of, one
from ..draft import RejectedDraft
from .asking import AnswerCut, AnswerFailed, AnswerPending, Asker, BudgetSpent, Question
from .spending import Spending


@dataclass(frozen=True, slots=True)
class Objected:
    """Why an item does not stand."""

    reason: str
    of_wording: bool = False
    """Whether its ids and numbers stand, and only its words do not."""


@dataclass(slots=True)
class Outcome:
    """What came of one reading."""

    accepted: list[Any] = field(default_factory=list)
    """In the order of the answer."""
    rejected: list[RejectedDraft] = field(default_factory=list)
    models: list[str] = field(default_factory=list)
    failed: str | None = None
    """Why part of it has no answer; ``None`` where all of it was answered."""

    def __iadd__(self, other: Outcome) -> Outcome:
        self.accepted += other.accepted
        self.rejected += other.rejected
        self.models += [model for model in other.models if model not in self.models]
        self.failed = self.failed or other.failed
        return self


@dataclass(slots=True)
class Failure:
    """One item to be asked for again."""

    name: str
    said: dict[str, Any] | None
    reason: str
    of_wording: bool = False


class Reading(ABC):
    """What one question reads, what it wants, and what it takes for right."""

    task: str
    section: str
    instructions: str
    sparing: bool
    """Whether tokens are dear. A small model that is told that its words do not hold says the same again (none of the ten such items that
    were asked for again on the recorded documents was mended), so they are not asked for again then; ids and numbers always are."""
    fills: tuple[str, ...]
    """The sections of the summary that fall to the rules where it is not answered."""

    @abstractmethod
    def material(self) -> str:
        """The user message."""

    @abstractmethod
    def wanted(self) -> dict[str, Any]:
        """The answer's properties, each made by ``one`` or ``several``."""

    @abstractmethod
    def room(self) -> int:
        """Tokens that a complete answer takes at the very most."""

    @abstractmethod
    def accept(self, name: str, slot: Any) -> Any | Objected:
        """What an item is worth, or why it does not stand."""

    @abstractmethod
    def again(self, failures: list[Failure]) -> tuple[str, dict[str, type[Slot]]] | None:
        """The message and the slots to ask the failed items for again, named as in ``failures``; ``None`` where that is of no use."""

    def section_of(self, name: str) -> str:
        """The section of the summary that an item belongs to."""
        return self.section

    def legible(self, said: str) -> str:
        """What was said, as a reader of the document would read it."""
        return said

    def split(self) -> list[Reading]:
        """Smaller readings of the same, for an answer that did not fit; none where it cannot be made smaller."""
        return []

    def finish(self, accepted: list[Any]) -> list[Any]:
        """The accepted items as they are handed on."""
        return accepted


async def work(reading: Reading, asker: Asker, spending: Spending, *, tries: int = 2, splits: int = 2) -> Outcome:
    """Ask, check each item, ask again for those that failed, at most ``tries`` times in all.

    An answer that was cut is asked for in halves, at most ``splits`` times over: a model that never comes to an end would be paid for each
    sentence. Raises what the asker raises but `AnswerFailed`, which is told in the outcome.
    """
    outcome = Outcome()
    question = _question(reading, reading.material(), answer_of(reading.wanted()), reading.room())
    names: dict[str, str] = {}
    before: dict[str, Failure] = {}
    given_up: list[Failure] = []
    for left in reversed(range(tries)):
        try:
            reply = await asker.ask(question, spending)
        except AnswerCut as cut:
            if names:
                break
            parts = reading.split() if splits else []
            outcome.failed = None if parts else str(cut)
            pending = 0
            for part in parts:
                try:
                    outcome += await work(part, asker, spending, tries=tries, splits=splits - 1)
                except AnswerPending as waits:
                    # the others can be asked meanwhile
                    pending += waits.questions
            if pending:
                raise AnswerPending(pending) from None
            return outcome
        except AnswerFailed as failed:
            if not names or isinstance(failed, BudgetSpent):
                outcome.failed = str(failed)
            break
        if reply.model not in outcome.models:
            outcome.models.append(reply.model)
        failures = _judge(reading, reply.answer, names, outcome)
        # what was left out the second time is told with what was wrong the first
        failures = [before.get(failure.name, failure) if failure.said is None else failure for failure in failures]
        before = {failure.name: failure for failure in failures}
        worth = [failure for failure in failures if not (failure.of_wording and reading.sparing)]
        again = reading.again(worth) if worth and left else None
        outcome.rejected = [_rejected(reading, failure) for failure in (*given_up, *failures)]
        if again is None:
            break
        material, slots = again
        given_up += [failure for failure in failures if failure.name not in slots]
        failures = worth
        names = {f"r{place}": failure.name for place, failure in enumerate(failures, 1) if failure.name in slots}
        schema = answer_of({asked: one(slots[name]) for asked, name in names.items()})
        question = _question(reading, material, schema, 160 * len(names) + 60)
    outcome.accepted = reading.finish(outcome.accepted)
    return outcome


def _question(reading: Reading, material: str, answer: type[Answer], room: int) -> Question:
    return Question(
        task=reading.task, section=reading.section, instructions=reading.instructions, material=material, answer=answer, most_tokens=room
    )


def _judge(reading: Reading, answer: BaseModel, names: dict[str, str], outcome: Outcome) -> list[Failure]:
    failures = []
    assert isinstance(answer, Answer)
    for asked, slot in answer.items().items():
        name = names.get(asked, asked)
        if isinstance(slot, Failed):
            failures.append(Failure(name, _kept(slot.said) if isinstance(slot.said, dict) else None, slot.reason))
            continue
        judged = reading.accept(name, slot)
        if isinstance(judged, Objected):
            failures.append(Failure(name, _kept(slot.model_dump()) if isinstance(slot, Slot) else None, judged.reason, judged.of_wording))
        else:
            outcome.accepted.append(judged)
    return failures


def _rejected(reading: Reading, failure: Failure) -> RejectedDraft:
    said = {name: reading.legible(value) if isinstance(value, str) else value for name, value in (failure.said or {}).items()}
    return RejectedDraft(reading.section_of(failure.name), {**said, "item": failure.name}, failure.reason)


_MOST_PARTS = 12
_LONGEST = 400
"""Characters of what a model said that are kept of an item, or shown to it again."""


def _kept(said: dict[str, Any]) -> dict[str, Any]:
    """An item that a model said, fit to be told: short, on one line, with nothing that JSON has no word for (a model may write ``NaN``)."""
    return {_shortened(name): _shortened(value) for name, value in list(said.items())[:_MOST_PARTS]}


def _shortened(value: Any) -> Any:
    if isinstance(value, list):
        return [_shortened(one) for one in value[:_MOST_PARTS] if not isinstance(one, list | dict)]
    return value if value is None or isinstance(value, bool) else " ".join(str(value)[:_LONGEST].split())

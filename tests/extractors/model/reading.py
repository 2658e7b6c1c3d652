"""A small document as the tasks see it, and an asker that answers what it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from summarizer.extractors.draft import Draft
from summarizer.extractors.material import Material, gather
from summarizer.extractors.model.asking import Question, Reply
from summarizer.extractors.model.pointing import Numbers, Page
from summarizer.extractors.model.scope import Labels, Scope, make_card
from summarizer.extractors.model.spending import Spending
from summarizer.extractors.rules import extract as by_rules
from summarizer.grounding.prose import objection
from summarizer.outline import outline
from summarizer.reading import from_text
from summarizer.schemas.vocabulary import Language

T = TypeVar("T")


def material_of(text: str) -> Material:
    """A text with its figures and sentences."""
    return gather(outline(from_text(text)))


def page_of(text: str) -> Page:
    """A page of a text."""
    material = material_of(text)
    return Page(material, Numbers(material))


def scope_of(text: str, *, labels: Labels = "unsure", language: Language | None = None, guide: Draft | None = None) -> Scope:
    """A document as the tasks see it, held against the real verifier."""
    material = material_of(text)
    guide = by_rules(material) if guide is None else guide
    chosen = language or material.outline.language

    def objects(prose: str, sources: Any, named: str) -> str | None:
        return objection(prose, sources, named=named, language=chosen)

    return Scope(material, guide, chosen, labels, objects, Numbers(material), make_card(material, guide, "en" if chosen == "en" else "zh"))


class Scripted:
    """Answers one after another: a dict, an error to raise, or a function of the question; remembers what it was asked."""

    def __init__(self, *answers: dict[str, Any] | Exception | Callable[[Question], dict[str, Any]]) -> None:
        self.answers = list(answers)
        self.asked: list[Question] = []

    async def ask(self, question: Question, spending: Spending) -> Reply:
        """The next answer; the last is repeated."""
        self.asked.append(question)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        said = answer(question) if callable(answer) else answer
        return Reply(question.answer.model_validate(said), "scripted")


def done(coroutine: Coroutine[Any, Any, T]) -> T:
    """Its result."""
    return asyncio.run(coroutine)

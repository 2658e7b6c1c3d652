"""What is asked of a model and what comes back: the seam between the tasks, which know documents, and the client, which knows
endpoints.

AnswerFailed          this question has no usable answer; the section falls to the rules
├── AnswerCut         the answer did not fit into the output limit, or the question into the context: ask for less at a time
└── BudgetSpent       a limit that the user set for the document is reached; nothing further is asked
AnswerPending         the answer is to come by other ways, later: no failure, and no answer
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pydantic import BaseModel

if TYPE_CHECKING:
    from .spending import Spending


class AnswerFailed(Exception):
    """No usable answer. ``str(error)`` is one line without a word of the document."""


class AnswerCut(AnswerFailed):
    """The answer was cut at the output limit, or the question is longer than the context: it must be split, not retried as is."""


class BudgetSpent(AnswerFailed):
    """A budget of the document (calls, tokens, money, seconds) is used up."""


class AnswerPending(Exception):
    """Nobody was asked: the requests were noted, and are answered in another run."""

    def __init__(self, questions: int) -> None:
        """``questions``: how many wait."""
        super().__init__(questions)
        self.questions = questions

    def __str__(self) -> str:
        return f"{self.questions} questions wait for their answers"


@dataclass(frozen=True, slots=True)
class Question:
    """One call: the stable part first, so that prompt caches hit."""

    task: str
    """The template's name: ``narrative``, ``exchange``, ``synthesis``."""
    section: str
    """What ``failed_sections`` would name: ``qa[3]``."""
    instructions: str
    """The system message: the same for every call of the task in one language and document."""
    material: str
    """The user message: what is to be read, its numbers replaced by ids."""
    answer: type[BaseModel]
    """The schema made for this material."""
    most_tokens: int
    """What a complete answer takes at the very most."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and who gave it."""

    answer: BaseModel
    """An instance of the question's schema."""
    model: str


class Asker(Protocol):
    """Whoever answers questions."""

    async def ask(self, question: Question, spending: Spending) -> Reply:
        """The answer to ``question``; everything it costs is added to ``spending``.

        Raises `AnswerFailed` (or a child) where this question has no usable answer, and `ModelUnavailableError` where no model
        of the list can be reached at all; `AnswerPending` where the answer is to come later.
        """
        ...

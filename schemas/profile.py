"""Who reads: what a report shows first, and what a model's prose attends to. A profile never changes what is proven."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from .vocabulary import Language, Metric, Topic

Length = Literal["short", "medium", "full"]

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _legible(words: str) -> str:
    if any(unicodedata.category(letter) in _UNSEEN for letter in words):
        raise ValueError("a line break, or a character that cannot be seen, stands in it")
    return words


def _told_once(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_legible)]
Role = Annotated[_Words, StringConstraints(max_length=200)]
CompanyName = Annotated[_Words, StringConstraints(max_length=100)]


class Profile(BaseModel):
    """A reader. Everything is optional; an empty profile changes nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    role: Role | None = Field(default=None, description="'buy-side analyst, semiconductors'; told to the model.")
    companies: Annotated[tuple[CompanyName, ...], Field(max_length=500), AfterValidator(_told_once)] = Field(
        default=(), description="Names or tickers: the reader's own companies and those it watches."
    )
    topics: Annotated[tuple[Topic, ...], AfterValidator(_told_once)] = Field(
        default=(), description="Topics of interest, most important first."
    )
    metrics: Annotated[tuple[Metric, ...], AfterValidator(_told_once)] = Field(
        default=(), description="Metrics of interest, most important first."
    )
    language: Language | None = Field(default=None, description="Of the report's own words and of a model's prose; null: the document's.")
    length: Length = Field(default="full", description="How much of each section a report shows, and how long a model's sentences are.")
    only: bool = Field(default=False, description="Leave out of the report what is of no interest, and say how much that is.")

    @property
    def interested(self) -> bool:
        """Whether it names anything of interest."""
        return bool(self.companies or self.topics or self.metrics)

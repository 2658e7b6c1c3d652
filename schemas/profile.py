"""Who reads: what a report shows first, and what a model's prose attends to. A profile never changes what is proven."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .vocabulary import Language, Metric, Topic

Length = Literal["short", "medium", "full"]


class Profile(BaseModel):
    """A reader. Everything is optional; an empty profile changes nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: str | None = Field(default=None, max_length=200, description="'buy-side analyst, semiconductors'; told to the model.")
    companies: tuple[str, ...] = Field(default=(), description="Names or tickers: the reader's own companies and those it watches.")
    topics: tuple[Topic, ...] = Field(default=(), description="Topics of interest, most important first.")
    metrics: tuple[Metric, ...] = Field(default=(), description="Metrics of interest, most important first.")
    language: Language | None = Field(default=None, description="Of the report's own words and of a model's prose; null: the document's.")
    length: Length = Field(default="full", description="How much of each section a report shows.")
    only: bool = Field(default=False, description="Leave out of the report what is of no interest, and say how much that is.")

    @property
    def interested(self) -> bool:
        """Whether it names anything of interest."""
        return bool(self.companies or self.topics or self.metrics)

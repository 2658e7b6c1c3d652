"""What `summarizer verify` says of a summary: its claims, each with a verdict and its place in the source.

All offsets into the source count code points of its raw text, and ``text[start:end] == quote`` for every piece of evidence.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .summary import DocumentInfo, Evidence

Verdict = Literal["supported", "contradicted", "not_found"]
Basis = Literal["quote", "words", "figures", "arithmetic", "form"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Arithmetic(_Model):
    """How a value that the source does not state follows from values that it does."""

    text: str = Field(description="The sum in the source's own figures: '9,000 张 − 6,000 张 = 3,000'.")
    value: int | float = Field(description="The result, in the base unit.")
    unit: str | None = None
    operands: list[Evidence] = Field(description="Where the figures that it is made of stand.")


class Part(_Model):
    """One thing that a claim says, and what the source says of it: a figure, or (``said`` empty) its words."""

    said: str = Field(description="The figure as the summary writes it; empty for the words of the claim.")
    verdict: Verdict
    reason: str | None = Field(default=None, description="What disagrees or is missing; null where nothing is.")
    evidence: list[Evidence] = Field(
        default_factory=list, description="Where the source says it; where it is contradicted, what it says instead."
    )
    arithmetic: Arithmetic | None = None


class Claim(_Model):
    """One statement of the summary."""

    id: str = Field(description="c1, c2, … in order.")
    text: str = Field(description="As the summary writes it, on one line.")
    where: str = Field(description="Its place in the summary: 'line 12', 'line 20, row 3' or 'kpis[2].value'.")
    start: int | None = Field(default=None, description="First code point in the summary's text; null for our JSON.")
    end: int | None = None
    section: str | None = Field(default=None, description="The headings above it, outermost first.")
    verdict: Verdict = Field(description="contradicted where any part is, else not_found where any part is, else supported.")
    basis: Basis | None = Field(default=None, description="What it was held against the source by.")
    reason: str | None = None
    evidence: list[Evidence] = Field(default_factory=list)
    parts: list[Part] = Field(default_factory=list)


class Verification(_Model):
    """A summary held against its source, claim by claim."""

    schema_version: Literal["1.0"] = "1.0"
    summary: str = Field(description="The summary's file name, or 'summary' or 'text'.")
    document: DocumentInfo
    claims: list[Claim] = Field(default_factory=list)
    unclaimed: int = Field(default=0, description="Headings, greetings and other lines that claim nothing.")

    @property
    def contradicted(self) -> list[Claim]:
        """The claims that the source contradicts."""
        return [claim for claim in self.claims if claim.verdict == "contradicted"]

    @property
    def not_found(self) -> list[Claim]:
        """The claims that the source says nothing of."""
        return [claim for claim in self.claims if claim.verdict == "not_found"]

    @property
    def supported(self) -> list[Claim]:
        """The claims that the source bears out."""
        return [claim for claim in self.claims if claim.verdict == "supported"]

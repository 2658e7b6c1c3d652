"""What several engines came to on the same gold: scores, failures and what they cost."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..schemas import Summary
from .tally import Score


@dataclass(slots=True)
class EngineRun:
    """One engine over all documents. A document on which it failed has no score: it is neither right nor wrong about anything."""

    scores: dict[str, Score] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    """Why there is no summary, by document."""
    seconds: float = 0.0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    failed_sections: dict[str, list[str]] = field(default_factory=dict)
    """Sections that a model could not fill in a summary that there is, by document."""
    models: list[str] = field(default_factory=list)

    def add(self, name: str, summary: Summary, score: Score) -> None:
        """Take in the summary of document ``name``."""
        self.scores[name] = score
        made = summary.provenance
        self.seconds += made.seconds
        self.calls += made.usage.calls
        self.input_tokens += made.usage.input_tokens
        self.output_tokens += made.usage.output_tokens
        if summary.coverage.failed_sections:
            self.failed_sections[name] = list(summary.coverage.failed_sections)
        if made.model and made.model not in self.models:
            self.models.append(made.model)

    def fail(self, name: str, reason: str) -> None:
        """Note that there is no summary of document ``name``."""
        self.failures[name] = reason

    @property
    def documents(self) -> list[str]:
        """Every document that was asked for, those with a score first."""
        return [*self.scores, *self.failures]

    @property
    def total(self) -> Score:
        """Over the documents of which there is a summary."""
        return sum(self.scores.values(), Score())

"""Repair of extraction damage, with an exact map back to the raw text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(slots=True)
class Repaired:
    """Text as it must read, and where each of its characters stands in the raw text.

    The map is a list of runs: ``text[starts[i] + k]`` stands at ``origins[i] + k`` of the raw text.
    """

    text: str
    """For people: the document's own script and width."""
    folded: str
    """For matching: same length as ``text``; half-width, simplified script, lower case."""
    starts: list[int] = field(default_factory=lambda: [0])
    origins: list[int] = field(default_factory=lambda: [0])

    def raw_offset(self, index: int) -> int:
        """The raw offset of the repaired character ``index``."""
        run = bisect_right(self.starts, index) - 1
        return self.origins[run] + index - self.starts[run]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span from the first to the last character of ``text[start:end]`` (``start < end``)."""
        return self.raw_offset(start), self.raw_offset(end - 1) + 1

"""What is drawn: readings that share an axis, and the picture of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures of one summary, or of one series."""

    key: str
    """Unlike any other of the same page: ``growth-1``, ``periods-2``, ``parts-1``, ``series-revenue-…``."""
    title: str
    """What it shows, in the reader's words and the source's own names: plain text."""
    svg: str
    """One ``<svg>`` element: well-formed, its text escaped, its colours by classes alone."""
    kpis: tuple[str, ...]
    """Ids of the KPIs that are drawn, in the order of the summary."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One reading as a bar: from nought to ``value``, in the axis's unit."""

    label: str
    """What it is of."""
    value: float
    said: str
    """The figure as its source writes it; the only number that is shown."""
    top: float | None = None
    """The other end of a range."""
    hollow: bool = False
    """Guided or aimed at, and not yet so."""
    whole: bool = False
    """What the other bars are parts of."""
    kpis: tuple[str, ...] = ()
    note: str = ""
    """What else is told of it where there is room for a title: its period, its basis."""

    @property
    def low(self) -> float:
        return self.value if self.top is None else min(self.value, self.top)

    @property
    def high(self) -> float:
        return self.value if self.top is None else max(self.value, self.top)

    @property
    def size(self) -> float:
        """The length of the bar."""
        return max(abs(self.low), abs(self.high))

    @property
    def full(self) -> str:
        """The reading in words, nothing cut."""
        return f"{self.label}: {self.said}" + (f" ({self.note})" if self.note else "")

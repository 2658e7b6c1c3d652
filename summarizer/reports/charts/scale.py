"""One axis for readings of one unit. It starts at nought; a reading far beyond the rest is cut, and is shown to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .chart import Bar

_FAR = 10.0
"""Times the next reading: beyond it the rest would be hairlines."""
_BEYOND = 1.25
"""How far a cut bar reaches past the longest whole one."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``low`` (nought, or below) to ``high`` (nought, or above)."""

    low: float
    high: float
    limit: float | None = None
    """The size beyond which a bar is cut."""

    def at(self, value: float, start: float, length: float) -> float:
        """Where ``value`` stands on a line that begins at ``start``."""
        return start + (self.held(value) - self.low) / (self.high - self.low) * length

    def held(self, value: float) -> float:
        return max(self.low, min(self.high, value))

    def cuts(self, bar: Bar) -> bool:
        return self.limit is not None and bar.size > self.limit


def scale_of(bars: Sequence[Bar], cut: bool = True) -> Scale:
    """The scale on which all ``bars`` stand; without ``cut`` one far beyond the rest makes them small."""
    sizes = sorted((bar.size for bar in bars), reverse=True)
    limit = None
    # what is far off must be few: where most are small, that is what is to be seen
    for at in range(1, (len(sizes) + 1) // 2 if cut else 1):
        if sizes[at] > 0 and sizes[at - 1] > _FAR * sizes[at]:
            limit = sizes[at]
    reach = float("inf") if limit is None else limit * _BEYOND
    low = max(min(0.0, *(bar.low for bar in bars)), -reach) if bars else 0.0
    high = min(max(0.0, *(bar.high for bar in bars)), reach) if bars else 0.0
    return Scale(low, high if high > low else low + 1.0, limit)

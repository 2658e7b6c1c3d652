"""How fast documents come, by what came lately: a batch that meets slow documents, or a slower endpoint, says so soon."""

from __future__ import annotations

from collections import deque

WINDOW = 60.0
"""Seconds that the rate looks back …"""
FEWEST = 20
"""… or further, until so many documents are in it: ten an hour have a rate, too."""
_APART = 1.0
"""Seconds between two marks, which bounds their number."""


class Pace:
    """Marks of how many were done when."""

    def __init__(self, now: float) -> None:
        """``now`` in seconds of any clock that does not go back."""
        self._marks: deque[tuple[float, int]] = deque([(now, 0)])

    def done(self, done: int, now: float) -> None:
        """So many are done."""
        marks = self._marks
        if now - marks[-1][0] >= _APART or len(marks) == 1:
            marks.append((now, done))
        # the second is as old and as far back as is needed: the first no longer is
        while len(marks) > 2 and now - marks[1][0] >= WINDOW and done - marks[1][1] >= FEWEST:
            marks.popleft()

    def rate(self, done: int, now: float) -> float | None:
        """Documents a second until ``now``; ``None`` before the first."""
        since, before = self._marks[0]
        if done <= before or now <= since:
            return None
        return (done - before) / (now - since)

"""What an endpoint was asked, a line a request, in a file that outlives those who asked: who is billed for what, and how fast it came.

A line is written before its answer leaves, so that whoever has an answer finds it billed. Times are of the machine's monotonic clock, the
same for all its processes.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    digest: str
    """Of its body."""
    came: float
    left: float
    """When its answer was ready to leave."""
    status: int
    """0 where the connection was closed instead."""
    billed: bool
    """Whether an answer was made for it, whatever became of that."""
    tokens: int
    refused: str | None = None
    """By which limit: ``requests``, ``tokens``, ``concurrency``."""
    fault: str | None = None


class Bill:
    """The open file, to which lines are added. What the file held before stays."""

    def __init__(self, path: Path) -> None:
        self.before: Counter[str] = Counter(one.digest for one in read_bill(path) if one.refused is None) if path.exists() else Counter()
        """How often each request was answered, well or not."""
        # one write a line, none held back: it is there when this process is killed
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def add(self, asked: Asked) -> None:
        os.write(self._file, (json.dumps(asdict(asked)) + "\n").encode())

    def close(self) -> None:
        os.close(self._file)


def read_bill(path: Path) -> list[Asked]:
    """All requests, in the order of their answers."""
    return [Asked(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def most_within(times: Iterable[float], seconds: float) -> int:
    """The most of ``times`` that lie in any half-open stretch of so many seconds."""
    most, first, ordered = 0, 0, sorted(times)
    for place, when in enumerate(ordered):
        while ordered[first] + seconds <= when:
            first += 1
        most = max(most, place - first + 1)
    return most

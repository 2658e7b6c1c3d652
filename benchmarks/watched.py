"""A command at work, watched from outside: its wall and processor time, and the memory of all its processes."""

from __future__ import annotations

import math
import os
import re
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.1
"""Seconds between two looks."""


@dataclass(slots=True)
class Watched:
    """What was seen; seconds and MB."""

    wall: float = 0.0
    cpu: float = 0.0
    """Of all its processes."""
    memory: list[tuple[float, float, float]] = field(default_factory=list)
    """At each look: seconds, memory of the process that was started, and of all its processes, shared pages counted in each."""
    code: int = 0
    said: str = ""
    """On standard output."""

    def peaks(self, begin: float = 0.0, end: float = math.inf) -> tuple[float, float]:
        """The most memory between two moments, of the process that was started and of all."""
        rows = [row for row in self.memory if begin <= row[0] < end]
        return max((row[1] for row in rows), default=0.0), max((row[2] for row in rows), default=0.0)


def watch(
    words: Sequence[str], look: Callable[[float], None] | None = None, *, environment: Mapping[str, str] | None = None
) -> Watched:
    """Run a command to its end. ``look`` is told the seconds since its start at each look. Linux alone: memory is read from ``/proc``."""
    seen = Watched()
    before, begun = _children_cpu(), time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment)
    while process.poll() is None:
        now = time.perf_counter() - begun
        if look is not None:
            look(now)
        seen.memory.append((now, _memory(process.pid), sum(_memory(number) for number in family(process.pid))))
        time.sleep(EVERY)
    seen.wall, seen.cpu, seen.code = time.perf_counter() - begun, _children_cpu() - before, process.returncode
    assert process.stdout is not None
    seen.said = process.stdout.read()
    process.stdout.close()
    return seen


def family(number: int) -> list[int]:
    """The process and all that come of it, as of now."""
    found, ahead = [], [number]
    while ahead:
        one = ahead.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                ahead += map(int, (task / "children").read_text(encoding="ascii").split())
        except (FileNotFoundError, ProcessLookupError):
            # it has ended meanwhile
            continue
    return found


def _memory(number: int) -> float:
    try:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{number}/status").read_text(encoding="ascii", errors="replace"))
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def load() -> float:
    """How many processes wanted a core, over the last minute."""
    return os.getloadavg()[0]

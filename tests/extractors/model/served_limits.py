"""An endpoint that keeps to a limit, and the time it happens in: hours of it pass in a moment."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from summarizer.extractors.model.limiter import Allowance, Limiter

Kind = Literal["sliding", "fixed", "bucket"]


class PassingTime(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to whatever is due next."""

    now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        ready, scheduled = self._ready, self._scheduled  # type: ignore[attr-defined]
        if not ready and scheduled:
            self.now = max(self.now, scheduled[0]._when)
        super()._run_once()  # type: ignore[misc]


@dataclass
class Served:
    """Lets ``limit`` requests through in each ``period`` seconds, and keeps when each came."""

    loop: PassingTime
    kind: Kind
    limit: int
    period: float = 60.0
    tells: bool = False
    """Whether its headers say what is left."""
    asks: bool = False
    """Whether a refusal says how long to wait."""
    accepted: list[float] = field(default_factory=list)
    refused: int = 0
    level: float = 0.0
    at: float = 0.0
    window: deque[float] = field(default_factory=deque)

    def answer(self) -> tuple[bool, float]:
        """Whether a request that comes now is let through, and the seconds until the limit is free again."""
        now = self.loop.time()
        if self.kind == "bucket":
            self.level = max(0.0, self.level - (now - self.at) * self.limit / self.period)
            self.at = now
            good = self.level + 1 <= self.limit
            self.level += good
            reset = self.level * self.period / self.limit
        else:
            start = now - self.period if self.kind == "sliding" else now - now % self.period
            while self.window and self.window[0] < start + (1e-9 if self.kind == "sliding" else 0.0):
                self.window.popleft()
            good = len(self.window) < self.limit
            if good:
                self.window.append(now)
            reset = self.window[0] + self.period - now if self.kind == "sliding" else self.period - now % self.period
        if good:
            self.accepted.append(now)
        else:
            self.refused += 1
        return good, reset

    @property
    def left(self) -> int:
        return int(self.limit - self.level) if self.kind == "bucket" else self.limit - len(self.window)

    def most_in(self, seconds: float) -> int:
        """The most requests that were let through within so many seconds."""
        most, first = 0, 0
        for last, at in enumerate(self.accepted):
            while self.accepted[first] <= at - seconds:
                first += 1
            most = max(most, last - first + 1)
        return most


def serve(
    kind: Kind, limit: int, *, minutes: float, period: float = 60.0, tells: bool = False, asks: bool = False, told: int | None = None,
    callers: int = 16, latency: float = 0.3, by_chance: float = 0.0,
) -> Served:  # fmt: skip
    """Has ``callers`` ask as fast as they may for so many minutes. ``told``: the limit a minute in the settings; ``by_chance``: the share
    of requests that are refused for no limit's sake."""
    loop = PassingTime()
    served = Served(loop, kind, limit, period, tells, asks)
    limiter = Limiter(callers, told, clock=loop.time)
    dice = random.Random(5)

    async def caller() -> None:
        while loop.time() < 60 * minutes:
            async with limiter.slot(1) as place:
                await asyncio.sleep(dice.uniform(0.0, 0.1))
                good, reset = served.answer() if dice.random() >= by_chance else (False, 1.0)
                left = served.left
                await asyncio.sleep(latency)
                if good:
                    limiter.answered(place, Allowance(left, reset) if served.tells else None)
                else:
                    limiter.refused(place, reset if served.asks else None)

    async def all_of_them() -> None:
        await asyncio.gather(*(caller() for _ in range(callers)))

    try:
        loop.run_until_complete(all_of_them())
    finally:
        loop.close()
    return served

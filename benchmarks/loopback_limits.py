"""What keeps an endpoint from answering: limits a minute, as providers count them, and faults, the same ones in every run."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

Window = Literal["sliding", "fixed", "bucket"]
WINDOWS: tuple[Window, ...] = get_args(Window)

Kind = Literal["500", "429", "dropped", "broken", "cut"]
"""A server's error, a refusal without a limit's reason, a connection closed without a byte, a body whose JSON ends in its midst, an
answer that stops at the output limit."""
KINDS: tuple[Kind, ...] = get_args(Kind)
BILLED: tuple[Kind, ...] = ("dropped", "broken", "cut")
"""Faults of an answer that had been made already."""


class Limit(Protocol):
    """So much a minute, of requests or of tokens. ``now``: seconds of one clock that never goes back."""

    most: float

    def wait(self, now: float, amount: float) -> float:
        """Seconds until there is room for ``amount``, 0 where there is; what is more than ``most`` waits until all of it is free."""
        ...

    def take(self, now: float, amount: float) -> None:
        """Count ``amount``."""
        ...

    def left(self, now: float) -> float:
        """How much there is room for."""
        ...


class Sliding:
    """In no minute, whenever it begins, is there more than ``most``."""

    def __init__(self, most: float, minute: float) -> None:
        self.most, self._minute = most, minute
        self._taken: deque[tuple[float, float]] = deque()
        self._sum = 0.0

    def wait(self, now: float, amount: float) -> float:
        room, until = self.left(now), 0.0
        for when, taken in self._taken:
            if room >= min(amount, self.most):
                break
            room, until = room + taken, when + self._minute - now
        return until

    def take(self, now: float, amount: float) -> None:
        self._taken.append((now, amount))
        self._sum += amount

    def left(self, now: float) -> float:
        while self._taken and self._taken[0][0] + self._minute <= now:
            self._sum -= self._taken.popleft()[1]
        return max(0.0, self.most - self._sum)


class Fixed:
    """Counted anew at each full minute of the clock."""

    def __init__(self, most: float, minute: float) -> None:
        self.most, self._minute = most, minute
        self._window, self._sum = 0, 0.0

    def wait(self, now: float, amount: float) -> float:
        room = self.left(now)
        return 0.0 if room >= min(amount, self.most) else (self._window + 1) * self._minute - now

    def take(self, now: float, amount: float) -> None:
        self.left(now)
        self._sum += amount

    def left(self, now: float) -> float:
        window = int(now // self._minute)
        if window != self._window:
            self._window, self._sum = window, 0.0
        return max(0.0, self.most - self._sum)


class Bucket:
    """A bucket that holds ``most`` and fills within a minute: a burst at first, then an even stream."""

    def __init__(self, most: float, minute: float) -> None:
        self.most, self._rate = most, most / minute
        self._level, self._when = most, 0.0

    def wait(self, now: float, amount: float) -> float:
        return max(0.0, min(amount, self.most) - self.left(now)) / self._rate

    def take(self, now: float, amount: float) -> None:
        self._level = self.left(now) - amount

    def left(self, now: float) -> float:
        self._level = min(self.most, self._level + (now - self._when) * self._rate)
        self._when = now
        return self._level


def limit(window: Window, most: float, minute: float = 60.0) -> Limit:
    """A limit of ``most`` in ``minute`` seconds; a shorter minute is for tests."""
    kinds: dict[Window, type[Sliding | Fixed | Bucket]] = {"sliding": Sliding, "fixed": Fixed, "bucket": Bucket}
    return kinds[window](most, minute)


@dataclass(frozen=True, slots=True)
class Faults:
    """A share of requests that go wrong. Which ones depends on the seed, the request and how often it was answered before, alone."""

    share: float = 0.0
    seed: int = 0
    kinds: Sequence[Kind] = KINDS

    def drawn(self, digest: str, before: int) -> Kind | None:
        """What happens to the request of ``digest`` that was answered, well or not, ``before`` times."""
        number = int.from_bytes(hashlib.sha256(f"{self.seed} {digest} {before}".encode()).digest()[:7])
        place = number / 2**56
        return self.kinds[min(int(place / self.share * len(self.kinds)), len(self.kinds) - 1)] if place < self.share else None

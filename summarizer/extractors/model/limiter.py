"""How fast one endpoint is asked, over all documents: calls at a time, requests and tokens a minute, by settings and by what it says.

What the user set is never exceeded. Below that, an endpoint is listened to: headers that say how much is left, refusals for too many
requests (HTTP 429), and how long they last. One whose limit is not known is so asked near it, with few refusals.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

MINUTE = 60.0
MARGIN = 1.0
"""Seconds by which the window is longer: a request may be longer on its way than the one a minute after it. The first of a process is, by
two thirds of a second here: certificates are loaded, a connection is made."""
_LOOK = 0.25
"""Seconds after which whoever waits looks again: a call may have taken less than was reserved for it."""
_LONGEST_RESET = 120.0
"""Seconds: a limit that takes longer to be free again is one of a day, and is met by its refusal."""
_FIRST_REST, _LONGEST_REST = 1.0, 8.0
"""Seconds nobody sends after a refusal that does not say for how long; each in a row doubles it."""
_OF_A_MINUTE = 15.0
"""Seconds: refusals that last longer come from a window of a minute, shorter ones from a rate."""
_BELOW = 0.9
"""Of the rate that was just too much."""
_BY_CHANCE, _BY_CHANCE_TOLD = 0.03, 0.08
"""Of the requests of late: so many short refusals are a server's moments of overload and say nothing of a rate; more of them where the
settings tell the limit. Were each of them to lower the rate, one in a hundred would bring it down to a quarter."""
_GROWTH, _GROWS_EACH = 1.05, 10.0
"""What was learned may be too little: it grows by this factor each so many seconds without a refusal."""

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True, eq=False)
class Place:
    """A request's place: what it was reckoned to take, until it is known what it took."""

    sent: float
    tokens: int
    counts: bool = True
    in_window: bool = True
    went_through: bool = False


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an endpoint says is left, and in how many seconds all of it is there again."""

    requests: int | None = None
    requests_reset: float | None = None
    tokens: int | None = None
    tokens_reset: float | None = None


@dataclass(frozen=True, slots=True)
class PaceNow:
    """How fast an endpoint is asked at the moment."""

    requests: int
    """Of the last minute."""
    tokens: int
    """Of the last minute; what is under way as reckoned."""
    under_way: int
    refusals: int
    """With HTTP 429, of all time."""
    a_minute: float | None
    """Requests a minute that were learned."""
    paused: float
    """Seconds for which nobody sends from now."""


@dataclass(slots=True)
class _Left:
    amount: int
    until: float


class Limiter:
    """Lets a request through when there is room for it, in the order of asking.

    The window slides: in no sixty seconds are there more requests or tokens than the settings allow. A request that asks for more tokens
    than a minute has waits for an empty window.
    """

    def __init__(
        self,
        concurrency: int,
        requests_per_minute: int | None = None,
        tokens_per_minute: int | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._slots = asyncio.Semaphore(concurrency)
        self._turn = asyncio.Lock()
        self._requests = requests_per_minute
        self._tokens = tokens_per_minute
        self._clock = clock
        self._sleep = sleep
        self._window: deque[Place] = deque()
        self._count = self._sum = self._under_way = self._reserved = 0
        self._not_before = 0.0
        self._requests_left: _Left | None = None
        self._tokens_left: _Left | None = None
        self._refusals = 0
        self._rest = _FIRST_REST
        self._refused_at: float | None = None
        """When the refusals under way began."""
        self._decided = float("-inf")
        """When a refusal was last heeded; what was sent before says the same as it."""
        self._held = 0
        """What had gone through in the minute before the refusals under way."""
        self._probe: Place | None = None
        """The request that finds out whether they have ended."""
        self._most: float | None = None
        """Requests of a minute, learned."""
        self._rate: float | None = None
        """Requests a second, learned."""
        self._accepted = 0
        """Requests that went through since something was last learned."""
        self._of_late = self._refused_of_late = 0.0
        """Requests, and refusals, of the last half minute or so."""
        self._since = self._grown = clock()
        self._next = 0.0

    @asynccontextmanager
    async def slot(self, tokens: int) -> AsyncIterator[Place]:
        """Holds a place for a request that takes about ``tokens``; `settle` it when it is known what it took."""
        async with self._slots:
            async with self._turn:
                while (wait := self._wait(tokens)) > 0:
                    await self._sleep(min(wait, _LOOK))
                place = self._take(tokens)
            try:
                yield place
            finally:
                self._under_way -= 1
                self._reserved -= tokens
                if place is self._probe:
                    self._probe = None

    def settle(self, place: Place, tokens: int | None) -> None:
        """A call took ``tokens``; None: it was not sent at all."""
        if place.in_window:
            self._sum += (tokens or 0) - place.tokens
            self._count -= tokens is None and place.counts
        place.tokens = tokens or 0
        place.counts = place.counts and tokens is not None

    def answered(self, place: Place, said: Allowance | None = None) -> None:
        """A request went through. ``said``: what the endpoint's headers tell."""
        now = self._clock()
        self._accepted += 1
        self._of_late += 1
        place.went_through = True
        if place.sent >= self._decided:
            if self._refused_at is not None:
                self._learn(now - self._refused_at, now)
            self._rest = _FIRST_REST
        if said is not None:
            self._hear(said, place, now)

    def refused(self, place: Place, seconds: float | None) -> None:
        """A request was refused because there were too many. ``seconds``: how long the endpoint asks to wait."""
        now = self._clock()
        self._refusals += 1
        self._of_late += 1
        self._refused_of_late += 1
        if seconds is not None:
            self.pause(seconds)
        if place.sent < self._decided:
            return
        if self._refused_at is None:
            self._refused_at = now
            self._held = sum(one.went_through for one in self._window)
        if seconds is None:
            self.pause(self._rest)
            self._rest = min(2 * self._rest, _LONGEST_REST)
        self._decided = now

    def pause(self, seconds: float) -> None:
        """Nobody sends for ``seconds``: the endpoint said that it is asked too much."""
        self._not_before = max(self._not_before, self._clock() + seconds)

    def pace(self) -> PaceNow:
        """How fast it goes now."""
        now = self._clock()
        self._forget(now)
        learned = [rate for rate in (self._most, None if self._rate is None else self._rate * MINUTE) if rate is not None]
        return PaceNow(
            self._count, self._sum, self._under_way, self._refusals, min(learned, default=None), max(self._not_before - now, 0.0)
        )

    # -- sending -----------------------------------------------------------------------------------------------------

    def _take(self, tokens: int) -> Place:
        now = self._clock()
        place = Place(now, tokens)
        self._window.append(place)
        self._count += 1
        self._sum += tokens
        self._under_way += 1
        self._reserved += tokens
        for left, taken in ((self._requests_left, 1), (self._tokens_left, tokens)):
            if left is not None:
                left.amount -= taken
        if self._refused_at is not None:
            self._probe = place
        if self._rate is not None:
            self._next = max(self._next, now - 1 / self._rate) + 1 / self._rate
        return place

    def _forget(self, now: float) -> None:
        # in the terms of the waits below: a request that need not be waited for any more must not count, whatever floats make of it
        while self._window and self._window[0].sent + MINUTE + MARGIN - now <= 0:
            old = self._window.popleft()
            old.in_window = False
            self._count -= old.counts
            self._sum -= old.tokens

    def _wait(self, tokens: int) -> float:
        now = self._clock()
        self._forget(now)
        self._grow(now)
        wait = self._not_before - now
        if self._probe is not None:
            wait = max(wait, _LOOK)
        if self._rate is not None:
            wait = max(wait, self._next - now)
        for left, needed in ((self._requests_left, 1), (self._tokens_left, tokens)):
            if left is not None and left.amount < needed and left.until > now:
                wait = max(wait, left.until - now)
        if not self._window:
            return wait
        oldest = self._window[0].sent + MINUTE + MARGIN - now
        most = min((limit for limit in (self._requests, self._most) if limit is not None), default=None)
        if most is not None and self._count >= max(int(most), 1):
            wait = max(wait, oldest)
        if self._tokens is not None and self._sum + tokens > self._tokens:
            wait = max(wait, oldest)
        return wait

    # -- learning ----------------------------------------------------------------------------------------------------

    def _hear(self, said: Allowance, place: Place, now: float) -> None:
        """What is left is left for those under way, too: the endpoint may not have counted them yet."""
        if said.requests is not None and said.requests_reset is not None and said.requests_reset <= _LONGEST_RESET:
            self._requests_left = _Left(said.requests - (self._under_way - 1), now + said.requests_reset)
        if said.tokens is not None and said.tokens_reset is not None and said.tokens_reset <= _LONGEST_RESET:
            self._tokens_left = _Left(said.tokens - (self._reserved - place.tokens), now + said.tokens_reset)

    def _learn(self, lasted: float, now: float) -> None:
        """The first request went through after refusals that ``lasted`` so many seconds."""
        self._refused_at = None
        self._forget(now)
        if lasted >= _OF_A_MINUTE:
            self._most = max(float(self._held), 1.0)
        elif self._refused_of_late <= 1 + (_BY_CHANCE if self._requests is None else _BY_CHANCE_TOLD) * self._of_late:
            return
        else:
            self._rate = _BELOW * max(self._accepted, 1) / max(now - self._since, 1.0)
        self._accepted, self._since, self._grown = 0, now, now

    def _grow(self, now: float) -> None:
        if self._refused_at is None and now - self._grown >= _GROWS_EACH:
            steps = int((now - self._grown) / _GROWS_EACH)
            self._grown += steps * _GROWS_EACH
            self._of_late, self._refused_of_late = self._of_late / 2**steps, self._refused_of_late / 2**steps
            if self._rate is not None:
                self._rate *= _GROWTH**steps
            if self._most is not None:
                self._most *= _GROWTH**steps

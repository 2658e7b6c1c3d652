"""How fast one endpoint is asked, over all documents: calls at a time, requests and tokens a minute."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

MINUTE = 60.0

Sleep = Callable[[float], Awaitable[None]]


class Limiter:
    """Lets a request through when there is room for it, in the order of asking.

    The window slides: in no sixty seconds are there more requests or tokens than allowed. A request that asks for more
    tokens than a minute has waits for an empty window.
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
        self._sent: deque[tuple[float, int]] = deque()
        self._not_before = 0.0

    @asynccontextmanager
    async def slot(self, tokens: int) -> AsyncIterator[None]:
        """Holds a place for a request that takes about ``tokens``."""
        async with self._slots:
            async with self._turn:
                while (wait := self._wait(tokens)) > 0:
                    await self._sleep(wait)
                self._sent.append((self._clock(), tokens))
            yield

    def pause(self, seconds: float) -> None:
        """Nobody sends for ``seconds``: the endpoint said that it is asked too much."""
        self._not_before = max(self._not_before, self._clock() + seconds)

    def _wait(self, tokens: int) -> float:
        now = self._clock()
        # in the terms of the wait below: a request that need not be waited for any more must not count, whatever floats make of it
        while self._sent and self._sent[0][0] + MINUTE - now <= 0:
            self._sent.popleft()
        wait = self._not_before - now
        if not self._sent:
            return wait
        oldest = self._sent[0][0] + MINUTE - now
        if self._requests is not None and len(self._sent) >= self._requests:
            wait = max(wait, oldest)
        if self._tokens is not None and sum(taken for _, taken in self._sent) + tokens > self._tokens:
            wait = max(wait, oldest)
        return wait

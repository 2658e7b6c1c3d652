"""How fast an endpoint is asked."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summarizer.extractors.model.limiter import MINUTE, Limiter


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@given(
    requests=st.integers(1, 5),
    tokens=st.integers(10, 100),
    calls=st.lists(st.tuples(st.integers(0, 150), st.floats(0, 90)), max_size=12),
)
def test_no_minute_holds_more_than_allowed(requests: int, tokens: int, calls: list[tuple[int, float]]) -> None:
    """In no sixty seconds are there more requests or tokens, but a request that alone is larger goes alone."""
    clock = Clock()
    limiter = Limiter(3, requests, tokens, clock=clock, sleep=clock.sleep)
    sent: list[tuple[float, int]] = []

    async def call(size: int, lasts: float) -> None:
        async with limiter.slot(size):
            sent.append((clock(), size))
            await clock.sleep(lasts)

    async def run() -> None:
        await asyncio.gather(*(call(size, lasts) for size, lasts in calls))

    asyncio.run(run())
    assert len(sent) == len(calls)
    for began, _ in sent:
        # a minute, but for what adding up floats may lose of it
        window = [size for at, size in sent if began <= at < began + MINUTE - 1e-6]
        assert len(window) <= requests
        assert sum(window) <= tokens or len(window) == 1


def test_a_minute_that_floats_cut_short_lets_nobody_slip_in() -> None:
    """At 68.23 + 60 a sum of floats falls short of the minute by its last bit; the next two still go one by one."""
    clock = Clock()
    limiter = Limiter(3, 1, clock=clock, sleep=clock.sleep)
    sent: list[float] = []

    async def call(lasts: float) -> None:
        async with limiter.slot(1):
            sent.append(clock())
            await clock.sleep(lasts)

    async def run() -> None:
        await asyncio.gather(*(call(lasts) for lasts in (68.23220137694143, 0.0, 0.0, 0.0)))

    asyncio.run(run())
    assert all(later - earlier > MINUTE - 1e-6 for earlier, later in pairwise(sent)), sent


def test_no_more_calls_at_a_time_than_allowed() -> None:
    """The others wait."""
    limiter = Limiter(2)
    under_way, most = 0, 0

    async def call() -> None:
        nonlocal under_way, most
        async with limiter.slot(1):
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1

    async def run() -> None:
        await asyncio.gather(*(call() for _ in range(7)))

    asyncio.run(run())
    assert most == 2


def test_a_pause_is_for_all() -> None:
    """Where the endpoint asked for time, nobody sends before."""
    clock = Clock()
    limiter = Limiter(4, clock=clock, sleep=clock.sleep)
    limiter.pause(30)
    limiter.pause(5)

    async def run() -> float:
        async with limiter.slot(1):
            return clock()

    assert asyncio.run(run()) == 30.0


def test_a_call_that_fails_gives_its_place_back() -> None:
    """So does one that is cancelled while it waits."""
    limiter = Limiter(1)

    async def run() -> None:
        try:
            async with limiter.slot(1):
                raise OSError
        except OSError:
            pass
        async with limiter.slot(1):
            waiting = asyncio.ensure_future(limiter.slot(1).__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
        async with asyncio.timeout(1), limiter.slot(1):
            pass

    asyncio.run(run())

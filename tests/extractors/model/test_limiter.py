"""How fast an endpoint is asked."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.extractors.model.allowance import allowance_of, reset_of, seconds_of
from summarizer.extractors.model.limiter import MINUTE, Allowance, Limiter

from .served_limits import Kind, PassingTime, serve


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


@pytest.mark.parametrize("kind", ["sliding", "fixed", "bucket"])
@pytest.mark.parametrize("limit", [120, 600])
def test_a_limit_that_is_told_is_used_up_and_kept(kind: Kind, limit: int) -> None:
    """With the limit in the settings, at least 95 of 100 requests that it allows are sent, and none that it refuses, jitter and all."""
    served = serve(kind, limit, minutes=6, told=limit)
    assert served.refused == 0
    assert len(served.accepted) >= 0.95 * limit * 6
    assert served.most_in(60) <= limit


@pytest.mark.parametrize("kind", ["sliding", "fixed", "bucket"])
@pytest.mark.parametrize(("tells", "asks"), [(True, False), (False, True), (False, False)])
@pytest.mark.parametrize(("limit", "period"), [(120, 60), (600, 60), (10, 1)])
def test_a_limit_that_is_not_told_is_learned(kind: Kind, tells: bool, asks: bool, limit: int, period: float) -> None:
    """By headers, by how long refusals ask to wait, or by refusals alone: most of what is allowed is used, and few requests are refused."""
    served = serve(kind, limit, period=period, minutes=6, tells=tells, asks=asks)
    assert len(served.accepted) >= 0.65 * limit * 60 / period * 6
    assert served.refused <= 0.12 * len(served.accepted)


@pytest.mark.parametrize(("told", "by_chance"), [(600, 0.01), (600, 0.05), (None, 0.01)])
def test_refusals_by_chance_teach_nothing(told: int | None, by_chance: float) -> None:
    """An endpoint that refuses a request now and then, for no limit's sake, is asked as fast as before."""
    served = serve("bucket", 600, minutes=20, told=told, callers=32, by_chance=by_chance)
    assert len(served.accepted) >= 0.9 * 600 * 20


def test_tokens_that_were_not_taken_are_given_back() -> None:
    """Calls reserve what they may take; what they did take is what counts, so that a minute holds as many as it can."""
    loop = PassingTime()
    limiter = Limiter(2, None, 1_000, clock=loop.time)
    sent: list[float] = []

    async def call(taken: int | None) -> None:
        async with limiter.slot(500) as place:
            sent.append(loop.time())
            await asyncio.sleep(1)
            limiter.settle(place, taken)

    async def run() -> None:
        await asyncio.gather(*(call(100) for _ in range(5)), *(call(None) for _ in range(3)), *(call(500) for _ in range(2)))

    loop.run_until_complete(run())
    pace = limiter.pace()
    loop.close()
    # five that took 100 and three that were never sent leave room for one that takes all of its 500
    assert [at < MINUTE for at in sent] == [True] * 9 + [False]
    assert pace.under_way == 0


def test_one_request_finds_out_whether_refusals_have_ended() -> None:
    """After a refusal nobody but one sends, however many wait; then all go on."""
    loop = PassingTime()
    limiter = Limiter(8, clock=loop.time)
    until, under_way, refused = 20.0, [0], list[int]()

    async def call() -> None:
        while True:
            async with limiter.slot(1) as place:
                under_way[0] += 1
                await asyncio.sleep(0.5)
                at_once, good = under_way[0], loop.time() > until
                under_way[0] -= 1
                if good:
                    limiter.answered(place)
                    return
                refused.append(at_once)
                limiter.refused(place, None)

    async def run() -> None:
        await asyncio.gather(*(call() for _ in range(30)))

    loop.run_until_complete(run())
    loop.close()
    assert refused[:8] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert set(refused[8:]) == {1}
    assert len(refused) < 8 + 6
    assert limiter.pace().refusals == len(refused)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1.0), ("6m0s", 360.0), ("120ms", 0.12), ("2m59.56s", 179.56), ("1h2m", 3720.0), ("17", 17.0), ("0.5", 0.5),
        ("1000000060", 60.0), ("2001-09-09T01:47:40Z", 60.0), ("soon", None), ("", None), ("nan", None), ("-3", 0.0),
    ],
)  # fmt: skip
def test_the_reset_of_a_limit_is_read_in_the_forms_of_its_providers(text: str, seconds: float | None) -> None:
    """Spans, seconds, seconds since 1970 and dates; anything else says nothing."""
    found = seconds_of(text, 1_000_000_000.0)
    assert found == (None if seconds is None else pytest.approx(seconds))


def test_headers_say_what_is_left() -> None:
    """The names of several providers are known; what is not a number is left out."""
    headers = {"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "20s", "x-ratelimit-remaining-tokens": "many"}
    assert allowance_of(headers, 0.0) == Allowance(3, 20.0, None, None)
    spent = {"x-ratelimit-remaining-requests": "9", "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "1m1s"}
    assert reset_of(spent) == "61.0"
    assert reset_of({"retry-after-ms": "1500"}) == "1.5"
    assert reset_of({}) is None

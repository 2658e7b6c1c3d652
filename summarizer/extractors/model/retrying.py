"""When and how long to wait before a failed request is sent again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import tenacity

from .faults import Fault, Kind, seconds_to_wait
from .limiter import Sleep

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How the waits grow. The defaults are for real endpoints; tests wait less."""

    base: float = 1.0
    """Seconds: the first wait is between this and twice it."""
    longest: float = 60.0
    """Seconds: no wait is longer, but one that the endpoint asks for."""
    sleep: Sleep = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    """What `sleep` moves on."""
    now: Callable[[], float] = time.time
    """Seconds since the epoch, which dates in headers are held against."""


@dataclass(slots=True)
class Patience:
    """The requests that one question still has at one model where the line or the server fails.

    They are for the question, not for each of its tries: so the requests of a question stay bounded by their sum.
    """

    retries: int


async def send_again(
    send: Callable[[], Awaitable[T]],
    patience: Patience,
    pace: Pace,
    *,
    longest: Callable[[], float],
    paused: Callable[[float], None],
) -> T:
    """What ``send`` returns; a transient `Fault` is sent again while there is ``patience``.

    ``longest``: the seconds that may be waited now; an endpoint that asks for more is given up at once. ``paused`` is told each wait
    that the endpoint asked for. Raises the last `Fault`.
    """

    def hopeless(state: tenacity.RetryCallState) -> bool:
        if patience.retries <= 0:
            return True
        asked = _asked(state, pace)
        return asked is not None and asked > longest()

    def wait(state: tenacity.RetryCallState) -> float:
        asked = _asked(state, pace)
        if asked is None:
            return min(grown(state), longest())
        paused(asked)
        return asked

    def spend(state: tenacity.RetryCallState) -> None:
        patience.retries -= 1

    grown = tenacity.wait_exponential_jitter(initial=pace.base, max=pace.longest, jitter=pace.base)
    retrying = tenacity.AsyncRetrying(
        sleep=pace.sleep,
        stop=hopeless,
        wait=wait,
        retry=tenacity.retry_if_exception(lambda error: isinstance(error, Fault) and error.kind is Kind.TRANSIENT),
        before_sleep=spend,
        reraise=True,
    )
    return await retrying(send)


def _asked(state: tenacity.RetryCallState, pace: Pace) -> float | None:
    error = state.outcome.exception() if state.outcome else None
    return seconds_to_wait(error.retry_after, pace.now()) if isinstance(error, Fault) else None

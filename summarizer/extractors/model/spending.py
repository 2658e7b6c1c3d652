"""What a document's calls cost, and the limits that the user set for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ...schemas.summary import Usage
from .asking import BudgetSpent

if TYPE_CHECKING:
    from ...settings import Settings
    from .endpoints import Price


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one document may take; None is without limit."""

    calls: int | None = None
    tokens: int | None = None
    cost: float | None = None
    seconds: float | None = None

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """Those of the settings."""
        return cls(settings.max_calls, settings.max_tokens, settings.max_cost, settings.max_seconds)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document's calls have come."""

    calls: int
    tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """What one answer took, as the endpoint reports it; ``cached`` is a part of ``input``."""

    input: int
    output: int
    cached: int = 0
    estimated: bool = False
    """Whether the endpoint reported nothing, and the texts' lengths were taken for it."""
    batched: bool = False
    """Whether it came in a provider's batch file."""


class Spending:
    """The account of one document. It belongs to one event loop; questions of the document may share it."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        listener: Callable[[Progress], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``listener`` is told after each request."""
        self.limits = limits or Limits()
        self.calls = 0
        """Requests sent, repeated ones included."""
        self.retries = 0
        """Those of them that asked a question again."""
        self.input_tokens = 0
        self.cached_input_tokens = 0
        self.output_tokens = 0
        self.estimated = False
        """Whether some of the tokens are estimates."""
        self._costs: dict[str, float] = {}
        self._unpriced = False
        self._listener = listener
        self._clock = clock
        self._began = clock()
        self._held_tokens = 0
        self._held_cost = 0.0
        self._under_way = 0
        self._waiting: list[asyncio.Future[None]] = []

    @property
    def tokens(self) -> int:
        """Tokens read and written so far."""
        return self.input_tokens + self.output_tokens

    @property
    def seconds(self) -> float:
        """Seconds since the account was opened."""
        return self._clock() - self._began

    @property
    def seconds_left(self) -> float | None:
        """None without a limit; never negative."""
        return None if self.limits.seconds is None else max(self.limits.seconds - self.seconds, 0.0)

    @property
    def cost(self) -> float | None:
        """None where a call had no price, or two calls two currencies."""
        return None if self._unpriced or len(self._costs) != 1 else next(iter(self._costs.values()))

    def check(self) -> None:
        """Raises `BudgetSpent` where not one further call is allowed."""
        limits = self.limits
        if limits.calls is not None and self.calls >= limits.calls:
            raise BudgetSpent(f"the document's {limits.calls} calls are used up (SUMMARIZER_MAX_CALLS)")
        if limits.seconds is not None and self.seconds >= limits.seconds:
            raise self.out_of_time()
        if limits.tokens is not None and self.tokens >= limits.tokens:
            raise self._out_of_tokens()
        if limits.cost is not None and sum(self._costs.values()) >= limits.cost:
            raise self._out_of_money()

    async def reserve(self, input_tokens: int, output_tokens: int, price: Price | None, *, again: bool = False) -> Call:
        """Counts a call before it is made, and holds the most tokens and money that it may take until it is settled.

        Where only calls under way stand between it and a limit, it waits for them: most take less than they may.
        Raises `BudgetSpent` where it does not fit.
        """
        tokens = input_tokens + output_tokens
        cost = price.cost(input_tokens, 0, output_tokens) or 0.0 if price else 0.0
        limits = self.limits
        while True:
            self.check()
            short_of_tokens = limits.tokens is not None and self.tokens + self._held_tokens + tokens > limits.tokens
            short_of_money = (
                limits.cost is not None and sum(self._costs.values()) + self._held_cost + cost > limits.cost
            )
            if not (short_of_tokens or short_of_money):
                break
            if not self._under_way:
                raise self._out_of_tokens() if short_of_tokens else self._out_of_money()
            settled = asyncio.get_running_loop().create_future()
            self._waiting.append(settled)
            await settled
        self.calls += 1
        self.retries += again
        self._under_way += 1
        self._held_tokens += tokens
        self._held_cost += cost
        return Call(self, tokens, cost, price)

    def out_of_time(self) -> BudgetSpent:
        """The error for the limit of seconds."""
        return BudgetSpent(f"the document's {self.limits.seconds:g} seconds are used up (SUMMARIZER_MAX_SECONDS)")

    def _out_of_tokens(self) -> BudgetSpent:
        return BudgetSpent(
            f"the document's {self.limits.tokens} tokens do not take a further call (SUMMARIZER_MAX_TOKENS)"
        )

    def _out_of_money(self) -> BudgetSpent:
        return BudgetSpent(
            f"the document's cost limit of {self.limits.cost:g} does not take a further call (SUMMARIZER_MAX_COST)"
        )

    def _settle(self, call: Call) -> None:
        self._under_way -= 1
        self._held_tokens -= call.held_tokens
        self._held_cost -= call.held_cost
        took = call.took
        if took is not None:
            self.input_tokens += took.input
            self.cached_input_tokens += took.cached
            self.output_tokens += took.output
            self.estimated |= took.estimated
            price = call.price
            cost = None if price is None else price.cost(took.input, took.cached, took.output, batched=took.batched)
            if price is None or cost is None:
                self._unpriced = True
            else:
                self._costs[price.currency] = self._costs.get(price.currency, 0.0) + cost
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)
        if self._listener is not None:
            self._listener(Progress(self.calls, self.tokens, self.seconds))

    def usage(self) -> Usage:
        """The account as a summary states it; no cost where a price is missing."""
        cost = self.cost
        return Usage(
            calls=self.calls,
            retries=self.retries,
            input_tokens=self.input_tokens,
            cached_input_tokens=self.cached_input_tokens,
            output_tokens=self.output_tokens,
            cost=None if cost is None else round(cost, 6),
            currency=None if cost is None else next(iter(self._costs)),
        )


class Call:
    """A call under way. Leaving its ``with`` block settles it: at what ``took`` says, else as a call that took nothing."""

    def __init__(self, spending: Spending, tokens: int, cost: float, price: Price | None) -> None:
        self._spending = spending
        self.held_tokens = tokens
        self.held_cost = cost
        self.price = price
        self.took: Tokens | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spending._settle(self)


def estimate_tokens(text: str) -> int:
    """Tokens of ``text``, rather too many than too few: three and a half ASCII characters each, one of any other script.

    Tokenizers differ; today's take 4 characters of English and 1.3 to 1.6 of Chinese for a token.
    """
    latin = len(text.encode("ascii", "ignore"))
    return -(-latin * 2 // 7) + len(text) - latin

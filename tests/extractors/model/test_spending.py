"""The account of a document."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.extractors.model.asking import BudgetSpent
from summarizer.extractors.model.endpoints import Price
from summarizer.extractors.model.spending import Limits, Progress, Spending, Tokens, estimate_tokens

PRICE = Price(input=1.0, output=4.0, currency="USD", cached=0.1)


async def _call(
    spending: Spending, took: Tokens, *, pauses: int = 0, price: Price | None = None, fails: bool = False
) -> bool:
    """Whether the call was allowed."""
    try:
        with await spending.reserve(took.input, took.output, price) as call:
            for _ in range(pauses):
                await asyncio.sleep(0)
            if fails:
                raise OSError
            call.took = took
    except BudgetSpent:
        return False
    except OSError:
        pass
    return True


@given(
    limit=st.integers(1, 6),
    calls=st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=12),
)
def test_calls_never_exceed_their_limit(limit: int, calls: list[tuple[int, bool]]) -> None:
    """However calls overlap and fail, as many are made as allowed and not one more."""
    spending = Spending(Limits(calls=limit))

    async def run() -> list[bool]:
        return await asyncio.gather(
            *(_call(spending, Tokens(1, 1), pauses=pauses, fails=fails) for pauses, fails in calls)
        )

    assert sum(asyncio.run(run())) == spending.calls == min(limit, len(calls))


@given(
    limit=st.integers(1, 100),
    calls=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 4)), max_size=12),
)
def test_tokens_never_exceed_their_limit(limit: int, calls: list[tuple[int, int, int]]) -> None:
    """Where calls take no more than they announced, the limit of tokens holds however they overlap; none waits for ever."""
    spending = Spending(Limits(tokens=limit))

    async def run() -> None:
        await asyncio.gather(*(_call(spending, Tokens(taken, given), pauses=pauses) for taken, given, pauses in calls))

    asyncio.run(run())
    assert spending.tokens <= limit


def test_a_call_waits_for_those_under_way() -> None:
    """Two calls that might each take all that is left are made one after the other, if the first takes less."""
    spending = Spending(Limits(tokens=100))

    async def call() -> None:
        with await spending.reserve(40, 40, None) as made:
            await asyncio.sleep(0)
            made.took = Tokens(10, 0)

    async def run() -> None:
        await asyncio.gather(call(), call(), call())

    asyncio.run(run())
    assert (spending.calls, spending.tokens) == (3, 30)


def test_a_waiting_call_may_be_cancelled() -> None:
    """It leaves nothing held."""
    spending = Spending(Limits(tokens=100))

    async def run() -> None:
        first = await spending.reserve(80, 0, None)
        waiting = asyncio.ensure_future(spending.reserve(80, 0, None))
        await asyncio.sleep(0)
        waiting.cancel()
        with first:
            first.took = Tokens(20, 0)
        with await spending.reserve(80, 0, None):
            pass

    asyncio.run(run())
    assert spending.calls == 2


def test_usage_states_cost_and_currency() -> None:
    """Cached input has its own price."""
    spending = Spending()
    asyncio.run(_call(spending, Tokens(1_000_000, 500_000, cached=400_000), price=PRICE))
    usage = spending.usage()
    assert usage.cost == pytest.approx(0.6 + 0.04 + 2.0)
    assert usage.currency == "USD"
    assert (usage.calls, usage.input_tokens, usage.cached_input_tokens, usage.output_tokens) == (
        1,
        1_000_000,
        400_000,
        500_000,
    )


def test_no_cost_without_every_price() -> None:
    """A sum that lacks a part, or adds two currencies, is none."""
    for other in (None, Price(input=1.0, output=1.0, currency="CNY")):
        spending = Spending()
        asyncio.run(_call(spending, Tokens(10, 10), price=PRICE))
        assert spending.cost is not None
        asyncio.run(_call(spending, Tokens(10, 10), price=other))
        assert spending.usage().cost is None
        assert spending.usage().currency is None


def test_an_account_without_a_call() -> None:
    """Nothing was asked, nothing is stated."""
    assert Spending().usage().model_dump(exclude_none=True) == {
        "calls": 0,
        "retries": 0,
        "input_tokens": 0,
        "cached_input_tokens": 0,
        "output_tokens": 0,
    }


def test_seconds_end_a_document() -> None:
    """The clock that was handed in decides."""
    now = 0.0
    spending = Spending(Limits(seconds=10), clock=lambda: now)
    spending.check()
    now = 10.0
    with pytest.raises(BudgetSpent, match="SUMMARIZER_MAX_SECONDS"):
        spending.check()
    assert spending.seconds_left == 0.0


def test_the_listener_hears_of_each_call() -> None:
    """Failed ones too: they count."""
    heard: list[Progress] = []
    spending = Spending(listener=heard.append, clock=lambda: 3.0)

    async def run() -> None:
        await _call(spending, Tokens(5, 5))
        await _call(spending, Tokens(5, 5), fails=True)

    asyncio.run(run())
    assert heard == [Progress(1, 10, 0.0), Progress(2, 10, 0.0)]


@pytest.mark.parametrize(
    ("text", "least", "most"), [("", 0, 0), ("revenue rose " * 10, 20, 60), ("营业收入同比增长", 8, 8), ("a", 1, 1)]
)
def test_estimates_are_rather_high(text: str, least: int, most: int) -> None:
    """Three and a half Latin characters a token, one of Chinese."""
    assert least <= estimate_tokens(text) <= most

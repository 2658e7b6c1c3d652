"""Several models, several questions at a time, budgets, cancellation and logs."""

from __future__ import annotations

import asyncio
import logging

import httpx2
import pytest

from summarizer.errors import LiveRequestBlocked, ModelUnavailableError, ReplayError, UsageError
from summarizer.extractors.model.asking import AnswerFailed, BudgetSpent
from summarizer.extractors.model.client import ModelClient
from summarizer.extractors.model.refusal import passing
from summarizer.extractors.model.spending import Spending
from summarizer.settings import Settings

from .asked import QUESTION, RIGHT, Answer, ask, outcome, outcomes
from .fault_endpoint import FaultEndpoint, Reply, Request, answer, hang, nobody, refusal, status, text


@pytest.mark.parametrize(
    "fault", [status(401), status(404, "model 'first' not found"), status(503)], ids=["key", "name", "down"]
)
def test_the_next_model_is_asked_where_one_cannot_be_had(fault: Reply) -> None:
    """The answer says who gave it, and the next question does not try the first again."""
    with FaultEndpoint(lambda request: {"first": fault, "second": answer(RIGHT)}[request.body["model"]]) as endpoint:
        found = outcomes(endpoint.url, model="first", fallback_models="second", questions=2, attempts=2)
    assert [one.model for one in found] == ["second", "second"]
    asked = [request.body["model"] for request in endpoint.requests]
    assert asked.count("second") == 2
    assert asked.count("first") <= 2


def test_a_bad_answer_is_no_reason_for_another_model() -> None:
    """A model that answers, if badly, is there: its question falls to the rules."""
    with FaultEndpoint(
        lambda request: {"first": refusal(), "second": answer(RIGHT)}[request.body["model"]]
    ) as endpoint:
        found = outcome(endpoint.url, model="first", fallback_models="second")
    assert type(found.error) is AnswerFailed
    assert endpoint.count == 1


def test_a_model_that_never_answers_usably_is_asked_no_more() -> None:
    """After three questions without one usable answer the others cost nothing, or go to the next model."""
    with FaultEndpoint([text("I would rather talk.")]) as endpoint:
        found = outcomes(endpoint.url, questions=6, mode="md_json", tries=1)
    assert all(type(one.error) is AnswerFailed for one in found)
    assert endpoint.count == 3
    with FaultEndpoint(
        lambda request: {"first": text("no"), "second": answer(RIGHT)}[request.body["model"]]
    ) as endpoint:
        found = outcomes(endpoint.url, model="first", fallback_models="second", questions=5, mode="md_json", tries=1)
    assert [one.model for one in found] == [None, None, None, "second", "second"]


def test_no_model_of_the_list_can_be_had() -> None:
    """The error names each, and what to do."""
    with FaultEndpoint([status(401)]) as endpoint:
        found = outcome(endpoint.url, model="first", fallback_models="second")
    assert isinstance(found.error, ModelUnavailableError)
    assert all(word in str(found.error) for word in ("first", "second", "key was refused", "rules"))
    assert "\n" not in str(found.error)


@pytest.mark.parametrize("limit", [1, 3, 5])
def test_calls_never_exceed_their_limit(limit: int) -> None:
    """Questions asked together, with retries and further tries, send as many requests as allowed and not one more."""
    with FaultEndpoint([answer(RIGHT), status(503), text("no JSON")]) as endpoint:
        found = outcomes(endpoint.url, questions=8, together=True, concurrency=8, max_calls=limit)
    assert endpoint.count == limit
    assert sum(isinstance(one.error, BudgetSpent) for one in found) >= 1
    assert found[0].spending.calls == limit


def test_tokens_are_held_before_a_call_is_made() -> None:
    """A call that might exceed the limit is not made, and the account says what was spent."""
    with FaultEndpoint([answer(RIGHT)]) as endpoint:
        found = outcomes(endpoint.url, questions=5, together=True, concurrency=5, max_tokens=600)
    # each is reported to take 120 tokens, and might take some 300
    assert 1 <= endpoint.count < 5
    assert found[0].spending.tokens <= 600
    assert isinstance(found[-1].error, BudgetSpent)


def test_money_is_counted_and_limited(tmp_path: object) -> None:
    """Cost comes from the reported tokens and the price; a price file adds models."""
    prices = f"{tmp_path}/prices.toml"
    with open(prices, "w", encoding="utf-8") as file:
        file.write('[[prices]]\nmatch = "m*"\ninput = 10\ncached = 1\noutput = 50\ncurrency = "CNY"\n')
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 60}}
    with FaultEndpoint([answer(RIGHT, usage=usage)]) as endpoint:
        found = outcome(endpoint.url, prices=prices)
        broke = outcome(endpoint.url, prices=prices, max_cost=0.0001)
    stated = found.spending.usage()
    assert (stated.cost, stated.currency, stated.cached_input_tokens) == (0.00146, "CNY", 60)
    assert isinstance(broke.error, BudgetSpent)
    assert endpoint.count == 1


@pytest.mark.parametrize(
    "usage",
    [{"prompt_cache_hit_tokens": 64}, {"cached_tokens": 64}, {"prompt_tokens_details": {"cached_tokens": 64}}],
    ids=["DeepSeek", "Moonshot", "OpenAI"],
)
def test_cached_tokens_by_any_name(usage: dict[str, object]) -> None:
    """Providers report what they had cached in different places."""
    with FaultEndpoint([answer(RIGHT, usage={"prompt_tokens": 100, "completion_tokens": 20, **usage})]) as endpoint:
        found = outcome(endpoint.url)
    assert found.spending.cached_input_tokens == 64
    assert not found.spending.estimated


def test_cancellation_is_not_swallowed() -> None:
    """A cancelled question ends at once, whatever it was waiting for, and its call is settled."""

    async def run(url: str) -> Spending:
        client = ModelClient(Settings.load(base_url=url, model="m"), transport=httpx2.AsyncHTTPTransport(verify=False))
        spending = Spending()
        task = asyncio.ensure_future(client.ask(QUESTION, spending))
        while not endpoint.count:
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await client.aclose()
        return spending

    with FaultEndpoint([hang()]) as endpoint:
        spending = asyncio.run(run(endpoint.url))
    assert spending.calls == 1
    assert spending.estimated


def test_a_refusal_of_a_transport_comes_through() -> None:
    """A replay without its recording is no fault of the line: it is raised as it is, and nothing is tried again."""
    asked = []

    def miss(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        raise passing(ReplayError("this was not recorded"))

    async def run() -> Exception | None:
        client = ModelClient(
            Settings.load(base_url="http://127.0.0.1:9/v1", model="m"), transport=httpx2.MockTransport(miss)
        )
        found = await ask(client, Spending())
        await client.aclose()
        return found.error

    assert isinstance(asyncio.run(run()), ReplayError)
    assert len(asked) == 1


def test_the_kill_switch() -> None:
    """SUMMARIZER_ALLOW_REQUESTS=false lets nothing out, and says so."""

    async def run() -> Exception | None:
        client = ModelClient(Settings.load(base_url=nobody(), model="m", allow_requests=False), environ={})
        found = await ask(client, Spending())
        await client.aclose()
        return found.error

    error = asyncio.run(run())
    assert isinstance(error, LiveRequestBlocked)
    assert "SUMMARIZER_ALLOW_REQUESTS" in str(error)


def test_no_body_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Neither the question nor the answer is in a log, even at its most verbose: instructor logs what it cannot read as an error."""
    caplog.set_level(logging.DEBUG)
    with FaultEndpoint(
        [text('{"name": "words of the answer", "size": "none"}'), status(500, "words of an error"), answer(RIGHT)]
    ) as endpoint:
        assert outcome(endpoint.url).answer == Answer(**RIGHT)
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "一二三" not in logged
    assert "words" not in logged
    assert "净息差" not in logged


def test_redirects_are_not_followed() -> None:
    """A document goes where the user said, and nowhere else."""
    with FaultEndpoint([answer(RIGHT)]) as elsewhere:

        def script(request: Request) -> Reply:
            return lambda exchange: exchange.send(307, b"", Location=f"{elsewhere.url}/chat/completions")

        with FaultEndpoint(script) as endpoint:
            found = outcome(endpoint.url)
    assert isinstance(found.error, ModelUnavailableError)
    assert elsewhere.count == 0


def test_the_key_is_sent_and_never_shown() -> None:
    """The key is in the header; it is neither in the settings' representation nor in the client's."""
    with FaultEndpoint([answer(RIGHT)]) as endpoint:
        outcome(endpoint.url, api_key="sk-secret")
    assert endpoint.requests[0].headers["authorization"] == "Bearer sk-secret"
    settings = Settings.load(base_url=endpoint.url, model="m", api_key="sk-secret")
    client = ModelClient(settings, transport=httpx2.MockTransport(lambda request: httpx2.Response(200)))
    assert "sk-secret" not in repr(settings) + repr(client.endpoints) + repr(client)


def test_what_is_ours_alone_does_not_leave() -> None:
    """No header of ours reaches the endpoint."""
    with FaultEndpoint([answer(RIGHT)]) as endpoint:
        outcome(endpoint.url)
    assert not [name for name in endpoint.requests[0].headers if "summarizer" in name]


def test_a_cost_limit_needs_a_price() -> None:
    """Where no price is known a cost cannot be limited, and that is said before anything is asked."""
    with pytest.raises(UsageError, match="SUMMARIZER_MAX_COST"):
        outcome(nobody(), max_cost=1.0)

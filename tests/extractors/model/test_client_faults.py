"""Each way in which an endpoint fails: what is raised, and how many requests it took."""

from __future__ import annotations

import pytest

from summarizer.errors import ModelUnavailableError
from summarizer.extractors.model.asking import AnswerCut, AnswerFailed, BudgetSpent

from .asked import RIGHT, Answer, no_waits, outcome, outcomes
from .fault_endpoint import (
    FaultEndpoint,
    Reply,
    answer,
    cut,
    drip,
    hang,
    html,
    no_choices,
    nobody,
    refusal,
    refusing,
    reset,
    status,
    text,
    tool_call,
)

TRANSIENT = {
    "too many": status(429, "slow down"),
    "a conflict": status(409),
    "a time-out of the server": status(408),
    "an error of the server": status(500, "oops"),
    "unavailable": status(503),
    "a reset": reset(),
    "a page": html(200),
    "a page of a gateway": html(502),
}


@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT)
def test_a_passing_fault_costs_one_request(fault: Reply) -> None:
    """A fault of the line or the server is sent again, and the answer comes."""
    with FaultEndpoint([fault, answer(RIGHT)]) as endpoint:
        found = outcome(endpoint.url)
    assert found.answer == Answer(**RIGHT)
    assert (found.spending.calls, found.spending.retries, endpoint.count) == (2, 1, 2)


@pytest.mark.parametrize("fault", [status(500), html(200), reset()], ids=["500", "a page", "a reset"])
def test_a_lasting_fault_ends_after_the_attempts(fault: Reply) -> None:
    """A model that never answers is unavailable after as many requests as the settings allow, and is not asked by the next question."""
    with FaultEndpoint([fault]) as endpoint:
        first, second = outcomes(endpoint.url, attempts=3, questions=2)
    assert isinstance(first.error, ModelUnavailableError)
    assert isinstance(second.error, ModelUnavailableError)
    assert endpoint.count == 3
    assert "127.0.0.1" in str(first.error)
    assert "\n" not in str(first.error)


def test_nobody_there() -> None:
    """Where nothing listens the model is unavailable, and nothing is charged."""
    found = outcome(nobody(), attempts=2)
    assert isinstance(found.error, ModelUnavailableError)
    assert "no connection" in str(found.error)
    assert found.spending.tokens == 0


@pytest.mark.parametrize(
    ("header", "waited"),
    [("7", 7.0), ("0", 0.0), ("Sun, 09 Sep 2001 01:47:10 GMT", 30.0), ("Sun, 09 Sep 2001 01:46:00 GMT", 0.0)],
)
def test_retry_after_is_honoured(header: str, waited: float) -> None:
    """Seconds and a date are waited for; a date that is past is not. (The tests' clock stands at 2001-09-09 01:46:40.)"""
    pace, waits = no_waits()
    with FaultEndpoint([status(429, retry_after=header), answer(RIGHT)]) as endpoint:
        found = outcome(endpoint.url, pace=pace, timeout=60.0)
    assert found.answer is not None
    assert sum(waits) == waited


def test_waits_without_retry_after_grow() -> None:
    """Where the endpoint names no time, or none that can be read, each wait is longer than the one before."""
    pace, waits = no_waits()
    with FaultEndpoint([status(429), status(503, retry_after="soon"), status(500), answer(RIGHT)]) as endpoint:
        assert outcome(endpoint.url, pace=pace).answer is not None
    assert len(waits) == 3
    assert all(low <= wait <= low + 1.0 for low, wait in zip((1.0, 2.0, 4.0), waits, strict=True))


def test_an_endpoint_that_asks_for_an_age_is_given_up() -> None:
    """A wait longer than any request may take is not waited for."""
    pace, waits = no_waits()
    with FaultEndpoint([status(429, retry_after="86400")]) as endpoint:
        found = outcome(endpoint.url, pace=pace)
    assert isinstance(found.error, ModelUnavailableError)
    assert (endpoint.count, waits) == (1, [])


def test_a_wait_beyond_the_budget_is_not_waited_for() -> None:
    """An endpoint that asks for more seconds than the document has left ends the document's budget at once."""
    pace, waits = no_waits()
    with FaultEndpoint([status(429, retry_after="3600")]) as endpoint:
        found = outcome(endpoint.url, pace=pace, max_seconds=60.0)
    assert isinstance(found.error, BudgetSpent)
    assert (endpoint.count, waits) == (1, [])


@pytest.mark.parametrize("fault", [hang(), drip()], ids=["silence", "a drip"])
def test_no_request_outlasts_the_timeout(fault: Reply) -> None:
    """A byte now and then does not keep a request alive; what was sent counts as read by the model."""
    with FaultEndpoint([fault, answer(RIGHT)]) as endpoint:
        found = outcome(endpoint.url, timeout=0.2)
    assert found.answer == Answer(**RIGHT)
    assert endpoint.count == 2
    assert found.spending.estimated


def test_a_slow_answer_ends_with_the_documents_seconds() -> None:
    """The budget of seconds ends a request under way."""
    with FaultEndpoint([hang()]) as endpoint:
        found = outcome(endpoint.url, max_seconds=0.2)
    assert isinstance(found.error, BudgetSpent)
    assert endpoint.count == 1


@pytest.mark.parametrize(
    "reply",
    [text(""), text(None), no_choices(), text("no JSON at all"), text('{"name": "x"')],
    ids=["empty", "null", "no choices", "words", "half"],
)
def test_an_answer_that_cannot_be_used_gets_one_further_try(reply: Reply) -> None:
    """The same is asked once more, with a note that does not repeat the answer."""
    with FaultEndpoint([reply, answer(RIGHT)]) as endpoint:
        found = outcome(endpoint.url)
    assert found.answer == Answer(**RIGHT)
    assert endpoint.modes == ["json_schema", "json_schema"]
    first, second = (request.text for request in endpoint.requests)
    assert second.startswith(first)
    assert "not valid JSON" in second
    assert "at all" not in second


def test_an_answer_that_is_never_usable_goes_down_the_ladder_and_ends() -> None:
    """Every mode gets its tries, then the question has failed: this one alone, for the model is there."""
    with FaultEndpoint([text("I would rather talk.")]) as endpoint:
        found = outcome(endpoint.url)
    assert type(found.error) is AnswerFailed
    # an answer without a tool call is not asked for again
    assert endpoint.modes == ["json_schema"] * 2 + ["tools"] + ["json"] * 2 + ["md_json"] * 2


@pytest.mark.parametrize(
    "reply", [refusal(), status(400, "data_inspection_failed")], ids=["of the model", "of the endpoint"]
)
def test_a_refusal_is_not_asked_again(reply: Reply) -> None:
    """A model that refuses a text refuses it in every mode."""
    with FaultEndpoint([reply]) as endpoint:
        found = outcome(endpoint.url)
    assert type(found.error) is AnswerFailed
    assert endpoint.count == 1


@pytest.mark.parametrize(
    "reply",
    [
        cut(),
        status(400, "This model's maximum context length is 4096 tokens", error={"code": "context_length_exceeded"}),
        status(400, "the request exceeds the available context size, try increasing it"),
        status(400, "Range of input length should be [1, 30720]"),
        status(413),
    ],
    ids=["cut", "OpenAI", "llama.cpp", "DashScope", "413"],
)
def test_what_does_not_fit_is_cut(reply: Reply) -> None:
    """A truncated answer and a question longer than the context are not retried as they are."""
    with FaultEndpoint([reply]) as endpoint:
        found = outcome(endpoint.url)
    assert isinstance(found.error, AnswerCut)
    assert endpoint.count == 1


def test_a_question_far_longer_than_the_context_is_not_sent() -> None:
    """What cannot fit costs no request."""
    with FaultEndpoint([answer(RIGHT)]) as endpoint:
        found = outcome(endpoint.url, context_window=10)
    assert isinstance(found.error, AnswerCut)
    assert endpoint.count == 0


@pytest.mark.parametrize(
    "before",
    [
        '<think>Is {1} it? {"name": "no", "size": 1}</think>\n',
        "so I think</think>",
        "<think>never closed ",
        "Here you are: ",
    ],
)
def test_thoughts_are_no_part_of_an_answer(before: str) -> None:
    """Thoughts before the JSON, with or without their marks, are taken off."""
    with FaultEndpoint([answer(RIGHT, before=before)]) as endpoint:
        found = outcome(endpoint.url)
    assert found.answer == Answer(**RIGHT)
    assert endpoint.count == 1


@pytest.mark.parametrize(
    "reply",
    [status(500, "Failed to parse tool call arguments as JSON"), tool_call('{"name": ')],
    ids=["the server", "we"],
)
def test_a_tool_call_that_cannot_be_parsed_steps_down(reply: Reply) -> None:
    """Neither the server nor we could read it: the next mode is taken, and remembered."""

    def script(request: object) -> Reply:
        return reply if getattr(request, "mode", "") == "tools" else refusing("json_schema", value=RIGHT)(request)  # type: ignore[arg-type]

    with FaultEndpoint(script) as endpoint:
        first, second = outcomes(endpoint.url, questions=2)
    assert first.answer == second.answer == Answer(**RIGHT)
    assert endpoint.modes[-2:] == ["json", "json"]


@pytest.mark.parametrize(
    "reply",
    [
        status(404, "The model `m` does not exist", error={"code": "model_not_found"}),
        status(404, "model 'm' not found, try pulling it first"),
        status(400, "Model Not Exist"),
        status(401, "Incorrect API key provided"),
        status(403),
        status(402, "Insufficient Balance"),
        status(429, "You exceeded your current quota", error={"code": "insufficient_quota"}),
        status(404, "404 page not found"),
    ],
    ids=["OpenAI's name", "Ollama's name", "DeepSeek's name", "key", "forbidden", "credit", "quota", "address"],
)
def test_a_model_that_cannot_be_had_is_asked_once(reply: Reply) -> None:
    """A wrong name, a wrong key, an empty account: one request for all questions, none repeated."""
    with FaultEndpoint([reply]) as endpoint:
        found = outcomes(endpoint.url, questions=3)
    assert all(isinstance(one.error, ModelUnavailableError) for one in found)
    assert endpoint.count == 1


def test_a_model_that_worked_before_fails_one_question() -> None:
    """Once a model has answered, a question that finds it down has failed by itself."""
    with FaultEndpoint([answer(RIGHT), status(503), status(503), answer(RIGHT)]) as endpoint:
        found = outcomes(endpoint.url, questions=3, attempts=2)
    assert [type(one.error) for one in found] == [type(None), AnswerFailed, type(None)]


def test_missing_usage_is_estimated() -> None:
    """Where the endpoint does not count, lengths are taken, and the account says so."""
    with FaultEndpoint([answer(RIGHT, usage=None)]) as endpoint:
        found = outcome(endpoint.url)
    assert found.spending.estimated
    assert found.spending.input_tokens > 0
    assert found.spending.output_tokens > 0


def test_an_error_holds_no_word_of_the_document() -> None:
    """Bodies are not a part of messages."""
    with FaultEndpoint([status(400, "secret words of the document")]) as endpoint:
        found = outcome(endpoint.url)
    assert isinstance(found.error, ModelUnavailableError)
    assert "secret" not in str(found.error)

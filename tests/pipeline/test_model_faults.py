"""What comes of a document when its model fails: always a whole summary or one clear error, and never a call more than allowed.

Each row of the tables says what an endpoint does, what the user is told, and what it cost. The record has five questions: its narrative,
three exchanges, the synthesis.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer import InputError, ModelUnavailableError, Summary, summarize
from summarizer.reading import from_text, read
from tests.extractors.model.fault_endpoint import (
    FaultEndpoint,
    Reply,
    Request,
    answer,
    drip,
    hang,
    html,
    no_choices,
    nobody,
    refusal,
    reset,
    status,
    tool_call,
)
from tests.extractors.model.fault_endpoint import text as words

from .conftest import Run
from .model_answers import SECTIONS, TEXT, filled
from .promises import broken

ALL_FAILED = ["strategy", "outlook", "risks", "qa[1]", "qa[2]", "qa[3]", "overview", "themes"]
RULES = summarize(from_text(TEXT), engine="rules")


def asked(request: Request) -> str:
    """The user message."""
    return str(request.body["messages"][-1]["content"])


def section(request: Request) -> str:
    """Which of the record's questions it is, asked the first time or again."""
    for place, subject in enumerate(("减速器业务的进展", "公司如何看待行业竞争", "股东回报方面"), 1):
        if f"问：{subject}" in asked(request):
            return f"qa[{place}]"
    return "synthesis" if "要点：" in asked(request) else "narrative"


def good(request: Request) -> Reply:
    """The answer of a model that quotes."""
    return answer(filled(request.schema, asked(request)))


def dear(request: Request) -> Reply:
    """The same at five hundred tokens."""
    usage = {"prompt_tokens": 400, "completion_tokens": 100, "total_tokens": 500}
    return answer(filled(request.schema, asked(request)), usage=usage)


def says(prose: str, /, **fields: object) -> Callable[[Request], Reply]:
    """A model that says this to every question, in the form that was asked for."""
    return lambda request: answer(filled(request.schema, asked(request), prose, **fields))


def once(*first: Reply) -> Callable[[Request], Reply]:
    """These replies to the first requests, good ones to the others."""
    left = list(first)
    return lambda request: left.pop(0) if left else good(request)


def checks(summary: Summary, code: str) -> list[str]:
    """The messages of one kind of check."""
    return [check.message for check in summary.checks if check.code == code]


def whole(summary: Summary, text: str = TEXT, rules: Summary = RULES) -> None:
    """Every promise is kept, and nothing that the rules found is lost."""
    assert broken(summary, text) == []
    assert [exchange.questions for exchange in summary.qa] == [exchange.questions for exchange in rules.qa]
    assert all(exchange.answer for exchange in summary.qa)
    assert {(kpi.value, kpi.unit) for kpi in summary.kpis} >= {(kpi.value, kpi.unit) for kpi in rules.kpis}
    for name in ("overview", "strategy", "outlook", "themes"):
        assert bool(getattr(summary, name)) == bool(getattr(rules, name)), name


def content(summary: Summary) -> dict[str, Any]:
    """What it tells, without how it was made."""
    return summary.model_dump(exclude={"provenance", "checks", "coverage", "rejected"})


# -- a model that cannot be reached -------------------------------------------------------------------------------------

UNREACHABLE: dict[str, tuple[Reply, dict[str, Any], int, str]] = {
    "429": (status(429), {}, 2, "HTTP 429"),
    "429, come back in a second": (status(429, retry_after="1"), {}, 2, "HTTP 429"),
    "429, come back tomorrow": (status(429, retry_after="86400"), {}, 1, "HTTP 429"),
    "500": (status(500, "oops"), {}, 2, "HTTP 500"),
    "503": (status(503), {"attempts": 4}, 4, "HTTP 503"),
    "a reset": (reset(), {}, 2, "the connection broke"),
    "silence": (hang(), {"timeout": 0.1}, 2, "no answer in time"),
    "a drip": (drip(), {"timeout": 0.1}, 2, "no answer in time"),
    "a page with 200": (html(200), {}, 2, "no chat completion"),
    "a page with 502": (html(502), {}, 2, "HTTP 502"),
    "a wrong key": (status(401, "Incorrect API key provided: sk-1234"), {}, 1, "the key was refused"),
    "a wrong model": (status(404, "The model `m` does not exist"), {}, 1, "no model of this name"),
    "no credit": (status(402, "Insufficient Balance"), {}, 1, "no credit left"),
    "a wrong address": (status(404, "404 page not found"), {}, 1, "nothing answers at this address"),
    "no form of JSON": (status(400, "response_format is not supported"), {}, 4, "refuses every way"),
}


@pytest.mark.parametrize(("reply", "options", "calls", "told"), UNREACHABLE.values(), ids=UNREACHABLE)
def test_auto_falls_back_to_rules(run: Run, reply: Reply, options: dict[str, Any], calls: int, told: str) -> None:
    """Where no model answers, `auto` gives what the rules give, says so in a check, and stops asking."""
    with FaultEndpoint([reply]) as endpoint:
        summary = run(endpoint.url, engine="auto", **options)
    assert endpoint.count == summary.provenance.usage.calls == calls
    assert content(summary) == content(RULES)
    (message,) = checks(summary, "model_unavailable")
    assert told in message
    assert "sk-1234" not in message
    assert "\n" not in message
    assert (summary.provenance.engine, summary.provenance.model) == ("rules", None)
    assert summary.coverage.failed_sections == []
    whole(summary)


@pytest.mark.parametrize("name", ["429", "a wrong key", "a page with 200"])
def test_model_raises(run: Run, name: str) -> None:
    """Engine `model` raises the one error for it, with what to do next and exit code 4."""
    reply, options, calls, told = UNREACHABLE[name]
    with FaultEndpoint([reply]) as endpoint, pytest.raises(ModelUnavailableError, match=re.escape(told)) as caught:
        run(endpoint.url, engine="model", **options)
    assert endpoint.count == calls
    assert caught.value.exit_code == 4
    assert "or use engine 'rules'" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nobody_listens(run: Run) -> None:
    """A server that is not started is told as such."""
    summary = run(nobody())
    assert "no connection" in checks(summary, "model_unavailable")[0]
    whole(summary)


# -- a model that answers, but not so that it can be used ---------------------------------------------------------------

# In the order of the ladder: twice as a schema, once as a tool (an answer without its call is not asked for again), twice each below.
LADDER = 7
UNUSABLE: dict[str, tuple[Reply, int, str]] = {
    "empty": (words(""), 3 * LADDER, "no usable answer"),
    "null": (words(None), 3 * LADDER, "no usable answer"),
    "no choices": (no_choices(), 3 * (LADDER + 1), "no usable answer"),
    "talk": (words("I would rather talk about {f1}."), 3 * LADDER, "no usable answer"),
    "invalid JSON": (words('{"points": [{"text": "营收增长", "at": s1}]'), 3 * LADDER, "no usable answer"),
    "half of the JSON": (words('{"points": [{"text": "营收'), 3 * LADDER, "no usable answer"),
    "a list": (words("[1, 2, 3]"), 3 * LADDER, "no usable answer"),
    "a refusal": (refusal(), len(SECTIONS), "refused"),
    "a content filter": (status(400, "content_filter"), len(SECTIONS), "refused"),
}


@pytest.mark.parametrize(("reply", "calls", "told"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_used_is_filled_by_rules(run: Run, reply: Reply, calls: int, told: str) -> None:
    """Every section that the model was to fill is named with the reason, and holds what the rules have; both engines alike."""
    with FaultEndpoint([reply]) as endpoint:
        summary = run(endpoint.url, engine="model")
    assert content(summary) == content(RULES)
    assert sorted(summary.coverage.failed_sections) == sorted(ALL_FAILED)
    assert any(told in message for message in checks(summary, "model_failed"))
    assert summary.provenance.engine == "rules"
    assert endpoint.count == summary.provenance.usage.calls == calls
    whole(summary)


def test_an_answer_that_is_always_cut_costs_a_bounded_number_of_calls(run: Run) -> None:
    """A model that never comes to an end is asked for halves and quarters of a passage, and no further."""
    with FaultEndpoint([words('{"points": [{"text": "营收', finish="length")]) as endpoint:
        summary = run(endpoint.url)
    assert content(summary) == content(RULES)
    assert "cut at the output limit" in checks(summary, "model_failed")[0]
    assert endpoint.count <= 7 * len(SECTIONS)
    whole(summary)


def test_a_cut_answer_is_asked_for_in_halves(run: Run) -> None:
    """The halves make up the whole: nothing has failed."""
    with FaultEndpoint(once(words("{", finish="length"))) as endpoint:
        summary = run(endpoint.url)
    assert summary.coverage.failed_sections == []
    assert Counter(map(section, endpoint.requests)) == {**dict.fromkeys(SECTIONS, 1), "narrative": 3}
    assert endpoint.count == len(SECTIONS) + 2
    whole(summary)


# -- a model that answers wrong -----------------------------------------------------------------------------------------

WRONG: dict[str, tuple[Callable[[Request], Reply], str]] = {
    "an id that is not there": (says("营业收入达到{f99}。"), "an id that is not in these sentences"),
    "a sentence that is not there": (says("公司坚持全球化战略。", **{"at": "s77", "from": ["p77"]}), "does not exist"),
    "digits": (says("营业收入达到100亿元。"), "a digit"),
    "full-width digits": (says("营业收入达到１００亿元。"), "a digit"),
    "digits of another script": (says("营业收入增长٣٠。"), "no such number"),
    "a number in words": (says("公司营业收入同比增长五成。"), "no such"),
    "a half": (says("公司营业收入同比增长一半。"), "no such"),
    "doubled": (says("公司营业收入实现翻番。"), "no such"),
    "another language": (says("The company sticks to its global strategy."), "not in Chinese"),
    "another language's half": (says("Revenue rose by half."), "no"),
    "another document": (says("公司在火星建立了新的殖民地。"), ""),
    "a direction turned": (says("海外业务收入占比大幅下降。"), ""),
    "markup": (says("**公司坚持全球化战略**"), "markup"),
    "what turns the text around": (says("公司坚持全球化战略\u202e。"), "cannot be seen"),
    "nothing": (says(""), ""),
    "a whole essay": (says("公司坚持全球化战略，" * 400), ""),
    "the wrong type": (says("", text=17), "string type"),
    "no number of JSON's": (lambda request: words(_nan(request)), "string type"),
}


def _nan(request: Request) -> str:
    return json.dumps(filled(request.schema, asked(request), "", text=float("nan"), further=1e999))


@pytest.mark.parametrize(("script", "reason"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_rejected_with_its_reason(run: Run, script: Callable[[Request], Reply], reason: str) -> None:
    """Nothing of it gets into the summary; it is asked for once more, item by item, and then listed under `rejected`."""
    with FaultEndpoint(script) as endpoint:
        summary = run(endpoint.url, engine="model")
    assert content(summary)["kpis"] == content(RULES)["kpis"]
    assert [exchange.answer for exchange in summary.qa] == [exchange.answer for exchange in RULES.qa]
    for name in ("overview", "strategy", "outlook", "risks"):
        assert getattr(summary, name) == getattr(RULES, name), name
    assert endpoint.count == 2 * len(SECTIONS)
    told = [rejected for rejected in summary.rejected if "points" in rejected.item["item"] or "statements" in rejected.item["item"]]
    assert {rejected.section for rejected in told} >= {"qa[1]", "qa[2]", "qa[3]"}
    assert all(reason in rejected.reason for rejected in told), [rejected.reason for rejected in told]
    assert all(len(str(rejected.item)) < 1_000 for rejected in told)
    assert summary.coverage.failed_sections == []
    whole(summary)


# -- a model that fails and recovers ------------------------------------------------------------------------------------

RECOVERS: dict[str, tuple[Callable[[Request], Reply], int, int]] = {
    "429": (once(status(429)), 1, 1),
    "429, come back at once": (once(status(429, retry_after="0")), 1, 1),
    "503": (once(status(503)), 1, 1),
    "a reset": (once(reset()), 1, 1),
    "a page": (once(html(200)), 1, 1),
    "an empty answer": (once(words("")), 1, 1),
    "half of the JSON": (once(words('{"statements": [')), 1, 1),
    "thoughts": (
        lambda request: answer(
            filled(request.schema, asked(request)), before='<think>增长了100亿 {"points": []} {f99}</think>\n'
        ),
        0,
        0,
    ),
    "no schema": (
        lambda request: status(400, "response_format json_schema is unavailable") if request.mode == "json_schema" else good(request),
        1,
        1,
    ),
    "a tool call gone wrong": (
        lambda request: {
            "json_schema": status(400, "response_format json_schema is unavailable"),
            "tools": tool_call('{"points": [') if request.mode == "tools" else good(request),
        }.get(request.mode, good(request)),
        3,
        3,
    ),
}


@pytest.mark.parametrize(("script", "more", "retries"), RECOVERS.values(), ids=RECOVERS)
def test_what_passes_costs_a_request_and_no_content(
    run: Run, script: Callable[[Request], Reply], more: int, retries: int
) -> None:
    """The summary is that of a model without a fault; what was sent again is counted."""
    with FaultEndpoint(good) as sound:
        expected = run(sound.url)
    with FaultEndpoint(script) as endpoint:
        summary = run(endpoint.url)
    assert content(summary) == content(expected)
    assert summary.provenance.engine == "hybrid"
    assert endpoint.count == summary.provenance.usage.calls == sound.count + more
    assert summary.provenance.usage.retries == retries
    assert checks(summary, "model_failed") == checks(summary, "model_unavailable") == []
    whole(summary)


@pytest.mark.parametrize("fault", [status(500), refusal(), words("")], ids=["500", "a refusal", "nothing"])
def test_one_question_fails_alone(run: Run, fault: Reply) -> None:
    """The others are the model's; that exchange is the rules', named in `failed_sections` and in a check."""
    with FaultEndpoint(lambda request: fault if section(request) == "qa[2]" else good(request)) as endpoint:
        summary = run(endpoint.url)
    assert summary.coverage.failed_sections == ["qa[2]"]
    (message,) = checks(summary, "model_failed")
    assert "qa[2]" in message
    assert summary.qa[1] == RULES.qa[1]
    assert [part.evidence[0].match for exchange in (summary.qa[0], summary.qa[2]) for part in exchange.answer].count("reworded") >= 2
    assert summary.provenance.engine == "hybrid"
    whole(summary)


def test_a_model_of_the_list_takes_over(run: Run) -> None:
    """Where the first cannot be had the next answers everything, and provenance names it."""

    def script(request: Request) -> Reply:
        return good(request) if request.body["model"] == "spare" else status(404, "The model `m` does not exist")

    with FaultEndpoint(script) as endpoint:
        summary = run(endpoint.url, fallback_models="gone,spare")
    assert (summary.provenance.engine, summary.provenance.model) == ("hybrid", "spare")
    assert [request.body["model"] for request in endpoint.requests] == ["m", "gone"] + ["spare"] * len(SECTIONS)
    assert summary.coverage.failed_sections == []
    whole(summary)


def test_a_model_that_goes_away_in_the_middle(run: Run) -> None:
    """What was answered stays; what was not is the rules' and named."""
    with FaultEndpoint(lambda request: good(request) if endpoint.count <= 2 else status(503)) as endpoint:
        summary = run(endpoint.url, concurrency=1)
    assert summary.coverage.failed_sections == ["qa[2]", "qa[3]", "overview", "themes"]
    assert endpoint.count == 2 + 3 * 2
    assert "no model answers now" in checks(summary, "model_failed")[0]
    whole(summary)


# -- budgets ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 2, 4])
def test_calls_are_never_more_than_allowed(run: Run, most: int) -> None:
    """So many questions are answered, the others are the rules' and say why."""
    with FaultEndpoint(good) as endpoint:
        summary = run(endpoint.url, max_calls=most)
    assert endpoint.count == summary.provenance.usage.calls == most
    assert len(summary.coverage.failed_sections) == len(ALL_FAILED) - (2 + most)
    assert "SUMMARIZER_MAX_CALLS" in checks(summary, "model_failed")[0]
    whole(summary)


def test_retries_count_as_calls(run: Run) -> None:
    """A budget of calls bounds what a failing endpoint is asked."""
    with FaultEndpoint([status(500)]) as endpoint:
        summary = run(endpoint.url, max_calls=3, attempts=10)
    assert endpoint.count == 3
    assert sorted(summary.coverage.failed_sections) == sorted(ALL_FAILED)
    whole(summary)


def test_tokens_are_never_more_than_allowed(run: Run) -> None:
    """A question that might exceed the rest is not asked."""
    with FaultEndpoint(dear) as endpoint:
        summary = run(endpoint.url, max_tokens=2_000)
    usage = summary.provenance.usage
    assert 0 < usage.input_tokens + usage.output_tokens <= 2_000
    assert 0 < endpoint.count < len(SECTIONS)
    assert "SUMMARIZER_MAX_TOKENS" in checks(summary, "model_failed")[0]
    whole(summary)


def test_money_is_never_more_than_allowed(run: Run, tmp_path: Path) -> None:
    """Prices are the user's own; the summary says what it cost."""
    prices = tmp_path / "prices.toml"
    prices.write_text('[[prices]]\nmatch = "m"\ninput = 1000\noutput = 1000\ncurrency = "USD"\n', encoding="utf-8")
    with FaultEndpoint(dear) as endpoint:
        summary = run(endpoint.url, max_cost=2.0, prices=str(prices))
    usage = summary.provenance.usage
    assert usage.cost is not None
    assert 0 < usage.cost <= 2.0
    assert usage.currency == "USD"
    assert 0 < endpoint.count < len(SECTIONS)
    assert "SUMMARIZER_MAX_COST" in checks(summary, "model_failed")[0]
    whole(summary)


def test_seconds_are_never_more_than_allowed(run: Run) -> None:
    """A request under way ends with the document's time; `auto` and `model` alike give what is there."""
    with FaultEndpoint(lambda request: good(request) if endpoint.count == 1 else hang()) as endpoint:
        summary = run(endpoint.url, engine="model", max_seconds=0.5)
    assert summary.coverage.failed_sections == ["qa[1]", "qa[2]", "qa[3]", "overview", "themes"]
    assert "SUMMARIZER_MAX_SECONDS" in checks(summary, "model_failed")[0]
    assert summary.provenance.usage.calls == endpoint.count
    whole(summary)


# -- other ways in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["kunlun_2023q3_ir_record.txt", "sensetime_2023fy_briefing.txt", "made_up_call.txt"])
def test_whole_documents_survive(run: Run, documents: Path, name: str) -> None:
    """Real documents with a model that fails one time in three, in turn in each way, keep every promise."""
    faults = [status(503), words(""), reset(), refusal(), status(429, retry_after="0"), words('{"points": [', finish="length")]

    def script(request: Request) -> Reply:
        place, turn = divmod(endpoint.count, 3)
        return faults[place % len(faults)] if turn == 0 else good(request)

    document = read(documents / name)
    with FaultEndpoint(script) as endpoint:
        summary = run(endpoint.url, document.text, concurrency=1, attempts=3)
    whole(summary, document.text, summarize(from_text(document.text), engine="rules"))
    assert summary.provenance.usage.calls == endpoint.count


def test_an_error_of_a_listener_is_raised_as_it_is(run: Run) -> None:
    """What a caller's own function raises is no fault of the model, and comes out unwrapped."""

    def listen(section: str, item: object) -> None:
        raise LookupError(section)

    with FaultEndpoint(good) as endpoint, pytest.raises(LookupError):
        run(endpoint.url, on_item=listen)


def test_an_input_error_asks_nobody(run: Run) -> None:
    """A document that cannot be read costs no call."""
    with FaultEndpoint(good) as endpoint, pytest.raises(InputError):
        run(endpoint.url, "  \n ")
    assert endpoint.count == 0

"""A model that is none."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import httpx2
import instructor
import openai
import pytest
from pydantic import BaseModel, Field

from summarizer import LiveRequestBlocked, UsageError
from summarizer.extractors.model.live import LiveTransport
from summarizer.extractors.model.refusal import passing
from summarizer.extractors.model.switch import VARIABLE, live_transport
from summarizer.testing import CutAnswer, FakeModel, ModelRequest, NoReplyLeft, block_live_requests, no_live_requests
from summarizer.testing import allow_live_requests as allow
from tests.extractors.model.talking import asked, body, completion, server, texts


class Answer(BaseModel):
    """What is asked for."""

    at: Literal["佔總收入"]
    gist: str = Field(pattern="^[^0-9]*$")


MODES = [instructor.Mode.JSON_SCHEMA, instructor.Mode.TOOLS, instructor.Mode.JSON, instructor.Mode.MD_JSON]


def extract(model: FakeModel, mode: instructor.Mode) -> dict[str, Any]:
    """An answer by way of openai and instructor."""
    http = httpx2.AsyncClient(transport=model)
    client = instructor.from_openai(
        openai.AsyncOpenAI(api_key="k", base_url="http://x/v1", http_client=http), mode=mode
    )
    messages: Any = [{"role": "system", "content": "instructions"}, {"role": "user", "content": "材料"}]
    answer: Answer = asyncio.run(
        client.chat.completions.create(model="m", response_model=Answer, messages=messages, max_retries=0)
    )
    return answer.model_dump()


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
@pytest.mark.parametrize(
    "reply", [{"at": "佔總收入", "gist": "增长"}, Answer(at="佔總收入", gist="增长")], ids=["dict", "model"]
)
def test_an_answer_fits_the_mode(mode: instructor.Mode, reply: Any) -> None:
    """A dict or an instance is answered in the way the request asks for JSON; the history tells what was asked."""
    model = FakeModel([reply])
    assert extract(model, mode) == {"at": "佔總收入", "gist": "增长"}
    (request,) = model.history
    names = {"JSON_SCHEMA": "json_schema", "TOOLS": "tools", "JSON": "json_object", "MD_JSON": "markdown"}
    assert request.mode == names[mode.name]
    assert request.instructions.startswith("instructions")
    assert request.material.startswith("材料")
    assert request.schema is not None
    assert request.schema["properties"]["at"]["const"] == "佔總收入"


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_the_schema_answers_by_itself(mode: instructor.Mode) -> None:
    """In every mode, the least that the schema allows."""
    assert extract(FakeModel(answers="schema"), mode) == {"at": "佔總收入", "gist": ""}


def test_one_request_too_many_says_so() -> None:
    """Not a lost connection: an error of the test, with the question it was about."""
    with pytest.raises(
        NoReplyLeft, match=r"^no reply is left for exchange qa\[2\], request 2 of this FakeModel: add one"
    ) as error:
        asked(FakeModel(["one"]), body(), body(), section="qa[2]")
    assert isinstance(error.value, AssertionError)


def test_replies_of_every_kind() -> None:
    """Text, a cut text, a function, a whole response; statuses and exceptions are errors of the endpoint."""

    def function(request: ModelRequest) -> str:
        return f"{request.task} {request.section} {request.model}"

    whole = httpx2.Response(200, json=completion("whole"))
    model = FakeModel(["text", CutAnswer("cu"), function, whole])
    answers = [asked(model, body())[0] for _ in range(4)]
    assert texts(answers) == ["text", "cu", "exchange qa[1] small", "whole"]
    assert [one.choices[0].finish_reason for one in answers] == ["stop", "length", "stop", "stop"]
    model.add(429, httpx2.ConnectError("refused"))
    with pytest.raises(openai.RateLimitError) as limited:
        asked(model, body())
    assert limited.value.response.headers["retry-after"] == "0"
    with pytest.raises(openai.APIConnectionError):
        asked(model, body())
    assert len(model.history) == 6
    assert asked(FakeModel(answers=lambda request: request.material), body("x"))[0].choices[0].message.content == "x"


def test_usage_is_the_same_every_time() -> None:
    """Tokens are counted by length, so a test may compare what a run took."""
    one, two = (asked(FakeModel(["text" * 10]), body())[0].usage for _ in range(2))
    assert one == two
    assert one is not None
    assert (one.completion_tokens, one.total_tokens) == (11, one.prompt_tokens + 11)


@pytest.mark.parametrize(("arguments", "options"), [(({"a": 1},), {}), (("text",), {}), ((), {"answers": "any"})])
def test_a_wrong_call_is_refused(arguments: Any, options: Any) -> None:
    """A single reply in place of the list would be taken apart letter by letter."""
    with pytest.raises(UsageError, match=r"replies is a list|does not exist"):
        FakeModel(*arguments, **options)


def test_only_questions_are_answered() -> None:
    """A list of models, for one, is not what it has."""

    async def models() -> int:
        async with httpx2.AsyncClient(transport=FakeModel()) as http:
            return (await http.get("http://x/v1/models")).status_code

    assert asyncio.run(models()) == 404


def test_the_switch_blocks_what_would_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a context, a call or the environment; the error names the host and what next, and is neither retried nor wrapped."""
    with server(lambda sent: (200, {}, completion("live"))) as served:
        message = r"^a live request to 127\.0\.0\.1 \(exchange qa\[1\]\) was blocked: replay a recording, hand in a FakeModel, or allow"
        with no_live_requests(), no_live_requests(), pytest.raises(LiveRequestBlocked, match=message):
            asked(live_transport(), body(), url=served.url)
        block_live_requests()
        with pytest.raises(LiveRequestBlocked, match=message):
            asked(live_transport(), body(), url=served.url)
        allow()
        allow()
        monkeypatch.setenv(VARIABLE, "False")
        with pytest.raises(LiveRequestBlocked, match=message):
            asked(live_transport(), body(), url=served.url)
        monkeypatch.delenv(VARIABLE)
        assert served.bodies == []
        assert texts(asked(live_transport(), body(), url=served.url)) == ["live"]


def test_a_fake_is_not_blocked() -> None:
    """The switch is about requests that leave."""
    with no_live_requests():
        assert texts(asked(FakeModel(["yes"]), body())) == ["yes"]


def test_a_refusal_is_of_both_kinds() -> None:
    """openai lets errors of its own through; the user's error is still the user's."""
    refusal = passing(LiveRequestBlocked("why"))
    assert isinstance(refusal, LiveRequestBlocked)
    assert isinstance(refusal, openai.OpenAIError)
    assert str(refusal) == "why"


def test_proxies_of_the_environment_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that is handed a transport looks up none; a bank's only way out is one. This machine is reached without."""
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inside.example")
    live = LiveTransport()
    for url in ("https://api.example/v1", "https://inside.example/v1", "https://127.0.0.1/v1", "https://localhost/v1"):
        live._towards(httpx2.URL(url))
    assert list(live._by_proxy) == ["http://proxy.example:3128", None]
    asyncio.run(live.aclose())
    assert live._by_proxy == {}

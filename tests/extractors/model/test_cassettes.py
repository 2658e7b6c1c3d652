"""What was recorded is answered again, and nothing else is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest
import yaml
from openai import BadRequestError
from pydantic import BaseModel, SecretStr
from vcr.serialize import deserialize
from vcr.serializers import yamlserializer

from summarizer import ReplayError, UsageError
from summarizer.extractors.model.asking import Question
from summarizer.extractors.model.cassette_file import IndexedCassette
from summarizer.extractors.model.cassettes import (
    TASK_HEADER,
    RecordingTransport,
    ReplayingTransport,
    cassette_for,
    cassette_name,
    task_headers,
)
from summarizer.extractors.model.client import ModelClient
from summarizer.extractors.model.request_key import RequestKey
from summarizer.extractors.model.spending import Spending
from summarizer.extractors.model.switch import live_transport
from summarizer.settings import Settings
from summarizer.testing import FakeModel, ModelRequest
from tests.extractors.model.talking import KEY, SCHEMA, Answer, ask, asked, body, completion, server, texts

ANSWER = '{"at": "佔總收入比例提升到35%", "gist": "海外收入占比提升，𠮷"}'


def echo(request: ModelRequest) -> str:
    """An answer that shows which question it is for."""
    return f"answer to {request.material}"


def test_a_replay_needs_no_server(tmp_path: Path) -> None:
    """The same questions get the same completions when the server is gone, at another address and with another key."""
    with server(lambda sent: (200, {"set-cookie": "s=1"}, completion(ANSWER))) as served:
        recorded = asked(RecordingTransport(live_transport(), tmp_path, "one"), body(), body("另一段"), url=served.url)
    replayed = asked(
        ReplayingTransport(tmp_path),
        body(),
        body("另一段"),
        url="https://elsewhere.example/openai/v1",
        key="sk-other-key-9",
    )
    assert [one.model_dump() for one in replayed] == [one.model_dump() for one in recorded]
    assert texts(replayed) == [ANSWER, ANSWER]
    assert recorded[0].usage is not None
    assert recorded[0].usage.prompt_tokens_details is not None
    assert recorded[0].usage.prompt_tokens_details.cached_tokens == 2


def test_the_private_header_stays_here(tmp_path: Path) -> None:
    """Neither a recording nor a plain live request tells a server which section it is about."""
    with server(lambda sent: (200, {}, completion(ANSWER))) as served:
        asked(RecordingTransport(live_transport(), tmp_path), body(), url=served.url)
        asked(live_transport(), body(), url=served.url)
    assert len(served.headers) == 2
    assert all(TASK_HEADER.lower() not in headers for headers in served.headers)


def test_a_cassette_is_vcrpys_and_legible(tmp_path: Path) -> None:
    """vcrpy's own reader takes it; a person reads the answer in it as the model wrote it."""
    with cassette_for("/home/me/records/昆仑 2023 Q3.pdf"):
        asked(RecordingTransport(FakeModel([ANSWER]), tmp_path), body())
    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert file.name == "昆仑_2023_Q3.yaml"
    assert "海外收入占比提升，𠮷" in text
    assert "\\u" not in text.lower()
    assert "!!" not in text
    requests, _ = deserialize(text, yamlserializer)
    key = RequestKey.of_mapping(requests[0].body)
    assert (key.task, key.section, key.model, key.mode, key.parameters) == (
        "exchange",
        "qa[1]",
        "small",
        "json_schema",
        {"temperature": 0},
    )
    assert all(len(part or "") == 64 for part in (key.template, key.schema, key.document, key.body))


def test_the_document_is_not_in_a_cassette(tmp_path: Path) -> None:
    """Not what was sent, not the clauses that an answer repeats, not a model's thoughts, not what a server adds of the prompt."""
    thoughts = "<think>the document says 用户</think>"
    with server(lambda sent: (200, {}, completion(thoughts + ANSWER))) as served:
        recorded = asked(RecordingTransport(live_transport(), tmp_path), body(), url=served.url)
    text = (tmp_path / "requests.yaml").read_text(encoding="utf-8")
    for gone in ("用户", "instructions", "佔總收入", "35%", "fp_1", "chatcmpl", "1700000000", "/home/me", KEY):
        assert gone not in text
    assert texts(recorded) == ["<think>…</think>" + ANSWER]
    assert texts(asked(ReplayingTransport(tmp_path), body())) == texts(recorded)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"messages": [{"role": "system", "content": "other"}, {"role": "user", "content": "用户"}]},
            "the template differs",
        ),
        (
            {"messages": [{"role": "system", "content": "instructions"}, {"role": "user", "content": "x"}]},
            "the document differs",
        ),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"name": "A", "schema": {}}}},
            "the schema differs",
        ),
        ({"response_format": {"type": "json_object"}}, "the mode and the schema differ"),
        ({"model": "large", "temperature": 1}, "the model and the parameter temperature differ"),
        ({"messages": [*body()["messages"], {"role": "assistant", "content": "{"}]}, "the conversation differs"),
        ({"messages": list(reversed(body()["messages"]))}, "the form of the request differs"),
    ],
)
def test_a_miss_says_what_differs(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    """One line: which question, what is different, from which recording, what next; the client neither retries nor wraps it."""
    asked(RecordingTransport(FakeModel(answers=echo), tmp_path / "cassettes"), body(), section="qa[3]")
    transport = ReplayingTransport(tmp_path / "cassettes")
    with pytest.raises(ReplayError) as error:
        asked(transport, body(**change), section="qa[3]")
    assert str(error.value) == (
        f"exchange qa[3] was never recorded: {told} from the nearest recording, exchange qa[3] in requests.yaml; "
        "record again with --record cassettes"
    )
    assert error.value.exit_code == 2
    with pytest.raises(ReplayError, match="never recorded"):
        transport.check()


def test_the_nearest_recording_is_of_the_same_section(tmp_path: Path) -> None:
    """A question whose document changed is held against its own recording, not against the one that agrees in most."""
    recording = RecordingTransport(FakeModel(answers=echo), tmp_path)
    for section in ("qa[1]", "qa[2]", "qa[10]"):
        asked(recording, body(f"material of {section}"), section=section)
    with pytest.raises(ReplayError, match=r"nearest recording, exchange qa\[10\]"):
        asked(ReplayingTransport(tmp_path), body("material of qa[1]", temperature=1), section="qa[10]")


def test_key_order_and_white_space_do_not_matter(tmp_path: Path) -> None:
    """Two clients that write the same body differently share a recording; so do two models' folders."""
    asked(RecordingTransport(FakeModel(answers=echo), tmp_path), body(model="/home/me/m.gguf"))

    async def replay() -> int:
        reordered = dict(reversed(body(model="/home/you/models/m.gguf").items()))
        async with httpx2.AsyncClient(transport=ReplayingTransport(tmp_path)) as http:
            response = await http.post("http://x/y/chat/completions", content=json.dumps(reordered, indent=3))
        return response.status_code

    assert asyncio.run(replay()) == 200


def test_equal_requests_are_answered_in_order(tmp_path: Path) -> None:
    """And after the last recording the last again: a replay may ask more often, never at random."""
    recording = RecordingTransport(FakeModel(["first", "second"]), tmp_path)
    asked(recording, body())
    asked(recording, body())
    replaying = ReplayingTransport(tmp_path)
    assert [texts(asked(replaying, body())) for _ in range(4)] == [["first"], ["second"], ["second"], ["second"]]


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    """Recorded at once and in any order, the file is in the document's order and every question gets its own answer."""
    bodies = [body(f"q{number}") for number in range(12)]
    recording = RecordingTransport(FakeModel(answers=echo), tmp_path)

    async def record() -> None:
        await asyncio.gather(
            *(ask(recording, one, section=f"qa[{number}]") for number, one in reversed(list(enumerate(bodies))))
        )

    asyncio.run(record())
    stored = yaml.safe_load((tmp_path / "requests.yaml").read_text(encoding="utf-8"))
    assert [one["request"]["body"]["section"] for one in stored["interactions"]] == [
        f"qa[{number}]" for number in range(12)
    ]
    assert texts(asked(ReplayingTransport(tmp_path), *bodies)) == [f"answer to q{number}" for number in range(12)]


def test_unused_recordings_are_named(tmp_path: Path) -> None:
    """Of the documents that were asked about: the rest of the folder belongs to other runs."""
    recording = RecordingTransport(FakeModel(answers=echo), tmp_path)
    with cassette_for("a.txt"):
        asked(recording, body("1"), section="qa[1]")
        asked(recording, body("2"), section="qa[2]")
    with cassette_for("b.txt"):
        asked(recording, body("3"))
    replaying = ReplayingTransport(tmp_path)
    with cassette_for("a.txt"):
        asked(replaying, body("1"))
    assert replaying.unused() == ["exchange qa[2] in a.yaml"]
    with pytest.raises(
        ReplayError, match=r"1 recorded answer was not asked for: exchange qa\[2\] in a.yaml; record again"
    ):
        replaying.check()
    asked(replaying, body("2"))
    replaying.check()


def test_a_renamed_document_still_finds_its_recording(tmp_path: Path) -> None:
    """The name of a file is for people; what matches is the body."""
    with cassette_for("old name.txt"):
        asked(RecordingTransport(FakeModel(answers=echo), tmp_path), body())
    with cassette_for("new name.txt"):
        assert texts(asked(ReplayingTransport(tmp_path), body())) == ["answer to 用户"]


def test_the_name_of_a_document_reaches_another_threads_loop(tmp_path: Path) -> None:
    """One loop makes the calls of many documents: each request goes to its own document's cassette."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    recording = RecordingTransport(FakeModel(answers=echo), tmp_path)
    try:
        futures = []
        for name in ("a.txt", "b.txt"):
            with cassette_for(name):
                futures.append(asyncio.run_coroutine_threadsafe(ask(recording, body(name)), loop))
        for future in futures:
            future.result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("status", [401, 403, 408, 429, 500, 502, 503, 529])
def test_a_failure_is_not_recorded(tmp_path: Path, status: int) -> None:
    """What a server answers when it is busy or broken, or when the key is wrong, is no answer to the question."""
    recording = RecordingTransport(FakeModel([status, "yes"]), tmp_path)
    with pytest.raises(Exception, match=str(status)):
        asked(recording, body())
    assert list(tmp_path.iterdir()) == []
    asked(recording, body())
    assert texts(asked(ReplayingTransport(tmp_path), body())) == ["yes"]


@pytest.mark.parametrize(
    ("status", "message"), [(400, "response_format is not supported"), (501, "json_schema: not implemented")]
)
def test_the_rejection_of_a_mode_is_recorded(tmp_path: Path, status: int, message: str) -> None:
    """The ladder of modes is climbed in a replay as it was; what the rejection repeats of the request is left out."""
    error = {
        "error": {
            "message": f"{message}: got 'the words of the document' from {KEY}",
            "code": "bad",
            "param": "response_format",
        }
    }
    request = body("these are the words of the document")
    with (
        server(lambda sent: (status, {"x-request-id": "r1"}, error)) as served,
        pytest.raises(Exception, match=message),
    ):
        asked(RecordingTransport(live_transport(), tmp_path), request, url=served.url)
    text = (tmp_path / "requests.yaml").read_text(encoding="utf-8")
    assert "words" not in text
    assert KEY not in text
    with pytest.raises(Exception, match=message) as replayed:
        asked(ReplayingTransport(tmp_path), request)
    assert getattr(replayed.value, "status_code", None) == status
    assert getattr(replayed.value, "param", None) == "response_format"


def test_the_rejection_of_a_form_holds_for_every_question(tmp_path: Path) -> None:
    """How many questions met it before the client learned from it was a matter of time; what follows is still recorded or missed."""
    rejection = httpx2.Response(
        400, json={"error": {"message": "unknown field response_format", "param": "response_format"}}
    )
    other = {"response_format": {"type": "json_object"}}
    recording = RecordingTransport(FakeModel([rejection], answers=echo), tmp_path)
    with pytest.raises(BadRequestError):
        asked(recording, body("one"))
    asked(recording, body("one", **other), body("two", **other))
    replaying = ReplayingTransport(tmp_path)
    with pytest.raises(BadRequestError, match="unknown field"):
        asked(replaying, body("two"))
    assert texts(asked(replaying, body("two", **other), body("one", **other))) == ["answer to two", "answer to one"]
    assert replaying.unused() == []
    with pytest.raises(ReplayError, match="the document differs"):
        asked(replaying, body("three", **other))
    with pytest.raises(ReplayError, match="the parameter temperature"):
        asked(replaying, body("two", temperature=1))


def test_a_rejection_of_the_document_is_its_own(tmp_path: Path) -> None:
    """That one text is too long says nothing about another."""
    rejection = httpx2.Response(
        400, json={"error": {"message": "maximum context length is 10 tokens", "code": "context_length_exceeded"}}
    )
    with pytest.raises(BadRequestError):
        asked(RecordingTransport(FakeModel([rejection]), tmp_path), body("one"))
    replaying = ReplayingTransport(tmp_path)
    with pytest.raises(ReplayError, match="the document differs"):
        asked(replaying, body("two"))
    asked(RecordingTransport(FakeModel(["x"]), tmp_path, "other"), body("two"))
    unused = ReplayingTransport(tmp_path, "requests")
    assert unused.unused() == ["exchange qa[1] in requests.yaml"]


def test_what_is_no_answer_is_replayed_as_none(tmp_path: Path) -> None:
    """A proxy's page instead of a completion is the same trouble the second time."""

    def page(sent: object) -> Answer:
        return (
            200,
            {"content-type": "text/html"},
            "<html>Log in first, you asked about these words of the document</html>",
        )

    with server(page) as served:
        recorded = asked(
            RecordingTransport(live_transport(), tmp_path), body("these words of the document"), url=served.url
        )
    assert "these words" not in (tmp_path / "requests.yaml").read_text(encoding="utf-8")
    assert asked(ReplayingTransport(tmp_path), body("these words of the document")) == recorded


def test_a_recording_is_whole_after_every_answer(tmp_path: Path) -> None:
    """A run that is cut off has lost nothing that was paid for, and leaves no part of a file behind."""
    recording = RecordingTransport(FakeModel(answers=echo), tmp_path)
    for number in range(3):
        asked(recording, body(f"q{number}"))
        assert len(IndexedCassette(tmp_path / "requests.yaml", replaying=True)) == number + 1
    assert [file.name for file in tmp_path.iterdir()] == ["requests.yaml"]


def test_recording_begins_anew(tmp_path: Path) -> None:
    """What an earlier run recorded of the document is gone with the first new answer: nothing stale stays behind."""
    asked(RecordingTransport(FakeModel(answers=echo), tmp_path), body("old"))
    asked(RecordingTransport(FakeModel(answers=echo), tmp_path), body("new"))
    assert len(IndexedCassette(tmp_path / "requests.yaml", replaying=True)) == 1


def test_a_folder_that_cannot_be_written_is_no_lost_connection(tmp_path: Path) -> None:
    """The error says which file, why and what next."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"^cassette requests.yaml cannot be written: .*; give --record a folder"):
        asked(RecordingTransport(FakeModel(answers=echo), tmp_path / "file"), body())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", "it is not UTF-8"),
        (b"version: 1\ninteractions:\n- {", "line 4 is no YAML|line 3 is no YAML"),
        (b"a: 1\n", "it holds no interactions"),
        (b"[1]\n", "it holds no interactions"),
        (
            b"interactions:\n- request: {method: GET, uri: /, body: x, headers: {}}\n  response: {}\n",
            "a request in it has no key",
        ),
        (
            b"interactions:\n- request: {method: GET, uri: /, body: {body: x}, headers: {}}\n  response: {status: {code: 200}}\n",
            "a response in it lacks its status, headers or body",
        ),
    ],
)
def test_a_broken_cassette_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    """It is an error at once, not an empty cassette."""
    (tmp_path / "kunlun.yaml").write_bytes(content)
    with pytest.raises(ReplayError, match=rf"^cassette kunlun.yaml cannot be read: ({why}); record it again"):
        ReplayingTransport(tmp_path)


def test_a_replay_without_recordings_is_refused(tmp_path: Path) -> None:
    """Before anything is asked; the folder is named, not where it lies."""
    with pytest.raises(
        ReplayError, match=r"^there are no cassettes in the folder nothing: record first with --record nothing$"
    ):
        ReplayingTransport(tmp_path / "nothing")
    with pytest.raises(ReplayError, match=r"^there is no cassette one.yaml in the folder"):
        ReplayingTransport(tmp_path, "one")


def test_the_models_of_a_folder(tmp_path: Path) -> None:
    """A replay that names no model takes the recorded one."""
    asked(RecordingTransport(FakeModel(answers=echo), tmp_path), body(model="b"), body(model="a"))
    assert ReplayingTransport(tmp_path).models() == ["a", "b"]


def test_a_thousand_recordings_are_found_by_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer is looked for by walking over the others."""
    cassette = IndexedCassette(tmp_path / "many.yaml", replaying=False)
    whole = {"status": {"code": 200, "message": "OK"}, "headers": {}}
    keys = [RequestKey(None, None, "m", None, None, None, None, f"{number:064}") for number in range(1000)]
    with monkeypatch.context() as patch:
        patch.setattr(cassette, "_save", lambda: None)
        for number, key in enumerate(keys):
            cassette.record(key, "POST", "/chat/completions", {**whole, "body": {"string": str(number)}})
    monkeypatch.setattr("vcr.cassette.requests_match", None)
    assert [cassette.play(key) for key in keys] == [
        {**whole, "body": {"string": str(number)}} for number in range(1000)
    ]
    assert list(cassette.recordings(unplayed=True)) == []
    assert cassette.all_played


class Gist(BaseModel):
    """What the client asks for below."""

    gist: str


def test_the_clients_ladder_replays_whatever_the_timing(tmp_path: Path) -> None:
    """Ten questions at once on an endpoint without schemas: in the replay, which takes no time, others meet the rejection."""
    settings = Settings(base_url="http://127.0.0.1:9/v1", model="small", api_key=SecretStr("k"), concurrency=4)

    async def answers(transport: httpx2.AsyncBaseTransport, order: Iterable[int]) -> dict[int, BaseModel]:
        client = ModelClient(settings, transport=transport)
        questions = {
            number: Question("exchange", f"qa[{number}]", "instructions", f"q{number}", Gist, 100) for number in order
        }
        replies = await asyncio.gather(*(client.ask(question, Spending()) for question in questions.values()))
        await client.aclose()
        return {number: reply.answer for number, reply in zip(questions, replies, strict=True)}

    class Slow(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            # others get their turn
            await asyncio.sleep(0.001)
            return await fake.handle_async_request(request)

    def by_mode(request: ModelRequest) -> dict[str, str] | httpx2.Response:
        if request.mode == "json_schema":
            return httpx2.Response(400, json={"error": {"message": "response_format is not supported"}})
        return {"gist": request.material}

    fake = FakeModel(answers=by_mode)
    recorded = asyncio.run(answers(RecordingTransport(Slow(), tmp_path), range(10)))
    replaying = ReplayingTransport(tmp_path)
    replayed = asyncio.run(answers(replaying, reversed(range(10))))
    told = {number: f"gist='q{number}'" for number in range(10)}
    assert {number: str(answer) for number, answer in recorded.items()} == told
    assert {number: str(answer) for number, answer in replayed.items()} == told
    replaying.check()
    with pytest.raises(ReplayError, match=r"exchange qa\[11\] was never recorded"):
        asyncio.run(answers(ReplayingTransport(tmp_path), [11]))


def test_a_question_names_itself() -> None:
    """Task and section travel in one header of plain ASCII."""
    question = Question("exchange", "qa[3] 问", "", "", dict, 1)  # type: ignore[arg-type]  # no answer is read here
    assert task_headers(question) == {TASK_HEADER: "task=exchange&section=qa%5B3%5D+%E9%97%AE"}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a/b/record.v2.txt", "record.v2"),
        ("C:\\docs\\记录.pdf", "记录"),
        ("-", "requests"),
        ("…?*", "requests"),
        (".hidden", "hidden"),
        ("长" * 100 + ".txt", "长" * 60),
    ],
)
def test_a_cassette_is_named_after_its_document(source: str, name: str) -> None:
    """By the stem alone, in characters every file system takes."""
    assert cassette_name(source) == name


def test_the_schema_in_the_words_of_a_message_is_the_schema(tmp_path: Path) -> None:
    """Where an endpoint enforces no schema it stands in the system message; a miss still tells it from the template."""

    def told(schema: dict[str, Any]) -> dict[str, Any]:
        system = {"role": "system", "content": f"instructions {{f1}}\n{json.dumps(schema, indent=2)}\nanswer"}
        return body(messages=[system, {"role": "user", "content": "x"}], response_format={"type": "json_object"})

    asked(RecordingTransport(FakeModel(answers=echo), tmp_path), told(SCHEMA))
    with pytest.raises(ReplayError, match="the schema differs from"):
        asked(ReplayingTransport(tmp_path), told({**SCHEMA, "required": []}))

"""How the client finds out what an endpoint takes, and what it remembers of that."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from summarizer.errors import ModelUnavailableError
from summarizer.extractors.model.ladder import Learned, Mode, ModeMemory, cache_folder, steps
from summarizer.extractors.model.strictness import strict_form

from .asked import RIGHT, Answer, outcome, outcomes
from .fault_endpoint import Exchange, FaultEndpoint, Reply, Request, answer, minimal, refusing, status

MODES = ["json_schema", "tools", "json", "md_json"]


@pytest.mark.parametrize("refused", [0, 1, 2, 3])
def test_a_refused_mode_is_not_asked_for_again(refused: int) -> None:
    """The first question goes down the ladder, a request a step; the next begin where it ended."""
    with FaultEndpoint(refusing(*MODES[:refused], value=RIGHT)) as endpoint:
        found = outcomes(endpoint.url, questions=3)
    assert all(one.answer == Answer(**RIGHT) for one in found)
    assert endpoint.modes == [*MODES[:refused], *[MODES[refused]] * 3]


@pytest.mark.parametrize("code", [400, 404, 405, 415, 422, 500, 501])
def test_statuses_that_refuse_a_mode(code: int) -> None:
    """Servers refuse a mode with whatever status; their words tell."""
    with FaultEndpoint(refusing("json_schema", code=code, value=RIGHT)) as endpoint:
        assert outcome(endpoint.url).answer is not None
    assert endpoint.modes == ["json_schema", "tools"]


def test_questions_asked_together_find_out_once() -> None:
    """One question finds out alone, so that the others cost no request in vain and a replay meets the same requests."""
    with FaultEndpoint(refusing("json_schema", "tools", value=RIGHT)) as endpoint:
        found = outcomes(endpoint.url, questions=6, together=True, concurrency=4)
    assert all(one.answer is not None for one in found)
    assert endpoint.modes == ["json_schema", "tools", *["json"] * 6]


def test_nobody_waits_for_what_is_remembered(tmp_path: Path) -> None:
    """Where an earlier process found out, the first questions of the next are under way at the same time."""
    both = threading.Barrier(2)

    def held(exchange: Exchange) -> None:
        both.wait(timeout=5)
        answer(RIGHT)(exchange)

    path = tmp_path / "modes.json"
    with FaultEndpoint(lambda request: answer(RIGHT) if endpoint.count == 1 else held) as endpoint:
        outcome(endpoint.url, modes=ModeMemory(path))
        found = outcomes(endpoint.url, questions=2, together=True, concurrency=2, modes=ModeMemory(path))
    assert [one.error for one in found] == [None, None]


def test_a_memory_that_is_wrong_by_now(tmp_path: Path) -> None:
    """A server that has changed since refuses each question under way once, and the next begin where it answered."""
    path = tmp_path / "modes.json"
    script: list[str] = []
    with FaultEndpoint(lambda request: refusing(*script, value=RIGHT)(request)) as endpoint:
        outcome(endpoint.url, modes=ModeMemory(path))
        script.append("json_schema")
        memory = ModeMemory(path)
        found = outcomes(endpoint.url, questions=3, together=True, concurrency=3, modes=memory)
        assert all(one.answer is not None for one in found)
        assert endpoint.modes.count("tools") == 3
        assert endpoint.modes.count("json_schema") <= 1 + 3
        outcome(endpoint.url, modes=ModeMemory(path))
    assert endpoint.modes[-1] == "tools"


def test_a_pinned_mode_is_the_only_one() -> None:
    """SUMMARIZER_MODE is not left, and its refusal says so."""
    with FaultEndpoint(refusing("tools", value=RIGHT)) as endpoint:
        found = outcome(endpoint.url, mode="tools")
    assert isinstance(found.error, ModelUnavailableError)
    assert "SUMMARIZER_MODE" in str(found.error)
    assert endpoint.modes == ["tools"]


def test_every_mode_reads_its_answer() -> None:
    """The same answer is read in each of the four modes."""
    for mode in MODES:
        with FaultEndpoint([answer(RIGHT)]) as endpoint:
            assert outcome(endpoint.url, mode=mode).answer == Answer(**RIGHT)
        assert endpoint.modes == [mode]
        with FaultEndpoint([minimal()]) as endpoint:
            assert outcome(endpoint.url, mode=mode).answer is not None


def test_the_document_is_no_template() -> None:
    """Braces in the material reach the model as they are, in every mode."""
    for mode in MODES:
        with FaultEndpoint([answer(RIGHT)]) as endpoint:
            outcome(endpoint.url, mode=mode)
        assert "{{ 7 * 7 }} 一二三" in endpoint.requests[0].text


def _refuses(parameter: str, message: str) -> Callable[[Request], Reply]:
    def script(request: Request) -> Reply:
        return status(400, message) if parameter in request.body else answer(RIGHT)

    return script


@pytest.mark.parametrize(
    ("parameter", "message", "then"),
    [
        (
            "max_tokens",
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            {"max_completion_tokens": 200},
        ),
        (
            "temperature",
            "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value.",
            {},
        ),
        ("reasoning_effort", "Unrecognized request argument supplied: reasoning_effort", {}),
    ],
    ids=["max_tokens", "temperature", "reasoning_effort"],
)
def test_a_refused_parameter_is_renamed_or_left_out(parameter: str, message: str, then: dict[str, object]) -> None:
    """It costs one request of the first question, in the same mode."""
    with FaultEndpoint(_refuses(parameter, message)) as endpoint:
        found = outcomes(endpoint.url, questions=2, reasoning_effort="low" if parameter == "reasoning_effort" else None)
    assert all(one.answer is not None for one in found)
    assert endpoint.modes == ["json_schema"] * 3
    last = endpoint.requests[-1].body
    assert parameter not in last
    assert then.items() <= last.items()


def test_an_output_limit_is_learned() -> None:
    """A limit that the endpoint names is kept to from then on."""

    def script(request: Request) -> Reply:
        if request.body["max_tokens"] > 64:
            return status(400, "max_tokens is too large: 200. This model supports at most 64 completion tokens")
        return answer(RIGHT)

    with FaultEndpoint(script) as endpoint:
        found = outcomes(endpoint.url, questions=2)
    assert all(one.answer is not None for one in found)
    assert [request.body["max_tokens"] for request in endpoint.requests] == [200, 64, 64]


def test_parameters_are_refused_for_ever() -> None:
    """A server that refuses whatever is sent ends the question after a bounded number of requests."""

    def script(request: Request) -> Reply:
        sent = [name for name in ("max_tokens", "max_completion_tokens", "temperature") if name in request.body]
        return status(400, f"Unknown parameter: '{sent[0]}'" if sent else "no")

    with FaultEndpoint(script) as endpoint:
        found = outcome(endpoint.url)
    assert isinstance(found.error, ModelUnavailableError)
    assert endpoint.count == 3 + 4


def test_what_was_learned_is_kept_in_a_file(tmp_path: Path) -> None:
    """The next process begins where this one ended; the file holds no key."""
    path = tmp_path / "cache" / "modes.json"
    with FaultEndpoint(refusing("json_schema", "tools", value=RIGHT)) as endpoint:
        outcome(endpoint.url, modes=ModeMemory(path), api_key="sk-secret")
        outcome(endpoint.url, modes=ModeMemory(path), api_key="sk-secret")
    assert endpoint.modes == ["json_schema", "tools", "json", "json"]
    assert "secret" not in path.read_text(encoding="utf-8")
    assert [row["mode"] for row in json.loads(path.read_text(encoding="utf-8")).values()] == ["json"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"http://x m": 3}', '{"http://x m": {"mode": "no", "omit": 3, "seen": 9e99}}']
)
def test_a_broken_memory_is_forgotten(tmp_path: Path, content: str) -> None:
    """Whatever the file holds, nothing fails."""
    path = tmp_path / "modes.json"
    path.write_text(content, encoding="utf-8")
    memory = ModeMemory(path)
    assert memory.of("http://x", "m") == Learned()
    memory.of("http://x", "m").worked(Mode.TOOLS, refused=True)
    memory.keep("http://x", "m")
    assert ModeMemory(path).of("http://x", "m").mode is Mode.TOOLS


def test_an_unwritable_memory_is_no_error(tmp_path: Path) -> None:
    """A folder that cannot be made costs nothing but the memory."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    memory = ModeMemory(tmp_path / "file" / "modes.json")
    memory.of("http://x", "m").worked(Mode.JSON, refused=True)
    memory.keep("http://x", "m")
    assert memory.of("http://x", "m").mode is Mode.JSON


def test_a_memory_of_last_month_is_forgotten(tmp_path: Path) -> None:
    """Servers are updated: after a month the ladder is tried from its top again."""
    path = tmp_path / "modes.json"
    old = ModeMemory(path, clock=lambda: 1_000_000_000.0)
    old.of("http://x", "m").worked(Mode.MD_JSON, refused=True)
    old.keep("http://x", "m")
    assert ModeMemory(path, clock=lambda: 1_000_000_000.0 + 40 * 86400).of("http://x", "m").mode is None


def test_one_bad_answer_does_not_undo_a_proven_mode() -> None:
    """A mode that worked is left for one question; two refusals in a row, and the next begin lower."""
    learned = Learned()
    seen = []
    for mode, refused in ((Mode.JSON_SCHEMA, False), (Mode.TOOLS, False), (Mode.TOOLS, True), (Mode.TOOLS, True)):
        learned.worked(mode, refused=refused)
        seen.append(learned.mode)
    assert seen == [Mode.JSON_SCHEMA, Mode.JSON_SCHEMA, Mode.JSON_SCHEMA, Mode.TOOLS]


def test_steps() -> None:
    """From where it begins down; a pinned mode is alone."""
    assert steps(Mode.JSON) == (Mode.JSON, Mode.MD_JSON)
    assert steps(Mode.JSON_SCHEMA, pinned=True) == (Mode.JSON_SCHEMA,)


@pytest.mark.parametrize(
    ("environ", "platform", "folder"),
    [
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "linux", "/x/summarizer"),
        ({"HOME": "/h"}, "linux", "/h/.cache/summarizer"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Caches/summarizer"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/summarizer/Cache"),
        ({}, "win32", None),
        ({}, "linux", None),
    ],
)
def test_where_caches_lie(environ: dict[str, str], platform: str, folder: str | None) -> None:
    """Each platform has its place; without a home there is none."""
    assert cache_folder(environ, platform) == (None if folder is None else Path(folder))


class Part(BaseModel):
    """An object within."""

    default: str = "a property of this name is no default"


class Whole(BaseModel):
    """What strict mode does not take as it is."""

    part: Part = Field(description="beside a reference")
    parts: list[Part] = Field(default_factory=list)
    kind: Literal["a", "b"] = "a"


def test_strict_form() -> None:
    """Objects are closed, all properties required, defaults gone, references alone; the schema itself is as it was."""
    schema = Whole.model_json_schema()
    before = json.dumps(schema)
    strict = strict_form(schema)
    assert json.dumps(schema) == before
    assert strict["required"] == ["part", "parts", "kind"]
    assert strict["additionalProperties"] is False
    assert strict["properties"]["part"] == {"$ref": "#/$defs/Part"}
    assert strict["properties"]["kind"] == {"enum": ["a", "b"], "type": "string"}
    assert strict["$defs"]["Part"]["properties"] == {"default": {"type": "string"}}


def test_strict_mode_is_used_where_it_must_be_and_left_where_it_is_refused() -> None:
    """OpenAI enforces a schema in strict mode only; a schema that is refused there is sent without, in the same mode."""

    def script(request: Request) -> Reply:
        if request.body["response_format"]["json_schema"].get("strict"):
            return status(400, "Invalid schema for response_format 'Answer'", error={"param": "response_format"})
        return answer(RIGHT)

    with FaultEndpoint(script) as endpoint:
        found = outcomes(endpoint.url, endpoint="openai", questions=2)
    assert all(one.answer is not None for one in found)
    assert endpoint.modes == ["json_schema"] * 3
    with FaultEndpoint([answer(RIGHT)]) as endpoint:
        outcome(endpoint.url)
    assert "strict" not in endpoint.requests[0].body["response_format"]["json_schema"]

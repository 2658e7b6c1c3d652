"""A model that answers what it is told to, or whatever its question's schema allows, and remembers what it was asked.

A reply that is put into the queue may be

- a ``dict``, a list or a pydantic model: the answer, in the form of the request's mode (a call of its tool, JSON, a block of Markdown)
- a ``str``: the answer's text as it stands, right or wrong; `CutAnswer` is one that was cut at the output limit
- an ``int``: an HTTP status, such as 429 or 400
- an exception: raised as the connection's, such as ``httpx2.ConnectError("refused")``
- an ``httpx2.Response``: sent as it is
- a function of the `ModelRequest` that returns one of these
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

import httpx2
from pydantic import BaseModel

from ..errors import UsageError
from ..extractors.model.refusal import passing
from ..extractors.model.request_key import Mode, asked_of, body_of, canonical, read_question
from .minimal_answer import minimal_answer

NamedReply = dict[str, Any] | list[Any] | BaseModel | str | int | BaseException | httpx2.Response


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """What the model was asked."""

    task: str | None
    """The template's name, such as ``exchange``; ``None`` from a client that does not say."""
    section: str | None
    instructions: str
    """The system message, without a schema that stands in it."""
    material: str
    """The user message."""
    schema: dict[str, Any] | None
    """The JSON Schema that the answer is to follow."""
    mode: Mode
    """How the schema is imposed: ``json_schema``, ``tools``, ``json_object`` or ``markdown``."""
    model: str
    tool: str | None
    """The function to be called, in the mode ``tools``."""
    body: dict[str, Any]
    """The whole request."""


Reply = NamedReply | Callable[[ModelRequest], NamedReply]


class CutAnswer(str):
    """A text that was cut at the output limit."""


class NoReplyLeft(UsageError, AssertionError):
    """A fake model was asked once more than it has replies."""


class FakeModel(httpx2.AsyncBaseTransport):
    """A queue of replies and a history of requests: ``AsyncOpenAI(http_client=httpx2.AsyncClient(transport=FakeModel(…)))``.

    Requests that are made at the same time are answered in the order in which they arrive; where that may vary, reply with a function.
    """

    def __init__(
        self,
        replies: Iterable[Reply] = (),
        *,
        answers: Literal["schema"] | Callable[[ModelRequest], NamedReply] | None = None,
    ) -> None:
        """``answers``: what answers when the queue is empty: ``"schema"`` the least that the request's schema allows, or a function;
        otherwise one request too many raises `NoReplyLeft`.
        """
        if isinstance(replies, str | dict):
            raise UsageError("replies is a list: FakeModel([reply]), even of a single one")
        if answers is not None and answers != "schema" and not callable(answers):
            raise UsageError(f"answers {answers!r} does not exist: use 'schema', a function or None")
        self.queue: deque[Reply] = deque(replies)
        self.history: list[ModelRequest] = []
        self._answers = answers

    def add(self, *replies: Reply) -> None:
        """Put further replies at the end of the queue."""
        self.queue.extend(replies)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The next reply. Raises what it is where it is an exception, and `NoReplyLeft` where there is none."""
        await request.aread()
        body = body_of(request)
        if body is None:
            return httpx2.Response(
                404, json={"error": {"message": "a fake model answers chat completions alone"}}, request=request
            )
        asked, question = asked_of(request), read_question(body)
        told = ModelRequest(asked.task, asked.section, question.instructions, question.material, question.schema, question.mode,
                            str(body.get("model", "")), question.tool, body)  # fmt: skip
        self.history.append(told)
        reply = self._next(told)
        if isinstance(reply, BaseException):
            raise reply
        if isinstance(reply, httpx2.Response):
            reply.request = request
            return reply
        if isinstance(reply, int):
            return _failure(reply, request)
        return httpx2.Response(200, json=_completion(reply, told), request=request)

    def _next(self, told: ModelRequest) -> NamedReply:
        if self.queue:
            reply = self.queue.popleft()
        elif self._answers == "schema":
            reply = _least(told)
        elif self._answers is not None:
            reply = self._answers
        else:
            what = " ".join(filter(None, (told.task, told.section))) or "a request"
            raise passing(NoReplyLeft(f"no reply is left for {what}, request {len(self.history)} of this FakeModel: "
                                      "add one, or let it answer by itself with answers='schema'"))  # fmt: skip
        return reply(told) if callable(reply) else reply


def _least(told: ModelRequest) -> NamedReply:
    if told.schema is None:
        return ""
    try:
        answer: NamedReply = minimal_answer(told.schema)
    except ValueError as error:
        raise passing(UsageError(f"FakeModel: {error}")) from None
    return answer


def _failure(status: int, request: httpx2.Request) -> httpx2.Response:
    """Retried at once where it is retried, so that tests do not wait."""
    headers = (
        {"retry-after": "0"}
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        else {}
    )
    body = {
        "error": {"message": f"the fake model was told to answer {status}", "type": "fake", "code": None, "param": None}
    }
    return httpx2.Response(int(status), headers=headers, json=body, request=request)


def _completion(reply: dict[str, Any] | list[Any] | BaseModel | str, told: ModelRequest) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": None}
    finish = "length" if isinstance(reply, CutAnswer) else "stop"
    if isinstance(reply, str):
        text = message["content"] = str(reply)
    else:
        text = json.dumps(reply.model_dump(mode="json") if isinstance(reply, BaseModel) else reply, ensure_ascii=False)
        if told.mode == "tools":
            message["tool_calls"] = [
                {"id": "call_1", "type": "function", "function": {"name": told.tool, "arguments": text}}
            ]
            finish = "tool_calls"
        else:
            message["content"] = f"```json\n{text}\n```" if told.mode == "markdown" else text
    asked, answered = len(canonical(told.body["messages"])) // 4 + 1, len(text) // 4 + 1
    return {
        "id": "fake", "object": "chat.completion", "created": 0, "model": told.model,
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered},
    }  # fmt: skip

"""A server on this machine that speaks chat completions and fails as it is told: real sockets, so that resets and drips are real.

    with FaultEndpoint([status(429), answer({"name": "x"})]) as endpoint:
        ...  # SUMMARIZER_BASE_URL = endpoint.url
        assert endpoint.count == 2

The script is a list of replies, one a request, of which the last is repeated; or a function from a `Request` to its reply.
Whatever it answers is made up here for a fault, and was never recorded from a model.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from summarizer.extractors.model.request_key import read_question
from summarizer.testing import minimal_answer

USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


@dataclass(frozen=True, slots=True)
class Request:
    """What was sent."""

    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def mode(self) -> str:
        """How JSON is asked for, by the name of the mode."""
        kind = self.body.get("response_format", {}).get("type")
        return (
            "tools"
            if "tools" in self.body
            else {"json_schema": "json_schema", "json_object": "json"}.get(kind, "md_json")
        )

    @property
    def schema(self) -> dict[str, Any]:
        """The answer's schema, wherever it stands."""
        schema = read_question(self.body).schema
        assert schema is not None
        return schema

    @property
    def text(self) -> str:
        """All messages."""
        return "\n".join(message["content"] for message in self.body["messages"])


class Exchange:
    """One request and the line it came on."""

    def __init__(self, request: Request, handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
        self.request = request
        self.handler = handler
        self.closing = closing
        """Set when the endpoint shuts down: nothing waits longer."""

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """A whole response."""
        self.head(status, len(body), kind, **headers)
        self.handler.wfile.write(body)

    def head(self, status: int, length: int, kind: str = "application/json", **headers: str) -> None:
        """Its first part; `length` bytes are to follow."""
        self.handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(length), **headers}.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()


Reply = Callable[[Exchange], None]
Script = Sequence[Reply] | Callable[[Request], Reply]


class FaultEndpoint:
    """Serves ``script`` at `url`, and keeps what was asked in `requests`."""

    def __init__(self, script: Script) -> None:
        self.requests: list[Request] = []
        self._script = script
        self._closing = threading.Event()
        self._lock = threading.Lock()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # else each body waits 40 ms for the receipt of its head
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                request = Request(body, {name.lower(): value for name, value in self.headers.items()})
                try:
                    endpoint._reply_to(request)(Exchange(request, self, endpoint._closing))
                except OSError:
                    # whoever asked has hung up
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def count(self) -> int:
        """How many requests came."""
        return len(self.requests)

    @property
    def modes(self) -> list[str]:
        """How JSON was asked for, request by request."""
        return [request.mode for request in self.requests]

    def _reply_to(self, request: Request) -> Reply:
        with self._lock:
            self.requests.append(request)
            if callable(self._script):
                return self._script(request)
            return self._script[min(len(self.requests), len(self._script)) - 1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


def nobody() -> str:
    """A base URL where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


# Replies that succeed, or come with status 200


def answer(value: object, *, usage: dict[str, Any] | None = USAGE, before: str = "") -> Reply:
    """``value`` as JSON in the way it was asked for; ``before``: what the model writes in front of it."""

    def reply(exchange: Exchange) -> None:
        written = json.dumps(value, ensure_ascii=False)
        mode = exchange.request.mode
        if mode == "tools":
            _complete(exchange, _called(exchange.request, written), usage=usage)
        else:
            _complete(
                exchange,
                {"content": before + (f"```json\n{written}\n```" if mode == "md_json" else written)},
                usage=usage,
            )

    return reply


def minimal() -> Reply:
    """The least that the question's schema allows: for whole pipelines, whose questions are many."""
    return lambda exchange: answer(minimal_answer(exchange.request.schema))(exchange)


def text(content: str | None, *, finish: str = "stop", usage: dict[str, Any] | None = USAGE) -> Reply:
    """``content`` as it stands, in whatever mode was asked."""
    return lambda exchange: _complete(exchange, {"content": content}, finish=finish, usage=usage)


def tool_call(arguments: str) -> Reply:
    """A call of the tool with these arguments, right or wrong."""
    return lambda exchange: _complete(exchange, _called(exchange.request, arguments))


def refusal() -> Reply:
    """The model would rather not."""
    return lambda exchange: _complete(exchange, {"content": None, "refusal": "I cannot help with that."})


def cut() -> Reply:
    """JSON that ends at the output limit."""
    return text('{"name": "half of', finish="length")


def no_choices() -> Reply:
    """A completion without any."""
    return lambda exchange: exchange.send(200, json.dumps({"object": "chat.completion", "choices": []}).encode())


# Replies that fail


def status(
    code: int, message: str = "", *, retry_after: str | None = None, error: dict[str, Any] | None = None
) -> Reply:
    """An HTTP status with an error in OpenAI's form."""
    headers = {} if retry_after is None else {"Retry_After": retry_after}
    body = json.dumps({"error": {"message": message, **(error or {})}}).encode()
    return lambda exchange: exchange.send(code, body, **headers)


def html(code: int = 200) -> Reply:
    """The page of a proxy."""
    return lambda exchange: exchange.send(code, b"<html><body>Sign in. tools schema model</body></html>", "text/html")


def reset() -> Reply:
    """The connection breaks."""

    def reply(exchange: Exchange) -> None:
        exchange.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        exchange.handler.close_connection = True

    return reply


def hang() -> Reply:
    """Nothing comes, until the endpoint closes."""
    return lambda exchange: _wait(exchange, 60.0)


def drip(every: float = 0.01) -> Reply:
    """A byte at a time, for ever."""

    def reply(exchange: Exchange) -> None:
        exchange.head(200, 1_000_000)
        while not exchange.closing.wait(every):
            exchange.handler.wfile.write(b" ")

    return reply


def refusing(*modes: str, code: int = 400, value: object) -> Callable[[Request], Reply]:
    """A server that rejects some modes by name and answers ``value`` in the others."""
    messages = {
        "json_schema": "This response_format type is unavailable now",
        "tools": "this model does not support tools",
        "json": "'response_format.type' must be 'text'",
    }
    return lambda request: status(code, messages[request.mode]) if request.mode in modes else answer(value)


def _called(request: Request, arguments: str) -> dict[str, Any]:
    name = request.body["tools"][0]["function"]["name"]
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
    return {"content": None, "tool_calls": [call]}


def _complete(
    exchange: Exchange, message: dict[str, Any], *, finish: str = "stop", usage: dict[str, Any] | None = USAGE
) -> None:
    body = {
        "id": "made-up",
        "object": "chat.completion",
        "created": 0,
        "model": exchange.request.body["model"],
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", **message}}],
    }
    if usage is not None:
        body["usage"] = usage
    exchange.send(200, json.dumps(body, ensure_ascii=False).encode())


def _wait(exchange: Exchange, seconds: float) -> None:
    exchange.closing.wait(seconds)
    exchange.handler.close_connection = True

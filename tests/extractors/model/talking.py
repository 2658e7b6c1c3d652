"""A client that asks, and a server on this machine that answers: what the tests of recordings share."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx2
from openai import AsyncOpenAI
from openai.types.chat import ChatCompletion

from summarizer.extractors.model.cassettes import TASK_HEADER

SCHEMA = {
    "type": "object",
    "properties": {"at": {"const": "佔總收入比例提升到35%", "type": "string"}, "gist": {"type": "string"}},
    "required": ["at", "gist"],
}
KEY = "sk-this-is-the-key-of-a-test"


def body(text: str = "用户", **changes: Any) -> dict[str, Any]:
    """A request in the mode ``json_schema``."""
    return {
        "model": "small",
        "messages": [{"role": "system", "content": "instructions"}, {"role": "user", "content": text}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "Answer", "schema": SCHEMA}},
        "temperature": 0,
        **changes,
    }


async def ask(
    transport: httpx2.AsyncBaseTransport,
    *bodies: dict[str, Any],
    url: str = "http://127.0.0.1:9/v1",
    section: str = "qa[1]",
    key: str = KEY,
) -> list[ChatCompletion]:
    """Asks all at once, through openai's own client."""
    http = httpx2.AsyncClient(transport=transport)
    client = AsyncOpenAI(base_url=url, api_key=key, http_client=http, max_retries=0)
    headers = {TASK_HEADER: f"task=exchange&section={section}"}
    try:
        return await asyncio.gather(*(client.chat.completions.create(**one, extra_headers=headers) for one in bodies))
    finally:
        await http.aclose()


def asked(transport: httpx2.AsyncBaseTransport, *bodies: dict[str, Any], **options: str) -> list[ChatCompletion]:
    """`ask`, waited for."""
    return asyncio.run(ask(transport, *bodies, **options))


def texts(completions: Sequence[ChatCompletion]) -> list[str | None]:
    """What they say."""
    return [completion.choices[0].message.content for completion in completions]


def completion(content: str, **changes: Any) -> dict[str, Any]:
    """A server's answer, with everything that servers add."""
    message = {"role": "assistant", "content": content, "reasoning_content": "the document says 用户"}
    return {
        "id": "chatcmpl-77", "object": "chat.completion", "created": 1_700_000_000, "model": "/home/me/models/small.gguf",
        "system_fingerprint": "fp_1", "__verbose": {"prompt": "instructions 用户"},
        "choices": [{"index": 0, "finish_reason": "stop", "message": message, "logprobs": None}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10, "prompt_tokens_details": {"cached_tokens": 2}},
        **changes,
    }  # fmt: skip


Answer = tuple[int, dict[str, str], Any]


class Served:
    """A server's address, and the headers and bodies it was sent."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.headers: list[dict[str, str]] = []
        self.bodies: list[dict[str, Any]] = []


@contextmanager
def server(answer: Callable[[dict[str, Any]], Answer]) -> Iterator[Served]:
    """A server on this machine; ``answer`` gives status, headers and body for a request's body."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["content-length"])))
            served.headers.append({name.lower(): value for name, value in self.headers.items()})
            served.bodies.append(sent)
            status, headers, content = answer(sent)
            raw = content.encode() if isinstance(content, str) else json.dumps(content).encode()
            self.send_response(status)
            for name, value in {"content-type": "application/json", **headers, "content-length": str(len(raw))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Served(f"http://127.0.0.1:{running.server_port}/v1")
    thread = Thread(target=lambda: running.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        running.shutdown()
        thread.join()
        running.server_close()

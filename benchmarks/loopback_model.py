"""A model that is none, in a process of its own: what it computes does not count as ours, and it answers after a time that is known.

    with LoopbackModel(delay=2.0) as model:
        ...  # base_url = model.url
        sent = model.calls()

It speaks chat completions on this machine alone, and ends when whoever started it does, or with ``--lasting`` when it is stopped. An
answer is what the question's schema allows, and depends on the request's body alone: ``least`` is the least of it, in which every text is
empty, so that each item is refused and asked for again; ``told`` copies the cited sentences into the texts, so that almost every item has
to be proven and stands.

    python benchmarks/loopback_model.py --lasting --port 8765 --delay 0.3 --requests 600 --window bucket --headers --bill bill.jsonl
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import math
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from loopback_bill import Asked, Bill
from loopback_limits import BILLED, KINDS, WINDOWS, Faults, Limit, limit

from summarizer.extractors.model.request_key import read_question
from summarizer.testing import minimal_answer

Answers = Literal["told", "least"]

LONGEST_LIFE = 3600.0
"""Seconds after which it ends, whatever becomes of those that started it."""
_LINE = re.compile(r"^([sp]\d+)(?:：|: ?)(.+)$", re.M)
_CLAUSE = re.compile(r"[^，,；;。]+")
_WORDS = re.compile(r"[^\s{}0-9.,:;，。：；“”\"'()（）]{2,40}")


@dataclass(frozen=True, slots=True)
class Served:
    """One call as the endpoint saw it, in seconds of the machine's monotonic clock."""

    came: float
    left: float


def answer_to(body: dict[str, Any], answers: Answers) -> Any:
    """The answer to a request, by its schema and its material alone."""
    question = read_question(body)
    if question.schema is None:
        return {}
    least = minimal_answer(question.schema)
    if answers == "least" or not isinstance(least, dict):
        return least
    lines = dict(_LINE.findall(question.material))
    return {name: _told(value, question.schema["properties"][name], question.schema, lines) for name, value in least.items()}


def _told(value: Any, schema: dict[str, Any], root: dict[str, Any], lines: dict[str, str]) -> Any:
    """``value`` with words in it; a list of slots as long as it may be."""
    schema = _resolved(schema, root)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        slot = _resolved(schema["items"], root)
        return [_slot(value[0], slot, root, lines, place) for place in range(schema.get("maxItems", 1))]
    return _slot(value, schema, root, lines, 0) if isinstance(value, dict) else value


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    return found


def _slot(
    least: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], lines: dict[str, str], place: int
) -> dict[str, Any]:
    properties = schema["properties"]
    if "text" not in least:
        words = _WORDS.findall(str(least.get("at", "")))
        return {**least, "name": words[-1]} if words and "name" in least else least
    cited = "at" if "at" in properties else "from"
    named = _resolved(properties[cited] if cited == "at" else properties[cited]["items"], root)
    # where there is one line alone, the schema has no list of them
    ids = named.get("enum") or [named["const"]]
    pattern = re.compile(properties["text"]["pattern"])
    for number in range(len(ids)):
        one = ids[(place + number) % len(ids)]
        clauses = [clause.strip() for clause in _CLAUSE.findall(lines.get(one, ""))]
        text = next((clause for clause in clauses if len(clause) > 6 and pattern.search(clause)), None)
        if text is not None:
            return {**least, "text": text, cited: one if cited == "at" else [one]}
    return least


def completion(body: dict[str, Any], answers: Answers, *, cut: bool = False) -> bytes:
    """A chat completion in the mode that was asked for; ``cut``: as if the output limit had been reached half-way."""
    text = json.dumps(answer_to(body, answers), ensure_ascii=False)
    text = text[: len(text) // 2] if cut else text
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if body.get("tools"):
        call = {"name": body["tools"][0]["function"]["name"], "arguments": text}
        message = {"role": "assistant", "content": None, "tool_calls": [{"id": "1", "type": "function", "function": call}]}
    taken, given = sum(len(str(one.get("content"))) for one in body["messages"]) // 2, len(text) // 2
    made = {
        "id": "loopback", "object": "chat.completion", "created": 0, "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "length" if cut else "stop", "message": message}],
        "usage": {"prompt_tokens": taken, "completion_tokens": given, "total_tokens": taken + given},
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False).encode()


class LoopbackModel:
    """Starts the process and ends it. Raises `RuntimeError` where it does not start."""

    def __init__(self, delay: float, answers: Answers = "told", words: Sequence[str] = ()) -> None:
        """``delay``: seconds from a request's arrival to its answer. ``words``: of the command line, besides."""
        called = [sys.executable, str(Path(__file__)), "--delay", str(delay), "--answers", answers, *words]
        self.delay = delay
        self._process = subprocess.Popen(called, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        port = self._process.stdout.readline().strip()
        if not port:
            self._process.communicate()
            raise RuntimeError("the loopback model did not start")
        self.url = f"http://127.0.0.1:{port}/v1"

    def calls(self) -> list[Served]:
        """The calls since this was asked last, in the order in which they were answered."""
        with urllib.request.urlopen(f"{self.url}/calls", timeout=30) as told:
            return [Served(*row) for row in json.load(told)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        # it ends with its input
        self._process.communicate(timeout=30)


@dataclass(slots=True)
class _Answer:
    """What leaves; ``body`` is None where the connection is closed instead."""

    status: int
    body: bytes | None
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How it behaves."""

    delay: float = 0.0
    answers: Answers = "told"
    requests: Limit | None = None
    tokens: Limit | None = None
    at_once: int | None = None
    headers: bool = False
    """Whether it tells its limits and what is left of them."""
    retry_after: bool = True
    """Whether a refusal says when to come again."""
    faults: Faults = field(default_factory=Faults)
    bill: Bill | None = None
    remembers: bool = True
    """Whether `LoopbackModel.calls` may be asked; what lasts must not grow."""


class _Server:
    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._served: list[tuple[float, float]] = []
        self._answered: Counter[str] = Counter() if endpoint.bill is None else endpoint.bill.before
        self._under_way = 0

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = re.search(r"(?im)^content-length: *(\d+)", head)
                body = await reader.readexactly(int(length[1])) if length else b""
                came = time.monotonic()
                if head.startswith("GET"):
                    answer, self._served = _Answer(200, json.dumps(self._served).encode(), {}), []
                else:
                    answer = await self._answer(json.loads(body), came)
                if answer.body is None:
                    break
                told = {"content-type": "application/json", "content-length": str(len(answer.body)), **answer.headers}
                lines = [f"HTTP/1.1 {answer.status} {answer.status}", *(f"{name}: {value}" for name, value in told.items())]
                writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + answer.body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            # whoever asked has hung up
            pass
        finally:
            writer.close()

    async def _answer(self, body: dict[str, Any], came: float) -> _Answer:
        endpoint = self._endpoint
        digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
        said = completion(body, endpoint.answers)
        tokens = json.loads(said)["usage"]["total_tokens"]
        wait, reason = self._wait(came, tokens)
        if reason is not None:
            headers = {"retry-after": str(math.ceil(wait))} if endpoint.retry_after else {}
            self._note(Asked(digest, came, time.monotonic(), 429, False, tokens, refused=reason))
            return _Answer(429, _REFUSAL, headers | self._told(came))
        for one, amount in ((endpoint.requests, 1), (endpoint.tokens, tokens)):
            if one is not None:
                one.take(came, amount)
        # what is left after this request, as providers tell it, though its answer comes later
        headers = self._told(came)
        fault = endpoint.faults.drawn(digest, self._answered[digest])
        self._answered[digest] += 1
        answer = _gone_wrong(fault, body, said, endpoint.answers)
        answer.headers = headers
        self._under_way += 1
        try:
            await asyncio.sleep(came + endpoint.delay - time.monotonic())
        finally:
            self._under_way -= 1
        billed = fault is None or fault in BILLED
        self._note(Asked(digest, came, time.monotonic(), answer.status, billed, tokens, fault=fault))
        return answer

    def _wait(self, now: float, tokens: int) -> tuple[float, str | None]:
        """How long until the request may come again, and what refuses it."""
        endpoint = self._endpoint
        if endpoint.at_once is not None and self._under_way >= endpoint.at_once:
            return endpoint.delay, "concurrency"
        waits: list[tuple[float, str | None]] = [(0.0, None)]
        if endpoint.requests is not None and (wait := endpoint.requests.wait(now, 1)) > 0:
            waits.append((wait, "requests"))
        if endpoint.tokens is not None and (wait := endpoint.tokens.wait(now, tokens)) > 0:
            waits.append((wait, "tokens"))
        return max(waits, key=lambda one: one[0])

    def _told(self, now: float) -> dict[str, str]:
        if not self._endpoint.headers:
            return {}
        told = {}
        for name, one in (("requests", self._endpoint.requests), ("tokens", self._endpoint.tokens)):
            if one is not None:
                left = math.floor(one.left(now))
                told[f"x-ratelimit-limit-{name}"] = f"{one.most:g}"
                told[f"x-ratelimit-remaining-{name}"] = str(max(0, left))
                told[f"x-ratelimit-reset-{name}"] = f"{one.wait(now, one.most):.3f}s"
        return told

    def _note(self, asked: Asked) -> None:
        if self._endpoint.remembers and asked.refused is None:
            self._served.append((asked.came, asked.left))
        if self._endpoint.bill is not None:
            self._endpoint.bill.add(asked)


_REFUSAL = json.dumps({"error": {"message": "too many of them", "type": "requests", "code": "rate_limit_exceeded"}}).encode()
_ERROR = json.dumps({"error": {"message": "something went wrong here", "type": "server_error", "code": None}}).encode()


def _gone_wrong(fault: str | None, body: dict[str, Any], said: bytes, answers: Answers) -> _Answer:
    if fault in ("500", "429"):
        return _Answer(int(fault), _ERROR if fault == "500" else _REFUSAL, {})
    if fault == "dropped":
        return _Answer(0, None, {})
    if fault == "broken":
        return _Answer(200, said[: len(said) // 2], {})
    return _Answer(200, completion(body, answers, cut=True) if fault == "cut" else said, {})


async def _serve(endpoint: Endpoint, port: int, *, lasting: bool) -> None:
    server = await asyncio.start_server(_Server(endpoint).connection, "127.0.0.1", port, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    over, loop = asyncio.Event(), asyncio.get_running_loop()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(over.set)

    if lasting:
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(one, over.set)
    else:
        threading.Thread(target=wait_for_the_end, daemon=True).start()
    try:
        async with asyncio.timeout(None if lasting else LONGEST_LIFE):
            await over.wait()
    except TimeoutError:
        print("the loopback model has lived too long", file=sys.stderr)
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--delay", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--answers", choices=("told", "least"), default="told")
    parser.add_argument("--requests", type=float, metavar="N", help="a minute")
    parser.add_argument("--tokens", type=float, metavar="N", help="a minute, read and written")
    parser.add_argument("--window", choices=WINDOWS, default="sliding", help="how a minute is counted")
    parser.add_argument("--minute", type=float, default=60.0, metavar="SECONDS", help="shorter for a test")
    parser.add_argument("--at-once", type=int, metavar="N", help="requests under way at most")
    parser.add_argument("--headers", action="store_true", help="tell the limits: x-ratelimit-…")
    parser.add_argument("--no-retry-after", action="store_true", help="refuse without saying for how long")
    parser.add_argument("--faults", type=float, default=0.0, metavar="SHARE")
    parser.add_argument("--fault-kinds", nargs="+", choices=KINDS, default=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bill", type=Path, metavar="FILE", help="a line a request is added to it")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--lasting", action="store_true", help="until it is stopped, not until its input ends")
    options = parser.parse_args()
    endpoint = Endpoint(
        delay=options.delay,
        answers=options.answers,
        requests=options.requests and limit(options.window, options.requests, options.minute),
        tokens=options.tokens and limit(options.window, options.tokens, options.minute),
        at_once=options.at_once,
        headers=options.headers,
        retry_after=not options.no_retry_after,
        faults=Faults(options.faults, options.seed, options.fault_kinds),
        bill=options.bill and Bill(options.bill),
        remembers=not options.lasting,
    )
    asyncio.run(_serve(endpoint, options.port, lasting=options.lasting))


if __name__ == "__main__":
    main()

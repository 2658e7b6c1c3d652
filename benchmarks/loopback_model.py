"""A model that is none, in a process of its own: what it computes does not count as ours, and it answers after a time that is known.

    with LoopbackModel(delay=2.0) as model:
        ...  # base_url = model.url
        sent = model.calls()

It speaks chat completions on this machine alone, and ends when whoever started it does. An answer is what the question's schema allows:
``least`` is the least of it, in which every text is empty, so that each item is refused and asked for again; ``told`` copies the cited
sentences into the texts, so that almost every item has to be proven and stands.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

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
        return [_slot(value[0], slot, lines, place) for place in range(schema.get("maxItems", 1))]
    return _slot(value, schema, lines, 0) if isinstance(value, dict) else value


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema
    return found


def _slot(least: dict[str, Any], schema: dict[str, Any], lines: dict[str, str], place: int) -> dict[str, Any]:
    properties = schema["properties"]
    if "text" not in least:
        words = _WORDS.findall(str(least.get("at", "")))
        return {**least, "name": words[-1]} if words and "name" in least else least
    cited = "at" if "at" in properties else "from"
    ids = properties[cited]["enum"] if cited == "at" else properties[cited]["items"]["enum"]
    pattern = re.compile(properties["text"]["pattern"])
    for number in range(len(ids)):
        one = ids[(place + number) % len(ids)]
        clauses = [clause.strip() for clause in _CLAUSE.findall(lines.get(one, ""))]
        text = next((clause for clause in clauses if len(clause) > 6 and pattern.search(clause)), None)
        if text is not None:
            return {**least, "text": text, cited: one if cited == "at" else [one]}
    return least


def completion(body: dict[str, Any], answers: Answers) -> bytes:
    """A chat completion in the mode that was asked for."""
    text = json.dumps(answer_to(body, answers), ensure_ascii=False)
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if body.get("tools"):
        call = {"name": body["tools"][0]["function"]["name"], "arguments": text}
        message = {"role": "assistant", "content": None, "tool_calls": [{"id": "1", "type": "function", "function": call}]}
    taken, given = sum(len(str(one.get("content"))) for one in body["messages"]) // 2, len(text) // 2
    made = {
        "id": "loopback", "object": "chat.completion", "created": 0, "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": taken, "completion_tokens": given, "total_tokens": taken + given},
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False).encode()


class LoopbackModel:
    """Starts the process and ends it. Raises `RuntimeError` where it does not start."""

    def __init__(self, delay: float, answers: Answers = "told") -> None:
        """``delay``: seconds from a request's arrival to its answer."""
        words = [sys.executable, str(Path(__file__)), "--delay", str(delay), "--answers", answers]
        self.delay = delay
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        port = self._process.stdout.readline().strip()
        if not port:
            self._process.wait()
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


class _Server:
    def __init__(self, delay: float, answers: Answers) -> None:
        self._delay, self._answers = delay, answers
        self._served: list[tuple[float, float]] = []

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = re.search(r"(?im)^content-length: *(\d+)", head)
                body = await reader.readexactly(int(length[1])) if length else b""
                came = time.monotonic()
                if head.startswith("GET"):
                    said, self._served = json.dumps(self._served).encode(), []
                else:
                    said = completion(json.loads(body), self._answers)
                    await asyncio.sleep(came + self._delay - time.monotonic())
                    self._served.append((came, time.monotonic()))
                writer.write(f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(said)}\r\n\r\n".encode() + said)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            # whoever asked has hung up
            pass
        finally:
            writer.close()


async def _serve(delay: float, answers: Answers) -> None:
    server = await asyncio.start_server(_Server(delay, answers).connection, "127.0.0.1", 0, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    over, loop = asyncio.Event(), asyncio.get_running_loop()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(over.set)

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    try:
        async with asyncio.timeout(LONGEST_LIFE):
            await over.wait()
    except TimeoutError:
        print("the loopback model has lived too long", file=sys.stderr)
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--delay", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--answers", choices=("told", "least"), default="told")
    options = parser.parse_args()
    asyncio.run(_serve(options.delay, options.answers))


if __name__ == "__main__":
    main()

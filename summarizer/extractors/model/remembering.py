"""Answers that are kept before anybody sees them: a run that is killed pays for none of them again.

Unlike a recording, which people read and commit, what is remembered is whole, is found by its request's key alone, and serves one
program's own runs. `RememberingTransport` is the same for a model that is asked at once and for a provider's batch files, where no model
is asked at all: there a request that has no answer yet is noted, and its question is pending.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import httpx2

from .asking import AnswerFailed, AnswerPending
from .cassettes import is_final
from .ladder import ModeMemory
from .refusal import passing
from .request_key import digest, key_of, key_of_body

_REFUSED = 400


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it came, or the refusal of a request as such."""

    status: int
    content_type: str
    body: bytes


class Answers(Protocol):
    """Where answers are kept. Its methods may be called on any event loop."""

    def find(self, key: str) -> Kept | None:
        """The answer to the request of ``key``."""
        ...

    async def keep(self, key: str, kept: Kept) -> None:
        """Keep an answer; returns when it would survive a loss of power."""
        ...

    async def want(self, key: str, body: bytes) -> str | None:
        """Note a request, with its JSON, whose answer somebody else is to bring; or says in a line why it is not asked any more."""
        ...


class RememberingTransport(httpx2.AsyncBaseTransport):
    """Answers from ``answers``; what is not there is asked of ``inner`` and kept, or noted there where there is no ``inner``.

    What ``inner`` refuses costs nothing and may be mended there, so it is not kept. Equal requests at the same time are sent once. It
    belongs to one event loop.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport | None, answers: Answers, modes: ModeMemory, *, cut_again: bool = False) -> None:
        """``modes``: what was learned of endpoints, which decides what a request looks like; kept beside the answers, it stays findable.

        ``cut_again``: ask ``inner`` anew, once, for answers that were cut at the output limit.
        """
        self.modes = modes
        self._cut_again = cut_again
        self._asked_again: set[str] = set()
        self._inner, self._answers = inner, answers
        self._asked: dict[str, _Turn] = {}

    def spares(self, url: str, request: Mapping[str, Any]) -> bool:
        """Whether the request with this body does not reach the endpoint at the base URL ``url``."""
        if self._inner is None:
            return True
        return self._found(_key(httpx2.URL(url.rstrip("/") + "/chat/completions"), key_of_body(dict(request)))) is not None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Raises `AnswerPending` where there is no answer and nobody to ask; what ``inner`` and ``answers`` raise is raised."""
        await request.aread()
        key = _key(request.url, key_of(request).body)
        async with self._turn(key):
            kept = self._found(key)
            if kept is None and self._inner is None:
                refused = await self._answers.want(key, request.content)
                raise passing(AnswerPending(1) if refused is None else AnswerFailed(refused))
            if kept is not None:
                return httpx2.Response(kept.status, headers={"content-type": kept.content_type}, content=kept.body, request=request)
            assert self._inner is not None
            response = await self._inner.handle_async_request(request)
            await response.aread()
            if response.is_success and _whole(response.content):
                content_type = response.headers.get("content-type", "application/json")
                await self._answers.keep(key, Kept(response.status_code, content_type, response.content))
                if self._cut_again:
                    self._asked_again.add(key)
            return response

    async def aclose(self) -> None:
        """Close ``inner``."""
        if self._inner is not None:
            await self._inner.aclose()

    def _found(self, key: str) -> Kept | None:
        """A refusal counts only where nobody can be asked anew."""
        kept = self._answers.find(key)
        if kept is None or self._inner is None:
            return kept
        if kept.status >= _REFUSED or (self._cut_again and key not in self._asked_again and _is_cut(kept.body)):
            return None
        return kept

    @asynccontextmanager
    async def _turn(self, key: str) -> AsyncIterator[None]:
        """One at a time for each key; whoever comes second finds the answer, or asks where the first was cut off."""
        turn = self._asked.setdefault(key, _Turn(asyncio.Lock()))
        turn.takers += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.takers -= 1
            if not turn.takers:
                del self._asked[key]


def _whole(body: bytes) -> bool:
    """Whether an answer is one at all. What broke on its way, or is a proxy's page, is asked for again: kept, it would break each retry."""
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return isinstance(said, dict) and isinstance(said.get("choices"), list)


def _is_cut(body: bytes) -> bool:
    choices = json.loads(body).get("choices") or [{}]
    return isinstance(choices[0], dict) and choices[0].get("finish_reason") == "length"


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock
    takers: int = 0


def final(status: int, request: bytes, answer: bytes) -> bool:
    """Whether a request with this body would be answered so again: an answer, or a refusal of what was asked."""
    sent = httpx2.Request("POST", "http://localhost/v1/chat/completions", content=request)
    return is_final(httpx2.Response(status, content=answer), key_of(sent))


def _key(url: httpx2.URL, body: str) -> str:
    """The same question to another server, or to another model there, is another request."""
    return digest([url.host, url.port, url.path.rstrip("/"), body])

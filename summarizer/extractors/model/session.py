"""A model at work: one event loop in a thread of its own, which all documents of a `Summarizer` share.

So one limiter, one pool of connections and one memory of what the endpoint takes serve every thread and every event loop of the program.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import cast

import httpx2

from ...schemas.profile import Profile
from ...schemas.vocabulary import Language
from ...settings import Settings
from ..draft import Draft, ModelDraft
from ..material import Material
from .client import ModelClient
from .extract import OnTold, extract
from .scope import Labels, Objection
from .spending import Limits, Progress, Spending


@dataclass(slots=True)
class Work:
    """A document under way."""

    draft: Future[ModelDraft]
    spending: Spending


class Session:
    """The model of some settings. May be used from any thread; `close` ends what is under way."""

    def __init__(self, settings: Settings, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """Raises `UsageError` where the settings do not name a model that can be asked."""
        self._settings = settings
        self._client = ModelClient(settings, transport=transport)
        # what is asked of many documents is made ready as it can be sent: made ready all at once, the first of it would wait for the last
        self._desk = asyncio.Semaphore(2 * self._client.endpoint.concurrency)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="summarizer-model", daemon=True)
        self._lock = threading.Lock()
        self._started = self._closed = False

    def begin(
        self,
        material: Material,
        guide: Draft,
        *,
        language: Language,
        objection: Objection,
        on_told: OnTold | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        profile: Profile | None = None,
    ) -> Work:
        """Start on a document. The future raises what `extract` raises; cancelling it ends the document's calls."""
        with self._lock:
            if self._closed:
                raise RuntimeError("this summarizer was closed")
            if not self._started:
                self._thread.start()
                self._started = True
        spending = Spending(Limits.of(self._settings), listener=on_progress)
        labels = cast(Labels, self._settings.labels or self._client.endpoint.labels)
        run = extract(
            material, guide, self._client, spending, objection=objection, language=language, labels=labels, on_told=on_told,
            desk=self._desk, profile=profile,
        )  # fmt: skip
        return Work(asyncio.run_coroutine_threadsafe(run, self._loop), spending)

    def close(self) -> None:
        """End all calls, close the connections, stop the thread. A second time does nothing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        if self._started:
            asyncio.run_coroutine_threadsafe(self._wind_up(), self._loop).result(timeout=10)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)
        self._loop.close()

    async def _wind_up(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._client.aclose()

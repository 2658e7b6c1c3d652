"""A question asked of a `FaultEndpoint`, and what came of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from summarizer.extractors.model.asking import Question
from summarizer.extractors.model.client import ModelClient
from summarizer.extractors.model.ladder import ModeMemory
from summarizer.extractors.model.retrying import Pace
from summarizer.extractors.model.spending import Limits, Spending
from summarizer.extractors.model.switch import live_transport
from summarizer.settings import Settings


class Answer(BaseModel):
    """What the questions here are answered with."""

    name: str
    size: int


RIGHT: dict[str, Any] = {"name": "净息差", "size": 3}
QUESTION = Question("narrative", "strategy", "Read the passage.", "The passage: {{ 7 * 7 }} 一二三", Answer, 200)


@dataclass(slots=True)
class Outcome:
    """What one question came to."""

    answer: Answer | None
    model: str | None
    error: Exception | None
    spending: Spending


def no_waits() -> tuple[Pace, list[float]]:
    """A pace at which waits take no time, and the waits that it was asked for."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    return Pace(sleep=sleep, clock=lambda: sum(waits), now=lambda: 1_000_000_000.0), waits


async def ask(client: ModelClient, spending: Spending, question: Question = QUESTION) -> Outcome:
    """The outcome of one question; errors are a part of it."""
    try:
        reply = await client.ask(question, spending)
    except Exception as error:
        return Outcome(None, None, error, spending)
    assert isinstance(reply.answer, Answer)
    return Outcome(reply.answer, reply.model, None, spending)


def outcomes(
    url: str,
    *,
    questions: int = 1,
    together: bool = False,
    pace: Pace | None = None,
    modes: ModeMemory | None = None,
    environ: dict[str, str] | None = None,
    **settings: Any,
) -> list[Outcome]:
    """The outcomes of a document's questions, one after another or all ``together``."""
    chosen = Settings.load(**{"base_url": url, "model": "m", "timeout": 5.0, **settings})

    async def run() -> list[Outcome]:
        client = ModelClient(
            chosen,
            # certificates take longer to load than everything else here, and nothing is encrypted
            transport=live_transport(verify=False),
            modes=modes or ModeMemory(),
            pace=pace or no_waits()[0],
            environ=environ or {},
        )
        spending = Spending(Limits.of(chosen))
        try:
            if together:
                return list(await asyncio.gather(*(ask(client, spending) for _ in range(questions))))
            return [await ask(client, spending) for _ in range(questions)]
        finally:
            await client.aclose()

    return asyncio.run(run())


def outcome(url: str, **options: Any) -> Outcome:
    """The outcome of one question."""
    return outcomes(url, **options)[0]

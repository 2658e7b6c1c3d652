"""A model over one event loop: many documents at once, whose questions share one limiter."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import InputError, ModelUnavailableError, UsageError
from ..answers import AnswersFile
from ..observing import observed
from ..places import source_of
from ..summarising import done_of, fault_of, lost_of
from ..work import Done, Lost, Options, Outcome, Task, Waiting

if TYPE_CHECKING:
    import httpx2

    from ...pipeline import Summarizer
    from ...reading import Document

ANSWERS, MODES = "answers.sqlite", "modes.json"
_IN_A_ROW = 5
"""Documents lost one after another for want of a model, after which the batch stops: the next thousand would be lost alike."""
_FEWEST, _MOST = 4, 64
"""Documents at once, whatever the endpoint takes: some are being read, some wait for the last of their answers."""


class Asking:
    """Summarises with the model of the options. Its answers are kept in the batch's ``folder``, and what was learned of the endpoint."""

    def __init__(
        self, options: Options, folder: Path, *, retry_failed: bool = False, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        """``retry_failed``: what was cut at the output limit is asked once more. ``transport`` takes the place of the network.

        Raises `UsageError` where requests to models are switched off.
        """
        from ...extractors.model.switch import refuse_if_blocked

        assert options.settings is not None
        if transport is None:
            refuse_if_blocked("the endpoint", "a batch", allowed=options.settings.allow_requests)
        self._options, self._folder, self._transport, self._retry_failed = options, folder, transport, retry_failed

    def run(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        """As `Runner.run`. Raises `ModelUnavailableError` where no model answers: the documents that failed for it stay open."""
        from ...extractors.model.switch import live_transport

        with closing(AnswersFile(self._folder / ANSWERS)) as answers:
            inner = self._transport or live_transport()
            yield from ask(tasks, self._options, self._folder, answers, inner, cut_again=self._retry_failed)


def ask(
    tasks: Iterable[Task], options: Options, folder: Path, answers: AnswersFile, inner: httpx2.AsyncBaseTransport | None,
    *, cut_again: bool = False,
) -> Generator[Outcome, None, None]:  # fmt: skip
    """Outcomes of all ``tasks`` by the ``answers`` at hand; what they lack is asked of ``inner``, or noted in them where there is none."""
    from ...extractors.model.endpoints import resolve
    from ...extractors.model.ladder import ModeMemory
    from ...extractors.model.remembering import RememberingTransport
    from ...pipeline import Summarizer

    assert options.settings is not None
    most = min(max(2 * resolve(options.settings)[0].concurrency, _FEWEST), _MOST)
    summarizer = Summarizer(
        engine="model", settings=options.settings, language=options.language, profile=options.profile,
        transport=RememberingTransport(inner, answers, ModeMemory(folder / MODES), cut_again=cut_again),
    )  # fmt: skip
    loop = asyncio.new_event_loop()
    under_way: _Tasks = set()
    without: list[_NoModel] = []
    answered = False
    coming = iter(tasks)
    try:
        while True:
            while len(under_way) < most and (task := next(coming, None)) is not None:
                under_way.add(loop.create_task(_observed(task, summarizer, options.encoding)))
            if not under_way:
                break
            done, _ = loop.run_until_complete(_first_of(under_way))
            for one in done:
                under_way.discard(one)
                outcome = one.result()
                if isinstance(outcome, _NoModel):
                    without.append(outcome)
                    if len(without) >= _IN_A_ROW:
                        raise outcome.error
                    continue
                if isinstance(outcome, Done):
                    answered = True
                    yield from (found.lost for found in without)
                    without.clear()
                yield outcome
        if without and not answered:
            raise without[-1].error
        yield from (found.lost for found in without)
    finally:
        loop.run_until_complete(_end(under_way))
        summarizer.close()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


async def _first_of(under_way: _Tasks) -> tuple[_Tasks, _Tasks]:
    return await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)


async def _end(under_way: _Tasks) -> None:
    for one in under_way:
        one.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)


class _NoModel:
    """A document that no model could be had for."""

    def __init__(self, lost: Lost, error: ModelUnavailableError) -> None:
        self.lost, self.error = lost, error


_Tasks = set[asyncio.Task[Outcome | _NoModel]]


async def _observed(task: Task, summarizer: Summarizer, encoding: str | None) -> Outcome | _NoModel:
    with observed(task) as told:
        outcome = await _outcome_of(task, summarizer, encoding)
        told(outcome.lost if isinstance(outcome, _NoModel) else outcome)
    return outcome


async def _outcome_of(task: Task, summarizer: Summarizer, encoding: str | None) -> Outcome | _NoModel:
    """Raises what ends the batch: a folder that cannot be written, a call that is wrong for every document alike."""
    from ...extractors.model.asking import AnswerPending

    try:
        document = await asyncio.to_thread(_read, task.path, encoding)
        summary = await summarizer.arun(document)
    except InputError as error:
        return lost_of(task, error)
    except AnswerPending as waits:
        return Waiting(task.number, waits.questions)
    except ModelUnavailableError as error:
        return _NoModel(Lost(task.number, "model", " ".join(str(error).split())), error)
    except UsageError:
        raise
    except Exception as error:
        return fault_of(task, error)
    return done_of(task, document.sha256, summary)


def _read(path: str, encoding: str | None) -> Document:
    from ...reading import read

    return read(source_of(path), encoding=encoding)

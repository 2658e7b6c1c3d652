"""Rules over processes of this machine: one that dies or hangs takes no other along."""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from typing import TYPE_CHECKING, Any

from ...telemetry import Noted, noting, tell, wanted
from ..summarising import outcome_of
from ..work import Lost, Options, Outcome, Task

if TYPE_CHECKING:
    from ...pipeline import Summarizer

_AHEAD = 4
"""Tasks a process that wait in its queue: enough that none is idle, few enough that memory stays flat."""
_LIFE = 2_000
"""Documents after which a process is replaced: what a library leaks ends with it."""


class Processes:
    """Summarises by rules in ``jobs`` processes."""

    def __init__(self, options: Options, jobs: int) -> None:
        self._options, self._jobs = options, jobs

    def run(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        """As `Runner.run`. A document whose process dies is lost, and so is one that takes longer than the options allow."""
        from pebble import ProcessExpired, ProcessPool

        # never forked from a process with threads; a fresh one loads what it needs once
        context = multiprocessing.get_context("spawn")
        # its methods come without types
        pool: Any = ProcessPool(self._jobs, max_tasks=_LIFE, initializer=_begin, initargs=(self._options, wanted()), context=context)
        under_way: dict[Future[_Worked], Task] = {}

        def settled() -> Iterator[Outcome]:
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                task = under_way.pop(future)
                try:
                    outcome, noted = future.result()
                    # workers come and go, some by force: what they noted is exported here, where the program has set up to what
                    tell(noted)
                    yield outcome
                except TimeoutError:
                    yield Lost(task.number, "timeout", f"took longer than {self._options.timeout or 0:g} seconds")
                except ProcessExpired as died:
                    yield Lost(task.number, "worker_died", f"its process ended (code {died.exitcode}); the document may need more memory")

        try:
            for task in tasks:
                under_way[pool.schedule(_summarise, args=(task,), timeout=self._options.timeout)] = task
                if len(under_way) >= self._jobs * _AHEAD:
                    yield from settled()
            while under_way:
                yield from settled()
        finally:
            pool.stop()
            pool.join()


_Worked = tuple[Outcome, list[Noted]]
_summarizer: Summarizer | None = None
_encoding: str | None = None
_noting = False


def _begin(options: Options, noting: bool) -> None:
    """A process's own summarizer, made once."""
    import logging
    import signal
    import warnings

    from ...pipeline import Summarizer

    global _summarizer, _encoding, _noting
    # what libraries say of a document may hold its words
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    # the main process hears the keyboard and ends the others
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _summarizer, _encoding = Summarizer(engine="rules"), options.encoding
    _noting = noting


def _summarise(task: Task) -> _Worked:
    assert _summarizer is not None
    if not _noting:
        return outcome_of(task, _summarizer, _encoding), []
    with noting() as noted:
        return outcome_of(task, _summarizer, _encoding), noted

"""Rules over a Ray cluster, by Ray Data: it spreads the documents, and does again elsewhere what a worker or node takes down with it.

Nodes need this package installed, and see the documents under the same paths or at URLs. Only the process that called writes journal and
results.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import pickle
import signal
import socket
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import islice
from types import FrameType
from typing import IO, TYPE_CHECKING, Any

from ...errors import UsageError
from ..summarising import outcome_of
from ..work import BatchStopped, Lost, Options, Outcome, Task

if TYPE_CHECKING:
    from ...pipeline import Summarizer

LOCAL = "ray"
"""The address of a cluster that is started here, on this machine, and ends with the batch."""
Summarise = Callable[[Task, Options], Outcome]

_AT_ONCE = 2_000
"""Tasks of one dataset: their rows are all that the calling process holds of them."""
_A_BLOCK = 8
"""Documents done together: worth the way to a worker, and few enough to be done again."""
_GRACE = 10
"""Seconds, at most, that a document has after its time is up."""
_TIMES_MORE = 3
"""A block whose worker or node dies is done so many times more, elsewhere."""


class OnRay:
    """Summarises by rules in the tasks of a Ray cluster."""

    def __init__(self, options: Options, address: str = LOCAL, *, jobs: int | None = None, summarise: Summarise | None = None) -> None:
        """``address``: ``ray`` for a cluster of this machine, with ``jobs`` cores; else ``ray://host:port``, or what `ray.init` takes.

        Raises `UsageError` where Ray is not installed, or a model is to be asked.
        """
        if options.settings is not None:
            raise UsageError("--on ray works by rules alone: a model's calls wait for its limits, not for this machine; leave --on out")
        _, self._ray = _loaded()
        self._options, self._address, self._jobs = options, address, jobs
        self._summarise = summarise or _by_rules

    def run(self, tasks: Iterable[Task]) -> Generator[Outcome, None, None]:
        """As `Runner.run`. Raises `UsageError` where the cluster cannot be reached or its nodes lack this version of the package, and
        `BatchStopped` where it is lost on the way."""
        with self._cluster(), self._lost_is_told():
            if self._address != LOCAL:
                self._refuse_unlike_nodes()
            coming = iter(tasks)
            while some := list(islice(coming, _AT_ONCE)):
                open_ = {task.number: task for task in some}
                for size in (_A_BLOCK, 1):
                    # what is missing went down with its worker each time: alone, a document takes no other with it
                    for outcome in self._outcomes(list(open_.values()), size):
                        if open_.pop(outcome.number, None) is not None:
                            yield outcome
                    if not open_:
                        break
                for number in open_:
                    yield Lost(number, "worker_died", f"its worker ended {_TIMES_MORE + 1} times; the document may need more memory")

    def _outcomes(self, tasks: list[Task], size: int) -> Iterator[Outcome]:
        import ray.util.client

        if not ray.util.client.ray.is_connected():  # type: ignore[no-untyped-call]
            return _over_cluster(tasks, size, self._options, self._summarise)
        return self._from_within(tasks, size)

    def _from_within(self, tasks: list[Task], size: int) -> Iterator[Outcome]:
        """Ray Data does not work through Ray's client (``ray://``): it runs in an actor of the cluster, and the outcomes are called for."""
        ray = self._ray
        open_ = {task.number: task for task in tasks}
        for _ in range(_TIMES_MORE + 1):
            there: Any = ray.remote(num_cpus=0)(_There).remote()
            try:
                ray.get(there.begin.remote(list(open_.values()), size, self._options, self._summarise))
                while some := ray.get(there.more.remote()):
                    for outcome in some:
                        del open_[outcome.number]
                        yield outcome
                return
            except ray.exceptions.ActorDiedError:
                # it went with its node, and all that it held: what did not arrive is asked for again, of another
                continue
        raise BatchStopped("the node that hands on the results ended again and again; what is done is kept: run the same command again")

    def _refuse_unlike_nodes(self) -> None:
        """Raises `UsageError` where a node works with another version of this package, or has none: its blocks would all be lost."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        from ... import __version__

        def version() -> str:
            try:
                import summarizer
            except ImportError:
                return "none"
            return summarizer.__version__

        ray = self._ray
        asked = ray.remote(num_cpus=0)(version)
        nodes = [node["NodeID"] for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU")]
        # one that ends meanwhile is no reason to stop
        found = ray.get([asked.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=True)).remote() for node in nodes])
        if others := sorted(set(found) - {__version__}):
            raise UsageError(
                f"nodes of the Ray cluster have summarizer {', '.join(others)}, this is {__version__}: install the same on each"
            )

    @contextmanager
    def _lost_is_told(self) -> Iterator[None]:
        try:
            yield
        except (self._ray.exceptions.RayError, ConnectionError) as error:
            raise BatchStopped(
                f"the Ray cluster was lost ({type(error).__name__}); what is done is kept: run the same command again when it is there"
            ) from None

    @contextmanager
    def _cluster(self) -> Iterator[None]:
        ray = self._ray
        joined = ray.is_initialized()
        if not joined:
            here = self._address == LOCAL
            how: dict[str, Any] = {"address": "local" if here else self._address}
            if here:
                # one of its own, whatever others there are on this machine
                how |= {"num_cpus": self._jobs, "include_dashboard": False}
            try:
                # Ray would try for two minutes
                _knock(self._address)
                ray.init(log_to_driver=False, logging_level=logging.CRITICAL, configure_logging=False, **how)
            except (ConnectionError, OSError, ValueError, RuntimeError) as error:
                reason = " ".join(str(error).split())[:200]
                raise UsageError(f"the Ray cluster at {self._address} cannot be reached ({reason}); check the address") from None
        try:
            yield
        finally:
            if not joined:
                ray.shutdown()


def _over_cluster(tasks: list[Task], size: int, options: Options, summarise: Summarise) -> Iterator[Outcome]:
    """Outcomes as they come, of tasks in blocks of ``size``; none of those whose worker died each time."""
    import ray.data

    def done(rows: dict[str, Any]) -> dict[str, Any]:
        outcomes = []
        for row in rows["task"]:
            task: Task = pickle.loads(row)
            with _given_up_after(options.timeout, task) as late:
                late.append(summarise(task, options))
            outcomes.append(pickle.dumps(late[-1]))
        return {"outcome": outcomes}

    _quiet(ray.data)
    rows = [{"task": pickle.dumps(task)} for task in tasks]
    with warnings.catch_warnings():
        # Ray Data would do a task again without end; this way of saying how often goes with Ray 2.64
        warnings.simplefilter("ignore")
        made = ray.data.from_items(rows, override_num_blocks=-(-len(rows) // size)).map_batches(
            done, batch_size=None, num_cpus=1, max_retries=_TIMES_MORE
        )
    # it sets its logging up anew with each dataset
    _quiet(ray.data)
    for row in made.iter_rows():
        yield pickle.loads(row["outcome"])


class _There:
    """Outcomes, handed out from within the cluster."""

    def begin(self, tasks: list[Task], size: int, options: Options, summarise: Summarise) -> None:
        """Start on ``tasks``."""
        self._outcomes = _over_cluster(tasks, size, options, summarise)

    def more(self) -> list[Outcome]:
        """The next; none at the end."""
        return list(islice(self._outcomes, _A_BLOCK))


def _knock(address: str) -> None:
    """Raises `OSError` where an address with a port does not answer."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()


def _by_rules(task: Task, options: Options) -> Outcome:
    """In a worker, which makes its summarizer once."""
    from ...pipeline import Summarizer

    global _summarizer
    if _summarizer is None:
        # what libraries say of a document may hold its words, and would stay in the nodes' logs
        logging.getLogger().addHandler(logging.NullHandler())
        warnings.simplefilter("ignore")
        _summarizer = Summarizer(engine="rules")
    return outcome_of(task, _summarizer, options.encoding)


_summarizer: Summarizer | None = None


class _TooLong(BaseException):
    """Beyond what catches errors of a document."""


@contextmanager
def _given_up_after(seconds: float | None, task: Task) -> Iterator[list[Outcome]]:
    """What was put into the list last is the outcome; a document that takes longer has another."""
    found: list[Outcome] = []

    def ring(_: int, __: FrameType | None) -> None:
        raise _TooLong

    before = None
    if seconds is not None:
        # code that does not hear the alarm ends with its worker
        faulthandler.dump_traceback_later(seconds + min(seconds, _GRACE), exit=True, file=_nowhere())
    if seconds is not None and hasattr(signal, "SIGALRM"):
        # only a process's first thread may be interrupted so; a worker's tasks run in it
        with suppress(ValueError):
            before = signal.signal(signal.SIGALRM, ring)
            signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield found
    except _TooLong:
        found.append(Lost(task.number, "timeout", f"took longer than {seconds or 0:g} seconds"))
    finally:
        faulthandler.cancel_dump_traceback_later()
        if before is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


@cache
def _nowhere() -> IO[str]:
    """A process's own, kept open: the watch writes to its number."""
    return open(os.devnull, "w")


def _loaded() -> tuple[Any, Any]:
    """Ray, which says nothing and reports nothing."""
    # read when it is imported and when it is started
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
        import ray._private.worker as worker
        import ray.data
    except ImportError:
        raise UsageError("--on ray needs Ray: pip install 'summarizer[ray]'") from None
    # its daemon tells of each worker that dies on our standard output, whatever `log_to_driver` says; what becomes of it is in the report
    if hasattr(worker, "print_to_stdstream"):
        worker.print_to_stdstream = lambda *_, **__: None
    _quiet(ray.data)
    return ray.data, ray


def _quiet(data: Any) -> None:
    """A block that is lost is no error yet: it is done again, and told in the end."""
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    # what is lost for good is asked for again, in smaller parts
    context.max_errored_blocks = -1
    for name in ("ray", "ray.data"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL)
        logger.propagate = False

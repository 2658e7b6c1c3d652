"""A batch at work: what is to be done, by whom, and what came of it, written down as it comes.

A summary's file is whole before the journal says that it is there, so that a process killed at any instant has either both or does the
document again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ..errors import ModelUnavailableError, UsageError
from ..telemetry import span
from .inputs import documents, legible
from .journal import Journal
from .keys import Keys
from .observing import log_beginning, log_end, log_outcome
from .places import Copies, fingerprint, is_url
from .tables import FILES, write_tables
from .work import Done, Lost, Options, Outcome, Runner, Waiting
from .writing import in_place_of, told

JOURNAL, SUMMARIES = "journal.sqlite", "summaries"


@dataclass(slots=True)
class BatchReport:
    """What came of a batch, over all documents that its folder knows."""

    documents: int = 0
    given: int = 0
    """In this run, each once."""
    made: int = 0
    """Summarised in this run."""
    unchanged: int = 0
    """Given, and summarised before."""
    copies: int = 0
    """Given, and of the same content as another."""
    waiting: int = 0
    """Wait for answers that are to come in a provider's batch file."""
    questions: int = 0
    """Those that they wait for."""
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    """Path, cause and message."""


class Batch:
    """The batch of one folder. Only one process may have it open: a second raises `UsageError`.

    ``jobs`` processes put the tables together where there are many summaries. At the end of each run ``copies`` is brought up to date.
    """

    def __init__(
        self, output: str | Path, options: Options, runner: Runner, *, jobs: int = 1, copies: Copies | None = None
    ) -> None:
        self._copies = copies
        self._folder, self._keys, self._runner, self._jobs = Path(output), Keys(options), runner, jobs

    def run(
        self,
        paths: Iterable[str],
        *,
        listed: Iterable[str] = (),
        retry_failed: bool = False,
        on_outcome: Callable[[Outcome, int, int], None] | None = None,
        on_begun: Callable[[int], None] | None = None,
    ) -> BatchReport:
        """Summarise what is not summarised yet; returns what came of it.

        ``paths`` are files, folders and patterns, ``-`` for the lines of ``listed``; without any, only what is still open is done.
        Documents that failed before are done again with ``retry_failed`` alone, or when they changed. ``on_outcome`` is told each outcome,
        with how many are done and how many there are; ``on_begun``, before them, how many there are.

        Raises `UsageError` where a path is wrong or another process has the folder, `ModelUnavailableError` where no model answers, and
        `BatchStopped` where the folder cannot be written or a summary that the journal knows is missing or broken.
        """
        report, named, began = BatchReport(), list(paths), time.monotonic()
        with self._opened() as journal, span("summarizer.batch") as spanned:
            with journal.together():
                for path in documents(named, listed, without=self._folder):
                    if journal.given(path):
                        report.given += 1
                        self._scan(journal, path, report, retry_failed)
                journal.mend_copies()
                for number, _, _, result, size in journal.results():
                    if not self._is_there(result, size):
                        journal.made_again(number)
            if named and not report.given:
                raise UsageError("no document was found in what was given; check the paths, patterns, or the list on standard input")
            open_ = journal.counts().get("waiting", 0)
            log_beginning(open_, report)
            if on_begun is not None:
                on_begun(open_)
            try:
                with closing(self._runner.run(journal.waiting())) as outcomes:
                    for place, outcome in enumerate(outcomes, 1):
                        self._keep(journal, outcome)
                        report.made += isinstance(outcome, Done)
                        if isinstance(outcome, Waiting):
                            report.waiting += 1
                            report.questions += outcome.questions
                        if on_outcome is not None:
                            on_outcome(outcome, place, open_)
            except ModelUnavailableError:
                self._put_together(journal)
                raise
            self._put_together(journal)
            report.documents = sum(journal.counts().values())
            report.failures = journal.failures()
            spanned.set(summarizer__documents=report.documents, summarizer__made=report.made, summarizer__failed=len(report.failures))
            log_end(report, time.monotonic() - began)
        return report

    @contextmanager
    def _opened(self) -> Iterator[Journal]:
        from filelock import FileLock, Timeout

        with told("the folder of --output"):
            (self._folder / SUMMARIES).mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / ".lock")
            try:
                lock.acquire(timeout=0)
            except Timeout:
                raise UsageError(f"another batch is at work on {self._folder}: wait for its end, or give another --output") from None
        try:
            journal = Journal(self._folder / JOURNAL)
            try:
                yield journal
            finally:
                journal.close()
        finally:
            lock.release()

    def _scan(self, journal: Journal, path: str, report: BatchReport, retry_failed: bool) -> None:
        try:
            sha256 = _digest(path)
        except (OSError, ValueError, UsageError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "no path"
            lost = Lost(0, "input", f"{legible(Path(path).name)}: cannot be read ({reason}); check the path")
            journal.unreadable(path, lost)
            log_outcome(lost, path)
            return
        key, known = self._keys.key_of(path, sha256), journal.known(path)
        if known is not None and known.key == key:
            again = known.state == "in_part" and retry_failed
            if known.state in ("done", "in_part") and not again and self._is_there(known.result, known.size):
                report.unchanged += 1
                return
            if known.state == "failed" and not retry_failed:
                return
        first = journal.first_of(key, path)
        if first is not None:
            journal.same(path, sha256, key, first)
            report.copies += 1
        else:
            journal.wait(path, sha256, key)

    def _is_there(self, result: str | None, size: int | None) -> bool:
        """Whether the summary's file is as it was written: a loss of power may leave an empty one."""
        try:
            return result is not None and (self._folder / SUMMARIES / result).stat().st_size == size
        except OSError:
            return False

    def _keep(self, journal: Journal, outcome: Outcome) -> None:
        path, before = journal.place_of(outcome.number)
        if isinstance(outcome, Lost):
            journal.lost(outcome)
        elif isinstance(outcome, Done):
            name = f"{_stem(path)}-{outcome.sha256[:8]}-{outcome.number}.json"
            with told(name), in_place_of([self._folder / SUMMARIES / name]) as (file,):
                file.write(outcome.summary)
            # what lies in a store is known by its place, size and time
            key = None if is_url(path) else self._keys.key_of(path, outcome.sha256)
            journal.done(outcome, key, name)
            if before is not None and before != name:
                # of what the document held before
                (self._folder / SUMMARIES / before).unlink(missing_ok=True)
        log_outcome(outcome, path)

    def _put_together(self, journal: Journal) -> None:
        """All summaries, in the order in which documents were first given."""
        summaries = self._folder / SUMMARIES
        results = ((legible(path), sha256, summaries / result) for _, path, sha256, result, _ in journal.results())
        write_tables(self._folder, results, jobs=self._jobs)
        if self._copies is not None:
            made = (f"{SUMMARIES}/{result}" for _, _, _, result, _ in journal.results())
            self._copies.bring_up_to_date(self._folder, chain(made, FILES))


def _digest(path: str) -> str:
    if is_url(path):
        return fingerprint(path)
    if not stat.S_ISREG(os.stat(path).st_mode):
        # a pipe would be waited for, a device read without end
        raise OSError(errno.EINVAL, "it is no file")
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stem(path: str) -> str:
    """A name that every file system takes."""
    stem = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in Path(path).stem)
    return stem.encode()[:150].decode(errors="ignore").strip("._-") or "document"


def standard_input() -> Iterator[str]:
    """The lines of standard input, read only if they are asked for."""
    yield from sys.stdin

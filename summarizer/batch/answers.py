"""The answers of models that a batch has paid for, in one SQLite file beside the journal: ``answers.sqlite``.

An answer is committed before the document that asked for it goes on, so that a process killed at any instant loses those that were on
their way, and no other. Requests that are to be answered by a provider's batch files stand in the table ``wanted``.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..extractors.model.refusal import passing
from ..extractors.model.remembering import Kept
from .work import BatchStopped

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, status INTEGER NOT NULL, content_type TEXT NOT NULL, body BLOB NOT NULL)
WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS wanted
(key TEXT PRIMARY KEY, body BLOB NOT NULL, now INTEGER NOT NULL DEFAULT 1, failures INTEGER NOT NULL DEFAULT 0, error TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_KEEP = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)"
_WANT = "INSERT INTO wanted (key, body) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET now = 1"
_MOST_FAILURES = 4
"""Times that a provider may fail a request before it is asked no more: a question is asked at once as often by default."""
_BUSY = 60.0
"""Seconds to wait for another connection of ours that writes."""


@dataclass(slots=True)
class _Write:
    query: str
    values: tuple[Any, ...]
    loop: asyncio.AbstractEventLoop
    written: asyncio.Future[None]

    def settle(self, error: BatchStopped | None) -> None:
        def tell() -> None:
            if not self.written.done():
                self.written.set_exception(passing(error)) if error else self.written.set_result(None)

        try:
            self.loop.call_soon_threadsafe(tell)
        except RuntimeError:
            # the loop was closed meanwhile: nobody waits
            return


class AnswersFile:
    """The answers of a batch's folder. May be used from any thread; one thread of its own writes, all that has come at once.

    Raises `BatchStopped` where the file cannot be read or written; what waits for a write that fails is told so.
    """

    def __init__(self, path: Path) -> None:
        self._reading = threading.Lock()
        self._base, own = _open(path), _open(path)
        self._writes: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, args=(own,), name="summarizer-answers", daemon=True)
        self._writer.start()

    def find(self, key: str) -> Kept | None:
        """The answer to the request of ``key``."""
        row = self._one("SELECT status, content_type, body FROM answers WHERE key = ?", key)
        return None if row is None else Kept(row[0], row[1], zlib.decompress(row[2]))

    async def keep(self, key: str, kept: Kept) -> None:
        """Keep an answer; returns when it is committed."""
        await self._written(_KEEP, (key, kept.status, kept.content_type, zlib.compress(kept.body)))

    async def want(self, key: str, body: bytes) -> str | None:
        """Note a request to be answered by a provider's batch file; or says why not, where it failed too often."""
        row = self._one("SELECT error FROM wanted WHERE key = ? AND failures >= ?", key, _MOST_FAILURES)
        if row is not None:
            return f"the provider failed it {_MOST_FAILURES} times ({row[0]})"
        await self._written(_WANT, (key, zlib.compress(body)))
        return None

    # -- a provider's batch files; not while a runner is at work ---------------------------------------------------------

    def begin_wanting(self, *, retry_failed: bool = False) -> None:
        """From here on, `wanted` are those that are asked again. ``retry_failed``: also those that failed too often."""
        with self._together() as base:
            base.execute("UPDATE wanted SET now = 0")
            if retry_failed:
                base.execute("UPDATE wanted SET failures = 0")

    def wanted(self) -> Iterator[tuple[str, bytes]]:
        """Key and body of each request that has no answer."""
        last = ""
        query = (
            "SELECT key, body FROM wanted WHERE now AND key > ? AND NOT EXISTS (SELECT 1 FROM answers WHERE answers.key = wanted.key) "
            "ORDER BY key LIMIT 500"
        )
        while rows := self._base.execute(query, (last,)).fetchall():
            for key, body in rows:
                yield key, zlib.decompress(body)
            last = rows[-1][0]

    def request_of(self, key: str) -> bytes | None:
        """The body of a request that was noted."""
        row = self._one("SELECT body FROM wanted WHERE key = ?", key)
        return None if row is None else zlib.decompress(row[0])

    def bring(self, found: Iterable[tuple[str, Kept | str]]) -> None:
        """Keep answers, or why there is none, all together; ``found`` may be long."""
        with self._together() as base:
            for key, kept in found:
                if isinstance(kept, str):
                    base.execute("UPDATE wanted SET failures = failures + 1, error = ? WHERE key = ?", (kept, key))
                else:
                    base.execute(_KEEP, (key, kept.status, kept.content_type, zlib.compress(kept.body)))

    def note(self, name: str, value: str) -> None:
        """Keep something about the batch under a name."""
        with self._together() as base:
            base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """What was kept under a name."""
        row = self._one("SELECT value FROM meta WHERE name = ?", name)
        return None if row is None else str(row[0])

    @contextmanager
    def _together(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._base as base:
                base.execute("BEGIN IMMEDIATE")
                yield base
        except sqlite3.Error as error:
            raise _stopped(error) from None

    def close(self) -> None:
        """Everything committed stays."""
        self._writes.put(None)
        self._writer.join()
        self._base.close()

    async def _written(self, query: str, values: tuple[Any, ...]) -> None:
        loop = asyncio.get_running_loop()
        write = _Write(query, values, loop, loop.create_future())
        self._writes.put(write)
        await write.written

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with self._reading:
            try:
                found: tuple[Any, ...] | None = self._base.execute(query, values).fetchone()
            except sqlite3.Error as error:
                raise passing(_stopped(error)) from None
        return found

    def _write(self, base: sqlite3.Connection) -> None:
        with closing(base):
            for writes in self._arriving():
                failed: BatchStopped | None = None
                try:
                    base.execute("BEGIN IMMEDIATE")
                    for write in writes:
                        base.execute(write.query, write.values)
                    base.execute("COMMIT")
                except Exception as error:  # whatever it is, those who wait must hear of it
                    failed = _stopped(error)
                    if base.in_transaction:
                        base.execute("ROLLBACK")
                for write in writes:
                    write.settle(failed)

    def _arriving(self) -> Iterator[list[_Write]]:
        """What has come since the last commit, together: a commit that survives a loss of power takes as long as many answers."""
        while (write := self._writes.get()) is not None:
            writes = [write]
            while not self._writes.empty():
                more = self._writes.get()
                if more is None:
                    yield writes
                    return
                writes.append(more)
            yield writes


def _open(path: Path) -> sqlite3.Connection:
    try:
        base = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        try:
            base.execute("PRAGMA journal_mode=WAL")
            # what a commit has said is there after a loss of power, too
            base.execute("PRAGMA synchronous=FULL")
            base.executescript(_TABLES)
        except BaseException:
            base.close()
            raise
    except sqlite3.Error as error:
        raise _stopped(error) from None
    return base


def _stopped(error: Exception) -> BatchStopped:
    return BatchStopped(f"the answers cannot be kept ({error}); mend that, then run the same command again: what is done is kept")

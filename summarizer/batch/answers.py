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
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..extractors.model.refusal import passing
from ..extractors.model.remembering import Kept
from .work import BatchStopped

_TABLES = """
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, status INTEGER NOT NULL, content_type TEXT NOT NULL, body BLOB NOT NULL)
WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS wanted (key TEXT PRIMARY KEY, body BLOB NOT NULL, failures INTEGER NOT NULL DEFAULT 0, error TEXT) WITHOUT ROWID;
"""
_KEEP = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)"
_WANT = "INSERT OR IGNORE INTO wanted (key, body) VALUES (?, ?)"
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

    async def want(self, key: str, body: bytes) -> None:
        """Note a request to be answered by a provider's batch file."""
        await self._written(_WANT, (key, zlib.compress(body)))

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

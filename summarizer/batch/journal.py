"""The journal of a batch: every document's state, in one SQLite file that survives a killed process at any instant.

``documents`` has a row for each path that was ever given; ``meta`` says which form the journal has. It may be read by other programs
while a batch runs (write-ahead log); it is written by the batch alone.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .work import BatchStopped, Done, Lost, Task

FORM = 1
"""Of the tables below; a journal of a later form is not touched."""

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    number INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT,
    key TEXT,
    state TEXT NOT NULL,
    same_as INTEGER,
    result TEXT,
    size INTEGER,
    engine TEXT, model TEXT,
    calls INTEGER, retries INTEGER, input_tokens INTEGER, cached_input_tokens INTEGER, output_tokens INTEGER,
    cost REAL, currency TEXT, seconds REAL,
    cause TEXT, error TEXT
);
CREATE INDEX IF NOT EXISTS documents_by_key ON documents (key);
CREATE INDEX IF NOT EXISTS documents_by_state ON documents (state, number);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the journal holds of a document."""

    number: int
    key: str | None
    state: str
    """``waiting``, ``done``, ``in_part`` or ``failed``; ``same`` for a copy of the document ``same_as``."""
    result: str | None
    size: int | None


class Journal:
    """One open journal. Raises `BatchStopped` where its file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        with _told():
            self._base = sqlite3.connect(path, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._base.close()
            raise

    def _prepare(self) -> None:
        with _told():
            self._refuse_later_form()
            self._base.execute("PRAGMA journal_mode=WAL")
            # what a commit has said is there after a loss of power, too
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.executescript(_TABLES)
            self._base.execute("INSERT OR IGNORE INTO meta VALUES ('form', ?)", (str(FORM),))
            self._base.execute("CREATE TEMP TABLE given (path PRIMARY KEY) WITHOUT ROWID")

    def _refuse_later_form(self) -> None:
        if self._base.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
            return
        row = self._base.execute("SELECT value FROM meta WHERE name = 'form'").fetchone()
        if row is not None and row[0] != str(FORM):
            raise BatchStopped(f"the journal has form {row[0]}, this version writes {FORM}: use the version that made it")

    def close(self) -> None:
        """Everything committed stays."""
        self._base.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written within is committed at once, or not at all."""
        with _told():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                # a full disk may have ended it already
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def given(self, path: str) -> bool:
        """Notes that a document was given; False where it was before, in this run."""
        return self._base.execute("INSERT OR IGNORE INTO given VALUES (?)", (_kept(path),)).rowcount > 0

    def known(self, path: str) -> Known | None:
        """What is known of the document at ``path``."""
        row = self._one("SELECT number, key, state, result, size FROM documents WHERE path = ?", _kept(path))
        return None if row is None else Known(*row)

    def wait(self, path: str, sha256: str, key: str) -> int:
        """The document is to be summarised; returns its number."""
        row = self._one(
            "INSERT INTO documents (path, sha256, key, state) VALUES (?, ?, ?, 'waiting') ON CONFLICT (path) DO UPDATE SET "
            "sha256 = excluded.sha256, key = excluded.key, state = 'waiting', same_as = NULL, cause = NULL, error = NULL RETURNING number",
            _kept(path), sha256, key,
        )  # fmt: skip
        assert row is not None
        return int(row[0])

    def first_of(self, key: str, path: str) -> int | None:
        """Another document of the same key that is, or is to be, summarised itself."""
        query = "SELECT number FROM documents WHERE key = ? AND path != ? AND state != 'same' ORDER BY number LIMIT 1"
        row = self._one(query, key, _kept(path))
        return None if row is None else int(row[0])

    def same(self, path: str, sha256: str, key: str, number: int) -> None:
        """The document is a copy of the one of ``number``."""
        self._do(
            "INSERT INTO documents (path, sha256, key, state, same_as) VALUES (?, ?, ?, 'same', ?) ON CONFLICT (path) DO UPDATE SET "
            "sha256 = excluded.sha256, key = excluded.key, state = 'same', same_as = excluded.same_as, result = NULL, cause = NULL, "
            "error = NULL",
            _kept(path), sha256, key, number,
        )  # fmt: skip

    def unreadable(self, path: str, lost: Lost) -> None:
        """The document could not even be opened."""
        self._do(
            "INSERT INTO documents (path, state, cause, error) VALUES (?, 'failed', ?, ?) ON CONFLICT (path) DO UPDATE SET "
            "state = 'failed', sha256 = NULL, key = NULL, same_as = NULL, cause = excluded.cause, error = excluded.error",
            _kept(path), lost.cause, lost.message,
        )  # fmt: skip

    def made_again(self, number: int) -> None:
        """The document is to be summarised again: its summary is gone."""
        self._do("UPDATE documents SET state = 'waiting', cause = NULL, error = NULL WHERE number = ?", number)

    def mend_copies(self) -> None:
        """Copies whose first holds something else by now: one of each content takes its place, the others are copies of that."""
        orphan = (
            "SELECT path, sha256, key FROM documents AS copy WHERE state = 'same' AND NOT EXISTS "
            "(SELECT 1 FROM documents AS first WHERE first.number = copy.same_as AND first.key = copy.key AND first.state != 'same') "
            "ORDER BY number LIMIT 1"
        )
        while row := self._one(orphan):
            path, sha256, key = _path(row[0]), row[1], row[2]
            first = self.first_of(key, path)
            if first is None:
                self.wait(path, sha256, key)
            else:
                self.same(path, sha256, key, first)

    def done(self, outcome: Done, key: str | None, result: str) -> None:
        """A summary was written to the file ``result``. ``key``: of what was read, where it may have changed since it was given."""
        usage = outcome.usage
        self._do(
            "UPDATE documents SET state = ?, sha256 = ?, key = coalesce(?, key), result = ?, size = ?, engine = ?, model = ?, calls = ?, "
            "retries = ?, input_tokens = ?, cached_input_tokens = ?, output_tokens = ?, cost = ?, currency = ?, seconds = ?, cause = ?, "
            "error = ? WHERE number = ?",
            "in_part" if outcome.in_part else "done", outcome.sha256, key, result, len(outcome.summary), outcome.engine, outcome.model,
            usage.calls, usage.retries, usage.input_tokens, usage.cached_input_tokens, usage.output_tokens,
            usage.cost, usage.currency, outcome.seconds,
            "model_in_part" if outcome.in_part else None, outcome.in_part, outcome.number,
        )  # fmt: skip

    def lost(self, outcome: Lost) -> None:
        """No summary came of it."""
        self._do(
            "UPDATE documents SET state = 'failed', cause = ?, error = ? WHERE number = ?", outcome.cause, outcome.message, outcome.number
        )

    def place_of(self, number: int) -> tuple[str, str | None]:
        """Where a document lies, and the file of the summary that was made of it last."""
        row = self._one("SELECT path, result FROM documents WHERE number = ?", number)
        assert row is not None
        return _path(row[0]), row[1]

    def waiting(self) -> Iterator[Task]:
        """The documents to be summarised, in the order in which they were first given; a page at a time, so that memory stays flat."""
        last = 0
        query = "SELECT number, path FROM documents WHERE state = 'waiting' AND number > ? ORDER BY number LIMIT 500"
        while rows := self._all(query, last):
            for number, path in rows:
                yield Task(number, _path(path))
            last = rows[-1][0]

    def results(self) -> Iterator[tuple[int, str, str, str, int]]:
        """Number, path, sha256, result file and its size of each summary, in the order in which documents were first given."""
        last = 0
        query = (
            "SELECT number, path, sha256, result, size FROM documents WHERE state IN ('done', 'in_part') AND number > ? "
            "ORDER BY number LIMIT 500"
        )
        while rows := self._all(query, last):
            for number, path, sha256, result, size in rows:
                yield number, _path(path), sha256, result, size
            last = rows[-1][0]

    def counts(self) -> dict[str, int]:
        """How many documents there are in each state."""
        return dict(self._all("SELECT state, count(*) FROM documents GROUP BY state"))

    def failures(self) -> list[tuple[str, str, str]]:
        """Path, cause and message of each document that failed or was done in part."""
        rows = self._all("SELECT path, cause, error FROM documents WHERE state IN ('failed', 'in_part') ORDER BY number")
        return [(_path(path), cause, error) for path, cause, error in rows]

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with _told():
            found: tuple[Any, ...] | None = self._base.execute(query, values).fetchone()
        return found

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with _told():
            return self._base.execute(query, values).fetchall()

    def _do(self, query: str, *values: object) -> None:
        with _told():
            self._base.execute(query, values)


def _kept(path: str) -> str | bytes:
    """A path as SQLite can hold it: one whose name is no UTF-8 as its bytes."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


def _path(kept: str | bytes) -> str:
    return os.fsdecode(kept) if isinstance(kept, bytes) else kept


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BatchStopped(
            f"the journal cannot be written ({error}); mend that, then run the same command again: what is done is kept"
        ) from None

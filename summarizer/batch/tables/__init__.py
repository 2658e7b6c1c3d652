"""The tables of a batch: all its summaries as lines of JSON, their figures and their questions as Parquet.

Rows are in the order of the documents; the same documents give the same bytes, whatever the number of processes. Memory does not grow
with the number of documents.
"""

from __future__ import annotations

import multiprocessing
import signal
import sqlite3
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..work import BatchStopped
from ..writing import in_place_of, told
from .columns import TABLES, row_group, schema
from .shards import Result, Shard, laid_out, shards_of

if TYPE_CHECKING:
    import pyarrow.parquet

LINES = "summaries.jsonl"
FILES = (LINES, *(f"{table}.parquet" for table in TABLES))

_ALONE = 5
"""Shards that one process does itself, before others are worth their start."""
_AHEAD = 2
"""Shards a process that are laid out or waiting: enough that none is idle, few enough that memory stays flat."""


@dataclass(slots=True)
class Written:
    """What the tables hold."""

    documents: int = 0
    kpis: int = 0
    qa: int = 0
    copies: int = 0
    """Documents left out: an earlier one has the same content."""


def write_tables(folder: Path, results: Iterable[Result], *, jobs: int = 1) -> Written:
    """Write the three files of ``folder`` anew from ``results``, which are read as they are needed.

    A content that comes twice is taken once, from its first document. Each file is whole before it takes the old one's place. ``jobs``
    processes read the summaries where there are many.

    Raises `BatchStopped` where a summary is missing, broken or of another content, and where a file cannot be written: the old files are
    then as they were.
    """
    written = Written()
    with ExitStack() as open_:
        lines, *files = open_.enter_context(in_place_of([folder / name for name in FILES]))
        tables = {table: open_.enter_context(_parquet(file, table)) for table, file in zip(TABLES, files, strict=True)}
        shards = open_.enter_context(closing(_laid_out(_once(results, written), jobs)))
        for shard in shards:
            written.documents += shard.documents
            written.kpis += shard.rows["kpis"].num_rows
            written.qa += shard.rows["qa"].num_rows
            with told(LINES):
                lines.write(shard.lines)
            for table, rows in shard.rows.items():
                tables[table].add(rows)
    return written


def _once(results: Iterable[Result], written: Written) -> Iterator[Result]:
    """``results`` without those whose content came before."""
    # a database without a name is temporary, and on disk once it outgrows its cache
    with closing(sqlite3.connect("")) as seen:
        seen.execute("CREATE TABLE seen (sha256 TEXT PRIMARY KEY) WITHOUT ROWID")
        for result in results:
            try:
                new = seen.execute("INSERT OR IGNORE INTO seen VALUES (?)", (result[1],)).rowcount
            except sqlite3.Error as error:
                raise BatchStopped(f"the tables cannot be written ({error}); mend that, then run the same command again") from None
            if new:
                yield result
            else:
                written.copies += 1


def _laid_out(results: Iterable[Result], jobs: int) -> Generator[Shard, None, None]:
    """``results`` as shards, in order."""
    shards = shards_of(results)
    first = list(islice(shards, _ALONE + 1)) if jobs > 1 else []
    if len(first) <= _ALONE:
        yield from map(laid_out, chain(first, shards))
        return

    from pebble import ProcessExpired, ProcessPool

    # its methods come without types
    pool: Any = ProcessPool(jobs, initializer=_begin, context=multiprocessing.get_context("spawn"))
    ahead: deque[Any] = deque()
    try:
        for shard in chain(first, shards):
            ahead.append(pool.schedule(laid_out, args=(shard,)))
            if len(ahead) == jobs * _AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    except ProcessExpired as died:
        raise BatchStopped(
            f"a process that reads summaries for the tables ended (code {died.exitcode}), it may need more memory; "
            "run the same command again"
        ) from None
    finally:
        pool.stop()
        pool.join()


def _begin() -> None:
    # the main process hears the keyboard and ends the others
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Rows:
    """Rows on their way into a Parquet file, in row groups of one size."""

    def __init__(self, writer: pyarrow.parquet.ParquetWriter, name: str, size: int) -> None:
        self._writer, self._name, self._size = writer, name, size
        self._pending: list[pyarrow.RecordBatch] = []
        self._rows = 0

    def add(self, rows: pyarrow.RecordBatch) -> None:
        """``rows`` follow; each row group that they fill is written."""
        while self._rows + rows.num_rows >= self._size:
            fill = self._size - self._rows
            self._write([*self._pending, rows.slice(0, fill)])
            self._pending, self._rows, rows = [], 0, rows.slice(fill)
        self._pending.append(rows)
        self._rows += rows.num_rows

    def end(self) -> None:
        """The last row group, and what tells a reader where each is."""
        if self._rows:
            self._write(self._pending)
        with told(self._name):
            self._writer.close()

    def _write(self, group: list[pyarrow.RecordBatch]) -> None:
        import pyarrow as pa

        # one chunk a column: how the rows came must not show in the bytes
        table = pa.Table.from_batches(group).combine_chunks()
        with told(self._name):
            self._writer.write_table(table, row_group_size=self._size)


@contextmanager
def _parquet(file: BinaryIO, table: str) -> Iterator[_Rows]:
    """The rows of ``table``, all of which are in ``file`` at the end."""
    import pyarrow.parquet as pq

    name = f"{table}.parquet"
    with told(name):
        writer = pq.ParquetWriter(file, schema(table), compression="zstd")
    try:
        rows = _Rows(writer, name, row_group(table))
        yield rows
        rows.end()
    finally:
        # a writer that is left open would write to the closed file when it is collected
        writer.is_open = False

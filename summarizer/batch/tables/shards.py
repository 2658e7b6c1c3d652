"""A shard: some documents that follow one another, read and laid out as rows, here or in another process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..work import BatchStopped
from .columns import TABLES, columns, schema
from .rows import Json, Values, add_rows

if TYPE_CHECKING:
    import pyarrow

Result = tuple[str, str, Path]
"""The path of a document, the sha256 of its content, and the file of its summary."""

DOCUMENTS, BYTES = 200, 8 << 20
"""The most that a shard takes of documents, and of summaries' JSON (one summary may be larger): what bounds memory."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some documents, laid out."""

    documents: int
    lines: bytes
    """Of ``summaries.jsonl``."""
    rows: dict[str, pyarrow.RecordBatch]
    """Of each table."""


def shards_of(results: Iterable[Result]) -> Iterator[list[Result]]:
    """``results`` in order, cut into the work of one shard each."""
    shard: list[Result] = []
    size = 0
    for result in results:
        if shard and (len(shard) == DOCUMENTS or size > BYTES):
            yield shard
            shard, size = [], 0
        shard.append(result)
        # where there is none, whoever reads it says so
        with suppress(OSError):
            size += result[2].stat().st_size
    if shard:
        yield shard


def laid_out(results: Sequence[Result]) -> Shard:
    """The lines and rows of ``results``. Raises `BatchStopped` for a summary that is missing, broken or of another content."""
    values = _empty()
    lines: list[bytes] = []
    for path, sha256, file in results:
        summary, line = _read(sha256, file)
        add_rows(values, path, summary)
        lines += line, b"\n"
    try:
        rows = _batches(values)
    except (ValueError, OverflowError, TypeError):
        if len(results) > 1:
            # one of them is to blame, and alone it says so
            for result in results:
                laid_out([result])
        raise BatchStopped(_broken(results[0][2])) from None
    return Shard(len(results), b"".join(lines), rows)


def _read(sha256: str, file: Path) -> tuple[Json, bytes]:
    """A summary, and its JSON on one line."""
    from pydantic_core import PydanticSerializationError, to_json

    from ...schemas.summary import Summary

    try:
        summary = json.loads(file.read_bytes())
        Summary.model_validate(summary)
        line = to_json(summary)
    except OSError as error:
        raise BatchStopped(
            f"{file.name}: the summary cannot be read ({error.strerror or type(error).__name__}); "
            "run the same command again with its document"
        ) from None
    # a number of 5,000 digits, text that is no UTF-8, half a file, another program's file
    except (ValueError, RecursionError, PydanticSerializationError):
        raise BatchStopped(_broken(file)) from None
    if summary["document"]["sha256"] != sha256:
        raise BatchStopped(f"{file.name}: the summary is of another content than the journal says; {_MEND}")
    return summary, line


_MEND = "delete it, then run the same command again with its document"


def _broken(file: Path) -> str:
    return f"{file.name}: no whole summary of this version's contract; {_MEND}"


def _empty() -> dict[str, Values]:
    return {table: {column.name: [] for column in columns(table)} for table in TABLES}


def _batches(values: dict[str, Values]) -> dict[str, pyarrow.RecordBatch]:
    import pyarrow as pa

    return {
        table: pa.record_batch(
            [pa.array(values[table][field.name], field.type) for field in schema(table)], schema=schema(table)
        )
        for table in TABLES
    }  # fmt: skip

"""The columns of a batch's tables, as `columns.toml` has them, and their types in Parquet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ...tables import table

if TYPE_CHECKING:
    import pyarrow

TABLES = ("kpis", "qa")
"""Each is a file, NAME.parquet."""
FORM = "1"
"""Of the tables: written into them, and another one when a column changes its name, type or meaning."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: str
    required: bool
    """Never null."""
    means: str
    differs: str | None
    """How the column of this name, or what stands in its place, is another in CSV."""


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of the table ``name``, first to last. What a column shares with CSV's of the same name is said there."""
    known, shared = table("batch", "columns"), table("reports", "columns")["columns"]
    found = []
    for column in known["tables"][name]["columns"]:
        row = known["columns"][column]
        means = row["means"] if "means" in row else shared[column]["means"]
        found.append(Column(column, row["type"], row.get("required", False), means, row.get("differs")))
    return tuple(found)


def row_group(name: str) -> int:
    """Rows of the table ``name`` that are held in memory and written together."""
    rows: int = table("batch", "columns")["tables"][name]["rows"]
    return rows


@cache
def schema(name: str) -> pyarrow.Schema:
    """The types of the table ``name``; each field brings what it means as metadata."""
    import pyarrow as pa

    places = pa.list_(
        pa.field(
            "element",
            pa.struct(
                [
                    pa.field("quote", pa.string(), nullable=False),
                    pa.field("start", pa.int32(), nullable=False),
                    pa.field("end", pa.int32(), nullable=False),
                    pa.field("page", pa.int32()),
                    pa.field("match", pa.string(), nullable=False),
                ]
            ),
            nullable=False,
        )
    )
    points = pa.struct([pa.field("text", pa.string(), nullable=False), pa.field("evidence", places, nullable=False)])
    types = {
        "string": pa.string(), "float64": pa.float64(), "int32": pa.int32(), "bool": pa.bool_(), "date32": pa.date32(),
        "strings": pa.list_(pa.field("element", pa.string(), nullable=False)), "evidence": places,
        "answer": pa.list_(pa.field("element", points, nullable=False)),
    }  # fmt: skip
    return pa.schema(
        [
            pa.field(one.name, types[one.type], nullable=not one.required, metadata={"means": one.means})
            for one in columns(name)
        ],
        metadata={"summarizer.table": name, "summarizer.form": FORM},
    )

"""``summarizer schema``: the JSON Schema of what this program writes."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ..errors import UsageError
from .options import Debug

SCHEMAS = ("summary",)


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose schema: summary.")] = "summary",
    debug: Debug = False,
) -> None:
    """Print the JSON Schema of a summary."""
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema {name!r}; choose one of: {', '.join(SCHEMAS)}")
    from ..schemas import Summary

    print(json.dumps(Summary.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))

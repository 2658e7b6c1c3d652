"""``summarizer schema``: the JSON Schema of what this program writes."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ..errors import UsageError
from .options import Debug

SCHEMAS = ("summary", "verification")


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose schema: summary or verification.")] = "summary",
    debug: Debug = False,
) -> None:
    """Print the JSON Schema of a summary, or of a verification."""
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema {name!r}; choose one of: {', '.join(SCHEMAS)}")
    from ..schemas import Summary
    from ..schemas.verification import Verification

    model = Verification if name == "verification" else Summary
    print(json.dumps(model.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))

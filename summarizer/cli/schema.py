"""``summarizer schema``: the JSON Schema of what this program writes."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ..errors import UsageError
from .options import Debug

SCHEMAS = ("summary", "verification", "comparison")


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose schema: summary, verification or comparison.")] = "summary",
    debug: Debug = False,
) -> None:
    """Print the JSON Schema of a summary, of a verification, or of a comparison."""
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema {name!r}; choose one of: {', '.join(SCHEMAS)}")
    from pydantic import BaseModel

    from ..schemas import Summary
    from ..schemas.comparison import Comparison
    from ..schemas.verification import Verification

    models: dict[str, type[BaseModel]] = {"summary": Summary, "verification": Verification, "comparison": Comparison}
    model = models[name]
    print(json.dumps(model.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))

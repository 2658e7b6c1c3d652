"""Gold files: facts of one document that a right summary of it holds, each with a literal quote.

White space in a quote does not count; where the text carries extraction damage, the quote reads as the repaired text does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import InputError
from ..schemas import Metric
from ..schemas.vocabulary import Basis, DocumentKind, Language, Qualifier


class _Model(BaseModel):
    # a misspelt field would otherwise be a fact that is never scored
    model_config = ConfigDict(extra="forbid")


class GoldKPI(_Model):
    """One figure an analyst would put in a table, told once however often the document repeats it."""

    name: list[str] = Field(min_length=1, description="One of these must occur in the name, metric, entity or segment.")
    metric: Metric | None = None
    entity: list[str] = Field(default_factory=list, description="Acceptable forms; empty where it is the company's.")
    segment: list[str] = Field(default_factory=list)
    value: int | float
    value_max: int | float | None = None
    unit: str | None = None
    start: str | None = Field(default=None, description="First day; absent where the document does not determine it.")
    end: str | None = None
    basis: Basis
    qualifier: Qualifier | None = None
    yoy_percent: int | float | None = Field(default=None, description="Growth said with the level; a fall is negative.")
    qoq_percent: int | float | None = None
    quote: str
    optional: bool = Field(default=False, description="Reporting it is right, and so is leaving it out.")


class GoldExchange(_Model):
    """One question with its answer, in the document's order."""

    question_starts: str
    questions: int
    themes: list[str] = Field(default_factory=list, description="Any one of these topics suffices.")
    answer_must_mention: list[list[str]] = Field(default_factory=list, description="Each a list of alternatives.")


class Gold(_Model):
    """What a right summary of ``document`` holds."""

    document: str
    language: Language
    kind: DocumentKind
    meta: dict[str, Any] = Field(default_factory=dict)
    kpis: list[GoldKPI] = Field(default_factory=list)
    qa: list[GoldExchange] = Field(default_factory=list)
    strategy_must_mention: list[list[str]] = Field(default_factory=list)
    noise_never_in_output: list[str] = Field(default_factory=list)


def load_gold(path: Path) -> Gold:
    """The gold file at ``path``.

    Raises:
        InputError: it cannot be read, or is not a gold file; the message names the field.
    """
    try:
        return Gold.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a gold file or a folder of them") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the file"
        raise InputError(f"{path}: not a gold file: {field}: {first['msg']}") from error

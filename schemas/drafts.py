"""What a model fills: schemas made for the text at hand. They hold ids, labels from closed lists and short prose, never a number.

An answer is one object. Figures are labelled in a property each (a *slot*, ``f7``) that opens with an echo of the words before the
figure, so that a label cannot drift to another; prose comes as short lists, each item with the sentence it is drawn from. Prose writes a
number as the id of a figure of the source (``{f3}``); the ``pattern`` of its string leaves no digit to decode where a server enforces
schemas, and pydantic checks the same where it does not.

One slot that breaks its schema costs that slot alone: it comes back as a `Failed`, the others as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import GenericAlias
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    create_model,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema

from .vocabulary import METRICS, Topic

Kind = Literal["result", "strategy", "outlook", "risk", "other"]
"""What a sentence of the narrative tells of."""

# No digit of any width, nothing that could open a placeholder, a string's end, a line or a tag.
_PLAIN = r'[^0-9０-９{}｛｝"\\\n\r<>]'


class Failed:
    """A slot that came back missing or against its schema, and why."""

    def __init__(self, reason: str, said: object = None) -> None:
        self.reason = reason
        self.said = said

    def __repr__(self) -> str:
        return f"Failed({self.reason!r})"


class _Missing:
    """Stands for a property that was left out."""


def _tolerant(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    if isinstance(value, _Missing):
        return Failed("left out")
    try:
        return handler(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = [str(part) for part in first["loc"]]
        said = value if isinstance(value, dict) else {"said": str(value)[:200]}
        reason = _PLAINLY.get(first["type"], first["type"].replace("_", " "))
        if where and where[0] in ("at", "from", "when") and first["type"] == "literal_error":
            reason = "not as it stands there, or an id that does not exist"
        return Failed(f"{where[0]}: {reason}" if where else reason, said)


_PLAINLY = {
    "string_pattern_mismatch": "a digit, or an id that is not in these sentences",
    "literal_error": "none of the values it may have",
    "missing": "left out",
    "too_short": "nothing in it",
}


class _Bare(GenerateJsonSchema):
    """JSON Schema without titles, which would double a prompt that carries it. The answer's own stays: it names the tool to call."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        made = super().generate(schema, mode)
        for one in (made, *made.get("$defs", {}).values()):
            if one is not made:
                one.pop("title", None)
            for held in one.get("properties", {}).values():
                held.pop("title", None)
        return made


class Slot(BaseModel):
    """What is answered about one thing."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"additionalProperties": False})


class Answer(BaseModel):
    """One answer. Its properties are a `Slot` or a `Failed` each, or lists of these."""

    model_config = ConfigDict(
        extra="ignore", arbitrary_types_allowed=True, json_schema_extra={"additionalProperties": False}
    )

    @model_validator(mode="before")
    @classmethod
    def _all_there(cls, said: Any) -> Any:
        if not isinstance(said, dict):
            raise ValueError("the answer is no object")
        if said and not any(name in said for name in cls.model_fields):
            # a small model likes to wrap its answer: {"answer": {…}}
            inner = next((value for value in said.values() if isinstance(value, dict)), None)
            said = inner if inner is not None and any(name in inner for name in cls.model_fields) else said
        return {name: said.get(name, _Missing()) for name in cls.model_fields}

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """The JSON Schema that is sent: strict about every slot."""
        return super().model_json_schema(*args, **{"schema_generator": _Bare, **options})

    def items(self) -> dict[str, Slot | Failed | list[str]]:
        """Each slot by its name; those of a list as ``points[1]``, ``points[2]`` …; a list of topics as it is."""
        found: dict[str, Slot | Failed | list[str]] = {}
        for name in type(self).model_fields:
            held = getattr(self, name)
            if isinstance(held, list) and not (held and isinstance(held[0], str)):
                found.update({f"{name}[{place}]": item for place, item in enumerate(held, 1)})
            else:
                found[name] = held
        return found


def one(kind: type[Slot]) -> Any:
    """A slot; what breaks its schema becomes a `Failed`."""
    return Annotated[kind, WrapValidator(_tolerant)]


def several(kind: type[Slot], most: int) -> Any:
    """One to ``most`` slots of a kind, each tolerant by itself; what is more is left out.

    The schema that is sent asks for half of them at least: small models stop after the first.
    """
    least: dict[str, Any] = {"minItems": (most + 1) // 2}
    items = Annotated[_list_of(one(kind)), Field(min_length=1, max_length=most, json_schema_extra=least)]  # type: ignore[valid-type]  # built at run time
    return Annotated[items, BeforeValidator(lambda said: said[:most] if isinstance(said, list) else said), WrapValidator(_tolerant)]


def answer_of(slots: Mapping[str, Any]) -> type[Answer]:
    """The schema of one answer with these properties, each made by `one` or `several`, all required."""
    fields: dict[str, Any] = {name: (kind, ...) for name, kind in slots.items()}
    return create_model("Answer", __base__=Answer, **fields)


def prose(ids: Sequence[str], longest: int = 80) -> Any:
    """A string without a number but for the ids in scope, each written ``{id}``.

    No more than ``longest`` characters stand between two ids: a model that copies its source instead of telling it is stopped there.
    """
    plain = f"{_PLAIN}{{0,{longest}}}"
    pattern = f"^{plain}(\\{{({'|'.join(ids)})\\}}{plain}){{0,8}}$" if ids else f"^{plain}$"
    return Annotated[str, StringConstraints(pattern=pattern, strict=True)]


def point(ids: Sequence[str], sentences: Sequence[str], longest: int) -> type[Slot]:
    """One point in a sentence, and the sentence of the source it is drawn from. The text comes first: a model that has said what it
    means points better than one that must point before it knows."""
    return _slot("Point", text=prose(ids, longest), at=_any_of(sentences))


def statement(ids: Sequence[str], sentences: Sequence[str], longest: int) -> type[Slot]:
    """A point of the narrative: what it tells of, and its topic."""
    return _slot("Statement", text=prose(ids, longest), at=_any_of(sentences), kind=Kind, topic=Topic)


def labelled(name: str, echo: str, periods: Sequence[str] | None) -> type[Slot]:
    """One figure: what it measures, of whom, and, where ``periods`` are given, over which of them and of which category. ``echo`` is the
    words before it, to be repeated first."""
    fields = {"at": Literal[echo], "name": prose((), 40), "of": prose((), 40)}
    if periods is not None:
        fields |= {"when": _any_of((*periods, "none")), "metric": _any_of((*METRICS, "none"))}
    return _slot(f"Label_{name}", **fields)


def drawn(name: str, ids: Sequence[str], points: Sequence[str], longest: int) -> type[Slot]:
    """A sentence drawn from points that were proven before. Here the points come first: what is to be put together is chosen before it is
    told, else a small model tells everything at once."""
    sources = Annotated[_list_of(_any_of(points)), Field(min_length=1, max_length=3)]  # type: ignore[valid-type]  # built at run time
    return _slot(f"Drawn_{name}", **{"from": sources, "text": prose(ids, longest)})


def _slot(model: str, /, **fields: Any) -> type[Slot]:
    made: dict[str, Any] = {field: (kind, ...) for field, kind in fields.items()}
    return create_model(model, __base__=Slot, **made)


TopicList = Annotated[
    Annotated[list[Topic], Field(min_length=1, max_length=3)],
    BeforeValidator(lambda said: said[:3] if isinstance(said, list) else said),
    WrapValidator(_tolerant),
]
"""What an exchange is about, the main topic first."""


def _list_of(item: Any) -> Any:
    return GenericAlias(list, (item,))


def _any_of(values: Sequence[str]) -> Any:
    return Literal[tuple(values)]

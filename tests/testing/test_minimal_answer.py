"""The least that a schema allows is an instance of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.testing import minimal_answer


class Point(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(pattern=r'^[^0-9{}"\\]*(\{f[12]\}[^0-9{}"\\]*)*$')
    kind: Literal["a", "b"]
    parent: Point | None


class Whole(BaseModel):
    """An answer of many parts."""

    at: Literal["佔總收入"]
    points: list[Point] = Field(min_length=2)
    maybe: Point | None
    either: Point | int
    day: date
    pair: tuple[int, str]
    left_out: str = "x"


def test_an_answer_of_many_parts() -> None:
    """Constants are repeated, the first value taken, null where it may be, what may be left out is."""
    point = {"text": "", "kind": "a", "parent": None}
    expected = {
        "at": "佔總收入",
        "points": [point, point],
        "maybe": None,
        "either": point,
        "day": "2000-01-01",
        "pair": [0, ""],
    }
    assert minimal_answer(Whole.model_json_schema()) == expected
    Whole.model_validate(expected)


TYPES: list[Any] = [
    int, float, bool, str, date, Literal["x", "y"], Literal[3], Point, int | None, list[Point], dict[str, int], int | str,
    Annotated[int, Field(ge=5, le=9)], Annotated[int, Field(gt=5, multiple_of=4)], Annotated[int, Field(lt=-3)],
    Annotated[float, Field(gt=0, lt=1)], Annotated[float, Field(ge=2.5)], Annotated[float, Field(lt=-1)],
    Annotated[float, Field(multiple_of=2, ge=3)],
    Annotated[str, Field(min_length=3)], Annotated[str, Field(min_length=1, max_length=1, pattern="^[A-Z]$")],
    Annotated[str, Field(pattern=r"^\d+$")], Annotated[str, Field(pattern=r"\{f1\}")], Annotated[str, Field(pattern="[一-龥]")],
    Annotated[list[int], Field(min_length=3)], Annotated[set[Literal["p", "q"]], Field(min_length=2)],
    Annotated[set[str], Field(min_length=2)],
]  # fmt: skip


@given(st.lists(st.sampled_from(range(len(TYPES))), max_size=6), st.data())
def test_it_is_valid_whatever_the_schema(chosen: list[int], data: st.DataObject) -> None:
    """pydantic takes what is made for its own schema."""
    fields: dict[str, Any] = {
        f"field{number}": (TYPES[one], ...) if data.draw(st.booleans()) else (Optional[TYPES[one]], None)  # noqa: UP045  # made at run time
        for number, one in enumerate(chosen)
    }
    model = create_model("Made", **fields)
    model.model_validate(minimal_answer(model.model_json_schema()))


def test_parts_are_folded_together() -> None:
    """References with further demands beside them, and demands that all hold."""
    schema = {
        "$defs": {"a/b": {"type": "object", "properties": {"x": {"type": "integer"}}, "required": ["x"]}},
        "allOf": [{"$ref": "#/$defs/a~1b"}, {"properties": {"y": {"type": ["string", "null"]}}, "required": ["y"]}],
        "properties": {"z": {"items": {}, "minItems": 1}},
        "required": ["z", "x"],
    }
    assert minimal_answer(schema) == {"x": 0, "y": None, "z": [None]}


def test_a_pattern_out_of_reach_says_so() -> None:
    """An answer that is not valid would look like the model's fault."""
    with pytest.raises(ValueError, match="no simple text follows the pattern"):
        minimal_answer({"type": "string", "pattern": "^ab+c$"})


def test_a_schema_without_end_says_so() -> None:
    """It has no least answer."""
    with pytest.raises(ValueError, match="without end"):
        minimal_answer(
            {"$defs": {"n": {"properties": {"n": {"$ref": "#/$defs/n"}}, "required": ["n"]}}, "$ref": "#/$defs/n"}
        )

"""The least answer that a JSON Schema allows: for a whole document offline, with neither a model nor a recording."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_FORMATS = {"date": "2000-01-01", "date-time": "2000-01-01T00:00:00Z", "time": "00:00:00Z"}
_FILLING = "x"
_DEEPEST = 100


def minimal_answer(schema: dict[str, Any]) -> Any:
    """An instance of ``schema``: constants repeated, an enumeration's first value, ``null`` where that is allowed, empty where it may be.

    Raises `ValueError` where a text must follow a pattern that neither an empty text nor a simple one does, or where the schema never ends.
    """
    return _Filling(schema).of(schema)


class _Filling:
    def __init__(self, root: dict[str, Any]) -> None:
        self._root = root
        self._depth = 0

    def of(self, schema: Any) -> Any:
        """An instance of a part of the schema."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("no answer is the least one: the schema requires itself without end")
        try:
            return self._of(self._resolved(schema))
        finally:
            self._depth -= 1

    def _resolved(self, schema: Any) -> dict[str, Any]:
        """The schema with what it refers to and what it is made of folded in."""
        if not isinstance(schema, dict):
            return {}
        merged = {name: value for name, value in schema.items() if name not in ("$ref", "allOf")}
        parts = [self._referred(schema["$ref"])] if "$ref" in schema else []
        for part in [*parts, *schema.get("allOf", ())]:
            found = self._resolved(part)
            properties = {**found.get("properties", {}), **merged.get("properties", {})}
            required = [
                *found.get("required", ()),
                *(name for name in merged.get("required", ()) if name not in found.get("required", ())),
            ]
            merged = {**found, **merged}
            if properties:
                merged |= {"properties": properties, "required": required}
        return merged

    def _referred(self, reference: str) -> Any:
        part: Any = self._root
        for name in reference.removeprefix("#").split("/")[1:]:
            part = part[name.replace("~1", "/").replace("~0", "~")]
        return part

    def _of(self, schema: dict[str, Any]) -> Any:
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        for name in ("anyOf", "oneOf"):
            if name in schema:
                common = {key: value for key, value in schema.items() if key != name}
                return self._choice([{**common, **self._resolved(one)} for one in schema[name]])
        kind = schema.get("type") or ("object" if "properties" in schema else "array" if "items" in schema else None)
        if kind is None or kind == "null" or (isinstance(kind, list) and "null" in kind):
            return None
        makers: dict[str, Callable[[dict[str, Any]], Any]] = {
            "object": self._object, "array": self._array, "string": _text, "integer": _integer, "number": _number,
            "boolean": lambda _: False,
        }  # fmt: skip
        return makers[kind[0] if isinstance(kind, list) else kind](schema)

    def _choice(self, options: list[dict[str, Any]]) -> Any:
        if any(option.get("type") == "null" for option in options):
            return None
        failure: ValueError | None = None
        for option in options:
            try:
                return self.of(option)
            except ValueError as error:
                failure = error
        raise failure or ValueError("a choice without options has no answer")

    def _object(self, schema: dict[str, Any]) -> dict[str, Any]:
        properties = schema.get("properties", {})
        return {
            name: self.of(properties.get(name, schema.get("additionalProperties")))
            for name in schema.get("required", ())
        }

    def _array(self, schema: dict[str, Any]) -> list[Any]:
        first = [self.of(part) for part in schema.get("prefixItems", ())]
        missing = schema.get("minItems", 0) - len(first)
        items = [self.of(schema.get("items")) for _ in range(missing)]
        if schema.get("uniqueItems") and missing > 1:
            part = self._resolved(schema.get("items"))
            items = (
                part["enum"][:missing] if "enum" in part else [_distinct(items[0], number) for number in range(missing)]
            )
        return [*first, *items]


def _distinct(value: Any, number: int) -> Any:
    return (
        f"{value}{_FILLING * number}"
        if isinstance(value, str)
        else value + number
        if isinstance(value, int | float)
        else value
    )


def _text(schema: dict[str, Any]) -> str:
    least: int = schema.get("minLength", 0)
    most: int | None = schema.get("maxLength")
    pattern: str | None = schema.get("pattern")
    ids = [f"{{{one}}}" for one in re.findall(r"\\\{(\w+)", pattern or "")]
    simple = [
        _FORMATS.get(schema.get("format", ""), ""),
        *ids,
        *(letter * max(least, 1) for letter in (_FILLING, "A", "无", "1")),
    ]
    for text in simple:
        text = text + _FILLING * (least - len(text))
        if (pattern is None or re.search(pattern, text)) and (most is None or len(text) <= most):
            return text
    raise ValueError(f"no simple text follows the pattern {pattern}: answer this request with a reply of your own")


def _integer(schema: dict[str, Any]) -> int:
    step = schema.get("multipleOf", 1)
    low = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1 if "exclusiveMinimum" in schema else None)
    high = schema.get("maximum", schema.get("exclusiveMaximum", 1) - 1 if "exclusiveMaximum" in schema else None)
    if low is not None and low > 0:
        return int(-(-low // step) * step)
    return int(high // step * step) if high is not None and high < 0 else 0


def _number(schema: dict[str, Any]) -> float:
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    step = schema.get("multipleOf")
    if step is not None:
        limits = {"multipleOf": step, "minimum": low, "maximum": high}
        return float(_integer({name: value for name, value in limits.items() if value is not None}))
    bottom, top = low if low is not None else above, high if high is not None else below
    for value in (0.0, bottom, top, (bottom + top) / 2 if bottom is not None and top is not None else None,
                  bottom + 1 if bottom is not None else None, top - 1 if top is not None else None):  # fmt: skip
        if value is None or (low is not None and value < low) or (high is not None and value > high):
            continue
        if (above is None or value > above) and (below is None or value < below):
            return float(value)
    raise ValueError("no number lies between the schema's limits")

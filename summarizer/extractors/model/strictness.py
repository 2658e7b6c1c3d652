"""The form of a JSON Schema that OpenAI's strict mode takes, in which the server enforces it.

Objects are closed and all of their properties required; there are no defaults, and nothing stands beside a reference
(https://developers.openai.com/api/docs/guides/structured-outputs, "Supported schemas").
"""

from __future__ import annotations

from typing import Any

# words that hold schemas by name: a property may be called "default"
_BY_NAME = ("properties", "$defs", "definitions")


def strict_form(schema: Any) -> Any:
    """A copy of ``schema`` that allows no more than it does."""
    if isinstance(schema, list):
        return [strict_form(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    strict = {
        word: {name: strict_form(value) for name, value in said.items()}
        if word in _BY_NAME
        else _strict_word(word, said)
        for word, said in schema.items()
        if word not in ("default", "title")
    }
    if "properties" in strict:
        strict |= {"additionalProperties": False, "required": list(strict["properties"])}
    return strict


def _strict_word(word: str, said: Any) -> Any:
    # values, not schemas
    return said if word in ("const", "enum", "examples", "required") else strict_form(said)

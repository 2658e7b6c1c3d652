"""JSON of another tool's making as claims: its sentences, and its values with the names that stand before them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..patterns import lazy
from .claims import ClaimText
from .idle import idle
from .split import split_text

_DEEPEST = 40
_CAMEL = lazy(r"(?<=[a-z0-9])(?=[A-Z])|[_\-]+")
_SENTENCE = 24
"""A string of so many characters is prose, its name a heading and no part of what it says."""
_UNSAID = frozenset("id ids index url uri model version schema_version created created_at updated_at sha256 tokens usage".split())
"""Names of what speaks of the summary and not of the company."""


def statements(data: Any) -> tuple[list[ClaimText], int]:
    """What JSON that is not ours claims, and how many of its strings claim nothing. Claims are placed by their path: ``kpis[2].value``."""
    claims: list[ClaimText] = []
    unclaimed = 0
    for path, names, value in _leaves(data, "", ()):
        where = path or "the whole"
        if isinstance(value, str) and (len(value) >= _SENTENCE or "\n" in value or not names or ": " in value):
            found, idle_lines = split_text(value, markdown=False)
            unclaimed += idle_lines
            claims += [
                ClaimText(one.text, where, headings=(*names, *one.headings), spoken=one.spoken, before=one.before) for one in found
            ]
            continue
        said = value if isinstance(value, str) else _number(value)
        if idle(said) or not names:
            unclaimed += 1
            continue
        text = f"{names[-1]}: {said}"
        claims.append(ClaimText(text, where, headings=names[:-1]))
    return claims, unclaimed


def _leaves(data: Any, path: str, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], str | int | float]]:
    if len(names) > _DEEPEST:
        return
    if isinstance(data, dict):
        if (together := _measured(data)) is not None:
            unit_of, value = together
            yield f"{path}.{unit_of}" if path else unit_of, names, value
        for key, value in data.items():
            if str(key).lower() in _UNSAID or (together is not None and key in _MEASURE):
                continue
            yield from _leaves(value, f"{path}.{key}" if path else str(key), (*names, _name(str(key))))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _leaves(value, f"{path}[{index}]", names)
    elif isinstance(data, str):
        if data.strip():
            yield path, names, data
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield path, names, data


_MEASURE = ("name", "metric", "value", "unit", "currency", "period")


def _measured(data: dict[str, Any]) -> tuple[str, str] | None:
    """``{"name": "Revenue", "value": 3.68, "unit": "billion RMB"}`` is one statement."""
    value = data.get("value")
    name = data.get("name") or data.get("metric")
    if isinstance(value, bool) or not isinstance(value, int | float | str) or not isinstance(name, str) or not str(value).strip():
        return None
    value = _number(value) if not isinstance(value, str) else value
    parts = (data.get("currency"), value, data.get("unit"))
    amount = " ".join(str(one) for one in parts if isinstance(one, str | int | float) and str(one)).replace(" %", "%")
    period = data.get("period")
    return "value", f"{name}{f', {period}' if isinstance(period, str) else ''}: {amount}"


def _number(value: int | float) -> str:
    """As people write it; 2023 may be a year and keeps its form."""
    return f"{value}" if isinstance(value, int) and 1900 <= value <= 2100 else f"{value:,}"


def _name(key: str) -> str:
    words = " ".join(part for part in _CAMEL.split(key) if part).strip()
    return words.lower() if words.isascii() and not words.isupper() else words

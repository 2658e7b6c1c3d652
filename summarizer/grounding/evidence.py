"""Evidence built from places, and checked against the text it claims to come from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from ..outline.repair import Repaired
from ..schemas import Evidence, Summary


def evidence_for(repaired: Repaired, start: int, end: int, *, page_starts: Sequence[int] | None = None) -> Evidence:
    """The evidence for ``repaired.text[start:end]``, with the source's own characters.

    White space at the ends is left out. ``match`` is ``exact`` where the raw text has just these characters, else ``normalised``.
    Raises `ValueError` where the span is empty or holds white space alone.
    """
    words = repaired.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        raise ValueError(f"no evidence in an empty span: {start} to {end} of the repaired text")
    first, last = repaired.raw_span(start, start + len(words))
    quote = repaired.raw[first:last]
    page = bisect_right(page_starts, first) if page_starts is not None else None
    return Evidence(quote=quote, start=first, end=last, page=page, match="exact" if quote == words else "normalised")


def verify_spans(summary: Summary, text: str) -> list[str]:
    """What is wrong with a summary's places, one line each: ``[]`` where ``text[start:end] == quote`` for every piece of evidence."""
    return [problem for path, evidence in _evidence(summary, "") if (problem := _problem(path, evidence, text))]


def _evidence(model: BaseModel, path: str) -> Iterator[tuple[str, Evidence]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            where = f"{path}{name}[{index}]" if isinstance(value, list) else f"{path}{name}"
            if isinstance(item, Evidence):
                yield where, item
            elif isinstance(item, BaseModel):
                yield from _evidence(item, where + ".")


def _problem(path: str, evidence: Evidence, text: str) -> str | None:
    if not evidence.start < evidence.end <= len(text):
        return f"{path}: {evidence.start} to {evidence.end} is no place in a text of {len(text)} characters"
    held = text[evidence.start : evidence.end]
    if held != evidence.quote:
        return f"{path}: the text has {held[:40]!r} at {evidence.start}, not {evidence.quote[:40]!r}"
    if held != held.strip():
        return f"{path}: white space at the ends of {held[:40]!r} at {evidence.start}"
    return None

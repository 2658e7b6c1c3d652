"""Who is asked: ours, a function that the user names, what another process answered, and other tools."""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import peers

from summarizer.grounding import Locator

from .cases import Case
from .score import LocateLike, Score, Span, answers_of, score

OURS = "summarizer `locate`"
_LIMIT = 20.0
"""Seconds that a tool may take for one quote."""


class Ours:
    """`summarizer.locate`, for many quotes of one text after another: what is built of a text is kept until the next."""

    def __init__(self) -> None:
        self._locator: Locator | None = None

    def __call__(self, quote: str, text: str) -> Span | None:
        if self._locator is None or self._locator.text is not text:
            self._locator = Locator(text)
        place = self._locator.locate(quote)
        return None if place.start is None or place.end is None else (place.start, place.end)


def named(name: str) -> LocateLike:
    """The function ``module:name``.

    Raises:
        ValueError: there is none.
    """
    module, colon, function = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), function) if colon else None
    except (ImportError, AttributeError):
        found = None
    if not callable(found):
        raise ValueError(f"{name}: no such function; say MODULE:NAME of one that takes a quote and a text")
    judge: LocateLike = found
    return judge


def judged(name: str, function: LocateLike, cases: Sequence[Case], documents: Mapping[str, str]) -> Score:
    """``function`` asked about every case."""
    answers, seconds = answers_of(function, cases, documents)
    return score(name, cases, answers, documents, seconds)


def answered(path: Path, cases: Sequence[Case], documents: Mapping[str, str]) -> Score:
    """What another process wrote: JSON Lines of ``{"id", "start", "end"}``, the last two ``null`` where a quote has no place; ``seconds``
    on any line is added up. A case without a line has no place.

    Raises:
        ValueError: a line is none of these.
    """
    places: dict[str, Span | None] = {}
    seconds = 0.0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            seconds += told.get("seconds") or 0.0
            if "id" in told:
                places[told["id"]] = None if told["start"] is None else (int(told["start"]), int(told["end"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f'{path.name}, line {number}: no answer; a line is {{"id": …, "start": …, "end": …}}') from error
    return score(path.stem, cases, [places.get(case.id) for case in cases], documents, seconds)


def others(cases: Sequence[Case], documents: Mapping[str, str]) -> list[Score]:
    """langextract with either tokenizer, by its documented filter and by its strictest, and instructor's citations.

    Raises:
        peers.PeerError: one could not be installed or failed.
    """
    held = {case.document for case in cases}
    asked = {
        "documents": {name: text for name, text in documents.items() if name in held},
        "quotes": [[case.document, case.quote] for case in cases],
    }
    scores = []
    for tokenizer in ("regex", "unicode"):
        told = peers.ask("langextract", "langextract_align", {**asked, "tokenizer": tokenizer, "together": False})
        name = f"langextract {told['version']}, {'default' if tokenizer == 'regex' else 'Unicode'} tokenizer"
        placed = [(place[0], place[1]) if place else None for place in told["places"]]
        strict = [(place[0], place[1]) if place and place[2] == "match_exact" else None for place in told["places"]]
        scores.append(score(f"{name}, has a place", cases, placed, documents, told["seconds"]))
        scores.append(score(f"{name}, `MATCH_EXACT` alone", cases, strict, documents, told["seconds"]))
    told = peers.ask("instructor", "instructor_cite", {**asked, "limit": _LIMIT})
    kept = [(place[0], place[1]) if place else None for place in told["places"]]
    late = f" ({told['late']} not answered in {_LIMIT:.0f} s)" if told["late"] else ""
    scores.append(score(f"instructor {told['version']}, `CitationMixin`{late}", cases, kept, documents, told["seconds"]))
    return scores

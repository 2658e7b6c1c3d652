"""One summary against the gold of its document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..outline.repair import repair
from ..outline.script import fold
from ..schemas import Summary
from .digits import score_digits
from .exchanges import mentions, score_exchanges
from .gold import Gold
from .kpis import score_kpis
from .meta import score_meta
from .places import GoldPlaces, squeeze
from .tally import Score


def score(summary: Summary, gold: Gold, text: str) -> Score:
    """How ``summary`` of the document with raw text ``text`` stands against ``gold``.

    Raises:
        InputError: gold names a field that a summary does not have.
    """
    result = Score()
    repaired = repair(text, markdown=summary.document.media_type == "text/markdown")
    places = GoldPlaces(text, repaired)
    score_kpis(summary.kpis, gold, places, result)
    score_meta(summary, gold, result)
    score_exchanges(summary.qa, gold, places, len(text), result)
    _score_strategy(summary, gold, result)
    _score_noise(summary, gold, result)
    _score_spans(summary, text, result)
    score_digits(summary, text, repaired, result)
    return result


def _score_strategy(summary: Summary, gold: Gold, result: Score) -> None:
    """A strategic point may be told as strategy, as outlook, or in the overview."""
    texts = [
        *(item.text for item in summary.strategy), *(item.text for item in summary.outlook), *(item.text for item in summary.overview)
    ]  # fmt: skip
    told = squeeze(fold("\n".join(texts)))
    for alternatives in gold.strategy_must_mention:
        result.count("strategy", mentions(told, alternatives), f"no strategic point mentions any of {alternatives}")


def _score_noise(summary: Summary, gold: Gold, result: Score) -> None:
    """Furniture and damage may stand nowhere in the output, quotes included; only the file's name is not ours to choose."""
    dumped = summary.model_dump(exclude={"document": {"source"}})
    strings = [(path, squeeze(value)) for path, value in _strings(dumped, "")]
    for noise in gold.noise_never_in_output:
        hits = [path for path, value in strings if squeeze(noise) in value]
        result.count("noise_free", not hits, f"{noise!r} in {', '.join(hits)}")


def _score_spans(summary: Summary, text: str, result: Score) -> None:
    """Every item has evidence, and every quote is what stands at its offsets."""
    dumped = summary.model_dump(exclude={"rejected"})
    for path, evidence in _evidence(dumped, ""):
        result.count("spans", bool(evidence), f"{path} has no evidence")
        for one in evidence:
            exact = text[one["start"]:one["end"]] == one["quote"] != ""
            result.count("spans", exact, f"{path}: {one['quote']!r} is not at {one['start']}-{one['end']}")


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    for key, child in _children(value):
        yield from _strings(child, f"{path}.{key}".lstrip("."))


def _evidence(value: Any, path: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(value, dict) and "evidence" in value:
        yield path, value["evidence"]
    for key, child in _children(value):
        if key != "evidence":
            yield from _evidence(child, f"{path}.{key}".lstrip("."))


def _children(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(index), child) for index, child in enumerate(value))

"""Questions and answers against gold: found, paired, counted, and what their answers mention."""

from __future__ import annotations

from collections.abc import Sequence

from ..outline.script import fold
from ..schemas import Exchange
from .gold import Gold
from .places import GoldPlaces, squeeze
from .tally import Score


def score_exchanges(reported: Sequence[Exchange], gold: Gold, places: GoldPlaces, length: int, score: Score) -> None:
    """Count the measures of the Q&A into ``score``; ``length`` is that of the document's raw text.

    An exchange is *found* where a reported one asks it, each serving once. It is *paired* where what is reported as its answer
    lies between its question and the next.
    """
    asked = [_plain("".join(one.questions) + "\n" + "".join(part.quote for part in one.evidence)) for one in reported]
    starts = _starts(gold, places)
    taken: set[int] = set()
    for index, wanted in enumerate(gold.qa):
        label = f"exchange {index + 1} ({wanted.question_starts})"
        start = _plain(wanted.question_starts)
        at = next((at for at, text in enumerate(asked) if at not in taken and start in text), None)
        score.count("exchanges_found", at is not None, f"{label} was not found")
        if at is None:
            score.count("exchanges_paired", False)
            score.count("question_counts", False)
            if wanted.themes:
                score.count("themes", False)
            for _ in wanted.answer_must_mention:
                score.count("answers", False)
            continue
        taken.add(at)
        exchange = reported[at]
        first = starts[index]
        last = next((start for start in starts[index + 1:] if start is not None), length)
        strays = [] if first is None else [
            part.quote for point in exchange.answer for part in point.evidence if not first <= part.start < last
        ]
        answered = bool(exchange.answer) or not wanted.answer_must_mention
        score.count(
            "exchanges_paired", answered and not strays,
            f"{label}: its answer holds what was not said there: {strays}" if strays else f"{label}: no answer",
        )
        score.count(
            "question_counts", len(exchange.questions) == wanted.questions,
            f"{label}: {len(exchange.questions)} questions {exchange.questions}, gold {wanted.questions}",
        )
        if wanted.themes:
            score.count(
                "themes", not set(exchange.topics).isdisjoint(wanted.themes),
                f"{label}: {exchange.topics}, gold any of {wanted.themes}",
            )
        answer = _plain("\n".join(point.text for point in exchange.answer))
        for alternatives in wanted.answer_must_mention:
            score.count("answers", mentions(answer, alternatives), f"{label}: the answer mentions none of {alternatives}")
    for at, exchange in enumerate(reported):
        extra = "".join(exchange.questions)
        score.count("exchanges_reported", at in taken, f"Q{exchange.index} is no exchange of gold: {extra}")


def mentions(plain_text: str, alternatives: Sequence[str]) -> bool:
    """Whether one of ``alternatives`` occurs in ``plain_text``, which is folded and without white space."""
    return any(_plain(one) in plain_text for one in alternatives)


def _starts(gold: Gold, places: GoldPlaces) -> list[int | None]:
    """Where each exchange is asked, in the raw text; the same words asked twice are told apart by order."""
    starts: list[int | None] = []
    after = -1
    for wanted in gold.qa:
        found = next((start for start, _ in places.of(wanted.question_starts) if start > after), None)
        starts.append(found)
        after = after if found is None else found
    return starts


def _plain(text: str) -> str:
    return squeeze(fold(text))

"""Questions that were not answered: not at all, expressly not, or with no figure or date where one was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from ..extractors.material import Line, Material
from ..outline.script import fold
from ..schemas import Evidence, Exchange
from ..schemas.comparison import Asked, Ducked, DuckedAnswer
from ..tables import table, words_pattern
from .documents import Side
from .vocabulary import asked_words

Want = Literal["figure", "time"]
_WANTS: tuple[Want, ...] = ("figure", "time")
_SHORT = 12
_MUCH = 6
"""An answer of more sentences than this answers something, too, where it declines a part."""


def ducked(side: Side) -> list[DuckedAnswer]:
    """The questions of a document that had no straight answer, in its order.

    What is not answered with a figure can be told from the whole answer alone: of a summary without its text only missing answers and
    those that expressly decline are told.
    """
    found = []
    for exchange in side.summary.qa:
        told = _judged(side, exchange)
        if told is not None:
            reason, evidence = told
            found.append(DuckedAnswer(reason=reason, asked=asked(side, exchange), evidence=evidence))
    return found


def asked(side: Side, exchange: Exchange, text: str | None = None) -> Asked:
    """A question as the comparison tells it: ``text``, else all that was asked in one go."""
    return Asked(
        document=side.number, exchange=exchange.index, text=text or " ".join(exchange.questions), asker=exchange.asker,
        topics=exchange.topics, evidence=exchange.evidence,
    )  # fmt: skip


def _judged(side: Side, exchange: Exchange) -> tuple[Ducked, list[Evidence]] | None:
    material = side.material
    spans = next((one.answers for one in material.outline.exchanges if one.index == exchange.index), None) if material else None
    if material is None or spans is None:
        if not exchange.answer:
            return None if _failed(side) else ("unanswered", [])
        return _declined_in_points(exchange)
    if not spans:
        return "unanswered", []
    lines = [line for line in material.lines if line.sentence.exchange == exchange.index and line.sentence.role == "answer"]
    if not lines:
        return None
    wanted = wants(exchange.questions)
    if _answers(material, lines, wanted):
        return None
    declining = [at for at, line in enumerate(lines) if declines(material.folded[line.sentence.start : line.sentence.end])]
    # "we don't guide to that, but we think about 111%"
    declining = [at for at in declining if not any(_figures(material, line) for line in lines[max(0, at - 1) : at + 3])]
    if not wanted and len(lines) > _MUCH:
        # a long answer answers, too: what it declines must be what was asked
        matter = _matter(material, exchange)
        declining = [at for at in declining if at < 2 or matter & set(asked_words(_said(material, lines[at])))]
    if declining:
        return "declined", [_evidence(side, lines[at]) for at in declining]
    if wanted and not any(_only_points(exchange, want) for want in wanted):
        # "Yes." is no answer to show
        told = next((line for line in lines if line.sentence.end - line.sentence.start >= _SHORT), lines[0])
        return "no_figure", [_evidence(side, told)]
    return None


def _matter(material: Material, exchange: Exchange) -> frozenset[str]:
    """The words of all that was said in asking."""
    spans = [one.asked for one in material.outline.exchanges if one.index == exchange.index]
    words = {word for start, end in spans for line in material.lines if start <= line.sentence.start < end
             for word in asked_words(_said(material, line))}  # fmt: skip
    return frozenset(word for word in words if word > "\x1f" and (len(word) > 2 or word >= "\u2e80"))


def _said(material: Material, line: Line) -> str:
    return material.words((line.sentence.start, line.sentence.end))


def _only_points(exchange: Exchange, want: Want) -> bool:
    """Whether the summary holds a figure in this answer that the scan of the sentences does not."""
    return want == "figure" and bool(exchange.kpis)


def _failed(side: Side) -> bool:
    return bool(side.summary.coverage.failed_sections)


def _declined_in_points(exchange: Exchange) -> tuple[Ducked, list[Evidence]] | None:
    if exchange.kpis:
        return None
    pieces = [piece for answer in exchange.answer for piece in answer.evidence if declines(fold(piece.quote))]
    return ("declined", pieces) if pieces and not any(char.isdigit() for answer in exchange.answer for char in answer.text) else None


def _evidence(side: Side, line: Line) -> Evidence:
    return side.evidence(line.sentence.start, line.sentence.end)


def _answers(material: Material, lines: list[Line], wanted: frozenset[Want]) -> bool:
    """Whether an answer holds what was asked for: a figure for "how much", a time for "when". It may do so and decline a part."""
    if not wanted:
        return False
    if "figure" in wanted and any(_figures(material, line) for line in lines):
        return True
    return "time" in wanted and any(line.periods or _figures(material, line) for line in lines)


def _figures(material: Material, line: Line) -> bool:
    folded = material.folded
    if any(figure.kind != "rank" and _counts(folded[figure.start : figure.end], figure.kind) for figure in line.figures):
        return True
    return _vague().search(folded, line.sentence.start, line.sentence.end) is not None


def _counts(raw: str, kind: str) -> bool:
    """Whether a figure answers: "two reasons" does not."""
    return any(char.isdigit() for char in raw) or kind not in ("count", "number")


def wants(questions: list[str]) -> frozenset[Want]:
    """Whether questions ask for a figure, for a time, or for neither."""
    text = fold(" ".join(questions))
    found: set[Want] = set()
    for want, patterns in _asked().items():
        if any(pattern.search(text) for pattern in patterns):
            found.add(want)
    return frozenset(found)


def declines(folded: str) -> bool:
    """Whether a folded sentence expressly does not answer."""
    return any(pattern.search(folded) for pattern in _declined())


@cache
def _asked() -> dict[Want, tuple[re.Pattern[str], ...]]:
    rows = table("comparison", "ducked")["asked"]
    found: dict[Want, tuple[re.Pattern[str], ...]] = {}
    for want in _WANTS:
        found[want] = tuple(re.compile(one) for tongue in ("en", "zh") for one in rows[tongue][want])
    return found


@cache
def _declined() -> tuple[re.Pattern[str], ...]:
    rows = table("comparison", "ducked")["declined"]
    english = {name: words_pattern(_listed(words)) for name, words in rows["en"].items()}
    said = rf"\b{english['speaker']} (?:[a-z']+ ){{0,3}}?{english['negation']} (?:{english['between']} ){{0,5}}{english['deed']}\b"
    whole = rf"\b{english['phrase']}\b"
    chinese = words_pattern(rows["zh"]["phrase"].split())
    return (re.compile(said), re.compile(whole), re.compile(chinese), *(re.compile(one) for one in rows["zh"]["pattern"]))


@cache
def _vague() -> re.Pattern[str]:
    rows = table("comparison", "ducked")["vague"]
    return re.compile(rf"\b{words_pattern(_listed(rows['en']))}\b|{words_pattern(_listed(rows['zh']))}")


def _listed(words: str) -> Iterator[str]:
    return (word.strip() for word in words.replace("\n", "").split("|") if word.strip())

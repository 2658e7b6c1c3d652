"""The words of a subject: clauses, what is cut from their ends, and the reading that comes out."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...figures.model import Figure
from ...patterns import lazy
from ...tables import table
from ..material import Line, Material
from .metrics import Metric

LONGEST = 26


_CLAUSE = lazy(r"[;。!?\n:()（）\[\]]|,(?!\d{3}(?!\d))|(?<!\d),|\s[-–—]{1,2}\s|(?<![.\s][a-z])\.(?=\s|$)")


@dataclass(slots=True)
class Subject:
    """The reading of one figure's surroundings. Offsets count code points of the repaired text."""

    name: str
    metric: Metric | None
    start: int
    """Where the name's words begin."""
    segment: str | None = None
    entity: str | None = None
    alias: str = ""
    """The metric's own words within the name."""
    own: bool = True
    """False where the name was taken over from the figure before."""
    guessed: bool = False
    """True where nothing but the clause in front stands for a name."""


@cache
def word_lists() -> dict[str, Any]:
    return table("extractors.rules", "words")


def alternatives(words: list[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(word_lists()['trailing']['zh'])}|[\s\"'“”、:=~+\-—])$")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(word_lists()['leading']['zh'])}|[\s\"'“”、:]|[(]?\d{{1,2}}(?:[、)]|\.(?!\d))"
        r"|已?连续第?[一二三四五六七八九十两\d]{1,3}个?(?:季度|财季|年|月|半年))"
    )


@cache
def _kept() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Beginnings and endings that only look like words to strip (会员 is no 会)."""
    return tuple(word_lists()["leading"]["keep"]), tuple(word_lists()["trailing"]["keep"])


@cache
def hollow() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(word_lists()['hollow']['zh'])}|[\s\d,.])+")


def clauses(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence; a comma inside a number is no boundary."""
    cuts = [start]
    for match in _CLAUSE.finditer(folded, start, end):
        if (
            match[0] == ","
            and match.start() > start
            and folded[match.start() - 1].isdigit()
            and re.match(r"\d{3}(?!\d)", folded[match.end() : match.end() + 4])
        ):
            continue
        cuts.append(match.end())
    cuts.append(end)
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]


def strip(material: Material, line: Line, start: int, end: int, floor: int) -> tuple[int, int]:
    """Cut what is no subject from both ends: connectives, time, verbs. Never past ``floor``, the end of a metric's name."""
    folded = material.folded
    by_end = {mention.end: mention.start for mention in line.periods}
    by_start = {mention.start: mention.end for mention in line.periods}
    keep_first, keep_last = _kept()
    while end > start and end > floor:
        if folded.endswith(keep_last, start, end):
            break
        if end in by_end and by_end[end] >= start:
            end = by_end[end]
            continue
        match = _trailing().search(folded, max(start, end - 6), end)
        # search with an end bound matches $ there
        if match is None or match.start() < floor:
            break
        end = match.start()
    while start < end:
        if start in by_start:
            start = by_start[start]
            continue
        if folded.startswith(keep_first, start, end):
            break
        match = _leading().match(folded, start, end)
        if match is None or match.end() == start:
            break
        if floor > start and match.end() > floor - 2:
            break
        start = match.end()
    return start, end


def without_periods(material: Material, line: Line, start: int, end: int) -> str:
    """The words of a name with the period cut out of their middle (传统AI业务去年收入)."""
    text = material.text
    pieces = []
    at = start
    for mention in line.periods:
        if start <= mention.start and mention.end <= end:
            pieces.append(text[at : mention.start])
            at = mention.end
    pieces.append(text[at:end])
    return tidy(joined(*pieces))


def joined(*pieces: str) -> str:
    """``pieces`` as one; a blank keeps digits apart that did not stand together, or a number would appear that nobody told."""
    whole = ""
    for piece in pieces:
        whole += " " + piece if whole[-1:].isdigit() and piece[:1].isdigit() else piece
    return whole


def tidy(name: str) -> str:
    """One line, no quotation marks at the ends, no space between Han characters."""
    name = joined(*_QUOTES.split(_BLANKS.sub(" ", name))).strip(" \"'“”‘’「」、,，:：()（）·•●■◆-—")
    return name if " " not in name else _BETWEEN_HAN.sub("", name)


_QUOTES = lazy(r"[\"“”]")
_BLANKS = lazy(r"\s+")
_BETWEEN_HAN = lazy(r"(?<=[一-鿿]) (?=[一-鿿])")


def behind_number(folded: str, at: int) -> int:
    """``at``, or where the number ends that it would cut in two."""
    while at > 0 and folded[at - 1].isdigit() and folded[at].isdigit():
        at += 1
    return at


def fits(metric: Metric, figure: Figure) -> bool:
    kind = figure.kind
    if kind in metric.of:
        return True
    if kind == "number":
        return True
    if kind == "multiple":
        return True
    if kind in ("percent", "points") and figure.change is not None:
        return True
    if kind == "points":
        return "percent" in metric.of
    if kind == "duration":
        return "duration" in metric.of
    return False

"""Whether every number, figure and period of a retelling is one of its source, written as there and told no more often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from ..patterns import lazy
from ..tables import table
from .hard_tokens import Token, written_alike
from .numbers import SourceNumbers
from .statement import LATIN, NUMERIC, QUOTED, Mark, Statement, entries, named

_MOST_PLACES = 20
"""In so many places of a source a figure is looked at."""


def surface(statement: Statement, token: Token) -> str:
    return re.sub(r"[\s了]|\bthe\b|^(?:for|in)\b", "", statement.folded[token.start : token.end])


def paired(ours: Statement, theirs: Statement) -> list[tuple[Mark, list[Mark]]]:
    """Each figure of the prose with those of the source that are the same."""
    held: dict[object, list[Mark]] = {}
    for mark in theirs.figures:
        for key in {mark.token.key, surface(theirs, mark.token)}:
            if len(held.setdefault(key, [])) < _MOST_PLACES:
                held[key].append(mark)
    pairs = []
    for mark in ours.figures:
        same = {id(other): other for key in (surface(ours, mark.token), mark.token.key) for other in held.get(key, [])}
        pairs.append((mark, [other for other in same.values() if written_alike(mark.token, other.token)]))
    return pairs


_NUMERALS = lazy(r"[二三四五六七八九十百千万亿两〇零壹贰叁肆伍陆柒捌玖拾佰仟]+|[^\x00-\x7f\u2e80-\U0003ffff]")


_RUN = lazy(r"\d+(?:[.,]\d+)*")


def numbers(
    ours: Statement, theirs: Statement, known: str, pairs: Sequence[tuple[Mark, list[Mark]]], foreign: bool, lent: frozenset[str]
) -> Iterator[str]:
    """``lent`` are the words that may stand in the prose whatever number they hold (``b2b``)."""
    text = LATIN.sub(lambda word: "" if word[0] in lent else word[0], ours.folded) if lent else ours.folded
    for mark, same in pairs:
        if not same:
            yield f"the source has no such figure: {ours.said(mark.token)}"
        behind = _unit().match(ours.folded, mark.token.end)
        if behind and not any(_unit().match(theirs.folded, other.token.end) for other in same):
            yield f"the source has no such unit behind the figure: {behind[0].strip()}"
    missing = SourceNumbers(theirs.folded).missing(text)
    if missing:
        yield f"the source has no such number: {missing[:QUOTED]}"
    spare = Counter(_RUN.findall(theirs.folded))
    spare.subtract(_RUN.findall(text))
    more = next((run for run, left in spare.items() if left < 0), None)
    if more:
        yield f"the text tells this more often than the source: {more[:QUOTED]}"
    times = Counter(token.key for token in theirs.tokens if token.kind == "period")
    times.subtract(token.key for token in ours.tokens if token.kind == "period" and token.key in times)
    keys = {token.key for token in theirs.tokens if token.kind in NUMERIC}
    written = {surface(theirs, token) for token in theirs.tokens if token.kind in NUMERIC}
    bare = re.sub(r"\s", "", theirs.folded)
    labels = [surface(theirs, token) for token in theirs.tokens if token.kind == "period"]
    for token in ours.tokens:
        if token.kind not in NUMERIC or token.kind == "figure" or token.key[:1] == ("word",):
            continue
        own = surface(ours, token)
        if own in lent:
            continue
        sign = ours.folded[: token.start].rstrip()[-1:]
        if sign in ("-", "负") and sign + own not in bare:
            yield f"the source has no such number: {sign}{ours.said(token)}"
        if token.key in keys or own in written:
            if token.kind == "period" and times[token.key] < 0:
                yield f"the text tells this more often than the source: {ours.said(token)}"
            continue
        if token.kind == "period" and len({label for label in labels if _shorter(own, label)}) == 1:
            continue
        if token.kind != "period" and own in bare:
            continue
        yield f"the source has no such {'period' if token.kind == 'period' else 'number'}: {ours.said(token)}"
    held = Counter(word for _, _, word, _, _ in named(theirs.folded, "number"))
    held.subtract(word for _, _, word, _, _ in named(ours.folded, "number"))
    rows = {row for _, row, _, _, _ in named(theirs.folded, "numeral")}
    spelled = {word: row for _, row, word, _, _ in named(ours.folded, "numeral")}
    for word, left in held.items():
        if left < 0 and not (foreign and spelled.get(word) in rows):
            yield f"the source has no such quantity: {word}"
    spelled_out: Counter[str] = Counter()
    read_already = [(token.start, token.end) for token in ours.tokens if token.kind in NUMERIC]
    for match in _NUMERALS.finditer(ours.folded):
        if any(start <= match.start() < end for start, end in read_already) or (foreign and spelled.get(match[0]) in rows):
            continue
        if match[0] <= "\u2e80" and not match[0].isnumeric():
            continue
        spelled_out[match[0]] += 1
        if spelled_out[match[0]] > known.count(match[0]):
            yield f"the source has no such number: {match[0][:QUOTED]}"


_YEAR = lazy(r",?(?:19|20)\d\d|of(?:year|(?:fiscal)?(?:19|20)\d\d)")


def _shorter(said: str, label: str) -> bool:
    """Whether a period is told without its year."""
    return label.endswith(said) or (label.startswith(said) and _YEAR.fullmatch(label[len(said) :]) is not None)


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(r"\s?(?:" + "|".join(map(re.escape, entries(table("grounding", "prose")["unit"]["words"]))) + r")(?![a-z])")

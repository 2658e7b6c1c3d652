"""Whether a retelling tells its figures, movements and names of what its source tells them of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ..patterns import lazy
from ..tables import table
from .hard_tokens import Token
from .retold_outlook import tense
from .statement import QUOTED, Item, Mark, Statement, bare, entries


def figures(ours: Statement, theirs: Statement, pairs: Sequence[tuple[Mark, list[Mark]]]) -> Iterator[str]:
    """A figure must be told of what some place in the source tells it of."""
    for mark, same in pairs:
        reasons = [_figure(ours, mark, theirs, other) for other in same]
        if reasons and None not in reasons:
            yield f"{reasons[0]}: {ours.said(mark.token)}"


_SINCE = {"yoy": "year over year", "qoq": "quarter over quarter", "since": "since a date"}


def _figure(ours: Statement, mark: Mark, theirs: Statement, other: Mark) -> str | None:
    one, two = mark.figure, other.figure
    if one is not None and two is not None:
        if one.direction and two.direction and one.direction != two.direction:
            return f"the source says {'up' if two.direction > 0 else 'down'}, the text {'up' if one.direction > 0 else 'down'}"
        if (one.change is None) != (two.change is None) and one.kind == two.kind:
            return f"the source tells a {'change' if two.change else 'level'}, the text a {'change' if one.change else 'level'}"
        begins, began = _begins(ours, mark), _begins(theirs, other)
        if begins != began and not (began and mark.periods & other.periods):
            return f"the source says what it was {'before' if began else 'now'}, the text what it was {'now' if began else 'before'}"
        if one.change in _SINCE and one.change != two.change and (two.change in _SINCE or not _based(theirs, other, one.change)):
            return f"the source does not say {_SINCE[one.change]}"
    said, held = _firm(ours, mark), _firm(theirs, other)
    if said != held:
        return f"the source says {held or 'the very figure'}, the text {said or 'the very figure'}"
    if mark.metric and other.metric and not _may_stand(mark.metric, other.metric):
        return f"the source tells {other.metric.replace('_', ' ')}, the text {mark.metric.replace('_', ' ')}"
    if mark.periods and other.periods and not any(_same_period(one, two) for one in mark.periods for two in other.periods):
        return "the source tells another period"
    denied, denies = _denied(theirs, other), _denied(ours, mark)
    if denied != denies:
        return "the source denies it" if denied else "the source does not deny it"
    return tense(ours, mark, theirs, other)


_COMPARED = lazy(r"(?:from|against|versus|vs\.?|compared (?:with|to)|从|由|自|较|比)\s?$")


def _begins(statement: Statement, mark: Mark) -> bool:
    """Whether a figure is what another one is held against."""
    if mark.figure is not None and mark.figure.pair == "from":
        return True
    return _COMPARED.search(statement.folded, max(0, mark.token.start - 16), mark.token.start) is not None


def _firm(statement: Statement, mark: Mark) -> str:
    """What bounds a figure; that it is an approximation does not count."""
    if mark.figure is not None and mark.figure.qualifier not in (None, "about"):
        return str(mark.figure.qualifier)
    tokens, own = statement.tokens, statement.clauses[mark.at]
    for index in (mark.at + 1, mark.at - 1, mark.at - 2):
        if 0 <= index < len(tokens) and tokens[index].kind == "qualifier" and statement.clauses[index] == own:
            if (index > mark.at) != tokens[index].surface.startswith(("以", "之")):
                continue
            return str(tokens[index].key[1])
    return ""


def _based(theirs: Statement, other: Mark, base: str) -> bool:
    """Whether the figure's sentence names the base of comparison somewhere."""
    sentence = theirs.sentences[other.at]
    return any(
        token.kind == "base" and token.key[1] == base and theirs.sentences[index] == sentence for index, token in enumerate(theirs.tokens)
    )


def _may_stand(said: str, held: str) -> bool:
    return said == held or held in table("grounding", "prose")["broader"].get(said, "").split()


def _same_period(one: Item, two: Item) -> bool:
    return one == two or (len(one) == 2 and isinstance(one[1], str) and one[1] in str(two))


def _denied(statement: Statement, mark: Mark) -> bool:
    own = statement.clauses[mark.at]
    return any(
        statement.clauses[negation.at] == own and negation.row != "meant" and negation.at < mark.at for negation in statement.negations
    )


def _overlap(one: Mark, two: Mark, *rivals: Mark, least: int = 1) -> int:
    """How much of what the one is told of the other is told of too, leaving out what weighs less than ``least`` and that ``rivals`` stand
    beside it."""
    passed = {rival.token.key for rival in rivals}
    return sum(
        found for item, weight in one.near.items() if item not in passed and (found := min(weight, two.near.get(item, 0))) >= least
    )


def _is_other(one: Mark, two: Mark) -> bool:
    """Whether two figures are of different kinds: an amount and a share, a level and a change."""
    if one.figure is None or two.figure is None:
        return False
    return one.figure.kind != two.figure.kind or (one.figure.change is None) != (two.figure.change is None)


def _shared(one: Mark, two: Mark) -> int:
    """How many things both are told of, figures and periods left out."""
    return sum(item in two.near and item[0] not in ("figure", "period") for item in one.near)


def order(theirs: Statement, pairs: Sequence[tuple[Mark, list[Mark]]]) -> Iterator[str]:
    """No figure is told of what the source tells another one of, and two do not change places."""
    for mark, same in pairs:
        for rival in theirs.figures:
            if rival in same or rival.token.key == mark.token.key:
                continue
            if _is_other(rival, mark):
                # a level and its growth are told of one thing, in any order
                own = max((_shared(mark, other) for other in same), default=0)
                told = _shared(mark, rival)
            else:
                own = max((_overlap(mark, other, rival) for other in same), default=0)
                told = _overlap(mark, rival, *same)
            if told > own:
                yield f"the source tells something else of {mark.token.surface[:QUOTED]}"
    for (one, first), (two, second) in pairwise(pairs):
        if len(first) == len(second) == 1 and first[0].at > second[0].at and first[0].figure and second[0].figure:
            alike = first[0].figure.kind == second[0].figure.kind and first[0].figure.unit == second[0].figure.unit
            marks = (first[0], second[0])
            kept = _overlap(one, first[0], *marks) > _overlap(one, second[0], *marks)
            if alike and not (kept and _overlap(two, second[0], *marks) > _overlap(two, first[0], *marks)):
                yield f"the source has these in the other order: {one.token.surface[:QUOTED]}"


def metrics(ours: Statement, theirs: Statement) -> Iterator[str]:
    held = theirs.rows("metric")
    bounds, bases = theirs.count("qualifier"), theirs.rows("base") | {mark.figure.change for mark in theirs.figures if mark.figure}
    bounds.subtract(ours.count("qualifier"))
    for token in ours.tokens:
        if token.kind == "qualifier" and bounds[str(token.key[1])] < 0:
            yield f"the source does not say {ours.said(token)}"
        if token.kind == "base" and token.key[1] not in bases:
            yield f"the source does not say {ours.said(token)}"
        if token.kind == "metric" and not any(_may_stand(str(token.key[1]), row) for row in held):
            yield f"the source does not speak of {ours.said(token)}"


def _agreement(one: Mark, two: Mark) -> tuple[int, int]:
    """How much both movements are told of: before them, and at all."""
    return _overlap(one, two, least=2), _overlap(one, two)


def movements(ours: Statement, theirs: Statement) -> Iterator[str]:
    data = table("grounding", "prose")
    said, held = ours.count("direction"), theirs.count("direction")
    for mark in ours.movements:
        row = str(mark.token.key[1])
        rows = {row, *data["as_direction"].get(row, "").split()}
        against = data["against"].get(row, "").split()
        same = max((_agreement(mark, other) for other in theirs.movements if other.token.key[1] in rows), default=(-1, -1))
        opposed = [other for other in theirs.movements if other.token.key[1] in against]
        other = max(opposed, key=lambda one: _agreement(mark, one), default=None)
        if other is not None and _agreement(mark, other) > same:
            yield f"the source says {other.token.key[1]}, the text {row}: {ours.said(mark.token)}"
        elif said[row] > sum(held[row] for row in rows) and any(held[row] for row in against):
            yield f"the source says {next(row for row in against if held[row])}, the text {row}: {ours.said(mark.token)}"
        elif same < (0, 0) and (mark.token.surface not in theirs.folded or mark.metric or any(item[0] == "figure" for item in mark.near)):
            yield f"the source tells of no such movement: {ours.said(mark.token)}"


def name_order(ours: Statement, theirs: Statement) -> Iterator[str]:
    """Two names do not change places, unless nothing but a list holds them together."""
    places: dict[Item, list[int]] = {}
    for index, token in enumerate(theirs.tokens):
        if _is_name(theirs, token):
            places.setdefault(token.key, []).append(index)
    found = [(index, token) for index, token in enumerate(ours.tokens) if _is_name(ours, token)]
    for (at, one), (to, other) in pairwise(found):
        first, second = places.get(one.key, []), places.get(other.key, [])
        if len(first) != 1 or len(second) != 1 or first[0] <= second[0] or ours.clauses[at] != ours.clauses[to]:
            continue
        apart = theirs.folded[theirs.tokens[second[0]].end : theirs.tokens[first[0]].start]
        if theirs.sentences[first[0]] == theirs.sentences[second[0]] and bare(_joined().sub("", apart)):
            yield f"the source has these in the other order: {ours.said(one)}, {ours.said(other)}"


@cache


@cache
def _joined() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, entries(table("grounding", "prose")["joined"]["words"]))))


def _is_name(statement: Statement, token: Token) -> bool:
    han = any(letter > "\u2e7f" for letter in statement.folded)
    return token.kind == "name" or (han and token.kind == "word" and statement.folded[token.start] <= "\u2e7f")

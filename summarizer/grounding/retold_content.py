"""Whether a retelling speaks of nothing that its source does not speak of: names, words that tell things apart, content."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table
from .hard_tokens import Token
from .statement import LATIN, QUOTED, Statement, entries, named, stem

_LEAST_SHARED = 0.6
"""Of the content of prose, how much its source must hold."""
_LEAST_OF_CLAUSE = 0.5
"""Of the content of one clause, how much its source must hold."""
_LEAST_CONTENT = {"zh": 4, "en": 3}
"""Clauses with less content, in characters or words, are only looked at together."""


_BEGINNING = lazy(r"(?:^|[.!?:\"“]\s*)$")
_CAPITAL = lazy(r"[A-Z][A-Za-z0-9]*(?:['’][a-z]+)?")


def names(ours: Statement, known: str, language: str) -> Iterator[str]:
    held = {word.removesuffix("'s") for word in LATIN.findall(known)}
    if language == "en":
        stems = {stem(word) for word in held}
        for match in _CAPITAL.finditer(ours.text):
            word = fold(match[0]).removesuffix("'s")
            begins = _BEGINNING.search(ours.text, max(0, match.start() - 3), match.start())
            if word in held or stem(word) in stems or word in _own("en") or begins or _told_alike(word, known):
                continue
            yield f"the source does not name {match[0][:QUOTED]}"
        return
    for word in LATIN.findall(ours.folded):
        if word.removesuffix("'s") not in held:
            yield f"the source does not name {word[:QUOTED]}"
    data = table("grounding", "prose")["organisation"]
    generic = tuple(entries(data["generic"]))
    for match in _organisations(data["suffix"]).finditer(ours.folded):
        name = match[0]
        apart = match[1] in known and name[2:] in known
        if name not in known and not apart and not match[1].endswith(generic) and not _is_own(match[1]):
            yield f"the source does not name {name}"


@cache
def _organisations(suffixes: str) -> re.Pattern[str]:
    return re.compile(f"([{HAN}]{{2}})(?:{'|'.join(suffixes.split())})")


@cache
def _own(tongue: str) -> frozenset[str]:
    return frozenset(entries(table("grounding", "prose")["own"][tongue]))


def _is_own(words: str) -> bool:
    return any(words.endswith(word) for word in _own("zh"))


def telling(ours: Statement, theirs: Statement, known: str) -> Iterator[str]:
    held = _rows(known)
    times = Counter(row for _, row, _, _, _ in _tellings(theirs))
    said_once = set(times)
    spans = Counter(row for _, row, _, _, _ in named(theirs.folded, "telling"))
    spans.subtract(row for _, row, _, _, _ in named(ours.folded, "telling"))
    for row, left in spans.items():
        if left < 0 and row.startswith("each_"):
            yield f"the source tells less of {row.replace('_', ' ')}"
    for _, row, word, _, _ in _tellings(ours):
        times[row] -= 1
        if row not in held and word not in known:
            yield f"the source does not say {word}"
        elif times[row] == -1 and row in said_once:
            yield f"the text tells this more often than the source: {word}"


def _tellings(statement: Statement) -> Iterator[tuple[str, str, str, int, int]]:
    """Words that tell one thing from another, those within periods, figures and bases of comparison left out."""
    taken = {place for token in statement.tokens if token.kind in ("period", "figure", "base") for place in range(token.start, token.end)}
    return (found for found in named(statement.folded, "telling") if found[3] not in taken)


def _told_alike(word: str, known: str) -> bool:
    """Whether the source says the same by another word of a row."""
    return any(row in _rows(known) for _, row, said, _, _ in named(word, "telling") if said == word)


@lru_cache(maxsize=8)
def _rows(known: str) -> frozenset[str]:
    return frozenset(row for _, row, _, _, _ in named(known, "telling"))


@lru_cache(maxsize=8)
def lent(known: str, nameable: str) -> frozenset[str]:
    """The short words of every document that only the text whose names may be used holds: they may be said, and say nothing."""
    return frozenset(LATIN.findall(nameable)) & _generic() - frozenset(LATIN.findall(known))


@cache
def _generic() -> frozenset[str]:
    return frozenset(entries(table("grounding", "prose")["short"]["words"]))


def drift(ours: Statement, known: str, language: str, lent: frozenset[str]) -> Iterator[str]:
    """Beside a figure nothing may be told that the source does not hold; of a clause, less than half; over all of the prose, little."""
    strange = _strange(ours, known, lent) if language == "en" else _strange_han(ours, known)
    with_figures = {ours.clauses[mark.at] for mark in ours.figures}
    if language != "en":
        held = frozenset(LATIN.findall(known))
        for index, token in enumerate(ours.tokens):
            if token.key[0] == "word" and ours.clauses[index] in with_figures and LATIN.fullmatch(word := str(token.key[-1])):
                # its name may be used, and no figure told of it
                if word.removesuffix("'s") not in held and word not in lent:
                    yield f"the source does not say this beside a figure: {word[:QUOTED]}"
    total = alone = 0
    clauses: dict[int, _Clause] = {}
    for piece in strange:
        total += piece.size
        alone += piece.size if piece.new else 0
        if piece.new and piece.clause in with_figures and piece.size > 1:
            yield f"the source does not say this beside a figure: {piece.word[:QUOTED]}"
        if piece.new and piece.listed and piece.size > 1:
            yield f"the source does not list this: {piece.word[:QUOTED]}"
        clauses.setdefault(piece.part, _Clause()).add(piece)
    if total and alone > (1 - _LEAST_SHARED) * total and alone > 2:
        yield f"the text speaks of something else: {100 * (total - alone) // total} % of it is in the source"
    least = 2 * _LEAST_CONTENT["en"] if language == "en" else _LEAST_CONTENT["zh"]
    for clause in clauses.values():
        if clause.total >= least and clause.alone > (1 - _LEAST_OF_CLAUSE) * clause.total:
            yield f"the source does not say this: {clause.first[:QUOTED]}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some content of the prose."""

    clause: int
    part: int
    """The part of a clause, where one says two things (``…并…``)."""
    word: str
    size: int
    new: bool
    """Whether the source lacks it."""
    own: bool = False
    """Whether it is the writer's own word, which the source happens to hold."""
    listed: bool = False
    """Whether it begins behind, or ends before, the mark between the items of a list."""


@dataclass(slots=True)
class _Clause:
    total: int = 0
    alone: int = 0
    first: str = ""

    def add(self, piece: _Piece) -> None:
        if piece.own:
            return
        self.total += piece.size
        if piece.new:
            self.alone += piece.size
            self.first = self.first or piece.word


def _strange(ours: Statement, known: str, lent: frozenset[str]) -> Iterator[_Piece]:
    held = {stem(word) for word in LATIN.findall(known)}
    for index, token in enumerate(ours.tokens):
        if token.kind in ("word", "name") and token.key[0] == "word" and len(token.key) > 1:
            word = str(token.key[1])
            if word.isascii() and len(word) > 1 and word not in _own("en") and word not in lent:
                clause = ours.clauses[index]
                yield _Piece(clause, clause, word, 2, stem(word) not in held and not _told_alike(word, known))


def _strange_han(ours: Statement, known: str) -> Iterator[_Piece]:
    """Runs of Han characters in no table, each with whether the source lacks it."""
    pairs = _pairs(known)
    folded = ours.folded
    own = bytearray(len(folded))
    for match in _own_words().finditer(folded):
        own[match.start() : match.end()] = (b"\x02" if len(match[0]) > 1 else b"\x01") * (match.end() - match.start())
    held = _rows(known)
    for _, row, _, start, end in named(folded, "telling"):
        if row in held:
            own[start:end] = b"\x01" * (end - start)
    joints = [match.start() for match in _joints().finditer(folded)]
    begins = frozenset(joints)
    at = 0
    tokens = ours.tokens
    while at < len(tokens):
        stop = at
        while stop < len(tokens) and _is_han(folded, tokens[stop]) and (stop == at or tokens[stop].start == tokens[stop - 1].end):
            stop += 1
        if stop == at:
            at += 1
            continue
        start, end = tokens[at].start, tokens[stop - 1].end
        states = [
            (own[place], folded[place : place + 2] in pairs or (place > 0 and folded[place - 1 : place + 1] in pairs))
            for place in range(start, end)
        ]
        place = start
        while place < end:
            begin = place
            mark, shared = states[place - start]
            while place < end and states[place - start] == (mark, shared) and (place == begin or place not in begins):
                place += 1
            if shared or not mark:
                part = ours.clauses[at] + len(tokens) * bisect_right(joints, begin)
                listed = "、" in (folded[begin - 1 : begin], folded[place : place + 1])
                yield _Piece(ours.clauses[at], part, folded[begin:place], place - begin, not shared, mark == 2, listed)
        at = stop


@lru_cache(maxsize=8)
def _pairs(known: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(known)))


_TOLD = frozenset({"figure", "number", "period", "metric", "direction", "negation", "modal", "base", "qualifier", "name", "mark"})
_LEAST_ADDED = 4


def added(ours: Statement, known: str) -> Iterator[str]:
    """A clause of nothing but the writer's own words is an addition too, unless all it says is who tells it."""
    pairs, folded = _pairs(known), ours.folded
    neutral, own = bytearray(len(folded)), bytearray(len(folded))
    for words, marked in ((_tellers(), neutral), (_own_words(), own)):
        for match in words.finditer(folded):
            marked[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    letters: dict[int, list[int]] = {}
    held: set[int] = set()
    for token, clause in zip(ours.tokens, ours.clauses, strict=True):
        if token.kind in _TOLD or folded[token.start] <= "\u2e7f":
            if token.kind not in ("comma", "stop"):
                held.add(clause)
            continue
        for place in range(token.start, token.end):
            if neutral[place]:
                continue
            if folded[place : place + 2] in pairs or (place > 0 and folded[place - 1 : place + 1] in pairs):
                if not own[place]:
                    held.add(clause)
            else:
                letters.setdefault(clause, []).append(place)
    for clause, places in letters.items():
        if clause not in held and len(places) >= _LEAST_ADDED:
            yield f"the source does not say this: {folded[places[0] : places[-1] + 1][:QUOTED]}"


@cache
def _tellers() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, entries(table("grounding", "prose")["teller"]["words"])), key=len, reverse=True)))


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(table("grounding", "prose")["joint"]["pattern"])


def _is_han(folded: str, token: Token) -> bool:
    return token.kind == "word" and token.key[0] == "word" and folded[token.start] > "\u2e7f"


@cache
def _own_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _own("zh")), key=len, reverse=True)))

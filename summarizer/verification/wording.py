"""A text as the words that bear its meaning, Chinese and English alike, each with all that it may be called by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table
from .bilingual import concepts, glosses, idle_han, known, light, proper, renderings, root, rows, segment, surnames

Kind = str
"""``word``, ``name``, or ``light`` where it bears no claim by itself."""

_PHRASE = 5
"""No phrase of the glossary has more words."""
_TOKEN = lazy(rf"[A-Za-zÀ-ÿ0-9]+(?:[.&'’-][A-Za-zÀ-ÿ0-9]+)*|[{HAN}]+")
_STOP = lazy(r"[。!?;；！？…\n]|\.(?=\s|$)|[,，:：](?!\d)|[—–]|\s-\s|[()（）]")
_WORDY = lazy(r"[a-z]{2,}")
_MEASURE = lazy(
    r"(?i)\d+(?:st|nd|rd|th)|x\d+|\d+x|\d[\d.,]*(?:[-/]\d[\d.,]*)?[a-z]{0,3}|q[1-4]|[hf]y?\d{1,2}|\d[qh]\d*"
)
_AMERICA = lazy(r"U\.?S\.?A?\.?")
_INNER = lazy(r"[a-z][A-Z]|\d|^[A-Z][A-Z&]+s?$")


@dataclass(slots=True)
class Term:
    """One word or phrase. Offsets count the text that was read."""

    surface: str
    """Folded, as it stands."""
    start: int
    end: int
    kind: Kind
    keys: dict[str, float]
    """What it may be called by, each with how much of it that is: its own form first, then roots, concepts."""
    han: bool
    glosses: tuple[tuple[str, ...], ...] = ()
    clause: int = 0
    poles: frozenset[tuple[str, str]] = frozenset()
    """The poles of axes (`polarity`) that it is one of."""
    spelt: str = ""
    """The form in which the source has it, where that is another one."""
    person: bool = False
    """Whether it is surely the name of a person."""
    written: str = ""
    """A Latin word as it stands, not folded."""
    opening: bool = False
    """An English word with a capital only because a sentence begins there, as far as can be seen."""


@dataclass(slots=True)
class Wording:
    """A text's terms, in order of place, and its clauses."""

    text: str
    folded: str
    terms: list[Term]
    clauses: list[tuple[int, int]] = field(default_factory=list)

    def clause_at(self, place: int) -> int:
        """The number of the clause that holds a place."""
        for number, (_, end) in enumerate(self.clauses):
            if place < end:
                return number
        return max(0, len(self.clauses) - 1)


def people(folded: str) -> frozenset[str]:
    """The Chinese names of persons that a folded text has beside a title."""
    found = (match[match.lastgroup or 0] for match in _person().finditer(folded))
    return frozenset(name for name in found if len(name) > 1)


def read_wording(text: str, masked: Collection[tuple[int, int]] = (), known: frozenset[str] = frozenset()) -> Wording:
    """``text`` as terms; what lies within ``masked`` (figures, periods: judged elsewhere) is left out.

    ``known`` are names of persons, folded.
    """
    folded = fold(text)
    stops = [match.end() for match in _STOP.finditer(folded) if not _inside(match.start(), masked)]
    clauses = [(start, end) for start, end in zip([0, *stops], [*stops, len(text)], strict=True) if end > start]
    wording = Wording(text, folded, [], clauses or [(0, len(text))])
    english: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in masked):
            if folded[match.start()] < "\u2e80" or any(
                start <= match.start() and match.end() <= end for start, end in masked
            ):
                wording.terms += _english(wording, english)
                english = []
                continue
        if folded[match.start()] >= "\u2e80":
            wording.terms += _english(wording, english)
            english = []
            wording.terms += _chinese(wording, match.start(), match.end(), masked, known)
        else:
            if english and _STOP.search(folded, english[-1].end(), match.start()):
                wording.terms += _english(wording, english)
                english = []
            english.append(match)
    wording.terms += _english(wording, english)
    wording.terms = _mixed(wording.folded, wording.terms)
    for term, behind in pairwise(wording.terms):
        # a first name that opens a sentence
        if (
            term.opening
            and term.kind == "word"
            and behind.kind == "name"
            and behind.start - term.end == 1
            and len(term.keys) == 1
        ):
            term.kind = "name"
    clause = 0
    for term in wording.terms:
        while clause + 1 < len(wording.clauses) and wording.clauses[clause][1] <= term.start:
            clause += 1
        term.clause = clause
    return wording


@cache
def mixed() -> frozenset[str]:
    """The glossary's words of Chinese and Latin letters."""
    return frozenset(word for word in concepts()[0] if re.search("[a-z]", word))


def _mixed(folded: str, terms: list[Term]) -> list[Term]:
    """``terms``, what a Chinese and a Latin one make together as one."""
    found: list[Term] = []
    for term in terms:
        if found and found[-1].han != term.han and term.start - found[-1].end <= 1:
            word = folded[found[-1].start : term.end].replace(" ", "")
            if word in mixed():
                start = found.pop().start
                found.append(Term(word, start, term.end, "word", {word: 1.0, **dict(renderings(word))}, True))
                continue
        found.append(term)
    return found


def _inside(place: int, masked: Collection[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in masked)


# -- Chinese --------------------------------------------------------------------------------------------------------


@cache
def _person() -> re.Pattern[str]:
    """A person's name beside a title: two or three characters, the first a surname."""
    rows = table("verification", "glossary")["office"]
    first = "".join(sorted(name for name in surnames() if len(name) == 1 and name not in rows["no_surname"]))
    behind, before = "|".join(rows["behind"].split()), "|".join(sorted(rows["words"].split(), key=len, reverse=True))
    name = f"[{first}][{HAN}]"
    verbs = "|".join(rows["verbs"].split())
    return re.compile(
        rf"(?P<a>{name}[{HAN}]?)(?={behind})|(?P<c>[{first}](?:博士|教授|院士|老师|先生|女士))"
        rf"|(?:{before})(?:[:是为由]\s?)?(?P<b>{name}[{HAN}]?)(?={verbs}|[,。、;)\s]|$)"
    )


def _chinese(
    wording: Wording, start: int, end: int, masked: Collection[tuple[int, int]], known: frozenset[str]
) -> Iterator[Term]:
    at = start
    spans = [match.span(match.lastgroup or 0) for match in _person().finditer(wording.folded, start, end)]
    for name in known:
        place = wording.folded.find(name, start, end)
        while place >= 0:
            spans.append((place, place + len(name)))
            place = wording.folded.find(name, place + len(name), end)
    for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
        if first < at or any(one < last and first < two for one, two in masked):
            continue
        yield from _plain(wording, at, first, masked)
        word = wording.folded[first:last]
        yield Term(word, first, last, "name", {word: 1.0}, True, person=True)
        at = last
    yield from _plain(wording, at, end, masked)


def _plain(wording: Wording, start: int, end: int, masked: Collection[tuple[int, int]]) -> Iterator[Term]:
    if start >= end:
        return
    at = start
    unknown: list[tuple[int, int]] = []
    for word in segment(wording.folded[start:end]):
        place = (at, at + len(word))
        at += len(word)
        hidden = any(first < place[1] and place[0] < last for first, last in masked)
        idle = word in idle_han()
        if len(word) == 1 and not hidden and not idle and word not in _single():
            unknown.append(place)
            continue
        yield from _name(wording, unknown)
        unknown = []
        if hidden:
            continue
        rows = concepts()[0].get(word, ())
        named = any(row.startswith("=n") for row in rows) or (proper(word) and not rows)
        kind = "light" if idle else "name" if named else "word"
        yield Term(word, *place, kind, {word: 1.0, **dict(renderings(word))}, True, glosses(word))
    yield from _name(wording, unknown)


@cache
def _single() -> frozenset[str]:
    """Characters that are words by themselves."""
    return frozenset(word for word in concepts()[0] if len(word) == 1) | frozenset(
        table("verification", "glossary")["light"]["single"]
    )


def _name(wording: Wording, places: Sequence[tuple[int, int]]) -> Iterator[Term]:
    """Characters that no dictionary makes a word of: side by side they are most likely a name."""
    if not places:
        return
    start, end = places[0][0], places[-1][1]
    word = wording.folded[start:end]
    if len(places) == 1:
        yield Term(
            word,
            start,
            end,
            "word",
            {word: 1.0, **{part: 0.6 * share for part, share in renderings(word)}},
            True,
            glosses(word),
        )
    else:
        # pairs of verbs make such runs too
        named = len(word) > 2
        yield Term(word, start, end, "name" if named else "word", {word: 1.0}, True)


# -- English --------------------------------------------------------------------------------------------------------


def _english(wording: Wording, tokens: Sequence[re.Match[str]]) -> Iterator[Term]:
    if not tokens:
        return
    parts = [part for token in tokens for part in _parts(wording, token)]
    phrases = concepts()[1]
    at = 0
    while at < len(parts):
        for size in range(min(_PHRASE, len(parts) - at), 0, -1):
            key = tuple(part.root for part in parts[at : at + size])
            if key in phrases and (
                size > 1 or parts[at].kind != "name" or _exactly(wording.folded, parts[at], phrases[key])
            ):
                run = parts[at : at + size]
                surface = wording.folded[run[0].start : run[-1].end]
                keys = {" ".join(key): 1.0, **dict.fromkeys(phrases[key], 1.0)}
                if size == 1:
                    keys[key[0]] = 1.0
                elif size > 1:
                    keys |= dict.fromkeys((part.root for part in run if part.kind != "light"), 0.6)
                named = any(row.startswith("=n") for row in phrases[key])
                kind = "light" if size == 1 and run[0].kind == "light" else "name" if named else "word"
                written = wording.text[run[0].start : run[-1].end]
                yield Term(
                    surface, run[0].start, run[-1].end, kind, keys, False, written=written, opening=run[0].opening
                )
                at += size
                break
        else:
            part = parts[at]
            keys = {part.root: 1.0}
            if part.kind == "name":
                keys = {squeezed(wording.folded[part.start : part.end]): 1.0, part.root: 1.0}
            yield Term(
                wording.folded[part.start : part.end],
                part.start,
                part.end,
                part.kind,
                keys,
                False,
                written=wording.text[part.start : part.end],
                opening=part.opening,
            )
            at += 1


@dataclass(slots=True)
class _Part:
    root: str
    start: int
    end: int
    kind: Kind
    opening: bool
    exact: bool


def _exactly(folded: str, part: _Part, concept: Sequence[str]) -> bool:
    """Whether a capitalised word is itself in a row: Lin is not the root of lines."""
    return any(folded[part.start : part.end] in rows()[one][1] for one in concept)


def squeezed(name: str) -> str:
    """A Latin name without what is written differently: ``GPT-3.5`` and ``GPT 3.5``."""
    return re.sub(r"[\s\-'’]", "", name.lower())


def _parts(wording: Wording, token: re.Match[str]) -> Iterator[_Part]:
    text, start, end = wording.text, token.start(), token.end()
    word = text[start:end]
    for ending in ("'s", "’s"):
        if word.endswith(ending):
            word, end = word[:-2], end - 2
    before = text[:start].rstrip(" \"'“‘*_(")
    opening = not before or before[-1] in ".!?。！？:：;；\n|" or before[-1] in "-•·"
    exact = bool(_INNER.search(word)) and word.lower() not in ("r&d", "q&a")
    if "-" in word and not any(letter.isdigit() for letter in word):
        place = start
        for piece in word.split("-"):
            if piece:
                yield _part(piece, place, opening)
            place += len(piece) + 1
            opening = False
        return
    if word.isdigit():
        if len(word) < 3:
            yield _Part(word, start, end, "light", opening, False)
        return
    if _AMERICA.fullmatch(word):
        yield _Part(root("america"), start, end, "name", opening, False)
        return
    if _MEASURE.fullmatch(word):
        yield _Part(word.lower(), start, end, "light", opening, False)
        return
    if exact:
        lowered = word.lower()
        yield _Part(root(lowered), start, end, "name", opening, True)
        return
    yield _part(word, start, opening)


def _part(word: str, start: int, opening: bool) -> _Part:
    lowered = word.lower()
    capital = word[0].isupper()
    kind = "light" if lowered in light() or len(word) < 2 else "name" if capital and not opening else "word"
    return _Part(root(lowered), start, start + len(word), kind, opening and capital, bool(_INNER.search(word)))


def content(terms: Sequence[Term]) -> list[Term]:
    """The terms that bear a claim."""
    return [term for term in terms if term.kind != "light"]


__all__ = ["Term", "Wording", "content", "known", "read_wording", "squeezed"]

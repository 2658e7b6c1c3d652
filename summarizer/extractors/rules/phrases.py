"""English noun phrases around a figure: who is the subject of the verb before it, what is the object behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...patterns import lazy
from ...tables import table
from ..material import Line, Material


def _any(part: str, key: str) -> str:
    words: list[str] = table("extractors.rules", "english")[part][key]
    return "|".join(words).replace(" ", r"\s")


@cache
def _verb() -> re.Pattern[str]:
    """A verb: ``be`` measures its subject, ``do`` its object; ``to`` is an infinitive that does the first."""
    return re.compile(
        rf"(?<![\w-])(?:(?P<be>{_any('verb', 'measures')})|(?P<do>{_any('verb', 'does')})"
        r"|(?P<to>(?:(?<=\bto\s)|(?<=\bcould\s)|(?<=\bwould\s)|(?<=\bshould\s)|(?<=\bwill\s)|(?<=\bmay\s))(?:increase|decrease|decline|rise|drop|improve|expand|exceed|reach|accelerate|approximate|range|total|contribute|"
        r"represent|hit))|(?P<modal>will|would|should|could|can|may))(?![\w-])"
    )


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|,|--|-|(?:{_any('phrase', 'opening')})(?=[\s,]|$))")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,]|(?<![\w’'&-])(?:{_any('phrase', 'closing')})(?![\w-]))$")


@cache
def _phrase_end() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{_any('phrase', 'end')})(?![\w-])|[,;:()?!—]|--|\s[-–—]\s|(?<![.\s][a-z])\.(?=\s|$)|(?<![\w-])(?:[$€£]|"
        r"(?:usd|eur|gbp|dkk|sek|nok|chf|jpy|cny|rmb|hkd|inr|aud|cad|sgd|krw|twd|brl|mxn|zar|pln|czk|thb|idr|aed|ils|php|myr|us|hk|nt|c|a|r)[$]?\s?)?\d"
    )


@cache
def _plain(key: str) -> frozenset[str]:
    return frozenset(table("extractors.rules", "english")["phrase"][key].split())


_GLUE = lazy(
    r"(?:\s|\b(?:to|be|been|have|has|also|now|not|further|again|actually|currently|already|then|still|both|"
    r"all|each|only|once|once again|significantly|slightly|strongly|sequentially|again)\b)*"
)
_BOUNDARY = lazy(
    r"\b(?:and|while|but|with|as|which|that|so|or|because|where|when|since|whereas|though|although|plus|if)\s|,\s|—|--\s?|\s[-–—]\s"
)
_SUBORDINATE = lazy(
    r"\b(?:where|because|given\sthat|note\sthat|pleased\sthat|report\sthat|say\sthat|saw\sthat|see\sthat)\s"
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """The verb that a figure belongs to. Offsets count code points of the repaired text."""

    phrase: tuple[int, int]
    """The words in front of the verb, unstripped."""
    end: int
    """End of the verb."""
    measures_subject: bool
    """True where the figure says how much the subject is (``net sales were``), False where it measures an object."""


def find_predicate(folded: str, start: int, stop: int, *, fresh: bool) -> Predicate | None:
    """The last verb between ``start`` and ``stop``; ``fresh`` where ``start`` begins a clause and does not follow a figure."""
    verbs = [verb for verb in _verb().finditer(folded, start, stop) if not _attributive(folded, verb, start)]
    if not verbs:
        return None
    last = first = verbs[-1]
    index = len(verbs) - 1
    while index > 0 and _GLUE.fullmatch(folded, verbs[index - 1].end(), first.start()):
        index -= 1
        first = verbs[index]
    region = verbs[index - 1].end() if index > 0 else start
    if index == 0 and fresh:
        for cut in _SUBORDINATE.finditer(folded, region, first.start()):
            region = cut.end()
    if (index > 0 and verbs[index - 1].lastgroup != "do") or not fresh:
        for cut in _BOUNDARY.finditer(folded, region, first.start()):
            region = cut.end()
    measures = last.lastgroup in ("be", "to") or (last.lastgroup == "modal" and index < len(verbs) - 1)
    if (
        last.lastgroup == "do"
        and first.lastgroup == "be"
        and last[0] in ("expected", "projected", "anticipated", "estimated", "forecast")
    ):
        measures = True
    return Predicate((region, first.start()), last.end(), measures)


_AFTER_BE = lazy(
    r"(?:\b(?:is|are|was|were|be|been|now|also|currently|and|while|by|not|we|of|in)|['’](?:re|s|m)|,|--)\s$"
)
_BEFORE_NOUN = lazy(
    r"\b(?:for|of|the|our|a|an|new|total|more|their|its|all|average|these|those|non-gaap|gaap|in|from|with|on|adjusted|any|other|his|no|per|such|previously|recently|overall|net|and\sour|and\sthe)\s$"
)


_ON_BASIS = lazy(r"\s(?:in|at|on|under)\s")


def _attributive(folded: str, verb: re.Match[str], start: int) -> bool:
    """``customers spending more than``, ``paid customers``: the participle sorts the noun and is no verb of the clause."""
    word = verb[0]
    if verb.lastgroup not in ("be", "do"):
        return False
    if verb.start() <= start + 1:
        return word in ("paid", "reported", "adjusted", "increased", "improved", "expanded")
    before = folded[max(start, verb.start() - 16) : verb.start()]
    if word == "reported" and _ON_BASIS.match(folded, verb.end()):
        return True
    if word.endswith("ing"):
        return verb.lastgroup == "do" and _AFTER_BE.search(before) is None
    return word.endswith(("ed", "paid", "sold")) and _BEFORE_NOUN.search(before) is not None


def verb_at(folded: str, start: int, stop: int) -> int | None:
    """The end of the verb that stands at ``start``, if one does."""
    match = _verb().match(folded, start, stop) or _verb().match(folded, start + 1, stop)
    return match.end() if match and match.lastgroup != "do" else None


def strip_phrase(material: Material, line: Line, start: int, end: int) -> tuple[int, int]:
    """Cut connectives, determiners and time from both ends of a phrase."""
    folded = material.folded
    by_end = {mention.end: mention.start for mention in line.periods}
    by_start = {mention.start: mention.end for mention in line.periods}
    while start < end:
        if start in by_start:
            start = min(by_start[start], end)
            if folded[start : start + 1] in "'’":
                start += 2
            continue
        match = _opening().match(folded, start, end)
        if match is None or match.end() == start:
            break
        start = match.end()
        # an opening word may be the first of a period (the quarter)
        inside = [mention for mention in line.periods if mention.start < start < mention.end]
        if inside:
            start = min(inside[0].end, end)
    while start < end:
        if end in by_end and by_end[end] >= start:
            end = by_end[end]
            continue
        match = _closing().search(folded, max(start, end - 30), end)
        if match is None or match.start() == end:
            break
        end = match.start()
    return start, max(start, end)


def is_hollow(folded: str, start: int, end: int) -> bool:
    """Whether a phrase names nothing by itself (it, this, we)."""
    words = re.findall(r"[a-z][\w’'-]*", folded[start:end])
    return all(word in _plain("hollow") for word in words)


def is_person(folded: str, start: int, end: int) -> bool:
    """Whether the subject is who speaks and no quantity (we, the company)."""
    words = re.findall(r"[a-z][\w’'-]*", folded[start:end])
    return bool(words) and all(word in _plain("person") for word in words)


def phrase_end(folded: str, start: int, stop: int) -> int:
    """Where a noun phrase that begins at ``start`` ends, at the latest at ``stop``."""
    match = _phrase_end().search(folded, start, stop)
    return match.start() if match else stop

"""Sentences of a summary that are news, as lines: the source's own words, without what a speaker opens with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..schemas import Evidence, Summary
from ..tables import table
from .headline import Candidate, Headline

_PERSON = lazy(
    r"^we(?:(?P<short>['’](?:re|ve|ll))|\s+(?P<adverb>now|also|still|currently|fully|do)?\s*(?P<verb>[a-z]+))\b\s*", re.IGNORECASE
)
_SHORT = {"re": "are", "ve": "have", "ll": "will"}
_OTHERS = lazy(r"\b(?:we|us|i|you|me|my|your|ours|i['’]m|let['’]s)\b", re.IGNORECASE)
_OUR = lazy(r"\bour\b", re.IGNORECASE)
_FIRST_HAN = lazy(r"^(?:我们|我們|公司)(?=预计|預計|预期|預期|计划|計劃|将|將|拟|擬|有望|力争|力爭)")
_DANGLING = lazy(r"这|那|它|他|她|该|此|正如|正因|如果|因为|由于|所以|这样|這|該|正如|正因|因為|由於")
_LEANING = lazy(r"(?:i|you|it|this|that|these|those|they|he|she|which|if|as|because|there|let|given)\b", re.IGNORECASE)
_JOINT = lazy(r"^(?:and|but|so)\s+", re.IGNORECASE)
_ASIDE = lazy(r",?\s+(?:however|but|and so),?\s+(?:i\b|let me\b).*$", re.IGNORECASE)
# what the sentence before named or the next one says
_ELSEWHERE = lazy(
    r"\bas follows\b|"
    r"\b(?:these|those|such|this(?!\s+(?:\w+\s+)?(?:year|quarter|month|week|morning|time|spring|summer|fall|winter|call)))\b",
    re.IGNORECASE,
)
_END = " 。．.；;，,、!！"
_EN_LONG, _EN_MOST, _ZH_LONG, _ZH_MOST = 24, 40, 45, 80


@dataclass(frozen=True, slots=True)
class _Cue:
    news: float
    once: str
    outlook: bool
    all: tuple[re.Pattern[str], ...]


@cache
def _cues(language: str) -> tuple[_Cue, ...]:
    return tuple(
        _Cue(row["news"], row.get("once", ""), row.get("outlook", False), tuple(re.compile(one) for one in row["all"]))
        for row in table("headlines", "words")["statement"][language]
    )


def statements(summary: Summary) -> Iterator[Candidate]:
    """Every sentence of the summary that is news."""
    english = summary.document.language == "en"
    sections: tuple[tuple[bool, Sequence[tuple[str, list[Evidence]]]], ...] = (
        (True, [(one.text, one.evidence) for one in summary.outlook]),
        (False, [(one.text, one.evidence) for one in summary.strategy]),
        (False, [(one.text, one.evidence) for one in summary.overview]),
    )
    for outlook, items in sections:
        for text, evidence in items:
            found = _statement(text, evidence, outlook, english)
            if found is not None:
                yield found


def _statement(text: str, evidence: list[Evidence], outlook: bool, english: bool) -> Candidate | None:
    folded = text.lower()
    cues = [one for one in _cues("en" if english else "zh") if outlook or not one.outlook]
    cue = next((one for one in cues if all(part.search(folded) for part in one.all)), None)
    if cue is None or not evidence or text.rstrip().endswith(("?", "？")):
        return None
    line = _english(text) if english else _chinese(text)
    if line is None:
        return None
    long = max(0, len(line.split()) - _EN_LONG) if english else max(0, len(line) - _ZH_LONG) / 2
    same = ("statement", cue.once or line)
    return Candidate(Headline(line, "statement", tuple(evidence)), cue.news - long, same, evidence[0].start)


def _english(text: str) -> str | None:
    """The sentence as a line, in the third person where that takes nothing but its head; None where it is no line."""
    bare = " ".join(text.split()).rstrip(_END)
    opening = table("headlines", "words")["opening"]["en"]
    head = re.compile(rf"^{opening}(?:,\s*|\s+(?=we\b|our\b))", re.IGNORECASE)
    while found := head.match(bare):
        bare = bare[found.end() :]
    bare = _ASIDE.sub("", _JOINT.sub("", bare))
    if not 4 <= len(bare.split()) <= _EN_MOST or _ELSEWHERE.search(bare):
        return None
    bare = _third_person(bare) or bare
    return None if _LEANING.match(bare) else bare[0].upper() + bare[1:]


def _third_person(text: str) -> str | None:
    found = _PERSON.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    verb = _SHORT[found["short"][1:].lower()] if found["short"] else found["verb"].lower()
    told = table("headlines", "words")["person"].get(verb)
    if told is None and verb.endswith("ed"):
        told = verb.capitalize()
    if told is None or not rest or _OTHERS.search(rest):
        return None
    if verb == "have" and re.match(r"(?:also |again |now |recently )?[a-z]+ed\b", rest):
        told = ""
    adverb = (found["adverb"] or "").lower()
    if adverb == "do":
        return None
    parts = [adverb.capitalize(), told.lower()] if adverb and told else [adverb or told]
    return " ".join(filter(None, [*parts, _OUR.sub("its", rest)]))


def _chinese(text: str) -> str | None:
    bare = re.sub(r"\s+", "", text) if not re.search(r"[A-Za-z]", text) else " ".join(text.split())
    bare = bare.strip(_END)
    opening = table("headlines", "words")["opening"]["zh"]
    head = re.compile(rf"^{opening}[,，、]\s*")
    while found := head.match(bare):
        bare = bare[found.end() :]
    bare = _FIRST_HAN.sub("", bare)
    if bare[:1].isascii() and bare[:1].isalpha():
        # somebody else's name: a customer's or a partner's plans are not the company's
        return None
    if _DANGLING.match(bare):
        return None
    return bare if 6 <= len(bare) <= _ZH_MOST else None

"""Whether an English name names anything: a noun phrase is kept, what hangs off its ends is cut, a piece of a clause is no name."""

from __future__ import annotations

import re
from functools import cache

from ...figures.model import Figure
from ...patterns import lazy
from ...tables import table
from .english_names import words_of
from .subject import Subject, tidy

# 60% of purchases | were in bonds: what is said of the part, as a clause that sorts it
_SAID_OF = lazy(r"(share of (?:[\w&.’'\-]+\s){1,4}?)(?=(?:are|were|have|had|has|was|show|generate|use)\s)")
_SORTED_BEFORE = frozenset({"that", "who", "which"})
_WORD = lazy(r"[a-z][\w’'-]*")


@cache
def _saying() -> re.Pattern[str]:
    phrases: list[str] = table("extractors.rules", "english")["nominal"]["saying"]
    return re.compile(rf"(?:{'|'.join(phrases).replace(' ', chr(92) + 's')})\s")


def as_named(subject: Subject, figure: Figure) -> Subject | None:
    """The subject under a name that is a noun phrase, or ``None`` where its words name nothing."""
    name = subject.name
    if (said := _saying().match(name.lower())) is not None:
        name = name[said.end() :]
        if subject.segment is not None and subject.segment.lower().startswith(said[0]):
            subject.segment = subject.segment[said.end() :] or None
    if subject.metric is None:
        name = _whole(name)
        words = _WORD.findall(name.lower().replace("’", "'"))
        if not words or words[0] in words_of("nominal", "clause"):
            return None
        content = words[2:] if words[:2] == ["share", "of"] else words
        if figure.kind in ("percent", "multiple") and figure.change is None:
            if words[0] in words_of("nominal", "vague"):
                return None
            if words[0] in words_of("nominal", "comparatives"):
                content = words[1:]
        if all(re.sub(r"'s$", "", word) in words_of("nominal", "empty") for word in content):
            return None
    subject.name = name
    return subject


def _whole(name: str) -> str:
    """A phrase without the words that a cut left at its end, its share told as one (``share of purchases that were in bonds``)."""
    words = _UNENDED.sub("", name).split()
    while len(words) > 1 and (words[-1].lower() in words_of("nominal", "last") or _OF_YEARS.fullmatch(words[-1].lower())):
        words.pop()
    name = tidy(" ".join(words))
    said = _SAID_OF.match(name)
    if said is not None and not _SORTED_BEFORE & set(said[1].split()):
        name = f"{said[1]}that {name[said.end() :]}"
    return name


# creating on a weekly …: the noun of the last words was cut off
_UNENDED = lazy(r"\s(?:on|and)\san?(?:\s(?!basis\b)[\w-]+){1,2}$")
_OF_YEARS = lazy(r"\d+-(?:year|month|day)")

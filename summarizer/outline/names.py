"""What a person's name and a person's title look like, in Chinese and in English.

Chinese is judged on folded text (simplified, half-width, lower case); Latin names on the text itself, as their capitals tell them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..patterns import lazy
from ..tables import table, words_pattern

_LETTERS = r"[^\W\d_㐀-鿿]"
_CAPITAL = rf"(?:(?:[A-Z]\.)+(?:-?[A-Z]\.)*|(?:Jr|Sr|St)\.|[^\W\d_a-z㐀-鿿]{_LETTERS}*(?:[.'’-]+{_LETTERS}+)*)"
_PARTICLE = r"(?:(?:de|da|del|der|den|van|von|la|le|bin|al|el|ter|dos|di)\b ?){0,2}"
LATIN_NAME = rf"{_CAPITAL}(?: [\"“'‘][A-Z]\w*[\"”'’])?(?: {_PARTICLE}{_CAPITAL}){{1,4}}"
"""Two to five capitalised words, for use inside a regular expression over unfolded text."""
_PARTICLES = frozenset("de da del der den van von la le bin al el ter dos di und y e".split())
_WORD = lazy(r"[^\W\d_][\w.'’-]*\Z")
_DOTS = "·.•・"
_TRANSLITERATED = lazy(r"[a-z.㐀-鿿]{1,8}(?:[·.•・][ ]?[a-z.㐀-鿿-]{1,10}){1,4}\Z")
_PARTS = lazy(r"[ ·.]+")
_HANZI = lazy(r"[㐀-鿿]{2,4}\Z")


@cache
def _surnames() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    names = table("outline", "names")
    singles = frozenset("".join(str(names["surnames"]).split()))
    return singles, tuple(names["compound_surnames"]), frozenset(names["not_names"])


def is_hanzi_name(folded: str) -> bool:
    """True of two to four Han characters that begin with a surname and are not a common word."""
    if not _HANZI.match(folded):
        return False
    singles, compounds, words = _surnames()
    if folded in words or folded[:2] in words or folded[-2:] in words:
        return False
    if folded.startswith(compounds):
        return len(folded) >= 3
    return folded[0] in singles and len(folded) <= 3


def is_transliterated(folded: str) -> bool:
    """True of a foreign name in Chinese characters, its parts dotted: 迪伦·菲尔德."""
    if not any(dot in folded for dot in _DOTS):
        return False
    return bool(_TRANSLITERATED.match(folded)) and bool(re.search("[㐀-鿿]", folded))


def is_latin_name(name: str, *, words: int = 2) -> bool:
    """True of ``words`` to five capitalised Latin words."""
    parts = name.split()
    if not words <= len(parts) <= 5:
        return False
    for part in parts:
        if not _WORD.match(part) or "㐀" <= part[0] <= "鿿":
            return False
        if part[0].islower() and part not in _PARTICLES:
            return False
    return parts[0][0].isupper() and parts[-1][0].isupper()


@cache
def title_pattern() -> str:
    """A Chinese title with what stands before its head, several joined by 兼, 、, 及, or /; over folded text."""
    names = table("outline", "names")
    modifiers = words_pattern(names["modifiers"])
    heads = words_pattern(names["title_heads"])
    one = f"(?:{modifiers}){{0,4}}{heads}"
    return rf"{one}(?:[ ]?(?:兼任|兼|、|及|和|,|/|&|暨)[ ]?{one}){{0,4}}"


@cache
def titles() -> re.Pattern[str]:
    return re.compile(title_pattern())


@cache
def english_title() -> re.Pattern[str]:
    """A word that makes an English phrase a title; over folded text."""
    return re.compile(r"(?<![a-z])" + words_pattern(table("outline", "names")["english_title_words"]))


@cache
def honorifics() -> re.Pattern[str]:
    """先生, 女士 and the like at the end of a name."""
    return re.compile("(?:" + "|".join(table("outline", "names")["honorifics"]) + r")\Z")


def same_person(one: str, other: str) -> bool:
    """True where two names share their last part (Alex Miller, Aleksandr Miller; 亚历克斯·米勒, 亚历山大·米勒), or one spells the other
    in Chinese characters (Alex Miller, 亚历克斯·米勒)."""
    first, second = _parts(one), _parts(other)
    if first == second:
        return True
    last = first[-1]
    if len(first) < 2 or len(second) < 2:
        return False
    if last.isascii() != second[-1].isascii():
        latin, han = (first, second) if last.isascii() else (second, first)
        return _spells(latin[0], han[0]) and _spells(latin[-1], han[-1])
    return last == second[-1] and len(last) > (2 if last.isascii() else 1)


@lru_cache(maxsize=1024)
def _parts(name: str) -> tuple[str, ...]:
    """A name's parts in lower case; a call's few names are compared over and over."""
    return tuple(_PARTS.split(name.lower()))


@cache
def _sounds() -> dict[str, str]:
    rows: dict[str, str] = table("outline", "names")["sounds"]
    letters: dict[str, str] = {}
    for letter, characters in rows.items():
        for character in characters:
            letters[character] = letters.get(character, "") + letter
    return letters


def _spells(latin: str, han: str) -> bool:
    """True where each character's first sound is among the Latin letters in their order, the first of both the same. Sounds that
    Chinese adds or leaves out (the r of 尔, the t of 特) may be lacking."""
    sounds = _sounds()
    if not latin or not han or latin[0] not in sounds.get(han[0], ""):
        return False
    at, met, known = 1, 1, 1
    for character in han[1:]:
        letters = sounds.get(character)
        if letters is None:
            continue
        known += 1
        places = [place for place in (latin.find(letter, at) for letter in letters) if place >= 0]
        if places:
            at, met = min(places) + 1, met + 1
    return met * 4 >= known * 3

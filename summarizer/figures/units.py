"""What stands at a number: scale words, units and currencies, from ``units.toml``. Everything works on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ..patterns import lazy
from ..tables import table
from .model import FigureKind


class Unit(NamedTuple):
    """A unit word's meaning: the kind of figure that it makes, its name, and what the number is multiplied and divided by."""

    kind: FigureKind
    name: str
    times: int = 1
    over: int = 1


class Suffix(NamedTuple):
    """Scale and unit read behind a number."""

    scale: int
    unit: Unit | None
    stop: int
    """End of the number with scale and unit."""
    more: bool
    """Whether 多/余/几/+ stands inside."""
    scale_word: str
    unit_start: int
    """Where the unit word begins; ``stop`` where there is none."""


WordList = dict[str, tuple[str, ...]]
"""First (or last) letter to the words with it, longest first: a handful of comparisons finds the longest word at a place."""


@dataclass(frozen=True, slots=True)
class UnitTable:
    """``units.toml`` laid out for looking up."""

    scale: Mapping[str, int]
    scales: WordList
    unit: Mapping[str, Unit]
    units: WordList
    before: Mapping[str, str]
    before_by_last: WordList
    nouns: frozenset[str]
    not_counted: frozenset[str]
    stops: frozenset[str]
    zh_scaled: frozenset[str]
    """Units that are counted with a Chinese scale word alone."""
    in_chinese: Mapping[str, Unit]
    """Units that mean something else in a Chinese sentence."""


_PERCENT_KINDS: dict[str, FigureKind] = {"%": "percent", "x": "multiple", "pp": "points", "bps": "points"}


@cache
def unit_table() -> UnitTable:
    """The table, read once."""
    data = table("figures", "units")
    unit = {word: Unit("count", word) for word in (data["count"]["zh"] + " " + data["count"]["zh_scaled"]).split()}
    unit |= {word: Unit("duration", name) for word, name in data["duration"].items()}
    unit |= {word: Unit("count", name, times) for word, (name, times) in data["measure"].items()}
    unit |= {word: Unit(_PERCENT_KINDS[name], name) for word, name in data["percent"].items()}
    unit |= {word: Unit("amount", name) for word, name in data["currency"]["after"].items()}
    unit |= {word: Unit("amount", name, 1, 100) for word, name in data["currency"]["cents"].items()}
    before = data["currency"]["before"]
    return UnitTable(
        data["scale"], _grouped(data["scale"], 0), unit, _grouped(unit, 0), before, _grouped(before, -1),
        frozenset(data["count"]["en"].split()), frozenset(data["count"]["never"].split()), frozenset(data["count"]["stop"].split()),
        frozenset(data["count"]["zh_scaled"].split()),
        {word: Unit(_PERCENT_KINDS[name], name) for word, name in data["percent_in_chinese"].items()},
    )  # fmt: skip


def _grouped(words: Iterable[str], at: int) -> WordList:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[at], []).append(word)
    return {letter: tuple(sorted(group, key=len, reverse=True)) for letter, group in groups.items()}


def _latin(letter: str) -> bool:
    return "a" <= letter <= "z" or "0" <= letter <= "9"


@cache
def _spaced(word: str) -> re.Pattern[str]:
    return re.compile(r"\s".join(map(re.escape, word.split(" "))))


def _word_at(words: WordList, folded: str, at: int) -> tuple[str, int]:
    """The longest of ``words`` at a place with its end, ``("", at)`` where there is none. A Latin word must end there."""
    for word in words.get(folded[at : at + 1], ()):
        stop = at + len(word)
        if not folded.startswith(word, at) and not (" " in word and _spaced(word).match(folded, at)):
            continue
        if _latin(word[-1]) and stop < len(folded) and _latin(folded[stop]):
            continue
        return word, stop
    return "", at


_SENTENCE = 12
"""Characters in front of a unit in which a Chinese one shows that the sentence is Chinese."""

# 0.49元/wh, 500万吨/年
_PRICE_PER = lazy(r"\s?/\s?(?:[a-z]{1,8}|[一-鿿]{1,3}?(?=[^一-鿿]|左右|以上|$)|[一-鿿])")
_COUNT_PER = lazy(r"\s?/\s?(?:[a-z]{1,8}|年|月|日|天|小时|分钟|秒|季|周|人|户|台|套|吨|平方米|平米)")


_MORE = ("多", "余", "几", "+")
_TIME = "(?:year|quarter|month|week|day)"
_COMPARED = lazy(rf"{_TIME}[\s-](?:over|on|by|to|versus|vs\.?)[\s-](?:the\s)?{_TIME}(?![a-z])")
"""A base of comparison, of which no word is counted: in ``$5 million year over year`` there are no years."""


def read_suffix(folded: str, end: int) -> Suffix | None:
    """Scale and unit behind the number that ends at ``end``: ``多万吨``, ``亿元``, `` billion``; ``None`` where there is neither."""
    units = unit_table()
    head = _past_space(folded, end)
    more = folded[head : head + 1] in _MORE
    if more:
        head = _past_space(folded, head + 1)
    word, stop = _scale_at(units, folded, head)
    if len(word) == 1 and _latin(word) and head != end:
        # 5m, 3b, 20k stand directly at the number
        return None
    at = stop
    if word:
        more = more or word == "个多亿"
        if folded[at : at + 1] in ("多", "余"):
            more, at = True, at + 1
            stop = at
        elif folded[at : at + 1] == "+" and _word_at(units.units, folded, at + 1)[0]:
            more, at = True, at + 1
    at = _past_space(folded, at)
    at += folded[at : at + 1] == "-"
    unit_word, unit_stop = _word_at(units.units, folded, at)
    unit = units.unit[unit_word] if unit_word else None
    if unit is not None and unit.kind == "duration" and _COMPARED.match(folded, at):
        unit = None
    if unit is not None and not _stands_at(units, unit_word, unit, word, gap=at - stop, direct=more or head != end, apart=head - end):
        unit = None
    if unit is None:
        return Suffix(units.scale[word], None, stop, more, word, stop) if word else None
    if unit_word in units.in_chinese and any(letter > "⺀" for letter in folded[max(0, end - _SENTENCE) : end]):
        unit = units.in_chinese[unit_word]
    if unit.kind in ("amount", "count") and "/" in folded[unit_stop : unit_stop + 2]:
        per = (_PRICE_PER if unit.kind == "amount" else _COUNT_PER).match(folded, unit_stop)
        unit_stop = per.end() if per else unit_stop
    return Suffix(units.scale[word] if word else 1, unit, unit_stop, more, word, at)


def _past_space(folded: str, at: int) -> int:
    return at + 1 if folded[at : at + 1].isspace() else at


def _scale_at(units: UnitTable, folded: str, at: int) -> tuple[str, int]:
    """The scale word at a place and its end, ``("", at)`` where there is none."""
    word, stop = _word_at(units.scales, folded, at)
    if word in ("千", "兆") and _word_at(units.units, folded, at)[1] > stop:
        # 500千瓦, 300兆瓦
        return "", at
    if not word and folded[at : at + 1] == "-":
        # $10-million; a single letter is a word of its own there
        word, stop = _word_at(units.scales, folded, at + 1)
        return (word, stop) if len(word) > 2 else ("", at)
    return word, stop


def _stands_at(units: UnitTable, word: str, unit: Unit, scale: str, *, gap: int, direct: bool, apart: int) -> bool:
    """Whether a unit word belongs to the number.

    ``gap`` characters lie between it and the scale or, without one, what ``apart`` characters behind the number begins; ``direct``
    says that it must stand there at once.
    """
    if word in units.zh_scaled:
        return scale[-1:] > "z"
    if word in ("p", "x"):
        return gap == 0 and (apart == 0 or scale != "")
    # 6,000 张, but no counting word after more than a space
    return unit.kind != "count" or scale != "" or gap <= (not direct)


def is_measured(folded: str, end: int) -> bool:
    """Whether a scale or a unit other than a time follows: 2000 bps are no year, 2000 days may be one's."""
    suffix = read_suffix(folded, end)
    return suffix is not None and (suffix.unit is None or suffix.unit.kind != "duration")


def currency_before(folded: str, start: int) -> tuple[str | None, int]:
    """The currency in front of the number that begins at ``start`` (``us$``, ``人民币 ``) and where it begins, else ``(None, start)``."""
    units = unit_table()
    stop = start
    if stop and folded[stop - 1].isspace():
        stop -= 1
    if not stop:
        return None, start
    for word in units.before_by_last.get(folded[stop - 1], ()):
        first = stop - len(word)
        if first < 0 or not folded.startswith(word, first):
            continue
        if first and word[0].isascii() and word[0].isalpha() and "a" <= folded[first - 1] <= "z":
            continue
        return units.before[word], first
    return None, start


_WORDS_BEHIND = lazy(r"(?:\s[a-z][a-z\-]*){1,4}")


def counted_noun(folded: str, end: int) -> str | None:
    """The noun that an English number counts (``12,000 paying customers``), ``None`` where none of the table follows.

    A plural counts too; the table holds what is not one, and what ends otherwise.
    """
    if not folded[end : end + 1].isspace():
        return None
    units = unit_table()
    words = _WORDS_BEHIND.match(folded, end, end + 60)
    if not words:
        return None
    for word in words[0].split():
        if word in units.stops:
            return None
        plural = len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in units.not_counted
        if plural or word in units.nouns:
            return word
    return None

"""A statement as the tokens that decide what it says: figures, periods, names, directions, negations, qualifiers, content words.

Numbers and periods are read by the project's own grammar (`figures.scan`); the words are in ``hard_tokens.toml``. Words that a wording may
have more or fewer of are left out; what is in no table is content and stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..figures import Figure, PeriodMention, scan
from ..outline.script import HAN
from ..tables import table, words_pattern
from .boundaries import with_dashes

HARD = frozenset({"figure", "number", "period", "name", "direction", "level", "negation", "base", "qualifier", "modal", "metric", "order"})
"""Kinds that must agree for a wording to count; the rest is content, which must be there but is no contradiction where it differs."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token; two tokens say the same where their keys are equal."""

    kind: str
    key: tuple[object, ...]
    start: int
    end: int
    surface: str = ""
    """A figure's own characters, folded, white space left out; a word's own."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    pattern: re.Pattern[str]
    words: dict[str, tuple[str, str]]
    """Word to its kind and row."""
    contracted: dict[str, tuple[str, str]]
    """A contraction to its two words."""


def _entries(row: str) -> Iterator[str]:
    """Chinese words are parted by spaces, English ones, which may hold spaces, by ``|``."""
    chinese, *english = row.split("|")
    yield from chinese.split() if re.search(f"[{HAN}]", chinese) else [chinese.strip()]
    yield from (" ".join(words.split()) for words in english)


@cache
def _lexicon() -> _Lexicon:
    data = table("grounding", "hard_tokens")
    words: dict[str, tuple[str, str]] = {}
    for kind in ("soft", "compound", "light"):
        for row in data[kind].values():
            words.update(dict.fromkeys(row.split(), (kind, "")))
    for kind in ("about", "direction", "level", "negation", "base", "qualifier", "modal", "metric", "order", "same", "company", "copula"):
        for name, row in data[kind].items():
            words.update({word: (kind, name) for word in _entries(row) if word})
    contracted = {
        short: (first, second)
        for short, _, written in (entry.strip().partition("=") for entry in data["contracted"]["en"].split("|"))
        for first, second in [written.split()]
    }
    chinese = [word for word in words if not word.isascii() and word[0] > "\u2fff"]
    latin = [word for word in words if word not in set(chinese)]
    pattern = re.compile(
        rf"(?P<zh>{words_pattern(chinese)})|(?P<contracted>(?<![a-z0-9])(?:{words_pattern(list(contracted))})(?![a-z]))|(?P<en>(?<![a-z0-9])(?:{words_pattern(latin)}))|(?P<latin>[a-z]+(?:'[a-z]+)?)"
        rf"|(?P<han>[{HAN}])|(?P<comma>[,、:—])|(?P<stop>[。!?;…\n]|\.(?!\d))|(?P<number>\d+(?:[.,]\d+)*)|(?P<mark>[-+~%$€£¥<>≤≥=/&()‰°^*])"
    )
    return _Lexicon(pattern, words, contracted)


def lex(text: str, folded: str) -> list[Token]:
    """The tokens of ``text``, in order of place; ``folded`` is `outline.script.fold` of it."""
    folded = with_dashes(text, folded, "—")  # a dash between clauses is no sign
    read = scan(text, folded)
    numbers: list[Token] = [_figure(folded, figure) for figure in read.figures]
    numbers += [_period(period) for period in read.periods]
    numbers += [_name(folded[start:end], start, end) for start, end in read.others]
    numbers.sort(key=lambda token: token.start)
    tokens: list[Token] = []
    last = 0
    for token in numbers:
        if token.start < last:
            continue
        tokens += _words(text, folded, last, token.start)
        tokens.append(token)
        last = token.end
    tokens += _words(text, folded, last, len(folded))
    return _beside_figures(tokens)


def _name(surface: str, start: int, end: int) -> Token:
    """A bare number reads as the same one with group commas does."""
    if _BARE.fullmatch(surface):
        return Token("figure", ("figure", Decimal(surface), None, "number", (), ""), start, end, surface)
    return Token("name", ("name", _code(surface)), start, end)


_BARE = re.compile(r"[1-9]\d{3,}")


def _code(surface: str) -> str:
    """A name's letters and digits: ``GPT-3.5`` and ``GPT 3.5`` are one, ``-3.5`` and ``3.5`` are not, nor ``13B`` and ``1 3B``."""
    return " ".join(re.sub(r"(?<=[a-z])[\s-]+(?=[a-z0-9])", "", surface).split())


def _figure(folded: str, figure: Figure) -> Token:
    """Figures agree in value, unit and kind, however they are written; ranges and numbers in words where they are written alike."""
    surface = re.sub(r"\s", "", folded[figure.start : figure.end])
    key: tuple[object, ...]
    if figure.value_max is not None:
        key = ("figure", *_range(surface))
    elif not any("0" <= letter <= "9" for letter in surface):
        key = ("figure", surface)
    else:
        marks = tuple(mark for mark in "元块多余几第/+" if mark in surface)
        # a sign in front may say more than the unit that the grammar read (HK$7.2 million dollars)
        prefix = re.split(r"\d", surface, maxsplit=1)[0]
        # without a unit, 11.8亿 is an amount and 118,000万 a number, to the grammar alone
        kind = "number" if figure.unit is None and figure.kind == "amount" else figure.kind
        key = ("figure", figure.value, figure.unit, kind, marks, prefix)
    return Token("figure", key, figure.start, figure.end, surface)


def _range(surface: str) -> tuple[str, ...]:
    """``8-10亿元`` and ``8亿元至10亿元`` as one. ``27%到29`` is a piece of ``27%到29%``, and another."""
    surface = surface.replace("percent", "%")
    ends = _RANGE.fullmatch(surface)
    if ends is None or not ends["unit"]:
        return (re.sub("[~至到]|to", "-", surface),)
    low_unit, unit, low_mark, mark = ends["low_unit"], ends["unit"], ends["low_mark"], ends["mark"]
    # $80-95 million, 8亿至10亿元
    if (low_unit and not unit.startswith(low_unit)) or (mark and mark != low_mark) or (low_mark and not mark and low_unit):
        return (re.sub("[~至到]|to", "-", surface),)
    return low_mark, ends["low"].replace(",", ""), ends["high"].replace(",", ""), unit


_RANGE = re.compile(
    r"(?P<low_mark>[^\d-]*)(?P<low>\d[\d,]*(?:\.\d+)?)(?P<low_unit>[^\d~-]*?)(?:[-~至到]|to|and)"
    r"(?P<mark>[^\d-]*)(?P<high>\d[\d,]*(?:\.\d+)?)(?P<unit>\D*)"
)
_PART_OF_YEAR = re.compile(
    r"第?(?P<zh>[一二三四1-4])(?:财季|季度?)|q(?P<q>[1-4])|(?<!\d)(?P<n>[1-4])q|(?P<en>first|second|third|fourth)quarter"
    r"|(?P<h1>上半年|h1|(?<!\d)1h|firsthalf)|(?P<h2>下半年|h2|(?<!\d)2h|secondhalf)"
)
_YEAR = re.compile(r"(?<!\d)(?:fy|fiscalyear|fiscal|财年)?(?P<year>20\d\d|(?<=fy)\d\d|\d\d$)(?!\d)(?:年度|财年|年)?")
_ORDINAL = {**dict(zip("一二三四", "1234", strict=True)), "first": "1", "second": "2", "third": "3", "fourth": "4"}
_DATED = re.compile("[0-9〇零一二三四五六七八九十]|first|second|third|fourth")
_RELATIVE = {
    **dict.fromkeys(("去年", "上年", "lastyear"), "last"),
    **dict.fromkeys(("今年", "本年", "thisyear"), "this"),
    **dict.fromkeys(("明年", "nextyear"), "next"),
}
_LAST_YEAR = {"上年同期": "去年同期", "上年": "去年", "上一年": "去年", "上年度": "去年", "去年度": "去年"}


def _period(period: PeriodMention) -> Token:
    """Periods agree in their days where those are known, else in their words."""
    label = re.sub(r"[\s-]", "", period.label.lower())
    key: tuple[object, ...]
    # what a document calls 本财政年度 is told by the same word, not by the days that it gave to it elsewhere
    if period.first is not None and period.last is not None and _DATED.search(label):
        # 2019-1-02 is the same day as 2019-01-02, and yet not how the source writes it
        padded = tuple(digits for digits in re.findall(r"\d+", period.label) if digits[0] == "0")
        named = _PART_OF_YEAR.search(label)
        key = ("period", period.kind, period.first, period.last, period.fiscal, padded, _part(named) if named else "")
    elif part := _part_of_year(label):
        key = ("period", *part)
    else:
        key = ("period", _LAST_YEAR.get(label, label), *re.findall(r"\d+", period.label))
    return Token("period", key, period.start, period.end)


def _part_of_year(label: str) -> tuple[str, ...] | None:
    """``secondquarteroffiscal2025`` and ``q2fy25`` as one: the part, the year where one is named, and whether it is a fiscal one."""
    part = _PART_OF_YEAR.search(label)
    if part is None:
        return None
    rest = label[: part.start()] + " " + label[part.end() :]
    year = _YEAR.search(rest)
    if year:
        rest = rest[: year.start()] + " " + rest[year.end() :]
    fiscal = "fiscal" if re.search("fy|fiscal|财年|财季", label) else ""
    beside = re.sub(r"\s|fy|fiscalyear|fiscal|财年|of|the|in|,", "", rest)
    if beside in _RELATIVE and not year:
        return _part(part), _RELATIVE[beside], fiscal
    if beside not in ("", "末", "初"):
        return None
    return _part(part) + beside, year["year"][-2:] if year else "", fiscal


def _part(found: re.Match[str]) -> str:
    if found["h1"] or found["h2"]:
        return "h1" if found["h1"] else "h2"
    number = found["zh"] or found["q"] or found["n"] or found["en"]
    return "q" + _ORDINAL.get(number, number)


def _words(text: str, folded: str, start: int, end: int) -> Iterator[Token]:
    lexicon = _lexicon()
    for match in lexicon.pattern.finditer(folded, start, end):
        group = match.lastgroup
        word = match[0]
        at, stop = match.span()
        if group == "stop":
            yield Token("stop", ("stop", ";") if word == ";" else ("stop",), at, stop)
        elif group == "comma":
            yield Token("comma", ("comma",), at, stop)
        elif group in ("zh", "en"):
            yield from _known(lexicon, " ".join(word.split()), at, stop)
        elif group == "contracted":
            first, second = lexicon.contracted[word]
            parted = stop - 3 if second == "not" else at + len(first)
            yield from _known(lexicon, first, at, parted)
            yield from _known(lexicon, second, parted, stop)
        elif group == "latin":
            named = text[at].isupper() and at > 0 and text[at - 1] != "\n"
            yield Token("name" if named else "word", ("word", word), at, stop)
        elif group == "number":
            yield Token("number", ("number", _GROUPED.sub("", word)), at, stop)
        elif group == "mark":
            if word in "()":
                beside = folded[stop : stop + 1] if word == "(" else folded[at - 1 : at] if at else ""
                # an amount in brackets is a negative one
                if not (beside.isdigit() or beside in "$€£¥") or (word == ")" and not _BRACKETED.search(folded, max(0, at - 32), at)):
                    continue
            elif word == "-" and not _beside_digit(folded, at):
                continue
            yield Token("mark", ("mark", word), at, stop)
        else:
            yield Token("word", ("word", word), at, stop)


_GROUPED = re.compile(r"(?<=\d),(?=(?:\d{3},)*\d{3}(?:\.\d+)?$)")


def _known(lexicon: _Lexicon, word: str, start: int, end: int) -> Iterator[Token]:
    """The token of a word of the tables; a part of a contraction may be in none."""
    kind, row = lexicon.words.get(word, ("word", ""))
    if kind in ("word", "compound"):
        yield Token("word", ("word", word), start, end)
    elif kind != "soft":
        yield Token(kind, (kind, row or word), start, end, word)


_BRACKETED = re.compile(r"\([$€£¥]?[\d.,]+\Z")


def _beside_digit(folded: str, at: int) -> bool:
    following = folded[at + 1 : at + 3]
    return following[:1].isdigit() or (following[:1] == "(" and following[1:].isdigit()) or folded[max(0, at - 1) : at].isdigit()


def written_alike(one: Token, other: Token) -> bool:
    """Whether two figures of equal value that share scale and unit also share their digits (``2.50%`` is not written ``2.5%``)."""
    if re.sub(r"[\d.,]", "", one.surface) != re.sub(r"[\d.,]", "", other.surface):
        return True
    return one.surface.replace(",", "") == other.surface.replace(",", "")


def _beside_figures(tokens: list[Token]) -> list[Token]:
    """An approximation may be left out beside a figure, and nowhere else; before a figure ``was`` and ``of`` are one word."""
    kept: list[Token] = []
    key: tuple[object, ...]
    for index, token in enumerate(tokens):
        if token.kind in ("about", "copula"):
            before = bool(index) and tokens[index - 1].kind in ("figure", "number")
            behind = index + 1 < len(tokens) and tokens[index + 1].kind in ("figure", "number")
            if token.kind == "about" and (before or behind):
                kept.append(Token("light", token.key, token.start, token.end, token.surface))
                continue
            if token.kind == "copula" and not behind and token.key[1] != "of":
                kept.append(Token("light", token.key, token.start, token.end))
                continue
            key = ("copula",) if token.kind == "copula" and behind else ("word", token.surface)
            token = Token("word", key, token.start, token.end)
        elif token.kind == "period" and kept and kept[-1].key == ("word", "fiscal") and token.key[1:] == (token.key[1], "", ""):
            year = kept.pop()
            token = Token("period", ("period", token.key[1], "", "fiscal"), year.start, token.end)
        kept.append(token)
    return kept

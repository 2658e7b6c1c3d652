"""What a model reads of a document: sentences under ids, every number replaced by an id, and the way back.

A `Page` is what one call shows. Figures are ``{f1}``, dates and periods with a number in them ``{d1}``, names with digits (a model's, a
law's) and whatever other digits stand in the text ``{n1}``; the ids count within the page, so that they stay short. Braces and angle
brackets of the document are shown in full width: no document can write our syntax. Offsets count code points of the repaired text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from ...figures.model import Figure, PeriodMention
from ...outline.script import HAN
from ...patterns import lazy
from ..material import Material

Span = tuple[int, int]

PLACEHOLDER = lazy(r"\{([fdn]\d+)\}")
_DIGITS = lazy(r"[0-9０-９][0-9０-９.,:/\-]*")
_WIDE = str.maketrans('{}<>`\\', "｛｝＜＞＇＼")
_QUOTES = lazy(r'"([^"\n]*)"')
_CODE = lazy(r"[(（]\s?[0-9０-９]+\s?[)）]")
_LIST_NUMBER = lazy(r"\s*[(（]?[0-9０-９]{1,2}[)）.、．:：]\s*")
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}，。、；：！？「」（）《》]) (?=[{HAN}，。、；：！？「」（）《》])")


class Numbered(NamedTuple):
    """A token with a number: its place and, where the grammar knows it, what it is."""

    start: int
    end: int
    kind: str
    """``f``, ``d`` or ``n``."""
    found: Figure | PeriodMention | None


class Numbers:
    """Every token of a document that must not be shown as it is, in order of place."""

    def __init__(self, material: Material) -> None:
        self._material = material
        folded = material.folded
        periods = (one for one in material.scan.periods if _numeric(folded[one.start : one.end]))
        others = (span for span in material.scan.others if _DIGITS.search(folded, *span))
        known = sorted(
            chain(
                (Numbered(one.start, one.end, "f", one) for one in material.scan.figures),
                (Numbered(one.start, one.end, "d", one) for one in periods),
                (Numbered(start, end, "n", None) for start, end in others),
            ),
            key=lambda one: (one.start, -one.end),
        )
        self._tokens = list(self._with_rest(known))
        self._starts = [one.start for one in self._tokens]

    def _with_rest(self, known: list[Numbered]) -> Iterator[Numbered]:
        """The tokens the grammar knows, and every run of digits that it does not."""
        text, at = self._material.text, 0
        for one in known:
            if one.start < at:
                continue
            yield from self._digits(at, one.start)
            yield one
            at = one.end
        yield from self._digits(at, len(text))

    def _digits(self, start: int, end: int) -> Iterator[Numbered]:
        for match in _DIGITS.finditer(self._material.text, start, end):
            yield Numbered(match.start(), match.end(), "n", None)

    def within(self, start: int, end: int) -> Iterator[Numbered]:
        """The tokens that begin between ``start`` and ``end``."""
        yield from self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def fenced(words: str) -> str:
    """The document's words with nothing in them that could end a string of the model's, or open one of our ids."""
    return _QUOTES.sub(r"“\1”", words).replace('"', "”").translate(_WIDE)


def _numeric(words: str) -> bool:
    return any("0" <= letter <= "9" for letter in words) or re.search(r"[一二三四五六七八九十两]", words) is not None


@dataclass(slots=True)
class Page:
    """What one call shows of a document."""

    material: Material
    numbers: Numbers
    _ids: dict[Span, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _places: dict[str, Numbered] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    def show(self, span: Span) -> str:
        """The words of a span on one line, numbers as ids; a list number at its head is left out."""
        start, end = span
        head = _LIST_NUMBER.match(self.material.text, start, end)
        pieces: list[str] = []
        at = start
        # 3.5亿元 and 12:30 begin like a list's third and twelfth item
        if head and head.end() < end and all(one.end <= head.end() for one in self.numbers.within(start, head.end())):
            at = head.end()
        for one in self.numbers.within(at, end):
            stop = min(one.end, end)
            pieces.append(self._plain(at, one.start))
            # a bare number in brackets (a stock code) tells nothing, and a model repeats it with the name before it
            if not (one.kind == "n" and _CODE.fullmatch(self.material.text, one.start, one.end)):
                pieces.append(f"{{{self._id(one)}}}")
            at = stop
        pieces.append(self._plain(at, end))
        return _BETWEEN_HAN.sub("", " ".join("".join(pieces).split()))

    def _plain(self, start: int, end: int) -> str:
        return fenced(self.material.text[start:end])

    def _id(self, one: Numbered) -> str:
        known = self._ids.get((one.start, one.end))
        if known is None:
            words = " ".join(self.material.folded[one.start : one.end].split())
            known = self._named.get(words) if one.kind == "n" else None
        if known is None:
            self._counts[one.kind] = self._counts.get(one.kind, 0) + 1
            known = f"{one.kind}{self._counts[one.kind]}"
            self._places[known] = one
            if one.kind == "n":
                # a name is one thing however often it is said; two figures that look alike are two
                self._named[words] = known
        self._ids[one.start, one.end] = known
        return known

    def ids(self, spans: Iterable[Span]) -> list[str]:
        """The ids in these spans, in order of place."""
        return list(dict.fromkeys(self._id(one) for start, end in spans for one in self.numbers.within(start, end)))

    def id_of(self, start: int, end: int) -> str | None:
        """The id of the token at a place, if it has one."""
        return self._ids.get((start, end))

    def restate(self, marked: str, page: Page) -> str:
        """Prose with the ids of another page, with the ids of this one."""
        return PLACEHOLDER.sub(lambda match: f"{{{self._id(page._places[match[1]])}}}", marked)

    def shown(self, kind: str) -> list[str]:
        """The ids of one kind (``f``, ``d``, ``n``) that were given out, in order."""
        return [name for name, one in self._places.items() if one.kind == kind]

    def at(self, name: str) -> Numbered | None:
        """What an id stands for."""
        return self._places.get(name)

    def render(self, prose: str) -> str:
        """``prose`` with the source's own characters in place of the ids. Raises `KeyError` for an id that the page does not have."""
        return PLACEHOLDER.sub(lambda match: self._source(match[1]), prose)

    def legible(self, said: str) -> str:
        """What a model said, ids that exist replaced by the source's words and others left as they are."""
        return PLACEHOLDER.sub(lambda match: self._source(match[1]) if match[1] in self._places else match[0], said)

    def pointed(self, prose: str) -> list[Numbered]:
        """What the ids of ``prose`` point at."""
        return [self._places[name] for name in PLACEHOLDER.findall(prose) if name in self._places]

    def _source(self, name: str) -> str:
        place = self._places[name]
        return " ".join(self.material.text[place.start : place.end].split())

    def hide(self, words: str) -> str:
        """``words`` of ours about rendered prose, the source's numbers as ids again; another number as ``…``."""
        ids = {self._source(name): f"{{{name}}}" for name in reversed(self._places)}
        known = "|".join(re.escape(one) for one in sorted(ids, key=len, reverse=True))
        return re.sub(rf"{known}{'|' if known else ''}{_DIGITS.pattern}", lambda match: ids.get(match[0], "…"), words)

    def names(self) -> list[tuple[str, str]]:
        """The names with digits that were shown, id and words: a model writes better of what it can recognise."""
        shown = ((name, self._source(name)) for name, one in self._places.items() if one.kind == "n")
        return [(name, fenced(words)) for name, words in shown if re.search(rf"[A-Za-z{HAN}]", words)]

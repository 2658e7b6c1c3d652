"""Questions told by their numbers alone: 1、…？ (2) …？ 三、…？ — and told from the numbered lists and headings that look the same."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ..patterns import lazy
from .model import Span
from .questions import ends_as_question, is_ask

_HANZI = "一二三四五六七八九十"
_STYLES = tuple(
    lazy(rf"^[ \t\u3000]*{form}[ \t]*", re.MULTILINE)
    for form in (
        r"(?:问题)?[ ]?(?P<n>\d{1,3})[ ]?[、.](?!\d)",
        r"\((?P<n>\d{1,3})\)",
        r"(?P<n>\d{1,3})\)",
        rf"(?P<n>[{_HANZI}]{{1,3}})[ ]?[、.]",
        rf"\((?P<n>[{_HANZI}]{{1,3}})\)",
        rf"问题[ ]?(?P<n>[{_HANZI}]{{1,3}})[、.: ]",
    )
)
_LINE_REACH = 400


@dataclass(slots=True)
class _Item:
    start: int
    end: int
    """End of the number."""
    value: int
    asks: bool
    """Its line ends as a question, or an answer's mark follows it."""
    loosely: bool
    """Its line holds a question amid other words, or the words of one."""


def find_numbered_questions(folded: str, answers: list[int]) -> list[Span]:
    """Spans of the numbers (from the start of the line) of the questions that one way of numbering marks; ``answers`` are the places of
    answers' marks. Empty unless most items so numbered ask."""
    best: list[_Item] = []
    for style in _STYLES:
        items = list(_items(folded, style, answers))
        if sum(item.asks for item in items) <= sum(item.asks for item in best):
            continue
        chain = _chain(items)
        if 2 * sum(item.asks for item in chain) >= len(chain):
            best = chain
    return [(item.start, item.end) for item in best]


def _items(folded: str, style: re.Pattern[str], answers: list[int]) -> Iterator[_Item]:
    for found in style.finditer(folded):
        stop = folded.find("\n", found.end(), found.end() + _LINE_REACH)
        whole = stop >= 0 or found.end() + _LINE_REACH >= len(folded)
        stop = min(found.end() + _LINE_REACH, len(folded)) if stop < 0 else stop
        if stop <= found.end():
            continue
        at = bisect_left(answers, found.end())
        answered = at < len(answers) and answers[at] - stop < 4 and (answers[at] <= stop or not folded[stop : answers[at]].strip())
        asks = answered or (whole and ends_as_question(folded, found.end(), stop))
        mark = folded.find("?", found.end(), min(stop, found.end() + 200))
        loosely = (mark >= 0 and "。" not in folded[found.end() : mark]) or (stop - found.end() < 80 and is_ask(folded, found.end(), stop))
        yield _Item(found.start(), found.end(), _value(found["n"]), asks, loosely)


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.partition("十")
    if not ten:
        return _HANZI.index(number) + 1 if len(number) == 1 else 0
    return (_HANZI.index(tens) + 1 if tens else 1) * 10 + (_HANZI.index(ones) + 1 if ones else 0)


def _chain(items: list[_Item]) -> list[_Item]:
    """The items that ask, with those between them that their numbers show to belong (``3、公司研发情况`` between 2 and 4).

    A list inside an answer begins at one again and does not ask; a new part's questions begin at one again and do.
    """
    sure = [number for number, item in enumerate(items) if item.asks]
    chain: list[_Item] = []
    last: int | None = None
    for number in sure:
        item = items[number]
        if last is not None:
            chain += _between(items, last, number)
        elif item.value > 1:
            chain += _between(items, -1, number)
        chain.append(item)
        last = number
    if last is not None:  # trailing items: only where the words ask
        expected = items[last].value + 1
        for item in items[last + 1 :]:
            if item.value == expected and item.loosely:
                chain.append(item)
                expected += 1
    return chain


def _between(items: list[_Item], low: int, high: int) -> list[_Item]:
    """What fills the gap between two numbers, the last of each number; nothing where the numbers do not tell of one."""
    first = items[low].value if low >= 0 else 0
    expected = items[high].value - 1
    filled: list[_Item] = []
    for number in range(high - 1, low, -1):
        if expected <= first:
            break
        if items[number].value == expected:
            filled.append(items[number])
            expected -= 1
    return filled[::-1] if expected == first else [item for item in filled[::-1] if item.loosely]

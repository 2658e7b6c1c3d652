"""What stands between two lines that are one: nothing, a blank, or a hyphen that goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..patterns import lazy
from .lines import Line
from .widths import is_cjk

_HYPHENED = lazy(r"([A-Za-z]{2,})-$")
_FRAGMENT = lazy(r"[a-z]{2,}")
_WORD = lazy(r"[a-z]+(?:-[a-z]+)*")
_APART = lazy("[\u3400-\u9fff] [A-Za-z0-9]|[A-Za-z0-9%] [\u3400-\u9fff]")
_TOGETHER = lazy("[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u3400-\u9fff]")
_NUMBER = lazy(r"\d[.,]?$")
_HAN = lazy("[\u3400-\u9fff]")
_MIXED = lazy("[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9%)][\u3400-\u9fff]")
_HYPHENATED = 0.04
"""Share of lines that end with a hyphen where words are parted as a rule."""


@dataclass(slots=True)
class Habits:
    """How a document is set, as its lines show."""

    words: Counter[str]
    """Its Latin words in lower case, counted only where a line ends with a hyphen."""
    hyphenates: bool
    """Whether words are parted at the end of lines as a rule."""
    spaced: bool
    """Whether a blank stands between Chinese and Latin words as a rule."""


def habits_of(lines: Sequence[Line]) -> Habits:
    """What the lines of a document show of how it is set."""
    hyphens = sum(_HYPHENED.search(line.text[-40:]) is not None for line in lines)
    words = Counter(word for line in lines for word in _WORD.findall(line.text.lower())) if hyphens else Counter()
    apart = sum(len(_APART.findall(line.text)) for line in lines)
    together = sum(len(_TOGETHER.findall(line.text)) for line in lines)
    return Habits(words, hyphens >= max(3, _HYPHENATED * len(lines)), apart > 2 * together)


def glue(before: str, after: str, habits: Habits) -> tuple[str, int]:
    """What stands between two lines of one paragraph, and how many characters (a hyphen) the first of them loses."""
    last, first = before[-1], after[0]
    if last == "\u00ad":
        return "", 1
    if hyphened := _HYPHENED.search(before[-40:]):
        fragment = _FRAGMENT.match(after)
        if fragment is None:
            return "", 0
        head, rest = hyphened[1].lower(), fragment[0]
        words = habits.words
        if f"{head}-{rest}" in words:
            return "", 0
        # each half is in the count once by itself
        parted = head + rest in words or (habits.hyphenates and (words[head] < 2 or words[rest] < 2))
        return "", int(parted)
    if is_cjk(last) or is_cjk(first):
        return " " if habits.spaced and _MIXED.fullmatch(last + first) else "", 0
    if last in "([$/-" or first in "%,.);:!?/]":
        return "", 0
    if first.isdigit() and _NUMBER.search(before):
        # a number cut in two; of Latin text, only behind its comma or point
        return "" if last in ",." or _HAN.search(before) or _HAN.search(after) else " ", 0
    return " ", 0

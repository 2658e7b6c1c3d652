"""Numbers in English words that are surely figures: half a million, two thirds of, doubled, twenty-five percent. Works on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import lazy
from .model import FigureKind
from .numerals import DENOMINATORS, WORDS, english_number
from .quantity import Quantity, percentage, plain

_ONE = "|".join(sorted(WORDS, key=len, reverse=True))
_LARGE = "thousand|million|billion|trillion"
_SPELLED = lazy(
    rf"""
    \b(?:
        (?P<double>doubl(?:ed|ing|e)|tripl(?:ed|ing|e)|quadrupl(?:ed|ing|e)|halv(?:ed|ing|e))\b
            (?![- ](?:digit|down|click|blind|check|counting))
    |   (?P<fold>{_ONE})-?fold\b
    |   (?P<part>one|two|three|four|five)[- ](?P<whole>half|third|quarter|fourth|fifth|sixth|eighth|tenth)s?\b
            (?=\s(?:of|to|are|were|is|was|in|use))
    |   (?P<half>(?:a\s|one[- ])?half)(?=\sof\s(?:our|the|all|its|total|new|customers|revenue|sales|them|this|these)\b)
    |   (?P<words>(?:a\s)?half(?:\sa)?|an?|(?:{_ONE})(?:[- ](?:{_ONE}))?)
            (?P<scale>(?:[- ](?:hundred|{_LARGE}))*)
            (?:[- ](?P<unit>dollars|euros|pounds|percentage[- ]points?|percent|per\scent|basis[- ]points?
                |times(?=\s(?:the|that|our|as|more|higher|larger|faster|bigger|what|its|last)\b)))?\b
    )""",
    re.X,
)
# What one of them begins with, behind the character before it: the grammar is tried there alone.
_START = lazy(
    r"[^a-z0-9](?=[a-z])(?=doubl|tripl|quadrupl|halv|half\s|one[\s-]|two|thr|four|fiv|six|sev|eig|nin|ten|ele|twe|thir|fif|fort|a\s(?:half|.illion|trillion))"
)
# A text without any of these has no number in English words.
_TELLING = lazy(
    "doubl|tripl|quadrupl|halv|half|fold|third|quarter|fifth|tenth|hundred|thousand|million|billion|trillion|percent|basis|times"
)
_MULTIPLES: dict[str, tuple[int, str, FigureKind]] = {
    "doub": (2, "x", "multiple"), "trip": (3, "x", "multiple"), "quad": (4, "x", "multiple"), "halv": (50, "%", "percent"),
}  # fmt: skip
_UNITS: dict[str, tuple[str, FigureKind]] = {
    "dol": ("USD", "amount"), "eur": ("EUR", "amount"), "pou": ("GBP", "amount"), "per": ("%", "percent"), "tim": ("x", "multiple"),
    "bas": ("bps", "points"),
}  # fmt: skip

_TIME = lazy(r"\b(?:last|past|next|first|final|these|those|recent|prior|previous|coming|other)\s$")


def find_english(folded: str) -> Iterator[Quantity]:
    """Every number in English words, in order of place."""
    if not _TELLING.search(folded):
        return
    last = 0
    # one character put in front: where the start's pattern begins there is where its word begins here
    for start in _START.finditer("\n" + folded):
        match = _SPELLED.match(folded, start.start()) if start.start() >= last else None
        quantity = _read(match) if match else None
        if quantity is not None:
            last = quantity.end
            yield quantity


def _read(match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["double"]:
        value, unit, kind = _MULTIPLES[match["double"][:4]]
        return Quantity(start, end, value, None, unit, kind, spelled=True)
    if match["fold"]:
        return Quantity(start, end, WORDS[match["fold"]], None, "x", "multiple", spelled=True)
    if match["part"]:
        part, whole = WORDS[match["part"]], DENOMINATORS[match["whole"]]
        if whole == 4 and (part == 2 or _TIME.search(match.string, max(0, start - 12), start)):
            # the last three quarters of a year are time
            return None
        return Quantity(start, end, percentage(part, whole), None, "%", "percent", spelled=True) if part < whole else None
    if match["half"]:
        return Quantity(start, end, 50, None, "%", "percent", spelled=True)
    return _numeral(match)


def _numeral(match: re.Match[str]) -> Quantity | None:
    words, scale, unit = match["words"], match["scale"], match["unit"] or ""
    # a hundred, a thousand, a percent: manners of speaking
    vague = words in ("a", "an") and not scale.endswith("illion")
    if vague or not (unit or scale.endswith(("thousand", "illion"))):
        return None
    value = english_number(words + scale)
    if value is None or (value == 100 and unit.startswith("per")):
        # one hundred percent: yes
        return None
    name: str | None = None
    kind: FigureKind = "number"
    if unit:
        name, kind = ("pp", "points") if unit.startswith("percentage") else _UNITS[unit[:3]]
    return Quantity(match.start(), match.end(), plain(value), None, name, kind, spelled=True)

"""The numbers that Word puts before paragraphs by itself: they stand in no text, and questions are often told by them alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..patterns import lazy
from .word_symbols import shown

_PLACE = lazy(r"%([1-9])")
_BULLETS = "□☑☒✓"
"""Bullets that say something; all others become ``•``."""
_HANZI = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is counted and written."""

    start: int = 1
    manner: str = "decimal"
    text: str = ""
    spaced: bool = True
    legal: bool = False
    """True where the numbers of outer levels are written in Arabic digits."""
    font: str = ""


@dataclass(slots=True)
class _List:
    """A list as a paragraph names it: its definition, and what it changes in that."""

    definition: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


def kind(element: Any) -> str:
    """An element's name without its namespace (transitional and strict documents differ in that); empty of a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, *path: str) -> Any | None:
    """The first descendant along ``path``."""
    for name in path:
        element = next((one for one in element if kind(one) == name), None)
        if element is None:
            return None
    return element


def attribute(element: Any | None, name: str) -> str | None:
    """An attribute, whatever its namespace."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def whole(value: str | None, default: int) -> int:
    """A number as Word writes it; ``default`` where it is none, or none of a list."""
    try:
        number = int(value) if value is not None else default
    except ValueError:
        return default
    return number if 0 <= number < 1_000_000 else default


class Numbers:
    """Counts the document's lists in the order of its paragraphs. ``root`` is ``numbering.xml``, if there is one."""

    def __init__(self, root: Any | None) -> None:
        self._definitions: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for element in root if root is not None else ():
            if kind(element) == "abstractNum" and (name := attribute(element, "abstractNumId")) is not None:
                self._definitions[name] = dict(_levels(element))
                if (style := attribute(child(element, "styleLink"), "val")) is not None:
                    links[style] = name
                if (style := attribute(child(element, "numStyleLink"), "val")) is not None:
                    linked[name] = style
            elif kind(element) == "num" and (name := attribute(element, "numId")) is not None:
                one = self._lists[name] = _List(attribute(child(element, "abstractNumId"), "val") or "")
                for override in element:
                    if kind(override) == "lvlOverride":
                        level = whole(attribute(override, "ilvl"), 0)
                        one.levels |= dict(_levels(override))
                        start = child(override, "startOverride")
                        if start is not None:
                            one.starts[level] = whole(attribute(start, "val"), 1)
        for one in self._lists.values():
            one.definition = links.get(linked.get(one.definition, ""), one.definition)

    def label(self, list_id: str, level: int) -> str:
        """The next number of a list with the space behind it; empty where the paragraph has none."""
        one = self._lists.get(list_id)
        if one is None:
            return ""
        levels = self._definitions.get(one.definition, {}) | one.levels
        wanted = levels.get(level)
        if wanted is None:
            return ""
        counts = self._counts.setdefault(one.definition, {})
        if level in one.starts and (list_id, level) not in self._begun:
            self._begun.add((list_id, level))
            counts[level] = one.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else wanted.start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if wanted.manner == "bullet":
            mark = shown(wanted.text, wanted.font)
            return f"{mark if mark in _BULLETS else '•'} " if wanted.text else ""

        def number(found: Any) -> str:
            at = int(found[1]) - 1
            of = levels.get(at, Level())
            return written(counts.get(at, of.start), "decimal" if wanted.legal and at < level else of.manner)

        text = _PLACE.sub(number, wanted.text)
        return text + " " if text.strip() and wanted.spaced and text[-1].isascii() else text


def _levels(element: Any) -> Iterator[tuple[int, Level]]:
    for one in element:
        if kind(one) != "lvl":
            continue
        manner = attribute(child(one, "numFmt"), "val") or "decimal"
        legal = child(one, "isLgl")
        yield (
            whole(attribute(one, "ilvl"), 0),
            Level(
                whole(attribute(child(one, "start"), "val"), 1),
                manner,
                "" if manner == "none" else attribute(child(one, "lvlText"), "val") or "",
                attribute(child(one, "suff"), "val") != "nothing",
                legal is not None and attribute(legal, "val") not in ("0", "false", "off"),
                attribute(child(one, "rPr", "rFonts"), "ascii") or attribute(child(one, "rPr", "rFonts"), "hAnsi") or "",
            ),
        )


def written(number: int, manner: str) -> str:
    """``number`` in the manner that Word calls ``chineseCounting``, ``upperLetter``, …; in Arabic digits where it is none of these."""
    if manner in ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting"):
        return _counted(number, _HANZI, "十百千")
    if manner in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _counted(number, _FORMAL, "拾佰仟")
    if manner in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(("〇" + _HANZI[1:])[int(digit)] for digit in str(number))
    if manner in ("ideographTraditional", "ideographZodiac") and number > 0:
        cycle = "甲乙丙丁戊己庚辛壬癸" if manner == "ideographTraditional" else "子丑寅卯辰巳午未申酉戌亥"
        return cycle[(number - 1) % len(cycle)]
    if manner in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if manner in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 % 8 + 1)
        return letter if manner == "upperLetter" else letter.lower()
    if manner in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return _roman(number) if manner == "upperRoman" else _roman(number).lower()
    return f"{number:02}" if manner == "decimalZero" else str(number)


def _counted(number: int, digits: str, places: str) -> str:
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    out, zero = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(out)
            continue
        one = digit == 1 and place == 1 and not out and digits is _HANZI
        out += (digits[0] if zero else "") + ("" if one else digits[digit]) + (places[place - 1] if place else "")
        zero = False
    return out


def _roman(number: int) -> str:
    out = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True
    ):
        out += letters * (number // value)
        number %= value
    return out

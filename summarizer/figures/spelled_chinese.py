"""Numbers in Chinese words that are surely figures: 一百二十万元, 三成半, 三分之二, 过半, 翻一番, 八百到一千家. Works on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..patterns import lazy
from .model import FigureKind
from .numerals import DIGITS, chinese_decimal, chinese_number, chinese_range
from .quantity import Quantity, percentage, plain
from .units import Unit, read_suffix

_D = "[一二两三四五六七八九]"
_N = "[零〇一二两三四五六七八九十百千]"
_POINT = "点[零〇一二三四五六七八九]{1,6}"
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
# possessive: a run is taken whole or not at all, so a long one is read once
_RUN = f"[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]{{0,24}}+(?:{_POINT}[百千]?[万亿]{{0,2}})?+"
# Units that make a numeral in words a figure; behind 一, 三 most others are manners of speaking.
_UNIT = "倍|个?亿|元|人民币|[美港欧日]元|[港台]币|个?百分点|个?基点|吨|台|辆|家|名|张|套|颗|户|人|座|兆瓦|吉瓦"
_SPELLED = lazy(
    rf"""
    (?=[百一二两三四五六七八九十零〇半过翻])
    (?: 百分之(?P<percent>{_N}{{1,8}}(?:{_POINT})?)(?:[到至~-](?:百分之)?(?P<percent_to>{_N}{{1,8}}(?:{_POINT})?))?
    |   (?<!{_N})(?P<whole>[二三四五六七八九十百千]{{1,4}})分之(?P<part>{_N}{{1,4}})
    |   (?<!{_N})(?P<tenths>{_D})(?:[到至、-]?(?P<tenths_to>{_D}))?成(?P<and_half>半)?(?:[到至~-](?P<tenths_up>{_D})成)?
        (?!不变|[立为功本员长交果熟品型就都绩分人份套像色堆])
    |   (?P<half>一半|过半|半数)(?![年天月个]|小时)
    |   翻[了]?(?:近|超过?)?(?:(?P<fold>[一二两三四五])?番|(?P<times>{_N}{{1,4}})?倍|(?P<digits>[0-9]{{1,4}}(?:\.[0-9]{{1,3}})?)倍)
    |   (?<![{_NUMERALS}分第星.0-9])(?:
            (?P<low>{_RUN})[到至~-](?P<high>{_RUN})(?=[多余]?\s?(?:{_UNIT}|成))
        |   (?P<dozen>{_D}?十几)(?P<big>[百千]?[万亿]{{0,2}})(?=\s?(?:{_UNIT})|(?<=[万亿]))
        |   (?P<number>{_RUN})(?=[多余]?[万亿]?\s?(?:{_UNIT})|(?<=[万亿])|(?<=[万亿][一二三四五六七八九])(?![{_NUMERALS}]))
        )
    )""",
    re.X,
)


def find_chinese(folded: str) -> Iterator[Quantity]:
    """Every number in Chinese words, in order of place."""
    for match in _SPELLED.finditer(folded):
        quantity = _read(folded, match)
        if quantity is not None:
            yield quantity


def _read(folded: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["number"]:
        return _numeral(folded, start, end, match["number"])
    if match["dozen"]:
        value = (chinese_number(match["dozen"][:-1]) or 10) * (chinese_number("一" + match["big"]) or 1)
        return _with_unit(folded, start, end, Fraction(value), None, more=True)
    if match["low"]:
        return _range(folded, match)
    if match["percent"]:
        low, high = chinese_decimal(match["percent"]), chinese_decimal(match["percent_to"] or "")
        if low is None or (high is not None and high <= low):
            return None
        return Quantity(start, end, plain(low), plain(high) if high is not None else None, "%", "percent", spelled=True)
    if match["whole"]:
        whole, part = chinese_number(match["whole"]), chinese_number(match["part"])
        if not whole or not part or part >= whole:
            return None
        return Quantity(start, end, percentage(part, whole), None, "%", "percent", spelled=True)
    if match["tenths"]:
        return _tenths(match)
    if match["half"]:
        return Quantity(start, end, 50, None, "%", "percent", more=match["half"] == "过半", spelled=True)
    return Quantity(start, end, _multiple(match), None, "x", "multiple", spelled=True)


def _tenths(match: re.Match[str]) -> Quantity | None:
    low = DIGITS[match["tenths"]] * 10
    upper = match["tenths_to"] or match["tenths_up"]
    if match["and_half"] and not upper:
        low += 5
    high = DIGITS[upper] * 10 if upper else None
    if high is not None and high <= low:
        return None
    return Quantity(match.start(), match.end(), low, high, "%", "percent", spelled=True)


def _multiple(match: re.Match[str]) -> int | float:
    """翻一番 is 2, 翻两番 4; 翻一倍 is 2, and 翻三倍 keeps what is said."""
    if match["fold"]:
        return int(2 ** DIGITS[match["fold"]])
    if match["digits"]:
        return plain(Fraction(match["digits"]))
    return max(2, chinese_number(match["times"] or "") or 2)


def _numeral(folded: str, start: int, end: int, word: str) -> Quantity | None:
    if word[0] == "十" and start and folded[start - 1] in "几数":
        # 几十, 数十亿: nobody can say how many
        return None
    ends = chinese_range(word)
    if ends is not None and "点" not in word:
        return _with_unit(folded, start, end, Fraction(ends[0]), Fraction(ends[1]))
    value = chinese_decimal(word)
    return _with_unit(folded, start, end, value, None) if value is not None else None


def _range(folded: str, match: re.Match[str]) -> Quantity | None:
    """八百到一千家, 一亿至两亿元: the lower end borrows the upper one's scale where it has none."""
    low, high = chinese_decimal(match["low"]), chinese_decimal(match["high"])
    if low is None or high is None:
        return None
    scale = {"亿": 10**8, "万": 10**4}.get(match["high"][-1], 1)
    if match["low"][-1] not in "万亿" and low * scale < high:
        low *= scale
    return _with_unit(folded, match.start(), match.end(), low, high) if low < high else None


def _with_unit(folded: str, start: int, end: int, low: Fraction, high: Fraction | None, *, more: bool = False) -> Quantity | None:
    """The quantity, where its unit or its size make the words a figure."""
    suffix = read_suffix(folded, end)
    unit: Unit | None = None
    stop = end
    if suffix is not None:
        low *= suffix.scale
        high = high * suffix.scale if high is not None else None
        unit, stop, more = suffix.unit, suffix.stop, more or suffix.more
    top = high if high is not None else low
    if unit is None:
        if top < 10**4:
            return None
        kind: FigureKind = "amount" if folded[stop - 1] in "亿兆" else "number"
        return Quantity(start, stop, plain(low), plain(high) if high is not None else None, None, kind, more, spelled=True)
    # 一家, 三台, 三年, 一元: words of speech rather than figures; 三十余家 is counted
    least = 10 if more or high is not None else 100
    if unit.kind == "duration" or (unit.kind == "count" and top < least) or (unit.name == "元" and top < 10):
        return None
    factor = Fraction(unit.times, unit.over)
    return Quantity(
        start, stop, plain(low * factor), plain(high * factor) if high is not None else None,
        None if unit.name == "元" else unit.name, unit.kind, more, spelled=True,
    )  # fmt: skip

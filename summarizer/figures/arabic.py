"""Numbers in Arabic numerals with scale, currency, unit and sign, and the ranges of two of them. Works on folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from .model import FigureKind
from .movement import FROM
from .quantity import Quantity, percentage
from .units import Unit, currency_before, read_suffix, unit_table

# 36.8, 1,234.5, 12,34,567 (lakhs)
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = lazy(ARABIC)
_DIGIT = lazy("[0-9]")
_LONGEST = 30
"""Characters past which a number is a serial number; no figure of this world is as long."""

_BEFORE_POINT = frozenset(" \n\t(+-~$€£¥约")
"""What a decimal without its zero (.5) stands behind; a full stop stands behind a word."""
_FRACTION = lazy(r"/([0-9]{1,2})(?![0-9/.]|\s?[月年季a-z])")
_ADDED = lazy(rf"({ARABIC})(千万|百万|十万|万|千)")
_NEGATIVE = lazy(r"(?:\bnegative|(?<!plus or )\bminus|(?<![抱胜肩背自担])负)\s?$")
_TENTHS = lazy(r"成(?![立为功本员长交果熟品型就都绩分人份套像色堆])")
# 每股盈利 24.1 分: hundredths of a currency
_CENTS = lazy(r"分(?![别钟之为成析红配期部担布类公店行支子级开手])")
_PER_SHARE = 12
"""Characters before a number within which 每股 makes its 分 hundredths of a currency."""


@cache
def _joint() -> re.Pattern[str]:
    """What stands between the two ends of a range, with the second number."""
    currencies = "|".join(sorted(map(re.escape, unit_table().before), key=len, reverse=True))
    return re.compile(
        r"(?:\s?|,\s)(?P<sep>[-~–—至到]|to|and)\s?(?:约|大约|近|about\s|approximately\s)?"
        rf"(?P<currency>{currencies})?\s?(?P<minus>-)?(?P<number>{ARABIC})(?![0-9.,]*[0-9])"
    )


_JOINTS = frozenset("-~–—至到ta")
_FROM = lazy(rf"(?:{FROM}[^,。;]{{0,6}}|\b(?:from|went)\s(?:about |approximately )?)$")
_RANGING = lazy(r"rang\w+ from\s$")
_BETWEEN = lazy(r"between\s(?:about |approximately )?$")
# 从 33 亿至 34 亿上调至…: a range that moved
_MOVED = lazy(r"[^,。;0-9]{0,10}(?:上调|下调|提高|提升|增长|增加|降低|下降|调整|扩大)[^,。;0-9]{0,3}[至到为]")


@dataclass(slots=True)
class _Number:
    """A number as it is being read; its value is ``mantissa * scale / divisor``."""

    start: int
    stop: int
    mantissa: int
    divisor: int
    scale: int = 1
    scale_word: str = ""
    unit: Unit | None = None
    unit_start: int = 0
    currency: str | None = None
    more: bool = False
    grouped: bool = False


def find_arabic(text: str, folded: str, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    """Every Arabic number in order of place, but for those that begin inside one of ``taken`` (in order of place).

    ``text`` tells what folding does not: a dash between clauses from a sign.
    """
    pence = "£" in folded or "pence" in folded
    busy = iter([*taken, (len(folded), len(folded) + 1)])
    low, high = next(busy)
    position = 0
    # two steps: a search for one digit skips through a text faster than one for the whole
    search, numeral = _DIGIT.search, _NUMBER.match
    while digit := search(folded, position):
        start = digit.start()
        while high <= start:
            low, high = next(busy)
        if low <= start:
            position = high
            continue
        end = numeral(folded, start).end()  # type: ignore[union-attr]  # a digit is a numeral
        position = end
        if end - start <= _LONGEST:
            word = folded[start:end]
            if folded[start - 1 : start] == "." and (start == 1 or folded[start - 2] in _BEFORE_POINT) and "." not in word:
                start, word = start - 1, "." + word
            quantity = _fraction(folded, start, end, word) or _read(text, folded, start, end, word, pence=pence, limit=low)
            position = max(end, quantity.end)
            yield quantity


def _mantissa(word: str) -> tuple[int, int]:
    """A numeral as a whole number and what it is divided by: ``1,234.5`` is 12345 and 10."""
    whole, _, decimals = word.replace(",", "").partition(".")
    return int(whole + decimals), int(10 ** len(decimals))


def _quotient(number: int, divisor: int) -> int | float:
    whole, rest = divmod(number, divisor)
    return number / divisor if rest else whole


def _fraction(folded: str, start: int, end: int, word: str) -> Quantity | None:
    """``3/4`` unless it is a date or a list of alternatives, and ``3成``."""
    after = folded[end : end + 1]
    if after == "/" and word.isdigit() and folded[start - 1 : start] != "/":
        fraction = _FRACTION.match(folded, end)
        if fraction and 0 < int(word) < int(fraction[1]) <= 20:
            return Quantity(start, fraction.end(), percentage(int(word), int(fraction[1])), None, "%", "percent", spelled=True)
    elif after == "成" and end - start <= 3 and _TENTHS.match(folded, end):
        mantissa, divisor = _mantissa(word)
        if mantissa <= 10 * divisor:
            return Quantity(start, end + 1, _quotient(10 * mantissa, divisor), None, "%", "percent", spelled=True)
    return None


def _front(text: str, folded: str, start: int, end: int) -> tuple[str | None, int, bool, int]:
    """Currency, beginning and sign of the number at ``start``..``end``, and its end with a closing bracket."""
    currency, first = currency_before(folded, start)
    before = folded[first - 1] if first else ""
    if before == "-":
        if currency is None:
            outer, outer_first = currency_before(folded, start - 1)
            if outer is not None:
                # $-0.12
                return outer, outer_first, True, end
        if _is_sign(text, folded, first - 1):
            return currency, first - 1, True, end
    elif before == "(" and currency is None and folded[end : end + 1] == ")":
        outer, outer_first = currency_before(folded, start - 1)
        if outer is not None:
            # $(0.12); a bracket around the currency too may hold a mere aside
            return outer, outer_first, True, end + 1
    return currency, first, False, end


def _is_sign(text: str, folded: str, at: int) -> bool:
    """Whether the dash at ``at`` is a minus: no dash between clauses, behind a number or inside a name."""
    if text[at] in "—―─":
        return False
    before = folded[at - 1] if at else ""
    return not (before.isdigit() or before in ("-", "%", ")") or "a" <= before <= "z")


def _read(text: str, folded: str, start: int, end: int, word: str, *, pence: bool, limit: int) -> Quantity:
    """The number at ``start``..``end`` with all that belongs to it, up to ``limit``."""
    currency, first, negative, end = _front(text, folded, start, end)
    mantissa, divisor = _mantissa(word)
    number = _Number(first, end, -mantissa if negative else mantissa, divisor, currency=currency, grouped="." in word or "," in word)
    suffix = read_suffix(folded, end)
    if suffix is not None:
        number.scale, number.unit, number.stop, number.more, number.scale_word, number.unit_start = suffix
        if number.unit is None and number.scale_word in ("亿", "万"):
            _add_lower_scale(folded, number)
    upper = _upper_end(folded, number, limit)
    kind, name, times, over = _meaning(folded, number, upper is not None, pence)
    if not negative and first and folded[first - 1] in " 负" and kind in ("amount", "percent"):
        if _NEGATIVE.search(folded, max(0, first - 10), first):
            number.mantissa = -number.mantissa
    low = _quotient(number.mantissa * number.scale * times, number.divisor * over)
    high = _quotient(upper.mantissa * upper.scale * times, upper.divisor * over) if upper is not None else None
    if high is not None and high < low:
        low, high = high, low
    return Quantity(first, number.stop, low, high, name, kind, number.more, grouped=number.grouped)


def _add_lower_scale(folded: str, number: _Number) -> None:
    """1亿2千万元."""
    rest = _ADDED.match(folded, number.stop)
    if rest is None or len(rest[1]) > _LONGEST or (lower := unit_table().scale[rest[2]]) >= number.scale:
        return
    mantissa, divisor = _mantissa(rest[1])
    number.mantissa = number.mantissa * number.scale * divisor + mantissa * lower * number.divisor
    number.divisor *= divisor
    number.scale, number.stop = 1, rest.end()
    suffix = read_suffix(folded, rest.end())
    if suffix is not None and suffix.scale == 1:
        _, number.unit, number.stop, number.more, _, number.unit_start = suffix


def _meaning(folded: str, number: _Number, ranged: bool, pence: bool) -> tuple[FigureKind, str | None, int, int]:
    """Kind and unit of a number, and what its value is multiplied and divided by for the base unit; its end moves where the unit
    turns out to be another."""
    currency, unit = number.currency, number.unit
    kind: FigureKind = "number"
    name: str | None = None
    times = over = 1
    if unit is not None:
        kind, name, times, over = unit
    if currency is not None and kind in ("number", "count", "duration"):
        if kind != "number" and not ranged:
            # $250 shares…, $5 million year to date: the counted word belongs to what follows
            number.stop = _before_word(folded, number.unit_start)
        kind, name, times, over = "amount", currency, 1, 1
    elif kind == "amount" and over == 100 and (currency or folded.endswith("hk", 0, number.start)):
        # HK15.8 cents
        name = currency or "HKD"
    elif name == "元":
        # whose 元 it is stands in front or elsewhere
        name = currency
    if kind == "number" and number.scale_word[-1:] in ("亿", "兆"):
        kind = "amount"
    if kind in ("amount", "number") and folded[number.stop : number.stop + 1] == "分" and _CENTS.match(folded, number.stop):
        if currency or "每股" in folded[max(0, number.start - _PER_SHARE) : number.start]:
            number.stop += 1
            return "amount", name, times, over * 100
    if pence and name == "PFLOPS":
        # 48.3p in a text in sterling
        return "amount", "GBP", 1, 100
    return kind, name, times, over


def _before_word(folded: str, at: int) -> int:
    """Where a number ends before the word that begins at ``at``."""
    while folded[at - 1] in " -":
        at -= 1
    return at


def _upper_end(folded: str, number: _Number, limit: int) -> _Number | None:
    """The other end, where ``number`` begins a range; ``number`` then takes over the scale, unit and end of both.

    ``20%到30%``, ``4-5万吨``, ``$3 to $4 million``, ``between 3 and 4``. What begins at ``limit`` is something else: in
    3亿元到2025年 there is no range.
    """
    at = number.stop
    gap = 2 if folded[at : at + 1] == "," else folded[at : at + 1].isspace()
    if folded[at + gap : at + gap + 1] not in _JOINTS:
        return None
    joint = _joint().match(folded, at)
    if joint is None or not _joins(folded, number.start, joint):
        return None
    if joint.end() > limit or len(joint["number"]) > _LONGEST:
        return None
    mantissa, divisor = _mantissa(joint["number"])
    upper = _Number(joint.start("number"), joint.end(), -mantissa if joint["minus"] else mantissa, divisor)
    upper.currency = unit_table().before[joint["currency"]] if joint["currency"] else None
    suffix = read_suffix(folded, upper.stop)
    if suffix is not None:
        upper.scale, upper.unit, upper.stop, upper.more, upper.scale_word, upper.unit_start = suffix
        if upper.unit is not None and upper.unit.kind == "duration" and (number.currency or upper.currency):
            upper.unit, upper.stop = None, _before_word(folded, upper.unit_start)
    if not _alike(number, upper):
        return None
    scale = _shared_scale(number, upper)
    rising = scale * number.mantissa * upper.divisor < upper.scale * upper.mantissa * number.divisor
    behind = folded[upper.stop : upper.stop + 1]
    if not rising and not number.mantissa < 0 > upper.mantissa:
        return None
    if upper.unit is None and upper.scale == 1 and "a" <= behind <= "z":
        # a bare number that runs on into letters is a name (13b-chat) and not the end of a range
        return None
    number.scale, number.stop = scale, upper.stop
    number.unit = upper.unit or number.unit
    number.currency = number.currency or upper.currency
    number.more = number.more or upper.more
    number.scale_word = upper.scale_word or number.scale_word
    number.grouped = number.grouped or "." in joint["number"] or "," in joint["number"]
    return upper


_UNSCALED: frozenset[FigureKind] = frozenset({"percent", "points", "multiple", "duration"})


def _alike(number: _Number, upper: _Number) -> bool:
    """Whether two numbers measure one thing: not a growth and the level it led to (14% to £198 million)."""
    unit, other = number.unit, upper.unit
    if unit is not None and unit.kind in _UNSCALED and other is None and upper.scale != 1:
        # 下降41%至18.4亿: no share, multiple or time is counted in 亿
        return False
    if other is not None and other.kind in _UNSCALED and unit is None and number.scale != 1:
        return False
    if unit is not None and unit.kind != "amount" and (upper.currency is not None or (other is not None and other.kind == "amount")):
        return False
    if number.currency is not None and other is not None and other.kind in ("percent", "points", "multiple"):
        return False
    return unit is None or other is None or unit.name == other.name or unit.kind == other.kind == "amount"


def _shared_scale(number: _Number, upper: _Number) -> int:
    """The lower end's scale: 4-5万吨 and 20到30亿 borrow the upper end's, as the upper end of 3亿-4 borrows the lower one's."""
    scale = number.scale
    if scale == 1 and (number.unit is None and upper.currency is None):
        scale = upper.scale
    if number.scale == 1 and upper.scale != 1 and (number.unit is None or upper.unit is not None):
        if number.currency is None or number.mantissa * upper.divisor < 10 * upper.mantissa * number.divisor:
            scale = upper.scale
    if number.scale != 1 and upper.scale == 1 and upper.unit is None and upper.currency is None:
        upper.scale = number.scale
    return scale


def _joins(folded: str, first: int, joint: re.Match[str]) -> bool:
    """Whether two numbers are the ends of a range, and not two levels or two of a list."""
    separator = joint["sep"]
    reach = max(0, first - 16)
    if separator == "and":
        return _BETWEEN.search(folded, max(0, first - 24), first) is not None
    if separator in ("到", "至", "to"):
        if _MOVED.match(folded, joint.end()):
            return True
        # 从82%到54%, from 27% to 31%: two levels; "in the range of 1 to 2" and "ranging from 1 to 2" are ranges
        return _FROM.search(folded, reach, first) is None or _RANGING.search(folded, max(0, first - 24), first) is not None
    # only 2%, -40% on the year: a list
    return not joint["minus"] and not (joint[0][0] == "," and separator in ("-", "~"))

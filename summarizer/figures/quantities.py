"""The number grammar: every number of a text with its scale, currency, unit and range.

Works on folded text (`outline.script.fold`): half-width, simplified script, lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .model import FigureKind
from .numerals import DIGITS, WORDS, chinese_number

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_VAGUE = r"十几|几十|数十|上百|几百|数百|上千|几千|数千|上万|几万|数万|几|数"


@dataclass(slots=True)
class Quantity:
    """A number with its unit, before its surroundings are read."""

    start: int
    end: int
    value: int | float
    value_max: int | float | None
    unit: str | None
    kind: FigureKind
    more: bool = False
    """True where 多/余 stands inside (``300多亿元``)."""
    spelled: bool = False
    """True where the number is written in words (``三成``, ``half``)."""
    grouped: bool = False
    """True where the number is a decimal or has grouped thousands."""


@dataclass(frozen=True, slots=True)
class _Grammar:
    scale: dict[str, int]
    before: dict[str, str]
    unit: dict[str, tuple[FigureKind, str, float]]
    suffix: re.Pattern[str]
    prefix: re.Pattern[str]
    joint: re.Pattern[str]
    noun: frozenset[str]


@cache
def _grammar() -> _Grammar:
    data = table("figures", "units")
    unit: dict[str, tuple[FigureKind, str, float]] = {}
    for word in data["count"]["zh"].split():
        unit[word] = ("count", word, 1)
    for word, name in data["duration"].items():
        unit[word] = ("duration", name, 1)
    for word, (name, factor) in data["measure"].items():
        unit[word] = ("count", name, factor)
    for word, name in data["percent"].items():
        unit[word] = ("percent" if name == "%" else "multiple" if name == "x" else "points", name, 1)
    for word, name in data["currency"]["after"].items():
        unit[word] = ("amount", name, 1)
    for word, name in data["currency"]["cents"].items():
        unit[word] = ("amount", name, 0.01)
    scales = words_pattern(data["scale"])
    units = words_pattern(unit)
    before = words_pattern(data["currency"]["before"])
    # the second half of a compound: 1亿2千万
    suffix = re.compile(
        rf"\s?(?P<more>多|余|几)?\s?(?P<scale>{scales})?(?P<more2>多|余)?(?:\s?-?(?P<unit>{units}))?(?:\s?/\s?(?P<per>[a-z]{{1,8}}|[一-鿿]{{1,3}}?(?=[^一-鿿]|左右|以上|$)|[一-鿿]))?"
    )
    joint = re.compile(
        rf"(?:\s?|,\s)(?P<sep>-|–|—|~|至|到|to|and|or)\s?(?:约|大约|近|about\s|approximately\s)?(?P<cur>{before})?\s?(?P<num>{ARABIC})(?![\d.,]*\d)"
    )
    return _Grammar(
        data["scale"], data["currency"]["before"], unit, suffix, re.compile(rf"(?:{before})\s?$"), joint,
        frozenset(data["count"]["en"].split()),
    )  # fmt: skip


_NUMBER = lazy(ARABIC)
_MINUS = lazy(r"(?:negative\s|(?:为|是)负\s?)$")
_FRACTION = lazy(r"/(\d{1,2})(?![\d/.])")
_ADDED = lazy(rf"({ARABIC})(千万|百万|万|千)")
_SPACES = lazy(r"\s+")
# Chinese numerals count as figures only with a unit that cannot be anything else than one
_CHINESE = lazy(
    r"(?=[百一二三四五六七八九十两千零〇几数上半过翻])(?:(?P<pct>百分之(?P<pctn>[零一二两三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?))"
    r"|(?P<frac>(?P<den>[二三四五六七八九十百千]+)分之(?P<num>[一二两三四五六七八九十百]+))"
    r"|(?P<tenths>(?P<ten1>[一两二三四五六七八九])(?:到|至|、|-)?(?P<ten2>[二三四五六七八九])?成(?P<tenhalf>半)?(?![立为功本员长交果熟品型就都绩分人份套像套色堆]))"
    r"|(?P<half>(?P<halfn>一半|过半|半数)(?!年|天|月|小时|个))"
    r"|(?P<double>(?P<doublen>翻[了]?(?P<fan>[一二两三四五])?番|翻[了]?(?P<bei>[一二两三四五六七八九十])倍|翻倍|翻[了]?(?P<ara>\d+(?:\.\d+)?)倍))"
    r"|(?P<cnrange>(?P<lo>[一二两三四五六七八九十百千]+(?P<lobig>[万亿])?)(?:到|至|—|-|~)(?P<hi>[一二两三四五六七八九十百千]+[万亿]?)(?=\s?(?:倍|元|人民币|美元|港元|万|亿|吨|台|辆|家|名|张|套|颗|人|个百分点|个基点|成)))"
    r"|(?P<cn>(?P<dozen>十几|几十|数十|数百|数千|数万|几百|几千|几万|上百|上千|上万|几|数|[零〇一二两三四五六七八九十百千万]*[零〇一二两三四五六七八九十])?(?P<big>[百千]?[万亿]+|千|百)?"
    r"(?=(?:余|多)?\s?(?:倍|元|人民币|美元|港元|港币|欧元|个?百分点|个?基点|万|亿|吨|台|辆|家门店|家|名|张|套|颗|兆瓦|吉瓦))))"
)
_ENGLISH = lazy(
    r"\b(?P<double>doubl(?:ed|ing|e)|tripl(?:ed|ing|e)|quadrupl(?:ed|ing|e)|halv(?:ed|ing|e))\b(?![- ](?:digit|down|click|blind|check|counting))"
    r"|\b(?P<fraction>(?P<fn>one|two|three|four)[- ](?P<fd>half|third|quarter|fourth|fifth|tenth)s?)\b(?=\s(?:of|to|are|were|is|was|in|use))"
    r"|\b(?P<halfof>(?:a |one[- ])?half)\b(?=\sof\s(?:our|the|all|its|total|new|customers|revenue|sales|them|this|these)\b)"
    r"|\b(?P<word>half a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|a)[- ](?P<wscale>hundred (?:thousand|million|billion)|million|billion|trillion)\b(?:\s(?P<wunit>dollars|euros|pounds))?"
)
_MULTIPLES = {"doub": (2, "x"), "trip": (3, "x"), "quad": (4, "x"), "halv": (50, "%")}
_DENOMINATORS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}


def number(value: Fraction | float) -> int | float:
    """An ``int`` where the value is whole, else the shortest ``float``."""
    fraction = Fraction(value)
    return int(fraction) if fraction.denominator == 1 else float(fraction)


def arabic(word: str) -> Fraction:
    """The exact value of an Arabic numeral with grouped thousands."""
    return Fraction(word.replace(",", ""))


def percent_of(part: int, whole: int) -> int | float:
    """A fraction as a percentage, two decimals where it does not come out even."""
    exact = Fraction(100 * part, whole)
    return number(exact) if exact.denominator == 1 else round(float(exact), 2)


_NO_NOUN = frozenset("times points cents dollars percents thanks years months weeks days hours minutes seconds quarters always perhaps versus plus was is has does".split())
_STOP = frozenset("and or in to at for with from by on as is was were are the a an this that per than which who compared versus".split())


def counted_noun(folded: str, end: int) -> str | None:
    """The noun that an English number counts (``12,000 paying customers``), ``None`` where none of the table follows."""
    nouns = _grammar().noun  # a plural is counted too; the table holds what is not one, and what ends otherwise
    words = re.match(r"((?:\s[a-z][a-z\-]*){1,4})", folded[end : end + 60])
    if not words:
        return None
    for word in words[1].split():
        if word in _STOP:
            return None
        if word in nouns or (len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "ous", "us", "is")) and word not in _NO_NOUN):
            return word
    return None


def find_quantities(folded: str) -> Iterator[Quantity]:
    """Every number of the text in order of place, Arabic and spelled. Periods and names are not told apart here."""
    spelled = sorted([*_chinese(folded), *_english(folded)], key=lambda quantity: quantity.start)
    index = 0
    last = 0
    for quantity in _arabic(folded):
        while index < len(spelled) and spelled[index].start < quantity.start:
            if spelled[index].end <= quantity.start and spelled[index].start >= last:
                yield spelled[index]
                last = spelled[index].end
            elif spelled[index].end > quantity.start and spelled[index].start >= last:
                # 翻3倍: the words hold the digits
                yield spelled[index]
                last = spelled[index].end
            index += 1
        if quantity.start >= last:
            yield quantity
            last = quantity.end
    for quantity in spelled[index:]:
        if quantity.start >= last:
            yield quantity
            last = quantity.end


def _arabic(folded: str) -> Iterator[Quantity]:
    grammar = _grammar()
    size = len(folded)
    position = 0
    sterling = "£" in folded or "pence" in folded
    search = _NUMBER.search
    while match := search(folded, position):
        start, end = match.span()
        position = end
        value = arabic(match[0])
        grouped = "," in match[0] or "." in match[0]
        first = start
        currency: str | None = None
        head = folded[max(0, start - 5) : start]
        prefix = grammar.prefix.search(head)
        if prefix and not (prefix[0][0].isalpha() and prefix[0].isascii() and _letter(folded, start - len(prefix[0]) - 1)):
            currency = grammar.before[prefix[0].strip()]
            first = start - len(prefix[0])
        # 3/4 is a fraction unless it is a date or a list of alternatives
        fraction = _FRACTION.match(folded, end) if not grouped and end < size and folded[end] == "/" else None
        if fraction and 0 < value < int(fraction[1]) <= 20 and not re.match(r"[\s]?[月年季a-z]", folded[fraction.end() : fraction.end() + 2]) and folded[start - 1 : start] != "/":
            position = fraction.end()
            yield Quantity(start, position, percent_of(int(value), int(fraction[1])), None, "%", "percent", spelled=True)
            continue
        negative = first > 0 and folded[first - 1] in "-−" and not _word_char(folded, first - 2)
        minus = _MINUS.search(folded, max(0, first - 10), first)
        suffix = grammar.suffix.match(folded, end)
        scale, unit, stop, more = _read_suffix(grammar, suffix, end, folded)
        # 1亿2千万
        if suffix and suffix["scale"] in ("亿", "万") and not suffix["unit"]:
            rest = _ADDED.match(folded, stop)
            if rest and grammar.scale[rest[2]] < scale:
                tail = grammar.suffix.match(folded, rest.end())
                value = value * scale + arabic(rest[1]) * grammar.scale[rest[2]]
                _, unit, stop, more = _read_suffix(grammar, tail, rest.end(), folded)
                scale = 1
        upper: Fraction | None = None
        joint = grammar.joint.match(folded, stop if stop > end else end)
        if joint and _joins(folded, first, joint, unit, currency):
            second_start = joint.start("num")
            suffix2 = grammar.suffix.match(folded, joint.end())
            scale2, unit2, stop2, more2 = _read_suffix(grammar, suffix2, joint.end(), folded)
            second = arabic(joint["num"])
            currency2 = grammar.before.get(joint["cur"] or "")
            if unit is not None and (currency2 or (unit2 and unit2[0] == "amount")) and unit[0] != "amount":
                # 14% to £198 million, 3.5% 至 6.7 亿元: a growth and the level it led to
                unit2 = ("number", "-", 1)
            same_unit = unit is None or unit2 is None or unit[1] == unit2[1] or (unit[0] == unit2[0] == "amount")
            # 4-5万吨, 20到30亿: the first borrows the second's scale and unit
            low = value * (scale if scale != 1 or unit is not None or currency2 else scale2)
            if scale == 1 and scale2 != 1 and (unit is None or unit2 is not None) and (currency is None or value < second * 10):
                low = value * scale2
            if scale != 1 and scale2 == 1 and unit2 is None and not currency2:
                scale2 = scale
            high = second * scale2
            if same_unit and low < high and not _name_behind(folded, stop2, unit2, scale2):
                value, upper, scale = low, high, 1
                unit = unit2 or unit
                currency = currency or currency2
                stop, more = stop2, more or more2
                grouped = grouped or "." in joint["num"] or "," in joint["num"]
                position = stop
            elif second_start < stop:
                stop = end
        kind: FigureKind = "number"
        name: str | None = None
        factor: float = 1
        if unit:
            kind, name, factor = unit
        if currency and kind in ("number", "count"):
            if kind == "count" and suffix and suffix["unit"] and upper is None:
                # $250 shares…: the counted word belongs to what follows
                stop = suffix.start("unit")
                while stop > end and folded[stop - 1] in " -":
                    stop -= 1
            kind, name, factor = "amount", currency, 1
        elif currency and kind == "amount" and name == "元":
            name = currency
        if kind == "number" and not currency and scale >= 10**8 and upper is None and folded[stop - 1] in "亿兆":
            kind = "amount"
        elif kind == "number" and not currency and scale >= 10**8 and folded[stop - 1] in "亿兆":
            kind = "amount"
        if name == "元":
            name = None
        # 每股盈利人民币 24.1 分, 48.3p in a text in sterling: hundredths
        if kind in ("amount", "number") and folded[stop : stop + 1] == "分" and (currency or "每股" in folded[max(0, first - 12) : first]):
            kind, factor, stop = "amount", 0.01, stop + 1
        elif sterling and name == "PFLOPS" and kind == "count":
            kind, name, factor = "amount", "GBP", 0.01
        exact = value * scale * (Fraction(1, 100) if factor == 0.01 else Fraction(factor))
        top = upper * (Fraction(1, 100) if factor == 0.01 else Fraction(factor)) if upper is not None else None
        if negative:
            exact = -exact
            first -= 1
        elif minus and kind in ("amount", "percent"):
            exact = -exact
        position = max(position, stop)
        yield Quantity(first, stop, number(exact), number(top) if top is not None else None, name, kind, more, grouped=grouped)


def _letter(folded: str, index: int) -> bool:
    return index >= 0 and folded[index].isascii() and folded[index].isalpha()


def _word_char(folded: str, index: int) -> bool:
    return index >= 0 and (folded[index].isdigit() or (folded[index].isascii() and folded[index].isalpha()) or folded[index] in "%)")


def _read_suffix(
    grammar: _Grammar, suffix: re.Match[str] | None, end: int, folded: str
) -> tuple[int, tuple[FigureKind, str, float] | None, int, bool]:
    """Scale, unit, end of the figure and whether 多/余 stands inside."""
    if suffix is None or suffix.end() == end:
        return 1, None, end, False
    word, unit_word = suffix["scale"], suffix["unit"]
    stop = end
    scale = 1
    if word:
        # 5m, 3b, 20k directly at the number; a single letter after a space is a word of its own
        if word in "kmb" and suffix.start("scale") != end:
            return 1, None, end, False
        scale = grammar.scale[word]
        stop = suffix.end("scale")
        if suffix["more2"]:
            stop = suffix.end("more2")
    unit = grammar.unit[_SPACES.sub(" ", unit_word)] if unit_word else None
    if unit_word and unit_word in ("p", "x") and suffix.start("unit") != (stop if word else end):
        unit = None
    if unit is not None:
        if unit[0] == "count" and not word and suffix.start("unit") > end + 1:
            unit = None
        else:
            stop = suffix.end("unit")
            if suffix["per"] and unit[0] in ("amount", "count"):
                stop = suffix.end("per")
    if not word and unit is None:
        return 1, None, end, False
    return scale, unit, stop, bool(suffix["more"] or suffix["more2"])


def _joins(folded: str, first: int, joint: re.Match[str], unit: tuple[FigureKind, str, float] | None, currency: str | None) -> bool:
    """Whether two numbers are the ends of a range: ``20%到30%``, ``40-45``, ``between 3 and 4``."""
    separator = joint["sep"]
    before = folded[max(0, first - 16) : first]
    if separator in ("and", "or"):
        return separator == "and" and re.search(r"between\s(?:about |approximately )?$", before) is not None
    if separator in ("到", "至", "to"):
        # 从82%到54%, from 27% to 31%: two levels; "in the range of 1 to 2" and "1 to 2" are ranges
        onward = re.match(r"[^,。;\d]{0,10}(?:上调|下调|提高|提升|增长|增加|降低|下降|调整|扩大)[^,。;\d]{0,3}(?:至|到|为)", folded[joint.end() : joint.end() + 20])
        if onward:
            # 从 33 亿至 34 亿上调至…: a range that moved
            return True
        if re.search(r"(?:从|由|自)(?:[^,。;]{0,6})$", before) or re.search(r"\b(?:from|went)\s(?:about |approximately )?$", before):
            return bool(re.search(r"rang\w+ from\s$", before))
        return True
    return True


def _name_behind(folded: str, stop: int, unit: tuple[FigureKind, str, float] | None, scale: int) -> bool:
    """A bare number that runs on into letters is a name (13b-chat) and not the end of a range."""
    return unit is None and scale == 1 and stop < len(folded) and folded[stop].isascii() and folded[stop].isalpha()


def _chinese(folded: str) -> Iterator[Quantity]:
    grammar = _grammar()
    for match in _CHINESE.finditer(folded):
        start, end = match.span()
        if match["pct"]:
            whole, _, decimals = match["pctn"].partition("点")
            value = chinese_number(whole)
            if value is not None:
                text = f"{value}.{''.join(str(DIGITS[d]) for d in decimals)}" if decimals else str(value)
                yield Quantity(start, end, number(Fraction(text)), None, "%", "percent", spelled=True)
        elif match["frac"]:
            whole_n, part = chinese_number(match["den"]), chinese_number(match["num"])
            if whole_n and part and part < whole_n:
                yield Quantity(start, end, percent_of(part, whole_n), None, "%", "percent", spelled=True)
        elif match["tenths"]:
            low = DIGITS[match["ten1"]] * 10 + (5 if match["tenhalf"] and not match["ten2"] else 0)
            high = DIGITS[match["ten2"]] * 10 if match["ten2"] else None
            if high is not None and high <= low:
                continue
            yield Quantity(start, end, low, high, "%", "percent", spelled=True)
        elif match["half"]:
            word_start = match.start("halfn")
            yield Quantity(word_start, end, 50, None, "%", "percent", more=match["halfn"] == "过半", spelled=True)
        elif match["double"]:
            word_start = match.start("doublen")
            factor: int | float = 2
            if match["fan"]:
                factor = 2 ** DIGITS[match["fan"]]
            elif match["bei"]:
                times = chinese_number(match["bei"]) or 1
                # 翻了一倍 is twice; 翻了三倍 is kept as it is said
                factor = 2 if times == 1 else times
            elif match["ara"]:
                factor = number(Fraction(match["ara"]))
            yield Quantity(word_start, end, factor, None, "x", "multiple", spelled=True)
        elif match["cnrange"]:
            quantity = _counted_range(grammar, folded, match)
            if quantity:
                yield quantity
        elif match["cn"]:
            quantity = _counted(grammar, folded, match)
            if quantity:
                yield quantity


def _counted_range(grammar: _Grammar, folded: str, match: re.Match[str]) -> Quantity | None:
    """八百到一千家, 一亿至两亿元."""
    low, high = chinese_number(match["lo"]), chinese_number(match["hi"])
    if not low or not high:
        return None
    suffix = grammar.suffix.match(folded, match.end())
    scale, unit, stop, more = _read_suffix(grammar, suffix, match.end(), folded)
    high *= scale
    if not match["lobig"]:
        low *= scale * (10 ** 8 if match["hi"].endswith("亿") else 10 ** 4 if match["hi"].endswith("万") else 1)
    if unit is None or low >= high or unit[0] == "duration" or (unit[0] == "count" and high < 100):
        return None
    kind, name, factor = unit
    return Quantity(
        match.start(), stop, number(low * Fraction(str(factor))), number(high * Fraction(str(factor))),
        None if name == "元" else name, kind, more, spelled=True,
    )  # fmt: skip


def _counted(grammar: _Grammar, folded: str, match: re.Match[str]) -> Quantity | None:
    """一百二十万元, 两倍, 十几亿: a Chinese numeral that has both a value and a unit."""
    start, end = match.span("cn")
    if start == end or folded[start - 1 : start] in ("第", "."):
        return None
    if start and (folded[start - 1].isdigit() or folded[start - 1] in "零〇一二两三四五六七八九十百千万亿分第星"):
        return None
    dozen, big = match["dozen"] or "", match["big"] or ""
    over = False
    if dozen in ("十几",):
        value: int | None = 10
        over = True
    elif dozen and dozen[0] in "几数上":
        return None
    else:
        value = chinese_number(dozen + big) if dozen else None
    if value is None:
        return None
    if over:
        value *= chinese_number("一" + big) or 1 if big else 1
    suffix = grammar.suffix.match(folded, end)
    scale, unit, stop, more = _read_suffix(grammar, suffix, end, folded)
    total = value * scale
    if unit is None and scale < 10**8 and total < 10**4:
        return None
    if unit is not None and unit[0] == "duration":
        return None
    # 一家, 三家, 一台: words of speech rather than figures
    if unit is not None and unit[0] == "count" and total < 100:
        return None
    if unit is not None and unit[1] == "元" and total < 10:
        return None
    if unit is None:
        kind: FigureKind = "amount" if stop > start and folded[stop - 1] in "亿兆" else "number"
        return Quantity(start, stop, total, None, None, kind, more or over, spelled=True)
    kind, name, factor = unit
    return Quantity(start, stop, number(total * Fraction(str(factor))), None, None if name == "元" else name, kind, more or over, spelled=True)


def _english(folded: str) -> Iterator[Quantity]:
    for match in _ENGLISH.finditer(folded):
        start, end = match.span()
        if match["double"]:
            value, unit = _MULTIPLES[match["double"][:4]]
            yield Quantity(start, end, value, None, unit, "multiple" if unit == "x" else "percent", spelled=True)
        elif match["fraction"]:
            part, whole = WORDS[match["fn"]], _DENOMINATORS[match["fd"]]
            if part < whole:
                yield Quantity(start, match.end("fraction"), percent_of(int(part), whole), None, "%", "percent", spelled=True)
        elif match["halfof"]:
            yield Quantity(start, match.end("halfof"), 50, None, "%", "percent", spelled=True)
        else:
            scale = {"million": 10**6, "billion": 10**9, "trillion": 10**12}[match["wscale"].split()[-1]] if not match["wscale"].endswith("thousand") else 1000
            if match["wscale"].startswith("hundred"):
                scale *= 100
            value = WORDS[match["word"]] * scale
            name = {"dollars": "USD", "euros": "EUR", "pounds": "GBP"}.get(match["wunit"] or "")
            yield Quantity(start, end, number(Fraction(value)), None, name, "amount" if name else "number", spelled=True)

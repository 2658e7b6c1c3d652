"""Number words: Chinese numerals (一百二十万, 二零二五, 一点五亿, 五六亿) and the English ones that finance uses."""

from __future__ import annotations

from fractions import Fraction

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = {word: number for number, word in enumerate(_ONES.split())} | {word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
DENOMINATORS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


def chinese_number(word: str) -> int | None:
    """The value of a whole Chinese numeral (``一百二十万`` is 1200000), ``None`` where it is none.

    A run of digits without a place word is read digit by digit (``二零二五`` is 2025); a digit that ends the numeral counts
    the next lower place, as in speech (``三万五`` is 35000, ``一百零五`` is 105).
    """
    if not word:
        return None
    if all(letter in DIGITS for letter in word):
        return int("".join(str(DIGITS[letter]) for letter in word))
    total = section = 0
    digit: int | None = None
    place = 0
    for letter in word:
        if letter in DIGITS:
            if digit:
                return None
            digit = DIGITS[letter]
            place = place if digit else 0
        elif letter in _SMALL:
            place = _SMALL[letter]
            section += (digit or 1) * place
            digit = None
        elif letter in _LARGE:
            place = _LARGE[letter]
            section += digit or 0
            if section == 0 and total == 0:
                return None
            # 三千万亿: the larger word multiplies all before it
            total = (total + section) * place if place > total and total else total + section * place
            section, digit = 0, None
        else:
            return None
    ending = digit or 0
    return total + section + (ending * place // 10 if place >= 100 else ending)


def chinese_decimal(word: str) -> Fraction | None:
    """The value of a Chinese numeral with or without a decimal part (``七点四``, ``一点五亿``)."""
    whole, point, rest = word.partition("点")
    if not point:
        value = chinese_number(word)
        return None if value is None else Fraction(value)
    decimals = ""
    while rest and rest[0] in DIGITS:
        decimals, rest = decimals + str(DIGITS[rest[0]]), rest[1:]
    value, scale = chinese_number(whole), chinese_number("一" + rest)
    if value is None or scale is None or not decimals:
        return None
    return Fraction(f"{value}.{decimals}") * scale


def chinese_range(word: str) -> tuple[int, int] | None:
    """Both ends of a numeral that names two neighbouring digits (``五六亿``, ``二三十亿``), ``None`` for any other."""
    for at in range(len(word) - 1):
        low, high = DIGITS.get(word[at], 0), DIGITS.get(word[at + 1], 0)
        # 三五: said of a few as of neighbours
        if low and (high == low + 1 or (low, high) == (3, 5)):
            first, last = chinese_number(word[: at + 1] + word[at + 2 :]), chinese_number(word[:at] + word[at + 1 :])
            return (first, last) if first is not None and last is not None else None
    return None


def english_number(words: str) -> Fraction | None:
    """The value of English number words (``twenty-five``, ``half a million``, ``three hundred thousand``)."""
    total, section = Fraction(0), Fraction(0)
    parts = words.replace("-", " ").split()
    for part in parts:
        if part == "half":
            section += Fraction(1, 2)
        elif part in ("a", "an"):
            section = section or Fraction(1)
        elif part in WORDS:
            section += WORDS[part]
        elif part == "hundred":
            section = (section or 1) * Fraction(100)
        elif part in SCALES:
            total, section = total + (section or 1) * SCALES[part], Fraction(0)
        elif part != "and":
            return None
    return total + section if parts else None

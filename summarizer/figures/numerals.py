"""Chinese numerals: 一百二十万, 二零二五, 十几亿. English number words as far as finance uses them."""

from __future__ import annotations

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
NUMERAL = "零〇一二两三四五六七八九十百千万亿"

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a": 1, "half a": 0.5,
}  # fmt: skip


def chinese_number(word: str) -> int | None:
    """The value of a Chinese numeral (``一百二十万`` is 1200000), ``None`` where it is none.

    A run of digits without a place word is read digit by digit (``二零二五`` is 2025).
    """
    if not word:
        return None
    if all(letter in DIGITS for letter in word):
        return int("".join(str(DIGITS[letter]) for letter in word))
    total = section = digit = 0
    place = 1
    for letter in word:
        if letter in DIGITS:
            digit = DIGITS[letter]
        elif letter in _SMALL:
            place = _SMALL[letter]
            section += (digit or 1) * place
            digit = 0
        elif letter in _LARGE:
            scale = _LARGE[letter]
            section += digit
            digit = 0
            if section == 0 and total == 0:
                return None
            if scale > total and total:
                # 三千万亿: the larger word multiplies all before it
                total = (total + section) * scale
            else:
                total += section * scale
            section = 0
        else:
            return None
    return total + section + digit

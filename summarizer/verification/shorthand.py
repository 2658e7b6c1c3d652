"""An analyst's notes in whole words: ``GM 58%, op inc $476m (PY $430m)``."""

from __future__ import annotations

import re
from functools import cache

from ..tables import table


def _ends(match: re.Match[str]) -> tuple[str, str, str]:
    first, joint, last = (one for one in match.groups() if one is not None)
    return _digits(first), joint, _digits(last)


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    rows: dict[str, str] = table("verification", "shorthand")["words"]
    ordered = sorted(rows, key=len, reverse=True)
    # what is written in capitals is short for something only so
    choices = "|".join(re.escape(word) if word != word.lower() else f"(?i:{re.escape(word)})" for word in ordered)
    pattern = re.compile(rf"(?<![A-Za-z0-9&/.-])(?:{choices})(?![A-Za-z0-9&/-]|\.[a-z])\.?")
    return pattern, {word.lower(): long for word, long in rows.items()}


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    rows: dict[str, str] = table("verification", "shorthand")["signs"]
    return re.compile("|".join(rf"(?<![A-Za-z]){re.escape(sign)}" for sign in sorted(rows, key=len, reverse=True))), rows


_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_HAN = "一二三四五六七八九十"
_SPAN = re.compile(
    rf"\b({'|'.join(_NUMBERS)})( to | or |-)({'|'.join(_NUMBERS)})(?= (?:years?|quarters?|months?|weeks?|days?)\b)"
    rf"|([{_HAN}两兩])([到至])([{_HAN}两兩])(?=年|个月|個月|个季度|個季度|周|週|天)", re.I
)  # fmt: skip


def _digits(word: str) -> str:
    return str(_HAN.index("二" if word in "两兩" else word) + 1) if len(word) == 1 else str(_NUMBERS.index(word.lower()) + 1)


def spelt_out(text: str) -> str:
    """``text`` with its short forms in whole words; a full stop behind one goes with it, the text's own stays.

    A stretch of time told in words (one to three years) is told in digits, as the number grammar reads it.
    """
    text = _SPAN.sub(lambda match: "{}{}{}".format(*_ends(match)), text)
    signs, plain = _signs()
    words, long = _words()
    text = signs.sub(lambda match: plain[match[0]], text)

    def whole(match: re.Match[str]) -> str:
        ends = match[0].endswith(".") and match.end() == len(text)
        return long[match[0].rstrip(".").lower()] + ("." if ends else "")

    return words.sub(whole, text)

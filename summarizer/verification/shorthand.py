"""An analyst's notes in whole words: ``GM 58%, op inc $476m (PY $430m)``."""

from __future__ import annotations

import re
from functools import cache

from ..tables import table


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


def spelt_out(text: str) -> str:
    """``text`` with its short forms in whole words; a full stop behind one goes with it, the text's own stays."""
    signs, plain = _signs()
    words, long = _words()
    text = signs.sub(lambda match: plain[match[0]], text)

    def whole(match: re.Match[str]) -> str:
        ends = match[0].endswith(".") and match.end() == len(text)
        return long[match[0].rstrip(".").lower()] + ("." if ends else "")

    return words.sub(whole, text)

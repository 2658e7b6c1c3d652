"""Whether a name that a reader wrote is a company's, and where a text names it.

A name is compared in one width, script and case. A ticker may come with its exchange (``NYSE:ABC``, ``000001.SZ``). A name of a few
capitals is told by them, for ``ALL`` is a word too; one of digits is told by what stands about it, for it is a number too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from .tables import table

_TICKER = re.compile(r"(?:[A-Za-z]{2,8} ?: ?)?([A-Za-z]{1,5}|[0-9]{1,6})(?:\.[A-Za-z]{1,3})?")
_CAPITALS = re.compile(r"[A-Z]{1,5}")
_LETTER = "a-zA-Z0-9\u00c0-\u024f"
_BEFORE = re.compile(f"[{_LETTER}]")
_AFTER = re.compile(rf"[{_LETTER}]|\.[0-9]")
_BRACKET = re.compile(r"[(:] ?0*$")
_EXCHANGE = re.compile(r" ?\)|\. ?(?:SZ|SH|SS|BJ|HK)(?![A-Za-z])", re.IGNORECASE)


class CompanyNames:
    """The names of companies that a reader wrote."""

    def __init__(self, names: Iterable[str]) -> None:
        plain = [_plain(one) for one in names]
        cased = [_CAPITALS.fullmatch(one) is not None for one in plain]
        # place, what is looked for, whether by its capitals
        self._names = [(place, _sought(one, by), by) for place, (one, by) in enumerate(zip(plain, cased, strict=True)) if one]

    def found(self, text: str) -> list[int]:
        """Which of them ``text`` names, counted from 0: each whole, never as a part of a longer Latin word or number."""
        if not self._names:
            return []
        shown = _plain(text)
        folded = shown.casefold()
        return [
            place
            for place, sought, cased in self._names
            if sought in (held := shown if cased else folded) and any(_is_name(held, at, sought) for at in _places(sought, held))
        ]


def is_company(name: str, names: Iterable[str | None], ticker: str | None = None) -> bool:
    """Whether ``name`` is the company of these ``names`` (``Harbor`` is Harbor, Inc.) and ``ticker``."""
    code = _code(name)
    if ticker and code is not None and code == _code(ticker):
        return True
    one = CompanyNames([name])
    return any(one.found(other) for other in names if other)


def spelled(words: str) -> str:
    """``words`` as they are compared: in one width, script and case, on one line."""
    return _plain(words).casefold()


def _sought(plain: str, cased: bool) -> str:
    return plain if cased else plain.lstrip("0") or "0" if plain.isdecimal() else plain.casefold()


def _is_name(text: str, start: int, sought: str) -> bool:
    end = start + len(sought)
    return _is_code(text, start, end) if sought.isdecimal() else _is_whole(text, start, end)


def _places(sought: str, text: str) -> Iterable[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Chinese writes no spaces, so that a Chinese name may stand anywhere; ``GPT-3`` is not in ``GPT-3.5``."""
    if start and _BEFORE.match(text[start]) and _BEFORE.match(text[start - 1]):
        return False
    if not _BEFORE.match(text[end - 1]):
        return True
    follows = _AFTER.match(text, end)
    return follows is None or (follows[0][0] == "." and not text[end - 1].isdecimal())


def _is_code(text: str, start: int, end: int) -> bool:
    """A stock's number: in brackets or behind a colon, or with its exchange."""
    before = text[max(0, start - 8) : start]
    if _EXCHANGE.match(text, end) is None:
        return False
    return not before.rstrip("0")[-1:].isalnum() if text[end] == "." else _BRACKET.search(before) is not None


def _code(name: str) -> str | None:
    """A ticker without its exchange; digits without the zeros before them, which come and go."""
    match = _TICKER.fullmatch(_plain(name))
    return (match[1].lstrip("0") if match[1].isdecimal() else match[1].casefold()) if match else None


def _plain(text: str) -> str:
    """``text`` in half width, Simplified script and single blanks; its case stays."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_simplified())
    return " ".join(text.split())


@cache
def _simplified() -> dict[int, int]:
    known = table("outline", "simplified")
    return str.maketrans(*("".join(known[script].split()) for script in ("traditional", "simplified")))

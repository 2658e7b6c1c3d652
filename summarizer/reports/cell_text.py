"""A document's own words, made harmless in a cell: no spreadsheet takes them for a formula, and every character can be written."""

from __future__ import annotations

import re

from ..patterns import lazy

_LINE_BREAK = lazy(r"\r\n?")
_CONTROL = lazy(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNWRITABLE = lazy(r"[\ud800-\udfff\ufffe\uffff]")
# apostrophes before such a sign count, so that taking one away gives back what was written
_FORMULA = lazy(r"[\t\n]|[\s'\ufeff\u200b\u2060]*[-=+@＝＋－＠﹦﹢﹣﹫]")


def written(text: str) -> str:
    """``text`` as it can stand in a cell: line breaks are line feeds, other control characters their pictures (``␀``, ``␡``).

    Lone surrogates and the two code points that no XML can hold become ``\\ufffd``.
    """
    unified = _LINE_BREAK.sub("\n", text)
    return _UNWRITABLE.sub("\ufffd", _CONTROL.sub(_picture, unified))


def reads_as_formula(text: str) -> bool:
    """Whether a spreadsheet that meets ``text`` in a file, or when it is typed, may calculate it (OWASP's *CSV injection*).

    So may what begins with ``= + - @``, also in full width and behind white space, with a tab or with a line break.
    """
    return _FORMULA.match(text) is not None


def disarmed(text: str) -> str:
    """``text`` behind an apostrophe where it `reads_as_formula`."""
    return f"'{text}" if reads_as_formula(text) else text


def _picture(control: re.Match[str]) -> str:
    return "␡" if control[0] == "\x7f" else chr(0x2400 + ord(control[0]))

"""How values stand in a cell of Excel: within its limits, and shown as what they are."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from decimal import Decimal

from ..patterns import lazy

MOST_UNITS = 32_767
"""UTF-16 code units of a cell's text."""
_DIGITS = 15
"""Significant digits that a number of Excel keeps."""
_LARGEST = Decimal("1e300")
_PLAIN = Decimal("1e16")
"""From here on a number is shown with an exponent: no column is wide enough."""
_DECIMALS = 8
_DAY = lazy(r"\d{4}-\d{2}-\d{2}")
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900, so that days before it are told wrongly."""
_ESCAPE = lazy(r"_(?=x[0-9A-Fa-f]{4}_)")
_SUFFIX = {"%": '"%"', "pp": '" pp"', "bps": '" bps"', "x": '"x"'}


def cell_text(text: str, cut: str) -> str:
    """``text`` as the file spells it: what would be read as an escape (``_x0041_``) escaped, and cut to what a cell holds.

    ``cut`` is what is said at the end of a text that was cut, with ``{}`` for the number of code points left out.
    """
    whole = _spelled(text)
    if _units(whole) <= MOST_UNITS:
        return whole
    room = MOST_UNITS - _units(cut.format(len(text)))
    kept = bisect_right(range(1, len(text) + 1), room, key=lambda length: _units(_spelled(text[:length])))
    return _spelled(text[:kept]) + cut.format(len(text) - kept)


def cell_number(value: int | float) -> int | float | str:
    """``value``, or its digits as text where Excel would keep only some of them."""
    number = Decimal(repr(value))
    if not number.is_finite() or abs(number) >= _LARGEST:
        return str(number)
    if isinstance(value, int) and len(number.normalize().as_tuple().digits) > _DIGITS:
        return str(value)
    return value


def cell_day(value: str) -> date | str:
    """The day of an ISO 8601 date, or the text itself where it is none, or one that Excel cannot count."""
    if _DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        if day >= _FIRST_DAY:
            return day
    return value


def number_format(value: int | float, unit: str | None, *, signed: bool = False) -> str:
    """A format that shows ``value`` whole, in groups of three digits, with ``unit`` where that is a sign; it scales nothing."""
    number = Decimal(repr(value))
    if abs(number) >= _PLAIN:
        shown = "0.0##############E+0"
    else:
        exponent = number.normalize().as_tuple().exponent
        decimals = min(max(0, -exponent if isinstance(exponent, int) else 0), _DECIMALS)
        shown = "#,##0" + ("." + "0" * decimals if decimals else "")
    shown += _SUFFIX.get(unit or "", "")
    return f"+{shown};-{shown};{shown}" if signed else shown


def _spelled(text: str) -> str:
    return _ESCAPE.sub("_x005F_", text)


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text) if not text.isascii() else len(text)

"""A number with its unit, before its surroundings are read."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .model import FigureKind


@dataclass(slots=True)
class Quantity:
    """What the number grammars find: span, value in the base unit, unit and kind as of a `Figure`."""

    start: int
    end: int
    value: int | float
    value_max: int | float | None
    unit: str | None
    kind: FigureKind
    more: bool = False
    """True where 多/余/+ stands inside or at the number (``300多亿元``)."""
    spelled: bool = False
    """True where the number is written in words or as a fraction (``三成``, ``half``, ``3/4``)."""
    grouped: bool = False
    """True where the number is a decimal or has grouped thousands."""


def plain(value: Fraction | int) -> int | float:
    """An ``int`` where the value is whole, else the nearest ``float``."""
    return value.numerator if value.denominator == 1 else value.numerator / value.denominator


def percentage(part: int, whole: int) -> int | float:
    """A fraction as a percentage, two decimals where it does not come out even."""
    exact = Fraction(100 * part, whole)
    return exact.numerator if exact.denominator == 1 else round(float(exact), 2)

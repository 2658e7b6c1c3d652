"""How far two figures lie apart, reckoned in Python and shown as a sum of the source's own figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ..outline.script import fold
from ..patterns import lazy
from ..schemas import Evidence
from ..schemas.comparison import Difference, Direction, Reading
from ..schemas.verification import Arithmetic

_NUMBER = lazy(r"\d[\d,]*(?:\.\d+)?")
_PARTED = lazy(r"\s*(?:-|~|至|到|\bto\b|\band\b|或|/)\s*")
_LOWER = frozenset({"under", "up_to"})
_UPPER = frozenset({"over", "at_least"})
_RATIO = frozenset({"%", "pp", "bps"})
_PLAIN = frozenset({"x", "rank", "year", "month", "day"})


class Operand(NamedTuple):
    """A figure of a sum."""

    value: Decimal
    raw: str
    evidence: Sequence[Evidence]


def between(old: Reading, new: Reading) -> Difference | None:
    """How far ``new`` lies from ``old``; ``None`` where a range or what they are said to be (over, up to) makes that senseless."""
    if old.value_max is not None or new.value_max is not None or not comparable(old.unit, new.unit):
        return None
    if (old.qualifier in _LOWER and new.qualifier in _UPPER) or (old.qualifier in _UPPER and new.qualifier in _LOWER):
        return None
    return reckoned(operand(old), operand(new), new.unit)


def operand(reading: Reading) -> Operand:
    """A reading as part of a sum, a negative one with its sign."""
    return Operand(Decimal(str(reading.value)), signed(reading.raw, reading.value), reading.evidence)


def signed(raw: str, value: float) -> str:
    """``raw`` with a sign where its value is negative and only the words beside it say so."""
    raw = " ".join(raw.split())
    shown = fold(raw)
    return f"−{raw}" if value < 0 and not shown.startswith(("-", "(", "负")) and "-" not in shown[:3] else raw


def comparable(one: str | None, two: str | None) -> bool:
    """Whether two units measure the same."""
    return one == two or (one in ("%", "pp") and two in ("%", "pp")) or _counted(one, two)


def _counted(one: str | None, two: str | None) -> bool:
    # 家, 户, customers: each counts one by one
    known = _RATIO | _PLAIN
    return one not in known and two not in known and not _currency(one) and not _currency(two)


def _currency(unit: str | None) -> bool:
    return unit is not None and len(unit) == 3 and unit.isascii() and unit.isupper()


def reckoned(old: Operand, new: Operand, unit: str | None) -> Difference:
    """The difference of two operands of comparable units: per cent between levels, points between percentages, else in their unit."""
    apart = new.value - old.value
    direction: Direction = "up" if apart > 0 else "down" if apart < 0 else "flat"
    evidence = [*new.evidence, *old.evidence]
    if unit in ("%", "pp"):
        return _shown(f"{new.raw} − {old.raw}", apart, "pp", direction, evidence)
    if unit in _RATIO or unit in _PLAIN or old.value <= 0 or new.value < 0:
        # across or below nought a rate of growth says nothing
        return _shown(f"{new.raw} − {_bracketed(old)}", apart, unit or "", direction, evidence)
    return _shown(f"{new.raw} ÷ {old.raw} − 1", apart / old.value * 100, "%", direction, evidence)


def _bracketed(old: Operand) -> str:
    return f"({old.raw})" if old.value < 0 else old.raw


def _shown(text: str, value: Decimal, unit: str, direction: Direction, evidence: list[Evidence]) -> Difference:
    result = rounded(value, unit)
    said = f"{result:,f}".replace("-", "−")
    number = int(result) if result == result.to_integral_value() else float(result)
    tail = unit if unit in ("%", "x") else f" {unit}" if unit else ""
    sum_ = Arithmetic(text=f"{text} = {said}{tail}", value=number, unit=unit or None, operands=evidence)
    return Difference(direction=direction, value=number, unit=unit, arithmetic=sum_)


def rounded(value: Decimal, unit: str) -> Decimal:
    """To one decimal where it is reckoned from a quotient, and never to nought where it is not nought; sums keep their digits."""
    if unit == "%":
        places = Decimal("0.1")
        while value and abs(value) < places / 2:
            places /= 10
        value = value.quantize(places, ROUND_HALF_UP)
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def ends(reading: Reading) -> tuple[Operand, Operand]:
    """The lower and the upper end of a reading, each as the source writes it; twice the same where it is no range."""
    if reading.value_max is None:
        one = operand(reading)
        return one, one
    low, high = _written_ends(reading.raw)
    values = Decimal(str(reading.value)), Decimal(str(reading.value_max))
    first, last = Operand(values[0], low, reading.evidence), Operand(values[1], high, reading.evidence)
    return (first, last) if values[0] <= values[1] else (last, first)


def _written_ends(raw: str) -> tuple[str, str]:
    """``12.8 亿元至 13.4 亿元`` is ``12.8 亿元`` and ``13.4 亿元``; an end that lacks the unit gets the other's."""
    raw = " ".join(raw.split())
    folded = fold(raw)
    numbers = list(_NUMBER.finditer(folded))
    if len(numbers) < 2:
        return raw, raw
    first, last = numbers[0], numbers[-1]
    parted = _PARTED.search(folded, first.end(), last.start())
    if parted is None:
        return raw, raw
    low, high = raw[: parted.start()].strip(), raw[parted.end() :].strip()
    front, tail = raw[: first.start()], raw[last.end() :]
    if low and low[-1].isdigit():
        low += tail
    if high and high[0].isdigit() and front.strip() and not front.strip()[-1].isalnum():
        high = front.lstrip() + high
    return low, high

"""A mark beside a change in a table's cell: which way it went, before the eye has read how far."""

from __future__ import annotations

from ...schemas import KPI
from .svg import element

_UP, _DOWN, _FLAT = "M5 1 9 8 1 8Z", "M5 9 1 2 9 2Z", "M1 4H9V6H1Z"


def change_mark(kpi: KPI) -> str:
    """A tiny arrow, hidden from a screen reader: the words of the change stand beside it. Empty where no change is told."""
    return "" if kpi.change is None else direction_mark(kpi.change.value)


def direction_mark(value: float) -> str:
    """The arrow of a signed value."""
    way, path = ("up", _UP) if value > 0 else ("down", _DOWN) if value < 0 else ("flat", _FLAT)
    return element(
        "svg", element("path", d=path), xmlns="http://www.w3.org/2000/svg", class_=f"mark mark-{way}", viewBox="0 0 10 10",
        aria_hidden="true", focusable="false",
    )  # fmt: skip

"""The number-strict verifier: where a quote stands in its source, or what the source says instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .evidence import evidence_for, verify_spans
from .place import Place

if TYPE_CHECKING:
    from .locator import Locator, locate, locate_all

__all__ = ["Locator", "Place", "evidence_for", "locate", "locate_all", "verify_spans"]


def __getattr__(name: str) -> Any:
    """The locator comes when it is first asked for: a summary by rules has its places from the start."""
    if name not in ("Locator", "locate", "locate_all"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import locator

    globals()[name] = found = getattr(locator, name)
    return found

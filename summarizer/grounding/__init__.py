"""The number-strict verifier: where a quote stands in its source, or what the source says instead."""

from __future__ import annotations

from .evidence import evidence_for, verify_spans
from .locator import Locator, locate
from .place import Place

__all__ = ["Locator", "Place", "evidence_for", "locate", "verify_spans"]

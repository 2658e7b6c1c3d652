"""The style sheet that gives charts their colours, in light and dark; a page puts it beside its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def stylesheet() -> str:
    """What belongs into a page's ``<style>``."""
    return Path(__file__).with_name("charts.css").read_text(encoding="utf-8")

"""The financial number grammar of zh-Hans, zh-Hant and en: figures, periods, and the tokens that are neither.

`scan` puts together what the modules find: ``quantities`` (``arabic``, ``spelled_chinese``, ``spelled_english``, with
``numerals`` and ``units``), ``periods`` (``periods_chinese``, ``periods_english``, resolved against an `Anchor`), ``names`` and
``ranks``; ``context`` reads what the words beside a figure say of it.
"""

from __future__ import annotations

from .anchor import Anchor
from .model import Figure, FigureKind, PeriodMention, Scan
from .scanner import scan

__all__ = ["Anchor", "Figure", "FigureKind", "PeriodMention", "Scan", "scan"]

"""What a document is made of: its kind, its header, who speaks, what is asked and answered, its sentences and its furniture."""

from __future__ import annotations

from ..reading.document import Document
from .assemble import outline
from .model import ExchangeSpan, Header, HostName, Outline, Sentence, Span, Turn
from .repair import Repaired

__all__ = ["Document", "ExchangeSpan", "Header", "HostName", "Outline", "Repaired", "Sentence", "Span", "Turn", "outline"]

"""The headlines of a summary: its most newsworthy figures, guidance and statements, a short line each."""

from .headline import Headline
from .selection import headlines

__all__ = ["Headline", "headlines"]

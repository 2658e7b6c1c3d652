"""Validated summaries of earnings calls, results briefings and investor-relations records.

Every figure and statement of a summary points at the place in the source that proves it. This module is the map:

- `summarize`, `asummarize`, `Summarizer`: a document in, a `Summary` out
- `read`, `Document`: the raw text that every offset counts in
- `locate`, `Place`: where a quote stands in a text, or what the text says instead
- `verify`, `Verification`: anybody's summary held against its document, claim by claim
- `Summary`: the contract (`summarizer.schemas` holds its parts)
- `SummarizerError` and its children: what can go wrong
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import (
    DecodingError,
    EmptyInputError,
    InputError,
    LiveRequestBlocked,
    ModelUnavailableError,
    ReplayError,
    SummarizerError,
    UsageError,
)
from .grounding import Place, locate
from .pipeline import Summarizer, asummarize, summarize
from .reading import Document, read
from .schemas import Summary
from .schemas.verification import Verification

if TYPE_CHECKING:
    from .verification.verify import verify

__version__ = "0.1.0"

__all__ = [
    "DecodingError",
    "Document",
    "EmptyInputError",
    "InputError",
    "LiveRequestBlocked",
    "ModelUnavailableError",
    "Place",
    "ReplayError",
    "Summarizer",
    "SummarizerError",
    "Summary",
    "UsageError",
    "Verification",
    "asummarize",
    "locate",
    "read",
    "summarize",
    "verify",
]


def __getattr__(name: str) -> Any:
    """`verify` comes when it is first asked for: a summary needs none of its house."""
    if name != "verify":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    globals()[name] = found = import_module(".verification.verify", __name__).verify
    return found

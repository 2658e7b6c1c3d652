"""Validated summaries of earnings calls, results briefings and investor-relations records.

Every figure and statement of a summary points at the place in the source that proves it. This module is the map:

- `summarize`, `asummarize`, `Summarizer`: a document in, a `Summary` out
- `read`, `Document`: the raw text that every offset counts in
- `locate`, `locate_all`, `Place`: where a quote stands in a text, or what the text says instead
- `verify`, `Verification`: anybody's summary held against its document, claim by claim
- `load_profile`, `Profile`: who reads, for the order of reports and the words of a model
- `compare`, `Comparison`: what changed between the documents of one company
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
from .pipeline import Summarizer, asummarize, summarize
from .reading import Document, read
from .schemas import Summary

if TYPE_CHECKING:
    from .comparison.compare import compare
    from .grounding import Place, locate, locate_all
    from .profile import load_profile
    from .schemas.comparison import Comparison
    from .schemas.profile import Profile
    from .schemas.verification import Verification
    from .verification.verify import verify

__version__ = "0.1.0"

__all__ = [
    "Comparison",
    "DecodingError",
    "Document",
    "EmptyInputError",
    "InputError",
    "LiveRequestBlocked",
    "ModelUnavailableError",
    "Place",
    "Profile",
    "ReplayError",
    "Summarizer",
    "SummarizerError",
    "Summary",
    "UsageError",
    "Verification",
    "asummarize",
    "compare",
    "load_profile",
    "locate",
    "locate_all",
    "read",
    "summarize",
    "verify",
]


def __getattr__(name: str) -> Any:
    """What a summary does not need comes when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    globals()[name] = found = getattr(import_module(_LATER[name], __name__), name)
    return found


_LATER = {
    "Comparison": ".schemas.comparison",
    "compare": ".comparison.compare",
    "Place": ".grounding.place",
    "Profile": ".schemas.profile",
    "load_profile": ".profile",
    "locate": ".grounding.locator",
    "locate_all": ".grounding.locator",
    "Verification": ".schemas.verification",
    "verify": ".verification.verify",
}

"""The data contracts: what a summary is (`summary`) and the closed lists it uses (`vocabulary`).

This folder ships as ``summarizer.schemas``. Importing it under any other name would give every model a
second, incompatible identity, so that is refused.
"""

if __name__ != "summarizer.schemas":
    raise ImportError(
        f"import 'summarizer.schemas', not {__name__!r}: a second copy of the models would not compare equal"
    )

from .summary import (
    KPI,
    Answer,
    Change,
    Check,
    Company,
    Coverage,
    DocumentInfo,
    Event,
    Evidence,
    Exchange,
    Host,
    Outlook,
    Overview,
    Period,
    Provenance,
    Rejected,
    Risk,
    Strategy,
    Summary,
    Theme,
    Usage,
)
from .vocabulary import METRICS, TOPICS, Metric, Topic

__all__ = [
    "KPI",
    "METRICS",
    "TOPICS",
    "Answer",
    "Change",
    "Check",
    "Company",
    "Coverage",
    "DocumentInfo",
    "Event",
    "Evidence",
    "Exchange",
    "Host",
    "Metric",
    "Outlook",
    "Overview",
    "Period",
    "Provenance",
    "Rejected",
    "Risk",
    "Strategy",
    "Summary",
    "Theme",
    "Topic",
    "Usage",
]

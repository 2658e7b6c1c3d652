"""What reports and prompts call a topic."""

from __future__ import annotations

from ..tables import table


def label(topic: str, language: str) -> str:
    """The topic's name in ``language``; the topic itself where the table has none."""
    row = table("extractors.rules", "topics").get(topic)
    return str(row["label"][language]) if row else topic

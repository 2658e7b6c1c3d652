"""What the tests of both period grammars share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from summarizer.figures import Anchor, PeriodMention
from summarizer.figures.periods import PeriodFinder
from summarizer.outline.script import fold


@pytest.fixture(scope="session")
def only() -> Callable[[str, Anchor], PeriodMention]:
    """The one period of a text, read against an anchor."""

    def read(text: str, anchor: Anchor) -> PeriodMention:
        mentions = PeriodFinder(fold(text), anchor).find()
        assert len(mentions) == 1, mentions
        return mentions[0]

    return read

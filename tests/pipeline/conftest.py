"""What the tests of whole pipelines with a model share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from summarizer import Summarizer, Summary
from summarizer.extractors.model.switch import live_transport
from summarizer.reading import from_text
from summarizer.settings import Settings

from .model_answers import TEXT

Run = Callable[..., Summary]


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever SUMMARIZER_ variables the developer has set do not count here."""
    for name in list(os.environ):
        if name.startswith("SUMMARIZER_"):
            monkeypatch.delenv(name)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Summarises the small record with the model at an address, without labels; what waits between requests takes no time."""
    from tests.extractors.model.asked import no_waits

    monkeypatch.setattr("summarizer.extractors.model.client.Pace", lambda: no_waits()[0])

    def summary_of(url: str, text: str = TEXT, **options: Any) -> Summary:
        own = {name: options.pop(name) for name in ("engine", "language", "on_item", "on_progress") if name in options}
        settings = Settings.load(**{"base_url": url, "model": "m", "timeout": 5.0, "attempts": 2, "labels": "none", **options})
        # certificates take longer to load than everything else here, and nothing is encrypted
        with Summarizer(settings=settings, transport=live_transport(verify=False), **own) as summarizer:
            return summarizer.run(from_text(text))

    return summary_of

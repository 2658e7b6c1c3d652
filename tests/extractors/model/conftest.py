"""The tests of the model side do not see what this machine is set to."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Whatever SUMMARIZER_ variables the developer has set count in live tests alone."""
    if request.node.get_closest_marker("live"):
        return
    for name in list(os.environ):
        if name.startswith("SUMMARIZER_"):
            monkeypatch.delenv(name)

"""pytest fixtures for programs that use this package; see ``docs/testing.md``.

``summarizer_cassettes``: recorded answers in ``cassettes/`` beside the test, replayed, or recorded anew with ``--summarizer-record``.
``fake_model``: a `summarizer.testing.FakeModel`. The marker ``no_live_requests`` makes any request that leaves for a model an error.

pytest loads this module in every run, so it imports nothing of the package before a fixture is used.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .extractors.model.cassettes import RecordingTransport, ReplayingTransport
    from .testing import FakeModel


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one option."""
    parser.getgroup("summarizer").addoption(
        "--summarizer-record",
        action="store_true",
        help="record the cassettes of summarizer_cassettes anew, from the real model",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The one marker."""
    config.addinivalue_line(
        "markers", "no_live_requests: a request that leaves for a model is an error during this test"
    )


class Cassettes:
    """Recorded answers for one test. Hand ``record`` and ``replay`` to a `Summarizer`: one of the two is ``None``."""

    def __init__(self, folder: Path, test: str, *, recording: bool) -> None:
        self.folder = folder
        self.recording = recording
        self._test = test
        self._transports: dict[str, RecordingTransport | ReplayingTransport] = {}

    @property
    def record(self) -> RecordingTransport | None:
        """What records this test's answers; ``None`` while replaying."""
        from .extractors.model.cassettes import RecordingTransport

        transport = self.transport() if self.recording else None
        return transport if isinstance(transport, RecordingTransport) else None

    @property
    def replay(self) -> ReplayingTransport | None:
        """What replays this test's answers; ``None`` while recording."""
        from .extractors.model.cassettes import ReplayingTransport

        transport = None if self.recording else self.transport()
        return transport if isinstance(transport, ReplayingTransport) else None

    def transport(self, name: str | None = None) -> RecordingTransport | ReplayingTransport:
        """The transport of the cassette ``name``, by default one of the test's own name, for a client of one's own.

        Raises `ReplayError` where nothing was recorded yet.
        """
        name = name or self._test
        if name not in self._transports:
            from .extractors.model.cassettes import RecordingTransport, ReplayingTransport
            from .extractors.model.switch import live_transport

            self._transports[name] = (
                RecordingTransport(live_transport(), self.folder, name)
                if self.recording
                else ReplayingTransport(self.folder, name)
            )
        return self._transports[name]

    def check(self) -> None:
        """Raises `ReplayError` for a request that was not recorded, even if the program swallowed it, and for recordings not used."""
        for transport in self._transports.values():
            if hasattr(transport, "check"):
                transport.check()


@pytest.fixture
def summarizer_cassettes(request: pytest.FixtureRequest) -> Iterator[Cassettes]:
    """The test's recorded answers, in ``cassettes/`` beside it; no request leaves for a model while they are replayed.

    A request that was not recorded and a recording that was not asked for fail the test.
    """
    from .extractors.model.switch import no_live_requests

    recording = bool(request.config.getoption("--summarizer-record"))
    test = re.sub(r"\W+", "_", f"{request.path.stem} {request.node.name}").strip("_")
    cassettes = Cassettes(request.path.parent / "cassettes", test, recording=recording)
    if recording:
        yield cassettes
    else:
        with no_live_requests():
            yield cassettes


@pytest.fixture
def fake_model() -> Iterator[FakeModel]:
    """A `FakeModel` without replies: ``add`` some. No request leaves for a real model meanwhile."""
    from .testing import FakeModel, no_live_requests

    with no_live_requests():
        yield FakeModel()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """The marker holds for a test's fixtures too."""
    if item.get_closest_marker("no_live_requests") is None:
        return (yield)
    from .extractors.model.switch import no_live_requests

    with no_live_requests():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that passed is held against its cassettes: here and not where the fixture ends, for it is the test that fails."""
    outcome = yield
    cassettes = getattr(item, "funcargs", {}).get("summarizer_cassettes")
    if isinstance(cassettes, Cassettes):
        from .errors import ReplayError

        try:
            cassettes.check()
        except ReplayError as error:
            pytest.fail(str(error), pytrace=False)
    return outcome

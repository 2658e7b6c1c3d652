"""What all tests share: the network is off, and the real documents are at hand."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# the same examples in every run: a build must not fail by chance; `--hypothesis-profile=default` looks for new ones
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

TESTS = Path(__file__).parent
LOOPBACK = ("127.", "::1", "localhost")


class NetworkIsOff(RuntimeError):
    """A test tried to reach the network."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Any connection but to this machine is an error, unless the test is marked ``live``."""
    if request.node.get_closest_marker("live"):
        return
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guard(name: str) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
                raise NetworkIsOff(f"connection to {address[0]}")
            return real[name](self, address)

        return connect

    for name in real:
        monkeypatch.setattr(socket.socket, name, guard(name))


def need(there: bool, what: str) -> None:
    """Skips a test whose machine lacks a part, and says which; on CI, where every part is installed, it fails instead."""
    if there:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"needs {what}")


@pytest.fixture(scope="session")
def needs_ocr() -> None:
    """The recogniser of images."""
    from summarizer.reading.recognition import INSTALL, available

    need(available(), f"the recogniser of images ({INSTALL})")


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of documents; its README says which are real."""
    return TESTS / "documents"


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of gold files."""
    return TESTS / "gold"

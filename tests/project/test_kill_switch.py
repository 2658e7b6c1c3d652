"""The tests cannot reach the network."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_to_elsewhere_is_an_error(method: str) -> None:
    """The address is one that is never routed, so the test is harmless even where the switch fails."""
    with socket.socket() as one, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        getattr(one, method)(("192.0.2.1", 80))


def test_this_machine_can_be_reached() -> None:
    """A test may start a server of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()

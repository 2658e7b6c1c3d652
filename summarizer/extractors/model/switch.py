"""The kill switch: while it is on, no request leaves for a model.

A recording and a fake never ask it; the transport to the world does, before it opens a connection.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ...errors import LiveRequestBlocked

if TYPE_CHECKING:
    from .live import LiveTransport

VARIABLE = "SUMMARIZER_ALLOW_REQUESTS"
"""The setting whose environment variable turns the switch on for a whole process: ``0``, ``no``, ``off``, ``n``, ``f`` or ``false``."""

_NO = ("0", "no", "off", "n", "f", "false")
_lock = threading.Lock()
_holders = 0


def block_live_requests() -> None:
    """From here on, for the rest of the process or until `allow_live_requests`, a request that leaves for a model is an error."""
    global _holders
    with _lock:
        _holders += 1


def allow_live_requests() -> None:
    """Take back one `block_live_requests`."""
    global _holders
    with _lock:
        _holders = max(0, _holders - 1)


@contextmanager
def no_live_requests() -> Iterator[None]:
    """Within, in every thread, a request that leaves for a model raises `LiveRequestBlocked`."""
    block_live_requests()
    try:
        yield
    finally:
        allow_live_requests()


def live_requests_are_blocked() -> bool:
    """Whether the switch is on, by a call or by the environment."""
    return _holders > 0 or os.environ.get(VARIABLE, "").strip().lower() in _NO


def refuse_if_blocked(host: str, what: str, *, allowed: bool = True) -> None:
    """Raise `LiveRequestBlocked` while the switch is on, or where the settings do not allow requests.

    ``what``: the question's task and section.
    """
    if not allowed or live_requests_are_blocked():
        from .refusal import passing

        raise passing(
            LiveRequestBlocked(
                f"a live request to {host} ({what}) was blocked: replay a recording, hand in a FakeModel, "
                f"or allow requests (outside no_live_requests(), {VARIABLE}=true)"
            )
        )


def live_transport(**options: Any) -> LiveTransport:
    """The transport to the world, behind the switch. ``options``: those of ``httpx2.AsyncHTTPTransport``."""
    from .live import LiveTransport

    return LiveTransport(**options)

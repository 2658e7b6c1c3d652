"""For tests of programs that use this package: a model that is none, and a switch against requests that leave.

- `FakeModel`: answers what it is told, or whatever its question's schema allows, and remembers what it was asked
- `no_live_requests`, `block_live_requests`, `allow_live_requests`: no request leaves for a model
- `LiveRequestBlocked`: what a request meets then
- `RecordingTransport`, `ReplayingTransport`: recorded answers, for a client of one's own

A pytest plugin comes with the package: see ``docs/testing.md``.
"""

from __future__ import annotations

from ..errors import LiveRequestBlocked
from ..extractors.model.cassettes import RecordingTransport, ReplayingTransport
from ..extractors.model.switch import allow_live_requests, block_live_requests, no_live_requests
from .fake_model import CutAnswer, FakeModel, ModelRequest, NoReplyLeft
from .minimal_answer import minimal_answer

__all__ = [
    "CutAnswer",
    "FakeModel",
    "LiveRequestBlocked",
    "ModelRequest",
    "NoReplyLeft",
    "RecordingTransport",
    "ReplayingTransport",
    "allow_live_requests",
    "block_live_requests",
    "minimal_answer",
    "no_live_requests",
]

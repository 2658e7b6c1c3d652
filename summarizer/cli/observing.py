"""Logs and spans of one run of the command line. A run that is asked for neither loads nothing for them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .options import Session


@contextmanager
def observing(session: Session) -> Iterator[None]:
    """Within, what happens is logged as the options say, and spans are sent where the environment says."""
    with ExitStack() as stack:
        if session.logs:
            from .logs import logging_to

            stack.enter_context(logging_to(sys.stderr, session))
        if any(name.startswith("OTEL_") for name in os.environ):
            from .tracing import tracing

            stack.enter_context(tracing(session.note))
        yield

"""Keeps questions and answers out of other libraries' logs.

instructor logs an answer that it cannot read as an error, and without a handler Python prints errors; openai logs the body of each
request when it is asked for details.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LOGGERS = (
    "instructor",
    "instructor.v2",
    "instructor.v2.retry",
    "openai._base_client",
    "openai._legacy_response",
    "openai._response",
)
_in_a_call: ContextVar[bool] = ContextVar("in_a_call", default=False)


def _not_of_our_calls(record: logging.LogRecord) -> bool:
    return not _in_a_call.get()


@contextmanager
def bodies_not_logged() -> Iterator[None]:
    """Within, and in what is started within, those loggers say nothing; a program's own calls are logged as it likes."""
    for name in LOGGERS:
        # adding a filter that is there already changes nothing
        logging.getLogger(name).addFilter(_not_of_our_calls)
    token = _in_a_call.set(True)
    try:
        yield
    finally:
        _in_a_call.reset(token)

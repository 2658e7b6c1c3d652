"""Every error this package raises on purpose.

SummarizerError
├── InputError            the input cannot be read                 exit code 3
│   ├── EmptyInputError   there is no text in it
│   └── DecodingError     no encoding fits the bytes
├── UsageError            the call itself is wrong                 exit code 2
│   ├── ReplayError         a request has no recording, or the recordings are not all used
│   └── LiveRequestBlocked  a request would leave for a model while that is switched off
└── ModelUnavailableError the model could not be reached           exit code 4
"""

from __future__ import annotations


class SummarizerError(Exception):
    """Base of all errors here. ``str(error)`` is one line: what is wrong, where, and what to do next."""

    exit_code = 1


class InputError(SummarizerError):
    """The input cannot be read."""

    exit_code = 3


class EmptyInputError(InputError):
    """The input holds no text."""


class DecodingError(InputError):
    """No encoding fits the bytes, or the one that was asked for does not."""


class UsageError(SummarizerError):
    """The call itself is wrong: an option that does not exist, two that exclude each other."""

    exit_code = 2


class ReplayError(UsageError):
    """What was recorded is not what is asked: a request that has no recording, a cassette that cannot be read, recordings never used."""


class LiveRequestBlocked(UsageError):
    """A request would have left for a model while that is switched off (`summarizer.testing.no_live_requests`)."""


class ModelUnavailableError(SummarizerError):
    """A model was asked for, could not be reached, and falling back to rules was not allowed."""

    exit_code = 4

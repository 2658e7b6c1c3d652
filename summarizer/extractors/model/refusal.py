"""Errors of ours that are raised beneath openai's client and must come out of it as they are.

The client takes any exception of a transport for a lost connection: it retries, then raises ``APIConnectionError``, and an answer that
was never recorded would pass for a server that is down. Errors of its own it lets through untouched; so these are both.
"""

from __future__ import annotations

from typing import TypeVar

Refusal = TypeVar("Refusal", bound=Exception)


def passing(error: Refusal) -> Refusal:
    """``error`` in a form that openai's client neither retries nor wraps; still an instance of its own class."""
    from openai import OpenAIError

    kind = type(error)
    passing_kind: type[Refusal] = type(
        kind.__name__, (kind, OpenAIError), {"__module__": kind.__module__, "__doc__": kind.__doc__}
    )
    return passing_kind(*error.args)

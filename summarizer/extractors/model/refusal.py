"""Errors of ours that are raised beneath openai's client and must come out of it as they are.

The client takes any exception of a transport for a lost connection: it retries, then raises ``APIConnectionError``, and an answer that
was never recorded would pass for a server that is down. Errors of its own it lets through untouched; so these are both.
"""

from __future__ import annotations

from typing import TypeVar

from ...errors import UsageError

Refusal = TypeVar("Refusal", bound=UsageError)


def passing(error: Refusal) -> Refusal:
    """``error`` in a form that openai's client neither retries nor wraps; still an instance of its own class."""
    from openai import OpenAIError

    kind = type(error)
    passing_kind: type[Refusal] = type(
        kind.__name__, (kind, OpenAIError), {"__module__": kind.__module__, "__doc__": kind.__doc__}
    )
    return passing_kind(*error.args)


def refusal_in(error: BaseException | None) -> UsageError | None:
    """The refusal that ``error`` is, or was raised from at any remove (instructor wraps whatever it meets); ``None`` if there is none.

    A refusal belongs to the user: it is never a reason to retry, to ask another model or to fall back to rules.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, UsageError):
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None

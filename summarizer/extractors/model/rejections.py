"""Rejections of a request's form: a way of asking for JSON, or a parameter, that an endpoint does not take from anybody.

They hold for every document alike. While several questions are asked at once, how many of them meet the rejection before the client
has learned from it is a matter of time; so in a replay it answers any request of that form, and need not be asked for.
"""

from __future__ import annotations

import json
from typing import Any

import httpx2

from .request_key import RequestKey

Form = tuple[str | None, str | None, str]


def form_of(key: RequestKey) -> Form:
    """What two requests have in common that an endpoint rejects for the same reason."""
    return key.model, key.mode, json.dumps(key.parameters, sort_keys=True)


def is_of_form(status: int, body: Any, key: RequestKey) -> bool:
    """Whether this answer to ``key`` rejects its form, by the same words that the client goes by."""
    if status < 400:
        return False
    from openai import APIStatusError

    from .faults import Kind, diagnose

    # openai's error wants a response that knows its request
    response = httpx2.Response(status, json=body, request=httpx2.Request("POST", "http://recorded"))
    error = APIStatusError("", response=response, body=body.get("error") if isinstance(body, dict) else None)
    return diagnose(error, [*key.parameters, "model", "messages"]).kind in (Kind.MODE, Kind.PARAMETER)

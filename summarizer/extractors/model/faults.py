"""What an endpoint's failure means: wait and ask again, ask otherwise, ask for less, or look elsewhere.

Providers agree on statuses and on little else, so a body is read for the words they use.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import Enum, auto

import httpx2
import openai

from .allowance import reset_of

_TOO_MANY = 429
TRANSIENT_STATUSES = frozenset({408, 409, 425, _TOO_MANY})


class Kind(Enum):
    """What to do about a failure."""

    TRANSIENT = auto()
    """Wait and send the same again."""
    MODE = auto()
    """This way of asking for JSON is not supported: take the next."""
    PARAMETER = auto()
    """One parameter is refused: leave it out or rename it."""
    TOO_LONG = auto()
    """Question and answer do not fit into the context."""
    REFUSED = auto()
    """This content is refused: no retry helps."""
    UNAVAILABLE = auto()
    """The model cannot be had here: no key, no such model, no such address, no money."""


@dataclass(eq=False)
class Fault(Exception):
    """A failed request. ``what`` is fit for a message: it holds no word of a body."""

    kind: Kind
    what: str
    parameter: str | None = None
    most: int | None = None
    """The limit that a refused parameter must keep to."""
    retry_after: str | None = None
    """The header as it came: seconds or a date."""
    charged: bool = False
    """Whether the endpoint may have worked, and charged, for it."""
    too_many: bool = False
    """Whether it is asked too much (HTTP 429); ``retry_after`` may then come from its other headers, in seconds."""

    def __str__(self) -> str:
        return self.what


_TOO_LONG = re.compile(
    r"context[ _-]?(?:length|window|size|limit)|maximum context|max_model_len|prompt is too long|input is too long"
    r"|(?:input|prompt)(?: token)?s? (?:length|count).{0,40}(?:exceed|limit|range|should be)|range of input length"
    r"|too many (?:input )?tokens|reduce the length|exceeds the available context",
    re.I,
)
_MODE = re.compile(
    r"response[_ ]format|json[_ ]?schema|json[_ ]object|json mode|structured[ _]outputs?|\btools?\b|tool[_ ]?calls?|tool_choice"
    r"|function[_ ]?call|\bfunctions\b|grammar|\bschema\b|guided[_ ](?:json|decoding)",
    re.I,
)
_MODE_PARAMETERS = ("response_format", "tools", "tool_choice", "functions")
_MODEL = re.compile(
    r"model[_ ]not[_ ]found|no such model|unknown model|invalid model|model .{0,120}(?:not exist|not found|not available|unknown|is not)"
    r"|not a valid model|模型.{0,20}(?:不存在|无效)|unsupported model",
    re.I | re.S,
)
_KEY = re.compile(r"api[ _-]?key|authenticat|unauthori[sz]ed|credential|\bauthorization\b", re.I)
_QUOTA = re.compile(r"insufficient[_ ](?:quota|balance)|exceeded your current quota|arrearage|余额不足|欠费", re.I)
_CONTENT = re.compile(
    r"content[_ ](?:filter|policy|management policy|exists risk)|data_inspection_failed|inappropriate content|敏感",
    re.I,
)
_NUMBER = re.compile(
    r"(?:at most|up to|maximum(?: value)?(?: of| is)?|less than or equal to|<=|\[\s*1\s*,)\s*(\d{2,})", re.I
)
TOKEN_PARAMETERS = ("max_tokens", "max_completion_tokens")


def diagnose(error: openai.APIError, sent: Collection[str]) -> Fault:
    """What ``error`` means for a request with the parameters ``sent``.

    Raises the error of a transport that did not come from the line (a replay without a recording): it is not the endpoint's.
    """
    if isinstance(error, openai.APITimeoutError):
        return Fault(Kind.TRANSIENT, "no answer in time", charged=True)
    if isinstance(error, openai.APIConnectionError):
        cause = error.__cause__
        if cause is not None and not isinstance(cause, httpx2.TransportError | httpx2.DecodingError | OSError):
            raise cause
        if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
            return Fault(Kind.TRANSIENT, "no connection")
        return Fault(Kind.TRANSIENT, "the connection broke", charged=True)
    if isinstance(error, openai.APIStatusError):
        return _by_status(error, sent)
    return Fault(Kind.TRANSIENT, "an answer that is no chat completion", charged=True)


def _by_status(error: openai.APIStatusError, sent: Collection[str]) -> Fault:
    status = error.status_code
    # a page of HTML speaks of anything
    body = "" if "html" in error.response.headers.get("content-type", "") else error.response.text[:20_000]
    retry_after = error.response.headers.get("retry-after")
    if status == 402 or (status in (400, 403, 429) and _QUOTA.search(body)):
        return Fault(Kind.UNAVAILABLE, "the account has no credit left")
    if status in (401, 403):
        return Fault(Kind.UNAVAILABLE, f"{'the key' if status == 401 else 'access'} was refused (HTTP {status})")
    if status in (500, 501) and _MODE.search(body):
        return Fault(Kind.MODE, f"HTTP {status}")
    if status in TRANSIENT_STATUSES or status >= 500:
        too_many = status == _TOO_MANY
        if too_many and retry_after is None:
            retry_after = reset_of(error.response.headers)
        return Fault(Kind.TRANSIENT, f"HTTP {status}", retry_after=retry_after, too_many=too_many)
    if status in (404, 405, 415):
        if _MODE.search(body):
            return Fault(Kind.MODE, f"HTTP {status}")
        if _MODEL.search(body):
            return Fault(Kind.UNAVAILABLE, "there is no model of this name")
        return Fault(Kind.UNAVAILABLE, f"nothing answers at this address (HTTP {status})")
    if status == 413 or (status in (400, 422) and _TOO_LONG.search(body)):
        return Fault(Kind.TOO_LONG, f"HTTP {status}")
    if status in (400, 422):
        return _of_request(error, body, sent)
    return Fault(Kind.UNAVAILABLE, f"HTTP {status}")


def _of_request(error: openai.APIStatusError, body: str, sent: Collection[str]) -> Fault:
    status = error.status_code
    what = f"HTTP {status}"
    parameter = error.param if isinstance(error.param, str) else None
    named = re.split(r"[.\[]", parameter)[0] if parameter else None
    if named in _MODE_PARAMETERS:
        return Fault(Kind.MODE, what)
    if named == "model":
        return Fault(Kind.UNAVAILABLE, "there is no model of this name")
    if _CONTENT.search(body):
        return Fault(Kind.REFUSED, "the endpoint refused the content")
    refused = named if named in sent else _named_in(body, sent)
    if refused is not None and (named == refused or refused in TOKEN_PARAMETERS or not _MODE.search(body)):
        return Fault(
            Kind.PARAMETER, what, parameter=refused, most=_limit(body) if refused in TOKEN_PARAMETERS else None
        )
    if _MODE.search(body):
        return Fault(Kind.MODE, what)
    if _MODEL.search(body):
        return Fault(Kind.UNAVAILABLE, "there is no model of this name")
    if _KEY.search(body):
        return Fault(Kind.UNAVAILABLE, f"the key was refused (HTTP {status})")
    return Fault(Kind.MODE, what)


def _named_in(body: str, sent: Collection[str]) -> str | None:
    """The parameter that a message speaks of; `max_tokens` is also a part of other words."""
    found = [name for name in sent if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", body)]
    return found[0] if found else None


def _limit(body: str) -> int | None:
    found = _NUMBER.search(body)
    return int(found[1]) if found and "max_completion_tokens' instead" not in body else None


def seconds_to_wait(retry_after: str | None, now: float) -> float | None:
    """What a ``Retry-After`` header asks for: seconds, or the time until its date; None where it says neither.

    ``now`` is in seconds since the epoch.
    """
    if retry_after is None:
        return None
    try:
        seconds = float(retry_after)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(retry_after).timestamp() - now
        except ValueError:
            return None
    return max(seconds, 0.0) if seconds == seconds else None

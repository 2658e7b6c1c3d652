"""What an endpoint's headers say of its limits: the names are in `allowance.toml`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime

from ...tables import table
from .limiter import Allowance

_SPAN = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?")
_IN_SECONDS = (86_400.0, 3_600.0, 60.0, 1.0, 0.001)
_A_DATE = 1e9
"""A number as large is no span but a time, in seconds since 1970."""


def allowance_of(headers: Mapping[str, str], now: float) -> Allowance:
    """What is left, as far as it is said. ``now``: seconds since the epoch."""
    requests, tokens = (_part(headers, name, now) for name in ("requests", "tokens"))
    return Allowance(*requests, *tokens)


def reset_of(headers: Mapping[str, str]) -> str | None:
    """Seconds until a limit that is used up is free again, as ``Retry-After`` would say it; a date where the header holds one."""
    exact = headers.get("retry-after-ms")
    if exact is not None and exact.replace(".", "", 1).isdigit():
        return str(float(exact) / 1000)
    for name in ("requests", "tokens"):
        row = table("extractors.model", "allowance")[name]
        left = next((headers[one] for one in row["left"] if one in headers), None)
        reset = next((headers[one] for one in row["reset"] if one in headers), None)
        seconds = None if reset is None else seconds_of(reset, 0.0)
        # without a clock here, a date cannot be told from now
        if left is not None and left.strip() == "0" and seconds is not None and seconds < _A_DATE:
            return str(seconds)
    return None


def seconds_of(text: str, now: float) -> float | None:
    """A span or a time as seconds from ``now``, never negative; None for anything else."""
    text = text.strip()
    try:
        number = float(text)
    except ValueError:
        pass
    else:
        if not math.isfinite(number):
            return None
        return max(number - now, 0.0) if number >= _A_DATE else max(number, 0.0)
    found = _SPAN.fullmatch(text)
    if text and found:
        return sum(float(part or 0) * unit for part, unit in zip(found.groups(), _IN_SECONDS, strict=True))
    try:
        return max(datetime.fromisoformat(text).timestamp() - now, 0.0)
    except (ValueError, OverflowError):
        return None


def _part(headers: Mapping[str, str], name: str, now: float) -> tuple[int | None, float | None]:
    row = table("extractors.model", "allowance")[name]
    left = next((int(headers[one]) for one in row["left"] if headers.get(one, "").strip().isdecimal()), None)
    resets = (seconds_of(headers[one], now) for one in row["reset"] if one in headers)
    return left, next((reset for reset in resets if reset is not None), None)

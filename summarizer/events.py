"""What happens, told to the standard ``logging`` under the name ``summarizer``; `docs/observing.md` lists the events.

An event has a name and a few fields: names of files, never their folders; causes, counts, seconds, money; never a word of a document and
never a key. A program that has not loaded ``logging`` has no handler, and none of this is worked out for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .schemas.summary import Usage

Level = Literal["debug", "info", "warning", "error"]
Field = str | int | float | bool
NAME = "summarizer"
_LEVELS: Mapping[Level, int] = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def event(level: Level, name: str, **fields: Field | None) -> None:
    """Log an event. A record has ``event``, its name, and each of the ``fields`` but those that are ``None``, as attributes."""
    logging: Any = sys.modules.get("logging")
    if not hasattr(logging, "getLogger"):
        return
    logger = logging.getLogger(NAME)
    if not logger.handlers:
        # without any, Python prints warnings on standard error
        logger.addHandler(logging.NullHandler())
    if logger.isEnabledFor(_LEVELS[level]):
        known = {key: value for key, value in fields.items() if value is not None}
        logger.log(_LEVELS[level], "%s", in_words(name, known), extra={"event": name, "fields": known, **known})


def spent(usage: Usage) -> dict[str, Field | None]:
    """Fields of what a model's answers took; none of them where none was asked."""
    if not usage.calls:
        return {}
    return {
        "calls": usage.calls, "retries": usage.retries, "input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens,
        "cost": usage.cost, "currency": usage.currency,
    }  # fmt: skip


def in_words(name: str, fields: Mapping[str, Field]) -> str:
    """An event as one line of text: its name, then ``field=value``, quoted where a value holds more than a word."""
    return " ".join([name, *(f"{key}={_plain(value)}" for key, value in fields.items())])


def _plain(value: Field) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    return value if value and value.isprintable() and not set(value) & set(' "=\\') else json.dumps(value, ensure_ascii=False)

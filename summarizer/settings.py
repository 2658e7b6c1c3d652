"""Settings of the model: from arguments, else from the environment (``SUMMARIZER_MODEL``, ``SUMMARIZER_BASE_URL``, …).

A rules run does not load this module: `summarizer.extractors.model.endpoints.configured` says whether one is wanted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from .errors import UsageError

PREFIX = "SUMMARIZER_"

ModeName = Literal["json_schema", "tools", "json", "md_json"]
Labels = Literal["unsure", "all", "none"]


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError("a finite number is needed")
    return number


_Count = Annotated[int, Field(ge=1)]
_Amount = Annotated[float, Field(gt=0), AfterValidator(_finite)]


class Settings(BaseSettings):
    """How a model is reached and what it may cost. Make one with `load`, which takes arguments before the environment.

    The key never shows: neither in ``repr`` nor in an error.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    endpoint: str | None = None
    """A preset of ``endpoints.toml``: ``openai``, ``deepseek``, ``ollama``, …"""
    base_url: Annotated[str | None, Field(repr=False)] = None
    """Where an OpenAI-compatible server answers, with its ``/v1``. A preset is recognised from its host."""
    model: str | None = None
    api_key: SecretStr | None = None
    """Else the preset's own variable (``OPENAI_API_KEY``, …) is read."""
    fallback_models: Annotated[tuple[str, ...], NoDecode] = ()
    """Tried in their order where the model cannot be reached: ``preset/model``, or a model of the same endpoint."""

    max_calls: _Count | None = None
    """Requests of one document, repeated ones included."""
    max_tokens: _Count | None = None
    """Tokens of one document, read and written."""
    max_cost: _Amount | None = None
    """Money of one document, in the currency of the model's price."""
    max_seconds: _Amount | None = None
    """Wall-clock seconds of one document."""

    concurrency: _Count | None = None
    requests_per_minute: _Count | None = None
    tokens_per_minute: _Count | None = None
    timeout: _Amount = 300.0
    """Seconds from sending a request to the last byte of its answer."""
    attempts: Annotated[int, Field(ge=1, le=20)] = 4
    """Requests for one question where the line or the server fails: one, and the retries."""
    tries: Annotated[int, Field(ge=1, le=5)] = 2
    """Answers asked for in one mode where they cannot be used."""
    context_window: _Count | None = None
    """Tokens the model reads and writes in one call."""
    max_output_tokens: _Count | None = None
    """Tokens the model may write in one call."""
    temperature: Annotated[float, Field(ge=0, le=2)] | None = 0.0
    reasoning_effort: Annotated[str, Field(pattern=r"^[a-z]+$")] | None = None
    mode: ModeName | None = None
    """Pins one way of asking for JSON; else the ladder finds it."""
    labels: Labels | None = None
    """Which figures the model is asked to label: those rules are unsure of, all, none."""
    prices: str | None = None
    """Path of a TOML file with ``[[prices]]`` rows, which come before the built-in ones."""
    allow_requests: bool = True
    """The kill switch: where false, no request leaves this process."""

    @field_validator("fallback_models", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(part.strip() for part in parts if part.strip()) if isinstance(parts, list | tuple) else parts

    @field_validator("base_url")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("an address such as http://127.0.0.1:8000/v1 is needed")
        _ = parts.port  # raises ValueError for a port that is none
        return value.rstrip("/")

    @field_validator("api_key")
    @classmethod
    def _fit_for_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not (value.get_secret_value().isascii() and value.get_secret_value().isprintable()):
            raise ValueError("a key is printable ASCII in one line")
        return value

    @classmethod
    def load(cls, **given: Any) -> Settings:
        """The settings, an argument that is not None before its variable.

        Raises `UsageError`, one line that names the argument or the variable.
        """
        chosen = {name: value for name, value in given.items() if value is not None}
        try:
            return cls(**chosen)
        except ValidationError as error:
            raise UsageError(_one_line(error, chosen)) from None


def _one_line(error: ValidationError, given: Mapping[str, object]) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        return f"there is no setting {name!r}"
    place = f"the setting {name!r}" if name in given else f"the variable {PREFIX}{name.upper()}"
    message = first["msg"].removeprefix("Value error, ")
    return f"{place} is wrong: {message[:1].lower()}{message[1:]}"

"""Which server answers, with which limits, parameters and prices: the settings put together with `endpoints.toml`.

Imports nothing that a rules run could not afford.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from ...errors import UsageError
from ...tables import table

if TYPE_CHECKING:
    from ...settings import Settings

NO_KEY = "no-key"
"""What a local server without keys is sent, for the header must hold something."""

THINKING_TOKENS = 16_000
"""Room for the thoughts that the settings ask for, beside the answer."""


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens. Cached input is part of the input and has its own price where the provider has one."""

    input: float
    output: float
    currency: str
    cached: float | None = None
    as_of: str = ""
    batched: float | None = None
    """The share of it that a call in a batch file costs, where that is known."""

    def cost(self, input_tokens: int, cached_tokens: int, output_tokens: int, *, batched: bool = False) -> float | None:
        """What a call costs; ``cached_tokens`` are among the ``input_tokens``. None for one of a batch file whose price is not known."""
        share = self.batched if batched else 1.0
        if share is None:
            return None
        cached_price = self.input if self.cached is None else self.cached
        fresh = max(input_tokens - cached_tokens, 0)
        return share * (fresh * self.input + cached_tokens * cached_price + output_tokens * self.output) / 1_000_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model at an address, and how it wants to be asked."""

    preset: str
    url: str = field(repr=False)
    """The base URL, as given: it may hold credentials."""
    model: str
    key: str = field(repr=False)
    context_window: int | None
    output_limit: int | None
    concurrency: int
    requests_per_minute: int | None
    tokens_per_minute: int | None
    mode: str
    """The first mode to try."""
    pinned: bool
    """Whether ``mode`` is the only one to try."""
    strict: bool
    """Whether it enforces a schema only in its strict form."""
    labels: str
    token_parameter: str
    parameters: Mapping[str, Any]
    """Sent with each request, by the names of the wire."""
    thinking_tokens: int
    """Output that the model may spend on thoughts before it answers; added to what an answer may take."""
    price: Price | None

    @property
    def host(self) -> str:
        """Host and port, for messages."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    @property
    def address(self) -> str:
        """The base URL without credentials and query."""
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, self.host, parts.path, "", ""))

    @property
    def loopback(self) -> bool:
        """Whether it is on this machine."""
        return _is_loopback(self.url)


def configured(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the environment names a model: ``SUMMARIZER_MODEL``, or a preset that has one of its own."""
    environ = os.environ if environ is None else environ
    if environ.get("SUMMARIZER_MODEL"):
        return True
    name = environ.get("SUMMARIZER_ENDPOINT")
    return bool(name and _presets().get(name, {}).get("model"))


def resolve(settings: Settings, environ: Mapping[str, str] | None = None) -> tuple[Endpoint, ...]:
    """The model to ask and those to fall back on, in order.

    Raises `UsageError` for a preset that does not exist, a model or a key that is missing, a price table that cannot be read.
    """
    environ = os.environ if environ is None else environ
    preset = _preset_of(settings)
    row = _presets()[preset]
    url = settings.base_url or row.get("url")
    if url is None:
        raise UsageError(f"the preset {preset!r} has no address of its own: set SUMMARIZER_BASE_URL")
    model = settings.model or row.get("model")
    if model is None:
        raise UsageError("no model is named: set SUMMARIZER_MODEL, or use engine 'rules'")
    own = [*_own_prices(settings.prices)]
    first = _endpoint(settings, preset, url, model, _first_key(settings, preset, url, environ), own, own_address=True)
    found = [first]
    for name in settings.fallback_models:
        other, _, rest = name.partition("/")
        if not (rest and other in _presets()) or other == preset:
            # with its own preset in front, it is still the server that the settings name
            plain = rest if rest and other == preset else name
            found.append(_endpoint(settings, preset, url, plain, first.key, own, own_address=True))
            continue
        elsewhere = _presets()[other].get("url")
        if elsewhere is None:
            raise UsageError(
                f"SUMMARIZER_FALLBACK_MODELS names {name!r}, but the preset {other!r} has no address of its own"
            )
        key = _preset_key(other, elsewhere, environ, "SUMMARIZER_FALLBACK_MODELS")
        found.append(_endpoint(settings, other, elsewhere, rest, key, own, own_address=False))
    if settings.max_cost is not None:
        _check_prices(found)
    return tuple(found)


@cache
def _presets() -> Mapping[str, dict[str, Any]]:
    return table("extractors.model", "endpoints")


def _preset_of(settings: Settings) -> str:
    if settings.endpoint is not None:
        if settings.endpoint not in _presets():
            known = ", ".join(sorted(_presets()))
            raise UsageError(f"SUMMARIZER_ENDPOINT {settings.endpoint!r} does not exist: use one of {known}")
        return settings.endpoint
    if settings.base_url is None:
        return "openai"
    host = urlsplit(settings.base_url).hostname or ""
    named = [
        name for name, row in _presets().items() if any(fnmatchcase(host, known) for known in row.get("hosts", ()))
    ]
    return named[0] if named else "custom"


def _first_key(settings: Settings, preset: str, url: str, environ: Mapping[str, str]) -> str:
    if settings.api_key is not None:
        return settings.api_key.get_secret_value()
    return _preset_key(preset, url, environ, "SUMMARIZER_API_KEY")


def _preset_key(preset: str, url: str, environ: Mapping[str, str], setting: str) -> str:
    variable = _presets()[preset].get("key")
    if variable and environ.get(variable):
        return environ[variable]
    if variable is None or _is_loopback(url):
        return NO_KEY
    what = f"set {variable}" if setting != "SUMMARIZER_API_KEY" else f"set {variable} or SUMMARIZER_API_KEY"
    raise UsageError(f"there is no key for {preset!r} ({setting}): {what}")


def _endpoint(
    settings: Settings, preset: str, url: str, model: str, key: str, own: list[Mapping[str, Any]], *, own_address: bool
) -> Endpoint:
    """``own_address``: the settings' limits were made for this server; a fallback elsewhere keeps to its preset's."""
    row = dict(_presets()[preset])
    for special in row.get("models", ()):
        if fnmatchcase(model.lower(), special["match"]):
            row |= special
            break
    parameters = dict(row.get("parameters", {}))
    if settings.temperature is not None:
        parameters.setdefault("temperature", settings.temperature)
    thinks = settings.reasoning_effort not in (None, "none")
    parameters |= {"reasoning_effort": settings.reasoning_effort} if thinks else row.get("thinking_off", {})
    for name in row.get("omit", ()):
        parameters.pop(name, None)
    loopback = _is_loopback(url)
    window = settings.context_window if own_address else None
    output = settings.max_output_tokens if own_address else None
    return Endpoint(
        preset=preset,
        url=url,
        model=model,
        key=key,
        context_window=window or row.get("context_window"),
        output_limit=output or row.get("output_limit"),
        concurrency=settings.concurrency or row.get("local_concurrency" if loopback else "concurrency", 1),
        requests_per_minute=settings.requests_per_minute or row.get("requests_per_minute"),
        tokens_per_minute=settings.tokens_per_minute or row.get("tokens_per_minute"),
        mode=settings.mode or row.get("mode", "json_schema"),
        pinned=settings.mode is not None,
        strict=row.get("strict", False),
        labels=settings.labels or row.get("labels", "unsure"),
        token_parameter=row.get("token_parameter", "max_tokens"),
        parameters=parameters,
        thinking_tokens=row.get("thinking_tokens", THINKING_TOKENS if thinks else 0),
        price=_price(model, [*own, *row.get("prices", ())], row.get("batched")),
    )


def _price(model: str, rows: Iterable[Mapping[str, Any]], batched: float | None) -> Price | None:
    for row in rows:
        if fnmatchcase(model.lower(), row["match"].lower()):
            return Price(**{"batched": batched, **{name: value for name, value in row.items() if name != "match"}})
    return None


def _own_prices(path: str | None) -> Iterable[Mapping[str, Any]]:
    if path is None:
        return
    name = Path(path).name
    try:
        rows = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("prices")
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not TOML"
        raise UsageError(f"SUMMARIZER_PRICES: {name} cannot be read: {reason}") from None
    if not isinstance(rows, list):
        raise UsageError(f"SUMMARIZER_PRICES: {name} has no [[prices]] rows")
    for number, row in enumerate(rows, 1):
        if not _well_formed(row):
            raise UsageError(
                f"SUMMARIZER_PRICES: row {number} of {name} needs match and currency (text), input and output (numbers), "
                "and may have cached and batched (numbers) and as_of (text)"
            )
        yield row


def _well_formed(row: object) -> bool:
    if not isinstance(row, dict) or not {"match", "currency", "input", "output"} <= row.keys():
        return False
    texts = {"match", "currency", "as_of"}
    return row.keys() <= texts | {"input", "cached", "output", "batched"} and all(
        isinstance(value, str) if name in texts else type(value) in (int, float) and value >= 0
        for name, value in row.items()
    )


def _check_prices(endpoints: Iterable[Endpoint]) -> None:
    currencies = set()
    for endpoint in endpoints:
        if endpoint.price is None:
            raise UsageError(
                f"SUMMARIZER_MAX_COST cannot be held: no price is known for {endpoint.model!r}; add one with SUMMARIZER_PRICES"
            )
        currencies.add(endpoint.price.currency)
    if len(currencies) > 1:
        raise UsageError(
            f"SUMMARIZER_MAX_COST cannot be held: the models are priced in {' and '.join(sorted(currencies))}"
        )


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")

"""Settings and the table of endpoints, put together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import UsageError
from summarizer.extractors.model.endpoints import NO_KEY, Endpoint, configured, resolve
from summarizer.extractors.model.ladder import LADDER
from summarizer.settings import Settings
from summarizer.tables import table

LOCAL = "http://127.0.0.1:8091/v1"


def first(environ: dict[str, str] | None = None, /, **given: Any) -> Endpoint:
    return resolve(Settings.load(**given), environ or {})[0]


@pytest.mark.parametrize("name", sorted(table("extractors.model", "endpoints")))
def test_every_preset_can_be_used(name: str) -> None:
    """Each row of the table makes an endpoint, with what a row must say."""
    row = table("extractors.model", "endpoints")[name]
    found = first(
        {row["key"]: "k"} if "key" in row else {}, endpoint=name, model="some-model", base_url=row.get("url", LOCAL)
    )
    assert found.mode in LADDER
    assert found.labels in ("all", "unsure")
    assert found.concurrency >= 1
    assert found.price is None
    for price in row.get("prices", ()):
        assert {"match", "input", "output", "currency", "as_of"} <= price.keys()
        assert first({row["key"]: "k"}, endpoint=name, model=price["match"].replace("*", "")).price is not None


def test_a_table_without_secrets() -> None:
    """Only local servers and the custom one do without a key."""
    keyless = {name for name, row in table("extractors.model", "endpoints").items() if "key" not in row}
    assert keyless == {"ollama", "vllm", "llama_cpp", "custom"}


@pytest.mark.parametrize(
    ("url", "preset"),
    [
        ("https://api.deepseek.com/v1", "deepseek"),
        ("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "qwen"),
        ("https://eu.api.openai.com/v1", "openai"),
        ("https://api.openai.com.example.net/v1", "custom"),
        (LOCAL, "custom"),
    ],
)
def test_a_preset_is_recognised_by_its_host(url: str, preset: str) -> None:
    """By the whole host: one that only looks like it gets no key."""
    assert first(base_url=url, model="m", api_key="k").preset == preset


def test_the_key_of_a_preset_goes_to_its_host_alone() -> None:
    """A server elsewhere is not sent the key of OpenAI that happens to be set."""
    environ = {"OPENAI_API_KEY": "sk-openai"}
    assert first(environ, model="m").key == "sk-openai"
    assert first(environ, base_url="https://models.example.net/v1", model="m").key == NO_KEY
    assert first(environ, base_url=LOCAL, model="m").key == NO_KEY


def test_which_key_is_taken() -> None:
    """The argument, else SUMMARIZER_API_KEY, else the preset's variable."""
    environ = {"DEEPSEEK_API_KEY": "preset"}
    assert first(environ, endpoint="deepseek", model="m").key == "preset"
    assert first(environ, endpoint="deepseek", model="m", api_key="given").key == "given"
    with pytest.raises(UsageError, match="set DEEPSEEK_API_KEY or SUMMARIZER_API_KEY"):
        first(endpoint="deepseek", model="m")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument goes before its variable, an empty variable is none."""
    monkeypatch.setenv("SUMMARIZER_MODEL", "of-the-environment")
    monkeypatch.setenv("SUMMARIZER_FALLBACK_MODELS", "a, deepseek/b ,")
    monkeypatch.setenv("SUMMARIZER_MAX_COST", "1.5")
    monkeypatch.setenv("SUMMARIZER_ALLOW_REQUESTS", "false")
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "")
    settings = Settings.load()
    assert settings.model == "of-the-environment"
    assert settings.fallback_models == ("a", "deepseek/b")
    assert (settings.max_cost, settings.allow_requests, settings.timeout) == (1.5, False, 300.0)
    assert Settings.load(model="given").model == "given"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_CALLS", "0"),
        ("MAX_CALLS", "many"),
        ("MAX_COST", "nan"),
        ("MAX_SECONDS", "-1"),
        ("CONCURRENCY", "1.5"),
        ("BASE_URL", "127.0.0.1:8000"),
        ("BASE_URL", "http://127.0.0.1:99999/v1"),
        ("BASE_URL", "ftp://host/v1"),
        ("API_KEY", "sk-\nsecret"),
        ("API_KEY", "sk-密钥secret"),
        ("MODE", "yaml"),
        ("LABELS", "some"),
        ("TEMPERATURE", "9"),
        ("ALLOW_REQUESTS", "perhaps"),
        ("REASONING_EFFORT", "a lot"),
    ],
)
def test_a_wrong_variable_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, which does not repeat what may be a secret."""
    monkeypatch.setenv(f"SUMMARIZER_{name}", value)
    with pytest.raises(UsageError, match=f"SUMMARIZER_{name}") as error:
        Settings.load()
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_a_wrong_argument_is_named() -> None:
    """By its own name, for no variable was set."""
    with pytest.raises(UsageError, match="'max_calls'"):
        Settings.load(max_calls=0)
    with pytest.raises(UsageError, match="'max_call'"):
        Settings.load(max_call=1)


def test_wrong_endpoints() -> None:
    """What does not exist, or lacks a part, says what to set."""
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"endpoint": "openia", "model": "m"}, "SUMMARIZER_ENDPOINT"),
        ({"endpoint": "custom", "model": "m"}, "SUMMARIZER_BASE_URL"),
        ({"base_url": LOCAL}, "SUMMARIZER_MODEL"),
        ({"endpoint": "vllm", "model": "m", "fallback_models": "custom/x"}, "SUMMARIZER_FALLBACK_MODELS"),
        ({"base_url": LOCAL, "model": "m", "fallback_models": "openai/gpt-oss"}, "OPENAI_API_KEY"),
    ]
    for given, message in wrong:
        with pytest.raises(UsageError, match=message):
            first({}, **given)


def test_fallback_models() -> None:
    """A plain name is of the same endpoint; a preset's goes there, with that preset's key and limits."""
    environ = {"DEEPSEEK_API_KEY": "deep"}
    settings = Settings.load(
        base_url=LOCAL,
        model="m",
        api_key="mine",
        context_window=4096,
        fallback_models=["n", "org/o", "deepseek/deepseek-flash"],
    )
    _, same, named, elsewhere = resolve(settings, environ)
    assert (same.url, same.model, same.key, same.context_window) == (LOCAL, "n", "mine", 4096)
    assert (named.url, named.model) == (LOCAL, "org/o")
    assert (elsewhere.host, elsewhere.model, elsewhere.key) == ("api.deepseek.com", "deepseek-flash", "deep")
    assert elsewhere.context_window == 1_000_000


def test_a_fallback_of_the_same_preset_stays_on_its_server() -> None:
    """Whoever put a server of their own in front of a provider has nothing sent past it."""
    settings = Settings.load(
        endpoint="deepseek",
        base_url="https://proxy.example.net/v1",
        model="m",
        api_key="k",
        fallback_models="deepseek/n",
    )
    _, other = resolve(settings, {"DEEPSEEK_API_KEY": "deep"})
    assert (other.host, other.model, other.key) == ("proxy.example.net", "n", "k")


def test_thinking_is_off_unless_asked_for() -> None:
    """What is asked here needs no thoughts; whoever asks for an effort gets it, and room for it."""
    plain = first({}, endpoint="deepseek", model="deepseek-flash", api_key="k")
    assert plain.parameters["thinking"] == {"type": "disabled"}
    assert plain.thinking_tokens == 0
    thinking = first({}, endpoint="deepseek", model="deepseek-flash", api_key="k", reasoning_effort="high")
    assert "thinking" not in thinking.parameters
    assert thinking.parameters["reasoning_effort"] == "high"
    assert thinking.thinking_tokens > 0
    assert "temperature" not in first({}, endpoint="moonshot", model="kimi-k3", api_key="k").parameters


def test_this_machine_answers_one_call_at_a_time() -> None:
    """Unless the settings say otherwise."""
    assert first(base_url=LOCAL, model="m").concurrency == 1
    assert first(base_url=LOCAL, model="m", concurrency=3).concurrency == 3
    assert first(base_url="https://models.example.net/v1", model="m").concurrency == 4


def test_addresses_without_credentials() -> None:
    """What is stored and shown holds no password."""
    found = first(base_url="https://user:password@models.example.net:8443/v1?key=secret", model="m")
    assert found.address == "https://models.example.net:8443/v1"
    assert "password" not in repr(found)
    assert "secret" not in repr(found)
    assert "password" not in repr(Settings.load(base_url="https://user:password@models.example.net/v1"))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"SUMMARIZER_MODEL": ""}, False),
        ({"SUMMARIZER_MODEL": "m"}, True),
        ({"SUMMARIZER_ENDPOINT": "openai"}, False),
        ({"SUMMARIZER_ENDPOINT": "nowhere"}, False),
        ({"OPENAI_API_KEY": "k"}, False),
    ],
)
def test_whether_a_model_is_configured(environ: dict[str, str], expected: bool) -> None:
    """A key that lies around is no wish for a model."""
    assert configured(environ) is expected


@pytest.mark.parametrize(
    "content",
    [
        "",
        "prices = 3",
        "[[prices]]\nmatch = 'm'",
        "[[prices]]\nmatch='m'\ninput=-1\noutput=1\ncurrency='USD'",
        "[[prices",
    ],
)
def test_a_wrong_price_file(content: str, tmp_path: Path) -> None:
    """It is named without its folder."""
    path = tmp_path / "prices.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="SUMMARIZER_PRICES") as error:
        first(base_url=LOCAL, model="m", prices=str(path))
    assert str(tmp_path) not in str(error.value)


def test_a_missing_price_file(tmp_path: Path) -> None:
    """It is said so."""
    with pytest.raises(UsageError, match=r"SUMMARIZER_PRICES: none\.toml"):
        first(base_url=LOCAL, model="m", prices=str(tmp_path / "none.toml"))


def test_own_prices_come_first(tmp_path: Path) -> None:
    """A row of the user's file goes before the built-in one."""
    path = tmp_path / "prices.toml"
    path.write_text("[[prices]]\nmatch='deepseek-*'\ninput=9\noutput=9\ncurrency='CNY'\n", encoding="utf-8")
    found = first(endpoint="deepseek", model="deepseek-flash", api_key="k", prices=str(path))
    assert found.price is not None
    assert found.price.currency == "CNY"

"""What providers say when they refuse, and what it is taken for. The messages are worded after theirs."""

from __future__ import annotations

import httpx2
import openai
import pytest

from summarizer.extractors.model.faults import Kind, diagnose, seconds_to_wait

SENT = {"max_tokens", "temperature", "reasoning_effort", "enable_thinking"}


def status_error(status: int, message: str, **error: object) -> openai.APIStatusError:
    """The error that openai's client makes of such a response."""
    body = {"message": message, **error}
    response = httpx2.Response(
        status, json={"error": body}, request=httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")
    )
    return openai.APIStatusError(message, response=response, body=body)


@pytest.mark.parametrize(
    ("status", "message", "error", "kind", "parameter"),
    [
        # OpenAI
        (400, "Invalid schema for response_format 'A'", {"param": "response_format"}, Kind.MODE, None),
        (400, "Invalid schema for function 'A'", {"param": "tools[0].function.parameters"}, Kind.MODE, None),
        (
            400,
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
            {},
            Kind.MODE,
            None,
        ),
        (
            400,
            "Unsupported parameter: 'max_tokens' is not supported with this model.",
            {"param": "max_tokens"},
            Kind.PARAMETER,
            "max_tokens",
        ),
        (
            400,
            "Unsupported value: 'temperature' does not support 0 with this model.",
            {},
            Kind.PARAMETER,
            "temperature",
        ),
        (400, "Function tools with reasoning_effort are not supported for this model.", {}, Kind.MODE, None),
        (
            400,
            "This model's maximum context length is 8192 tokens.",
            {"code": "context_length_exceeded"},
            Kind.TOO_LONG,
            None,
        ),
        (
            404,
            "The model `m` does not exist or you do not have access to it.",
            {"code": "model_not_found"},
            Kind.UNAVAILABLE,
            None,
        ),
        (
            429,
            "You exceeded your current quota, please check your plan and billing details.",
            {},
            Kind.UNAVAILABLE,
            None,
        ),
        (429, "Rate limit reached. Add a payment method at /account/billing to increase it.", {}, Kind.TRANSIENT, None),
        (403, "Country, region, or territory not supported", {}, Kind.UNAVAILABLE, None),
        # Azure
        (
            400,
            "The response was filtered due to the content management policy",
            {"code": "content_filter"},
            Kind.REFUSED,
            None,
        ),
        # DeepSeek
        (400, "This response_format type is unavailable now", {}, Kind.MODE, None),
        (400, "Model Not Exist", {}, Kind.UNAVAILABLE, None),
        (400, "Content Exists Risk", {}, Kind.REFUSED, None),
        (402, "Insufficient Balance", {}, Kind.UNAVAILABLE, None),
        # DashScope
        (
            400,
            "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
            {},
            Kind.MODE,
            None,
        ),
        (400, "Range of input length should be [1, 30720]", {}, Kind.TOO_LONG, None),
        (400, "Range of max_tokens should be [1, 8192]", {}, Kind.PARAMETER, "max_tokens"),
        (400, "parameter.enable_thinking only support stream call", {}, Kind.PARAMETER, "enable_thinking"),
        (
            400,
            "Access denied, please make sure your account is in good standing. Arrearage",
            {},
            Kind.UNAVAILABLE,
            None,
        ),
        # GLM
        (400, "模型不存在，请检查模型代码。", {"code": "1211"}, Kind.UNAVAILABLE, None),
        (400, "系统检测到输入或生成内容可能包含不安全或敏感内容", {"code": "1301"}, Kind.REFUSED, None),
        (429, "您的账户已欠费，请充值后重试", {"code": "1113"}, Kind.UNAVAILABLE, None),
        (429, "您当前使用该API的并发数过高", {"code": "1302"}, Kind.TRANSIENT, None),
        # Moonshot
        (400, "invalid temperature: only 1 is allowed for this model", {}, Kind.PARAMETER, "temperature"),
        # Ollama
        (400, "registry.ollama.ai/library/m:latest does not support tools", {}, Kind.MODE, None),
        (404, "model 'm' not found, try pulling it first", {}, Kind.UNAVAILABLE, None),
        # llama.cpp
        (400, "the request exceeds the available context size, try increasing it", {}, Kind.TOO_LONG, None),
        (400, "Failed to initialize samplers: failed to parse grammar", {}, Kind.MODE, None),
        (500, "JSON schema conversion failed: unrecognized schema", {}, Kind.MODE, None),
        (503, "Loading model", {}, Kind.TRANSIENT, None),
        (501, "tools param requires --jinja flag", {}, Kind.MODE, None),
        # vLLM
        (
            400,
            "'max_tokens' is too large: 5000. This model's maximum context length is 4096 tokens and your request has 100.",
            {},
            Kind.TOO_LONG,
            None,
        ),
        (
            400,
            "[{'type': 'extra_forbidden', 'loc': ('body', 'reasoning_effort')}]",
            {},
            Kind.PARAMETER,
            "reasoning_effort",
        ),
        (404, "The model `m` does not exist.", {}, Kind.UNAVAILABLE, None),
        # others
        (400, "API key not valid. Please pass a valid API key.", {}, Kind.UNAVAILABLE, None),
        (422, "", {}, Kind.MODE, None),
        (413, "", {}, Kind.TOO_LONG, None),
        (404, "404 page not found", {}, Kind.UNAVAILABLE, None),
        (500, "Internal Server Error", {}, Kind.TRANSIENT, None),
        (529, "overloaded", {}, Kind.TRANSIENT, None),
    ],
)
def test_refusals(status: int, message: str, error: dict[str, object], kind: Kind, parameter: str | None) -> None:
    """Each message leads to what helps against it."""
    fault = diagnose(status_error(status, message, **error), SENT)
    assert (fault.kind, fault.parameter) == (kind, parameter)
    # what is shown holds none of it
    assert not message or message not in str(fault)


@pytest.mark.parametrize(
    ("message", "most"),
    [
        ("max_tokens is too large: 9000. This model supports at most 4096 completion tokens", 4096),
        ("Range of max_tokens should be [1, 8192]", 8192),
        ("max_tokens must be less than or equal to 16384", 16384),
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", None),
    ],
)
def test_a_named_limit_is_read(message: str, most: int | None) -> None:
    """Where the message says how much is allowed, that much is asked for."""
    assert diagnose(status_error(400, message), SENT).most == most


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("3", 3.0),
        ("0.5", 0.5),
        ("-4", 0.0),
        ("Sun, 09 Sep 2001 01:47:10 GMT", 30.0),
        ("Sun, 09 Sep 2001 01:40:00 GMT", 0.0),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    """Seconds or a date; what is neither says nothing."""
    assert seconds_to_wait(header, 1_000_000_000.0) == seconds

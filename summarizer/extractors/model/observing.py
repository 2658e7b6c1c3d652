"""What is told of one request to a model: a span after OpenTelemetry's conventions for generative AI, and its failure as an event.

Neither holds a word of a question or of an answer. A request that is sent again is a span of its own: what lies between two is waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from openai.types.chat import ChatCompletion

from ...events import event
from ...telemetry import span
from .endpoints import Endpoint
from .faults import TOKEN_PARAMETERS, Fault
from .spending import Tokens


@contextmanager
def observed_request(
    endpoint: Endpoint, request: Mapping[str, Any], *, remembered: bool
) -> Iterator[Callable[[ChatCompletion, Tokens], None]]:
    """Around one request; what is yielded is to be told the answer and its tokens. ``remembered``: it reaches no endpoint."""
    host, _, port = endpoint.host.partition(":")
    with span(
        f"chat {endpoint.model}",
        client=True,
        gen_ai__operation__name="chat",
        # the conventions' name for whoever is only known to speak OpenAI's protocol
        gen_ai__provider__name="openai" if endpoint.preset == "custom" else endpoint.preset,
        gen_ai__request__model=endpoint.model,
        gen_ai__request__max_tokens=next((request[name] for name in TOKEN_PARAMETERS if name in request), None),
        gen_ai__request__temperature=request.get("temperature"),
        gen_ai__output__type="json",
        server__address=host,
        server__port=int(port) if port.isdecimal() else None,
        summarizer__remembered=remembered or None,
    ) as spanned:

        def answered(completion: ChatCompletion, took: Tokens) -> None:
            # a server may leave anything out
            reasons = [reason for choice in completion.choices if isinstance(reason := getattr(choice, "finish_reason", None), str)]
            spanned.set(
                gen_ai__response__model=completion.model or None,
                gen_ai__response__finish_reasons=reasons or None,
                gen_ai__usage__input_tokens=took.input,
                gen_ai__usage__output_tokens=took.output,
                gen_ai__usage__cache_read__input_tokens=took.cached or None,
            )

        try:
            yield answered
        except Fault as fault:
            spanned.failed(fault.kind.name.lower())
            event(
                "warning", "model.failed", model=endpoint.model, server=endpoint.host, cause=fault.kind.name.lower(), error=fault.what,
                too_many=fault.too_many or None,
            )  # fmt: skip
            raise

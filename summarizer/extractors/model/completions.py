"""What came back in a completion: its tokens, and whether there is an answer in it at all."""

from __future__ import annotations

import json
import re
from typing import Any

from openai.types.chat import ChatCompletion

from .asking import AnswerCut, AnswerFailed
from .ladder import Mode
from .spending import Tokens, estimate_tokens


class Unusable(Exception):
    """An answer that cannot be read. ``str(error)`` says why, without a word of it."""

    def __init__(self, why: str, *, of_mode: bool = False) -> None:
        """``of_mode``: another try in the same mode would not help."""
        super().__init__(why)
        self.of_mode = of_mode


def tokens_of(completion: ChatCompletion, question_tokens: int) -> Tokens:
    """What the call took, as reported; where it is not, ``question_tokens`` and the length of the answer."""
    usage: Any = getattr(completion, "usage", None)
    taken, given = (_count(getattr(usage, name, None)) for name in ("prompt_tokens", "completion_tokens"))
    if taken is None or given is None or taken + given == 0:
        return Tokens(question_tokens, estimate_tokens(_written(completion)), estimated=True, batched=_batched(completion))
    details = getattr(usage, "prompt_tokens_details", None)
    # OpenAI and most others; Moonshot; DeepSeek
    places = ((details, "cached_tokens"), (usage, "cached_tokens"), (usage, "prompt_cache_hit_tokens"))
    reported = [getattr(place, name, None) for place, name in places]
    cached = next((number for number in map(_count, reported) if number is not None), 0)
    return Tokens(taken, given, min(cached, taken), batched=_batched(completion))


BATCHED = "batch"
"""The ``service_tier`` of an answer that came in a provider's batch file; it is set when it is taken from there."""


def _batched(completion: ChatCompletion) -> bool:
    return getattr(completion, "service_tier", None) == BATCHED


def readable(completion: ChatCompletion, mode: Mode) -> None:
    """Takes thoughts, fences and talk around its JSON away from a completion.

    Raises `AnswerCut` for one cut at the output limit, `AnswerFailed` for a refusal, `Unusable` for one without an answer.
    """
    choices = completion.choices or []
    message = choices[0].message if choices else None
    if message is None:
        raise Unusable("an answer without content")
    if choices[0].finish_reason == "length":
        raise AnswerCut("the answer was cut at the output limit")
    if getattr(message, "refusal", None) or choices[0].finish_reason == "content_filter":
        raise AnswerFailed("the model refused to answer")
    if mode is Mode.TOOLS:
        if not message.tool_calls:
            raise Unusable("an answer without the tool call", of_mode=True)
        if not isinstance(getattr(getattr(message.tool_calls[0], "function", None), "arguments", None), str):
            raise Unusable("a tool call without arguments")
        return
    content = message.content
    if not isinstance(content, str) or not content.strip():
        raise Unusable("an empty answer")
    message.content = json_in(without_thoughts(content))


def json_of(completion: ChatCompletion, mode: Mode) -> str:
    """The JSON of a `readable` completion."""
    message: Any = completion.choices[0].message
    return str(message.tool_calls[0].function.arguments if mode is Mode.TOOLS else message.content)


# Templates often open the thoughts for the model, so that only their end is written.
_THOUGHTS = re.compile(r"\s*<(think|thinking|thought)>.*?</\1>", re.S)
_END = re.compile(r"</(?:think|thinking|thought)>")


def without_thoughts(text: str) -> str:
    """``text`` without the thoughts in front of it; those that never end hold no answer, or have it at their end."""
    while found := _THOUGHTS.match(text):
        text = text[found.end() :]
    if not text.lstrip().startswith(("{", "```")) and (end := _END.search(text)):
        text = text[end.end() :]
    return text


_DECODER = json.JSONDecoder()
_OPENINGS = 200


def json_in(text: str) -> str:
    """The last JSON object in ``text``; all of it where there is none (and its reader will say so).

    The last: what stands before may be thoughts, or the document quoted.
    """
    stripped = text.strip()
    last = ""
    at = stripped.find("{")
    for _ in range(_OPENINGS):
        if at < 0:
            break
        try:
            _, end = _DECODER.raw_decode(stripped, at)
        except ValueError:
            end = at + 1
        except RecursionError:
            break
        else:
            last = stripped[at:end]
        at = stripped.find("{", end)
    return last or stripped


def _count(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _written(completion: ChatCompletion) -> str:
    choices = completion.choices or []
    message: Any = choices[0].message if choices else None
    calls = getattr(message, "tool_calls", None) or []
    parts = [getattr(message, "content", None), getattr(message, "reasoning_content", None)]
    parts += [getattr(getattr(call, "function", None), "arguments", None) for call in calls]
    return "".join(part for part in parts if isinstance(part, str))

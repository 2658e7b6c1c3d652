"""What a request is, apart from where it goes and who sends it: the key under which its answer is recorded.

The key holds digests in place of texts, so that a cassette never holds the document; a digest for each component, so that a miss
can say which one differs.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import parse_qs, urlencode

from .scrubbing import is_secret_name, scrubbed

if TYPE_CHECKING:
    import httpx2

    from .asking import Question

TASK_HEADER = "X-Summarizer-Task"
"""Says which task and section a request is of. Ours alone: it is taken off before a request leaves this machine."""

_EXTENSION = "summarizer_task"
_WITHOUT_INFLUENCE = {
    "user",
    "metadata",
    "store",
    "safety_identifier",
    "prompt_cache_key",
    "stream_options",
    "service_tier",
}
_PARTS = {"model", "messages", "response_format", "tools", "tool_choice", "functions", "function_call"}

Mode = Literal["json_schema", "tools", "json_object", "markdown"]


class Asked(NamedTuple):
    """Which question a request is: for people; no part of what is matched."""

    task: str | None = None
    section: str | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, self)) or "a request"


def task_headers(question: Question) -> dict[str, str]:
    """The private header for one question, for ``extra_headers`` of the client's call."""
    return {TASK_HEADER: urlencode({"task": question.task, "section": question.section})}


def asked_of(request: httpx2.Request) -> Asked:
    """Which question ``request`` is; its private header, if it is there still, moves to where no network sees it."""
    header = request.headers.pop(TASK_HEADER, None)
    if header is not None:
        named = parse_qs(header)
        asked = Asked(*(scrubbed(named[name][0]) if name in named else None for name in Asked._fields))
        request.extensions = {**request.extensions, _EXTENSION: asked}
    found = request.extensions.get(_EXTENSION)
    return found if isinstance(found, Asked) else Asked()


@dataclass(frozen=True, slots=True)
class RequestKey:
    """A request's components; digests are SHA-256 in hexadecimal. ``None``: the request has no such component."""

    task: str | None
    section: str | None
    model: str | None
    mode: Mode | None
    """How the schema is imposed; ``None`` for a request that is no question to a model."""
    template: str | None
    """Of the system messages, without a schema that stands in them."""
    schema: str | None
    document: str | None
    """Of the user messages."""
    body: str
    """Of the whole canonical body: the only thing that is matched."""
    conversation: str | None = None
    """Of messages that are neither the system's nor the user's."""
    parameters: dict[str, Any] = field(default_factory=dict)
    """Temperature, output limit and the like."""

    def as_mapping(self) -> dict[str, Any]:
        """What a cassette holds in place of the body."""
        return {name: value for name, value in asdict(self).items() if value not in (None, {})}

    @classmethod
    def of_mapping(cls, stored: dict[str, Any]) -> RequestKey:
        """The key that a cassette holds. Raises `KeyError` or `TypeError` where it holds none."""
        names = cls.__dataclass_fields__
        return cls(**{"body": stored["body"], **{name: stored.get(name) for name in names if name not in ("body", "parameters")}},
                   parameters=dict(stored.get("parameters") or {}))  # fmt: skip

    @property
    def asked(self) -> Asked:
        """Which question it is."""
        return Asked(self.task, self.section)

    def differences(self, other: RequestKey) -> list[str]:
        """The components in which ``other`` is another request, in words."""
        found = [f"the {name}" for name in ("model", "mode", "template", "schema", "document", "conversation")
                 if getattr(self, name) != getattr(other, name)]  # fmt: skip
        names = sorted(self.parameters.keys() | other.parameters.keys())
        return found + [
            f"the parameter {name}" for name in names if self.parameters.get(name) != other.parameters.get(name)
        ]


def canonical(value: Any) -> str:
    """JSON with sorted keys and no white space: equal for equal values, however they were written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def key_of(request: httpx2.Request) -> RequestKey:
    """The key of a request whose content has been read. Neither address, port nor any header is part of it."""
    asked = asked_of(request)
    body = body_of(request)
    if body is None:
        last = request.url.path.rstrip("/").rsplit("/", 1)[-1]
        whole = hashlib.sha256(request.content).hexdigest()
        return RequestKey(
            asked.task, asked.section, None, None, None, None, None, digest([request.method, last, whole])
        )
    question = read_question(body)
    told_elsewhere = _PARTS | _WITHOUT_INFLUENCE
    parameters = {
        name: _legible(value) for name, value in body.items() if name not in told_elsewhere and not is_secret_name(name)
    }
    return RequestKey(
        task=asked.task,
        section=asked.section,
        model=question.model,
        mode=question.mode,
        template=digest(question.instructions),
        schema=None if question.schema is None else digest(question.schema),
        document=digest(question.material),
        body=key_of_body(body),
        conversation=digest(question.others) if question.others else None,
        parameters=dict(sorted(parameters.items())),
    )


def key_of_body(body: dict[str, Any]) -> str:
    """`RequestKey.body` of a question that is still to be sent."""
    model = body.get("model")
    told = {**body, "model": scrubbed(model) if isinstance(model, str) else None}
    return digest({name: value for name, value in told.items() if name not in _WITHOUT_INFLUENCE})


def body_of(request: httpx2.Request) -> dict[str, Any] | None:
    """The body of a question to a model, ``None`` for any other request."""
    try:
        body = json.loads(request.content)
    except ValueError:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("messages"), list) else None


class ReadQuestion(NamedTuple):
    """A body's parts, in the four ways of asking for JSON alike."""

    model: str | None
    mode: Mode
    instructions: str
    material: str
    schema: dict[str, Any] | None
    others: list[Any]
    tool: str | None
    """The name of the function to be called, in the mode ``tools``."""


def read_question(body: dict[str, Any]) -> ReadQuestion:
    """A question's parts, from the body that carries it."""
    said: dict[str, list[str]] = {"system": [], "user": []}
    others = []
    for message in body["messages"]:
        role = message.get("role") if isinstance(message, dict) else None
        role = "system" if role == "developer" else role
        if role in said:
            content = message.get("content")
            said[role].append(content if isinstance(content, str) else canonical(content))
        else:
            others.append(message)
    instructions, material = "\n\n".join(said["system"]), "\n\n".join(said["user"])
    mode, schema, tool = _imposed(body)
    if schema is None:
        schema, instructions = _schema_in(instructions)
    model = body.get("model")
    return ReadQuestion(
        scrubbed(model) if isinstance(model, str) else None, mode, instructions, material, schema, others, tool
    )


def _imposed(body: dict[str, Any]) -> tuple[Mode, dict[str, Any] | None, str | None]:
    tools = body.get("tools")
    if isinstance(tools, list) and tools:
        function = tools[0].get("function", {})
        return "tools", function.get("parameters"), function.get("name")
    form = body.get("response_format")
    form = form if isinstance(form, dict) else {}
    kind = form.get("type")
    if kind == "json_schema":
        return "json_schema", form.get("json_schema", {}).get("schema"), None
    return ("json_object" if kind == "json_object" else "markdown"), None, None


def _schema_in(text: str) -> tuple[dict[str, Any] | None, str]:
    """The last JSON Schema that stands in a text, and the text without it: endpoints that enforce none are told it in words."""
    decoder = json.JSONDecoder()
    place, found = 0, None
    while (place := text.find("{", place)) >= 0:
        try:
            value, end = decoder.raw_decode(text, place)
        except ValueError:
            place += 1
            continue
        if isinstance(value, dict) and ("properties" in value or "$ref" in value or "$defs" in value):
            found = value, text[:place] + text[end:]
        place = end
    return found or (None, text)


def _legible(value: Any) -> Any:
    """A parameter as it stands where it is short and simple, else its digest."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and len(value) <= 40:
        return scrubbed(value)
    return f"sha256:{digest(value)}"

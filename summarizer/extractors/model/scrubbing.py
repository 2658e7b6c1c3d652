"""What never goes into a cassette: keys, cookies, organisations, absolute paths, the document, a server's own bookkeeping.

Headers and a completion's fields are kept by a list of what is harmless, for nobody can list what is not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

KEPT_HEADERS = ("content-type", "retry-after")

_SECRET_NAME = re.compile(
    r"api[_-]?key|access[_-]?token|secret|passw|authori[sz]ation|credential|cookie|bearer|organi[sz]ation", re.I
)
_SECRET_HEADER = re.compile(
    r"key|token|secret|auth|cookie|organi[sz]ation|project|account|session|signature|credential", re.I
)
_KEY = re.compile(
    r"\bsk-[A-Za-z0-9_*-]{8,}|\b(?:org|proj)-[A-Za-z0-9]{16,}|\bBearer\s+[A-Za-z0-9._~+/=-]{16,}"
    r"|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*|\bhf_[A-Za-z0-9]{16,}"
)
# The first folder of an absolute path is one of a few: any stroke between words (B端/C端) is not the start of a path.
_POSIX = re.compile(
    r"(?<![A-Za-z0-9_.…])/(?:home|Users|root|tmp|var|opt|mnt|media|srv|data|etc|usr|work|workspace|private|Volumes|app|run|scratch|models|nix)"
    r"(?:/[^\s/\"'<>|*?\\,;:)\]}]*)+"
)
_WINDOWS = re.compile(
    r"(?<![A-Za-z])(?:[A-Za-z]:[\\/]+(?:Users|Windows|Program Files(?: \(x86\))?|ProgramData|Documents and Settings|Temp|home|data|work|"
    r"src|dev|models)|\\{2,}[a-z][\w.$-]+(?=[\\/]+\w))(?:[\\/]+[^\s\\/\"'<>|*?,;:)\]}]*)+",
    re.I,
)
_THOUGHTS = re.compile(r"<(think|thinking|thought)>.*?</\1>", re.S)
_ENDING_THOUGHTS = re.compile(r"\A(?!\s*(?:\{|```|<)).*?(?=</(?:think|thinking|thought)>)", re.S)
_ENDLESS_THOUGHTS = re.compile(r"\A\s*<(think|thinking|thought)>(?!.*</\1>).*", re.S)
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)((?:\\u[0-9a-fA-F]{4})+)")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
LONGEST_MESSAGE = 1000
"""Characters of what an endpoint says that is no answer."""


def is_secret_name(name: str) -> bool:
    """Whether a parameter of this name holds a secret."""
    return _SECRET_NAME.search(name) is not None


def secrets_of(headers: Mapping[str, str]) -> list[str]:
    """What in a request's headers must not be found anywhere in a cassette, longest first."""
    found: set[str] = set()
    for name, value in headers.items():
        if _SECRET_HEADER.search(name):
            found.add(value)
            # what follows "Bearer", and the values of cookies
            found.update(re.split(r"\s+|[;,]\s*|=", value) if "cookie" in name.lower() else value.split()[-1:])
    return sorted((value for value in found if len(value) >= 8), key=len, reverse=True)


def scrubbed(text: str, secrets: Iterable[str] = ()) -> str:
    """``text`` without keys and without the folders of absolute paths: of a path its last part stays."""
    for secret in secrets:
        text = text.replace(secret, "[key]")
    text = _KEY.sub("[key]", _HALF_CHARACTER.sub("\ufffd", text))
    return _WINDOWS.sub(_last_part, _POSIX.sub(_last_part, text))


def _last_part(path: re.Match[str]) -> str:
    parts = [part for part in re.split(r"[\\/]+", path[0]) if part]
    folders = parts[1:] if parts[0].endswith(":") else parts
    # of somebody's home not even the name
    return (
        "…"
        if len(folders) < 2 or (len(folders) == 2 and folders[0].lower() in ("home", "users"))
        else f"…/{folders[-1]}"
    )


def kept_headers(headers: Mapping[str, str], secrets: Iterable[str] = ()) -> dict[str, list[str]]:
    """The headers that a cassette holds, in vcrpy's form."""
    return {name: [scrubbed(headers[name], secrets)] for name in KEPT_HEADERS if name in headers}


def kept_completion(completion: dict[str, Any], clean: Callable[[str], str]) -> dict[str, Any]:
    """A completion without what differs from run to run and what repeats the question; ``clean`` mends its texts."""
    usage = completion.get("usage")
    kept: dict[str, Any] = {
        "id": "recorded",
        "object": "chat.completion",
        "created": 0,
        "model": scrubbed(str(completion.get("model") or "")),
        "choices": [
            _kept_choice(choice, clean) for choice in completion.get("choices") or [] if isinstance(choice, dict)
        ],
    }
    return kept | ({"usage": _numbers(usage)} if isinstance(usage, dict) else {})


def _kept_choice(choice: dict[str, Any], clean: Callable[[str], str]) -> dict[str, Any]:
    message = _mapping(choice.get("message"))
    content = message.get("content")
    text = clean(_without_thoughts(content)) if isinstance(content, str) else None
    kept: dict[str, Any] = {"role": "assistant", "content": text}
    if isinstance(message.get("refusal"), str):
        kept["refusal"] = clean(message["refusal"])
    calls = [_mapping(_mapping(call).get("function")) for call in message.get("tool_calls") or ()]
    if calls:
        kept["tool_calls"] = [
            {
                "id": f"call_{number}",
                "type": "function",
                "function": {"name": str(call.get("name")), "arguments": clean(str(call.get("arguments")))},
            }
            for number, call in enumerate(calls, 1)
        ]
    return {"index": choice.get("index", 0), "finish_reason": choice.get("finish_reason"), "message": kept}


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _without_thoughts(content: str) -> str:
    """A model's thoughts quote the document at length, and nobody reads them again; an answer inside endless ones stays."""
    from .completions import json_in

    if _ENDLESS_THOUGHTS.match(content):
        answer = json_in(content)
        return "<think>…" + (answer if answer != content.strip() else "")
    return _ENDING_THOUGHTS.sub("…", _THOUGHTS.sub(r"<\1>…</\1>", content))


def _numbers(usage: dict[str, Any]) -> dict[str, Any]:
    kept = {name: _numbers(value) if isinstance(value, dict) else value for name, value in usage.items()}
    return {
        name: value
        for name, value in kept.items()
        if isinstance(value, int | float | dict) and not isinstance(value, bool)
    }


def kept_error(body: Any, clean: Callable[[str], str], material: str) -> dict[str, Any]:
    """What an endpoint said about a request it rejects: its message and codes, without a line of the request it repeats."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if not isinstance(error, dict):
        error = {"message": error}
    kept: dict[str, Any] = {
        name: error[name] if isinstance(error[name], int) else clean(str(error[name]))[:80]
        for name in ("type", "code", "param") if error.get(name) is not None
    }  # fmt: skip
    message = error.get("message") or error.get("detail") or ""
    said = clean(message if isinstance(message, str) else "")
    return {"error": {"message": without_material(said, material)[:LONGEST_MESSAGE], **kept}}


def without_material(message: str, material: str) -> str:
    """``message`` with every run of a dozen characters that stands in ``material`` taken out."""
    run = 12
    pieces, place = [], 0
    while place < len(message):
        length = run if message[place : place + run] in material and len(message) - place >= run else 0
        while length and place + length < len(message) and message[place : place + length + 1] in material:
            length += 1
        if length:
            pieces.append("[…]")
            place += length
        else:
            pieces.append(message[place])
            place += 1
    return "".join(pieces)


def unescaped(text: str) -> str:
    """JSON in which characters that can be read are not escaped: some models write ``\\u6bdb\\u5229``."""

    def read(found: re.Match[str]) -> str:
        characters = json.loads(f'"{found[2]}"')
        return found[1] + "".join(
            one if one.isprintable() and not one.isascii() else _as_json_escape(one) for one in characters
        )

    return _ESCAPED.sub(read, text) if "\\u" in text else text


def _as_json_escape(character: str) -> str:
    return json.dumps(character)[1:-1]


class Echoes:
    """The constants a schema makes a model repeat: clauses of the document, told by their digest in a cassette.

    The request that an answer is replayed for carries the same schema, so they can be put back.
    """

    def __init__(self, schema: Any) -> None:
        self.material = "\n".join(_constants(schema))
        """All of them, one a line."""
        self._by_mark = {
            f"‹echo {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}›": text
            for text in _constants(schema)
        }

    def hidden(self, text: str) -> str:
        """``text`` with marks in the place of constants."""
        for mark, constant in sorted(self._by_mark.items(), key=lambda item: -len(item[1])):
            text = text.replace(f'"{constant}"', f'"{mark}"')
        return text

    def shown(self, text: str) -> str:
        """``text`` with the constants back in their places."""
        if "‹echo " in text:
            for mark, constant in self._by_mark.items():
                text = text.replace(mark, constant)
        return text


def _constants(schema: Any) -> set[str]:
    """Constants of more than a word, as JSON spells them between its quotes."""
    found: set[str] = set()
    rest = [schema]
    while rest:
        part = rest.pop()
        if isinstance(part, dict):
            told = [part.get("const"), *(part["enum"] if isinstance(part.get("enum"), list) else [])]
            found.update(
                _as_json(text) for text in told if isinstance(text, str) and not re.fullmatch(r"[\w.-]*", text, re.A)
            )
            rest.extend(part.values())
        elif isinstance(part, list):
            rest.extend(part)
    return found


def _as_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]

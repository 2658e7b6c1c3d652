"""A provider's batch files: requests in JSON lines, and the lines that come back.

The form is OpenAI's (developers.openai.com/api/docs/guides/batch), which Groq, Together, Mistral and others took over and vLLM's own runner
(``vllm run-batch``) reads and writes. ``custom_id`` is the request's key, so that lines may come back in any order, from several files,
more than once, or not at all.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from itertools import count as count_from
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..errors import UsageError
from ..extractors.model.completions import BATCHED
from ..extractors.model.remembering import Kept, final
from .answers import AnswersFile
from .writing import in_place_of, told

ENDPOINT = "/v1/chat/completions"
MOST_LINES, MOST_BYTES = 50_000, 200_000_000
"""Of one file, by OpenAI's limits."""
_AT_ONCE = 1_000
"""Answers that are committed together."""
_GZIP = b"\x1f\x8b"


@dataclass(slots=True)
class Brought:
    """What result files held, in lines."""

    answered: int = 0
    refused: int = 0
    """Requests whose form the provider refused: they are asked in another."""
    failed: int = 0
    """Requests that failed at the provider: they are asked again."""
    again: int = 0
    """Answers that were there before."""
    unknown: int = 0
    """Lines of another batch."""
    broken: int = 0
    """Lines that are none of the form."""
    reasons: dict[str, int] = field(default_factory=dict)
    """Why requests failed, by the provider's own codes."""


def write_requests(answers: AnswersFile, path: Path) -> tuple[int, list[Path]]:
    """Writes all requests without an answer to ``path``, and to ``NAME-2``, ``NAME-3`` … beside it where one file may not hold them.

    Returns how many and where; where there are none, no file is left. Raises `BatchStopped` where one cannot be written.
    """
    lines = (_line(key, body) for key, body in answers.wanted())
    count, written = 0, []
    for place in count_from(1):
        target = path if place == 1 else path.with_name(f"{path.stem}-{place}{path.suffix}")
        first = next(lines, None)
        if first is None:
            if not target.exists():
                break
            # of an earlier, larger export: what is not there cannot be sent by mistake
            with told(target.name):
                target.unlink()
            continue
        with told(target.name), in_place_of([target]) as (file,):
            room = MOST_BYTES
            for line in islice(chain([first], lines), MOST_LINES):
                file.write(line)
                count += 1
                room -= len(line)
                # the longest line that is still to come may be as long as the longest question
                if room < MOST_BYTES // 20:
                    break
        written.append(target)
    return count, written


def _line(key: str, body: bytes) -> bytes:
    made = {"custom_id": key, "method": "POST", "url": ENDPOINT, "body": json.loads(body)}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def bring_results(answers: AnswersFile, paths: Sequence[Path]) -> Brought:
    """Keeps the answers that the result and error files ``paths`` hold (plain or gzip).

    Raises `UsageError` where a file cannot be read or holds no line of any batch of this folder.
    """
    brought = Brought()
    for path in paths:
        before = brought.unknown + brought.broken
        lines = 0
        try:
            with _opened(path) as file:
                found = _found(answers, file, brought)
                while some := list(islice(found, _AT_ONCE)):
                    lines += len(some)
                    answers.bring((key, kept) for key, kept in some if kept is not None)
        except (OSError, EOFError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is cut off or damaged"
            raise UsageError(f"{path.name}: cannot be read ({reason}); lines before are kept, give the whole file") from None
        if not lines and brought.unknown + brought.broken > before:
            raise UsageError(f"{path.name}: no line of it answers a request of this batch; give the result files of its own requests")
    return brought


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(len(_GZIP)) == _GZIP
    return cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")


def _found(answers: AnswersFile, lines: Iterable[bytes], brought: Brought) -> Iterator[tuple[str, Kept | str | None]]:
    """For each line of this batch its key, and the answer, why there is none, or None where it was there before."""
    seen: dict[str, bool] = {}
    for line in lines:
        if not line.strip():
            continue
        told_ = _parsed(line)
        if told_ is None:
            brought.broken += 1
            continue
        key, status, body, reason = told_
        request = answers.request_of(key)
        if request is None:
            brought.unknown += 1
            continue
        known = answers.find(key)
        good = body is not None and final(status, request, json.dumps(body).encode())
        if (known is not None and known.status < 400) or seen.get(key):
            brought.again += 1
            yield key, None
        elif good and body is not None:
            success = status < 400
            seen[key] = success
            brought.answered += success
            brought.refused += not success
            made = {**body, "service_tier": BATCHED} if success else body
            yield key, Kept(status, "application/json", json.dumps(made, ensure_ascii=False).encode())
        elif key in seen:
            brought.again += 1
            yield key, None
        else:
            # once in all files of an import, however often it is told
            seen[key] = False
            brought.failed += 1
            brought.reasons[reason] = brought.reasons.get(reason, 0) + 1
            yield key, reason


def _parsed(line: bytes) -> tuple[str, int, dict[str, Any] | None, str] | None:
    """Key, HTTP status, body, and a reason in a word or two; None for what is no line of results."""
    try:
        told_ = json.loads(line)
    except ValueError:
        return None
    key = told_.get("custom_id") if isinstance(told_, dict) else None
    if not isinstance(key, str):
        return None
    response, error = told_.get("response"), told_.get("error")
    if isinstance(response, dict) and "choices" in response:
        # the completion itself
        response = {"status_code": 200, "body": response}
    if not isinstance(response, dict):
        return key, 0, None, _code(error)
    status, body = response.get("status_code"), response.get("body")
    if type(status) is not int:
        status = 0 if error else 200
    if not isinstance(body, dict) or (status < 400 and "choices" not in body):
        return key, status, None, _code(error) if error else f"HTTP {status} without a completion"
    return key, status, body, f"HTTP {status}"


def _code(error: Any) -> str:
    """A provider's code; its message could hold anything."""
    code = error.get("code") if isinstance(error, dict) else None
    return str(code)[:60] if isinstance(code, str | int) and str(code).replace("_", "").isalnum() else "no answer"

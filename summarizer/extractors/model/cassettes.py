"""Recording what a model answers and replaying it: two transports for openai's client.

`RecordingTransport` passes requests on and keeps the answers; `ReplayingTransport` gives them again and never touches a network.
Nothing global is patched, so that one process may record, replay and ask for real at the same time.

A recording answers a request whose body is the same: template, schema, document, model and parameters. Address, port, key and
headers do not matter. Equal requests get their answers in the order of recording, and after the last one the last again. What a
cassette holds of a request is said in `request_key`, what it must not hold in `scrubbing`, how it is laid out in `cassette_file`.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2

from ...errors import ReplayError, UsageError
from .refusal import passing
from .rejections import Form, form_of, is_of_form
from .request_key import TASK_HEADER, RequestKey, body_of, key_of, read_question, task_headers
from .scrubbing import (
    LONGEST_MESSAGE,
    Echoes,
    kept_completion,
    kept_error,
    kept_headers,
    scrubbed,
    secrets_of,
    unescaped,
    without_material,
)

if TYPE_CHECKING:
    from .cassette_file import IndexedCassette

__all__ = ["TASK_HEADER", "RecordingTransport", "ReplayingTransport", "cassette_for", "task_headers"]

_REJECTIONS = (400, 404, 405, 413, 415, 422)
_UNFIT_SERVERS = (500, 501)
"""What some servers answer to a way of asking for JSON that they do not know."""
_CHAT = "/chat/completions"
_current: ContextVar[str | None] = ContextVar("cassette", default=None)


@contextmanager
def cassette_for(source: str) -> Iterator[None]:
    """Requests made within, and in whatever is started within, belong to the cassette of the document ``source``.

    It is a context variable, which `asyncio.run_coroutine_threadsafe` hands on to the loop that makes the call.
    """
    token = _current.set(cassette_name(source))
    try:
        yield
    finally:
        _current.reset(token)


def cassette_name(source: str) -> str:
    """A file's name for a document: its stem, without what some file system refuses."""
    stem = re.split(r"[\\/]", source.rstrip("\\/"))[-1]
    stem = stem.rsplit(".", 1)[0] if "." in stem.strip(".") else stem
    name = re.sub(r"[^\w.\-\[\]()]+", "_", stem).strip("._-") or "requests"
    return name.encode()[:180].decode(errors="ignore")


class RecordingTransport(httpx2.AsyncBaseTransport):
    """Passes every request on to ``inner`` and records the answers in ``folder``, a file for each document.

    A file is begun anew by the first answer for its document and complete after each. Its caller is given what a replay would give. Only
    final answers are kept: an answer, or a rejection of the request as such; not a server that is busy, broken, or denies access.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, folder: str | Path, name: str | None = None) -> None:
        """``name``: one cassette for everything, whatever the document."""
        self.folder = Path(folder)
        self._inner = inner
        self._name = None if name is None else cassette_name(name + ENDING)
        self._cassettes: dict[str, IndexedCassette] = {}
        self._writing = threading.Lock()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """What ``inner`` raises is raised, and not recorded."""
        await request.aread()
        key = key_of(request)
        response = await self._inner.handle_async_request(request)
        await response.aread()
        if not is_final(response, key):
            return response
        await response.aclose()
        kept = _kept(request, response)
        with self._writing:
            cassette = self._cassette()
            try:
                cassette.record(key, request.method, _path(request), kept)
            except OSError as error:
                what = f"cassette {cassette.path.name} cannot be written: {error.strerror}; give --record a folder that can be"
                raise passing(UsageError(what)) from None
        headers = [
            (name, value) for name, value in response.headers.multi_items() if name.lower() not in _ABOUT_THE_BYTES
        ]
        return _response(request, kept, headers)

    async def aclose(self) -> None:
        """Close ``inner``; the files are complete already."""
        await self._inner.aclose()

    def _cassette(self) -> IndexedCassette:
        from .cassette_file import IndexedCassette

        name = self._name or _current.get() or "requests"
        if name not in self._cassettes:
            self._cassettes[name] = IndexedCassette(self.folder / f"{name}{ENDING}", replaying=False)
        return self._cassettes[name]


class ReplayingTransport(httpx2.AsyncBaseTransport):
    """Answers requests from the recordings in ``folder``; one that was not recorded raises `ReplayError`.

    The document's own cassette is asked first, then the others of the folder: a file may have been renamed.
    """

    def __init__(self, folder: str | Path, name: str | None = None) -> None:
        """``name``: of the one cassette to be used, whatever the document.

        Raises `ReplayError` where there is no recording, or a cassette cannot be read.
        """
        from .cassette_file import IndexedCassette

        self.folder = Path(folder)
        self._name = None if name is None else cassette_name(name + ENDING)
        files = sorted(self.folder.glob(f"*{ENDING}")) if name is None else [self.folder / f"{self._name}{ENDING}"]
        self._cassettes = {
            file.name[: -len(ENDING)]: IndexedCassette(file, replaying=True) for file in files if file.is_file()
        }
        self._opened: set[str] = set()
        self._misses: list[ReplayError] = []
        self._rejections: dict[Form, dict[str, Any]] = {}
        for cassette in self._cassettes.values():
            for key, kept in cassette.recordings():
                if _rejects_form(key, kept):
                    self._rejections.setdefault(form_of(key), kept)
        if not self._cassettes:
            what = "are no cassettes" if self._name is None else f"is no cassette {self._name}{ENDING}"
            raise ReplayError(
                f"there {what} in the folder {self._folder_name}: record first with --record {self._folder_name}"
            )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Raises `ReplayError`, which names what differs, for a request that was not recorded."""
        await request.aread()
        key = key_of(request)
        kept = self._play(key)
        if kept is None:
            miss = passing(ReplayError(self._what_differs(key)))
            self._misses.append(miss)
            raise miss
        return _response(request, kept, [(name, value) for name, values in kept["headers"].items() for value in values])

    def unused(self) -> list[str]:
        """The recordings nobody asked for, in the cassettes of the documents that were asked about: ``exchange qa[3] in call.yaml``."""
        opened = self._opened if self._name is None else self._cassettes.keys()
        return [
            f"{key.asked} in {name}{ENDING}"
            for name in sorted(opened)
            for key, kept in self._cassettes[name].recordings(unplayed=True)
            if not _rejects_form(key, kept)
        ]

    def check(self) -> None:
        """Raise the first miss, if there was one, or else `ReplayError` for recordings that were not used."""
        if self._misses:
            raise self._misses[0]
        if unused := self.unused():
            raise ReplayError(f"{unused_report(unused)}; record again with --record {self._folder_name}")

    def models(self) -> list[str]:
        """The models whose answers are here, for a replay that names none."""
        return sorted({key.model for cassette in self._cassettes.values() for key in cassette.keys if key.model})

    @property
    def _folder_name(self) -> str:
        """Which folder, without where it lies."""
        return self.folder.name or "."

    def _play(self, key: RequestKey) -> dict[str, Any] | None:
        own = _current.get()
        if own in self._cassettes:
            self._opened.add(own)
        for name in [own, *self._cassettes] if own in self._cassettes else self._cassettes:
            kept = self._cassettes[name].play(key)
            if kept is not None:
                self._opened.add(name)
                return kept
        return self._rejections.get(form_of(key))

    def _what_differs(self, key: RequestKey) -> str:
        own = _current.get()
        names = [own] if own in self._cassettes else list(self._cassettes)
        recorded = [(_distance(key, other), name, other) for name in names for other in self._cassettes[name].keys]
        again = f"record again with --record {self._folder_name}"
        if not recorded:
            return f"{key.asked} was never recorded: {again}"
        _, name, nearest = min(recorded, key=lambda one: one[0])
        differences = key.differences(nearest) or ["the form of the request"]
        told = f"{', '.join(differences[:-1])} and {differences[-1]}" if len(differences) > 1 else differences[0]
        verb = "differ" if len(differences) > 1 else "differs"
        return f"{key.asked} was never recorded: {told} {verb} from the nearest recording, {nearest.asked} in {name}{ENDING}; {again}"


def unused_report(unused: list[str]) -> str:
    """One line on recordings that nobody asked for."""
    shown = ", ".join(unused[:3]) + (f" and {len(unused) - 3} more" if len(unused) > 3 else "")
    return f"{len(unused)} recorded answer{'s were' if len(unused) > 1 else ' was'} not asked for: {shown}"


ENDING = ".yaml"
_ABOUT_THE_BYTES = ("content-length", "content-encoding", "transfer-encoding", "content-type")


def is_final(response: httpx2.Response, key: RequestKey) -> bool:
    """Whether the same request would be answered so again: an answer, or a rejection of what was asked."""
    if response.is_success or response.status_code in _REJECTIONS:
        return True
    return response.status_code in _UNFIT_SERVERS and is_of_form(response.status_code, _json_in(response), key)


def _rejects_form(key: RequestKey, kept: dict[str, Any]) -> bool:
    return is_of_form(kept["status"]["code"], kept["body"], key)


def _json_in(response: httpx2.Response) -> Any:
    try:
        return json.loads(response.content)
    except ValueError:
        return None


def _distance(key: RequestKey, other: RequestKey) -> tuple[bool, bool, int]:
    """How far a recording is from a request: another section is farther than any number of other components."""
    return key.section != other.section, key.task != other.task, len(key.differences(other))


def _path(request: httpx2.Request) -> str:
    path = request.url.path.rstrip("/")
    return _CHAT if path.endswith(_CHAT) else "/" + path.rsplit("/", 1)[-1]


def _kept(request: httpx2.Request, response: httpx2.Response) -> dict[str, Any]:
    """What a cassette holds of a response, in vcrpy's form but for the body, which stays data."""
    secrets = secrets_of(request.headers)
    body = body_of(request)
    question = None if body is None else read_question(body)
    echoes = Echoes(None if question is None else question.schema)

    def clean(text: str) -> str:
        return scrubbed(echoes.hidden(unescaped(text)), secrets)

    material = echoes.material + ("" if question is None else question.material)
    content = _json_in(response)
    kept: dict[str, Any]
    if response.is_error:
        told = content if content is not None else re.sub(r"<[^>]*>", " ", response.text)
        kept = kept_error(told, clean, material)
    elif isinstance(content, dict) and "choices" in content:
        kept = {"completion": kept_completion(content, clean)}
    elif question is None or "event-stream" in response.headers.get("content-type", ""):
        kept = {"string": clean(response.text)}
    else:
        # no answer at all: the page of a proxy
        kept = {"string": without_material(clean(response.text), material)[:LONGEST_MESSAGE]}
    return {
        "status": {"code": int(response.status_code), "message": httpx2.codes.get_reason_phrase(response.status_code)},
        "headers": kept_headers(response.headers, secrets),
        "body": kept,
    }


def _response(request: httpx2.Request, kept: dict[str, Any], headers: list[tuple[str, str]]) -> httpx2.Response:
    """The answer that a cassette holds."""
    body = kept["body"]
    if "completion" in body:
        question = body_of(request)
        echoes = Echoes(None if question is None else read_question(question).schema)
        content = json.dumps(_with_texts(body["completion"], echoes)).encode()
    elif "error" in body:
        content = json.dumps({"error": body["error"]}).encode()
    else:
        string = body.get("string") or ""
        content = string if isinstance(string, bytes) else string.encode()
    headers = [*((name, value) for name, value in headers if name.lower() != "content-type"),
               *(("content-type", value) for value in kept["headers"].get("content-type", []))]  # fmt: skip
    return httpx2.Response(kept["status"]["code"], headers=headers, content=content, request=request)


def _with_texts(value: Any, echoes: Echoes) -> Any:
    if isinstance(value, str):
        return echoes.shown(value)
    if isinstance(value, dict):
        return {name: _with_texts(part, echoes) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_texts(part, echoes) for part in value]
    return value

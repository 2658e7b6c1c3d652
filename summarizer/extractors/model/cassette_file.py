"""A cassette: the recorded answers for one document, in vcrpy's own YAML form.

```yaml
version: 1
interactions:
- request:
    method: POST
    uri: /chat/completions
    headers: {}
    body: {task: exchange, section: 'qa[3]', model: …, template: <sha256>, document: <sha256>, …}
  response:
    status: {code: 200, message: OK}
    headers: {content-type: [application/json]}
    body: {completion: {…}}
```

Storage, the counting of plays, persister and serializer are vcrpy's interfaces. Three things differ from its defaults: answers are found
through an index and not by a walk over all of them; the file is UTF-8 without escapes, one field a line; and it is replaced as a whole, so
that whoever reads it meanwhile, or kills the run, finds a whole file.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml
from vcr.cassette import Cassette
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.record_mode import RecordMode
from vcr.request import Request
from vcr.serialize import deserialize

from ...errors import ReplayError
from .request_key import RequestKey

ReadingOrder = tuple[list[tuple[bool, int, str]], str]


class IndexedCassette(Cassette):  # type: ignore[misc]  # vcrpy comes without types
    """vcrpy's cassette, with an index by the digest of the body."""

    def __init__(self, path: Path, *, replaying: bool) -> None:
        self._by_body: defaultdict[str, list[int]] = defaultdict(list)
        self.keys: list[RequestKey] = []
        mode = RecordMode.NONE if replaying else RecordMode.NEW_EPISODES
        super().__init__(path, persister=_Persister(), serializer=_Serializer, record_mode=mode, match_on=(_same_body,))
        if replaying:
            self._load()

    def append(self, request: Request, response: dict[str, Any]) -> None:
        """Add one answer; further ones of the same body queue up behind it."""
        try:
            key = RequestKey.of_mapping(request.body)
        except (KeyError, TypeError, AttributeError):
            raise _unreadable(self.path, "a request in it has no key") from None
        if not _is_whole(response):
            raise _unreadable(self.path, "a response in it lacks its status, headers or body")
        self._by_body[key.body].append(len(self.data))
        self.keys.append(key)
        super().append(request, response)

    def record(self, key: RequestKey, method: str, uri: str, response: dict[str, Any]) -> None:
        """Add one answer and write the file anew."""
        self.append(Request(method, uri, key.as_mapping(), {}), response)
        self._save()

    def play(self, key: RequestKey) -> dict[str, Any] | None:
        """The next answer to ``key`` in the order of recording, after the last one the last again; ``None`` where there is none."""
        places = self._by_body.get(key.body)
        if not places:
            return None
        place = next((place for place in places if not self.play_counts[place]), places[-1])
        self.play_counts[place] += 1
        answer: dict[str, Any] = self.data[place][1]
        return answer

    def recordings(self, *, unplayed: bool = False) -> Iterator[tuple[RequestKey, dict[str, Any]]]:
        """All recordings, or those whose answers nobody asked for."""
        for place, key in enumerate(self.keys):
            if not (unplayed and self.play_counts[place]):
                yield key, self.data[place][1]


def _is_whole(response: Any) -> bool:
    """Whether it holds what a replay needs: a cassette may be mended by hand."""
    try:
        return (
            isinstance(response["status"]["code"], int)
            and isinstance(response["headers"], dict)
            and isinstance(response["body"], dict)
        )
    except (KeyError, TypeError):
        return False


def _same_body(one: Request, other: Request) -> bool:
    """vcrpy's matcher: for whoever uses its interface; `IndexedCassette.play` finds the same answers without a walk."""
    return bool(one.body["body"] == other.body["body"])


class _Persister:
    """Reads and writes the file. What was laid out once is kept, so that a long recording is not laid out again for every answer."""

    def __init__(self) -> None:
        self._laid_out: dict[int, tuple[ReadingOrder, str]] = {}

    def load_cassette(self, path: Path, serializer: Any) -> Any:
        """Raises `ReplayError` for a file that holds no cassette."""
        if not path.is_file():
            raise CassetteNotFoundError
        try:
            return deserialize(path.read_text(encoding="utf-8"), serializer)
        except UnicodeDecodeError:
            raise _unreadable(path, "it is not UTF-8") from None
        except yaml.MarkedYAMLError as error:
            line = f"line {error.problem_mark.line + 1} is no YAML" if error.problem_mark else "it is no YAML"
            raise _unreadable(path, line) from None
        except (KeyError, TypeError, ValueError, yaml.YAMLError):
            raise _unreadable(path, "it holds no interactions") from None

    def save_cassette(self, path: Path, cassette: dict[str, Any], serializer: Any) -> None:
        """Write the whole file, in the order of the document whatever the order in which answers came."""
        for request, response in zip(cassette["requests"], cassette["responses"], strict=True):
            if id(request) not in self._laid_out:
                laid_out = serializer.serialize([{"request": _told(request), "response": response}])
                self._laid_out[id(request)] = _reading_order(request), laid_out
        # sorting is stable: within a section the order of recording stays
        items = sorted((self._laid_out[id(request)] for request in cassette["requests"]), key=itemgetter(0))
        _replace(path, "version: 1\ninteractions:\n" + "".join(text for _, text in items))


def _told(request: Request) -> dict[str, Any]:
    return {"method": request.method, "uri": request.uri, "headers": {}, "body": request.body}


def _reading_order(request: Request) -> ReadingOrder:
    """By section, ``qa[10]`` after ``qa[9]``."""
    pieces = re.findall(r"\d+|\D+", request.body.get("section") or "")
    return [(piece.isdigit(), int(piece) if piece.isdigit() else 0, piece) for piece in pieces], request.body.get(
        "task"
    ) or ""


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What a file that is created here would not be allowed; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _unreadable(path: Path, why: str) -> ReplayError:
    return ReplayError(f"cassette {path.name} cannot be read: {why}; record it again with --record")


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]  # PyYAML comes without types
    """PyYAML's own emitter: libyaml's escapes every character beyond the basic plane."""

    def ignore_aliases(self, data: Any) -> bool:
        """Two equal values are written twice: an alias is for machines."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if len(text) > 80 or "\n" in text else None)


_Dumper.add_representer(str, _text)
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Serializer:
    """vcrpy's serializer interface."""

    @staticmethod
    def serialize(content: Any) -> str:
        """YAML for people: block style, nothing escaped, no line folded."""
        text: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
        return text

    @staticmethod
    def deserialize(text: str) -> Any:
        """Plain data, whatever the file says: a cassette is not trusted to make objects."""
        return yaml.load(text, Loader=_Loader)

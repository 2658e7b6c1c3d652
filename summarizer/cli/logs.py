"""What is logged, on standard error: as JSON, an object a line, or as text where a level is asked for."""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TextIO

from ..events import NAME, event, in_words

if TYPE_CHECKING:
    from .options import Session

# not that of a URL
_FOLDERS = re.compile(r"(?<![\w:/.])/(?:[^/\s'\"]+/)+")
# openai and httpx2 log addresses of requests, which may hold credentials; others may log what they were given
_OTHERS = "library.message"


def json_line(seconds: float, level: str, name: str, fields: Mapping[str, Any]) -> str:
    """One event as a JSON object. ``seconds`` since the epoch."""
    told = {"timestamp": _written(seconds), "level": level, "event": name}
    return json.dumps(told | {key: value for key, value in fields.items() if value is not None}, ensure_ascii=False)


def without_folders(message: str, words: Iterable[str]) -> str:
    """A message that names files, but no absolute path. ``words``: of the command line; a path among them may hold blanks."""
    for word in words:
        if PurePath(word).is_absolute():
            message = message.replace(word, PurePath(word).name)
    return _FOLDERS.sub("", message)


@contextmanager
def logging_to(stream: TextIO, session: Session) -> Iterator[None]:
    """Within, log what the session's options ask for."""
    level = session.log_level or "info"
    handler = _Lines(stream, as_json=session.as_json)
    ours, root = logging.getLogger(NAME), logging.getLogger()
    before = ours.level
    ours.setLevel(level.upper())
    handler.setLevel(level.upper())
    root.addHandler(handler)
    shown = warnings.showwarning
    if session.as_json:
        warnings.showwarning = _warned
    try:
        yield
    finally:
        warnings.showwarning = shown
        root.removeHandler(handler)
        ours.setLevel(before)


class _Lines(logging.Handler):
    """One line an event. Of other libraries' messages it is told that there was one: what they say may hold anything."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        super().__init__()
        self._stream, self._as_json = stream, as_json

    def emit(self, record: logging.LogRecord) -> None:
        try:
            name, fields = getattr(record, "event", None), getattr(record, "fields", {})
            if record.name.partition(".")[0] != NAME or name is None:
                name, fields = _OTHERS, {"library": record.name}
            level = record.levelname.lower()
            if self._as_json:
                line = json_line(record.created, level, name, fields)
            else:
                line = f"{_written(record.created)} {level} {in_words(name, fields)}"
            # one write, so that lines of several threads stay whole
            self._stream.write(line + "\n")
            self._stream.flush()
        except Exception:
            self.handleError(record)


def _warned(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, file: TextIO | None = None, line: str | None = None
) -> None:
    event("warning", "python.warning", kind=category.__name__, file=PurePath(filename).name, line=lineno)


def _written(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""Which documents a batch is of: files, folders, globs, a list on standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import UsageError
from ..reading.registry import suffixes
from .places import is_url
from .places import listed as contents_of


def documents(given: Iterable[str], listed: Iterable[str], *, without: Path) -> Iterator[str]:
    """The absolute paths and the URLs that ``given`` name, each folder in order of names; ``-`` stands for the lines of ``listed``.

    Of a folder, files that can be read by their suffix are taken, nothing hidden. Of the batch's own folder ``without`` nothing is taken,
    however it is named. A path that is named and not there, and a folder that cannot be opened, is handed on: it fails for itself. Raises
    `UsageError` for a pattern that matches nothing.
    """
    own = os.path.realpath(without)
    for path in _named(given, listed):
        if is_url(path):
            yield path
        elif not _is_within(path, own):
            yield os.path.abspath(path)


def _is_within(path: str, folder: str) -> bool:
    try:
        return os.path.commonpath((folder, os.path.realpath(path))) == folder
    except ValueError:
        # another drive, or no path at all: that is told when it is read
        return False


def _named(given: Iterable[str], listed: Iterable[str]) -> Iterator[str]:
    for path in given:
        if path == "-":
            yield from (line.rstrip("\r\n") for line in listed if line.strip())
        elif is_url(path):
            yield from contents_of(path)
        elif os.path.isdir(path):
            yield from _within(path)
        elif glob.has_magic(path) and not os.path.exists(path):
            found = False
            for match in sorted(glob.glob(path, recursive=True)):
                found = True
                yield from _within(match) if os.path.isdir(match) else (match,)
            if not found:
                raise UsageError(f"{path}: no file matches; check the pattern")
        else:
            yield path


def _within(folder: str) -> Iterator[str]:
    readable = suffixes()
    closed: list[str] = []
    # links to folders are not followed: they may lead round in a circle
    for where, folders, files in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in readable:
                yield os.path.join(where, name)
    yield from closed


def legible(name: str) -> str:
    """A file's name as it can be shown and written: without control characters, and as UTF-8 where its bytes are none."""
    shown = "".join(letter if letter.isprintable() else letter.encode("unicode_escape", "surrogatepass").decode() for letter in name)
    return shown.encode("utf-8", "backslashreplace").decode()

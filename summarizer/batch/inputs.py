"""Which documents a batch is of: files, folders, globs, a list on standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import UsageError
from ..reading.registry import suffixes


def documents(given: Iterable[str], listed: Iterable[str], *, without: Path) -> Iterator[str]:
    """The paths that ``given`` name, each folder in order of names; ``-`` stands for the lines of ``listed``.

    Of a folder, files that can be read by their suffix are taken, nothing hidden, and nothing of the batch's own folder ``without``. A path
    that is named and not there is handed on: it fails for itself. Raises `UsageError` for a pattern that matches nothing.
    """
    own = without.resolve()
    for path in given:
        if path == "-":
            yield from (line.rstrip("\r\n") for line in listed if line.strip())
        elif os.path.isdir(path):
            yield from _within(path, own)
        elif glob.has_magic(path) and not os.path.exists(path):
            found = False
            for match in sorted(glob.glob(path, recursive=True)):
                found = True
                yield from _within(match, own) if os.path.isdir(match) else (match,)
            if not found:
                raise UsageError(f"{path}: no file matches; check the pattern")
        else:
            yield path


def _within(folder: str, own: Path) -> Iterator[str]:
    readable = suffixes()
    # links to folders are not followed: they may lead round in a circle
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and Path(where, name).resolve() != own)
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in readable:
                yield os.path.join(where, name)

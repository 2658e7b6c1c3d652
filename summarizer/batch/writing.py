"""Files of a batch's folder: the whole new one, or the old one as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from .work import BatchStopped


@contextmanager
def told(what: str) -> Iterator[None]:
    """Raises `BatchStopped` in one line where ``what`` cannot be written."""
    try:
        yield
    except OSError as error:
        raise BatchStopped(
            f"{what} cannot be written ({error.strerror or type(error).__name__}); mend that, then run the same command again: "
            "what is done is kept"
        ) from None


@contextmanager
def in_place_of(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """A file beside each of ``paths`` to write to; at the end all are made safe on disk, then take their places one after another.

    Where anything fails, what was not in place yet is gone. Raises `BatchStopped` where a file cannot be opened, ended or put in place;
    what is written within is for `told`.
    """
    left = {path: path.with_name(f".{path.name}.part") for path in paths}
    files: list[BinaryIO] = []
    try:
        for path, part in left.items():
            with told(path.name):
                files.append(part.open("wb"))
        yield files
        for path, file in zip(paths, files, strict=True):
            with told(path.name):
                file.flush()
                os.fsync(file.fileno())
                file.close()
        for path in paths:
            with told(path.name):
                os.replace(left[path], path)
            del left[path]
    except BaseException:
        for file in files:
            with suppress(OSError):
                file.close()
        for part in left.values():
            with suppress(OSError):
                part.unlink()
        raise

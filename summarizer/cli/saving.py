"""Writing a file that the user named."""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import UsageError


def save(path: Path, content: str | bytes) -> None:
    """Write ``content`` to ``path``, text as UTF-8 with plain line feeds, making its folder where there is none.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _cannot(path, error) from error


def must_be_writable(path: Path) -> None:
    """Finds out before any work is done, and without leaving a trace, what `save` would fail on.

    Raises:
        UsageError: ``path`` is a folder, is below a file, may not be written, or is held open by a program that lets no other write.
    """
    try:
        if path.is_file():
            with path.open("ab"):
                return
        if path.exists():
            # a device, or a pipe whose reader would take a trial for the end
            return
        above = next(parent for parent in path.absolute().parents if parent.exists())
        if not above.is_dir():
            raise NotADirectoryError(20, os.strerror(20))
        if not os.access(above, os.W_OK):
            raise PermissionError(13, os.strerror(13))
    except OSError as error:
        raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path} cannot be written ({error.strerror}); give another path")

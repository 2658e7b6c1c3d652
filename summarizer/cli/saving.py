"""Writing a file that the user named."""

from __future__ import annotations

from pathlib import Path

from ..errors import UsageError


def save(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` as UTF-8 with plain line feeds, making its folder where there is none.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}); give another path") from error

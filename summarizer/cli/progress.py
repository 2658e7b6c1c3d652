"""What a model run shows while it lasts: calls, tokens and seconds on one line of standard error, on a terminal only."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.status import Status

    from ..extractors.model.spending import Progress


class ProgressLine:
    """A line that is told of progress; nothing is printed, and nothing loaded, where standard error is no terminal."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._document = ""
        self._status: Status | None = None

    def document(self, name: str) -> None:
        """From here on it is about this document."""
        self._document = name
        self._show(name)

    def __call__(self, progress: Progress) -> None:
        """Show how far the document's calls have come."""
        self._show(f"{self._document} · {progress.calls} calls · {progress.tokens:,} tokens · {progress.seconds:.0f} s")

    def _show(self, words: str) -> None:
        if self._status is not None:
            self._status.update(words)

    def __enter__(self) -> Self:
        if self._wanted:
            from rich.console import Console

            self._status = Console(stderr=True).status("")
            self._status.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._status is not None:
            self._status.stop()

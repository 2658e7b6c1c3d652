"""What is shown while a document lasts: pages read, then calls, tokens and seconds; one line of standard error, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.live import Live
    from rich.spinner import Spinner

    from ..extractors.model.spending import Progress

_AT_ONCE = 0.5
"""Seconds: pages that are read within are not worth a line."""


class ProgressLine:
    """A line that is told of progress; nothing is printed, and nothing loaded, where standard error is no terminal."""

    def __init__(self, *, asks: bool = False, quiet: bool = False) -> None:
        """``asks``: a model may be asked, and the line stands from the moment a document is read. ``quiet``: nothing is shown."""
        self._terminal = not quiet and sys.stderr.isatty()
        self._asks = asks
        self._document = ""
        self._began = 0.0
        self._live: Live | None = None
        self._spinner: Spinner | None = None

    def reading(self, name: str) -> None:
        """From here on it is about this document."""
        self._document, self._began = name, time.monotonic()

    def page(self, done: int, of: int) -> None:
        """Show how many pages of the document are read."""
        if of > 1 and time.monotonic() - self._began >= _AT_ONCE:
            self._show(f"{self._document} · page {done} of {of}")

    def read(self) -> None:
        """The document is read."""
        if self._asks:
            self._show(self._document)

    def __call__(self, progress: Progress) -> None:
        """Show how far the document's calls have come."""
        self._show(f"{self._document} · {progress.calls} calls · {progress.tokens:,} tokens · {progress.seconds:.0f} s")

    def clear(self) -> None:
        """Take the line away: something else is about to be printed."""
        if self._live is not None:
            self._live.stop()
            self._live = self._spinner = None

    def _show(self, words: str) -> None:
        if not self._terminal:
            return
        from rich.text import Text

        if self._spinner is not None:
            self._spinner.update(text=Text(words))
            return
        from rich.console import Console
        from rich.live import Live
        from rich.spinner import Spinner

        self._spinner = Spinner("dots", text=Text(words))
        # left alone: rich would print on standard error what goes to standard output
        console = Console(stderr=True)
        self._live = Live(self._spinner, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._live.start(refresh=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()

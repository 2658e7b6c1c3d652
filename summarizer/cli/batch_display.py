"""What a batch shows: a line of progress while it lasts, and at the end what came of it, failures by their cause."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path, PurePath
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO

from ..tables import table
from .pace import Pace

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live

    from ..batch.batch import BatchReport
    from ..batch.work import Outcome

_NAMES = 5
_EVERY = 60.0
"""Seconds between two lines where there is no terminal."""


class BatchDisplay:
    """Progress on standard error: a line that moves on a terminal, else one a minute; ``closed`` has the last words."""

    def __init__(
        self, folder: Path, *, quiet: bool = False, stream: TextIO | None = None, console: Console | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """``folder``: of the batch, named where there is more. ``quiet``: no progress. ``console`` takes the place of a terminal."""
        self._folder, self._quiet, self._clock = folder, quiet, clock
        self._stream = stream or sys.stderr
        self._console = console
        self._live: Live | None = None
        self._total = self._done = self._failed = self._tokens = self._waiting = 0
        self._costs: defaultdict[str, float] = defaultdict(float)
        self._began = self._last = clock()
        self._pace = Pace(self._began)

    def began(self, total: int) -> None:
        """So many documents are to be done."""
        self._total = total
        self._began = self._last = self._clock()
        self._pace = Pace(self._began)
        if self._quiet or not total or not (self._console or self._stream.isatty()):
            return
        from rich.console import Console
        from rich.live import Live

        console = self._console or Console(file=self._stream)
        # left alone: rich would print on standard error what goes to standard output
        self._live = Live(
            get_renderable=self._shown, console=console, transient=True, refresh_per_second=4, redirect_stdout=False, redirect_stderr=False
        )
        self._live.start(refresh=True)

    def told(self, outcome: Outcome, done: int, of: int) -> None:
        """One more is done."""
        from ..batch.work import Done, Lost, Waiting

        now = self._clock()
        self._done, self._total = done, of
        self._pace.done(done, now)
        if isinstance(outcome, Done):
            usage = outcome.usage
            self._failed += outcome.in_part is not None
            self._tokens += usage.input_tokens + usage.output_tokens
            if usage.cost is not None:
                self._costs[usage.currency or ""] += usage.cost
        self._failed += isinstance(outcome, Lost)
        self._waiting += isinstance(outcome, Waiting)
        if self._live is None and not self._quiet and now - self._last >= _EVERY:
            self._last = now
            print(self.words(), file=self._stream, flush=True)

    def clear(self) -> None:
        """Take the line away: something else is about to be printed."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def closed(self, report: BatchReport) -> str:
        """What came of it, as lines of text."""
        self.clear()
        told = closing_words(report, self._folder)
        spent = self._spent()
        if spent:
            told += f"\nof this run: {', '.join(spent)}, {_duration(self._clock() - self._began)}"
        return told

    def words(self) -> str:
        """The line of progress."""
        rate = self._pace.rate(self._done, self._clock())
        parts = [f"{self._done:,} of {self._total:,}"]
        if rate is not None:
            parts.append(f"{_rate(rate)} a minute")
        parts += [f"{self._failed:,} failed"] * bool(self._failed) + [f"{self._waiting:,} waiting"] * bool(self._waiting)
        parts += self._spent()
        if rate is not None and self._done < self._total:
            parts.append(f"{_duration((self._total - self._done) / rate)} left")
        return " · ".join(parts)

    def _spent(self) -> list[str]:
        tokens = [f"{self._tokens:,} tokens"] if self._tokens else []
        return tokens + [f"{cost:,.4f} {currency}".rstrip() for currency, cost in sorted(self._costs.items())]

    def _shown(self) -> RenderableType:
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        row = Table.grid(padding=(0, 1))
        row.add_row(ProgressBar(total=max(self._total, 1), completed=self._done, width=20), Text(self.words(), overflow="ellipsis"))
        return row

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()


def closing_words(report: BatchReport, folder: Path | None = None) -> str:
    """What came of a batch, failures by their cause: the most frequent first, a few by name. ``folder``: where its journal lies."""
    from ..batch.batch import JOURNAL
    from ..batch.inputs import legible

    lines = [
        f"{report.documents} documents in the folder: {report.made} summarised now, {report.unchanged} unchanged, "
        f"{report.copies} copies of others, {len(report.failures)} failed"
    ]
    by_cause: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, cause, message in report.failures:
        by_cause[cause].append((path, message))
    width = max((len(cause) for cause in by_cause), default=0)
    known: dict[str, Any] = table("cli", "causes")
    for cause, failed in sorted(by_cause.items(), key=lambda one: (-len(one[1]), one[0])):
        words = known.get(cause, {"means": "a cause that this version does not know", "next": "use the version that made the folder"})
        lines += [f"  {len(failed):>6}  {cause:<{width}}  {words['means']}", f"  {'':>6}  {'':<{width}}  next: {words['next']}"]
        for path, message in failed[:_NAMES]:
            name, message = legible(PurePath(path).name), legible(message or "")
            lines.append(f"  {'':>6}  {'':<{width}}  - {message if name in message else f'{name}: {message}'}")
        if len(failed) > _NAMES:
            where = JOURNAL if folder is None else f"{legible(str(folder))}/{JOURNAL}"
            lines.append(f"  {'':>6}  {'':<{width}}  and {len(failed) - _NAMES:,} more: {where} has them all")
    return "\n".join(lines)


def _rate(a_second: float) -> str:
    a_minute = a_second * 60
    return f"{a_minute:,.0f}" if a_minute >= 10 else f"{a_minute:.1f}"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"

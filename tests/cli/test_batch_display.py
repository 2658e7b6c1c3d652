"""What a batch shows: its pace, its costs, and at the end failures by their cause."""

from __future__ import annotations

import io
from pathlib import Path
from typing import get_args

from rich.console import Console

from summarizer.batch.batch import BatchReport
from summarizer.batch.work import Cause, Done, Lost, Waiting
from summarizer.cli.batch_display import BatchDisplay, closing_words
from summarizer.cli.pace import FEWEST, Pace
from summarizer.schemas.summary import Usage
from summarizer.tables import table


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def done(usage: Usage | None = None, in_part: str | None = None) -> Done:
    return Done(1, "0" * 64, b"{}", "hybrid", "fake-1", usage or Usage(), 1.0, in_part)


def test_the_line_tells_pace_costs_and_time_left(tmp_path: Path) -> None:
    """Done and all, documents a minute, failures, tokens, money by currency, and how long the rest takes."""
    clock = Clock()
    display = BatchDisplay(tmp_path, stream=io.StringIO(), clock=clock)
    display.began(1_200)
    assert display.words() == "0 of 1,200"
    usd = Usage(calls=3, input_tokens=1_000, output_tokens=500, cost=0.25, currency="USD")
    yuan = usd.model_copy(update={"cost": 1.5, "currency": "CNY"})
    for outcome in (done(usd), done(usd, "no answer"), done(yuan), Lost(4, "empty", "x")):
        clock.now += 30
        display.told(outcome, display._done + 1, 1_200)
    assert display.words() == "4 of 1,200 · 2.0 a minute · 2 failed · 4,500 tokens · 1.5000 CNY · 0.5000 USD · 9 h 58 min left"
    display.told(Waiting(5, 3), 5, 1_200)
    assert "1 waiting" in display.words()


def test_the_pace_is_that_of_late() -> None:
    """A batch that slows from ten a second to one says so within two minutes; and one that stands still gets ever slower."""
    pace, now, count = Pace(0.0), 0.0, 0
    for _ in range(6_000):
        now, count = now + 0.1, count + 1
        pace.done(count, now)
    assert 9.5 < (pace.rate(count, now) or 0) < 10.5
    for _ in range(120):
        now, count = now + 1, count + 1
        pace.done(count, now)
    assert 0.9 < (pace.rate(count, now) or 0) < 1.1
    assert (pace.rate(count, now + 600) or 0) < 0.3
    assert len(pace._marks) < 100


def test_a_slow_batch_has_a_pace_too() -> None:
    """Where fewer come in a minute than a rate needs, it looks back further."""
    pace = Pace(0.0)
    assert pace.rate(0, 5.0) is None
    for count in range(1, 3 * FEWEST):
        pace.done(count, count * 90.0)
    assert pace.rate(3 * FEWEST - 1, (3 * FEWEST - 1) * 90.0) == 1 / 90
    assert len(pace._marks) <= FEWEST + 2


def test_a_terminal_has_a_line_that_goes(tmp_path: Path) -> None:
    """On a terminal the line stands while the batch lasts, with the names of nothing, and is gone before the last words."""
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=120)
    with BatchDisplay(tmp_path, console=console, clock=Clock()) as display:
        display.began(2)
        display.told(Lost(1, "empty", "[red]secret[/red]"), 1, 2)
    assert "0 of 2" in screen.getvalue()
    assert "1 of 2" in screen.getvalue()
    assert "secret" not in screen.getvalue()
    assert screen.getvalue().endswith("\x1b[2K")


def test_without_a_terminal_there_is_a_line_a_minute(tmp_path: Path) -> None:
    """In a file of errors a line comes each minute, with nothing to move a cursor; quiet, none does."""
    for quiet, lines in ((False, 3), (True, 0)):
        clock, stream = Clock(), io.StringIO()
        with BatchDisplay(tmp_path, quiet=quiet, stream=stream, clock=clock) as display:
            display.began(400)
            for count in range(1, 200):
                clock.now += 1
                display.told(done(), count, 400)
        assert len(stream.getvalue().splitlines()) == lines
        assert "\x1b" not in stream.getvalue()
        assert quiet or stream.getvalue().startswith("60 of 400 · 60 a minute · 6 min left\n")


def test_the_report_tells_failures_by_cause(tmp_path: Path) -> None:
    """The most frequent cause comes first, with what it means and what next; five names at most, and none can move a cursor."""
    failures = [(f"/data/{number}.txt", "empty", f"{number}.txt: is empty") for number in range(12)]
    failures.append(("/data/a\n\x1b[31mb.txt", "worker_died", "its process ended (code -9)"))
    said = closing_words(BatchReport(documents=20, made=7, failures=failures), tmp_path / "out")
    lines = said.splitlines()
    assert lines[0].startswith("20 documents in the folder: 7 summarised now")
    assert lines[1].split() == ["12", "empty", "the", "file", "holds", "no", "text"]
    assert "next:" in lines[2]
    assert said.count(".txt: is empty") == 5
    assert f"and 7 more: {tmp_path}/out/journal.sqlite has them all" in said
    assert r"a\n\x1b[31mb.txt: its process ended" in said
    assert "\x1b" not in said
    assert "/data/" not in said


def test_the_report_ends_with_what_this_run_took(tmp_path: Path) -> None:
    """Tokens, money and time of the run, where a model worked; nothing of the kind by rules."""
    for usage, words in ((Usage(calls=1, input_tokens=5, output_tokens=5, cost=0.001, currency="USD"), 1), (Usage(), 0)):
        clock = Clock()
        display = BatchDisplay(tmp_path, stream=io.StringIO(), clock=clock)
        display.began(1)
        display.told(done(usage), 1, 1)
        clock.now += 150
        assert display.closed(BatchReport()).count("of this run: 10 tokens, 0.0010 USD, 2 min") == words


def test_every_cause_has_words() -> None:
    """Causes and their words are the same set; each says what it means and what next."""
    words = table("cli", "causes")
    assert set(words) == set(get_args(Cause))
    assert all(set(row) == {"means", "next"} and all(row.values()) for row in words.values())


def test_a_cause_of_a_later_version_is_told() -> None:
    """A journal may hold a cause that has no words here; the report comes all the same."""
    assert "unheard_of  a cause that this version does not know" in closing_words(BatchReport(failures=[("a", "unheard_of", "m")]))

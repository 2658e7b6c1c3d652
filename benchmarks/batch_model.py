"""Many documents by a model with a limit of requests a minute: how near to the limit they come, and what becomes of faults.

    python benchmarks/batch_model.py PATH… [--count 500] [--requests 600] [--window bucket] [--delay 0.3] [--faults 0.05]
                                          [--told limits|headers|nothing] [--json PATH] [--write]

PATHS are text documents and folders of them, which are varied and marked (``many.py``), so that no two questions are equal. The endpoint is
``loopback_model.py``; `summarizer batch` is a process of its own. ``--told``: whether the batch is told the limit by its settings, by the
endpoint's headers, or finds it out.

The ideal is the least time in which the endpoint can answer so many questions: it lets so many through at once as its window begins with,
the others as its minutes go by, and the last is answered ``delay`` later. The batch's own start (imports, the first document by rules) and
its end (the tables) are told apart: they do not grow with the calls.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

import page
from loopback_bill import Asked, most_within, read_bill
from loopback_limits import KINDS, WINDOWS, Kind, Window, limit
from loopback_model import LoopbackModel
from many import originals, write_many
from watched import Watched, watch

from summarizer import __version__

Told = Literal["limits", "headers", "nothing"]
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Case:
    """What the endpoint allows and the batch is told."""

    requests: int
    window: Window
    delay: float
    concurrency: int
    told: Told
    faults: float = 0.0
    seed: int = 1
    kinds: Sequence[Kind] = KINDS


@dataclass(slots=True)
class Run:
    """What came of it; seconds."""

    case: Case
    documents: int
    done: int
    states: dict[str, int]
    answered: int
    """Requests that the endpoint let through, with faults and without."""
    questions: int
    """Different ones of them."""
    refused: dict[str, int]
    """By the limit that refused them."""
    span: float
    """From the first request to the last answer."""
    ideal: float
    wall: float
    most_in_a_minute: int
    """Requests in any sixty seconds, those refused counted in."""
    most_let_through: int
    faults: dict[str, int] = field(default_factory=dict)
    retries: int = 0
    """That the journal holds."""
    calls: int = 0
    peak: float = 0.0
    """MB."""

    @property
    def share(self) -> float:
        """Of the ideal throughput."""
        return self.ideal / self.span


def ideal(case: Case, calls: int) -> float:
    """The least seconds that so many calls take: asked all the time, of a limit that is met for the first time."""
    # an instant at which a window of the clock begins: a batch that starts amid one may be quicker by a part of a minute
    gate, now = limit(case.window, case.requests), 10_000 * MINUTE
    begun = now
    for _ in range(calls):
        now += gate.wait(now, 1)
        gate.take(now, 1)
    return max(now - begun + case.delay, -(-calls // case.concurrency) * case.delay)


def summarise(documents: Path, scratch: Path, case: Case) -> Run:
    """One batch on a new folder and a new endpoint."""
    output, bill = scratch / "out", scratch / "bill.jsonl"
    words = ["--requests", str(case.requests), "--window", case.window, "--faults", str(case.faults), "--seed", str(case.seed)]
    words += ["--fault-kinds", *case.kinds, "--bill", str(bill), *(["--headers"] if case.told == "headers" else [])]
    settings = {"API_KEY": "none", "CONCURRENCY": str(case.concurrency)}
    if case.told == "limits":
        settings["REQUESTS_PER_MINUTE"] = str(case.requests)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SUMMARIZER_")}
    environment = {**kept, "XDG_CACHE_HOME": str(scratch), **{f"SUMMARIZER_{name}": value for name, value in settings.items()}}
    with LoopbackModel(case.delay, words=words) as model:
        batch = [sys.executable, "-m", "summarizer", "batch", str(documents), "--output", str(output), "--engine", "model"]
        seen = watch([*batch, "--model", "loopback", "--base-url", model.url], environment=environment)
    return read_run(case, output, read_bill(bill), seen)


def read_run(case: Case, output: Path, asked: Sequence[Asked], seen: Watched) -> Run:
    """What the journal and the bill tell."""
    with closing(sqlite3.connect(output / "journal.sqlite")) as journal:
        states = dict(journal.execute("SELECT state, count(*) FROM documents GROUP BY state").fetchall())
        retries, calls = journal.execute("SELECT sum(retries), sum(calls) FROM documents").fetchone()
    through = [one for one in asked if one.refused is None]
    return Run(
        case, sum(states.values()), states.get("done", 0), states, len(through), len({one.digest for one in through}),
        dict(Counter(one.refused for one in asked if one.refused is not None)),
        max(one.left for one in asked) - min(one.came for one in asked), ideal(case, len(through)), seen.wall,
        most_within([one.came for one in asked], MINUTE), most_within([one.came for one in through], MINUTE),
        dict(Counter(one.fault for one in asked if one.fault is not None)), retries or 0, calls or 0, seen.peaks()[0],
    )  # fmt: skip


def told(runs: Sequence[Run], names: int) -> str:
    """The section, in Markdown."""
    case = runs[0].case
    head = ["", *(f"{run.case.faults:.0%} faults" if run.case.faults else "no fault" for run in runs)]
    rows: list[list[str]] = [
        ["documents, all questions answered", *(f"{run.done} of {run.documents}" for run in runs)],
        ["requests let through", *(f"{run.answered:,}" for run in runs)],
        ["… different ones", *(f"{run.questions:,}" for run in runs)],
        ["requests refused by the limit", *(f"{sum(run.refused.values()):,}" for run in runs)],
        ["faults", *(", ".join(f"{number} {kind}" for kind, number in sorted(run.faults.items())) or "0" for run in runs)],
        ["retries told by the batch", *(f"{run.retries:,}" for run in runs)],
        ["first request to last answer", *(f"{run.span:.1f} s" for run in runs)],
        ["the ideal", *(f"{run.ideal:.1f} s" for run in runs)],
        ["share of the ideal throughput", *(f"{run.share:.1%}" for run in runs)],
        ["whole command", *(f"{run.wall:.1f} s" for run in runs)],
        ["most requests in any 60 s", *(f"{run.most_in_a_minute:,}" for run in runs)],
        ["… let through", *(f"{run.most_let_through:,}" for run in runs)],
        ["peak memory", *(f"{run.peak:.0f} MB" for run in runs)],
    ]
    ways = {"limits": "told the limit by its settings", "headers": "told by the endpoint's headers", "nothing": "not told the limit"}
    lines = [
        f"summarizer {__version__}: {runs[0].documents} documents out of {names}, an endpoint that answers after "
        f"{case.delay * 1000:.0f} ms and lets {case.requests} requests a minute through ({case.window}); a batch {ways[case.told]}, "
        f"{case.concurrency} calls at a time.",
        "",
        page.table(head, rows),
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--count", type=int, default=500, metavar="N")
    parser.add_argument("--requests", type=int, default=600, metavar="N", help="a minute")
    parser.add_argument("--window", choices=WINDOWS, default="sliding")
    parser.add_argument("--delay", type=float, default=0.3, metavar="SECONDS")
    parser.add_argument("--concurrency", type=int, default=32, metavar="N")
    parser.add_argument("--faults", type=float, nargs="*", default=(0.0, 0.05), metavar="SHARE", help="a run each")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, metavar="KIND", help=f"of faults: {', '.join(KINDS)}")
    parser.add_argument("--told", choices=("limits", "headers", "nothing"), default="limits")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the numbers there, too")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    parser.add_argument("--scratch", type=Path, metavar="FOLDER", help="where all lies, and stays; by default a temporary folder")
    options = parser.parse_args()
    given, runs = originals(options.paths), []
    for faults in options.faults:
        with tempfile.TemporaryDirectory() as folder:
            scratch = options.scratch / f"{faults:g}" if options.scratch else Path(folder)
            write_many(given, options.count, scratch / "in", marks=True)
            case = Case(
                options.requests, options.window, options.delay, options.concurrency, options.told, faults, options.seed, options.kinds
            )  # fmt: skip
            runs.append(summarise(scratch / "in", scratch, case))
            print(f"{faults:.0%} faults: {runs[-1].share:.1%} of the ideal", file=sys.stderr, flush=True)
    text = told(runs, len(given))
    print(text)
    if options.json:
        options.json.write_text(json.dumps([{**asdict(run), "share": run.share} for run in runs], indent=2) + "\n", encoding="utf-8")
    if options.write:
        page.write_section("batch_model", f"## Many documents by a model\n\n{text}")
    return 0 if all(run.done == run.documents for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main())

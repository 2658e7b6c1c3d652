"""Many documents by rules: how many a second with one process and with two, and whether memory grows with their number.

    python benchmarks/batch_rules.py PATH… [--count 10000] [--few 100] [--json PATH] [--write] [--scratch FOLDER]

PATHS are text documents and folders of them, which are varied (``many.py``). Each run is `summarizer batch` in a process of its own, on a
folder that is new; every summary is counted afterwards.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import page
from many import originals, write_many
from overhead import noise
from watched import Watched, load, watch

from summarizer import __version__

JOBS = (1, 2)


@dataclass(frozen=True, slots=True)
class Run:
    """One batch; seconds and MB."""

    documents: int
    characters: int
    jobs: int
    first: float
    """Until the first summary was there: imports, scan, a process's start."""
    tables: float
    """For the tables at the end, to the nearest look."""
    seen: Watched

    @property
    def rate(self) -> float:
        """Documents a second, of the whole command."""
        return self.documents / self.seen.wall

    @property
    def working(self) -> float:
        """Documents a second between the first summary and the tables."""
        return self.documents / (self.seen.wall - self.first - self.tables)

    @property
    def at_work(self) -> tuple[float, float]:
        """Peak memory before the tables, of the main process and of all."""
        return self.seen.peaks(end=self.seen.wall - self.tables)

    @property
    def at_tables(self) -> tuple[float, float]:
        """Peak memory while the tables are made, likewise."""
        return self.seen.peaks(begin=self.seen.wall - self.tables)


def batch(documents: Path, output: Path, jobs: int) -> tuple[Watched, float, float]:
    """Summarise a folder; what was seen, when the first summary was there and when the tables began."""
    when = {"first": 0.0, "tables": 0.0}
    summaries, part = output / "summaries", output / ".summaries.jsonl.part"

    def look(now: float) -> None:
        if not when["first"] and summaries.is_dir() and next(summaries.glob("*.json"), None):
            when["first"] = now
        if not when["tables"] and part.exists():
            when["tables"] = now

    words = [sys.executable, "-m", "summarizer", "batch", str(documents), "--output", str(output), "--engine", "rules", "--jobs", str(jobs)]
    seen = watch(words, look)
    return seen, when["first"], when["tables"] or seen.wall


def measure(count: int, characters: int, documents: Path, jobs: int, scratch: Path) -> Run:
    """Raises `RuntimeError` where not every document was summarised."""
    output = scratch / f"out-{count}-{jobs}"
    seen, first, tables = batch(documents, output, jobs)
    with closing(sqlite3.connect(output / "journal.sqlite")) as journal:
        states = dict(journal.execute("SELECT state, count(*) FROM documents GROUP BY state").fetchall())
    lines = sum(1 for _ in (output / "summaries.jsonl").open("rb"))
    if seen.code or states != {"done": count} or lines != count:
        raise RuntimeError(f"not all were summarised: exit code {seen.code}, {states}, {lines} lines")
    shutil.rmtree(output)
    return Run(count, characters, jobs, first, seen.wall - tables, seen)


def told_of(run: Run) -> dict[str, Any]:
    """A run for JSON."""
    data = asdict(run)
    del data["seen"]["memory"]
    return {**data, "rate": run.rate, "working": run.working, "peaks_at_work": run.at_work, "peaks_at_tables": run.at_tables}


def told(runs: Sequence[Run], names: int) -> str:
    """The section, in Markdown."""
    rows = [
        [
            f"{run.documents:,} by {run.jobs}", f"{run.rate:.1f}", f"{run.working:.1f}", f"{run.seen.wall:.1f} s", f"{run.tables:.1f} s",
            f"{run.seen.cpu / run.seen.wall:.2f}", *(f"{peak:.0f} MB" for peak in [*run.at_work, *run.at_tables]),
        ]
        for run in runs
    ]  # fmt: skip
    head = ["documents by processes", "a second", "… while at work", "wall", "of it tables", "cores used"]
    head += ["peak at work, main", "all", "peak at tables, main", "all"]
    lines = [
        "## Many documents by rules",
        "",
        f"summarizer {__version__}: `summarizer batch --jobs N` on {names} documents with other figures each time, {mean(runs):,.0f} "
        "characters on average. *while at work*: between the first summary and the tables. *all*: every process's memory, shared pages "
        "counted in each.",
        "",
        page.table(head, rows),
    ]
    most = [run for run in runs if run.documents == max(run.documents for run in runs)]
    one, two = most[0], most[-1]
    few = next(run for run in runs if run.jobs == two.jobs)
    lines += [
        "",
        f"{two.jobs} processes ÷ {one.jobs}: {two.rate / one.rate:.2f} ({two.working / one.working:.2f} while at work). Peak memory at "
        f"{two.documents:,} ÷ at {few.documents:,}: at work {_times(two.at_work, few.at_work)}, at the tables "
        f"{_times(two.at_tables, few.at_tables)}.",
    ]
    return "\n".join(lines)


def _times(many: tuple[float, float], few: tuple[float, float]) -> str:
    return f"{many[0] / few[0]:.2f} (main process) and {many[1] / few[1]:.2f} (all)"


def mean(runs: Sequence[Run]) -> float:
    """Characters of a document."""
    return max(run.characters / run.documents for run in runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--count", type=int, default=10_000, metavar="N")
    parser.add_argument("--few", type=int, default=100, metavar="N", help="the number beside which memory is held")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the numbers there, too")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    parser.add_argument("--scratch", type=Path, metavar="FOLDER", help="where documents and results lie; by default a temporary folder")
    options = parser.parse_args()
    given = originals(options.paths)
    before, loads, runs = noise(), [load()], []
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        scratch = Path(folder)
        for count in (options.few, options.count):
            made = write_many(given, count, scratch / f"in-{count}")
            characters = sum(len(path.read_text(encoding="utf-8")) for path in made)
            for jobs in JOBS:
                runs.append(measure(count, characters, scratch / f"in-{count}", jobs, scratch))
                loads.append(load())
                print(f"{count} documents, {jobs} processes: {runs[-1].rate:.2f} a second", file=sys.stderr, flush=True)
    text = told(runs, len(given))
    after = noise()
    note = (
        f"The machine: the same little work took up to {before.most:.2f} times its least before, {after.most:.2f} after; load "
        f"{loads[0]:.1f} before the first run, {max(loads):.1f} at most."
    )
    print(f"{text}\n\n{note}")
    if options.json:
        data = {"runs": [told_of(run) for run in runs], "loads": loads}
        options.json.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    if options.write:
        page.write_section("batch_rules", f"{text}\n\n{note}")


if __name__ == "__main__":
    main()

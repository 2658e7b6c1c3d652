"""A batch that is killed again and again beside one that is not: the same results, and nothing paid for twice.

    python benchmarks/batch_killed.py PATH… [--engine model|rules] [--count 200] [--kills 50] [--seed 1] [--json PATH] [--write]

PATHS are text documents and folders of them, which are varied (``many.py``). The model is ``loopback_model.py``, whose bill outlives its
clients. `summarizer batch` is sent SIGKILL at random instants: a quarter of them evenly over its start (imports, scan), the others evenly
over a stretch from its first answer or summary on, so long that the last of the runs find all done and are killed while they write their
tables anew. Then it is left to end.

Held against the undisturbed batch: every summary but for ``provenance.started`` and ``seconds``, both tables byte by byte, the journal
but for seconds, and the names of all files. Held against the bill: what an answer was made for and was not kept when its client was killed
was on its way; that, and nothing else, may be billed again.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import page
from loopback_bill import Asked, read_bill
from loopback_model import LoopbackModel
from many import originals, write_many
from watched import family

from summarizer import __version__

Engine = Literal["model", "rules"]
Until = Callable[[float], bool]
"""Whether a run is to be killed now, so many seconds after its start."""

_IN_START, _AFTER = 0.25, 0.15
"""Shares of the kills: of those amid a run's start, and of those that come when all is done."""
_LOOK = 0.002
_TIMED = {"seconds"}
"""Columns of the journal that differ between two runs."""


@dataclass(frozen=True, slots=True)
class Kill:
    """One run that was killed."""

    after: float
    """Seconds from its start."""
    summaries: int
    """There when it was killed."""
    on_their_way: int
    """Answers made for it that were not kept."""


@dataclass(slots=True)
class Verdict:
    """What came of it. ``faults`` is empty where all promises were kept."""

    documents: int
    undisturbed: float
    """Seconds."""
    starting: float
    """Seconds of it until the first question was answered, or the first summary was there."""
    ending: float
    """Seconds from the last of them to its end."""
    kills: list[Kill] = field(default_factory=list)
    ended: int = 0
    """Runs that had ended before their kill."""
    billed: int = 0
    """Answers made for the killed batch."""
    needed: int = 0
    """Those made for the undisturbed one."""
    billed_again: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """A batch and its two folders."""

    documents: Path
    scratch: Path
    engine: Engine
    url: str = ""
    bill: Path | None = None
    concurrency: int = 8

    def start(self, output: Path) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "summarizer", "batch", str(self.documents), "--output", str(output), "--engine", self.engine]
        words += ["--model", "loopback", "--base-url", self.url] if self.engine == "model" else ["--jobs", "2"]
        return subprocess.Popen(words, env=self._environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def end(self, output: Path) -> float:
        """Runs it to its end; seconds. Raises `RuntimeError` where that is no good one."""
        begun = time.monotonic()
        process = self.start(output)
        _, said = process.communicate()
        if process.returncode:
            raise RuntimeError(f"exit code {process.returncode}: {said.decode(errors='replace').strip()}")
        return time.monotonic() - begun

    def asked(self) -> list[Asked]:
        """The bill, when nothing is under way any more: the endpoint goes on with what it was asked before its client was killed."""
        if self.bill is None or not self.bill.exists():
            return []
        return read_bill(self.bill)

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SUMMARIZER_")}
        cache = {"XDG_CACHE_HOME": str(self.scratch / "cache"), "SUMMARIZER_API_KEY": "none"}
        return {**kept, **cache, "SUMMARIZER_CONCURRENCY": str(self.concurrency)}


@contextmanager
def case(documents: Path, scratch: Path, engine: Engine, *, delay: float = 0.3, concurrency: int = 8) -> Iterator[Case]:
    """A case with its endpoint."""
    if engine == "rules":
        yield Case(documents, scratch, engine)
        return
    bill = scratch / "bill.jsonl"
    with LoopbackModel(delay, words=["--bill", str(bill)]) as model:
        yield Case(documents, scratch, engine, model.url, bill, concurrency)


def prove(
    one: Case, kills: int, instant: Callable[[int, Path, Verdict], Until], settle: float, end: Callable[[Path], float] | None = None
) -> Verdict:
    """Kill the batch ``kills`` times and hold what comes of it against an undisturbed one.

    ``instant`` says when the run of a number is to be killed; ``settle``: seconds after which the endpoint is through with what it was
    asked. A run that ends by itself before counts as none; after as many of those as kills the batch is left alone. ``end`` runs a batch
    of a folder to its end and returns the seconds it took; by default as a command.
    """
    end = end or one.end
    whole, cut = one.scratch / "whole", one.scratch / "cut"
    begun, clock = time.monotonic(), time.time() - time.monotonic()
    seconds, first = end(whole), one.asked()
    came = [row.left for row in first] or [file.stat().st_mtime - clock for file in (whole / "summaries").iterdir()]
    verdict = Verdict(0, seconds, min(came) - begun, begun + seconds - max(came))
    verdict.needed = sum(row.billed for row in first)
    lost, left = 0, set[int]()
    while len(verdict.kills) < kills and verdict.ended < kills:
        after, members = _killed(one, cut, instant(len(verdict.kills) + verdict.ended, cut, verdict))
        left |= members
        if after is None:
            verdict.ended += 1
            continue
        if one.bill is not None:
            time.sleep(settle)
        answered = sum(row.billed for row in one.asked()[len(first) :])
        on_their_way = answered - kept(cut) - lost
        lost += on_their_way
        verdict.kills.append(Kill(after, _summaries(cut), on_their_way))
        verdict.faults += _broken(cut)
    end(cut)
    verdict.documents = _summaries(cut)
    verdict.faults += [*differences(whole, cut), *_bill_faults(one, verdict, one.asked()[len(first) :], lost), *_survivors(left)]
    return verdict


def _killed(one: Case, output: Path, until: Until) -> tuple[float | None, set[int]]:
    """Seconds after which the run was killed, or None where it had ended; and the processes that it had started."""
    begun = time.monotonic()
    process = one.start(output)
    members: set[int] = set()
    try:
        while process.poll() is None:
            if until(time.monotonic() - begun):
                members = {*family(process.pid)[1:]}
                process.send_signal(signal.SIGKILL)
                process.wait()
                return (time.monotonic() - begun if process.returncode == -signal.SIGKILL else None), members
            time.sleep(_LOOK)
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        said = process.stderr.read() if not members else b""
        process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}: {said.decode(errors='replace').strip()}")
    return None, set()


def kept(folder: Path) -> int:
    """Answers that are safe in the batch's folder. A copy is opened: the batch itself must find all as the kill left it."""
    if not (folder / "answers.sqlite").exists():
        return 0
    with tempfile.TemporaryDirectory() as place:
        for file in folder.glob("answers.sqlite*"):
            shutil.copy(file, place)
        with closing(sqlite3.connect(Path(place) / "answers.sqlite")) as answers:
            try:
                (count,) = answers.execute("SELECT count(*) FROM answers").fetchone()
            except sqlite3.OperationalError:
                # killed before the table was made
                return 0
    return int(count)


def differences(whole: Path, cut: Path) -> list[str]:
    """What is not the same in two folders of batches on the same documents, a line each."""
    found = []
    names = [{str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} for folder in (whole, cut)]
    found += [f"{name} is in one folder alone" for name in sorted(names[0] ^ names[1])]
    for name in sorted(name for name in names[0] & names[1] if name.endswith(".json") and name.startswith("summaries")):
        if _timeless((whole / name).read_text(encoding="utf-8")) != _timeless((cut / name).read_text(encoding="utf-8")):
            found.append(f"{name} differs")
    lines = [[_timeless(line) for line in (folder / "summaries.jsonl").read_text(encoding="utf-8").splitlines()] for folder in (whole, cut)]
    if lines[0] != lines[1]:
        found.append("summaries.jsonl differs")
    found += [f"{name} differs" for name in ("kpis.parquet", "qa.parquet") if (whole / name).read_bytes() != (cut / name).read_bytes()]
    rows = [journalled(folder) for folder in (whole, cut)]
    found += [f"the journal differs: {one} and {other}" for one, other in zip(*rows, strict=False) if one != other]
    if len(rows[0]) != len(rows[1]):
        found.append(f"the journal has {len(rows[0])} rows and {len(rows[1])}")
    return found


def journalled(folder: Path) -> list[dict[str, Any]]:
    """The journal's rows without what differs between two runs."""
    with closing(sqlite3.connect(folder / "journal.sqlite")) as journal:
        journal.row_factory = sqlite3.Row
        rows = journal.execute("SELECT * FROM documents ORDER BY number").fetchall()
    # a summary's size is that of its digits of time, too
    return [{name: row[name] for name in row.keys() if name not in _TIMED | {"size"}} for row in rows]  # noqa: SIM118


def _timeless(text: str) -> Any:
    summary = json.loads(text)
    del summary["provenance"]["started"], summary["provenance"]["seconds"]
    return summary


def _summaries(folder: Path) -> int:
    return sum(1 for file in (folder / "summaries").glob("*.json")) if (folder / "summaries").is_dir() else 0


def _broken(folder: Path) -> list[str]:
    """Files that are not whole after a kill."""
    found = []
    for file in [*folder.glob("*.jsonl"), *folder.glob("summaries/*.json")]:
        text = file.read_text(encoding="utf-8")
        try:
            for one in text.splitlines() if file.suffix == ".jsonl" else [text]:
                json.loads(one)
        except ValueError:
            found.append(f"{file.name} was cut by a kill")
    return found


def _bill_faults(one: Case, verdict: Verdict, asked: Sequence[Asked], lost: int) -> list[str]:
    billed = [row for row in asked if row.billed]
    times = Counter(row.digest for row in billed)
    verdict.billed, verdict.billed_again = len(billed), sum(times.values()) - len(times)
    found = [f"{kill.on_their_way} answers were on their way at one kill" for kill in verdict.kills if kill.on_their_way > one.concurrency]
    if verdict.billed_again > lost:
        found.append(f"{verdict.billed_again} answers were billed again, {lost} were on their way when their client was killed")
    if len(times) != verdict.needed:
        found.append(f"{len(times)} different questions were asked, {verdict.needed} by the undisturbed batch")
    return found


def _survivors(members: set[int]) -> list[str]:
    """Processes that outlived the one that started them."""
    until = time.monotonic() + 20
    while (left := [number for number in members if Path(f"/proc/{number}").exists()]) and time.monotonic() < until:
        time.sleep(0.1)
    return [f"process {number} outlived its batch" for number in left]


def at_random(one: Case, count: int, kills: int, dice: random.Random) -> Callable[[int, Path, Verdict], Until]:
    """Instants for ``kills`` runs on ``count`` documents, as told above."""

    def work(output: Path) -> int:
        """Grows with what a run gets done."""
        return one.bill.stat().st_size if one.bill is not None else _summaries(output)

    def instant(_: int, output: Path, verdict: Verdict) -> Until:
        if _summaries(output) == count:
            at = dice.uniform(0, verdict.starting + verdict.ending)
        elif dice.random() < _IN_START:
            at = dice.uniform(0, verdict.starting)
        else:
            working = verdict.undisturbed - verdict.starting - verdict.ending
            behind, before, since = dice.uniform(0, 2 * working / kills / (1 - _IN_START - _AFTER)), work(output), [math.inf]

            def until(seconds: float) -> bool:
                if since[0] == math.inf and work(output) > before:
                    since[0] = seconds
                return seconds >= since[0] + behind

            return until
        return lambda seconds: seconds >= at

    return instant


def told(verdict: Verdict, engine: Engine, concurrency: int) -> str:
    """The section, in Markdown."""
    found = [f"**{len(verdict.faults)} faults**", *(f"- {fault}" for fault in verdict.faults)] if verdict.faults else ["No difference."]
    some = [kill for kill in verdict.kills if 0 < kill.summaries < verdict.documents]
    every = [kill for kill in verdict.kills if kill.summaries == verdict.documents]
    lines = [
        f"summarizer {__version__}, engine {engine}: {verdict.documents} documents, {len(verdict.kills)} times SIGKILL at random instants "
        f"({min(kill.after for kill in verdict.kills):.2f} to {max(kill.after for kill in verdict.kills):.2f} s after a run's start; "
        f"{len(some)} when some summaries were there, {len(every)} when all were), then one run to the end. "
        f"Undisturbed it takes {verdict.undisturbed:.0f} s, {verdict.starting:.1f} of them to start and {verdict.ending:.1f} to end.",
        "",
    ]
    if engine == "model":
        way = [kill.on_their_way for kill in verdict.kills]
        lines += [
            f"Answers billed: {verdict.billed}, of {verdict.needed} questions; {verdict.billed_again} of them for the second time. On "
            f"their way when a client was killed: {sum(way)}, at one kill {max(way)} at most ({concurrency} at a time).",
            "",
        ]
    return "\n".join([*lines, *found])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--engine", choices=("model", "rules"), default="model")
    parser.add_argument("--count", type=int, default=200, metavar="N")
    parser.add_argument("--kills", type=int, default=50, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.3, metavar="SECONDS", help="of the model's answers")
    parser.add_argument("--concurrency", type=int, default=8, metavar="N")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the numbers there, too")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    parser.add_argument("--scratch", type=Path, metavar="FOLDER", help="where all lies, and stays; by default a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = options.scratch or Path(folder)
        write_many(originals(options.paths), options.count, scratch / "in", marks=options.engine == "model")
        with case(scratch / "in", scratch, options.engine, delay=options.delay, concurrency=options.concurrency) as one:
            instant = at_random(one, options.count, options.kills, random.Random(options.seed))
            verdict = prove(one, options.kills, instant, settle=options.delay + 0.2)
    text = told(verdict, options.engine, options.concurrency)
    print(text)
    if options.json:
        options.json.write_text(json.dumps(asdict(verdict), indent=2) + "\n", encoding="utf-8")
    if options.write:
        page.write_section("batch_killed", f"## A batch that is killed\n\n{text}")
    return 1 if verdict.faults or len(verdict.kills) < options.kills else 0


if __name__ == "__main__":
    sys.exit(main())

"""What we add to a model's own time: CPU a document, and the wall time of many documents at once beside the least it could be.

    python benchmarks/overhead.py [--json PATH] [--delays 0 2] [--repeats N] [--answers told|least] [--documents 64] [--concurrency 32]

The model is ``loopback_model.py``, which answers after a delay; nothing leaves this machine.

One document: processor time of all our threads, and the seconds beyond the endpoint's own, which are the delay times the sequential
rounds (the most calls of which none overlaps another). The first document of a process imports and compiles; it is told apart.

Many documents: the ideal is ``max(ceil(calls / concurrency), rounds) * delay``. No schedule beats the first, since every call takes the
delay and no more than ``concurrency`` run at a time, nor the second, since the synthesis waits for the answers that it is drawn from.
Where nobody has asked an endpoint before, the first question goes alone, to learn what it takes: that delay is no part of the ideal. So
the documents are summarised twice, at an endpoint that is new and at one that has answered before.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import ROOT, grown
from loopback_model import Answers, LoopbackModel, Served

from summarizer import Summarizer, read
from summarizer.reading import Document
from summarizer.settings import Settings

SAMPLES = tuple(ROOT / "tests" / "documents" / f"{name}.txt" for name in ("kunlun_2023q3_ir_record", "sensetime_2023fy_briefing"))
BAR_SHARE, BAR_IDEAL = 0.02, 1.1
SPINS = 15


@dataclass(frozen=True, slots=True)
class Spread:
    """Measurements of one thing: the median, and between what the machine's noise moves it."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Spread:
        return cls(statistics.median(numbers), min(numbers), max(numbers))

    def __str__(self) -> str:
        return f"{self.median:.3f} ({self.least:.3f}-{self.most:.3f})"


@dataclass(frozen=True, slots=True)
class OneDocument:
    """A document by itself; seconds."""

    document: str
    delay: float
    calls: int
    rounds: int
    cpu: Spread
    rules: Spread
    """Processor time of the rules alone, which are a part of ``cpu``."""
    added: Spread
    """Wall time beyond ``delay * rounds``."""

    @property
    def endpoint(self) -> float:
        """The endpoint's own time."""
        return self.delay * self.rounds

    @property
    def share(self) -> float | None:
        """``cpu`` as a part of the endpoint's time; None where the endpoint takes none."""
        return self.cpu.median / self.endpoint if self.endpoint else None


@dataclass(frozen=True, slots=True)
class ManyDocuments:
    """Documents at once; seconds."""

    documents: int
    concurrency: int
    known: bool
    """Whether the endpoint had answered before."""
    delay: float
    calls: int
    rounds: int
    wall: float
    ideal: float
    cpu: float
    first: float
    """Until the first call left."""
    full: float | None
    """Until ``concurrency`` calls were under way; None where they never were."""
    mean_service: float
    """What a call really took at the endpoint."""

    @property
    def ratio(self) -> float | None:
        """``wall`` as a multiple of ``ideal``; None without a delay."""
        return self.wall / self.ideal if self.ideal else None


def rounds_of(calls: Sequence[Served]) -> int:
    """The most calls of which none overlaps another: what one waited for the other to be asked."""
    count, free = 0, -math.inf
    for call in sorted(calls, key=lambda call: call.left):
        if call.came >= free:
            count, free = count + 1, call.left
    return count


def ideal(calls: int, concurrency: int, rounds: int, delay: float) -> float:
    """The least seconds that ``calls`` of ``delay`` each take, ``concurrency`` at a time and ``rounds`` of them one after the other."""
    return max(math.ceil(calls / concurrency), rounds) * delay


def reached(calls: Sequence[Served], concurrency: int) -> float | None:
    """When ``concurrency`` calls first were under way at once."""
    under_way = 0
    for when, change in sorted([(call.came, 1) for call in calls] + [(call.left, -1) for call in calls]):
        under_way += change
        if under_way >= concurrency:
            return when
    return None


def variants(texts: Sequence[str], count: int) -> list[Document]:
    """``count`` documents: the texts in turn, with other numbers each."""
    chosen = [texts[number % len(texts)] for number in range(count)]
    return [Document(grown(text, len(text), seed=number), f"variant {number}", "") for number, text in enumerate(chosen)]


def noise() -> Spread:
    """How long the same little work takes, as a multiple of the quickest: 1.0 on a machine that does nothing else."""
    taken = []
    for _ in range(SPINS):
        begun = time.perf_counter()
        sum(number * number for number in range(200_000))
        taken.append(time.perf_counter() - begun)
    return Spread.of([one / min(taken) for one in taken])


def summarizer_at(url: str, concurrency: int) -> Summarizer:
    return Summarizer(engine="model", settings=Settings.load(model="loopback", base_url=url, api_key="none", concurrency=concurrency))


def one_document(path: Path, delay: float, answers: Answers, repeats: int) -> OneDocument:
    """A document summarised ``repeats`` times by a `Summarizer` that knows its endpoint."""
    document = read(path)
    rules, cpu, added = [], [], []
    calls = rounds = 0
    plain = Summarizer(engine="rules")
    with LoopbackModel(0.0, answers) as quick, summarizer_at(quick.url, 32) as warm:
        warm.run(document)
    with LoopbackModel(delay, answers) as model, summarizer_at(model.url, 32) as summarizer:
        summarizer.run(document)
        for _ in range(repeats):
            before = time.process_time()
            plain.run(document)
            rules.append(time.process_time() - before)
            model.calls()
            gc.collect()
            before, begun = time.process_time(), time.perf_counter()
            summarizer.run(document)
            wall, spent = time.perf_counter() - begun, time.process_time() - before
            served = model.calls()
            # without a delay no call is long enough to tell which waited for which
            calls, rounds = len(served), rounds_of(served) if delay else 0
            cpu.append(spent)
            added.append(wall - delay * rounds)
    return OneDocument(path.stem, delay, calls, rounds, Spread.of(cpu), Spread.of(rules), Spread.of(added))


def many_documents(
    documents: Sequence[Document], delay: float, answers: Answers, concurrency: int, rounds: int, *, known: bool
) -> ManyDocuments:
    """All of ``documents`` given to one `Summarizer` at once."""

    async def all_of_them(summarizer: Summarizer) -> None:
        await asyncio.gather(*(summarizer.arun(document) for document in documents))

    with LoopbackModel(delay, answers) as model, summarizer_at(model.url, concurrency) as summarizer:
        if known:
            summarizer.run(documents[0])
        model.calls()
        gc.collect()
        spent, begun, clock = time.process_time(), time.perf_counter(), time.monotonic()
        asyncio.run(all_of_them(summarizer))
        wall, spent = time.perf_counter() - begun, time.process_time() - spent
        served = model.calls()
    full = reached(served, concurrency)
    return ManyDocuments(
        len(documents), concurrency, known, delay, len(served), rounds, wall, ideal(len(served), concurrency, rounds, delay), spent,
        first=min(call.came for call in served) - clock,
        full=None if full is None else full - clock,
        mean_service=statistics.fmean(call.left - call.came for call in served),
    )  # fmt: skip


_COLD = """
import sys, time
from summarizer import Summarizer
begun = time.process_time()
if sys.argv[2]:
    from summarizer.settings import Settings
    made = Summarizer(engine="model", settings=Settings.load(model="loopback", base_url=sys.argv[2], api_key="none"))
else:
    made = Summarizer(engine="rules")
imported = time.process_time()
made.run(sys.argv[1])
made.close()
print(time.process_time(), imported)
"""


def cold(path: Path, url: str, repeats: int) -> tuple[Spread, Spread]:
    """Processor time of a new process that summarises one document, and that until its `Summarizer` is made; no ``url``: by rules."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told = [
        subprocess.run([sys.executable, "-c", _COLD, str(path), url], check=True, capture_output=True, text=True, env=environment).stdout
        for _ in range(repeats + 1)
    ]
    rows = [[float(number) for number in line.split()] for line in told[1:]]
    return Spread.of([row[0] for row in rows]), Spread.of([row[1] for row in rows])


def table(rows: Sequence[OneDocument]) -> str:
    lines = [
        "| document | delay | calls | rounds | endpoint's time | our CPU | of it rules | share | wall beyond the endpoint |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        share = "-" if row.share is None else f"{row.share:.2%}"
        lines.append(
            f"| {row.document} | {row.delay:g} s | {row.calls} | {row.rounds or '-'} | {row.endpoint:g} s | {row.cpu} s "
            f"| {row.rules.median:.3f} s | {share} | {row.added} s |"
        )
    return "\n".join(lines)


def sentence(row: ManyDocuments) -> str:
    """A crowd in one line."""
    full = "never" if row.full is None else f"after {row.full:.2f} s"
    against = f", {row.ratio:.3f} times the ideal {row.ideal:.1f} s (bar {BAR_IDEAL})" if row.ratio is not None else ""
    return (
        f"{row.documents} documents, {'a known' if row.known else 'a new'} endpoint, {row.concurrency} calls at a time, "
        f"delay {row.delay:g} s: {row.calls} calls, {row.rounds} rounds, "
        f"wall {row.wall:.2f} s{against}; our CPU {row.cpu:.2f} s ({row.cpu / row.documents:.3f} a document); first call after "
        f"{row.first:.2f} s, all places taken {full}; a call took {row.mean_service:.3f} s at the endpoint"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the numbers there, too")
    parser.add_argument("--delays", type=float, nargs="+", default=(0.0, 2.0), metavar="SECONDS")
    parser.add_argument("--repeats", type=int, default=5, help="runs of each document alone")
    parser.add_argument("--answers", choices=("told", "least"), default="told", help="see loopback_model.py")
    parser.add_argument("--documents", type=int, default=64, help="at once; 0 leaves that out")
    parser.add_argument("--concurrency", type=int, default=32)
    options = parser.parse_args()
    data: dict[str, Any] = {"python": sys.version, "cores": os.cpu_count(), "load_before": os.getloadavg()}
    data["noise_before"] = asdict(noise())
    with tempfile.TemporaryDirectory() as folder:
        # what is learned of an endpoint that lives for a minute is not worth keeping
        os.environ["XDG_CACHE_HOME"] = folder
        rows = [one_document(path, delay, options.answers, options.repeats) for delay in options.delays for path in SAMPLES]
        print(table(rows))
        with LoopbackModel(0.0, options.answers) as model:
            both = {engine: cold(SAMPLES[0], url, options.repeats) for engine, url in (("rules", ""), ("model", model.url))}
        for engine, (whole, made) in both.items():
            print(f"\na new process, {engine}: {whole} s of CPU, of which {made.median:.3f} s until a Summarizer is made")
        crowds = []
        if options.documents:
            documents = variants([read(path).text for path in SAMPLES], options.documents)
            for delay, known in itertools.product(options.delays, (False, True)):
                rounds = max(row.rounds for row in rows if row.delay == delay)
                crowds.append(many_documents(documents, delay, options.answers, options.concurrency, rounds, known=known))
                print(f"\n{sentence(crowds[-1])}")
    after = noise()
    print(f"\nnoise: the same work took up to {data['noise_before']['most']:.2f} times its least before, {after.most:.2f} after; "
          f"load {data['load_before'][0]:.2f} before, {os.getloadavg()[0]:.2f} after, {data['cores']} cores")  # fmt: skip
    if options.json:
        data |= {
            "answers": options.answers,
            "one": [{**asdict(row), "share": row.share} for row in rows],
            "cold": {engine: {"cpu": asdict(whole), "until_made": asdict(made)} for engine, (whole, made) in both.items()},
            "many": [{**asdict(row), "ratio": row.ratio} for row in crowds],
            "noise_after": asdict(after),
        }
        options.json.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

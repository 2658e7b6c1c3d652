"""Every benchmark that has a section in ``docs/benchmarks.md``, one after the other, each writing its own.

    python benchmarks/all.py [--data FOLDER] [--base-url URL --model NAME]

Whatever lacks its folder or its endpoint is skipped with a line that says so; its section stays as it was.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import ROOT
from page import PAGE

HERE = Path(__file__).resolve().parent
SAMPLES = [ROOT / "tests" / "documents" / name for name in ("kunlun_2023q3_ir_record.txt", "sensetime_2023fy_briefing.txt")]


class LackingError(Exception):
    """A benchmark was not given what it needs; the message says what that is."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user named."""

    data: Path | None = None
    base_url: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One script and the section that it writes."""

    section: str
    script: str
    """Beside this file: a script, or a folder with a ``__main__.py``."""
    words: Callable[[Given], list[str]]
    """What it is called with besides ``--write``; raises `LackingError`."""


def _nothing(given: Given) -> list[str]:
    return []


def _headlines(given: Given) -> list[str]:
    """The folder of call transcripts and headlines, ``ects`` beside ``gt_summaries``: the one given, or one in it."""
    folders = [given.data, *sorted(path for path in given.data.iterdir() if path.is_dir())] if given.data else []
    for folder in folders:
        if (folder / "ects").is_dir() and (folder / "gt_summaries").is_dir():
            return [str(folder)]
    raise LackingError("a folder with `ects` and `gt_summaries` (ECTSum's layout): DATA=FOLDER, itself or one in it")


def _figures(given: Given) -> list[str]:
    if given.data is None:
        raise LackingError("a folder of documents: DATA=FOLDER")
    return [str(given.data), "--peers"]


def _models(given: Given) -> list[str]:
    if not given.base_url or not given.model:
        raise LackingError("an OpenAI-compatible server and the name of its model: BASE_URL=… MODEL=…")
    return [*map(str, SAMPLES), "--base-url", given.base_url, "--model", given.model]


def _samples(given: Given) -> list[str]:
    return [*map(str, SAMPLES)]


BENCHMARKS = (
    Benchmark("grounding", "grounding", _nothing),
    Benchmark("headlines", "headlines.py", _headlines),
    Benchmark("figures", "figures", _figures),
    Benchmark("performance", "performance.py", _nothing),
    Benchmark("models", "models.py", _models),
    Benchmark("batch_rules", "batch_rules.py", _samples),
    Benchmark("batch_model", "batch_model.py", _samples),
    Benchmark("batch_killed", "batch_killed.py", _samples),
)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="documents of your own, and ECTSum's folder")
    parser.add_argument("--base-url", metavar="URL", help="an OpenAI-compatible server")
    parser.add_argument("--model", metavar="NAME", help="what it serves")
    options = parser.parse_args(argv)
    if options.data is not None and not options.data.is_dir():
        parser.error("--data: no such folder")
    given = Given(options.data and options.data.resolve(), options.base_url or None, options.model or None)
    failed = 0
    for benchmark in BENCHMARKS:
        try:
            words = benchmark.words(given)
        except LackingError as lacking:
            print(f"{benchmark.section}: skipped, it needs {lacking}", flush=True)
            continue
        print(f"{benchmark.section}: python benchmarks/{benchmark.script} --write", flush=True)
        begun = time.perf_counter()
        done = subprocess.run([sys.executable, str(HERE / benchmark.script), *words, "--write"], cwd=ROOT, check=False)
        failed += done.returncode != 0
        outcome = f"failed with {done.returncode}, its section stays" if done.returncode else "written"
        print(f"{benchmark.section}: {outcome} ({time.perf_counter() - begun:.0f} s)", flush=True)
    print(f"the page: {PAGE.relative_to(ROOT)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

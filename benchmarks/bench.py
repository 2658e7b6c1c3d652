"""How fast the rules are: characters a second, growth with length (also of lines that never end), cold start, peak memory.

    python benchmarks/bench.py [--json PATH] [--repeats N] [--sizes 10000 100000 1000000]

Documents of a size are real ones repeated with their numbers changed, so that nothing is the same twice. Everything runs on one core.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer import Summarizer, read
from summarizer.reading import Document

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted((ROOT / "tests" / "documents").glob("*.txt"))
RECORD = ROOT / "tests" / "documents" / "kunlun_2023q3_ir_record.txt"
SIZES = (10_000, 100_000, 1_000_000)
ENDLESS = Path(__file__).with_name("endless.toml")
ENDLESS_SIZES = (20_000, 80_000)
COLD_STARTS = 9

# years, and the days and hours written with them, stay: a date that does not exist would be told apart by its form
NUMBER = re.compile(r"(?<![\d.:/-])(?!(?:19|20)\d\d(?!\d))\d+(?:,\d{3})*(?:\.\d+)?(?![\d月日時时年点:/-])")


def grown(text: str, size: int, seed: int) -> str:
    """``text`` over and over, up to ``size`` characters, every number in it made another of the same form."""
    dice = random.Random(seed)

    def another(found: re.Match[str]) -> str:
        return re.sub(r"\d", lambda digit: dice.choice("123456789"), found.group())

    pieces, length = [], 0
    while length < size:
        pieces.append(NUMBER.sub(another, text) + "\n")
        length += len(pieces[-1])
    return "".join(pieces)[:size]


def measure(text: str, repeats: int) -> float:
    """Seconds for one document, the best of ``repeats``: what the machine does else only ever adds."""
    document = Document(text=text, source="bench", sha256="")
    best = math.inf
    for _ in range(repeats):
        summarizer = Summarizer(engine="rules")
        begun = time.perf_counter()
        summarizer.run(document)
        best = min(best, time.perf_counter() - begun)
    return best


def growth(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent b of seconds = a * size**b, by least squares on the logarithms."""
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(one) for one in seconds]).slope


def speeds(sizes: Sequence[int], repeats: int) -> list[dict[str, Any]]:
    """One row a document, and one for the sum of all."""
    measure(read(RECORD).text, 1)  # tables are loaded once a process, and that is measured by the cold start
    rows: list[dict[str, Any]] = []
    for path in DOCUMENTS:
        text = read(path).text
        seconds = [measure(grown(text, size, seed=size), 1 if size >= 1_000_000 else repeats) for size in sizes]
        rows.append({"document": path.stem, "seconds": seconds, "growth": growth(sizes, seconds)})
    total = [statistics.fmean(row["seconds"][at] for row in rows) for at in range(len(sizes))]
    rows.append({"document": "mean of all", "seconds": total, "growth": growth(sizes, total)})
    return rows


def endless(repeats: int) -> list[dict[str, Any]]:
    """One row a document of ``endless.toml`` repeated without end, those that grow fastest with length first."""
    given = tomllib.loads(ENDLESS.read_text(encoding="utf-8"))
    rows = []
    for piece in given["documents"].values():
        seconds = [measure((piece * (size // len(piece) + 1))[:size], repeats) for size in ENDLESS_SIZES]
        rows.append({"document": repr(piece), "seconds": seconds, "growth": growth(ENDLESS_SIZES, seconds)})
    return sorted(rows, key=lambda row: -float(row["growth"]))


def cold_starts() -> dict[str, float]:
    """Median seconds of ``summarizer run`` on a sample in a new process, and of a Python that does nothing."""
    script = shutil.which("summarizer", path=str(Path(sys.executable).parent))
    command = [script] if script else [sys.executable, "-m", "summarizer"]
    run = [*command, "run", "--engine", "rules", "--format", "json", str(RECORD)]
    nothing = [sys.executable, "-c", "pass"]
    # an installed package has its modules compiled; a setting against writing them would time the compiler instead
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL, env=environment)
    taken: dict[str, list[float]] = {"run": [], "nothing": []}
    for _ in range(COLD_STARTS):
        for name, words in (("run", run), ("nothing", nothing)):
            begun = time.perf_counter()
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=environment)
            taken[name].append(time.perf_counter() - begun)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    return {**medians, "ratio": medians["run"] / medians["nothing"]}


def peak_memory(size: int) -> float:
    """Peak memory in MB of a process that summarises one document of ``size`` characters (0: the sample as it is)."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import bench; text = bench.read(bench.RECORD).text;"
        "size = int(sys.argv[2]); bench.measure(bench.grown(text, size, 1) if size else text, 1);"
        "print(bench.own_peak())"
    )
    words = [sys.executable, "-c", code, str(Path(__file__).parent), str(size)]
    return float(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def own_peak() -> float:
    """Peak memory in MB of this process so far."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands ru_maxrss down from the process that started this one
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        if peak:
            return int(peak[1]) / 1024
    import resource  # not on Windows

    peak_units = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak_units / (1024 * 1024 if sys.platform == "darwin" else 1024)


def table(sizes: Sequence[int], rows: Sequence[dict[str, Any]]) -> str:
    head = "seconds (characters a second)"
    width = max(len(head), *(len(row["document"]) for row in rows))
    lines = [f"{head:<{width}}" + "".join(f"{size:>20,}" for size in sizes) + "  growth"]
    for row in rows:
        cells = "".join(
            f"{f'{one:.3f} ({size / one:,.0f})':>20}" for size, one in zip(sizes, row["seconds"], strict=True)
        )
        lines.append(f"{row['document']:<{width}}{cells}{row['growth']:>8.2f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the numbers there, too")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each small document; the best counts")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="characters")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = speeds(options.sizes, options.repeats)
    print(table(options.sizes, rows))
    lines = endless(options.repeats)
    print(f"\nlines that never end, {len(lines)}: those that grow fastest, and the slowest")
    print(table(ENDLESS_SIZES, [*lines[:3], max(lines[3:], key=lambda row: float(row["seconds"][-1]))]))
    cold = cold_starts()
    print(f"\ncold `summarizer run` on a sample: {cold['run']:.3f} s, {cold['ratio']:.1f} times `python -c pass`")
    memory = {size: peak_memory(size) for size in (0, max(options.sizes))}
    for size, peak in memory.items():
        print(f"peak memory, {f'{size:,} characters' if size else 'a sample'}: {peak:.0f} MB")
    if options.json:
        data = {
            "sizes": list(options.sizes),
            "speed": rows,
            "endless": lines,
            "cold": cold,
            "peak_memory_mb": memory,
            "python": sys.version,
        }
        options.json.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

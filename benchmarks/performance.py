"""Our rules beside sumy's TextRank and LexRank on the same text: seconds, growth with length, memory.

    python benchmarks/performance.py [--json PATH] [--write] [--sizes 5000 20000 50000 100000] [--repeats N] [--most SECONDS]

Ours is the whole pipeline by rules; sumy parses and picks ten sentences. Each runs in a process of its own, on one core, one after the
other; imports, dictionaries and a first short document come before the clock. A text of a size is a document of ``tests/documents`` over
and over, its numbers changed (``bench.grown``).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import page
from bench import ROOT, grown, growth, own_peak
from peers import PeerError, ask

from summarizer import Summarizer, __version__, read
from summarizer.reading import Document

SIZES = (5_000, 20_000, 50_000, 100_000)
ALONE = 1_000_000
"""Characters that our rules are timed on besides; what grows with the square of length is not asked."""
DOCUMENTS = {"english": "made_up_call.txt", "chinese": "kunlun_2023q3_ir_record.txt"}
SENTENCES = 10
OURS, THEIRS = "summarizer", {"text_rank": "TextRank", "lex_rank": "LexRank"}
NAMES = {"ours": OURS, **THEIRS}


def alone(told: Mapping[str, Any]) -> dict[str, Any]:
    """What ``benchmarks/peers/sumy_rank.py`` writes, of ours."""
    summarizer = Summarizer(engine="rules")
    summarizer.run(Document(text=told["warm_up"], source="warm-up", sha256=""))
    base, seconds = own_peak(), []
    for _ in range(told["repeats"]):
        begun = time.perf_counter()
        summarizer.run(Document(text=told["text"], source="performance", sha256=""))
        seconds.append(time.perf_counter() - begun)
    return {"seconds": seconds, "peak_mb": own_peak(), "base_mb": base}


def ask_ours(told: Mapping[str, Any]) -> dict[str, Any]:
    words = [sys.executable, str(Path(__file__).resolve()), "--alone"]
    done = subprocess.run(words, input=json.dumps(told), capture_output=True, text=True, encoding="utf-8", check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def measure(language: str, sizes: Sequence[int], repeats: int, most: float) -> list[dict[str, Any]]:
    """One row a size: the best seconds and the peak memory of each, None where it took longer than ``most`` or was not asked."""
    text = read(ROOT / "tests" / "documents" / DOCUMENTS[language]).text
    rows = []
    for size in [*sizes, ALONE]:
        told = {"text": grown(text, size, seed=size), "warm_up": text, "language": language, "sentences": SENTENCES}
        row: dict[str, Any] = {"size": size, "seconds": {}, "peak_mb": {}}
        for who in NAMES:
            answer = None
            if who == "ours":
                answer = ask_ours({**told, "repeats": repeats})
            elif size != ALONE:
                try:
                    answer = ask("sumy", "sumy_rank", {**told, "method": who, "repeats": repeats}, seconds=most * repeats)
                except PeerError as error:
                    print(f"{language}, {size:,} characters: {error}", file=sys.stderr)
            row["seconds"][who] = min(answer["seconds"]) if answer else None
            row["peak_mb"][who] = answer["peak_mb"] if answer else None
        print(f"{language}, {size:,} characters: {row['seconds']}", file=sys.stderr)
        rows.append(row)
    return rows


def exponent(rows: Sequence[Mapping[str, Any]], who: str) -> float | None:
    """How seconds grow with length over the sizes at which all were asked; None where fewer than two were measured."""
    known = [(row["size"], row["seconds"][who]) for row in rows if row["size"] != ALONE and row["seconds"][who] is not None]
    return growth(*zip(*known, strict=True)) if len(known) > 1 else None


def table(language: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Seconds (characters a second) of each, theirs as a multiple of ours, then the exponents and the memory of the longest text of all."""
    head = [language.capitalize(), *NAMES.values(), *(f"{name} ÷ ours" for name in THEIRS.values())]
    lines = []
    for row in rows:
        seconds = row["seconds"]
        cells = ["-" if one is None else f"{one:.3f} s ({row['size'] / one:,.0f}/s)" for one in seconds.values()]
        ratios = ["-" if seconds[who] is None else f"{seconds[who] / seconds['ours']:.1f}" for who in THEIRS]
        lines.append([f"{row['size']:,} characters", *cells, *ratios])
    exponents = [exponent(rows, who) for who in NAMES]
    shown = ["-" if one is None else f"{one:.2f}" for one in exponents]
    lines.append(["growth: seconds ~ length to the power of", *shown, *["-"] * len(THEIRS)])
    shared = next((row for row in reversed(rows) if row["size"] != ALONE), rows[-1])
    peaks = shared["peak_mb"]
    shown = ["-" if one is None else f"{one:.0f} MB" for one in peaks.values()]
    ratios = ["-" if peaks[who] is None else f"{peaks[who] / peaks['ours']:.1f}" for who in THEIRS]
    lines.append([f"peak memory, {shared['size']:,} characters", *shown, *ratios])
    return page.table(head, lines)


def section(tables: Sequence[str]) -> str:
    pinned = (ROOT / "benchmarks" / "peers" / "sumy.txt").read_text(encoding="utf-8").splitlines()
    version = next(line.partition("==")[2] for line in pinned if line.startswith("sumy=="))
    told = [
        "## Speed: our rules beside TextRank and LexRank",
        f"summarizer {__version__}, the whole pipeline by rules (figures, questions and answers, themes, evidence, checks), beside",
        f"sumy {version}, which parses and picks {SENTENCES} sentences, with its stemmers, stop words and tokenizers (English without the",
        "parameters that NLTK would download). Same texts, one core, each in a process of its own, one after the other in one run;",
        "imports, dictionaries and a first short document are not timed. A text of a size is a document of `tests/documents` over and",
        "over, its numbers changed.",
    ]
    return "\n".join(told) + "\n\n" + "\n\n".join(tables)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the numbers there, too")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="characters")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each; the best counts")
    parser.add_argument("--most", type=float, default=120.0, metavar="SECONDS", help="what one run of theirs may take")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.alone:
        json.dump(alone(json.load(sys.stdin)), sys.stdout)
        return 0
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows = {language: measure(language, options.sizes, options.repeats, options.most) for language in DOCUMENTS}
    tables = [table(language, found) for language, found in rows.items()]
    print("\n\n".join(tables))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    if options.write:
        page.write_section("performance", section(tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())

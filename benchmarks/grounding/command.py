"""How many wrong quotes a function accepts, how many right ones it refuses, whether it finds their place, and how fast it is.

    python benchmarks/grounding                                    # ours, quotes of tests/documents
    python benchmarks/grounding FOLDER… --right 25000 --wrong 25000 --seed 7
    python benchmarks/grounding --function my.module:locate        # yours: (quote, text) -> (start, end) or None
    python benchmarks/grounding --cases cases.jsonl                # the cases, for another process …
    python benchmarks/grounding --answers answers.jsonl            # … and what it answered
    python benchmarks/grounding --peers --write                    # langextract and instructor beside it, into docs/benchmarks.md

Exit code 1 if ours accepted a wrong quote or refused 0.5 % or more of the right ones.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from page import write_section
from peers import PeerError

from . import judges, speed
from .cases import Case, make_cases, write_cases
from .report import failures, kinds, section, summary
from .save import save

DOCUMENTS = Path(__file__).resolve().parents[2] / "tests" / "documents"
MOST_REFUSED = 0.005


def main(argv: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(argv)
    documents = load_documents(options.documents or sorted(DOCUMENTS.glob("*.txt")), traditional=options.traditional)
    if not documents:
        print("no documents: name files or folders that hold .txt", file=sys.stderr)
        return 3
    cases = make_cases(documents, options.right, options.wrong, options.seed)
    if options.cases:
        write_cases(cases, documents, options.cases)
        print(f"{len(cases):,} cases of {len(documents)} documents written")
        return 0
    ours = judges.judged(judges.OURS, judges.Ours(), cases, documents)
    scores = [ours]
    try:
        if options.function:
            scores.append(judges.judged(f"`{options.function}`", judges.named(options.function), cases, documents))
        if options.answers:
            scores.append(judges.answered(options.answers, cases, documents))
        print(summary(scores))
        print(kinds(scores))
        for each in scores:
            print(failures(each, options.examples), end="")
        if options.save:
            save(options.save, cases, ours)
        if options.peers or options.write:
            few = subset(cases, options.peer_cases, options.seed)
            beside = [judges.judged(judges.OURS, judges.Ours(), few, documents), *judges.others(few, documents)]
            print(summary(beside))
            grown = speed.growth(documents, options.seed)
            fast = speed.beside(documents, options.seed, options.speed_quotes)
            told = section(cases, ours, beside, fast, grown, options.speed_quotes)
            print(told)
            if options.write:
                write_section("grounding", told)
    except (PeerError, ValueError) as error:
        print(error, file=sys.stderr)
        return 3
    return int(bool(ours.accepted) or 1 - ours.right_accepted >= MOST_REFUSED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grounding", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=Path, help="files, or folders of .txt; by default tests/documents")
    parser.add_argument("--right", type=int, default=6000, help="true quotes over all documents")
    parser.add_argument("--wrong", type=int, default=6000, help="false quotes over all documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--function", metavar="MODULE:NAME", help="a function to be scored besides ours")
    parser.add_argument("--answers", type=Path, metavar="PATH", help="another process's answers to the same cases, to be scored too")
    parser.add_argument("--cases", type=Path, metavar="PATH", help="write the documents and the cases as JSON Lines, and do nothing else")
    parser.add_argument("--peers", action="store_true", help="score other tools too, and measure the speed")
    parser.add_argument("--peer-cases", type=int, default=600, metavar="N", help="how many of them other tools are asked")
    parser.add_argument(
        "--speed-quotes", type=int, default=speed.PEER_QUOTES, metavar="N", help="of 1,000 quotes, how many langextract is timed with"
    )
    parser.add_argument("--write", action="store_true", help="as --peers, and write the section of docs/benchmarks.md")
    parser.add_argument("--examples", type=int, default=3, help="examples shown of each kind of failure")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="write some that were judged rightly, one file a document")
    parser.add_argument("--traditional", action="store_true", help="turn Simplified documents into Traditional ones first")
    return parser


def load_documents(paths: Sequence[Path], *, traditional: bool = False) -> dict[str, str]:
    """The raw text of each file, by its name."""
    from summarizer import read

    found: dict[str, str] = {}
    for path in (file for given in paths for file in (sorted(given.rglob("*.txt")) if given.is_dir() else [given])):
        text = read(path).text
        if traditional:
            import opencc

            text = opencc.OpenCC("s2t").convert(text)
        name, number = path.name, 2
        while name in found:
            name, number = f"{path.name} ({number})", number + 1
        found[name] = text
    return found


def subset(cases: Sequence[Case], count: int, seed: int) -> list[Case]:
    """``count`` of the cases, half right and half wrong, drawn by ``seed``."""
    rng = random.Random(f"{seed} subset")
    right, wrong = [case for case in cases if case.right], [case for case in cases if not case.right]
    return rng.sample(right, min(len(right), count - count // 2)) + rng.sample(wrong, min(len(wrong), count // 2))

"""How many false quotes `locate` accepts and how many true ones it refuses, and how fast it is.

    python benchmarks/grounding.py DOCUMENT… --right 10000 --wrong 10000 --seed 1

Quotes are made from the documents themselves (see ``grounding_cases.py`` and ``grounding_falsehoods.py``). Exit code 1 if a false quote
was accepted or 0.5 % or more of the true ones were refused.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import opencc
from grounding_cases import Case, Source, load, right_cases
from grounding_falsehoods import wrong_cases

from summarizer.grounding import Locator


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--right", type=int, default=2000, help="true quotes over all documents")
    parser.add_argument("--wrong", type=int, default=2000, help="false quotes over all documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=3, help="examples shown of each kind of failure")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="write the quotes that were judged rightly, one file a document")
    parser.add_argument("--traditional", action="store_true", help="turn Simplified documents into Traditional ones first")
    options = parser.parse_args(argv)

    files = [path for given in options.documents for path in (sorted(given.rglob("*.txt")) if given.is_dir() else [given])]
    sources: list[Source] = []
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        if options.traditional:
            text = opencc.OpenCC("s2t").convert(text)
        source = load(path.name, text)
        if source.sentences:
            sources.append(source)

    refused: dict[str, list[tuple[str, Case, str]]] = defaultdict(list)
    accepted: dict[str, list[tuple[str, Case, str]]] = defaultdict(list)
    asked: dict[str, Counter[str]] = {"right": Counter(), "wrong": Counter()}
    verdicts: dict[str, Counter[str]] = {"right": Counter(), "wrong": Counter()}
    spent: dict[str, float] = defaultdict(float)
    broken = 0
    judged: dict[str, dict[str, list[list[str]]]] = defaultdict(lambda: {"true": [], "false": []})
    for number, source in enumerate(sources):
        rng = random.Random(f"{options.seed} {source.name}")
        locator = Locator(source.text)
        for case in right_cases(source, rng, _share(options.right, number, len(sources))):
            began = time.perf_counter()
            place = locator.locate(case.quote)
            spent[f"right {place.match}"] += time.perf_counter() - began
            asked["right"][case.kind] += 1
            verdicts["right"][place.match] += 1
            if place.start is None:
                refused[case.kind].append((source.name, case, f"{place.match}: {place.reason}"))
            elif source.text[place.start : place.end] != place.quote:
                broken += 1
            else:
                judged[source.name]["true"].append([case.kind, case.quote])
        for case in wrong_cases(source, rng, _share(options.wrong, number, len(sources))):
            began = time.perf_counter()
            place = locator.locate(case.quote)
            spent[f"wrong {place.match}"] += time.perf_counter() - began
            asked["wrong"][case.kind] += 1
            verdicts["wrong"][place.match] += 1
            if place.start is not None:
                accepted[case.kind].append((source.name, case, f"{place.match}: {place.quote!r}"))
            else:
                judged[source.name]["false"].append([case.kind, case.quote])

    if options.save:
        for name, quotes in judged.items():
            lines = [f'  "{side}": [\n    ' + ",\n    ".join(map(_json, cases)) + "\n  ]" for side, cases in quotes.items()]
            (options.save / Path(name).with_suffix(".json").name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")

    _table("true quotes refused", asked["right"], refused, options.examples)
    _table("false quotes accepted", asked["wrong"], accepted, options.examples)
    for side in ("right", "wrong"):
        print(f"{side}: " + ", ".join(f"{match} {count}" for match, count in verdicts[side].most_common()))
        for match, count in verdicts[side].most_common():
            print(f"  {match}: {count / spent[f'{side} {match}']:,.0f} a second")
    right, wrong = asked["right"].total(), asked["wrong"].total()
    lost, let = sum(map(len, refused.values())), sum(map(len, accepted.values()))
    print(f"{len(sources)} documents: {let} of {wrong:,} false quotes accepted")
    print(f"{lost} of {right:,} true ones refused ({100 * lost / max(right, 1):.2f} %)")
    if broken:
        print(f"{broken} places whose quote is not the text's own")
    return int(bool(let or broken or lost >= 0.005 * right > 0))


def _json(case: list[str]) -> str:
    """One line, with what cannot be seen written as an escape."""
    line = json.dumps(case, ensure_ascii=False)
    return re.sub("[\u00a0\u00ad\u200b\u2060\u3000\ufeff]", lambda match: f"\\u{ord(match[0]):04x}", line)


def _share(total: int, number: int, documents: int) -> int:
    """How many of ``total`` fall to document ``number`` of ``documents``."""
    return total * (number + 1) // documents - total * number // documents


def _table(title: str, asked: Counter[str], failed: dict[str, list[tuple[str, Case, str]]], examples: int) -> None:
    print(title)
    for kind, count in sorted(asked.items()):
        print(f"  {kind:32} {len(failed[kind]):5} of {count:6}")
        for name, case, verdict in failed[kind][:examples]:
            print(f"      {name}\n        quote  {case.quote!r}\n        origin {case.origin!r}\n        {verdict}")


if __name__ == "__main__":
    sys.exit(main())

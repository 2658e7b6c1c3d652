"""Figure finding on labelled sentences of real documents, beside jionlp and quantulum3.

    python benchmarks/figures [FOLDER] [--peers] [--write] [--samples] [--details]

FOLDER holds the documents, anywhere below it; they are known by what they hold. Without one, and with ``--samples``, the sentences of the
documents in ``tests/documents`` are used. ``README.md`` beside this file says what a figure is and how the sentences were chosen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import page
from peers import SCRIPTS, PeerError

from summarizer import __version__

from .finders import Found, alone, in_documents, peer
from .scoring import Tally, same_value, score
from .sentences import Figure, Sentence, find, load

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parent.parent / "tests" / "documents"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
OURS, ALONE = "summarizer", "summarizer, the sentence alone"
PEERS: dict[str, tuple[str, ...]] = {"jionlp": ("zh-Hans", "zh-Hant"), "quantulum3": LANGUAGES}
"""Each with the languages it is asked in."""

Results = Mapping[tuple[str, str], Tally]
"""By tool and language."""


def measure(sentences: Sequence[Sentence], answers: Mapping[str, Found | None], *, money: bool = False) -> dict[tuple[str, str], Tally]:
    """The tally of each tool in each language it was asked in. ``money``: amounts of money alone, by the labels and by what each says."""
    results: dict[tuple[str, str], Tally] = {}
    for name, found in answers.items():
        if found is None:
            continue
        for sentence, figures in zip(sentences, found, strict=True):
            language = sentence.label.language
            if language not in PEERS.get(name, LANGUAGES):
                continue
            labels = list(sentence.label.figures)
            if money:
                labels = [one if _is_money(one) else replace(one, optional=True) for one in labels]
                spans = [(one.start, one.end) for one in sentence.label.figures if _is_money(one)]
                # whatever stands at an amount counts, whatever its unit is called
                figures = [one for one in figures if _is_money(one) or any(one.start < end and start < one.end for start, end in spans)]
            key = (name, language)
            results[key] = results.get(key, Tally()) + score(figures, labels)
    return results


def _is_money(figure: Figure) -> bool:
    """Whether its unit is the code of a currency."""
    return figure.unit is not None and len(figure.unit) == 3 and figure.unit.isascii() and figure.unit.isupper()


def table(results: Results, names: Sequence[str], counts: Mapping[str, int]) -> str:
    """One row a tool and language: precision, recall and F1 by value and by value with the exact span, and what was found that is none."""
    head = ["", "sentences", "figures", "found", "false alarms", "span exact", "value P", "R", "F1", "span and value P", "R", "F1"]
    rows = []
    for language in (*LANGUAGES, "all"):
        for name in names:
            parts = [tally for (who, where), tally in results.items() if who == name and language in (where, "all")]
            if not parts or (language == "all" and len(parts) < len([one for one in LANGUAGES if counts[one]])):
                continue
            tally = sum(parts, Tally())
            shown = [f"{language}: {name}", str(counts[language]), str(tally.labelled), str(tally.overlapping), str(tally.false_alarms)]
            shown.append(_rate(tally.recall("exact")))
            for measure in ("value", "both"):
                shown += map(_rate, (tally.precision(measure), tally.recall(measure), tally.f1(measure)))
            rows.append(shown)
    return page.table(head, rows)


def _rate(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def details(sentences: Sequence[Sentence], found: Found) -> str:
    """Every difference between labels and what was found, with the words."""
    lines = []
    for sentence, figures in zip(sentences, found, strict=True):
        text, labels = sentence.text, [one for one in sentence.label.figures if not one.optional]
        for label in labels:
            hits = [one for one in figures if one.start < label.end and label.start < one.end]
            right = [one for one in hits if (one.start, one.end) == (label.start, label.end) and same_value(one, label)]
            if not right:
                wanted = (text[label.start : label.end], label.value, label.value_max)
                got = [(text[one.start : one.end], one.value, one.value_max) for one in hits]
                lines.append(f"{sentence.label.language}: {wanted}: {got}  | {text!r}")
        for one in figures:
            if not any(one.start < label.end and label.start < one.end for label in sentence.label.figures):
                lines.append(f"{sentence.label.language}: false alarm {text[one.start : one.end]!r} {one.value}  | {text!r}")
    return "".join(f"{line}\n" for line in lines)


def section(tables: Mapping[str, str], told: str, versions: str) -> str:
    lines = [
        "## Figures: found, with the right span and value",
        f"summarizer {__version__} beside {versions}, on {told}, labelled by reading before any tool was run.",
        "`benchmarks/figures/README.md` says what counts as a figure. *found*: labelled figures that something found overlaps; *false*",
        "*alarms*: what was found where there is none; *value*: the value in the base unit is right, whatever the span; *span and value*:",
        "both are exact. The other tools are given the sentence, ours its document, and the sentence alone in the second row. jionlp finds",
        "money and lengths of time, no percentages and no counts, and quantulum3 knows no Chinese: the second table is amounts of money",
        "alone.",
    ]
    return "\n".join(lines) + "\n\n" + "\n\n".join(f"{name}:\n\n{body}" for name, body in tables.items())


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="where the documents are")
    parser.add_argument("--samples", action="store_true", help="the sentences of the documents in tests/documents")
    parser.add_argument("--peers", action="store_true", help="ask jionlp and quantulum3, too")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    parser.add_argument("--details", action="store_true", help="list every difference between labels and ours, with its sentence")
    options = parser.parse_args(argv)
    samples = options.samples or options.folder is None
    folder = DOCUMENTS if samples else options.folder
    if not folder.is_dir():
        parser.error("FOLDER: no such folder")
    labels = load(HERE / ("samples.json" if samples else "labels.json"))
    sentences = find(labels, folder)
    print(f"{len(sentences)} of {len(labels)} labelled sentences found", file=sys.stderr)
    if not sentences:
        print("none of the documents is in this folder; --samples needs none", file=sys.stderr)
        return 3
    answers: dict[str, Found | None] = {OURS: in_documents(sentences), ALONE: alone(sentences)}
    failed = 0
    if options.peers:
        for name in PEERS:
            try:
                answers[name] = peer(name, sentences)
            except PeerError as error:
                print(f"failed, and not in the table: {error}", file=sys.stderr)
                failed += 1
    counts = {language: sum(one.label.language == language for one in sentences) for language in LANGUAGES}
    counts["all"] = len(sentences)
    tables = {
        "All figures": table(measure(sentences, answers), list(answers), counts),
        "Amounts of money": table(measure(sentences, answers, money=True), list(answers), counts),
    }
    print("\n\n".join(f"{name}\n\n{body}" for name, body in tables.items()))
    if options.details:
        print("\n" + details(sentences, answers[OURS] or []))
    if options.write and failed:
        print("nothing was written: a tool failed", file=sys.stderr)
    elif options.write:
        documents = len({one.label.document for one in sentences})
        told = f"{len(sentences)} sentences of {documents} documents" + ("" if samples else " that are not in this repository")
        versions = ", ".join(_version(name) for name in answers if name in PEERS) or "no other tool"
        page.write_section("figures", section(tables, told, versions))
    return 1 if failed else 0


def _version(name: str) -> str:
    pinned = (SCRIPTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return f"{name} {next(line.partition('==')[2] for line in pinned if line.startswith(f'{name}=='))}"

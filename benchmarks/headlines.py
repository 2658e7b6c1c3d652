"""Headlines by rules beside the first lines of a call, against what an agency printed: ROUGE over a folder in ECTSum's layout.

    python benchmarks/headlines.py FOLDER [--limit N] [--write]

The same code as ``summarizer eval --headlines FOLDER``; ``--write`` puts the table into ``docs/benchmarks.md``, beside published figures.
Nothing here was trained on such a folder: the lines follow the form that agencies give results, and no weight was fitted to references.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill

from page import table, write_section

from summarizer import Summarizer, SummarizerError, read
from summarizer.evaluation.headlines import ROWS, HeadlineScores, load_folder, score_headlines
from summarizer.evaluation.headlines import render_headlines as render
from summarizer.schemas import Summary

SOURCE = "Mukherjee et al., ECTSum, EMNLP 2022"
WIDTH = 138
PUBLISHED = {
    "first lines of the call": ("0.100", "0.017", "0.129"),
    "first lines with a figure": ("0.189", "0.054", "0.224"),
    "a model trained on 1,681 calls (ECT-BPS)": ("0.467", "0.307", "0.514"),
}
"""What the data set's authors report of its test split, told the reference's number of lines: F1 of ROUGE-1, -2 and -L."""


def section(scores: HeadlineScores) -> str:
    """The section of the page."""
    ours = [
        [name, *(f"{value:.3f}" for value in (score.one, score.two, score.longest)), f"{scores.lines[row]:.1f}"]
        for row, name in ROWS.items()
        for score in [scores.scores[row]]
    ]
    published = [[name, *figures] for name, figures in PUBLISHED.items()]
    left = f" {scores.without_reference} calls without a reference were left out." if scores.without_reference else ""
    return "\n\n".join([
        "## Headlines",
        fill(
            f"The most newsworthy lines of {scores.calls} earnings calls, against the {scores.lines['reference']:.1f} lines that a news "
            f"agency printed of each: F1 by py-rouge with the settings of the data set's authors.{left} Ours are the rules' lines, not "
            "trained on any such call, told the reference's number of lines or choosing the number themselves.",
            WIDTH,
        ),
        table(["", "ROUGE-1", "ROUGE-2", "ROUGE-L", "lines a call"], ours),
        fill(
            f"Published of the data set's test split, told the number of lines ({SOURCE}). Where the table above is of another split, its "
            "first rows say how far the two are alike:",
            WIDTH,
        ),
        table(["", "ROUGE-1", "ROUGE-2", "ROUGE-L"], published),
    ])  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Score the folder, print its table, and with ``--write`` write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="transcripts in ects/, headlines in gt_summaries/")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N calls alone")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = parser.parse_args(argv)
    if options.limit is not None and options.limit < 1:
        parser.error("--limit leaves no call to score")
    if options.write and options.limit is not None:
        parser.error("--write writes what the whole folder scores: leave --limit out")

    def summarise(path: Path) -> tuple[str, Summary]:
        document = read(path)
        return document.text, rules.run(document)

    with Summarizer(engine="rules") as rules:
        try:
            scores = score_headlines(load_folder(options.folder, options.limit), summarise)
        except SummarizerError as error:
            print(f"headlines: error: {error}", file=sys.stderr)
            return error.exit_code
    print(render(scores), end="")
    if options.write:
        write_section("headlines", section(scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())

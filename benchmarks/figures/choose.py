"""Sentences with numbers, chosen at random from documents, to be labelled by a person.

    python benchmarks/figures/choose.py FILE… --sentences N [--seed N] [--traditional]

Splits by marks and line breaks alone, with nothing of ours, so that what is asked does not depend on what is measured. Documents take
turns in a random order, one sentence at a time. Prints JSON Lines: the SHA-256 of the document's text, the sentence's offsets (code
points) and its text.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

# run as a file, it finds its neighbours through the folder above
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from figures.sentences import digest, traditional  # noqa: E402

from summarizer import read  # noqa: E402

_BREAK = re.compile(r"[。！？!?][”」』\"]?|(?<=[a-z0-9%)])\.(?=\s)|\n\s*\n|\n(?=[A-Z][a-z])")
_NUMBER = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千萬万億亿两兩]{2}|[一二三四五六七八九十两兩几數数][倍成]|分之|翻[一番倍]|半数|一半"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|billions?"
    r"|half|double[ds]?|tripled?|dozens?|twice|thirds?)\b",
    re.IGNORECASE,
)
_LEAST, _MOST = 12, 420


def candidates(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of ``text`` that end as sentences do and hold a number, in digits or words, as offsets."""
    start = 0
    for end in [*(match.end() for match in _BREAK.finditer(text)), len(text)]:
        piece = text[start:end]
        head = start + len(piece) - len(piece.lstrip())
        tail = start + len(piece.rstrip())
        start = end
        whole = text[head:tail].rstrip("”」』\"")[-1:] in tuple("。！？!?.")
        if whole and _LEAST <= tail - head <= _MOST and _NUMBER.search(text, head, tail):
            yield head, tail


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--sentences", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--traditional", action="store_true", help="convert each document to Traditional characters first")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    rows = []
    for path in sorted(options.files, key=lambda path: path.name):
        text = read(path).text
        shown = traditional(text) if options.traditional else text
        found = [(text, shown, *span) for span in candidates(shown)]
        chance.shuffle(found)
        rows.append(found)
    chance.shuffle(rows)
    chosen = [row[turn] for turn in range(max(map(len, rows))) for row in rows if turn < len(row)][: options.sentences]
    for text, shown, start, end in chosen:
        print(json.dumps({"document": digest(text), "start": start, "end": end, "text": shown[start:end]}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Many documents out of a few: each a real one with other figures, no two of them equal.

    python benchmarks/many.py PATH… --count 10000 --output FOLDER

PATHS are text files and folders of them. A figure becomes another of the same form with the same first digit, and the same one wherever
it stands in the document, so that totals that are told twice still agree; years, days and hours stay. Documents without figures are left
out: nothing would tell their copies apart. A model is asked without figures, in whose place their ids stand; so that it is not asked the
same twice, ``--marked`` ends each sentence with a word of its document, 「（甲乙）。」 or “ (kelo).”.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import NUMBER

from summarizer import read

LEAST = 6
"""Figures of two digits or more that a document must have: a million copies then differ by more than chance."""
_CALENDAR = tuple("年月日时時点")
_SYLLABLES = ("ba", "ke", "di", "lo", "mu", "na", "pe", "ri", "so", "tu")
_HAN_END, _LATIN_END = re.compile(r"(?<=[^\W\d_])([。！？])"), re.compile(r"(?<=[a-z])([.?!])(?=\s)")


@dataclass(frozen=True, slots=True)
class Original:
    """A document to be varied."""

    name: str
    text: str


def originals(paths: Iterable[Path]) -> list[Original]:
    """The text documents at ``paths``, those in folders sorted, that have figures. Raises `ValueError` where there are none."""
    files = [file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]
    found = [Original(file.stem, read(file).text) for file in files]
    found = [one for one in found if len({figure for figure in _figures(one.text) if len(figure) > 1}) >= LEAST]
    if not found:
        raise ValueError("no text document with figures there")
    return found


def varied(text: str, seed: int) -> str:
    """``text`` with other figures; the same ones for the same ``seed``."""

    def another(found: re.Match[str]) -> str:
        figure = found.group()
        if text[found.end() : found.end() + 2].strip()[:1] in _CALENDAR:
            return figure
        dice = random.Random(f"{seed} {figure}")
        # a list's 1, 2, 3 stay what they are: first digits do
        return figure[0] + re.sub(r"\d", lambda _: dice.choice("123456789"), figure[1:])

    return NUMBER.sub(another, text)


def marked(text: str, number: int) -> str:
    """``text`` whose sentences end with a word for ``number``."""
    digits = [int(digit) for digit in f"{number:03}"]
    heavenly, syllables = "".join("甲乙丙丁戊己庚辛壬癸"[digit] for digit in digits), "".join(_SYLLABLES[digit] for digit in digits)
    return _LATIN_END.sub(rf" ({syllables})\1", _HAN_END.sub(rf"（{heavenly}）\1", text))


def write_many(given: Sequence[Original], count: int, folder: Path, *, marks: bool = False) -> list[Path]:
    """``count`` documents in ``folder``, the originals in turn, a thousand to a folder within it. What is there already stays."""
    made = []
    for number, (one, text) in enumerate(variants(given, count)):
        text = marked(text, number) if marks else text
        path = folder / f"{number // 1000:03}" / f"{number:06}_{one.name}.txt"
        made.append(path)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return made


def variants(given: Sequence[Original], count: int) -> Iterator[tuple[Original, str]]:
    """The originals in turn, each time with other figures."""
    for number in range(count):
        one = given[number % len(given)]
        yield one, varied(one.text, seed=number)


def _figures(text: str) -> Iterator[str]:
    return (found.group() for found in NUMBER.finditer(text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--count", type=int, required=True, metavar="N")
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--marked", action="store_true")
    options = parser.parse_args()
    made = write_many(originals(options.paths), options.count, options.output, marks=options.marked)
    print(f"{len(made)} documents in {options.output}")


if __name__ == "__main__":
    main()

"""Writes `summarizer/outline/simplified.toml`: what Simplified character stands for each Traditional one, by opencc's ``t2s``.

    python docs/simplified.py

Each character is converted by itself, over the blocks of the BMP in which Chinese is written. Loading opencc and converting these
blocks would take longer than most summaries do, and other versions of it differ in a handful of characters.
"""

from __future__ import annotations

from pathlib import Path

import opencc

TABLE = Path(__file__).resolve().parent.parent / "summarizer" / "outline" / "simplified.toml"
BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
WIDTH = 100


def pairs() -> dict[str, str]:
    """Every Traditional character that has another form, with that form."""
    characters = [chr(code) for low, high in BLOCKS for code in range(low, high)]
    # one a line: the converter then finds no phrases, so each character is converted by itself
    converted: list[str] = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {old: new for old, new in zip(characters, converted, strict=True) if old != new and len(new) == 1}


def rows(letters: str) -> str:
    return "\n".join(letters[at : at + WIDTH] for at in range(0, len(letters), WIDTH))


def main() -> None:
    found = pairs()
    TABLE.write_text(
        "# Traditional characters and, in the same place below, their Simplified forms. Written by docs/simplified.py from the tables of\n"
        "# OpenCC (Apache-2.0), version " + opencc.__version__ + "; a line break in it means nothing.\n"
        f'traditional = """\n{rows("".join(found))}\n"""\n'
        f'simplified = """\n{rows("".join(found.values()))}\n"""\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()

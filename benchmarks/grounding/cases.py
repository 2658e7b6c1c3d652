"""Right and wrong quotes of documents, and the file they can be written to."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from .falseness import is_false
from .right import RIGHT, Change
from .sources import Source, load
from .wrong import WRONG

_TRIES = 40
"""How many times a quote is tried for, over all kinds, before a document is taken to hold no more."""


@dataclass(frozen=True, slots=True)
class Case:
    """One quote and what a judge of quotes should make of it."""

    id: str
    document: str
    language: str
    right: bool
    kind: str
    quote: str
    start: int | None
    """Where a right quote stands, in code points of the raw text; ``None`` for a wrong one."""
    end: int | None
    origin: str
    """The words of the document that it was made from."""


def make_cases(documents: Mapping[str, str], right: int, wrong: int, seed: int) -> list[Case]:
    """``right`` true and ``wrong`` false quotes of ``documents`` (raw text by name), the same ones for the same ``seed``.

    No quote comes twice, and a true one is made of words that stand once in their document, so that it has one place. Documents take part
    in equal shares; where one holds too little for its share the others make up for it, and where all do there are fewer.
    """
    sources = [source for name, text in documents.items() if (source := load(name, text)).pieces]
    found: list[Case] = []
    for side, kinds, wanted in ((True, RIGHT, right), (False, WRONG, wrong)):
        makers = [_made(source, side, kinds, random.Random(f"{seed} {side} {source.name}")) for source in sources]
        made = 0
        while makers and made < wanted:
            for maker in list(makers):
                case = next(maker, None) if made < wanted else None
                if case is not None:
                    found.append(case)
                    made += 1
                elif made < wanted:
                    makers.remove(maker)
    return found


def _made(source: Source, side: bool, kinds: Mapping[str, Change], rng: random.Random) -> Iterator[Case]:
    """Cases of one document, one kind after the other, for as long as it holds any."""
    names = list(kinds)
    numbered = [piece for piece in source.pieces if re.search(r"\d", piece.text)] or source.pieces
    seen: set[str] = set()
    misses = number = turn = 0
    while misses < _TRIES * len(names):
        kind = names[turn % len(names)]
        turn += 1
        piece = rng.choice(numbered if rng.random() < 0.6 else source.pieces)
        quote = kinds[kind](rng, piece.text, source)
        fits = quote is not None and quote not in seen
        if fits and quote is not None:
            fits = source.stands_once(piece) if side else is_false(kind, quote, piece.text, source)
        if quote is None or not fits:
            misses += 1
            continue
        misses = 0
        seen.add(quote)
        number += 1
        start, end = (piece.start, piece.end) if side else (None, None)
        name = f"{source.name} {'right' if side else 'wrong'} {number}"
        yield Case(name, source.name, source.language, side, kind, quote, start, end, piece.text)


def write_cases(cases: Sequence[Case], documents: Mapping[str, str], path: Path) -> None:
    """JSON Lines: first each document, ``{"document", "text"}``, then each case."""
    lines = [{"document": name, "text": text} for name, text in documents.items()]
    lines += [asdict(case) for case in cases]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def read_cases(path: Path) -> tuple[list[Case], dict[str, str]]:
    """What `write_cases` wrote."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    documents = {line["document"]: line["text"] for line in lines if "quote" not in line}
    return [Case(**line) for line in lines if "quote" in line], documents

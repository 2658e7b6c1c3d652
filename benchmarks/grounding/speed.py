"""How long finding quotes takes: beside langextract's aligner, and how it grows with the text and with the quotes."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass

import peers

from .cases import Case, make_cases
from .judges import Ours

QUOTES, CHARACTERS = 1_000, 100_000
PEER_QUOTES = 50
"""The aligner takes a third of a second and more for a quote: it is asked the first of them, its seconds are counted in proportion."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Quotes against one text, in one run."""

    name: str
    seconds: float
    """For all quotes."""
    ratio: float
    """How many times ours."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds for so many quotes against a text of so many characters, the text's own preparation among them."""

    characters: int
    quotes: int
    seconds: float
    right: float
    """Seconds for the right ones alone, preparation aside."""
    wrong: float


def long_text(documents: Mapping[str, str], characters: int, seed: int) -> str:
    """The documents one after the other, again and again with other digits, ``characters`` in all."""
    rng = random.Random(f"{seed} long")
    base = "\n\n".join(documents.values())
    parts, size = [base], len(base)
    while size < characters:
        parts.append("".join(rng.choice("123456789") if letter in "123456789" and rng.random() < 0.5 else letter for letter in base))
        size += len(base) + 2
    return "\n\n".join(parts)[:characters]


def quotes_of(text: str, count: int, seed: int) -> list[Case]:
    """Right and wrong quotes in turn, half of each."""
    cases = make_cases({"text": text}, count - count // 2, count // 2, seed)
    return [case for pair in zip((c for c in cases if c.right), (c for c in cases if not c.right), strict=False) for case in pair]


def beside(documents: Mapping[str, str], seed: int, asked: int = PEER_QUOTES) -> list[Beside]:
    """Ours and langextract's aligner, with quotes of one text all at once, as each is used: ours `QUOTES`, the aligner ``asked`` of them.

    Raises:
        peers.PeerError: it could not be installed or failed.
    """
    text = long_text(documents, CHARACTERS, seed)
    cases = quotes_of(text, QUOTES, seed)
    ours = min(_seconds(text, cases) for _ in range(2))
    found = [Beside("summarizer `Locator`", ours, 1.0)]
    data = {"documents": {"text": text}, "quotes": [["text", case.quote] for case in cases[:asked]]}
    for tokenizer in ("regex", "unicode"):
        told = peers.ask("langextract", "langextract_align", {**data, "tokenizer": tokenizer, "together": True})
        name = f"langextract {told['version']}, {'default' if tokenizer == 'regex' else 'Unicode'} tokenizer"
        seconds = told["seconds"] * len(cases) / len(data["quotes"])
        found.append(Beside(name, seconds, seconds / ours))
    return found


def _seconds(text: str, cases: list[Case]) -> float:
    judge = Ours()
    begun = time.perf_counter()
    for case in cases:
        judge(case.quote, text)
    return time.perf_counter() - begun


def growth(
    documents: Mapping[str, str], seed: int, sizes: tuple[int, ...] = (100_000, 1_000_000), counts: tuple[int, ...] = (1_000, 5_000)
) -> list[Growth]:
    """Mixed quotes against longer and longer texts."""
    found = []
    for characters in sizes:
        text = long_text(documents, characters, seed)
        cases = quotes_of(text, max(counts), seed)
        for count in counts:
            judge = Ours()
            begun = time.perf_counter()
            judge("?", text)
            spent = {True: 0.0, False: 0.0}
            for case in cases[:count]:
                at = time.perf_counter()
                judge(case.quote, text)
                spent[case.right] += time.perf_counter() - at
            found.append(Growth(characters, count, time.perf_counter() - begun, spent[True], spent[False]))
    return found


def exponent(small: float, large: float, times: float) -> float:
    """The power by which seconds grow where the input grows ``times``: 1 is linear, 0 does not grow."""
    return math.log(large / small) / math.log(times)

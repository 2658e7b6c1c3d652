"""True quotes in every disguise: pieces of a source, changed only in what typing, conversion and extraction change."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import opencc

from summarizer.outline.script import HAN, fold

from .rewordings import REWORDED
from .sources import Source

Change = Callable[[random.Random, str, Source], str | None]
"""A quote made of the words of a piece; ``None`` where there is nothing in them to change."""


def _put(rng: random.Random, quote: str, mark: str, times: int, forbid: str = r"\d[.,．，]?$") -> str:
    """``mark`` put into ``quote`` at some places, never inside a number, a Latin word or before what joins one."""
    out = quote
    for _ in range(times):
        at = rng.randrange(1, len(out)) if len(out) > 1 else 0
        left, right = out[:at], out[at:]
        if not left or not right or (re.search(forbid, left) and re.match(r"[.,．，]?\d", right)):
            continue
        if left[-1] in ".．-" and right[0].isdigit():
            continue
        if re.search("[A-Za-z]$", left) and re.match("[A-Za-z]", right) and mark == " ":
            continue
        out = left + mark + right
    return out


def _respaced(rng: random.Random, quote: str, source: Source) -> str:
    return _put(rng, re.sub(r" (?![\d])|(?<![\d.,]) ", lambda m: rng.choice(["  ", " ", "\u3000", "\u00a0"]), quote), " ", 4)


def _unspaced(rng: random.Random, quote: str, source: Source) -> str:
    return re.sub(rf"(?<=[{HAN}，。,:]) (?=[\dA-Za-z{HAN}])|(?<=[\dA-Za-z%]) (?=[{HAN}])", "", quote)


def _line_broken(rng: random.Random, quote: str, source: Source) -> str:
    return _put(rng, re.sub(" ", lambda m: rng.choice([" ", " ", "\n"]), quote), "\n", 2)


def _number_broken(rng: random.Random, quote: str, source: Source) -> str | None:
    places = [m.end() for m in re.finditer(r"\d(?=[.,]?\d)", quote)]
    if not places:
        return None
    at = rng.choice(places)
    return quote[:at] + "\n" + quote[at:]


def _joined(rng: random.Random, quote: str, source: Source) -> str | None:
    places = [m.start() for m in re.finditer(r"(?<=[A-Za-z,]) (?=[A-Za-z])|(?<=[A-Za-z]) (?=\d)|(?<=\d) (?=[A-Za-z])", quote)]
    if not places:
        return None
    for at in sorted(rng.sample(places, min(len(places), rng.randint(1, 3))), reverse=True):
        quote = quote[:at] + quote[at + 1 :]
    return None if "notabl" in quote else quote  # "not able" would read "notable"


def _wide(rng: random.Random, quote: str, source: Source) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c not in "\"'-" and rng.random() < 0.8 else c for c in quote)


def _narrow(rng: random.Random, quote: str, source: Source) -> str:
    return quote.translate(str.maketrans("，；：（）？！％", ",;:()?!%"))


def _case(rng: random.Random, quote: str, source: Source) -> str:
    return rng.choice([str.upper, str.lower, str.title])(quote)


def _marks(rng: random.Random, quote: str, source: Source) -> str:
    double = rng.choice(["“”", "「」", '""', "『』"])
    out: list[str] = []
    opened = False
    for c in quote:
        if c in "“「":
            c, opened = double[0], True
        elif c in "”」":
            c, opened = double[1], False
        elif c == '"':
            c, opened = double[1 if opened else 0], not opened
        elif c in "'’":
            c = rng.choice("'’")
        elif c == "。":
            c = rng.choice("。.") if not out or not out[-1].isdigit() else c
        elif c == "-" and out and not out[-1].isdigit():
            c = rng.choice("-–‑") if out[-1] != "-" else c
        elif c == "–":
            c = rng.choice("-–—")
        out.append(c)
    return "".join(out).removesuffix(".") if quote.endswith("。") else "".join(out)


def _wrapped(rng: random.Random, quote: str, source: Source) -> str:
    before, after = rng.choice(_WRAPPERS)
    return before + quote + after


_WRAPPERS = [("“", "”"), ("「", "」"), ("**", "**"), ("", "…"), ("- ", ""), ("", "。"), (" ", "\n"), ("• ", ""), ('"', '."')]


def _invisible(rng: random.Random, quote: str, source: Source) -> str:
    return _put(rng, quote, rng.choice("\u200b\ufeff\u00ad\u2060"), 3)


def _tabbed(rng: random.Random, quote: str, source: Source) -> str:
    return _put(rng, quote, "\t", 1)


def _letter_spaced(rng: random.Random, quote: str, source: Source) -> str | None:
    return " ".join(quote) if re.fullmatch(rf"(?=.*[{HAN}]{{4}})[{HAN}，。、；：\d.%]{{8,}}", quote) else None


_CONVERTERS: dict[str, opencc.OpenCC] = {}


def _script(rng: random.Random, quote: str, source: Source) -> str | None:
    if not re.search(f"[{HAN}]", quote):
        return None
    name = rng.choice(["s2t", "s2tw", "s2hk"] if fold(quote) == quote.lower() else ["t2s"])
    converter = _CONVERTERS.setdefault(name, opencc.OpenCC(name))
    converted: str = converter.convert(quote)
    return converted


def _mixed(rng: random.Random, quote: str, source: Source) -> str:
    for change in rng.sample([_respaced, _narrow, _wide, _marks, _line_broken, _unspaced], 2):
        quote = change(rng, quote, source) or quote
    return quote


def _page_broken(rng: random.Random, quote: str, source: Source) -> str | None:
    """A page's end in the middle: a line break, the page's number, a line break."""
    number = rng.randint(2, 40)
    named = f"Page {number} of {number + 9}" if source.language == "en" else f"第{number}页 共{number + 9}页"
    # between two words, or two Han characters
    places = [m.start() for m in re.finditer(rf"(?<=[a-z,]) (?=[a-z])|(?<=[{HAN}，])(?=[{HAN}])", quote)]
    if not places:
        return None
    at = rng.choice(places)
    return f"{quote[:at]}\n{rng.choice([f'- {number} -', f'— {number} —', named])}\n{quote[at:].lstrip(' ')}"


def _doubled(rng: random.Random, quote: str, source: Source) -> str | None:
    """A character doubled where a cell's tab was, as PDF extraction does."""
    places = [m.start() for m in re.finditer(rf"(?<=[{HAN}])[{HAN}](?=[{HAN}])", quote) if quote[m.start()] != quote[m.start() + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return quote[: at + 1] + "\t" + quote[at:]


def _hyphenated(rng: random.Random, quote: str, source: Source) -> str | None:
    """A word parted by a hyphen at the end of a line."""
    places = [m.start() for m in re.finditer(r"(?<=[a-z]{3})(?=[a-z]{3})", quote)]
    if not places:
        return None
    at = rng.choice(places)
    return quote[:at] + "-\n" + quote[at:]


def _ligatures(rng: random.Random, quote: str, source: Source) -> str | None:
    """``fi`` and its like as the one character that a PDF holds for them."""
    made = quote
    for letters, one in (("ffi", "\ufb03"), ("ffl", "\ufb04"), ("ff", "\ufb00"), ("fi", "\ufb01"), ("fl", "\ufb02")):
        made = made.replace(letters, one)
    return made if made != quote else None


RIGHT: dict[str, Change] = {
    "as it stands": lambda rng, quote, source: quote,
    "re-spaced": _respaced, "spaces lost": _unspaced, "words joined": _joined, "full width": _wide, "half width": _narrow, "case": _case,
    "marks": _marks, "wrapped": _wrapped, "other script": _script, "damage: lines": _line_broken,
    "damage: line in a number": _number_broken, "damage: page": _page_broken, "damage: tab": _tabbed,
    "damage: doubled at a tab": _doubled, "damage: letters spaced": _letter_spaced, "damage: hyphenation": _hyphenated,
    "damage: ligatures": _ligatures, "damage: zero-width": _invisible, "two at once": _mixed, **REWORDED,
}  # fmt: skip

"""True quotes in every disguise: pieces of a source, cut at clause borders, changed only in what typing and extraction change."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import opencc

from summarizer.outline.repair import repair
from summarizer.outline.script import HAN, fold
from summarizer.outline.sentences import split_sentences

TABLES = tomllib.loads(Path(__file__).with_name("grounding.toml").read_text(encoding="utf-8"))
Change = Callable[[random.Random, str, "Source"], str | None]


@dataclass
class Source:
    """A document and the sentences and clauses that quotes are taken from."""

    name: str
    text: str
    sentences: list[str]
    clauses: list[str]
    plain: str
    """Folded, white space and quotation marks left out: a false quote that stands here is none."""
    subjects: list[str]


@dataclass(frozen=True)
class Case:
    kind: str
    quote: str
    origin: str


_ARTICLES = {"The", "This", "These", "Those", "That", "Our", "Its", "Their", "And", "But", "For", "With", "You", "She", "They"}
BORDER = re.compile(r"(?<=[，；。！？])|(?<=[,;!?:])(?=[^\d])|(?<=[.!?])(?=\s)|(?<=[,;])(?=\s)")
_DROPPED = re.compile(r"[\s\u200b\"“”「」『』*]+")


def plain(text: str) -> str:
    """Folded text without white space and quotation marks, whole full stops alike."""
    return re.sub(r"\.(?!\d)", "。", _DROPPED.sub("", fold(text)))


def load(name: str, text: str) -> Source:
    repaired = repair(text)
    sentences = [repaired.text[s:e] for s, e in split_sentences(repaired.text, repaired.folded, 0, len(repaired.text))]
    sentences = [s for s in sentences if 8 <= len(s) <= 260 and "\t" not in s and re.search(rf"[a-zA-Z{HAN}]{{2}}", s)]
    clauses: list[str] = []
    for sentence in sentences:
        parts = [part for part in BORDER.split(sentence) if part]
        for first in range(len(parts)):
            joined = "".join(parts[first : first + 1 + (first * 7 + len(sentence)) % 3]).strip(" ,，;；")
            if len(joined) >= 8 and "\n" not in joined:
                clauses.append(joined)
    words = [word for word in TABLES["subject"]["words"] if word in repaired.text]
    named = re.compile(r"(?<![A-Za-z.])[A-Z][A-Za-z0-9]*(?:[ -][A-Z0-9][A-Za-z0-9.]*)*")
    names = {found for found in named.findall(repaired.text) if len(found) > 2} - _ARTICLES
    return Source(name, text, sentences, clauses, plain(repaired.text) + "\n" + plain(text), words + sorted(names)[:200])


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
    return quote


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
    return " ".join(quote) if re.fullmatch(rf"[{HAN}，。、；：]{{8,}}", quote) else None


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


RIGHT: dict[str, Change] = {
    "as it stands": lambda rng, quote, source: quote,
    "re-spaced": _respaced, "spaces lost": _unspaced, "words joined": _joined, "line-broken": _line_broken,
    "line break in a number": _number_broken, "full width": _wide, "half width": _narrow, "case": _case,
    "quotation marks, dashes, stops": _marks, "wrapped": _wrapped, "zero-width": _invisible,
    "tab": _tabbed, "letter-spaced": _letter_spaced, "other script": _script, "two at once": _mixed,
}  # fmt: skip

def right_cases(source: Source, rng: random.Random, count: int) -> Iterator[Case]:
    kinds = list(RIGHT)
    pool = source.sentences + source.clauses
    made = 0
    for turn in range(count * 20):
        if made >= count or not pool:
            return
        kind = kinds[turn % len(kinds)]
        origin = rng.choice(pool)
        quote = RIGHT[kind](rng, origin, source)
        if quote is not None:
            made += 1
            yield Case(kind, quote, origin)

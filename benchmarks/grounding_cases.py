"""True quotes in every disguise, and false ones: what `grounding.py` throws at the verifier.

A true quote is a piece of the source, cut at clause borders, changed only in what typing and extraction change. A false quote is one of those
with one thing changed that decides what it says.
"""

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


_BORDER = re.compile(r"(?<=[，；。！？])|(?<=[,;!?:])(?=[^\d])|(?<=[.!?])(?=\s)|(?<=[,;])(?=\s)")
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
        parts = [part for part in _BORDER.split(sentence) if part]
        for first in range(len(parts)):
            joined = "".join(parts[first : first + 1 + (first * 7 + len(sentence)) % 3]).strip(" ,，;；")
            if len(joined) >= 8 and "\n" not in joined:
                clauses.append(joined)
    words = [word for word in TABLES["subject"]["words"] if word in repaired.text]
    names = {m[0] for m in re.finditer(r"(?<![A-Za-z.])[A-Z][A-Za-z0-9]*(?:[ -][A-Z0-9][A-Za-z0-9.]*)*", repaired.text) if len(m[0]) > 2}
    return Source(name, text, sentences, clauses, plain(repaired.text) + "\n" + plain(text), words + sorted(names)[:200])


# -- true quotes --------------------------------------------------------------------------------------------------


def _put(rng: random.Random, quote: str, mark: str, times: int, forbid: str = r"\d[.,]?$") -> str:
    """``mark`` put into ``quote`` at some places, never inside a number, a Latin word or before what joins one."""
    out = quote
    for _ in range(times):
        at = rng.randrange(1, len(out)) if len(out) > 1 else 0
        left, right = out[:at], out[at:]
        if not left or not right or (re.search(forbid, left) and re.match(r"[.,]?\d", right)) or (left[-1] in ".-" and right[0].isdigit()):
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
    out, opened = [], False
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
    before, after = rng.choice([("“", "”"), ("「", "」"), ("**", "**"), ("", "…"), ("- ", ""), ("", "。"), (" ", "\n"), ("• ", ""), ('"', '."')])
    return before + quote + after


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
    "re-spaced": _respaced, "spaces lost": _unspaced, "line-broken": _line_broken, "line break in a number": _number_broken, "words joined": _joined,
    "full width": _wide, "half width": _narrow, "case": _case, "quotation marks, dashes, stops": _marks, "wrapped": _wrapped, "zero-width": _invisible,
    "tab": _tabbed, "letter-spaced": _letter_spaced, "other script": _script, "two at once": _mixed,
}  # fmt: skip

# -- false quotes -------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def _numbers(quote: str) -> list[re.Match[str]]:
    return list(_NUMBER.finditer(quote))


def _in_number(change: Callable[[random.Random, str], str | None]) -> Change:
    def apply(rng: random.Random, quote: str, source: Source) -> str | None:
        found = _numbers(quote)
        if not found:
            return None
        match = rng.choice(found)
        new = change(rng, match[0])
        return None if new is None or new == match[0] else quote[: match.start()] + new + quote[match.end() :]

    return apply


def _digit(rng: random.Random, number: str) -> str:
    at = rng.choice([i for i, c in enumerate(number) if c.isdigit()])
    return number[:at] + rng.choice([d for d in "0123456789" if d != number[at]]) + number[at + 1 :]


def _drop(rng: random.Random, number: str) -> str | None:
    if sum(c.isdigit() for c in number) < 2:
        return None
    at = rng.choice([i for i, c in enumerate(number) if c.isdigit()])
    return (number[:at] + number[at + 1 :]).strip(".,") or None


def _add(rng: random.Random, number: str) -> str:
    at = rng.randrange(len(number) + 1)
    return number[:at] + rng.choice("123456789") + number[at:]


def _transpose(rng: random.Random, number: str) -> str | None:
    places = [i for i in range(len(number) - 1) if number[i].isdigit() and number[i + 1].isdigit() and number[i] != number[i + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _move_point(rng: random.Random, number: str) -> str | None:
    if "." not in number:
        return number[:-1] + "." + number[-1] if len(number) > 1 and "," not in number else None
    at = number.index(".")
    digits = number.replace(".", "")
    other = rng.choice([i for i in range(1, len(digits) + 1) if i != at])
    return digits[:other] + ("." + digits[other:] if other < len(digits) else "")


def _swap_words(pairs: list[str], times_only: str | None = None) -> Change:
    def apply(rng: random.Random, quote: str, source: Source) -> str | None:
        options = []
        for pair in pairs:
            one, other = pair.split("|")
            for old, new in ((one, other), (other, one)):
                pattern = rf"(?<![A-Za-z]){re.escape(old)}(?![A-Za-z])" if old.strip().isascii() and old.strip()[0].isalpha() else re.escape(old)
                options += [(m.start(), m.end(), new) for m in re.finditer(pattern, quote)]
        if not options:
            return None
        start, end, new = rng.choice(options)
        return quote[:start] + new + quote[end:]

    return apply


def _sign(rng: random.Random, quote: str, source: Source) -> str | None:
    found = [m for m in _numbers(quote) if not re.search(r"[A-Za-z\d年月.-]$", quote[: m.start()])]
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start()] + rng.choice("-负") + quote[match.start() :] if rng.random() < 0.7 else quote[: match.start()] + "-" + quote[match.start() :]


def _remove_negation(rng: random.Random, quote: str, source: Source) -> str | None:
    kept = "不断|不仅|不同|不但|不少|不久|不管|不过|不得不|未来"
    places = [(m.start(), m.end()) for word in TABLES["negation"]["remove"] for m in re.finditer(re.escape(word) + r"(?![a-z])", quote)]
    places = [(s, e) for s, e in places if not re.match(kept, quote[s : s + 3])]
    if not places:
        return None
    start, end = rng.choice(places)
    return quote[:start] + quote[end:]


def _insert_negation(rng: random.Random, quote: str, source: Source) -> str | None:
    options = []
    for pair in TABLES["negation"]["insert"]:
        old, new = pair.split("|")
        pattern = rf"\b{re.escape(old)}(?![A-Za-z])" if old.isascii() else re.escape(old)
        options += [(m.start(), m.end(), new) for m in re.finditer(pattern, quote)]
    if not options:
        return None
    start, end, new = rng.choice(options)
    return quote[:start] + new + quote[end:]


def _subject(rng: random.Random, quote: str, source: Source) -> str | None:
    held = [word for word in source.subjects if re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word), quote)]
    if not held:
        return None
    old = rng.choice(held)
    others = [word for word in source.subjects if word not in quote and old not in word and word not in old and word.isascii() == old.isascii()]
    return quote.replace(old, rng.choice(others), 1) if others else None


def _swap_numbers(rng: random.Random, quote: str, source: Source) -> str | None:
    found = _numbers(quote)
    if len(found) < 2:
        return None
    one, other = sorted(rng.sample(found, 2), key=lambda m: m.start())
    if one[0] == other[0]:
        return None
    return quote[: one.start()] + other[0] + quote[one.end() : other.start()] + one[0] + quote[other.end() :]


def _swap_names(rng: random.Random, quote: str, source: Source) -> str | None:
    held = [word for word in source.subjects if word in quote]
    held = [word for word in held if not any(word != other and (word in other or other in word) for other in held)]
    if len(held) < 2:
        return None
    one, other = sorted(rng.sample(held, 2), key=quote.index)
    first, second = quote.index(one), quote.index(other)
    if first + len(one) > second:
        return None
    return quote[:first] + other + quote[first + len(one) : second] + one + quote[second + len(other) :]


def _stitched(rng: random.Random, quote: str, source: Source) -> str | None:
    other = rng.choice(source.sentences)
    if other in quote or quote in other:
        return None
    if " " in quote and " " in other and quote.isascii():
        words, others = quote.split(" "), other.split(" ")
        return " ".join(words[: max(1, len(words) // 2)] + others[len(others) // 2 :])
    return quote[: max(2, len(quote) // 2)] + other[len(other) // 2 :]


def _other_end(rng: random.Random, quote: str, source: Source) -> str | None:
    parts = [p for p in _BORDER.split(quote) if p]
    others = [p for p in _BORDER.split(rng.choice(source.sentences)) if p]
    if len(parts) < 2 or not others or others[-1] in quote:
        return None
    return "".join(parts[:-1]) + (" " if quote.isascii() else "") + others[-1].strip()


def _inside_left_out(rng: random.Random, quote: str, source: Source) -> str | None:
    """The middle of a sentence left out, its ends joined."""
    parts = [p for p in _BORDER.split(quote) if p]
    if len(parts) < 3:
        return None
    at = rng.randrange(1, len(parts) - 1)
    return "".join(parts[:at] + parts[at + 1 :])


def _name_digits(rng: random.Random, quote: str, source: Source) -> str | None:
    found = [m for m in re.finditer(r"(?<=[A-Za-z])-?\d+(?:\.\d+)?|\d+(?:\.\d+)?(?=[A-Za-z])", quote)]
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start()] + _digit(rng, match[0]) + quote[match.end() :]


def _split_number(rng: random.Random, quote: str, source: Source) -> str | None:
    places = [m.end() for m in re.finditer(r"\d(?=\d)", quote)]
    if not places:
        return None
    at = rng.choice(places)
    return quote[:at] + " " + quote[at:]


def _join_numbers(rng: random.Random, quote: str, source: Source) -> str | None:
    found = [m for m in re.finditer(r"(?<=\d)\s+(?=\d)|(?<=\d)[-~、到至](?=\d)|(?<=\d)\.(?=\d)", quote)]
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start()] + quote[match.end() :]


def _cut_number(rng: random.Random, quote: str, source: Source) -> str | None:
    """A quote that begins inside a number: letter for letter in the source, and false."""
    found = [m for m in _numbers(quote) if len(m[0]) > 1 and m[0][1] not in ",." and m[0].strip("0.,")]
    if not found:
        return None
    match = rng.choice(found)
    rest = quote[match.start() + 1 :]
    return rest if len(rest) >= 4 and rest[0] != "0" else None


def _cut_unit(rng: random.Random, quote: str, source: Source) -> str | None:
    found = list(re.finditer(r"\d\s?(?:亿|万|億|萬|%|million|billion|percent|basis)", quote))
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start() + 1]


def _cut_negation(rng: random.Random, quote: str, source: Source) -> str | None:
    found = list(re.finditer(r"(?:不会|没有|未能|不能|無法|无法|不是|並無|尚未)(?=[\u4e00-\u9fff]{4})|\b(?:not|never|n't|no|without) (?=[a-z]+ [a-z]+ )", quote))
    if not found:
        return None
    return quote[rng.choice(found).end() :]


def _unit_dropped(rng: random.Random, quote: str, source: Source) -> str | None:
    found = list(re.finditer(r"(?<=\d)\s?(?:亿元|万元|亿|万|%|億|萬|million|billion|percent|basis points|个百分点)", quote)) + list(re.finditer(r"[$€¥](?=\d)", quote))
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start()] + quote[match.end() :]


def _word_changed(rng: random.Random, quote: str, source: Source) -> str | None:
    """A content word changed for one of another sentence of the source."""
    words = re.findall(r"[A-Za-z]{5,}", quote)
    others = re.findall(r"[A-Za-z]{5,}", rng.choice(source.sentences))
    if not words or not others:
        return None
    old, new = rng.choice(words), rng.choice(others)
    soft = {"continue", "continued", "further", "actually", "basically", "certainly", "obviously", "indeed", "currently", "during", "company", "thank", "today"}
    if old.lower().rstrip("s") == new.lower().rstrip("s") or (old.lower() in soft and new.lower() in soft):
        return None
    return re.sub(rf"\b{old}\b", new, quote, count=1)


_S = TABLES["swap"]
WRONG: dict[str, Change] = {
    "digit changed": _in_number(_digit), "digit dropped": _in_number(_drop), "digit added": _in_number(_add), "digits transposed": _in_number(_transpose),
    "point moved": _in_number(_move_point), "comma to point": _in_number(lambda rng, n: n.replace(",", ".") if "," in n else None),
    "point to comma": _in_number(lambda rng, n: n.replace(".", ",") if "." in n else None), "number split": _split_number, "numbers joined": _join_numbers,
    "sign": _sign, "scale": _swap_words(_S["scale"]), "unit": _swap_words(_S["unit"]), "unit dropped": _unit_dropped, "currency": _swap_words(_S["currency"]),
    "direction": _swap_words(_S["direction"]), "negation removed": _remove_negation, "negation inserted": _insert_negation, "period": _swap_words(_S["period"]),
    "comparison base": _swap_words(_S["base"]), "qualifier": _swap_words(_S["qualifier"]), "modality": _swap_words(_S["modality"]), "level and change": _swap_words(_S["level"]),
    "number in words": _swap_words(_S["spelled"]), "digit in a name": _name_digits, "subject": _subject, "two numbers swapped": _swap_numbers,
    "two names swapped": _swap_names, "stitched": _stitched, "end of another": _other_end, "middle left out": _inside_left_out, "word changed": _word_changed,
    "cut in a number": _cut_number, "cut in a unit": _cut_unit, "cut behind a negation": _cut_negation,
}  # fmt: skip
CUTS = frozenset({"cut in a number", "cut in a unit", "cut behind a negation"})
"""Letter for letter in the source, and false all the same."""


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


def wrong_cases(source: Source, rng: random.Random, count: int) -> Iterator[Case]:
    kinds = list(WRONG)
    pool = source.sentences + source.clauses
    with_number = [piece for piece in pool if re.search(r"\d", piece)] or pool
    made = 0
    for turn in range(count * 30):
        if made >= count or not pool:
            return
        kind = kinds[turn % len(kinds)]
        origin = rng.choice(with_number if rng.random() < 0.6 else pool)
        quote = WRONG[kind](rng, origin, source)
        if quote is None or quote == origin or len(quote.strip()) < 4:
            continue
        if kind not in CUTS and plain(quote).strip("。,;:") in source.plain:
            continue
        made += 1
        yield Case(kind, quote, origin)

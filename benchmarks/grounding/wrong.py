"""False quotes: true ones with one thing changed that decides what they say.

Three kinds stand in the source letter for letter and are false all the same (`falseness.CUTS`): they begin or end inside a number or a
unit, or directly behind a negation.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from .right import RIGHT, Change
from .sources import BORDER, Source, plain
from .tables import TABLES

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


def _found(word: str, quote: str) -> Iterator[re.Match[str]]:
    """Where ``word`` stands, a Latin one by itself."""
    whole = word.strip()[:1].isascii() and word.strip()[:1].isalpha()
    return re.finditer(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if whole else re.escape(word), quote)


def _swap_words(pairs: list[str]) -> Change:
    def apply(rng: random.Random, quote: str, source: Source) -> str | None:
        options = []
        for pair in pairs:
            one, other = pair.split("|")
            for old, new in ((one, other), (other, one)):
                options += [(m.start(), m.end(), new) for m in _found(old, quote)]
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
    return quote[: match.start()] + rng.choice("--负") + quote[match.start() :]


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
    return quote[:start] + str(new) + quote[end:]


def _subject(rng: random.Random, quote: str, source: Source) -> str | None:
    held = [word for word in source.subjects if any(_found(word, quote))]
    if not held:
        return None
    old = rng.choice(held)
    others = [word for word in source.subjects if word not in quote and old not in word and word not in old]
    others = [word for word in others if word.isascii() == old.isascii() and {word, old} != {"营收", "营业收入"}]
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
    parts = [p for p in BORDER.split(quote) if p]
    others = [p for p in BORDER.split(rng.choice(source.sentences)) if p]
    if len(parts) < 2 or not others or others[-1] in quote or not re.search(r"\w\w", others[-1]) or len(others[-1]) < 6:
        return None
    return "".join(parts[:-1]) + (" " if quote.isascii() else "") + others[-1].strip()


def _inside_left_out(rng: random.Random, quote: str, source: Source) -> str | None:
    """The middle of a sentence left out, its ends joined."""
    parts = [p for p in BORDER.split(quote) if p]
    if len(parts) < 3:
        return None
    at = rng.randrange(1, len(parts) - 1)
    if len(re.findall(r"[a-zA-Z]+|\d+|[\u4e00-\u9fff]{2}", parts[at])) < 3:
        return None  # "you know," and its like say nothing
    return "".join(parts[:at] + parts[at + 1 :])


def _name_digits(rng: random.Random, quote: str, source: Source) -> str | None:
    found = list(re.finditer(r"(?<=[A-Za-z])-?\d+(?:\.\d+)?|\d+(?:\.\d+)?(?=[A-Za-z])", quote))
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
    found = list(re.finditer(r"(?<=\d)\s+(?=\d)|(?<=\d)[-~、到至](?=\d)|(?<=\d)\.(?=\d)", quote))
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
    found = list(re.finditer(r"\d\s?(?:亿|万|億|萬|%|million|billion|percent|basis points)", quote))
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start() + 1]


def _cut_negation(rng: random.Random, quote: str, source: Source) -> str | None:
    chinese = r"(?:不会|没有|未能|不能|無法|无法|不是|並無|尚未)(?=[\u4e00-\u9fff]{4})"
    found = list(re.finditer(chinese + r"|\b(?:not|never|n't|no|without) (?=[a-z]+ [a-z]+ )", quote))
    if not found:
        return None
    return quote[rng.choice(found).end() :]


def _unit_dropped(rng: random.Random, quote: str, source: Source) -> str | None:
    units = "亿元|万元|亿|万|%|億|萬|million|billion|percent|basis points|个百分点"
    found = list(re.finditer(rf"(?<=\d)\s?(?:{units})|[$€¥](?=\d)", quote))
    if not found:
        return None
    # at a range's first end it goes without saying
    found = [match for match in found if not re.match(r"\s?(?:-|~|至|到|to|and)\s?[$€¥]?\d", quote[match.end() :])]
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start()] + quote[match.end() :]


_MOVES = (
    {"increase", "increased", "increases", "increasing", "growth", "grown", "grows", "growing", "rising", "rises", "climbed"},
    {"decrease", "decreased", "decreases", "decline", "declined", "declines", "declining", "decreasing", "dropped", "falling"},
)


def _word_changed(rng: random.Random, quote: str, source: Source) -> str | None:
    """A content word changed for one of another sentence of the source."""
    words = re.findall(r"[A-Za-z]{5,}", quote)
    others = re.findall(r"[A-Za-z]{5,}", rng.choice(source.sentences))
    if not words or not others:
        return None
    old, new = rng.choice(words), rng.choice(others)
    soft = {"continue", "continued", "further", "actually", "basically", "certainly", "obviously", "indeed", "currently", "during"}
    moves = next((row for row in _MOVES if old.lower() in row), ())
    if new.lower() in moves:
        return None
    if old.lower().rstrip("s") == new.lower().rstrip("s") or (old.lower() in soft and new.lower() in soft):
        return None
    return re.sub(rf"\b{old}\b", new, quote, count=1)


_AMOUNT = re.compile(
    r"(?<![\w.,-])(?:(?:US|HK|RMB)?[$€£¥])?\d+(?:,\d{3})*(?:\.\d+)?\s?"
    r"(?:[亿億]美元|[亿億]港元|[亿億万萬]元|[亿万億萬%元张个個]|percent|million|billion|basis points|个百分点)?(?![\d,.]\d)"
)


def _neighbours_figure(rng: random.Random, quote: str, source: Source) -> str | None:
    """An amount changed for one, of the same unit where there is one, that the sentence before or behind tells."""
    number = source.holding.get(quote)
    held = list(_AMOUNT.finditer(quote))
    if number is None or not held:
        return None
    near = [at for at in (number - 2, number - 1, number + 1, number + 2) if 0 <= at < len(source.sentences)]
    others = [match[0] for at in near for match in _AMOUNT.finditer(source.sentences[at]) if plain(match[0]) not in plain(quote)]
    match = rng.choice(held)
    unit = re.sub(r"[\d.,]", "", plain(match[0]))
    alike = [other for other in others if re.sub(r"[\d.,]", "", plain(other)) == unit]
    if not alike:
        return None
    return quote[: match.start()] + rng.choice(alike) + quote[match.end() :]


def _per_share(rng: random.Random, quote: str, source: Source) -> str | None:
    """An amount for all made one a share, or the other way round."""
    each = re.search(r" per (?:diluted )?share|每股", quote)
    if each:
        return quote[: each.start()] + quote[each.end() :]
    if re.search(r"EPS|share|股", quote):
        return None  # that it is one a share may go without saying
    amount = list(re.finditer(r"\$\d+(?:\.\d+)?(?: million| billion)?(?![\d,.]*\d)|(?<![\d.])\d+(?:\.\d+)?\s?[亿億万萬]元", quote))
    if not amount:
        return None
    match = rng.choice(amount)
    if source.language == "en":
        return quote[: match.end()] + " per share" + quote[match.end() :]
    return quote[: match.start()] + "每股" + quote[match.start() :]


_END = r"[$]?\d+(?:\.\d+)?\s?(?:%|million|billion|亿元|亿|万)?"
_RANGE = re.compile(rf"(?:from |between |从|介乎|在)?(?P<low>{_END})\s?(?:-|~|至|到|to|and)\s?(?P<high>{_END})")


def _one_end(rng: random.Random, quote: str, source: Source) -> str | None:
    """A range given as one of its ends."""
    found = [match for match in _RANGE.finditer(quote) if not re.search(r"[\d.,-]$|[A-Za-z]-?$", quote[: match.start("low")])]
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start()] + match[rng.choice(["low", "high"])] + quote[match.end() :]


def _bracketed(rng: random.Random, quote: str, source: Source) -> str | None:
    """An amount in brackets, as accounts write a negative one."""
    found = list(re.finditer(r"(?<![\w.,(-])\$?\d+(?:,\d{3})*(?:\.\d+)?(?![\d年月)])", quote))
    if not found:
        return None
    match = rng.choice(found)
    return f"{quote[: match.start()]}({match[0]}){quote[match.end() :]}"


_BOUNDED = re.compile(r"(?:than|over|under|to|most|least|below|above|about|around)\s$|[超过過到约約近逾于於足]\s?$")


def _bound_put_in(rng: random.Random, quote: str, source: Source) -> str | None:
    amounts = re.finditer(r"(?<![\w.,~$-])\$?\d+(?:,\d{3})*(?:\.\d+)?(?=\s?(?:%|亿|億|万|萬|million|billion|percent))", quote)
    bounds = ["less than ", "up to ", "at most "] if source.language == "en" else ["不到", "不超过", "低于"]
    found = [m for m in amounts if not _BOUNDED.search(quote[: m.start()])]
    if not found:
        return None
    match = rng.choice(found)
    return quote[: match.start()] + rng.choice(bounds) + quote[match.start() :]


def _disguised(rng: random.Random, quote: str, source: Source) -> str | None:
    """A number changed, in full width, another script or other white space besides."""
    changed = _in_number(rng.choice([_digit, _transpose, _move_point, _drop]))(rng, quote, source)
    if changed is None or plain(changed).strip("。,;:?!()、") in source.plain:
        return None
    return RIGHT[rng.choice(["full width", "other script", "re-spaced", "damage: lines", "case"])](rng, changed, source)


_S = TABLES["swap"]
WRONG: dict[str, Change] = {
    "digit changed": _in_number(_digit),
    "digit dropped": _in_number(_drop),
    "digit added": _in_number(_add),
    "digits transposed": _in_number(_transpose),
    "point moved": _in_number(_move_point),
    "comma to point": _in_number(lambda rng, n: n.replace(",", ".") if "," in n else None),
    "point to comma": _in_number(lambda rng, n: n.replace(".", ",") if "." in n else None),
    "number split": _split_number,
    "numbers joined": _join_numbers,
    "sign": _sign,
    "scale": _swap_words(_S["scale"]),
    "unit": _swap_words(_S["unit"]),
    "unit dropped": _unit_dropped,
    "currency": _swap_words(_S["currency"]),
    "direction": _swap_words(_S["direction"]),
    "negation removed": _remove_negation,
    "negation inserted": _insert_negation,
    "period": _swap_words(_S["period"]),
    "comparison base": _swap_words(_S["base"]),
    "qualifier": _swap_words(_S["qualifier"]),
    "modality": _swap_words(_S["modality"]),
    "level and change": _swap_words(_S["level"]),
    "number in words": _swap_words(_S["spelled"]),
    "digit in a name": _name_digits,
    "subject": _subject,
    "two numbers swapped": _swap_numbers,
    "two names swapped": _swap_names,
    "stitched": _stitched,
    "end of another": _other_end,
    "middle left out": _inside_left_out,
    "word changed": _word_changed,
    "neighbour's figure": _neighbours_figure,
    "per share": _per_share,
    "one end of a range": _one_end,
    "brackets": _bracketed,
    "bound put in": _bound_put_in,
    "number, in disguise": _disguised,
    "cut in a number": _cut_number,
    "cut in a unit": _cut_unit,
    "cut behind a negation": _cut_negation,
}

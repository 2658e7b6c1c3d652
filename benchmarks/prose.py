"""How many false retellings `objection` lets pass and how many true ones it refuses, and how long it takes.

    python benchmarks/prose.py DOCUMENT… --right 2000 --wrong 2000 --seed 1

Retellings are made from one or two sentences of the documents themselves. Some of the false ones say the same (``will`` taken out where
``we expect`` stays), so that those that passed want reading. Exit code 1 if more than 2 % of the false ones
passed or more than 8 % of the true ones were refused.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import opencc
from grounding.sources import Source, load, plain
from grounding.wrong import WRONG as FALSEHOODS

from summarizer.grounding.prose import objection

TABLES = tomllib.loads(Path(__file__).with_name("prose.toml").read_text(encoding="utf-8"))
Change = Callable[[random.Random, str, Source], "str | None"]
MOST_FALSE, MOST_REFUSED = 0.02, 0.08


@dataclass(frozen=True)
class Retelling:
    kind: str
    prose: str
    sources: tuple[str, ...]


_BORDER = re.compile(r"(?<=[，；、])|(?<=[,;])(?=[^\d])")
_COMMA = re.compile(r"(?<=[，；])|(?<=[,;])(?=[^\d])")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def _clauses(sentence: str) -> list[str]:
    return [part for part in _COMMA.split(sentence) if part.strip()]


def _with(sentence: str, old: str, new: str) -> str | None:
    if old.isascii():
        found = list(re.finditer(rf"(?<![A-Za-z-]){re.escape(old)}(?![A-Za-z])", sentence))
    else:
        found = list(re.finditer(re.escape(old), sentence))
    return sentence[: found[0].start()] + new + sentence[found[0].end() :] if found else None


def _without(words: list[str]) -> Change:
    def apply(rng: random.Random, sentence: str, source: Source) -> str | None:
        held = [word for word in words if _with(sentence, word, "") is not None]
        return re.sub("  +", " ", _with(sentence, rng.choice(held), "") or "") if held else None

    return apply


def _row(rows: list[str], *, one_way: bool = False, before: str = "") -> Change:
    """A word changed for another of its row, the first alone if ``one_way``, where ``before`` follows it."""

    def apply(rng: random.Random, sentence: str, source: Source) -> str | None:
        options = []
        for row in rows:
            words = row.split("|")
            for old in words[:1] if one_way else words:
                whole = rf"(?<![A-Za-z-]){re.escape(old)}(?![A-Za-z])" if old.isascii() else re.escape(old)
                for match in re.finditer(whole + before, sentence):
                    options += [sentence[: match.start()] + new + sentence[match.start() + len(old) :] for new in words if new != old]
        return rng.choice(options) if options else None

    return apply


def _first_clause_dropped(rng: random.Random, sentence: str, source: Source) -> str | None:
    parts = _clauses(sentence)
    if len(parts) < 2 or re.search(r"\d|" + TABLES["carrying"]["words"], parts[0]) or len(parts[0]) > 16:
        return None
    rest = "".join(parts[1:]).strip()
    return rest[0].upper() + rest[1:]


def _last_clause_dropped(rng: random.Random, sentence: str, source: Source) -> str | None:
    parts = _clauses(sentence)
    return "".join(parts[:-1]).strip().rstrip(",，;；、") + ("." if sentence.isascii() else "。") if len(parts) > 1 else None


def _bracket_dropped(rng: random.Random, sentence: str, source: Source) -> str | None:
    short = re.sub(r"\s?[(（][^()（）]*[)）]", "", sentence)
    return short if short != sentence else None


def _turned(rng: random.Random, sentence: str, source: Source) -> str | None:
    """``X 36.8 亿元,同比增长 8%`` as ``X 同比增长 8%至 36.8 亿元``."""
    match = re.search(r"(\d[\d.,]*\s?[亿万億萬]+美?[元港]*)[,，]\s?((?:同比|按年)(?:增长|下降|上升|减少|增加)\s?\d[\d.]*%)", sentence)
    if match and not re.search("到|至|约|超|近", sentence[: match.start()][-3:]):
        return sentence[: match.start()] + match[2] + "至" + match[1] + sentence[match.end() :]
    match = re.search(r"was (\$[\d.]+ (?:million|billion)), (up|down) ([\d.]+%(?: year[ -]over[ -]year| from a year ago)?)", sentence)
    return sentence[: match.start()] + f"was {match[2]} {match[3]} to {match[1]}" + sentence[match.end() :] if match else None


def _two(rng: random.Random, sentence: str, source: Source) -> str | None:
    return sentence


_CONVERTERS = {name: opencc.OpenCC(name) for name in ("s2t", "t2s")}


def _script(rng: random.Random, sentence: str, source: Source) -> str | None:
    changed: str = rng.choice(list(_CONVERTERS.values())).convert(sentence)
    return changed if changed != sentence else None


def _width(rng: random.Random, sentence: str, source: Source) -> str | None:
    changed = sentence.translate(str.maketrans("，；：（）？！％", ",;:()?!%"))
    return changed if changed != sentence else None


RIGHT: dict[str, Change] = {
    "as it stands": _two,
    "first clause dropped": _first_clause_dropped,
    "last clause dropped": _last_clause_dropped,
    "bracket dropped": _bracket_dropped,
    "level and growth turned": _turned,
    "word of the same row": _row(TABLES["same"]["rows"]),
    "light word dropped": _without(TABLES["light"]["words"]),
    "other script": _script,
    "other width": _width,
}


def _swapped(rng: random.Random, sentence: str, source: Source) -> str | None:
    """Two figures change places, each with its unit."""
    found = list(re.finditer(r"[$€£]?\d+(?:,\d{3})*(?:\.\d+)?\s?(?:%|[亿万億萬]+美?元?|million|billion)", sentence))
    found = [match for match in found if not re.search(r"[A-Za-z-]$", sentence[: match.start()])]
    if len(found) < 2:
        return None
    one, other = sorted(rng.sample(found, 2), key=lambda match: match.start())
    if one[0].strip() == other[0].strip():
        return None
    return sentence[: one.start()] + other[0] + sentence[one.end() : other.start()] + one[0] + sentence[other.end() :]


def _from_elsewhere(rng: random.Random, sentence: str, source: Source) -> str | None:
    found, others = _NUMBER.findall(sentence), _NUMBER.findall(rng.choice(source.sentences))
    others = [number for number in others if number not in found]
    return sentence.replace(rng.choice(found), rng.choice(others), 1) if found and others else None


def _modal_dropped(rng: random.Random, sentence: str, source: Source) -> str | None:
    """The only modal of its clause."""
    parts = _clauses(sentence)
    words = TABLES["modal"]["words"]
    at = [index for index, part in enumerate(parts) if sum(_with(part, word, "") is not None for word in words) == 1]
    if not at:
        return None
    index = rng.choice(at)
    return "".join([*parts[:index], _without(words)(rng, parts[index], source) or "", *parts[index + 1 :]])


def _invented(rng: random.Random, sentence: str, source: Source) -> str | None:
    words = TABLES["invented"]["en" if sentence.isascii() else "zh"]
    options = [old for old in words if _with(sentence, old.split("|")[0], "") is not None]
    if not options:
        return None
    old, new = rng.choice(options).split("|")
    return _with(sentence, old, new)


def _renamed(rng: random.Random, sentence: str, source: Source) -> str | None:
    return _row(TABLES["renamed"]["rows"])(rng, sentence, source)


def _clause_added(rng: random.Random, sentence: str, source: Source) -> str | None:
    """A clause of another sentence, or one that would hold of every company."""
    if rng.random() < 0.5:
        added: str = rng.choice(TABLES["added"]["en" if sentence.isascii() else "zh"])
    else:
        parts = [part.strip(" ,;，；。.") for part in _clauses(rng.choice(source.sentences)) if not _NUMBER.search(part)]
        parts = [part for part in parts if len(part) >= (24 if part.isascii() else 8) and part.isascii() == sentence.isascii()]
        if not parts:
            return None
        added = rng.choice(parts)
    return sentence.rstrip(" 。.;；") + (", " if sentence.isascii() else "，") + added + sentence.rstrip()[-1:]


def _asked(rng: random.Random, sentence: str, source: Source) -> str | None:
    if "?" in sentence or "？" in sentence:
        return None
    ends = sentence.rstrip(" 。.;；")
    if sentence.isascii():
        return rng.choice([f"{ends}?", f"How {ends[0].lower()}{ends[1:]}?", f"Whether {ends[0].lower()}{ends[1:]}."])
    return ends + rng.choice(["?", "吗", "如何", "是什么", "?"])


def _slot_left(rng: random.Random, sentence: str, source: Source) -> str | None:
    """A figure or a place between two words holds an id without its braces."""
    found = list(_NUMBER.finditer(sentence)) or list(re.finditer(r"\s+", sentence))
    if not found:
        return None
    match = rng.choice(found)
    return f"{sentence[: match.start()].rstrip()} {rng.choice('fdnps')} {sentence[match.end() :].lstrip()}"


def _said_twice(rng: random.Random, sentence: str, source: Source) -> str | None:
    match = re.match(r"[a-zA-Z]{2,}\s|[\u4e00-\u9fff]{2}", sentence)
    return match[0] + sentence if match else None


_KEPT = (
    "period", "comparison base", "digit in a name", "digit changed",
    "scale", "currency",
)  # fmt: skip
WRONG: dict[str, Change] = {
    **{kind: FALSEHOODS[kind] for kind in _KEPT},
    "negation removed": _row(TABLES["negation"]["removed"], one_way=True),
    "negation inserted": _row(TABLES["negation"]["inserted"], one_way=True),
    "plan told as a fact": _row(TABLES["modal"]["done"], one_way=True),
    "fact told as a plan": _row(TABLES["modal"]["to_come"], one_way=True),
    "number in words": _row(TABLES["spelled"]["rows"]),
    "direction flipped": _row(TABLES["flipped"]["rows"]),
    "qualifier changed": _row(TABLES["qualifier"]["rows"], before=r"(?=\s?[$€]?\d)"),
    "metric replaced": _row(TABLES["metric"]["rows"]),
    "level told as change": _row(TABLES["level"]["rows"], one_way=True, before=r"(?=\s?[$€]?\d)"),
    "two figures swapped": _swapped,
    "a figure from elsewhere": _from_elsewhere,
    "modal dropped": _modal_dropped,
    "quantity invented": _invented,
    "segment or market renamed": _renamed,
    "clause added": _clause_added,
    "asked": _asked,
    "slot left": _slot_left,
    "subject twice": _said_twice,
}


def cases(source: Source, rng: random.Random, kinds: dict[str, Change], count: int) -> Iterator[Retelling]:
    """``count`` retellings of one or two neighbouring sentences of ``source``, each kind in turn."""
    names = list(kinds)
    made = 0
    seen: set[tuple[str, tuple[str, ...]]] = set()
    sentences = [index for index, sentence in enumerate(source.sentences) if "\n" not in sentence]
    with_number = [index for index in sentences if _NUMBER.search(source.sentences[index])] or sentences
    for turn in range(count * 30):
        if made >= count or not sentences:
            return
        kind = names[turn % len(names)]
        index = rng.choice(with_number if rng.random() < 0.6 else sentences)
        sentence = source.sentences[index]
        prose = kinds[kind](rng, sentence, source)
        if prose is None or len(prose.strip()) < 6:
            continue
        cited = (sentence, *source.sentences[index + 1 : index + 2]) if rng.random() < 0.3 else (sentence,)
        if kinds is WRONG and plain(prose).strip("。,;:?!()、") in plain("".join(cited)):
            continue
        if (prose, cited) in seen:
            continue
        seen.add((prose, cited))
        made += 1
        yield Retelling(kind, prose, cited)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--right", type=int, default=2000, help="true retellings over all documents")
    parser.add_argument("--wrong", type=int, default=2000, help="false retellings over all documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=3, help="examples shown of each kind of failure")
    options = parser.parse_args(argv)
    files = [path for given in options.documents for path in (sorted(given.rglob("*.txt")) if given.is_dir() else [given])]
    sources = [load(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in files]
    sources = [source for source in sources if source.sentences]
    rates = []
    sides = (("true retellings refused", RIGHT, options.right, True), ("false retellings passed", WRONG, options.wrong, False))
    for title, kinds, total, refused_is_failure in sides:
        asked: Counter[str] = Counter()
        failed: dict[str, list[tuple[Retelling, str | None]]] = defaultdict(list)
        spent = 0.0
        for number, source in enumerate(sources):
            rng = random.Random(f"{options.seed} {source.name}")
            share = total * (number + 1) // len(sources) - total * number // len(sources)
            for case in cases(source, rng, kinds, share):
                began = time.perf_counter()
                reason = objection(case.prose, case.sources)
                spent += time.perf_counter() - began
                asked[case.kind] += 1
                if (reason is not None) is refused_is_failure:
                    failed[case.kind].append((case, reason))
        print(title)
        for kind, count in sorted(asked.items()):
            print(f"  {kind:32} {len(failed[kind]):5} of {count:6}")
            for case, reason in failed[kind][: options.examples]:
                print(f"      prose  {case.prose!r}\n      source {' / '.join(case.sources)!r}\n      {reason}")
        lost = sum(map(len, failed.values()))
        rates.append(lost / max(1, asked.total()))
        print(f"{lost} of {asked.total():,} {title} ({100 * rates[-1]:.2f} %), {1000 * spent / max(1, asked.total()):.2f} ms each")
    return int(rates[0] > MOST_REFUSED or rates[1] > MOST_FALSE)


if __name__ == "__main__":
    sys.exit(main())

"""Whether a retelling is one finished statement: nothing open, nothing left of markup and slots, no question, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..outline.script import HAN
from ..patterns import lazy
from ..tables import table
from .statement import LATIN, QUOTED, Statement, entries, named

LONGEST = 1_000
"""Prose of more characters than this is no short retelling."""
_LEAST = 4
"""So many Han letters, or half as many Latin words, a text needs that says something without a figure or a movement."""

_LEFTOVER = lazy(r"[{}⟦⟧\n]|```|\*\*|</?[a-zA-Z][^<>]{0,40}>|\b[sS]\d+\s*[:：]|^\s*(?:#|[-*]\s)|https?:")
_UNSEEN = lazy(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
"""Control characters, and those that turn or hide what stands beside them."""
_BRACKETS = (("(", ")"), ("（", "）"), ("「", "」"), ("『", "』"), ("“", "”"), ("《", "》"), ("[", "]"), ("【", "】"))
_HOLDING_NOTHING = lazy(r"[(「『“《\[【][\s,、;:.。]*[)」』”》\]】]")
# an id that lost its braces; 's is a genitive, 8p a unit, R&D a name
_SLOT = lazy(r"(?<![a-z0-9'’&.-])[fdnps]\d{0,3}(?![a-z0-9'’&]|-[a-z0-9]|\.[a-z0-9])")
_TWICE = lazy(rf"([{HAN}]{{2,12}}?)\s?\1|\b([a-z]{{2,}})\s\2\b(?<!that that)(?<!had had)")


def markup(prose: str) -> Iterator[str]:
    if len(prose) > LONGEST:
        yield f"the text is {len(prose)} characters long"
    left = _LEFTOVER.search(prose)
    if left:
        yield f"the text holds markup: {left[0].strip()[:QUOTED] or 'a line break'}"
    if _UNSEEN.search(prose):
        yield "the text holds a character that cannot be seen"
    for opening, closing in _BRACKETS:
        if prose.count(opening) != prose.count(closing):
            yield f"a bracket is left open: {opening}"


def form(ours: Statement, theirs: Statement, known: str) -> Iterator[str]:
    yield from _slots(ours, known)
    yield from _ending(ours)
    yield from _asking(ours, theirs)
    yield from _saying(ours, known)
    yield from _naming(ours, theirs)


def _slots(ours: Statement, known: str) -> Iterator[str]:
    held: set[str] | None = None
    for slot in _SLOT.finditer(ours.folded):
        held = set(_SLOT.findall(known)) if held is None else held
        if slot[0] not in held and not ours.text[slot.start()].isupper():
            yield f"a slot is left without its figure: {slot[0]}"
    hollow = _HOLDING_NOTHING.search(ours.folded)
    if hollow:
        yield f"a bracket holds nothing: {hollow[0][:QUOTED]}"


def _ending(ours: Statement) -> Iterator[str]:
    ends = ours.text.rstrip()
    if ends[-1] in ",，、:：(（-—/":
        yield f"the text is unfinished: it ends with {ends[-1]}"
    folded = ours.folded.rstrip().rstrip("。.!?…;")
    words = table("grounding", "prose")["unfinished"]
    last = folded.rsplit(" ", 1)[-1]
    if last.isascii() and last in entries(words["en"]) and last != folded:
        yield f"the text is unfinished: it ends with {last}"
    last = next((word for word in entries(words["zh"]) if folded.endswith(word)), "")
    if last:
        yield f"the text is unfinished: it ends with {last}"


def _asking(ours: Statement, theirs: Statement) -> Iterator[str]:
    """A summary tells; it asks only what its source asks."""
    if "?" in ours.folded and "?" not in theirs.folded:
        yield "the text asks, the source does not: ?"
    asked = {row for _, row, _, _, _ in named(theirs.folded, "asking")}
    for _, row, word, start, _ in named(ours.folded, "asking"):
        begins = start == 0 or ours.folded[max(0, start - 2) : start].rstrip()[-1:] in ".!?:;"
        if row not in asked and (begins or not word.isascii() or word == "whether"):
            yield f"the text asks, the source does not: {word}"


_BORDERS = "，,。.;；!?：:、\n "


def _naming(ours: Statement, theirs: Statement) -> Iterator[str]:
    """What only names a topic, or speaks of the text that it was made from."""
    data = table("grounding", "prose")
    told = ours.folded.strip(_BORDERS)
    end = next((word for word in entries(data["topic"]["ends"]) if told.endswith(word)), "")
    if end and not re.search(f"{end}(?:[{_BORDERS}]|$)", theirs.folded):
        yield f"the text names a topic and says nothing of it: {end}"
    begin = next((word for word in entries(data["topic"]["begins"]) if told.startswith(word)), "")
    if begin and not any(token.kind == "comma" for token in ours.tokens):
        yield f"the text names a topic and says nothing of it: {begin}"
    for word in entries(data["meta"]["words"]):
        if word in ours.folded and word not in theirs.folded:
            yield f"the text speaks of its source: {word}"


def _saying(ours: Statement, known: str) -> Iterator[str]:
    for twice in _TWICE.finditer(ours.folded):
        if twice[0] not in known:
            yield f"the text says this twice in a row: {(twice[1] or twice[2])[:QUOTED]}"
    if any(token.kind in ("figure", "number", "period", "direction", "negation", "modal") for token in ours.tokens):
        return
    han = sum(letter > "\u2fff" and letter.isalpha() for letter in ours.folded)
    if han + 2 * len(LATIN.findall(ours.folded)) < _LEAST:
        yield f"the text is a mere label: {ours.text.strip()[:QUOTED]}"

"""The words that turn a statement round, and whether a claim's are those of its place: opposites, denials, done and planned, counts.

Everything here asks for strong evidence: the words must be told of the same things, in one clause, and the source must say
nothing else of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..outline.script import HAN
from ..patterns import lazy
from ..tables import WordList, table
from .bilingual import root
from .wording import Term, Wording

_WITHIN = "a-z0-9"


@dataclass(frozen=True, slots=True)
class Sign:
    """One such word. Offsets count the text that was read."""

    kind: str
    """The axis, or ``negation``, ``planned``, ``ongoing``, ``done``, ``unreal``."""
    pole: str
    start: int
    end: int
    surface: str


@dataclass(slots=True)
class Reading:
    """A text with its signs."""

    wording: Wording
    signs: list[Sign]

    def clause(self, place: int) -> int:
        """The clause that holds a place."""
        return self.wording.clause_at(place)

    def of(self, kind: str, clause: int | None = None) -> list[Sign]:
        """The signs of one kind, of one clause or of all."""
        return [sign for sign in self.signs if sign.kind == kind and clause in (None, self.clause(sign.start))]


def read_signs(wording: Wording) -> Reading:
    """The signs of a text."""
    return Reading(wording, list(_signs(wording)))


def _signs(wording: Wording) -> Iterator[Sign]:
    lexicon = _lexicon()
    folded = wording.folded
    across = [term for term in wording.terms if term.han and term.end - term.start > 1]
    inner = {
        place
        for term in wording.terms
        if term.han and term.end - term.start > 1
        for place in range(term.start, term.end)
    }
    for match in _THAN.finditer(folded):
        if match.start() in inner:
            continue
        yield Sign("against", "below" if match["below"] else "above", match.start(), match.end(), match[0])
    for start, end, word in lexicon.chinese.find(folded, 0, len(folded)):
        if end - start == 1 and start in inner:
            continue
        if not word.startswith(("不", "未", "没")) and any(
            term.start < end and start < term.end and not (start <= term.start and term.end <= end) for term in across
        ):
            continue
        for kind, pole in lexicon.rows[word]:
            if kind == "planned" and folded[start - 1 : start] in _NOUN_BEHIND:
                continue
            if kind != "compound":
                yield Sign(kind, pole, start, end, word)
    tokens = list(re.finditer(r"[a-z]+(?=n't\b)|n't\b|[a-z]+", folded))
    at = 0
    while at < len(tokens):
        for size in range(min(4, len(tokens) - at), 0, -1):
            run = tokens[at : at + size]
            if size > 1 and any(folded[one.end() : two.start()].strip(" -") for one, two in pairwise(run)):
                continue
            exact = "!" + " ".join(one[0] for one in run)
            key = exact if exact in lexicon.english else " ".join(_form(one[0]) for one in run)
            if key in lexicon.english:
                for kind, pole in lexicon.english[key]:
                    if kind == "planned" and _HAD.search(folded, max(0, run[0].start() - 6), run[0].start()):
                        continue
                    if kind != "compound":
                        yield Sign(kind, pole, run[0].start(), run[-1].end(), folded[run[0].start() : run[-1].end()])
                at += size
                break
        else:
            at += 1


_NOUN_BEHIND = frozenset("比于按照据期励原该此营款")
"""Behind these a plan is a thing, and nothing is planned."""
_HAD = lazy(r"\b(?:had|than|as|our|the|their|its)(?: been)? $")


def _form(word: str) -> str:
    """A word's root; adverbs stay apart: what is largely so is not large."""
    return root(word) + ("-ly" if word.endswith("ly") else "")


_THAN = lazy(
    rf"(?:比|较)[{HAN}a-z0-9]{{1,10}}?(?:的|要|更|还|会)*(?P<below>小|低|少|慢|差|弱)|(?:比|较)[{HAN}a-z0-9]{{1,10}}?(?:的|要|更|还|会)*(?P<above>大(?![概约致体])|高|多|快|好|强)"
)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    chinese: WordList
    rows: dict[str, tuple[tuple[str, str], ...]]
    english: dict[str, tuple[tuple[str, str], ...]]


def _entries(row: str) -> tuple[list[str], list[str]]:
    chinese, *english = row.split("|")
    if not re.search(f"[{HAN}]", chinese):
        return [], [chinese, *english]
    more = [word for word in english if re.search(f"[{HAN}]", word)]
    return chinese.split() + [word for row in more for word in row.split()], [
        word for word in english if word not in more
    ]


@cache
def _lexicon() -> _Lexicon:
    data = table("verification", "polarity")
    rows: list[tuple[str, str, str]] = [
        (axis, pole, row) for axis, poles in data["axis"].items() for pole, row in poles.items()
    ]
    rows += [("negation", "not", data["negation"]["words"]), ("compound", "", data["negation"]["compound"])]
    rows += [(kind, kind, data["status"][kind]) for kind in ("planned", "ongoing", "done", "unreal", "needed")]
    rows += [("meant", "", data["negation"]["meant"])]
    rows += [("cause", pole, row) for pole, row in data["cause"].items()]
    rows += [("relation", pole, row) for pole, row in data["relation"].items()]
    chinese: dict[str, list[tuple[str, str]]] = {}
    english: dict[str, list[tuple[str, str]]] = {}
    for kind, pole, row in rows:
        han, latin = _entries(row)
        for word in han:
            chinese.setdefault(word, []).append((kind, pole))
        for phrase in latin:
            parts = re.findall(r"n't|[a-z]+", phrase)
            # note and not have one root
            key = "!" + " ".join(parts) if kind in ("negation", "compound") else " ".join(map(_form, parts))
            if (kind, pole) not in english.setdefault(key, []):
                english[key].append((kind, pole))
    return _Lexicon(
        WordList(chinese, _WITHIN),
        {word: tuple(found) for word, found in chinese.items()},
        {key: tuple(found) for key, found in english.items()},
    )


@cache
def _words(section: str, name: str) -> frozenset[str]:
    """The words of a row, English ones as roots."""
    chinese, latin = _entries(table("verification", "polarity")[section][name])
    return frozenset(chinese) | {" ".join(root(word) for word in phrase.split()) for phrase in latin}


def known_as(sign: Sign, section: str, name: str) -> bool:
    """Whether a sign is one of the words of a row."""
    return sign.surface in _words(section, name) or " ".join(map(root, sign.surface.split())) in _words(section, name)


# -- where a claim and its place disagree ---------------------------------------------------------------------------

OPERATORS = frozenset({"negation", "planned", "ongoing", "done", "unreal", "needed", "meant", "cause"})
"""Signs that say how a thing is told, and not what."""

Objection = tuple[str, str]
"""Which signs disagree (``axis``, ``negation``, ``status``, or ``other``), and what the source says, in one line."""

Pairs = Sequence[tuple[Term, list[tuple[int, int]]]]
"""The claim's terms, each with every span of the place that holds it."""

_FIGURED = frozenset({"movement", "result", "against"})
"""What is judged with the figures, where there are any."""
_FAR = 40
"""A word of another sentence is so many characters farther away."""
_SHORT = 12
_NEAR = 2
"""So many of the claim's words on either side of a sign tell what it speaks of."""


def disagreements(
    claim: Reading, place: Reading, pairs: Pairs, coverage: float, masked: Sequence[tuple[int, int]] = ()
) -> Iterator[Objection]:
    """One line each for what the place says otherwise of the same things; ``coverage`` is how much of the claim it holds."""
    yield from _opposites(claim, place, pairs, masked)
    held = sum(bool(spans) for _, spans in pairs)
    if held > 2 or (held == 2 and coverage > 0.7):
        yield from _denials(claim, place, pairs)


def _anchors(claim: Reading, sign: Sign, pairs: Pairs) -> list[list[tuple[int, int]]]:
    """Where the place holds the words that stand nearest to a sign of the claim, in its clause."""
    clause = claim.clause(sign.start)
    beside = [
        (min(abs(term.start - sign.end), abs(sign.start - term.end)), spans)
        for term, spans in pairs
        if term.clause == clause and not (term.start < sign.end and sign.start < term.end)
    ]
    beside.sort(key=lambda pair: pair[0])
    near = [spans for _, spans in beside[:_NEAR]]
    # an adverb may stand between
    return near if near[:1] != [[]] else near[1:]


def _opposites(claim: Reading, place: Reading, pairs: Pairs, masked: Sequence[tuple[int, int]]) -> Iterator[Objection]:
    close = set(table("verification", "polarity")["opposed"]["close"].split())
    axes = table("verification", "polarity")["axis"]
    for sign in claim.signs:
        if (
            sign.kind not in axes
            or (masked and sign.kind in _FIGURED)
            or any(start - 2 <= sign.start and sign.end <= end + 2 for start, end in masked)
        ):
            continue
        poles = {other.pole for other in claim.of(sign.kind, claim.clause(sign.start))}
        if len(poles) > 1:
            continue
        anchors = _anchors(claim, sign, pairs)
        if not anchors or not anchors[0] or (sign.kind in close and not all(anchors)):
            continue
        held: list[Sign] = []
        if sign.kind == "part" and (clause := _nearest(claim, sign, place, pairs)) is not None:
            held = place.of(sign.kind, clause)
        else:
            for start in _told(anchors[0], sign, claim, place, pairs):
                held += place.of(sign.kind, place.clause(start)) or _aside(place, sign.kind, place.clause(start))
        if not held:
            continue
        turned = _denied(claim, sign)
        # not strong is weak, and what is denied of the same pole is looked at elsewhere
        if any(other.pole == sign.pole or turned != _denied(place, other) for other in held):
            continue
        yield sign.kind, f"the source says {place.wording.text[held[0].start : held[0].end]}"


def _told(spans: Sequence[tuple[int, int]], sign: Sign, claim: Reading, place: Reading, pairs: Pairs) -> list[int]:
    """Where the place tells it of the same things: of several places of a word those that the claim's other words stand nearest to."""
    clause = claim.clause(sign.start)
    beside = [
        found
        for term, found in pairs
        if term.clause == clause
        and found
        and found is not spans
        and not (term.start < sign.end and sign.start < term.end)
    ]
    return _nearest_spans(spans, beside, place)


def _nearest_spans(
    spans: Sequence[tuple[int, int]], beside: Sequence[list[tuple[int, int]]], place: Reading
) -> list[int]:
    def away(start: int) -> int:
        sentence = _sentence(place, start)
        return sum(
            min(abs(one - start) + _FAR * (_sentence(place, one) != sentence) for one, _ in found) for found in beside
        )

    costs = {start: away(start) for start, _ in spans}
    least = min(costs.values(), default=0)
    return [start for start, cost in costs.items() if cost <= least + 4]


def _aside(place: Reading, kind: str, clause: int) -> list[Sign]:
    """The signs of a short clause behind another one of its sentence: ``orders are a third of all, fairly stable``."""
    if clause + 1 >= len(place.wording.clauses):
        return []
    start, end = place.wording.clauses[clause + 1]
    if end - start > _SHORT * (1 if any(term.han for term in place.wording.terms) else 3):
        return []
    return place.of(kind, clause + 1) if _sentence(place, start - 1) == _sentence(place, end - 2) else []


def _nearest(claim: Reading, sign: Sign, place: Reading, pairs: Pairs) -> int | None:
    """The clause of the place that holds most of a sign's clause, where one holds more than any other."""
    clause = claim.clause(sign.start)
    votes: dict[int, int] = {}
    for term, spans in pairs:
        if term.clause == clause:
            for number in {place.clause(start) for start, _ in spans}:
                votes[number] = votes.get(number, 0) + 1
    ranked = sorted(votes, key=lambda number: -votes[number])
    if not ranked or votes[ranked[0]] < 2 or (len(ranked) > 1 and votes[ranked[0]] == votes[ranked[1]]):
        return None
    return ranked[0]


_END = lazy(r"[。!?;；！？…\n]|\.(?=\s|$)")


def _sentence(place: Reading, at: int) -> int:
    return len(_END.findall(place.wording.folded[:at]))


def _denied(reading: Reading, sign: Sign) -> bool:
    clause = reading.clause(sign.start)
    return any(other.end <= sign.start and sign.start - other.end <= 8 for other in reading.of("negation", clause))


def _denials(claim: Reading, place: Reading, pairs: Pairs) -> Iterator[Objection]:
    for sign in claim.of("negation"):
        governed = _governed(claim, sign, pairs)
        if not governed:
            continue
        if any(_listed(term.surface, "negation", "pending") for term, _ in governed[:2]):
            # not yet done: what the source says of that is its status
            continue
        if _listed(governed[0][0].surface, "negation", "reason"):
            # A is no reason of it: A is what is denied
            clause = claim.clause(sign.start)
            told = [span for term, found in pairs if term.clause == clause and term.end <= sign.start for span in found]
            if told and any(place.of("cause", place.clause(start)) for start, _ in told):
                yield "negation", f"the source gives this as a reason: {around(place, told[-1])}"
                return
            continue
        spans = [span for _, found in governed for span in found]
        if not governed[0][1] or any(_turned(place, start) for start, _ in spans):
            continue
        told = [span for span in spans if not place.of("unreal", place.clause(span[0]))]
        if told:
            yield "negation", f"the source does not deny this: {around(place, told[0])}"
            return
    if claim.of("negation") or claim.of("meant") or claim.of("unreal"):
        return
    for sign in place.of("negation"):
        behind = [
            (start, term)
            for term, spans in pairs
            for start, _ in spans
            if sign.end <= start and place.clause(start) == place.clause(sign.start)
        ]
        if not behind:
            continue
        start, term = min(behind, key=lambda pair: pair[0])
        first = next((one for one in place.wording.terms if one.start >= sign.end and one.kind != "light"), None)
        if first is None or not first.start <= start < first.end:
            continue
        own = next(spans for one, spans in pairs if one is term)
        beside = [spans for one, spans in pairs if one is not term and spans]
        if all(_turned(place, at) for at in _nearest_spans(own, beside, place)):
            yield "negation", f"the source denies this: {around(place, (sign.start, start + 1))}"
            return


def _governed(claim: Reading, sign: Sign, pairs: Pairs) -> list[tuple[Term, list[tuple[int, int]]]]:
    """What a denial of the claim denies: the words behind it, in its clause, that bear a claim."""
    clause = claim.clause(sign.start)
    return [
        (term, spans)
        for term, spans in pairs
        if term.start >= sign.end and term.clause == clause and not attitude(term.surface)
    ]


def _listed(word: str, section: str, name: str) -> bool:
    return word in _words(section, name) or root(word) in _words(section, name)


def attitude(word: str) -> bool:
    """Whether a word tells what somebody thinks or expects."""
    return _listed(word, "negation", "attitude")


def _turned(place: Reading, at: int) -> bool:
    """Whether what stands at ``at`` is denied, or told with a word that may stand for a denial."""
    clause = place.clause(at)
    return any(sign.start < at + 12 for sign in place.of("negation", clause)) or bool(place.of("meant", clause))


def around(place: Reading, span: tuple[int, int]) -> str:
    """The clause of a span, cut to what a reason repeats."""
    text = place.wording.text
    start, end = place.wording.clauses[place.clause(span[0])]
    if end - start > 24:
        start, end = max(start, span[0] - 6), min(end, max(span[1], span[0] + 18))
    return " ".join(text[start:end].split()).strip(" ,，;；。.")

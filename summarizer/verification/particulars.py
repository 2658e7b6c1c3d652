"""Particulars of a claim that are neither figures nor plain words: how many of a thing, on which day, who holds which office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..figures import scan
from ..figures.model import PeriodMention
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table
from .bilingual import concepts, root, surnames
from .retrieval import Index, Place
from .wording import Term, Wording

Span = tuple[int, int]

_NUMERALS = {
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=True)), "两": 2, "十一": 11, "十二": 12, "双": 2,
    **dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)),
}  # fmt: skip
_COUNT = lazy(
    r"(?<![\d.,第每])(\d{1,2}|十[一二]|[一二两三四五六七八九十])\s?(?:大|个|种|类|项|款|家|条|座|名|位|步|块|支|方面|起|例|笔|宗|份|轮)"
    r"|(?<![\d.,a-z-])(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?=[\s-][a-z])(?![\s-](?:figure|digit))"
)
_BEHIND = 14
"""So many characters behind a number the thing that is counted may begin."""
_BESIDE = 40
"""So many characters lie at most between a person and the office, in the source."""
_APPOSED = 12
"""And so many in a claim."""
_AS = lazy(r"\bas (?:an? |the |its )?(?:co-?)?$|(?:以|作为|担任|出任)$")
_SAME_THING = 0.6
_LIKE = 2
"""A count is compared where the source speaks of so many more of the claim's words."""


# -- how many -------------------------------------------------------------------------------------------------------


def _counts(wording: Wording, masked: Sequence[Span] = ()) -> Iterator[tuple[int, Span, list[Term]]]:
    """Each number of things: its value, its place, and the words directly behind it."""
    for match in _COUNT.finditer(wording.folded):
        said = match[1] or match[2]
        if any(start < match.end() and match.start() < end for start, end in masked):
            continue
        value = int(said) if said.isdigit() else _NUMERALS.get(said, 0)
        clause = wording.clause_at(match.start())
        behind = [
            term
            for term in wording.terms
            if term.start >= match.end() - 2
            and term.start - match.end() < (_BEHIND if match[2] else 2)
            and term.clause == clause
            and term.kind != "light"
        ]
        things = behind[:1]
        for term in behind[1:2]:
            if term.start - things[0].end < 2:
                things.append(term)
        if value > 1 and things:
            yield value, match.span(), things


def miscounted(
    claim: Wording, terms: Sequence[Term], index: Index, numbers: Sequence[int], masked: Sequence[Span]
) -> tuple[str, int] | None:
    """What the source counts otherwise, and the sentence that does; ``numbers`` are the sentences that speak of the claim's things."""
    for value, _, things in _counts(claim, masked):
        found: list[tuple[int, str, int]] = []
        for number in numbers:
            reading = index.reading(number)
            if sum(reading.match(term).score >= 0.75 for term in terms) < min(_LIKE, len(terms)):
                continue
            for other, (start, end), behind in _counts(reading.wording):
                spans = [(match.start, match.end) for thing in things for match in reading.every(thing)]
                if any(first < term.end and term.start < last for first, last in spans for term in behind):
                    found.append((other, reading.wording.text[start:end].strip(), number))
        if found and all(other != value for other, _, _ in found):
            return f"the source counts {found[0][1]}", found[0][2]
    return None


_RANK = lazy(
    r"第\s?(\d+|[一二三四五六七八九十]+)(?=[位名]|[\s,，。;；、)）]|$)"
    r"|(?:rank(?:s|ed)?|place[ds]?|came) (?:\w+ )?(first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))"
)
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def _ranks(folded: str) -> set[int]:
    said = [match[1] or match[2] for match in _RANK.finditer(folded)]
    return {_PLACES.get(one) or _NUMERALS.get(one) or int(re.sub(r"\D", "", one) or 0) for one in said}


def misranked(claim: Wording, place: Wording, coverage: float) -> str | None:
    """The rank that the place tells, where it is another one."""
    ours, theirs = _ranks(claim.folded), _ranks(place.folded)
    if not ours or not theirs or ours & theirs or coverage < _SAME_THING:
        return None
    return f"the source has rank {min(theirs)}"


# -- when -----------------------------------------------------------------------------------------------------------


def periods_of(text: str, index: Index) -> list[PeriodMention]:
    """The periods that a claim names, resolved as those of the source are."""
    return scan(text, fold(text), index.source.material.anchor).periods


def misdated(mentions: Sequence[PeriodMention], place: Place, index: Index) -> str | None:
    """The day or period that the source tells instead of the claim's."""
    lines = index.source.material.lines
    held = [mention for number in range(place.first, place.last + 1) for mention in lines[number].periods]
    around = [
        mention
        for number in range(max(0, place.first - 4), min(len(lines), place.last + 5))
        for mention in lines[number].periods
    ]
    for mention in mentions:
        if not re.search(r"\d", mention.label):
            continue
        if any(_same(mention, other) for other in around):
            continue
        if (
            mention.kind == "date"
            and len(_day(mention.label)) > 1
            and mention.first == mention.last
            and not any(_same(mention, other) for other in index.source.material.scan.periods)
        ):
            told = [index.source.summary.event.date, index.source.summary.document.published]
            if not any(day and _same_day(mention, day) for day in told):
                days = [other for other in held if other.kind == "date" and other.first == other.last]
                return f"the source does not name this day: {mention.label}" + (f", but {days[0].label}" if days else "")
        others = [other for other in held if other.kind == mention.kind and _comparable(mention, other)]
        if others:
            return f"the source says {others[0].label}"
    return None


def _same(one: PeriodMention, other: PeriodMention) -> bool:
    if one.kind == "date" and other.kind not in ("date", "range"):
        return False
    if one.first and other.first and one.last and other.last:
        return one.first <= other.last and other.first <= one.last
    ours, theirs = _day(one.label), _day(other.label)
    return not ours or not theirs or ours == theirs or bool(set(ours) & set(theirs)) is (len(ours) == 1)


def _same_day(mention: PeriodMention, day: str) -> bool:
    _, month, date = map(int, day.split("-"))
    return _day(mention.label)[-2:] == (month, date) or {month, date} <= set(_day(mention.label))


def _comparable(one: PeriodMention, other: PeriodMention) -> bool:
    return bool((one.first and other.first) or (_day(one.label) and _day(other.label)))


_MONTHS = {month: number for number, month in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def _day(label: str) -> tuple[int, ...]:
    folded = fold(label)
    month = next((number for name, number in _MONTHS.items() if re.search(rf"\b{name}", folded)), None)
    digits = tuple(int(digit) for digit in re.findall(r"\d+", folded))
    return (month, *digits) if month else digits


# -- who ------------------------------------------------------------------------------------------------------------


@cache
def offices() -> frozenset[str]:
    """The concepts that are offices of a person."""
    words = table("verification", "glossary")["office"]["words"].split()
    return frozenset(concept for word in words for concept in concepts()[0].get(word, ()))


def misplaced(claim: Wording, index: Index) -> str | None:
    """Whom the source names in an office that the claim gives to somebody else of the source."""
    people = _people(claim.terms, index.source.language != "en", index.source.folded)
    for office in claim.terms:
        rows = offices() & office.keys.keys()
        if not rows:
            continue
        nearest = sorted(people, key=lambda run: max(run[0].start, office.start) - min(run[-1].end, office.end))
        for person in nearest[:1]:
            gap = max(person[0].start, office.start) - min(person[-1].end, office.end)
            alone = (
                len(people) == 1
                and person[0].clause == office.clause
                and bool(_AS.search(claim.folded[: office.start]))
            )
            if not -1 < gap <= (_BESIDE * 2 if alone else _APPOSED) or abs(person[0].clause - office.clause) > 1:
                continue
            holder = _holder(rows, person, index)
            if isinstance(holder, _Held):
                return f"the source names {holder} as the office, not {office.surface}"
            if holder:
                return f"the source names {holder} as {office.surface}"
    return None


class _Held(str):
    """The office that a person holds."""


def _office_of(person: Sequence[Term], index: Index) -> list[Term]:
    """The offices that the source names directly beside a person."""
    found = []
    for number in sorted(index.holders(person[-1]))[:200]:
        reading = index.reading(number)
        names = [(match.start, match.end) for match in reading.every(person[-1])]
        if len(person) > 1:
            names = [span for span in names if reading.match(person[0]).score >= 0.75]
        for term in reading.wording.terms:
            if offices() & term.keys.keys():
                for start, end in names:
                    between = reading.wording.folded[min(term.end, end) : max(term.start, start)]
                    if max(start, term.start) - min(end, term.end) <= 24 and re.fullmatch(_JOINING, between):
                        found.append(term)
    return found


_JOINING = r"[\s:：,，(（]*(?:is|as|our|the|has taken over as|为|是|任|担任|出任|先生|女士|兼)?[\s:：(（]*"


def _people(terms: Sequence[Term], foreign: bool, folded: str) -> list[list[Term]]:
    found: list[list[Term]] = []
    for term in terms:
        if term.kind != "name":
            continue
        if found and not term.han and not found[-1][-1].han and 0 <= term.start - found[-1][-1].end <= 2:
            found[-1].append(term)
        else:
            found.append([term])
    return [
        run
        for run in found
        if any(term.person or _spelt(term) for term in run)
        or (_full(run) and (not foreign or all(term.surface in folded for term in run)))
    ]


def _spelt(term: Term) -> bool:
    return bool(term.spelt) and term.spelt[0] in surnames() and len(term.spelt) < 4


def _full(run: Sequence[Term]) -> bool:
    """A first name and a last one."""
    return not run[0].han and len(run) in (2, 3) and not any(key[0] == "=" for term in run for key in term.keys)


def _holder(rows: frozenset[str], person: Sequence[Term], index: Index) -> str | None:
    """Who holds the office in the source, where it is not ``person``; ``None`` where it is, or where nobody is named."""
    holders: list[str] = []
    present = False
    name = "".join(term.surface for term in person)
    for host in index.source.summary.event.hosts:
        if host.name and host.title:
            titled = any(rows & set(concepts()[0].get(word, ())) for word in _office_words(fold(host.title)))
            folded = fold(host.name)
            same = (
                any(folded in (term.spelt, term.surface) or term.surface in folded.split() for term in person)
                or folded == name
            )
            present |= same
            if titled and same:
                return None
            if titled:
                holders.append(host.name)
    held = _office_of(person, index)
    if held and not any(rows & office.keys.keys() for office in held):
        return _Held(held[0].surface)
    for row in rows:
        for number in index.postings.get(row, ())[:400]:
            reading = index.reading(number)
            offices = [term for term in reading.wording.terms if row in term.keys]
            names = [(match.start, match.end) for match in reading.every(person[-1])]
            for office in offices:
                if any(_beside(reading.wording, office, span) for span in names):
                    return None
                for other in reading.wording.terms:
                    gap = max(other.start, office.start) - min(other.end, office.end)
                    if (
                        other.person or (other.kind == "name" and not other.han and other.written[:1].isupper())
                    ) and -1 < gap <= 2:
                        holders.append(other.written or other.surface)
    if not present:
        present = any(index.holders(person[-1]).values())
    return holders[0] if holders and present else None


def _office_words(title: str) -> list[str]:
    words = [word for word in concepts()[0] if word in title] if re.search(f"[{HAN}]", title) else []
    if words:
        return words
    phrases = concepts()[1]
    key = tuple(root(word) for word in re.findall("[a-z]+", title))
    rows = {
        row
        for start in range(len(key))
        for end in range(start + 1, len(key) + 1)
        for row in phrases.get(key[start:end], ())
    }
    return [word for word, found in concepts()[0].items() if rows & set(found)]


def _beside(wording: Wording, office: Term, name: Span) -> bool:
    """Whether an office is told of a name: near it, and nobody else between."""
    start, end = min(office.end, name[1]), max(office.start, name[0])
    if end - start > (_BESIDE // 3 if office.han else _BESIDE):
        return False
    between = wording.folded[max(0, start) : end] if end > start else ""
    if any(term.person and start <= term.start < end for term in wording.terms):
        return False
    return not re.search(r"[、及和与]|\band\b|[)）]\s*[及和与、]", between)

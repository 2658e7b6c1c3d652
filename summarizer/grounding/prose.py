"""Whether prose written by a model may stand for the sentences that it cites.

The figures in such prose are the source's own characters; what may still be wrong is what they are told of. Everything that decides what a
statement says must agree: figures and what they belong to, directions, periods, qualifiers, negations, whether a thing is done or expected,
names. The wording is free as long as it speaks of the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from ..outline.script import HAN, detect_language, fold
from ..patterns import lazy
from ..tables import table
from .hard_tokens import Token, written_alike
from .numbers import SourceNumbers
from .statement import NUMERIC, Item, Mark, Operator, Statement, entries, named, read, stem

Language = Literal["zh-Hans", "zh-Hant", "en"]

LONGEST = 1_000
"""Prose of more characters than this is no short retelling."""
_LEAST_SHARED = 0.6
"""Of the content of prose, how much its source must hold."""
_QUOTED = 24


def objection(prose: str, sources: Sequence[str], *, also: str = "", language: Language | None = None) -> str | None:
    """Why ``prose`` may not stand for ``sources``, in one line, or ``None`` where it may.

    ``sources`` are the cited sentences, of the repaired text; ``also`` holds further words of the document whose names may be used (the
    company's name, the question). ``language`` is the one that the prose was asked for in, by default the source's own. Where the two
    differ, figures with what is told of them, Latin names and form are checked, content is not. Never raises.
    """
    source = "\n".join(sources)
    own = detect_language(source)
    foreign = language is not None and (language == "en") != (own == "en")
    bare = _bare(prose)
    if not bare:
        return "the text is empty"
    if not foreign and any(bare == _bare(sentence) for sentence in (*sources, source)):
        return None
    return next(_objections(prose, source, also, language or own, foreign), None)


def _objections(prose: str, source: str, also: str, language: Language, foreign: bool) -> Iterator[str]:
    yield from _form(prose)
    ours, theirs = read(prose), read(source)
    known = fold(f"{source}\n{also}")
    yield from _language(ours, known, language)
    pairs = _paired(ours, theirs)
    yield from _numbers(ours, theirs, known, pairs, foreign)
    yield from _names(ours, known, language)
    yield from _figures(ours, theirs, pairs)
    if foreign:
        return
    yield from _metrics(ours, theirs)
    yield from _order(pairs)
    yield from _movements(ours, theirs)
    yield from _negations(ours, theirs)
    yield from _outlook(ours, theirs)
    yield from _telling(ours, theirs, known)
    yield from _name_order(ours, theirs)
    yield from _drift(ours, known, language)


_NOT_WORD = lazy(r"[\s,，;；:：。、!！?？\"“”‘’'「」『』.]+")


def _bare(text: str) -> str:
    """``text`` without white space and marks, those within numbers kept."""
    folded = re.sub(r"(?<=\d)\.(?=\d)|(?<=\d),(?=\d)", lambda match: "\x01" if match[0] == "." else "", fold(text))
    return str(_NOT_WORD.sub("", folded))


def _said(text: str, token: Token) -> str:
    return text[token.start : token.end].strip()[:_QUOTED]


# -- form -----------------------------------------------------------------------------------------------------

_LEFTOVER = lazy(r"[{}⟦⟧\n]|```|\*\*|</?[a-zA-Z][^<>]{0,40}>|\b[sS]\d+\s*[:：]|^\s*(?:#|[-*]\s)|https?:")
_BRACKETS = (("(", ")"), ("（", "）"), ("「", "」"), ("『", "』"), ("“", "”"), ("《", "》"), ("[", "]"), ("【", "】"))


def _form(prose: str) -> Iterator[str]:
    if len(prose) > LONGEST:
        yield f"the text is {len(prose)} characters long"
    left = _LEFTOVER.search(prose)
    if left:
        yield f"the text holds markup: {left[0].strip()[:_QUOTED] or 'a line break'}"
    for opening, closing in _BRACKETS:
        if prose.count(opening) != prose.count(closing):
            yield f"a bracket is left open: {opening}"
    ends = prose.rstrip()
    if ends[-1] in ",，、:：(（-—/":
        yield f"the text is unfinished: it ends with {ends[-1]}"
    folded = fold(ends).rstrip("。.!?…;")
    words = table("grounding", "prose")["unfinished"]
    last = folded.rsplit(" ", 1)[-1]
    if last.isascii() and last in entries(words["en"]) and last != folded:
        yield f"the text is unfinished: it ends with {last}"
    last = next((word for word in entries(words["zh"]) if folded.endswith(word)), "")
    if last:
        yield f"the text is unfinished: it ends with {last}"


_HAN_LETTER = lazy(f"[{HAN}]")
_LATIN = lazy(r"[a-z][a-z0-9]*(?:'[a-z]+)?")


def _language(ours: Statement, known: str, language: Language) -> Iterator[str]:
    han = len(_HAN_LETTER.findall(ours.folded))
    latin = _LATIN.findall(ours.folded)
    if language == "en":
        if 0.6 * han >= max(1, len(latin)):
            yield "the text is not in English"
        elif han and any(run not in known for run in re.findall(f"[{HAN}]+", ours.folded)):
            yield "the text is partly in Chinese"
    elif 0.6 * han <= (len(latin) if han < 4 else sum(word not in known for word in latin)) or (han < len(latin)):
        yield "the text is not in Chinese"


# -- numbers and names ----------------------------------------------------------------------------------------


def _surface(statement: Statement, token: Token) -> str:
    return re.sub(r"\s", "", statement.folded[token.start : token.end])


def _paired(ours: Statement, theirs: Statement) -> list[tuple[Mark, list[Mark]]]:
    """Each figure of the prose with those of the source that are the same."""
    held: dict[object, list[Mark]] = {}
    for mark in theirs.figures:
        for key in {mark.token.key, _surface(theirs, mark.token)}:
            held.setdefault(key, []).append(mark)
    pairs = []
    for mark in ours.figures:
        same = held.get(_surface(ours, mark.token), []) + held.get(mark.token.key, [])
        pairs.append((mark, _distinct(same, mark)))
    return pairs


def _distinct(found: Sequence[Mark], mark: Mark) -> list[Mark]:
    return [other for index, other in enumerate(found) if other not in found[:index] and written_alike(mark.token, other.token)]


_NUMERALS = lazy(r"[二三四五六七八九十百千万亿两〇零壹贰叁肆伍陆柒捌玖拾佰仟]+|[^\x00-\x7f\u2e80-\U0003ffff]")


_RUN = lazy(r"\d+(?:[.,]\d+)*")


def _numbers(
    ours: Statement, theirs: Statement, known: str, pairs: Sequence[tuple[Mark, list[Mark]]], foreign: bool
) -> Iterator[str]:
    for mark, same in pairs:
        if not same:
            yield f"the source has no such figure: {_said(ours.text, mark.token)}"
        behind = _unit().match(ours.folded, mark.token.end)
        if behind and not any(_unit().match(theirs.folded, other.token.end) for other in same):
            yield f"the source has no such unit behind the figure: {behind[0].strip()}"
    missing = SourceNumbers(theirs.folded).missing(ours.text)
    if missing:
        yield f"the source has no such number: {missing[:_QUOTED]}"
    spare = Counter(_RUN.findall(theirs.folded))
    spare.subtract(_RUN.findall(ours.folded))
    more = next((run for run, left in spare.items() if left < 0), None)
    if more:
        yield f"the text tells this more often than the source: {more[:_QUOTED]}"
    times = Counter(token.key for token in theirs.tokens if token.kind == "period")
    times.subtract(token.key for token in ours.tokens if token.kind == "period" and token.key in times)
    keys = {token.key for token in theirs.tokens if token.kind in NUMERIC}
    written = {_surface(theirs, token) for token in theirs.tokens if token.kind in NUMERIC}
    bare = re.sub(r"\s", "", theirs.folded)
    labels = [_surface(theirs, token) for token in theirs.tokens if token.kind == "period"]
    for token in ours.tokens:
        if token.kind not in NUMERIC or token.kind == "figure" or token.key[:1] == ("word",):
            continue
        surface = _surface(ours, token)
        sign = ours.folded[: token.start].rstrip()[-1:]
        if sign in ("-", "负") and sign + surface not in bare:
            yield f"the source has no such number: {sign}{_said(ours.text, token)}"
        if token.key in keys or surface in written:
            if token.kind == "period" and times[token.key] < 0:
                yield f"the text tells this more often than the source: {_said(ours.text, token)}"
            continue
        if token.kind == "period" and len({label for label in labels if label.endswith(surface)}) == 1:
            continue  # the quarter without its year
        if token.kind != "period" and surface in bare:
            continue
        yield f"the source has no such {'period' if token.kind == 'period' else 'number'}: {_said(ours.text, token)}"
    held = Counter(word for _, _, word, _, _ in named(theirs.folded, "number"))
    held.subtract(word for _, _, word, _, _ in named(ours.folded, "number"))
    rows = {row for _, row, _, _, _ in named(theirs.folded, "numeral")}
    spelled = {word: row for _, row, word, _, _ in named(ours.folded, "numeral")}
    for word, left in held.items():
        if left < 0 and not (foreign and spelled.get(word) in rows):
            yield f"the source has no such quantity: {word}"
    read_already = [(token.start, token.end) for token in ours.tokens if token.kind in NUMERIC]
    for match in _NUMERALS.finditer(ours.folded):
        if any(start <= match.start() < end for start, end in read_already) or (foreign and spelled.get(match[0]) in rows):
            continue
        if match[0] not in known and (match[0] > "\u2e80" or match[0].isnumeric()):
            yield f"the source has no such number: {match[0][:_QUOTED]}"


_CAPITAL = lazy(r"[A-Z][A-Za-z0-9]*(?:['’][a-z]+)?")


def _names(ours: Statement, known: str, language: Language) -> Iterator[str]:
    held = {word.removesuffix("'s") for word in _LATIN.findall(known)}
    if language == "en":
        for match in _CAPITAL.finditer(ours.text):
            word = fold(match[0]).removesuffix("'s")
            begins = re.search(r"(?:^|[.!?:\"“]\s*)$", ours.text[max(0, match.start() - 3) : match.start()])
            if word not in held and not begins and not _told_alike(word, known) and word not in _own("en") and stem(word) not in map(stem, held):
                yield f"the source does not name {match[0][:_QUOTED]}"
        return
    for word in _LATIN.findall(ours.folded):
        if word.removesuffix("'s") not in held:
            yield f"the source does not name {word[:_QUOTED]}"
    data = table("grounding", "prose")["organisation"]
    generic = tuple(entries(data["generic"]))
    for match in _organisations(data["suffix"]).finditer(ours.folded):
        name = match[0]
        apart = match[1] in known and name[2:] in known
        if name not in known and not apart and not match[1].endswith(generic) and not _is_own(match[1]):
            yield f"the source does not name {name}"


@cache
def _organisations(suffixes: str) -> re.Pattern[str]:
    return re.compile(f"([{HAN}]{{2}})(?:{'|'.join(suffixes.split())})")


@cache
def _own(tongue: str) -> frozenset[str]:
    return frozenset(entries(table("grounding", "prose")["own"][tongue]))


def _is_own(words: str) -> bool:
    return any(words.endswith(word) for word in _own("zh"))


# -- what a figure is told of ---------------------------------------------------------------------------------


def _figures(ours: Statement, theirs: Statement, pairs: Sequence[tuple[Mark, list[Mark]]]) -> Iterator[str]:
    """A figure must be told of what some place in the source tells it of."""
    for mark, same in pairs:
        reasons = [_figure(ours, mark, theirs, other) for other in same]
        if reasons and None not in reasons:
            yield f"{reasons[0]}: {_said(ours.text, mark.token)}"


_SINCE = {"yoy": "year over year", "qoq": "quarter over quarter", "since": "since a date"}


def _figure(ours: Statement, mark: Mark, theirs: Statement, other: Mark) -> str | None:
    one, two = mark.figure, other.figure
    if one is not None and two is not None:
        if one.direction and two.direction and one.direction != two.direction:
            return f"the source says {'up' if two.direction > 0 else 'down'}, the text {'up' if one.direction > 0 else 'down'}"
        if (one.change is None) != (two.change is None) and one.kind == two.kind:
            return f"the source tells a {'change' if two.change else 'level'}, the text a {'change' if one.change else 'level'}"
        begins, began = _begins(ours, mark), _begins(theirs, other)
        if begins != began and not (began and mark.periods & other.periods):
            return f"the source says what it was {'before' if began else 'now'}, the text what it was {'now' if began else 'before'}"
        if one.change in _SINCE and one.change != two.change and (two.change in _SINCE or not _based(theirs, other, one.change)):
            return f"the source does not say {_SINCE[one.change]}"
    said, held = _firm(ours, mark), _firm(theirs, other)
    if said != held:
        return f"the source says {held or 'the very figure'}, the text {said or 'the very figure'}"
    if mark.metric and other.metric and not _may_stand(mark.metric, other.metric):
        return f"the source tells {other.metric.replace('_', ' ')}, the text {mark.metric.replace('_', ' ')}"
    if mark.periods and other.periods and not any(_same_period(one, two) for one in mark.periods for two in other.periods):
        return "the source tells another period"
    denied, denies = _denied(theirs, other), _denied(ours, mark)
    if denied != denies:
        return "the source denies it" if denied else "the source does not deny it"
    return _tense(ours, mark, theirs, other)


_COMPARED = lazy(r"(?:from|against|versus|vs\.?|compared (?:with|to)|than|从|由|自|较|比)\s?$")


def _begins(statement: Statement, mark: Mark) -> bool:
    """Whether a figure is what another one is held against."""
    if mark.figure is not None and mark.figure.pair == "from":
        return True
    return _COMPARED.search(statement.folded, max(0, mark.token.start - 16), mark.token.start) is not None


def _firm(statement: Statement, mark: Mark) -> str:
    """What bounds a figure; that it is an approximation does not count."""
    if mark.figure is not None and mark.figure.qualifier not in (None, "about"):
        return str(mark.figure.qualifier)
    tokens, own = statement.tokens, statement.clauses[mark.at]
    for index in (mark.at + 1, mark.at - 1, mark.at - 2):
        if 0 <= index < len(tokens) and tokens[index].kind == "qualifier" and statement.clauses[index] == own:
            if (index > mark.at) != tokens[index].surface.startswith(("以", "之")):
                continue
            return str(tokens[index].key[1])
    return ""


def _based(theirs: Statement, other: Mark, base: str) -> bool:
    """Whether the figure's sentence names the base of comparison somewhere."""
    sentence = theirs.sentences[other.at]
    return any(
        token.kind == "base" and token.key[1] == base and theirs.sentences[index] == sentence for index, token in enumerate(theirs.tokens)
    )


def _may_stand(said: str, held: str) -> bool:
    return said == held or held in table("grounding", "prose")["broader"].get(said, "").split()


def _same_period(one: Item, two: Item) -> bool:
    return one == two or (len(one) == 2 and isinstance(one[1], str) and one[1] in str(two))


def _denied(statement: Statement, mark: Mark) -> bool:
    own = statement.clauses[mark.at]
    return any(
        statement.clauses[negation.at] == own and negation.row != "meant" and negation.at < mark.at for negation in statement.negations
    )


def _groups(row: str) -> set[str]:
    return {group for group, told in table("grounding", "prose")["outlook"].items() if row in told.split()}


_CARRYING = frozenset({"expected", "forecast", "projected"})
"""Modals that hold for the clauses behind their own too."""


def _open(statement: Statement, mark: Mark, *, wide: bool) -> list[Operator]:
    """The modals that say that a figure is still to come: those of its clause; ``wide``, those before it in its sentence too."""
    found = []
    for modal in statement.modals:
        if not _groups(modal.row) or statement.sentences[modal.at] != statement.sentences[mark.at]:
            continue
        same = statement.clauses[modal.at] == statement.clauses[mark.at]
        if same or (modal.at < mark.at and (wide or modal.row in _CARRYING)):
            found.append(modal)
    return found


def _tense(ours: Statement, mark: Mark, theirs: Statement, other: Mark) -> str | None:
    needed = _open(theirs, other, wide=False)
    elsewhere = {modal.row for modal in theirs.modals if modal not in needed}
    own = ours.clauses[mark.at]
    told = [modal for modal in _open(ours, mark, wide=True) if ours.clauses[modal.at] == own or modal.row not in elsewhere or modal.row in _CARRYING]
    if needed and not told and not _hinted(ours, theirs):
        return f"the source says {_said(theirs.text, needed[0].token)}, the text tells a fact"
    said, held = _open(ours, mark, wide=False), _open(theirs, other, wide=True)
    if said and not _hinted(theirs, ours) and not held:
        return f"the source tells a fact, the text says {_said(ours.text, said[0].token)}"
    if needed and told and not any(_groups(one.row) & _groups(two.row) for one in told for two in held):
        return f"the source says {_said(theirs.text, needed[0].token)}, the text {_said(ours.text, told[0].token)}"
    return None


def _hinted(statement: Statement, other: Statement) -> bool:
    """Whether ``statement`` says by a word that ``other`` lacks that things are still to come."""
    return any(word not in other.folded for _, _, word, _, _ in named(statement.folded, "hint"))


def _overlap(one: Mark, two: Mark, least: int = 1) -> int:
    """How much of what the one is told of the other is told of too; what weighs less than ``least`` does not count."""
    return sum(found for item, weight in one.near.items() if (found := min(weight, two.near.get(item, 0))) >= least)


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(r"\s?(?:" + "|".join(map(re.escape, entries(table("grounding", "prose")["unit"]["words"]))) + r")(?![a-z])")


def _is_change(mark: Mark) -> bool:
    return mark.figure is not None and mark.figure.change is not None


def _order(pairs: Sequence[tuple[Mark, list[Mark]]]) -> Iterator[str]:
    """Two figures do not change places."""
    every = [mark for _, same in pairs for mark in same]
    for mark, same in pairs:
        for rival in every:
            if rival in same or rival.token.key == mark.token.key:
                continue
            # a level and its growth are told of one thing, and words behind the one may stand behind the other
            least = 2 if _is_change(rival) != _is_change(mark) else 1
            if _overlap(mark, rival, least) > max((_overlap(mark, other, least) for other in same), default=0):
                yield f"the source tells something else of {mark.token.surface[:_QUOTED]}"
    for (one, first), (two, second) in pairwise(pairs):
        if len(first) == len(second) == 1 and first[0].at > second[0].at and first[0].figure and second[0].figure:
            alike = first[0].figure.kind == second[0].figure.kind and first[0].figure.unit == second[0].figure.unit
            if alike and not (_overlap(one, first[0]) > _overlap(one, second[0]) and _overlap(two, second[0]) > _overlap(two, first[0])):
                yield f"the source has these in the other order: {one.token.surface[:_QUOTED]}"


# -- words that turn a statement ------------------------------------------------------------------------------


def _metrics(ours: Statement, theirs: Statement) -> Iterator[str]:
    held = theirs.rows("metric")
    bounds, bases = theirs.count("qualifier"), theirs.rows("base") | {mark.figure.change for mark in theirs.figures if mark.figure}
    bounds.subtract(ours.count("qualifier"))
    for token in ours.tokens:
        if token.kind == "qualifier" and bounds[str(token.key[1])] < 0:
            yield f"the source does not say {_said(ours.text, token)}"
        if token.kind == "base" and token.key[1] not in bases:
            yield f"the source does not say {_said(ours.text, token)}"
        if token.kind == "metric" and not any(_may_stand(str(token.key[1]), row) for row in held):
            yield f"the source does not speak of {_said(ours.text, token)}"


def _movements(ours: Statement, theirs: Statement) -> Iterator[str]:
    data = table("grounding", "prose")
    said, held = ours.count("direction"), theirs.count("direction")
    for mark in ours.movements:
        row = str(mark.token.key[1])
        rows = {row, *data["as_direction"].get(row, "").split()}
        against = data["against"].get(row, "").split()
        same = max((_overlap(mark, other) for other in theirs.movements if other.token.key[1] in rows), default=-1)
        opposed = [other for other in theirs.movements if other.token.key[1] in against]
        other = max(opposed, key=lambda one: _overlap(mark, one), default=None)
        if other is not None and _overlap(mark, other) > same:
            yield f"the source says {other.token.key[1]}, the text {row}: {_said(ours.text, mark.token)}"
        elif said[row] > sum(held[row] for row in rows) and any(held[row] for row in against):
            yield f"the source says {next(row for row in against if held[row])}, the text {row}: {_said(ours.text, mark.token)}"
        elif same < 0 and (mark.metric or any(item[0] == "figure" for item in mark.near)):
            yield f"the source tells of no such movement: {_said(ours.text, mark.token)}"


def _retained(ours: Statement, operator: Operator, free: set[Item]) -> list[int]:
    """The clauses of the prose that keep what ``operator`` governs in the source."""
    governed = [item for item in operator.governs if item not in free]
    if not governed:
        return []
    kept: dict[int, set[Item]] = {}
    for index, found in enumerate(ours.items):
        for item in found:
            if item in governed:
                kept.setdefault(ours.clauses[index], set()).add(item)
    first = governed[0] if operator.token.kind == "negation" else None
    return [clause for clause, items in kept.items() if 2 * len(items) >= len(set(governed)) or first in items]


def _negations(ours: Statement, theirs: Statement) -> Iterator[str]:
    held = [negation for negation in theirs.negations if negation.row != "meant"]
    free = theirs.free(theirs.negations)
    for negation in held:
        for clause in _retained(ours, negation, free):
            if not any(ours.clauses[own.at] == clause or set(own.governs) & set(negation.governs) for own in ours.negations):
                yield f"the source denies what the text says: {_said(theirs.text, negation.token)}"
    for negation in ours.negations:
        if negation.row == "meant":
            continue
        if not theirs.negations:
            yield f"the source does not deny this: {_said(ours.text, negation.token)}"
        content = {item for found in theirs.items for item in found}
        known = [item for item in negation.governs if item in content]
        if known and not any(item in other.behind for other in theirs.negations for item in known):
            yield f"the source does not deny this: {_said(ours.text, negation.token)}"


def _outlook(ours: Statement, theirs: Statement) -> Iterator[str]:
    held = [modal for modal in theirs.modals if _groups(modal.row) and not _ongoing(theirs, modal)]
    free = theirs.free(theirs.modals)
    hinted = _hinted(ours, theirs)
    told = [modal for modal in ours.modals if _groups(modal.row)]
    for modal in held:
        for clause in _retained(ours, modal, free):
            elsewhere = {other.row for other in held if theirs.clauses[other.at] != theirs.clauses[modal.at]}
            near = [
                own
                for own in told
                if ours.clauses[own.at] == clause
                or (set(own.scope) & set(modal.governs) and (own.row not in elsewhere or own.row in _CARRYING))
            ]
            if not near and not hinted:
                yield f"the source says {_said(theirs.text, modal.token)}, the text tells a fact"
            every = {group for other in theirs.modals for group in _groups(other.row)}
            if near and not any(_groups(own.row) & every for own in near):
                yield f"the source says {_said(theirs.text, modal.token)}, the text {_said(ours.text, near[0].token)}"
    done = {item for modal in theirs.modals if modal.row == "done" for item in modal.behind}
    to_come = {item for modal in held for item in modal.governs} - free - done
    for own in ours.modals:
        if own.row == "done" and to_come & set(own.governs):
            yield f"the source tells what is to come, the text says {_said(ours.text, own.token)}"
    for own in told:
        if not any(_groups(own.row) & _groups(modal.row) for modal in theirs.modals) and not _ongoing(ours, own):
            yield f"the source tells no plan or expectation: {_said(ours.text, own.token)}"
        known = [item for item in own.governs if any(item in found for found in theirs.items)]
        if known and not any(item in modal.scope for modal in theirs.modals if _groups(modal.row) for item in known):
            yield f"the source tells a fact, the text says {_said(ours.text, own.token)}"


def _ongoing(statement: Statement, modal: Operator) -> bool:
    words = tuple(entries(table("grounding", "prose")["ongoing"]["words"]))
    return modal.row in ("future", "would") and statement.folded[modal.token.end : modal.token.end + 12].lstrip().startswith(words)


# -- content --------------------------------------------------------------------------------------------------


def _telling(ours: Statement, theirs: Statement, known: str) -> Iterator[str]:
    held = {row for _, row, _, _, _ in named(known, "telling")}
    times = Counter(row for _, row, _, _, _ in _tellings(theirs))
    said_once = set(times)
    for _, row, word, _, _ in _tellings(ours):
        times[row] -= 1
        if row not in held and word not in known:
            yield f"the source does not say {word}"
        elif times[row] == -1 and row in said_once:
            yield f"the text tells this more often than the source: {word}"


def _tellings(statement: Statement) -> Iterator[tuple[str, str, str, int, int]]:
    """Words that tell one thing from another, those within periods, figures and bases of comparison left out."""
    taken = {place for token in statement.tokens if token.kind in ("period", "figure", "base") for place in range(token.start, token.end)}
    return (found for found in named(statement.folded, "telling") if found[3] not in taken)


def _name_order(ours: Statement, theirs: Statement) -> Iterator[str]:
    """Two names do not change places, unless nothing but a list holds them together."""
    places: dict[Item, list[int]] = {}
    for index, token in enumerate(theirs.tokens):
        if _is_name(theirs, token):
            places.setdefault(token.key, []).append(index)
    found = [(index, token) for index, token in enumerate(ours.tokens) if _is_name(ours, token)]
    for (at, one), (to, other) in pairwise(found):
        first, second = places.get(one.key, []), places.get(other.key, [])
        if len(first) != 1 or len(second) != 1 or first[0] <= second[0] or ours.clauses[at] != ours.clauses[to]:
            continue
        apart = theirs.folded[theirs.tokens[second[0]].end : theirs.tokens[first[0]].start]
        if theirs.sentences[first[0]] == theirs.sentences[second[0]] and _bare(_joined().sub("", apart)):
            yield f"the source has these in the other order: {_said(ours.text, one)}, {_said(ours.text, other)}"


@cache
def _joined() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, entries(table("grounding", "prose")["joined"]["words"]))))


def _is_name(statement: Statement, token: Token) -> bool:
    han = any(letter > "\u2e7f" for letter in statement.folded)
    return token.kind == "name" or (han and token.kind == "word" and statement.folded[token.start] <= "\u2e7f")


def _told_alike(word: str, known: str) -> bool:
    """Whether the source says the same by another word of a row."""
    rows = {row for _, row, said, _, _ in named(word, "telling") if said == word}
    return bool(rows) and any(row in rows for _, row, _, _, _ in named(known, "telling"))


def _drift(ours: Statement, known: str, language: Language) -> Iterator[str]:
    """Beside a figure nothing may be told that the source does not hold; over all of the prose, little."""
    strange = _strange(ours, known) if language == "en" else _strange_han(ours, known)
    with_figures = {ours.clauses[mark.at] for mark in ours.figures}
    total = alone = 0
    for clause, word, size, new in strange:
        total += size
        alone += size if new else 0
        if new and clause in with_figures and size > 1:
            yield f"the source does not say this beside a figure: {word[:_QUOTED]}"
    if total and alone > (1 - _LEAST_SHARED) * total and alone > 2:
        yield f"the text speaks of something else: {100 * (total - alone) // total} % of it is in the source"


def _strange(ours: Statement, known: str) -> Iterator[tuple[int, str, int, bool]]:
    held = {stem(word) for word in _LATIN.findall(known)}
    for index, token in enumerate(ours.tokens):
        if token.kind in ("word", "name") and token.key[0] == "word" and len(token.key) > 1:
            word = str(token.key[1])
            if word.isascii() and len(word) > 1 and word not in _own("en"):
                yield ours.clauses[index], word, 2, stem(word) not in held and not _told_alike(word, known)


def _strange_han(ours: Statement, known: str) -> Iterator[tuple[int, str, int, bool]]:
    """Runs of Han characters in no table, each with whether the source lacks it."""
    pairs = set(map("".join, pairwise(known)))
    folded = ours.folded
    own = bytearray(len(folded))
    for match in _own_words().finditer(folded):
        own[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    held = {row for _, row, _, _, _ in named(known, "telling")}
    for _, row, _, start, end in named(folded, "telling"):
        if row in held:
            own[start:end] = b"\x01" * (end - start)
    at = 0
    tokens = ours.tokens
    while at < len(tokens):
        stop = at
        while stop < len(tokens) and _is_han(folded, tokens[stop]) and (stop == at or tokens[stop].start == tokens[stop - 1].end):
            stop += 1
        if stop == at:
            at += 1
            continue
        start, end = tokens[at].start, tokens[stop - 1].end
        shared = [
            folded[place : place + 2] in pairs or (place > 0 and folded[place - 1 : place + 1] in pairs) for place in range(start, end)
        ]
        place = start
        while place < end:
            begin = place
            state = (bool(own[place]) and not shared[place - start], shared[place - start])
            while place < end and (bool(own[place]) and not shared[place - start], shared[place - start]) == state:
                place += 1
            if not state[0]:
                yield ours.clauses[at], folded[begin:place], place - begin, not state[1]
        at = stop


def _is_han(folded: str, token: Token) -> bool:
    return token.kind == "word" and token.key[0] == "word" and folded[token.start] > "\u2e7f"


@cache
def _own_words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _own("zh")), key=len, reverse=True)))

"""A short text as what it claims: figures and movements with what they are told of, negations and modals with what they govern."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ..figures import Figure, scan
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table, words_pattern
from .boundaries import with_dashes
from .hard_tokens import Token, lex

Item = tuple[object, ...]
"""One piece of content: a pair of Han characters, the stem of a Latin word, a name, a period, a metric, a figure."""

QUOTED = 24
"""Of a document no more characters than this are repeated in a reason."""
LATIN = lazy(r"[a-z][a-z0-9]*(?:'[a-z]+)?")
"""A Latin word of a folded text."""
NUMERIC = frozenset({"figure", "number", "period", "name"})
_GOVERNED = 4
"""How many items behind a negation or a modal are surely what it governs."""
_REACH = 80
"""How many tokens away what is told of a figure, or governed by a word, is looked for."""
_REPLACED = frozenset({"word", "light", "order", "name"})


@dataclass(slots=True)
class Mark:
    """A figure or a movement, and what it is told of."""

    token: Token
    at: int
    """The token's index."""
    figure: Figure | None
    near: dict[Item, int] = field(default_factory=dict)
    """Items of its clause, weighted: 2 before it, 1 behind it; where none stand before it, those of the clause before."""
    metric: str = ""
    """The row of the metric that its clause, or a clause that it goes on, names before it."""
    periods: frozenset[Item] = frozenset()
    """The periods that its own clause names."""


@dataclass(slots=True)
class Operator:
    """A negation or a modal with what it governs."""

    token: Token
    at: int
    row: str
    governs: tuple[Item, ...]
    behind: frozenset[Item]
    """What is told behind it in its clause, up to twice as much."""
    scope: frozenset[Item]
    """Everything in its clause, and behind it up to the end of the sentence."""


@dataclass(slots=True)
class Statement:
    """One text, read. All offsets count its code points."""

    text: str
    folded: str
    tokens: list[Token]
    clauses: list[int]
    """The clause of each token, counted through the text."""
    sentences: list[int]
    items: list[tuple[Item, ...]]
    """The items that end at each token."""
    periods: dict[int, frozenset[Item]]
    """The periods that each clause names."""
    figures: list[Mark] = field(default_factory=list)
    movements: list[Mark] = field(default_factory=list)
    negations: list[Operator] = field(default_factory=list)
    modals: list[Operator] = field(default_factory=list)

    def said(self, token: Token) -> str:
        """A token's own characters, as far as a reason repeats them."""
        return self.text[token.start : token.end].strip()[:QUOTED]

    def rows(self, kind: str) -> set[str]:
        """The rows of the words of one kind."""
        return {str(token.key[1]) for token in self.tokens if token.kind == kind}

    def count(self, kind: str) -> Counter[str]:
        """How often the words of each row of one kind stand in it."""
        return Counter(str(token.key[1]) for token in self.tokens if token.kind == kind)

    def free(self, operators: Sequence[Operator]) -> set[Item]:
        """The items that none of ``operators`` governs wherever they stand."""
        covered = {(operator.at, self.clauses[operator.at]) for operator in operators}
        within = {clause for _, clause in covered}
        return {item for index, found in enumerate(self.items) if self.clauses[index] not in within for item in found}


def read(text: str) -> Statement:
    """``text``, a sentence or a few, as a `Statement`."""
    folded = fold(text)
    figures = {figure.start: figure for figure in scan(text, with_dashes(text, folded, "—")).figures}
    tokens = _own_rows(folded, [_noun(text, token) for token in lex(text, folded)])
    clauses, sentences = _clauses(tokens)
    statement = Statement(text, folded, tokens, clauses, sentences, _items(folded, tokens), _periods(tokens, clauses))
    for index, token in enumerate(tokens):
        if token.kind == "figure":
            statement.figures.append(_mark(statement, index, figures.get(token.start)))
        elif token.kind == "direction":
            statement.movements.append(_mark(statement, index, None))
        elif token.kind == "negation":
            statement.negations.append(_operator(statement, index))
        elif token.kind == "modal":
            statement.modals.append(_operator(statement, index))
    return statement


_SUBJECT = lazy(r"\b(?:we|they|i|it|company|management|to)(?: (?:do|also|now|still))?(?: not)?\s$", re.I)


def _noun(text: str, token: Token) -> Token:
    """``token``, as content where it is May and not may, a project and not to project."""
    month = token.surface == "may" and text[token.start] == "M" and text[: token.start].rstrip()[-1:].isalnum()
    project = token.surface in ("project", "projects") and not _SUBJECT.search(text, max(0, token.start - 24), token.start)
    return Token("word", ("word", token.surface), token.start, token.end, token.surface) if month or project else token


def entries(row: str) -> list[str]:
    """The words of a row: Chinese ones parted by spaces, English ones by ``|``."""
    first, *rest = row.split("|")
    words = first.split() if re.search(f"[{HAN}]", first) else [" ".join(first.split())]
    return [word for word in (*words, *(" ".join(part.split()) for part in rest)) if word]


@cache
def rows(*kinds: str) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern of all words of these kinds of ``prose.toml``, and each word's kind and row."""
    data = table("grounding", "prose")
    words = {word: (kind, row) for kind in kinds for row, listed in data[kind].items() for word in entries(listed)}
    chinese = [word for word in words if word[0] > "\u2fff"]
    latin = [word for word in words if word[0] <= "\u2fff"]
    return re.compile(rf"{words_pattern(chinese) or '(?!)'}|(?<![a-z0-9])(?:{words_pattern(latin) or '(?!)'})"), words


def named(folded: str, *kinds: str) -> Iterator[tuple[str, str, str, int, int]]:
    """Kind, row, word, start and end of the words of ``prose.toml`` that a folded text holds."""
    pattern, words = rows(*kinds)
    for match in pattern.finditer(folded):
        word = " ".join(match[0].split())
        yield *words[word], word, match.start(), match.end()


def _own_rows(folded: str, tokens: list[Token]) -> list[Token]:
    """``tokens`` with the words that ``prose.toml`` knows in place of content."""
    found = list(named(folded, "direction", "negation", "modal", "compound"))
    if not found:
        return tokens
    kept: list[Token] = []
    at = 0
    for kind, row, word, start, end in found:
        while at < len(tokens) and tokens[at].end <= start:
            kept.append(tokens[at])
            at += 1
        stop = at
        while stop < len(tokens) and tokens[stop].start < end:
            stop += 1
        inside = tokens[at:stop]
        fits = inside and inside[0].start >= start and inside[-1].end <= end
        if not fits or any(token.kind in NUMERIC - {"name"} for token in inside):
            continue
        if kind == "compound":
            if word[0] > "\u2fff":
                kept += [Token("word", ("word", folded[place]), place, place + 1) for place in range(start, end)]
        elif all(token.kind in _REPLACED or token.kind == kind == "direction" for token in inside):
            kept.append(Token(kind, (kind, row), start, end, word))
        else:
            continue
        at = stop
    return kept + tokens[at:]


def _clauses(tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    clauses, sentences = [], []
    clause = sentence = 0
    for token in tokens:
        clauses.append(clause)
        sentences.append(sentence)
        if token.kind == "stop":
            sentence += 1
        if token.kind in ("stop", "comma"):
            clause += 1
    return clauses, sentences


_ENDINGS = "izations isations ization isation ations ation ances ance ence ments ment ings ing ies ied able ers ed er es ly s e y".split()


_NOT_WORD = lazy(r"[\s,，;；:：。、!！?？\"“”‘’'「」『』.]+")


def bare(text: str) -> str:
    """``text`` without white space and marks, those within numbers kept."""
    folded = re.sub(r"(?<=\d)\.(?=\d)|(?<=\d),(?=\d)", lambda match: "\x01" if match[0] == "." else "", fold(text))
    return str(_NOT_WORD.sub("", folded))


def stem(word: str) -> str:
    """A Latin word without its ending."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return (word[:-1] if len(word) > 3 and word[-1] == word[-2] else word)[:8]


def _items(folded: str, tokens: Sequence[Token]) -> list[tuple[Item, ...]]:
    items: list[tuple[Item, ...]] = []
    previous: Token | None = None
    for index, token in enumerate(tokens):
        found: list[Item] = []
        if token.kind in ("word", "name") and token.key[:1] == ("word",):
            word = str(token.key[1]) if len(token.key) > 1 else ""
            if word and word[0] > "\u2e7f":
                letters = folded[token.start : token.end]
                if previous is not None and previous.end == token.start:
                    letters = folded[previous.end - 1] + letters
                found = [("word", one + other) for one, other in pairwise(letters)]
                behind = tokens[index + 1] if index + 1 < len(tokens) else None
                alone = behind is None or behind.start != token.end or behind.kind != "word" or folded[behind.start] <= "\u2e7f"
                if not found and alone:
                    found = [("word", letters)]
                previous = token
            else:
                previous = None
                if word and word not in _light():
                    found = [("word", stem(word))]
        else:
            previous = None
            if token.kind in NUMERIC or token.kind == "metric":
                found = [token.key]
        items.append(tuple(found))
    return items


@cache
def _light() -> frozenset[str]:
    """The writer's own English words, which are told of nothing."""
    return frozenset(entries(table("grounding", "prose")["own"]["en"]))


def _mark(statement: Statement, index: int, figure: Figure | None) -> Mark:
    tokens, clauses, items = statement.tokens, statement.clauses, statement.items
    own = clauses[index]
    borders = ("figure",) if figure is not None or tokens[index].kind == "figure" else ("figure", "direction")
    mark = Mark(tokens[index], index, figure)
    low = index
    while low > 0 and clauses[low - 1] == own and tokens[low - 1].kind not in borders:
        low -= 1
    high = index + 1
    while high < len(tokens) and clauses[high] == own and tokens[high].kind not in borders:
        high += 1
    if tokens[index].kind == "direction":  # a movement is told of its figure too
        low -= low > 0 and clauses[low - 1] == own and tokens[low - 1].kind == "figure"
        high += high < len(tokens) and clauses[high] == own and tokens[high].kind == "figure"
    before = [item for found in items[low:index] for item in found]
    if not before or all(item[0] == "period" for item in before):
        # what goes on tells of what was told before
        while low > max(0, index - _REACH) and statement.sentences[low - 1] == statement.sentences[index] and not before:
            low -= 1
            here = clauses[low]
            while low > max(0, index - _REACH) and clauses[low - 1] == here and tokens[low].kind != "figure":
                low -= 1
            before = [item for found in items[low:index] for item in found if item[0] not in ("figure", "number")]
    for item in before:
        mark.near[item] = 2
    for beside in (index - 1, index + 1):
        # the nearest figures of the clause, over light words
        step = beside - index
        while 0 <= beside < len(tokens) and clauses[beside] == own and tokens[beside].kind != "figure" and abs(beside - index) < _REACH:
            beside += step
        if 0 <= beside < len(tokens) and clauses[beside] == own and tokens[beside].kind == "figure":
            mark.near.setdefault(tokens[beside].key, 1)
    for found in items[index + 1 : high]:
        for item in found:
            mark.near.setdefault(item, 1)
    rows_before = [str(item[1]) for item in before if item[0] == "metric"]
    mark.metric = rows_before[-1] if rows_before else ""
    mark.periods = statement.periods.get(own, frozenset())
    return mark


def _periods(tokens: Sequence[Token], clauses: Sequence[int]) -> dict[int, frozenset[Item]]:
    found: dict[int, frozenset[Item]] = {}
    for token, clause in zip(tokens, clauses, strict=True):
        if token.kind == "period":
            found[clause] = found.get(clause, frozenset()) | {token.key}
    return found


def _operator(statement: Statement, index: int) -> Operator:
    token, own, sentence = statement.tokens[index], statement.clauses[index], statement.sentences[index]
    governs: list[Item] = []
    scope: set[Item] = set()
    for place in range(index + 1, min(index + _REACH, len(statement.tokens))):
        if statement.sentences[place] != sentence:
            break
        if statement.clauses[place] == own:
            governs += statement.items[place]
            if token.kind == "negation" and statement.tokens[place].kind == "modal":
                governs.append(statement.tokens[place].key)
        scope.update(statement.items[place])
    place = index
    while place > index - _REACH and place >= 0 and statement.clauses[place] == own:
        scope.update(statement.items[place])
        place -= 1
    if not governs:
        governs = [item for at in range(place + 1, index) for item in statement.items[at]][-_GOVERNED:]
    return Operator(token, index, str(token.key[1]), tuple(governs[:_GOVERNED]), frozenset(governs[: 2 * _GOVERNED]), frozenset(scope))

"""What a judge of quotes made of the cases."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .cases import Case

Span = tuple[int, int]
LocateLike = Callable[[str, str], "Span | None"]
"""The place of a quote in a text, in code points of the text, or ``None`` where it has none."""


@dataclass
class Score:
    """How one judge did."""

    name: str
    right: Counter[str] = field(default_factory=Counter)
    """Right quotes asked, by kind."""
    wrong: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Right quotes that were given no place."""
    accepted: Counter[str] = field(default_factory=Counter)
    """Wrong quotes that were given one."""
    exact: int = 0
    """Right quotes whose place is the true one, white space and marks at its ends aside."""
    overlap: float = 0.0
    """Sum, over the right quotes that were given a place, of what it and the true one share, as a part of what either covers."""
    seconds: float = 0.0
    failures: list[tuple[Case, Span | None]] = field(default_factory=list)
    """What was judged wrongly, and the place given."""

    @property
    def right_accepted(self) -> float:
        return 1 - self.refused.total() / max(1, self.right.total())

    @property
    def wrong_accepted(self) -> float:
        return self.accepted.total() / max(1, self.wrong.total())

    @property
    def span_exact(self) -> float:
        """Of the right quotes that were given a place."""
        return self.exact / max(1, self.right.total() - self.refused.total())

    @property
    def mean_overlap(self) -> float:
        return self.overlap / max(1, self.right.total() - self.refused.total())

    @property
    def per_thousand(self) -> float:
        """Seconds for a thousand quotes."""
        return 1000 * self.seconds / max(1, self.right.total() + self.wrong.total())


def answers_of(function: LocateLike, cases: Sequence[Case], documents: Mapping[str, str]) -> tuple[list[Span | None], float]:
    """What ``function`` says to each case, and the seconds that it took. Cases come document by document."""
    order = sorted(range(len(cases)), key=lambda number: cases[number].document)
    found: list[Span | None] = [None] * len(cases)
    begun = time.perf_counter()
    for number in order:
        found[number] = function(cases[number].quote, documents[cases[number].document])
    return found, time.perf_counter() - begun


def score(name: str, cases: Sequence[Case], answers: Sequence[Span | None], documents: Mapping[str, str], seconds: float = 0.0) -> Score:
    """``answers``, one a case and in their order, held against what is true."""
    result = Score(name, seconds=seconds)
    for case, place in zip(cases, answers, strict=True):
        asked, failed = (result.right, result.refused) if case.right else (result.wrong, result.accepted)
        asked[case.kind] += 1
        if (place is None) is case.right:
            failed[case.kind] += 1
            result.failures.append((case, place))
        elif place is not None and case.start is not None and case.end is not None:
            text = documents[case.document]
            given, true = bare(text, *place), bare(text, case.start, case.end)
            result.exact += given == true
            result.overlap += _shared(given, true)
    return result


def bare(text: str, start: int, end: int) -> Span:
    """The span without white space and marks at its ends; what belongs to a number stays."""
    while start < end and _is_mark(text[start]):
        start += 1
    while end > start and _is_mark(text[end - 1]):
        end -= 1
    return start, end


def _is_mark(letter: str) -> bool:
    return letter not in "%‰％" and unicodedata.category(letter)[0] in "PZC"


def _shared(one: Span, other: Span) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / max(1, max(one[1], other[1]) - min(one[0], other[0]))

"""Which lines are told, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from ..schemas import Summary
from .chinese import chinese_lines
from .english import english_lines
from .headline import Candidate, Headline
from .statements import statements

_MOST = 6
"""Lines at most where no number was asked for."""
_NEWS = {"result": 60, "guidance": 60, "statement": 70}
"""What a line must be worth to be told unasked."""
_ORDER = {"result": 0, "guidance": 1, "statement": 2}


def headlines(summary: Summary, count: int | None = None) -> list[Headline]:
    """The most newsworthy lines of ``summary``, in its own language: results first, then guidance, then statements.

    ``count`` lines where the summary holds so many; without it as many as are news, one at least where there is a figure. A measure is told
    once; every figure of a line stands in its evidence.
    """
    lines = english_lines(summary) if summary.document.language == "en" else chinese_lines(summary)
    chosen = _best([*lines, *statements(summary)])
    if count is None:
        figures = [one for one in chosen if one.headline.kind != "statement"]
        # a call whose figures are all small news still has its largest; a sentence that is no news is better left out
        chosen = [one for one in chosen if one.news >= _NEWS[one.headline.kind]][:_MOST] or figures[:1]
    else:
        chosen = chosen[: max(count, 0)]
    return [one.headline for one in sorted(chosen, key=lambda one: (_ORDER[one.headline.kind], -one.news, one.place))]


def _best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best of each measure, best first; a text or a place is not told twice."""
    taken: list[Candidate] = []
    keys: set[tuple[str, ...]] = set()
    texts: set[str] = set()
    for one in sorted(candidates, key=lambda one: (-one.news, one.place)):
        text = one.headline.text.lower()
        if one.same in keys or text in texts or any(_retold(one, other) for other in taken):
            continue
        keys.add(one.same)
        texts.add(text)
        taken.append(one)
    return taken


def _retold(one: Candidate, other: Candidate) -> bool:
    """A statement whose sentence holds what a line already tells, or two lines with the same figure of the same measure."""
    if "statement" in (one.headline.kind, other.headline.kind):
        return any(
            a.start < b.end and b.start < a.end for a in one.headline.evidence for b in other.headline.evidence
        )
    return False

"""Spaces that stand inside Chinese words: letter-spaced lines and the traces of old line breaks."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..patterns import lazy
from ..tables import table
from .script import CJK_MARKS, fold, shape

_BLANK = "[ \u00a0\u3000]"
# Down to `_NEXT_SINGLE` they are for a line's `shape`, in which 汉 stands for every Han character: the class itself is slow to compile.
_GAP = lazy(f"(?<=[汉{CJK_MARKS}·]){_BLANK}{{1,2}}(?=[汉{CJK_MARKS}·])")
# a gap with no second Han character beside either of its neighbours
_SINGLE = lazy(
    f"(?:(?<=[{CJK_MARKS}·])|(?<=[^汉]汉)|(?<=^汉)){_BLANK}{{1,2}}(?=[{CJK_MARKS}·]|汉(?!汉))"
)
_ANY_GAP = lazy(f"{_BLANK}(?<=汉{_BLANK}){_BLANK}?(?=汉)")
_LABEL_OF_TWO = lazy(f"[ \t\u3000]*(汉)({_BLANK}{{1,6}})(汉)(?=[ \t\u3000：:|]|$)")
_FIRST_CELL = lazy(f"\\s*([汉（）()/、]{{2,16}})(?={_BLANK})")
_NAME_AFTER = lazy(f"(?<=汉){_BLANK}{{1,2}}汉{{2,3}}(?=[、，,；;。\\s]|$)")
_NEXT_SINGLE = lazy(f"({_BLANK}+)汉(?:{_BLANK}|[{CJK_MARKS}])")
_DOUBLED = lazy(r"(?<=[A-Za-z\d,.] ) (?=[A-Za-z\d(])")
_MARKS = frozenset(CJK_MARKS + "·")
_SENTENCE_MARK = lazy("[。！？!?；;]|[，,].*[，,]")
_LABEL = lazy(r"[^，,。；;！？!?]{0,30}?[：:]")
_LISTED = lazy(
    rf"\s*(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[)）、.．]|第[一二三四五六七八九十\d]{{1,3}}[部章节節项項])[^，,。；;：:！？!?]{{0,24}}?(?={_BLANK})"
)
_FEWEST = 3
"""Gaps in a row that make a letter-spaced stretch."""


@cache
def _labels() -> tuple[frozenset[str], frozenset[str]]:
    """Labels of two characters, and every beginning and end of a label: a label may be split over two rows."""
    known = table("outline", "repair")
    labels = {label for kind in known["labels"].values() for label in kind}
    parts = {part for label in labels for size in range(2, len(label) + 1) for part in (label[:size], label[-size:])}
    short = {label for label in labels if len(label) == 2} | set(known["spacing"]["labels"])
    return frozenset(short), frozenset(parts)


class Spaces(NamedTuple):
    """What `find_spaces` finds in a line."""

    spans: list[tuple[int, int]]
    whole: bool
    """True where the whole line is letter-spaced."""


def find_spaces(text: str, *, throughout: bool = False) -> Spaces:
    """Spans of spaces in one line that are no spaces: inside letter-spaced words, and between words of Chinese prose.

    ``throughout`` says that the document is letter-spaced, so that no more than two letters apart are needed to tell.
    """
    shaped = shape(text)
    label = _LABEL_OF_TWO.match(shaped)
    if (
        label
        and fold(text[label.start(1)] + text[label.start(3)]) in _labels()[0]
        and not _goes_on(shaped, label.end(), label.span(2))
    ):
        behind = find_spaces(text[label.end() :], throughout=throughout)
        return Spaces([label.span(2), *((s + label.end(), e + label.end()) for s, e in behind.spans)], False)
    if not _ANY_GAP.search(shaped):
        return Spaces([], False)
    cell = _FIRST_CELL.match(shaped)
    protected = cell.end() + 1 if cell and fold(text[slice(*cell.span(1))]) in _labels()[1] else 0
    gaps = [match.span() for match in _GAP.finditer(shaped, protected)]
    single = [match.span() for match in _SINGLE.finditer(shaped, protected)]
    apart = set(single)
    if len(single) >= (1 if throughout else 2) and len(single) >= 0.8 * len(gaps):
        # the whole line is letter-spaced: words of Latin letters then stand apart by two spaces
        inner = [gap for gap in gaps if gap in apart or text[gap[1]] in _MARKS or text[gap[0] - 1] in _MARKS]
        return Spaces(sorted(inner + [match.span() for match in _DOUBLED.finditer(text)]), True)
    found = apart if throughout else set(_runs(single))
    rest = [gap for gap in gaps if gap not in found and text[gap[1]] not in _MARKS and text[gap[0] - 1] not in _MARKS]
    if rest and _SENTENCE_MARK.search(text) and 2 * sum(1 for _ in _NAME_AFTER.finditer(shaped)) <= len(rest):
        label_end, listed = _LABEL.match(text), _LISTED.match(text)
        protected = max(protected, label_end.end() if label_end else 0, listed.end() + 1 if listed else 0)
        found.update(gap for gap in rest if gap[0] >= protected)
    return Spaces(sorted(found), False)


def _goes_on(shaped: str, at: int, gap: tuple[int, int]) -> bool:
    """Whether the letter-spaced stretch goes on behind two letters that look like a label, with gaps no wider than theirs."""
    following = _NEXT_SINGLE.match(shaped, at)
    return following is not None and following.end(1) - following.start(1) <= gap[1] - gap[0]


def _runs(gaps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The gaps that follow each other from character to character, at least `_FEWEST` of them."""
    found: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for gap in gaps:
        if run and gap[0] != run[-1][1] + 1:
            if len(run) >= _FEWEST:
                found += run
            run = []
        run.append(gap)
    return found + run if len(run) >= _FEWEST else found

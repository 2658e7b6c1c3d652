"""Furniture and boilerplate: what belongs to the page, the site or the lawyers and not to what was said."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..tables import table
from .sentences import split_sentences

_LONGEST_LINE = 200
"""A longer line is no furniture as a whole, unless by how it begins."""
_SHORT = 40
"""A line below a closing list is part of it up to this length."""
_TAIL_LINES = 12
_BULLET = lazy("[●•·▪■◆►《【*-]")
_SENTENCE_MARK = lazy("[。!?]|[.](?:\\s|$)")


@dataclass(frozen=True, slots=True)
class _Sentence:
    find: str
    pattern: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    whole: re.Pattern[str]
    begins: re.Pattern[str]
    closes: re.Pattern[str]
    lists: re.Pattern[str]
    inline: re.Pattern[str]
    figure: re.Pattern[str]
    sentences: tuple[_Sentence, ...]


@cache
def _patterns() -> _Patterns:
    known = table("outline", "furniture")

    def any_of(patterns: list[str]) -> str:
        return "|".join(f"(?:{pattern})" for pattern in patterns).replace(" ", r"\s?")

    lines = known["lines"]
    return _Patterns(
        whole=lazy(any_of(lines["whole"])),
        begins=lazy(r"[※*＊●•▲►■◆\s]{0,4}(?:" + any_of(lines["begins"]) + ")"),
        closes=lazy(any_of(lines["closes"])),
        lists=lazy(any_of(lines["lists"])),
        inline=lazy(any_of(known["stretches"]["inline"])),
        figure=lazy(known["content"]["figure"]),
        sentences=tuple(
            _Sentence(row["find"], lazy(row["with"]) if "with" in row else None) for row in known["sentences"]
        ),
    )


def begins_furniture(folded: str) -> bool:
    """Whether a line that begins with ``folded`` is furniture by how it begins."""
    return _patterns().begins.match(folded) is not None


def find_boilerplate(text: str, folded: str) -> list[tuple[int, int]]:
    """Spans of whole lines and whole sentences that are not content, in order and apart from each other.

    A sentence with a figure in it is never boilerplate, whatever else it says. ``folded`` is `script.fold` of ``text``.
    """
    patterns = _patterns()
    lines = _lines(folded)
    spans = _whole_lines(folded, lines, patterns)
    spans += [match.span() for match in patterns.inline.finditer(folded)] if "[" in folded or "(" in folded else []
    spans += _sentences(text, folded, lines, patterns)
    return _merged(spans)


def _lines(folded: str) -> list[tuple[int, int]]:
    lines = []
    start = 0
    for line in folded.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _whole_lines(folded: str, lines: list[tuple[int, int]], patterns: _Patterns) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    closing = listing = 0
    written = [(start, end, folded[start : min(end, start + _LONGEST_LINE + 1)].strip()) for start, end in lines]
    written = [line for line in written if line[2]]
    for index, (start, end, line) in enumerate(written):
        near_end = index >= len(written) - _TAIL_LINES or index >= 0.9 * len(written)
        short = len(line) <= _LONGEST_LINE
        if near_end and short and patterns.closes.fullmatch(line):
            closing = _TAIL_LINES
            spans.append((start, end))
        elif patterns.begins.match(line):
            spans.append((start, end))
        elif short and patterns.whole.fullmatch(line):
            spans.append((start, end))
            listing = 3 if patterns.lists.fullmatch(line) else 0
        elif closing and len(line) <= _SHORT and (not _SENTENCE_MARK.search(line) or _BULLET.match(line)):
            closing -= 1
            spans.append((start, end))
        elif listing and len(line) <= _SHORT and not line.endswith(":"):
            listing -= 1
            spans.append((start, end))
        else:
            closing = listing = 0
    return [_trimmed(folded, span) for span in spans]


def _sentences(
    text: str, folded: str, lines: list[tuple[int, int]], patterns: _Patterns
) -> list[tuple[int, int]]:
    starts = [start for start, _ in lines]
    split: dict[int, list[tuple[int, int]]] = {}
    spans: set[tuple[int, int]] = set()
    for row in patterns.sentences:
        at = folded.find(row.find)
        while at >= 0:
            number = bisect_right(starts, at) - 1
            if number not in split:
                split[number] = split_sentences(text, folded, *lines[number])
            sentences = split[number]
            start, end = sentences[bisect_right(sentences, (at, len(text) + 1)) - 1]
            sentence = folded[start:end]
            if (row.pattern is None or row.pattern.search(sentence)) and not patterns.figure.search(sentence):
                spans.add((start, end))
            # one verdict a sentence
            at = folded.find(row.find, max(end, at + 1))
    return sorted(spans)


def _trimmed(folded: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

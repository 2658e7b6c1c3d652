"""The words of a piece of somebody's summary without its marks of form, each character with its place in the summary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_BLANKS = re.compile(r"\s+")
_NOTES = re.compile(
    r"\s?\[\^?\d{1,3}(?:, ?\d{1,3}){0,5}\]|^\s*\[[ xX]\]\s+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+(?=[\s.,;。，；)）]|$)|\s?【\d{1,3}[^】]{0,40}】|"
    r"\s?[\[(（](?:L|[Ll]ines? |[Pp]\. ?|[Pp]p\. ?|[Pp]age |第)\d{1,5}(?:[-–]\d{1,5})?(?:页|頁|行)?[\])）]"
)
"""Marks of footnotes, citations by number, line or page, and boxes to be ticked."""


@dataclass(frozen=True, slots=True)
class Visible:
    """``text`` as it is seen, and for each of its characters the code point of the summary that it stands at."""

    text: str
    at: Sequence[int]

    def part(self, first: int, last: int) -> Visible:
        """The characters from ``first`` up to ``last``, white space at the ends left out."""
        while first < last and self.text[first].isspace():
            first += 1
        while last > first and self.text[last - 1].isspace():
            last -= 1
        return Visible(self.text[first:last], self.at[first:last])

    def stripped(self) -> Visible:
        """Without white space at its ends."""
        return self.part(0, len(self.text))

    def without_notes(self) -> Visible:
        """Without marks of footnotes and citations (``[1]``, ``[^1]``, ``(p. 3)``) and boxes to be ticked."""
        kept = [self]
        last = 0
        for found in _NOTES.finditer(self.text):
            kept[-1] = self._between(last, found.start())
            last = found.end()
            kept.append(self._between(last, len(self.text)))
        return self if len(kept) == 1 else joined(kept, "")

    def _between(self, first: int, last: int) -> Visible:
        return Visible(self.text[first:last], self.at[first:last])

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the summary."""
        return self.at[0], self.at[-1] + 1

    @property
    def line(self) -> str:
        """On one line."""
        return one_line(self.text)

    def __bool__(self) -> bool:
        return bool(self.text) and not self.text.isspace()


def one_line(text: str) -> str:
    """``text`` with each run of white space as one blank."""
    return _BLANKS.sub(" ", text).strip()


def plain(text: str, start: int, end: int) -> Visible:
    """``text[start:end]`` as it stands, white space at its ends left out."""
    return Visible(text[start:end], range(start, end)).stripped()


def joined(parts: Iterable[Visible], glue: str | Callable[[str, str], str] = " ") -> Visible:
    """The parts one after the other; what stands between them has the place of the character before it.

    ``glue`` may be told by the last letter before it and the first behind it.
    """
    words: list[str] = []
    at: list[int] = []
    for part in parts:
        if not part.text:
            continue
        if words:
            between = glue if isinstance(glue, str) else glue(words[-1][-1], part.text[0])
            words.append(between)
            at.extend([at[-1]] * len(between))
        words.append(part.text)
        at.extend(part.at)
    return Visible("".join(words), at)

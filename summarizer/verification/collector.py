"""Claims as they are met, walking through a summary from its first line to its last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ..patterns import lazy
from .claims import ClaimText
from .clauses import clauses, sentences
from .idle import asserts, has_figure, idle, like_title, says
from .visible import Visible

_MOST_BEFORE = 8
"""So many statements before a claim are told with it; what is further back nothing goes on from."""
_LINE_BREAK = lazy(r"\r\n?|\n")
_ASKED = lazy(r"\s*(?:\W{0,4})(?:q(?:uestion)?\s?\d{0,3}|问题?\s?\d{0,3}|問題?\s?\d{0,3}|提问|提問)\s*[:：.、)]", 2)


class Collector:
    """Takes headings, statements and rows in their order; knows the headings above and the lines of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.claims: list[ClaimText] = []
        self.unclaimed = 0
        self.lead: str | None = None
        """A line that ends with a colon: it speaks of the list or the table that follows."""
        self._headings: list[tuple[int, str]] = []
        self._lines = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self._lines, offset)

    @property
    def headings(self) -> tuple[str, ...]:
        """Those above, outermost first."""
        return tuple(words for _, words in self._headings)

    def heading(self, words: Visible, level: int) -> None:
        """A heading; 1 is the outermost. One that says something is a claim, too."""
        self.lead = None
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        if not words:
            return
        if (self.claims and asserts(words.text)) or (not self.claims and has_figure(words.text)):
            self.claim(words)
        else:
            self.unclaimed += 1
        self._headings.append((level, words.line))

    def statement(
        self, words: Visible, before: list[str], *, context: Iterable[str] = (), item: bool = False, quoted: bool = False
    ) -> None:
        """A paragraph, a line or an item of a list. ``before`` grows by what it says."""
        self.lead = None
        if not words:
            return
        if self._names_what_follows(words, item):
            self.unclaimed += 1
            self.lead = words.line.rstrip(":： ")
            return
        pieces = [words] if quoted else sentences(words)
        for sentence in pieces:
            if idle(sentence.text) or (not item and not self.claims and len(pieces) == 1 and self._opens(sentence)):
                self.unclaimed += 1
                continue
            for clause in [sentence] if quoted else clauses(sentence):
                self.claim(clause, before, context, quoted=quoted)
                before.append(clause.line)

    def claim(
        self,
        words: Visible,
        before: Iterable[str] = (),
        context: Iterable[str] = (),
        *,
        text: str | None = None,
        spoken: str = "",
        where: str = "",
        quoted: bool = False,
    ) -> None:
        """One claim at the place of ``words``."""
        start, end = words.span
        said = text or words.line
        if quoted and said[0] not in "“\"「『‘":
            spoken = f"“{said}”"
        self.claims.append(
            ClaimText(
                text=said,
                where=where or f"line {self.line(start)}",
                start=start,
                end=end,
                headings=(*self.headings, *context),
                spoken="" if spoken == said else spoken,
                before=tuple(before)[-_MOST_BEFORE:],
            )
        )

    def _names_what_follows(self, words: Visible, item: bool) -> bool:
        """Whether it is a lead-in: *For the third quarter, the company expects:*."""
        line = words.line
        return line.endswith((":", "：")) and "\n" not in words.text.strip() and not (has_figure(line) or (says(line) and not item))

    def _opens(self, words: Visible) -> bool:
        """Whether the first line of all is the summary's title."""
        line = words.line
        return like_title(line) and not (has_figure(line) or says(line) or _ASKED.match(line) or ":" in line or "：" in line)

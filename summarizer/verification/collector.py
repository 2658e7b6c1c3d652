"""Claims as they are met, walking through a summary from its first line to its last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from ..outline.script import fold
from ..patterns import lazy
from .claims import ClaimText
from .clauses import clauses, sentences
from .idle import asserts, has_figure, idle, like_title, says
from .noted_units import as_spoken
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
        self.above = ""
        """The line above, whatever it was: it may name a table's unit."""
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
        self.above = words.line
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        if not words:
            return
        asked = "?" in fold(words.text) and _ASKED.match(words.text) is not None
        if asked or (self.claims and asserts(words.text)) or (not self.claims and has_figure(words.text)):
            self.claim(words)
        else:
            self.unclaimed += 1
        self._headings.append((level, words.line.rstrip(":： .。")))

    def statement(
        self, words: Visible, before: list[str], *, context: Iterable[str] = (), item: bool = False, leads: bool = False
    ) -> None:
        """A paragraph, a line or an item of a list; ``leads`` where further items stand under it. ``before`` grows by what it says."""
        self.lead = None
        words = words.without_notes().stripped()
        if not words:
            return
        self.above = line = words.line
        if line.endswith((":", "：")) or leads:
            self.lead = line.rstrip(":： ")
            if _names_what_follows(line, leads):
                self.unclaimed += 1
                return
        pieces = sentences(words)
        for sentence in pieces:
            if idle(sentence.text) or (not item and not self.claims and len(pieces) == 1 and self._opens(sentence)):
                self.unclaimed += 1
                continue
            for clause in clauses(sentence):
                self.claim(clause, before, context, spoken=as_spoken(clause.line))
                before.append(clause.line)

    def claim(
        self,
        words: Visible,
        before: Sequence[str] = (),
        context: Iterable[str] = (),
        *,
        text: str | None = None,
        spoken: str = "",
        where: str = "",
    ) -> None:
        """One claim at the place of ``words``."""
        start, end = words.span
        said = text or words.line
        self.claims.append(
            ClaimText(
                text=said,
                where=where or f"line {self.line(start)}",
                start=start,
                end=end,
                headings=(*self.headings, *context),
                spoken="" if spoken == said else spoken,
                before=tuple(before[-_MOST_BEFORE:]),
            )
        )

    def _opens(self, words: Visible) -> bool:
        """Whether the first line of all is the summary's title."""
        line = words.line
        return like_title(line) and not (has_figure(line) or says(line) or _ASKED.match(line) or ":" in line or "：" in line)


_OPEN_END = lazy(
    r"(?:\b(?:is|are|was|were|be|include[sd]?|including|expect(?:s|ed)?|follow(?:s|ing)|said|says|noted|notes|that|by|of|for|to|with|"
    r"guid(?:es|ed|ance)|sees|highlighted|mentioned)|如下|包括|为|是|有|预计|表示|指出|称|认为|以下\S{0,6})\s*[:：]$"
)


def _names_what_follows(line: str, leads: bool) -> bool:
    """Whether a line only leads in what stands under it: *For the third quarter, the company expects:*."""
    if has_figure(line):
        return False
    if _OPEN_END.search(fold(line)):
        return True
    return not says(line) and (line.endswith((":", "：")) or (leads and like_title(line)))

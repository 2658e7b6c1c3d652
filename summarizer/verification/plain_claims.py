"""Plain text into claims: lines, bullets of any mark, ``Metric: value`` lines, questions and answers, tables drawn with bars or tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..outline.script import HAN
from ..patterns import lazy
from .collector import Collector
from .idle import answers, asserts, has_figure, like_title, says
from .rows import is_period, rows_of, tell
from .visible import Visible, plain
from .wrapped import unwrapped

_BREAK = lazy(r"\r\n?|\n")
_BULLET = lazy(
    r"[ \t\u3000]*(?P<mark>[-*+•●○◦▪▫■□◆◇►▶‣∙·➤➢✓✔★]|[\U0001F000-\U0001FAFF\u2600-\u27BF]\ufe0f?(?=\s)|[–—](?=\s)|"
    r"\(?\d{1,2}[.)](?=\s|[^\x00-\x7f])|\(?[a-z][.)](?=\s)|"
    r"[（(]\d{1,2}[）)]|\d{1,2}、|[①-⑳])[ \t\u3000]*"
)
_CHAPTER = lazy(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十\d]{1,3}(?:部分|章|节|節)|[IVX]{1,4}\.(?=\s))"
    r"[ \t\u3000]*"
)
_BRACKETED = lazy(r"(?:\[[^\[\]]{1,40}\]|【[^【】]{1,40}】|={2,}[^=]{1,60}={2,}|-{2,} ?[^-]{1,60} ?-{2,})[ \t]*[:：]?")
_UNDERLINE = lazy(r"[ \t]*(?:={3,}|-{3,}|~{3,}|\*{3,}|—{2,}|_{3,})[ \t]*")
_SIGNED = frozenset("-+–")
_RULED = lazy(r"[ \t|+:=-]*-{2,}[ \t|+:=-]*")
_HAN = lazy(f"[{HAN}]")
_LEVEL = 3
_SHORT = 32
"""Characters: a line of no more above a sentence is its heading."""


def collect_plain(collector: Collector, start: int, end: int, *, masked: str | None = None) -> None:
    """What ``collector.text[start:end]`` claims, read as plain text; ``masked`` is that stretch with marks blotted out."""
    text = collector.text if masked is None else collector.text[:start] + masked
    lines: list[Visible] = []
    at = start
    for found in _BREAK.finditer(text, start, end):
        lines.append(plain(text, at, found.start()))
        at = found.end()
    lines.append(plain(text, at, end))
    _Walk(collector, text).lines(lines)


class _Walk:
    def __init__(self, collector: Collector, text: str) -> None:
        self.collector = collector
        self.text = text
        self.before: list[str] = []
        self.paragraph: list[Visible] = []
        self.items: list[tuple[int, str]] = []
        """The items around, by how far they are indented."""
        self.lead = ""

    def lines(self, lines: Sequence[Visible]) -> None:
        index = 0
        while index < len(lines):
            line = lines[index]
            following = next((one for one in lines[index + 1 :] if one), None) if line else None
            if not line:
                self.end_paragraph()
                self.items.clear()
            elif _UNDERLINE.fullmatch(line.text) or _RULED.fullmatch(line.text):
                self.end_paragraph()
            elif (stop := _table_end(lines, index)) > index + 1:
                self.end_paragraph()
                rows = _aligned([_cells(one) for one in lines[index:stop] if not _RULED.fullmatch(one.text)])
                tell(self.collector, rows_of(rows, headed=_is_head(rows)))
                index = stop - 1
            elif self.is_heading(line, lines[index + 1] if index + 1 < len(lines) else None, following):
                self.end_paragraph()
                self.items.clear()
                self.before, self.lead = [], ""
                self.heading(line)
            elif (bullet := self.bullet(line)) is not None:
                self.end_paragraph()
                index = self.item(lines, index, bullet) - 1
            else:
                self.paragraph.append(line)
            index += 1
        self.end_paragraph()

    # -- what a line is -----------------------------------------------------------------------------------------------

    def bullet(self, line: Visible) -> re.Match[str] | None:
        found = _BULLET.match(line.text)
        if found is None or found.end() >= len(line.text):
            return None
        behind = line.text[found.end("mark")]
        if found["mark"] in _SIGNED and (behind.isdigit() or behind in "$€£¥￥"):
            return None  # -3%, +8 百分点, -$5m
        return found

    def is_heading(self, line: Visible, below: Visible | None, following: Visible | None) -> bool:
        text = line.text
        if below is not None and _UNDERLINE.fullmatch(below.text) and like_title(text):
            return True
        if _BRACKETED.fullmatch(text):
            return True
        if following is None:
            return False
        chapter = _CHAPTER.match(text)
        if chapter is not None:
            return like_title(text[chapter.end() :].rstrip(":： ")) and not has_figure(text[chapter.end() :])
        if text.startswith("#"):
            return like_title(text.lstrip("# "))
        bare = text.rstrip(":： ")
        numbered = _BULLET.match(text)
        if numbered is not None:
            if not numbered["mark"][:1].isdigit():
                return False
            bare = text[numbered.end() :].rstrip(":： ")
            if _same_numbering(following.text):
                return False
        if self.paragraph or self.items or not like_title(bare) or ":" in bare or "：" in bare:
            return False
        if has_figure(bare) or says(bare):
            return False
        if below and len(bare) <= _SHORT and (len(below.text) > 2 * _SHORT or below.text[-1] in ".。"):
            return True
        # a short line that a list, or a paragraph behind an empty line, follows
        return (below is not None and not below) or (_BULLET.match(following.text) is not None) or bare.isupper() or text != bare

    # -- what is done with it -----------------------------------------------------------------------------------------

    def heading(self, line: Visible) -> None:
        text = line.text
        first = 0
        if (chapter := _CHAPTER.match(text)) is not None:
            first = chapter.end()
        level = 1 if chapter is not None and _HAN.match(text.strip()[0]) else _LEVEL
        words = line.part(first, len(text))
        edge = len(words.text) - len(words.text.lstrip("[【=-# "))
        self.collector.heading(words.part(edge, len(words.text.rstrip("]】=-:： "))), level)

    def item(self, lines: Sequence[Visible], index: int, bullet: re.Match[str]) -> int:
        """One item with the wrapped lines that belong to it; the index of the line behind it."""
        line = lines[index]
        indent = self.indent(line)
        parts = [line.part(bullet.end(), len(line.text))]
        index += 1
        while index < len(lines) and lines[index] and self.bullet(lines[index]) is None:
            if self.indent(lines[index]) <= indent and not lines[index].text[0].islower():
                break
            parts.append(lines[index])
            index += 1
        while self.items and self.items[-1][0] >= indent:
            self.items.pop()
        context = [self.lead] if self.lead else []
        context += [words for _, words in self.items]
        statements = unwrapped(parts)
        deeper = index < len(lines) and bool(lines[index]) and self.bullet(lines[index]) is not None and self.indent(lines[index]) > indent
        for number, statement in enumerate(statements, 1):
            self.collector.statement(statement, self.before, context=context, item=True, leads=deeper and number == len(statements))
        self.items.append((indent, parts[0].line.rstrip(":： ")))
        return index

    def indent(self, line: Visible) -> int:
        start = line.at[0]
        edge = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        return len(self.text[edge:start].expandtabs(4))

    def end_paragraph(self) -> None:
        lines, self.paragraph = self.paragraph, []
        if not lines:
            return
        if not answers(lines[0].text):
            self.before = []
        self.items.clear()
        statements = unwrapped(lines)
        self.lead = ""
        for number, statement in enumerate(statements):
            self.collector.statement(statement, self.before, context=[self.lead] if self.lead else [], item=number > 0)
            self.lead = self.collector.lead or self.lead


def _same_numbering(text: str) -> bool:
    found = _BULLET.match(text)
    return found is not None and found["mark"][:1].isdigit()


def _table_end(lines: Sequence[Visible], index: int) -> int:
    """The index behind the table that begins at ``index``; ``index`` where none does. A table has two rows at least."""
    stop = index
    while stop < len(lines) and lines[stop] and (len(_cells(lines[stop])) > 1 or (stop > index and _RULED.fullmatch(lines[stop].text))):
        stop += 1
    return stop


def _cells(line: Visible) -> list[Visible]:
    """The cells of a line that bars or tabs divide; one cell where nothing does."""
    text = line.text
    mark = "|" if text.count("|") > 1 or text.count(" | ") else "│" if "│" in text else "\t" if "\t" in text else ""
    if not mark or (mark == "\t" and (bullet := _BULLET.match(text)) is not None and text.find(mark) < bullet.end()):
        return [line]  # a tab behind a bullet parts nothing
    out: list[Visible] = []
    start = 0
    for at, letter in enumerate(text):
        if letter == mark:
            out.append(line.part(start, at))
            start = at + 1
    out.append(line.part(start, len(text)))
    if mark != "\t":
        out = out[1:] if not out[0] else out
        out = out[:-1] if out and not out[-1] else out
    return out


def _aligned(rows: list[list[Visible]]) -> list[list[Visible]]:
    """Empty cells are cells where no row is wider than the first; else they are tabs that were typed to make columns meet."""
    if all(len(row) <= len(rows[0]) for row in rows):
        return rows
    return [[cell for cell in row if cell] for row in rows]


def _is_head(rows: Sequence[list[Visible]]) -> bool:
    """Whether the first row names the columns: no figure stands in it, or nothing but periods."""
    return len(rows) > 1 and all(not cell or not asserts(cell.text) or is_period(cell.text) for cell in rows[0])

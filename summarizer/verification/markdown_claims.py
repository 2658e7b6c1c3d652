"""Markdown into claims: headings, paragraphs, lists, tables and quotations, each with its exact place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..patterns import lazy
from .collector import Collector
from .idle import answers, idle, known_title, like_title
from .plain_claims import collect_plain
from .rows import Table, rows_of, tell
from .visible import Visible, joined
from .wrapped import unwrapped

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK = lazy(r"\r\n?|\n")
_FRONT = lazy(r"---[ \t]*\r?\n(?:[^\n]{0,2000}\n){0,80}?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_TAG = lazy(r"</?[A-Za-z][^<>]{0,500}>")
_DEEPEST = 100
"""Lists in lists: what stands deeper is not read."""
_MOST_LINKS = 2_000
"""From so many opening brackets on they are letters: for each, the parser may look for its end to the end of the text."""
_BOLD_LEVEL = 7
"""A bold line used as a heading stands below every heading with a mark."""
_STARS = lazy(r"\*\*|__(?=\W|$)|(?<!\w)__")
_BULLET = lazy(r"\s*(?:[•●◦▪■◆►▶‣∙·–—✓✔➤]|[\U0001F000-\U0001FAFF\u2600-\u27BF]\ufe0f?(?=\s)|\(?\d{1,2}[)、]|[①-⑳])\s*")
_ATTRIBUTION = lazy(r"\s*[—–-]{1,2}\s*\S")


def collect_markdown(collector: Collector, start: int, end: int) -> None:
    """What ``collector.text[start:end]`` claims, read as Markdown."""
    from markdown_it import MarkdownIt

    text = _masked(collector.text[start:end]).replace("\x00", "\ufffd")  # as Markdown reads it
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable("text_join")
    if text.count("[") > _MOST_LINKS:
        parser.disable(["link", "image"])
    _Walk(collector, text, start).blocks(parser.parse(text))


def _masked(text: str) -> str:
    """``text``, front matter and comments blotted out, every character in its place."""
    if front := _FRONT.match(text):
        text = _blank(front[0]) + text[front.end() :]
    pieces: list[str] = []
    at = 0
    while (opened := text.find("<!--", at)) >= 0 and (closed := text.find("-->", opened + 4)) >= 0:
        pieces += [text[at:opened], _blank(text[opened : closed + 3])]
        at = closed + 3
    return "".join([*pieces, text[at:]])


def _blank(text: str) -> str:
    return "".join(letter if letter in "\r\n" else " " for letter in text)


class _Walk:
    """From block to block, knowing the lists and quotations around."""

    def __init__(self, collector: Collector, text: str, base: int) -> None:
        self.collector = collector
        self.text = text
        self.base = base
        self.lines: list[tuple[int, int]] = []
        at = 0
        for found in _BREAK.finditer(text):
            self.lines.append((at, found.start()))
            at = found.end()
        self.lines.append((at, len(text)))
        self.lists: list[_List] = []
        self.alone = _List()
        """What was said in the paragraph that is read, and in the question above it."""
        self.quotes = 0
        self.quotation: list[Visible] = []

    def blocks(self, tokens: Sequence[Token]) -> None:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            kind = token.type
            if kind == "heading_open":
                self.collector.heading(self.words(tokens[index + 1]), int(token.tag[1]))
            elif kind == "paragraph_open":
                self.paragraph(tokens[index + 1], leads=bool(self.lists) and _opens_list(tokens, index + 3))
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self.lists.append(_List(lead=self.collector.lead or ""))
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
            elif kind == "list_item_open":
                self.lists[-1].item = None
            elif kind == "blockquote_open":
                self.quotes += 1
            elif kind == "blockquote_close":
                self.quotes -= 1
                if not self.quotes:
                    self.quoted()
            elif kind in ("fence", "code_block", "html_block"):
                self.verbatim(token)
            elif kind == "table_open":
                index = self.table(tokens, index)
            index += 1

    # -- blocks -------------------------------------------------------------------------------------------------------

    def paragraph(self, inline: Token, leads: bool) -> None:
        words = self.words(inline)
        if self.quotes:
            self.quotation += [line for line in _split(words) if line]
            return
        lines = [line for line in _split(words) if line]
        if not self.lists and lines and _named(lines[0], _strong(inline)):
            self.collector.heading(lines.pop(0), _BOLD_LEVEL)
        if not (lines and answers(lines[0].text)):
            self.alone = _List()
        around = self.lists[-1] if self.lists else self.alone
        bullets = [_unbulleted(line) for line in lines]
        item = bool(self.lists)
        statements = bullets if any(one is not line for one, line in zip(bullets, lines, strict=True)) else unwrapped(lines)
        context = self.context()
        for number, statement in enumerate(statements, 1):
            under = leads and number == len(statements)
            self.collector.statement(statement, around.before, context=context, item=item or len(statements) > 1, leads=under)
        if item and around.item is None and words:
            around.item = words.line.rstrip(":： ")

    def context(self) -> tuple[str, ...]:
        """The lead-ins and parent items around, outermost first."""
        above: list[str] = []
        for number, one in enumerate(self.lists):
            above += [one.lead] if one.lead else []
            if number + 1 < len(self.lists) and one.item and one.item != self.lists[number + 1].lead:
                above.append(one.item)
        return tuple(above)

    def quoted(self) -> None:
        """A quotation, with who said it where that stands below."""
        lines, self.quotation = self.quotation, []
        if not lines:
            return
        around = self.lists[-1] if self.lists else _List()
        attributed = len(lines) > 1 and _ATTRIBUTION.match(lines[-1].text) is not None
        if attributed:
            said = joined(lines[:-1])
            marks = "" if said.text[0] in "“\"「『" else "“”"
            spoken = f"{marks[:1]}{said.line}{marks[1:]} {lines[-1].line}"
            self.collector.claim(joined(lines), around.before, self.context(), spoken=spoken)
            return
        for statement in unwrapped(lines):
            self.collector.statement(statement, around.before, context=self.context(), item=True)

    def verbatim(self, token: Token) -> None:
        """Code, and blocks of HTML: their words are plain text, their marks are not."""
        if token.map is None:
            return
        first, last = token.map
        if token.type == "fence":
            first += 1
            closing = self.text[slice(*self.lines[last - 1])].strip() if last - 1 < len(self.lines) else ""
            last -= closing.startswith(("```", "~~~"))
        if first >= last or last > len(self.lines):
            return
        start, end = self.base + self.lines[first][0], self.base + self.lines[last - 1][1]
        language = token.info.strip().lower() if token.type == "fence" else ""
        if language in ("markdown", "md"):
            collect_markdown(self.collector, start, end)
        elif token.type == "html_block":
            masked = _TAG.sub(lambda found: " " * len(found[0]), self.text[start - self.base : end - self.base])
            collect_plain(self.collector, start, end, masked=masked)
        else:
            collect_plain(self.collector, start, end)

    def table(self, tokens: Sequence[Token], index: int) -> int:
        """Reads the table that begins at ``index``; the index of its last token."""
        lines: list[list[Visible]] = []
        cells: list[Visible] = []
        cursor = 0
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open":
                cells, cursor = [], self.lines[token.map[0]][0] if token.map else 0
            elif token.type == "tr_close":
                lines.append(cells)
            elif token.type == "inline":
                found, cursor = self.cell(token, cursor)
                cells.append(found)
            index += 1
        tell(self.collector, rows_of(lines, headed=True) if lines else Table())
        return index

    def cell(self, inline: Token, cursor: int) -> tuple[Visible, int]:
        """A cell's words; ``cursor`` is where in the text its row has been read to, and grows."""
        raw = inline.content.replace("|", "\\|")
        at = self.text.find(raw, cursor) if raw else cursor
        if at < 0:  # a bar that was not escaped cannot be in a cell
            raw, at = inline.content, max(self.text.find(inline.content, cursor), cursor)
        places: list[int] = []
        for offset, letter in enumerate(raw):
            if letter == "\\" and raw[offset + 1 : offset + 2] == "|":
                continue
            places.append(self.base + at + offset)
        return _seen(inline, inline.content, places), at + len(raw)

    # -- words --------------------------------------------------------------------------------------------------------

    def words(self, inline: Token) -> Visible:
        """An inline token's words without marks, each with its place."""
        places: list[int] = []
        first = inline.map[0] if inline.map else 0
        for number, part in enumerate(inline.content.split("\n"), first):
            start, end = self.lines[number] if number < len(self.lines) else (len(self.text), len(self.text))
            bare = part.strip()
            at = self.text.rfind(bare, start, end) if bare else start
            at = max(at, start) - (len(part) - len(part.lstrip()))
            places += [self.base + max(0, at + offset) for offset in range(len(part))]
            places.append(self.base + end)
        return _seen(inline, inline.content, places[:-1])


class _List:
    """A list around: what was said in it, the item that is being read, and the line that leads it in."""

    def __init__(self, lead: str = "") -> None:
        self.lead = lead
        self.before: list[str] = []
        self.item: str | None = None


def _seen(inline: Token, content: str, places: Sequence[int]) -> Visible:
    """The visible words among an inline token's children, found one after the other in its content."""
    words: list[str] = []
    at: list[int] = []
    cursor = 0

    def add(shown: str, written: str) -> None:
        nonlocal cursor
        found = content.find(written, cursor)
        if found < 0:
            found = cursor
        for offset, letter in enumerate(shown):
            place = found + (offset if shown == written else len(written) - 1)
            words.append(letter)
            at.append(places[min(place, len(places) - 1)])
        cursor = min(found + len(written), len(content))

    for child in inline.children or ():
        if child.type in ("text", "code_inline"):
            if child.content:
                add(child.content, child.content)
        elif child.type == "text_special":
            add(child.content, child.markup)
        elif child.type in ("softbreak", "hardbreak"):
            add("\n", "\n")
        elif child.type == "html_inline":
            add("\n" if child.content.lower().startswith("<br") else "", child.content)
        elif child.type == "link_close":
            cursor = _behind_link(content, cursor)
        elif child.type == "image":
            cursor = _behind_link(content, max(content.find("]", cursor), cursor))
    return _without_stars(Visible("".join(words), at))


def _behind_link(content: str, cursor: int) -> int:
    if content.startswith("](", cursor):
        return max(content.find(")", cursor) + 1, cursor + 2)
    if content.startswith("][", cursor):
        return max(content.find("]", cursor + 2) + 1, cursor + 2)
    return cursor


def _without_stars(words: Visible) -> Visible:
    """Marks of emphasis that Markdown does not read beside Han letters (``**收入：**36.8``) are marks all the same."""
    if "**" not in words.text and "__" not in words.text:
        return words
    kept: list[int] = []
    last = 0
    for found in _STARS.finditer(words.text):
        kept += range(last, found.start())
        last = found.end()
    kept += range(last, len(words.text))
    return Visible("".join(words.text[place] for place in kept), [words.at[place] for place in kept])


def _opens_list(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].type in ("bullet_list_open", "ordered_list_open")


def _split(words: Visible) -> Iterator[Visible]:
    start = 0
    for at, letter in enumerate(words.text):
        if letter == "\n":
            yield words.part(start, at)
            start = at + 1
    yield words.part(start, len(words.text))


def _unbulleted(line: Visible) -> Visible:
    """A line without a bullet that Markdown does not know (``•``); the line itself where it has none."""
    found = _BULLET.match(line.text)
    return line if found is None else line.part(found.end(), len(line.text))


def _named(line: Visible, strong: str) -> bool:
    """Whether a line is bold from end to end and looks like a title; ``strong`` is what its paragraph begins with in bold."""
    bare = line.text.rstrip(_MARKS)
    return bool(bare) and strong.rstrip(_MARKS) == bare and like_title(bare) and (known_title(bare) or not idle(bare))


def _strong(inline: Token) -> str:
    """The words that a paragraph begins with in bold, where it does and a line break or nothing follows."""
    depth = 0
    words: list[str] = []
    for child in inline.children or ():
        if child.type == "strong_open":
            depth += 1
        elif child.type == "strong_close":
            depth -= 1
        elif child.type in ("softbreak", "hardbreak"):
            break
        elif child.type in ("text", "text_special", "code_inline") and child.content.strip(_MARKS):
            unread = child.content.startswith("**") and child.content.rstrip(_MARKS).endswith("**")
            if not depth and not unread:
                return ""
            words.append(child.content.strip("*") if unread else child.content)
    return "".join(words)


_MARKS = " :：.。"

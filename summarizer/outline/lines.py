"""The lines of a raw text, and those among them that belong to the page and not to the text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..patterns import lazy

_BREAK = lazy("[\n\r\v\f\x85\u2028\u2029](?:(?<=\r)\n)?")
_PAGE_NUMBER = lazy(
    r"[-–—~·\s]{1,4}\d{1,4}[-–—~·\s]{1,4}|第\s*\d{1,4}\s*[页頁]\s*[,，/]?\s*(?:[共/]\s*\d{1,4}\s*[页頁]?)?|[共]\s*\d{1,4}\s*[页頁]\s*第\s*\d{1,4}\s*[页頁]"
    r"|(?i:page)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_MAYBE_NUMBER = lazy(r"(\d{1,4})(?:\s*/\s*(\d{1,4}))?")
_DIGITS = lazy(r"\d+")
_SENTENCE = lazy("[，。；！？;!?]|[：:]$|[.]$|, [a-z]|^(?:问|答|[QA])[：:]")
LONGEST_HEAD = 80


@dataclass(slots=True)
class Line:
    """One line of the raw text; offsets are raw."""

    start: int
    end: int
    """End of what stands on it, the break left out."""
    next: int
    """Start of the line after it."""
    content: str
    """What stands on it, trimmed."""
    page: bool = False
    """True for a page number or a running head or foot."""
    break_before: bool = False
    """True where a page begins."""


def split_lines(text: str) -> list[Line]:
    """Every line of ``text``, page furniture marked."""
    lines: list[Line] = []
    begin = 0
    page_break = False
    for match in _BREAK.finditer(text):
        at = match.start()
        lines.append(Line(begin, at, match.end(), text[begin:at].strip(), break_before=page_break))
        page_break = text[at] == "\f"
        begin = match.end()
    if begin < len(text) or not lines:
        lines.append(Line(begin, len(text), len(text), text[begin:].strip(), break_before=page_break))
    _mark_page_numbers(lines)
    _mark_running_heads(lines)
    return lines


def _alone(lines: list[Line], index: int, *, either: bool) -> bool:
    """Whether a line stands apart from those around it, on both sides or on ``either``."""
    before = lines[index].break_before or index == 0 or not lines[index - 1].content
    after = index + 1 >= len(lines) or lines[index + 1].break_before or not lines[index + 1].content
    return before or after if either else before and after


def _mark_page_numbers(lines: list[Line]) -> None:
    maybe: list[tuple[int, int, int | None]] = []
    for index, line in enumerate(lines):
        content = line.content
        if not content or len(content) > 24 or not any(c.isdigit() for c in content):
            continue
        if _PAGE_NUMBER.fullmatch(content):
            line.page = True
        elif (found := _MAYBE_NUMBER.fullmatch(content)) and _alone(lines, index, either=bool(found[2])):
            maybe.append((index, int(found[1]), int(found[2]) if found[2] else None))
    # a bare number is a page number only among others that count the pages up
    for place, (index, number, total) in enumerate(maybe):
        neighbours = maybe[max(0, place - 1) : place] + maybe[place + 1 : place + 2]
        if any(abs(number - other) == 1 and total == its and (other > number) == (at > index) for at, other, its in neighbours):
            lines[index].page = True


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def columns_of(text: str) -> int:
    """The width of ``text`` as it is printed: a Chinese character is two columns wide, and two bytes in GBK."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def may_head(content: str) -> bool:
    """Whether a line may be a running head: no sentence, no clause, no speaker's label."""
    return len(content) <= LONGEST_HEAD and not _SENTENCE.search(content)


def _mark_running_heads(lines: list[Line]) -> None:
    """Marks lines that come back, but for their digits, beside the page breaks."""
    beside: list[int] = []
    for index, line in enumerate(lines):
        if not line.page and not line.break_before:
            continue
        for step in (1, -1):
            at, met = index if line.break_before and not line.page and step == 1 else index + step, 0
            while 0 <= at < len(lines) and met < 2 and abs(at - index) <= 4:
                if lines[at].content and not lines[at].page:
                    if not may_head(lines[at].content):
                        break
                    beside.append(at)
                    met += 1
                at += step
    if not beside:
        return
    breaks = sum(line.page or line.break_before for line in lines)
    places = sorted(set(beside))
    shapes = Counter(_DIGITS.sub("#", lines[at].content) for at in places)
    for at in places:
        # on half of the pages at least: a speaker's name may stand beside a break now and then
        if shapes[_DIGITS.sub("#", lines[at].content)] >= max(2, breaks / 2):
            lines[at].page = True

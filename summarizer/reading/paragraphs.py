"""Which lines are one paragraph that was wrapped, told from where they stand, and what stands between their halves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from ..patterns import lazy
from ..tables import table
from .lines import Line
from .widths import first_word, is_cjk, width

_INDENT = 0.8
"""Heights by which a line must be set in for it to begin a paragraph."""
_DEEPEST = 5.0
"""Heights by which the first line of a paragraph is set in at most."""
_SLACK = 0.35
"""Heights that a full line may be shorter than it could be."""
_FULL = 1.2
"""Heights within which two lines end at the same margin."""
_JUSTIFIED = 0.45
"""Share of a column's lines that end at one place where lines are set to one width."""
_LEADING = 1.45
"""Times the usual distance of two lines past which a paragraph ends."""
_ENDS = frozenset("。！？!?；;：:.…”’\"'）)")
_NUMBER = lazy(r"\d[.,]?$")
_OPEN = frozenset("，、（《“「『【〈")
_CLAUSE = lazy("[，。；、]|[,;] ")


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(table("reading", "layout")["paragraph"]["begins"], re.VERBOSE)


def begins_paragraph(text: str) -> bool:
    """Whether a line is the first of something by its form: a list's mark, a question's, a heading's."""
    return _begins().match(text[:60]) is not None


def set_margins(lines: Sequence[Line], left: float, right: float, *, inner: bool) -> None:
    """Tells each line where its column begins and ends, and how far its lines are apart. ``left`` and ``right`` are a cell's borders
    (``inner``) or a page's."""
    if not lines:
        return
    size = median(line.size for line in lines)
    begin = _edge([line.x0 for line in lines], size, -1)
    padding = min(max(0.0, begin - left), 1.5 * size) if inner else begin - left
    outer = right - max(padding, 0.0)
    plain = [line.x1 for line in lines if not line.tabbed] or [line.x1 for line in lines]
    end = _edge(plain, size, 1)
    if end < outer - 3 * size:
        # a narrow column shows in lines that end at one place within a sentence; a list of short lines does not make one
        cut = [(one, two) for one, two in pairwise([*lines, None]) if one and one.text[-1] not in _ENDS and not one.tabbed]
        full = sum(2 if two and two.text[0].islower() else 1 for one, two in cut if end - one.x1 <= _FULL * size)
        if full < max(4, len(plain) / 4):
            end = outer
    pitch = _pitch(lines, size)
    for line in lines:
        line.left, line.right, line.pitch = begin, end, pitch


def set_page_margins(pages: Sequence[tuple[float, Sequence[Line]]]) -> None:
    """Gives short pages the right margin of the pages of the same width whose lines reach it."""
    reached: dict[int, list[float]] = {}
    for wide, lines in pages:
        if len(lines) > 3:
            reached.setdefault(round(wide), []).append(max(line.right for line in lines))
    for wide, lines in pages:
        margins = reached.get(round(wide), [])
        if len(margins) > 1 and lines and len({line.right for line in lines}) == 1:
            for line in lines:
                line.right = max(line.right, median(margins)) if len(lines) <= 3 else line.right


def _edge(values: list[float], size: float, sign: int) -> float:
    """The value that most share, as of justified lines; else the outermost that another one is near to, or of few the outermost."""
    places = Counter(round(value / (0.4 * size)) for value in values)
    place, count = max(places.items(), key=lambda item: (item[1], sign * item[0]))
    if sign > 0 and count >= max(4, _JUSTIFIED * len(values)):
        return max((value for value in values if round(value / (0.4 * size)) == place), key=lambda value: sign * value)
    ordered = sorted(values, key=lambda value: -sign * value)
    if len(ordered) > 3:
        for first, second in pairwise(ordered):
            if abs(first - second) <= _FULL * size:
                return first
    return ordered[0]


def _pitch(lines: Sequence[Line], size: float) -> float:
    near_enough = [(before, after) for before, after in pairwise(lines) if after.top > before.bottom - 0.5 * before.size]
    steps = [after.top - before.top for before, after in near_enough]
    near = [step for step in steps if step < 3 * size]
    return median(near) if near else 1.6 * size


def goes_on(opening: Line, before: Line, after: Line) -> bool:
    """Whether ``after`` continues the paragraph that begins with ``opening`` and now ends with ``before``."""
    if before.tabbed or after.tabbed or after.begins:
        return False
    size = before.size
    if abs(after.size - size) > 0.15 * size and before.confident and after.confident:
        return False
    if begins_paragraph(after.text):
        return False
    if before.page == after.page and after.top > before.top and after.top - before.top > _LEADING * before.pitch + 0.1 * size:
        return False
    was, now = before.x0 - before.left, after.x0 - after.left
    centred = _is_centred(after) and (_is_centred(before) or (_is_even(before) and before.text[-1] not in _ENDS))
    if now > was + _INDENT * size and not centred and not (before is opening and begins_paragraph(before.text)):
        return False
    if now < was - _INDENT * size and not centred and (before is not opening or was > _DEEPEST * size):
        return False
    if was > _DEEPEST * size and before.x1 - before.x0 < (before.right - before.left) / 2:
        return False  # set to the right or to the middle: a signature, a date
    if before.text[-1] in _ENDS and _is_heading(after):
        return False
    slack = before.right - before.x1 + (was if _is_centred(before) else 0.0)
    word = first_word(after.text)
    unit = (after.x1 - after.x0) / max(0.3, width(after.text))
    need = width(word) * min(max(unit, 0.5 * size), 1.2 * size)
    if not is_cjk(before.text[-1]) and not is_cjk(word[0]):
        need += 0.25 * size
    if slack < need + _SLACK * size:
        return True
    if _runs_on(before.text, after.text) or (slack < 2.5 * size and after.text[0].isdigit() and _NUMBER.search(before.text)):
        return True
    # words that some programs keep together (``Koala Editor``) leave more free than the first of them needs
    return slack < max(4 * size, 0.15 * (before.right - before.left)) and _is_cut(before.text)


def _is_heading(line: Line) -> bool:
    """Whether a line is a few words that neither fill it nor end a sentence."""
    return line.right - line.x1 > 3 * line.size and line.text[-1] not in _ENDS and not _CLAUSE.search(line.text)


def _runs_on(before: str, after: str) -> bool:
    """Whether nothing can end as ``before`` does."""
    if before[-1] == "-":
        return before[-2:-1].isalnum() and after[0].isalnum()
    return before[-1] in _OPEN


def _is_cut(text: str) -> bool:
    """Whether a line of prose ends within a sentence."""
    return text[-1] not in _ENDS and len(text) >= 12 and _CLAUSE.search(text) is not None


def _is_centred(line: Line) -> bool:
    return line.x0 - line.left > 2.2 * line.size and _is_even(line)


def _is_even(line: Line) -> bool:
    """Whether as much is free before a line as behind it."""
    return abs((line.x0 - line.left) - (line.right - line.x1)) < 1.5 * line.size

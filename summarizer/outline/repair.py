"""Repair of extraction damage, with an exact map back to the raw text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

from ..patterns import lazy
from .bleed import Form, find_form, is_label_line
from .cuts import Evidence
from .lines import LONGEST_HEAD, Line, may_head, split_lines, trimmed
from .markup import find_marks
from .script import HAN, HAN_RUN, fold
from .spacing import Spaces, find_spaces
from .wrapping import Piece, cuts_sentence, find_joins

_INVISIBLE = lazy(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
_SPACED = lazy(f" (?<=[{HAN}] )|[\u00a0\u3000](?<=[{HAN}][\u00a0\u3000])")
_BOX = lazy("[□■☐☑☒✓✔√]")
_OTHER_BREAK = lazy("[\r\f\v\x85\u2028\u2029]")
_SHOWN = 300_000
"""Characters of a document that show which of them stand together."""
_WORD = lazy(r"[a-z]+(?:-[a-z]+)*")


@dataclass(slots=True)
class Repaired:
    """Text as it must read, and where each of its characters stands in the raw text.

    The map is a list of runs: ``text[starts[i] + k]`` stands at ``origins[i] + k`` of the raw text. A space put in for a
    line break or a tab, and a ``\\n`` for another kind of line break, stand where that stood.
    """

    text: str
    """For people: the document's own script and width."""
    folded: str
    """For matching: same length as ``text``; half-width, simplified script, lower case."""
    starts: list[int] = field(default_factory=lambda: [0])
    origins: list[int] = field(default_factory=lambda: [0])
    labels: list[tuple[int, int, str]] = field(default_factory=list)
    """Label cells of a form whose label column was bled into the text: raw start of the first piece, raw end of the last,
    the label in one piece. In the form's head ``text`` holds the first piece only, before the row's tab."""
    fields: list[tuple[str, list[tuple[int, int]]]] = field(default_factory=list)
    """The rows of such a form's head and foot: the label in one piece, and the spans, in ``text``, of its value's lines.
    This tells whose value a line is where the label stands in the middle of its rows."""
    folded_damage: list[tuple[int, int, str]] = field(default_factory=list)
    """Raw spans whose characters are not in ``text``, with the reason: ``invisible``, ``page``, ``label``, ``noise``,
    ``doubled``, ``stray``, ``hyphen``, ``markup``. White space is not listed."""
    body_start: int | None = None
    """Where, in ``text``, the running text of such a form begins."""
    raw: str = ""
    """The raw text itself."""

    def raw_offset(self, index: int) -> int:
        """The raw offset of the repaired character ``index``."""
        run = bisect_right(self.starts, index) - 1
        return self.origins[run] + index - self.starts[run]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span from the first to the last character of ``text[start:end]`` (``start < end``)."""
        return self.raw_offset(start), self.raw_offset(end - 1) + 1

    def repaired_offset(self, raw: int) -> int:
        """The first offset of ``text`` whose character stands at ``raw`` or after it."""
        run = bisect_right(self.origins, raw) - 1
        if run < 0:
            return 0
        end = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return min(self.starts[run] + raw - self.origins[run], end)


@dataclass(slots=True)
class _Edits:
    """What changes, as raw spans."""

    deletions: list[tuple[int, int]] = field(default_factory=list)
    spaces: list[int] = field(default_factory=list)
    """Where a space takes the place of a line break or a tab."""
    breaks: list[int] = field(default_factory=list)
    """Where ``\\n`` takes the place of another kind of line break."""
    tabs: list[int] = field(default_factory=list)
    """Where a tab takes the place of what parts a table's cells."""
    damage: list[tuple[int, int, str]] = field(default_factory=list)


def repair(text: str, *, markdown: bool = False) -> Repaired:
    """``text`` with its extraction damage folded away. An undamaged text comes back unchanged.

    ``markdown``: the marks of Markdown are folded away before that.
    """
    edits = _Edits()
    if markdown:
        marks = find_marks(text)
        edits.deletions, edits.spaces, edits.breaks, edits.tabs = marks.deletions, marks.spaces, marks.breaks, marks.tabs
        edits.damage = [(start, end, "markup") for start, end in marks.deletions if not text[start:end].isspace()]
        seen = _apply(text, edits)
        composed = _compose(seen, repair(seen.text))
        composed.raw = text
        return composed
    for match in _INVISIBLE.finditer(text):
        edits.deletions.append(match.span())
        edits.damage.append((*match.span(), "invisible"))
    if edits.deletions:
        # found in a first pass of its own, so that no other rule has to see through these
        seen = _apply(text, edits)
        again = repair(seen.text)
        composed = _compose(seen, again)
        composed.raw = text
        return composed
    lines = split_lines(text)
    for line in lines:
        if line.page:
            edits.deletions.append((line.start, line.next))
            edits.damage.append((*trimmed(text, line.start, line.end), "page"))
    form = find_form(text, lines, Evidence(text[:_SHOWN]))
    edits.deletions += form.deletions
    edits.spaces += form.spaces
    edits.damage += form.damage
    _unwrap(text, lines, form, edits)
    _close_up(text, lines, edits)
    _breaks(text, edits)
    repaired = _apply(text, edits)
    repaired.raw = text
    repaired.labels = sorted(form.labels)
    at = repaired.repaired_offset
    repaired.fields = [(label, [(at(start), at(end)) for start, end in spans]) for label, spans in form.fields]
    if form.body_start is not None:
        repaired.body_start = repaired.repaired_offset(form.body_start)
    return repaired


def _unwrap(text: str, lines: Sequence[Line], form: Form, edits: _Edits) -> None:
    """Joins wrapped lines."""
    pieces: list[Piece] = []
    in_row: list[bool] = []
    block = 0
    page = False
    first_pieces = {label[0] for label in form.labels}
    for index, line in enumerate(lines):
        page = page or line.break_before or line.page
        if not line.content:
            block += 1
            continue
        if line.page:
            continue
        row = form.rows.get(index)
        if row is None:
            start, end = trimmed(text, line.start, line.end)
            pieces.append(Piece(start, end, line.content, block, page, fixed="\t" in line.content or "|" in line.content))
        elif not row.cells:
            continue  # a row of the label column alone
        else:
            head = index not in form.body
            if head and row.label is not None and row.label[0] in first_pieces:
                block += 1
            value = form.values[index]
            listed = head and _BOX.search(value) is not None
            pieces.append(Piece(row.cells[0][0], row.cells[-1][1], value, block, page, cell=head, listed=listed))
        in_row.append(row is not None and index not in form.body)
        page = False
    reasons = _interruptions(pieces)
    kept = [not reason for reason in reasons]
    for piece, reason in zip(pieces, reasons, strict=True):
        if reason:
            edits.deletions.append((piece.start, piece.end))
            edits.damage.append((piece.start, piece.end, reason))
        if reason == "label":
            form.labels.append((piece.start, piece.end, piece.text))
    if not all(kept):
        in_row = list(compress(in_row, kept))
        pieces = list(compress(pieces, kept))
    words: Counter[str] | None = None
    if any(piece.text[-1] == "-" for piece in pieces):
        words = Counter(_WORD.findall(text.lower()))
    damage = sorted((start, end) for start, end, _ in edits.damage)
    for join in find_joins(pieces, words):
        left, right = pieces[join.index], pieces[join.index + 1]
        if not _nothing_between(text, left.end, right.start, damage):
            continue
        if in_row[join.index] != in_row[join.index + 1] or (in_row[join.index] and left.block != right.block):
            continue
        _join(text, left.end - join.dropped, right.start, join.glue, edits)
        if join.dropped:
            edits.damage.append((left.end - join.dropped, left.end, "hyphen"))


def _nothing_between(text: str, start: int, end: int, damage: Sequence[tuple[int, int]]) -> bool:
    """Whether all that stands between two offsets is white space and damage."""
    if text[start:end].isspace():
        return True
    at = bisect_left(damage, (start, start))
    while at < len(damage) and damage[at][0] < end and not text[start : damage[at][0]].strip():
        start = max(start, damage[at][1])
        at += 1
    return not text[start:end].strip()


def _interruptions(pieces: Sequence[Piece]) -> list[str]:
    """Which pieces stand in the middle of a sentence and do not belong to it, by the reason: lines of the form's label
    column, and running heads, which come back and cut a sentence more often than not."""
    reasons = ["label" if is_label_line(piece.text) else "" for piece in pieces]
    heads: dict[str, list[int]] = {}
    for index, piece in enumerate(pieces):
        if not reasons[index] and not piece.fixed and len(piece.text) <= LONGEST_HEAD and may_head(piece.text):
            heads.setdefault(piece.text, []).append(index)
    for places in heads.values():
        cutting = [index for index in places if len(places) > 1 and _cuts(pieces, index, index + 1)]
        if len(cutting) > 1 and 2 * len(cutting) >= len(places):
            for index in cutting:
                reasons[index] = "page"
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and reasons[end]:
            end += 1
        if end > at and _cuts(pieces, at, end):
            pieces[end].resumes = True
        else:
            reasons[at:end] = [""] * (end - at)
        at = end + 1
    return reasons


def _cuts(pieces: Sequence[Piece], at: int, end: int) -> bool:
    return at > 0 and end < len(pieces) and cuts_sentence(pieces[at - 1].text, pieces[end].text)


def _join(text: str, start: int, end: int, glue: str, edits: _Edits) -> None:
    if not glue:
        edits.deletions.append((start, end))
        return
    at = start
    while text[at] not in "\n\r\v\f\x85\u2028\u2029":
        at += 1
    edits.deletions += [(start, at), (at + 1, end)]
    edits.spaces.append(at)


def _close_up(text: str, lines: Sequence[Line], edits: _Edits) -> None:
    """Takes out the spaces inside Chinese words."""
    if HAN_RUN.search(text) is None:
        return
    starts = [line.start for line in lines]
    found: list[tuple[Line, Spaces]] = []
    match = _SPACED.search(text)
    while match:
        line = lines[bisect_right(starts, match.start()) - 1]
        found.append((line, find_spaces(text[line.start : line.end])))
        match = _SPACED.search(text, line.next)
    # in a document that is letter-spaced throughout, two letters apart are one word as well
    throughout = sum(spaces.whole for _, spaces in found) >= max(3, len(found) / 2)
    for line, spaces in found:
        again = throughout and not spaces.whole
        spans = find_spaces(text[line.start : line.end], throughout=True).spans if again else spaces.spans
        edits.deletions += [(line.start + start, line.start + end) for start, end in spans]


def _breaks(text: str, edits: _Edits) -> None:
    """Leaves one ``\\n`` where the raw text has another kind of line break."""
    for match in _OTHER_BREAK.finditer(text):
        at = match.start()
        beside = text[at + 1 : at + 2] == "\n" or (text[at] in "\f\v" and text[at - 1 : at] == "\n")
        if beside:
            edits.deletions.append((at, at + 1))
        else:
            edits.breaks.append(at)


def _apply(text: str, edits: _Edits) -> Repaired:
    changes = [(start, end, "") for start, end in edits.deletions]
    changes += [(at, at + 1, " ") for at in edits.spaces]
    changes += [(at, at + 1, "\n") for at in edits.breaks]
    changes += [(at, at + 1, "\t") for at in edits.tabs]
    if not changes:
        return Repaired(text, fold(text))
    changes.sort()
    changes.append((len(text), len(text), ""))
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = at = 0
    for start, end, instead in changes:
        if start > at:
            parts.append(text[at:start])
            starts.append(length)
            origins.append(at)
            length += start - at
        if instead and start >= at:
            parts.append(instead)
            starts.append(length)
            origins.append(start)
            length += 1
        if end > at:
            at = end
    whole = "".join(parts)
    return Repaired(whole, fold(whole), starts or [0], origins or [0], folded_damage=sorted(edits.damage))


def _compose(first: Repaired, second: Repaired) -> Repaired:
    """``second`` is the repair of ``first.text``; the whole in one."""
    starts: list[int] = []
    origins: list[int] = []
    ends = [*second.starts[1:], len(second.text)]
    for start, end, origin in zip(second.starts, ends, second.origins, strict=True):
        at = start
        while at < end:
            inner = origin + at - start
            run = bisect_right(first.starts, inner) - 1
            inner_end = first.starts[run + 1] if run + 1 < len(first.starts) else len(first.text)
            starts.append(at)
            origins.append(first.origins[run] + inner - first.starts[run])
            at += min(end - at, inner_end - inner)
    damage = sorted([*first.folded_damage, *((*first.raw_span(s, e), why) for s, e, why in second.folded_damage)])
    labels = [(*first.raw_span(s, e), label) for s, e, label in second.labels]
    return replace(second, starts=starts or [0], origins=origins or [0], labels=labels, folded_damage=damage)

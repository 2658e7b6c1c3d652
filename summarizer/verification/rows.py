"""A table's rows as claims: what each cell says, spoken with the heads of its row and its column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from ..figures import scan
from ..outline.script import HAN, fold
from ..patterns import lazy
from ..tables import table
from .collector import Collector
from .idle import idle
from .noted_units import unit_cell, unit_of, unmeasured, with_unit
from .visible import Visible, joined, one_line

ColumnKind = Literal["value", "period", "change", "unit", "when", "note", "place", "metric"]


@dataclass(slots=True)
class Table:
    """A table as it is met: its head (which may be empty) and its rows, cell by cell."""

    head: list[Visible] = field(default_factory=list)
    rows: list[list[Visible]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Column:
    kind: ColumnKind
    name: str
    unit: str | None


_BARE_CHANGE = lazy(r"[(（]?\s*[-+−–]?\s*\d[\d,.]*\s*(?:%|pp|ppts?|pts|bps?|个百分点|百分点)?\s*[)）]?")
_EMPTY = frozenset({"", "-", "–", "—", "--", "n/a", "na", "n.a.", "nm", "n.m.", "/", "无", "不适用", "未披露", "n/d", "not disclosed", "…"})
_YEAR = lazy(r"20(\d\d)(?!\d)|(?:fy|q|h|cy|m)\s?'?(\d\d)(?!\d)|(?<!\d)(\d\d)年")
_PART = lazy(r"[qh]([1-4])(?!\d)|([1-4])[qh]|([一二三四])季|(下)半年|-(\d\d)(?:-|$)")
_HAN_DIGITS = "一二三四"
_FORECAST = lazy(r"(?<=\d)[AEFaef]$")
_HAN = lazy(f"[{HAN}]")


@cache
def _words() -> dict[str, object]:
    return table("verification", "rows")


def _listed(name: str) -> list[str]:
    found = _words()[name]
    assert isinstance(found, list)
    return [str(one) for one in found]


def tell(collector: Collector, found: Table) -> None:
    """The claims of a table, in order; its head is counted as claiming nothing."""
    if found.head and any(found.head):
        collector.unclaimed += 1
    width = max((len(row) for row in found.rows), default=0)
    if width == 0:
        return
    corner = found.head[0].text if found.head else ""
    general = unit_cell(corner) or unit_of("\n".join([corner, collector.above, *collector.headings[-1:]]))
    head = [cell.line for cell in found.head] + [""] * (width - len(found.head))
    labelled = width > 1
    columns = [_column(name) for name in head]
    for row in found.rows:
        _tell_row(collector, row, columns, general, labelled)


def _tell_row(collector: Collector, row: list[Visible], columns: list[_Column], general: str | None, labelled: bool) -> None:
    cells = [cell for cell in row if cell]
    if not cells:
        return
    values = row[1:] if labelled else row
    label = row[0].line if labelled else ""
    if labelled and not any(_tells(cell) for cell in values):
        collector.unclaimed += 1  # a row that only names a group, or one that says nothing is known
        return
    own = unit_of(label)
    name = unmeasured(label) if own else label
    kinds = columns[1 : len(row)] if labelled else columns[: len(row)]
    unit = own or next((unit_cell(cell.line) for cell, column in zip(values, kinds, strict=False) if column.kind == "unit" and cell), None)
    when = next((cell.line for cell, column in zip(values, kinds, strict=False) if column.kind == "when" and cell), "")
    told: list[tuple[list[str], list[Visible]]] = []
    periods = [column for column in kinds if column.kind == "period"]
    newest = max(periods, key=lambda column: _when(column.name), default=None)
    # one column of changes behind several periods tells of the latest of them; one beside each tells of its own
    once = len(periods) > 1 and len([column for column in kinds if column.kind == "change"]) < len(periods)
    latest = -1
    for cell, column in zip(values, kinds, strict=False):
        if not _tells(cell) or column.kind in ("unit", "when", "place"):
            continue
        measured = unit or column.unit or (general if _of_money(name) else None)
        if column.kind == "change":
            measured = column.unit or "{}%"
        said = with_unit(_words_of(cell), measured)
        if column.kind == "change" and told:
            # +32% YoY says by itself what it is
            changed = told[latest if once else -1]
            changed[0].append(f"{column.name}: {said}" if _BARE_CHANGE.fullmatch(fold(said).strip()) else said)
            changed[1].append(cell)
        elif column.kind in ("period", "metric") and len([one for one in kinds if one.kind in ("period", "metric")]) > 1:
            if column is newest:
                latest = len(told)
            told.append(([f"{_subject(name, column, when)}: {said}"], [cell]))
        elif told and column.kind != "note":
            extra = f"{column.name}: {said}" if column.name and column.kind == "metric" else said
            told[-1][0].append(extra)
            told[-1][1].append(cell)
        elif column.kind == "note" and told:
            told[-1][0].append(said)
            told[-1][1].append(cell)
        else:
            told.append(([f"{_subject(name, column, when)}: {said}" if name or column.name else said], [cell]))
    for parts, places in told:
        whole = len(told) == 1
        shown = cells if whole else [*([row[0]] if labelled and row[0] else []), *places]
        text = " | ".join(cell.line for cell in shown)
        spoken = ("；" if _HAN.search(text) else "; ").join(parts)
        line = collector.line(places[0].at[0])
        if idle(spoken):
            collector.unclaimed += 1
            continue
        where = f"line {line}" if whole else f"line {line}, column {row.index(places[0]) + 1}"
        collector.claim(joined(cells if whole else places), text=text, spoken=spoken, where=where)


def _subject(name: str, column: _Column, when: str) -> str:
    """The row's name with the column's: *Revenue, Q3 2023*; *Revenue, Sensors*."""
    parts = [name]
    if column.kind == "period":
        parts = [name, column.name]
    elif column.kind == "metric" and column.name:
        parts = [column.name, name] if is_period(name) else [name, column.name]
    if when:
        parts.append(when)
    parts = [part for part in parts if part]
    han = any(_HAN.search(part) for part in parts)
    return ("，" if han else ", ").join(parts)


def _column(name: str) -> _Column:
    unit = unit_of(name)
    bare = unmeasured(name) if unit else name.strip()
    folded = fold(bare).strip(" *:：")
    kind: ColumnKind
    if is_period(bare):
        kind = "period"
    elif folded in _listed("changes") or folded.startswith(tuple(_listed("change_openings"))):
        kind = "change"
    elif folded in _listed("values") or not folded:
        kind = "value"
    elif folded in _listed("unit_names"):
        kind = "unit"
    elif folded in _listed("whens"):
        kind = "when"
    elif folded in _listed("notes"):
        kind = "note"
    elif folded in _listed("places"):
        kind = "place"
    else:
        kind = "metric"
    return _Column(kind, bare, unit)


def is_period(words: str) -> bool:
    """Whether ``words`` name a period and hardly anything else: *Q3 2023 (RMB m)*, *去年同期*."""
    bare = _FORECAST.sub("", unmeasured(words) if unit_of(words) else words.strip())
    folded = fold(bare)
    if not folded:
        return False
    if folded in _listed("periods"):
        return True
    covered = sum(mention.end - mention.start for mention in scan(bare, folded).periods)
    return covered * 10 >= len(folded) * 7


def _when(words: str) -> tuple[bool, str, str]:
    """Sorts periods: those that say that they are earlier ones come first, then by year, then by the part of the year."""
    folded = fold(words)
    year = _YEAR.search(folded)
    part = _PART.search(folded)
    return (
        not any(word in folded for word in _listed("earlier")),
        (year[1] or year[2] or year[3]) if year else "",
        "".join(str(_HAN_DIGITS.find(letter) + 1 or letter) for letter in filter(None, part.groups())) if part else "",
    )


def _of_money(name: str) -> bool:
    """Whether a note of money above the table may speak of this row: a margin and a number of heads are no money."""
    folded = fold(name)
    return not any(word in folded for word in _listed("no_money"))


def _words_of(cell: Visible) -> str:
    """A cell's words; what stands on lines of its own is told one after the other."""
    return "; ".join(one_line(line) for line in cell.text.split("\n") if line.strip())


def _tells(cell: Visible) -> bool:
    return fold(cell.text).strip(" *") not in _EMPTY


def rows_of(lines: Sequence[list[Visible]], *, headed: bool) -> Table:
    """A table of lines that are already cells; with ``headed`` the first is its head."""
    return Table(head=list(lines[0]) if headed else [], rows=[list(line) for line in (lines[1:] if headed else lines)])

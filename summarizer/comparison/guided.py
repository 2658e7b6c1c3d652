"""What was guided to, and what came of it: the actual figure of the same period, or guidance given anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..outline.script import fold
from ..patterns import lazy
from ..schemas.comparison import Difference, Guidance, Outcome, Reading, Revision
from .difference import Operand, between, comparable, ends, reckoned
from .identity import Identity
from .readings import Told, apart, chosen, half_digit, increments, of_basis, telling

_TOLERANCE = 0.025
"""A point is met by what rounds to it, no further off than this part of it."""
_SEQUENTIAL = lazy(r"sequential|quarter[- ]over[- ]quarter|\bqoq\b|环比|按季|季增")
_PERCENT = lazy(r"[0-9][0-9.,]* ?(?:%|％|percent|per cent)")
_ABOUT = ("guidance", "target")


def guidance(old: Sequence[Told], new: Sequence[Told]) -> Iterator[Guidance]:
    """Every guidance of the earlier document whose period is known, in its order."""
    for guided in _single(of_basis(old, *_ABOUT)):
        actual = chosen([one for one in of_basis(new, "actual") if _came_of(guided, one)])
        grown = _grown(guided, new) if actual is None else None
        anew = chosen(increments([one for one in of_basis(new, *_ABOUT) if _same_time(guided, one)]))
        if actual is None and grown is None and anew is None and not telling(guided):
            continue
        yield _told(guided, actual.reading() if actual else grown, anew)


def _single(told: Iterator[Told]) -> Iterator[Told]:
    """One guidance per measure and period; none where a document guides to two things at once."""
    rows: defaultdict[tuple[object, ...], list[Told]] = defaultdict(list)
    for one in told:
        if one.stretch is not None and one.stretch.relation != "before":
            stretch = one.stretch
            when = (stretch.start, stretch.end) if stretch.days else (stretch.kind, stretch.number, stretch.year)
            rows[one.identity, when].append(one)
    for ones in rows.values():
        picked = chosen(increments(ones))
        if picked is not None:
            yield picked


def _alike(one: Identity, two: Identity) -> bool:
    return one == two


def _same_time(guided: Told, other: Told) -> bool:
    if not _alike(guided.identity, other.identity) or guided.stretch is None or other.stretch is None:
        return False
    return comparable(guided.kpi.unit, other.kpi.unit) and guided.stretch.same(other.stretch) and not apart(guided, other, guided=True)


def _came_of(guided: Told, actual: Told) -> bool:
    """Whether ``actual`` is the figure that was guided to: of the same period, which had ended when it was told."""
    if not _alike(guided.identity, actual.identity) or guided.stretch is None or actual.stretch is None:
        return False
    if not comparable(guided.kpi.unit, actual.kpi.unit):
        return False
    day, end = actual.side.date, actual.stretch.end
    if day is not None and end is not None and end > day:
        return False
    if actual.side.stretch is not None and actual.side.stretch.end and end is not None and day is None and end > actual.side.stretch.end:
        return False
    if apart(guided, actual, guided=True):
        return False
    # "for the quarter ending September 30"
    by_its_end = guided.stretch.kind == "date" and actual.stretch.end == guided.stretch.end and actual.slot == "3m"
    return by_its_end or guided.stretch.same(actual.stretch)


def _grown(guided: Told, new: Sequence[Told]) -> Reading | None:
    """The growth that is told with the level, where growth was guided to."""
    if guided.identity.nature != "growth" or guided.kpi.unit != "%" or guided.kpi.metric is None:
        return None
    if any(_SEQUENTIAL.search(fold(piece.quote)) for piece in guided.kpi.evidence):
        return None
    found = []
    for one in of_basis(new, "actual"):
        level, change = one.identity, one.kpi.change
        same = (level.metric, level.words, level.entity) == (guided.identity.metric, guided.identity.words, guided.identity.entity)
        if not same or level.nature != "level" or change is None or change.kind != "yoy" or change.unit != "%":
            continue
        raw = _PERCENT.search(change.raw)
        if raw is None or guided.stretch is None or one.stretch is None or not guided.stretch.same(one.stretch):
            continue
        if one.stretch.end and one.side.date and one.stretch.end > one.side.date:
            continue
        told = {"value": change.value, "value_max": None, "unit": "%", "raw": raw[0], "qualifier": None, "growth": None}
        found.append(one.reading().model_copy(update=told))
    return found[0] if found and all(one.value == found[0].value for one in found) else None


def _told(guided: Told, came: Reading | None, anew: Told | None) -> Guidance:
    before = guided.reading()
    outcome, difference = _outcome(guided, before, came) if came else ("open", None)
    if outcome == "open":
        came = None
    again = anew.reading() if anew else None
    if again is not None and difference is None and came is None:
        difference = _moved(before, again)
    return Guidance(
        metric=guided.kpi.metric, name=guided.kpi.name, segment=guided.kpi.segment, entity=guided.kpi.entity, guided=before, actual=came,
        anew=again, outcome=outcome, revision=revision(before, again) if again else None, difference=difference,
    )  # fmt: skip


class _Bounds(NamedTuple):
    low: Decimal | None
    high: Decimal | None


def _bounds(reading: Reading) -> _Bounds:
    """The lower and upper bound that a guidance sets; ``None`` where it sets none."""
    low, high = ends(reading)
    if reading.value_max is None and reading.qualifier in ("over", "at_least"):
        return _Bounds(low.value, None)
    if reading.value_max is None and reading.qualifier in ("under", "up_to"):
        return _Bounds(None, high.value)
    return _Bounds(low.value, high.value)


def _outcome(guided: Told, before: Reading, came: Reading) -> tuple[Outcome, Difference | None]:
    if came.value_max is not None or came.qualifier in ("over", "under", "up_to", "at_least"):
        return _outcome_of_bound(before, came), None
    bounds, (low, high) = _bounds(before), ends(before)
    value = Decimal(str(came.value))
    end: Operand | None
    outcome: Outcome
    if before.value_max is None and bounds.low is not None and bounds.high is not None:
        slack = Decimal(str(half_digit(guided.kpi)))
        if before.unit not in ("%", "pp", "bps"):
            slack = min(slack, abs(bounds.low) * Decimal(str(_TOLERANCE)))
        outcome = "within" if abs(value - bounds.low) <= slack else "above" if value > bounds.low else "below"
        end = low
    elif bounds.high is not None and value > bounds.high:
        outcome, end = "above", high
    elif bounds.low is not None and value < bounds.low:
        outcome, end = "below", low
    else:
        outcome, end = "within", None if before.value_max is not None else low
    if end is None:
        return outcome, None
    point = Operand(value, came.raw, came.evidence)
    return outcome, reckoned(end, point, came.unit)


def _outcome_of_bound(before: Reading, came: Reading) -> Outcome:
    """What "more than 13 billion" says of a range: that it was passed, or nothing."""
    bounds, told = _bounds(before), _bounds(came)
    if bounds.high is not None and told.low is not None and told.low >= bounds.high and before.value_max is not None:
        return "above"
    if bounds.low is not None and told.high is not None and told.high < bounds.low:
        return "below"
    if bounds.high is None and bounds.low is not None and told.low is not None and told.low >= bounds.low:
        return "within"
    return "open"


def revision(before: Reading, again: Reading) -> Revision | None:
    """What became of a guidance given anew, by both its ends; ``None`` where the two cannot be held against one another."""
    old, new = _bounds(before), _bounds(again)
    if old == new:
        return "kept"
    if old.low is not None and old.high is not None and new.low is not None and new.high is not None:
        point = old.low == old.high
        if new.high > old.high and (new.low > old.low or (point and new.low == old.low)):
            return "raised"
        if new.low < old.low and (new.high < old.high or (point and new.high == old.high)):
            return "lowered"
        return "narrowed" if new.low >= old.low and new.high <= old.high else "widened"
    # at least 30% and then 35%: the values alone
    if before.value_max is not None or again.value_max is not None:
        return None
    if before.value == again.value:
        return None
    return "raised" if again.value > before.value else "lowered"


def _moved(before: Reading, again: Reading) -> Difference | None:
    """How far a guidance was moved: point against point, else middle against middle."""
    if before.value_max is None and again.value_max is None:
        return between(before, again)
    if before.qualifier in ("over", "under", "up_to", "at_least") or again.qualifier in ("over", "under", "up_to", "at_least"):
        return None
    return reckoned(_middle(before), _middle(again), again.unit)


def _middle(reading: Reading) -> Operand:
    low, high = ends(reading)
    if reading.value_max is None:
        return low
    return Operand((low.value + high.value) / 2, f"(({low.raw} + {high.raw}) ÷ 2)", reading.evidence)

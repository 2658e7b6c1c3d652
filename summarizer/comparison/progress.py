"""How far a plan has come between two documents: planned, under way, done, or put off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..figures import scan
from ..grounding.statement import stem
from ..outline.script import fold
from ..patterns import lazy
from ..schemas.comparison import Told
from ..schemas.vocabulary import Status
from .documents import Side
from .vocabulary import Likeness

_ORDER: dict[Status | None, int] = {"planned": 0, "in_progress": 1, "done": 2}
_SURE = 0.4
"""Of statements less alike than this it is not said that the one is what became of the other."""
_TO_DO = lazy(r"\b(?:to|will|of|for) ([a-z]{4,})\b")
_DID = lazy(r"\b(?:we|we've|have|has|i|and|was|were|been|team|company) (?:[a-z]+ly )?([a-z]{3,}ed)\b")


def moved(old: Told, new: Told, before: Side, now: Side, like: Likeness) -> str | None:
    """``planned → done`` where a plan has come further, its two due dates where it was put off or brought forward."""
    if "strategy" not in (old.section, new.section) or (old.status is None and new.status is None):
        return None
    if like.of_both < _SURE and like.of_less < 0.7:
        return None
    due, later = _due(old, before), _due(new, now)
    ahead = later is not None and later.last is not None and now.date is not None and later.last.isoformat() > now.date
    status: Status | None = "planned" if new.status == "done" and ahead else new.status
    if status != "done" and not ahead and _was_done(old.text, new.text):
        status = "done"
    if due is not None and later is not None and old.status != "done" and status != "done":
        if None not in (due.last, later.last) and (due.first, due.last) != (later.first, later.last):
            return f"{due.label} → {later.label}"
    if old.status in _ORDER and status in _ORDER and _ORDER[status] > _ORDER[old.status]:
        return f"{old.status} → {status}"
    return None


def _was_done(old: str, new: str) -> bool:
    """Whether what the one is to do the other did: on track to consolidate, we consolidated."""
    planned = {stem(word) for word in _TO_DO.findall(fold(old))}
    return any(stem(word) in planned for word in _DID.findall(fold(new)))


@dataclass(frozen=True, slots=True)
class _Due:
    label: str
    first: date | None
    last: date | None


def _due(told: Told, side: Side) -> _Due | None:
    """When a statement is due: the period that it is told with, else the only one in its words that lies ahead."""
    for text in filter(None, (told.due, told.text)):
        mentions = scan(text, fold(text), side.anchor).periods
        ahead = [
            one for one in mentions
            if one.last is not None and side.date is not None and one.last.isoformat() > side.date
        ]  # fmt: skip
        picked = (mentions[:1] if text is told.due else ahead) if len(ahead) < 2 or text is told.due else []
        if picked:
            return _Due(text[picked[0].start : picked[0].end], picked[0].first, picked[0].last)
    return None

"""Questions that came back, and what the questions were about: themes that are new, continued or gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..outline.script import fold
from ..schemas import Evidence, Exchange, Theme
from ..schemas.comparison import CameBack, DuckedAnswer, ThemeKept
from ..schemas.vocabulary import Topic
from ..tables import table
from .documents import Side
from .ducked import asked, wants
from .vocabulary import Vocabulary, asked_words


def came_back(old: Side, new: Side, words: Vocabulary, before: Sequence[DuckedAnswer]) -> list[CameBack]:
    """The earlier document's questions that the later one asks again, in the later one's order; each once."""
    tried: list[tuple[float, int, int, str, str]] = []
    for at, now in enumerate(new.summary.qa):
        for place, earlier in enumerate(old.summary.qa):
            best = _best(earlier, now, old, new, words)
            if best is not None:
                tried.append((best[0], at, place, best[1], best[2]))
    found: dict[int, CameBack] = {}
    taken: set[int] = set()
    evaded = {one.asked.exchange for one in before}
    for _, at, place, first, second in sorted(tried, key=lambda one: (-one[0], one[1], one[2])):
        if at in found or place in taken:
            continue
        taken.add(place)
        earlier, now = old.summary.qa[place], new.summary.qa[at]
        found[at] = CameBack(old=asked(old, earlier, first), new=asked(new, now, second), ducked_before=earlier.index in evaded)
    return [found[at] for at in sorted(found)]


def _best(earlier: Exchange, now: Exchange, old: Side, new: Side, words: Vocabulary) -> tuple[float, str, str] | None:
    best: tuple[float, str, str] | None = None
    for first in earlier.questions:
        for second in now.questions:
            score = _asks_again(first, second, old, new, words)
            if score is not None and (best is None or score > best[0]):
                best = (score, first, second)
    return best


def _asks_again(first: str, second: str, old: Side, new: Side, words: Vocabulary) -> float | None:
    """How surely two questions are one; ``None`` where they are two, though they may be about the same business."""
    one, two = words.terms(first, old), words.terms(second, new)
    like = words.alike(one, two)
    if like.rare < 2 or like.shared < 1.2:
        return None
    causes = {bool(_cause().search(fold(text))) for text in (first, second)}
    if len(causes) == 2 and (wants([first]) or wants([second])):
        # why it rose, and how much it will be
        return None
    if words.foreign:
        return like.of_both if like.rare >= 4 and like.of_both >= 0.5 else None
    runs = words.runs(first, second)
    if not runs.weights or not runs.less:
        return None
    held, rest = runs.shared / runs.less, runs.shared - runs.weights[0]
    several = len(runs.weights) > 1 and rest >= 0.25 * runs.shared and held >= 0.5 and runs.shared >= 0.3 * runs.more
    whole = held >= 0.75 and runs.shared >= 0.4 * runs.more and len(asked_words(first)) > 1
    return runs.shared / runs.more + held if (several or whole) and runs.shared >= 1.5 else None


@cache
def _cause() -> re.Pattern[str]:
    return re.compile("|".join(table("comparison", "questions")["cause"]))


def themes(old: Side, new: Side) -> Iterator[ThemeKept]:
    """What was asked about, by topic: continued and new ones in the later document's order, then what is gone."""
    before, now = {one.topic: one for one in old.summary.themes}, {one.topic: one for one in new.summary.themes}
    for topic, theme in now.items():
        earlier = _exchanges(old, topic, before.get(topic))
        yield ThemeKept(
            status="continued" if earlier else "new", topic=topic, label=theme.label,
            old_exchanges=earlier, new_exchanges=_exchanges(new, topic, theme),
            old_evidence=before[topic].evidence if topic in before else _asked_at(old, earlier), new_evidence=theme.evidence,
        )  # fmt: skip
    for topic, theme in before.items():
        if topic in now:
            continue
        later = _exchanges(new, topic, None)
        yield ThemeKept(
            status="continued" if later else "gone", topic=topic, label=theme.label, old_exchanges=_exchanges(old, topic, theme),
            new_exchanges=later, old_evidence=theme.evidence, new_evidence=_asked_at(new, later),
        )  # fmt: skip


def _exchanges(side: Side, topic: Topic, theme: Theme | None) -> list[int]:
    told = set(theme.exchanges) if theme is not None else set()
    return sorted(told | {one.index for one in side.summary.qa if topic in one.topics})


def _asked_at(side: Side, exchanges: Sequence[int]) -> list[Evidence]:
    return [piece for one in side.summary.qa if one.index in exchanges for piece in one.evidence]

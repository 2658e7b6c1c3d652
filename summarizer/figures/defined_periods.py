"""Periods that a document gives a name of its own: 截至…止年度（「本财政年度」）, the six months ended … ("1H2025")."""

from __future__ import annotations

import re
from dataclasses import replace

from ..patterns import lazy
from .model import PeriodMention

# the definition stands right behind the period; several names may be given
_QUOTED = r"(?:\"[^\"()\n]{2,30}\"|「[^「」()\n]{2,20}」)"
_DEFINITION = lazy(rf"\s?\(\s?(?:the\s)?{_QUOTED}(?:\s?(?:或|及|、|,|or)\s?{_QUOTED}){{0,2}}\s?\)")
_NAME = lazy(r"[\"「]([^\"「」]+)[\"」]")
_TELLING = lazy(r"[年期季]|\d|\bperiod$")
"""A name that may be looked for everywhere: 本期间, 1h2025, reporting period. ``the year`` would be found where none is meant."""


def with_defined(folded: str, mentions: list[PeriodMention]) -> list[PeriodMention]:
    """``mentions`` with the document's own names for its periods resolved wherever they stand, in order of place."""
    if "「" not in folded and '"' not in folded:
        return mentions
    named: dict[str, PeriodMention] = {}
    definitions: list[tuple[int, int]] = []
    for mention in mentions:
        if mention.first is not None and mention.kind != "date" and (told := _DEFINITION.match(folded, mention.end, mention.end + 120)):
            definitions.append(told.span())
            for name in _NAME.findall(told[0]):
                if _TELLING.search(name) and not name.endswith(("日", "日期", "date")):
                    named.setdefault(name.strip(), mention)
    if not named:
        return mentions
    pattern = re.compile("|".join(sorted(map(re.escape, named), key=len, reverse=True)))
    own = [
        replace(named[found[0]], start=found.start(), end=found.end(), label=found[0])
        for found in pattern.finditer(folded)
        if folded[found.start() - 1 : found.start()] not in ("「", '"')
    ]
    taken = sorted([*definitions, *((mention.start, mention.end) for mention in own)])
    kept = []
    index = 0
    for mention in mentions:
        while index < len(taken) and taken[index][1] <= mention.start:
            index += 1
        if index == len(taken) or not (taken[index][0] <= mention.start and mention.end <= taken[index][1]):
            kept.append(mention)
    return sorted(kept + own, key=lambda mention: mention.start)

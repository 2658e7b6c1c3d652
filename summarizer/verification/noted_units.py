"""Units that are noted beside numbers instead of with them: ``Revenue (RMB m)``, ``单位：亿元``, ``$ in millions``."""

from __future__ import annotations

import re
from functools import cache

from ..outline.script import fold
from ..patterns import lazy
from ..tables import table

_BARE = lazy(r"(?P<open>[(（])?\s*(?P<sign>[-+−–▲△▼]?)\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<close>[)）])?")
_BRACKETS = lazy(r"[(（\[［]([^()（）\[\]［］]{1,40})[)）\]］]")
_NOTE_END = lazy(r"[\n,;。，；)）]")
_DASHED = lazy(r"(?P<label>[^-–—:：,，;；。.]{2,60}?)(?P<mark>\s?--\s|——|\s[–—]\s)\s*(?=\S)")
_NOTED = lazy(r"(?P<label>[^:：]{1,80}[)）])\s*[:：]\s*(?P<number>[^:：]{1,30})")


@cache
def _marks() -> list[str]:
    return [str(mark) for mark in table("verification", "rows")["unit_marks"]]


@cache
def _units() -> list[tuple[re.Pattern[str], str]]:
    found = table("verification", "rows")["units"]
    return [(re.compile(pattern), spoken) for spoken, pattern in found.items()]


def unit_of(words: str) -> str | None:
    """The unit that a caption, a head or a row's name gives for the numbers under it: ``RMB {} million``."""
    folded = fold(words)
    noted = [found[1] for found in _BRACKETS.finditer(folded)]
    noted += [_NOTE_END.split(folded[at + len(mark) :], 1)[0] for mark in _marks() if (at := folded.find(mark)) >= 0]
    noted = [part for note in noted for part in (note, *note.split(",")[1:])]
    noted += [part for line in folded.split("\n") for part in line.split(",")[1:]]
    for note in noted:
        unit = unit_cell(note)
        if unit:
            return unit
    return None


def unit_cell(words: str) -> str | None:
    """How a number is spoken under a note that is nothing but a unit; ``None`` where it is none."""
    folded = fold(words).strip(" .,:;，。：；")
    for pattern, spoken in _units():
        if pattern.match(folded):
            return spoken
    return None


def with_unit(words: str, unit: str | None) -> str:
    """A bare number with the unit of its table; anything else as it stands. A number in brackets is negative."""
    found = _BARE.fullmatch(fold(words).strip())
    if found is None or unit is None:
        return words
    negative = (found["open"] and found["close"]) or found["sign"] in ("-", "−", "–", "▼", "△")
    sign = "-" if negative else "+" if found["sign"] == "+" else ""
    return sign + unit.format(found["digits"])


def unmeasured(name: str) -> str:
    """A name without the note of its unit: *Revenue (RMB m)*, *Revenue, $m*."""
    bare = _BRACKETS.sub("", name).strip()
    return bare if bare != name.strip() else re.split("[,，]", name, maxsplit=1)[0].strip()


def as_spoken(line: str) -> str:
    """How a line is read that names first what it tells of; empty where it is read as it stands.

    ``Revenue (RMB m): 3,680`` has its number in that unit, ``Revenue -- $5 million`` its name before a colon.
    """
    if (dashed := _DASHED.match(line)) is not None:
        line = f"{dashed['label']}{'：' if dashed['mark'] == '——' else ': '}{line[dashed.end() :]}"
        return as_spoken(line) or line
    found = _NOTED.fullmatch(line)
    if found is None:
        return ""
    unit = unit_of(found["label"])
    said = with_unit(found["number"], unit)
    return "" if said == found["number"] else f"{unmeasured(found['label'])}: {said}"

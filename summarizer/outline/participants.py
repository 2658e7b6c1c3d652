"""The lists of those who take part, as scripts of calls print them.

``Name - Title`` under *Company Participants*, ``Name - Firm`` under *Conference Call Participants*; ``Name Company - Title``; a name with
its title, or its firm, on the next line; ``Name / -- / Title`` at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..patterns import lazy
from ..tables import table
from .names import english_title, is_hanzi_name, is_latin_name, is_transliterated
from .script import fold

SpeakerRole = Literal["operator", "management", "analyst", "unknown"]


@dataclass(slots=True)
class Participant:
    """Somebody a list of participants names."""

    name: str
    title: str | None
    organisation: str | None
    role: SpeakerRole


@cache
def _list_heading() -> re.Pattern[str]:
    words = table("outline", "turns")
    company, analysts = ("|".join(map(re.escape, words[key])) for key in ("company_lists", "analyst_lists"))
    return re.compile(rf"^[ \t*#]*(?:(?P<analysts>{analysts})|(?P<company>{company}))[ \t*:]*$", re.MULTILINE)


def is_list_heading(folded: str) -> bool:
    """True of the heading of a list of participants or of a script's part."""
    words = table("outline", "turns")
    return folded.strip(" *:#") in {*words["company_lists"], *words["analyst_lists"], *words["section_headings"]}


_LISTED = lazy(r"(?P<name>[^\n]{2,60}?)[ \t]*(?:[-–—]{1,2}|,|\||:|：)[ \t]*(?P<what>[^\n]{2,120})")
_BULLET = " \t*•·-–—●"
_RULE = lazy(r"[=_-]{4,}")
_TAIL_DASHES = lazy(r"\n[ \t]*--[ \t]*\n")
_TAIL_ENTRY = lazy(r"^(?P<name>[^\n]{2,60})\n[ \t]*--[ \t]*\n(?P<what>[^\n]{2,120})$", re.MULTILINE)
_TAIL_LINE = lazy(r"^[ \t*]*(?P<name>[^\n-]{2,60}?) -- (?P<what>[^\n]{2,120})$", re.MULTILINE)
_TAIL_HEADING = lazy(r"^[ \t*#]*call participants[ \t*:]*$", re.MULTILINE)
_DASHES = lazy(r"[ ](?:--|-|–|—)[ ]")
_DIVISION = lazy(r",? (?:Research|Equity Research) (?:Division|Department)\b|,? [A-Z]\w+ Division\b")
_LONGEST_LIST = 60


def find_participants(text: str, folded: str) -> list[Participant]:
    """Those whom the document lists, in order, each once."""
    found: dict[str, Participant] = {}
    for heading in _list_heading().finditer(folded):
        role: SpeakerRole = "analyst" if heading["analysts"] else "management"
        entries = list(_entries(text, heading.end() + 1, role))
        entries = _without_shared_firm(entries) if role == "management" else entries
        for name, what in _without_company(entries, role):
            _add(found, name, what, role)
    tail = _TAIL_HEADING.search(folded) if "call participants" in folded else None
    entries_apart = _TAIL_ENTRY.finditer(text) if _TAIL_DASHES.search(text) else ()
    places = [*entries_apart, *(_TAIL_LINE.finditer(text, tail.end()) if tail else ())]
    for entry in places:
        if is_person(entry["name"].strip()):
            what = entry["what"].strip()
            analyst = re.search(r"(?:\s--\s|,\s|^)(?:equity |senior )?analyst$", what.lower())
            _add(found, entry["name"].strip(), what[: analyst.start()] if analyst else what, "analyst" if analyst else "management")
    return list(found.values())


def _entries(text: str, start: int, role: SpeakerRole) -> Iterator[tuple[str, str]]:
    """Name and what stands beside it, on its line or on the next."""
    pending: str | None = None
    for number, raw in enumerate(_lines(text, start)):
        line = raw.strip(_BULLET)
        if is_list_heading(fold(line)):
            return
        if not line or (number < 3 and _RULE.fullmatch(raw.strip())):
            continue
        if pending is not None:
            if _is_office(line, role):
                yield pending, line
                pending = None
                continue
            return  # a name alone with no office below it: the script has begun
        entry = _LISTED.fullmatch(line)
        if entry is not None and _begins_with_name(entry["name"]):
            yield entry["name"].strip(" *"), entry["what"].strip(" *")
        elif is_person(line) and not english_title().search(line.lower()):
            pending = line
        else:
            return


def _without_shared_firm(entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """``Chief Financial Officer, Some Corp.``: what all of the list end with is the firm's."""
    ends = [what.split(", ") for _, what in entries]
    for size in (2, 1):
        if len(ends) > 1 and all(len(parts) > size and parts[-size:] == ends[0][-size:] for parts in ends):
            firm = ", ".join(ends[0][-size:])
            return [(name, f"{firm} - {', '.join(parts[:-size])}") for (name, _), parts in zip(entries, ends, strict=True)]
    return entries


def _begins_with_name(name: str) -> bool:
    words = name.strip(" *").split()
    return is_person(name) or (len(words) > 3 and is_latin_name(" ".join(words[:2])) and len(words) < 9)


def _is_office(line: str, role: SpeakerRole) -> bool:
    stops = line.endswith((".", "?", "!")) and not re.search(r"\b(?:Inc|Corp|Ltd|Co|L\.P|N\.V|S\.A)\.$", line)
    if len(line) > 100 or stops:
        return False
    stated = english_title().search(line.lower()) or "analyst" in line.lower()
    return bool(stated) or (role == "analyst" and line[0].isupper() and len(line) < 70)


def _without_company(entries: list[tuple[str, str]], role: SpeakerRole) -> Iterator[tuple[str, str]]:
    """``Jane Doe Some Corp, Inc. - CFO``: the company's words, which all of the list share, are no part of the name."""
    for name, what in entries:
        words = name.split()
        if len(words) < 4:
            yield name, what
            continue
        shared = [other.split() for other, _ in entries if other != name]
        cut = 2 if len(words[1].strip(".")) > 1 else 3
        for size in range(min(len(words) - 2, 6), 1, -1):
            if role == "management" and any(other[-size:] == words[-size:] for other in shared):
                cut = len(words) - size
                break
        firm = " ".join(words[cut:])
        yield " ".join(words[:cut]), f"{firm}, {what}" if _FIRM_GOES_ON.match(what) else f"{firm} - {what}"


_FIRM_GOES_ON = lazy(r"(?:Inc|Corp|Ltd|LLC|L\.P|N\.V|S\.A|PLC|plc|AG|Research Division)\b")


def _add(found: dict[str, Participant], name: str, what: str, role: SpeakerRole) -> None:
    if name in found:
        return
    organisation, title = split_office(what)
    if role == "analyst":
        found[name] = Participant(name, None, organisation or title, role)
    else:
        found[name] = Participant(name, title or what, organisation, role)


def split_office(what: str) -> tuple[str | None, str | None]:
    """Firm and title of ``Some Corp. - Chief Financial Officer`` or ``Analyst, Some Bank``; a title alone is no firm's."""
    what = _DIVISION.sub("", what.strip())
    parts = [part.strip() for part in _DASHES.split(what) if part.strip()]
    if len(parts) > 1:
        return " - ".join(parts[:-1]), None if "analyst" in parts[-1].lower() else parts[-1]
    first, comma, rest = what.partition(",")
    if comma and first.strip().lower().endswith("analyst"):
        return rest.strip() or None, None
    return None, what


def _lines(text: str, start: int) -> Iterator[str]:
    for _ in range(_LONGEST_LIST):
        if start >= len(text):
            return
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start : min(end, start + 400)]
        start = end + 1


def is_person(name: str) -> bool:
    """True of what a person's name looks like, in either script."""
    return is_latin_name(name.strip(" *")) or is_hanzi_name(name.strip()) or is_transliterated(name.strip().lower())

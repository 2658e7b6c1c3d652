"""Who speaks: the lists of participants, and the labels that stand before what is said.

Layouts: ``Name:text``; a name alone on its line, with or without ``--`` and a title under it; a name glued to the end of the
paragraph before (``Please go ahead. Jane Doe``); ``Name, Company - Title [2]``. A line that merely holds a colon is told from a
label by what stands before the colon and by how often it stands there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..patterns import lazy
from ..tables import table
from .names import LATIN_NAME, english_title, honorifics, is_hanzi_name, is_latin_name, is_transliterated, titles
from .script import fold

SpeakerRole = Literal["operator", "management", "analyst", "unknown"]


@dataclass(slots=True)
class Participant:
    """Somebody a list of participants names."""

    name: str
    title: str | None
    organisation: str | None
    role: SpeakerRole


@dataclass(slots=True)
class Label:
    """A speaker's label."""

    start: int
    end: int
    """Where what is said begins."""
    speaker: str | None
    role: SpeakerRole
    title: str | None = None
    organisation: str | None = None
    bare: bool = False
    """Nothing but the text itself says that this is a name (a Chinese name without a dot, a single Latin word)."""


@dataclass(frozen=True, slots=True)
class _Words:
    operator: frozenset[str]
    analyst: frozenset[str]
    management: frozenset[str]
    never: frozenset[str]


@cache
def _words() -> _Words:
    words = table("outline", "turns")
    return _Words(*(frozenset(words[key]) for key in ("operator", "analyst", "management", "not_speakers")))


@cache
def _anonymous() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, table("outline", "turns")["anonymous"])) + r")[ _#-]{0,2}(?:\d{1,3}|[a-z])?")


def is_anonymous(name: str | None) -> bool:
    """True of ``Speaker 1`` and the like: a label that tells voices apart and names nobody."""
    return name is not None and _anonymous().fullmatch(fold(name)) is not None


# --- lists of participants -------------------------------------------------------------------------------------------


@cache
def _list_heading() -> re.Pattern[str]:
    words = table("outline", "turns")
    company, analysts = ("|".join(map(re.escape, words[key])) for key in ("company_lists", "analyst_lists"))
    return re.compile(rf"^[ \t*#]*(?:(?P<analysts>{analysts})|(?P<company>{company}))[ \t*:]*$", re.MULTILINE)


def is_list_heading(folded: str) -> bool:
    """True of the heading of a list of participants or of a script's part."""
    words = table("outline", "turns")
    return folded.strip(" *:") in {*words["company_lists"], *words["analyst_lists"], *words["section_headings"]}


_LISTED = lazy(r"[ \t*•·-]*(?P<name>[^\n]{2,60}?)[ \t]*(?:[-–—]{1,2}|,|\|)[ \t]+(?P<what>[^\n]{2,120})")
_TAIL_ENTRY = lazy(r"^(?P<name>[^\n]{2,60})\n[ \t]*--[ \t]*\n(?P<what>[^\n]{2,120})$", re.MULTILINE)


def find_participants(text: str, folded: str) -> list[Participant]:
    """Those whom the document lists: ``Name - Title`` under *Company Participants*, ``Name - Firm`` under *Conference Call
    Participants*, and ``Name / -- / Title`` anywhere."""
    found: dict[str, Participant] = {}
    for heading in _list_heading().finditer(folded):
        role: SpeakerRole = "analyst" if heading["analysts"] else "management"
        for line in _lines(text, heading.end() + 1):
            if not line.strip():
                continue
            entry = _LISTED.fullmatch(line.strip())
            if entry is None or not _is_name(entry["name"]):
                break
            _add(found, entry["name"].strip(" *"), entry["what"].strip(" *"), role)
    for entry in _TAIL_ENTRY.finditer(text):
        if _is_name(entry["name"].strip()):
            what = entry["what"].strip()
            analyst = re.search(r"\s--\s*analyst$", what.lower())
            _add(found, entry["name"].strip(), what[: analyst.start()] if analyst else what, "analyst" if analyst else "management")
    return list(found.values())


def _add(found: dict[str, Participant], name: str, what: str, role: SpeakerRole) -> None:
    if name in found:
        return
    organisation, title = _split_entry(what)
    if role == "analyst":
        found[name] = Participant(name, None, organisation or title, role)
    else:
        found[name] = Participant(name, title or what, organisation, role)


def _split_entry(what: str) -> tuple[str | None, str | None]:
    """Firm and title of ``Some Corp. - Chief Financial Officer``; a title alone is no firm's."""
    parts = [part.strip() for part in _DASHES.split(what) if part.strip()]
    if len(parts) > 1:
        return " - ".join(parts[:-1]), None if parts[-1].lower() in ("analyst", "analysts") else parts[-1]
    return None, what.strip()


def _lines(text: str, start: int, limit: int = 60) -> Iterable[str]:
    for _ in range(limit):
        if start >= len(text):
            return
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start : min(end, start + 400)]
        start = end + 1


def _is_name(name: str) -> bool:
    return is_latin_name(name.strip(" *")) or is_hanzi_name(name.strip()) or is_transliterated(name.strip().lower())


# --- labels ----------------------------------------------------------------------------------------------------------

_COLON = lazy(
    r"^[ \t*]*(?P<label>[^\s:。！？!?，,、;；][^\n:。！？!?，,、;；]{0,59}?(?:[ ]--?[ ][^\n:。！？!?;；]{2,80}"
    r"|[,，][ ]?[^\n:。！？!?，,、;；]{2,24})?)[ \t*]*:(?!//)[ \t*]*",
    re.MULTILINE,
)
_NAME_LINE = lazy(
    r"^[ \t*]*(?P<name>[^\s:][^\n:]{1,59}?)[ \t*]*(?:\n[ \t]*--[ \t]*\n|[ \t]+--[ \t]+)[ \t*]*(?P<title>[^\n]{2,120}?)[ \t*]*$",
    re.MULTILINE,
)
_NUMBERED = lazy(
    r"^(?P<name>[^\n,\[\]]{2,50}?)(?:,[ ]+(?P<company>[^\n\[\]]{2,60}?)[ ]-[ ](?P<title>[^\n\[\]]{2,80}?))?[ ]*\[\d+\][ \t]*$", re.MULTILINE
)
_DASHED = lazy(r"^[ \t*]*(?P<name>[^\n]{3,40}?)[ ](?:-|–|—)[ ](?P<what>[^\n]{3,100})$", re.MULTILINE)
_BARE_LINE = lazy(rf"^[ \t*]*(?P<name>{LATIN_NAME})[ \t*]*$", re.MULTILINE)
_BRACKET = lazy(r"\(([^()]{1,60})\)[ \t]*\Z")
_SHORT_HANZI = lazy(r"[㐀-鿿]{2,4}\Z")
_DASHES = lazy(r"[ ](?:--|-|–|—)[ ]")


def find_labels(text: str, folded: str, listed: list[Participant]) -> list[Label]:
    """The labels in order of place. Names alone on their lines are looked for only where hardly any stands before a colon."""
    labels = _colon_labels(text, folded)
    if len(labels) < 3:
        labels += _line_labels(text, folded, listed)
    return _without_overlap(labels)


def _colon_labels(text: str, folded: str) -> list[Label]:
    candidates: list[tuple[Label, str]] = []
    for found in _COLON.finditer(folded):
        label = read_label(text[found.start("label") : found.end("label")], found["label"])
        if label is not None:
            label.start, label.end = found.start(), found.end()
            candidates.append((label, found["label"]))
    often = Counter(key for _, key in candidates)
    # a script has speakers that nothing else could be: those vouch for the doubtful ones
    sure = sum(1 for label, _ in candidates if not label.bare)
    return [label for label, key in candidates if not label.bare or (sure > 2 and _vouched(label, key, often[key], folded))]


_SHORTLY_BEFORE = 400


def _vouched(label: Label, key: str, often: int, folded: str) -> bool:
    """True of a doubtful label that comes again, or whose name was called out shortly before."""
    if often > (1 if key.isascii() or is_hanzi_name(key) else 2):
        return True
    return is_hanzi_name(key) and key in folded[max(0, label.start - _SHORTLY_BEFORE) : label.start]


def read_label(raw: str, folded: str) -> Label | None:
    """A speaker's label, its colon left out, or ``None`` where it is none."""
    words = _words()
    key = folded.strip(" *")
    raw = raw.strip(" *")
    if key in words.never:
        return None
    if key in words.operator:
        return Label(0, 0, raw, "operator")
    bracket = _BRACKET.search(key)
    inner = raw[bracket.start(1) : bracket.end(1)] if bracket else None
    if bracket:
        key, raw = key[: bracket.start()].strip(), raw[: bracket.start()].strip()
    for role, names in (("analyst", words.analyst), ("management", words.management)):
        if key in names:
            return Label(0, 0, inner if inner and len(inner) > 1 else None, "analyst" if role == "analyst" else "management")
    parts = _DASHES.split(raw)
    if len(parts) > 1 and is_latin_name(parts[0].strip()):
        if parts[-1].strip().lower() in ("analyst", "analysts"):
            return Label(0, 0, parts[0].strip(), "analyst", None, " ".join(parts[1:-1]).strip() or None)
        what = " - ".join(part.strip() for part in parts[1:])
        if english_title().search(what.lower()):
            return Label(0, 0, parts[0].strip(), "management", what)
        return Label(0, 0, parts[0].strip(), "unknown", None, what)
    name, comma, office = raw.replace("，", ",").partition(",")
    if comma:
        # 张明,首席执行官: a name with its office, or no label at all
        whole = titles().fullmatch(office.strip().lower()) or english_title().search(office.lower())
        person = is_hanzi_name(honorifics().sub("", name.strip())) or is_transliterated(name.strip()) or is_latin_name(name.strip())
        return Label(0, 0, name.strip(), "management", office.strip()) if whole and person else None
    title = None
    if inner and (titles().search(inner.lower()) or english_title().search(inner.lower())):
        title = inner
    if is_latin_name(raw) or is_transliterated(key):
        return Label(0, 0, raw, "management" if title else "unknown", title)
    if is_latin_name(raw, words=1):
        return Label(0, 0, raw, "unknown", title, bare=title is None and inner is None)
    stated = titles().match(key) or titles().search(key)
    if stated and (stated.start() == 0 or stated.end() == len(key)):
        name = key[stated.end() :] if stated.start() == 0 else key[: stated.start()]
        bare = honorifics().sub("", name.strip()).strip()
        if is_hanzi_name(bare) or is_latin_name(raw[-len(bare) :] if bare else "", words=1):
            at = key.find(bare)
            return Label(0, 0, raw[at : at + len(bare)], "management", raw[stated.start() : stated.end()])
        return None
    bare = honorifics().sub("", key)
    if is_hanzi_name(bare):
        return Label(0, 0, raw[: len(bare)], "management" if title else "unknown", title, bare=title is None and bare == key)
    # a foreign first name in Chinese characters looks like any short word: only its coming again can tell
    return Label(0, 0, raw, "unknown", bare=True) if _SHORT_HANZI.match(key) else None


def _line_labels(text: str, folded: str, listed: list[Participant]) -> list[Label]:
    """The labels that stand on lines of their own, or at the end of the paragraph before."""
    labels: list[Label] = []
    if "[2]" in text:
        labels += _numbered_labels(text)
    if " - " in text or "\u2013" in text or "\u2014" in text:
        labels += _dashed_labels(text)
    if "--" in text:
        labels += _titled_labels(text)
    known = {person.name: person for person in listed}
    if known or _operator_line().search(folded):
        labels += _bare_labels(text, folded, known)
    return labels


def _labelled(found: re.Match[str], name: str, title: str | None, firm: str | None) -> Label:
    if title is None or "analyst" in title.lower():
        return Label(found.start(), found.end(), name, "analyst", None, firm)
    return Label(found.start(), found.end(), name, "management", title.strip(), firm)


def _numbered_labels(text: str) -> list[Label]:
    """``Jane Doe, Some Corp - CFO [2]``."""
    labels: list[Label] = []
    for found in _NUMBERED.finditer(text):
        name = found["name"].strip()
        if name.lower() in _words().operator:
            labels.append(Label(found.start(), found.end(), name, "operator"))
        elif is_latin_name(name) and found["title"]:
            labels.append(_labelled(found, name, found["title"], found["company"].strip()))
    return labels


def _dashed_labels(text: str) -> list[Label]:
    """``Jane Doe - Some Corp - CFO``, as it stands in a list of participants and again above what she says."""
    lines = list(_DASHED.finditer(text))
    often = Counter(found.group().strip() for found in lines)
    labels: list[Label] = []
    for found in lines:
        if often[found.group().strip()] > 1 and is_latin_name(found["name"].strip()):
            firm, title = _split_entry(found["what"])
            if title is None or "analyst" in title.lower() or english_title().search(title.lower()):
                labels.append(_labelled(found, found["name"].strip(), title, firm))
    return labels


def _titled_labels(text: str) -> list[Label]:
    """``Jane Doe / -- / Chief Financial Officer`` and ``Jane Doe -- Chief Financial Officer``."""
    labels: list[Label] = []
    for found in _NAME_LINE.finditer(text):
        name, what = found["name"].strip(), found["title"].strip()
        if not _is_name(name) or len(what.split()) > 16:
            continue
        analyst = _ANALYST_AT_END.search(what.lower())
        firm = what[: analyst.start()] or None if analyst else None
        labels.append(_labelled(found, name, None if analyst else what, firm))
    return labels


_ANALYST_AT_END = lazy(r"\s*(?:--|-|,)?\s*analyst$")


@cache
def _operator_line() -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?:{'|'.join(map(re.escape, _words().operator))})[ \t]*$", re.MULTILINE)


def _bare_labels(text: str, folded: str, known: dict[str, Participant]) -> list[Label]:
    """Names alone on their lines or glued to the end of a paragraph: those listed, those that come again, those called out shortly
    before."""
    bare = list(_BARE_LINE.finditer(text))
    often = Counter(found["name"] for found in bare)
    names = set(known) | {name for name, count in often.items() if count > 1 and name.lower() not in _words().never}
    for found in bare:
        name = found["name"]
        if name not in names and is_latin_name(name) and name in text[max(0, found.start() - _SHORTLY_BEFORE) : found.start()]:
            names.add(name)
    by_fold = {name.lower(): name for name in names}
    keys = sorted({*by_fold, *_words().operator, *_words().analyst}, key=len, reverse=True)
    pattern = re.compile(
        r"(?:^[ \t]*|(?<=[.?!\])\"…-])[ \t]+)(?P<name>" + "|".join(map(re.escape, keys)) + r")[ \t]*$", re.MULTILINE
    )
    labels: list[Label] = []
    for found in pattern.finditer(folded):
        key, raw = found["name"], text[found.start("name") : found.end("name")]
        if raw[:1].isascii() and not raw[:1].isupper():
            continue
        if key in _words().operator:
            labels.append(Label(found.start(), found.end(), raw, "operator"))
        elif key in _words().analyst:
            labels.append(Label(found.start(), found.end(), None, "analyst"))
        else:
            label = Label(found.start(), found.end(), raw, "unknown")
            person = known.get(by_fold[key])
            if person is None:
                _take_title_line(label, text)
            else:
                label.role, label.title, label.organisation = person.role, person.title, person.organisation
            labels.append(label)
    return labels


def _take_title_line(label: Label, text: str) -> None:
    """The line under a bare name, where it is a title (``President & CEO, Some Corp.``)."""
    end = text.find("\n", label.end + 1)
    line = text[label.end + 1 : end if end > 0 else len(text)].strip()
    if 3 < len(line) <= 90 and line[-1] not in ".?!" and english_title().search(line.lower()) and len(line.split()) <= 12:
        label.title, label.end = line, end if end > 0 else len(text)
        label.role = "analyst" if "analyst" in line.lower() else "management"


def _without_overlap(labels: list[Label]) -> list[Label]:
    kept: list[Label] = []
    for label in sorted(labels, key=lambda label: (label.start, -label.end)):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
    return kept

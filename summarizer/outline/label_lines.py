"""Speakers' labels that stand on lines of their own, or at the end of the paragraph before.

``Jane Doe -- Chief Financial Officer``; ``Jane Doe, Some Corp - CFO [2]``; ``Jane Doe - Some Corp - CFO``; a name with its title or firm on
the next line; a name alone; a name glued to the paragraph before it (``Please go ahead. Jane Doe``).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ..patterns import lazy
from ..tables import table
from .labels import Label, is_anonymous, is_operator_word, is_speakerless, read_label
from .names import english_title, is_hanzi_name, is_latin_name
from .participants import Participant, is_list_heading, is_person, split_office
from .script import fold

_NAME_LINE = lazy(
    r"^[ \t*]*(?P<name>[^\s:][^\n:]{1,59}?)[ \t*]*(?:\n[ \t]*--[ \t]*\n|[ \t]+--[ \t]+)[ \t*]*(?P<title>[^\n]{2,120}?)[ \t*]*$",
    re.MULTILINE,
)
_NUMBERED = lazy(
    r"^(?P<name>[^\n,\[\]]{2,50}?)(?:,[ ]+(?P<company>[^\n\[\]]{2,60}?)[ ]-[ ](?P<title>[^\n\[\]]{2,80}?))?[ ]*\[\d+\][ \t]*$", re.MULTILINE
)
_DASHED = lazy(r"^[ \t*]*(?P<name>[^\n]{3,40}?)[ ](?:-|–|—)[ ](?P<what>[^\n]{3,100})$", re.MULTILINE)
_LONE_LINE = lazy(r"^[ \t*#]*(?P<name>[^\s:：*#][^\n:：。！？!?;；]{1,58}?)[ \t*]*$", re.MULTILINE)
SHORTLY_BEFORE = 400
"""A name called out within this many characters vouches for a label."""


def labels_on_lines(text: str, folded: str, listed: list[Participant], *, stamped: bool) -> list[Label]:
    """All of them; ``stamped``: time stamps stood beside names (and are blanked out in both texts)."""
    labels: list[Label] = []
    if "[2]" in text:
        labels += _numbered_labels(text)
    if " - " in text or "\u2013" in text or "\u2014" in text:
        labels += _dashed_labels(text)
    if "--" in text:
        labels += _titled_labels(text)
    known = {person.name: person for person in listed}
    if known or stamped or _operator_line().search(folded):
        labels += _lone_labels(text, folded, known)
    return labels


def lone_names(text: str, folded: str, known: dict[str, Participant]) -> list[Label]:
    """The operator and those known by name, alone on their lines amid labels of another form."""
    keys = {name.lower() for name in known}
    found: list[Label] = []
    for line in _LONE_LINE.finditer(folded):
        key, raw = line["name"], text[line.start("name") : line.end("name")]
        if is_operator_word(key):
            found.append(Label(line.start(), line.end(), raw, "operator"))
        elif key in keys:
            found.append(_known(line, raw, known, text))
    return found


def _labelled(found: re.Match[str], name: str, title: str | None, firm: str | None) -> Label:
    if is_speakerless(name.lower()):
        return Label(found.start(), found.end(), None, "analyst", None, firm)
    if title is None or "analyst" in title.lower():
        return Label(found.start(), found.end(), name, "analyst", None, firm)
    return Label(found.start(), found.end(), name, "management", title.strip(), firm)


def _numbered_labels(text: str) -> list[Label]:
    """``Jane Doe, Some Corp - CFO [2]``."""
    labels: list[Label] = []
    for found in _NUMBERED.finditer(text):
        name = found["name"].strip()
        if is_operator_word(name.lower()):
            labels.append(Label(found.start(), found.end(), name, "operator"))
        elif is_latin_name(name) and found["title"]:
            labels.append(_labelled(found, name, found["title"], found["company"].strip()))
        elif is_speakerless(name.lower()):
            labels.append(Label(found.start(), found.end(), None, "unknown"))
    return labels


def _dashed_labels(text: str) -> list[Label]:
    """``Jane Doe - Some Corp - CFO``, as it stands in a list of participants and again above what she says."""
    lines = list(_DASHED.finditer(text))
    often = Counter(found.group().strip() for found in lines)
    labels: list[Label] = []
    for found in lines:
        name, what = found["name"].strip(), found["what"].strip()
        if not is_latin_name(name) or len(what.split()) > 14:
            continue
        firm, title = split_office(what)
        told = title is None or "analyst" in title.lower() or english_title().search(title.lower())
        if told and (often[found.group().strip()] > 1 or firm is not None):
            labels.append(_labelled(found, name, title, firm))
        elif firm is None and title is not None and often[found.group().strip()] > 1 and title[0].isupper():
            labels.append(Label(found.start(), found.end(), name, "unknown", None, title))
    return labels


def _titled_labels(text: str) -> list[Label]:
    """``Jane Doe / -- / Chief Financial Officer`` and ``Jane Doe -- Chief Financial Officer``."""
    labels: list[Label] = []
    for found in _NAME_LINE.finditer(text):
        name, what = found["name"].strip(), found["title"].strip()
        if not is_person(name) or len(what.split()) > 16:
            continue
        analyst = _ANALYST_AT_END.search(what.lower())
        firm = what[: analyst.start()] or None if analyst else None
        labels.append(_labelled(found, name, None if analyst else what, firm))
    return labels


_ANALYST_AT_END = lazy(r"\s*(?:--|-|,)?\s*analyst$")


@cache
def _operator_line() -> re.Pattern[str]:
    words = "|".join(map(re.escape, table("outline", "turns")["operator"]))
    return re.compile(rf"^[ \t*#]*(?:{words})[ \t*]*$", re.MULTILINE)


def _lone_labels(text: str, folded: str, known: dict[str, Participant]) -> list[Label]:
    """Names alone on their lines or glued to the end of a paragraph: those listed, those that come again, those called out shortly
    before."""
    lines = list(_LONE_LINE.finditer(folded))
    often = Counter(line["name"] for line in lines)
    names = dict(known)
    labels: list[Label] = []
    for line in lines:
        key, raw = line["name"], text[line.start("name") : line.end("name")]
        if is_operator_word(key):
            labels.append(Label(line.start(), line.end(), raw, "operator"))
        if is_operator_word(key) or is_list_heading(key):
            continue
        if raw in known or is_anonymous(key):
            labels.append(_known(line, raw, known, text))
            continue
        label = read_label(raw, key)
        if label is None:
            continue
        label.start, label.end = line.start(), line.end()
        name = fold(label.speaker or "")
        called = name in folded[max(0, line.start() - SHORTLY_BEFORE) : line.start()]
        # an operator who names nobody, or otherwise: `We will take the next question`
        called = called or (is_latin_name(raw) and _follows_call(folded, line.start()))
        if label.role == "unknown" and label.speaker and not (often[key] > 1 or (called and (not label.bare or is_hanzi_name(name)))):
            continue
        if label.speaker and label.title is None:
            _take_office(label, text)
        if label.speaker and label.speaker == raw:
            names.setdefault(raw, Participant(raw, label.title, label.organisation, label.role))
        labels.append(label)
    return labels + _glued_labels(text, folded, names)


def _follows_call(folded: str, at: int) -> bool:
    """True of a line right below a paragraph that speaks of a question or a line."""
    end = at
    while end and folded[end - 1].isspace():
        end -= 1
    begin = max(folded.rfind("\n", 0, end) + 1, end - 300)
    return _QUESTION.search(folded, begin, end) is not None


_QUESTION = lazy(r"\bquestions?\b|\byour line\b|\bgo ahead\b")


def _glued_labels(text: str, folded: str, names: dict[str, Participant]) -> list[Label]:
    words = table("outline", "turns")
    keys = sorted({*(name.lower() for name in names), *words["operator"], *words["analyst"]}, key=len, reverse=True)
    pattern = re.compile(r"(?<=[.?!\])\"…-])[ \t]+(?P<name>" + "|".join(map(re.escape, keys)) + r")[ \t]*$", re.MULTILINE)
    labels: list[Label] = []
    by_fold = {name.lower(): name for name in names}
    for found in pattern.finditer(folded):
        key, raw = found["name"], text[found.start("name") : found.end("name")]
        if raw[:1].isascii() and not raw[:1].isupper():
            continue
        if is_operator_word(key):
            labels.append(Label(found.start(), found.end(), raw, "operator"))
        elif key in by_fold:
            labels.append(_known(found, raw, names, text))
        else:
            labels.append(Label(found.start(), found.end(), None, "analyst"))
    return labels


def _known(found: re.Match[str], raw: str, known: dict[str, Participant], text: str) -> Label:
    label = Label(found.start(), found.end(), raw, "unknown")
    person = known.get(raw)
    if person is not None and person.role != "unknown":
        label.role, label.title, label.organisation = person.role, person.title, person.organisation
    _take_office(label, text)
    return label


def _take_office(label: Label, text: str) -> None:
    """The line under a bare name, where it is a title (``President & CEO, Some Corp.``) or a firm (``Analyst, Some Bank Q``)."""
    begin = label.end + (2 if text.startswith("\n\n", label.end) else 1)  # pages and DOCX set it as a paragraph of its own
    end = text.find("\n", begin)
    end = end if end > 0 else len(text)
    line = text[begin:end].strip(" *")
    marked = _SIDE.search(line)
    line = _SIDE.sub("", line) if marked else line
    if not 3 < len(line) <= 90 or line[-1] in "?!:" or len(line.split()) > 14:
        return
    analyst = "analyst" in line.lower() or "research division" in line.lower()
    firm, title = split_office(line)
    stated = english_title().search(line.lower()) and (not line.endswith(".") or _COMPANY_END.search(line))
    if not (analyst or marked or stated or line in (label.organisation, label.title)):
        return
    label.end = end
    if analyst or (marked and marked["side"] == "Q"):
        label.role, label.organisation, label.title = "analyst", label.organisation or firm or title, None
    elif stated or marked:
        label.role, label.title = "management", label.title or title or line


_COMPANY_END = lazy(r", [A-Z][^.]*\b(?:Inc|Corp|Ltd|Co|L\.P|N\.V|S\.A)\.$")
_SIDE = lazy(r"[ \t](?P<side>[QA])$")

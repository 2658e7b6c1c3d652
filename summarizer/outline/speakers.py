"""Who speaks: the labels that stand before what is said.

Layouts: ``Name:text``; labels on lines of their own (`label_lines`); both mixed; either with time stamps. A line that merely holds a colon
is told from a label by what stands before the colon and by how often it stands there.
"""

from __future__ import annotations

import re
from collections import Counter

from ..patterns import lazy
from .label_lines import SHORTLY_BEFORE, labels_on_lines, lone_names
from .labels import Label, read_label
from .names import honorifics, is_hanzi_name
from .participants import Participant
from .script import fold

_COLON = lazy(
    r"^[ \t*#]*(?P<label>[^\s:。！？!?，,、;；][^\n:。！？!?，,、;；]{0,59}?(?:[ ]--?[ ][^\n:。！？!?;；]{2,80}"
    r"|[,，][ ]?[^\n:。！？!?，、;；]{2,60}|\([^()\n:。]{2,60}\))?)[ \t*]*:(?!//)[ \t*]*",
    re.MULTILINE,
)
_FRAMED = lazy(r"^[ \t*#]*【(?P<label>[^】\n]{2,40})】[ \t*]*:?[ \t*]*", re.MULTILINE)
_STAMP = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_TIME = lazy(r":\d\d")
_STAMP_FIRST = lazy(rf"^[ \t*]*{_STAMP}(?:[ \t]*(?:-->|-|–)[ \t]*{_STAMP})?[ \t]*[|–-]?[ \t]*", re.MULTILINE)
_STAMP_LAST = lazy(rf"^[^\n:]{{2,60}}?(?P<stamp>[ \t]*[|@–-]?[ \t]*{_STAMP})(?=[ \t*]*(?::|$))", re.MULTILINE)
_STAMP_AT_END = lazy(rf"(?:\s*\n[ \t]*{_STAMP}[ \t]*)\Z")


def stamp_below(text: str, start: int, end: int) -> int | None:
    """Where the time stamp begins that stands on a line of its own below what was said."""
    last = end
    while last > start and text[last - 1] in " \t":
        last -= 1
    if last == start or not (text[last - 1].isdigit() or text[last - 1] in ")]"):
        return None
    found = _STAMP_AT_END.search(text, start, end)
    return found.start() if found else None


def find_labels(text: str, folded: str, listed: list[Participant]) -> list[Label]:
    """The labels in order of place. Names alone on their lines are looked for where hardly any stands before a colon; the operator
    and names known already, always."""
    text, folded, stamped = _without_stamps(text, folded)
    labels = _colon_labels(text, folded)
    named = {label.speaker for label in labels if label.role != "operator"}
    if len(labels) < 3 or len(named) < 2:
        labels += labels_on_lines(text, folded, listed, stamped=stamped)
    else:
        known = {person.name: person for person in listed}
        for label in labels:
            if label.speaker and not label.bare and label.role != "operator":
                known.setdefault(label.speaker, Participant(label.speaker, label.title, label.organisation, label.role))
        labels += lone_names(text, folded, known)
    labels = _without_overlap(labels)
    for label in labels:
        if label.speaker and label.speaker.isupper() and " " in label.speaker:
            label.speaker = label.speaker.title()
    return labels


def _without_stamps(text: str, folded: str) -> tuple[str, str, bool]:
    """Both texts with the time stamps beside labels blanked out, and whether there are any."""
    if _TIME.search(folded) is None:
        return text, folded, False
    spans = [found.span() for found in _STAMP_FIRST.finditer(folded)] + [found.span("stamp") for found in _STAMP_LAST.finditer(folded)]
    if len(spans) < 3:
        return text, folded, False
    pieces: list[str] = []
    plain: list[str] = []
    at = 0
    for low, high in sorted(spans):
        if low < at:
            continue
        pieces += [text[at:low], " " * (high - low)]
        plain += [folded[at:low], " " * (high - low)]
        at = high
    return "".join([*pieces, text[at:]]), "".join([*plain, folded[at:]]), True


def _colon_labels(text: str, folded: str) -> list[Label]:
    candidates: list[tuple[Label, str]] = []
    places = list(_COLON.finditer(folded))
    framed = list(_FRAMED.finditer(folded)) if "【" in folded else []
    for found in sorted(places + framed, key=lambda found: found.start()) if len(framed) > 2 else places:
        label = read_label(text[found.start("label") : found.end("label")], found["label"])
        if label is not None:
            label.start, label.end = found.start(), found.end()
            candidates.append((label, found["label"]))
    often = Counter(key for _, key in candidates)
    # a script has speakers that nothing else could be: those vouch for the doubtful ones, or else several names that come again do
    sure = sum(1 for label, _ in candidates if not label.bare) > 2
    again = {key for _, key in candidates if often[key] > 1 and is_hanzi_name(honorifics().sub("", key))}
    sure = sure or (len(again) > 1 and sum(often[key] for key in again) > 4)
    return [label for label, key in candidates if not label.bare or (sure and _vouched(label, key, often[key], folded))]


def _line_asks(label: Label, folded: str) -> bool:
    end = folded.find("\n", label.end)
    return folded.find("?", label.end, end if end >= 0 else len(folded)) >= 0


def _vouched(label: Label, key: str, often: int, folded: str) -> bool:
    """True of a doubtful label that comes again, or whose name was called out shortly before."""
    if often > (1 if key.isascii() or is_hanzi_name(key) else 2):
        return True
    name = fold(label.speaker or key)
    before = _IN_THE_OPENING if is_hanzi_name(name) else SHORTLY_BEFORE
    if is_hanzi_name(name) and _line_asks(label, folded):
        return True
    return (is_hanzi_name(name) or " " in name) and name in folded[max(0, label.start - before) : label.start]


_IN_THE_OPENING = 6_000
"""Who takes part is told in the opening, in Chinese mostly with a title right before the name."""


def _without_overlap(labels: list[Label]) -> list[Label]:
    kept: list[Label] = []
    for label in sorted(labels, key=lambda label: (label.start, -label.end)):
        if not kept or label.start >= kept[-1].end:
            kept.append(label)
    return kept

"""What an English metric or noun phrase is called, and which part of the company it names."""

from __future__ import annotations

import re
from functools import cache

from ...figures.model import Figure
from ...patterns import lazy
from ...tables import table
from ..material import Line, Material
from .metrics import Mention, Metric, find_metrics
from .phrases import is_hollow, phrase_end, strip_phrase
from .subject import Subject, tidy


@cache
def words_of(part: str, key: str) -> frozenset[str]:
    return frozenset(table("extractors.rules", "english")[part][key].split())


def metric_fits(metric: Metric, figure: Figure) -> bool:
    kind = figure.kind
    if kind in metric.of or kind in ("multiple", "number"):
        return True
    if figure.change is not None and kind in ("percent", "points"):
        return True
    return kind == "points" and "percent" in metric.of


def head_metric(folded: str, start: int, stop: int, figure: Figure) -> Mention | None:
    """The metric that a phrase is about: the first named, unless the others only list on (``sales and operating margin of``)."""
    fitting = [
        mention
        for mention in find_metrics(folded, start, stop, "en")
        if metric_fits(mention.metric, figure) and folded[mention.start : mention.end] != "growth"
    ]
    if not fitting:
        return None
    head = fitting[0]
    for other in fitting[1:]:
        between = folded[head.end : other.start]
        if re.match(r"\s(?:to|of|from|in|for|at|by|on)\s", between) and folded[head.start : head.end] not in (
            "guidance",
            "pricing",
            "margin",
        ):
            continue
        if re.search(r",(?!\d)|\band\b|\bor\b|\bwhile\b|\bwith\b", between) or folded[head.start : head.end] in (
            "growth",
            "guidance",
            "increase",
            "margin",
            "pricing",
        ):
            head = other
        elif folded[other.start : other.end] in ("growth", "margin", "margins") and not between.strip():
            head = other
    return head


def subject_of(material: Material, line: Line, mention: Mention, floor: int) -> Subject:
    start = _extend(material, line, mention, floor)
    return name_metric(material, line, start, mention.end, mention, whole=False)


def phrase_subject(material: Material, line: Line, figure: Figure, start: int, end: int) -> Subject | None:
    """The subject that a whole noun phrase names."""
    a, b = strip_phrase(material, line, start, end)
    if b - a < 2 or is_hollow(material.folded, a, b):
        return None
    for own in _OWN.finditer(material.folded, a, b):
        # evidenced by our retention rate, we estimate that licensing revenue
        if b - own.end() > 3:
            a, b = strip_phrase(material, line, own.end(), b)
    mention = head_metric(material.folded, a, b, figure)
    if mention is None:
        return Subject(shortened(material.text[a:b]), None, a, segment=_part_of(material.text[a:b]))
    if (accompanied := material.folded.rfind(" with ", a, mention.start)) > a:
        # robust momentum with revenue growth
        a, b = strip_phrase(material, line, accompanied + 6, b)
    return name_metric(material, line, a, b, mention, whole=True)


_OWN = lazy(
    r"\b(?:(?:estimate|expect|believe|think|say|said|note|means?|anticipate|project)\s(?:that\s)?|(?:evidenced\sby|reflected\sin)\s)(?:our\s|the\s)?"
)
_OWNED = lazy(
    r"\s(?:of|in|from|at|for|to|within|across)\s(?:our\s|the\s|its\s|all\s)?(?P<name>[A-Za-z][\w&.,’'\-]*(?:\s(?:[\w&’'\-]+)){0,6})"
)
_ACTS = lazy(r"\s(?:improved|expanded|contracted|increased|decreased|declined|grew|rose|fell|was|were)\b")
_NOT_OWNER = lazy(
    r"(?:operations|operating|continuing|discontinued|company|group|quarter|year|period|month|fiscal|first|second|third|fourth|full|sales|revenue|every|each|any|share|cash|shareholders?|stockholders?|common|business|range|"
    r"last|this|prior|all|total|around|roughly|nearly|constant|line|addition|part|more|excess|approximately|about|over|under|order|[\d$€£]|q[1-4]|repurchases?|pay|be|dividends?|taxes|net|each|both|these|our|us|which|that)\b",
)
_PROPER = lazy(
    r"[A-Z][\w&'’\-]*(?:\s(?:and\s|&\s|of\s)?[A-Z][\w&'’\-]*)*(?:\s(?:segment|business|businesses|division|group|products))?"
)
SEGMENT_NOUN = lazy(
    r"\s(?:segment|business|businesses|division|group|unit|products?\sgroup|operating\ssegment|platform|category|franchise|products|services)$"
)


def name_metric(material: Material, line: Line, start: int, end: int, mention: Mention, *, whole: bool) -> Subject:
    text, folded = material.text, material.folded
    stop = end if whole else phrase_end(folded, mention.end, min(line.sentence.end, mention.end + 70))
    segment = segment_of(without_periods(material, line, start, mention.start), mention.metric.id)
    owned = _OWNED.match(text[mention.end : stop])
    if owned and not _NOT_OWNER.match(owned["name"].lower()):
        owner_start = mention.end + owned.start("name")
        proper = _PROPER.match(text, owner_start, stop + 30)
        a, b = strip_phrase(
            material,
            line,
            owner_start,
            proper.end() if proper else phrase_end(folded, owner_start, mention.end + owned.end("name")),
        )
        if cut := _ACTS.search(folded, a, b):
            b = cut.start()
        if b > a and not is_hollow(folded, a, b):
            owner = SEGMENT_NOUN.sub("", tidy(text[a:b])) or tidy(text[a:b])
            if segment is None or whole:
                segment = segment or owner
            end = (
                max(end, b)
                if whole
                or text[a].isupper()
                or folded[b - 8 : b].endswith(("segment", "business", "products", "division"))
                else end
            )
    name = re.sub(r"^(?:in|of) ", "", shortened(without_periods(material, line, start, end)))
    metric = _inner(folded, mention)
    return Subject(name, metric, start, segment=segment, alias=text[mention.start : mention.end])


def _inner(folded: str, mention: Mention) -> Metric | None:
    """``revenue growth`` is told of revenue."""
    if not folded[mention.start : mention.end].endswith(" growth"):
        return mention.metric
    inner = list(find_metrics(folded, mention.start, mention.end - 7, "en"))
    return inner[-1].metric if inner else mention.metric


def without_periods(material: Material, line: Line, start: int, end: int) -> str:
    """The words of a phrase; a period with its preposition is cut out of the middle."""
    text = material.text
    pieces = []
    at = start
    for mention in line.periods:
        if start <= mention.start and mention.end <= end:
            pieces.append(
                re.sub(r"\s(?:in|for|of|during|as of|at)(?:\s(?:the|our))?\s?$", " ", text[at : mention.start])
            )
            at = mention.end
    pieces.append(text[at:end])
    return re.sub(r"\s(?:in|for|during) the (?:quarter|period|year)\b", "", tidy(" ".join(pieces)))


_RANGED = lazy(
    r"\s(?:to|in|within|at)\s(?:a\s|the\s|our\s)?(?:new\s|revised\s|updated\s|prior\s)?(?:range|level)s?(?:\sof)?$"
    r"|\sto\sshow\san?\s(?:gain|loss)$"
)


def shortened(name: str) -> str:
    words = _RANGED.sub("", tidy(name)).split()
    if len(words) > 10:
        words = words[:10]
    while words and words[-1].lower() in (
        "of",
        "in",
        "for",
        "and",
        "the",
        "to",
        "our",
        "with",
        "a",
        "at",
        "from",
        "on",
        "or",
        "by",
        "that",
        "which",
        "as",
    ):
        words.pop()
    return tidy(" ".join(words))


def _part_of(name: str) -> str | None:
    """A phrase made of a capitalised name is the name of a part: ``Aviation Services segment``."""
    stripped = SEGMENT_NOUN.sub("", tidy(name))
    words = stripped.split()
    if stripped != tidy(name) and words and len(words) <= 6:
        return stripped
    return None


def _extend(material: Material, line: Line, mention: Mention, floor: int) -> int:
    """Take the modifiers in front of a metric along: ``Data Center revenue``, ``non-GAAP operating margin``."""
    text, folded = material.text, material.folded
    start = mention.start
    for _ in range(5):
        match = _LAST_WORD.search(text, max(floor, start - 24), start)
        if not match:
            break
        at = match.start("word")
        word = match["word"]
        if any(period.start <= at < period.end for period in line.periods):
            break
        first = at == floor or folded[at - 2 : at - 1] in ".!?\n" if at >= 2 else True
        if word.lower() in words_of("name", "modifiers") or (
            word[0].isupper()
            and (not first or word.lower() not in words_of("name", "openers"))
            and word.lower() not in words_of("name", "function")
        ):
            start = at
            continue
        if (
            word == "and"
            and re.search(r"[A-Z][\w&\-]*\s$", text[max(floor, at - 24) : at])
            and text[start : start + 1].isupper()
        ):
            start = at
            continue
        break
    return start


_LAST_WORD = lazy(r"(?P<word>[A-Za-z&][\w.&'’\-]*)\s$")
_LINES = frozenset({"product", "products", "service", "services", "subscription", "hardware", "software", "license", "licensing", "cloud"})
_SORTED = frozenset({"revenue", "orders", "backlog", "shipments", "overseas_revenue", "customers", "users", "stores"})


def _joins(words: list[str], place: int) -> bool:
    """Whether a word joins two parts of one name (``Grain and Feed``)."""
    inside = words[place] in ("and", "&", "of") and 0 < place < len(words) - 1
    return inside and words[place - 1][0].isupper() and words[place + 1][0].isupper()


def segment_of(words: str, metric: str | None = "revenue") -> str | None:
    """The part of the company that a metric's modifiers name: a proper name, or what sorts sales and customers."""
    spoken = words.split()
    generic = words_of("name", "generic")
    kept = [word for place, word in enumerate(spoken) if word.lower().strip(",") not in generic or _joins(spoken, place)]
    if kept and kept[0] in ("and", "&", "of"):
        kept = kept[1:]
    if metric not in _SORTED and not any(word[0].isupper() for word in kept) and not (kept and kept[-1].lower() in _LINES):
        return None
    name = re.sub(r"['’]s$", "", tidy(" ".join(kept)))
    if not name or re.fullmatch(r"[\W\d]+", name) or (words.strip().endswith(("'s", "’s")) and len(kept) == 1):
        return None
    return name


def same_as(before: Subject, start: int) -> Subject:
    """What the figure before measured, of this figure."""
    return Subject(before.name, before.metric, start, before.segment, before.entity, own=False)

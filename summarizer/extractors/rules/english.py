"""The subject of a figure in an English clause."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...patterns import lazy
from ..material import Line, Material
from .metrics import Mention, find_metrics
from .naming import Subject, tidy

_MODIFIERS = frozenset(
    "non-gaap gaap adjusted total product net organic subscription annual quarterly consolidated diluted recurring cloud international "
    "domestic comparable same-store gross operating free basic core services service segment reported full-year overall record automotive "
    "gaming networking hardware software current remaining performance average new paid paying active global enterprise commercial "
    "residential retail wholesale online digital data center advertising membership license licensing professional u.s. us north america "
    "european asia first second third fourth quarter base constant currency pro forma underlying weighted capital cash interest tax "
    "fully trailing twelve-month large non-recurring unrestricted restricted combined tangible book".split()
)
_GENERIC = frozenset(
    "non-gaap gaap adjusted total net organic annual quarterly consolidated diluted recurring comparable gross operating free basic core "
    "reported full-year overall record first second third fourth quarter base constant currency pro forma underlying weighted our the its "
    "their this q1 q2 q3 q4 fiscal year month and average new current trailing twelve-month remaining performance capital cash interest tax "
    "fully combined company group for of in was were with on at a an".split()
)
_LEAD_STOP = lazy(r"(?:^|\s)(?:and|but|with|while|as|we|our|the|this|that|of|in|to|by|from|for|a|an|is|was|were|are|be|been|which|who|had|has|have|or|at|on|also|it|its|now|then|so|yet|well|approximately|about|over|nearly|more|than|up|down|to|hit|reached|totaled|grew|increased|decreased|declined|rose|fell|came|ended|delivered|generated|reported|saw|expect|exceeded|surpassed)$")
_BETWEEN = lazy(r"\s?(?:of|in|for|on)?\s?(?:our|the|its|total|all|new|group)?\s?(?:[a-z][\w.&\-]*\s){0,3}$")


def read_english(
    material: Material, line: Line, figure: Figure, clause: tuple[int, int], floor: int, stop: int, before: Subject | None
) -> Subject | None:
    """The metric named nearest to the figure, in front or right behind; else the words around it."""
    folded, text = material.folded, material.text
    start = max(clause[0], floor)
    if before is not None and _COMPARES.match(folded[start:stop]):
        return Subject(before.name, before.metric, start, before.segment, before.entity, own=False)
    front = [mention for mention in find_metrics(folded, start, stop, "en") if _fits(mention, figure)]
    back = _behind(folded, figure, clause[1])
    mention = front[-1] if front else None
    if back is not None and (mention is None or stop - mention.end > 24 or figure.kind == "count"):
        if back.metric.id == "revenue_share":
            owner = _owner(material, start, stop)
            subject = Subject(tidy(f"{owner or ''} {text[back.start : back.end]}"), back.metric, start)
            subject.segment = owner or (before.segment if before is not None else None)
            return subject
        name_start = _extend(material, back, max(figure.end, back.start - 40))
        name = tidy(text[name_start : back.end])
        if mention is not None and mention.metric.id and figure.kind == "percent" and back.metric.id is None:
            return _subject(material, mention, start, line)
        subject = Subject(name, back.metric, figure.start)
        subject.segment = _segment(text[name_start : back.start])
        return subject
    if mention is not None:
        return _subject(material, mention, start, line)
    share = re.compile(r"\s?(?:of|percent of)\s(?P<of>(?:our |the |total |group |all |its )*[\w&.\-]+(?:\s[\w&.\-]+){0,3})").match(folded, figure.end)
    if figure.kind == "count" and figure.unit:
        end = folded.find(figure.unit, figure.end)
        if end >= 0 and end - figure.end < 60:
            name = tidy(text[figure.end : end + len(figure.unit)])
            if name:
                mentions = list(find_metrics(folded, figure.end, end + len(figure.unit), "en"))
                return Subject(name, mentions[-1].metric if mentions else None, figure.start)
    if figure.change is None and figure.kind == "percent" and share:
        whole = tidy(text[share.start("of") : share.end("of")])
        lead = _lead_words(material, start, stop)
        metric = None
        found = list(find_metrics(folded, figure.end, share.end("of"), "en"))
        if found and found[-1].metric.id in ("revenue", "revenue_share"):
            metric = next(iter(find_metrics("revenue share of revenue", 14, 24, "en")), None)
        return Subject(tidy(f"{lead} of {whole}" if lead else f"of {whole}"), metric.metric if metric else None, start)
    if figure.change is None or before is None or stop - start > 24:
        lead = _lead_words(material, start, stop)
        if lead and len(lead) > 2 and (before is None or len(lead.split()) > 1):
            return Subject(lead, None, start)
    if before is not None:
        return Subject(before.name, before.metric, start, before.segment, before.entity, own=False)
    earlier = [mention for mention in find_metrics(folded, line.sentence.start, start, "en") if _fits(mention, figure)]
    if earlier:
        subject = _subject(material, earlier[-1], line.sentence.start, line)
        subject.own = False
        return subject
    lead = _lead_words(material, start, stop) or tidy(text[figure.end : min(clause[1], figure.end + 40)])
    return Subject(lead, None, start) if len(lead) > 2 else None


_COMPARES = lazy(
    r"\s?(?:and\s|this\s|which\s|that\s|it\s)*(?:compares?|compared|comparing|versus|vs\.?|against|up|down|increased|decreased|improved)?\s?(?:significantly\s|slightly\s)?(?:favorably\s)?"
    r"(?:to|with|from|versus|against|was|is|were)\s(?:an?\s|just\s|over\s|approximately\s|about\s|negative\s|was\s)*$"
)
_OWNER = lazy(
    r"(?P<owner>[A-Za-z][\w&’'.\- ]{2,40}?)\s(?:now\s|also\s|still\s|again\s)?(?:accounted\sfor|accounts\sfor|represented|represents|representing|contributed|contributes|brings\sin|brought\sin|"
    r"made\sup|makes\sup|comprised|comprises|was|is|are|were|generated|drove)\s(?:now\s|about\s|less than\s|more than\s|over\s|nearly\s|approximately\s|roughly\s|almost\s|only\s)*$"
)


def _owner(material: Material, start: int, stop: int) -> str | None:
    """``Continental Europe accounted for 41% of revenue``: whose share it is."""
    match = _OWNER.search(material.text[start:stop] + " ")
    if not match:
        return None
    owner = re.sub(r"^(?:The|Our|And|the|our|and|that|of|in|which)\s", "", tidy(match["owner"]))
    return None if owner.lower() in ("it", "this", "that", "which", "they", "we", "what") else " ".join(owner.split()[-5:])


def _fits(mention: Mention, figure: Figure) -> bool:
    kind = figure.kind
    if kind in mention.metric.of or kind in ("multiple", "number"):
        return True
    if figure.change is not None and kind in ("percent", "points"):
        return True
    return kind == "points" and "percent" in mention.metric.of


def _behind(folded: str, figure: Figure, end: int) -> Mention | None:
    """``$333 million in revenue``, ``86% gross margin``: a metric at most three words behind."""
    for mention in find_metrics(folded, figure.end, min(end, figure.end + 60), "en"):
        between = folded[figure.end : mention.start]
        if not _BETWEEN.fullmatch(between):
            return None
        return mention if _fits(mention, figure) else None
    return None


def _extend(material: Material, mention: Mention, floor: int) -> int:
    """Take the modifiers in front of a metric along: ``Data Center revenue``, ``non-GAAP operating margin``."""
    text, folded = material.text, material.folded
    start = mention.start
    for _ in range(4):
        match = re.search(r"(?P<word>[A-Za-z][\w.&'’\-]*)\s$", text[max(floor, start - 24) : start])
        if not match:
            break
        word = match["word"]
        at = max(floor, start - 24) + match.start("word")
        first = at == floor or folded[at - 2 : at - 1] in ".!?\n" if at >= 2 else True
        if word.lower() in _MODIFIERS or (word[0].isupper() and not first and word.lower() not in ("and", "our", "the", "in", "for", "we")):
            start = at
            continue
        if word[0].isupper() and first and word.lower() not in (
            "our", "the", "in", "for", "we", "and", "this", "its", "with", "on", "as", "by", "that", "their", "of", "from", "at", "to", "it", "also", "moving", "turning",
            "finally", "looking", "while", "strong", "sequential", "regarding", "additionally", "overall", "today", "these", "your", "my", "now", "so", "then", "but", "both"):
            start = at
            continue
        break
    return start


def _subject(material: Material, mention: Mention, floor: int, line: Line) -> Subject:
    start = _extend(material, mention, floor)
    name = tidy(material.text[start : mention.end])
    subject = Subject(name, mention.metric, start)
    subject.segment = _segment(material.text[start : mention.start])
    if subject.segment is None:
        # revenue of our X segment, revenue from X, revenue at X
        match = re.compile(r"\s(?:at|from|in)\s(?:our\s|the\s)?(?P<name>[A-Z][\w&\-]*(?:\s[A-Z&][\w&\-]*){0,2})").match(material.text, mention.end)
        if match and not re.match(r"(?:Q[1-4]|FY|January|February|March|April|May|June|July|August|September|October|November|December|GAAP)", match["name"]):
            subject.segment = match["name"]
            subject.name = tidy(f"{match['name']} {name}")
    return subject


def _segment(words: str) -> str | None:
    kept = [word for word in words.split() if word.lower() not in _GENERIC]
    name = tidy(" ".join(kept))
    return name or None


def _lead_words(material: Material, start: int, end: int) -> str:
    """The last words in front of a figure, verbs and prepositions cut away."""
    text = material.text[start:end].strip()
    while True:
        match = _LEAD_STOP.search(text.lower())
        if not match or not text:
            break
        text = text[: match.start()].rstrip(" ,")
    words = text.split()[-6:]
    while words and words[0].lower() in ("and", "the", "of", "in", "to", "a", "we", "our", "that", "with", "for", "so", "but", "also", "this", "as", "by", "or", "on", "is", "was", "were", "are"):
        words = words[1:]
    return tidy(" ".join(words))

"""Turns of phrase around an English figure that fix what it measures: on what basis, of what part, what an amount is the amount of."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...patterns import lazy
from ..material import Line, Material
from .english_names import metric_fits, name_metric, phrase_subject, shortened, words_of
from .metrics import find_metrics
from .phrases import find_predicate, is_hollow, phrase_end, strip_phrase
from .subject import Subject, tidy

__all__ = [
    "achiever", "added", "adjusted_in_front", "antecedent", "basis_of", "caused_by", "changed_object", "comparative", "doubled",
    "goes_on_with", "included", "is_aside", "is_idle_percent", "opening_part", "owner_in_front", "share_of_whom", "spent_to",
    "told_behind", "whole_words",
]  # fmt: skip

_CURRENCY = r"(?:[a-z]+\s)?(?:kroner|krona|krone|dollars?|euros?|sterling|pounds|yen|rupees|reais|francs?|rmb|renminbi|usd|eur|dkk|gbp|chf)"
# 15% at constant exchange rates; 12% in Danish kroner; 4% on an organic basis; 6% organically
_BASIS = (
    r"(?:(?:measured|reported|stated|expressed|when measured)\s)?"
    rf"(?P<said>(?:at|in|on)\s(?:a\s|an\s)?(?:constant|local|reported)\s(?:currency|currencies|exchange\srates?|rates?|fx)(?:\sbasis)?"
    rf"|on\san?\s(?:organic|comparable|like-for-like|underlying|adjusted|core|pro\sforma|constant-currency|same-store|gaap|non-gaap|reported)"
    rf"(?:\s(?:constant\scurrency|daily))?\sbasis|in\s{_CURRENCY}|organically)\b"
)
_OWN_BASIS = lazy(rf"\s(?:year[- ]over[- ]year\s|year[- ]on[- ]year\s|sequentially\s)?{_BASIS}")
_AND_BY = lazy(
    rf"\s?(?:{_BASIS})?\s?,?\s?(?:and|but|or)?\s?(?:was\s|were\s)?(?:up|down|by|grew|an?)?\s?"
    r"(?:by\s|about\s|approximately\s|around\s)?"
)


def basis_of(material: Material, figure: Figure) -> str | None:
    """``at constant exchange rates``, ``on an organic basis``: what a growth right in front of these words is measured on."""
    match = _OWN_BASIS.match(material.folded, figure.end)
    return material.text[match.start("said") : match.end("said")] if match else None


def goes_on_with(folded: str, previous: Figure, figure: Figure) -> bool:
    """``by 12% in Danish kroner and by 15% at constant exchange rates``: the second growth is the first one's again."""
    between = folded[previous.end : figure.context_start]
    if len(between) > 64 or figure.kind != "percent" or previous.kind != "percent":
        return False
    told = _AND_BY.fullmatch(between)
    return told is not None and (told["said"] is not None or _OWN_BASIS.match(folded, figure.end) is not None)


_ON = lazy(r"\s(?:(?:year-over-year\s)?growth\s)?(?:on|in|for)\s(?:our\s|the\s)?(?:total\s|group\s)?")


def told_behind(material: Material, line: Line, figure: Figure, limit: int) -> Subject | None:
    """``8% to 11% on sales and 4% to 7% for operating profit``; ``10% operating profit growth``: the metric right behind."""
    folded = material.folded
    if figure.kind != "percent":
        return None
    link = _ON.match(folded, figure.end, limit)
    start = link.end() if link else figure.end + 1
    if not link and folded[figure.end : figure.end + 1] != " ":
        return None
    for mention in find_metrics(folded, start, min(limit, start + 60), "en"):
        words = folded[start : mention.start].split()
        if len(words) > 3 or any(word in _NO_NAME for word in words):
            return None
        if not (link or metric_fits(mention.metric, figure) or figure.change):
            return None
        end = mention.end
        if grown := _GROWTH.match(folded, end, limit):
            end = grown.end()
        elif not link and (figure.change is not None or not metric_fits(mention.metric, figure)):
            return None
        subject = name_metric(material, line, start, end, mention, whole=True)
        subject.start = figure.start
        return subject
    return None


_NO_NAME = frozenset("of in on for from to and or at by with year-over-year increase decrease growth".split())
_GROWTH = lazy(r"\sgrowth\b")
_OF_WHOM = lazy(
    r"(?:and\s|so\s|now,?\s|in\sfact,?\s|today,?\s)?(?:out\s)?of\s(?:all\s(?:of\s)?)?(?:our|the|these|those|all)\s"
    r"(?P<whom>(?:[^,;:]|,(?=\d{3})){4,110}),\s"
    r"(?:about\s|approximately\s|over\s|more than\s|nearly\s|almost\s|around\s|roughly\s)?$"
)
_DOES = lazy(
    r"\s(?:of\s(?:them|those|these)\s)?(?:are\s|were\s|have\s|is\s|now\s|also\s|already\s|currently\s)*(?P<does>[a-z][^,;:]{3,80})"
)
_DOES_END = lazy(r",(?!\d)|;|\.(?=\s|$)|\b(?:which|compared|versus|up\sfrom|down\sfrom|driven|and\sthis|while|but)\b")


def share_of_whom(material: Material, line: Line, figure: Figure, limit: int) -> Subject | None:
    """``Of our largest customers, 45% use two products or more``: a share of those named in front, with what they do."""
    folded, text = material.folded, material.text
    if figure.kind != "percent" or figure.change is not None:
        return None
    whom = _OF_WHOM.fullmatch(folded, line.sentence.start, figure.start)
    if whom is None:
        return None
    does = _DOES.match(folded, figure.end, line.sentence.end)
    name = f"share of {tidy(text[whom.start('whom') : whom.end('whom')])}"
    if does is not None:
        cut = _DOES_END.search(folded, does.start("does"), does.end())
        name = f"{name} {shortened(text[does.start('does') : cut.start() if cut else does.end()])}"
    return Subject(tidy(name), None, line.sentence.start)


_CAUSED = lazy(
    r".*\b(?:(?:impacted|affected|driven|offset|helped|hurt|burdened|led|caused|supported|lifted)\s(?:\w+ly\s)?(?:by|from)|"
    r"due\sto|including|includes|included|reflects|reflecting|net\sof|excluding)\s(?P<what>[^,;:$%]{3,90}?)\s(?:of|totaling|worth)\s"
    r"(?:about\s|approximately\s|around\s|roughly\s|nearly\s|over\s|almost\s|more\sthan\s|up\sto\s|an?\s|some\s)*$"
)


def caused_by(material: Material, line: Line, figure: Figure, start: int, stop: int) -> Subject | None:
    """``sales were helped by one-off effects of around $6 million``: what the amount is the amount of, and not the sales."""
    if figure.kind != "amount" or figure.change is not None:
        return None
    match = _CAUSED.match(material.folded, max(start, stop - 130), stop)
    if match is None:
        return None
    return phrase_subject(material, line, figure, match.start("what"), match.end("what"))


_INCLUDING = lazy(r"\b(?:including|includes|included)\s(?:about\s|approximately\s|an?\s)?(?:[$€£][\d.,]+\s(?:million|billion)\sor\s)?$")
_RELATED = lazy(
    r"(?:\sor\s[$€£][\d.]+(?:\sper\s(?:diluted\s)?share)?)?\s(?:per\s(?:diluted\s)?share\s)?(?:related\sto|associated\swith|resulting\sfrom|due\sto)\s"
)


def included(material: Material, line: Line, figure: Figure, limit: int) -> Subject | None:
    """``including $30 million or $0.20 related to impairment charges``: what is included, not what includes it."""
    folded = material.folded
    if figure.kind != "amount" or not _INCLUDING.search(folded, max(line.sentence.start, figure.start - 48), figure.start):
        return None
    match = _RELATED.match(folded, figure.end, line.sentence.end)
    if match is None:
        return None
    return phrase_subject(material, line, figure, match.end(), phrase_end(folded, match.end(), line.sentence.end))


_ADJUSTING = lazy(r"(?:and\s|so\s)?(?:after\s|when\s)?(?P<how>adjusting|adjusted|excluding)\s(?P<what>[^,;]{3,60})")


def adjusted_in_front(material: Material, line: Line, clause: tuple[int, int]) -> str | None:
    """``After adjusting for the impairment, net earnings were``: how the rest of the sentence is to be understood."""
    match = _ADJUSTING.match(material.folded, line.sentence.start, line.sentence.end)
    if match is None or clause[0] < match.end():
        return None
    return "adjusted" if match["how"] != "excluding" else tidy(material.text[match.start("how") : match.end()]).lower()


_WITH = lazy(
    r",?\s(?:which|who|that)\s(?:now\s|already\s)?(?:had|has|ended\s[^,;]{0,24}with)\s"
    r"(?:about\s|approximately\s|over\s|nearly\s|more than\s)?$"
)
_PROPER = lazy(r"(?:[A-Z][\w&.\-]*\s?){1,4}$")


def owner_in_front(material: Material, line: Line, figure: Figure) -> str | None:
    """``driven by Orion, which had 66,400 customers``: the part that has them."""
    match = _WITH.search(material.folded, max(line.sentence.start, figure.context_start - 60), figure.context_start)
    if match is None:
        return None
    proper = _PROPER.search(material.text, max(line.sentence.start, match.start() - 40), match.start())
    return tidy(proper[0]) if proper else None


def whole_words(folded: str, floor: int) -> int:
    """``floor``, or the beginning of the next word where it would cut one in two."""
    while floor > 0 and folded[floor - 1 : floor].isalnum() and folded[floor : floor + 1].isalnum():
        floor += 1
    return floor


def antecedent(material: Material, line: Line, figure: Figure, start: int, end: int) -> Subject | None:
    """The last noun phrase in front of a relative clause: ``reflected in our total expansion rate, which was 121%``."""
    folded = material.folded
    a = start
    for cut in _INTO.finditer(folded, start, end):
        a = cut.end()
    a, b = strip_phrase(material, line, a, min(end, phrase_end(folded, a, end)))
    return None if b - a < 4 or is_hollow(folded, a, b) else phrase_subject(material, line, figure, a, b)


_INTO = lazy(r"\b(?:in|by|on|to|with|into|through|at|had|saw|was|were|is|are|delivered|reported|generated)\s(?:our|the|a|an|its|total)\s")


def is_aside(folded: str, start: int, end: int) -> bool:
    """Whether a clause only puts in another word for what was named (``previously referred to as``)."""
    return _ASIDE.match(folded, start, end) is not None


_ASIDE = lazy(
    r",?\s?(?:which\s(?:is|are|was|were|we)\s)?(?:previously|formerly|commonly|also|sometimes|once|now)?\s?(?:referred\sto|known|called|defined|described|named)\b"
)
_OPENING = lazy(
    r"(?:And\s|So\s|Now,?\s)?(?:For|In|Within|Across|At|From|As\sfor|Regarding|Turning\sto|Moving\s(?:on\s)?to|Looking\sat)\s(?:our\s|the\s)?"
    r"(?P<part>[A-Z][\w&.’'\-]*(?:\s(?:and\s|&\s|of\s)?[A-Za-z&][\w&’'\-]*){0,3}?)(?:\s(?:segment|business|division|region))?,\s"
)
_NO_PART = frozenset(
    "q1 q2 q3 q4 slide fiscal gaap non-gaap fy january february march april may june july august september october november december first "
    "second third fourth total company covid covid-19".split()
)


def opening_part(material: Material, line: Line) -> str | None:
    """``In North America, revenue was``: the part of the company that the sentence opens with."""
    match = _OPENING.match(material.text, line.sentence.start, min(line.sentence.end, line.sentence.start + 90))
    if match is None or match["part"].split()[0].lower() in _NO_PART:
        return None
    header = material.outline.header
    if any(name and match["part"].startswith(name) for name in (header.company, header.short_name)):
        return None
    a, b = match.span("part")
    return None if any(mention.start < b and a < mention.end for mention in line.periods) else match["part"]


_GROWN = lazy(r"\b(?:(?:has|have|had|more than|nearly|almost|about|roughly|over|also|again|approximately|close to)\s)+$")


def doubled(material: Material, line: Line, figure: Figure, start: int) -> Subject | None:
    """``usage has more than doubled``: what stands in front of the verb that is the figure."""
    folded = material.folded
    if figure.kind != "multiple" or folded[figure.start : figure.start + 4] not in ("doub", "trip", "quad"):
        return None
    helping = _GROWN.search(folded, max(start, figure.start - 40), figure.start)
    if helping is None or find_predicate(folded, start, helping.start(), fresh=True) is not None:
        return None
    return phrase_subject(material, line, figure, start, helping.start())


_COMPARATIVE = lazy(
    r"\s(?P<name>(?:more|fewer|less|faster|lower|higher|better)\s"
    r"(?!(?:than|over|in|on|for|to|at|by|with|as|when|of|and|or|per|year|quarter|compared|versus|from)\b)"
    r"[a-z]+(?:\s[a-z]+)?)(?=[\s,.;]|$)"
)


def comparative(material: Material, figure: Figure, limit: int) -> Subject | None:
    """``35% more writes``, ``40% lower latency``: the words right behind."""
    match = _COMPARATIVE.match(material.folded, figure.end, limit) if figure.kind in ("percent", "multiple") else None
    if match is None:
        return None
    end = phrase_end(material.folded, match.start("name"), match.end("name"))
    return Subject(shortened(material.text[match.start("name") : end]), None, figure.start)


_CHANGED = lazy(
    r".*\b(?:(?P<up>increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|expand(?:s|ed|ing)?|improv(?:e|es|ed|ing)|boost(?:s|ed|ing)?|grow(?:s|ing)?|grew|lift(?:s|ed|ing)?)"
    r"|(?P<down>reduc(?:e|es|ed|ing)|cut(?:s|ting)?|lower(?:s|ed|ing)?|decreas(?:e|es|ed|ing)|trim(?:med|ming)?))\s"
    r"(?P<what>(?:our\s|the\s|its\s|their\s)?(?!by\b|to\b|from\b)[a-z][\w\-]*"
    r"(?:\s(?!by\b|to\b|from\b|and\b|which\b|that\b)[a-z][\w\-]*){0,4})\sby\s"
    r"(?:about\s|approximately\s|over\s|nearly\s|(?:more|greater|less)\sthan\s|around\s|roughly\s|another\s|an?\s|additional\s|up\sto\s)*$"
)


def changed_object(folded: str, line: Line, figure: Figure) -> re.Match[str] | None:
    """``raised our dividend by 8%``, ``to expand operating margin by 100 basis points``: what is done, to what."""
    return _CHANGED.match(folded, max(line.sentence.start, figure.start - 90), figure.start)


_SETTLED = lazy(r"\sto\s(?P<name>(?:settle|pay|repay|fund|redeem|retire|acquire|cover|satisfy)\s)")


def spent_to(material: Material, figure: Figure, limit: int) -> Subject | None:
    """``$58 million to settle taxes``: what the money was for."""
    match = _SETTLED.match(material.folded, figure.end, limit) if figure.kind == "amount" else None
    if match is None:
        return None
    end = phrase_end(material.folded, match.end(), limit)
    name = shortened(material.text[match.start("name") : end])
    return Subject(name, None, figure.start) if end - match.end() > 2 else None


_ACHIEVES = lazy(
    r"(?:(?:our|the|and|while|but)\s)?(?P<part>(?:[A-Z][\w&.\-]*)(?:\s(?:and\s|&\s|of\s)?[A-Z][\w&.\-]*){0,4})(?:\s(?:segment|business|division))?\s"
    r"(?:again\s|also\s)?(?:achieved|delivered|reported|posted|recorded|generated|produced|saw|contributed|had|experienced)\s"
)


def achiever(material: Material, line: Line, clause: tuple[int, int], subject: Subject) -> str | None:
    """``Orion achieved revenue growth of 22%``: the part of the company that did."""
    text = material.text
    start = clause[0] + (text[clause[0] : clause[0] + 1] == " ")
    match = _ACHIEVES.match(text, start, min(clause[1], start + 120))
    if match is None or match.end() > subject.start:
        return None
    header = material.outline.header
    part = match["part"]
    own = any(name and (part.startswith(name) or name.startswith(part)) for name in (header.company, header.short_name))
    first = part.split()[0].lower()
    return None if own or first in words_of("name", "openers") or first in words_of("story", "openers") else part


_ADDING = lazy(
    r"\b(?P<verb>add(?:ed|ing|s)?|addition\sof|gain(?:ed|ing)|lost|losing|open(?:ed|ing)|clos(?:ed|ing)|hired|hiring|signed|signing|won|winning"
    r"|launched)\s(?:[a-z\-]+\s){0,3}$"
)
_ADDED = {
    "add": "added", "gai": "gained", "los": "lost", "ope": "opened", "clo": "closed", "hir": "hired", "sig": "signed", "win": "won",
    "won": "won", "lau": "launched",
}  # fmt: skip


def added(folded: str, figure: Figure, floor: int) -> str | None:
    """``adding 2,500 customers``: customers added, and not how many there are."""
    match = _ADDING.search(folded, max(floor, figure.context_start - 32), figure.context_start)
    return _ADDED[match["verb"][:3]] if match else None


def is_idle_percent(folded: str, figure: Figure) -> bool:
    """``I am 100% sure``: said of how much one means it."""
    return figure.kind == "percent" and figure.value == 100 and re.match(_SURE, folded[figure.end : figure.end + 40]) is not None


_SURE = (
    r"\s?(?:[a-z\-]*\s?)?(?:sure|right|believ\w+|agree\w*|confident|committed|focused|certain|correct|clear|on\sour\sown|true|convinced"
    r"|aligned|there|behind|understand|not)\b"
)

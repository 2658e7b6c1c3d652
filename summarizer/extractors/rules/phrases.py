"""English noun phrases around a figure: who is the subject of the verb before it, what is the object behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...patterns import lazy
from ..material import Line, Material

# Verbs whose subject the figure measures (net sales were …), and verbs whose object it measures (we generated …).
_BE = (
    r"was|were|is|are|be|been|being|remains?|remained|totals?|totaled|totalled|totaling|grew|grow|grows|growing|grown|increased|increases|increasing|decreased|decreases|decreasing|"
    r"declined|declines|declining|rose|rises|rising|fell|falls|falling|dropped|dropping|jumped|climbed|climbing|surged|soared|doubled|tripled|reached|reaching|reaches|hit|hits|came\sin|comes\sin|"
    r"coming\sin|came|ended|stood|stands|exceeds?|exceeded|exceeding|amounted|amounts\sto|accelerated|accelerating|decelerated|slowed|ranged|ranges|approximated|averaged|averages|averaging|represents?|represented|representing|"
    r"accounted|accounts\sfor|account\sfor|accounting\sfor|comprised?|comprises|comprising|makes?\sup|made\sup|finished|closed|surpassed|went|ticked|moved|improved|improves|improving|"
    r"expanded|expanding|contracted|contracting|compressed|outpaced|brings\sin|brought\sin|topped|approached|equates|equated|equating|translates|translated|drove|surpasses|yielded|benefited"
)
_DO = (
    r"make|makes|making|continue|continues|brings|bring|bringing|invest|invests|spend|use|acquire|buy|bring|outlined|plan|plans|launched|opened|generated|generates|generate|generating|delivered|delivering|delivers|deliver|reported|reporting|recorded|recording|posted|posting|achieved|achieving|achieve|had|have|has|having|saw|see|seeing|produced|producing|"
    r"earned|earning|used|spent|spending|invested|investing|paid|pay|paying|returned|returning|repurchased|received|completed|added|adding|expects?|expecting|expected|anticipates?|anticipated|projects|projected|"
    r"recognized|recognizing|incurred|incurring|raised|raising|reduced|reducing|reduce|lowered|lowering|repaid|issued|declared|gained|gaining|lost|won|signed|closing|booked|shipped|sold|purchased|acquired|"
    r"experienced|experiencing|realized|saved|saving|announced|approved|authorized|maintained|maintaining|maintain|provided|provides|resulted|resulting|driving|reflects|reflecting|reflected|includes?|included|including|give|gives|"
    r"guiding|guided|targeting|estimated|carried|deployed|allocated|secured|executed|raise|grow\sour|took|bought|brought|assumes?|assuming|implies|implied|implying|contributed|contributes|contribute|contributing|declare|establish|established|reinvested|ending|exited"
)
_VERB = lazy(rf"(?<![\w-])(?:(?P<be>{_BE})|(?P<do>{_DO})|(?P<to>(?<=\bto\s)(?:increase|decrease|decline|rise|drop|improve|expand|exceed|reach|accelerate|approximate|range|total|contribute|represent|hit))|(?P<modal>will|would|should|could|can|may))(?![\w-])")
_GLUE = lazy(r"(?:\s|\b(?:to|be|been|have|has|also|now|not|further|again|actually|currently|already|then|still|both|all|each|only|once|once again|significantly|slightly|strongly|sequentially|again)\b)*")
_BOUNDARY = lazy(r"\b(?:and|while|but|with|as|which|that|so|or|because|where|when|since|whereas|though|although|plus|if)\s|,\s|--\s?|\s[-–—]\s")
_SUBORDINATE = lazy(r"\b(?:where|because|given\sthat|note\sthat|pleased\sthat|report\sthat|say\sthat|saw\sthat|see\sthat)\s")
_OPENING = lazy(
    r"(?:\s|,|--|-|(?:compared (?:to|with)|versus|we['’](?:ve|re|ll|d)|i['’](?:ve|m|ll|d)|it['’]s|that['’]s|they['’]re|we|and|while|but|with|as|so|because|where|when|whereas|though|although|plus|also|then|now|again|our|the|its|their|his|a|an|in|for|of|to|on|by|from|at|within|over|that|this|these|those|both|all|"
    r"finally|additionally|importantly|notably|similarly|specifically|meanwhile|however|moreover|furthermore|sequentially|respectively|again|well|okay|yeah|yes|i think|you know|we believe|i would say|approximately|about|around|roughly|"
    r"nearly|almost|during|per|record|solid|strong|another|as a result|in addition|as expected|regarding|turning to|moving to|looking at|more than|less than|just|only|some|any|new record|quarter|year|fiscal|full[- ]year|same|end|basis|"
    r"because of|driven by|due to|including|excluding|on a reported basis|on an? [\w-]+ basis|for example|in fact|of course|or|which|who|what|here|there|thus|therefore|still|even|if|since|after|before|until|under|versus|than|up|down)(?=[\s,]|$))"
)
_CLOSING = lazy(
    r"(?:[\s,]|(?<![\w’'&-])(?:of|in|for|to|at|on|by|from|with|and|or|that|which|who|also|just|now|again|the|our|a|an|its|during|as|over|per|about|approximately|around|roughly|nearly|almost|just|only|slightly|significantly|currently|"
    r"actually|well|still|then|not|both|each|all|strongly|modestly|meaningfully|sharply|further|year[- ]over[- ]year|sequentially|is|was|were|are|will|would|should|could|be|have|has|had|we|they|it|up|down|more|than|strong|record|another|"
    r"today|once|quarter|year|ended|end|ending|this|last|these|so|while|but|expected|respectively)(?![\w-]))$"
)
_HOLLOW = frozenset("increase decrease improvement decline reduction basis overall compared versus against prior prior-year previous year-ago than range midpoint expectations level levels it they this that these those which who what there we i you he she us them one our its the his company team teams business results result everyone nobody here and so but also now then".split())
_PERSON = frozenset("we i you he she who there us company team teams our the".split())
_PHRASE_END = lazy(
    r"(?<![\w-])(?:and|or|but|while|which|that|who|whom|whose|compared|compares|versus|vs|up|down|due|driven|during|through|as|because|when|where|this|last|next|was|were|is|are|will|would|has|have|had|at|by|than|resulting|reflecting|"
    r"primarily|mainly|partially|related|relating|excluding|including|after|before|since|between|if|so|we|our\sfirst|year[- ]over[- ]year|sequentially|annually|today|now|over|under|increased|decreased|grew|declined|rose|fell|came|into|until|"
    r"per|to\sbe|within|on\sa|on\san|can|could|should|may|not|offset|attributable|associated|plus|about|approximately|each|again|compared|along|without|ending|ended)(?![\w-])|[,;:()?!]|--|\s[-–—]\s|(?<![.\s][a-z])\.(?=\s|$)|(?<![\w-])[$€£]?\d"
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """The verb that a figure belongs to. Offsets count code points of the repaired text."""

    phrase: tuple[int, int]
    """The words in front of the verb, unstripped."""
    end: int
    """End of the verb."""
    measures_subject: bool
    """True where the figure says how much the subject is (``net sales were``), False where it measures an object."""


def find_predicate(folded: str, start: int, stop: int, *, fresh: bool) -> Predicate | None:
    """The last verb between ``start`` and ``stop``; ``fresh`` where ``start`` begins a clause and does not follow a figure."""
    verbs = [verb for verb in _VERB.finditer(folded, start, stop) if not _attributive(folded, verb, start)]
    if not verbs:
        return None
    last = first = verbs[-1]
    index = len(verbs) - 1
    while index > 0 and _GLUE.fullmatch(folded, verbs[index - 1].end(), first.start()):
        index -= 1
        first = verbs[index]
    region = verbs[index - 1].end() if index > 0 else start
    if index == 0 and fresh:
        for cut in _SUBORDINATE.finditer(folded, region, first.start()):
            region = cut.end()
    if index > 0 and verbs[index - 1].lastgroup != "do" or not fresh:
        for cut in _BOUNDARY.finditer(folded, region, first.start()):
            region = cut.end()
    measures = last.lastgroup in ("be", "to") or (last.lastgroup == "modal" and index < len(verbs) - 1)
    if last.lastgroup == "do" and first.lastgroup == "be" and last[0] in ("expected", "projected", "anticipated", "estimated", "forecast"):
        measures = True
    return Predicate((region, first.start()), last.end(), measures)


_AFTER_BE = lazy(r"(?:\b(?:is|are|was|were|be|been|now|also|currently|and|while|by|not|we|of|in)|['’](?:re|s|m)|,|--)\s$")
_BEFORE_NOUN = lazy(
    r"\b(?:for|of|the|our|a|an|new|total|more|their|its|all|average|these|those|non-gaap|gaap|in|from|with|on|adjusted|any|other|his|no|per|such|previously|recently|overall|net|and\sour|and\sthe)\s$"
)


def _attributive(folded: str, verb: re.Match[str], start: int) -> bool:
    """``customers spending more than``, ``paid customers``: the participle sorts the noun and is no verb of the clause."""
    word = verb[0]
    if verb.lastgroup not in ("be", "do"):
        return False
    if verb.start() <= start + 1:
        return word in ("paid", "reported", "adjusted", "increased", "improved", "expanded")
    before = folded[max(start, verb.start() - 16) : verb.start()]
    if word.endswith("ing"):
        return verb.lastgroup == "do" and _AFTER_BE.search(before) is None
    return word.endswith(("ed", "paid", "sold")) and _BEFORE_NOUN.search(before) is not None


def verb_at(folded: str, start: int, stop: int) -> int | None:
    """The end of the verb that stands at ``start``, if one does."""
    match = _VERB.match(folded, start, stop) or _VERB.match(folded, start + 1, stop)
    return match.end() if match and match.lastgroup != "do" else None


def strip_phrase(material: Material, line: Line, start: int, end: int) -> tuple[int, int]:
    """Cut connectives, determiners and time from both ends of a phrase."""
    folded = material.folded
    by_end = {mention.end: mention.start for mention in line.periods}
    by_start = {mention.start: mention.end for mention in line.periods}
    while start < end:
        if start in by_start:
            start = min(by_start[start], end)
            if folded[start : start + 1] in "'’":
                start += 2
            continue
        match = _OPENING.match(folded, start, end)
        if match is None or match.end() == start:
            break
        start = match.end()
        # an opening word may be the first of a period (the quarter)
        inside = [mention for mention in line.periods if mention.start < start < mention.end]
        if inside:
            start = min(inside[0].end, end)
    while start < end:
        if end in by_end and by_end[end] >= start:
            end = by_end[end]
            continue
        match = _CLOSING.search(folded, max(start, end - 30), end)
        if match is None or match.start() == end:
            break
        end = match.start()
    return start, max(start, end)


def is_hollow(folded: str, start: int, end: int) -> bool:
    """Whether a phrase names nothing by itself (it, this, we)."""
    words = re.findall(r"[a-z][\w’'-]*", folded[start:end])
    return all(word in _HOLLOW for word in words)


def is_person(folded: str, start: int, end: int) -> bool:
    """Whether the subject is who speaks and no quantity (we, the company)."""
    words = re.findall(r"[a-z][\w’'-]*", folded[start:end])
    return bool(words) and all(word in _PERSON for word in words)


def phrase_end(folded: str, start: int, stop: int) -> int:
    """Where a noun phrase that begins at ``start`` ends, at the latest at ``stop``."""
    match = _PHRASE_END.search(folded, start, stop)
    return match.start() if match else stop

"""The subject of a figure in an English clause."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...patterns import lazy
from ..material import Line, Material
from .english_frames import (
    achiever,
    added,
    antecedent,
    caused_by,
    changed_object,
    comparative,
    doubled,
    goes_on_with,
    included,
    is_aside,
    owner_in_front,
    share_of_whom,
    spent_to,
    told_behind,
    whole_words,
)
from .english_names import (
    head_metric,
    metric_fits,
    phrase_subject,
    same_as,
    shortened,
    subject_of,
    words_of,
)
from .english_nominal import as_named
from .english_objects import (
    attributed_noun,
    counted_noun,
    earned_per_share,
    name_per_share,
    named_by_deed,
    named_by_object,
    next_figure,
    object_behind,
    past_noun,
    sorting,
)
from .english_shares import SHARE, share_of, share_of_part
from .metrics import Metric, find_metrics
from .phrases import find_predicate, is_hollow, is_person, phrase_end, strip_phrase, verb_at
from .subject import Subject, tidy

_LIST = lazy(
    r"\s?(?:,\s?)?(?:and|or|to|but|for|,)?\s?(?:a\sloss\sof\s|about\s|approximately\s|over\s|negative\s|minus\s|an?\s|nearly\s|roughly\s)*$"
)
_GROWTH_OF = lazy(
    r"\s(?:(?:or more|or so|organic|sequential|constant currency|compound annual|annual|annualized|year-over-year|quarter-over-quarter|"
    r"year-on-year|yoy|net|overall|like-for-like)\s){0,3}"
    r"(?:increases?|growth|gains?|rise|improvement|expansion|declines?|decreases?|reductions?|drop|contraction|jump|growth\srate)\s(?:in|of|on|for|from|to)\s"
)


def is_small_talk(figure: Figure) -> bool:
    """A count that measures nothing: three things, the ten largest banks, No. 1."""
    if figure.kind == "rank" or (figure.unit in words_of("count", "small") and figure.value < 1000):
        return True
    return figure.value < 13 and float(figure.value).is_integer()


def read_english(
    material: Material,
    line: Line,
    figure: Figure,
    clause: tuple[int, int],
    floor: int,
    stop: int,
    before: Subject | None,
) -> Subject | None:
    """What the figure measures: the subject or the object of its verb, the noun that it counts, or what the figure before measured."""
    start = max(clause[0], floor)
    counted = [
        other for other in line.figures if other.kind == "count" and start - 12 <= other.end <= start < figure.start
    ]
    if counted:
        start = min(max(start, past_noun(material.folded, counted[-1])), stop)
    subject = _told(material, line, figure, clause, start, stop, before)
    if subject is not None and figure.kind in ("count", "amount") and (verb := added(material.folded, figure, start)) is not None:
        if figure.kind == "count" or (not subject.own and subject.metric is not None):
            subject.name = f"{subject.name} {verb}" if not subject.name.endswith(verb) else subject.name
    if subject is not None and figure.kind == "count" and subject.segment is None and (sorts := sorting(material, figure)) is not None:
        # 733 customers spending more than $1 million
        subject.segment = sorts
        if subject.own and len(subject.name.split()) <= 4:
            subject.name = f"{subject.name} {sorts}"
    if subject is not None and before is not None and subject.name.lower() in _RATES and before.name.lower() not in _RATES:
        # 25% against the 22% growth of a year before: of what was told to have grown
        subject.name, subject.metric = f"{before.name} {subject.name}", before.metric
        subject.segment, subject.entity = before.segment, before.entity
    if subject is not None and subject.segment is None and figure.kind in ("count", "amount"):
        subject.segment = owner_in_front(material, line, figure)
    if subject is not None and subject.segment is None and subject.own and subject.metric is not None:
        subject.segment = achiever(material, line, clause, subject) or (
            before.segment if before is not None and _ITS.search(material.folded, max(start, subject.start - 6), subject.start) else None
        )
    if subject is not None and figure.kind == "amount":
        name_per_share(material.folded, figure, clause, subject)
        signed(material.folded, figure, clause[0], subject)
    return as_named(subject, figure) if subject is not None else None


def signed(folded: str, figure: Figure, floor: int, subject: Subject) -> Subject:
    """The subject with the sign that the words in front of an amount give it: a loss is negative, a profit beside a loss is not."""
    metric = subject.metric
    if figure.kind == "amount" and metric is not None and (metric.id in _SIGNED or "EBIT" in subject.name):
        floor = max(floor, figure.context_start - 44)
        if metric.sign > 0 and _LOSS.search(folded, floor, figure.context_start):
            subject.metric = Metric(metric.id, metric.of, metric.stock, -1)
        elif metric.sign < 0 and not subject.own and _PROFIT.search(folded, floor, figure.context_start):
            subject.metric = Metric(metric.id, metric.of, metric.stock, 1)
    return subject


_PROFIT = lazy(r"\b(?:profit|income|earnings|gain|positive\s[a-z\s]{0,24})\s(?:of|was|were)\s(?:about\s|approximately\s)*$")
_SIGNED = frozenset(
    {
        "net_profit",
        "net_profit_attributable",
        "adjusted_net_profit",
        "eps",
        "operating_profit",
        "operating_cash_flow",
        "free_cash_flow",
        "ebitda",
    }
)
_LOSS = lazy(
    r"(?:\bloss(?:es)?(?:\sper\s(?:diluted\s)?share)?\s(?:of|was|were)|\bnegative\s(?:[a-z\-]+\s){1,4}of|\bused\s(?:cash\sof)?|\boutflows?\s(?:of|was))\s(?:about\s|approximately\s|just\s|only\s)*$"
)


def _told(
    material: Material,
    line: Line,
    figure: Figure,
    clause: tuple[int, int],
    start: int,
    stop: int,
    before: Subject | None,
) -> Subject | None:
    folded, text = material.folded, material.text
    limit = next_figure(folded, line, figure, clause[1])
    if (whom := share_of_whom(material, line, figure, limit)) is not None:
        return whom
    if (earned := earned_per_share(folded, figure)) is not None:
        return earned
    if before is not None and (previous := _before_in(line, figure)) is not None and goes_on_with(folded, previous, figure):
        return same_as(before, start)
    if figure.change is not None and (done := changed_object(folded, line, figure)) is not None and done.start("what") >= start:
        what = phrase_subject(material, line, figure, *done.span("what"))
        if what is not None:
            return what
    if (whole := doubled(material, line, figure, start)) is not None:
        return whole
    if (spent := spent_to(material, figure, limit)) is not None and (
        _SPENT.search(folded, start, stop) or find_predicate(folded, start, stop, fresh=start == clause[0]) is None
    ):
        return spent
    if (within := included(material, line, figure, limit)) is not None:
        return within
    if (cause := caused_by(material, line, figure, start, stop)) is not None:
        return cause
    if figure.kind == "percent" and figure.change is None and (share := SHARE.match(folded, figure.end)):
        return share_of(material, line, figure, clause, start, stop, before, share)
    growth = _GROWTH_OF.match(folded, figure.end, limit)
    if growth is not None and figure.kind in ("percent", "points", "multiple", "amount"):
        behind = phrase_subject(material, line, figure, growth.end(), phrase_end(folded, growth.end(), limit))
        if behind is not None:
            behind.start = figure.start
            return behind
    if (attributed := attributed_noun(material, line, figure, start, stop, limit)) is not None:
        if attributed.metric is None and attributed.name.lower() in _EFFECTS:
            # income tax was a $27 million benefit
            led = find_predicate(folded, start, stop, fresh=start == clause[0])
            named = phrase_subject(material, line, figure, *led.phrase) if led is not None and led.measures_subject else None
            if named is not None and led is not None and not is_person(folded, *led.phrase):
                attributed.name, attributed.start = tidy(f"{named.name} {attributed.name}"), named.start
        return attributed
    # the verb of a growth belongs to the figure's own words: sales | grew 8%
    verb = verb_at(folded, stop, figure.start) if figure.change is not None else None
    predicate = find_predicate(folded, start, verb or stop, fresh=start == clause[0])
    rest = min(predicate.end, stop) if predicate else start
    for mention in find_metrics(folded, start, stop, "en"):
        # operations used cash: the verb is part of the name
        if mention.start < rest < mention.end:
            rest = mention.start
    if verb is not None and predicate is not None and predicate.end >= stop:
        subject = _of_predicate(material, line, figure, clause, predicate.phrase, True, before)
        if subject is not None:
            return subject
    front = head_metric(folded, rest, stop, figure)
    if (told := told_behind(material, line, figure, limit)) is not None and (
        front is None or folded[front.start : front.end] in _FRAMES or told.name.endswith("growth")
    ):
        return told
    if front is None and (more := comparative(material, figure, limit)) is not None:
        return more
    behind = object_behind(material, line, figure, limit, counted=figure.kind == "count")
    if front is not None and behind is not None and _BECAUSE.search(folded, front.end, stop):
        # higher interest expense due to the $500 million in new notes
        return behind
    if front is not None and (behind is None or behind.metric is None or _leads_to(folded, front.end, stop)):
        subject = subject_of(material, line, front, start)
        if figure.kind != "count" or front.metric.id is not None or behind is None:
            return subject
    if (
        front is None
        and (predicate is None or not predicate.measures_subject)
        and (behind is None or behind.metric is None)
        and (deed := named_by_deed(material, figure, start, stop, limit)) is not None
    ):
        return deed
    if (
        behind is not None
        and behind.metric is not None
        and (figure.kind != "count" or predicate is None or not predicate.measures_subject)
    ):
        return behind
    if figure.kind == "count" and (counted := counted_noun(material, figure, limit)):
        return counted
    if (
        predicate is not None
        and not predicate.measures_subject
        and (part := share_of_part(material, line, figure, limit)) is not None
    ):
        return part
    if predicate is not None and predicate.measures_subject and _REPRESENTS.search(folded, max(start, stop - 40), stop):
        whole = share_of_part(material, line, figure, limit)
        a, b = strip_phrase(material, line, *predicate.phrase)
        if whole is not None and b > a and not is_hollow(folded, a, b) and not is_person(folded, a, b):
            owner = shortened(text[a:b])
            told_of = _OF_TIME.split(whole.name)[0]
            return Subject(tidy(f"{owner} {told_of}"), None, a, segment=owner if text[a].isupper() else None)
    if predicate is not None and clause[0] > line.sentence.start and is_aside(folded, *predicate.phrase):
        named = _clause_before(material, line, figure, clause[0])
        if named is not None:
            return named
    if predicate is not None:
        subject = _of_predicate(material, line, figure, clause, predicate.phrase, predicate.measures_subject, before)
        if subject is not None:
            return subject
        a, b = strip_phrase(material, line, rest, stop)
        if b > a and not is_hollow(folded, a, b):
            return Subject(shortened(text[a:b]), None, a)
        if behind is not None:
            return behind
        if before is not None:
            return same_as(before, start)
        return (
            _earlier(material, line, figure, start)
            or _clause_before(material, line, figure, clause[0])
            or named_by_object(material, figure, limit)
            or phrase_subject(material, line, figure, *predicate.phrase)
        )
    if before is not None and _LIST.match(folded[start:stop]):
        if figure.change is not None or behind is None:
            return same_as(before, start)
    a, b = strip_phrase(material, line, start, stop)
    if (part := share_of_part(material, line, figure, limit)) is not None:
        if b > a and len(folded[a:b].split()) <= 4 and not is_hollow(folded, a, b) and predicate is None:
            part.name = tidy(f"{shortened(text[a:b])} {part.name}")
        return part
    if b - a > 2 and not is_hollow(folded, a, b):
        return Subject(shortened(text[a:b]), None, a)
    if behind is not None:
        return behind
    if before is not None:
        return same_as(before, start)
    return _earlier(material, line, figure, start)


_RATES = frozenset({"growth", "growth rate", "revenue growth rate"})
_EFFECTS = frozenset({"benefit", "expense", "charge", "gain", "loss", "outflow", "inflow", "headwind", "tailwind", "impact", "credit"})
_BECAUSE = lazy(
    r"\b(?:due\sto|because\sof|thanks\sto|as\sa\sresult\sof|related\sto|associated\swith|attributable\sto|driven\sby)\s"
    r"(?:the\s|our\s|an?\s)?(?:[a-z\-]+\s){0,2}$"
)
_SPENT = lazy(r"\b(?:spend|spent|used|use|paid)\s(?:about\s|approximately\s|nearly\s|over\s)*$")
_SET_OFF = lazy(r"(?:as\s)?(?:adjusted|adjusting|excluding|including|net\sof|before|after)\s")
_OF_TIME = lazy(r"\s(?:in|for|during|on|and)\s")
_REPRESENTS = lazy(
    r"\b(?:represent(?:s|ed|ing)?|account(?:s|ed|ing)?\sfor|mak(?:e|es|ing)\sup|made\sup|compris(?:e|es|ed|ing))\s(?:about\s|approximately\s|over\s|nearly\s|roughly\s|around\s|just\s)*$"
)
_ITS = lazy(r"\bits\s$")
# guidance of 8% to 11% on sales is of the sales
_FRAMES = frozenset({"growth", "revenue growth", "sales growth", "guidance", "growth rate"})


def _before_in(line: Line, figure: Figure) -> Figure | None:
    """The figure before, in the same sentence."""
    return next((other for other in reversed(line.figures) if other.end <= figure.start), None)


def _clause_before(material: Material, line: Line, figure: Figure, start: int) -> Subject | None:
    """``background checks, commonly referred to as NICS checks, decreased 11%``: the words before the comma."""
    floor = max(line.sentence.start, whole_words(material.folded, start - 90))
    cuts = list(_BOUNDARY_WORD.finditer(material.folded, floor, max(floor, start - 2)))
    for place, cut in enumerate(cuts):
        if cut[0].strip() in ("which", "that") and not any(other[0][0] in ",;" for other in cuts[place:]):
            # ARR which normalizes for duration, grew: the clause only sorts what stands in front of it
            start = cut.start()
            break
        if cut[0][0] == "," and _SET_OFF.match(material.folded, cut.end(), start):
            # earnings per share, adjusted for special items, was: what stands between the commas is no subject
            start = cut.start()
            break
        floor = cut.end()
    predicate = find_predicate(material.folded, floor, start, fresh=True)
    if predicate is not None and (noun := antecedent(material, line, figure, predicate.end, start)) is not None:
        noun.own = False
        return noun
    a, b = strip_phrase(material, line, floor, start)
    if b - a < 4 or is_hollow(material.folded, a, b):
        return None
    named = phrase_subject(material, line, figure, a, b)
    if named is not None and named.metric is not None:
        named.own = False
        return named
    return Subject(shortened(material.text[a:b]), None, a, own=False)


_BOUNDARY_WORD = lazy(r",\s|;\s|\b(?:and|while|but|as|which|that|to)\s")


def _leads_to(folded: str, end: int, stop: int) -> bool:
    """Whether the words between a metric and the figure lead from one to the other."""
    between = folded[end:stop]
    return len(between) <= 60 and not re.search(r"\b(?:and|but|while)\s\w+\s\w+", between)


_RELATIVE = lazy(r"\s?(?:which|who)\s")


def _of_predicate(
    material: Material,
    line: Line,
    figure: Figure,
    clause: tuple[int, int],
    phrase: tuple[int, int],
    measures: bool,
    before: Subject | None,
) -> Subject | None:
    folded = material.folded
    a, b = strip_phrase(material, line, *phrase)
    if measures and phrase[0] > clause[0] and _RELATIVE.match(folded, clause[0]):
        # our cash, which is invested in bills, totaled: the verb is the main clause's again
        antecedent = _earlier(material, line, figure, clause[0])
        if antecedent is not None:
            return antecedent
    if not measures or (b > a and is_person(folded, a, b)):
        return None
    if b <= a or is_hollow(folded, a, b):
        if re.search(r"\b(?:which|that)\b", folded[phrase[0] : phrase[1]]) and clause[0] > line.sentence.start:
            antecedent = _earlier(material, line, figure, clause[0])
            if antecedent is not None:
                return antecedent
        if phrase[0] == clause[0] > line.sentence.start and not re.search(r"[a-z]", folded[phrase[0] : phrase[1]]):
            # Paid customers spending more than $100,000, grew
            floor = line.sentence.start
            if before is None and find_predicate(folded, floor, clause[0], fresh=True) is None:
                told = _clause_before(material, line, figure, clause[0])
                if told is not None:
                    return told
        return same_as(before, phrase[0]) if before is not None else None
    return phrase_subject(material, line, figure, a, b)


def _earlier(material: Material, line: Line, figure: Figure, start: int) -> Subject | None:
    """The metric last named in the sentence."""
    mentions = [
        mention
        for mention in find_metrics(material.folded, line.sentence.start, start, "en")
        if metric_fits(mention.metric, figure)
    ]
    if not mentions:
        return None
    subject = subject_of(material, line, mentions[-1], line.sentence.start)
    subject.own = False
    return subject

"""The subject of a figure in an English clause."""

from __future__ import annotations

import re
from functools import cache

from ...figures.model import Figure
from ...patterns import lazy
from ...tables import table
from ..material import Line, Material
from .metrics import Mention, Metric, find_metrics
from .phrases import find_predicate, is_hollow, is_person, phrase_end, strip_phrase, verb_at
from .subject import Subject, tidy

@cache
def _words(part: str, key: str) -> frozenset[str]:
    return frozenset(table("extractors.rules", "english")[part][key].split())


_RATIO = {
    "operating_profit": ("operating_margin", "operating margin"), "gross_profit": ("gross_margin", "gross margin"), "net_profit": ("net_margin", "net margin"),
    "adjusted_net_profit": ("net_margin", "net margin"), "rd_expense": ("rd_ratio", "R&D ratio"), "revenue": ("revenue_share", ""),
}  # fmt: skip
_WHOLE = r"(?:our\s|the\s|total\s|group\s|all\s|its\s|consolidated\s|net\s|overall\s|company\s|worldwide\s|global\s)*"
_SHARE = lazy(rf"\s?(?:of|as a percentage of|as a percent of)\s(?P<of>{_WHOLE}(?:[a-z\-]+\s){{0,2}}?(?:revenues?|net sales|sales|turnover|top line))\b(?!\s(?:growth|guidance))")
_PART = lazy(rf"\s(?:of)\s(?P<of>{_WHOLE}[a-z][\w&.\-’]*(?:\s[\w&.\-’]+){{0,5}})")
_FILLER = (
    r"(?:an?\s|just\s|over\s|approximately\s|about\s|roughly\s|nearly\s|negative\s|only\s|the\s|our\s|its\s|prior\s|previous\s|earlier\s|original\s|initial\s|guidance\s|outlook\s|expectations?\s|range\s|of\s|"
    r"last\syear['’]s\s|more\sthan\s|less\sthan\s|around\s|us\s)*$"
)
# said outright, wherever it stands; and what means a comparison only right behind a level
_COMPARES = lazy(
    rf"\b(?:compar(?:es?|ed|ing)\s(?:\w+ly\s)?(?:to|with)|versus|vs\.?|(?:up|down|higher|lower|better|worse|increase|decrease|improvement|decline|reduction|increased|increasing|decreased|decreasing|declined|improved|improving|grew|rose|fell|growing|"
    rf"raised|expanded|accelerating|accelerated|decelerating|contracted)(?:\s(?:significantly|slightly|sharply|meaningfully|substantially|modestly|compared))?\sfrom|against|relative\sto)\s{_FILLER}"
)
_COMPARES_BARE = lazy(rf"\s?(?:\bper\s(?:diluted\s)?share\s|\ba\sshare\s)?,?\s?(?:from|than|over)\s{_FILLER}")
_LIST = lazy(r"\s?(?:,\s?)?(?:and|or|to|but|for|,)?\s?(?:a\sloss\sof\s|about\s|approximately\s|over\s|negative\s|an?\s|nearly\s|roughly\s)*$")
_PER_SHARE = lazy(r"\s?(?:on\san?\s[\w-]+\sbasis\s)?(?:per|a|for\seach)\s(?P<kind>(?:fully\s|basic\s|diluted\s|common\s|ordinary\s|adjusted\s|outstanding\s)*share\b)(?P<more>\s(?:quarterly\s|cash\s|annual\s|regular\s|special\s)*dividend)?")
_GROWTH_OF = lazy(
    r"\s(?:(?:or more|or so|organic|sequential|constant currency|compound annual|annual|annualized|year-over-year|year-on-year|yoy|net|overall|like-for-like)\s){0,3}"
    r"(?:increases?|growth|gains?|rise|improvement|expansion|declines?|decreases?|reductions?|drop|contraction|jump|growth\srate)\s(?:in|of|on|for|from|to)\s"
)
_OBJECT = lazy(r"\s(?:or more\s|or so\s)?(?P<link>of|in|for|on|to|from|by|through)?\s?(?:pay\s|make\s|our\s|the\s|its\s|a\s|an\s|total\s|all\s|new\s|such\s|additional\s|incremental\s|annual\s)*")
_THRESHOLD = lazy(
    r"\s(?:with|spending|generating|contributing|paying|that|who|above|over)\s(?:[a-z\-]+\s){0,6}\$[\d,.]+(?:\s?(?:million|thousand|billion|k|m))?(?:\sor\smore|\+|\splus)?(?:\s(?:in|of|per)\s(?:arr|acv|[a-z\-]+(?:\s[a-z\-]+){0,4}?(?=[,.;]|\s(?:and|was|were|grew|in|as|up|at|on)\b)))?"
)
_MONTHS = "January February March April May June July August September October November December GAAP Non-GAAP Q1 Q2 Q3 Q4 FY".split()


def past_noun(folded: str, figure: Figure) -> int:
    """Where the noun that a figure counts ends, with what sorts it (``customers with at least $100,000 in ARR``)."""
    if not figure.unit:
        return figure.context_end
    at = folded.find(figure.unit, figure.start, figure.end + 60)
    if at < 0:
        return figure.context_end
    end = max(figure.context_end, at + len(figure.unit))
    sorts = _THRESHOLD.match(folded, end) or _OF_STOCK.match(folded, end)
    return sorts.end() if sorts else end


_OF_STOCK = lazy(r"\sof\s(?:our\s|its\s|the\s)?(?:common\s|ordinary\s|outstanding\s)*(?:stock|shares)\b")
_AGAIN = lazy(r"\s?,?\s?(?:or|or by|which is)\s(?:about\s|approximately\s|roughly\s|by\s|nearly\s|over\s)*(?:[$€£]|$)")


def told_again(folded: str, figures: list[Figure]) -> set[int]:
    """What tells a growth a second time, by identity: ``down 28% or $157.3 million``; ``$823 million nearly doubled``.

    Of a growth told in money and in percent the percentage is kept, with the other's direction.
    """
    again: set[int] = set()
    for one, other in zip(figures, figures[1:], strict=False):
        between = folded[one.context_end : other.start] + (folded[other.start : other.start + 1] if other.kind == "amount" else "")
        if one.change is not None and other.kind in ("amount", "count", "number", "percent") and _AGAIN.fullmatch(between):
            if one.kind == "amount" and other.kind == "percent":
                if other.change is None:
                    other.change, other.direction = one.change, one.direction
                again.add(id(one))
            else:
                again.add(id(other))
        elif other.kind == "multiple" and one.kind == "amount" and one.change is None and folded[other.start : other.start + 4] in ("doub", "trip", "quad") and _NEARLY.fullmatch(folded, one.end, other.start):
            again.add(id(other))
    return again


_NEARLY = lazy(r"\s(?:more than\s|nearly\s|almost\s|about\s|roughly\s|in\s(?:the|q\d)[^,.;]{0,24}\s)*")


def is_small_talk(figure: Figure) -> bool:
    """A count that measures nothing: three things, the ten largest banks, No. 1."""
    if figure.kind == "rank" or figure.unit in _words("count", "small"):
        return True
    return figure.value < 13 and float(figure.value).is_integer()


def read_english(
    material: Material, line: Line, figure: Figure, clause: tuple[int, int], floor: int, stop: int, before: Subject | None
) -> Subject | None:
    """What the figure measures: the subject or the object of its verb, the noun that it counts, or what the figure before measured."""
    start = max(clause[0], floor)
    counted = [other for other in line.figures if other.kind == "count" and start - 12 <= other.end <= start < figure.start]
    if counted:
        start = min(max(start, past_noun(material.folded, counted[-1])), stop)
    subject = _told(material, line, figure, clause, start, stop, before)
    if subject is not None and figure.kind == "amount":
        _per_share(material.folded, figure, clause, subject)
        metric = subject.metric
        if metric is not None and metric.sign > 0 and (metric.id in _SIGNED or "EBIT" in subject.name):
            if _LOSS.search(material.folded, max(clause[0], figure.context_start - 44), figure.context_start):
                subject.metric = Metric(metric.id, metric.of, metric.stock, -1)
    return subject


_SIGNED = frozenset({"net_profit", "net_profit_attributable", "adjusted_net_profit", "eps", "operating_profit", "operating_cash_flow", "free_cash_flow", "ebitda"})
_LOSS = lazy(r"(?:\bloss(?:es)?(?:\sper\s(?:diluted\s)?share)?\s(?:of|was|were)|\bnegative\s(?:[a-z\-]+\s){1,4}of|\bused\s(?:cash\sof)?|\boutflows?\s(?:of|was))\s(?:about\s|approximately\s|just\s|only\s)*$")


def compares(folded: str, start: int, stop: int) -> bool:
    """Whether the words in front of a figure compare it with another (``, compared to``, ``from``)."""
    words = folded[start:stop]
    return _COMPARES.search(words) is not None or _COMPARES_BARE.match(words) is not None


def _told(material: Material, line: Line, figure: Figure, clause: tuple[int, int], start: int, stop: int, before: Subject | None) -> Subject | None:
    folded, text = material.folded, material.text
    limit = _next_figure(folded, line, figure, clause[1])
    if figure.kind == "percent" and figure.change is None and (share := _SHARE.match(folded, figure.end)):
        return _share_of(material, line, figure, clause, start, stop, before, share)
    growth = _GROWTH_OF.match(folded, figure.end, limit)
    if growth is not None and figure.kind in ("percent", "points", "multiple", "amount"):
        behind = _phrase(material, line, figure, growth.end(), phrase_end(folded, growth.end(), limit))
        if behind is not None:
            behind.start = figure.start
            return behind
    if (attributed := _attributed(material, line, figure, start, stop, limit)) is not None:
        return attributed
    # the verb of a growth belongs to the figure's own words: sales | grew 8%
    verb = verb_at(folded, stop, figure.start) if figure.change is not None else None
    predicate = find_predicate(folded, start, verb or stop, fresh=start == clause[0])
    rest = min(predicate.end, stop) if predicate else start
    if verb is not None and predicate is not None and predicate.end >= stop:
        subject = _of_predicate(material, line, figure, clause, predicate.phrase, True, before)
        if subject is not None:
            return subject
    front = _head(folded, rest, stop, figure)
    behind = _behind(material, line, figure, limit, counted=figure.kind == "count")
    if front is not None and (behind is None or behind.metric is None or _leads_to(folded, front.end, stop)):
        subject = _subject(material, line, front, start)
        if figure.kind != "count" or front.metric.id is not None or behind is None:
            return subject
    if front is None and (behind is None or behind.metric is None) and (deed := _deed(material, figure, start, stop, limit)) is not None:
        return deed
    if behind is not None and behind.metric is not None and (figure.kind != "count" or predicate is None or not predicate.measures_subject):
        return behind
    if figure.kind == "count" and (counted := _counted(material, figure, limit)):
        return counted
    if predicate is not None and not predicate.measures_subject and (part := _part(material, line, figure, limit)) is not None:
        return part
    if predicate is not None:
        subject = _of_predicate(material, line, figure, clause, predicate.phrase, predicate.measures_subject, before)
        if subject is not None:
            return subject
        a, b = strip_phrase(material, line, rest, stop)
        if b > a and not is_hollow(folded, a, b):
            return Subject(_shortened(text[a:b]), None, a)
        if behind is not None:
            return behind
        if before is not None:
            return _same(before, start)
        return (
            _earlier(material, line, figure, start)
            or _clause_before(material, line, clause[0])
            or _verbal(material, figure, limit)
            or _phrase(material, line, figure, *predicate.phrase)
        )
    if before is not None and _LIST.match(folded[start:stop]):
        if figure.change is not None or behind is None:
            return _same(before, start)
    a, b = strip_phrase(material, line, start, stop)
    if (part := _part(material, line, figure, limit)) is not None:
        if b > a and not is_hollow(folded, a, b) and predicate is None:
            part.name = tidy(f"{_shortened(text[a:b])} {part.name}")
        return part
    if b - a > 2 and not is_hollow(folded, a, b):
        return Subject(_shortened(text[a:b]), None, a)
    if behind is not None:
        return behind
    if before is not None:
        return _same(before, start)
    return _earlier(material, line, figure, start)


_PART_END = lazy(r",(?!\d)|;|\.(?=\s|$)|\b(?:and\s(?:over|more|about|approximately|nearly|we|our|the)|compared|versus|up\sfrom|down\sfrom|consistent|driven|which|while|but)\b")


def _part(material: Material, line: Line, figure: Figure, limit: int) -> Subject | None:
    """``60% of our largest customers used it weekly``: a share of something, with what it does."""
    folded, text = material.folded, material.text
    if figure.kind != "percent" or figure.change is not None:
        return None
    part = _PART.match(folded, figure.end, limit)
    if part is None:
        return None
    cut = _PART_END.search(folded, part.start("of"), limit)
    a, b = strip_phrase(material, line, part.start("of"), cut.start() if cut else limit)
    if b - a < 3:
        return None
    words = tidy(text[a:b]).split()
    name = tidy(" ".join(words[:14]))
    head = _head(folded, a, b, _COUNT)
    subject = Subject(f"share of {name}", None, figure.start)
    if head is not None and head.start - a < 30:
        sorts = _THRESHOLD.match(folded, head.end)
        subject.segment = tidy(text[sorts.start() : sorts.end()]) if sorts else None
    return subject


_COUNT = Figure("", 0, 0, 0, None, None, "count")


def _same(before: Subject, start: int) -> Subject:
    return Subject(before.name, before.metric, start, before.segment, before.entity, own=False)


def _next_figure(folded: str, line: Line, figure: Figure, end: int) -> int:
    """Where the next figure begins; a threshold that sorts customers is none."""
    for other in line.figures:
        if figure.end <= other.start < end and not (other.kind == "amount" and _SORTS.search(folded, max(figure.end, other.start - 30), other.start)):
            return other.start
    return end


_SORTS = lazy(r"\b(?:customers|users|clients|accounts|deals|companies)\s(?:with\s|spending\s|over\s|above\s|more than\s|at least\s|generating\s|paying\s|contributing\s|greater than\s|who\s|spend\s)+$")


def _fits(metric: Metric, figure: Figure) -> bool:
    kind = figure.kind
    if kind in metric.of or kind in ("multiple", "number"):
        return True
    if figure.change is not None and kind in ("percent", "points"):
        return True
    return kind == "points" and "percent" in metric.of


_DETERMINED = lazy(r"\b(?:an?|another|the|this|our|its)\s(?:record\s|further\s|approximate\s|approximately\s|nearly\s|roughly\s|about\s|strong\s|solid\s)*$")


def _attributed(material: Material, line: Line, figure: Figure, start: int, stop: int, limit: int) -> Subject | None:
    """``a $56 million cash outflow``, ``a 17 percentage point impact on our margin``: the figure stands before its noun."""
    folded = material.folded
    single = figure.kind == "count" and not folded[figure.start : figure.end].endswith("s") and bool(figure.unit) and folded[figure.end - 1].isalpha()
    if figure.kind not in ("amount", "points", "percent", "multiple") and not single:
        return None
    if not _DETERMINED.search(folded, max(start, stop - 30), stop):
        return None
    after = _PER_SHARE.match(folded, figure.end)
    at = after.end() if after else figure.end
    if after and after["more"]:
        return Subject("dividend", _DIVIDEND, figure.start)
    if folded[at : at + 1] != " " or phrase_end(folded, at, limit) - at < 4 or re.match(r"\s(?:of|in|to|from|for|on|year|sequential|increase|decrease|decline)\b", folded[at : at + 12]):
        return None
    subject = _phrase(material, line, figure, at, phrase_end(folded, at, limit))
    if subject is not None:
        subject.start = figure.start
    return subject


def _clause_before(material: Material, line: Line, start: int) -> Subject | None:
    """``background checks, commonly referred to as NICS checks, decreased 11%``: the words before the comma."""
    floor = max(line.sentence.start, start - 90)
    for cut in _BOUNDARY_WORD.finditer(material.folded, floor, max(floor, start - 2)):
        floor = cut.end()
    a, b = strip_phrase(material, line, floor, start)
    if b - a < 4 or is_hollow(material.folded, a, b):
        return None
    return Subject(_shortened(material.text[a:b]), None, a, own=False)


_BOUNDARY_WORD = lazy(r",\s|;\s|\b(?:and|while|but|as|which|that|to)\s")
_DIVIDEND = Metric("dividend", frozenset({"amount"}), False, 1)


def _head(folded: str, start: int, stop: int, figure: Figure) -> Mention | None:
    """The metric that a phrase is about: the first named, unless the others only list on (``sales and operating margin of``)."""
    fitting = [mention for mention in find_metrics(folded, start, stop, "en") if _fits(mention.metric, figure) and folded[mention.start : mention.end] != "growth"]
    if not fitting:
        return None
    head = fitting[0]
    for other in fitting[1:]:
        between = folded[head.end : other.start]
        if re.match(r"\s(?:to|of|from|in|for|at|by|on)\s", between) and folded[head.start : head.end] not in ("guidance", "pricing", "margin"):
            continue
        if re.search(r",|\band\b|\bor\b|\bwhile\b|\bwith\b", between) or folded[head.start : head.end] in ("growth", "guidance", "increase", "margin", "pricing"):
            head = other
        elif folded[other.start : other.end] in ("growth", "margin", "margins") and not between.strip():
            head = other
    return head


_LEADS = lazy(r"(?:[^,;]{0,60})$")


def _leads_to(folded: str, end: int, stop: int) -> bool:
    """Whether the words between a metric and the figure lead from one to the other."""
    between = folded[end:stop]
    return len(between) <= 60 and not re.search(r"\b(?:and|but|while)\s\w+\s\w+", between)


def _subject(material: Material, line: Line, mention: Mention, floor: int) -> Subject:
    start = _extend(material, line, mention, floor)
    return _named(material, line, start, mention.end, mention, whole=False)


def _phrase(material: Material, line: Line, figure: Figure, start: int, end: int) -> Subject | None:
    """The subject that a whole noun phrase names."""
    a, b = strip_phrase(material, line, start, end)
    if b - a < 2 or is_hollow(material.folded, a, b):
        return None
    mention = _head(material.folded, a, b, figure)
    if mention is None:
        return Subject(_shortened(material.text[a:b]), None, a, segment=_part_of(material.text[a:b]))
    return _named(material, line, a, b, mention, whole=True)


_OWNED = lazy(r"\s(?:of|in|from|at|for|to|within|across)\s(?:our\s|the\s|its\s|all\s)?(?P<name>[A-Za-z][\w&.,’'\-]*(?:\s(?:[\w&’'\-]+)){0,6})")
_NOT_OWNER = lazy(
    r"(?:operations|operating|continuing|discontinued|company|group|quarter|year|period|month|fiscal|first|second|third|fourth|full|sales|revenue|share|cash|shareholders?|stockholders?|common|business|range|"
    r"last|this|prior|all|total|constant|line|addition|part|more|excess|approximately|about|over|under|order|[\d$€£]|q[1-4]|repurchases?|pay|be|dividends?|taxes|net|each|both|these|our|us|which|that)\b",
)
_PROPER = lazy(r"[A-Z][\w&'’\-]*(?:\s(?:and\s|&\s|of\s)?[A-Z][\w&'’\-]*)*(?:\s(?:segment|business|businesses|division|group|products))?")
_SEGMENT_NOUN = lazy(r"\s(?:segment|business|businesses|division|group|unit|products?\sgroup|operating\ssegment|platform|category|franchise|products|services)$")


def _named(material: Material, line: Line, start: int, end: int, mention: Mention, *, whole: bool) -> Subject:
    text, folded = material.text, material.folded
    stop = end if whole else phrase_end(folded, mention.end, min(line.sentence.end, mention.end + 70))
    segment = _segment(_without_periods(material, line, start, mention.start), mention.metric.id)
    owned = _OWNED.match(text[mention.end : stop])
    if owned and not _NOT_OWNER.match(owned["name"].lower()):
        owner_start = mention.end + owned.start("name")
        proper = _PROPER.match(text, owner_start, stop + 30)
        a, b = strip_phrase(material, line, owner_start, proper.end() if proper else phrase_end(folded, owner_start, mention.end + owned.end("name")))
        if b > a and not is_hollow(folded, a, b):
            owner = _SEGMENT_NOUN.sub("", tidy(text[a:b])) or tidy(text[a:b])
            if segment is None or whole:
                segment = segment or owner
            end = max(end, b) if whole or text[a].isupper() or folded[b - 8 : b].endswith(("segment", "business", "products", "division")) else end
    name = _shortened(_without_periods(material, line, start, end))
    metric = _inner(folded, mention)
    return Subject(name, metric, start, segment=segment, alias=text[mention.start : mention.end])


def _inner(folded: str, mention: Mention) -> Metric | None:
    """``revenue growth`` is told of revenue."""
    if not folded[mention.start : mention.end].endswith(" growth"):
        return mention.metric
    inner = list(find_metrics(folded, mention.start, mention.end - 7, "en"))
    return inner[-1].metric if inner else mention.metric


def _without_periods(material: Material, line: Line, start: int, end: int) -> str:
    """The words of a phrase; a period with its preposition is cut out of the middle."""
    text = material.text
    pieces = []
    at = start
    for mention in line.periods:
        if start <= mention.start and mention.end <= end:
            pieces.append(re.sub(r"\s(?:in|for|of|during|as of|at)(?:\s(?:the|our))?\s?$", " ", text[at : mention.start]))
            at = mention.end
    pieces.append(text[at:end])
    return re.sub(r"\s(?:in|for|during) the (?:quarter|period|year)\b", "", tidy(" ".join(pieces)))


def _shortened(name: str) -> str:
    words = tidy(name).split()
    if len(words) > 10:
        words = words[:10]
    while words and words[-1].lower() in ("of", "in", "for", "and", "the", "to", "our", "with", "a", "at", "from", "on", "or", "by", "that", "which", "as"):
        words.pop()
    return tidy(" ".join(words))


def _part_of(name: str) -> str | None:
    """A phrase made of a capitalised name is the name of a part: ``Aviation Services segment``."""
    stripped = _SEGMENT_NOUN.sub("", tidy(name))
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
        if word.lower() in _words("name", "modifiers") or (word[0].isupper() and (not first or word.lower() not in _words("name", "openers")) and word.lower() not in _words("name", "function")):
            start = at
            continue
        if word == "and" and re.search(r"[A-Z][\w&\-]*\s$", text[max(floor, at - 24) : at]) and text[start : start + 1].isupper():
            start = at
            continue
        break
    return start


_LAST_WORD = lazy(r"(?P<word>[A-Za-z&][\w.&'’\-]*)\s$")


_SORTED = frozenset({"revenue", "orders", "backlog", "shipments", "overseas_revenue", "customers", "users", "stores"})


def _segment(words: str, metric: str | None = "revenue") -> str | None:
    """The part of the company that a metric's modifiers name: a proper name, or what sorts sales and customers."""
    kept = [word for word in words.split() if word.lower().strip(",") not in _words("name", "generic")]
    if metric not in _SORTED and not any(word[0].isupper() for word in kept):
        return None
    name = re.sub(r"['’]s$", "", tidy(" ".join(kept)))
    if not name or re.fullmatch(r"[\W\d]+", name) or (words.strip().endswith(("'s", "’s")) and len(kept) == 1):
        return None
    return name


def _behind(material: Material, line: Line, figure: Figure, limit: int, *, counted: bool) -> Subject | None:
    """The object behind a figure: ``$333 million in revenue``, ``86% gross margin``, ``$61 million to repurchase``."""
    folded = material.folded
    match = _OBJECT.match(folded, figure.end, limit)
    if match is None or match.end() >= limit:
        return None
    link = match["link"]
    end = phrase_end(folded, match.end(), limit)
    for mention in find_metrics(folded, figure.end, max(end, match.end()), "en"):
        between = folded[match.end() : max(match.end(), mention.start)]
        if not _fits(mention.metric, figure) or len(between.split()) > 4 or re.search(r"\b(?:of|in|for|to|from)\b", between):
            break
        if link in ("by", "through", "for") and mention.metric.id not in ("capex", "dividend", "buyback"):
            break
        if counted and mention.metric.id in ("buyback", "dividend"):
            break
        subject = _named(material, line, min(match.end(), mention.start), mention.end, mention, whole=False)
        subject.start = figure.start
        return subject
    if not counted and (far := _far_behind(folded, figure, match.end(), limit)) is not None:
        subject = _subject(material, line, far, match.end())
        subject.start = figure.start
        return subject
    if counted or link is None or link in ("by", "through"):
        return None
    a, b = strip_phrase(material, line, match.end(), end)
    if b - a < 3 or is_hollow(folded, a, b):
        return None
    return Subject(_shortened(material.text[a:b]), None, figure.start)


_FAR = frozenset({"capex", "dividend", "buyback", "operating_cash_flow", "free_cash_flow"})


def _far_behind(folded: str, figure: Figure, start: int, limit: int) -> Mention | None:
    """``returned $45.2 million to our shareholders through dividends``: what the money was for."""
    for mention in find_metrics(folded, start, min(limit, start + 80), "en"):
        if mention.metric.id in _FAR and _fits(mention.metric, figure) and not re.search(r"\b(?:and|while|was|were|which)\b", folded[start : mention.start]):
            return mention
        return None
    return None


_BUYBACK = Metric("buyback", frozenset({"amount", "count"}), False, 1)


def _counted(material: Material, figure: Figure, limit: int) -> Subject | None:
    """The noun that a number counts, with what sorts it (``customers with at least $100,000 in ARR``)."""
    folded = material.folded
    if not figure.unit:
        return None
    at = folded.find(figure.unit, figure.start, figure.end + 60)
    if at < 0:
        return None
    if figure.unit == "shares" and re.search(r"\b(?:repurchase[ds]?|repurchasing|bought\sback|buy\sback|buyback|purchased)\b", folded[max(0, figure.start - 60) : figure.start]):
        return Subject("shares repurchased", _BUYBACK, figure.start)
    if at < figure.end:
        return None
    end = at + len(figure.unit)
    sorts = _THRESHOLD.match(folded, end)
    name = tidy(material.text[figure.end : sorts.end() if sorts else end])
    if not name:
        return None
    mentions = list(find_metrics(folded, figure.end, end, "en"))
    subject = Subject(name, mentions[-1].metric if mentions else None, figure.start)
    if sorts:
        subject.segment = tidy(material.text[sorts.start() : sorts.end()])
    elif mentions:
        subject.segment = _segment(material.text[figure.end : mentions[-1].start])
    return subject


_RELATIVE = lazy(r"\s?(?:which|who|that)\s")


def _of_predicate(
    material: Material, line: Line, figure: Figure, clause: tuple[int, int], phrase: tuple[int, int], measures: bool, before: Subject | None
) -> Subject | None:
    folded = material.folded
    a, b = strip_phrase(material, line, *phrase)
    if measures and phrase[0] > clause[0] and _RELATIVE.match(folded, clause[0]):
        # our cash, which is invested in bills, totaled: the verb is the main clause's again
        antecedent = _earlier(material, line, figure, clause[0])
        if antecedent is not None:
            return antecedent
    if not measures or b > a and is_person(folded, a, b):
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
                told = _clause_before(material, line, clause[0])
                if told is not None:
                    return told
        return _same(before, phrase[0]) if before is not None else None
    return _phrase(material, line, figure, a, b)


def _share_of(
    material: Material, line: Line, figure: Figure, clause: tuple[int, int], start: int, stop: int, before: Subject | None, share: re.Match[str]
) -> Subject:
    """``Continental Europe accounted for 41% of revenue``: whose share it is; ``$38 million, or 9.4% of sales``: a ratio of the figure before."""
    folded, text = material.folded, material.text
    whole = tidy(text[share.start("of") : share.end("of")])
    metric = Metric("revenue_share", frozenset({"percent"}), False, 1)
    predicate = find_predicate(folded, start, stop, fresh=start == clause[0])
    span = strip_phrase(material, line, *(predicate.phrase if predicate else (start, stop)))
    if span[1] > span[0] and not is_hollow(folded, *span):
        owner = _shortened(text[span[0] : span[1]])
        ratio = _head(folded, *span, _PERCENT)
        if ratio is not None and "percent" in ratio.metric.of and ratio.metric.id:
            return _named(material, line, *span, ratio, whole=True)
        mention = _head(folded, *span, _AMOUNT)
        if mention is None or mention.metric.id == "revenue":
            part = _segment(text[span[0] : mention.start]) if mention else None
            return Subject(f"{owner} share of {whole}", metric, span[0], segment=part or _SEGMENT_NOUN.sub("", owner))
        return _ratio(owner, mention.metric, whole, span[0], None)
    if before is not None:
        if before.metric is not None and before.metric.id == "revenue_share":
            return _same(before, start)
        if before.metric is not None and before.metric.id != "revenue":
            return _ratio(before.name, before.metric, whole, start, before.segment)
        owner = before.segment or re.sub(r"\s?(?:net\s)?(?:revenues?|sales)$", "", before.name)
        return Subject(tidy(f"{owner} share of {whole}"), metric, start, segment=before.segment)
    return Subject(f"share of {whole}", metric, start)


_PERCENT = Figure("", 0, 0, 0, None, None, "percent")
_AMOUNT = Figure("", 0, 0, 0, None, None, "amount")


def _ratio(owner: str, metric: Metric, whole: str, start: int, segment: str | None) -> Subject:
    ratio = _RATIO.get(metric.id or "")
    if ratio is not None and ratio[1]:
        return Subject(f"{owner} share of {whole}" if ratio[0] == "rd_ratio" else f"{owner} margin", Metric(ratio[0], frozenset({"percent"}), False, 1), start, segment=segment)
    return Subject(f"{owner} as a share of {whole}", None, start, segment=segment)


def _earlier(material: Material, line: Line, figure: Figure, start: int) -> Subject | None:
    """The metric last named in the sentence."""
    mentions = [mention for mention in find_metrics(material.folded, line.sentence.start, start, "en") if _fits(mention.metric, figure)]
    if not mentions:
        return None
    subject = _subject(material, line, mentions[-1], line.sentence.start)
    subject.own = False
    return subject


# What money was done with, where no noun says it.
_DEEDS = {
    "invest": "investment", "reinvest": "investment", "spend": "spending", "spent": "spending", "return": "capital returned", "repay": "debt repaid", "repaid": "debt repaid", "acquir": "acquisition",
    "sav": "savings", "rais": "raise", "deploy": "capital deployed", "allocat": "capital allocated", "us": "cash used", "paid": "payments", "receiv": "receipts", "borrow": "borrowings",
}  # fmt: skip
_DEED = lazy(r"\b(?P<stem>" + "|".join(sorted(_DEEDS, key=len, reverse=True)) + r")(?:s|ed|ing|e|es)?\b[^.;,]{0,24}$")


def _deed(material: Material, figure: Figure, start: int, stop: int, limit: int) -> Subject | None:
    """``we plan to invest $2.3 billion in our utilities``: the verb names what the money is."""
    folded, text = material.folded, material.text
    match = _DEED.search(folded, max(start, stop - 50), stop) if figure.kind == "amount" else None
    if match is None:
        return None
    name = _DEEDS[match["stem"]]
    object_ = _OBJECT.match(folded, figure.end, limit)
    if object_ and object_["link"] in ("in", "on", "for", "to") and match["stem"] not in ("return",):
        end = phrase_end(folded, object_.end(), limit)
        if object_["link"] != "to" and end - object_.end() > 2 and not is_hollow(folded, object_.end(), end):
            name = f"{name} {object_['link']} {_shortened(text[object_.end() : end])}"
    return Subject(tidy(name), None, match.start())


def _verbal(material: Material, figure: Figure, limit: int) -> Subject | None:
    """Nothing but the verb and what follows: ``invested $24 million``."""
    name = _shortened(material.text[figure.end : phrase_end(material.folded, figure.end, limit)])
    return Subject(name, None, figure.start) if len(name) > 2 else None


_EARNING = frozenset({"net_profit", "net_profit_attributable", "adjusted_net_profit"})


def _per_share(folded: str, figure: Figure, clause: tuple[int, int], subject: Subject) -> None:
    """``diluted earnings were $1.98 per share`` are earnings per share; ``$0.28 per share dividend`` is a dividend."""
    match = _PER_SHARE.match(folded, figure.end)
    if not match:
        return
    metric = subject.metric.id if subject.metric else None
    if match["more"] or metric == "dividend" or "dividend" in folded[clause[0] : figure.start] or re.match(r"[^,.;]{0,24}dividend", folded[match.end() : match.end() + 40]):
        subject.metric, subject.name = _DIVIDEND, "dividend per share"
        return
    if metric in _EARNING:
        subject.metric = Metric("eps", frozenset({"amount"}), False, subject.metric.sign if subject.metric else 1)
    if "per share" not in subject.name.lower() and metric != "eps":
        subject.name = f"{subject.name} per share"


_PRONOUN = lazy(
    r"(?:and\s|so\s|again,\s)?(?:[^,.;]{1,60},\s)?(?:it|they|this|that|these|those)"
    r"(?:['’](?:s|re)|\s(?:was|were|is|are|grew|increased|decreased|declined|rose|fell|improved|represents?|represented|compares|compared|includes?|included|will be|totaled|actually\s\w+))\b"
)


def opens_with_pronoun(material: Material, line: Line) -> bool:
    """Whether a sentence goes on about what the one before named (``During the quarter, it was …``)."""
    return _PRONOUN.match(material.folded, line.sentence.start, min(line.sentence.end, line.sentence.start + 110)) is not None


def spoken_of(material: Material, line: Line) -> Subject | None:
    """What a sentence without a figure is about (``Our effective tax rate is worthy of mention.``)."""
    start, end = line.sentence.start, line.sentence.end
    mentions = list(find_metrics(material.folded, start, min(end, start + 120), "en"))
    if not mentions:
        return None
    return _subject(material, line, mentions[0], start)

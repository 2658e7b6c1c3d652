"""What stands behind an English figure: the noun it counts, the object of its verb, a share."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...patterns import lazy
from ..material import Line, Material
from .english_names import metric_fits, name_metric, phrase_subject, segment_of, shortened, subject_of
from .metrics import Mention, Metric, find_metrics
from .phrases import is_hollow, phrase_end, strip_phrase
from .subject import Subject, tidy

_PER_SHARE = lazy(
    r"\s?(?:on\san?\s[\w-]+\sbasis\s)?(?:per|a|for\seach)\s(?P<kind>(?:fully\s|basic\s|diluted\s|common\s|ordinary\s|adjusted\s|outstanding\s)*(?:share|ads|ordinary\sshare|american\sdepositary\sshare|unit)\b)(?P<more>\s(?:quarterly\s|cash\s|annual\s|regular\s|special\s)*dividend)?"
)
_OBJECT = lazy(
    r"\s(?:or more\s|or so\s)?(?:(?P<link>of|in|for|on|to|from|by|through|towards?)\b\s?)?(?:pay\s|make\s|our\s|the\s|its\s|"
    r"a\s|an\s|total\s|all\s|new\s|such\s|additional\s|incremental\s|annual\s)*"
)
THRESHOLD = lazy(
    r"\s(?:with|spend|who\sspend|that\sspend|spending|generating|contributing|paying|that|who|above|over)\s(?:[a-z\-]+\s){0,6}\$[\d,.]+(?:\s?(?:million|thousand|billion|k|m))?(?:\sor\smore|\+|\splus)?(?:\s(?:in|of|per)\s(?:arr|acv|[a-z\-]+(?:\s[a-z\-]+){0,4}?(?=[,.;]|\s(?:and|was|were|grew|in|as|up|at|on)\b)))?"
)


def past_noun(folded: str, figure: Figure) -> int:
    """Where the noun that a figure counts or measures ends, with what sorts it (``customers with at least $100,000 in ARR``)."""
    if figure.kind in ("amount", "percent"):
        for mention in find_metrics(folded, figure.end, figure.end + 48, "en"):
            if _OBJECT_ONLY.fullmatch(folded, figure.end, mention.start) and metric_fits(mention.metric, figure):
                return mention.end
            break
        return figure.context_end
    if not figure.unit or figure.kind != "count":
        return figure.context_end
    at = folded.find(figure.unit, figure.start, figure.end + 60)
    if at < 0:
        return figure.context_end
    end = max(figure.context_end, at + len(figure.unit))
    sorts = THRESHOLD.match(folded, end) or _OF_STOCK.match(folded, end)
    return sorts.end() if sorts else end


_OBJECT_ONLY = lazy(r"\s(?:in|of)?\s?(?:our\s|total\s)?(?:[a-z\-]+\s){0,2}")


_OF_STOCK = lazy(r"\sof\s(?:our\s|its\s|the\s)?(?:common\s|ordinary\s|outstanding\s)*(?:stock|shares)\b")


def next_figure(folded: str, line: Line, figure: Figure, end: int) -> int:
    """Where the next figure begins; a threshold that sorts customers is none."""
    for other in line.figures:
        if figure.end <= other.start < end and not (
            other.kind == "amount" and _SORTS.search(folded, max(figure.start, other.start - 64), other.start)
        ):
            return other.start
    return end


_SORTS = lazy(
    r"\b(?:customers|users|clients|accounts|deals|companies|contracts)\s(?:(?:now\s|have\s|has\s)?(?:with|spending|over|above|more\sthan|at\sleast|"
    r"generating|paying|contributing|greater\sthan|who|that|spend|spends|crossed|crossing|exceeded|exceeding|surpassing|surpassed|the|an?)\s)+$"
)
_MARK = lazy(r"\s(?:threshold|mark|cohort|tier)\b")


def only_sorts(folded: str, figure: Figure) -> bool:
    """``733 customers spending more than $1 million``, ``this $10 million threshold``: an amount by which customers are sorted."""
    if figure.kind != "amount":
        return False
    return _SORTS.search(folded, max(0, figure.start - 64), figure.start) is not None or _MARK.match(folded, figure.end) is not None


_DETERMINED = lazy(
    r"\b(?:an?|another|the|this|our|its)\s(?:record\s|further\s|approximate\s|approximately\s|nearly\s|roughly\s|about\s|strong\s|solid\s)*$"
)


def attributed_noun(
    material: Material, line: Line, figure: Figure, start: int, stop: int, limit: int
) -> Subject | None:
    """``a $56 million cash outflow``, ``a 17 percentage point impact on our margin``: the figure stands before its noun."""
    folded = material.folded
    single = (
        figure.kind == "count"
        and not folded[figure.start : figure.end].endswith("s")
        and bool(figure.unit)
        and folded[figure.end - 1].isalpha()
    )
    if figure.kind not in ("amount", "points", "percent", "multiple") and not single:
        return None
    if not _DETERMINED.search(folded, max(start, stop - 30), stop):
        return None
    after = _PER_SHARE.match(folded, figure.end)
    at = after.end() if after else figure.end
    if after and after["more"]:
        return Subject("dividend", _DIVIDEND, figure.start)
    if (
        folded[at : at + 1] != " "
        or phrase_end(folded, at, limit) - at < 4
        or re.match(r"\s(?:of|in|to|from|for|on|year|sequential|increase|decrease|decline)\b", folded[at : at + 12])
    ):
        return None
    subject = phrase_subject(material, line, figure, at, phrase_end(folded, at, limit))
    if subject is not None:
        subject.start = figure.start
    return subject


_DIVIDEND = Metric("dividend", frozenset({"amount"}), False, 1)


def object_behind(material: Material, line: Line, figure: Figure, limit: int, *, counted: bool) -> Subject | None:
    """The object behind a figure: ``$333 million in revenue``, ``86% gross margin``, ``$61 million to repurchase``."""
    folded = material.folded
    per_share = _PER_SHARE.match(folded, figure.end)
    match = _OBJECT.match(folded, per_share.end() if per_share else figure.end, limit)
    if match is None or match.end() >= limit:
        return None
    link = match["link"]
    end = phrase_end(folded, match.end(), limit)
    for mention in find_metrics(folded, figure.end, max(end, match.end()), "en"):
        between = folded[match.end() : max(match.end(), mention.start)]
        if (
            not metric_fits(mention.metric, figure)
            or len(between.split()) > 4
            or re.search(r"\b(?:of|in|for|to|from)\b", between)
        ):
            break
        if link in ("by", "through", "for") and mention.metric.id not in ("capex", "dividend", "buyback"):
            break
        if counted and mention.metric.id in ("buyback", "dividend"):
            break
        subject = name_metric(material, line, min(match.end(), mention.start), mention.end, mention, whole=False)
        subject.start = figure.start
        return subject
    if not counted and (far := _far_behind(folded, figure, match.end(), limit)) is not None:
        subject = subject_of(material, line, far, match.end())
        subject.start = figure.start
        return subject
    if not counted and _OWN_STOCK.match(folded, figure.end) and _BOUGHT_BACK.search(folded, max(0, figure.start - 60), figure.start):
        return Subject("share repurchases", _BUYBACK, figure.start)
    if counted or link is None or link in ("by", "through"):
        return None
    a, b = strip_phrase(material, line, match.end(), end)
    if b - a < 3 or is_hollow(folded, a, b):
        return None
    return Subject(shortened(material.text[a:b]), None, figure.start)


_FAR = frozenset({"capex", "dividend", "buyback", "operating_cash_flow", "free_cash_flow"})


def _far_behind(folded: str, figure: Figure, start: int, limit: int) -> Mention | None:
    """``returned $45.2 million to our shareholders through dividends``: what the money was for."""
    for mention in find_metrics(folded, start, min(limit, start + 80), "en"):
        if (
            mention.metric.id in _FAR
            and metric_fits(mention.metric, figure)
            and not re.search(r"\b(?:and|while|was|were|which)\b", folded[start : mention.start])
        ):
            return mention
        return None
    return None


_BUYBACK = Metric("buyback", frozenset({"amount", "count"}), False, 1)
_BOUGHT_BACK = lazy(r"\b(?:repurchase[ds]?|repurchasing|bought\sback|buy\sback|buyback|purchased)\b")
_OWN_STOCK = lazy(
    r"\s(?:worth\s)?of\s(?:(?:our|its|the\scompany's|company)\s)?(?:own\s)?(?:common\s|class\s[a-c]\s|outstanding\s)*(?:stock|shares?)\b"
)


_PERSONS = frozenset({"people", "patients", "individuals", "consumers", "adults", "children", "persons"})
_SORTED_PERSONS = lazy(r"\s(?:living\swith|who\sare|using|treated\swith|with|on)\s")


def counted_noun(material: Material, figure: Figure, limit: int) -> Subject | None:
    """The noun that a number counts, with what sorts it (``customers with at least $100,000 in ARR``)."""
    folded = material.folded
    if not figure.unit:
        return None
    at = folded.find(figure.unit, figure.start, figure.end + 60)
    if at < 0:
        return None
    if figure.unit == "shares" and _BOUGHT_BACK.search(folded, max(0, figure.start - 60), figure.start):
        return Subject("shares repurchased", _BUYBACK, figure.start)
    if at < figure.end:
        return None
    end = at + len(figure.unit)
    sorts = THRESHOLD.match(folded, end)
    if not sorts and figure.unit in _PERSONS and (more := _SORTED_PERSONS.match(folded, end)):
        end = min(phrase_end(folded, more.end(), limit), more.end() + 48)
        if folded[end : end + 1].isalnum() and folded[end - 1].isalnum():
            end = material.text.rfind(" ", more.end(), end)
    name = shortened(material.text[figure.end : sorts.end() if sorts else end])
    if not name:
        return None
    mentions = list(find_metrics(folded, figure.end, end, "en"))
    subject = Subject(name, mentions[-1].metric if mentions else None, figure.start)
    if sorts:
        subject.segment = tidy(material.text[sorts.start() : sorts.end()])
    elif mentions:
        subject.segment = segment_of(material.text[figure.end : mentions[-1].start])
    return subject


# What money was done with, where no noun says it.
_DEEDS = {
    "invest": "investment",
    "reinvest": "investment",
    "spend": "spending",
    "spent": "spending",
    "return": "capital returned",
    "repay": "debt repaid",
    "repaid": "debt repaid",
    "acquir": "acquisition",
    "sav": "savings",
    "rais": "raise",
    "deploy": "capital deployed",
    "allocat": "capital allocated",
    "us": "cash used",
    "paid": "payments",
    "receiv": "receipts",
    "borrow": "borrowings",
}
_DEED = lazy(r"\b(?P<stem>" + "|".join(sorted(_DEEDS, key=len, reverse=True)) + r")(?:s|ed|ing|e|es)?\b[^.;,]{0,24}$")


def named_by_deed(material: Material, figure: Figure, start: int, stop: int, limit: int) -> Subject | None:
    """``we plan to invest $2.3 billion in our utilities``: the verb names what the money is."""
    folded, text = material.folded, material.text
    match = _DEED.search(folded, max(start, stop - 50), stop) if figure.kind == "amount" else None
    if match is None:
        return None
    name = _DEEDS[match["stem"]]
    object_ = _OBJECT.match(folded, figure.end, limit)
    if object_ and object_["link"] in ("in", "on", "for", "to") and match["stem"] not in ("return",):
        end = phrase_end(folded, object_.end(), limit)
        how = folded.startswith("cash", object_.end())  # paid in cash: that is not what was bought
        if object_["link"] != "to" and end - object_.end() > 2 and not how and not is_hollow(folded, object_.end(), end):
            name = f"{name} {object_['link']} {shortened(text[object_.end() : end])}"
    return Subject(tidy(name), None, match.start())


def named_by_object(material: Material, figure: Figure, limit: int) -> Subject | None:
    """Nothing but the verb and what follows: ``invested $24 million``."""
    name = shortened(material.text[figure.end : phrase_end(material.folded, figure.end, limit)])
    return Subject(name, None, figure.start) if len(name) > 2 and not _ADVERBIAL.match(name.lower()) else None


def sorting(material: Material, figure: Figure) -> str | None:
    """The threshold right behind what a number counts: ``spending more than $1 million``."""
    if not figure.unit:
        return None
    at = material.folded.find(figure.unit, figure.start, figure.end + 60)
    sorts = THRESHOLD.match(material.folded, at + len(figure.unit)) if at >= 0 else None
    return tidy(material.text[sorts.start() : sorts.end()]) if sorts else None


_ADVERBIAL = lazy(r"(?:in|on|at|for|from|during|by|with|since|versus|over|as|when|if|last|this|year|per)\b")


# operating earnings per share are earnings per share, too: a profit of a dollar or two is no company's
_EARNING = frozenset({"net_profit", "net_profit_attributable", "adjusted_net_profit", "operating_profit"})
_NAMED_PER_SHARE = lazy(r"\bper (?:[a-z]+ ){0,3}share$", re.IGNORECASE)


_WE_EARNED = lazy(
    r"\b(?:we|the company)\s+(?:again\s+|also\s+)?(?P<verb>earned|(?P<lost>lost))\s+(?:[$€£]?\d[\d.,]*\s+(?:[mb]illion\s*)?,?\s*or\s+)?$"
)


def earned_per_share(folded: str, figure: Figure) -> Subject | None:
    """``we earned $450 million, or $0.60 per diluted share``: the verb is all the name there is."""
    if figure.kind != "amount" or not _PER_SHARE.match(folded, figure.end):
        return None
    earned = _WE_EARNED.search(folded, max(0, figure.start - 80), figure.start)
    if earned is None:
        return None
    metric = Metric("eps", frozenset({"amount"}), False, -1 if earned["lost"] else 1)
    return Subject("loss per share" if earned["lost"] else "earnings per share", metric, earned.start("verb"))


def name_per_share(folded: str, figure: Figure, clause: tuple[int, int], subject: Subject) -> None:
    """``diluted earnings were $1.98 per share`` are earnings per share; ``$0.28 per share dividend`` is a dividend."""
    match = _PER_SHARE.match(folded, figure.end)
    if subject.metric is not None and subject.metric.id in _EARNING and _NAMED_PER_SHARE.search(subject.name):
        subject.metric = Metric("eps", frozenset({"amount"}), False, subject.metric.sign)
    if not match:
        return
    metric = subject.metric.id if subject.metric else None
    if (
        match["more"]
        or metric == "dividend"
        or "dividend" in folded[clause[0] : figure.start]
        or re.match(r"[^,.;]{0,24}dividend", folded[match.end() : match.end() + 40])
    ):
        subject.metric, subject.name = _DIVIDEND, "dividend per share"
        return
    if metric in _EARNING:
        subject.metric = Metric("eps", frozenset({"amount"}), False, subject.metric.sign if subject.metric else 1)
    if "per share" not in subject.name.lower() and metric != "eps":
        subject.name = f"{subject.name} per share"

"""The part of the company that a paragraph speaks of: what its first words open."""

from __future__ import annotations

import re

from ...patterns import lazy
from ..material import Line, Material

_TOPIC = lazy(r"^(?:关于|对于|至于|就)?(?P<topic>[^,。;:,]{2,16}?)(?:业务|板块|分部)(?:方面)?[,:]")
_PART = (
    r"(?P<topic>[a-z][\w\-]*(?:\s(?:and\s)?[a-z][\w\-]*){0,3}(?=\s(?:segment|business|division|products\sgroup)[,.\s])"
    r"|[A-Za-z][\w&\-]*(?:\s(?:and\s)?[A-Z][\w&\-]*){0,3})"
)
_TOPIC_EN = lazy(
    rf"\b(?:[Mm]oving|[Tt]urning|[Ss]hifting|[Ss]tarting|[Bb]eginning|[Ss]witching|[Bb]egin)\s(?:on\s|over\s|now\s)?(?:to|with|in|at)?\s?(?:our\s|the\s|results\sin\s)?{_PART}(?:\ssegment|\sbusiness|\sdivision|\sproducts\sgroup)?[,.]"
)
# one of these is in every such turn: looked for first, as most sentences hold none
_TURNS = ("oving", "urning", "hifting", "tarting", "egin", "witching")
_COVERS_EN = lazy(
    rf"\b(?:start|begin|end|finish|cover|wrap\sup|turn|move)\s(?:on\s|over\s|now\s)?(?:with\s|"
    rf"to\s)?(?:our\s|the\s)?{_PART.replace('|[A-Za-z]', '|[A-Z]')},\swhere"
)
_OPENS_EN = lazy(
    rf"(?:In|Within|For)\s(?:our\s|the\s)?{_PART.replace('|[A-Za-z]', '|[A-Z]')}(?:\ssegment|\sbusiness|"
    rf"\sdivision)?(?:,|\s(?=(?:net\s)?(?:sales|revenues?)\b))"
)
_NO_TOPIC = frozenset(
    "costs fine expenses cash profit margin revenue q1 q2 q3 q4 guidance outlook total terms addition summary "
    "fiscal closing conclusion particular general fact the january february march april may june july "
    "august september october november december example instance forward back quarter year results "
    "numbers performance financials next questions q&a fourth third second first region us it this "
    "that now balance cash capital expenses today our liquidity profitability margins gross operating "
    "financial slide".split()
)
WHOLE = lazy(
    r"\b(?:total|consolidated|company|overall|cash flows?|balance sheet|tax rate|we ended|ended the|liquidity|"
    r"corporate|repurchased?|dividends?|interest expense|guidance|outlook|full[- ]year|net income|net "
    r"loss|earnings per|eps|"
    r"per share|working capital|capital expenditures?|capex|operations used|debt|sg&a|we expect|our revenue|our net sales|our gross)\b"
)
_ABOUT = lazy(r"^(?:关于|至于)(?P<topic>[^,。;:]{2,12}?)(?:大概)?的(?:财务|业绩|收入|增长|业务)")


# a product's code in a question: hz-302, lh-315
_CODE = lazy(r"(?<![a-z0-9\-])[a-z]{1,5}-?\d{2,5}[a-z]?(?![a-z0-9\-])")
_ASKED_PART = lazy(r"(?P<topic>[a-z0-9一-鿿\-]{2,14}?)(?:业务|板块|产品|业态|事业部)")
_QUOTED_PART = lazy(r"[\"“「](?P<name>[^\"”」,。?\d]{2,10})[\"”」](?:[^,。?]{0,4})(?:业务|业态|品牌|产品|项目|平台|系列|门店)")
_ASKING = lazy(
    r"^(?:.*(?:请问|介绍|展望|看待|关于|对于|目前|当前|现在|贵司|我们|公司|一下|了解|及|和|与|的|是|在|对|下|问|今年|明年|上半年|下半年|未来|方面))(?=.{2})"
)
_NO_PART = lazy(
    r"公司|集团|主营|核心|新|相关|主要|其他|海外|各|哪些|什么|传统|整体|这|那|业务|产品|存量|老|国内|\d(?:年|季|月)|季度|情况|规划|布局|[?]|多少|如何"
)


def asked_about(material: Material, exchange: int) -> str | None:
    """The one part of the company, or the one product by its code, that a Chinese question asks about."""
    span = next((one for one in material.outline.exchanges if one.index == exchange), None)
    if span is None or material.outline.language == "en":
        return None
    spans = [(first, min(last, first + 120)) for first, last in (span.questions or [span.asked])]
    codes = {match[0]: match.span() for first, last in spans for match in _CODE.finditer(material.folded, first, last)}
    if len(codes) == 1:
        return material.text[slice(*next(iter(codes.values())))]
    quoted = {match["name"]: match.span("name") for first, last in spans for match in _QUOTED_PART.finditer(material.folded, first, last)}
    if len(quoted) == 1 and not codes:
        return material.text[slice(*next(iter(quoted.values())))]
    parts: dict[str, tuple[int, int]] = {}
    for first, last in spans:
        for match in _ASKED_PART.finditer(material.folded, first, last):
            start, end = match.span("topic")
            start += len(asking[0]) if (asking := _ASKING.match(match["topic"])) else 0
            if end - start >= 2 and not _NO_PART.search(material.folded, start, end):
                parts[material.folded[start:end]] = (start, end)
    return material.text[slice(*next(iter(parts.values())))] if len(parts) == 1 and not codes else None


def one_sentence_a_paragraph(material: Material) -> bool:
    lines = [line for line in material.lines if line.sentence.role == "narrative"]
    return len(lines) < 1.2 * len({line.sentence.paragraph for line in lines})


def topic_of(material: Material, line: Line) -> str | None:
    start = line.sentence.start
    if material.outline.language == "en":
        stop = min(line.sentence.end, start + 120)
        opening = material.text[start:stop]
        english = (
            _OPENS_EN.match(material.text, start, stop)
            or ("where" in opening and _COVERS_EN.search(material.text, start, stop))
            or (any(verb in opening for verb in _TURNS) and _TOPIC_EN.search(material.text, start, stop))
            or None
        )
        if english is None or english["topic"].lower().split()[0] in _NO_TOPIC or re.search(r"\d", english["topic"]):
            return None
        return english["topic"]
    opening = material.folded[start : start + 30]
    named = any(word in opening for word in ("业务", "板块", "分部"))
    match = _ABOUT.match(opening) or (_TOPIC.match(opening) if named else None)
    if not match or re.search(r"公司|集团|我们", match["topic"]):
        return None
    return material.text[start + match.start("topic") : start + match.end("topic")].strip()

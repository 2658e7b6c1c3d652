"""Whom somebody brings on: callers named by an operator, and callers who name themselves.

Chinese is matched on simplified, half-width text whose capitals are kept (a Latin name is told by them); the names are cut from the text
itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..tables import table, words_pattern
from .labels import is_speakerless
from .names import LATIN_NAME, is_latin_name, is_transliterated
from .script import plain as unfolded


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody brought on, or who says who they are. At least one of name and firm is told."""

    name: str | None
    firm: str | None
    start: int
    end: int
    """Span of the sentence that does so."""


_CAPITAL_WORD = r"[^\W\d_a-z㐀-鿿][\w&'’-]*(?:\.[A-Za-z][\w&'’-]*)*"
_WORD = rf"(?:(?:[A-Z]\.)+[ ]?)?{_CAPITAL_WORD}"
FIRM = rf"{_WORD}(?:,? (?:(?:and|of|&|de) )?{_WORD}){{0,4}}"
_ONE_NAME = r"[^\W\d_a-z㐀-鿿][\w'’-]{1,20}"
_OF = r"(?:[Ww]ith|[Ff]rom|[Oo]f|[Aa]t|[Ff]or|[Oo]n behalf of|-{1,2}|–|—)"
_ANALYST_AT = r"(?:an? |the )?(?:[\w-]+ ){0,2}[Aa]nalyst (?:with|at|from|for|of) "
_ENGLISH = tuple(
    lazy(pattern)
    for pattern in (
        rf"(?P<name>{LATIN_NAME})(?:,|\.)? {_OF} (?:the line of )?(?P<firm>{FIRM})",
        rf"(?:[Nn]ext up|[Uu]p next|[Cc]omes|[Cc]oming|question),? (?:from|at) (?P<firm>{FIRM})(?: is|,| and) (?P<name>{LATIN_NAME})",
        rf"(?:from|is|line of|to|hear|welcome|[Uu]p,?|[Nn]ext,?|by) (?P<name>{LATIN_NAME}),? {_ANALYST_AT}(?P<firm>{FIRM})",
        rf"(?:from|is|line of|to|hear|welcome|[Uu]p,?|[Nn]ext,?|question,|caller,|by) (?P<name>{LATIN_NAME}), (?P<firm>{FIRM})",
        rf"(?:line of|(?:comes|is|questions?|line) from|(?:line )?is|[Nn]ext up,?|[Uu]p next,?|(?:go|turn|move) to|hear from) "
        rf"(?P<name>{LATIN_NAME})(?=[.?,;!]|\s*$|\s*\n| your| has| please| go|\s*\()",
        rf"(?:line of|comes from|is from|question from) (?P<name>{_ONE_NAME}) (?:with|from|at) (?P<firm>{FIRM})",
    )
)
_ZH = r"[A-Za-z㐀-鿿·. ’'-]"
_ASIDE = r"(?:[ ]?\([^()\n]{1,40}\))?[ ]?"
_LATIN_OR_DOTTED = rf"(?:{LATIN_NAME}|(?:(?!的)[㐀-鿿]){{1,8}}(?:·[㐀-鿿A-Za-z]{{1,8}})+)"


@cache
def _chinese() -> tuple[re.Pattern[str], ...]:
    words = table("outline", "turns")
    kind = words_pattern(words["firm_ends_zh"])
    unit = r"(?:研究所|研究院|研究部|研究中心|资管|自营|香港|国际)"
    calls = r"(?:来自|是|有请|下面请|接下来请|现在请|首先请|再请|欢迎|请|接通了|回答|接受)"
    office = r"(?:[^。,的]{0,14}?(?:分析师|研究员|首席|基金经理|投资经理|记者|总监|经理))"
    tail = r"(?:先生|女士|小姐|博士|老师|总)?"
    asks = r"(?:的电话|的提问|的问题|的连线|的线路|来提问|提问|提出|发问|发言|有下一个|吗|[ ]?\(|[。,;:!?\n]|$)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"来自[ ]?(?P<name>{_ZH}{{2,40}}?){_ASIDE}(?:与|和)[ ]?(?P<firm>[^。,(]{{2,30}}?){_ASIDE}的[ ]?"
            r"(?:联系|对话|合作|线路|连线|电话)",
            rf"来自[ ]?(?P<name>{LATIN_NAME}),[ ]?(?P<firm>{FIRM})",
            rf"来自[ ]?(?P<name>{_LATIN_OR_DOTTED})[。,][ ]?(?:他来自|她来自|与|来自)[ ]?(?P<firm>[^。,]{{2,20}}?)(?=[。,]|$)",
            rf"{calls}[ ]?(?:来自)?[ ]?(?:一下)?(?P<firm>[^。,的是请]{{0,14}}{kind}{unit}?)的?{office}?[ ]?"
            rf"(?P<name>{_LATIN_OR_DOTTED}|[㐀-鿿]{{2,4}}?){tail}{asks}",
            rf"{calls}[ ]?(?:来自)?[ ]?(?P<firm>[^。,的]{{2,30}}?)[ ]?的{office}?[ ]?(?P<name>{_ZH}{{2,40}}?){tail}{asks}",
            rf"(?:回答|接受|来自)[ ]?(?P<firm>[^。,的]{{2,20}}?)[ ]?的?[ ]?(?P<name>{_LATIN_OR_DOTTED})[ ]?(?:提出)?的?"
            r"(?:第一|下一|最后一)?个?(?:问题|提问)",
            rf"(?:来自|有请|是|接通了)[ ]?(?P<name>{_LATIN_OR_DOTTED})(?=[。,( ]|$)",
            rf"^(?:来自)?[ ]?(?P<firm>[^。,的]{{2,30}}?)[ ]?的[ ]?(?P<name>{_ZH}{{2,40}}?)[ ]?有(?:下|第)一个",
            rf"^(?P<firm>[^。,的]{{2,20}}?)[ ]?的(?:下一|第一|最后一)[^。,]{{1,4}}是[ ]?(?P<name>{_ZH}{{2,40}}?){asks}",
            rf"{calls}[ ]?(?P<name>[㐀-鿿]{{1,3}})(?:先生|女士|总|老师|博士)(?:提问|来提问|[。,]|$)",
        )
    )


@cache
def _next_words() -> re.Pattern[str]:
    return re.compile(words_pattern(table("outline", "turns")["introduces"]) + r"|\bis (?=(?-i:[A-Z]))", re.IGNORECASE)


_NO_NAME = lazy(
    r"\b(?:questions?|thanks?|operator|ladies|today|please|conference|call|management|quarter|prepared|remarks|closing|session|the|our|we|you)\b"
    r"|问题|谢谢|女士们|接线|大家|管理层|各位|公司|环节|[一二三四五]位|^(?:电话|对话|联系|线路|提问|合作|投资者|分析师|下面|现在)"
)
_NO_FIRM = lazy(r"我们|你们|您|大家|今天|本次|问题|提问|电话会|环节")
_LEAD = lazy(
    r"^(?:(?:It['’]s|It is|I['’]m|Hi|Hey|Hello|Yes|Yeah|Well|Maybe|Just|Great|And|Our|Your|The|Next|First|Is|We|Thank|You|Thanks|Okay"
    r"|Alright|It|That|This|Now|Then|So|Mr\.?|Ms\.?|Mrs\.?|Dr\.?) )+"
)
_HAN = lazy("[㐀-鿿]")
_LOOK_AHEAD = 160


def callers_in(text: str, start: int, end: int) -> list[Caller]:
    """Those whom the words between bring on, in order; empty where nobody is named."""
    found: list[Caller] = []
    position = start
    for word in _next_words().finditer(unfolded(text[start:end])):
        at = start + word.start()
        if at < position:
            continue
        begin = _sentence_start(text, start, at)
        best = _best(text, begin, _sentence_end(text, start + word.end(), end), min(end, start + word.end() + _LOOK_AHEAD))
        if best is None:
            continue
        name, firm, name_end = best
        stop = _sentence_end(text, name_end, end)
        found.append(Caller(name, firm, begin, stop))
        follower = _FOLLOWED.search(text, name_end, stop)
        if follower:  # two in a breath
            found.append(Caller(follower["name"], follower["firm"], begin, stop))
        position = stop
    return found


_FOLLOWED = lazy(
    rf"(?:followed by|and then|after that|then) (?:the line of |by |we will go to |we'll go to |to )?"
    rf"(?P<name>{LATIN_NAME})(?:,| {_OF}) (?P<firm>{FIRM})"
)


def _best(text: str, begin: int, stop: int, end: int) -> tuple[str, str | None, int] | None:
    """The name told before ``stop`` (the sentence's end), else after it; a reading with a firm before one without; then the first."""
    sentence = text[begin:end]
    words = unfolded(sentence)
    best: tuple[tuple[bool, bool, int], str, str | None, int] | None = None
    for pattern in (*_ENGLISH, *(_chinese() if _HAN.search(words) else ())):
        found = pattern.search(words)
        if found is None:
            continue
        low, high = found.span("name")
        name = _LEAD.sub("", sentence[low:high].strip(" ."))
        firm = sentence[slice(*found.span("firm"))].strip(" .,") if found.groupdict().get("firm") else None
        order = (begin + low >= stop, firm is None, high - len(name))
        if not _is_name(name) or (firm and _NO_FIRM.search(firm)) or (best is not None and order >= best[0]):
            continue
        best = order, name, firm, begin + max(high, found.end("firm") if firm else 0)
    return best[1:] if best is not None else None


def _is_name(name: str) -> bool:
    """False of words of the trade, and of two sentences run together (``Yeah. Hi``)."""
    return bool(name) and not is_speakerless(name.lower()) and not _NO_NAME.search(name.lower()) and not _FULL_STOP.search(name)


_FULL_STOP = lazy(r"(?<![JSM]r)(?<!St)(?<!Dr)(?<!Mrs)(?<=[a-z]{2})\.")


def sentence_after(text: str, start: int, end: int) -> int:
    """Where the first sentence ends that speaks of a question or a line, or ``end``."""
    word = _next_words().search(unfolded(text[start:end]))
    if word is not None:
        return _sentence_end(text, start + word.end(), end)
    colon = _COLON.search(text, start, min(end, start + _LOOK_AHEAD))
    return colon.end() if colon else end


_COLON = lazy(r"[:：]")


def _sentence_start(text: str, low: int, at: int) -> int:
    places = ((text.rfind(mark, low, at), len(mark)) for mark in (". ", "。", "]", "\n", "? ", "？"))
    return max((place + length for place, length in places if place >= 0), default=low)


def _sentence_end(text: str, at: int, high: int) -> int:
    position = max(at - 1, 0)
    while (found := _SENTENCE_END.search(text, position, high)) is not None:
        if found.group() == "." and _INITIAL.search(text, max(at - 4, found.start() - 4), found.start()):
            position = found.end()
            continue
        return found.end()
    return high


_SENTENCE_END = lazy(r"[.?:](?=\s|$)|[。？：\n]")
_INITIAL = lazy(r"\b[A-Z]\Z")

# --- callers who name themselves -------------------------------------------------------------------------------------

_SELF = lazy(
    rf"(?:(?:[Tt]his is|[Ii]t(?:['’]s| is)|[Ii](?:['’]m| am)|[Mm]y name is|[Yy]ou(?: have|['’]ve got)) (?:actually )?(?P<name>{LATIN_NAME})"
    rf"|\A(?P<bare>{LATIN_NAME}))"
    rf"(?:,? (?:here )?(?:(?:calling )?from|with|at|of|over at) (?P<firm>{FIRM})|, (?P<firm2>{FIRM})(?=[.,])"
    r"|(?=,? (?:here|calling|speaking|on for|on behalf|in for|for|sitting in|filling in|asking)|[.,!]))"
)
_SELF_ONE = lazy(rf"(?:[Tt]his is|[Ii]t['’]s) (?P<name>{_ONE_NAME}) (?:from|with|at|on for|in for|sitting in for)")
_SELF_ZH = lazy(
    r"(?:我是|这里是|我叫|来自)[ ]?(?P<firm>[^。,我是]{2,16}?)[ ]?的[ ]?(?:分析师|研究员|记者)?"
    r"(?P<name>[A-Za-z㐀-鿿·. ’'-]{2,30})(?=[。,.!])"
)
_SELF_BARE_ZH = lazy(rf"\A(?P<name>{_LATIN_OR_DOTTED}),[ ]?(?:来自)?(?P<firm>[^。,!?]{{2,14}})。")
_HEAD = 200


@cache
def _self_firm_zh() -> re.Pattern[str]:
    kind = words_pattern(table("outline", "turns")["firm_ends_zh"])
    return re.compile(
        rf"(?:我是|这里是)[ ]?(?P<firm>[^。,我是的]{{1,12}}?{kind})"
        r"(?:的|[^。,]{0,8}?(?:分析师|研究员|行业|团队|组)的?)?[ ]?"
        rf"(?P<name>{_LATIN_OR_DOTTED}|[㐀-鿿]{{2,4}})(?=[。,.!])"
    )


def names_self(text: str, start: int, end: int) -> Caller | None:
    """``This is Ann Lee from Some Bank``, said within the first words between; ``None`` where nobody says so."""
    head = text[start : min(end, start + _HEAD)]
    words = unfolded(head)
    chinese = (_self_firm_zh(), _SELF_ZH, _SELF_BARE_ZH) if _HAN.search(words) else ()
    for pattern in (_SELF, _SELF_ONE, *chinese):
        for found in pattern.finditer(words):
            told = _told(head, found)
            if told is not None:
                return Caller(*told, start + found.start(), start + found.end())
    return None


def _told(head: str, found: re.Match[str]) -> tuple[str, str | None] | None:
    spans = {key: found.span(key) for key, value in found.groupdict().items() if value}
    low, high = spans.get("name") or spans["bare"]
    name = _LEAD.sub("", head[low:high].strip())
    if not _is_name(name) or ("bare" in spans and len(name.split()) < 2 and name.isascii()):
        return None
    place = spans.get("firm") or spans.get("firm2")
    firm = head[slice(*place)].strip(" .,") if place else None
    if firm and is_transliterated(firm):  # she stands in for a colleague
        firm = None
    if "bare" in spans and not firm and not is_latin_name(name):
        return None
    return name, firm

"""Tokens with digits that are no figures: names of models, products and laws, codes, telephone and list numbers, times.

Each number of the text is looked at once, together with the letters that it hangs together with. Works on folded text.
"""

from __future__ import annotations

import re

from ..patterns import lazy

Span = tuple[int, int]

_DIGITS = lazy(r"[0-9]+")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_BLANK = frozenset(" \t\u3000")

# https://…, www.…, name@host
_ADDRESS = lazy(r"(?:https?://|www\.)[^\s一-鿿,;\"<>]+|[a-z0-9._\-]{1,64}@[a-z0-9.\-]+")

# The word that runs into a number: gpt-, llama, gb/t-; not us$, q3, fy25, 1h24 (currencies and periods).
_WORD_BEFORE = lazy(r"(?<![a-z0-9$])[a-z]+(?:[-.&/][a-z]+){0,6}[-.]?$")
_NOT_NAMES = (
    "rmb|cny|usd|us|hkd|hk|nt|eur|gbp|dkk|chf|jpy|yoy|qoq|cagr|eps|roe|top|no|fy|cy|x|and|or|to|of"
    "|q(?=[1-4](?![0-9]{3}))|h(?=[12](?:(?:20)?[1-3][0-9])?(?![0-9a-z]))"
)
_NAME = lazy(
    rf"(?!(?:{_NOT_NAMES})[.$]?[0-9])"
    r"[a-z]+(?:[-.&/][a-z]+)*[-.]?[0-9][a-z0-9]*(?:[-./][a-z0-9]+)*(?:\s[0-9]{1,3}b(?![a-z0-9]))?"
)

# What a number that runs into letters is a figure with; any other letters make it a name.
_MEASURED = (
    r"(?:[pkmbgt]?b|g(?=瓦)|[kmb]|mm|bn|mn|tn|x|p|pp[st]?|ppts|pcts?|bps?|[kmgt]wh?|pflops|eflops|kg|km|kv|[gm]hz|nm|wh"
    r"|rmb|cny|usd|hkd|eur|gbp|yuan|million|billion|trillion|thousand|percent(?:age)?|basis|points?|times|fold|tokens?"
    r"|days?|months?|years?|hours?|weeks?|minutes?|acres?|megawatts?|gigawatts?)(?![a-z0-9])"
)
_NUMBER_LED = lazy(
    rf"""
    # 5g, 3d, 2b2c, 10-k, 1st
        (?<![0-9.,a-z$€£])[0-9]+(?:\.[0-9]+)?-?(?!{_MEASURED})[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?!\s?[$])
    # 5号, 3号线; a place (3号位) and a generating unit (1号机组) are counted or named otherwise
    |   [0-9]+\s?号线 | [0-9]+号(?!线?位)(?![一-鿿]{{0,2}}机组)
    # 15:58, 10:15:30.5, 24/7, 7x24, 1080p
    |   (?<![0-9])(?:[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)? | 24/7 | 7\s?[x*×]\s?24)(?![0-9]) | (?:480|720|1080|2160)p
    # 021-12345678, 13812345678, 400-800-1234
    |   (?<![0-9])(?:0[0-9]{{2,3}}-[0-9]{{7,8}}|1[3-9][0-9]{{9}}|[0-9]{{3}}-[0-9]{{3,4}}-[0-9]{{4}})(?![0-9])
    # a rule of 3-6-5; a range has two ends
    |   (?<![0-9.,\-])[0-9]{{1,3}}(?:-[0-9]{{1,3}}){{2,}}(?![0-9.,\-]|\s?[%万亿千百元个年月日倍])
    # 2.0时代, 1.2.3, 500强
    |   (?<![0-9.])[0-9]\.0(?=\s?(?:时代|版|阶段|战略|模式|升级|产品|系统|平台|体系|的))
    |   (?<![0-9.])[0-9]+(?:\.[0-9]+){{2,}}
    |   [0-9]{{2,4}}\s?强(?![度大劲烈])
    """,
    re.X,
)
_BEHIND = frozenset("-.:/强号x*× ") | _LETTERS
"""What follows a number that `_NUMBER_LED` may know."""

_REACH = 40
"""Characters of a name in front of its number that are looked at."""
# Last letters of what is looked for in front of a number, white space aside.
_CODE_ENDS = frozenset("码号票话真编线:([〔")
_NUMBERED_ENDS = frozenset("mnetrcslqip-富普深证斯国球界")
_ENDS = _CODE_ENDS | _NUMBERED_ENDS
_MOBILE = 11
"""Digits of a mobile telephone's number."""
_LINE_HEADS = frozenset("\n(q") | _BLANK

# form 10-q, 财富500强, 标普500, windows 11
_NUMBERED_WORD = lazy(
    r"(?:(?P<section>(?:form|item|section|rule|note|exhibit|version|chapter|topic|asc|ifrs|sfas|(?:on|see|from|and|to)\spages?)\s)"
    r"|(?:财富|标普|沪深|中证|福布斯|fortune|global|forbes|s&p|russell|nasdaq|nikkei|ftse|windows|office)[\s-]?(?:中国|全球|世界)?\s?(?:global\s)?)$"
)
_SECTION = lazy(r"[0-9]+(?:[-.]?[a-z0-9]+)*")
_LISTED = lazy(r"(?:2,000|[0-9]{2,4})(?![0-9])(?:强|指数)?")

# 代码: 600089, 电话 021-…
_CODE_WORD = lazy(r"(?:代码|代号|编号|股票|电话|传真|邮编|邮政编码|热线)\s?:?\s?\(?$")
_CODE = lazy(r"[0-9][0-9\-. ]*")
_BRACKETED = lazy(r"\(\s?[0-9]{4,6}(?:\.[a-z]{2})?\s?\)|[〔\[(][0-9]{4}[〕\])]\s?[0-9]+\s?号|[(][0-9]{1,2}[)](?!\s?%)")
# 1、 2. (3) 4, q1: at the head of a line
_LIST = lazy(r"[(]?[0-9]{1,2}(?:[、)]|[.](?![0-9])|(?=[一-鿿]、)|[ \t](?=[a-z一-鿿]))|q[0-9]{1,2}(?=\s?[:、.)])")

# 第571章, 第13.09条, 第一批
_ORDINAL = lazy(
    r"第\s?(?:[0-9]+(?:\.[0-9]+)*|[一二三四五六七八九十百]{1,6})\s?"
    r"(?:条|章|节|款|号|届|次|期|批|代|版|页|阶段|步|大|轮|方面|点|类|家|张|部分|个|种|曲线|增长曲线|工厂)"
)
_RANKED = lazy(r"(?:排名|位列|位居|名列|居)[^,。;]{0,10}$")


def find_others(folded: str) -> list[Span]:
    """Spans of tokens with digits that are names, codes or list numbers, in order of place; they may overlap."""
    found = _ordinals(folded)
    if "@" in folded or "://" in folded or "www." in folded:
        found += [match.span() for match in _ADDRESS.finditer(folded)]
    last = 0
    for match in _DIGITS.finditer(folded):
        start, end = match.span()
        before = folded[start - 1] if start else "\n"
        if start < last or (before > "⺀" and before not in _ENDS and folded[end : end + 1] not in _BEHIND and end - start != _MOBILE):
            # most numbers: behind a Chinese word and in front of a unit
            continue
        span = _other(folded, start, end, before)
        if span is not None:
            found.append(span)
            last = span[1]
    found.sort(key=lambda span: (span[0], -span[1]))
    return found


def _other(folded: str, start: int, end: int, before: str) -> Span | None:
    """The name, code or list number that the number at ``start``..``end``, behind the character ``before``, belongs to."""
    if before in _LETTERS or before in "-.":
        word = _WORD_BEFORE.search(folded, max(0, start - _REACH), start)
        name = _NAME.match(folded, word.start()) if word else None
        # mid-30% is a share
        if name and folded[name.end() : name.end() + 1] != "%":
            return name.span()
    lead = folded[start - 2 : start - 1] if before in _BLANK else before
    span = _coded(folded, start, before) if lead in _CODE_ENDS else None
    if span is None and lead in _NUMBERED_ENDS and (word := _NUMBERED_WORD.search(folded, max(0, start - 16), start)):
        rest = (_SECTION if word["section"] else _LISTED).match(folded, start)
        span = (word.start(), rest.end()) if rest else None
    if span is None and (folded[end : end + 1] in _BEHIND or end - start == _MOBILE):
        led = _NUMBER_LED.match(folded, start)
        span = led.span() if led else None
    if span is None and before in _LINE_HEADS:
        span = _list_number(folded, start)
    return span


def _coded(folded: str, start: int, before: str) -> Span | None:
    """``(00020)``, ``代码: 600089``, ``〔2023〕5号``."""
    word = _CODE_WORD.search(folded, max(0, start - 8), start)
    if word:
        return word.start(), _CODE.match(folded, start).end()  # type: ignore[union-attr]  # a digit stands there
    opening = start - 1 - (before in _BLANK)
    bracket = _BRACKETED.match(folded, opening) if opening >= 0 and folded[opening] in "([〔" else None
    return bracket.span() if bracket else None


def _list_number(folded: str, start: int) -> Span | None:
    """``1、``, ``2.``, ``(3)``, ``4``, ``q5:`` at the head of a line."""
    head = start - (folded[start - 1 : start] in ("(", "q"))
    first = head
    while first and folded[first - 1] in _BLANK:
        first -= 1
    number = _LIST.match(folded, head) if not first or folded[first - 1] == "\n" else None
    return number.span() if number else None


def _ordinals(folded: str) -> list[Span]:
    return [
        match.span() for match in _ORDINAL.finditer(folded)
        if not _RANKED.search(folded, max(0, match.start() - 14), match.start())
    ]  # fmt: skip

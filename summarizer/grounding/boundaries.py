"""Where a quote may begin and end: not inside a number, a unit or a word, and not behind what turns its meaning round.

``6.8亿`` stands in ``36.8亿`` and ``盈利`` in ``未能盈利``, letter for letter, and neither is what the source says.

What a quote may leave out: words of its sentence, an approximation (``约``), a lower bound (``超过``, ``以上``: the value was reached).
What it may not: a digit, sign, scale, currency, unit, rate (``元/吨``) or the other end of a range; an upper bound (``不到``: the value was
not reached); a negation directly before it; the first half of a compound that names something else (``净|利润``, ``non-|GAAP``).
"""

from __future__ import annotations

import re
from functools import cache

from ..outline.script import HAN
from ..tables import table, words_pattern

REACH = 64
"""Characters looked at on either side of an edge. Longer figures, ranges and codes are not met with."""

_DASH = r"(?<![\d%]){0}|{0}(?!\s*+(?:[$¥€£]\s*+)?\d)"
_EM_DASH, _DOUBLE_DASH = re.compile(_DASH.format("[—―]")), re.compile(r"--+(?=-[$¥€£]?\d)|" + _DASH.format("--+"))


def with_dashes(text: str, folded: str, dash: str) -> str:
    """``folded`` with ``dash`` for the dashes that part clauses, so that they are neither a sign, a range nor a compound's hyphen."""
    if "—" in text or "―" in text:
        pieces: list[str] = []
        last = 0
        for match in _EM_DASH.finditer(text):
            pieces += (folded[last : match.start()], dash)
            last = match.end()
        folded = "".join((*pieces, folded[last:]))
    if "--" in folded:
        folded = _DOUBLE_DASH.sub(lambda match: dash * len(match[0]), folded)
    return folded


def boundary_text(text: str, folded: str) -> str:
    """The form of a text that `cut` reads."""
    return with_dashes(text, folded, ";")


@cache
def _token() -> re.Pattern[str]:
    """A number with all that belongs to it, a code with digits, a numeral in words: what an edge must not fall into."""
    units = table("figures", "units")
    scale = words_pattern([*units["scale"], *table("grounding", "boundaries")["scale"]["more"].split()])
    currency = units["currency"]
    strong = words_pattern([*currency["after"], *currency["cents"], *units["percent"], *units["measure"], *units["duration"], "成", "号"])
    count = words_pattern(units["count"]["zh"].split())
    before = "|".join(sorted(map(re.escape, currency["before"]), key=len, reverse=True))
    blank = r"[ \t\u3000]?"
    # possessive throughout: a long run of digits is read once, whatever follows it
    arabic = r"\d++(?:,\d{3}(?!\d))*+(?:[.:/]\d++)*+"
    part = r"(?:[a-z]*+\d[a-z0-9]*+)"
    # mid-20 percent: what follows a code may be the unit of the number in it
    code = rf"(?:[a-z]++[-.]?(?=\d)|(?=[a-z0-9])){part}(?:[-.]{part})*+(?:{blank}(?:{scale}|{strong}))?"
    unit = (
        rf"(?>(?:{blank}[多余几])?(?:[ \t\n\u3000]?(?:{scale}))*(?:[多余几])?(?:[ \t\n\u3000]?-?(?:{strong})|{blank}(?:{count}))?"
        rf"(?:{blank}/{blank}(?:[a-z]+|[{HAN}]{{1,2}}))?)"
    )
    number = rf"(?>(?:第{blank})?[-+±~≈<>≤≥]?(?:(?:{before}){blank})?[-+]?{arabic}{unit}(?:\d++{unit})*+)"
    numeral = "[〇零一二两三四五六七八九十百千万亿]"
    spelled = (
        rf"(?:第|百分之)?{numeral}{{2,}}(?:点{numeral}+)?(?:{strong}|{count})?|{numeral}分之{numeral}+"
        rf"|第?{numeral}+(?:{strong}|{count}|季度|番)|翻了?{numeral}?[番倍]|{numeral}成半"
    )
    day = rf"\d{{1,2}}{blank}月{blank}\d{{1,2}}{blank}[日号]"
    date = rf"(?:\d{{4}}|\d{{2}}){blank}年{blank}(?:{day}|\d{{1,2}}{blank}月)|{day}"
    joint = r"\s?(?:-|~|至|到|(?<![a-z])to(?![a-z])|(?<![a-z])or(?![a-z]))\s?"
    return re.compile(rf"{date}|{number}(?:{joint}{number})*(?:(?<!\d)|(?![a-z0-9]))|{code}|{spelled}(?:{joint}{spelled})*")


@cache
def _turned() -> re.Pattern[str]:
    """What directly before a quote turns its meaning round."""
    data = table("grounding", "boundaries")["negation"]

    def choice(words: str) -> str:
        return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))

    between = data["between"]
    part = table("grounding", "boundaries")["part"]
    zh = rf"(?<![{part['place']}](?=非))(?:{choice(data['zh'])})(?:{choice(between['zh'])}){{0,3}}[ \t\u3000]*\Z"
    en = rf"(?:\b(?:{choice(data['en'])})|n't)(?:[\s-]+(?:{choice(between['en'])})){{0,4}}[\s-]*\Z"
    return re.compile(rf"{zh}|{en}|\b(?:{part['en']})-\Z|\b(?:{part['apart']})\s\Z")


@cache
def _compounds() -> dict[str, tuple[str, ...]]:
    """The first half of a compound to its second halves."""
    halves: dict[str, tuple[str, ...]] = {}
    for compound in table("grounding", "boundaries")["part"]["zh"].split():
        first, second = compound.split("|")
        halves[first] = (*halves.get(first, ()), second)
    return halves


@cache
def _bounded() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = table("grounding", "boundaries")["bound"]
    english = "|".join(r"\s+".join(map(re.escape, words.split())) for words in data["en"].split("|"))
    chinese = "|".join(map(re.escape, data["zh"].split()))
    after = "|".join(map(re.escape, data["after"].split()))
    after_english = "|".join(r"\s+".join(words.split()) for words in data["after_en"].split("|"))
    return (
        re.compile(rf"(?:{chinese}|(?<![a-z])(?:{english}))(?:了|约|about)?\s*\Z"),
        re.compile(rf"\s?(?:{after}|(?:{after_english})\b)"),
    )


@cache
def _each() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What makes an amount one a share: anywhere, directly before what names it, directly behind it."""
    data = table("grounding", "boundaries")["each"]
    english = "|".join(r"\s+".join(words.split()) for words in data["en"].split("|"))
    chinese = "|".join(data["zh"].split())
    return (
        re.compile(rf"{chinese}|\b(?:{english}|eps)\b"),
        re.compile(rf"(?:{chinese})\s*\Z"),
        re.compile(rf"\s?(?:{english})\b"),
    )


_NUMBER_NEAR = re.compile(rf"[{HAN}]{{0,6}}\s?\d")
_NUMBER_FIRST = re.compile(r"[-+~]?\s?(?:us|hk|nt)?[$¥€£]?\s?(?:\d|[一两二三四五六七八九十百][^一-龥]?(?=[成倍亿万百千十]))")
_NUMBER_LAST = re.compile(rf"\d[^\d\s。,;:]{{0,6}}\Z|\d\s?[{HAN}%a-z]{{1,12}}\Z")
_PLURAL = re.compile(r"(?:'?s|s'|es)?(?![a-z])")


def cut(text: str, start: int, end: int) -> str | None:
    """Why ``text[start:end]`` must not be taken out of its text by itself, in one line, or ``None`` where it may.

    ``text`` is a `boundary_text`.
    """
    left = _inside(text, start)
    if left is not None:
        return f"source says {left}, quote begins inside it"
    right = _inside(text, end)
    if right is not None:
        return f"source says {right}, quote ends inside it"
    if start and _latin(text[start - 1]) and _latin(text[start]):
        return f"source says {_word(text, start)}, quote begins inside it"
    if end < len(text) and _latin(text[end]) and _latin(text[end - 1]) and not _PLURAL.match(text, end):
        return f"source says {_word(text, end)}, quote ends inside it"
    before = text[max(0, start - REACH) : start]
    turned = _turned().search(before)
    if turned:
        return f"source says {_one_line(turned[0] + text[start:end])}, quote leaves out {_one_line(turned[0])}"
    if start and text.startswith(_compounds().get(text[start - 1], ("\0",)), start):
        return f"source says {_one_line(text[start - 1 : end])}, quote leaves out {text[start - 1]}"
    pattern_before, pattern_after = _bounded()
    if _NUMBER_FIRST.match(text, start):
        bound = pattern_before.search(before)
        if bound:
            return f"source says {_one_line(bound[0] + text[start:end])}, quote leaves out {_one_line(bound[0])}"
    each, each_before, each_after = _each()
    if not each.search(text, start, end):
        per = each_before.search(before) if _NUMBER_NEAR.match(text, start, end) else None
        if per:
            return f"source says {_one_line(per[0] + text[start:end])}, quote leaves out {_one_line(per[0])}"
        per = each_after.match(text, end) if _NUMBER_LAST.search(text, max(start, end - 16), end) else None
        if per:
            return f"source says {_one_line(text[start:end] + per[0])}, quote leaves out {_one_line(per[0])}"
    if _NUMBER_LAST.search(text, max(start, end - 16), end):
        after = pattern_after.match(text, end)
        if after:
            return f"source says {_one_line(text[start:end] + after[0])}, quote leaves out {_one_line(after[0])}"
    return None


def _inside(text: str, at: int) -> str | None:
    """The token that ``at`` falls into, if it does."""
    if not 0 < at < len(text) or text[at - 1] in "。;!?\n" or text[at] in "。;!?":
        return None
    base = max(0, at - REACH)
    # from the start of a line or a clause, so that no token is met in its middle
    for match in _token().finditer(text, base, min(len(text), at + REACH)):
        if match.start() >= at:
            return None
        if match.end() > at:
            return None if _moves(text, match.start(), at, match.end()) else _one_line(match[0])
    return None


_ENDED = re.compile(r"\s?(?:to|至|到)\s?")
_ENDED_BEFORE = re.compile(r"\s?(?:to|至|到)\s?\Z")
_MEASURES = (
    re.compile(r"(?:basis points?|bps?|percentage points?|百分点|基点)\s*\Z"),
    re.compile(r"(?:%|percent|per cent)\s*\Z"),
    re.compile(r"\d\D{0,12}\Z"),
)
"""What a change and what a level are measured in: points, per cent, anything else."""


def _moves(text: str, start: int, at: int, end: int) -> bool:
    """Whether ``at`` parts a change from the level that it led to (``150 basis points to 58.3%``), which is no range."""
    joint = _ENDED.match(text, at, end)
    before = _ENDED_BEFORE.search(text, start, at)
    if joint is None and before is None:
        return False
    change = text[start : before.start() if before else at]
    level = text[joint.end() if joint else at : end]
    return _measure(change) < _measure(level)


def _measure(words: str) -> int:
    return next((number for number, measure in enumerate(_MEASURES) if measure.search(words)), 0)


def _latin(character: str) -> bool:
    return "a" <= character <= "z"


def _word(text: str, at: int) -> str:
    start, end = at, at
    while start and _latin(text[start - 1]) and at - start < REACH:
        start -= 1
    while end < len(text) and _latin(text[end]) and end - at < REACH:
        end += 1
    return text[start:end]


def _one_line(words: str, limit: int = 60) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"

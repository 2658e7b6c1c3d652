"""What the words beside a number say of it: how exact it is, whether it is a growth, against what, which way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..schemas.vocabulary import ChangeKind, Qualifier
from ..tables import table, words_pattern
from .model import Figure

BOUNDARY = lazy(r"[,;。!?\n](?!\d{3})")
_REACH = 56


@dataclass(frozen=True, slots=True)
class _Words:
    qualifier_before: re.Pattern[str]
    qualifier_after: re.Pattern[str]
    before_kind: dict[str, Qualifier]
    after_kind: dict[str, Qualifier]
    verb_zh: re.Pattern[str]
    verb_en: re.Pattern[str]
    up: frozenset[str]
    base: re.Pattern[str]
    base_after: re.Pattern[str]
    base_kind: dict[str, ChangeKind]


_LATIN_WORD = lazy(r"[a-z]{2}")
_NOUN_ZH = r"(?:增幅|增速|增长率|涨幅|升幅|增长幅度|上升幅度|提升幅度|成长率|降幅|跌幅|减幅|下降幅度)"


@cache
def _words() -> _Words:
    data = table("figures", "words")
    before_kind: dict[str, Qualifier] = {}
    for kind, words in data["qualifier"]["before"].items():
        for word in words:
            before_kind[word] = kind
    after_kind: dict[str, Qualifier] = {}
    for kind, words in data["qualifier"]["after"].items():
        for word in words:
            after_kind[word] = kind
    base_kind: dict[str, ChangeKind] = {}
    for kind, words in data["base"].items():
        for word in words:
            base_kind[word] = kind
    up_zh, down_zh = data["change"]["up"]["zh"], data["change"]["down"]["zh"]
    up_en, down_en = data["change"]["up"]["en"], data["change"]["down"]["en"]
    # longest first, anchored to the end: the word nearest to the number
    alternation = "|".join(sorted((re.escape(word) for word in before_kind), key=len, reverse=True))
    verbs_zh = "|".join(sorted((re.escape(word) for word in up_zh + down_zh), key=len, reverse=True))
    verbs_en = "|".join(sorted((re.escape(word) for word in up_en + down_en), key=len, reverse=True))
    return _Words(
        re.compile(rf"(?:(?<![a-z])(?P<word>{alternation}))[了为达]?\s?(?:a |an |the )?(?:us|hk|nt)?[$€£¥]?\s?$"),
        re.compile(rf"\s?(?P<word>{words_pattern(after_kind)})"),
        before_kind,
        after_kind,
        re.compile(
            rf"(?P<verb>{verbs_zh})(?:了|的|幅度?|仅|又|各|均|分别)*(?P<to>至|到|为|成)?(?:了)?(?P<reach>达到|达|在|超|超过|有)?(?:了)?\s?$"
        ),
        re.compile(
            rf"(?<![a-z\-])(?P<verb>{verbs_en})(?P<to>\sto|\sat)?"
            r"(?:\s(?:by|of|a|an|another|strong|healthy|robust|solid|in|the|is|was|were|slightly|approximately|about|around|roughly|nearly|over|"
            r"more|than|mid|range|just|total|modest|impressive|remarkable|record|only|almost|some|another|further|additional|also|very|still))*\s?$"
        ),
        frozenset(up_zh + up_en),
        re.compile(words_pattern(base_kind)),
        re.compile(
            rf"\s?[,(]?\s?(?:or\s[\d.]+%\s)?(?P<noun>(?:organic\s|constant currency\s)?(?:growth|increase|improvement|rise|gain|decline|decrease|reduction|drop|expansion|contraction))?\s?(?:on a\s|on an\s|in\s)?(?P<word>{words_pattern(word for word in base_kind if word.isascii())})?(?P<noun2>\s(?:growth|increase|improvement|decline|decrease|reduction|basis))?"
        ),
        base_kind,
    )  # fmt: skip


_DOWN_NOUN = {"decline", "decrease", "reduction", "drop", "contraction"}
_AFTER_ZH = lazy(
    r"\s?(?:左右|以上|多)?的?\s?(?P<base>同比|环比|年均|年度|复合|年化)?(?P<verb>正?增长|增速|增幅|涨幅|升幅|提升|上升|成长|降幅|跌幅|下降|下滑|降低|减少|负增长|衰退)(?P<to>至|到|为)?"
)
_DOWN_AFTER = {"降幅", "跌幅", "下降", "下滑", "降低", "减少", "负增长", "衰退"}
_LIST = lazy(r"\s?(?:、|和|及|以及|与|,|and|,\s?and)\s?(?:约|近|超)?\s?$")
_CHANGEABLE = frozenset({"percent", "points", "multiple"})
_FROM = lazy(r"(?:从|由(?!于|此)|自(?!主|身|动|有|研))(?P<gap>[^,。;!?\n]{0,16})$")
_FROM_EN = lazy(r"\b(?:from|versus|vs\.?|compared (?:to|with))\s(?:about |approximately |an? |roughly |the )?(?:us)?[$€£]?$")
_TO = lazy(r"(?:至|到|为)(?:了)?(?:约|近|超过|大约)?\s?$|\bto\s(?:about |approximately |over |roughly )?(?:us)?[$€£]?$")


def read_context(folded: str, figures: list[Figure]) -> None:
    """Fill qualifier, change, direction and pair of every figure, in place, in one pass in order of place."""
    words = _words()
    previous: Figure | None = None
    for figure in figures:
        floor = previous.end if previous is not None else 0
        _qualify(words, folded, figure, floor)
        _change(words, folded, figure, previous, floor)
        _pair(folded, figure, previous)
        previous = figure


def _clause_before(folded: str, start: int, floor: int) -> str:
    """The text before ``start`` back to the clause's beginning or the figure before, at most some 50 characters."""
    text = folded[max(floor, start - _REACH) : start]
    cut = 0
    for match in BOUNDARY.finditer(text):
        cut = match.end()
    return text[cut:]


def _qualify(words: _Words, folded: str, figure: Figure, floor: int) -> None:
    figure.context_start, figure.context_end = figure.start, figure.end
    before = folded[max(floor, figure.start - 26) : figure.start]
    match = words.qualifier_before.search(before)
    if match:
        kind = words.before_kind[match["word"]]
        # 提高: the 高 of another word; 超过 behind 不 is in the table as a word of its own
        figure.qualifier = kind
        figure.context_start = figure.start - len(before) + match.start("word")
    after = words.qualifier_after.match(folded, figure.end)
    if after and after["word"] not in ("多", "余", "起", "+", "plus"):
        figure.qualifier = figure.qualifier if figure.qualifier not in (None, "about") else words.after_kind[after["word"]]
        figure.context_end = after.end()
    elif after and after["word"] == "+" and not folded[after.end() : after.end() + 1].isdigit():
        figure.qualifier = figure.qualifier or "over"
        figure.context_end = after.end()


def _change(words: _Words, folded: str, figure: Figure, previous: Figure | None, floor: int) -> None:
    before = _clause_before(folded, figure.context_start, floor)
    changeable = figure.kind in _CHANGEABLE
    zh = words.verb_zh.search(before[-16:]) if before and not before.isascii() else None
    if zh:
        verb = zh["verb"]
        shift = max(0, len(before) - 16)
        fresh = before[: shift + zh.start()].endswith(("新", "净"))
        figure.direction = 1 if verb in words.up else -1
        noun = re.fullmatch(_NOUN_ZH, verb) is not None
        by_multiple = figure.kind == "multiple" and figure.value == 1
        if zh["to"] and not noun and not by_multiple:
            return
        # 增长为 8% is a growth; 研发投入增长 12% too; 新增 7 个 is a level; 增加 2.3 亿元 is a growth
        if not changeable and (fresh or figure.kind not in ("amount", "count")):
            figure.direction = 0
            return
        if not changeable and verb in ("加快", "提速", "改善", "减值", "升", "涨", "降本", "+"):
            figure.direction = 0
            return
        figure.change = _base(words, before, previous, folded, figure) or "change"
        figure.context_start -= len(before) - shift - zh.start()
        if verb in ("年增", "年减", "年升"):
            figure.change = "yoy"
        elif verb in ("季增", "季减"):
            figure.change = "qoq"
        after_base = words.base_after.match(folded, figure.context_end)
        if figure.change == "change" and after_base and after_base["word"]:
            figure.change = words.base_kind[_squeeze(after_base["word"])]
        return
    en = words.verb_en.search(before) if _LATIN_WORD.search(before) else None
    if en:
        verb = en["verb"]
        figure.direction = 1 if verb in words.up else -1
        tail = before[en.end("verb") :]
        after = words.base_after.match(folded, figure.end)
        if en["to"] and not (en["to"] == " at" and changeable and " of" in verb):
            # "growth accelerating to 34% year-over-year" is a growth all the same
            if changeable and after and after["word"] and not after["noun2"] and "growth" in before:
                figure.change = words.base_kind[_squeeze(after["word"])]
                figure.direction = 1
            return
        if changeable or re.match(r"\s?(?:by|of)\b", tail) or (" by" in verb) or verb in ("up", "down"):
            figure.change = "change"
            figure.context_start -= len(before) - en.start()
            if after and after["word"]:
                figure.change = words.base_kind[_squeeze(after["word"])]
                figure.context_end = after.end()
            else:
                figure.change = _base(words, before, previous, folded, figure) or "change"
            return
        return
    if changeable:
        after = words.base_after.match(folded, figure.end)
        if after and (after["word"] or after["noun"]):
            word = after["word"]
            noun = (after["noun"] or after["noun2"] or "").strip().split(" ")[-1]
            figure.change = words.base_kind[_squeeze(word)] if word else "change"
            figure.direction = -1 if noun in _DOWN_NOUN else 1
            figure.context_end = after.end()
            return
        tail_zh = _AFTER_ZH.match(folded, figure.end)
        if tail_zh and not tail_zh["to"]:
            kind = _base(words, before, previous, folded, figure)
            if tail_zh["base"] in ("同比",):
                kind = "yoy"
            elif tail_zh["base"] == "环比":
                kind = "qoq"
            figure.change = kind or "change"
            figure.direction = -1 if tail_zh["verb"] in _DOWN_AFTER else 1
            figure.context_end = tail_zh.end()
            return
        # 同比 8%, 同比分别为…
        bare = re.search(r"(?:同比|环比|按年|按季|yoy|qoq)(?:分别)?(?:为|约|达|计)?\s?[(]?$", before)
        if bare:
            figure.change = words.base_kind[bare[0][:3] if bare[0][:3] in words.base_kind else bare[0][:2]]
            figure.direction = 1 if figure.value >= 0 else -1
            return
        # 同比增长 8% 和 33%: the list goes on
        if previous is not None and previous.change and previous.unit == figure.unit:
            between = folded[previous.context_end : figure.context_start]
            if _LIST.match(between) and _LIST.match(between).end() == len(between):  # type: ignore[union-attr]  # matched just before
                figure.change, figure.direction = previous.change, previous.direction


def _squeeze(word: str) -> str:
    return re.sub(r"\s+", " ", word)


def _base(words: _Words, before: str, previous: Figure | None, folded: str, figure: Figure) -> ChangeKind | None:
    """What the growth is measured against: said in the clause, or carried over from the figure before in a list."""
    found: ChangeKind | None = None
    for match in words.base.finditer(before):
        found = words.base_kind[_squeeze(match[0])]
    if found is None and "初" in before and re.search(r"(?:较|比|相较于?|相比|较之)[^,。;]{0,6}年初", before):
        found = "since"
    if found is None and re.search(r"(?:较|比|相较于?)[^,。;]{0,6}(?:年末|年底|期初)", before):
        found = "since"
    if found is None and previous is not None and previous.change in ("yoy", "qoq"):
        between = folded[previous.context_end : figure.start]
        if len(between) <= 14 and not re.search(r"[。;!?\n]", between) and _LIST.match(between):
            found = previous.change
    return found


def _pair(folded: str, figure: Figure, previous: Figure | None) -> None:
    start = figure.context_start
    floor = previous.end if previous is not None else 0
    before = folded[max(floor, start - 20) : start]
    match = _FROM.search(before)
    if match and figure.change is None and figure.kind not in ("multiple", "duration", "rank"):
        after = folded[figure.end : figure.end + 30]
        if re.match(r"[^。;!?\n]{0,16}?(?:至|到|为)", after):
            figure.pair = "from"
            figure.direction = 0
            return
    if figure.change is None and _FROM_EN.search(before[-34:]):
        figure.pair = "from"
        figure.direction = 0
        return
    if previous is not None and previous.pair == "from" and figure.unit == previous.unit:
        between = folded[previous.end : figure.start]
        if len(between) <= 34 and _TO.search(between):
            figure.pair = "to"
            figure.change = None
            if figure.direction == 0:
                figure.direction = (figure.value > previous.value) - (figure.value < previous.value)

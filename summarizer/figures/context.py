"""What the words beside a number say of it: how exact it is, whether it is a growth, against what, which way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..patterns import lazy
from ..schemas.vocabulary import ChangeKind, Qualifier
from ..tables import table, words_pattern
from .model import Figure
from .movement import end_behind_growth, pair

_REACH = 56
"""Characters of its clause that are read in front of a figure."""
_VERB_REACH = 16
_CHANGEABLE = frozenset({"percent", "points", "multiple"})


@dataclass(frozen=True, slots=True)
class _Words:
    """``words.toml`` laid out for looking up."""

    before: dict[str, tuple[str, ...]]
    """Qualifiers in front of a number: last letter to the words with it, longest first."""
    before_kind: dict[str, Qualifier]
    after: re.Pattern[str]
    after_kind: dict[str, Qualifier]
    up: frozenset[str]
    verb_zh: re.Pattern[str]
    verb_zh_ends: frozenset[str]
    """Last letters of what ``verb_zh`` matches, white space aside."""
    verb_en: re.Pattern[str]
    nouns_zh: frozenset[str]
    """Growth words that name a rate, so that 至/为 behind them makes no level: 增速为 15%."""
    of_rates: frozenset[str]
    """Growth words that make only a rate a growth: 加快 3%, but not 加快 300 家."""
    base: re.Pattern[str]
    base_after: re.Pattern[str]
    base_kind: dict[str, ChangeKind]


_FILLERS_ZH = "了|的|创纪录|强劲|幅度?|仅|又|各|均|分别"
_FILLERS_EN = (
    "quarter-over-quarter|year-over-year|year-on-year|sequentially|by|of|a|an|another|strong|healthy|robust|solid|in|the|is|was|were|slightly|approximately|about|around|roughly|nearly|over|more|than|mid"
    "|range|just|total|modest|impressive|remarkable|record|only|almost|some|further|additional|also|very|still"
)
_NOUNS_EN = "growth|increase|improvement|rise|gain|decline|decrease|reduction|drop|expansion|contraction"


@cache
def _words() -> _Words:
    data = table("figures", "words")
    before_kind = {word: kind for kind, words in data["qualifier"]["before"].items() for word in words}
    after_kind = {word: kind for kind, words in data["qualifier"]["after"].items() for word in words}
    base_kind = {word: kind for kind, words in data["base"].items() for word in words}
    up, down = data["change"]["up"], data["change"]["down"]
    before: dict[str, list[str]] = {}
    for word in before_kind:
        before.setdefault(word[-1], []).append(word)
    verbs_zh = up["zh"] + down["zh"]
    verbs_en = "|".join(sorted(map(re.escape, up["en"] + down["en"]), key=len, reverse=True))
    in_english = words_pattern(word for word in base_kind if word.isascii())
    return _Words(
        {letter: tuple(sorted(words, key=len, reverse=True)) for letter, words in before.items()},
        before_kind,
        lazy(rf"\s?(?P<word>{words_pattern(after_kind)})"),
        after_kind,
        frozenset(up["zh"] + up["en"]),
        lazy(
            rf"(?P<verb>{words_pattern(verbs_zh)})(?:{_FILLERS_ZH})*(?P<to>[至到为成])?了?(?:达到|达|在|超过?|有)?了?\s?$"
        ),
        frozenset(word[-1] for word in verbs_zh) | frozenset("了的录劲幅度仅又各均别至到为成达在超过有"),
        # made up 84% of it: no growth
        lazy(rf"(?<![a-z\-])(?<!make\s)(?<!made\s)(?<!makes\s)(?<!making\s)(?P<verb>{verbs_en})(?P<to>\sto|\sat)?(?:\s(?:{_FILLERS_EN}))*\s?$"),
        frozenset(data["change"]["rate_nouns"]),
        frozenset(data["change"]["of_rates"]),
        lazy(words_pattern(base_kind)),
        lazy(
            rf"\s?[,(]?\s?(?:or\s[0-9.]+%\s)?(?P<noun>(?:organic\s|constant currency\s)?(?:{_NOUNS_EN}))?\s?(?:on an?\s|in\s)?"
            rf"(?P<word>{in_english})?(?P<noun_behind>\s(?:{_NOUNS_EN}|basis))?"
        ),
        base_kind,
    )


_CLAUSE = lazy(r".*[,;。!?\n](?![0-9]{3})", re.S)
_STOP = lazy(r"[。;!?\n]")
_LATIN_WORD = lazy(r"[a-z]{2}")
# Between a qualifier and its number: 约为, 大约有, approximately the.
_LINKS = ("达到", "达", "为", "了", "有", "占", " a", " an", " the")
_LINK_ENDS = frozenset(link[-1] for link in _LINKS)
# Words that end like a qualifier and are none: 经过, 最近.
_NOT_QUALIFIERS = {"过": frozenset("经通透穿度不"), "近": frozenset("最附")}

_GROWING = frozenset({"grow", "grows", "grew", "growing", "grown"})
_DOWN_NOUNS = frozenset({"decline", "decrease", "reduction", "drop", "contraction"})
_AFTER_ZH = lazy(
    r"\s?(?:左右|以上|多)?的?\s?(?P<base>同比|环比|年均|年度|复合|年化)?"
    r"(?P<verb>正?增长|增速|增幅|涨幅|升幅|提升|上升|成长|降幅|跌幅|下降|下滑|降低|减少|负增长|衰退)(?P<to>[至到为])?"
)
_NARROWS = frozenset({"收窄", "缩窄", "减亏", "缩小", "减少"})
# 亏损同比大幅收窄; not 亏损增加乃由于收益减少
_OF_A_LOSS = lazy(r"亏损(?!增加|扩大)[^,。;()由因\n]{0,10}$")
# 15% 的销售额增长, 10% 的营业利润同比增长
_GROWTH_OF = lazy(
    r"\s?的\s?[^,。;!?的\d\s][^,。;!?的\d]{0,14}?(?P<base>同比|环比)?(?P<verb>增长|增速|增幅|成长|降幅|跌幅|下滑)(?P<to>[至到为])?(?=[,。;!?和、及与\s]|$)"
)
_LOWER = lazy(r"(?:比|较|相比|相较于?)(?P<than>[^,。;!?比较]{1,14}?)(?P<verb>高|低|多|少)(?:出|了|大?约|近)*\s?$")
_LOWER_ENDS = frozenset("高低多少出了约近")
_OF_TIME = lazy("[年季月期末初]")
_OF_BASE = lazy(r"(?:较|比|由|从)[^,。;]{0,10}的\s?$")
_DOWN_AFTER = frozenset({"降幅", "跌幅", "下降", "下滑", "降低", "减少", "负增长", "衰退"})
_BARE_BASE = lazy(r"(?P<base>同比|环比|按年|按季|yoy|qoq)(?:分别)?[为约达计]?\s?[(]?$")
_BARE_ENDS = frozenset("比年季yq别为约达计")
_LIST = lazy(r"\s?(?:、|和|及|以及|与|,|and|,\s?and)\s?(?:约|近|超)?\s?$")
_EACH_ABOUT = ("分别约", "分别约为", "分别为约", "分别约 ", "分别约为 ", "分别为约 ")
_SINCE = lazy(r"(?:较|比|相较于?|相比|较之)[^,。;]{0,6}(?:年初|年末|年底|期初)")


def read_context(folded: str, figures: list[Figure]) -> None:
    """Fill qualifier, change, direction and pair of every figure, in place, in one pass in order of place."""
    words = _words()
    previous: Figure | None = None
    before: Figure | None = None
    for figure in figures:
        floor = previous.end if previous is not None else 0
        _qualify(words, folded, figure, floor)
        _Clause(words, folded, figure, previous, floor).read_change()
        pair(folded, figure, previous, floor)
        if previous is not None and previous.qualifier == "about" and figure.qualifier is None and figure.unit == previous.unit:
            if _LIST.fullmatch(folded, previous.end, figure.start) and folded.endswith(_EACH_ABOUT, 0, previous.start):
                # 分别约 148 百万港元及 9 百万港元
                figure.qualifier = "about"
        if figure.pair is None and previous is not None and previous.change is not None and before is not None and before.pair == "from":
            # 由 31.6 亿元增加 18% 至 37.3 亿元: the growth stands between the two
            end_behind_growth(folded, before, previous, figure)
        before, previous = previous, figure


def _qualify(words: _Words, folded: str, figure: Figure, floor: int) -> None:
    figure.context_start, figure.context_end = figure.start, figure.end
    word, at = _qualifier_before(words, folded, figure.start, floor)
    if word:
        figure.qualifier = words.before_kind[word]
        figure.context_start = at
    after = words.after.match(folded, figure.end)
    if after is None or (after["word"] == "+" and folded[after.end() : after.end() + 1].isdigit()):
        return
    kind = words.after_kind[after["word"]]
    if figure.qualifier is None or (figure.qualifier == "about" and after["word"] != "+"):
        figure.qualifier = kind
    figure.context_end = after.end()


def _qualifier_before(words: _Words, folded: str, start: int, floor: int) -> tuple[str, int]:
    """The qualifier in front of a number and where it begins, ``("", start)`` where there is none."""
    stop = start
    while stop > max(floor, start - 3) and folded[stop - 1] in " $€£¥":
        stop -= 1
    if stop == floor:
        return "", start
    for again in (True, False):
        for word in words.before.get(folded[stop - 1], ()):
            at = stop - len(word)
            if at < floor or not folded.startswith(word, at):
                continue
            beside = folded[at - 1] if at else ""
            if not ("a" <= word[0] <= "z" and "a" <= beside <= "z") and beside not in _NOT_QUALIFIERS.get(word, ()):
                return word, at
        if not again or folded[stop - 1] not in _LINK_ENDS:
            break
        link = next((link for link in _LINKS if folded.endswith(link, floor, stop)), "")
        stop -= len(link)
        if not link or stop <= floor:
            break
    return "", start


class _Clause:
    """A figure with what stands in front of it in its clause."""

    def __init__(self, words: _Words, folded: str, figure: Figure, previous: Figure | None, floor: int) -> None:
        self._words, self._folded, self._figure, self._previous = words, folded, figure, previous
        start = figure.context_start
        low = max(floor, start - _REACH)
        boundary = _CLAUSE.match(folded, low, start)
        self._before = folded[boundary.end() if boundary else low : start]
        self._changeable = figure.kind in _CHANGEABLE

    def read_change(self) -> None:
        """Whether the figure is a growth, against what and which way; the first that tells decides."""
        before = self._before
        if not before.isascii() and before.rstrip()[-1:] in self._words.verb_zh_ends and self._verb_zh():
            return
        if _LATIN_WORD.search(before) and self._verb_en():
            return
        if self._changeable:
            _ = (
                self._sign() or self._noun_behind() or self._lower_than() or self._noun_behind_zh() or self._bare_base()
                or self._listed()
            )  # fmt: skip

    def _verb_zh(self) -> bool:
        words, figure, before = self._words, self._figure, self._before
        shift = max(0, len(before) - _VERB_REACH)
        match = words.verb_zh.search(before, shift)
        if match is None:
            return False
        verb = match["verb"]
        figure.direction = 1 if verb in words.up else -1
        if verb in _NARROWS and _OF_A_LOSS.search(before, 0, match.start()):
            # a loss that narrows is a gain
            figure.direction = 1
        if match["to"] and verb not in words.nouns_zh and not (figure.kind == "multiple" and figure.value == 1):
            # 增长至 6.2 亿元 is a level
            return True
        fresh = before[: match.start()].endswith(("新", "净"))
        if not self._changeable and (fresh or figure.kind not in ("amount", "count") or verb in words.of_rates):
            # 新增 7 个 is a level; 增加 2.3 亿元 is a growth
            figure.direction = 0
            return True
        figure.context_start -= len(before) - match.start()
        if verb[0] in "年季" and verb in words.base_kind:
            figure.change = words.base_kind[verb]
            return True
        figure.change = self._base() or "change"
        if figure.change == "change":
            behind = self._behind(figure.context_end)
            if behind and behind["word"]:
                figure.change = words.base_kind[_squeeze(behind["word"])]
        return True

    def _verb_en(self) -> bool:
        words, figure, before = self._words, self._figure, self._before
        match = words.verb_en.search(before)
        if match is None:
            return False
        verb = match["verb"]
        figure.direction = 1 if verb in words.up else -1
        behind = self._behind(figure.end)
        base = behind["word"] if behind else None
        if match["to"] and not (match["to"] == " at" and self._changeable and " of" in verb):
            # "growth accelerating to 34% year-over-year" is a growth all the same
            if self._changeable and match["to"] == " at" and verb in _GROWING:
                # growing at 60%
                figure.change = words.base_kind[_squeeze(base)] if base else self._base() or "change"
            if self._changeable and behind and base and not behind["noun_behind"] and "growth" in before:
                figure.change, figure.direction = words.base_kind[_squeeze(base)], 1
            return True
        by = before[match.end("verb") :].lstrip().startswith(("by", "of"))
        if self._changeable or by or " by" in verb or verb in ("up", "down"):
            figure.context_start -= len(before) - match.start()
            if behind and base:
                figure.change = words.base_kind[_squeeze(base)]
                figure.context_end = behind.end()
            else:
                figure.change = self._base() or "change"
        return True

    def _sign(self) -> bool:
        """``+8%``, ``yoy +15.3%``."""
        figure, folded = self._figure, self._folded
        at = figure.start - 1
        # 5+3%, and the ticker in (abc+0.5%)
        if at < 0 or folded[at] != "+" or (at and folded[at - 1].isascii() and folded[at - 1].isalnum()):
            return False
        behind = self._behind(figure.end)
        if behind and behind["word"]:
            figure.change = self._words.base_kind[_squeeze(behind["word"])]
            figure.context_end = behind.end()
        else:
            figure.change = self._base() or "change"
        figure.direction = 1
        figure.context_start = min(figure.context_start, at)
        return True

    def _noun_behind(self) -> bool:
        """``24% year-over-year growth``, ``a 3% decline``, ``8% yoy``."""
        figure = self._figure
        behind = self._behind(figure.end)
        if not behind or not (behind["word"] or behind["noun"]):
            return False
        noun = (behind["noun"] or behind["noun_behind"] or "").strip().split(" ")[-1]
        figure.change = self._words.base_kind[_squeeze(behind["word"])] if behind["word"] else "change"
        figure.direction = -1 if noun in _DOWN_NOUNS or figure.value < 0 else 1
        figure.context_end = behind.end()
        return True

    def _lower_than(self) -> bool:
        """``比上年同期低 46BP``, ``较一季度高 2 个百分点``: a growth against a period."""
        if self._before.rstrip()[-1:] not in _LOWER_ENDS:
            return False
        match = _LOWER.search(self._before)
        if match is None or not _OF_TIME.search(match["than"]):
            return False
        figure = self._figure
        figure.change = self._base() or ("qoq" if match["than"].endswith("季度") else "change")
        figure.direction = 1 if match["verb"] in "高多" else -1
        figure.context_start -= len(self._before) - match.start()
        return True

    def _noun_behind_zh(self) -> bool:
        """``15% 的同比增速``."""
        figure = self._figure
        if _OF_BASE.search(self._before):
            # 较上年的 1.63% 下降 15BP: a level that something fell from
            return False
        behind = _AFTER_ZH.match(self._folded, figure.end)
        if not behind:
            behind = _GROWTH_OF.match(self._folded, figure.end, figure.end + 30)
        if not behind or behind["to"]:
            return False
        said: ChangeKind | None = "yoy" if behind["base"] == "同比" else "qoq" if behind["base"] == "环比" else None
        figure.change = said or self._base() or "change"
        figure.direction = -1 if behind["verb"] in _DOWN_AFTER else 1
        figure.context_end = behind.end()
        return True

    def _bare_base(self) -> bool:
        """``同比 8%``, ``同比分别为…``."""
        if self._before.rstrip(" (")[-1:] not in _BARE_ENDS:
            return False
        match = _BARE_BASE.search(self._before)
        if match is None:
            return False
        self._figure.change = self._words.base_kind[match["base"]]
        self._figure.direction = 1 if self._figure.value >= 0 else -1
        return True

    def _listed(self) -> bool:
        """``同比增长 8% 和 33%``: the list goes on."""
        previous, figure = self._previous, self._figure
        if previous is None or previous.change is None or previous.unit != figure.unit:
            return False
        if not _LIST.match(self._folded, previous.context_end, figure.context_start):
            return False
        figure.change, figure.direction = previous.change, previous.direction
        return True

    def _behind(self, end: int) -> re.Match[str] | None:
        """English words of growth behind a figure, where a Latin letter tells that there may be some."""
        if "a" <= self._folded[end : end + 3].lstrip(" ,(\n\t")[:1] <= "z":
            return self._words.base_after.match(self._folded, end)
        return None

    def _base(self) -> ChangeKind | None:
        """What the growth is measured against: said in the clause, or carried over from the figure before in a list."""
        found: ChangeKind | None = None
        for match in self._words.base.finditer(self._before):
            found = self._words.base_kind[_squeeze(match[0])]
        if found is not None:
            return found
        if ("年" in self._before or "期初" in self._before) and _SINCE.search(self._before):
            return "since"
        previous, figure = self._previous, self._figure
        if previous is not None and (previous.change == "yoy" or previous.change == "qoq"):
            between = self._folded[previous.context_end : figure.start]
            if len(between) <= 14 and not _STOP.search(between) and _LIST.match(between):
                return previous.change
        return None


def _squeeze(word: str) -> str:
    return " ".join(word.split())

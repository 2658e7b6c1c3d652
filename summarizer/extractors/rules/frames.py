"""What stands around a Chinese subject without being it: brackets behind a name, the terms on which it is measured."""

from __future__ import annotations

from dataclasses import dataclass

from ...figures.model import Figure
from ...outline.script import fold
from ...patterns import lazy
from ..material import Line, Material
from .metrics import find_metrics
from .subject import clauses, hollow

_LONGEST_BRACKET = 60
_SHORT_BRACKET = 10
# Words that may stand between a closing bracket and the figure: 为, 达到, 同比增长, 约
_VERBS = lazy(
    r"(?:\s|,|、|在|于|也|均|则|又|已|仅|约|近|超过?|为|是|达到?|实现|录得|合计|共计?|有|目前|现在|同比|环比|按年|按季|大幅|小幅|增长|增加|上升|提升|提高|下降|减少|下滑"
    r"|降低|收窄|增至|升至|降至|至|到|了|占比?|比重|进一步|预计|将)*"
)
_CONSTANT = r"(?:固定|恒定|不变|可比)(?:汇率|货币|币值)"
_EXPLAINS = lazy("衡量|即|指|按|定义|用于|基于")
_FRAME = lazy(
    rf"(?:如果|若)?(?P<frame>(?:以|按照?|依据|根据)\s?(?:{_CONSTANT}|当地货币|报告货币|[^,。;]{{2,8}}(?=计算|计价|口径|报告))(?:的?计算|计价|口径|报告|基础|计)?"
    r"|(?:剔除|不计|扣除|排除|不含)[^,。;]{2,12}(?:影响|因素|后|之后))(?:则|的|,|来看|而言)*"
)
_IN_FRONT = lazy(rf"(?P<frame>(?:以|按照?|在)\s?{_CONSTANT}(?:的?计算|口径|基础|计)?)(?:上|下|来看)?[,:]")
_CURRENCY = lazy(rf"{_CONSTANT}")


@dataclass(frozen=True, slots=True)
class Aside:
    """A subject in front of brackets that hold no figure. Offsets count code points of the repaired text."""

    start: int
    end: int
    words: str
    """What stands in the brackets, where it is short enough to be part of the name."""


def before_brackets(material: Material, line: Line, clause: tuple[int, int], floor: int, stop: int) -> Aside | None:
    """The words in front of the brackets that a figure's clause follows, where the clause has none of its own."""
    folded, start = material.folded, clause[0]
    if floor > start or start <= line.sentence.start or folded[start - 1] not in ")）":
        return None
    between = folded[start:stop]
    for mention in line.periods:
        if start <= mention.start and mention.end <= stop:
            between = between.replace(folded[mention.start : mention.end], "")
    if stop < start or not _VERBS.fullmatch(between):
        return None
    opening = max(folded.rfind("(", max(line.sentence.start, start - _LONGEST_BRACKET), start - 1), -1)
    if opening <= line.sentence.start:
        return None
    if any(opening < figure.start < start for figure in line.figures) and not _EXPLAINS.match(folded, opening + 1):
        return None
    first = max(line.sentence.start, opening - 60)
    spans = [span for span in clauses(folded, first, opening) if not hollow().fullmatch(folded, *span)]
    ends = [figure.context_end for figure in line.figures if figure.end <= opening]
    if not spans or spans[-1][1] < opening:
        return None
    begin = max([spans[-1][0], *ends])
    if opening - begin < 2:
        return None
    words = material.text[opening + 1 : start - 1].strip()
    return Aside(begin, opening, words if len(words) <= _SHORT_BRACKET and "\n" not in words else "")


def framed(name: str) -> str | None:
    """The terms of measurement that are all a figure's own words say: ``以固定汇率计算``."""
    match = _FRAME.fullmatch(name.lower())
    return name[: match.end("frame")] if match else None


def without_frame(name: str) -> str:
    """A name without the terms that the figure before was measured on."""
    return _FRAME.sub("", name).strip("的") or name


def with_frame(material: Material, line: Line, clause: tuple[int, int], figure: Figure, name: str) -> str:
    """``按固定汇率计算,2025 年销售额…``: constant currency is kept in the name, told in the clause in front."""
    if figure.kind not in ("percent", "amount") or _CURRENCY.search(name):
        return name
    folded = material.folded
    found = list(_IN_FRONT.finditer(folded, max(line.sentence.start, clause[0] - 60), clause[0]))
    match = found[-1] if found else None
    if match is None or any(match.end() < other.start < figure.start for other in line.figures):
        return name
    if any(True for _ in find_metrics(folded, match.end(), clause[0])):
        return name
    return f"{name}（{material.text[match.start('frame') : match.end('frame')].strip()}）"


def plain_name(name: str) -> str:
    """A name without the words of its clause that measure nothing: 预计将, 约 in front of 占, 则 at the end."""
    # the words are simplified, the name is the source's own; both are of one length
    cut, folded = name, fold(name)
    for words in (_MID_WORDS, _WHY, _END_WORDS):
        for found in reversed(list(words.finditer(folded))):
            cut = cut[: found.start()] + cut[found.end() :]
            folded = folded[: found.start()] + folded[found.end() :]
    return cut if len(cut) >= 2 else name


# 亏损减少主要由于…收入, 较同期净亏损, 连同其合营企业的销售额, 价格约为每吨
_WHY = lazy(
    r"^(?:[^的]{2,14}主要由于|(?:(?:较|相比|比(?![特例重率亚如]))(?:截至)?(?:同期|去年|上年)?|截至)的?(?=.{2})|连同[^的]{2,20}的|确认的(?=.{2}))"
    r"|(?:约?为|由|从)每[^的]{1,3}$"
)
_MID_WORDS = lazy(
    r"(?<=.)(?:已?连续第?[一二三四五六七八九十两\d]{1,3}个?(?:季度|财季|年|月)|目前预计将?|预计将会?|预计|将会|目前"
    r"|(?<![长合签])(?:大约|约|仅|只|目前)+(?=占))"
)
_END_WORDS = lazy(
    r"(?:(?<!规)则|亦|(?<!对)方面|(?<!原)先|(?<=[^其集空水高途命期华年])中|计入|(?<=[股度率])计算|受到?|约为.{0,8}|比.{2,10}高出?|比.{2,10}低)+$"
)

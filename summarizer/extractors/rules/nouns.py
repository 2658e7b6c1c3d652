"""The noun behind a figure: what is counted, what a percentage is of, the test a score was reached in."""

from __future__ import annotations

import re

from ...figures.model import Figure
from ...outline.script import fold
from ...patterns import lazy
from ..material import Line, Material
from .metrics import Metric, find_metrics
from .subject import fits, hollow, tidy

PREDICATE = lazy(r"\s?(?:以上|左右)?(?P<words>[^,;。!?:()（）\n\d]{3,14})")


_NOUN_LIST = lazy(r"(?:、[^,;。、!?:()\d\s]{2,8})+?(?=[,;。!?]|$)")




def metric_behind(material: Material, figure: Figure, end: int) -> tuple[int, int, Metric] | None:
    """``80% 的正确率``, ``1.2 亿元净利润``: a metric named right behind the figure."""
    folded = material.folded
    match = re.compile(r"\s?(?:以上|左右)?(?P<of>的)?\s?").match(folded, figure.end)
    if match is None:
        return None
    at = match.end()
    for mention in find_metrics(folded, at, min(end, at + 16)):
        if mention.start - at <= (6 if match["of"] else 0) and fits(mention.metric, figure) and figure.change is None:
            if not match["of"] and figure.kind == "percent":
                return None
            return at, mention.end, mention.metric
        return None
    return None


def listed_noun(material: Material, line: Line, figure: Figure, clause: tuple[int, int]) -> str | None:
    """``600GB、150B Tokens 的数据集``: figures in a list share the noun behind the last."""
    last = figure
    for other in line.figures:
        if other.start > last.start and re.fullmatch(
            r"\s?(?:、|和|及|与)\s?", material.folded[last.context_end : other.start]
        ):
            last = other
    return noun_behind(material, last, clause[1]) if last is not figure else None


_NOUN = lazy(
    r"\s?(?:以上|左右)?(?:/(?:地区|城市|市场))?的?\s?(?P<noun>[^,;。!?:()（）、\n\"“”\s][^,;。!?:()（）\n]{1,15}?)"
    r"(?=[,;。!?:()（）、\n\s]|$|等|之一|参[与加]|左右|以上|进行|已|正|将|可|是|为|于|在|通过|从)"
)
# 60% 的付费客户增加了席位: of whom, and what they did
_SHARE_OF = lazy(r"\s?(?:以上|左右)?的\s?(?P<words>[^,;。!?:()（）、\n]{3,60})")
_LAST_NUMBER = lazy(r".*\d[^的]{0,8}的")
_NO_NOUN = lazy(
    r"(?:和|及|与|到|至|或|比|高|低|的|了|后|以|并|且|但|就|都|也|还|已|正|会|能|用|被|是|来自|将|提升|提高|下降|上升|增长|降|升|占|进入|直接|继续|稳步|推动|带动|驱动|影响|背景|情况|计入|收购)"
)


# 斥资 1 亿美元用于股票回购: what it was spent on
_SPENT_ON = lazy(
    r"\s?(?:左右|以上)?(?:主要)?(?:将)?(?:用于|用来|投向|投入)\s?(?P<noun>[^,;。!?:()（）\n\d]{2,16}?)(?=[,;。!?:()（）\n、和及]|$|等|项目)"
)


# 15% 的销售额增长: of what it is the growth
_GROWTH_OF = lazy(
    r"\s?的\s?(?P<of>[^,。;!?的\d\s][^,。;!?的\d]{1,14}?)(?P<verb>(?:同比|环比)?(?:增长|增速|增幅|成长|降幅|跌幅|下滑))(?=[,。;!?和、及与\s]|$)"
)


def growth_of(material: Material, figure: Figure, end: int) -> tuple[int, int] | None:
    """The span of what a growth behind its figure is the growth of: ``15% 的销售额增长``."""
    match = _GROWTH_OF.match(material.folded, figure.end, end) if figure.change is not None else None
    return (match.start("of"), match.end("verb")) if match else None


def noun_behind(material: Material, figure: Figure, end: int) -> str | None:
    """``3,000 张芯片待交付``: what is counted, behind the counting word."""
    reach = min(len(material.folded), max(end, figure.context_end))
    if figure.kind == "amount" and (spent := _SPENT_ON.match(material.folded, figure.context_end, reach)):
        return tidy(material.text[spent.start("noun") : spent.end("noun")])
    if figure.kind == "percent" and (share := _SHARE_OF.match(material.folded, figure.context_end, reach)):
        # words with a number in them are cut behind it: a name holds no figure of its own
        past = _LAST_NUMBER.match(share["words"])
        start = share.start("words") + (past.end() if past else 0)
        noun = tidy(material.text[start : share.end("words")])
        if 3 <= len(noun) <= 26 and not any(letter.isdigit() for letter in noun) and not _NO_NOUN.match(fold(noun)):
            return noun
    match = _NOUN.match(material.folded, figure.context_end, reach)
    if not match:
        return None
    end = match.end("noun")
    if material.folded[end : end + 1] == "、" and (more := _NOUN_LIST.match(material.folded, end)):
        # 开发、注册及销售里程碑: the list is one noun
        end = more.end()
    noun = tidy(material.text[match.start("noun") : end])
    if (
        len(noun) < 2
        or hollow().fullmatch(fold(noun))
        or any(letter.isdigit() for letter in noun)
        or _NO_NOUN.match(fold(noun))
    ):
        return None
    return noun


def with_test(material: Material, line: Line, clause: tuple[int, int], name: str) -> str:
    """A score is named with the test it was reached in: 在 GSM8K 测试中,…正确率."""
    if not re.search(r"率|分$|得分|分数|准确|排名|成绩", name):
        return name
    opening = material.folded[line.sentence.start : clause[1]]
    tests = []
    for match in re.finditer(
        r"(?P<name>[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*)\s?(?:测试|评测|测评|基准|榜单|数据集|和|、)", opening
    ):
        at = line.sentence.start + match.start("name")
        label = material.text[at : at + len(match["name"])]
        if label not in tests and label not in name:
            tests.append(label)
    in_test = re.search(r"测试|评测|测评|基准|榜", opening)
    return tidy("/".join(tests[:3]) + " " + name) if tests and in_test else name

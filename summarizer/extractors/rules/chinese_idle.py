"""Figures of a Chinese sentence that measure nothing of a company: what is listed, who is meant, how one speaks."""

from __future__ import annotations

import re
from functools import cache

from ...figures.model import Figure
from ...outline.script import fold
from ...patterns import lazy
from .subject import Subject, alternatives, word_lists

_MOST_LISTED = 12
"""More than this many points nobody lists."""
_LISTING_UNITS = frozenset("个 种 大 条 项 点 名 层 类 步 件 处 方面".split())
# 客户的 ARR 至少为 10 万美元, 客户支出超过 1000 万美元: who is counted, not what was earned
_SORTED_BY = lazy(
    r"(?:客户|用户|企业|公司|机构)(?:的|中|在)?\s?(?:过去十二个月|过去\s?12\s?个月|年度?|年化|平均)*(?:的)?"
    r"\s?(?:(?:arr|acv)\s?(?:支出|收入|消费)?|支出|消费|收入|经常性收入|年度经常性收入|贡献|花费|订阅)(?:均|都)?\s?$"
)
_ITS_ARR = lazy(r"其(?:年度?|年化)?(?:经常性)?(?:收入|收益)?[(（]?\s?(?:arr|acv)?[)）]?\s?$")
_SORTED = lazy(r"\s?(?:以上|或以上|及以上)?的?\s?(?:arr|acv)(?:的|\s)*(?:[^,。;0-9]{0,8})(?:客户|用户|企业)")
_OF_CUSTOMERS = lazy(r"\s?(?:以上)?的(?:付费|大)?(?:客户|用户|企业)")
# 相信这对我们来说, 我想: somebody speaks
_TALK = lazy(
    r"(?:我(?!国|行|司|们的)|我们(?:相信|认为|想|看到|知道|从|在|还|正|可以|必须)|你|您|他们|她|它|如果|因为|当|让我|相信|知道|认为|觉得|感觉|看到|想|强调|说|希望|就像"
    r"|这种|这个|这些|这样|那些|那个|有些|这是|这些是|其中一|每个人|大家|人们|口袋|任何|事情)"
)
_MEASURE = lazy(r"(?:率|额|量|数|成本|收入|利润|价格|均价|占比|比例|规模|arr|人数|份额|增长|增速|提高|降低|减少|增加|下降).{0,3}$")
# 25 毫克, 12 英寸: doses and sizes tell products apart
_SIZES = frozenset("毫克 微克 毫升 mg ml 英寸 寸 纳米 微米 nm".split())
# 同比增长 88%: a growth that names itself
_BARE_GROWTH = lazy(r"(?:这意味着|相当于)?(?:同比|环比|按年|按季)?(?:大幅)?(?:增长|增加|上升|下降|减少|下滑|提升)?了?\s?(?:[\d.]+\s?%?)?")
_NUMBER_ONLY = lazy(r"[\d.,]+\s?(?:百|千)?(?:万|亿)?\s?(?:美元|港元|欧元|元|%|个|家|名)?\s?(?:的?同比)?(?:增长|下降)?")
_WHOLLY = lazy(r"\s?(?:是我们|相信|确定|确信|同意|肯定|认同|支持|的?信心|的把握)")


# Coinbase 是一家金融科技公司, 总部位于, 其中一个例子是: a customer's story
_STORY = lazy(
    r"(?:^|[,。;\s是])[a-z][\w .&]{1,24}?\s?"
    r"(?:是一家|是(?:全球|世界|[一-鿿]{2,3})?(?:最大|领先|顶级|第二大)的|是[^,。;]{2,16}(?:公司|平台|银行|机构|品牌)之一)"
    r"|(?:最大|领先|第二大)的?[^,。;]{2,10}(?:公司|平台|银行|机构|品牌)之一"
)

_EXAMPLE = lazy(r"(?:例子|案例)(?:是|就是)\s?[a-z]")


_TELLS = lazy(r"(?:很好|典型|绝佳|成功)的(?:例子|案例)|以\s?[a-z][\w ]{1,20}为例|(?:例如|比如),?\s?[a-z][\w .]{1,24}\s?是")


def tells_story(folded: str, start: int, end: int) -> bool:
    """Whether a sentence begins to tell of one customer, as the rest of its paragraph will."""
    words = folded[start:end]
    # one of these is in every sentence that begins a story: looked for first, as most hold none
    if not ("例" in words or "比如" in words or "之一" in words or "是一家" in words or "最大" in words or "第二大" in words
            or "领先" in words or "顶级" in words):  # fmt: skip
        return False
    told = _TELLS.search(folded, start, end) or _EXAMPLE.search(folded, start, end) or _STORY.search(folded, start, end)
    return told is not None and "我们" not in folded[start : told.start()]


def is_story(folded: str, start: int, end: int, figure: Figure, subject: Subject) -> bool:
    """Whether a call's sentence tells what a customer is, and the figure is the customer's: nothing measures the company."""
    if subject.metric is not None and subject.metric.id not in ("users", "mau", "dau", "customers", "stores"):
        return False
    told = _STORY.search(folded, start, min(end, figure.start + 60)) or _EXAMPLE.search(folded, start, figure.start)
    return told is not None and "我们" not in folded[start : figure.start]


@cache
def _listed() -> re.Pattern[str]:
    words = alternatives(word_lists()["listed"]["zh"])
    return re.compile(rf"\s?(?:或更?多个?)?(?:以上)?[^,。;!?:()（）\n\d]{{0,8}}?(?:{words})(?=[,。;!?:()（）\n、的是了为来很正都\s上中]|$)")


def is_idle(folded: str, figure: Figure, clause: tuple[int, int]) -> bool:
    """Whether a figure only lists (``3 个要点``), sorts customers, or weighs one's words (``100% 相信``)."""
    if figure.unit in _SIZES:
        return True
    if figure.kind == "count" and figure.value <= _MOST_LISTED and figure.unit in _LISTING_UNITS and figure.change is None:
        return _listed().match(folded, figure.end, figure.end + 24) is not None
    if figure.kind == "number" and figure.qualifier is not None and _OF_CUSTOMERS.match(folded, figure.context_end):
        return True
    if figure.kind == "amount" and figure.qualifier in ("over", "at_least", "up_to"):
        before = folded[max(clause[0] - 2, figure.context_start - 30) : figure.context_start]
        if _ITS_ARR.search(folded, max(0, figure.context_start - 16), figure.context_start):
            return True
        return _SORTED_BY.search(before) is not None or _SORTED.match(folded, figure.context_end, figure.context_end + 24) is not None
    if figure.kind == "percent" and figure.value == 100:
        return _WHOLLY.match(folded, figure.end) is not None
    return False


def is_talk(figure: Figure, subject: Subject) -> bool:
    """Whether the words in front of a figure are somebody speaking and name no quantity."""
    name = fold(subject.name)
    if _BARE_GROWTH.fullmatch(name) or _NUMBER_ONLY.fullmatch(name):
        # nothing is named
        return True
    if subject.metric is not None or not subject.own or subject.entity is not None:
        return False
    if figure.kind not in ("count", "percent", "multiple", "rank", "number"):
        return False
    return _TALK.match(name) is not None and _MEASURE.search(name) is None

"""Whose figure it is: the segment in front of a metric, the one carried over, another's model or product."""

from __future__ import annotations

import re
from functools import cache

from ...figures.model import Figure
from ...outline.script import fold
from ...patterns import lazy
from ..material import Line, Material
from .metrics import Mention, find_metrics
from .subject import Subject, alternatives, tidy, without_periods, word_lists


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(rf"^(?:{alternatives(word_lists()['generic']['zh'])})")


@cache
def _segment_suffix() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(word_lists()['segment']['suffix'])})$")


@cache
def _fresh_subject() -> re.Pattern[str]:
    return re.compile(rf"^(?P<noun>[^,;。]{{2,14}}?)(?:{word_lists()['segment']['verbs']})")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(alternatives(word_lists()["segment"]["back"]))


# What companies report by segment; anything else is the company's as a whole.
SEGMENTED = frozenset(
    "revenue revenue_share revenue_cagr gross_profit gross_margin operating_profit operating_margin net_profit shipments price "
    "orders backlog capacity utilisation stores customers users market_share ebitda inventory".split()
)


_NO_OWNER = lazy(
    r"\d(?:%|年|月|亿|万)|同比|环比|增长|下降|占|目标|规划|预计|做到|已|达|这一|该|现时|目前|一年前|确认|另有|按|较|推动|速度|会见|将出|调整后|计算|口径|指导|指引|展望|^(?:我|你|您|它|他|这|那|在|销量|产量|产能|订单|两地|资产质量|它|体现|收入|利润|价格|成本|销售|发行|财务|资产负债表)|^[^一-鿿a-z]|董事会|【|过去|假期|尊敬|账上|帐上|每|首次|行业|市场$|全球|中国|全国|总|首季|季|派发|月均|日均|年化|录得|花费|转向|凭借|由于|要求|合同|通过"
)


_OWNER_HEAD = lazy(r"^(?:关于|对于|至于|则|公司|集团|我们|我行|实现|来自|其中|对|把|将|使|而|的)")


def segment_of(owner: str) -> str | None:
    """A segment's bare name: without what every company says of itself, and without 业务, 板块."""
    owner = tidy(owner)
    while True:
        folded = fold(owner)
        start, end = 0, len(owner)
        if match := _generic().match(folded) or _OWNER_HEAD.match(folded):
            start = match.end()
        if (match := _segment_suffix().search(folded, start)) is not None:
            end = match.start()
        stripped = owner[start:end].strip(" 、,的")
        if stripped == owner:
            break
        owner = stripped
    if len(owner) < 2 or len(owner) > 20 or _NO_OWNER.search(fold(owner)):
        return None
    return owner


# what banks, insurers and retailers tell by part, and the contract has no id for
_OF_PARTS = lazy(
    r"不良(?:贷款)?率|(?:各项)?(?:贷款|存款)(?:余额|总额|规模)?|aum|保费|原?保费收入|gmv|交易额|成交额|同店(?:销售额?|收入)?|复购率|客流|费用率"
)
# 汽车电子占新签订单的 45%: whose share it is
_WHOSE_SHARE = lazy(
    r"(?:其中|来自|其他)?(?P<owner>[^占,。的]{2,12}?)(?:目前|现在|约|大约|仅|只|则|业务)*占(?:据|到|总|公司|集团|全部|新签|本行|营业|收入|营收|主营|整体|我们|整个)"
)
_BARE_PART = lazy(r"(?P<owner>[^,。的占]{2,10})(?:业务|板块|分部|事业部)")
_ALIAS_PART = lazy(r"(?P<part>产品|服务|订阅|许可|软件|硬件)(?:收入|营收|毛利率|毛利)")


def segment_in(name: str) -> str | None:
    """The part that a name itself tells: ``汽车电子占新签订单``, ``订阅收入``."""
    folded = fold(name)
    match = _WHOSE_SHARE.match(folded)
    if match is not None:
        return segment_of(name[match.start("owner") : match.end("owner")])
    if (owner := _BARE_PART.fullmatch(folded)) is not None:
        return segment_of(name[: owner.end("owner")])
    part = _ALIAS_PART.search(folded)
    return part["part"] if part and part.end() == len(folded) and _generic_only(folded[: part.start()]) else None


def _generic_only(words: str) -> bool:
    rest = words.strip(" 的")
    while rest and (match := _generic().match(rest)):
        rest = rest[match.end() :].strip(" 的")
    return not rest


def segment_before(material: Material, line: Line, start: int, mention: Mention) -> str | None:
    words = without_periods(material, line, start, mention.start)
    if not words or (mention.metric.id or "").startswith("overseas"):
        return None
    if mention.metric.id not in SEGMENTED and not _OF_PARTS.fullmatch(material.folded, mention.start, mention.end):
        return None
    words = re.sub(r"占$|占公司$|占总$", "", words)
    return segment_of(words)


def company_wide(folded: str, start: int, stop: int) -> bool:
    words = folded[start:stop]
    return (
        any(word in words for word in word_lists()["segment"]["whole"])
        or re.match(r"\s?(?:本?公司|本?集团)(?:实现|总|的|综合)?", words) is not None
    )


_SUBJECT_ONLY = lazy(r"为|是|适用|用于|属于|主要|均|随着|由于")


def carried_segment(
    material: Material, line: Line, clause: tuple[int, int], mention: Mention, before: Subject | None
) -> str | None:
    """A share without a subject of its own belongs to the segment before it: ``…收入 11.8 亿,占总收入比例 35%``."""
    folded = material.folded
    share = (mention.metric.id or "").endswith("share") or folded[clause[0] : mention.end].find("占") >= 0
    if share and before is not None:
        return before.segment
    opening = material.folded[line.sentence.start : clause[0]]
    # 某业务持续稳步发展,去年收入为…: the subject of the clause in front
    match = (
        _fresh_subject().match(re.sub(r"^(?:同时|此外|其中|另外|.{1,4}还称|.{1,6}表示|.{1,6}指出)[,:]?", "", opening))
        if opening
        else None
    )
    if match and before is None:
        noun = _SUBJECT_ONLY.split(match["noun"])[0]
        if len(noun) < 2:
            return None
        at = material.folded.find(noun, line.sentence.start)
        if list(find_metrics(noun, 0, len(noun))) or re.search(r"公司|集团|我们|[去今前明]年|年|季度|报告期", noun):
            return None
        return segment_of(material.text[at : at + len(noun)])
    return None


_LATIN_NAME = lazy(
    r"(?P<name>[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*(?:\s\d+(?:\.\d+)?b?|\s[a-z0-9.\-]+)?)\s?(?:系列)?(?:大?模型|产品|芯片)?的?$"
)


def model_owner(material: Material, line: Line, start: int, end: int) -> str | None:
    """``领先 LLaMa-2 13B 模型的 36.6%``: the figure of another's model."""
    words = material.folded[start:end]
    match = _LATIN_NAME.search(words)
    if not match or not re.search(r"\d", match["name"]):
        return None
    return tidy(material.text[start + match.start("name") : start + match.end("name")])


def in_brackets(material: Material, figure: Figure, clause: tuple[int, int]) -> tuple[str, int] | None:
    """``GPT-3.5(57.1%)``: the owner stands in front of the bracket."""
    folded = material.folded
    at = clause[0] - 1
    if at < 0 or folded[at] not in "(（" or figure.context_start - clause[0] > 2:
        return None
    match = re.search(r"(?P<name>[a-z][\w.\-]*(?:[ \-][a-z0-9][\w.\-]*)?)\s?$", folded[max(0, at - 24) : at])
    if not match:
        return None
    start = max(0, at - 24) + match.start("name")
    return tidy(material.text[start : start + len(match["name"])]), start

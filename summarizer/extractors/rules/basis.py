"""On what basis a figure is told: actual, guidance, target, comparison or claim."""

from __future__ import annotations

import re
from functools import cache

from ...figures.model import Figure
from ...patterns import lazy
from ...schemas.vocabulary import Basis
from ...tables import table
from ..material import Line, Material
from .subject import Subject

# A sentence about a country or a market says nothing of the company: 美国已经进入…
_ELSEWHERE = lazy(r"(?:从)?(?:美国|中国|全球|国内|欧洲|日本)(?:的|已经|目前|现在|市场|行业|企业|经济)")
# up to 45% faster is what a product is said to do
_MORE = lazy(r"\s(?:more|fewer|less|faster|lower|higher|better|cheaper|greater|improvement|reduction|savings)\b")
# a customer that plans to expand: whoever plans, it is not the company
_WHOSE = ("that ", "who ")
_RAISED = lazy(
    r"\b(?:rais|lower|increas|reiterat|reaffirm|narrow|updat)\w*\b[^.;]{0,80}\btargeting\b|\bnow targeting\b"
)
# A pace told in multiples is said of how things go, not measured: 以每年两倍的速度迭代.
_PACE = lazy(r"的(?:速度|速率|节奏)")
# 将其定义为: done to it, and not to come.
_HANDLED = lazy(
    r"将(?:其|它|这些|该|此|之|自己|[^,。;将]{2,14}?(?:转移|转化|转变|转换|部署|视为|作为|纳入|带到|引入|整合|集成)(?:到|至|为|了|进))"
)
# 将解决时间缩短了 30%: it was.
_WAS_DONE = lazy(r"将(?:(?!预计|预期|计划)[^,。;])*了(?:约|近|超过|大约)?\s?$")
# An aim that was reached is none: 已完成年初制定的目标.
_REACHED = lazy(r"(?:完成|实现|达成|达到)了?[^,。;]{0,8}$")
# 完成全年目标 1,800 亿元的 37.9%: reached in part, and still the aim
_AIM_ITSELF = lazy(r"目标[为是约达]{0,2}\s?$")
_PART_OF = lazy(r"[^,。;]{0,3}的\s?\d")
# 预期…将录得, 预期于本期录得: what is yet to be recorded
_TO_BE = lazy(r"(?:预期|预计|预料|将会?)[^,。;]{0,50}?(?P<past>录得|实现)")
_AGAINST = lazy(r"(?:较|相比|(?<![占同环对])比(?![例重率]))(?:[^,。;\n较比]|(?<=\d),(?=\d))*$")


# 预期, a verb: 行政总裁预期,下半年收入介乎…; 超预期 and 市场预期 are nouns
_EXPECTS = lazy(
    r"(?<!市场|一致|此前|之前|原先|分析)(?<![超合于及的到达])预期(?=[,:]?(?:下半年|上半年|全年|本年度|本财年|今年|明年|来年|第?[一二三四]季|20\d\d|未来|收入|营收|毛利|净利|经调整))"
)
# 维持全年收入 80 亿至 85 亿元的预期: what is kept, raised or cut is guidance
_KEEPS = lazy(r"(?:维持|保持|重申|上调|下调|调高|调低|收窄|给出|给予)[^,。;]*$")
_KEPT = lazy(r"[^,。;\d]{0,6}的(?:业绩)?(?:预期|指引|预测|展望|预估)")


def read_basis(material: Material, line: Line, figure: Figure, subject: Subject, clause: tuple[int, int]) -> Basis:
    """Whether a figure was, is promised, is aimed at, is another's, or is said of the world; by the words in front of it."""
    folded = material.folded
    english = material.outline.language == "en"
    before = folded[line.sentence.start : figure.start]
    words = _basis_words()
    if subject.entity and re.search(words["comparison"], before) and subject.own is False:
        return "comparison"
    last_break = max(before.rfind(";"), before.rfind("；"))
    before = before[last_break + 1 :]
    own = folded[clause[0] : figure.start]
    if english:
        whole = folded[clause[0] : min(line.sentence.end, figure.end + 60)]
        aims = [match for match in re.finditer(words["target_en"], before) if not _is_name(material, line.sentence.start, match)]
        if aims and not _RAISED.search(before):
            return "target"
        ahead = [match for match in re.finditer(words["guidance_en"], before) if not before.endswith(_WHOSE, 0, match.start())]
        if ahead and not re.search(words["past_en"], before[ahead[-1].end() :]):
            return "guidance"
        if re.search(r"\b(?:guidance|outlook)\b", whole) and not re.search(
            r"exceed|above|ahead of|beat|versus|compared|below|short of|miss|in line with|within|consistent with|high end|low end", whole
        ):
            return "guidance"
        if re.search(words["claim_en"], before) or (
            figure.kind in ("percent", "multiple") and figure.qualifier == "up_to" and _MORE.match(folded, figure.end)
        ):
            return "claim"
        return "actual"
    if re.match(r"[^,。;]{0,6}的?目标", folded[figure.context_end : figure.context_end + 10]):
        return "target"
    aimed = re.search(words["target"], before)
    if (
        aimed
        and figure.pair != "from"
        and not re.search(r"已|完成了|实现了", own)
        and not _REACHED.search(before, 0, aimed.start())
    ):
        return "target"
    if _AIM_ITSELF.search(before) and _PART_OF.match(folded, figure.context_end):
        return "target"
    if figure.change is not None:
        # 预期溢利…,较去年同期的 2.9 亿元增加 45%: foretold with what it is a growth of
        before = _AGAINST.sub("", before)
    compared = figure.change is None and figure.direction == 0 and _AGAINST.search(before) is not None
    before = _TO_BE.sub(lambda told: told[0][: told.start("past") - told.start()] + "会有", before)
    ahead = [] if compared else [found for found in re.finditer(words["guidance"], before) if not _handled(before, found)]
    if ahead and subject.metric is not None and subject.metric.id == "dividend" and {match[0] for match in ahead} == {"拟"}:
        # 拟每 10 股派 2.6 元: proposed for a year that is over
        return "actual"
    if ahead:
        rest = before[ahead[-1].end() :]
        # what was is told from what will be in the figure's own words: 预计…, 目前为…
        if figure.pair != "from" and not re.search(words["past"], rest):
            return "guidance"
    expects = _EXPECTS.search(before)
    if expects and not compared and not re.search(words["past"], before[expects.end() :]):
        return "guidance"
    if _KEEPS.search(before) and _KEPT.match(folded, figure.context_end):
        return "guidance"
    if re.search(words["claim"], before) or _ELSEWHERE.match(before) or _pace(folded, figure):
        return "claim"
    return "actual"


def _is_name(material: Material, start: int, match: re.Match[str]) -> bool:
    """Whether the word is written as a name is (sold at Target), within its sentence."""
    return match.start() > 0 and material.text[start + match.start()].isupper()


def _handled(before: str, found: re.Match[str]) -> bool:
    """Whether 将 takes an object and tells no future: ``将其定义为``, ``将时间缩短了 30%``."""
    return found[0] == "将" and (_HANDLED.match(before, found.start()) is not None or _WAS_DONE.match(before, found.start()) is not None)


def _pace(folded: str, figure: Figure) -> bool:
    return folded.endswith("倍", figure.start, figure.end) and _PACE.match(folded, figure.end) is not None


@cache
def _basis_words() -> dict[str, re.Pattern[str]]:
    basis = table("extractors.rules", "words")["basis"]
    out = {}
    for key, words in basis.items():
        pattern = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
        out[key] = re.compile(rf"\b(?:{pattern})\b" if key.endswith("_en") else pattern)
    return out

"""The subject of a figure in a Chinese clause."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...figures.model import Figure
from ...outline.script import fold
from ...patterns import lazy
from ..material import Line, Material
from .chinese_antecedents import asked_metric, metric_before, metric_since
from .chinese_clauses import HANDLED, clause_before, shorten, whole_word
from .chinese_shares import PERCENT, next_in_list, share_in, share_of_what
from .frames import before_brackets, framed, plain_name, with_frame, without_frame
from .metrics import Mention, Metric, find_metrics
from .nouns import PREDICATE, growth_of, listed_noun, metric_behind, noun_behind, with_test
from .segments import (
    SEGMENTED,
    carried_segment,
    company_wide,
    in_brackets,
    model_owner,
    segment_before,
    segment_in,
    segment_of,
)
from .subject import LONGEST, Subject, fits, hollow, joined, strip, tidy, without_periods

Span = tuple[int, int]


def read_chinese(
    material: Material,
    line: Line,
    figure: Figure,
    clause: Span,
    floor: int,
    stop: int,
    before: Subject | None,
) -> Subject | None:
    """The first reading that holds: a metric behind, a metric in front, another's figure in brackets, a noun, the one before."""
    aside = before_brackets(material, line, clause, floor, stop)
    if aside is not None:
        # 营业收入(含税) 12 亿元: the brackets interrupt the clause
        reader = _ClauseReader(material, line, figure, (aside.start, clause[1]), aside.start, aside.end, before)
    else:
        reader = _ClauseReader(material, line, figure, clause, max(clause[0], floor), stop, before)
    subject = _read(reader)
    if subject is not None and aside is not None and aside.words and subject.own:
        subject.name = f"{subject.name}（{aside.words}）"
        if "扣非" in aside.words and subject.metric is not None and subject.metric.id in ("net_profit", "net_profit_attributable"):
            subject.metric = replace(subject.metric, id="adjusted_net_profit")
    if subject is not None:
        subject.name = plain_name(subject.name)
        if subject.segment is None and subject.entity is None and subject.own:
            subject.segment = segment_in(subject.name)
        subject.name = with_frame(material, line, clause, figure, subject.name)
    return subject


def _read(reader: _ClauseReader) -> Subject | None:
    for reading in (
        reader.growth_behind,
        reader.sorted_behind,
        reader.metric_behind,
        reader.metric_in_front,
        reader.in_brackets,
        reader.noun_in_front,
        reader.noun_behind,
    ):
        subject = reading()
        if subject is not None:
            return subject
    return reader.taken_over()


@dataclass(slots=True)
class _ClauseReader:
    """One figure's clause. ``start`` and ``stop`` bound the words in front of it that are its own."""

    material: Material
    line: Line
    figure: Figure
    clause: Span
    start: int
    stop: int
    before: Subject | None
    mentions: list[Mention] = field(init=False)
    mention: Mention | None = field(init=False)
    """The metric named last in front of the figure that can be a figure of its kind."""

    def __post_init__(self) -> None:
        self.mentions = list(find_metrics(self.material.folded, self.start, self.stop))
        fitting = [mention for mention in self.mentions if fits(mention.metric, self.figure)]
        self.mention = fitting[-1] if fitting else None

    def growth_behind(self) -> Subject | None:
        """``15% 的销售额增长``: what grows stands behind."""
        found = growth_of(self.material, self.figure, self.clause[1])
        if found is None:
            return None
        mentions = list(find_metrics(self.material.folded, *found))
        name = tidy(self.material.text[found[0] : found[1]])
        return Subject(name, mentions[-1].metric if mentions else None, self.figure.start)

    def sorted_behind(self) -> Subject | None:
        """``1,300 名 ARR 超过 10 万美元的付费客户``: who is counted stands behind what sorts them."""
        match = _SORTED_NOUN.match(self.material.folded, self.figure.context_end, self.figure.context_end + 50)
        if self.figure.kind != "count" or match is None:
            return None
        return Subject(tidy(self.material.text[match.start("noun") : match.end("noun")]), _metric_in(match["noun"]), self.figure.start)

    def metric_behind(self) -> Subject | None:
        """``以 80% 的正确率``: the metric stands behind, its owner in front."""
        material, figure = self.material, self.figure
        found = metric_behind(material, figure, self.clause[1])
        led_by = (
            material.folded[max(self.start, figure.context_start - 2) : figure.context_start].strip().endswith("以")
        )
        if found is None or (self.mention is not None and not led_by):
            return None
        low, high, metric = found
        if fold(material.text[low:high]) in ("收益", "损失"):
            # 净金融项目出现约 26 亿元的收益: a gain, and no revenue
            metric = Metric(None, metric.of, metric.stock, metric.sign)
        owner = strip(material, self.line, self.start, figure.context_start, self.start)
        owner_text = without_periods(material, self.line, *owner) if owner[1] - owner[0] <= 18 else ""
        noun = noun_behind(material, figure, self.clause[1])
        label = noun if noun and metric.id is None and len(noun) > high - low else tidy(material.text[low:high])
        subject = Subject(with_test(material, self.line, self.clause, label), metric, figure.start)
        if led_by and owner_text:
            subject.entity, subject.start = owner_text, owner[0]
        elif owner_text:
            subject.segment = segment_of(owner_text)
        return subject

    def metric_in_front(self) -> Subject | None:
        """``公司的海外业务收入占比进一步提升至 84%``: the metric with the words that belong to it."""
        mention, material, before = self.mention, self.material, self.before
        if mention is None:
            return None
        low, high = strip(material, self.line, self.start, self.stop, mention.end)
        high = max(high, mention.end) if high - mention.end <= 8 else mention.end
        low = min(low, mention.start)
        if high - low > LONGEST:
            low, high = shorten(material.folded, low, mention, high)
        name = with_test(material, self.line, self.clause, without_periods(material, self.line, low, high))
        subject = Subject(name, mention.metric, low, alias=material.text[mention.start : mention.end])
        subject.entity = model_owner(material, self.line, self.start, mention.start)
        if subject.entity is not None and mention.metric.id in SEGMENTED:
            # GLP-1 销售额: a product of one's own, no rival's model
            subject.entity = None
        if subject.entity is None:
            subject.segment = segment_before(material, self.line, low, mention)
        if subject.segment is None and not company_wide(material.folded, self.start, mention.start):
            subject.segment = carried_segment(material, self.line, self.clause, mention, before)
        share_of_what(material, self.line, subject, mention, before)
        if (
            self.figure.kind == "count"
            and len(subject.name) <= 4
            and (noun := noun_behind(material, self.figure, self.clause[1]))
        ):
            # 年产 32 万吨铸件毛坯产能
            subject.name = tidy(joined(subject.name, noun))
        if _BARE_MEASURE.fullmatch(fold(subject.name)) and (whose := metric_before(material, self.line, self.start)):
            # 剩余履约义务…,期末金额为: of what the sentence spoke of
            subject.name, subject.metric = whose
        if before is not None and _ANAPHORA.fullmatch(fold(subject.name)):
            subject.name, subject.segment, subject.own = before.name, before.segment, False
            subject.metric = before.metric or subject.metric
        return subject

    def in_brackets(self) -> Subject | None:
        """``GPT-3.5(57.1%)``: another's figure for what was just told."""
        found = in_brackets(self.material, self.figure, self.clause)
        if found is None:
            return None
        entity, at = found
        if self.before is None:
            return Subject(entity, None, at, entity=entity)
        return Subject(self.before.name, self.before.metric, at, entity=entity, own=False)

    def noun_in_front(self) -> Subject | None:
        """``上线的 GPU 数量达到了 45000 个``: no metric of the table, but a noun phrase."""
        material, before, figure = self.material, self.before, self.figure
        last = self.mentions[-1] if self.mentions else None
        low, high = strip(material, self.line, self.start, self.stop, last.end if last else self.start)
        if high > low and hollow().fullmatch(material.folded, low, high):
            # 较, 上调至, 相比之下: words that name nothing
            return None
        if (compared := _COMPARED_TO.search(material.folded, low, high)) and compared.start() - low >= 2:
            # 销售增长将比固定汇率增长低 4 个百分点
            high = compared.start()
        if high - low < 2:
            return None
        if high - low > LONGEST:
            cut = max(material.folded.rfind("的", low, high - 2), material.folded.rfind("、", low, high - 2))
            low = cut + 1 if cut > low and high - cut > 3 else whole_word(material.folded, high)
        name = without_periods(material, self.line, low, high)
        if (per_share := self._per_share(name)) is not None:
            return per_share
        if before is not None and (frame := framed(name)):
            # 以固定汇率计算增长了 15%: of what was told before
            return Subject(f"{without_frame(before.name)}（{frame}）", before.metric, low, before.segment, before.entity, own=False)
        if _BARE_MEASURE.fullmatch(fold(name)) and (whose := metric_before(material, self.line, self.start)):
            return Subject(whose[0], whose[1] if whose[1] and fits(whose[1], figure) else None, low)
        if _BARE_VERB.search(fold(name)):
            told = self._object(name)
            if told is None and figure.kind == "count":
                return None
            name = told or name
        if (handled := HANDLED.search(name)) is not None:
            # 这让我们将支持成本降低: what is done to it names it
            low, name = low + handled.start("what"), tidy(handled["what"])
        shared = _OWN_SHARE.match(fold(name)) if figure.kind == "percent" and before is not None else None
        if shared and before is not None and (owner := _OWNER.match(before.name)):
            # 国际客户占活跃用户的 85%,但仅占收入的 54%
            name = tidy(f"{owner['owner']}占{name[shared.end() :]}")
        if (
            figure.kind == "number" and before is not None and before.metric is not None and "percent" in before.metric.of
            and last is None and len(name) <= 8 and figure.value <= 100
        ):  # fmt: skip
            # 国内毛利率 10%出头,海外能做到 28-32
            return next_in_list(Subject(name, None, low), before, name)
        share = share_in(material.folded, self.start, self.stop)
        metric = last.metric if last and last.metric.id and share is None and fits(last.metric, figure) else None
        noun = noun_behind(material, figure, self.clause[1]) or listed_noun(material, self.line, figure, self.clause)
        if (
            noun
            and last is None
            and len(name) + len(noun) <= LONGEST + 6
            and figure.kind in ("count", "percent", "rank", "number")
        ):
            name = tidy(joined(name, noun))
        model = model_owner(material, self.line, low, high)
        if model is not None and before is not None and not _MEASURE.search(name):
            return Subject(before.name, before.metric, low, entity=model, own=False)
        subject = Subject(with_test(material, self.line, self.clause, name), metric, low)
        if before is not None and metric is None and self._goes_on(before, name):
            return next_in_list(subject, before, name)
        if before is not None and _BARE_SHARE.fullmatch(name):
            subject.segment = before.segment
        if share and figure.kind == "percent":
            subject.metric = Metric(share, PERCENT, False, 1)
        return subject

    def _object(self, verb: str) -> str | None:
        """``发行 28 亿美元的可转债``, ``对利润产生 3 个百分点的负面影响``: the verb with what stands behind the figure."""
        noun = noun_behind(self.material, self.figure, self.clause[1])
        if noun is None:
            return None
        caused = _CAUSES.sub("", verb)
        return tidy(f"{caused}的{noun}" if caused and caused != verb else joined(caused or verb, noun))

    def _per_share(self, name: str) -> Subject | None:
        """``即每股 1.00 美元`` behind a profit."""
        before = self.before
        if self.figure.kind != "amount" or _A_SHARE.fullmatch(name) is None or before is None:
            return None
        if before.metric is not None and before.metric.id in ("net_profit", "net_profit_attributable", "adjusted_net_profit"):
            eps = Metric("eps", before.metric.of, False, before.metric.sign)
            return Subject(f"每股{before.alias or before.name}", eps, self.start, before.segment, before.entity, own=False)
        return Subject(f"{before.name}（每股）", None, self.start, before.segment, before.entity, own=False)

    def noun_behind(self) -> Subject | None:
        """``约 3,000 张芯片待交付``: nothing in front; what is counted stands behind, or at the end of the list."""
        if self._told_again():
            return self._as_before()
        noun = noun_behind(self.material, self.figure, self.clause[1]) or listed_noun(
            self.material, self.line, self.figure, self.clause
        )
        return Subject(noun, _metric_in(noun), self.figure.start) if noun else None

    def _told_again(self) -> bool:
        """``…为 67 万个处方,而上季度为 69 万个``: the same thing at another time."""
        before, figure = self.before, self.figure
        if before is None or figure.change is not None or not before.name:
            return False
        words = self.material.folded[self.start : self.stop]
        return _ANOTHER_TIME.match(words) is not None and any(
            self.start <= mention.start and mention.end <= self.stop for mention in self.line.periods
        )

    def taken_over(self) -> Subject | None:
        """No words of its own: a share of what was named before, the figure before, or the clause before."""
        before, material = self.before, self.material
        turned = metric_since(material, self.line, self.figure, self.clause, before)
        if turned is not None:
            return turned
        if before is not None:
            if "占" in material.folded[self.start : self.stop]:
                metric = before.metric if before.metric and before.metric.id == "revenue_share" else None
                return Subject(
                    before.name if "占" in before.name else "占比", metric, self.start, before.segment, own=False
                )
            return self._as_before()
        subject = clause_before(material, self.line, self.clause)
        unnamed = subject is None or subject.metric is None
        if unnamed and (asked := asked_metric(material, self.line, self.figure, self.start)) is not None:
            return asked
        if subject is not None and self.figure.kind == "percent":
            # …的 GPU,40% 左右已经开始用于推理: what is said of the part belongs to its name
            predicate = PREDICATE.match(material.folded, self.figure.context_end, self.clause[1])
            if predicate:
                subject.name = tidy(
                    joined(subject.name, material.text[predicate.start("words") : predicate.end("words")])
                )
        return subject

    def _as_before(self) -> Subject | None:
        before = self.before
        return (
            Subject(before.name, before.metric, self.start, before.segment, before.entity, own=False)
            if before
            else None
        )

    def _goes_on(self, before: Subject, name: str) -> bool:
        """车用占 38%、工控 26%、通讯 14%: the list goes on with the same share."""
        if self.figure.kind != "percent" or self.figure.change is not None or len(name) > 12:
            return False
        words = (
            before.name
            + ((before.metric.id or "") if before.metric else "")
            + self.material.folded[self.line.sentence.start : self.start]
        )
        return "占" in words and _after_list(self.material.folded, self.start)


_BARE_MEASURE = lazy(r"(?:期末|年末|季末|合计|账面)?(?:金额|余额|总额|总金额|数额)")
_COMPARED_TO = lazy(r"(?:预计)?将?(?:比|较)[^,。;比较]{2,14}(?:高|低|多|少)(?:出|了)*\s?$")
_BARE_VERB = lazy(
    r"^(?:提供|发行|推出|支付|投入|投资|获得|返还|节省|产生|增加|募集|花费|支出|收到|签订|签署|中标|宣布|新增|采购|处置|释放|计提|偿还)$"
    r"|(?:产生|造成|带来|构成)$"
)
_SORTED_NOUN = lazy(
    r"\s?(?:在\s)?(?:arr|acv|年度?|过去十二个月|支出|收入|贡献)[^,。;]{0,12}(?:超过|至少|不低于|大于)[^。;]{1,16}?(?:以上)?的?"
    r"(?P<noun>(?:付费|企业|活跃)?(?:客户|用户))"
)
_CAUSES = lazy(r"(?:了)?(?:产生|造成|带来|构成)$")
_OWN_SHARE = lazy(r"(?:但|仅|约|只|却|而)*占(?:据|到|了)?")
_OWNER = lazy(r"(?P<owner>[^,。占]{2,16}?)(?:目前|现在|大?约|仅|只)*占")
_A_SHARE = lazy(r"(?:即|或|合|折合|相当于|约合)?\s?每股")
_ANOTHER_TIME = lazy(r"[\s,]*(?:而|去年|上年|上一?季|一年前|20\d\d\s?年|同期)")
_MEASURE = lazy(r"(?:率|额|量|数|成本|收入|价).?$")
_BARE_SHARE = lazy(r".{0,3}(?:占比?|比例|比重)|占[^,。]{0,4}(?:收入|营收|收益)")
_ANAPHORA = lazy(r"(?:这一|该|这个|上述)(?:比例|占比|比重|数字|指标|水平|金额|数据)")


def _metric_in(noun: str) -> Metric | None:
    found = None
    folded = noun.lower()
    for mention in find_metrics(folded, 0, len(folded)):
        found = mention.metric
    return found


def _after_list(folded: str, start: int) -> bool:
    return start > 0 and (folded[start - 1] in ",、;及和与" or folded[start : start + 1] in ",、;及和与")



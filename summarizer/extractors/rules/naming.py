"""What a figure is called and whose it is: the subject in front of it, the noun behind it, or the one before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...figures.model import Figure
from ...outline.script import fold
from ...patterns import lazy
from ...tables import table
from ..material import Line, Material
from .metrics import Mention, Metric, find_metrics

_LONGEST = 26
_CLAUSE = lazy(r"[;。!?\n:()（）\[\]]|,(?!\d{3}(?!\d))|(?<!\d),|\s[-–—]{1,2}\s|\.(?=\s|$)")


@dataclass(slots=True)
class Subject:
    """The reading of one figure's surroundings. Offsets count code points of the repaired text."""

    name: str
    metric: Metric | None
    start: int
    """Where the name's words begin."""
    segment: str | None = None
    entity: str | None = None
    alias: str = ""
    """The metric's own words within the name."""
    own: bool = True
    """False where the name was taken over from the figure before."""


@cache
def _words() -> dict[str, Any]:
    return table("extractors.rules", "words")


def _any(words: list[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(_words()['trailing']['zh'])}|[\s\"'“”、:=~+\-—])$")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(_words()['leading']['zh'])}|[\s\"'“”、:]|[(]?\d{{1,2}}(?:[、)]|\.(?!\d)))")


@cache
def _kept() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Beginnings and endings that only look like words to strip (会员 is no 会)."""
    return tuple(_words()["leading"]["keep"]), tuple(_words()["trailing"]["keep"])


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_any(_words()['generic']['zh'])})")


@cache
def _segment_suffix() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(_words()['segment']['suffix'])})$")


@cache
def _hollow() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(_words()['hollow']['zh'])}|[\s\d,.])+")


@cache
def _fresh_subject() -> re.Pattern[str]:
    return re.compile(rf"^(?P<noun>[^,;。]{{2,14}}?)(?:{_words()['segment']['verbs']})")


@cache
def _back() -> re.Pattern[str]:
    return re.compile(_any(_words()["segment"]["back"]))


def clauses(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence; a comma inside a number is no boundary."""
    cuts = [start]
    for match in _CLAUSE.finditer(folded, start, end):
        if match[0] == "," and match.start() > start and folded[match.start() - 1].isdigit() and re.match(r"\d{3}(?!\d)", folded[match.end() : match.end() + 4]):
            continue
        cuts.append(match.end())
    cuts.append(end)
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]


def _strip(material: Material, line: Line, start: int, end: int, floor: int) -> tuple[int, int]:
    """Cut what is no subject from both ends: connectives, time, verbs. Never past ``floor``, the end of a metric's name."""
    folded = material.folded
    by_end = {mention.end: mention.start for mention in line.periods}
    by_start = {mention.start: mention.end for mention in line.periods}
    keep_first, keep_last = _kept()
    while end > start and end > floor:
        if folded.endswith(keep_last, start, end):
            break
        if end in by_end and by_end[end] >= start:
            end = by_end[end]
            continue
        match = _trailing().search(folded, max(start, end - 6), end)
        # search with an end bound matches $ there
        if match is None or match.start() < floor:
            break
        end = match.start()
    while start < end:
        if start in by_start:
            start = by_start[start]
            continue
        if folded.startswith(keep_first, start, end):
            break
        match = _leading().match(folded, start, end)
        if match is None or match.end() == start:
            break
        if floor > start and match.end() > floor - 2:
            break
        start = match.end()
    return start, end


def _without_periods(material: Material, line: Line, start: int, end: int) -> str:
    """The words of a name with the period cut out of their middle (传统AI业务去年收入)."""
    text = material.text
    pieces = []
    at = start
    for mention in line.periods:
        if start <= mention.start and mention.end <= end:
            pieces.append(text[at : mention.start])
            at = mention.end
    pieces.append(text[at:end])
    return tidy(joined(*pieces))


def joined(*pieces: str) -> str:
    """``pieces`` as one; a blank keeps digits apart that did not stand together, or a number would appear that nobody told."""
    whole = ""
    for piece in pieces:
        whole += " " + piece if whole[-1:].isdigit() and piece[:1].isdigit() else piece
    return whole


def tidy(name: str) -> str:
    """One line, no quotation marks at the ends, no space between Han characters."""
    name = joined(*re.split(r"[\"“”]", re.sub(r"\s+", " ", name))).strip(" \"'“”‘’「」、,，:：()（）·-—")
    name = re.sub(r"(?<=[一-鿿]) (?=[一-鿿])", "", name)
    return name


def read_subject(
    material: Material, line: Line, figure: Figure, clause: tuple[int, int], floor: int, stop: int, before: Subject | None
) -> Subject | None:
    """The subject of ``figure`` in its clause, read from ``floor`` (the end of the figure before it in the clause) to ``stop``."""
    if material.outline.language == "en":
        from .english import read_english

        return read_english(material, line, figure, clause, floor, stop, before)
    return _read_chinese(material, line, figure, clause, floor, stop, before)


def _fits(metric: Metric, figure: Figure) -> bool:
    kind = figure.kind
    if kind in metric.of:
        return True
    if kind == "number":
        return True
    if kind == "multiple":
        return True
    if kind in ("percent", "points") and figure.change is not None:
        return True
    if kind == "points":
        return "percent" in metric.of
    if kind == "duration":
        return "duration" in metric.of
    return False


def _read_chinese(
    material: Material, line: Line, figure: Figure, clause: tuple[int, int], floor: int, stop: int, before: Subject | None
) -> Subject | None:
    folded, text = material.folded, material.text
    start = max(clause[0], floor)
    mentions = list(find_metrics(folded, start, stop))
    fitting = [mention for mention in mentions if _fits(mention.metric, figure)]
    mention = fitting[-1] if fitting else None
    last = mentions[-1] if mentions else None
    # 天工以 80% 的正确率: the noun stands behind, its owner in front
    behind = _behind(material, figure, clause[1])
    if behind and behind[0] and (mention is None or folded[figure.start - 1] == "以"):
        name_start, name_end, metric = behind[1], behind[2], behind[3]
        owner = _strip(material, line, start, figure.context_start, start)
        owner_text = _without_periods(material, line, *owner) if owner[1] - owner[0] <= 18 else ""
        entity = owner_text if folded[max(start, figure.context_start - 2) : figure.context_start].strip().endswith("以") and owner_text else None
        noun = _noun_behind(material, figure, clause[1])
        label = noun if noun and metric.id is None and len(noun) > name_end - name_start else tidy(text[name_start:name_end])
        subject = Subject(_with_test(material, line, clause, label), metric, owner[0] if entity else figure.start)
        subject.entity = entity
        if not entity and owner_text:
            subject.segment = _segment_of(owner_text)
        return subject
    if mention is not None:
        name_start, name_end = _strip(material, line, start, stop, mention.end)
        name_end = max(name_end, mention.end) if name_end - mention.end <= 8 else mention.end
        if name_start > mention.start:
            name_start = mention.start
        if name_end - name_start > _LONGEST:
            name_start, name_end = _shorten(folded, name_start, mention, name_end)
        name = _with_test(material, line, clause, _without_periods(material, line, name_start, name_end))
        subject = Subject(name, mention.metric, name_start, alias=text[mention.start : mention.end])
        subject.entity = _model_owner(material, line, start, mention.start)
        subject.segment = None if subject.entity else _segment(material, line, name_start, mention)
        if subject.segment is None and subject.metric and not _company_wide(folded, start, mention.start):
            subject.segment = _carried_segment(material, line, clause, mention, before)
        _share_of_what(material, line, subject, mention, before)
        if figure.kind == "count" and len(subject.name) <= 4 and (noun := _noun_behind(material, figure, clause[1])):
            # 年产 32 万吨铸件毛坯产能
            subject.name = tidy(joined(subject.name, noun))
        if before is not None and _ANAPHORA.fullmatch(fold(subject.name)):
            subject.name, subject.segment, subject.own = before.name, before.segment, False
            subject.metric = before.metric or subject.metric
        return subject
    name_start, name_end = _strip(material, line, start, stop, last.end if last else start)
    entity = _in_brackets(material, figure, clause)
    if entity is not None:
        entity_text, entity_start = entity
        return Subject(before.name if before else entity_text, before.metric if before else None, entity_start, entity=entity_text, own=before is None)
    noun = _noun_behind(material, figure, clause[1])
    if name_end > name_start and _hollow().fullmatch(folded, name_start, name_end):
        name_end = name_start
        if before is not None and figure.kind != "rank":
            return Subject(before.name, before.metric, start, before.segment, before.entity, own=False)
    if name_end - name_start >= 2:
        if name_end - name_start > _LONGEST:
            cut = max(folded.rfind("的", name_start, name_end - 2), folded.rfind("、", name_start, name_end - 2))
            name_start = cut + 1 if cut > name_start and name_end - cut > 3 else _behind_number(folded, name_end - 20)
        name = _without_periods(material, line, name_start, name_end)
        metric = last.metric if last and last.metric.id and _share(folded, start, stop) is None and _fits(last.metric, figure) else None
        noun = noun or _listed_noun(material, line, figure, clause)
        if noun and len(name) + len(noun) <= _LONGEST + 6 and figure.kind in ("count", "percent", "rank", "number") and last is None:
            name = tidy(joined(name, noun))
        model = _model_owner(material, line, name_start, name_end)
        if model is not None and before is not None and not re.search(r"率|额|量|数|成本|收入|价", name[-2:]):
            return Subject(before.name, before.metric, name_start, entity=model, own=False)
        subject = Subject(_with_test(material, line, clause, name), metric, name_start)
        # 车用占 38%、工控 26%、通讯 14%: the list goes on with the same share
        if before is not None and metric is None and figure.kind == "percent" and figure.change is None and len(name) <= 12 and "占" in before.name + (before.metric.id or "" if before.metric else "") + folded[line.sentence.start : start] and _after_list(folded, start):
            subject.metric, subject.alias = before.metric, before.alias
            subject.segment = _segment_of(name)
            if not before.alias and "占" in before.name[1:]:
                subject.name = name + before.name[before.name.index("占") :]
            if before.alias and before.alias not in name:
                subject.name = name + (before.alias if "占" not in before.alias[:1] and "佔" not in before.alias[:1] else "占比")
            return subject
        if before is not None and re.fullmatch(r".{0,3}(?:占比?|比例|比重)", name):
            subject.segment = before.segment
        share = _share(folded, start, stop)
        if share and figure.kind == "percent":
            subject.metric = Metric(share, frozenset({"percent"}), False, 1)
        return subject
    listed = _listed_noun(material, line, figure, clause)
    if noun or listed:
        return Subject(noun or listed or "", _metric_in(noun or listed or ""), figure.start)
    if "占" in folded[start:stop] and before is not None:
        return Subject(before.name if "占" in before.name else "占比", before.metric if before.metric and before.metric.id == "revenue_share" else None, start, before.segment, own=False)
    if figure.kind == "percent" and clause[0] > line.sentence.start:
        predicate = _PREDICATE.match(folded, figure.context_end, clause[1])
        inherited = _inherit(material, line, clause, None)
        if predicate and inherited and before is None:
            inherited.name = tidy(inherited.name + text[predicate.start("words") : predicate.end("words")])
            return inherited
    return _inherit(material, line, clause, before)


_ANAPHORA = lazy(r"(?:这一|该|这个|上述)(?:比例|占比|比重|数字|指标|水平|金额|数据)")
_PERCENT = frozenset({"percent"})


def _share_of_what(material: Material, line: Line, subject: Subject, mention: Mention, before: Subject | None) -> None:
    """占营业收入的比例 beside R&D spending is the R&D ratio, beside overseas revenue the overseas share."""
    if subject.metric is None or subject.metric.id != "revenue_share":
        return
    owner = before.metric.id if before is not None and before.metric is not None else None
    for earlier in find_metrics(material.folded, line.sentence.start, mention.start):
        if earlier.metric.id in ("rd_expense", "overseas_revenue", "overseas_revenue_share"):
            owner = earlier.metric.id
    if owner in ("rd_expense", "rd_ratio"):
        subject.metric = Metric("rd_ratio", _PERCENT, False, 1)
        subject.segment = None
    elif owner in ("overseas_revenue", "overseas_revenue_share"):
        subject.metric = Metric("overseas_revenue_share", _PERCENT, False, 1)
        subject.segment = None


def _metric_in(noun: str) -> Metric | None:
    found = None
    folded = noun.lower()
    for mention in find_metrics(folded, 0, len(folded)):
        found = mention.metric
    return found


def _share(folded: str, start: int, stop: int) -> str | None:
    """收入中海外占: a share of revenue said with 占."""
    words = folded[start:stop]
    if "占" not in words:
        return None
    return "revenue_share" if re.search(r"占[^,。]{0,8}(?:收入|营收|收益)", words) else None


def _behind(material: Material, figure: Figure, end: int) -> tuple[bool, int, int, Metric] | None:
    """``80% 的正确率``, ``1.2 亿元净利润``: a metric named right behind the figure."""
    folded = material.folded
    match = re.compile(r"\s?(?:以上|左右)?(?P<of>的)?\s?").match(folded, figure.end)
    if match is None:
        return None
    at = match.end()
    for mention in find_metrics(folded, at, min(end, at + 16)):
        if mention.start - at <= (6 if match["of"] else 0) and _fits(mention.metric, figure) and figure.change is None:
            if not match["of"] and figure.kind == "percent":
                return None
            return True, at, mention.end, mention.metric
        return None
    return None


def _after_list(folded: str, start: int) -> bool:
    return start > 0 and (folded[start - 1] in ",、;及和与" or folded[start : start + 1] in ",、;及和与")


_PREDICATE = lazy(r"\s?(?:以上|左右)?(?P<words>[^,;。!?:()（）\n\d]{3,14})")


_NOUN_LIST = lazy(r"(?:、[^,;。、!?:()\d\s]{2,8})+?(?=[,;。!?]|$)")
_PLAIN = str.maketrans("來會後與並還將爲為", "来会后与并还将为为")


def _listed_noun(material: Material, line: Line, figure: Figure, clause: tuple[int, int]) -> str | None:
    """``600GB、150B Tokens 的数据集``: figures in a list share the noun behind the last."""
    last = figure
    for other in line.figures:
        if other.start > last.start and re.fullmatch(r"\s?(?:、|和|及|与)\s?", material.folded[last.context_end : other.start]):
            last = other
    return _noun_behind(material, last, clause[1]) if last is not figure else None


_NOUN = lazy(
    r"\s?(?:以上|左右)?的?\s?(?P<noun>[^,;。!?:()（）、\n\"“”\s][^,;。!?:()（）\n]{1,15}?)(?=[,;。!?:()（）、\n\s]|$|等|之一|参[与加]|左右|以上|进行|已|正|将|可|是|为|于|在|通过|从)"
)


def _noun_behind(material: Material, figure: Figure, end: int) -> str | None:
    """``3,000 张芯片待交付``: what is counted, behind the counting word."""
    match = _NOUN.match(material.folded, figure.context_end, min(len(material.folded), max(end, figure.context_end)))
    if not match:
        return None
    end = match.end("noun")
    if material.folded[end : end + 1] == "、" and (more := _NOUN_LIST.match(material.folded, end)):
        # 开发、注册及销售里程碑: the list is one noun
        end = more.end()
    noun = tidy(material.text[match.start("noun") : end])
    if len(noun) < 2 or _hollow().fullmatch(fold(noun)) or any(letter.isdigit() for letter in noun) or re.match(r"^(?:和|及|与|到|至|或|比|高|低|的|了|后|以|并|且|但|就|都|也|还|已|正|会|能|用|被|是|来自|将|提升|提高|下降|上升|增长|降|升|占|进入|直接|继续|稳步)", noun.translate(_PLAIN)) or noun[0].isdigit():
        return None
    return noun


def _shorten(folded: str, start: int, mention: Mention, end: int) -> tuple[int, int]:
    cut = max(folded.rfind("的", start, mention.start - 1), folded.rfind("、", start, mention.start), folded.rfind(" ", start, mention.start))
    if cut > start and mention.start - cut <= 14:
        before = folded.rfind("的", start, cut - 1)
        return (before + 1 if before > start and end - before <= _LONGEST else cut + 1), end
    return max(start, _behind_number(folded, mention.start - 10)), end


def _behind_number(folded: str, at: int) -> int:
    """``at``, or where the number ends that it would cut in two."""
    while at > 0 and folded[at - 1].isdigit() and folded[at].isdigit():
        at += 1
    return at


# What companies report by segment; anything else is the company's as a whole.
_SEGMENTED = frozenset(
    "revenue revenue_share revenue_cagr gross_profit gross_margin operating_profit operating_margin net_profit shipments price orders backlog "
    "capacity utilisation stores customers users market_share ebitda inventory".split()
)
_NO_OWNER = lazy(r"\d(?:%|年|月|亿|万)|同比|环比|增长|下降|占|目标|规划|预计|做到|已|达|这一|该|现时|目前|一年前|确认|另有|按|较|董事会|【|过去|假期|尊敬|账上|帐上|每|首次|行业|市场$|全球|美国|中国|全国|总|首季|季|派发|月均|日均|年化|录得|花费|转向|凭借|由于|要求|合同|通过")
_OWNER_HEAD = lazy(r"^(?:关于|对于|至于|则|公司|集团|我们|我行|实现|来自|其中|对|把|将|使|而|的)")


def _segment_of(owner: str) -> str | None:
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


def _segment(material: Material, line: Line, start: int, mention: Mention) -> str | None:
    words = _without_periods(material, line, start, mention.start)
    if not words or (mention.metric.id or "").startswith("overseas"):
        return None
    if mention.metric.id not in _SEGMENTED:
        return None
    words = re.sub(r"占$|占公司$|占总$", "", words)
    return _segment_of(words)


def _company_wide(folded: str, start: int, stop: int) -> bool:
    words = folded[start:stop]
    return any(word in words for word in _words()["segment"]["whole"]) or re.match(r"\s?(?:本?公司|本?集团)(?:实现|总|的|综合)?", words) is not None


_SUBJECT_ONLY = lazy(r"为|是|适用|用于|属于|主要|均|随着|由于")


def _carried_segment(material: Material, line: Line, clause: tuple[int, int], mention: Mention, before: Subject | None) -> str | None:
    """A share without a subject of its own belongs to the segment before it: ``…收入 11.8 亿,占总收入比例 35%``."""
    folded = material.folded
    share = (mention.metric.id or "").endswith("share") or folded[clause[0] : mention.end].find("占") >= 0
    if share and before is not None:
        return before.segment
    opening = material.folded[line.sentence.start : clause[0]]
    # 某业务持续稳步发展,去年收入为…: the subject of the clause in front
    match = _fresh_subject().match(re.sub(r"^(?:同时|此外|其中|另外|.{1,4}还称|.{1,6}表示|.{1,6}指出)[,:]?", "", opening)) if opening else None
    if match and before is None:
        noun = _SUBJECT_ONLY.split(match["noun"])[0]
        if len(noun) < 2:
            return None
        at = material.folded.find(noun, line.sentence.start)
        if list(find_metrics(noun, 0, len(noun))) or re.search(r"公司|集团|我们|[去今前明]年|年|季度|报告期", noun):
            return None
        return _segment_of(material.text[at : at + len(noun)])
    return None


_LATIN_NAME = lazy(r"(?P<name>[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*(?:\s\d+(?:\.\d+)?b?|\s[a-z0-9.\-]+)?)\s?(?:系列)?(?:大?模型|产品|芯片)?的?$")


def _model_owner(material: Material, line: Line, start: int, end: int) -> str | None:
    """``领先 LLaMa-2 13B 模型的 36.6%``: the figure of another's model."""
    words = material.folded[start:end]
    match = _LATIN_NAME.search(words)
    if not match or not re.search(r"\d", match["name"]):
        return None
    return tidy(material.text[start + match.start("name") : start + match.end("name")])


def _in_brackets(material: Material, figure: Figure, clause: tuple[int, int]) -> tuple[str, int] | None:
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


def _with_test(material: Material, line: Line, clause: tuple[int, int], name: str) -> str:
    """A score is named with the test it was reached in: 在 GSM8K 测试中,…正确率."""
    if not re.search(r"率|分$|得分|分数|准确|排名|成绩", name):
        return name
    opening = material.folded[line.sentence.start : clause[1]]
    tests = []
    for match in re.finditer(r"(?P<name>[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*)\s?(?:测试|评测|测评|基准|榜单|数据集|和|、)", opening):
        at = line.sentence.start + match.start("name")
        label = material.text[at : at + len(match["name"])]
        if label not in tests and label not in name:
            tests.append(label)
    in_test = re.search(r"测试|评测|测评|基准|榜", opening)
    return tidy("/".join(tests[:3]) + " " + name) if tests and in_test else name


def _inherit(material: Material, line: Line, clause: tuple[int, int], before: Subject | None) -> Subject | None:
    """No subject of its own: that of the figure before, or the clause before."""
    if before is not None:
        return Subject(before.name, before.metric, clause[0], before.segment, before.entity, own=False)
    spans = clauses(material.folded, line.sentence.start, line.sentence.end)
    for index, span in enumerate(spans):
        if span[0] >= clause[0] and index:
            previous = spans[index - 1]
            start, end = _strip(material, line, previous[0], previous[1], previous[0])
            while end > start and material.folded[end - 1] in ",;:()（）、 ":
                end -= 1
            if end - start < 2:
                return None
            if end - start > _LONGEST:
                cut = material.folded.rfind("的", start, end - 2)
                start = cut + 1 if cut > start and end - cut > 4 else _behind_number(material.folded, end - 20)
            mentions = list(find_metrics(material.folded, start, end))
            if mentions:
                # 资本开支高峰期已经过去了, 2023 年…: the metric is the subject, not what is said of it
                end = mentions[-1].end
                start = min(start, mentions[-1].start)
            name = _without_periods(material, line, start, end)
            return Subject(name, mentions[-1].metric if mentions else None, start)
    return None

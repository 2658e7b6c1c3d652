"""Two heads, one draft: each clause of the policy that `summarizer.reconcile` states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from summarizer.extractors.draft import AnswerDraft, Draft, KPIDraft, LabelDraft, ModelDraft, Told
from summarizer.extractors.material import Material, gather
from summarizer.extractors.rules import extract
from summarizer.figures.model import Figure
from summarizer.outline import outline
from summarizer.reading import from_text
from summarizer.reconcile import Disagreements, reconcile
from tests.extractors.made_up import RECORD

BODY = """\
2024年上半年，公司实现营业收入36.8亿元，同比增长8%。公司坚持全球化战略，持续布局减速器业务。预计2025年产能将达到5000台。
原材料价格上涨给毛利率带来压力，存在一定的风险。公司位于杭州的工厂今年进行了搬迁。厂区面积为12万平方米。
问：业务的进展如何？
答：减速器业务实现收入4.2亿元，同比增长三成。良率已经提升到92%，公司会继续优化产品结构。

公司没有参与低价竞争，行业格局正在改善。
"""


class Both:
    """The rules' draft of the text, and a model's to be put beside it."""

    def __init__(self, text: str = BODY) -> None:
        self.material: Material = gather(outline(from_text(RECORD.format(body=text))))
        self.rules: Draft = extract(self.material)
        self.model = ModelDraft(models=["m"])

    def span(self, words: str) -> tuple[int, int]:
        """The sentence that holds ``words``."""
        at = self.material.text.index(words)
        line = next(line for line in self.material.lines if line.sentence.start <= at < line.sentence.end)
        return line.sentence.start, line.sentence.end

    def figure(self, words: str) -> Figure:
        """The figure at ``words``."""
        at = self.material.text.index(words)
        return next(one for one in self.material.scan.figures if one.start <= at < one.end)

    def kpi(self, words: str) -> KPIDraft:
        """The rules' KPI of that figure."""
        return next(kpi for kpi in self.rules.kpis if kpi.figure is self.figure(words))

    def label(self, words: str, name: str, **said: Any) -> LabelDraft:
        """What a model says of a figure."""
        figure = self.figure(words)
        line = next(line for line in self.material.lines if figure in line.figures)
        known: dict[str, Any] = {"of": None, "period": None, "metric": None, **said}
        return LabelDraft(figure, name, sentence=line.sentence.index, exchange=line.sentence.exchange, **known)

    def tell(self, text: str, *words: str, kind: str = "other", exchange: int | None = None, of: str | None = None) -> Told:
        """A proven point for the sentences that hold ``words``."""
        told = Told(text, [self.span(one) for one in words], kind=kind, topic="other", exchange=exchange)
        told.figures = [self.figure(of)] if of else []
        if exchange is None:
            self.model.statements.append(told)
        else:
            self.model.points.setdefault(exchange, []).append(told)
        return told

    def draft(self) -> tuple[Draft, Disagreements]:
        """Of the two, one."""
        return reconcile(self.material, self.rules, self.model)

    def found(self, words: str) -> KPIDraft | None:
        """The KPI of a figure in it."""
        return next((kpi for kpi in self.draft()[0].kpis if kpi.figure is self.figure(words)), None)

    def differences(self) -> list[str]:
        """The codes of the checks."""
        draft, differ = self.draft()
        return [check.code for check in differ.checks("zh-Hans", {kpi.figure.start: "k1" for kpi in draft.kpis})]


@pytest.fixture
def both() -> Both:
    """Fresh for each test: drafts are filled in place."""
    return Both()


def test_without_a_model_it_is_the_rules_draft(both: Both) -> None:
    """And it is another object: the rules' own stays as it was."""
    draft, differ = both.draft()
    assert replace(draft, idle=both.rules.idle) == both.rules
    both.model.labels.append(both.label("36.8亿元", "营业收入", of="减速器业务"))
    before = [replace(kpi, found_by=list(kpi.found_by)) for kpi in both.rules.kpis]
    both.draft()
    assert both.rules.kpis == before
    assert differ.checks("zh-Hans", {}) == []


# -- a figure is the rules' ---------------------------------------------------------------------------------------------


def test_a_label_that_agrees_is_a_second_finder(both: Both) -> None:
    """A name that shares a word, or the same metric."""
    both.model.labels += [both.label("36.8亿元", "收入"), both.label("92%", "合格率")]
    found, other = both.found("36.8亿元"), both.found("92%")
    assert found is not None
    assert other is not None
    assert found.found_by == ["rules", "model"]
    assert other.found_by == ["rules"]
    both.model.labels = [both.label("36.8亿元", "销售所得", metric="revenue")]
    found = both.found("36.8亿元")
    assert found is not None
    assert found.found_by == ["rules", "model"]


def test_prose_that_points_at_a_figure_finds_it_too(both: Both) -> None:
    """Whatever it says of it was proven."""
    both.tell("营业收入为36.8亿元", "36.8亿元", kind="result", of="36.8亿元")
    found = both.found("36.8亿元")
    assert found is not None
    assert found.found_by == ["rules", "model"]


def test_a_figure_that_the_model_leaves_out_stays(both: Both) -> None:
    """As found by the rules alone."""
    assert all(kpi.found_by == ["rules"] for kpi in both.draft()[0].kpis)
    assert len(both.draft()[0].kpis) == len(both.rules.kpis) > 4


def test_what_the_rules_left_open_is_filled(both: Both) -> None:
    """Segment, period, metric; a name that is a whole clause gives way to a shorter one."""
    kpi = both.kpi("92%")
    kpi.segment = kpi.entity = kpi.period = kpi.metric = None
    kpi.name = "公司位于杭州的工厂在搬迁以后经过多轮优化的综合良率"
    period = both.material.scan.periods[0]
    both.model.labels.append(both.label("92%", "良率", of="减速器业务", period=period, metric="utilisation"))
    found = both.found("92%")
    assert found is not None
    assert (found.name, found.segment, found.period, found.metric) == ("良率", "减速器业务", period, "utilisation")
    assert both.differences() == []


def test_a_good_name_stays(both: Both) -> None:
    """A short name of the rules is not replaced."""
    both.model.labels.append(both.label("36.8亿元", "收入"))
    found = both.found("36.8亿元")
    assert found is not None
    assert found.name == both.kpi("36.8亿元").name


@pytest.mark.parametrize("own", ["公司", "本公司", "集团", "我们"])
def test_the_company_is_no_segment(both: Both, own: str) -> None:
    """Whose figure it is needs saying only where it is not the company's."""
    both.kpi("92%").segment = None
    both.model.labels.append(both.label("92%", "良率", of=own))
    found = both.found("92%")
    assert found is not None
    assert found.segment is None


def _period(both: Both) -> dict[str, Any]:
    return {"period": next(one for one in both.material.scan.periods if one.first and one.first.year == 2025)}


@pytest.mark.parametrize(
    ("said", "code"),
    [(_period, "heads_differ_period"), (lambda both: {"of": "海外业务"}, "heads_differ_segment")],
    ids=["period", "segment"],
)
def test_where_both_know_and_differ_the_rules_stand(both: Both, said: Callable[[Both], dict[str, Any]], code: str) -> None:
    """And a check says so."""
    both.kpi("36.8亿元").segment = "减速器"
    both.model.labels.append(both.label("36.8亿元", "营业收入", **said(both)))
    found, before = both.found("36.8亿元"), both.kpi("36.8亿元")
    assert found is not None
    assert (found.period, found.segment) == (before.period, before.segment)
    assert both.differences() == [code]


def test_a_segment_told_longer_is_the_same(both: Both) -> None:
    """减速器 and 减速器业务 do not differ."""
    both.kpi("36.8亿元").segment = "减速器"
    both.model.labels.append(both.label("36.8亿元", "营业收入", of="减速器业务"))
    assert both.differences() == []


@pytest.mark.parametrize(("kind", "words"), [("outlook", "36.8亿元"), ("result", "5000台")])
def test_done_or_expected_is_the_rules_to_say(both: Both, kind: str, words: str) -> None:
    """Where a model sorts a figure's sentence otherwise, the basis stays and a check says so."""
    both.tell("一句话", words, kind=kind, of=words)
    found = both.found(words)
    assert found is not None
    assert found.basis == both.kpi(words).basis
    assert both.differences() == ["heads_differ_basis"]


def test_a_figure_that_only_a_model_labels_is_added(both: Both) -> None:
    """With what the grammar reads of it, in its place among the others, found by the model alone."""
    kept = both.kpi("36.8亿元")
    both.rules.kpis.remove(kept)
    both.model.labels.append(both.label("36.8亿元", "营业收入", metric="revenue"))
    found = both.found("36.8亿元")
    assert found is not None
    assert (found.value, found.metric, found.found_by) == (3_680_000_000, "revenue", ["model"])
    kpis = both.draft()[0].kpis
    assert [kpi.figure.start for kpi in kpis] == sorted(kpi.figure.start for kpi in kpis)


# -- statements ---------------------------------------------------------------------------------------------------------


def test_a_sentence_is_told_in_the_models_words(both: Both) -> None:
    """Its place, topic and status are the rules'."""
    (point,) = [one for one in both.rules.strategy if one.span == both.span("全球化")]
    both.tell("公司走向全球，布局减速器", "全球化", kind="strategy")
    (found,) = [one for one in both.draft()[0].strategy if one.span == point.span]
    assert found.text == "公司走向全球，布局减速器"
    assert (found.topic, found.status, found.due) == (point.topic, point.status, point.due)


def test_a_sentence_without_proven_words_is_told_in_its_own(both: Both) -> None:
    """Each of the rules' statements stays."""
    both.tell("工厂搬迁了", "搬迁")
    draft, _ = both.draft()
    for section in ("strategy", "outlook", "risks"):
        assert getattr(draft, section) == getattr(both.rules, section)


def test_what_only_the_model_sorts_is_added(both: Both) -> None:
    """At most four to a section, each with its sentences."""
    both.tell("杭州的工厂搬迁，面积十二万平方米", "搬迁", "厂区面积", kind="strategy")
    draft, _ = both.draft()
    (added,) = [one for one in draft.strategy if one not in both.rules.strategy]
    assert (added.text, added.span, added.further) == ("杭州的工厂搬迁，面积十二万平方米", both.span("搬迁"), [both.span("厂区面积")])
    many = Both("".join(f"某地第{place}个厂区的情况大致如此。" for place in "甲乙丙丁戊己庚"))
    for place in "甲乙丙丁戊己庚":
        many.tell(f"厂区{place}", f"第{place}个", kind="risk")
    assert len(many.draft()[0].risks) - len(many.rules.risks) == 4


def test_one_point_for_two_sentences_is_told_once(both: Both) -> None:
    """Both of the rules' sentences are its evidence then."""
    both.rules.strategy = [replace(both.rules.strategy[0], span=both.span(one)) for one in ("全球化", "搬迁")]
    both.tell("公司走向全球，工厂搬迁", "全球化", "搬迁", kind="strategy")
    (found,) = both.draft()[0].strategy
    assert {found.span, *found.further} == {both.span("全球化"), both.span("搬迁")}


# -- answers, topics, overview, themes ----------------------------------------------------------------------------------


def answer(both: Both) -> list[str | None]:
    """The answer of the one exchange, ``None`` for the source's own words."""
    return [part.text for part in both.draft()[0].exchanges[0].answer]


def test_an_answer_keeps_what_no_words_cover(both: Both) -> None:
    """All else that the rules would quote, in order of place."""
    spans = [part.span for part in both.rules.exchanges[0].answer]
    assert both.span("良率") in spans
    both.tell("减速器业务收入增长", "4.2亿元", exchange=1)
    assert answer(both)[0] == "减速器业务收入增长"
    kept = [part.span for part in both.draft()[0].exchanges[0].answer]
    assert set(spans) <= set(kept)
    assert kept == sorted(kept)
    both.model.thorough = True
    assert [part.span for part in both.draft()[0].exchanges[0].answer] == kept


def test_a_thorough_model_has_told_its_paragraph(both: Both) -> None:
    """Of the paragraph that it told, only figures are quoted beside its words; of a model asked sparingly everything is."""
    body = "问：需求如何？\n\n答：公司产品需求旺盛，订单排到明年。海外客户陆续到访工厂考察。公司实现收入4.2亿元，同比增长8%。"
    for thorough, quoted in ((False, ["海外客户", "4.2亿元"]), (True, ["4.2亿元"])):
        one = Both(body)
        one.rules.exchanges[0].answer = [AnswerDraft(one.span(words)) for words in ("需求旺盛", "海外客户", "4.2亿元")]
        one.model.thorough = thorough
        one.tell("产品需求旺盛", "需求旺盛", exchange=1)
        assert [part.span for part in one.draft()[0].exchanges[0].answer if part.text is None] == [one.span(words) for words in quoted]


def test_words_replace_the_sentences_they_cover(both: Both) -> None:
    """What is told is not quoted beside it."""
    both.tell("减速器业务增长，良率提升，不参与低价竞争", "4.2亿元", "良率", "低价竞争", exchange=1)
    assert answer(both) == ["减速器业务增长，良率提升，不参与低价竞争"]


def test_an_answer_without_a_model_is_the_rules(both: Both) -> None:
    """Sentence by sentence."""
    assert both.draft()[0].exchanges == both.rules.exchanges


def test_topics(both: Both) -> None:
    """Those of both, then the rules', then the model's; three at most."""
    both.rules.exchanges[0].topics = ["capacity", "competition"]
    both.model.topics[1] = ["market", "competition", "price"]
    both.tell("减速器业务收入增长", "4.2亿元", exchange=1)
    assert both.draft()[0].exchanges[0].topics == ["competition", "capacity", "market"]
    both.model.points.clear()
    assert both.draft()[0].exchanges[0].topics == ["competition", "capacity", "market"]


def test_an_overview_is_the_models_where_it_has_two_sentences(both: Both) -> None:
    """One alone is followed by the rules' own, none leaves them; where none tells a figure, the rules' first that does goes before."""
    first, second = Told("营业收入增长", [both.span("36.8亿元")]), Told("布局减速器", [both.span("全球化")])
    assert both.draft()[0].overview == both.rules.overview
    both.model.overview = [first]
    overview = both.draft()[0].overview
    assert overview[0].text == "营业收入增长"
    assert all(point.text is None and point.span != first.spans[0] for point in overview[1:])
    assert len(overview) <= 4
    both.model.overview = [first, second]
    figureless = both.draft()[0].overview
    assert [point.text for point in figureless] == [None, "营业收入增长", "布局减速器"]
    assert figureless[0] in both.rules.overview
    first.figures = [both.figure("36.8亿元")]
    assert [point.text for point in both.draft()[0].overview] == ["营业收入增长", "布局减速器"]


def test_a_theme_in_the_models_words(both: Both) -> None:
    """Which themes there are, and of which exchanges, is the rules' to say."""
    assert both.rules.themes
    theme = both.rules.themes[0]
    both.model.themes = {theme.topic: Told("减速器业务增长", [both.span("4.2亿元")]), "esg": Told("不存在", [both.span("4.2亿元")])}
    draft, _ = both.draft()
    assert [(one.topic, one.exchanges) for one in draft.themes] == [(one.topic, one.exchanges) for one in both.rules.themes]
    assert draft.themes[0].text == "减速器业务增长"


def test_failures_are_named(both: Both) -> None:
    """Beside the rules' own."""
    both.rules.failed_sections = ["risks"]
    both.model.failures = {"qa[1]": "no usable answer"}
    assert both.draft()[0].failed_sections == ["risks", "qa[1]"]


def test_a_metric_that_the_figure_cannot_measure_is_not_taken(both: Both) -> None:
    """A yield in percent is no revenue, whatever the model calls it."""
    both.model.labels.append(both.label("92%", "良率", metric="revenue"))
    found = both.found("92%")
    assert found is not None
    assert (found.metric, found.found_by) == (None, ["rules", "model"])

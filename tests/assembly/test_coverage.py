"""What a summary says of itself: how much of the document it holds, and what could not be worked on."""

from __future__ import annotations

import pytest

from summarizer import Summary, summarize
from summarizer.assembly import assemble
from summarizer.extractors.draft import Draft, ExchangeDraft
from summarizer.extractors.material import Material, gather
from summarizer.extractors.rules import extract
from summarizer.outline import outline
from summarizer.reading import Document, from_text
from summarizer.schemas import Provenance

TEXT = """\
远山精工股份有限公司投资者关系活动记录表
编号：2024-007
时间：2024年8月28日
投资者关系活动主要内容介绍：
上半年营业收入5.2亿元，同比增长8%，毛利率为28%。
问：员工有多少？
答：截至6月末，公司员工人数为5,320人。
问：分红如何？
日期：2024年8月29日
"""


def _parts() -> tuple[Document, Material, Draft]:
    document = from_text(TEXT, "made_up.txt")
    material = gather(outline(document))
    return document, material, extract(material)


def _assembled(document: Document, material: Material, draft: Draft) -> Summary:
    return assemble(document, material, draft, Provenance(engine="rules", version="0", started="", seconds=0))


def test_every_figure_of_what_was_said_is_counted() -> None:
    """Levels and growths of narrative and answers count; dates and the form's own numbers do not."""
    coverage = summarize(from_text(TEXT)).coverage
    assert (coverage.figures, coverage.figures_reported) == (4, 4)
    assert (coverage.exchanges, coverage.exchanges_answered) == (2, 1)


def test_a_figure_left_out_is_seen_in_the_coverage() -> None:
    """What a draft does not report is counted among the figures and not among those reported."""
    document, material, draft = _parts()
    draft.kpis = [kpi for kpi in draft.kpis if kpi.metric != "gross_margin"]
    coverage = _assembled(document, material, draft).coverage
    assert (coverage.figures, coverage.figures_reported) == (4, 3)


def test_an_empty_draft_is_a_valid_summary_of_nothing_found() -> None:
    """Nothing found is said in numbers: figures there are, none of them is reported, no section failed."""
    document, material, _ = _parts()
    summary = _assembled(document, material, Draft())
    assert (summary.kpis, summary.strategy, summary.themes) == ([], [], [])
    assert (summary.coverage.figures, summary.coverage.figures_reported) == (4, 0)
    assert (summary.coverage.exchanges, summary.coverage.exchanges_answered) == (2, 0)
    assert summary.coverage.failed_sections == []


def test_a_failed_section_is_named() -> None:
    """Failed is not nothing found: the section that could not be worked on is named."""
    document, material, draft = _parts()
    draft.failed_sections = ["risks", "themes"]
    assert _assembled(document, material, draft).coverage.failed_sections == ["risks", "themes"]


def test_a_failure_is_never_an_empty_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in a rule ends the run; it does not pass for a document in which nothing was found."""

    def fail(material: Material) -> Draft:
        raise RuntimeError("a fault in a rule")

    monkeypatch.setattr("summarizer.pipeline.extract", fail)
    with pytest.raises(RuntimeError, match="a fault in a rule"):
        summarize(from_text(TEXT))


def test_exchanges_are_paired_by_their_index() -> None:
    """A draft may tell exchanges in any order, or leave one out: each answer stays with its question."""
    document, material, draft = _parts()
    told = {exchange.index: exchange for exchange in draft.exchanges}
    draft.exchanges = [ExchangeDraft(2, [], ["shareholder_return"]), told[1]]
    summary = _assembled(document, material, draft)
    assert [exchange.index for exchange in summary.qa] == [1, 2]
    assert summary.qa[0].answer[0].text.startswith("截至6月末")
    assert (summary.qa[1].answer, summary.qa[1].topics) == ([], ["shareholder_return"])


def test_a_number_that_the_source_does_not_hold_is_rejected() -> None:
    """A name, an owner, a segment or a period with a foreign number goes to ``rejected`` with the reason."""
    for field in ("name", "entity", "segment"):
        document, material, draft = _parts()
        setattr(draft.kpis[0], field, "GPT-777")
        summary = _assembled(document, material, draft)
        assert len(summary.kpis) == len(draft.kpis) - 1
        assert [(item.section, item.reason) for item in summary.rejected] == [("kpis", "the source holds no 777")]


def test_evidence_that_does_not_hold_its_figure_is_rejected() -> None:
    """A draft whose place is not that of its figure is not reported."""
    document, material, draft = _parts()
    draft.kpis[0].span = (0, 4)
    summary = _assembled(document, material, draft)
    assert [item.reason for item in summary.rejected] == ["the evidence does not hold the figure"]
    assert len(summary.kpis) == len(draft.kpis) - 1


def test_the_document_is_described() -> None:
    """Source, hash, characters and provenance are those of what was read."""
    document = from_text(TEXT, "made_up.txt")
    summary = summarize(document)
    assert (summary.document.source, summary.document.sha256) == ("made_up.txt", document.sha256)
    assert (summary.document.characters, summary.document.pages) == (len(TEXT), None)
    assert (summary.provenance.engine, summary.provenance.model, summary.provenance.usage.calls) == ("rules", None, 0)
    assert {tuple(kpi.found_by) for kpi in summary.kpis} == {("rules",)}

"""The same summary whatever the format: each drawn document is held against the gold of the text it was drawn from."""

from __future__ import annotations

import difflib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from summarizer import Document, Summary, read, summarize
from summarizer.evaluation import Score, load_gold, score
from summarizer.evaluation.places import squeeze
from summarizer.outline.repair import repair
from summarizer.outline.script import fold
from summarizer.schemas import KPI
from tests.documents.formats import content

from .promises import broken, visible

SAMPLES = {
    "record": "kunlun_2023q3_ir_record",
    "article": "sensetime_2023fy_briefing",
    "call": "made_up_call",
}
GOLD = ("record", "article")
LOSS = 0.02
"""Of value F1, at most, against the text's."""
SCAN_LOSS = 0.05
WHOLE = ("meta", "exchanges_found", "exchanges_reported", "exchanges_paired", "question_counts", "noise_free", "spans")
"""Measures that no format may lose anything of."""

RECORDS = (
    "record_ruled.pdf", "record_ruled_large.pdf", "record.docx", "record_numbered.docx", "record.html", "record.md",
    "record_gb18030.txt", "record_utf16.txt",
)  # fmt: skip
ARTICLES = ("article.pdf", "article_columns.pdf", "article.docx", "article.html", "article_big5.txt")
CALLS = ("call.pdf", "call.docx", "call_roles.html", "call_lists.html")

DAMAGE = {("✓", "√"), ("□", ""), ("牟尔", ""), ("一", "-"), ("示", "无")}
"""Where the sample and the form differ, the form's words aside: a mark and a dash read wrongly, a box doubled, a stray label."""


@cache
def _summarised(path: Path) -> tuple[Document, Summary]:
    document = read(path)
    return document, summarize(document, engine="rules")


def _of_text(documents: Path, kind: str) -> tuple[Document, Summary]:
    return _summarised(documents / f"{SAMPLES[kind]}.txt")


def _scored(documents: Path, gold: Path, kind: str, path: Path) -> tuple[Score, Score]:
    """The drawn document's score and its text's."""
    wanted = load_gold(gold / f"{SAMPLES[kind]}.json")
    document, summary = _summarised(path)
    text, of_text = _of_text(documents, kind)
    return score(summary, wanted, document.text), score(of_text, wanted, text.text)


def _held(documents: Path, gold: Path, kind: str, path: Path, *, loss: float) -> None:
    """Fails where the drawn document's summary is not as good as its text's, or breaks a promise."""
    got, bar = _scored(documents, gold, kind, path)
    misses = [f"{one.measure}: {one.message}" for one in got.misses]
    for measure in ("value_f1", "strict_f1", "period", "name"):
        reached, wanted = got.rate(measure), bar.rate(measure)
        assert reached is not None
        assert wanted is not None
        assert reached >= wanted - loss, (measure, misses)
    for measure in WHOLE:
        assert got.rate(measure) == bar.rate(measure), (measure, misses)
    document, summary = _summarised(path)
    assert broken(summary, document.text) == []


# -- one content --------------------------------------------------------------------------------------------------------


def test_the_form_says_what_the_sample_says(documents: Path) -> None:
    """The form and the sample differ only where extraction damaged the sample: its gold is rightly the same."""
    sample = squeeze(fold(repair((documents / "kunlun_2023q3_ir_record.txt").read_text(encoding="utf-8")).text))
    form = content.form()
    source = squeeze(fold(content.form_text(form)))
    steps = difflib.SequenceMatcher(None, sample, source, autojunk=False).get_opcodes()
    differing = {(sample[a:b], source[c:d].strip(":")) for step, a, b, c, d in steps if step != "equal"}
    own_words = squeeze(fold("".join(row.label for row in form.rows))) + f"证券代码:{form.code}"
    assert {(lost, put) for lost, put in differing if lost or put not in own_words} <= DAMAGE


def test_the_article_and_the_call_are_the_samples() -> None:
    """Both are read from the samples themselves; what is cut off is the article's site and nothing else."""
    news, transcript = content.article(), content.call()
    sample = (content.SAMPLES / "sensetime_2023fy_briefing.txt").read_text(encoding="utf-8")
    assert len("".join(news.paragraphs)) > 0.95 * len(squeeze(sample))
    assert news.paragraphs[-1] in sample
    assert len(transcript.turns) == (content.SAMPLES / "made_up_call.txt").read_text(encoding="utf-8").count("\n\n")


# -- the same summary ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*RECORDS, *ARTICLES])
def test_a_summary_is_as_good_as_its_texts(documents: Path, gold: Path, name: str) -> None:
    """Figures within two hundredths; header, exchanges and noise with no loss at all; every promise kept."""
    _held(documents, gold, name.split(".")[0].split("_")[0], documents / "formats" / name, loss=LOSS)


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_the_same_call(documents: Path, name: str) -> None:
    """Every figure, exchange, asker and responder of the text, and nothing besides, however a site prints who speaks."""
    _, text = _of_text(documents, "call")
    document, summary = _summarised(documents / "formats" / name)
    assert broken(summary, document.text) == []
    assert Counter(map(_told, summary.kpis)) == Counter(map(_told, text.kpis))
    assert [(one.asker, one.responders, one.questions) for one in summary.qa] == [
        (one.asker, one.responders, one.questions) for one in text.qa
    ]
    assert (summary.document.kind, summary.document.language) == ("earnings_call", "en")
    assert summary.company == text.company
    assert (summary.event.date, summary.event.start) == (text.event.date, text.event.start)
    # a list of participants may name more of them
    assert {host.name for host in text.event.hosts} <= {host.name for host in summary.event.hosts}


def _told(kpi: KPI) -> tuple[object, ...]:
    period = kpi.period and (kpi.period.start, kpi.period.end)
    return kpi.metric, kpi.segment, kpi.value, kpi.value_max, kpi.unit, kpi.basis, kpi.qualifier, period


@pytest.mark.parametrize("name", [name for name in (*RECORDS, *ARTICLES, *CALLS) if name.endswith(".pdf")])
def test_evidence_stands_on_its_page(documents: Path, name: str) -> None:
    """Every quote names the page that it begins on, and that page holds its beginning."""
    document, summary = _summarised(documents / "formats" / name)
    assert _misplaced(document, summary) == []


def _misplaced(document: Document, summary: Summary) -> list[str]:
    assert document.page_starts is not None
    ends = (*document.page_starts[1:], len(document.text))
    pages = [visible(document.text[start:end]) for start, end in zip(document.page_starts, ends, strict=True)]
    assert summary.document.pages == len(pages)
    # a quote's first letters may be the last of its page
    pages = [page + following[:11] for page, following in zip(pages, [*pages[1:], ""], strict=True)]
    proofs = [point.evidence for point in summary.overview] + [point.evidence for point in summary.strategy]
    proofs += [point.evidence for point in summary.outlook] + [point.evidence for point in summary.risks]
    proofs += [kpi.evidence for kpi in summary.kpis] + [theme.evidence for theme in summary.themes]
    for exchange in summary.qa:
        proofs += [exchange.evidence, *(point.evidence for point in exchange.answer)]
    return [
        f"{one.quote[:20]!r} said to be on page {one.page}"
        for proof in proofs
        for one in proof
        if one.page is None or visible(one.quote)[:12] not in pages[one.page - 1]
    ]


def test_what_runs_on_every_page_is_no_part_of_the_text(documents: Path) -> None:
    """A running header stays once, page numbers and the seal's letters are set apart, and the ticker is known."""
    document, summary = _summarised(documents / "formats" / "record_ruled.pdf")
    kinds = Counter(piece.kind for piece in document.apart)
    assert document.text.count("证券简称") + kinds["running_header"] == kinds["page_number"] == 4
    assert document.text.count("证券简称") <= 1
    assert kinds["stamp"] > 0
    assert (summary.company.ticker, summary.company.exchange) == ("300418", "SZSE")


# -- scans --------------------------------------------------------------------------------------------------------------


def test_a_scan_is_nearly_as_good(documents: Path, gold: Path, needs_ocr: None) -> None:
    """Turned, blurred, grainy pages with a seal across the date: figures within five hundredths, exchanges and header whole."""
    path = documents / "formats" / "record_scan.pdf"
    _held(documents, gold, "record", path, loss=SCAN_LOSS)
    document, summary = _summarised(path)
    assert document.unread_pages == ()
    assert _misplaced(document, summary) == []
    assert summary.document.published == "2023-10-31"


@pytest.mark.slow
def test_a_picture_of_a_page_is_read(documents: Path, needs_ocr: None) -> None:
    """One page as JPEG: its form's facts and its figures, no more than it shows."""
    document, summary = _summarised(documents / "formats" / "record_scan_page1.jpg")
    assert broken(summary, document.text) == []
    assert (summary.document.kind, summary.document.record_number, summary.event.date) == ("ir_record", "2023-005", "2023-10-30")
    assert {3680000000, 760000000, 620000000} <= {kpi.value for kpi in summary.kpis}

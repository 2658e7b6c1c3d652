"""What a reader prefers comes first and is called by the reader's words; nothing is lost, no document and no doubt."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from summarizer import Document, Summary, read, summarize
from summarizer.mentions import metrics_in, topics_in
from summarizer.reports import Reported, render, render_csv
from summarizer.reports.interest import companies_first
from summarizer.reports.terminal import render_terminal
from summarizer.reports.view import Item, view
from summarizer.schemas import METRICS, TOPICS
from summarizer.schemas.profile import Profile
from summarizer.tables import table


@pytest.fixture(scope="module")
def call() -> tuple[Document, Summary]:
    from tests.conftest import TESTS

    document = read(TESTS / "documents" / "made_up_call.txt")
    return document, summarize(document, engine="rules")


def shown(summary: Summary, section: str, profile: Profile) -> list[Item]:
    return list(view(summary, profile).sections[section].items)


def test_without_a_profile_reports_are_what_they_were(call: tuple[Document, Summary]) -> None:
    """Nobody, and a reader who prefers nothing, get the same page."""
    document, summary = call
    for format in ("md", "csv", "json"):
        assert render(summary, format, document.text, Profile()) == render(summary, format, document.text)


def test_json_is_the_contract_whoever_reads(call: tuple[Document, Summary]) -> None:
    """Its order and its length are no reader's."""
    document, summary = call
    assert render(summary, "json", document.text, Profile(metrics=("cash",), length="short", only=True)) == render(summary, "json")


def test_a_metric_comes_before_what_only_belongs_to_a_topic(call: tuple[Document, Summary]) -> None:
    """Cut short, the table holds every figure of the metrics that were named, in the reader's order."""
    _, summary = call
    kpis = shown(summary, "kpis", Profile(topics=("regulation",), metrics=("gross_margin", "free_cash_flow"), length="short"))
    ordered = sorted(kpis, key=lambda item: item.rank)
    assert [item.of.metric for item in ordered[:4]] == ["gross_margin"] * 3 + ["free_cash_flow"]
    assert len(kpis) == 5


def test_what_speaks_of_it_is_of_interest_too(call: tuple[Document, Summary]) -> None:
    """A risk of tariffs is one of regulation, whatever topic it was sorted under; an outlook on a margin needs no figure."""
    _, summary = call
    risks = shown(summary, "risks", Profile(topics=("regulation",), only=True))
    assert [item.text for item in risks if "Tariffs remain a risk" in item.text]
    assert all("regulation" not in item.topics for item in risks)
    changed = summary.model_copy(deep=True)
    changed.outlook[0].text = "We expect our gross margin to recover."
    changed.outlook[0].evidence = []
    assert changed.outlook[0] in [item.of for item in shown(changed, "outlook", Profile(metrics=("gross_margin",), only=True))]


def test_what_is_told_comes_before_what_is_spoken_of(call: tuple[Document, Summary]) -> None:
    """An item of the topic is first, one that only has a word of it second, the rest last."""
    _, summary = call
    changed = summary.model_copy(deep=True)
    for risk, topic, text in zip(changed.risks, ("margin", "regulation"), ("A licence requirement: antitrust.", "Uncertain."), strict=True):
        risk.topic, risk.text, risk.evidence = topic, text, []  # type: ignore[assignment]
    changed.risks.insert(0, changed.risks[0].model_copy(update={"text": "Weather.", "topic": "other"}))
    assert [item.text for item in shown(changed, "risks", Profile(topics=("regulation",)))] == [
        "Uncertain.", "A licence requirement: antitrust.", "Weather.",
    ]  # fmt: skip


def test_a_figure_of_another_metric_is_not_of_interest(call: tuple[Document, Summary]) -> None:
    """Who asks for cash does not ask for free cash flow, though the word stands in its name."""
    _, summary = call
    assert [item.of.metric for item in shown(summary, "kpis", Profile(metrics=("cash",), only=True))] == ["cash"]


def test_a_competitor_named_in_an_answer_brings_its_question_first(summary: Summary) -> None:
    """In another script and width than the reader's, in a point of the answer as in the question; and so does an asker."""
    second = summary.qa[0].model_copy(deep=True, update={"index": 2, "asker": "丙辰证券"})
    second.answer[0].text = "与ＯｐｅｎＬａｂ及風華電子合作。"
    summary.qa.append(second)
    for name in ("风华电子", "openlab", "丙辰证券"):
        told = [item.key for item in shown(summary, "qa", Profile(companies=(name,))) if item.key.startswith("q")]
        assert told == ["q2", "q1"], name
    assert [item.key for item in shown(summary, "qa", Profile(companies=("openla",))) if item.key.startswith("q")] == ["q1", "q2"]


def test_an_entity_of_a_figure_brings_it_first(summary: Summary) -> None:
    """A figure of a company of interest stands before the others."""
    summary.kpis.append(summary.kpis[0].model_copy(update={"id": "k9", "entity": "風華電子"}))
    assert shown(summary, "kpis", Profile(companies=("风华电子",)))[0].key == "k9"


@pytest.mark.parametrize("name", ["Harbor", "NYSE:HBRI", "harbor instruments, inc."])
def test_the_readers_own_companies_come_first(call: tuple[Document, Summary], summary: Summary, name: str) -> None:
    """By name or ticker; the others keep their order, and none is left out even where only what is of interest is wanted."""
    _, own = call
    other = summary.model_copy(deep=True)
    other.document.source = "third.txt"
    documents = [summary, other, own]
    ordered = companies_first(documents, lambda one: one, Profile(companies=(name,), only=True))
    assert [id(one) for one in ordered] == [id(own), id(summary), id(other)]
    assert companies_first(documents, lambda one: one, None) == documents
    written = render_csv([Reported(one) for one in documents], "documents", Profile(companies=(name,))).lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert len(rows) == 3
    assert next(iter(rows[0].values())).startswith("Harbor Instruments")


def test_two_companies_come_in_the_readers_order(call: tuple[Document, Summary], summary: Summary) -> None:
    """The profile's order is that of importance."""
    _, own = call
    for names in (("晨光電器", "HBRI"), ("HBRI", "晨光電器")):
        first = companies_first([own, summary], lambda one: one, Profile(companies=names))[0]
        assert first is (summary if names[0] == "晨光電器" else own)


@pytest.mark.parametrize(("language", "label"), [("zh-Hans", "监管与政策"), ("zh-Hant", "監管與政策"), ("en", "Regulation and policy")])
def test_themes_are_called_in_the_readers_language(call: tuple[Document, Summary], language: str, label: str) -> None:
    """In Markdown and on a terminal; the quotes stay the source's."""
    document, summary = call
    profile = Profile.model_validate({"language": language})
    for report in (render(summary, "md", document.text, profile), render_terminal(summary, document.text, profile, colour=False)):
        assert label in report
        assert "tariff headwind in the third quarter guide" in " ".join(report.split())


def test_words_of_a_topic_and_a_metric() -> None:
    """In any script and case, the longest name at a place."""
    assert "regulation" in topics_in("出口管制升級") & topics_in("New TARIFFS")
    assert metrics_in("Operating cash flow and 毛利率") == {"operating_cash_flow", "gross_margin"}
    assert metrics_in("營業收入") == {"revenue"}
    assert topics_in("") == metrics_in("nothing of that kind") == frozenset()


def test_the_words_are_those_of_the_vocabulary() -> None:
    """No topic or metric is spoken of that a profile could not name."""
    assert set(table("extractors.rules", "topics")) <= set(TOPICS)
    assert {row["id"] for row in table("extractors.rules", "metrics")["metric"]} - {""} <= set(METRICS)


def test_a_report_counts_what_it_leaves_out(documents: Path) -> None:
    """Whatever is wanted, each section says how much is not shown, and what is shown and counted is all there is."""
    summary = summarize(documents / "kunlun_2023q3_ir_record.txt", engine="rules")
    for profile in (Profile(metrics=("cash",), only=True), Profile(length="short"), Profile(companies=("甲",), only=True)):
        told = view(summary, profile)
        for name in ("kpis", "strategy", "outlook", "risks"):
            section = told.sections[name]
            assert len(section.items) + len(section.rest) == len(getattr(summary, name))
        report = render(summary, "md", None, profile)
        assert f"另有 {len(told.sections['kpis'].rest)} 项未列出" in report
